/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unit: numbers in another unit of the same kind, by name. Exact, in decimal,
 * where the quotient of the two ends. Any other factor is scale's.
 */
#include "op/work.h"

#include "base/i18n.h"
#include "text/decimal.h"

enum kind { LENGTH, AREA, VOLUME, MASS, DURATION, ENERGY, POWER };

/*
 * What one is worth in the kind's unit of the SI: a whole number and a power
 * of ten. Sources: BIPM, The International System of Units (9th ed., 2019),
 * table 7 for prefixes, table 8 for min, h, d, ha, l and t; NIST SP 811
 * (2008), appendix B, for a, nmi, Wh and, after the international yard and
 * pound of 1959, in, ft, mi and lb. The acre is 4840 square yards of that
 * yard, not of the survey foot; q is the quintal of 100 kg of farm
 * statistics; tep the 41.868 GJ of the International Energy Agency.
 */
static const struct unit {
	const char *name;
	uint64_t worth;
	int tens;
	enum kind kind;
} units[] = {
	{ "mm", 1, -3, LENGTH },
	{ "cm", 1, -2, LENGTH },
	{ "dm", 1, -1, LENGTH },
	{ "m", 1, 0, LENGTH },
	{ "km", 1, 3, LENGTH },
	{ "nmi", 1852, 0, LENGTH },
	{ "in", 254, -4, LENGTH },
	{ "ft", 3048, -4, LENGTH },
	{ "mi", 1609344, -3, LENGTH },
	{ "cm2", 1, -4, AREA },
	{ "m2", 1, 0, AREA },
	{ "a", 1, 2, AREA },
	{ "ha", 1, 4, AREA },
	{ "km2", 1, 6, AREA },
	{ "acre", UINT64_C(40468564224), -7, AREA },
	{ "ml", 1, -6, VOLUME },
	{ "cl", 1, -5, VOLUME },
	{ "l", 1, -3, VOLUME },
	{ "hl", 1, -1, VOLUME },
	{ "m3", 1, 0, VOLUME },
	{ "km3", 1, 9, VOLUME },
	{ "mg", 1, -6, MASS },
	{ "g", 1, -3, MASS },
	{ "kg", 1, 0, MASS },
	{ "q", 1, 2, MASS },
	{ "t", 1, 3, MASS },
	{ "kt", 1, 6, MASS },
	{ "lb", 45359237, -8, MASS },
	{ "s", 1, 0, DURATION },
	{ "min", 60, 0, DURATION },
	{ "h", 3600, 0, DURATION },
	{ "d", 86400, 0, DURATION },
	{ "J", 1, 0, ENERGY },
	{ "kJ", 1, 3, ENERGY },
	{ "MJ", 1, 6, ENERGY },
	{ "GJ", 1, 9, ENERGY },
	{ "Wh", 3600, 0, ENERGY },
	{ "kWh", 3600, 3, ENERGY },
	{ "MWh", 3600, 6, ENERGY },
	{ "GWh", 3600, 9, ENERGY },
	{ "TWh", 3600, 12, ENERGY },
	{ "tep", 41868, 6, ENERGY },
	{ "W", 1, 0, POWER },
	{ "kW", 1, 3, POWER },
	{ "MW", 1, 6, POWER },
	{ "GW", 1, 9, POWER },
};

#define UNITS \
	"mm|cm|dm|m|km|nmi|in|ft|mi|cm2|m2|a|ha|km2|acre|ml|cl|l|hl|m3|km3|" \
	"mg|g|kg|q|t|kt|lb|s|min|h|d|J|kJ|MJ|GJ|Wh|kWh|MWh|GWh|TWh|tep|W|kW|" \
	"MW|GW"

/* A number is multiplied by this, and divided by that. */
struct factor {
	dp_str times;
	uint64_t by;
	bool rounds;
	int digits;
};

static const struct dp_param params[] = {
	{ "from", DP_P_CHOICE, NULL, UNITS,
	  N_("the unit of the numbers: lengths mm to km, nmi (nautical mile), "
	     "in, ft, mi; areas cm2, m2, a, ha, km2, acre; volumes ml to hl, "
	     "m3, km3; masses mg to kt, q (quintal), lb; s, min, h, d; energy "
	     "J to GJ, Wh to TWh, tep (tonne of oil equivalent); W to GW"),
	  true },
	{ "to", DP_P_CHOICE, NULL, UNITS, N_("the one wanted, of that kind"),
	  true },
	{ "digits", DP_P_INT, NULL, NULL,
	  N_("digits to keep behind the point, rounded half up; needed where "
	     "the result may have no end"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static uint64_t
common_divisor(uint64_t a, uint64_t b)
{
	while (b) {
		uint64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* What multiplies by N and by 10 to the power of TENS, as a number. */
static dp_str
decimal_of(struct dp_arena *a, uint64_t n, int tens)
{
	struct dp_buf power = { 0 }, made = { 0 };
	dp_str factor = dp_keep_format(a, "%llu", (unsigned long long)n);

	dp_buf_c(&power, tens < 0 ? "0." : "1");
	for (int i = tens < 0 ? tens + 1 : -tens; i < 0; i++)
		dp_buf_char(&power, '0');
	if (tens < 0)
		dp_buf_char(&power, '1');
	(void)dpi_decimal_times(factor, dp_buf_view(&power), &made);
	factor = dp_keep(a, dp_buf_view(&made));
	dp_buf_done(&power);
	dp_buf_done(&made);
	return factor;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	const struct unit *from = &units[dp_step_choice(s, "from")];
	const struct unit *to = &units[dp_step_choice(s, "to")];
	const struct dp_arg *digits = dp_step_arg(s, "digits");
	struct factor *x = dp_arena_alloc(&s->arena, sizeof *x);
	uint64_t both = common_divisor(from->worth, to->worth);
	uint64_t times = from->worth / both;
	int tens = from->tens - to->tens;

	(void)schema;
	s->self = x;
	x->by = to->worth / both;
	x->rounds = digits != NULL;
	x->digits = (int)dp_step_int(s, "digits");
	if (from->kind != to->kind)
		return dp_step_fail(s, dp_step_arg(s, "to"), err,
				    _("%s and %s measure different things."),
				    from->name, to->name);
	if (x->digits < 0 || x->digits > 18)
		return dp_step_fail(s, digits, err,
				    _("digits= goes from 0 to 18."));
	/* halves and fifths end: 1/4 is 25 hundredths */
	for (; x->by % 2 == 0; x->by /= 2, tens--)
		times *= 5;
	for (; x->by % 5 == 0; x->by /= 5, tens--)
		times *= 2;
	if (x->by > 1 && !digits)
		return dp_step_fail(s, NULL, err,
				    _("%s in %s may have digits without end: "
				      "say with digits= how many to keep."),
				    from->name, to->name);
	x->times = decimal_of(&s->arena, times, tens);
	return 0;
}

/* Appends the number N divided by BY, with one digit more than DIGITS. */
static void
divide(dp_str n, uint64_t by, int digits, struct dp_buf *out)
{
	ptrdiff_t point = dp_str_find(n, '.');
	size_t whole = point < 0 ? n.n : (size_t)point, i = 0, first;
	uint64_t rest = 0;

	if (n.p[0] == '-')
		dp_buf_char(out, n.p[i++]);
	first = out->n;
	for (; i < whole; i++) {
		rest = rest * 10 + (uint64_t)(n.p[i] - '0');
		if (out->n > first || rest >= by || i + 1 == whole)
			dp_buf_char(out, (char)('0' + rest / by));
		rest %= by;
	}
	dp_buf_char(out, '.');
	for (int k = 0; k <= digits; k++) {
		size_t at = whole + 1 + (size_t)k;

		rest = rest * 10 + (at < n.n ? (uint64_t)(n.p[at] - '0') : 0);
		dp_buf_char(out, (char)('0' + rest / by));
		rest %= by;
	}
}

static dp_str
convert(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct factor *x = s->self;
	struct dp_buf *made = w->local;
	dp_str n;

	if (dpi_is_blank(in))
		return in;
	made->n = 0;
	if (!dpi_decimal_times(in, x->times, made))
		return dp_bad(w, DP_F_NOT_A_NUMBER, in);
	n = dp_buf_view(made);
	if (x->by > 1) {
		n = dp_keep(&w->batch->text, n);
		made->n = 0;
		divide(n, x->by, x->digits, made);
		n = dp_buf_view(made);
	}
	if (x->rounds) {
		n = dp_keep(&w->batch->text, n);
		made->n = 0;
		(void)dpi_decimal_round(n, x->digits, DPI_ROUND_HALF_UP, made);
		n = dp_buf_view(made);
	}
	return dpi_made(w, in, n);
}

static const struct dp_example examples[] = {
	{ "x from=ha to=m2", "12.5", "125000" },
	{ "x from=m2 to=km2", "240000", "0.24" },
	{ "x from=t to=kg", "0.3", "300" },
	{ "x from=hl to=l", "12.34", "1234" },
	{ "x from=tep to=kWh", "2", "23260" },
	{ "x from=min to=h digits=2", "100", "1.67" },
	{ "x from=mi to=km", "26.2", "42.1648128" },
	{ "x from=GJ to=kWh digits=1", "-1", "-277.8" },
	{ "x from=ha to=km2", "NC", "NC" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_unit = {
	.name = "unit",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS from=UNIT to=UNIT [digits=NUMBER]"),
	.summary = N_("Bring numbers to another unit: ha, m2, kWh \u2026"),
	.why = N_("One file counts hectares and the other square metres; "
		  "brought to one unit they can be compared. The factor is "
		  "the one of the standard, no digit is lost or made up, and "
		  "nothing is rounded unless digits= asks. Say the unit in "
		  "the column's name with rename. Run twice it converts "
		  "twice: keep it in the recipe, never in a cleaned file."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = convert,
	.needs = dpi_needs_columns,
	.example = examples,
};

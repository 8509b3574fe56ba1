/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * number: numbers as people write them become canonical numbers. How they
 * are read is text's (dp_number_read); what is none stays and is reported.
 */
#include "op/work.h"

#include "base/i18n.h"
#include "base/lane.h"
#include "text/decimal.h"
#include "text/number.h"

/* What stands between digits; several are their sum. */
enum { SPACE = 1, POINT = 2, COMMA = 4, APOSTROPHE = 8 };

struct number {
	struct dp_number_opts opts;
	bool drop_zeros;
	bool open;                /* nobody has said which notation it is */
	bool divide;              /* 12,5 % is 0.125 */
	bool accounting;          /* a lone dash is nought */
	int digits;               /* behind the point at most; -1: all */
	unsigned decimal, groups; /* with decimal= or group= */
};

static const struct dp_op_class number_by_signs;

static const struct dp_param params[] = {
	{ "locale", DP_P_CHOICE, "fr", "fr|en",
	  N_("how they are written: fr 1 234,5 or en 1,234.5"), false },
	{ "decimal", DP_P_CHOICE, NULL, "comma|point",
	  N_("what stands before the decimals, whatever the locale: then 1.234 "
	     "or 1,234 means one thing"),
	  false },
	{ "group", DP_P_CHOICE, NULL, "space|point|comma|apostrophe|none",
	  N_("what stands between thousands, the only sign taken for it; none: "
	     "nothing does"),
	  false },
	{ "currency", DP_P_CHOICE, "keep", "keep|strip",
	  N_("strip: drop \u20ac, EUR, $ and others; keep: such a cell is no "
	     "number"),
	  false },
	{ "percent", DP_P_CHOICE, "keep", "keep|strip|divide",
	  N_("strip: drop the % sign (12,5 % becomes 12.5); divide: take it "
	     "for a hundredth (0.125); keep: such a cell is no number"),
	  false },
	{ "zeros", DP_P_CHOICE, "keep", "keep|drop",
	  N_("drop: 0012 becomes 12; keep: what starts with a 0 is taken for "
	     "a code, stays and is reported"),
	  false },
	{ "accounting", DP_P_YES, "no", NULL,
	  N_("yes: a dash alone is 0, as accountants write it"), false },
	{ "precision", DP_P_INT, NULL, NULL,
	  N_("at most so many digits behind the point, rounded half up"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* decimal= and group= */
static int
bind_signs(struct dp_step *s, struct dp_err *err)
{
	static const unsigned kind[] = { SPACE, POINT, COMMA, APOSTROPHE, 0 };
	int decimal = dp_step_choice(s, "decimal");
	int group = dp_step_choice(s, "group");
	struct number *x = s->self;

	if (decimal < 0 && group < 0)
		return 0;
	if (decimal < 0)
		decimal = x->opts.notation == DP_NUMBER_EN;
	x->decimal = decimal == 0 ? COMMA : POINT;
	x->groups = (SPACE | POINT | COMMA | APOSTROPHE) & ~x->decimal;
	if (group >= 0)
		x->groups = kind[group];
	x->opts.notation = DP_NUMBER_EN; /* what cells are brought to */
	s->op = &number_by_signs;
	if (x->groups == x->decimal)
		return dp_step_fail(s, dp_step_arg(s, "group"), err,
				    _("one sign cannot stand before decimals "
				      "and between thousands: see decimal= "
				      "and group=."));
	return 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_arg *precision = dp_step_arg(s, "precision");
	struct number *x = dp_arena_alloc(&s->arena, sizeof *x);
	int64_t digits = dp_step_int(s, "precision");

	(void)schema;
	memset(x, 0, sizeof *x);
	x->opts.notation = dp_step_choice(s, "locale") == 0 ? DP_NUMBER_FR :
							      DP_NUMBER_EN;
	x->open = x->opts.notation == DP_NUMBER_FR &&
		  !dp_step_arg(s, "locale") && !dp_step_arg(s, "decimal") &&
		  !dp_step_arg(s, "group") &&
		  !(s->recipe && dp_recipe_locale(s->recipe).p);
	x->opts.currency = dp_step_choice(s, "currency") == 1;
	x->opts.percent = dp_step_choice(s, "percent") > 0;
	x->divide = dp_step_choice(s, "percent") == 2;
	x->accounting = dp_step_yes(s, "accounting");
	x->drop_zeros = dp_step_choice(s, "zeros") == 1;
	x->digits = precision ? (int)digits : -1;
	s->self = x;
	if (digits < 0 || digits > 18)
		return dp_step_fail(s, precision, err,
				    _("precision= goes from 0 to 18 digits."));
	return bind_signs(s, err);
}

static inline bool
is_digit(char c)
{
	return (unsigned char)c - (unsigned)'0' <= 9;
}

/*
 * True for what is canonical and means one thing in both notations: it stays.
 * Digits, with a point if it is not before three of them (1.234), a minus
 * before all but 0.
 */
static inline bool
is_plain(const char *p, size_t n)
{
	size_t i = p[0] == '-', first = i, left;

	if (n >= DP_NUMBER_BYTES || i == n)
		return false;
	if (p[i] == '0' && n > 1 && (i > 0 || p[1] != '.'))
		return false;
	while (i < n && is_digit(p[i]))
		i++;
	if (i == n)
		return true;
	left = n - i - 1;
	if (i == first || p[i] != '.' || left == 0 || left == 3)
		return false;
	for (i++; i < n; i++)
		if (!is_digit(p[i]))
			return false;
	return true;
}

/* Has C bytes that no plain number has? Of a short one by one look. */
static inline bool
has_others(const struct dp_cell *c)
{
	dpi_lane x;

	if (c->n > DPI_LANE_BYTES || !(c->flags & DP_CELL_ROOM))
		return false;
	x = dpi_lane_load(c->p);
	return dpi_lane_any(~(dpi_lane)((x - '0' < 10) | (x == '.') |
					(x == '-')) &
			    dpi_lane_first(c->n));
}

static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	const struct number *x = s->self;
	size_t k = 0;

	for (size_t i = 0; i < n; i++, c += stride) {
		hit[k] = (uint32_t)i;
		k += c->n > 0 &&
		     (x->digits >= 0 || has_others(c) || !is_plain(c->p, c->n));
	}
	return k;
}

/* A dash that stands alone, perhaps with its currency. */
static bool
is_dash(dp_str t)
{
	static const char *const dash[] = { "-", "\u2013", "\u2014", "\u2212" };

	if (t.n > 3 && memcmp(t.p + t.n - 3, "\u20ac", 3) == 0)
		t = dp_trim((dp_str){ t.p, t.n - 3 });
	for (size_t i = 0; i < sizeof dash / sizeof *dash; i++)
		if (dp_str_is(t, dash[i]))
			return true;
	return false;
}

/* The number NUMBER, which T was read as, as it is to be written. */
static dp_str
finish(const struct number *x, struct dp_work *w, dp_str in, dp_str t,
       dp_str number)
{
	struct dp_buf *made = w->local;

	if (x->divide && dp_str_find(t, '%') >= 0) {
		made->n = 0;
		(void)dpi_decimal_times(number, DP_S("0.01"), made);
		number = dp_keep(&w->batch->text, dp_buf_view(made));
	}
	if (x->digits >= 0) {
		made->n = 0;
		(void)dpi_decimal_round(number, x->digits, DPI_ROUND_HALF_UP,
					made);
		number = dp_buf_view(made);
	}
	return dpi_made(w, in, number);
}

/*
 * The commonest writing, digits in groups of three or in none and perhaps a
 * decimal sign: 1 234,50. IN itself when it stays. Returns nothing when it is
 * something else, which dp_number_read reads.
 */
__attribute__((noinline)) static dp_str
read_grouped(const struct number *x, struct dp_work *w, dp_str in)
{
	const char decimal = x->opts.notation == DP_NUMBER_FR ? ',' : '.';
	const char *p = in.p, *end = in.p + in.n;
	dp_str out = { NULL, 0 };
	char *start, *to;
	bool grouped, same;

	/* a zero that leads may make a code of it */
	if (in.n >= DP_NUMBER_BYTES || *p < '1' || *p > '9')
		return out;
	to = start = dp_arena_text(&w->batch->text, in.n);
	while (p < end && is_digit(*p))
		*to++ = *p++;
	grouped = p - in.p <= 3;
	same = p == end || *p != ' ';
	while (grouped && end - p > 3 && *p == ' ' && is_digit(p[1]) &&
	       is_digit(p[2]) && is_digit(p[3])) {
		memcpy(to, p + 1, 3);
		to += 3;
		p += 4;
	}
	if (end - p > 1 && *p == decimal) {
		same = same && decimal == '.';
		*to++ = '.';
		for (p++; p < end && is_digit(*p); p++)
			*to++ = *p;
	}
	if (p != end)
		return out;
	if (same)
		return in;
	out.p = start;
	out.n = (size_t)(to - start);
	return out;
}

/* Where digits in groups of three, END of them and spaces, have a space. */
static inline uint32_t
group_bits(unsigned end)
{
	return 0x1111u << end % 4 & ((1u << end) - 1) & ~1u;
}

/*
 * The same for a text of at most DPI_LANE_BYTES with room behind it, in one
 * go.
 */
static inline dp_str
read_grouped_short(const struct number *x, struct dp_work *w, dp_str in)
{
	const unsigned char decimal = x->opts.notation == DP_NUMBER_FR ? ',' :
									 '.';
	const uint32_t all = (1u << in.n) - 1;
	const dpi_lane t = dpi_lane_load(in.p);
	uint32_t digits = dpi_lane_bits((dpi_lane)(t - '0' < 10)) & all;
	uint32_t spaces = dpi_lane_bits((dpi_lane)(t == ' ')) & all;
	uint32_t sign = dpi_lane_bits((dpi_lane)(t == decimal)) & all;
	unsigned end = sign ? (unsigned)__builtin_ctz(sign) : (unsigned)in.n;
	unsigned first = spaces ? end % 4 : end;
	dp_str out = { NULL, 0 };
	const char *p = in.p;
	char *to;

	if ((digits | spaces | sign) != all || sign & (sign - 1) || *p == '0' ||
	    !(digits & 1) || end + 1 == in.n || first == 0 ||
	    (spaces && spaces != group_bits(end)))
		return out;
	if (!spaces && (!sign || decimal == '.'))
		return in;
	/* what is copied too far has room there */
	out.p = to = dp_arena_text(&w->batch->text, in.n);
	out.n = in.n;
	memcpy(to, p, DPI_LANE_BYTES);
	for (unsigned at = first; at < end; at += 4, first += 3, out.n--)
		memcpy(to + first, p + at + 1, DPI_LANE_BYTES);
	if (sign)
		to[first] = '.';
	return out;
}

/* Does T, a French number, end as 1,234 does, a thousand in English? */
static inline bool
may_be_thousands(dp_str t)
{
	size_t from = t.n > 0 && t.p[0] == '-', n = t.n - from;

	return n >= 5 && n <= 7 && t.p[t.n - 4] == ',' && t.p[from] >= '1' &&
	       t.p[from] <= '9';
}

/* Reads T, which IN is to be read as. */
static dp_str
read_any(const struct number *x, struct dp_work *w, dp_str in, dp_str t)
{
	char made[DP_NUMBER_BYTES];
	dp_str out = { made, 0 };
	const char *currency;

	switch (dp_number_read(t, &x->opts, made, sizeof made, &out.n)) {
	case DP_NUMBER_OK:
		if (!x->drop_zeros && dp_number_zero_led(t))
			return dp_bad(w, DP_F_LEADING_ZERO, in);
		currency = x->opts.currency ? dpi_number_currency(t) : NULL;
		if (currency && strcmp(currency, "\u20ac") != 0)
			(void)dp_bad(w, DP_F_OTHER_CURRENCY, in);
		else if (x->open && may_be_thousands(t))
			(void)dp_bad(w, DP_F_OPEN_COMMA, in);
		else if (dpi_number_hides_digits(t))
			(void)dp_bad(w, DP_F_HIDDEN_DIGITS, in);
		return finish(x, w, in, t, out);
	case DP_NUMBER_AMBIGUOUS:
		return dp_bad(w, DP_F_AMBIGUOUS_NUMBER, in);
	default:
		return dp_bad(w, DP_F_NOT_A_NUMBER, in);
	}
}

/* Apart, so that common numbers do not pay for what it keeps. */
__attribute__((noinline)) static dp_str
read_closely(const struct number *x, struct dp_work *w, dp_str in)
{
	dp_str t = dp_trim(in);

	if (t.n == 0 || (x->digits < 0 && is_plain(in.p, in.n)))
		return in;
	if (x->accounting && is_dash(t))
		return DP_S("0");
	return read_any(x, w, in, t);
}

static dp_str
number(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct number *x = s->self;
	dp_str out = { NULL, 0 };

	if (in.n == 0)
		return in;
	if (x->digits < 0)
		out = w->room && in.n <= DPI_LANE_BYTES ?
			      read_grouped_short(x, w, in) :
			      read_grouped(x, w, in);
	if (!out.p)
		return read_closely(x, w, in);
	if (x->open && may_be_thousands(in))
		(void)dp_bad(w, DP_F_OPEN_COMMA, in);
	return out;
}

/* ---- decimal=, group= ------------------------------------------------- */

/* The sign that T starts with, and its *N_BYTES; 0: it is none. */
static unsigned
sign_at(dp_str t, unsigned *n_bytes)
{
	*n_bytes = 1;
	if (t.p[0] == '.')
		return POINT;
	if (t.p[0] == ',')
		return COMMA;
	if (t.p[0] == '\'')
		return APOSTROPHE;
	*n_bytes = 3;
	if (dp_str_starts(t, "\u2019"))
		return APOSTROPHE;
	*n_bytes = dp_space_bytes(t);
	return *n_bytes ? SPACE : 0;
}

/* Appends T with its signs as English has them; false: others stand there. */
static bool
put_english(const struct number *x, dp_str t, struct dp_buf *out)
{
	unsigned group = 0, n;

	for (size_t i = 0; i < t.n; i += n) {
		unsigned sign = sign_at(dp_str_from(t, i), &n);
		bool before = i > 0 && is_digit(t.p[i - 1]);
		bool behind = i + n < t.n && is_digit(t.p[i + n]);

		n = n ? n : 1;
		if (!sign || !behind || (sign == SPACE && !before)) {
			dp_buf_add(out, t.p + i, n);
			continue;
		}
		if (sign != x->decimal && (!before || !(sign & x->groups) ||
					   (group && group != sign)))
			return false;
		dp_buf_char(out, sign == x->decimal ? '.' : ',');
		if (sign != x->decimal)
			group = sign;
	}
	return true;
}

static dp_str
by_signs(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct number *x = s->self;
	struct dp_buf *made = w->local;
	dp_str t = dp_trim(in);

	if (t.n == 0)
		return in;
	if (x->accounting && is_dash(t))
		return DP_S("0");
	made->n = 0;
	if (!put_english(x, t, made))
		return dp_bad(w, DP_F_NOT_A_NUMBER, in);
	return read_any(x, w, in, dp_keep(&w->batch->text, dp_buf_view(made)));
}

static const struct dp_example examples[] = {
	{ "x", "1 234,50", "1234.50" },
	{ "x", "15,95", "15.95" },
	{ "x", "12\u202f500", "12500" },
	{ "x", "1.234.567,8", "1234567.8" },
	{ "x", "\u221212", "-12" },
	{ "x", "48.8566", "48.8566" },
	{ "x", "NC", "NC" },
	{ "x", "1.234", "1.234" },
	{ "x", "0012", "0012" },
	{ "x zeros=drop", "0012", "12" },
	{ "x currency=strip", "1 234 \u20ac", "1234" },
	{ "x percent=strip", "12,5 %", "12.5" },
	{ "x percent=divide", "12,5 %", "0.125" },
	{ "x accounting=yes", "-", "0" },
	{ "x accounting=yes", "(1 234,50)", "-1234.50" },
	{ "x precision=2", "3,14159", "3.14" },
	{ "x locale=en", "1,234.5", "1234.5" },
	{ "x locale=en", "(1,200)", "-1200" },
	{ "x on-error=blank", "environ 200", "" },
	{ "x decimal=comma", "1.234", "1234" },
	{ "x decimal=point", "1.234", "1.234" },
	{ "x decimal=point group=apostrophe", "1'234.50", "1234.50" },
	{ "x group=none", "1 234", "1 234" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_number = {
	.name = "number",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [locale=fr|en] [decimal=comma|point] "
		       "[group=space|point|comma|apostrophe|none] "
		       "[currency=strip] "
		       "[percent=strip|divide] [zeros=drop] [accounting=yes] "
		       "[precision=DIGITS]"),
	.summary = N_("Write numbers the one way every program reads."),
	.why = N_("1 234,50 is a text to most programs: it is not added up, "
		  "and sorts after 9. The digits are kept as they are, "
		  "nothing is rounded unless precision= asks. What is no "
		  "number, could be two "
		  "(1.234), or starts with a 0 as codes do (0012), stays "
		  "and is reported. If you know how the file is written, "
		  "decimal= and group= leave no doubt: then not twice, for "
		  "1.234 that was made would be read again."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = number,
	.suspects = suspects,
	.needs = dpi_needs_columns,
	.example = examples,
};

/* What bind makes of the step with decimal= or group=. */
static const struct dp_op_class number_by_signs = {
	.name = "number",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.param = params,
	.changes_again = true,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = by_signs,
	.needs = dpi_needs_columns,
};

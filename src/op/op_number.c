/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * number: numbers as people write them become canonical numbers. How they
 * are read is text's (dp_number_read); what is none stays and is reported.
 */
#include "op/number.h"

#include "base/i18n.h"
#include "base/lane.h"
#include "text/decimal.h"
#include "text/number.h"

/* The values of locale=. */
enum { LOCALE_AUTO, LOCALE_FR, LOCALE_EN };

const struct dp_param dpi_number_params[] = {
	{ "locale", DP_P_CHOICE, "auto", "auto|fr|en",
	  N_("how they are written: fr 1 234,5 or en 1,234.5; auto: what the "
	     "first 20,000 rows tell of each column, by numbers that can be "
	     "read in one of the two only; where none does, fr, and what "
	     "could be two numbers (1,234) is reported; where they do not "
	     "agree, it stays"),
	  false },
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

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_arg *precision = dp_step_arg(s, "precision");
	struct dpi_number *x = dp_arena_alloc(&s->arena, sizeof *x);
	int64_t digits = dp_step_int(s, "precision");
	int locale = dp_step_choice(s, "locale");

	(void)schema;
	memset(x, 0, sizeof *x);
	x->opts.notation = locale == LOCALE_EN ? DP_NUMBER_EN : DP_NUMBER_FR;
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
	if (locale == LOCALE_AUTO && !dp_step_arg(s, "decimal") &&
	    !dp_step_arg(s, "group"))
		dpi_number_bind_found(s);
	return dpi_number_bind_signs(s, err);
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

size_t
dpi_number_suspects(const struct dp_step *s, const struct dp_cell *c,
		    size_t stride, size_t n, uint32_t *hit)
{
	const struct dpi_number *x = s->self;
	size_t k = 0;

	for (size_t i = 0; i < n; i++, c += stride) {
		hit[k] = (uint32_t)i;
		k += c->n > 0 &&
		     (x->digits >= 0 || has_others(c) || !is_plain(c->p, c->n));
	}
	return k;
}

bool
dpi_number_is_dash(dp_str t)
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
finish(const struct dpi_number *x, struct dp_work *w, dp_str in, dp_str t,
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
read_grouped(const struct dpi_number *x, struct dp_work *w, dp_str in)
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
__attribute__((always_inline)) static inline dp_str
read_grouped_short(const struct dpi_number *x, struct dp_work *w, dp_str in)
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

/* Reads T, which is 1.234 with one kind of point between thousands. */
static enum dp_number_read
read_parted(const struct dpi_number *x, struct dp_work *w, dp_str t, char *made,
	    size_t *n)
{
	struct dp_buf *spaced = w->local;

	spaced->n = 0;
	for (size_t i = 0; i < t.n; i++)
		dp_buf_char(spaced, t.p[i] == '.' ? ' ' : t.p[i]);
	return dp_number_read(dp_buf_view(spaced), &x->opts, made,
			      DP_NUMBER_BYTES, n);
}

/* T in the notation that is not X's. */
static enum dp_number_read
read_other(const struct dpi_number *x, dp_str t, char *made, size_t *n)
{
	struct dp_number_opts o = x->opts;

	o.notation = o.notation == DP_NUMBER_FR ? DP_NUMBER_EN : DP_NUMBER_FR;
	return dp_number_read(t, &o, made, DP_NUMBER_BYTES, n);
}

/* Is T, read as NUMBER, another number in the other notation? */
static bool
means_two(const struct dpi_number *x, dp_str t, dp_str number)
{
	char made[DP_NUMBER_BYTES];
	dp_str other = { made, 0 };

	return dp_str_find(t, ',') >= 0 &&
	       read_other(x, t, made, &other.n) == DP_NUMBER_OK &&
	       !dp_str_eq(other, number);
}

/* IN, read as T and then as NUMBER, with what there is to say: WHY at least. */
static dp_str
say_and_finish(const struct dpi_number *x, struct dp_work *w, dp_str in,
	       dp_str t, dp_str number, enum dp_finding_id why)
{
	const char *currency = x->opts.currency ? dpi_number_currency(t) : NULL;

	if (!x->drop_zeros && dp_number_zero_led(t))
		return dp_bad(w, DP_F_LEADING_ZERO, in);
	if (x->commas != DPI_COMMAS_TOLD && means_two(x, t, number)) {
		if (x->commas == DPI_COMMAS_STAY)
			return dp_bad(w, DP_F_AMBIGUOUS_NUMBER, in);
		why = x->opts.notation == DP_NUMBER_FR ? DP_F_OPEN_COMMA :
							 DP_F_OPEN_GROUP;
	}
	if (currency && strcmp(currency, "\u20ac") != 0)
		(void)dp_bad(w, DP_F_OTHER_CURRENCY, in);
	else if (why != DP_F_NONE)
		(void)dp_bad(w, why, in);
	else if (dpi_number_hides_digits(t))
		(void)dp_bad(w, DP_F_HIDDEN_DIGITS, in);
	return finish(x, w, in, t, number);
}

dp_str
dpi_number_cell_any(const struct dpi_number *x, struct dp_work *w, dp_str in,
		    dp_str t)
{
	char made[DP_NUMBER_BYTES];
	dp_str out = { made, 0 };
	enum dp_finding_id why = DP_F_NONE;
	enum dp_number_read how = dp_number_read(t, &x->opts, made, sizeof made,
						 &out.n);

	if (how == DP_NUMBER_AMBIGUOUS && x->points == DPI_POINTS_PART)
		how = read_parted(x, w, t, made, &out.n);
	if (how == DP_NUMBER_AMBIGUOUS)
		return x->points == DPI_POINTS_DECIMAL && x->digits < 0 &&
				       dp_str_eq(out, in) ?
			       in :
			       dp_bad(w, DP_F_AMBIGUOUS_NUMBER, in);
	if (how == DP_NUMBER_NO && x->found && dpi_number_has_sign(t)) {
		how = read_other(x, t, made, &out.n);
		why = x->other;
	}
	return how == DP_NUMBER_OK ? say_and_finish(x, w, in, t, out, why) :
				     dp_bad(w, DP_F_NOT_A_NUMBER, in);
}

/* Apart, so that common numbers do not pay for what it keeps. */
__attribute__((noinline)) static dp_str
read_closely(const struct dpi_number *x, struct dp_work *w, dp_str in)
{
	dp_str t = dp_trim(in);

	if (t.n == 0 || (x->digits < 0 && is_plain(in.p, in.n)))
		return in;
	if (x->accounting && dpi_number_is_dash(t))
		return DP_S("0");
	return dpi_number_cell_any(x, w, in, t);
}

/* 1,234, quickly read as OUT, may be 1234. */
static dp_str
read_open(const struct dpi_number *x, struct dp_work *w, dp_str in, dp_str out)
{
	if (x->commas == DPI_COMMAS_STAY)
		return dp_bad(w, DP_F_AMBIGUOUS_NUMBER, in);
	(void)dp_bad(w, DP_F_OPEN_COMMA, in);
	return out;
}

__attribute__((always_inline)) static inline dp_str
read_cell(const struct dpi_number *x, struct dp_work *w, dp_str in)
{
	dp_str out = { NULL, 0 };

	if (in.n == 0)
		return in;
	if (x->digits < 0)
		out = w->room && in.n <= DPI_LANE_BYTES ?
			      read_grouped_short(x, w, in) :
			      read_grouped(x, w, in);
	if (!out.p)
		return read_closely(x, w, in);
	if (x->commas != DPI_COMMAS_TOLD && may_be_thousands(in))
		return read_open(x, w, in, out);
	return out;
}

dp_str
dpi_number_cell(const struct dpi_number *x, struct dp_work *w, dp_str in)
{
	return read_cell(x, w, in);
}

static dp_str
number(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	return read_cell(s->self, w, in);
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
	{ "x", "1,234.5", "1234.5" },
	{ "x locale=fr", "1,234", "1.234" },
	{ "x locale=en", "1,234", "1234" },
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
	.synopsis = N_("COLUMNS [locale=auto|fr|en] [decimal=comma|point] "
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
		  "1.234 that was made would be read again. --freeze writes "
		  "the notation that was found into the recipe, for files to "
		  "come."),
	.param = dpi_number_params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = number,
	.suspects = dpi_number_suspects,
	.needs = dpi_needs_columns,
	.example = examples,
};

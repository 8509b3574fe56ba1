/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * date: dates as people write them become ISO 8601, with the precision they
 * have. How they are read is text's (dp_date_read).
 */
#include "op/date.h"
#include "op/date_format.h"
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_op_class date_found;

static const struct dp_param params[] = {
	{ "order", DP_P_CHOICE, "auto", "auto|dmy|mdy|ymd",
	  N_("which comes first in 03/04/2021; auto: what the first 20,000 "
	     "rows tell of each column, by dates that exist in one order "
	     "only; where none does, the day (with locale en the month), and "
	     "such dates are reported; where they do not agree, these stay"),
	  false },
	{ "months", DP_P_CHOICE, "both", "fr|en|both",
	  N_("language of the names of months"), false },
	{ "century-pivot", DP_P_INT, "30", NULL,
	  N_("years of two digits below it are 20.., the others 19.."), false },
	{ "excel", DP_P_CHOICE, "no", "no|1900|1904",
	  N_("numbers of five digits are days as Excel counts them: 1900 on "
	     "Windows, 1904 on old Macs; 43831 is 2020-01-01"),
	  false },
	{ "formats", DP_P_TEXT, NULL, NULL,
	  N_("other ways of writing, between bars, tried first: %d day, %m "
	     "month, %Y or %y year, %B name of a month, %H %M %S time; "
	     "formats=\"%d%m%Y\" reads 12032021"),
	  false },
	{ "precision", DP_P_CHOICE, "keep", "keep|day|month|year",
	  N_("month: 2021-03-12 becomes 2021-03; day: the time goes; what is "
	     "less precise stays as it is"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/*
 * Of the dates that begin with the year, the least precise that a run with
 * KEPT makes of one that tells day and month: a year alone tells of no order.
 */
static enum dp_date_precision
least_written(enum dpi_date_kept kept)
{
	return kept == DPI_TO_YEAR  ? DP_DATE_YEAR :
	       kept == DPI_TO_MONTH ? DP_DATE_MONTH :
				      DP_DATE_DAY;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct dpi_date *x = dp_arena_alloc(&s->arena, sizeof *x);
	int64_t pivot = dp_step_int(s, "century-pivot");
	int months = dp_step_choice(s, "months");

	(void)schema;
	if (pivot < 0 || pivot > 100)
		return dp_step_fail(s, dp_step_arg(s, "century-pivot"), err,
				    _("century-pivot= goes from 0 to 100: "
				      "with 30, 29 means 2029 and 30 means "
				      "1930."));
	memset(x, 0, sizeof *x);
	x->opts.order = (enum dp_date_order)dp_step_choice(s, "order");
	x->opts.french = months != 1;
	x->opts.english = months != 0;
	x->opts.century_pivot = (int)pivot;
	x->excel = (enum dpi_excel)dp_step_choice(s, "excel");
	x->precision = (enum dpi_date_kept)dp_step_choice(s, "precision");
	dpi_text_list(&s->arena, dp_step_param(s, "formats"), '|', &x->format,
		      &x->n_formats);
	s->self = x;
	if (x->opts.order == DP_DATE_AUTO) {
		s->op = &date_found;
		s->scouts = "order";
		x->of = dp_arena_alloc(&s->arena, s->n_columns * sizeof *x->of);
		memset(x->of, 0, s->n_columns * sizeof *x->of);
		for (size_t i = 0; i < s->n_columns; i++)
			x->of[i].least = least_written(x->precision);
	}
	for (size_t i = 0; i < x->n_formats; i++)
		if (!dpi_date_is_format(x->format[i]))
			return dp_step_fail(
				s, dp_step_arg(s, "formats"), err,
				_("\"%.*s\" is no format: it takes %%d %%m %%Y "
				  "%%y %%B %%H %%M %%S, each once, and a year "
				  "at "
				  "least."),
				DP_FMT(x->format[i]));
	return 0;
}

/* The N digits at P as a number, or -1. */
static int
digits(const char *p, size_t n)
{
	int v = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned d = (unsigned char)p[i] - (unsigned)'0';

		if (d > 9)
			return -1;
		v = v * 10 + (int)d;
	}
	return v;
}

/*
 * True when the eight bytes at P are digits where FORM has 0, and FORM
 * elsewhere.
 */
static inline bool
is_of_form(const char *p, const char form[8])
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t f = dpi_load8(form), x = dpi_load8(p) ^ f;
	/* 0x7f in the bytes of the form that are no digit */
	uint64_t sign = (f & 0x10 * ones) / 0x10 ^ ones;
	/* beyond its top: a digit from 10 on, another byte from 1 on */
	uint64_t over = x + 0x76 * ones + sign * 9;

	return ((x | over) & 0x80 * ones) == 0;
}

/* The two digits A and B as a number that is in the order of what they say. */
#define PAIR(a, b) ((unsigned)(a) << 8 | (unsigned)(b))

static inline unsigned
pair(const char *p)
{
	return PAIR((unsigned char)p[0], (unsigned char)p[1]);
}

/*
 * True where the digits at these places are a day that every month has; others
 * are looked at closely.
 */
static inline bool
is_usual_day(const char *year, const char *month, const char *day)
{
	return memcmp(year, "0000", 4) != 0 &&
	       pair(month) - PAIR('0', '1') <=
		       PAIR('1', '2') - PAIR('0', '1') &&
	       pair(day) - PAIR('0', '1') <= PAIR('2', '8') - PAIR('0', '1');
}

/* True for 2021-03-12: it stays. */
static bool
is_iso_day(dp_str s)
{
	return s.n == 10 && s.p[4] == '-' && is_of_form(s.p, "0000-00-") &&
	       is_of_form(s.p + 2, "00-00-00") &&
	       is_usual_day(s.p, s.p + 5, s.p + 8);
}

/*
 * The commonest French writing, dd/mm/yyyy, without the long way round.
 * Returns false when it is something else or there is more to say of it.
 */
static bool
read_slashed(const struct dp_date_opts *o, struct dp_work *w, dp_str in,
	     dp_str *out)
{
	char *p;

	if (in.n != 10 || o->order > DP_DATE_DMY ||
	    !is_of_form(in.p, "00/00/00") || !is_of_form(in.p + 2, "/00/0000"))
		return false;
	if (!is_usual_day(in.p + 6, in.p + 3, in.p) ||
	    (o->order == DP_DATE_AUTO && pair(in.p) <= PAIR('1', '2')))
		return false;
	p = dp_arena_text(&w->batch->text, 10);
	memcpy(p, in.p + 6, 4);
	p[4] = '-';
	memcpy(p + 5, in.p + 3, 2);
	p[7] = '-';
	memcpy(p + 8, in.p, 2);
	out->p = p;
	out->n = 10;
	return true;
}

/* Reads 43831 and 43831.5 as Excel counts days. Four digits are a year. */
static bool
read_serial(enum dpi_excel excel, dp_str s, struct dp_date *d)
{
	int days = s.n >= 5 ? digits(s.p, 5) : -1;
	double fraction;
	int64_t seconds = 0;

	if (excel == DPI_NO_SERIALS || days < 10000 ||
	    (s.n > 5 && s.p[5] != '.' && s.p[5] != ',') || s.n == 6 || s.n > 24)
		return false;
	if (s.n > 6) {
		char text[24] = "0.";

		memcpy(text + 2, s.p + 6, s.n - 6);
		if (!dp_number_double((dp_str){ text, s.n - 4 }, &fraction))
			return false;
		seconds = (int64_t)(fraction * 86400 + 0.5);
	}
	dp_date_of_days(days + seconds / 86400 -
				(excel == DPI_SINCE_1900 ? 25569 : 24107),
			d);
	seconds %= 86400;
	if (seconds) {
		d->precision = DP_DATE_SECOND;
		d->hour = (int)(seconds / 3600);
		d->minute = (int)(seconds / 60 % 60);
		d->second = (int)(seconds % 60);
	}
	return true;
}

static void
make_coarser(struct dp_date *d, enum dpi_date_kept precision)
{
	static const enum dp_date_precision to[] = {
		[DPI_TO_DAY] = DP_DATE_DAY,
		[DPI_TO_MONTH] = DP_DATE_MONTH,
		[DPI_TO_YEAR] = DP_DATE_YEAR,
	};

	/* a quarter is no month, but it has a year */
	if (precision != DPI_AS_IT_IS && d->precision > to[precision])
		d->precision = to[precision];
	if (d->precision < DP_DATE_MINUTE)
		d->zoned = false;
}

/* T in the ways that the step names, then in those that everybody knows. */
bool
dpi_date_cell_read(const struct dpi_date *x, const struct dp_date_opts *o,
		   dp_str t, struct dp_date *d)
{
	for (size_t i = 0; i < x->n_formats; i++)
		if (dpi_date_by_format(t, x->format[i], o, d))
			return true;
	return read_serial(x->excel, t, d) || dp_date_read(t, o, d);
}

static inline bool
read_quickly(const struct dpi_date *x, const struct dp_date_opts *o,
	     struct dp_work *w, dp_str in, dp_str *out)
{
	*out = in;
	if (in.n == 0)
		return true;
	if (x->precision > DPI_TO_DAY || x->n_formats > 0)
		return false;
	return read_slashed(o, w, in, out) || is_iso_day(in);
}

/* Is IN one of the commonest forms? *OUT gets what becomes of it. */
bool
dpi_date_cell_quick(const struct dpi_date *x, const struct dp_date_opts *o,
		    struct dp_work *w, dp_str in, dp_str *out)
{
	return read_quickly(x, o, w, in, out);
}

/* What becomes of IN, which was read as D. */
dp_str
dpi_date_cell_write(const struct dpi_date *x, struct dp_work *w, dp_str in,
		    struct dp_date *d)
{
	struct dp_buf *made = w->local;

	if (d->misnamed)
		return dp_bad(w, DP_F_OTHER_WEEKDAY, in);
	make_coarser(d, x->precision);
	made->n = 0;
	dp_date_iso(d, made);
	return dpi_made(w, in, dp_buf_view(made));
}

/* Apart, so that common dates do not pay for what it keeps. */
__attribute__((noinline)) static dp_str
read_closely(const struct dpi_date *x, struct dp_work *w, dp_str in)
{
	struct dp_date d;
	dp_str t = dp_trim(in);

	if (t.n == 0)
		return in;
	if (!dpi_date_cell_read(x, &x->opts, t, &d))
		return dp_bad(w, DP_F_NOT_A_DATE, in);
	return dpi_date_cell_write(x, w, in, &d);
}

static dp_str
date(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct dpi_date *x = s->self;
	dp_str out;

	if (read_quickly(x, &x->opts, w, in, &out))
		return out;
	return read_closely(x, w, in);
}

static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	const struct dpi_date *x = s->self;
	size_t k = 0;

	for (size_t i = 0; i < n; i++, c += stride) {
		hit[k] = (uint32_t)i;
		k += c->n > 0 &&
		     (x->precision > DPI_TO_DAY || x->n_formats > 0 ||
		      !is_iso_day(dp_cell_str(c)));
	}
	return k;
}

static const struct dp_example examples[] = {
	{ "x", "25/03/2019", "2019-03-25" },
	{ "x", "1er ao\u00fbt 2009", "2009-08-01" },
	{ "x", "14 sept. 2011", "2011-09-14" },
	{ "x", "d\u00e9c. 2019", "2019-12" },
	{ "x", "12.3.21", "2021-03-12" },
	{ "x", "2021-03-12", "2021-03-12" },
	{ "x", "T2 2021", "2021-Q2" },
	{ "x", "2021", "2021" },
	{ "x", "31/02/2021", "31/02/2021" },
	{ "x order=dmy", "03/04/2021", "2021-04-03" },
	{ "x order=mdy", "03/04/2021", "2021-03-04" },
	{ "x months=en", "March 12, 2021", "2021-03-12" },
	{ "x", "lundi 3 mars 2021", "lundi 3 mars 2021" },
	{ "x", "2e semestre 2021", "2021-S2" },
	{ "x excel=1900", "43831", "2020-01-01" },
	{ "x excel=1900", "43831.75", "2020-01-01T18:00:00" },
	{ "x excel=1904", "42369", "2020-01-01" },
	{ "x excel=1900", "2021", "2021" },
	{ "x precision=month", "12/03/2021", "2021-03" },
	{ "x precision=day", "2021-03-12T08:30", "2021-03-12" },
	{ "x", "03/25/2019", "2019-03-25" },
	{ "x order=dmy", "03/25/2019", "03/25/2019" },
	{ "x formats=\"%d%m%Y\"", "12032021", "2021-03-12" },
	{ "x formats=\"%Y/%d/%m|%d %B, %y\"", "12 mars, 21", "2021-03-12" },
	{ "x century-pivot=50 order=dmy", "01/07/45", "2045-07-01" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_date = {
	.name = "date",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [order=auto|dmy|mdy|ymd] [months=fr|en|both] "
		       "[century-pivot=YEAR] [excel=1900|1904] "
		       "[precision=day|month|year]"),
	.summary = N_("Write dates as year-month-day (ISO 8601)."),
	.why = N_("2021-03-12 means the same day in every country and sorts "
		  "in the order of time. A month, a quarter or a year stays "
		  "one: no day is made up. A day that does not exist stays "
		  "as it is and is reported, as does one that was no such day "
		  "of the week. --freeze writes the order that was found into "
		  "the recipe, for files to come."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = date,
	.suspects = suspects,
	.needs = dpi_needs_columns,
	.example = examples,
};

/* What bind makes of the step when the rows tell which comes first. */
static const struct dp_op_class date_found = {
	.name = "date",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.param = params,
	.unbind = dpi_date_found_unbind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = dpi_date_found,
	.suspects = suspects,
	.needs = dpi_needs_columns,
	.scout = dpi_date_found_scout,
	.decide = dpi_date_found_decide,
	.frozen = dpi_date_found_frozen,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * date: dates as people write them become ISO 8601, with the precision they
 * have. How they are read is text's (dp_date_read).
 */
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_param params[] = {
	{ "order", DP_P_CHOICE, "auto", "auto|dmy|mdy|ymd",
	  N_("which comes first in 03/04/2021; auto: the day, and such dates "
	     "are reported"),
	  false },
	{ "months", DP_P_CHOICE, "both", "fr|en|both",
	  N_("language of the names of months"), false },
	{ "century-pivot", DP_P_INT, "30", NULL,
	  N_("years of two digits below it are 20.., the others 19.."), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct dp_date_opts *o = dp_arena_alloc(&s->arena, sizeof *o);
	int64_t pivot = dp_step_int(s, "century-pivot");
	int months = dp_step_choice(s, "months");

	(void)schema;
	if (pivot < 0 || pivot > 100)
		return dp_step_fail(s, dp_step_arg(s, "century-pivot"), err,
				    _("century-pivot= goes from 0 to 100: "
				      "with 30, 29 means 2029 and 30 means "
				      "1930."));
	memset(o, 0, sizeof *o);
	o->order = (enum dp_date_order)dp_step_choice(s, "order");
	o->french = months != 1;
	o->english = months != 0;
	o->century_pivot = (int)pivot;
	s->self = o;
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

/* True for a day that every month has; others are looked at closely. */
static bool
is_usual_day(int year, int month, int day)
{
	return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
}

/* True for 2021-03-12: it stays. */
static bool
is_iso_day(dp_str s)
{
	return s.n == 10 && s.p[4] == '-' && s.p[7] == '-' &&
	       is_usual_day(digits(s.p, 4), digits(s.p + 5, 2),
			    digits(s.p + 8, 2));
}

/*
 * The commonest French writing, dd/mm/yyyy, without the long way round.
 * Returns false when it is something else or there is more to say of it.
 */
static bool
read_slashed(const struct dp_date_opts *o, struct dp_work *w, dp_str in,
	     dp_str *out)
{
	int day, month, year;
	char *p;

	if (in.n != 10 || in.p[2] != '/' || in.p[5] != '/' ||
	    o->order > DP_DATE_DMY)
		return false;
	day = digits(in.p, 2);
	month = digits(in.p + 3, 2);
	year = digits(in.p + 6, 4);
	if (!is_usual_day(year, month, day) ||
	    (o->order == DP_DATE_AUTO && day <= 12))
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

static dp_str
date(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct dp_date_opts *o = s->self;
	struct dp_buf *made = w->local;
	struct dp_date d;
	dp_str out = { NULL, 0 };
	dp_str t;

	if (in.n == 0 || is_iso_day(in))
		return in;
	if (read_slashed(o, w, in, &out))
		return out;
	t = dp_trim(in);
	if (t.n == 0)
		return in;
	if (!dp_date_read(t, o, &d))
		return dp_bad(w, DP_F_NOT_A_DATE, in);
	made->n = 0;
	dp_date_iso(&d, made);
	if (d.ambiguous && o->order == DP_DATE_AUTO)
		(void)dp_bad(w, DP_F_AMBIGUOUS_DATE, in);
	return dpi_made(w, in, dp_buf_view(made));
}

static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	size_t k = 0;

	(void)s;
	for (size_t i = 0; i < n; i++, c += stride) {
		hit[k] = (uint32_t)i;
		k += c->n > 0 && !is_iso_day(dp_cell_str(c));
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
	{ "x century-pivot=50 order=dmy", "01/07/45", "2045-07-01" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_date = {
	.name = "date",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [order=auto|dmy|mdy|ymd] [months=fr|en|both] "
		       "[century-pivot=YEAR]"),
	.summary = N_("Write dates as year-month-day (ISO 8601)."),
	.why = N_("2021-03-12 means the same day in every country and sorts "
		  "in the order of time. A month, a quarter or a year stays "
		  "one: no day is made up. A day that does not exist stays "
		  "as it is and is reported."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = date,
	.suspects = suspects,
	.needs = dpi_needs_columns,
	.example = examples,
};

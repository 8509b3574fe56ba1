/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * date with order=auto: cells read in the order that the first dates of their
 * column tell. The rest of the operation is op_date.c's.
 */
#include "op/date.h"
#include "op/date_format.h"
#include "op/work.h"

void
dpi_date_found_scout(struct dp_step *s, size_t i, const struct dp_batch *b,
		     size_t r)
{
	const struct dpi_date *x = s->self;
	dp_str t = dp_trim(dp_cell_str(dp_batch_cell(b, r, s->column[i].slot)));
	struct dp_date d;

	for (size_t k = 0; k < x->n_formats; k++)
		if (dpi_date_by_format(t, x->format[k], &x->opts, &d))
			return;
	dpi_date_order_look(&x->of[i], t, &x->opts, dp_batch_line(b, r),
			    b->record[r]);
}

void
dpi_date_found_decide(struct dp_step *s, struct dp_findings *f)
{
	const struct dpi_date *x = s->self;
	bool month = s->recipe && dp_str_is(dp_recipe_locale(s->recipe), "en");

	for (size_t i = 0; i < s->n_columns; i++) {
		dpi_date_order_decide(&x->of[i], month);
		dpi_date_order_say(&x->of[i], s->column[i].name, f);
	}
}

void
dpi_date_found_unbind(struct dp_step *s)
{
	const struct dpi_date *x = s->self;

	for (size_t i = 0; x->of && i < s->n_columns; i++)
		dp_arena_done(&x->of[i].text);
}

/*
 * Reads T as its column is. *WHY is what there is to say of it, though it was
 * read.
 */
static bool
read_found(const struct dpi_date *x, const struct dpi_date_order *of, dp_str t,
	   struct dp_date *d, enum dp_finding_id *why)
{
	struct dp_date_opts o = x->opts;
	enum dp_date_order only;

	*why = DP_F_NONE;
	o.order = of->from == DPI_ORDER_PROVED ? of->order : DP_DATE_AUTO;
	if (o.order != DP_DATE_AUTO && dpi_date_cell_read(x, &o, t, d))
		return true;
	o.order = DP_DATE_AUTO;
	if (!dpi_date_cell_read(x, &o, t, d))
		return false;
	only = dpi_date_order_of(t, &o, d);
	if (d->ambiguous && of->order == DP_DATE_MDY) {
		*why = DP_F_AMBIGUOUS_MONTH;
		o.order = DP_DATE_MDY;
		return dpi_date_cell_read(x, &o, t, d);
	}
	if (d->ambiguous)
		*why = of->order == DP_DATE_DMY ? DP_F_AMBIGUOUS_DATE :
						  DP_F_UNTOLD_DATE;
	else if (only == DP_DATE_MDY && of->order != DP_DATE_MDY)
		*why = DP_F_OTHER_ORDER;
	else if (only == DP_DATE_DMY && of->order == DP_DATE_MDY)
		*why = DP_F_OTHER_DAY_ORDER;
	return true;
}

dp_str
dpi_date_found(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct dpi_date *x = s->self;
	const struct dpi_date_order *of = &x->of[w->column];
	struct dp_date_opts o = x->opts;
	enum dp_finding_id why;
	struct dp_date d;
	dp_str out, t;

	/* where the day is to come second, a day beyond 12 is told of */
	o.order = of->from != DPI_ORDER_PROVED && of->order == DP_DATE_DMY ?
			  DP_DATE_AUTO :
			  of->order;
	if (dpi_date_cell_quick(x, &o, w, in, &out))
		return out;
	t = dp_trim(in);
	if (t.n == 0)
		return in;
	if (!read_found(x, of, t, &d, &why))
		return dp_bad(w, DP_F_NOT_A_DATE, in);
	if (why == DP_F_UNTOLD_DATE)
		return dp_bad(w, why, in);
	out = dpi_date_cell_write(x, w, in, &d);
	if (why != DP_F_NONE && w->bad == DP_F_NONE)
		(void)dp_bad(w, why, in);
	return out;
}

/* What is written in a recipe for files to come, for the column I of S. */
static const char *
frozen_as(const struct dp_step *s, size_t i)
{
	const struct dpi_date *x = s->self;

	switch (x->of[i].order) {
	case DP_DATE_DMY:
		return "order=dmy";
	case DP_DATE_MDY:
		return "order=mdy";
	default:
		return "order=auto";
	}
}

void
dpi_date_found_frozen(const struct dp_step *s, struct dp_buf *out)
{
	dpi_scouted_freeze(s, "order=dmy", frozen_as, out);
	dpi_scouted_freeze(s, "order=mdy", frozen_as, out);
	/* what no order fits */
	dpi_scouted_freeze(s, "order=auto", frozen_as, out);
}

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

/* The step for the columns of ORDER, which it names. */
static void
freeze(const struct dp_step *s, enum dp_date_order order, struct dp_buf *out)
{
	static const char *const name[] = { "auto", "dmy", "mdy" };
	const struct dpi_date *x = s->self;
	size_t n = 0;

	for (size_t i = 0; i < s->n_columns; i++) {
		if (x->of[i].order != order)
			continue;
		dp_buf_c(out, n++ ? ", " : "date ");
		dp_recipe_word(s->column[i].name, out);
	}
	for (size_t i = 0; n && i < s->line->n_args; i++) {
		const struct dp_arg *a = &s->line->arg[i];

		if (a->kind == DP_ARG_PARAM && !dp_str_is(a->key, "order"))
			dp_buf_format(out, " %.*s=%.*s", DP_FMT(a->key),
				      DP_FMT(a->raw));
	}
	if (n)
		dp_buf_format(out, " order=%s\n", name[order]);
}

void
dpi_date_found_frozen(const struct dp_step *s, struct dp_buf *out)
{
	freeze(s, DP_DATE_DMY, out);
	freeze(s, DP_DATE_MDY, out);
	/* what no order fits */
	freeze(s, DP_DATE_AUTO, out);
}

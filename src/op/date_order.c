/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order of day and month in a column, from its first dates. What becomes
 * of a cell is op_date.c's.
 */
#include "op/date_order.h"

#include <ctype.h>

#include "base/i18n.h"

enum dp_date_order
dpi_date_order_of(dp_str s, const struct dp_date_opts *o,
		  const struct dp_date *d)
{
	struct dp_date_opts only = *o;
	struct dp_date other;

	if (d->ambiguous || d->precision < DP_DATE_DAY || d->day <= 12)
		return DP_DATE_AUTO;
	only.order = DP_DATE_MDY;
	if (!dp_date_read(s, &only, &other))
		return DP_DATE_DMY;
	only.order = DP_DATE_DMY;
	return dp_date_read(s, &only, &other) ? DP_DATE_AUTO : DP_DATE_MDY;
}

enum dp_date_order
dpi_date_order_meant(dp_str s)
{
	int part[2] = { 0, 0 };
	size_t i = 0;

	if (dp_date_flaw_of(s, true) != DP_DATE_FLAW_SLIP)
		return DP_DATE_AUTO;
	for (size_t k = 0; k < 2; k++) {
		size_t from = i;

		while (i < s.n && isdigit((unsigned char)s.p[i]) &&
		       i < from + 2)
			part[k] = part[k] * 10 + (s.p[i++] - '0');
		if (i == from || i == s.n || !strchr("/-.", s.p[i++]))
			return DP_DATE_AUTO;
	}
	if (part[0] > 12 && part[1] <= 12)
		return DP_DATE_DMY;
	return part[0] <= 12 && part[1] > 12 ? DP_DATE_MDY : DP_DATE_AUTO;
}

void
dpi_date_order_look(struct dpi_date_order *x, dp_str s,
		    const struct dp_date_opts *o, uint64_t line,
		    uint64_t record)
{
	struct dp_date_opts any = *o;
	enum dp_date_order only;
	struct dp_date d;

	any.order = DP_DATE_AUTO;
	if (!dp_date_read(s, &any, &d)) {
		only = dpi_date_order_meant(s);
		x->n_day_slips += only == DP_DATE_DMY;
		x->n_month_slips += only == DP_DATE_MDY;
		return;
	}
	only = dpi_date_order_of(s, o, &d);
	/* a year begins with three digits, and nothing else does */
	if (d.ambiguous)
		dpi_seen_note(&x->open, &x->text, s, line, record);
	else if (only == DP_DATE_DMY)
		dpi_seen_note(&x->day_first, &x->text, s, line, record);
	else if (only == DP_DATE_MDY)
		dpi_seen_note(&x->month_first, &x->text, s, line, record);
	else if (d.precision >= x->least)
		x->n_written += isdigit((unsigned char)s.p[1]) &&
				isdigit((unsigned char)s.p[2]);
}

/*
 * Where dates of both orders stand, none is the column's, though those of one
 * of them do not exist. Neither is one where all but the doubtful ones are
 * written year first: they come from somewhere else, or are what an earlier
 * run could not read.
 */
void
dpi_date_order_decide(struct dpi_date_order *x, bool month)
{
	bool day_first = x->day_first.n > 0;
	bool month_first = x->month_first.n > 0;

	x->from = DPI_ORDER_PROVED;
	x->order = month_first ? DP_DATE_MDY : DP_DATE_DMY;
	if (day_first != month_first &&
	    !(month_first ? x->n_day_slips : x->n_month_slips))
		return;
	x->from = DPI_ORDER_GUESSED;
	x->order = month ? DP_DATE_MDY : DP_DATE_DMY;
	if (!day_first && !month_first && (x->n_written == 0 || x->open.n == 0))
		return;
	x->from = DPI_ORDER_DISPUTED;
	x->order = DP_DATE_AUTO;
}

void
dpi_date_order_say(const struct dpi_date_order *x, dp_str column,
		   struct dp_findings *f)
{
	bool month = x->order == DP_DATE_MDY;
	const struct dpi_seen *told = month ? &x->month_first : &x->day_first;
	struct dp_finding *g;

	if (x->from != DPI_ORDER_PROVED || x->open.n == 0)
		return;
	g = dp_finding_add(f,
			   month ? DP_F_MONTH_FIRST_DATES :
				   DP_F_DAY_FIRST_DATES,
			   column, told->line, told->record, told->value);
	g->count = told->n;
}

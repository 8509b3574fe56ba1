/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which comes first in the dates of a column, the day or the month: told by
 * those that exist in one order only.
 */
#ifndef DPI_OP_DATE_ORDER_H
#define DPI_OP_DATE_ORDER_H

#include <dpipe/text.h>

#include "op/scouted.h"

enum dpi_order_from {
	DPI_ORDER_PROVED,   /* dates exist in this order only, none in the
			       other */
	DPI_ORDER_GUESSED,  /* every date can be read both ways, or none */
	DPI_ORDER_DISPUTED, /* no order can be told for the column */
};

/* What the first dates of a column say. Zeroed but for least, then shown
   each. */
struct dpi_date_order {
	struct dpi_seen day_first, month_first; /* exist only so */
	struct dpi_seen open;                   /* can be read both ways */
	/* exist in no order, and could be meant in one: 31/06/2020 */
	uint64_t n_day_slips, n_month_slips;
	/* begin with the year already, and are at least so precise */
	uint64_t n_written;
	enum dp_date_precision least;
	/* set by dpi_date_order_decide */
	enum dpi_order_from from;
	enum dp_date_order order; /* AUTO where it is disputed */
	struct dp_arena text;     /* of the values */
};

/*
 * The one order in which S, which reads as D in the order AUTO, exists; AUTO
 * when there are two, or none matters.
 */
enum dp_date_order dpi_date_order_of(dp_str s, const struct dp_date_opts *o,
				     const struct dp_date *d);
/*
 * The order that S was meant in, which has the shape of a date and is none
 * (31/06/2020); AUTO when nothing tells.
 */
enum dp_date_order dpi_date_order_meant(dp_str s);
/* Looks at S, a date or not, of LINE and RECORD. */
void dpi_date_order_look(struct dpi_date_order *x, dp_str s,
			 const struct dp_date_opts *o, uint64_t line,
			 uint64_t record);
/* Decides once all were looked at; MONTH: which comes first in doubt. */
void dpi_date_order_decide(struct dpi_date_order *x, bool month);
/* Files in F by what the order of COLUMN was told, if there was a doubt. */
void dpi_date_order_say(const struct dpi_date_order *x, dp_str column,
			struct dp_findings *f);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What op_fill.c and fill_up.c share. */
#ifndef DPI_OP_FILL_H
#define DPI_OP_FILL_H

#include <dpipe/op.h>

struct dpi_fill {
	struct dp_buf *last; /* down: of each column, kept from row to row */
	enum dp_kind *kind;  /* the same, of the cells */
	struct dp_column *by;
	size_t n_by;
	struct dp_buf group, now; /* cells of by: of the row above, of this */
	bool started;             /* there is a row above */
	bool records;             /* begin where the next is not empty */
	uint32_t record;          /* slot */
	bool keep_spaces;         /* spaces are no empty cell */
	dp_str value;             /* of fill value= */
	int64_t limit, *run; /* cells filled below one value, at most and so
				far of each column */
};

/* True when row R of B is in another group than the row above. */
bool dpi_fill_group_changes(struct dpi_fill *f, const struct dp_batch *b,
			    size_t r);

/* Frees what both steps hold. */
void dpi_fill_unbind(struct dp_step *s);
/* Reads records= of S, if there is one. */
int dpi_fill_records(struct dp_step *s, const struct dp_schema *schema,
		     struct dp_err *err);
/* True when row R of B begins what is filled or emptied afresh. */
bool dpi_fill_begins(struct dpi_fill *f, const struct dp_batch *b, size_t r);

/* True when CELL is to be filled. */
bool dpi_fill_is_empty(const struct dpi_fill *f, dp_str cell);

/* What a step with direction=up does with the whole table. */
struct dp_stream *dpi_fill_up(struct dp_step *s, struct dp_stream *inner,
			      struct dp_err *err);

#endif

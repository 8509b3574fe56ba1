/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What drop-constant and drop-empty what=columns share: all rows are put
 * aside, so that a column is judged by every cell of it.
 */
#include "op/thin.h"

#include "op/gathered.h"
#include "op/words.h"
#include "op/work.h"

struct thin {
	struct dp_spool *rows;
	bool constant;
	bool *varies;  /* of each column: it stays */
	dp_str *first; /* its first cell */
	uint64_t n_rows;
	struct dp_arena text;
};

void
dpi_thin_bind(struct dp_step *s, bool constant)
{
	struct thin *x = dp_arena_alloc(&s->arena, sizeof *x);

	memset(x, 0, sizeof *x);
	x->constant = constant;
	x->varies = dp_arena_alloc(&s->arena, s->n_columns * sizeof(bool));
	memset(x->varies, 0, s->n_columns * sizeof(bool));
	x->first = dp_arena_alloc(&s->arena, s->n_columns * sizeof(dp_str));
	memset(x->first, 0, s->n_columns * sizeof(dp_str));
	for (size_t i = 0; i < s->n_columns; i++)
		s->column[i].name = dp_keep(&s->arena, s->column[i].name);
	s->self = x;
	s->gathers = s->thins = true;
}

void
dpi_thin_unbind(struct dp_step *s)
{
	struct thin *x = s->self;

	if (!x)
		return;
	dp_spool_free(x->rows);
	dp_arena_done(&x->text);
}

static int
look(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	struct thin *x = s->self;

	(void)err;
	for (size_t i = 0; i < s->n_columns; i++) {
		dp_str cell =
			dp_cell_str(dp_batch_cell(b, r, s->column[i].slot));

		if (x->varies[i])
			continue;
		if (dpi_is_blank(cell))
			cell.n = 0;
		if (x->n_rows == 0 && cell.n)
			x->first[i] = dp_keep(&x->text, cell);
		if (x->constant)
			x->varies[i] = !dp_str_eq(cell, x->first[i]);
		else
			x->varies[i] = cell.n > 0;
	}
	x->n_rows++;
	return 0;
}

int
dpi_thin_gather(struct dp_step *s, struct dp_stream *inner,
		struct dp_schema *schema, struct dp_err *err)
{
	struct thin *x = s->self;

	x->rows = dpi_gather_rows(s, inner, look, err);
	if (!x->rows)
		return -1;
	/* of one row each column is constant, of none each is empty */
	for (size_t i = 0; i < s->n_columns && x->n_rows > x->constant; i++) {
		if (x->varies[i])
			continue;
		dpi_schema_remove(schema,
				  (size_t)dpi_schema_slot(schema,
							  s->column[i].slot));
		(void)dp_finding_add(&s->log->findings, DP_F_COLUMN_DROPPED,
				     s->column[i].name, 0, 0, x->first[i]);
	}
	return 0;
}

struct dp_stream *
dpi_thin_table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	struct thin *x = s->self;

	(void)err;
	return dpi_gathered(s, inner, x->rows, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * blank-down: a cell that repeats the one above is emptied: what fill undoes.
 */
#include "op/fill.h"
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_param params[] = {
	{ "by", DP_P_COLUMNS, NULL, NULL,
	  N_("begin afresh where one of these columns changes"), false },
	{ "records", DP_P_TEXT, NULL, NULL,
	  N_("begin afresh where this column is not empty: there a record "
	     "begins"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct dpi_fill *f = dp_arena_alloc(&s->arena, sizeof *f);

	memset(f, 0, sizeof *f);
	s->self = f;
	if (dp_step_param_columns(s, schema, "by", &f->by, &f->n_by, err) ||
	    dpi_fill_records(s, schema, err) != 0)
		return -1;
	f->last = dp_arena_alloc(&s->arena, s->n_columns * sizeof *f->last);
	memset(f->last, 0, s->n_columns * sizeof *f->last);
	f->kind = dp_arena_alloc(&s->arena, s->n_columns * sizeof *f->kind);
	memset(f->kind, 0, s->n_columns * sizeof *f->kind);
	return 0;
}

static enum dp_row_state
blank_down(struct dp_step *s, struct dp_work *w, size_t r)
{
	static const dp_str nothing = { NULL, 0 };
	struct dpi_fill *f = s->self;
	bool afresh = dpi_fill_begins(f, w->batch, r);

	for (size_t i = 0; i < s->n_columns; i++) {
		const struct dp_cell *c = dp_batch_cell(w->batch, r,
							s->column[i].slot);
		dp_str cell = dp_cell_str(c);

		/* an error is equal to none */
		if (!afresh && cell.n > 0 && f->kind[i] == dp_cell_kind(c) &&
		    f->kind[i] != DP_KIND_ERROR &&
		    dp_str_eq(cell, dp_buf_view(&f->last[i]))) {
			dp_step_set(s, w, r, &s->column[i], nothing);
			continue;
		}
		f->last[i].n = 0;
		dp_buf_str(&f->last[i], cell);
		f->kind[i] = dp_cell_kind(c);
	}
	return DP_ROW_KEPT;
}

static const struct dp_example examples[] = {
	{ "region", "region,ville\nPACA,Gap\nPACA,Nice\nCorse,Ajaccio\n",
	  "region,ville\nPACA,Gap\n,Nice\nCorse,Ajaccio\n" },
	{ "prix by=cine", "cine,prix\nA,8\nA,8\nB,8\n",
	  "cine,prix\nA,8\nA,\nB,8\n" },
	{ "a", "a,n\nx,1\n,2\nx,3\n", "a,n\nx,1\n,2\nx,3\n" },
	{ "a, b", "a,b\n1,x\n1,x\n1,y\n", "a,b\n1,x\n,\n,y\n" },
	{ "a records=k", "k,a\nK,x\n,x\nL,x\n", "k,a\nK,x\n,\nL,x\n" },
	{ "a where=n>1", "a,n\nx,2\nx,1\nx,3\n", "a,n\nx,2\nx,1\n,3\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_blank_down = {
	.name = "blank-down",
	.scope = DP_SEQUENCE,
	.rewrites = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [by=COLUMNS] [records=COLUMN]"),
	.summary = N_("Empty the cells that repeat the one above."),
	.why = N_("A table to be printed says the region once; and who joins "
		  "several rows to one record first has to say which rows "
		  "belong together. For a table that programs read, fill does "
		  "the reverse."),
	.param = params,
	.bind = bind,
	.unbind = dpi_fill_unbind,
	.sequence = blank_down,
	.example = examples,
};

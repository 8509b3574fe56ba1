/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the audit tells of the records as they are written. */
#include "op/plan.h"

static bool
tells_records(const struct dp_plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (dpi_plan_tells_records(p, i))
			return true;
	return false;
}

/* Of a column that is written alone, the cells that were empty in quotes. */
static int
tell_lone(void *self, struct dp_batch *b, struct dp_err *err)
{
	const struct dp_plan *p = self;
	const struct dp_step *last = p->step[p->n - 1];
	const struct dp_column *c = &p->schema.column[0];
	struct dp_buf *out = &b->log->audit;

	(void)err;
	for (size_t r = 0; r < b->n_rows; r++) {
		const struct dp_cell *cell = dp_batch_cell(b, r, c->slot);

		if (b->state[r] != DP_ROW_KEPT || !cell->p || cell->n)
			continue;
		dp_buf_decimal(out, dp_batch_line(b, r));
		dp_buf_char(out, ',');
		dp_buf_decimal(out, b->record[r]);
		dp_buf_char(out, ',');
		dp_csv_cell(out, c->name);
		dp_buf_char(out, ',');
		dp_csv_cell(out, last->label);
		dp_buf_c(out, ",quotes,\"\",\n");
	}
	return 0;
}

size_t
dpi_plan_lone_stage(struct dp_plan *p, struct dp_stage *stage)
{
	if (!p->opts.audit || p->opts.dry || p->schema.n != 1 ||
	    p->input.n == 1 || p->schema.column[0].slot >= p->input.n ||
	    tells_records(p))
		return 0;
	*stage = (struct dp_stage){ .work = tell_lone, .self = p };
	return 1;
}

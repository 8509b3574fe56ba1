/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Marks of outliers and impute. What a row as a whole is marked with is
 * flag's.
 */
#include "op/mark.h"

#include "base/i18n.h"
#include "op/words.h"

int
dpi_mark_bind(struct dpi_mark *m, struct dp_step *s, struct dp_schema *schema,
	      struct dp_err *err)
{
	const struct dp_arg *a = dp_step_arg(s, "into");

	if (!a)
		return 0;
	m->wanted = true;
	return dpi_add_column(s, a, schema, a->text, &m->column, err);
}

void
dpi_mark_add(struct dpi_mark *m, dp_str column)
{
	if (!m->wanted)
		return;
	dp_buf_c(&m->names, m->names.n ? ", " : "");
	dp_buf_str(&m->names, column);
}

void
dpi_mark_set(struct dpi_mark *m, struct dp_batch *b, size_t r)
{
	struct dp_cell *c;

	if (!m->wanted)
		return;
	c = dp_batch_cell(b, r, m->column.slot);
	memset(c, 0, sizeof *c);
	if (m->names.n == 0)
		return;
	c->p = dp_keep(&b->text, dp_buf_view(&m->names)).p;
	c->n = (uint32_t)m->names.n;
	m->names.n = 0;
}

void
dpi_mark_done(struct dpi_mark *m)
{
	dp_buf_done(&m->names);
}

int
dpi_too_much(const struct dp_step *s, uint64_t most_bytes, struct dp_err *err)
{
	return dp_fail(err, DP_ELIMIT,
		       _("step %.*s (%s) needs more than %llu MB of memory "
			 "for the values of its columns; take fewer columns, "
			 "or let it have more with --memory."),
		       DP_FMT(s->label), s->op->name,
		       (unsigned long long)most_bytes >> 20);
}

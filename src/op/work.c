/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What operations share while they work on cells and rows. Reading their
 * arguments is in words.c.
 */
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"

void *
dpi_local_buf_new(const struct dp_step *s)
{
	(void)s;
	return dp_alloc0(sizeof(struct dp_buf));
}

void
dpi_local_buf_free(void *local)
{
	if (!local)
		return;
	dp_buf_done(local);
	free(local);
}

void *
dpi_matcher_new(const struct dp_step *s)
{
	struct dp_regex *const *re = s->self;
	struct dpi_matcher *m = dp_alloc0(sizeof *m);

	m->match = dp_match_new(*re);
	return m;
}

void
dpi_matcher_free(void *local)
{
	struct dpi_matcher *m = local;

	if (!m)
		return;
	dp_match_free(m->match);
	dp_buf_done(&m->made);
	free(m);
}

int
dpi_bind_text(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	dp_str *text = dp_arena_alloc(&s->arena, sizeof *text);

	(void)schema;
	*text = dp_step_param(s, "text");
	s->self = text;
	if (text->n == 0)
		return dp_step_fail(s, dp_step_arg(s, "text"), err,
				    _("text= is empty: it would change "
				      "nothing."));
	return 0;
}

void
dpi_needs_columns(const struct dp_step *s, bool *cell)
{
	for (size_t i = 0; i < s->n_columns; i++)
		cell[s->column[i].slot] = true;
}

uint32_t
dpi_doubts_blanks(const struct dp_step *s, struct dp_need *need)
{
	(void)s;
	need->blanks = true;
	return DP_DOUBT_BLANKS;
}

dp_str
dpi_made(struct dp_work *w, dp_str in, dp_str made)
{
	dp_str out = { NULL, 0 };
	char *p;

	if (dp_str_eq(in, made))
		return in;
	if (made.n == 0)
		return out;
	p = dp_arena_text(&w->batch->text, made.n);
	memcpy(p, made.p, made.n);
	out.p = p;
	out.n = made.n;
	return out;
}

bool
dpi_is_blank(dp_str s)
{
	if (s.n == 0)
		return true;
	if (dp_space_bytes(s) == 0)
		return false;
	return dp_trim(s).n == 0;
}

bool
dpi_is_ascii(dp_str s)
{
	unsigned char all = 0;

	for (size_t i = 0; i < s.n; i++)
		all |= (unsigned char)s.p[i];
	return all < 0x80;
}

size_t
dpi_suspect_foreign(const struct dp_step *s, const struct dp_cell *c,
		    size_t stride, size_t n, uint32_t *hit)
{
	size_t k = 0;

	(void)s;
	for (size_t i = 0; i < n; i++, c += stride) {
		hit[k] = (uint32_t)i;
		k += !dpi_is_ascii(dp_cell_str(c));
	}
	return k;
}

struct dp_finding *
dpi_row_finding(const struct dp_step *s, struct dp_work *w, size_t r,
		dp_str column, enum dp_finding_id id, dp_str value)
{
	struct dp_batch *b = w->batch;

	if (s->on_error == DP_ON_ERROR_KEEP)
		return NULL;
	if (s->on_error == DP_ON_ERROR_STOP)
		w->bad = id;
	if (s->index < b->log->n_steps)
		b->log->step[s->index].bad_cells++;
	return dp_finding_add(&b->log->findings, id, column,
			      dp_batch_line(b, r), b->record[r], value);
}

enum dp_row_state
dpi_row_after_finding(const struct dp_step *s)
{
	return s->on_error == DP_ON_ERROR_REJECT ? DP_ROW_DROPPED : DP_ROW_KEPT;
}

enum dp_row_state
dpi_row_no_result(const struct dp_step *s, struct dp_work *w, size_t r,
		  dp_str column, dp_str value)
{
	struct dp_findings *all = &w->batch->log->findings;
	struct dp_finding *g = dpi_row_finding(s, w, r, column,
					       DP_F_NOT_COMPUTED, value);

	if (g)
		dpi_say_outcome(s, all, g);
	return dpi_row_after_finding(s);
}

struct dp_spool *
dpi_step_spool(const struct dp_step *s)
{
	return dp_spool_new((size_t)dpi_step_memory(s, DPI_SPOOL_BYTES));
}

void
dpi_row_drop(const struct dp_step *s, struct dp_batch *b, size_t r)
{
	struct dp_log *l = b->log;

	if (s->index < l->n_steps)
		l->step[s->index].dropped_rows++;
	if (l->want_examples)
		dp_log_left_out(l, b, r, s->index);
	if (l->want_rejects)
		dp_log_reject(l, b, r, s->label, s->op->name);
	b->state[r] = DP_ROW_DROPPED;
}

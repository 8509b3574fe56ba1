/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tree of steps of a workbench: what was applied behind what, and where
 * one is. Nothing is ever taken out of it: undoing is going back.
 */
#include "step/bench.h"

#include <assert.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"

struct dp_bench *
dpi_bench_start(struct dp_pages *pages, dp_str source, dp_str read)
{
	struct dp_bench *b = dp_alloc0(sizeof *b);

	b->pages = pages;
	b->source = dp_strdup(source);
	b->read = dp_strdup(read);
	b->journal = -1;
	dp_grow(&b->node, &b->cap, 0, sizeof *b->node);
	memset(&b->node[0], 0, sizeof b->node[0]);
	b->n = 1;
	return b;
}

struct dp_bench *
dp_bench_new(struct dp_pages *pages, const char *source,
	     const struct dp_read_opts *read, const char *journal,
	     struct dp_err *err)
{
	struct dp_buf line = { 0 };
	struct dp_bench *b;

	dpi_source_line(read, dp_pages_dialect(pages)->origin, &line);
	b = dpi_bench_start(pages, dp_str_c(source), dp_buf_view(&line));
	dp_buf_done(&line);
	if (journal && dpi_bench_journal_new(b, journal, err) != 0) {
		dp_bench_free(b);
		return NULL;
	}
	return b;
}

void
dp_bench_free(struct dp_bench *b)
{
	if (!b)
		return;
	if (b->journal >= 0)
		(void)close(b->journal);
	free(b->node);
	free(b->source);
	free(b->read);
	free(b->journal_name);
	dp_arena_done(&b->text);
	free(b);
}

void
dp_bench_set_source(struct dp_bench *b, const char *source)
{
	free(b->source);
	b->source = dp_strdup(dp_str_c(source));
}

void
dp_bench_set_time(struct dp_bench *b, int64_t now)
{
	b->now = now;
}

bool
dp_bench_changed(const struct dp_bench *b)
{
	return b->changed;
}

uint32_t
dp_bench_count(const struct dp_bench *b)
{
	return (uint32_t)b->n;
}

uint32_t
dp_bench_current(const struct dp_bench *b)
{
	return b->current;
}

static bool
is_on_path(const struct dp_bench *b, uint32_t number)
{
	uint32_t at = b->current;

	while (at != number && at != 0)
		at = b->node[at].parent;
	return at == number;
}

void
dp_bench_look(const struct dp_bench *b, uint32_t number,
	      struct dp_bench_step *out)
{
	const struct dpi_node *n = &b->node[number];

	*out = (struct dp_bench_step){ .number = number,
				       .parent = n->parent,
				       .line = n->line,
				       .note = n->note,
				       .time = n->time,
				       .has_tally = n->has_tally,
				       .tally = n->tally,
				       .on_path = is_on_path(b, number) };
}

/* ---- actions, once they are in the journal ---------------------------- */

int
dpi_bench_add(struct dp_bench *b, uint32_t parent, dp_str line, int64_t time,
	      const struct dp_tally *tally, struct dp_err *err)
{
	struct dpi_node n = { .parent = parent, .time = time };

	if (dpi_bench_fits(b, parent, line, err) != 0)
		return -1;
	n.line = dp_keep(&b->text, line);
	n.has_tally = tally != NULL;
	if (tally)
		n.tally = *tally;
	dp_grow(&b->node, &b->cap, b->n, sizeof *b->node);
	b->node[b->n++] = n;
	dpi_bench_move(b, (uint32_t)b->n - 1);
	return 0;
}

void
dpi_bench_move(struct dp_bench *b, uint32_t number)
{
	b->current = number;
	/* Redoing follows the branch where one was last. */
	for (uint32_t at = number; at != 0; at = b->node[at].parent)
		b->node[b->node[at].parent].last_child = at;
}

void
dpi_bench_set_note(struct dp_bench *b, uint32_t number, dp_str note)
{
	b->node[number].note = dp_keep(&b->text, note);
}

/* ---- actions ---------------------------------------------------------- */

int
dpi_bench_fits(const struct dp_bench *b, uint32_t number, dp_str step,
	       struct dp_err *err)
{
	struct dp_recipe *r = dpi_bench_steps(b, number, step, err);
	struct dp_schema schema = { 0 };
	bool keeps_rows;
	int status;

	if (!r)
		return -1;
	status = dpi_bench_bind(b, r, &schema, &keeps_rows, err);
	dp_schema_done(&schema);
	dp_recipe_free(r);
	return status;
}

int
dp_bench_check(const struct dp_bench *b, dp_str step, struct dp_err *err)
{
	return dpi_bench_fits(b, b->current, step, err);
}

int
dp_bench_apply(struct dp_bench *b, dp_str step, const struct dp_tally *tally,
	       struct dp_err *err)
{
	struct dp_buf line = { 0 };
	int64_t now = b->now ? b->now : (int64_t)time(NULL);
	int status = dp_bench_check(b, step, err);

	if (status != 0)
		return -1;
	step = dp_str_strip(step);
	dp_buf_format(&line, "apply %zu %u %lld ", b->n, b->current,
		      (long long)now);
	dp_recipe_quote(step, &line);
	if (tally)
		dp_buf_format(&line, " %llu %llu %llu %llu",
			      (unsigned long long)tally->changed_cells,
			      (unsigned long long)tally->dropped_rows,
			      (unsigned long long)tally->bad_cells,
			      (unsigned long long)tally->added_rows);
	status = dpi_bench_journal_add(b, dp_buf_view(&line), err);
	dp_buf_done(&line);
	return status == 0 ?
		       dpi_bench_add(b, b->current, step, now, tally, err) :
		       -1;
}

int
dp_bench_go(struct dp_bench *b, uint32_t number, struct dp_err *err)
{
	struct dp_buf line = { 0 };
	int status;

	assert(number < b->n);
	dp_buf_format(&line, "go %u", number);
	status = dpi_bench_journal_add(b, dp_buf_view(&line), err);
	dp_buf_done(&line);
	if (status == 0)
		dpi_bench_move(b, number);
	return status;
}

int
dp_bench_undo(struct dp_bench *b, struct dp_err *err)
{
	if (b->current == 0)
		return 0;
	return dp_bench_go(b, b->node[b->current].parent, err) == 0 ? 1 : -1;
}

int
dp_bench_redo(struct dp_bench *b, struct dp_err *err)
{
	uint32_t next = b->node[b->current].last_child;

	if (next == 0)
		return 0;
	return dp_bench_go(b, next, err) == 0 ? 1 : -1;
}

int
dp_bench_note(struct dp_bench *b, uint32_t number, dp_str note,
	      struct dp_err *err)
{
	struct dp_buf line = { 0 };
	int status;

	assert(number < b->n);
	dp_buf_format(&line, "note %u", number);
	if (note.p) {
		dp_buf_char(&line, ' ');
		dp_recipe_quote(note, &line);
	}
	status = dpi_bench_journal_add(b, dp_buf_view(&line), err);
	dp_buf_done(&line);
	if (status == 0)
		dpi_bench_set_note(b, number, note);
	return status;
}

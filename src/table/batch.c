/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Batches: some hundreds of records and the text they point into, cleared
 * and filled again without giving memory back.
 */
#include <dpipe/table.h>

#include <stdlib.h>

#include "base/lane.h"
#include "table/scan.h"

struct dp_batch *
dp_batch_new(void)
{
	struct dp_batch *b = dp_alloc0(sizeof *b);

	b->log = dp_alloc0(sizeof *b->log);
	return b;
}

void
dp_batch_drop_block(struct dp_batch *b)
{
	if (!b->is_ahead)
		dp_buf_done(&b->block);
	memset(&b->block, 0, sizeof b->block);
	b->is_ahead = false;
}

void
dp_batch_free(struct dp_batch *b)
{
	if (!b)
		return;
	if (b->drop_local)
		b->drop_local(b);
	free(b->cell);
	free(b->state);
	free(b->record);
	free(b->line);
	free(b->start);
	free(b->sep);
	free(b->mask);
	free(b->blank);
	free(b->special);
	free(b->first);
	free(b->doubt);
	free(b->note);
	free(b->local);
	dp_batch_drop_block(b);
	dp_buf_done(&b->ahead);
	dp_buf_done(&b->out);
	dp_arena_done(&b->text);
	dp_log_done(b->log);
	free(b->log);
	free(b);
}

void
dp_batch_swap(struct dp_batch *a, struct dp_batch *b)
{
	struct dp_batch t = *a;

	*a = *b;
	*b = t;
}

void
dp_batch_reserve(struct dp_batch *b, size_t n_rows)
{
	size_t n_cells;

	if (__builtin_mul_overflow(n_rows, b->stride, &n_cells))
		n_cells = SIZE_MAX / sizeof *b->cell;
	if (n_cells > b->cap_cells) {
		b->cap_cells = n_cells + n_cells / 2;
		b->cell = dp_realloc_array(b->cell, b->cap_cells,
					   sizeof *b->cell);
	}
	if (n_rows >= b->cap_rows) {
		size_t old = b->cap_rows;

		b->cap_rows = n_rows + n_rows / 2 + 16;
		/* many are looked at together, those behind the last too */
		b->state = dp_realloc_array(b->state,
					    b->cap_rows + DPI_LANE_BYTES, 1);
		memset(b->state + old, DP_ROW_DROPPED,
		       b->cap_rows + DPI_LANE_BYTES - old);
		b->record = dp_realloc_array(b->record, b->cap_rows,
					     sizeof *b->record);
		b->line = dp_realloc_array(b->line, b->cap_rows,
					   sizeof *b->line);
		b->start = dp_realloc_array(b->start,
					    b->cap_rows + 1 + DPI_REC_ROOM,
					    sizeof *b->start);
		b->first = dp_realloc_array(b->first, b->cap_rows,
					    sizeof *b->first);
	}
}

void
dp_batch_clear(struct dp_batch *b, size_t stride, size_t n_rows)
{
	b->stride = stride;
	b->n_rows = 0;
	b->has_lines = b->has_raw = false;
	b->is_split = b->is_last = b->canonical = false;
	b->first_line = b->first_record = 0;
	b->need = NULL;
	b->n_doubts = b->n_whole = 0;
	if (b->is_ahead)
		dp_batch_drop_block(b);
	b->block.n = 0;
	b->out.n = 0;
	dp_arena_reset(&b->text);
	dp_log_clear(b->log);
	if (b->n_steps)
		memset(b->note, 0, b->n_steps * sizeof *b->note);
	dp_batch_reserve(b, n_rows);
}

/* Line ends between AT and END. */
static uint64_t
count_lines(const char *at, const char *end, char newline)
{
	uint64_t n = 0;
	const char *found;

	for (; (found = memchr(at, newline, (size_t)(end - at))); n++)
		at = found + 1;
	return n;
}

/* What ends every record, the last one too: LF, or CR without LF. */
static char
newline_of(const struct dp_batch *b)
{
	return b->block.n ? b->block.p[b->block.n - 1] : '\n';
}

/* Lines of all rows, in one pass over the block. */
static void
find_lines(struct dp_batch *b)
{
	uint64_t line = b->first_line;
	uint32_t from = 0;
	char newline = newline_of(b);

	for (size_t r = 0; r < b->n_rows; r++) {
		line += count_lines(b->block.p + from, b->block.p + b->start[r],
				    newline);
		from = b->start[r];
		b->line[r] = line;
	}
	b->has_lines = true;
}

uint64_t
dp_batch_line(const struct dp_batch *b, size_t r)
{
	if (!b->has_lines && (!b->has_raw || !b->first_line))
		return 0;
	/* Found when first asked for; no batch is ever a const object. */
	if (!b->has_lines)
		find_lines((struct dp_batch *)(uintptr_t)b);
	return b->line[r];
}

dp_str
dp_batch_raw(const struct dp_batch *b, size_t r)
{
	dp_str s = { NULL, 0 };

	if (!b->has_raw)
		return b->raw_slot ?
			       dp_cell_str(dp_batch_cell(b, r,
							 b->raw_slot - 1)) :
			       s;
	s.p = b->block.p + b->start[r];
	s.n = b->start[r + 1] - b->start[r];
	if (s.n && newline_of(b) == '\r') {
		s.n -= s.p[s.n - 1] == '\r';
		return s;
	}
	while (s.n && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
		s.n--;
	return s;
}

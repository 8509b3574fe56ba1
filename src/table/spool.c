/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records put aside for what needs the whole table: in memory up to a bound,
 * beyond it in a temporary file without a name, which no ending leaves
 * behind.
 */
#include <dpipe/table.h>

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/temporary.h"

#define BATCH_ROWS 512u
#define NOTHING UINT32_MAX

/*
 * A record on the spool: line, record, number of slots, then for each slot
 * its length (NOTHING: no text at all), then the texts.
 */
struct header {
	uint64_t line, record;
	uint32_t n_slots, text_bytes;
};

struct dp_spool {
	struct dp_buf memory; /* records not yet on disk */
	size_t limit_bytes;
	int fd; /* -1: all in memory */
	uint64_t disk_bytes, read_bytes, n_records, next_record;
	struct dp_buf window; /* what was read back from disk */
	size_t at;            /* in window, or in memory */
};

struct dp_spool *
dp_spool_new(size_t memory_bytes)
{
	struct dp_spool *s = dp_alloc0(sizeof *s);

	s->fd = -1;
	s->limit_bytes = memory_bytes;
	return s;
}

void
dp_spool_free(struct dp_spool *s)
{
	if (!s)
		return;
	if (s->fd >= 0)
		(void)close(s->fd);
	dp_buf_done(&s->memory);
	dp_buf_done(&s->window);
	free(s);
}

static int
to_disk(struct dp_spool *s, struct dp_err *err)
{
	if (s->fd < 0 && (s->fd = dpi_temporary_open(err)) < 0)
		return -1;
	if (dpi_temporary_write(s->fd, s->memory.p, s->memory.n, err) != 0)
		return -1;
	s->disk_bytes += s->memory.n;
	s->memory.n = 0;
	return 0;
}

int
dp_spool_add(struct dp_spool *s, const struct dp_batch *b, size_t r,
	     size_t n_slots, struct dp_err *err)
{
	struct header h = { dp_batch_line(b, r), b->record[r], 0, 0 };
	const struct dp_cell *cell = dp_batch_cell(b, r, 0);
	uint64_t bytes = 0;

	for (size_t i = 0; i < n_slots; i++)
		bytes += cell[i].n;
	/* Both fit into 32 bits then, and no length is NOTHING. */
	if (bytes > DP_SPOOL_RECORD_BYTES ||
	    n_slots > DP_SPOOL_RECORD_BYTES / sizeof(uint32_t)) {
		err->at.line = h.line;
		return dp_fail(err, DP_ELIMIT,
			       _("the record on line %llu has grown over %u "
				 "MB, the most that can be put aside. Look at "
				 "the steps that make its cells longer, or "
				 "keep fewer columns with select."),
			       (unsigned long long)h.line,
			       DP_SPOOL_RECORD_BYTES >> 20);
	}
	h.n_slots = (uint32_t)n_slots;
	h.text_bytes = (uint32_t)bytes;
	dp_buf_add(&s->memory, &h, sizeof h);
	for (size_t i = 0; i < n_slots; i++) {
		uint32_t n = cell[i].p ? cell[i].n : NOTHING;

		dp_buf_add(&s->memory, &n, sizeof n);
	}
	for (size_t i = 0; i < n_slots; i++)
		dp_buf_add(&s->memory, cell[i].p, cell[i].n);
	s->n_records++;
	return s->memory.n > s->limit_bytes ? to_disk(s, err) : 0;
}

int
dp_spool_rewind(struct dp_spool *s, struct dp_err *err)
{
	/* Once on disk, all of it: one order of reading. */
	if (s->fd >= 0 && s->memory.n && to_disk(s, err) != 0)
		return -1;
	s->read_bytes = 0;
	s->next_record = 0;
	s->at = 0;
	s->window.n = 0;
	return 0;
}

/* At least N bytes of the spool at the reading place, or NULL. */
static const char *
look(struct dp_spool *s, size_t n, struct dp_err *err)
{
	if (s->fd < 0)
		return s->memory.p + s->at;
	if (s->window.n - s->at >= n)
		return s->window.p + s->at;
	if (s->at) {
		memmove(s->window.p, s->window.p + s->at, s->window.n - s->at);
		s->window.n -= s->at;
		s->at = 0;
	}
	while (s->window.n < n) {
		size_t want = n < DP_BLOCK_BYTES ? DP_BLOCK_BYTES : n;
		ssize_t got = pread(s->fd, dp_buf_room(&s->window, want), want,
				    (off_t)s->read_bytes);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			(void)dp_fail_errno(
				err, _("the temporary file cannot be read"));
			return NULL;
		}
		s->window.n += (size_t)got;
		s->read_bytes += (uint64_t)got;
	}
	return s->window.p;
}

static int
read_one(struct dp_spool *s, struct dp_batch *b, struct dp_err *err)
{
	const char *p = look(s, sizeof(struct header), err);
	struct header h;
	struct dp_cell *cell;
	size_t all, at;
	size_t r = b->n_rows;
	dp_str text;

	if (!p)
		return -1;
	memcpy(&h, p, sizeof h);
	at = sizeof h + h.n_slots * sizeof(uint32_t);
	all = at + h.text_bytes;
	p = look(s, all, err);
	if (!p)
		return -1;
	dp_batch_reserve(b, r + 1);
	cell = dp_batch_cell(b, r, 0);
	memset(cell, 0, b->stride * sizeof *cell);
	text = dp_keep(&b->text, (dp_str){ p + at, h.text_bytes });
	for (size_t i = 0; i < h.n_slots && i < b->stride; i++) {
		uint32_t n;

		memcpy(&n, p + sizeof h + i * sizeof n, sizeof n);
		cell[i].p = n == NOTHING ? NULL : text.p;
		cell[i].n = n == NOTHING ? 0 : n;
		cell[i].flags = DP_CELL_ROOM;
		text.p += cell[i].n;
	}
	b->state[r] = DP_ROW_KEPT;
	b->record[r] = h.record;
	b->line[r] = h.line;
	b->n_rows = r + 1;
	s->at += all;
	s->next_record++;
	return 0;
}

int
dp_spool_next(struct dp_spool *s, struct dp_batch *b, struct dp_err *err)
{
	dp_batch_clear(b, b->stride, BATCH_ROWS);
	b->has_lines = true;
	b->is_split = true;
	while (b->n_rows < BATCH_ROWS && s->next_record < s->n_records)
		if (read_one(s, b, err) != 0)
			return -1;
	return b->n_rows > 0;
}

uint64_t
dp_spool_records(const struct dp_spool *s)
{
	return s->n_records;
}

uint64_t
dp_spool_disk_bytes(const struct dp_spool *s)
{
	return s->disk_bytes;
}

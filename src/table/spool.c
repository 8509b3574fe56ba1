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
#include "table/packed.h"

#define BATCH_ROWS 512u

struct dp_spool {
	struct dp_buf memory; /* packed records not yet on disk */
	size_t limit_bytes, window_bytes;
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
	s->window_bytes = DP_BLOCK_BYTES;
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
	size_t bytes;

	if (dpi_pack_measure(b, r, n_slots, &bytes, err) != 0)
		return -1;
	dpi_pack(b, r, n_slots,
		 (struct dpi_packed *)dp_buf_room(&s->memory, bytes));
	s->memory.n += bytes;
	s->n_records++;
	return s->memory.n > s->limit_bytes ? to_disk(s, err) : 0;
}

int
dpi_spool_add_packed(struct dp_spool *s, const struct dpi_packed *p,
		     struct dp_err *err)
{
	dp_buf_add(&s->memory, p, dpi_packed_bytes(p));
	s->n_records++;
	return s->memory.n > s->limit_bytes ? to_disk(s, err) : 0;
}

int
dp_spool_rewind(struct dp_spool *s, struct dp_err *err)
{
	/* Once on disk, all of it: one order of reading. */
	if (s->fd >= 0 && s->memory.n && to_disk(s, err) != 0)
		return -1;
	if (s->fd >= 0)
		dp_buf_done(&s->memory);
	s->read_bytes = 0;
	s->next_record = 0;
	s->at = 0;
	s->window.n = 0;
	return 0;
}

void
dpi_spool_window(struct dp_spool *s, size_t n_bytes)
{
	s->window_bytes = n_bytes;
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
		size_t want = n < s->window_bytes ? s->window_bytes : n;
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

int
dpi_spool_next_packed(struct dp_spool *s, const struct dpi_packed **out,
		      struct dp_err *err)
{
	const char *p;

	if (s->next_record == s->n_records)
		return 0;
	p = look(s, sizeof(struct dpi_packed), err);
	if (p)
		p = look(s, dpi_packed_bytes((const struct dpi_packed *)p),
			 err);
	if (!p)
		return -1;
	*out = (const struct dpi_packed *)p;
	s->at += dpi_packed_bytes(*out);
	s->next_record++;
	return 1;
}

int
dp_spool_next(struct dp_spool *s, struct dp_batch *b, struct dp_err *err)
{
	int status = 1;

	dp_batch_clear(b, b->stride, BATCH_ROWS);
	b->has_lines = true;
	b->is_split = true;
	while (b->n_rows < BATCH_ROWS) {
		const struct dpi_packed *p;
		dp_str text;

		status = dpi_spool_next_packed(s, &p, err);
		if (status <= 0)
			break;
		text = (dp_str){ dpi_packed_text(p), p->text_bytes };
		dpi_packed_put(p, dp_keep(&b->text, text).p, b);
	}
	return status < 0 ? -1 : b->n_rows > 0;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of a table that is read again and again: the file itself, or a
 * copy of what can be read once only (a pipe) or must be decoded or unpacked
 * in order (UTF-16, gzip), in a temporary file. Never mapped: a file that
 * somebody cuts is an error, not a signal.
 */
#include "table/pages.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/temporary.h"

#define SPOOL_BYTES (256u << 10)
#define LINE_BYTES (1u << 20) /* of a line that is waited for to end */
#define TAIL_MS 150           /* without news, and what came is shown */

static bool
must_stop(const struct dpi_reading *g)
{
	return atomic_load(&g->pages->stop) ||
	       (g->stop && atomic_load(g->stop));
}

/*
 * Waits for more to come. Where nothing does for a while, what came since the
 * last page can be seen. The lock is held.
 */
static void
wait_for_news(const struct dpi_reading *g)
{
	struct dp_pages *p = g->pages;
	uint64_t end = p->end_bytes;

	if (!g->counts || p->copy != DP_PAGES_COPY_PIPE ||
	    end <= p->next_mark.at_bytes || end == p->tail.end_bytes) {
		dpi_wait(&p->lock);
		return;
	}
	dpi_wait_ms(&p->lock, TAIL_MS);
	if (p->end_bytes != end || p->all_there || must_stop(g))
		return;
	dpi_unlock(&p->lock);
	dpi_tail_make(p);
	dpi_lock(&p->lock);
}

/*
 * Bytes from AT on that are there, N at most; waits for one at least, or the
 * end. Nothing where G must stop.
 */
static size_t
wait_for(const struct dpi_reading *g, uint64_t at, size_t n)
{
	struct dp_pages *p = g->pages;
	uint64_t end;

	if (g->limit) {
		end = g->limit;
	} else if (atomic_load(&p->whole)) {
		end = p->end_bytes;
	} else {
		dpi_lock(&p->lock);
		while (!p->all_there && p->end_bytes < at + n && !must_stop(g))
			wait_for_news(g);
		end = p->end_bytes;
		dpi_unlock(&p->lock);
	}
	if (at >= end)
		return 0;
	return end - at < n ? (size_t)(end - at) : n;
}

ptrdiff_t
dpi_pages_read(void *reading, char *p, size_t n_bytes, uint64_t at,
	       struct dp_err *err)
{
	const struct dpi_reading *g = reading;
	ssize_t got;

	n_bytes = wait_for(g, at, n_bytes);
	if (must_stop(g))
		return dp_fail(err, DP_ECANCEL, _("stopped."));
	if (n_bytes == 0)
		return 0;
	do
		got = pread(g->pages->fd, p, n_bytes, (off_t)at);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return dp_fail_errno(err, _("%s cannot be read"),
				     g->pages->origin->name);
	if (got == 0)
		return dp_fail(err, DP_EDATA,
			       _("%s has become shorter since it was opened; "
				 "open it again."),
			       g->pages->origin->name);
	return got;
}

/* ---- is it still the same file? --------------------------------------- */

static bool
is_same(const struct dp_pages *p, const struct stat *st)
{
	return (uint64_t)st->st_size == p->file_bytes &&
	       st->st_mtim.tv_sec == p->modified.tv_sec &&
	       st->st_mtim.tv_nsec == p->modified.tv_nsec &&
	       st->st_dev == p->device && st->st_ino == p->inode;
}

void
dpi_pages_check(struct dp_pages *p)
{
	struct stat st;
	bool changed;

	if (p->copy == DP_PAGES_COPY_PIPE || p->copy == DP_PAGES_COPY_MADE)
		return;
	/* By its name too: many programs write beside it, then rename. */
	changed = fstat(dpi_input_fd(p->origin->input), &st) != 0 ||
		  !is_same(p, &st) ||
		  (p->path && (stat(p->path, &st) != 0 || !is_same(p, &st)));
	if (!changed)
		return;
	dpi_lock(&p->lock);
	changed = p->changed;
	p->changed = true;
	dpi_unlock(&p->lock);
	if (!changed)
		dpi_bell_ring(&p->bell);
}

/* ---- the copy --------------------------------------------------------- */

/* Bytes of B up to its last line end, as S has them; all of a giant line. */
static size_t
whole_lines(const struct dp_buf *b, const struct dpi_split *s)
{
	const char newline = s->marks.newline,
		   other = s->by_cr ? '\r' : newline;
	size_t n = b->n;

	while (n > 0 && b->p[n - 1] != newline && b->p[n - 1] != other)
		n--;
	return b->n - n > LINE_BYTES ? b->n : n;
}

/*
 * Adds the text of B to the copy; LAST: nothing comes after it. Before that a
 * line that has not ended stays in B.
 */
static int
put(struct dp_pages *p, struct dp_buf *b, bool last, struct dp_err *err)
{
	size_t n = last ? b->n : whole_lines(b, &p->origin->split);

	if (n && dpi_temporary_write(p->fd, b->p, n, err) != 0)
		return -1;
	dpi_lock(&p->lock);
	p->end_bytes += n;
	p->all_there = last;
	atomic_store(&p->whole, last);
	dpi_tell(&p->lock);
	dpi_unlock(&p->lock);
	if (n < b->n)
		memmove(b->p, b->p + n, b->n - n);
	b->n -= n;
	return 0;
}

/* The copying must stop: nobody wants more. */
static bool
is_enough(const struct dp_pages *p)
{
	return atomic_load(&p->stop) || atomic_load(&p->enough);
}

/* Waits until the pipe FD has something; false: the copying must stop. */
static bool
wait_for_input(void *pages, int fd)
{
	const struct dp_pages *p = pages;
	struct pollfd wait[2] = { { fd, POLLIN, 0 },
				  { p->stop_bell.read_fd, POLLIN, 0 } };

	while (poll(wait, 2, -1) < 0 && errno == EINTR)
		continue;
	return !is_enough(p);
}

/* The copy has ended, with STATUS. */
static void
end_copy(struct dp_pages *p, int status, const struct dp_err *err)
{
	dpi_lock(&p->lock);
	p->all_there = true;
	atomic_store(&p->whole, true);
	if (status < 0 && err->code != DP_ECANCEL)
		p->err = *err;
	dpi_tell(&p->lock);
	dpi_unlock(&p->lock);
	dpi_bell_ring(&p->bell);
}

void *
dpi_pages_spool(void *pages)
{
	struct dp_pages *p = pages;
	struct dp_buf text = p->origin->carry;
	struct dp_err err = { 0 };
	int status;

	memset(&p->origin->carry, 0, sizeof p->origin->carry);
	dpi_input_wait(p->origin->input, wait_for_input, p);
	status = put(p, &text, p->origin->eof, &err);
	while (status == 0 && !p->origin->eof && !is_enough(p)) {
		status = dpi_reader_more(p->origin, &text, SPOOL_BYTES, &err);
		if (status == 0)
			status = put(p, &text, p->origin->eof, &err);
	}
	dp_buf_done(&text);
	end_copy(p, status, &err);
	return NULL;
}

void *
dpi_pages_make(void *pages)
{
	struct dp_pages *p = pages;
	struct dp_batch *b = dp_batch_new();
	struct dp_buf text = { 0 };
	struct dp_err err = { 0 };
	int status = 1;

	while (status == 1 && !atomic_load(&p->stop)) {
		status = dp_next(p->made, b, &err);
		if (status == 1)
			dp_csv_batch(&text, b, &p->made->schema);
		if (status >= 0 && put(p, &text, status == 0, &err) != 0)
			status = -1;
	}
	dp_buf_done(&text);
	/* What steps keep with a batch belongs to their plan. */
	dp_batch_free(b);
	end_copy(p, status, &err);
	return NULL;
}

static int
open_copy(struct dp_pages *p, enum dp_pages_copy copy, struct dp_err *err)
{
	p->copy = copy;
	p->is_temporary = true;
	p->fd = dpi_temporary_open(err);
	return p->fd < 0 ? -1 : 0;
}

int
dpi_pages_source(struct dp_pages *p, struct dp_err *err)
{
	struct dpi_reader *r = p->origin;
	struct stat st;
	off_t at;
	int fd;

	p->first_line = r->next_line;
	if (p->made)
		return open_copy(p, DP_PAGES_COPY_MADE, err);
	fd = dpi_input_fd(r->input);
	if (fstat(fd, &st) != 0)
		return dp_fail_errno(err, _("%s cannot be read"), r->name);
	p->file_bytes = (uint64_t)st.st_size;
	p->modified = st.st_mtim;
	p->device = st.st_dev;
	p->inode = st.st_ino;
	at = lseek(fd, 0, SEEK_CUR);
	if (r->dialect.origin && S_ISREG(st.st_mode))
		return open_copy(p, DP_PAGES_COPY_UNPACKED, err);
	/* Files that the system makes while they are read have no size. */
	if (!dpi_input_is_plain(r->input) || at < 0 || st.st_size < at)
		return open_copy(p, DP_PAGES_COPY_PIPE, err);
	if (r->in_order || r->rewrites)
		return open_copy(p, DP_PAGES_COPY_ENCODING, err);
	p->fd = fd;
	p->first_byte = (uint64_t)at - r->below_bytes - r->carry.n;
	p->end_bytes = p->file_bytes - r->below_bytes;
	p->all_there = true;
	atomic_store(&p->whole, true);
	return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of a reader: from a file, a pipe, memory or what serves pages,
 * and made into text that can be split.
 */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "base/i18n.h"
#include "table/reader.h"
#include "table/threads.h"

#define PATIENCE_MS 200 /* for a pipe that has begun to speak */

/* Up to N bytes into P; 0 at the end, -1. */
static ptrdiff_t
read_some(struct dpi_reader *r, char *p, size_t n, struct dp_err *err)
{
	ssize_t got;

	if (r->read_at) {
		ptrdiff_t some = r->read_at(r->source, p, n, r->at_bytes, err);

		r->at_bytes += some > 0 ? (uint64_t)some : 0;
		return some;
	}
	if (r->fd < 0) {
		if (n > r->memory.n)
			n = r->memory.n;
		if (n)
			memcpy(p, r->memory.p, n);
		r->memory = dp_str_from(r->memory, n);
		return (ptrdiff_t)n;
	}
	do {
		if (dp_cancelled())
			return dp_fail(err, DP_ECANCEL, _("stopped."));
		got = read(r->fd, p, n);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return dp_fail_errno(err, _("%s cannot be read"), r->name);
	return got;
}

/* Appends the bytes of r->raw to B as text that can be split. */
static void
take_raw(struct dpi_reader *r, struct dp_buf *b)
{
	struct dp_buf text = { 0 };

	if (!r->in_order) {
		dpi_rewrite(&r->rewriter, r->raw.p, r->raw.n, r->eof, b);
	} else if (!r->rewrites) {
		dp_decode(&r->decoder, r->raw.p, r->raw.n, r->eof, b);
	} else {
		dp_decode(&r->decoder, r->raw.p, r->raw.n, r->eof, &text);
		dpi_rewrite(&r->rewriter, text.p, text.n, r->eof, b);
		dp_buf_done(&text);
	}
	r->raw.n = 0;
}

int
dpi_reader_more(struct dpi_reader *r, struct dp_buf *b, size_t n_bytes,
		struct dp_err *err)
{
	bool changes = r->in_order || r->rewrites;
	struct dp_buf *to = changes ? &r->raw : b;
	ptrdiff_t got = read_some(r, dp_buf_room(to, n_bytes), n_bytes, err);

	if (got < 0)
		return -1;
	to->n += (size_t)got;
	r->eof = got == 0;
	if (changes)
		take_raw(r, b);
	return 0;
}

/* A header and a row may stand in B. */
static bool
has_lines(const struct dp_buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n && n < 2; i++)
		n += b->p[i] == '\n' || b->p[i] == '\r';
	return n == 2;
}

/* Waits for a pipe: 1 it can be read, 0 what is in B must do, -1 stopped. */
static int
wait_for_pipe(const struct dpi_reader *r, const struct dp_buf *b,
	      struct dp_err *err)
{
	struct pollfd fd[2] = { { r->fd, POLLIN, 0 },
				{ r->stop_bell->read_fd, POLLIN, 0 } };
	int n;

	for (;;) {
		n = poll(fd, 2, has_lines(b) ? PATIENCE_MS : -1);
		if (fd[1].revents && n > 0)
			return dp_fail(err, DP_ECANCEL, _("stopped."));
		if (n >= 0 || errno != EINTR)
			return n != 0;
	}
}

int
dpi_reader_fill(struct dpi_reader *r, struct dp_buf *b, size_t want,
		struct dp_err *err)
{
	bool changes = r->in_order || r->rewrites;
	int more = 1;

	while (!r->eof && b->n < want) {
		if (r->stop_bell && (more = wait_for_pipe(r, b, err)) <= 0)
			return more;
		if (dpi_reader_more(r, b,
				    changes ? DPI_LOOKAHEAD_BYTES : want - b->n,
				    err) != 0)
			return -1;
	}
	return 0;
}

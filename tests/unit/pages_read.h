/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads tables through pages as a front end does, and through a stream, into
 * one text each that can be compared: line, record and cells of each row.
 */
#ifndef DP_PAGES_READ_H
#define DP_PAGES_READ_H

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include <dpipe/pages.h>

/* Waits for news of P; false when there is none for ten seconds. */
static inline bool
pages_wait(struct dp_pages *p)
{
	struct pollfd fd = { dp_pages_fd(p), POLLIN, 0 };
	int n;

	do
		n = poll(&fd, 1, 10000);
	while (n < 0 && errno == EINTR);
	dp_pages_hush(p);
	return n == 1;
}

/* Waits until all rows of P are counted, or it failed. */
static inline void
pages_count(struct dp_pages *p, struct dp_pages_state *s)
{
	for (dp_pages_look(p, s); !s->counted && s->err.code == DP_OK;
	     dp_pages_look(p, s))
		if (!pages_wait(p))
			return;
}

/* Rows FIRST to FIRST + N of V into W, waited for; false: they never came. */
static inline bool
pages_get(struct dp_pages *p, struct dp_view *v, uint64_t first, size_t n,
	  struct dp_window *w)
{
	for (;;) {
		bool exact;

		(void)dp_view_rows(v, &exact);
		dp_view_get(v, first, n, w);
		if (w->err.code != DP_OK || (exact && w->n_missing == 0))
			return w->err.code == DP_OK;
		if (!pages_wait(p))
			return false;
	}
}

static inline void
put_cell(struct dp_buf *out, dp_str s)
{
	dp_buf_char(out, '|');
	if (!s.p)
		dp_buf_c(out, "<>");
	dp_buf_str(out, s);
}

/* All rows of V, asked for N at a time; false on failure. */
static inline bool
pages_text(struct dp_pages *p, struct dp_view *v, size_t n, struct dp_buf *out)
{
	struct dp_window w = { 0 };
	uint64_t first = 0;
	bool ok;

	while ((ok = pages_get(p, v, first, n, &w)) && w.n) {
		for (size_t r = 0; r < w.n; r++) {
			dp_buf_format(out, "%llu %llu %llu",
				      (unsigned long long)w.at[r].row,
				      (unsigned long long)w.at[r].record,
				      (unsigned long long)w.at[r].line);
			for (size_t i = 0; i < dp_view_schema(v)->n; i++)
				put_cell(out, dp_cell_str(&w.at[r].cell[i]));
			dp_buf_char(out, '\n');
		}
		first += w.n;
	}
	dp_window_done(&w);
	return ok;
}

/* The same of the stream S, which it closes. */
static inline bool
stream_text(struct dp_stream *s, struct dp_buf *out, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	unsigned long long row = 0;
	int status;

	while ((status = dp_next(s, b, err)) == 1)
		for (size_t r = 0; r < b->n_rows; r++) {
			if (b->state[r] != DP_ROW_KEPT)
				continue;
			dp_buf_format(out, "%llu %llu %llu", row++,
				      (unsigned long long)b->record[r],
				      (unsigned long long)dp_batch_line(b, r));
			for (size_t i = 0; i < s->schema.n; i++)
				put_cell(out,
					 dp_cell_str(dp_batch_cell(
						 b, r,
						 s->schema.column[i].slot)));
			dp_buf_char(out, '\n');
		}
	dp_batch_free(b);
	dp_close(s);
	return status == 0;
}

/* Writes TEXT to a new file; the caller removes and frees the name. */
static inline char *
text_file(dp_str text)
{
	const char *folder = getenv("TMPDIR");
	char *name = dp_format("%s/dpipe-test-XXXXXX",
			       folder && *folder ? folder : "/tmp");
	int fd = mkstemp(name);
	struct dp_outfile f = { .fd = fd };
	struct dp_err err = { 0 };

	if (fd < 0 || dp_outfile_write(&f, text.p, text.n, &err) != 0)
		abort();
	(void)close(fd);
	return name;
}

#endif

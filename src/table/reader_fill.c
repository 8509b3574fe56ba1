/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of a reader: from a file, a pipe, memory or what serves pages,
 * and made into text that can be split.
 */
#include <errno.h>
#include <poll.h>

#include "base/i18n.h"
#include "table/reader.h"
#include "table/threads.h"

/* Up to N bytes into P; 0 at the end, -1. */
static ptrdiff_t
read_some(struct dpi_reader *r, char *p, size_t n, struct dp_err *err)
{
	if (r->read_at) {
		ptrdiff_t some = r->read_at(r->source, p, n, r->at_bytes, err);

		r->at_bytes += some > 0 ? (uint64_t)some : 0;
		return some;
	}
	if (r->input) {
		ptrdiff_t some = dpi_input_read(r->input, p, n, err);

		r->at_bytes += some > 0 ? (uint64_t)some : 0;
		return some;
	}
	if (n > r->memory.n)
		n = r->memory.n;
	if (n)
		memcpy(p, r->memory.p, n);
	r->at_bytes += n;
	r->memory = dp_str_from(r->memory, n);
	return (ptrdiff_t)n;
}

/* Appends the bytes of r->raw to B as text that can be split. */
static void
take_raw(struct dpi_reader *r, struct dp_buf *b)
{
	bool frames = r->framing.kind > DP_FRAMING_NONE ||
		      r->framing.parting.delimiter[0];
	struct dp_buf text = { 0 }, line = { 0 };
	struct dp_buf *decoded = r->rewrites ? &text : b;
	struct dp_buf *taken = r->requotes ? &line : b;
	dp_str at = dp_buf_view(&r->raw);

	if (r->in_order) {
		dp_decode(&r->decoder, at.p, at.n, r->eof, decoded);
		at = dp_buf_view(decoded);
	}
	if (frames) {
		dpi_frame_out(&r->framing, at.p, at.n, r->eof, taken);
		at = dp_buf_view(taken);
	}
	if (r->requotes)
		dpi_rewrite(&r->rewriter, at.p, at.n, r->eof, b);
	dp_buf_done(&text);
	dp_buf_done(&line);
	r->raw.n = 0;
}

void
dpi_reader_framed(struct dpi_reader *r, struct dp_findings *f)
{
	struct dpi_framing *x = &r->framing;
	struct dp_finding *g = NULL;
	uint64_t n = x->n_taken - x->n_said;

	for (size_t i = 0; i < n && i < DP_SAMPLES; i++)
		g = dp_finding_add(f, DP_F_QUOTED_LINE, (dp_str){ NULL, 0 },
				   x->line[i], 0, (dp_str){ NULL, 0 });
	if (n > DP_SAMPLES)
		g->count += n - DP_SAMPLES;
	x->n_said = x->n_taken;
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

/* How far a text was looked at for line ends, and how many there are. */
struct looked {
	size_t bytes;
	unsigned ends;
};

/* A header and a row may stand in B, of which L was looked at before. */
static bool
has_lines(struct looked *l, const struct dp_buf *b)
{
	for (; l->bytes < b->n && l->ends < 2; l->bytes++)
		l->ends += b->p[l->bytes] == '\n' || b->p[l->bytes] == '\r';
	return l->ends == 2;
}

bool
dpi_reader_wait(void *stop_bell, int fd)
{
	const struct dpi_bell *bell = stop_bell;
	struct pollfd wait[2] = { { fd, POLLIN, 0 },
				  { bell->read_fd, POLLIN, 0 } };
	int n;

	do
		n = poll(wait, 2, -1);
	while (n < 0 && errno == EINTR);
	return !(n > 0 && wait[1].revents);
}

int
dpi_reader_fill(struct dpi_reader *r, struct dp_buf *b, size_t want,
		struct dp_err *err)
{
	bool changes = r->in_order || r->rewrites;
	struct looked l = { 0 };

	while (!r->eof && b->n < want) {
		if (r->input && has_lines(&l, b) && dpi_input_idle(r->input))
			return 0;
		if (dpi_reader_more(r, b,
				    changes ? DPI_LOOKAHEAD_BYTES : want - b->n,
				    err) != 0)
			return -1;
	}
	return 0;
}

uint64_t
dpi_reader_at(const struct dpi_reader *r)
{
	if (r->rewrites)
		return UINT64_MAX;
	return (r->in_order ? r->decoder.text_bytes : r->at_bytes) -
	       r->below_bytes - r->carry.n;
}

void
dpi_reader_end_mark(struct dpi_reader *r, struct dp_buf *b)
{
	while (r->eof && b->n && b->p[b->n - 1] == 0x1a) {
		b->n--;
		r->n_end_marks++;
		/* What is carried on stands right before what was left out. */
		r->below_bytes += b == &r->carry;
	}
}

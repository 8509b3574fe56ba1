/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading a file before a batch's turn, on the thread that will work on it:
 * each batch gets block_bytes that follow those of the one before. In its turn
 * it takes them as they are, behind what that one has left, which becomes a
 * little more each time. Where this is too much, or they are not the bytes
 * that follow, it reads like any other batch: blocks are the same, however
 * their bytes came.
 */
#include <stdlib.h>

#include "table/reader.h"

/* Kept free in front of what is read, for what was left before it. */
#define FREE_BYTES (32u << 10)
/* Blocks smaller than this are not worth the trouble. */
#define BLOCK_LEAST_BYTES (64u << 10)
/* Where more is read in vain than this, no more is; a hit makes up for half a
 * miss. */
#define MISSES_MAX 32u

static ptrdiff_t
read_input(void *source, char *p, size_t n, uint64_t at, struct dp_err *err)
{
	return dpi_input_read_at(source, p, n, at, err);
}

/* Batch number N of S. */
static void
read_ahead(struct dp_stream *s, struct dp_batch *b, uint64_t n)
{
	struct dpi_reader *r = (struct dpi_reader *)s;
	size_t want = r->block_bytes;
	struct dp_err ignored = { 0 };
	ptrdiff_t got = 1;
	char *p;

	b->ahead.n = 0;
	if (!atomic_load(&r->is_placed) ||
	    atomic_load(&r->n_missed) > MISSES_MAX)
		return;
	(void)dp_buf_room(&b->ahead,
			  FREE_BYTES + want + DPI_LOOKAHEAD_BYTES + 2);
	b->ahead_at_bytes = atomic_load(&r->ahead_bytes) + n * want;
	b->ahead.n = FREE_BYTES;
	p = b->ahead.p + FREE_BYTES;
	/* What fails here fails again in its turn, and is said then. */
	for (size_t all = 0; all < want && got > 0;) {
		got = r->read_at(r->source, p + all, want - all,
				 b->ahead_at_bytes + all, &ignored);
		all += got > 0 ? (size_t)got : 0;
		b->ahead.n = FREE_BYTES + all;
	}
}

void
dpi_reader_plan_ahead(struct dpi_reader *r)
{
	if (!dpi_input_is_plain(r->input) || r->in_order || r->rewrites ||
	    r->eof || r->block_bytes < BLOCK_LEAST_BYTES)
		return;
	r->read_at = read_input;
	r->source = r->input;
	r->stream.ahead = read_ahead;
}

/* B gets the carry in front of the N bytes that were read ahead. */
static void
take_ahead(struct dpi_reader *r, struct dp_batch *b, size_t n)
{
	size_t front = FREE_BYTES - r->carry.n;

	dp_batch_drop_block(b);
	b->block.p = b->ahead.p + front;
	b->block.cap = b->ahead.cap - front;
	b->is_ahead = true;
	dp_buf_str(&b->block, dp_buf_view(&r->carry));
	b->block.n += n;
	r->at_bytes += n;
}

size_t
dpi_reader_start(struct dpi_reader *r, struct dp_batch *b, size_t want_bytes)
{
	size_t n = b->ahead.n > FREE_BYTES ? b->ahead.n - FREE_BYTES : 0;
	bool may = atomic_load(&r->is_placed) && r->carry.n <= FREE_BYTES;
	unsigned missed = atomic_load(&r->n_missed);
	bool hit = n && may && b->ahead_at_bytes == r->at_bytes;
	size_t carry = r->carry.n;

	b->ahead.n = 0;
	if (hit)
		take_ahead(r, b, n);
	else
		dp_buf_str(&b->block, dp_buf_view(&r->carry));
	r->carry.n = 0;
	if (hit && missed)
		atomic_store(&r->n_missed, missed - 1);
	else if (n && !hit)
		atomic_store(&r->n_missed, missed + 2);
	/* Those that were read ahead for the next batches are to follow. */
	carry += r->block_bytes;
	return may && want_bytes < carry ? carry : want_bytes;
}

void
dpi_reader_own(struct dp_batch *b, size_t n_bytes)
{
	struct dp_buf own = { 0 };

	if (!b->is_ahead || b->block.cap >= n_bytes)
		return;
	(void)dp_buf_room(&own, n_bytes);
	dp_buf_str(&own, dp_buf_view(&b->block));
	b->block = own;
	b->is_ahead = false;
}

void
dpi_reader_end_batch(struct dpi_reader *r)
{
	r->n_batches++;
	if (!r->stream.ahead || r->carry.n > FREE_BYTES)
		return;
	atomic_store(&r->ahead_bytes,
		     r->at_bytes - r->n_batches * r->block_bytes);
	atomic_store(&r->is_placed, true);
}

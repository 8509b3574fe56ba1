/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting row numbers by one key each. The operation sort, which sorts whole
 * records, is not for this: here only the order is wanted, in little memory.
 */
#include "table/sorter.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/temporary.h"

#define RUN_BUFFER_BYTES (16u << 10)
#define LOOK_EVERY 4096u /* rows merged between two looks at stop */

struct key {
	uint64_t prefix; /* first bytes of the text, the first one highest */
	const char *text;
	uint32_t n_bytes;
	uint32_t class;
	uint64_t row;
};

/* A key as it stands in a run; its text follows. */
struct stored {
	uint64_t row;
	uint32_t n_bytes, class;
};

struct run {
	uint64_t at, end; /* what is still on disk */
	char *buffer;
	size_t next, n, cap;
	struct key key; /* the first not yet given */
};

struct dpi_row_sorter {
	bool descending;
	size_t limit;
	const atomic_bool *stop;
	struct key *key;
	size_t n, cap;
	struct dp_arena text;
	size_t text_bytes;
	int fd;
	uint64_t disk_bytes;
	struct run *run;
	size_t n_runs, cap_runs;
};

struct dpi_row_sorter *
dpi_row_sorter_new(bool descending, size_t n_keys, const atomic_bool *stop)
{
	struct dpi_row_sorter *s = dp_alloc0(sizeof *s);

	s->descending = descending;
	s->limit = n_keys ? n_keys : DPI_SORTER_KEYS;
	s->stop = stop;
	s->fd = -1;
	return s;
}

void
dpi_row_sorter_free(struct dpi_row_sorter *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n_runs; i++)
		free(s->run[i].buffer);
	if (s->fd >= 0)
		(void)close(s->fd);
	free(s->run);
	free(s->key);
	dp_arena_done(&s->text);
	free(s);
}

static uint64_t
prefix_of(dp_str s)
{
	uint64_t prefix = 0;

	for (size_t i = 0; i < 8; i++)
		prefix = prefix << 8 | (i < s.n ? (unsigned char)s.p[i] : 0u);
	return prefix;
}

/* Class and text; 0 where these are equal. */
static int
compare_texts(const struct key *a, const struct key *b)
{
	uint32_t n = a->n_bytes < b->n_bytes ? a->n_bytes : b->n_bytes;
	int order = 0;

	if (a->prefix != b->prefix)
		return a->prefix < b->prefix ? -1 : 1;
	if (n > 8)
		order = memcmp(a->text + 8, b->text + 8, n - 8);
	if (order == 0 && a->n_bytes != b->n_bytes)
		order = a->n_bytes < b->n_bytes ? -1 : 1;
	return order;
}

static int
compare(const struct key *a, const struct key *b, bool descending)
{
	int order;

	if (a->class != b->class)
		return a->class < b->class ? -1 : 1;
	order = compare_texts(a, b);
	if (order)
		return descending ? -order : order;
	return a->row < b->row ? -1 : a->row > b->row;
}

static int
up(const void *a, const void *b)
{
	return compare(a, b, false);
}

static int
down(const void *a, const void *b)
{
	return compare(a, b, true);
}

static int
look(const struct dpi_row_sorter *s, struct dp_err *err)
{
	return atomic_load(s->stop) ? dp_fail(err, DP_ECANCEL, _("stopped.")) :
				      0;
}

static int
end_run(struct dpi_row_sorter *s, struct dp_err *err)
{
	struct dp_buf out = { 0 };
	struct run r = { .at = s->disk_bytes };
	int status = 0;

	if (s->fd < 0 && (s->fd = dpi_temporary_open(err)) < 0)
		return -1;
	qsort(s->key, s->n, sizeof *s->key, s->descending ? down : up);
	for (size_t i = 0; status == 0 && i < s->n; i++) {
		const struct key *k = &s->key[i];
		struct stored head = { k->row, k->n_bytes, k->class };

		dp_buf_add(&out, &head, sizeof head);
		dp_buf_add(&out, k->text, k->n_bytes);
		if (out.n < DPI_SORTER_TEXT_BYTES / 8 && i + 1 < s->n)
			continue;
		status = dpi_temporary_write(s->fd, out.p, out.n, err);
		s->disk_bytes += out.n;
		out.n = 0;
	}
	dp_buf_done(&out);
	r.end = s->disk_bytes;
	dp_grow(&s->run, &s->cap_runs, s->n_runs, sizeof *s->run);
	s->run[s->n_runs++] = r;
	s->n = s->text_bytes = 0;
	dp_arena_reset(&s->text);
	return status == 0 ? look(s, err) : -1;
}

int
dpi_row_sorter_add(struct dpi_row_sorter *s, enum dpi_key_class class,
		   dp_str text, uint64_t row, struct dp_err *err)
{
	struct key k = { prefix_of(text), NULL, (uint32_t)text.n, class, row };

	if ((s->n == s->limit ||
	     s->text_bytes + text.n > DPI_SORTER_TEXT_BYTES) &&
	    s->n && end_run(s, err) != 0)
		return -1;
	k.text = dp_keep(&s->text, text).p;
	s->text_bytes += text.n;
	dp_grow(&s->key, &s->cap, s->n, sizeof *s->key);
	s->key[s->n++] = k;
	return 0;
}

/* ---- merging ---------------------------------------------------------- */

/* At least N bytes of R in its buffer, which the run has. */
static int
need(const struct dpi_row_sorter *s, struct run *r, size_t n,
     struct dp_err *err)
{
	size_t left = r->n - r->next, want;

	if (left >= n)
		return 0;
	if (left)
		memmove(r->buffer, r->buffer + r->next, left);
	if (r->cap < n || !r->buffer) {
		r->cap = n < RUN_BUFFER_BYTES ? RUN_BUFFER_BYTES : n;
		r->buffer = dp_realloc(r->buffer, r->cap);
	}
	want = r->cap - left;
	if (r->end - r->at < want)
		want = (size_t)(r->end - r->at);
	if (dpi_temporary_read(s->fd, r->buffer + left, want, r->at, err) != 0)
		return -1;
	r->at += want;
	r->next = 0;
	r->n = left + want;
	return 0;
}

/* Makes the next key of R its first: 1, 0 when there is none, -1. */
static int
advance(const struct dpi_row_sorter *s, struct run *r, struct dp_err *err)
{
	struct stored head;
	dp_str text;

	if (r->next == r->n && r->at == r->end)
		return 0;
	if (need(s, r, sizeof head, err) != 0)
		return -1;
	memcpy(&head, r->buffer + r->next, sizeof head);
	if (need(s, r, sizeof head + head.n_bytes, err) != 0)
		return -1;
	text.p = r->buffer + r->next + sizeof head;
	text.n = head.n_bytes;
	r->next += sizeof head + head.n_bytes;
	r->key = (struct key){ prefix_of(text), text.p, head.n_bytes,
			       head.class, head.row };
	return 1;
}

/* Moves run I of the heap of N down to where its first key belongs. */
static void
sift(struct dpi_row_sorter *s, struct run **heap, size_t n, size_t i)
{
	for (;;) {
		size_t k = 2 * i + 1;
		struct run *t = heap[i];

		if (k + 1 < n && compare(&heap[k + 1]->key, &heap[k]->key,
					 s->descending) < 0)
			k++;
		if (k >= n ||
		    compare(&heap[i]->key, &heap[k]->key, s->descending) < 0)
			return;
		heap[i] = heap[k];
		heap[k] = t;
		i = k;
	}
}

static int
merge(struct dpi_row_sorter *s, struct run **heap, struct dpi_rows *out,
      struct dp_err *err)
{
	size_t n = 0;
	unsigned merged = 0;

	for (size_t i = 0; i < s->n_runs; i++)
		if (advance(s, &s->run[i], err) != 1)
			return -1;
		else
			heap[n++] = &s->run[i];
	for (size_t i = n; i-- > 0;)
		sift(s, heap, n, i);
	while (n) {
		int status;

		if (dpi_rows_add(out, heap[0]->key.row, err) != 0)
			return -1;
		status = advance(s, heap[0], err);
		if (status < 0 ||
		    (++merged % LOOK_EVERY == 0 && look(s, err) != 0))
			return -1;
		if (status == 0)
			heap[0] = heap[--n];
		sift(s, heap, n, 0);
	}
	return 0;
}

int
dpi_row_sorter_finish(struct dpi_row_sorter *s, struct dpi_rows *out,
		      struct dp_err *err)
{
	struct run **heap;
	int status = 0;

	if (s->n_runs == 0) {
		qsort(s->key, s->n, sizeof *s->key, s->descending ? down : up);
		for (size_t i = 0; status == 0 && i < s->n; i++)
			status = dpi_rows_add(out, s->key[i].row, err);
		return status;
	}
	if (s->n && end_run(s, err) != 0)
		return -1;
	free(s->key);
	s->key = NULL;
	s->cap = 0;
	heap = dp_alloc0(s->n_runs * sizeof(struct run *));
	status = merge(s, heap, out, err);
	free(heap);
	return status;
}

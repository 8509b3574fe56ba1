/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records being sorted: gathered in memory, each in one piece, to disk
 * as a sorted run when there are too many, and merged at the end. Their order
 * is sort_key.c's.
 */
#include "op/sort.h"

#include <stdlib.h>

#include "op/work.h"

#define RUN_MEMORY_BYTES ((size_t)64 << 10)
#define LARGE_FROM_BYTES ((uint64_t)64 << 20) /* where pages may be large */
#define WINDOW_LEAST_BYTES ((size_t)4 << 10)
#define RECORD_LINES 4u

/* A sorted run on disk, and its place while runs are merged. */
struct run {
	struct dp_spool *spool;
	bool numeric[DPI_SORT_KEYS]; /* how its keys were compared */
	struct dpi_sort_value *value;
	struct dp_arena folded;
	const struct dpi_packed *record; /* the lowest one */
};

struct dpi_sorter {
	struct dpi_order order;
	size_t n_slots;
	uint64_t limit_bytes, bytes;
	struct dp_arena records, keys;
	struct dp_buf spare;
	struct dpi_sort_item *item;
	size_t n, cap, at;
	struct run *run;
	size_t n_runs, cap_runs;
	size_t *heap; /* runs that have records left, the lowest first */
	size_t n_heap;
};

struct dpi_sorter *
dpi_sorter_new(const struct dpi_order *o, size_t n_slots, uint64_t memory_bytes)
{
	struct dpi_sorter *s = dp_alloc0(sizeof *s);

	s->order = *o;
	s->n_slots = n_slots;
	s->limit_bytes = memory_bytes;
	s->records.large = s->keys.large = memory_bytes >= LARGE_FROM_BYTES;
	return s;
}

static void
drop_records(struct dpi_sorter *s)
{
	s->n = 0;
	s->bytes = 0;
	dp_arena_done(&s->records);
	dp_arena_done(&s->keys);
	free(s->item);
	s->item = NULL;
	s->cap = 0;
}

void
dpi_sorter_free(struct dpi_sorter *s)
{
	if (!s)
		return;
	drop_records(s);
	dp_buf_done(&s->spare);
	for (size_t i = 0; i < s->n_runs; i++) {
		dp_spool_free(s->run[i].spool);
		free(s->run[i].value);
		dp_arena_done(&s->run[i].folded);
	}
	free(s->run);
	free(s->heap);
	free(s);
}

size_t
dpi_sorter_runs(const struct dpi_sorter *s)
{
	return s->n_runs;
}

static void
sort_records(struct dpi_sorter *s)
{
	struct dpi_sort_item *spare;

	spare = dp_realloc_array(NULL, s->n + 1, sizeof *spare);
	dpi_sort_items(&s->order, s->item, spare, s->n);
	free(spare);
}

/* Sorts what is in memory and writes it as RUN. */
static int
write_run(struct dpi_sorter *s, struct run *run, struct dp_err *err)
{
	sort_records(s);
	dp_spool_free(run->spool);
	run->spool = dp_spool_new(RUN_MEMORY_BYTES);
	for (size_t k = 0; k < s->order.n; k++)
		run->numeric[k] = dpi_order_numeric(&s->order, k);
	for (size_t i = 0; i < s->n; i++)
		if (dpi_spool_add_packed(run->spool, s->item[i].record, err) !=
		    0)
			return -1;
	drop_records(s);
	return dp_spool_rewind(run->spool, err);
}

static int
add_run(struct dpi_sorter *s, struct dp_err *err)
{
	dp_grow(&s->run, &s->cap_runs, s->n_runs, sizeof *s->run);
	memset(&s->run[s->n_runs], 0, sizeof *s->run);
	return write_run(s, &s->run[s->n_runs++], err);
}

/* Adds a record that lives in s->records. */
static void
add(struct dpi_sorter *s, const struct dpi_packed *p)
{
	struct dpi_sort_value *value =
		dp_arena_alloc(&s->keys, s->order.n * sizeof *value);

	dpi_sort_read(&s->order, p, value, &s->keys, &s->spare, &s->bytes);
	dp_grow(&s->item, &s->cap, s->n, sizeof *s->item);
	s->item[s->n++] = (struct dpi_sort_item){ 0, value, p };
	/* the item, as much again to sort, and growing */
	s->bytes += dpi_packed_bytes(p) + 3 * sizeof *s->item +
		    s->order.n * sizeof *value;
}

int
dpi_sorter_add(struct dpi_sorter *s, struct dp_batch *b, struct dp_err *err)
{
	for (size_t r = 0; r < b->n_rows; r++) {
		struct dpi_packed *p;
		size_t bytes;

		if (b->state[r] != DP_ROW_KEPT)
			continue;
		if (dpi_pack_measure(b, r, s->n_slots, &bytes, err) != 0)
			return -1;
		p = dp_arena_alloc(&s->records, bytes);
		dpi_pack(b, r, s->n_slots, p);
		add(s, p);
	}
	return s->bytes > s->limit_bytes ? add_run(s, err) : 0;
}

/* ---- merging ---------------------------------------------------------- */

/*
 * Sorts RUN anew when a key that had only numbers then has texts by now: its
 * records fitted in memory once, so they do again.
 */
static int
repair_run(struct dpi_sorter *s, struct run *run, struct dp_err *err)
{
	const struct dpi_packed *p;
	bool same = true;
	int status;

	for (size_t k = 0; k < s->order.n; k++)
		same &= run->numeric[k] == dpi_order_numeric(&s->order, k);
	if (same)
		return 0;
	if (dp_spool_rewind(run->spool, err) != 0)
		return -1;
	s->limit_bytes = UINT64_MAX;
	while ((status = dpi_spool_next_packed(run->spool, &p, err)) > 0)
		add(s, memcpy(dp_arena_alloc(&s->records, dpi_packed_bytes(p)),
			      p, dpi_packed_bytes(p)));
	return status < 0 ? -1 : write_run(s, run, err);
}

/* Moves RUN to its next record: 1, 0 at its end, -1. */
static int
advance(struct dpi_sorter *s, struct run *run, struct dp_err *err)
{
	uint64_t ignored = 0;
	int status = dpi_spool_next_packed(run->spool, &run->record, err);

	if (status <= 0)
		return status;
	dp_arena_reset(&run->folded);
	dpi_sort_read(&s->order, run->record, run->value, &run->folded,
		      &s->spare, &ignored);
	return 1;
}

/* True when the record of run A comes before that of run B. */
static bool
is_before(const struct dpi_sorter *s, size_t a, size_t b)
{
	int d = dpi_sort_compare(&s->order, 0, s->run[a].value,
				 s->run[b].value);

	return d < 0 || (d == 0 && a < b);
}

static void
sift_down(struct dpi_sorter *s, size_t i)
{
	for (;;) {
		size_t child = 2 * i + 1, run = s->heap[i];

		if (child >= s->n_heap)
			return;
		if (child + 1 < s->n_heap &&
		    is_before(s, s->heap[child + 1], s->heap[child]))
			child++;
		if (!is_before(s, s->heap[child], run))
			return;
		s->heap[i] = s->heap[child];
		s->heap[child] = run;
		i = child;
	}
}

/* What is read of a run at once, so that all share half of the memory. */
static size_t
window(const struct dpi_sorter *s, uint64_t memory_bytes)
{
	uint64_t each = memory_bytes / 2 / s->n_runs;

	if (each > DP_BLOCK_BYTES)
		return DP_BLOCK_BYTES;
	return each < WINDOW_LEAST_BYTES ? WINDOW_LEAST_BYTES : (size_t)each;
}

int
dpi_sorter_finish(struct dpi_sorter *s, struct dp_err *err)
{
	uint64_t memory_bytes = s->limit_bytes;

	if (s->n_runs == 0) {
		sort_records(s);
		return 0;
	}
	if (s->n && add_run(s, err) != 0)
		return -1;
	s->heap = dp_alloc(s->n_runs * sizeof *s->heap);
	for (size_t i = 0; i < s->n_runs; i++) {
		struct run *run = &s->run[i];
		int status;

		if (repair_run(s, run, err) != 0 ||
		    dp_spool_rewind(run->spool, err) != 0)
			return -1;
		dpi_spool_window(run->spool, window(s, memory_bytes));
		run->value = dp_alloc(s->order.n * sizeof *run->value);
		status = advance(s, run, err);
		if (status < 0)
			return -1;
		if (status > 0)
			s->heap[s->n_heap++] = i;
	}
	for (size_t i = s->n_heap / 2; i-- > 0;)
		sift_down(s, i);
	return 0;
}

int
dpi_sorter_next(struct dpi_sorter *s, struct dp_batch *b, struct dp_err *err)
{
	dp_batch_clear(b, s->n_slots, DPI_SORTER_ROWS);
	b->has_lines = true;
	b->is_split = true;
	while (s->n_runs == 0 && b->n_rows < DPI_SORTER_ROWS && s->at < s->n) {
		const struct dpi_packed *p = s->item[s->at++].record;

		if (s->at + DPI_SORT_AHEAD < s->n)
			dpi_sort_ask(s->item[s->at + DPI_SORT_AHEAD].record,
				     RECORD_LINES);
		dpi_packed_put(p, dpi_packed_text(p), b);
	}
	while (s->n_heap > 0 && b->n_rows < DPI_SORTER_ROWS) {
		struct run *run = &s->run[s->heap[0]];
		dp_str text = { dpi_packed_text(run->record),
				run->record->text_bytes };
		int status;

		dpi_packed_put(run->record, dp_keep(&b->text, text).p, b);
		status = advance(s, run, err);
		if (status < 0)
			return -1;
		if (status == 0)
			s->heap[0] = s->heap[--s->n_heap];
		sift_down(s, 0);
	}
	return b->n_rows > 0;
}

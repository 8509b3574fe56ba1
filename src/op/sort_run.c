/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records being sorted: gathered in memory with the batches that hold them,
 * written to disk as a sorted run when there are too many, and merged at the
 * end. Their order is sort_key.c's.
 */
#include "op/sort.h"

#include <stdlib.h>

#include "op/work.h"

#define OUT_ROWS 512u
#define RUN_MEMORY_BYTES ((size_t)1 << 20)

/* A sorted run on disk, and its place while runs are merged. */
struct run {
	struct dp_spool *spool;
	bool numeric[DPI_SORT_KEYS]; /* how its keys were compared */
	struct dp_batch *batch;
	struct dpi_sort_value *value;
	size_t cap_values, row;
	struct dp_arena folded;
	struct dpi_sort_item head;
};

struct dpi_sorter {
	struct dpi_order order;
	size_t n_slots;
	uint64_t limit_bytes, bytes;
	struct dp_batch **batch;
	size_t n_batches, cap_batches;
	struct dpi_sort_item *item;
	size_t n, cap, at;
	struct dp_arena keys;
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
	return s;
}

static void
drop_records(struct dpi_sorter *s)
{
	for (size_t i = 0; i < s->n_batches; i++)
		dp_batch_free(s->batch[i]);
	s->n_batches = s->n = 0;
	s->bytes = 0;
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
	free(s->batch);
	for (size_t i = 0; i < s->n_runs; i++) {
		dp_spool_free(s->run[i].spool);
		dp_batch_free(s->run[i].batch);
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

	spare = dp_realloc_array(NULL, s->n / 2 + 1, sizeof *spare);
	for (size_t i = 0; i < s->n; i++)
		dpi_sort_prepare(&s->order, &s->item[i]);
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
		if (dp_spool_add(run->spool, s->item[i].batch, s->item[i].row,
				 s->n_slots, err) != 0)
			return -1;
	drop_records(s);
	return 0;
}

static int
add_run(struct dpi_sorter *s, struct dp_err *err)
{
	dp_grow(&s->run, &s->cap_runs, s->n_runs, sizeof *s->run);
	memset(&s->run[s->n_runs], 0, sizeof *s->run);
	return write_run(s, &s->run[s->n_runs++], err);
}

/* Bytes of memory that B holds, near enough. */
static uint64_t
batch_bytes(const struct dp_batch *b)
{
	const char *from = b->block.p;
	const char *to = from ? from + b->block.n : NULL;
	uint64_t n = sizeof *b + b->block.cap + b->out.cap +
		     b->cap_sep * sizeof *b->sep +
		     b->cap_cells * sizeof *b->cell +
		     b->cap_rows * (sizeof *b->record + sizeof *b->line +
				    sizeof *b->start + sizeof *b->state);

	for (size_t i = 0; i < b->n_rows * b->stride; i++) {
		const char *p = b->cell[i].p;

		if (p && (!from || p < from || p > to))
			n += b->cell[i].n;
	}
	return n;
}

int
dpi_sorter_add(struct dpi_sorter *s, struct dp_batch *b, struct dp_err *err)
{
	struct dpi_sort_value *value;

	value = dp_arena_alloc(&s->keys,
			       (b->n_rows + 1) * s->order.n * sizeof *value);
	dp_grow(&s->batch, &s->cap_batches, s->n_batches, sizeof *s->batch);
	s->batch[s->n_batches++] = b;
	s->bytes += batch_bytes(b);
	for (size_t r = 0; r < b->n_rows; r++) {
		struct dpi_sort_item *i;

		if (b->state[r] != DP_ROW_KEPT)
			continue;
		dpi_sort_read(&s->order, b, r, value, &s->keys, &s->bytes);
		dp_grow(&s->item, &s->cap, s->n, sizeof *s->item);
		i = &s->item[s->n++];
		i->batch = b;
		i->value = value;
		i->row = r;
		value += s->order.n;
		/* the item, half as much again to sort, and growing */
		s->bytes += 2 * sizeof *i + s->order.n * sizeof *value;
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
	uint64_t limit = s->limit_bytes;
	bool same = true;
	int status;

	for (size_t k = 0; k < s->order.n; k++)
		same &= run->numeric[k] == dpi_order_numeric(&s->order, k);
	if (same)
		return 0;
	if (dp_spool_rewind(run->spool, err) != 0)
		return -1;
	s->limit_bytes = UINT64_MAX;
	do {
		struct dp_batch *b = dp_batch_new();

		b->stride = s->n_slots;
		status = dp_spool_next(run->spool, b, err);
		if (status <= 0)
			dp_batch_free(b);
		else
			(void)dpi_sorter_add(s, b, err);
	} while (status > 0);
	s->limit_bytes = limit;
	return status < 0 ? -1 : write_run(s, run, err);
}

/* Moves RUN to its next record: 1, 0 at its end, -1. */
static int
advance(struct dpi_sorter *s, struct run *run, struct dp_err *err)
{
	size_t n = s->order.n;
	uint64_t ignored = 0;
	int status;

	if (++run->row >= run->batch->n_rows) {
		run->batch->stride = s->n_slots;
		status = dp_spool_next(run->spool, run->batch, err);
		if (status <= 0)
			return status;
		dp_arena_reset(&run->folded);
		if (run->cap_values < run->batch->n_rows * n) {
			run->cap_values = run->batch->n_rows * n;
			run->value = dp_realloc_array(run->value,
						      run->cap_values,
						      sizeof *run->value);
		}
		for (size_t r = 0; r < run->batch->n_rows; r++)
			dpi_sort_read(&s->order, run->batch, r,
				      run->value + r * n, &run->folded,
				      &ignored);
		run->row = 0;
	}
	run->head.batch = run->batch;
	run->head.value = run->value + run->row * n;
	run->head.row = run->row;
	dpi_sort_prepare(&s->order, &run->head);
	return 1;
}

/* True when the head of run A comes before that of run B. */
static bool
is_before(const struct dpi_sorter *s, size_t a, size_t b)
{
	int d = dpi_sort_compare(&s->order, &s->run[a].head, &s->run[b].head);

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

int
dpi_sorter_finish(struct dpi_sorter *s, struct dp_err *err)
{
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
		run->batch = dp_batch_new();
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

/* Adds the record at I to B; COPY when its text will not live on. */
static void
put(struct dpi_sorter *s, struct dp_batch *b, const struct dpi_sort_item *i,
    bool copy)
{
	const struct dp_cell *from = dp_batch_cell(i->batch, i->row, 0);
	struct dp_cell *to = dp_batch_cell(b, b->n_rows, 0);

	memcpy(to, from, s->n_slots * sizeof *to);
	for (size_t k = 0; copy && k < s->n_slots; k++)
		if (to[k].n) {
			to[k].p = dp_keep(&b->text, dp_cell_str(&from[k])).p;
			to[k].flags = 0;
		}
	b->state[b->n_rows] = DP_ROW_KEPT;
	b->record[b->n_rows] = i->batch->record[i->row];
	b->line[b->n_rows] = dp_batch_line(i->batch, i->row);
	b->n_rows++;
}

int
dpi_sorter_next(struct dpi_sorter *s, struct dp_batch *b, struct dp_err *err)
{
	dp_batch_clear(b, s->n_slots, OUT_ROWS);
	b->has_lines = true;
	b->is_split = true;
	while (s->n_runs == 0 && b->n_rows < OUT_ROWS && s->at < s->n)
		put(s, b, &s->item[s->at++], false);
	while (s->n_heap > 0 && b->n_rows < OUT_ROWS) {
		struct run *run = &s->run[s->heap[0]];
		int status;

		put(s, b, &run->head, true);
		status = advance(s, run, err);
		if (status < 0)
			return -1;
		if (status == 0)
			s->heap[0] = s->heap[--s->n_heap];
		sift_down(s, 0);
	}
	return b->n_rows > 0;
}

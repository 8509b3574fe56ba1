/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows brought together by a key. They wait in memory; where that is not
 * enough they are sorted, outside it, by the hash of their key, so that one
 * group at a time is made of rows that follow one another, and what is made is
 * sorted back.
 */
#include "op/merge_rows.h"

#include <stdlib.h>

#include "base/strtab.h"
#include "op/sort.h"
#include "op/work.h"

struct merge {
	struct dp_step *step;
	struct dp_stream *inner;
	const struct dpi_merging *how;
	const struct dp_column *key;
	size_t n_key, n_slots;
	uint32_t hash_slot, place_slot;
	struct dp_buf scratch;
	bool drained;

	/* in memory */
	struct dp_spool *spool; /* all rows */
	struct dpi_strtab groups;
	uint64_t *first; /* row of each */
	size_t cap, next_group;
	uint64_t row; /* given next */

	/* outside it */
	struct dpi_sorter *by_hash, *by_place;
	uint64_t n_sorted, seed; /* of the hashes */
};

uint32_t
dpi_merge_slots(struct dp_schema *schema)
{
	uint32_t slot = (uint32_t)schema->n_slots;

	schema->n_slots += 2;
	return slot;
}

/* The key of row R of B, in scratch. */
static dp_str
key_of(struct merge *x, const struct dp_batch *b, size_t r)
{
	x->scratch.n = 0;
	for (size_t i = 0; i < x->n_key; i++) {
		const struct dp_cell *c = dp_batch_cell(b, r, x->key[i].slot);

		/* the length keeps "a","bc" and "ab","c" apart */
		dp_buf_add(&x->scratch, &c->n, sizeof c->n);
		dp_buf_str(&x->scratch, dp_cell_str(c));
	}
	return dp_buf_view(&x->scratch);
}

/* Empties OUT for rows that are told apart and say their lines. */
static void
begin_out(const struct merge *x, struct dp_batch *out)
{
	dp_batch_clear(out, x->n_slots, DPI_SORTER_ROWS);
	out->has_lines = true;
	out->is_split = true;
}

/* Adds to OUT the row that GROUP becomes, of which P is the first. */
static void
fill_group(struct merge *x, size_t group, const struct dpi_packed *p,
	   struct dp_batch *out)
{
	dp_str text = { dpi_packed_text(p), p->text_bytes };

	dpi_packed_put(p, dp_keep(&out->text, text).p, out);
	x->how->fill(x->step, group, out, out->n_rows - 1);
}

/* ---- in memory ------------------------------------------------------ */

/* The rows that wait, each in its group. */
static int
gather(struct merge *x, struct dp_batch *b, struct dp_err *err)
{
	uint64_t row = 0;
	int status = dp_spool_rewind(x->spool, err);

	b->stride = x->n_slots;
	while (status == 0 && (status = dp_spool_next(x->spool, b, err)) > 0) {
		for (size_t r = 0; r < b->n_rows; r++, row++) {
			bool is_new;
			uint32_t group = dpi_strtab_add(&x->groups,
							key_of(x, b, r),
							&is_new);

			if (is_new) {
				dp_grow(&x->first, &x->cap, group,
					sizeof *x->first);
				x->first[group] = row;
			}
			x->how->add(x->step, group, is_new, b, r);
		}
		status = 0;
	}
	return status == 0 ? dp_spool_rewind(x->spool, err) : -1;
}

/* As many groups at a time as outside it: what follows is the same then. */
static int
next_in_memory(struct merge *x, struct dp_batch *b, struct dp_err *err)
{
	const struct dpi_packed *p;
	int status = 0;

	begin_out(x, b);
	while (b->n_rows < DPI_SORTER_ROWS && x->next_group < x->groups.n &&
	       (status = dpi_spool_next_packed(x->spool, &p, err)) > 0)
		if (x->first[x->next_group] == x->row++)
			fill_group(x, x->next_group++, p, b);
	return status < 0 ? -1 : b->n_rows > 0;
}

/* ---- outside it ----------------------------------------------------- */

static void
put(struct dp_batch *b, size_t r, uint32_t slot, const char *text, int n)
{
	struct dp_cell *c = dp_batch_cell(b, r, slot);

	memset(c, 0, sizeof *c);
	c->p = dp_keep(&b->text, (dp_str){ text, (size_t)n }).p;
	c->n = (uint32_t)n;
}

/* A sorter by the text in SLOT, in its share of the memory. */
static struct dpi_sorter *
sorter(const struct merge *x, uint32_t slot)
{
	struct dpi_order o = { .n = 1, .numeric = DPI_NUMERIC_NO };

	o.slot[0] = slot;
	return dpi_sorter_new(&o, x->n_slots,
			      dpi_step_memory(x->step, DPI_KEYS_BYTES) / 3);
}

/* Gives the rows of B to the sorter by hash. */
static int
sort_rows(struct merge *x, struct dp_batch *b, struct dp_err *err)
{
	char text[40];

	for (size_t r = 0; r < b->n_rows; r++) {
		struct dp_hash128 h;
		dp_str key;
		int n;

		if (b->state[r] != DP_ROW_KEPT)
			continue;
		key = key_of(x, b, r);
		h = dp_hash128_seeded(key.n ? key.p : "", key.n, x->seed);
		n = snprintf(text, sizeof text, "%016llx%016llx",
			     (unsigned long long)h.hi,
			     (unsigned long long)h.lo);
		put(b, r, x->hash_slot, text, n);
		n = snprintf(text, sizeof text, "%020llu",
			     (unsigned long long)x->n_sorted++);
		put(b, r, x->place_slot, text, n);
	}
	return dpi_sorter_add(x->by_hash, b, err);
}

/* The rows that wait are too many: they go to the sorter, as will the rest. */
static int
leave_memory(struct merge *x, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	int status = dp_spool_rewind(x->spool, err);

	x->seed = dp_hash_seed();
	x->by_hash = sorter(x, x->hash_slot);
	x->by_place = sorter(x, x->place_slot);
	b->stride = x->n_slots;
	while (status == 0 && (status = dp_spool_next(x->spool, b, err)) > 0)
		status = sort_rows(x, b, err);
	dp_batch_free(b);
	dp_spool_free(x->spool);
	x->spool = NULL;
	return status;
}

/* The row kept in HELD is the first of a group that is complete. */
static int
end_group(struct merge *x, const struct dp_buf *held, struct dp_batch *out,
	  bool last, struct dp_err *err)
{
	const struct dpi_packed *p = (const struct dpi_packed *)held->p;

	if (held->n)
		fill_group(x, 0, p, out);
	if (!last && out->n_rows < DPI_SORTER_ROWS)
		return 0;
	if (dpi_sorter_add(x->by_place, out, err) != 0)
		return -1;
	begin_out(x, out);
	return 0;
}

/* Row R of B, in the order of the hashes: of the group in HELD, or another. */
static int
take_sorted(struct merge *x, struct dp_batch *b, size_t r, struct dp_buf *held,
	    struct dp_batch *out, struct dp_err *err)
{
	const struct dpi_packed *p = (const struct dpi_packed *)held->p;
	bool is_new =
		held->n == 0 ||
		!dp_str_eq(dpi_packed_cell(p, x->hash_slot),
			   dp_cell_str(dp_batch_cell(b, r, x->hash_slot)));
	size_t bytes;

	if (is_new) {
		if (end_group(x, held, out, false, err) != 0 ||
		    dpi_pack_measure(b, r, x->n_slots, &bytes, err) != 0)
			return -1;
		held->n = 0;
		dpi_pack(b, r, x->n_slots,
			 (struct dpi_packed *)dp_buf_room(held, bytes));
		held->n = bytes;
	}
	x->how->add(x->step, 0, is_new, b, r);
	return 0;
}

/* Rows by their hashes, groups by their places. */
static int
gather_sorted(struct merge *x, struct dp_batch *b, struct dp_err *err)
{
	struct dp_batch *out = dp_batch_new();
	struct dp_buf held = { 0 };
	int status = dpi_sorter_finish(x->by_hash, err);

	begin_out(x, out);
	while (status == 0 &&
	       (status = dpi_sorter_next(x->by_hash, b, err)) > 0) {
		status = 0;
		for (size_t r = 0; status == 0 && r < b->n_rows; r++)
			status = take_sorted(x, b, r, &held, out, err);
	}
	if (status == 0)
		status = end_group(x, &held, out, true, err);
	dp_buf_done(&held);
	dp_batch_free(out);
	dpi_sorter_free(x->by_hash);
	x->by_hash = NULL;
	return status == 0 ? dpi_sorter_finish(x->by_place, err) : -1;
}

/* ---- the stream ----------------------------------------------------- */

/* Puts the kept rows of B aside. */
static int
put_aside(struct merge *x, struct dp_batch *b, struct dp_err *err)
{
	if (!x->spool)
		return sort_rows(x, b, err);
	for (size_t r = 0; r < b->n_rows; r++)
		if (b->state[r] == DP_ROW_KEPT &&
		    dp_spool_add(x->spool, b, r, x->n_slots, err) != 0)
			return -1;
	return dp_spool_disk_bytes(x->spool) > 0 ? leave_memory(x, err) : 0;
}

static int
drain(struct merge *x, struct dp_err *err)
{
	struct dp_findings *found = &x->step->log->findings;
	struct dp_batch *b = dp_batch_new();
	size_t before;
	int status;

	while ((status = dp_next(x->inner, b, err)) > 0)
		if (put_aside(x, b, err) != 0) {
			status = -1;
			break;
		}
	before = found->n;
	if (status == 0)
		status = x->spool ? gather(x, b, err) :
				    gather_sorted(x, b, err);
	/* they come by hashes, which are others each time, or by rows */
	dp_findings_by_record(found, before);
	dp_batch_free(b);
	x->drained = true;
	return status;
}

static int
next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct merge *x = self;

	if (!x->drained && drain(x, err) != 0)
		return -1;
	return x->spool ? next_in_memory(x, b, err) :
			  dpi_sorter_next(x->by_place, b, err);
}

static void
close_merge(void *self)
{
	struct merge *x = self;

	dp_close(x->inner);
	dp_spool_free(x->spool);
	dpi_strtab_done(&x->groups);
	free(x->first);
	dpi_sorter_free(x->by_hash);
	dpi_sorter_free(x->by_place);
	dp_buf_done(&x->scratch);
	free(x);
}

struct dp_stream *
dpi_merge_rows(struct dp_step *s, struct dp_stream *inner,
	       const struct dp_column *key, size_t n, uint32_t slot,
	       const struct dpi_merging *how)
{
	struct merge *x = dp_alloc0(sizeof *x);

	x->step = s;
	x->inner = inner;
	x->how = how;
	x->key = key;
	x->n_key = n;
	x->hash_slot = slot;
	x->place_slot = slot + 1;
	x->n_slots = inner->schema.n_slots;
	x->spool =
		dp_spool_new((size_t)(dpi_step_memory(s, DPI_KEYS_BYTES) / 3));
	return dp_stream_new(x, &inner->schema, next, close_merge);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dedupe: one record of each key, told by a 128-bit hash. Records that are
 * nearly the same are not found here.
 */
#include "base/keystore.h"
#include "op/work.h"
#include "table/rows.h"

#include <stdlib.h>

#include "base/i18n.h"

/* So far ahead is a key announced, and expected, before it is looked up. */
#define ROWS_ANNOUNCED 16u
#define ROWS_EXPECTED 8u

/* Rows judged together at the end, and memory of keys that wait for it. */
#define ROWS_JUDGED 512u
#define HASHES_BYTES ((uint64_t)8 << 20)

/* What keys do not tell apart, in the order of the choices. */
enum normalise { AS_IT_IS, TRIM, CASE, ACCENTS };

struct dedupe {
	struct dpi_keystore keys;
	enum normalise normalise;
};

static const struct dp_op_class dedupe_last;

static const struct dp_param params[] = {
	{ "keep", DP_P_CHOICE, "first", "first|last|most-complete",
	  N_("which record of each key stays: most-complete the one with the "
	     "fewest empty cells, the first of several; it and last need the "
	     "whole table first"),
	  false },
	{ "normalise", DP_P_CHOICE, "no", "no|trim|case|accents",
	  N_("what keys may differ in and still be the same: trim spaces at "
	     "both ends; case these and capitals; accents both and accents. "
	     "The record that stays is not changed"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct dedupe *x = s->self;

	dpi_keystore_done(&x->keys);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct dedupe *x = dp_arena_alloc(&s->arena, sizeof *x);

	(void)schema;
	(void)err;
	dpi_keystore_init(&x->keys, false, dpi_step_memory(s, DPI_KEYS_BYTES));
	x->normalise = (enum normalise)dp_step_choice(s, "normalise");
	s->self = x;
	if (dp_step_choice(s, "keep") > 0)
		s->op = &dedupe_last;
	return 0;
}

/* Appends the CELL as it counts in a key. */
static void
put_part(enum normalise how, dp_str cell, struct dp_buf *out)
{
	if (how != AS_IT_IS)
		cell = dp_trim(cell);
	if (how == CASE)
		dp_case_change(cell, DP_CASE_LOWER, out);
	else if (how == ACCENTS)
		dp_fold(cell, out);
	else
		dp_buf_str(out, cell);
}

/* Hash of the key of row R, made of parts in SCRATCH. */
__attribute__((noinline)) static struct dp_hash128
key_of_parts(const struct dp_step *s, const struct dp_batch *b, size_t r,
	     struct dp_buf *scratch)
{
	const struct dedupe *x = s->self;
	const struct dp_cell *c;

	scratch->n = 0;
	for (size_t i = 0; i < s->n_columns; i++) {
		size_t start = scratch->n, n = 0;

		c = dp_batch_cell(b, r, s->column[i].slot);
		/* the length keeps "a","bc" and "ab","c" apart */
		dp_buf_add(scratch, &n, sizeof n);
		put_part(x->normalise, dp_cell_str(c), scratch);
		n = scratch->n - start - sizeof n;
		memcpy(scratch->p + start, &n, sizeof n);
	}
	return dpi_keystore_key(&x->keys, scratch->p, scratch->n);
}

/* Hash of the key of row R; SCRATCH is room for keys of several cells. */
static inline struct dp_hash128
key_of(const struct dp_step *s, const struct dp_batch *b, size_t r,
       struct dp_buf *scratch)
{
	const struct dp_cell *c = dp_batch_cell(b, r, s->column[0].slot);
	const struct dedupe *x = s->self;

	if (s->n_columns == 1 && x->normalise == AS_IT_IS)
		return dpi_keystore_key(&x->keys, c->n ? c->p : "", c->n);
	return key_of_parts(s, b, r, scratch);
}

/* Room for the hashes of a batch, which its note keeps. */
static struct dp_hash128 *
hashes(struct dp_work *w)
{
	if (!*w->note)
		*w->note = dp_arena_alloc(&w->batch->text,
					  w->batch->n_rows *
						  sizeof(struct dp_hash128));
	return *w->note;
}

/* On any thread: the hash of each row, left for the ordered part. */
static enum dp_row_state
hash_row(const struct dp_step *s, struct dp_work *w, size_t r)
{
	hashes(w)[r] = key_of(s, w->batch, r, w->local);
	return DP_ROW_KEPT;
}

static size_t
hash_rows(const struct dp_step *s, struct dp_work *w, uint32_t *dropped)
{
	struct dp_hash128 *hash = hashes(w);
	const struct dp_batch *b = w->batch;

	(void)dropped;
	for (size_t r = 0; r < b->n_rows; r++)
		if (b->state[r] == DP_ROW_KEPT)
			hash[r] = key_of(s, b, r, w->local);
	return 0;
}

static enum dp_row_state
keep_first(struct dp_step *s, struct dp_work *w, size_t r)
{
	struct dedupe *x = s->self;
	int added = dpi_keystore_add(&x->keys, hashes(w)[r], w->err);

	w->failed = added < 0;
	return added ? DP_ROW_KEPT : DP_ROW_DROPPED;
}

static size_t
keep_first_rows(struct dp_step *s, struct dp_work *w, uint32_t *dropped)
{
	struct dpi_keystore *keys = &((struct dedupe *)s->self)->keys;
	const struct dp_hash128 *hash = *w->note;
	const struct dp_batch *b = w->batch;
	size_t n = 0;

	for (size_t r = 0; r < b->n_rows && !w->failed; r++) {
		size_t far = r + ROWS_ANNOUNCED, near = r + ROWS_EXPECTED;
		int added;

		/* Rows that are left out have no hash. */
		if (far < b->n_rows && b->state[far] == DP_ROW_KEPT)
			dpi_keyset_announce(&keys->young, hash[far]);
		if (near < b->n_rows && b->state[near] == DP_ROW_KEPT)
			dpi_keyset_expect(&keys->young, hash[near]);
		if (b->state[r] != DP_ROW_KEPT)
			continue;
		added = dpi_keystore_add(keys, hash[r], w->err);
		w->failed = added < 0;
		dropped[n] = (uint32_t)r;
		n += added == 0;
	}
	return n;
}

/* ---- keep=last, keep=most-complete ------------------------------------ */

struct last {
	struct dp_step *step;
	struct dp_stream *inner;
	struct dp_spool *spool;
	/* Of each row in spool: lo, hi, and of most-complete its cells. */
	struct dpi_rows *hash;
	size_t width;        /* numbers of a row there: 2 or 3 */
	bool *seen;          /* by number of cells; NULL: keep=last */
	unsigned char *kept; /* a bit for each */
	uint64_t at;         /* row given next */
	struct dp_expr_local *where;
	struct dp_buf scratch;
	size_t n_slots;
	bool drained;
};

/* What stands for the key of a row that where= passes by. */
static const struct dp_hash128 no_key = { 0, 0 };

/* Cells of row R that hold something. */
static size_t
fullness(const struct last *l, const struct dp_batch *b, size_t r)
{
	const struct dp_schema *schema = &l->inner->schema;
	size_t n = 0;

	for (size_t i = 0; i < schema->n; i++)
		n += !dpi_is_blank(dp_cell_str(
			dp_batch_cell(b, r, schema->column[i].slot)));
	return n;
}

/* Keeps row R of B for later, its key, and how full it is. */
static int
put_aside(struct last *l, struct dp_batch *b, size_t r, struct dp_err *err)
{
	static const dp_str nothing = { NULL, 0 };
	const struct dp_step *s = l->step;
	struct dp_hash128 key = no_key;

	if (!s->where || dp_expr_true(s->where, l->where, b, r, nothing))
		key = key_of(s, b, r, &l->scratch);
	if (dpi_rows_add(l->hash, key.lo, err) != 0 ||
	    dpi_rows_add(l->hash, key.hi, err) != 0)
		return -1;
	if (l->seen) {
		size_t n = fullness(l, b, r);

		l->seen[n] = true;
		if (dpi_rows_add(l->hash, n, err) != 0)
			return -1;
	}
	return dp_spool_add(l->spool, b, r, l->n_slots, err);
}

/* Row I, whose numbers are at NUMBER, stays if its key is new. */
static int
judge_one(struct last *l, uint64_t i, const uint64_t *number,
	  struct dp_err *err)
{
	struct dp_hash128 key = { .lo = number[0], .hi = number[1] };
	struct dedupe *x = l->step->self;
	int added = 1;

	if (key.lo != no_key.lo || key.hi != no_key.hi)
		added = dpi_keystore_add(&x->keys, key, err);
	if (added > 0)
		l->kept[i / 8] |= (unsigned char)(1u << i % 8);
	return added < 0 ? -1 : 0;
}

/* Marks rows FIRST to FIRST + N if they are the last of their key. */
static int
judge_some(struct last *l, uint64_t first, size_t n, struct dp_err *err)
{
	uint64_t number[2 * ROWS_JUDGED];

	if (dpi_rows_read(l->hash, 2 * first, 2 * n, number, err) != 0)
		return -1;
	while (n-- > 0)
		if (judge_one(l, first + n, number + 2 * n, err) != 0)
			return -1;
	return 0;
}

/* The same of rows with FULL cells: the first of their key. */
static int
judge_full(struct last *l, uint64_t n, size_t full, struct dp_err *err)
{
	uint64_t number[3 * ROWS_JUDGED];

	for (uint64_t first = 0; first < n; first += ROWS_JUDGED) {
		size_t some = n - first < ROWS_JUDGED ? (size_t)(n - first) :
							ROWS_JUDGED;

		if (dpi_rows_read(l->hash, 3 * first, 3 * some, number, err) !=
		    0)
			return -1;
		for (size_t i = 0; i < some; i++)
			if (number[3 * i + 2] == full &&
			    judge_one(l, first + i, number + 3 * i, err) != 0)
				return -1;
	}
	return 0;
}

/*
 * From the end, the last row of a key is the first; from the fullest on, so
 * is the most complete.
 */
static int
judge(struct last *l, struct dp_err *err)
{
	uint64_t n = dpi_rows_count(l->hash) / l->width;
	struct dedupe *x = l->step->self;

	l->kept = dp_alloc0((size_t)(n / 8 + 1));
	for (size_t full = l->inner->schema.n + 1; l->seen && full-- > 0;)
		if (l->seen[full] && judge_full(l, n, full, err) != 0)
			return -1;
	while (n > 0 && !l->seen) {
		size_t some = n < ROWS_JUDGED ? (size_t)n : ROWS_JUDGED;

		n -= some;
		if (judge_some(l, n, some, err) != 0)
			return -1;
	}
	dpi_keystore_done(&x->keys);
	return dp_spool_rewind(l->spool, err);
}

/* First time through: all rows put aside, then judged. */
static int
drain(struct last *l, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	int status;

	while ((status = dp_next(l->inner, b, err)) > 0) {
		for (size_t r = 0; status > 0 && r < b->n_rows; r++)
			if (b->state[r] == DP_ROW_KEPT &&
			    put_aside(l, b, r, err) != 0)
				status = -1;
		if (status < 0)
			break;
	}
	dp_batch_free(b);
	if (status != 0 || dpi_rows_finish(l->hash, err) != 0)
		return -1;
	return judge(l, err);
}

static int
last_next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct last *l = self;
	int status;

	if (!l->drained && drain(l, err) != 0)
		return -1;
	l->drained = true;
	b->stride = l->n_slots;
	status = dp_spool_next(l->spool, b, err);
	for (size_t r = 0; status > 0 && r < b->n_rows; r++, l->at++)
		if (!(l->kept[l->at / 8] >> l->at % 8 & 1))
			dpi_row_drop(l->step, b, r);
	return status;
}

static void
last_close(void *self)
{
	struct last *l = self;

	dp_close(l->inner);
	dp_spool_free(l->spool);
	dpi_rows_free(l->hash);
	free(l->kept);
	free(l->seen);
	dp_expr_local_free(l->where);
	dp_buf_done(&l->scratch);
	free(l);
}

static struct dp_stream *
last_table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	struct last *l = dp_alloc0(sizeof *l);

	(void)err;
	l->step = s;
	l->inner = inner;
	l->spool = dpi_step_spool(s);
	l->hash = dpi_rows_new((size_t)dpi_step_memory(s, HASHES_BYTES) /
			       sizeof(uint64_t));
	l->n_slots = inner->schema.n_slots;
	l->width = 2;
	if (dp_step_choice(s, "keep") == 2) {
		l->width = 3;
		l->seen = dp_alloc0((inner->schema.n + 1) * sizeof *l->seen);
	}
	if (s->where)
		l->where = dp_expr_local_new(s->where);
	return dp_stream_new(l, &inner->schema, last_next, last_close);
}

static const struct dp_example examples[] = {
	{ "id", "id,nom\nCIN-1,Rex\nCIN-2,Eden\nCIN-1,Rex bis\n",
	  "id,nom\nCIN-1,Rex\nCIN-2,Eden\n" },
	{ "id keep=last", "id,nom\nCIN-1,Rex\nCIN-2,Eden\nCIN-1,Rex bis\n",
	  "id,nom\nCIN-2,Eden\nCIN-1,Rex bis\n" },
	{ "id keep=most-complete",
	  "id,nom,ville\nCIN-1,Rex,\nCIN-2,Eden,\nCIN-1,Rex,Gap\n",
	  "id,nom,ville\nCIN-2,Eden,\nCIN-1,Rex,Gap\n" },
	{ "", "a,b\n1,x\n1,y\n1,x\n", "a,b\n1,x\n1,y\n" },
	{ "nom, ville", "nom,ville,note\nRex,Gap,1\nRex,Nice,2\nRex,Gap,3\n",
	  "nom,ville,note\nRex,Gap,1\nRex,Nice,2\n" },
	{ "siret", "siret,nom\n1,Rex\n1,Le Rex\n2,Eden\n",
	  "siret,nom\n1,Rex\n2,Eden\n" },
	{ "nom,ville", "nom,ville,n\nRex,Gap,1\nRex,Nice,2\nRex,Gap,3\n",
	  "nom,ville,n\nRex,Gap,1\nRex,Nice,2\n" },
	{ "nom normalise=accents",
	  "nom,n\nGap,1\nGAP ,2\nSault,3\nSa\u00fblt,4\n",
	  "nom,n\nGap,1\nSault,3\n" },
	{ "nom normalise=case keep=last", "nom,n\nGap,1\nGAP,2\nG\u00e2p,3\n",
	  "nom,n\nGAP,2\nG\u00e2p,3\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_dedupe = {
	.name = "dedupe",
	.scope = DP_SEQUENCE,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[KEYCOLUMNS] [keep=first|last|most-complete] "
		       "[normalise=trim|case|accents]"),
	.summary = N_("Keep one record of each key."),
	.why = N_("A record that is there twice counts twice in every sum. "
		  "Without columns, records must be the same in all of them; "
		  "with columns, in these. \"CIN-1\" and \"CIN-1 \" differ, "
		  "as Gap and GAP do: clean them first, or say normalise=. "
		  "It takes up to 24 bytes of memory for "
		  "each different key."),
	.param = params,
	.keyed_memory = DP_KEYS_SPILL,
	.bind = bind,
	.unbind = unbind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.needs = dpi_needs_columns,
	.row = hash_row,
	.sequence = keep_first,
	.rows = hash_rows,
	.sequence_rows = keep_first_rows,
	.example = examples,
};

/* What bind makes of the step when keep=last is given. */
static const struct dp_op_class dedupe_last = {
	.name = "dedupe",
	.scope = DP_TABLE,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[KEYCOLUMNS] [keep=first|last|most-complete] "
		       "[normalise=trim|case|accents]"),
	.param = params,
	.keyed_memory = DP_KEYS_SPILL,
	.unbind = unbind,
	.table = last_table,
};

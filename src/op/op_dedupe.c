/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dedupe: one record of each key, told by a 128-bit hash. Records that are
 * nearly the same are not found here.
 */
#include "base/keyset.h"
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"

/* So far ahead is a key announced before it is looked up. */
#define ROWS_AHEAD 8u

static const struct dp_op_class dedupe_last;

static const struct dp_param params[] = {
	{ "keep", DP_P_CHOICE, "first", "first|last",
	  N_("which record of each key stays; last needs the whole table "
	     "first"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	dpi_keyset_done(s->self);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct dpi_keyset *keys = dp_arena_alloc(&s->arena, sizeof *keys);
	bool last = dp_step_choice(s, "keep") == 1;

	(void)schema;
	(void)err;
	memset(keys, 0, sizeof *keys);
	keys->counted = last;
	s->self = keys;
	if (last)
		s->op = &dedupe_last;
	return 0;
}

/* Hash of the key of row R; SCRATCH is room for keys of several cells. */
static struct dp_hash128
key_of(const struct dp_step *s, const struct dp_batch *b, size_t r,
       struct dp_buf *scratch)
{
	const struct dp_cell *c = dp_batch_cell(b, r, s->column[0].slot);

	if (s->n_columns == 1)
		return dp_hash128(c->n ? c->p : "", c->n);
	scratch->n = 0;
	for (size_t i = 0; i < s->n_columns; i++) {
		c = dp_batch_cell(b, r, s->column[i].slot);
		/* the length keeps "a","bc" and "ab","c" apart */
		dp_buf_add(scratch, &c->n, sizeof c->n);
		dp_buf_str(scratch, dp_cell_str(c));
	}
	return dp_hash128(scratch->p, scratch->n);
}

/* On any thread: the hash of each row, left for the ordered part. */
static enum dp_row_state
hash_row(const struct dp_step *s, struct dp_work *w, size_t r)
{
	struct dp_hash128 *hash = *w->note;

	if (!hash)
		*w->note = hash =
			dp_arena_alloc(&w->batch->text,
				       w->batch->n_rows * sizeof *hash);
	hash[r] = key_of(s, w->batch, r, w->local);
	return DP_ROW_KEPT;
}

static enum dp_row_state
keep_first(struct dp_step *s, struct dp_work *w, size_t r)
{
	const struct dp_hash128 *hash = *w->note;
	const struct dp_batch *b = w->batch;
	size_t next = r + ROWS_AHEAD;

	/* Rows that are left out, or pass where= by, have no hash. */
	if (!s->where && next < b->n_rows && b->state[next] == DP_ROW_KEPT)
		dpi_keyset_expect(s->self, hash[next]);
	return dpi_keyset_add(s->self, hash[r]) ? DP_ROW_KEPT : DP_ROW_DROPPED;
}

/* ---- keep=last -------------------------------------------------------- */

struct last {
	struct dp_step *step;
	struct dp_stream *inner;
	struct dp_spool *spool;
	struct dp_expr_local *where;
	struct dp_buf scratch;
	size_t n_slots;
	bool drained;
};

static bool
is_wanted(struct last *l, struct dp_batch *b, size_t r)
{
	static const dp_str nothing = { NULL, 0 };
	const struct dp_step *s = l->step;

	return !s->where || dp_expr_true(s->where, l->where, b, r, nothing);
}

/* Keeps row R of B for later and counts its key. */
static int
put_aside(struct last *l, struct dp_batch *b, size_t r, struct dp_err *err)
{
	struct dp_hash128 key;

	if (is_wanted(l, b, r)) {
		key = key_of(l->step, b, r, &l->scratch);
		if (!dpi_keyset_add(l->step->self, key))
			++*dpi_keyset_count(l->step->self, key);
	}
	return dp_spool_add(l->spool, b, r, l->n_slots, err);
}

/* First time through: all rows put aside, each key counted. */
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
	return status;
}

static int
last_next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct last *l = self;
	int status;

	if (!l->drained) {
		if (drain(l, err) != 0 || dp_spool_rewind(l->spool, err) != 0)
			return -1;
		l->drained = true;
	}
	b->stride = l->n_slots;
	status = dp_spool_next(l->spool, b, err);
	for (size_t r = 0; status > 0 && r < b->n_rows; r++) {
		struct dp_hash128 key;

		if (!is_wanted(l, b, r))
			continue;
		key = key_of(l->step, b, r, &l->scratch);
		if (--*dpi_keyset_count(l->step->self, key) > 0)
			dpi_row_drop(l->step, b, r);
	}
	return status;
}

static void
last_close(void *self)
{
	struct last *l = self;

	dp_close(l->inner);
	dp_spool_free(l->spool);
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
	l->spool = dp_spool_new(DPI_SPOOL_BYTES);
	l->n_slots = inner->schema.n_slots;
	if (s->where)
		l->where = dp_expr_local_new(s->where);
	return dp_stream_new(l, &inner->schema, last_next, last_close);
}

static const struct dp_example examples[] = {
	{ "id", "id,nom\nCIN-1,Rex\nCIN-2,Eden\nCIN-1,Rex bis\n",
	  "id,nom\nCIN-1,Rex\nCIN-2,Eden\n" },
	{ "id keep=last", "id,nom\nCIN-1,Rex\nCIN-2,Eden\nCIN-1,Rex bis\n",
	  "id,nom\nCIN-2,Eden\nCIN-1,Rex bis\n" },
	{ "", "a,b\n1,x\n1,y\n1,x\n", "a,b\n1,x\n1,y\n" },
	{ "nom, ville", "nom,ville,note\nRex,Gap,1\nRex,Nice,2\nRex,Gap,3\n",
	  "nom,ville,note\nRex,Gap,1\nRex,Nice,2\n" },
	{ "siret", "siret,nom\n1,Rex\n1,Le Rex\n2,Eden\n",
	  "siret,nom\n1,Rex\n2,Eden\n" },
	{ "nom,ville", "nom,ville,n\nRex,Gap,1\nRex,Nice,2\nRex,Gap,3\n",
	  "nom,ville,n\nRex,Gap,1\nRex,Nice,2\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_dedupe = {
	.name = "dedupe",
	.scope = DP_SEQUENCE,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[KEYCOLUMNS] [keep=first|last]"),
	.summary = N_("Keep one record of each key."),
	.why = N_("A record that is there twice counts twice in every sum. "
		  "Without columns, records must be the same in all of them; "
		  "with columns, in these. Run trim first: \"CIN-1\" and "
		  "\"CIN-1 \" differ. It takes up to 24 bytes of memory for "
		  "each different key."),
	.param = params,
	.keyed_memory = true,
	.bind = bind,
	.unbind = unbind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.needs = dpi_needs_columns,
	.row = hash_row,
	.sequence = keep_first,
	.example = examples,
};

/* What bind makes of the step when keep=last is given. */
static const struct dp_op_class dedupe_last = {
	.name = "dedupe",
	.scope = DP_TABLE,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[KEYCOLUMNS] [keep=first|last]"),
	.param = params,
	.keyed_memory = true,
	.unbind = unbind,
	.table = last_table,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lookup: columns of a small reference file, joined by a key. The file is
 * held in memory; joining two large tables is not done here.
 */
#include "base/strtab.h"
#include "op/beside.h"
#include "op/words.h"
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"

/* What becomes of a row, in the order of the choices. */
enum how { LEFT, INNER, SEMI, ANTI };

struct lookup {
	enum how how;
	struct dp_column from;
	struct dpi_strtab keys;
	uint64_t *line; /* of each key in the reference */
	size_t cap_line;
	struct dp_column *taken; /* columns of the reference */
	struct dp_column *added; /* the same in the table */
	size_t n;
	dp_str *value; /* n for each key */
	size_t cap_value;
	uint64_t bytes;
	struct dp_arena text;
};

static const struct dp_op_class lookup_choosing;

/* Memory of a key besides its text, tables being widened. */
#define KEY_BYTES 64u

static const struct dp_param params[] = {
	{ "file", DP_P_FILE, NULL, NULL,
	  N_("the reference: a table whose key column has no value twice"),
	  true },
	{ "key", DP_P_TEXT, NULL, NULL,
	  N_("its key column; if left out, the one with the same name"),
	  false },
	{ "how", DP_P_CHOICE, "left", "left|inner|semi|anti",
	  N_("left: every record stays; inner: those with a match; semi: the "
	     "same, and no column is added; anti: those without a match, and "
	     "no column is added"),
	  false },
	{ "take", DP_P_TEXT, NULL, NULL,
	  N_("columns to take from it; if left out, all the others"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct lookup *x = s->self;

	dpi_strtab_done(&x->keys);
	free(x->line);
	free(x->value);
	dp_arena_done(&x->text);
}

/* Chooses the columns of REF to take; KEY is the index of its key. */
static int
choose(struct dp_step *s, const struct dp_schema *ref, size_t key,
       struct dp_err *err)
{
	const struct dp_arg *take = dp_step_arg(s, "take");
	struct lookup *x = s->self;
	dp_str *name;
	size_t n;

	if (x->how >= SEMI)
		return 0;
	dpi_param_list(s, "take", &name, &n);
	x->taken = dp_arena_alloc(&s->arena,
				  (take ? n + 1 : ref->n) * sizeof *x->taken);
	for (size_t i = 0; take && i < n; i++) {
		ptrdiff_t k = dp_schema_need(ref, name[i], err);

		if (k < 0)
			return dpi_fail_at(s, take, err);
		x->taken[x->n++] = ref->column[k];
	}
	for (size_t i = 0; !take && i < ref->n; i++)
		if (i != key)
			x->taken[x->n++] = ref->column[i];
	if (x->n == 0)
		return dp_step_fail(s, take, err,
				    _("there is no column to take from the "
				      "reference."));
	return 0;
}

/* Keeps row R of the reference under its key. */
static int
keep_row(struct dp_step *s, const struct dp_batch *b, size_t r,
	 uint32_t key_slot, struct dp_err *err)
{
	struct lookup *x = s->self;
	dp_str key = dp_trim(dp_cell_str(dp_batch_cell(b, r, key_slot)));
	uint64_t most = dpi_step_memory(s, DPI_REFERENCE_BYTES);
	bool added;
	uint32_t k;

	if (key.n == 0)
		return 0;
	k = dpi_strtab_add(&x->keys, key, &added);
	/* which of two it is makes no difference where nothing is taken */
	if (!added && x->how >= SEMI)
		return 0;
	if (!added)
		return dp_fail(err, DP_EDATA,
			       _("%.*s: the key %.*s stands on line %llu and "
				 "again on line %llu, so one record would "
				 "match two. Run dedupe on that file first."),
			       DP_FMT(dp_step_param(s, "file")), DP_FMT(key),
			       (unsigned long long)x->line[k],
			       (unsigned long long)dp_batch_line(b, r));
	dp_grow(&x->line, &x->cap_line, k, sizeof *x->line);
	x->line[k] = dp_batch_line(b, r);
	for (size_t i = 0; i < x->n; i++) {
		dp_str v = dp_cell_str(dp_batch_cell(b, r, x->taken[i].slot));

		dp_grow(&x->value, &x->cap_value, k * x->n + i,
			sizeof *x->value);
		x->value[k * x->n + i] = dp_keep(&x->text, v);
		x->bytes += v.n + sizeof v;
	}
	if (x->bytes + x->keys.bytes + x->keys.n * KEY_BYTES > most)
		return dp_fail(
			err, DP_ELIMIT,
			_("%.*s is over %llu MB in memory: too large for "
			  "a reference. Take fewer columns with "
			  "take=, or let the step have more with "
			  "--memory."),
			DP_FMT(dp_step_param(s, "file")),
			(unsigned long long)most >> 20);
	return 0;
}

/* Reads the reference REF, all of it. */
static int
read_rows(struct dp_step *s, struct dp_stream *ref, uint32_t key_slot,
	  struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	int status;

	while ((status = dp_next(ref, b, err)) > 0)
		for (size_t r = 0; status > 0 && r < b->n_rows; r++)
			if (b->state[r] == DP_ROW_KEPT &&
			    keep_row(s, b, r, key_slot, err) != 0) {
				dp_batch_free(b);
				return -1;
			}
	dp_batch_free(b);
	return status;
}

static int
read_reference(struct dp_step *s, struct dp_err *err)
{
	const struct dp_arg *key = dp_step_arg(s, "key");
	const struct dp_arg *file = dp_step_arg(s, "file");
	struct lookup *x = s->self;
	struct dp_stream *ref = dpi_beside_open(s, file, err);
	ptrdiff_t k;
	int status = -1;

	if (!ref)
		return -1;
	k = dpi_beside_column(s, file, &ref->schema,
			      key ? key->text : x->from.name, key, err);
	if (k >= 0)
		status = choose(s, &ref->schema, (size_t)k, err);
	if (status == 0)
		status = read_rows(s, ref, ref->schema.column[k].slot, err);
	for (size_t i = 0; i < x->n; i++)
		x->taken[i].name = dp_keep(&s->arena, x->taken[i].name);
	dp_close(ref);
	return status;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct lookup *x = dp_arena_alloc(&s->arena, sizeof *x);

	memset(x, 0, sizeof *x);
	s->self = x;
	if (s->n_columns != 1)
		return dp_step_fail(s, NULL, err,
				    _("lookup takes one key column."));
	x->from = s->column[0];
	x->how = (enum how)dp_step_choice(s, "how");
	if (x->how >= SEMI && dp_step_arg(s, "take"))
		return dp_step_fail(s, dp_step_arg(s, "take"), err,
				    _("how=semi and how=anti add no columns: "
				      "leave take= out."));
	if (x->how != LEFT)
		s->op = &lookup_choosing;
	if (read_reference(s, err) != 0)
		return -1;
	x->added = dp_arena_alloc(&s->arena, x->n * sizeof *x->added);
	for (size_t i = 0; i < x->n; i++)
		if (dpi_add_column(s, dp_step_arg(s, "take"), schema,
				   x->taken[i].name, &x->added[i], err) != 0)
			return -1;
	return 0;
}

static enum dp_row_state
lookup(const struct dp_step *s, struct dp_work *w, size_t r)
{
	const struct lookup *x = s->self;
	dp_str key = dp_cell_str(dp_batch_cell(w->batch, r, x->from.slot));
	dp_str bare = dp_trim(key);
	ptrdiff_t k = bare.n ? dpi_strtab_find(&x->keys, bare) : -1;

	for (size_t i = 0; k >= 0 && i < x->n; i++)
		dp_step_set(s, w, r, &x->added[i],
			    x->value[(size_t)k * x->n + i]);
	if (x->how != LEFT)
		return (k >= 0) == (x->how != ANTI) ? DP_ROW_KEPT :
						      DP_ROW_DROPPED;
	if (k >= 0 || bare.n == 0)
		return DP_ROW_KEPT;
	(void)dpi_row_finding(s, w, r, x->from.name, DP_F_NO_MATCH, key);
	return dpi_row_after_finding(s);
}

static const struct dp_example examples[] = {
	{ "code_insee file=communes.csv key=code take=commune",
	  "nom,code_insee\nLe Centre,05061\nLe Palace,13055\n",
	  "nom,code_insee,commune\nLe Centre,05061,Gap\n"
	  "Le Palace,13055,Marseille\n" },
	{ "code file=communes.csv", "code\n13055\n",
	  "code,commune,population\n13055,Marseille,873000\n" },
	{ "insee file=communes.csv key=code take=population,commune",
	  "insee\n05061\n5061\n",
	  "insee,population,commune\n"
	  "05061,40000,Gap\n5061,,\n" },
	{ "code file=communes.csv take=commune", "code,n\n99999,1\n",
	  "code,n,commune\n99999,1,\n" },
	{ "insee file=communes.csv key=code take=population", "insee\n\n",
	  "insee,population\n,\n" },
	{ "dep file=communes.csv key=code take=commune where=n>1",
	  "dep,n\n05061,1\n05061,2\n",
	  "dep,n,commune\n05061,1,\n05061,2,Gap\n" },
	{ "code file=communes.csv how=inner take=commune",
	  "code\n05061\n99999\n", "code,commune\n05061,Gap\n" },
	{ "code file=communes.csv how=semi", "code,n\n05061,1\n99999,2\n",
	  "code,n\n05061,1\n" },
	{ "code file=communes.csv how=anti", "code,n\n05061,1\n99999,2\n",
	  "code,n\n99999,2\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_lookup = {
	.name = "lookup",
	.scope = DP_ROW,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("KEYCOLUMN file=FILE [key=COLUMN] "
		       "[how=left|inner|semi|anti] [take=COLUMN,COLUMN\u2026]"),
	.summary = N_("Add columns from a reference file, joined by a key."),
	.why = N_("With its code a commune gets its official name, its "
		  "population, its position. Here communes.csv has the "
		  "columns code, commune and population. Join by codes, not "
		  "by names. What has no match stays empty and is reported; "
		  "how=inner "
		  "leaves it out, how=anti shows nothing else. "
		  "The file is looked for from the current folder."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.unbind = unbind,
	.row = lookup,
	.example = examples,
};

/* What bind makes of the step when rows may be left out. */
static const struct dp_op_class lookup_choosing = {
	.name = "lookup",
	.scope = DP_ROW,
	.takes = DP_TAKES_COLUMNS,
	.param = params,
	.changes_again = true,
	.drops_rows = true,
	.unbind = unbind,
	.row = lookup,
};

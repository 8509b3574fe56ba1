/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * count: in how many rows the same values stand, in a column of its own.
 * Leaving the doubled rows out is dedupe's; a table of counts is analyse's.
 */
#include "op/gathered.h"
#include "op/words.h"
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/keystore.h"

struct count {
	struct dp_column *by;
	size_t n_by;
	struct dp_column to;
	struct dpi_keystore values;
	struct dp_buf scratch;
	bool blank; /* counts as well */
};

static const struct dp_param params[] = {
	{ "by", DP_P_COLUMNS, NULL, NULL,
	  N_("the columns whose values are counted together"), true },
	{ "blank", DP_P_CHOICE, "leave", "leave|count",
	  N_("count: rows in which all of them are empty are counted as well"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct count *x = s->self;

	dpi_keystore_done(&x->values);
	dp_buf_done(&x->scratch);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct count *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_arg *name;
	size_t i = 0;

	memset(x, 0, sizeof *x);
	s->self = x;
	x->blank = dp_step_choice(s, "blank") == 1;
	dpi_keystore_init(&x->values, true, dpi_step_memory(s, DPI_KEYS_BYTES));
	name = dpi_word_need(s, &i, _("the name of a column"), err);
	if (!name || dpi_words_end(s, i, err) != 0 ||
	    dp_step_param_columns(s, schema, "by", &x->by, &x->n_by, err))
		return -1;
	return dpi_add_column(s, name, schema, name->text, &x->to, err);
}

/* The hash of the values of row R in *KEY; false when all of them are empty. */
static bool
values_of(struct count *x, const struct dp_batch *b, size_t r,
	  struct dp_hash128 *key)
{
	bool empty = !x->blank;

	x->scratch.n = 0;
	for (size_t i = 0; i < x->n_by; i++) {
		const struct dp_cell *c = dp_batch_cell(b, r, x->by[i].slot);

		empty = empty && c->n == 0;
		/* the length keeps "a","bc" and "ab","c" apart */
		dp_buf_add(&x->scratch, &c->n, sizeof c->n);
		dp_buf_str(&x->scratch, dp_cell_str(c));
	}
	*key = dpi_keystore_key(&x->values, x->scratch.p, x->scratch.n);
	return !empty;
}

static int
look(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	struct count *x = s->self;
	struct dp_hash128 key;

	return values_of(x, b, r, &key) ?
		       dpi_keystore_count(&x->values, key, err) :
		       0;
}

static int
fill(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	struct count *x = s->self;
	struct dp_cell *c = dp_batch_cell(b, r, x->to.slot);
	struct dp_hash128 key;
	uint64_t n;

	memset(c, 0, sizeof *c);
	if (!values_of(x, b, r, &key))
		return 0;
	if (dpi_keystore_counted(&x->values, key, &n, err) != 0)
		return -1;
	x->scratch.n = 0;
	dp_buf_format(&x->scratch, "%llu", (unsigned long long)n);
	c->p = dp_keep(&b->text, dp_buf_view(&x->scratch)).p;
	c->n = (uint32_t)x->scratch.n;
	return 0;
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	(void)err;
	return dpi_twice(s, inner, look, fill);
}

static const struct dp_example examples[] = {
	{ "fois by=siret", "siret,nom\n1,Rex\n2,Eden\n1,Le Rex\n",
	  "siret,nom,fois\n1,Rex,2\n2,Eden,1\n1,Le Rex,2\n" },
	{ "n by=ville", "ville\nGap\n\nGap\nNice\n",
	  "ville,n\nGap,2\n,\nGap,2\nNice,1\n" },
	{ "n by=nom,ville", "nom,ville\nRex,Gap\nRex,Nice\nRex,Gap\n",
	  "nom,ville,n\nRex,Gap,2\nRex,Nice,1\nRex,Gap,2\n" },
	{ "n by=a", "a\nx\nX\n", "a,n\nx,1\nX,1\n" },
	{ "n by=a blank=count", "a,b\n,1\n,2\nx,3\n",
	  "a,b,n\n,1,2\n,2,2\nx,3,1\n" },
	{ "n by=a,b", "a,b\n1,\n,1\n,\n", "a,b,n\n1,,1\n,1,1\n,,\n" },
	{ "n by=a", "a,b\n\"x \",1\nx,2\n", "a,b,n\nx ,1,1\nx,2,1\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_count = {
	.name = "count",
	.scope = DP_TABLE,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("NAME by=COLUMNS [blank=count]"),
	.summary = N_("Say in a new column how many rows have the same "
		      "values."),
	.why = N_("To look at doubles before any of them goes: filter fois > 1 "
		  "shows the rows whose SIRET stands there twice, side by "
		  "side. Values are compared to the letter, so trim and case "
		  "come first; where all columns are empty nothing is "
		  "counted, unless blank=count says so. All rows wait, beyond "
		  "64 MB in temporary files "
		  "(TMPDIR)."),
	.param = params,
	.changes_again = true,
	.keyed_memory = DP_KEYS_SPILL,
	.bind = bind,
	.unbind = unbind,
	.table = table,
	.example = examples,
};

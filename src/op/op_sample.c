/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sample: rows drawn by lot, each as likely as any other, in their order; of
 * all of them, or of each group
 * (selection sampling: Knuth, The Art of Computer Programming 2, 3.4.2, S).
 */
#include "op/gathered.h"
#include "op/mark.h"
#include "op/draw.h"
#include "op/pick.h"
#include "op/work.h"

#include <assert.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/strtab.h"

/* Rows of which some are drawn. */
struct lot {
	uint64_t rows; /* that have not been asked about */
	uint64_t left; /* rows still to be drawn */
};

struct sample {
	uint64_t n, state;
	struct lot all;
	struct dp_column *by; /* by=, or NULL */
	size_t n_by;
	struct dpi_strtab groups;
	struct lot *group;
	size_t cap, held_bytes;
	struct dp_buf key;
};

static const struct dp_param params[] = {
	{ "n", DP_P_INT, NULL, NULL, N_("how many rows to draw"), true },
	{ "seed", DP_P_INT, "1", NULL,
	  N_("another number draws other rows; the same draws the same"),
	  false },
	{ "by", DP_P_COLUMNS, NULL, NULL,
	  N_("draw n rows of each group, the rows that are equal in these "
	     "columns; all of a group that has fewer"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct sample *x = s->self;

	dpi_strtab_done(&x->groups);
	free(x->group);
	dp_buf_done(&x->key);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct sample *x = dp_arena_alloc(&s->arena, sizeof *x);
	int64_t n = dp_step_int(s, "n");

	memset(x, 0, sizeof *x);
	s->self = x;
	if (n < 1)
		return dp_step_fail(s, dp_step_arg(s, "n"), err,
				    _("n= expects 1 row or more."));
	x->n = x->all.left = (uint64_t)n;
	x->state = (uint64_t)dp_step_int(s, "seed");
	return dp_step_param_columns(s, schema, "by", &x->by, &x->n_by, err);
}

/* Is the next row of L drawn? */
static bool
draw_of(struct sample *x, struct lot *l)
{
	uint64_t rows = l->rows--;

	assert(rows > 0);
	if (dpi_draw(&x->state) % rows >= l->left)
		return false;
	l->left--;
	return true;
}

static bool
is_drawn(struct dp_step *s, uint64_t index, uint64_t total)
{
	struct sample *x = s->self;

	x->all.rows = total - index;
	return draw_of(x, &x->all);
}

/* The group of row R. */
static struct lot *
group_of(struct sample *x, const struct dp_batch *b, size_t r)
{
	size_t g, n = x->groups.n;

	x->key.n = 0;
	for (size_t i = 0; i < x->n_by; i++) {
		const struct dp_cell *c = dp_batch_cell(b, r, x->by[i].slot);

		/* the length keeps "a","bc" and "ab","c" apart */
		dp_buf_add(&x->key, &c->n, sizeof c->n);
		dp_buf_str(&x->key, dp_cell_str(c));
	}
	g = dpi_strtab_number(&x->groups, dp_buf_view(&x->key), &x->held_bytes);
	if (g == n) {
		dp_grow(&x->group, &x->cap, g, sizeof *x->group);
		x->group[g] = (struct lot){ 0, x->n };
		x->held_bytes += sizeof *x->group;
	}
	return &x->group[g];
}

/* The first time through: how many rows each group has. */
static int
count(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	uint64_t most = dpi_step_memory(s, DPI_KEYS_BYTES);
	struct sample *x = s->self;

	group_of(x, b, r)->rows++;
	return x->held_bytes > most ? dpi_too_much(s, most, err) : 0;
}

static int
keep_or_drop(struct dp_step *s, struct dp_batch *b, size_t r,
	     struct dp_err *err)
{
	struct sample *x = s->self;

	(void)err;
	if (!draw_of(x, group_of(x, b, r)))
		dpi_row_drop(s, b, r);
	return 0;
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	struct sample *x = s->self;

	(void)err;
	if (x->n_by)
		return dpi_twice(s, inner, count, keep_or_drop);
	return dpi_pick(s, inner, is_drawn);
}

static const struct dp_example examples[] = {
	{ "n=2", "nom\na\nb\nc\nd\ne\n", "nom\na\nc\n" },
	{ "n=2 seed=7", "nom\na\nb\nc\nd\ne\n", "nom\nb\nc\n" },
	{ "n=10", "nom\na\nb\n", "nom\na\nb\n" },
	{ "n=10", "a\n1\n2\n", "a\n1\n2\n" },
	{ "n=1 seed=7", "a\nx\n", "a\nx\n" },
	{ "n=1", "a,b\n1,x\n", "a,b\n1,x\n" },
	{ "n=1 by=dep", "dep,nom\n05,a\n05,b\n13,c\n05,d\n13,e\n",
	  "dep,nom\n13,c\n05,d\n" },
	{ "n=2 by=dep", "dep,nom\n05,a\n13,b\n13,c\n",
	  "dep,nom\n05,a\n13,b\n13,c\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_sample = {
	.name = "sample",
	.scope = DP_TABLE,
	.takes = DP_TAKES_NOTHING,
	.synopsis = N_("n=NUMBER [by=COLUMNS] [seed=NUMBER]"),
	.summary = N_("Draw some rows by lot."),
	.why = N_("Fifty rows drawn by lot, looked up at the source one by "
		  "one, say how good a table is; its first fifty do not. The "
		  "same seed draws the same rows, so that others can check. "
		  "A small group is likely to be missed, unless by= draws "
		  "from each; the groups then no longer have their true "
		  "shares. All rows wait, beyond 64 MB in temporary files "
		  "(TMPDIR)."),
	.param = params,
	.keyed_memory = DP_KEYS_BOUND,
	.bind = bind,
	.unbind = unbind,
	.table = table,
	.example = examples,
};

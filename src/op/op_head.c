/* SPDX-License-Identifier: GPL-3.0-or-later */
/* head: the first rows. The last are tail's, some of all sample's. */
#include "op/work.h"

#include "base/i18n.h"

struct head {
	int64_t n, seen;
};

static const struct dp_param params[] = {
	{ "n", DP_P_INT, "10", NULL, N_("how many rows to keep"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct head *x = dp_arena_alloc(&s->arena, sizeof *x);

	(void)schema;
	x->n = dp_step_int(s, "n");
	x->seen = 0;
	s->self = x;
	if (x->n < 1)
		return dp_step_fail(s, dp_step_arg(s, "n"), err,
				    _("n= expects 1 row or more."));
	return 0;
}

static enum dp_row_state
head(struct dp_step *s, struct dp_work *w, size_t r)
{
	struct head *x = s->self;

	(void)w;
	(void)r;
	return x->seen++ < x->n ? DP_ROW_KEPT : DP_ROW_DROPPED;
}

static const struct dp_example examples[] = {
	{ "n=2", "nom\na\nb\nc\n", "nom\na\nb\n" },
	{ "n=1 where=ville=='Gap'", "nom,ville\na,Gap\nb,Nice\nc,Gap\n",
	  "nom,ville\na,Gap\nb,Nice\n" },
	{ "", "nom\na\nb\n", "nom\na\nb\n" },
	{ "n=1", "a,b\n1,x\n2,y\n", "a,b\n1,x\n" },
	{ "n=5", "a\n1\n", "a\n1\n" },
	{ "n=2", "a\n\n1\n2\n", "a\n\"\"\n1\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_head = {
	.name = "head",
	.scope = DP_SEQUENCE,
	.drops_rows = true,
	.takes = DP_TAKES_NOTHING,
	.synopsis = N_("[n=NUMBER]"),
	.summary = N_("Keep the first rows."),
	.why = N_("A try on a few rows is quick, and after a sort the first "
		  "ten are the ten largest. The first rows of a file are no "
		  "picture of the whole: for that, take sample."),
	.param = params,
	.bind = bind,
	.sequence = head,
	.example = examples,
};

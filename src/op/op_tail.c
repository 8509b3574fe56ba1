/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tail: the last rows. The first are head's. */
#include "op/pick.h"

#include "base/i18n.h"

static const struct dp_param params[] = {
	{ "n", DP_P_INT, "10", NULL, N_("how many rows to keep"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	int64_t *n = dp_arena_alloc(&s->arena, sizeof *n);

	(void)schema;
	*n = dp_step_int(s, "n");
	s->self = n;
	if (*n < 1)
		return dp_step_fail(s, dp_step_arg(s, "n"), err,
				    _("n= expects 1 row or more."));
	return 0;
}

static bool
is_late(struct dp_step *s, uint64_t index, uint64_t total)
{
	const int64_t *n = s->self;

	return total - index <= (uint64_t)*n;
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	(void)err;
	return dpi_pick(s, inner, is_late);
}

static const struct dp_example examples[] = {
	{ "n=2", "nom\na\nb\nc\n", "nom\nb\nc\n" },
	{ "n=1", "date,n\n2021,3\n2022,5\n", "date,n\n2022,5\n" },
	{ "", "nom\na\nb\n", "nom\na\nb\n" },
	{ "n=1", "a,b\n1,x\n2,y\n", "a,b\n2,y\n" },
	{ "n=5", "a\n1\n2\n", "a\n1\n2\n" },
	{ "n=2", "a\n1\n\n2\n", "a\n\"\"\n2\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_tail = {
	.name = "tail",
	.scope = DP_TABLE,
	.takes = DP_TAKES_NOTHING,
	.synopsis = N_("[n=NUMBER]"),
	.summary = N_("Keep the last rows."),
	.why = N_("The end of a file is where totals, notes and cut-off "
		  "records hide; in a journal it is what is new. All rows "
		  "wait, beyond 64 MB in temporary files (TMPDIR)."),
	.param = params,
	.bind = bind,
	.table = table,
	.example = examples,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sample: rows drawn by lot, each as likely as any other, in their order
 * (selection sampling: Knuth, The Art of Computer Programming 2, 3.4.2, S).
 */
#include "op/pick.h"

#include "base/i18n.h"

struct sample {
	uint64_t left; /* rows still to be drawn */
	uint64_t state;
};

static const struct dp_param params[] = {
	{ "n", DP_P_INT, NULL, NULL, N_("how many rows to draw"), true },
	{ "seed", DP_P_INT, "1", NULL,
	  N_("another number draws other rows; the same draws the same"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct sample *x = dp_arena_alloc(&s->arena, sizeof *x);
	int64_t n = dp_step_int(s, "n");

	(void)schema;
	s->self = x;
	if (n < 1)
		return dp_step_fail(s, dp_step_arg(s, "n"), err,
				    _("n= expects 1 row or more."));
	x->left = (uint64_t)n;
	x->state = (uint64_t)dp_step_int(s, "seed");
	return 0;
}

/* SplitMix64 (S. Vigna 2015, public domain): the same on every machine. */
static uint64_t
draw(struct sample *x)
{
	uint64_t z = x->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static bool
is_drawn(struct dp_step *s, uint64_t index, uint64_t total)
{
	struct sample *x = s->self;

	if (draw(x) % (total - index) >= x->left)
		return false;
	x->left--;
	return true;
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	(void)err;
	return dpi_pick(s, inner, is_drawn);
}

static const struct dp_example examples[] = {
	{ "n=2", "nom\na\nb\nc\nd\ne\n", "nom\na\nc\n" },
	{ "n=2 seed=7", "nom\na\nb\nc\nd\ne\n", "nom\nb\nc\n" },
	{ "n=10", "nom\na\nb\n", "nom\na\nb\n" },
	{ "n=10", "a\n1\n2\n", "a\n1\n2\n" },
	{ "n=1 seed=7", "a\nx\n", "a\nx\n" },
	{ "n=1", "a,b\n1,x\n", "a,b\n1,x\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_sample = {
	.name = "sample",
	.scope = DP_TABLE,
	.takes = DP_TAKES_NOTHING,
	.synopsis = N_("n=NUMBER [seed=NUMBER]"),
	.summary = N_("Draw some rows by lot."),
	.why = N_("Fifty rows drawn by lot, looked up at the source one by "
		  "one, say how good a table is; its first fifty do not. The "
		  "same seed draws the same rows, so that others can check. "
		  "All rows wait, beyond 64 MB in temporary files (TMPDIR)."),
	.param = params,
	.bind = bind,
	.table = table,
	.example = examples,
};

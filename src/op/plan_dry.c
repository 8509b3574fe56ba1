/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A plan without rows: what a recipe makes of the columns of a table, and
 * whether its steps can be bound to them at all.
 */
#include <dpipe/op.h>

static int
no_rows(void *self, struct dp_batch *b, struct dp_err *err)
{
	(void)self;
	(void)b;
	(void)err;
	return 0;
}

static void
no_close(void *self)
{
	(void)self;
}

struct dp_plan *
dp_plan_dry(const struct dp_recipe *r, const struct dp_schema *schema,
	    struct dp_err *err)
{
	struct dp_apply_opts o = { .threads = 1, .dry = true, .no_rows = true };

	return dp_plan_new(r, dp_stream_new(NULL, schema, no_rows, no_close),
			   &o, err);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records as they were read, kept beside the columns, so that what leaves out
 * a row behind a sort can still show it.
 */
#include "op/plan.h"

static int
raw_work(void *self, struct dp_batch *b, struct dp_err *err)
{
	const struct dp_plan *p = self;

	(void)err;
	for (size_t r = 0; r < b->n_rows; r++) {
		struct dp_cell *c = dp_batch_cell(b, r, p->raw_slot - 1);
		dp_str raw = dp_batch_raw(b, r);

		c->p = raw.p;
		c->n = (uint32_t)raw.n;
		c->flags = 0;
	}
	return 0;
}

struct dp_stage
dpi_plan_raw_stage(struct dp_plan *p)
{
	struct dp_stage g = { .work = raw_work, .self = p };

	return g;
}

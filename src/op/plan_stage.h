/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What running a plan's steps on cells and on rows share. */
#ifndef DPI_OP_PLAN_STAGE_H
#define DPI_OP_PLAN_STAGE_H

#include "op/plan.h"

/* What a thread keeps for one step. */
struct dpi_local {
	void *op;
	struct dp_expr_local *where;
	const struct dp_op_class *class;
	bool all; /* most cells are looked at: so are all, without asking */
};

struct dpi_plan_stage {
	struct dp_plan *plan;
	struct dp_step *step;
};

/* What the batch's thread keeps for the step of G; made when first asked. */
struct dpi_local *dpi_plan_local(const struct dpi_plan_stage *g,
				 struct dp_batch *b);
/* What the step of G works with on B. */
struct dp_work dpi_plan_work(const struct dpi_plan_stage *g,
			     struct dp_batch *b);
/* on-error=stop: fails with the finding's sentence. Returns -1. */
int dpi_plan_stop_at(const struct dp_step *s, const struct dp_finding *f,
		     struct dp_err *err);
/* The work of a stage whose step is one on cells. */
int dpi_plan_cells(void *self, struct dp_batch *b, struct dp_err *err);

#endif

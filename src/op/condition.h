/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What operations share whose whole argument is one condition. */
#ifndef DPI_OP_CONDITION_H
#define DPI_OP_CONDITION_H

#include <dpipe/op.h>

/* bind: self becomes the expression. Fails when there is none. */
int dpi_condition_bind(struct dp_step *s, struct dp_schema *schema,
		       struct dp_err *err);
void dpi_condition_unbind(struct dp_step *s);
void *dpi_condition_local_new(const struct dp_step *s);
void dpi_condition_local_free(void *local);
void dpi_condition_needs(const struct dp_step *s, bool *cell);
/*
 * Writes to ROW the rows that are kept so far and for which it HOLDS, or does
 * not; returns how many.
 */
size_t dpi_condition_rows(const struct dp_step *s, struct dp_work *w,
			  bool holds, uint32_t *row);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small tables of awkward cells, on which the steps of a plan are tried. */
#ifndef DPI_PLAN_PROBE_H
#define DPI_PLAN_PROBE_H

#include "op/plan.h"

struct dpi_probe;

/*
 * For tables with the columns that the first step of P finds: cells of all
 * kinds, and often of what the recipe itself names. P is bound, has steps and
 * outlives it.
 */
struct dpi_probe *dpi_probe_new(const struct dp_plan *p);
void dpi_probe_free(struct dpi_probe *x);
/* Another table, the same each time on every machine, as dpipe writes one, in
   OUT, which is emptied first. */
void dpi_probe_next(struct dpi_probe *x, struct dp_buf *out);
/*
 * RECORD, from 1, of the last table came out at the end: others will be like it
 * where the recipe asks something of them, so that few conditions leave all
 * rows out.
 */
void dpi_probe_passed(struct dpi_probe *x, uint64_t record);

#endif

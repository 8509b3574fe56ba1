/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the step clean share. */
#ifndef DPI_CLEAN_H
#define DPI_CLEAN_H

#include <dpipe/clean.h>
#include <dpipe/part.h>

struct dpi_cleaning {
	const struct dp_clean *c;
	struct dp_plan *plan;
	struct dp_outfile table, audit, rejects, report;
	bool table_open, audit_open, rejects_open, report_open;
	bool started;         /* the table: something of it was written */
	struct dp_part_of of; /* where c->parts is set */
};

/* Adds to RESULT what was done: sums, steps, examples, findings. */
void dpi_clean_say(const struct dpi_cleaning *g, struct dp_result *result);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The right spellings that cluster takes values of its groups from. */
#ifndef DPI_OP_CLUSTER_REFERENCE_H
#define DPI_OP_CLUSTER_REFERENCE_H

#include <dpipe/op.h>

/* Of one column; each value lives as long as the step. */
struct dpi_reference {
	dp_str *value;
	size_t n, cap;
};

/*
 * Reads the table that the argument reference= of S names, a column of it for
 * each column of S: the one called the same, or the first. *OUT gets an array
 * of as many, freed by the caller with the values of each, also after a
 * failure; NULL without that argument.
 */
int dpi_reference_read(struct dp_step *s, struct dpi_reference **out,
		       struct dp_err *err);

#endif

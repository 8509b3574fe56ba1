/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a recipe takes of a table that is not there. */
#ifndef DPI_RECIPE_ASKING_H
#define DPI_RECIPE_ASKING_H

#include <dpipe/op.h>

struct dpi_asking {
	const struct dp_recipe *given;
	struct dp_recipe recipe; /* lines of its own; text of the given one */
	struct dp_arena text;
	dp_str *column; /* that the table must have, in an order that fits */
	size_t n, cap;
	size_t next; /* behind the column that was put into its place last */
	size_t n_patterns; /* steps that cannot be bound without a table */
};

/* Starts K on R, which must outlive it; to be ended. */
void dpi_asking_start(struct dpi_asking *k, const struct dp_recipe *r);
void dpi_asking_done(struct dpi_asking *k);
/*
 * The plan of a table that has all columns that the steps ask for, which K
 * has then, and of others that they do not name, before, behind and between
 * them. NULL where the steps fit no table.
 */
struct dp_plan *dpi_asking_bind(struct dpi_asking *k, struct dp_err *err);
/*
 * The same with steps off, in K's recipe, that read files which are not there,
 * and those that take columns which may come of them.
 */
struct dp_plan *dpi_asking_bind_some(struct dpi_asking *k, struct dp_err *err);
/* Has K a column called NAME? */
bool dpi_asking_knows(const struct dpi_asking *k, dp_str name);
/*
 * Looks at what else is in steps that choose columns by a pattern: -1 where
 * one is wrong whatever the table.
 */
int dpi_asking_check_patterns(const struct dpi_asking *k, struct dp_err *err);
/*
 * Are all steps of R right, for some table? -1 with DP_ERECIPE where one is
 * not. Files that steps read need not be there.
 */
int dpi_recipe_fits(const struct dp_recipe *r, struct dp_err *err);
/* The same of LINE alone, a step of R that may be off. */
bool dpi_step_fits(const struct dp_recipe *r, const struct dp_line *line);

#endif

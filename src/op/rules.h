/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of the step expect, read from its arguments. */
#ifndef DPI_OP_RULES_H
#define DPI_OP_RULES_H

#include "op/predicate.h"

/* One rule about its columns: a predicate with what it has seen. */
struct dpi_rule {
	struct dpi_predicate p;
	dp_str text;    /* as the recipe could have it: siret na<1% */
	size_t *column; /* indices in the schema, in the step's arena */
	size_t n_columns;
	bool whole; /* it is judged when all rows have been seen */
	bool cells; /* it is told of each row that is not so */
};

/* True when A is a rule, and not what all steps have, or an order. */
bool dpi_is_rule(const struct dp_arg *a);
/*
 * Fills P, which is zeroed, from the rule A; its texts are in A and ARENA.
 * Fails with a sentence that has no place. P is the caller's to give to
 * dpi_predicate_done in any case.
 */
int dpi_rule_read(const struct dp_arg *a, struct dp_arena *arena,
		  struct dpi_predicate *p, struct dp_err *err);
/*
 * Reads the rules of S into *RULE, in the step's arena, and *N; on failure
 * those that are read. Their predicates are the caller's to free.
 */
int dpi_rules_read(struct dp_step *s, const struct dp_schema *schema,
		   struct dpi_rule **rule, size_t *n, struct dp_err *err);

#endif

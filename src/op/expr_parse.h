/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the parser of expressions share: operators,
 * operands and calls.
 */
#ifndef DPI_OP_EXPR_PARSE_H
#define DPI_OP_EXPR_PARSE_H

#include "op/expr.h"

/* What a function returns instead of a node when it failed. */
#define DPI_X_FAILED UINT32_MAX

/* A variable that is known where it is parsed. */
struct dpi_grel_name {
	dp_str name;
	uint32_t var;
	struct dpi_grel_name *outer;
};

struct dpi_parse {
	struct dp_expr *e;
	const struct dp_schema *schema;
	const char *start, *at, *end;
	bool cell;                   /* `value` means something */
	struct dpi_grel_name *names; /* of GREL's variables, the last one */
	unsigned depth;              /* of the recursion */
	size_t *at_bytes;            /* where it failed */
	struct dp_err *err;
};

/* Moves past white space. */
void dpi_parse_blanks(struct dpi_parse *p);
/* Length of the name that starts at the current place, 0 when none does. */
size_t dpi_parse_name(const struct dpi_parse *p);
/* True, and moves past it, when SIGN stands next (after blanks). */
bool dpi_parse_sign(struct dpi_parse *p, const char *sign);
/* The same for a whole WORD. */
bool dpi_parse_word(struct dpi_parse *p, const char *word);
/* Fails at AT with the formatted sentence. */
uint32_t dpi_parse_fail(struct dpi_parse *p, const char *at, const char *fmt,
			...) DP_PRINTF(3, 4);
/* Fails at the current place: FMT (with one %s) says what was expected. */
uint32_t dpi_parse_expected(struct dpi_parse *p, const char *fmt);
/* The value of the text in quotes at the current place; false: it fails. */
bool dpi_parse_string(struct dpi_parse *p, dp_str *out);
/* A whole expression, as between brackets. */
uint32_t dpi_parse_expression(struct dpi_parse *p);
/* An operand with what is called on it. */
uint32_t dpi_parse_operand(struct dpi_parse *p);
/* Joins the N children at CHILD under OP; START is where they begin. */
uint32_t dpi_parse_join(struct dpi_parse *p, enum dpi_x_op op,
			const uint32_t *child, size_t n, const char *start);

/*
 * Is a text of the N operands at CHILD, from START on, called like a column and
 * of no use to OP? True: it fails.
 */
bool dpi_parse_mistakes(struct dpi_parse *p, enum dpi_x_op op,
			const uint32_t *child, size_t n, const char *start);

/* Arguments of a call, read one by one. */
struct dpi_parse_list {
	uint32_t *child;
	size_t n, cap;
	const char *last; /* where the last of them is written */
};

void dpi_parse_put(struct dpi_parse_list *l, uint32_t node);
/* The function called NAME, written at AT; NULL when there is none. */
const struct dpi_x_function *dpi_parse_function(struct dpi_parse *p,
						dp_str name, const char *at);
/*
 * NODE, from AT to the current place, is argument I of F, from 0. Where it
 * says how and no row can change it, it must be what F knows; false: it fails.
 */
bool dpi_parse_option(struct dpi_parse *p, const struct dpi_x_function *f,
		      size_t i, uint32_t node, const char *at);
/* The call of NAME, written at AT; the ( is behind. L holds what it is on. */
uint32_t dpi_parse_call(struct dpi_parse *p, dp_str name, const char *at,
			struct dpi_parse_list *l);

/* cells[…] of GREL, the [ behind: AT is where it starts. */
uint32_t dpi_parse_cell_of(struct dpi_parse *p, const char *at);
/* NODE calls columnNames, from AT on: the list it stands for. */
uint32_t dpi_parse_column_names(struct dpi_parse *p, uint32_t node,
				const char *at);

#endif

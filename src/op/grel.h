/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL as OpenRefine 3.6 evaluates it, for expressions that start with grel:.
 * Values have types (7 / 2 is 3, "5" + 1 is "51", 5 == "5" is false), lengths
 * count UTF-16 units, numbers are written as Java writes them. The parser is
 * that of our own expressions. Internal to the library.
 */
#ifndef DPI_OP_GREL_H
#define DPI_OP_GREL_H

#include "op/expr.h"

/* The function called NAME, or NULL. */
const struct dpi_x_function *dpi_grel_function(dp_str name);
/* Appends each name of a function to NAMES (see dpi_did_you_mean). */
size_t dpi_grel_names(dp_str *names, size_t most);
/* How many arguments of NAME, from the second on, name variables. */
unsigned dpi_grel_binds(dp_str name);

/* What the operator N gives. */
struct dp_expr_value dpi_grel_operator(const struct dpi_eval *v,
				       const struct dpi_x_node *n);
/* X as a cell keeps it: text, yes or no, null or an error. */
struct dp_expr_value dpi_grel_stored(const struct dpi_eval *v,
				     struct dp_expr_value x);

/* ---- values ----------------------------------------------------------- */

struct dp_expr_value dpi_grel_whole(int64_t n);
/* A number that may be infinite. */
struct dp_expr_value dpi_grel_number(double d);
/* Milliseconds since 1970 as a date. */
struct dp_expr_value dpi_grel_date(int64_t ms);
/* A text kept in the batch. */
struct dp_expr_value dpi_grel_text(const struct dpi_eval *v, dp_str s);
/* X as Java's toString has it, in the batch; p is NULL for null and errors. */
dp_str dpi_grel_string(const struct dpi_eval *v, struct dp_expr_value x);
/* Argument I as a text, whatever it is; false for null, lists and errors. */
bool dpi_grel_arg_text(const struct dpi_eval *v, const struct dpi_x_node *n,
		       size_t i, dp_str *s);
/* Appends D as Java writes it: 5.0, 1.0E10. */
void dpi_grel_put_double(double d, struct dp_buf *out);
/* Appends the date MS as ISO 8601; SHORT: without seconds that are none. */
void dpi_grel_put_date(int64_t ms, bool is_short, struct dp_buf *out);
/* Reads S as Java's parseLong or parseDouble does. */
bool dpi_grel_read_number(dp_str s, struct dp_expr_value *out);
/* A number of either kind as a double. */
bool dpi_grel_double(struct dp_expr_value x, double *out);
/* True when A and B are of one type and equal. */
bool dpi_grel_same(struct dp_expr_value a, struct dp_expr_value b);

/* UTF-16 units of S. */
size_t dpi_grel_units(dp_str s);
/* Units FROM to TO of S; half of a pair is written ?. */
struct dp_expr_value dpi_grel_cut(const struct dpi_eval *v, dp_str s,
				  size_t from, size_t to);

/*
 * Appends the pattern S so that it takes letters of ASCII in either case, and
 * no others: so does Java's /i.
 */
void dpi_grel_any_case(dp_str s, struct dp_buf *out);

/* ---- lists ------------------------------------------------------------ */

struct dpi_grel_list {
	struct dp_expr_value *item;
	size_t n, cap;
};
void dpi_grel_put(struct dpi_grel_list *l, struct dp_expr_value x);
/* L as a list of the batch; L is empty then. */
struct dp_expr_value dpi_grel_finish(const struct dpi_eval *v,
				     struct dpi_grel_list *l);

/* ---- functions, ended by one without a name ---------------------------- */

extern const struct dpi_x_function dpi_grel_of_values[];
extern const struct dpi_x_function dpi_grel_of_texts[];
extern const struct dpi_x_function dpi_grel_of_parts[];
extern const struct dpi_x_function dpi_grel_of_numbers[];
extern const struct dpi_x_function dpi_grel_of_dates[];
extern const struct dpi_x_function dpi_grel_of_writing[];
extern const struct dpi_x_function dpi_grel_of_lists[];

/* A row of such a table; PATTERN: the second argument may be one. */
#define DPI_GREL(name, min, max, pattern, call) \
	{ \
		name, min, max, pattern, false, true, true, call \
	}

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions of lists, and how a function is found by its name.
 */
#include "op/grel.h"

#include <stdlib.h>

#include "base/strtab.h"

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

/* [a, b], as the parser has it. */
static value
array(eval *v, node *n)
{
	struct dpi_grel_list l = { 0 };

	for (size_t i = 0; i < n->n; i++)
		dpi_grel_put(&l, dpi_x_arg(v, n, i));
	return dpi_grel_finish(v, &l);
}

/* The separator stands before what follows a text: "" has none behind it. */
static value
join(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), by = dpi_x_arg(v, n, 1);
	struct dp_buf b = { 0 };

	if (x.kind != DP_X_LIST || by.kind != DP_X_TEXT)
		return dpi_x_error();
	for (size_t i = 0; i < x.n_items; i++) {
		dp_str s = dpi_grel_string(v, x.item[i]);

		if (!s.p)
			continue;
		if (b.n)
			dp_buf_str(&b, by.text);
		dp_buf_str(&b, s);
	}
	x = dpi_grel_text(v, dp_buf_view(&b));
	dp_buf_done(&b);
	return x;
}

static value
uniques(eval *v, node *n)
{
	struct dpi_strtab seen = { 0 };
	struct dpi_grel_list l = { 0 };
	value x = dpi_x_arg(v, n, 0);

	if (x.kind != DP_X_LIST)
		return dpi_x_error();
	for (size_t i = 0; i < x.n_items; i++) {
		struct dp_buf key = { 0 };
		bool added;

		/* 1 and "1" are two */
		dp_buf_format(&key, "%d ", (int)x.item[i].kind);
		dp_buf_str(&key, dpi_grel_string(v, x.item[i]));
		(void)dpi_strtab_add(&seen, dp_buf_view(&key), &added);
		if (added)
			dpi_grel_put(&l, x.item[i]);
		dp_buf_done(&key);
	}
	dpi_strtab_done(&seen);
	return dpi_grel_finish(v, &l);
}

static value
reverse(eval *v, node *n)
{
	struct dpi_grel_list l = { 0 };
	value x = dpi_x_arg(v, n, 0);

	if (x.kind != DP_X_LIST)
		return dpi_x_error();
	for (size_t i = x.n_items; i-- > 0;)
		dpi_grel_put(&l, x.item[i]);
	return dpi_grel_finish(v, &l);
}

static int
compare(const void *a, const void *b)
{
	const value *x = a, *y = b;
	double d, e;

	if (dpi_grel_double(*x, &d) && dpi_grel_double(*y, &e))
		return (d > e) - (d < e);
	if (x->kind == DP_X_DATE)
		return (x->whole > y->whole) - (x->whole < y->whole);
	return dp_str_cmp(x->text, y->text);
}

/* All of one type; else it is an error. */
static value
sort(eval *v, node *n)
{
	struct dpi_grel_list l = { 0 };
	value x = dpi_x_arg(v, n, 0);
	bool good = x.kind == DP_X_LIST;

	for (size_t i = 0; good && i < x.n_items; i++) {
		good = x.item[i].kind == x.item[0].kind &&
		       (x.item[i].kind == DP_X_TEXT ||
			x.item[i].kind == DP_X_WHOLE ||
			x.item[i].kind == DP_X_NUMBER ||
			x.item[i].kind == DP_X_DATE);
		dpi_grel_put(&l, x.item[i]);
	}
	if (!good) {
		free(l.item);
		return dpi_x_error();
	}
	if (l.n)
		qsort(l.item, l.n, sizeof *l.item, compare);
	return dpi_grel_finish(v, &l);
}

/* What is no number adds nothing. */
static value
sum(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	double all = 0, d;

	if (x.kind != DP_X_LIST)
		return dpi_x_error();
	for (size_t i = 0; i < x.n_items; i++)
		if (dpi_grel_double(x.item[i], &d))
			all += d;
	return dpi_grel_number(all);
}

static value
in_array(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), y = dpi_x_arg(v, n, 1);

	if (x.kind != DP_X_LIST || y.kind != DP_X_TEXT)
		return dpi_x_error();
	for (size_t i = 0; i < x.n_items; i++)
		if (dpi_grel_same(x.item[i], y))
			return dpi_x_bool(true);
	return dpi_x_bool(false);
}

const struct dpi_x_function dpi_grel_of_lists[] = {
	DPI_GREL("array", 0, DPI_X_ANY, false, array),
	DPI_GREL("join", 2, 2, false, join),
	DPI_GREL("uniques", 1, 1, false, uniques),
	DPI_GREL("reverse", 1, 1, false, reverse),
	DPI_GREL("sort", 1, 1, false, sort),
	DPI_GREL("sum", 1, 1, false, sum),
	DPI_GREL("inArray", 2, 2, false, in_array),
	{ NULL, 0, 0, false, false, false, false, NULL },
};

/* ---- names ------------------------------------------------------------ */

static const struct dpi_x_function *const tables[] = {
	dpi_grel_of_values,  dpi_grel_of_texts, dpi_grel_of_parts,
	dpi_grel_of_numbers, dpi_grel_of_dates, dpi_grel_of_writing,
	dpi_grel_of_lists,
};

const struct dpi_x_function *
dpi_grel_function(dp_str name)
{
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		for (const struct dpi_x_function *f = tables[i]; f->name; f++)
			if (dp_str_is(name, f->name))
				return f;
	return NULL;
}

size_t
dpi_grel_names(dp_str *names, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		for (const struct dpi_x_function *f = tables[i]; f->name; f++)
			if (n < most)
				names[n++] = dp_str_c(f->name);
	return n;
}

unsigned
dpi_grel_binds(dp_str name)
{
	if (dp_str_is(name, "forEachIndex"))
		return 2;
	return dp_str_is(name, "with") || dp_str_is(name, "forEach") ||
	       dp_str_is(name, "forNonBlank") || dp_str_is(name, "filter");
}

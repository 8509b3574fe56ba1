/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions of lists, and how a function is found by its name.
 */
#include "op/grel.h"

#include <math.h>
#include <stdlib.h>

#include "base/strtab.h"

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

/* Items that range makes at most. */
#define RANGE_MAX 100000

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

	if (x.kind != DP_X_LIST || x.key || by.kind != DP_X_TEXT)
		return dpi_grel_expects(v, n, "an array and a string");
	for (size_t i = 0; i < x.n_items; i++) {
		dp_str s = dpi_grel_shown(v, x.item[i]);

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

	if (x.kind != DP_X_LIST || x.key)
		return dpi_grel_expects(v, n, "an array");
	for (size_t i = 0; i < x.n_items; i++) {
		struct dp_buf key = { 0 };
		bool added;

		/* 1 and "1" are two */
		dp_buf_format(&key, "%d ", (int)x.item[i].kind);
		dp_buf_str(&key, dpi_grel_shown(v, x.item[i]));
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

	if (x.kind != DP_X_LIST || x.key)
		return dpi_grel_expects(v, n, "an array");
	for (size_t i = x.n_items; i-- > 0;)
		dpi_grel_put(&l, x.item[i]);
	return dpi_grel_finish(v, &l);
}

/* In units of UTF-16: what needs two comes before U+E000. */
static int
compare_texts(dp_str a, dp_str b)
{
	size_t i = 0;
	unsigned char x, y;

	while (i < a.n && i < b.n && a.p[i] == b.p[i])
		i++;
	if (i == a.n || i == b.n)
		return (a.n > b.n) - (a.n < b.n);
	x = (unsigned char)a.p[i];
	y = (unsigned char)b.p[i];
	if (x >= 0xEE && y >= 0xEE && (x >= 0xF0) != (y >= 0xF0))
		return x >= 0xF0 ? -1 : 1;
	return x < y ? -1 : 1;
}

static int
compare(const void *a, const void *b)
{
	const value *x = a, *y = b;
	double d, e;

	if (x->kind == DP_X_NULL || y->kind == DP_X_NULL)
		return (x->kind == DP_X_NULL) - (y->kind == DP_X_NULL);
	if (x->kind == DP_X_NUMBER && dpi_grel_double(*x, &d) &&
	    dpi_grel_double(*y, &e))
		return (d > e) - (d < e);
	if (x->kind == DP_X_DATE || x->kind == DP_X_WHOLE)
		return (x->whole > y->whole) - (x->whole < y->whole);
	if (x->kind == DP_X_BOOL)
		return x->yes - y->yes;
	return compare_texts(x->text, y->text);
}

/* All of one type, nulls at the end; else it is an error. */
static value
sort(eval *v, node *n)
{
	struct dpi_grel_list l = { 0 };
	value x = dpi_x_arg(v, n, 0);
	enum dp_expr_kind kind = DP_X_NULL;
	bool one = true;

	if (x.kind != DP_X_LIST || x.key)
		return dpi_grel_expects(v, n, "an array");
	for (size_t i = 0; i < x.n_items; i++) {
		enum dp_expr_kind k = x.item[i].kind;

		if (k == DP_X_LIST || k == DP_X_ERROR) {
			free(l.item);
			return dpi_grel_expects(v, n,
						"an array of uniform type");
		}
		if (k != DP_X_NULL) {
			one = one && (kind == DP_X_NULL || k == kind);
			kind = k;
		}
		dpi_grel_put(&l, x.item[i]);
	}
	if (!one) {
		free(l.item);
		return dpi_grel_fail(v, "java.lang.ClassCastException");
	}
	if (l.n)
		qsort(l.item, l.n, sizeof *l.item, compare);
	x = dpi_grel_finish(v, &l);
	x.text = DP_S("Comparable[]");
	return x;
}

/* What is no number adds nothing; the last one is the first. */
static value
sum(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	double all = 0, d;

	if (x.kind != DP_X_LIST || x.yes)
		return dpi_grel_expects(v, n, "an array of numbers");
	for (size_t i = x.n_items; i-- > 0;)
		if (dpi_grel_double(x.item[i], &d))
			all += d;
	return dpi_grel_number(all);
}

static value
in_array(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), y = dpi_x_arg(v, n, 1);

	if (x.kind == DP_X_NULL || y.kind != DP_X_TEXT)
		return dpi_grel_expects(v, n, "a string");
	if (x.kind != DP_X_LIST || x.key)
		return dpi_grel_expects(v, n, "an array");
	for (size_t i = 0; i < x.n_items; i++)
		if (dpi_grel_same(x.item[i], y))
			return dpi_x_bool(true);
	return dpi_x_bool(false);
}

/* ---- range ------------------------------------------------------------ */

/* The whole numbers of a text between commas, up to three. */
static int
numbers_of(dp_str s, int32_t *out)
{
	int n = 0;

	if (s.n == 0 || s.p[s.n - 1] == ',')
		return -1;
	while (s.n && n < 3) {
		value x;

		if (!dpi_grel_read_number(dp_trim(dp_str_cut(&s, ',')), &x) ||
		    x.kind != DP_X_WHOLE || x.whole < INT32_MIN ||
		    x.whole > INT32_MAX)
			return -1;
		out[n++] = (int32_t)x.whole;
	}
	return s.n ? -1 : n;
}

/* range(to), range(from, to), range(from, to, step); also in one text. */
static value
range(eval *v, node *n)
{
	struct dpi_grel_list l = { 0 };
	struct dp_buf all = { 0 };
	int32_t at[3] = { 0, 0, 1 };
	value made;
	int64_t from, to, by;
	int found;

	for (size_t i = 0; i < n->n; i++) {
		value x = dpi_x_arg(v, n, i);

		if (i)
			dp_buf_char(&all, ',');
		if (x.kind == DP_X_NUMBER && x.number == trunc(x.number))
			x = dpi_grel_whole(dpi_grel_int(x.number));
		dp_buf_str(&all, dpi_grel_string(v, x));
	}
	found = numbers_of(dp_trim(dp_buf_view(&all)), at);
	dp_buf_done(&all);
	if (found < 0)
		return dpi_grel_expects(
			v, n,
			"a string of the form 'a, b, c' or integers a, b, c "
			"where a and b are the start and the end of the range "
			"respectively and c is the step (increment)");
	from = found > 1 ? at[0] : 0;
	to = found > 1 ? at[1] : at[0];
	by = found > 2 ? at[2] : 1;
	for (; by && (by > 0 ? from < to : from > to) && l.n < RANGE_MAX;
	     from += by)
		dpi_grel_put(&l, dpi_grel_whole(from));
	made = dpi_grel_finish(v, &l);
	made.text = DP_S("Integer[]");
	return made;
}

const struct dpi_x_function dpi_grel_of_lists[] = {
	DPI_GREL("array", 0, DPI_X_ANY, false, array),
	/* the parser gives it the names */
	DPI_GREL("columnNames", 0, DPI_X_ANY, false, array),
	DPI_GREL("join", 2, 2, false, join),
	DPI_GREL("uniques", 1, 1, false, uniques),
	DPI_GREL("reverse", 1, 1, false, reverse),
	DPI_GREL("sort", 1, 1, false, sort),
	DPI_GREL("sum", 1, 1, false, sum),
	DPI_GREL("inArray", 2, 2, false, in_array),
	DPI_GREL("range", 1, 3, false, range),
	DPI_GREL_END,
};

/* ---- names ------------------------------------------------------------ */

static const struct dpi_x_function *const tables[] = {
	dpi_grel_of_values,  dpi_grel_of_controls,    dpi_grel_of_facets,
	dpi_grel_of_texts,   dpi_grel_of_parts,       dpi_grel_of_splits,
	dpi_grel_of_numbers, dpi_grel_of_dates,       dpi_grel_of_writing,
	dpi_grel_of_escapes, dpi_grel_of_codes,       dpi_grel_of_lists,
	dpi_grel_of_json,    dpi_grel_of_mathematics,
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

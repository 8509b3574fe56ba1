/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Functions of expressions, and their table. Names and meanings are GREL's;
 * where ours differ, op.h says so.
 */
#include "op/expr.h"

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

/* ---- what a value is -------------------------------------------------- */

static value
is_blank(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);

	return dpi_x_bool(x.kind == DP_X_ERROR || dpi_x_blank(x));
}

static value
is_not_blank(eval *v, node *n)
{
	return dpi_x_bool(!is_blank(v, n).yes);
}

static value
is_null(eval *v, node *n)
{
	return dpi_x_bool(dpi_x_arg(v, n, 0).kind == DP_X_NULL);
}

static value
is_not_null(eval *v, node *n)
{
	return dpi_x_bool(dpi_x_arg(v, n, 0).kind != DP_X_NULL);
}

static value
is_error(eval *v, node *n)
{
	return dpi_x_bool(dpi_x_arg(v, n, 0).kind == DP_X_ERROR);
}

static value
is_numeric(eval *v, node *n)
{
	double d;

	return dpi_x_bool(dpi_x_double(dpi_x_arg(v, n, 0), &d));
}

static value
to_number(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	dp_str t;

	if (x.kind == DP_X_NUMBER || dpi_x_blank(x))
		return x.kind == DP_X_NUMBER ? x : dpi_x_null();
	if (x.kind != DP_X_TEXT)
		return dpi_x_error();
	t = dp_trim(x.text);
	if (!dp_number_double(t, &x.number))
		return dpi_x_error();
	x = dpi_x_number(x.number);
	if (dpi_x_canonical(t))
		x.text = t;
	return x;
}

static value
to_string(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);

	return x.kind == DP_X_ERROR ? x : dpi_x_text(dpi_x_string(v, x));
}

/* ---- yes or no of a text ---------------------------------------------- */

/*
 * Puts the first argument in *S as text. False when it is null or an error:
 * the answer is then *OTHERWISE.
 */
static bool
subject(eval *v, node *n, dp_str *s, value *otherwise)
{
	value x = dpi_x_arg(v, n, 0);

	if (x.kind == DP_X_ERROR)
		*otherwise = x;
	*s = dpi_x_string(v, x);
	return s->p != NULL;
}

/* The same of two texts. */
static bool
two(eval *v, node *n, dp_str *s, dp_str *t, value *otherwise)
{
	value x;

	if (!subject(v, n, s, otherwise))
		return false;
	x = dpi_x_arg(v, n, 1);
	if (x.kind == DP_X_ERROR)
		*otherwise = x;
	*t = dpi_x_string(v, x);
	return t->p != NULL;
}

static bool
has_pattern(eval *v, node *n)
{
	return v->e->node[v->e->arg[n->first + 1]].op == DPI_X_PATTERN;
}

static value
contains(eval *v, node *n)
{
	value otherwise = dpi_x_bool(false);
	dp_str s, t;
	int found;

	if (!has_pattern(v, n)) {
		if (!two(v, n, &s, &t, &otherwise))
			return otherwise;
		return dpi_x_bool(dp_str_search(s, t) >= 0);
	}
	if (!subject(v, n, &s, &otherwise))
		return otherwise;
	found = dpi_x_find(v, n, s, 0);
	return found < 0 ? dpi_x_error() : dpi_x_bool(found > 0);
}

static value
match(eval *v, node *n)
{
	value otherwise = dpi_x_null();
	dp_str s;
	int found;

	if (!subject(v, n, &s, &otherwise))
		return otherwise;
	found = dpi_x_find(v, n, s, 0);
	if (found < 0)
		return dpi_x_error();
	return found ? dpi_x_bool(true) : dpi_x_null();
}

static value
starts_with(eval *v, node *n)
{
	value otherwise = dpi_x_bool(false);
	dp_str s, t;

	if (!two(v, n, &s, &t, &otherwise))
		return otherwise;
	if (s.n > t.n)
		s.n = t.n;
	return dpi_x_bool(dp_str_eq(s, t));
}

static value
ends_with(eval *v, node *n)
{
	value otherwise = dpi_x_bool(false);
	dp_str s, t;

	if (!two(v, n, &s, &t, &otherwise))
		return otherwise;
	if (s.n > t.n)
		s = dp_str_from(s, s.n - t.n);
	return dpi_x_bool(dp_str_eq(s, t));
}

static value
in(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), y;
	size_t i;

	if (x.kind == DP_X_ERROR)
		return x;
	for (i = 1; i < n->n; i++) {
		y = dpi_x_arg(v, n, i);
		if (y.kind != DP_X_ERROR && dpi_x_equal(&x, &y))
			return dpi_x_bool(true);
	}
	return dpi_x_bool(false);
}

/* ---- texts ------------------------------------------------------------ */

static value
length(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	dp_str s = dpi_x_string(v, x);

	if (x.kind == DP_X_LIST)
		return dpi_x_number((double)x.n_items);
	if (!s.p)
		return x.kind == DP_X_ERROR ? x : dpi_x_null();
	return dpi_x_number((double)dp_utf8_chars(s));
}

/* What the thread's buffer holds, kept in the batch. */
static value
made(eval *v)
{
	dp_str s = dp_buf_view(&v->l->buf);

	return dpi_x_text(s.n ? dp_keep(&v->b->text, s) : DP_S(""));
}

static value
change_case(eval *v, node *n, enum dp_case how)
{
	value otherwise = dpi_x_null();
	dp_str s;

	if (!subject(v, n, &s, &otherwise))
		return otherwise;
	v->l->buf.n = 0;
	dp_case_change(s, how, &v->l->buf);
	return made(v);
}

static value
to_lower(eval *v, node *n)
{
	return change_case(v, n, DP_CASE_LOWER);
}

static value
to_upper(eval *v, node *n)
{
	return change_case(v, n, DP_CASE_UPPER);
}

static value
to_title(eval *v, node *n)
{
	return change_case(v, n, DP_CASE_TITLE);
}

static value
trim(eval *v, node *n)
{
	value otherwise = dpi_x_null();
	dp_str s;

	return subject(v, n, &s, &otherwise) ? dpi_x_text(dp_trim(s)) :
					       otherwise;
}

/* Replaces every OLD in S by the third argument. */
static value
replace_text(eval *v, node *n, dp_str s, dp_str old)
{
	struct dp_buf *buf = &v->l->buf;
	dp_str new, before = s;
	value x = dpi_x_arg(v, n, 2);
	ptrdiff_t at;

	if (x.kind == DP_X_ERROR)
		return x;
	new = dpi_x_string(v, x);
	if (old.n == 0 || dp_str_search(s, old) < 0)
		return dpi_x_text(s);
	buf->n = 0;
	while ((at = dp_str_search(s, old)) >= 0) {
		before.p = s.p;
		before.n = (size_t)at;
		dp_buf_str(buf, before);
		dp_buf_str(buf, new);
		s = dp_str_from(s, (size_t)at + old.n);
	}
	dp_buf_str(buf, s);
	return made(v);
}

static value
replace(eval *v, node *n)
{
	value otherwise = dpi_x_null();
	dp_str s, old;
	int count;

	if (!has_pattern(v, n))
		return two(v, n, &s, &old, &otherwise) ?
			       replace_text(v, n, s, old) :
			       otherwise;
	if (!subject(v, n, &s, &otherwise))
		return otherwise;
	count = dpi_x_replace(v, n, n->with, s);
	if (count < 0)
		return dpi_x_error();
	return count == 0 ? dpi_x_text(s) : made(v);
}

/* Argument I as a place among CHARS characters; below 0 from the end. */
static bool
place(eval *v, node *n, size_t i, size_t chars, size_t *out)
{
	double d;

	if (!dpi_x_double(dpi_x_arg(v, n, i), &d))
		return false;
	if (d < 0)
		d += (double)chars;
	*out = d <= 0 ? 0 : d >= (double)chars ? chars : (size_t)d;
	return true;
}

/* Byte where character CHARS (from 0) of S starts. */
static size_t
byte_of(dp_str s, size_t chars)
{
	size_t i = 0;
	uint32_t c;

	for (; chars > 0 && i < s.n; chars--) {
		unsigned n = dp_utf8_decode(s.p + i, s.n - i, &c);

		i += n ? n : 1;
	}
	return i;
}

static value
substring(eval *v, node *n)
{
	value otherwise = dpi_x_null();
	size_t chars, from, to, start;
	dp_str s;

	if (!subject(v, n, &s, &otherwise))
		return otherwise;
	to = chars = dp_utf8_chars(s);
	if (!place(v, n, 1, chars, &from) ||
	    (n->n > 2 && !place(v, n, 2, chars, &to)))
		return dpi_x_error();
	if (to <= from)
		return dpi_x_text(DP_S(""));
	start = byte_of(s, from);
	s.n = byte_of(s, to) - start;
	s.p += start;
	return dpi_x_text(s);
}

/* ---- choosing --------------------------------------------------------- */

static value
coalesce(eval *v, node *n)
{
	size_t i;

	for (i = 0; i < n->n; i++) {
		value x = dpi_x_arg(v, n, i);

		if (x.kind != DP_X_ERROR && !dpi_x_blank(x))
			return x;
	}
	return dpi_x_null();
}

static value
if_else(eval *v, node *n)
{
	return dpi_x_arg(v, n, dpi_x_yes(dpi_x_arg(v, n, 0)) ? 1 : 2);
}

static value
all_of(eval *v, node *n)
{
	size_t i;

	for (i = 0; i < n->n; i++)
		if (!dpi_x_yes(dpi_x_arg(v, n, i)))
			return dpi_x_bool(false);
	return dpi_x_bool(true);
}

static value
any_of(eval *v, node *n)
{
	size_t i;

	for (i = 0; i < n->n; i++)
		if (dpi_x_yes(dpi_x_arg(v, n, i)))
			return dpi_x_bool(true);
	return dpi_x_bool(false);
}

static value
none_of(eval *v, node *n)
{
	return dpi_x_bool(!any_of(v, n).yes);
}

/* A function of ours: it looks at its arguments one by one. */
#define OURS(name, min, max, pattern, only, room, yes, call) \
	{ \
		name, min, max, pattern, only, room, yes, false, call \
	}

const struct dpi_x_function *
dpi_x_functions(void)
{
	static const struct dpi_x_function all[] = {
		/* name, least and most arguments, pattern, only, room, yes */
		OURS("isBlank", 1, 1, false, false, false, true, is_blank),
		OURS("isNotBlank", 1, 1, false, false, false, true,
		     is_not_blank),
		OURS("isNonBlank", 1, 1, false, false, false, true,
		     is_not_blank),
		OURS("isNull", 1, 1, false, false, false, true, is_null),
		OURS("isNotNull", 1, 1, false, false, false, true, is_not_null),
		OURS("isError", 1, 1, false, false, false, true, is_error),
		OURS("isNumeric", 1, 1, false, false, false, true, is_numeric),
		OURS("length", 1, 1, false, false, true, false, length),
		OURS("contains", 2, 2, true, false, true, true, contains),
		OURS("startsWith", 2, 2, false, false, true, true, starts_with),
		OURS("endsWith", 2, 2, false, false, true, true, ends_with),
		OURS("match", 2, 2, true, true, true, true, match),
		OURS("in", 2, DPI_X_ANY, false, false, false, true, in),
		OURS("toLowercase", 1, 1, false, false, true, false, to_lower),
		OURS("toUppercase", 1, 1, false, false, true, false, to_upper),
		OURS("toTitlecase", 1, 1, false, false, true, false, to_title),
		OURS("trim", 1, 1, false, false, true, false, trim),
		OURS("replace", 3, 3, true, false, true, false, replace),
		OURS("substring", 2, 3, false, false, true, false, substring),
		OURS("toNumber", 1, 1, false, false, false, false, to_number),
		OURS("toString", 1, 1, false, false, true, false, to_string),
		OURS("coalesce", 1, DPI_X_ANY, false, false, false, true,
		     coalesce),
		OURS("if", 3, 3, false, false, false, true, if_else),
		OURS("and", 1, DPI_X_ANY, false, false, false, true, all_of),
		OURS("or", 1, DPI_X_ANY, false, false, false, true, any_of),
		OURS("not", 1, 1, false, false, false, true, none_of),
		OURS("value", 1, 1, false, false, false, true, dpi_x_fn_value),
		OURS("chomp", 2, 2, false, false, true, false, dpi_x_fn_chomp),
		OURS("indexOf", 2, 2, false, false, true, false,
		     dpi_x_fn_index_of),
		OURS("lastIndexOf", 2, 2, false, false, true, false,
		     dpi_x_fn_last_index_of),
		OURS("round", 1, 2, false, false, true, false, dpi_x_fn_round),
		OURS("floor", 1, 1, false, false, false, false, dpi_x_fn_floor),
		OURS("ceil", 1, 1, false, false, false, false, dpi_x_fn_ceil),
		OURS("abs", 1, 1, false, false, false, false, dpi_x_fn_abs),
		OURS("min", 1, DPI_X_ANY, false, false, false, false,
		     dpi_x_fn_min),
		OURS("max", 1, DPI_X_ANY, false, false, false, false,
		     dpi_x_fn_max),
		OURS("toDate", 1, 2, false, false, true, false,
		     dpi_x_fn_to_date),
		OURS("datePart", 2, 2, false, false, true, false,
		     dpi_x_fn_date_part),
		OURS("split", 2, 3, true, false, true, false, dpi_x_fn_split),
		OURS("partition", 2, 2, false, false, true, false,
		     dpi_x_fn_partition),
		OURS("get", 2, 3, false, false, true, true, dpi_x_fn_get),
		OURS("join", 2, 2, false, false, true, false, dpi_x_fn_join),
		OURS("uniques", 1, 1, false, false, true, false,
		     dpi_x_fn_uniques),
		OURS("reverse", 1, 1, false, false, true, false,
		     dpi_x_fn_reverse),
		OURS("sort", 1, 1, false, false, true, false, dpi_x_fn_sort),
		{ NULL, 0, 0, false, false, false, false, false, NULL },
	};

	return all;
}

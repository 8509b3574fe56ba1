/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions that make a text, or a number of one, of a text. What
 * takes a text apart is in grel_parts.c; keys and other ways of writing are in
 * grel_write.c.
 */
#include "op/grel.h"

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

/* Arguments 0 and 1, both texts already; else false with *OTHERWISE. */
static bool
two(eval *v, node *n, dp_str *s, dp_str *t, value *otherwise)
{
	value x = dpi_x_arg(v, n, 0), y = dpi_x_arg(v, n, 1);
	bool bad = x.kind == DP_X_ERROR || y.kind == DP_X_ERROR;

	if (bad)
		*otherwise = dpi_x_error();
	*s = x.text;
	*t = y.text;
	return !bad && x.kind == DP_X_TEXT && y.kind == DP_X_TEXT;
}

static bool
has_pattern(eval *v, node *n)
{
	return v->e->node[v->e->arg[n->first + 1]].op == DPI_X_PATTERN;
}

/* What the thread's buffer holds. */
static value
made(eval *v)
{
	return dpi_grel_text(v, dp_buf_view(&v->l->buf));
}

/* ---- blanks and case -------------------------------------------------- */

/* White space as Unicode has it: not U+200B and U+2060, which ours is too. */
static size_t
blank_bytes(dp_str s)
{
	size_t n = dp_space_bytes(s);

	return n == 3 && (memcmp(s.p, "\xE2\x80\x8B", 3) == 0 ||
			  memcmp(s.p, "\xE2\x81\xA0", 3) == 0 ||
			  memcmp(s.p, "\xEF\xBB\xBF", 3) == 0) ?
		       0 :
		       n;
}

static value
trim(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	size_t from = 0, to = 0, k;
	dp_str s = x.text;

	if (x.kind != DP_X_TEXT)
		return dpi_x_error();
	while ((k = blank_bytes(dp_str_from(s, from))) > 0)
		from += k;
	for (size_t i = from; i < s.n;) {
		k = blank_bytes(dp_str_from(s, i));
		i += k ? k : 1;
		if (!k)
			to = i;
	}
	return dpi_x_text(to > from ? (dp_str){ s.p + from, to - from } :
				      DP_S(""));
}

static value
change_case(eval *v, node *n, enum dp_case how)
{
	dp_str s;

	if (!dpi_grel_arg_text(v, n, 0, &s))
		return dpi_x_error();
	v->l->buf.n = 0;
	dp_case_change(s, how, &v->l->buf);
	return made(v);
}

static value
lower(eval *v, node *n)
{
	return change_case(v, n, DP_CASE_LOWER);
}

static value
upper(eval *v, node *n)
{
	return change_case(v, n, DP_CASE_UPPER);
}

/* Capitals behind a blank of ASCII and behind a point, all others small. */
static value
title(eval *v, node *n)
{
	struct dp_buf small = { 0 }, one = { 0 };
	bool start = true;
	uint32_t c;
	dp_str s;

	if (!dpi_grel_arg_text(v, n, 0, &s))
		return dpi_x_error();
	dp_case_change(s, DP_CASE_LOWER, &small);
	s = dp_buf_view(&small);
	v->l->buf.n = 0;
	while (s.n) {
		unsigned bytes = dp_utf8_decode(s.p, s.n, &c);
		dp_str letter = { s.p, bytes ? bytes : 1 };

		one.n = 0;
		if (start)
			dp_case_change(letter, DP_CASE_UPPER, &one);
		/* what has two capitals (ss) stays */
		if (one.n == 0 || dp_utf8_chars(dp_buf_view(&one)) > 1)
			dp_buf_str(&v->l->buf, letter);
		else
			dp_buf_str(&v->l->buf, dp_buf_view(&one));
		start = memchr(" \t\r\n.", letter.p[0], 5) != NULL;
		s = dp_str_from(s, letter.n);
	}
	dp_buf_done(&small);
	dp_buf_done(&one);
	return made(v);
}

/* ---- questions -------------------------------------------------------- */

static value
length(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	dp_str s;

	if (x.kind == DP_X_LIST)
		return dpi_grel_whole((int64_t)x.n_items);
	s = dpi_grel_string(v, x);
	return s.p ? dpi_grel_whole((int64_t)dpi_grel_units(s)) : dpi_x_error();
}

static value
contains(eval *v, node *n)
{
	value otherwise = dpi_x_null();
	dp_str s, t;
	int found;

	if (!has_pattern(v, n))
		return two(v, n, &s, &t, &otherwise) ?
			       dpi_x_bool(dp_str_search(s, t) >= 0) :
			       otherwise;
	otherwise = dpi_x_arg(v, n, 0);
	if (otherwise.kind == DP_X_ERROR)
		return otherwise;
	if (otherwise.kind != DP_X_TEXT)
		return dpi_x_null();
	found = dp_regex_find(v->e->regex[n->regex], otherwise.text, 0,
			      v->l->match[n->regex]);
	return found < 0 ? dpi_x_error() : dpi_x_bool(found > 0);
}

static value
starts_with(eval *v, node *n)
{
	value otherwise = dpi_x_error();
	dp_str s, t;

	if (!two(v, n, &s, &t, &otherwise))
		return dpi_x_error();
	s.n = s.n > t.n ? t.n : s.n;
	return dpi_x_bool(dp_str_eq(s, t));
}

static value
ends_with(eval *v, node *n)
{
	value otherwise = dpi_x_error();
	dp_str s, t;

	if (!two(v, n, &s, &t, &otherwise))
		return dpi_x_error();
	if (s.n > t.n)
		s = dp_str_from(s, s.n - t.n);
	return dpi_x_bool(dp_str_eq(s, t));
}

/* Units before byte AT of S; -1 where there is none. */
static value
place(dp_str s, ptrdiff_t at)
{
	if (at < 0)
		return dpi_grel_whole(-1);
	return dpi_grel_whole((int64_t)dpi_grel_units((dp_str){ s.p,
								(size_t)at }));
}

static value
index_of(eval *v, node *n)
{
	value otherwise = dpi_x_error();
	dp_str s, t;

	if (!two(v, n, &s, &t, &otherwise))
		return dpi_x_error();
	return place(s, dp_str_search(s, t));
}

static value
last_index_of(eval *v, node *n)
{
	value otherwise = dpi_x_error();
	dp_str s, t;

	if (!two(v, n, &s, &t, &otherwise))
		return dpi_x_error();
	for (size_t i = s.n + 1; i-- > 0;)
		if (s.n - i >= t.n &&
		    (t.n == 0 || memcmp(s.p + i, t.p, t.n) == 0))
			return place(s, (ptrdiff_t)i);
	return dpi_grel_whole(-1);
}

/* ---- changes ---------------------------------------------------------- */

/* Each OLD in S by NEW; an empty OLD stands between all characters. */
static value
replace_text(eval *v, dp_str s, dp_str old, dp_str new)
{
	struct dp_buf *buf = &v->l->buf;

	buf->n = 0;
	if (old.n == 0)
		dp_buf_str(buf, new);
	while (s.n) {
		ptrdiff_t at = old.n ? dp_str_search(s, old) : -1;
		uint32_t c;

		if (old.n == 0) {
			unsigned n = dp_utf8_decode(s.p, s.n, &c);

			dp_buf_add(buf, s.p, n ? n : 1);
			dp_buf_str(buf, new);
			s = dp_str_from(s, n ? n : 1);
			continue;
		}
		dp_buf_add(buf, s.p, at < 0 ? s.n : (size_t)at);
		if (at < 0)
			break;
		dp_buf_str(buf, new);
		s = dp_str_from(s, (size_t)at + old.n);
	}
	return made(v);
}

static value
replace(eval *v, node *n)
{
	dp_str s, old, new;
	int count;

	if (!dpi_grel_arg_text(v, n, 0, &s))
		return dpi_x_error();
	if (!has_pattern(v, n))
		return dpi_grel_arg_text(v, n, 1, &old) &&
				       dpi_grel_arg_text(v, n, 2, &new) ?
			       replace_text(v, s, old, new) :
			       dpi_x_error();
	v->l->buf.n = 0;
	count = dp_regex_replace(v->e->regex[n->regex], n->with, s, true,
				 v->l->match[n->regex], &v->l->buf);
	if (count < 0)
		return dpi_x_error();
	return count == 0 ? dpi_x_text(s) : made(v);
}

static value
replace_chars(eval *v, node *n)
{
	dp_str s, from, to;
	uint32_t c, d;

	if (!dpi_grel_arg_text(v, n, 0, &s) ||
	    !dpi_grel_arg_text(v, n, 1, &from) ||
	    !dpi_grel_arg_text(v, n, 2, &to))
		return dpi_x_error();
	v->l->buf.n = 0;
	for (size_t i = 0; i < s.n;) {
		unsigned bytes = dp_utf8_decode(s.p + i, s.n - i, &c);
		size_t k = 0, j = 0;
		bool found = false;

		while (k < from.n && !found) {
			unsigned m = dp_utf8_decode(from.p + k, from.n - k, &d);

			found = c == d;
			if (!found) {
				k += m ? m : 1;
				j += j < to.n ? dp_utf8_decode(to.p + j,
							       to.n - j, &d) :
						0;
			}
		}
		if (!found)
			dp_buf_add(&v->l->buf, s.p + i, bytes ? bytes : 1);
		else if (j < to.n)
			dp_buf_add(&v->l->buf, to.p + j,
				   dp_utf8_decode(to.p + j, to.n - j, &d));
		i += bytes ? bytes : 1;
	}
	return made(v);
}

static value
chomp(eval *v, node *n)
{
	value otherwise = dpi_x_null();
	dp_str s, t;

	if (!two(v, n, &s, &t, &otherwise))
		return otherwise;
	if (t.n && s.n >= t.n && memcmp(s.p + s.n - t.n, t.p, t.n) == 0)
		s.n -= t.n;
	return dpi_x_text(s.n ? s : DP_S(""));
}

const struct dpi_x_function dpi_grel_of_texts[] = {
	DPI_GREL("trim", 1, 1, false, trim),
	DPI_GREL("strip", 1, 1, false, trim),
	DPI_GREL("toLowercase", 1, 1, false, lower),
	DPI_GREL("toUppercase", 1, 1, false, upper),
	DPI_GREL("toTitlecase", 1, 1, false, title),
	DPI_GREL("length", 1, 1, false, length),
	DPI_GREL("contains", 2, 2, true, contains),
	DPI_GREL("startsWith", 2, 2, false, starts_with),
	DPI_GREL("endsWith", 2, 2, false, ends_with),
	DPI_GREL("indexOf", 2, 2, false, index_of),
	DPI_GREL("lastIndexOf", 2, 2, false, last_index_of),
	DPI_GREL("replace", 3, 3, true, replace),
	DPI_GREL("replaceChars", 3, 3, false, replace_chars),
	DPI_GREL("chomp", 2, 2, false, chomp),
	{ NULL, 0, 0, false, false, false, false, NULL },
};

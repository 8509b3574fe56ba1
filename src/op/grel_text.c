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

/* Arguments 0 and 1, both texts already. */
static bool
two(eval *v, node *n, dp_str *s, dp_str *t)
{
	value x = dpi_x_arg(v, n, 0), y = dpi_x_arg(v, n, 1);

	*s = x.text;
	*t = y.text;
	return x.kind == DP_X_TEXT && y.kind == DP_X_TEXT;
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
		return dpi_grel_fail(v, "Invalid parameters");
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
		return dpi_grel_expects(v, n, "a string");
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

/* Is C one of the characters of SET? */
static bool
is_among(uint32_t c, dp_str set)
{
	uint32_t d;

	for (size_t i = 0; i < set.n;) {
		unsigned bytes = dp_utf8_decode(set.p + i, set.n - i, &d);

		if (c == d)
			return true;
		i += bytes ? bytes : 1;
	}
	return false;
}

/* Capitals behind one of the characters of the second, all others small. */
static value
title(eval *v, node *n)
{
	dp_str behind = DP_S(" \t\r\n."), s;
	struct dp_buf small = { 0 }, one = { 0 };
	bool start = true;
	uint32_t c;

	if (!dpi_grel_arg_text(v, n, 0, &s) ||
	    (n->n > 1 && !dpi_grel_arg_text(v, n, 1, &behind)))
		return dpi_grel_expects(v, n, "a one or two strings");
	/* without any, those of Java's white space are meant */
	if (behind.n == 0)
		behind = DP_S(" \t\n\v\f\r");
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
		start = is_among(c, behind);
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
	return s.p ? dpi_grel_whole((int64_t)dpi_grel_units(s)) :
		     dpi_grel_expects(v, n, "an array or a string");
}

static value
contains(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	dp_str s, t;
	int found;

	if (!dpi_grel_has_pattern(v, n))
		return two(v, n, &s, &t) ?
			       dpi_x_bool(dp_str_search(s, t) >= 0) :
			       dpi_x_null();
	if (x.kind != DP_X_TEXT)
		return dpi_x_null();
	found = dpi_x_find(v, n, x.text, 0);
	return found < 0 ? dpi_x_error() : dpi_x_bool(found > 0);
}

static value
starts_with(eval *v, node *n)
{
	dp_str s, t;

	if (!two(v, n, &s, &t))
		return dpi_grel_expects(v, n, "2 strings");
	s.n = s.n > t.n ? t.n : s.n;
	return dpi_x_bool(dp_str_eq(s, t));
}

static value
ends_with(eval *v, node *n)
{
	dp_str s, t;

	if (!two(v, n, &s, &t))
		return dpi_grel_expects(v, n, "2 strings");
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
	dp_str s, t;

	if (!two(v, n, &s, &t))
		return dpi_grel_expects(v, n, "2 strings");
	return place(s, dp_str_search(s, t));
}

static value
last_index_of(eval *v, node *n)
{
	dp_str s, t;

	if (!two(v, n, &s, &t))
		return dpi_grel_expects(v, n, "2 strings");
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
replace_pattern(eval *v, node *n, dp_str s, dp_str new)
{
	const struct dp_regex *re = v->e->regex[n->regex];
	struct dp_template *t = n->with;
	struct dp_err ignored = { 0 };
	int count;

	if (!t)
		t = dp_template_new(re, new, false, &ignored);
	if (!t)
		return dpi_x_error();
	count = dpi_x_replace(v, n, t, s);
	if (t != n->with)
		dp_template_free(t);
	if (count < 0)
		return dpi_x_error();
	return count == 0 ? dpi_x_text(s) : made(v);
}

static value
replace(eval *v, node *n)
{
	value old = dpi_x_arg(v, n, 1), new = dpi_x_arg(v, n, 2);
	bool pattern = dpi_grel_has_pattern(v, n);
	dp_str s;

	if (!dpi_grel_arg_text(v, n, 0, &s) || new.kind != DP_X_TEXT ||
	    (!pattern && old.kind != DP_X_TEXT))
		return dpi_grel_expects(v, n,
					"3 strings, or 1 string, 1 regex, and "
					"1 string");
	return pattern ? replace_pattern(v, n, s, new.text) :
			 replace_text(v, s, old.text, new.text);
}

/* Texts by others: of each old one the new one, or one for all. */
struct swap {
	const value *old, *new;
	size_t n, n_new;
};

/* Appends S with what W says, the text that stands first first. */
static bool
swap_once(const struct swap *w, dp_str s, struct dp_buf *out)
{
	bool found = false;

	while (s.n) {
		ptrdiff_t first = -1;
		size_t which = 0;

		for (size_t i = 0; i < w->n; i++) {
			dp_str what = w->old[i].text;
			ptrdiff_t at = what.n ? dp_str_search(s, what) : -1;

			if (at >= 0 && (first < 0 || at < first)) {
				first = at;
				which = i;
			}
		}
		dp_buf_add(out, s.p, first < 0 ? s.n : (size_t)first);
		if (first < 0)
			break;
		found = true;
		dp_buf_str(out, w->new[w->n_new == w->n ? which : w->n_new - 1]
					.text);
		s = dp_str_from(s, (size_t)first + w->old[which].text.n);
	}
	return found;
}

static bool
is_texts(value x)
{
	return x.kind == DP_X_LIST && dp_str_is(x.text, "String[]");
}

/*
 * The texts of the second by those of the third or its last, until none is
 * found; what goes on for ever is an error.
 */
static value
replace_each(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), old = dpi_x_arg(v, n, 1);
	value new = dpi_x_arg(v, n, 2);
	bool one = new.kind == DP_X_TEXT;
	struct swap w = { old.item, one ? &new : new.item, old.n_items,
			  one ? 1 : new.n_items };

	if (x.kind != DP_X_TEXT || !is_texts(old) || (!one && !is_texts(new)))
		return dpi_grel_expects(v, n,
					"3 arguments: string, array of strings "
					"to replace, array of replacement "
					"strings");
	if (w.n_new > w.n || w.n_new == 0)
		return dpi_grel_fail(v,
				     "%s: the number of replacements must be "
				     "equal to or less than the number of "
				     "search strings.",
				     n->function->name);
	for (size_t rounds = 0; rounds <= w.n; rounds++) {
		v->l->buf.n = 0;
		if (!swap_once(&w, x.text, &v->l->buf))
			return x;
		x = made(v);
	}
	return dpi_grel_fail(v, "java.lang.IllegalStateException: Aborting to "
				"protect against StackOverflowError - output "
				"of one loop is the input of another");
}

static value
replace_chars(eval *v, node *n)
{
	dp_str s, from, to;
	uint32_t c, d;

	if (!dpi_grel_arg_text(v, n, 0, &s) ||
	    dpi_x_arg(v, n, 1).kind != DP_X_TEXT ||
	    dpi_x_arg(v, n, 2).kind != DP_X_TEXT)
		return dpi_grel_expects(v, n, "3 strings");
	from = dpi_x_arg(v, n, 1).text;
	to = dpi_x_arg(v, n, 2).text;
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
	dp_str s, t;

	if (!two(v, n, &s, &t))
		return dpi_x_null();
	if (t.n && s.n >= t.n && memcmp(s.p + s.n - t.n, t.p, t.n) == 0)
		s.n -= t.n;
	return dpi_x_text(s.n ? s : DP_S(""));
}

const struct dpi_x_function dpi_grel_of_texts[] = {
	DPI_GREL("trim", 1, 1, false, trim),
	DPI_GREL("strip", 1, 1, false, trim),
	DPI_GREL("toLowercase", 1, 1, false, lower),
	DPI_GREL("toUppercase", 1, 1, false, upper),
	DPI_GREL("toTitlecase", 1, 2, false, title),
	DPI_GREL("length", 1, 1, false, length),
	DPI_GREL("contains", 2, 2, true, contains),
	DPI_GREL("startsWith", 2, 2, false, starts_with),
	DPI_GREL("endsWith", 2, 2, false, ends_with),
	DPI_GREL("indexOf", 2, 2, false, index_of),
	DPI_GREL("lastIndexOf", 2, 2, false, last_index_of),
	DPI_GREL("replace", 3, 3, true, replace),
	DPI_GREL("replaceEach", 3, 3, false, replace_each),
	DPI_GREL("replaceChars", 3, 3, false, replace_chars),
	DPI_GREL("chomp", 2, 2, false, chomp),
	DPI_GREL_END,
};

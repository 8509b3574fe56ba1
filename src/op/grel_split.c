/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions that split a text.
 */
#include "op/grel.h"

#include <math.h>
#include <stdlib.h>

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

int
dpi_grel_find_at(eval *v, node *n, dp_str s, size_t from, size_t *start,
		 size_t *end)
{
	int found = dpi_x_find(v, n, s, from);

	if (found > 0)
		dp_match_span(v->l->match[n->regex], start, end);
	return found;
}

size_t
dpi_grel_behind(dp_str s, size_t at)
{
	for (at++; at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80; at++)
		;
	return at;
}

/* ---- split ------------------------------------------------------------ */

/* Is C white space of Java's kind? */
static bool
is_blank(char c)
{
	return memchr(" \t\n\v\f\r\x1C\x1D\x1E\x1F", c, 10) != NULL;
}

/* At white space. */
static void
split_blanks(dp_str s, struct dpi_grel_list *l)
{
	size_t from = 0;

	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && !is_blank(s.p[i]))
			continue;
		if (i > from)
			dpi_grel_put_text(l, (dp_str){ s.p + from, i - from });
		from = i + 1;
	}
}

/* At each BY; without ALL empty parts are left out, but for one at the end. */
static void
split_text(dp_str s, dp_str by, bool all, struct dpi_grel_list *l)
{
	ptrdiff_t at;

	if (s.n == 0)
		return;
	if (by.n == 0) {
		split_blanks(s, l);
		return;
	}
	while ((at = dp_str_search(s, by)) >= 0) {
		if (at > 0 || all)
			dpi_grel_put_text(l, (dp_str){ s.p, (size_t)at });
		s = dp_str_from(s, (size_t)at + by.n);
	}
	dpi_grel_put_text(l, s);
}

/*
 * At each match, as Java's Pattern.split: the part MOST is the rest; 0: any
 * number, of which none is empty at the end, not even the only one.
 */
static bool
split_pattern(eval *v, node *n, dp_str s, size_t most, struct dpi_grel_list *l)
{
	size_t from = 0, look = 0, start = 0, end = 0;
	int found = 0;

	while (look <= s.n && (most == 0 || l->n + 1 < most) &&
	       (found = dpi_grel_find_at(v, n, s, look, &start, &end)) > 0) {
		look = end > start ? end : dpi_grel_behind(s, end);
		/* nothing before the first character parts nothing */
		if (end == 0)
			continue;
		dpi_grel_put_text(l, (dp_str){ s.p + from, start - from });
		from = end;
	}
	if (found < 0)
		return false;
	dpi_grel_put_text(l, dp_str_from(s, from));
	while (most == 0 && from > 0 && l->n > 0 &&
	       l->item[l->n - 1].text.n == 0)
		l->n--;
	return true;
}

static value
split(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), by = dpi_x_arg(v, n, 1);
	bool all = n->n > 2 && dpi_x_arg(v, n, 2).kind == DP_X_BOOL &&
		   dpi_x_arg(v, n, 2).yes;
	bool pattern = dpi_grel_has_pattern(v, n);
	struct dpi_grel_list l = { 0 };
	dp_str s = dpi_grel_string(v, x);

	if (!s.p || (!pattern && by.kind != DP_X_TEXT))
		return dpi_grel_expects(v, n,
					"2 strings, or 1 string and 1 regex, "
					"followed by an optional boolean");
	if (!pattern) {
		split_text(s, by.text, all, &l);
	} else if (!split_pattern(v, n, s, 0, &l)) {
		free(l.item);
		return dpi_x_error();
	}
	return dpi_grel_finish_texts(v, &l);
}

/* Where BY, or white space for nothing, stands in S from byte FROM; or -1. */
static ptrdiff_t
find_text(dp_str s, size_t from, dp_str by)
{
	ptrdiff_t at;

	if (by.n) {
		at = dp_str_search(dp_str_from(s, from), by);
		return at < 0 ? at : (ptrdiff_t)from + at;
	}
	while (from < s.n && !is_blank(s.p[from]))
		from++;
	return from < s.n ? (ptrdiff_t)from : -1;
}

/*
 * splitAtMost(x, separator, n): the n-th part is the rest; 0: any number, of
 * which with a pattern none is empty at the end.
 */
static value
split_at_most(eval *v, node *n)
{
	dp_str s = dpi_grel_string(v, dpi_x_arg(v, n, 0)), by;
	struct dpi_grel_list l = { 0 };
	int32_t given = 0;
	size_t most, from = 0;
	ptrdiff_t at;

	(void)dpi_grel_arg_int(v, n, 2, &given);
	most = given > 0 ? (size_t)given : 0;
	if (!s.p)
		return dpi_x_null();
	if (dpi_grel_has_pattern(v, n)) {
		if (split_pattern(v, n, s, most, &l))
			return dpi_grel_finish_texts(v, &l);
		free(l.item);
		return dpi_x_error();
	}
	by = dpi_x_arg(v, n, 1).text;
	while ((most == 0 || l.n + 1 < most) &&
	       (at = find_text(s, from, by)) >= 0) {
		dpi_grel_put_text(&l,
				  (dp_str){ s.p + from, (size_t)at - from });
		from = (size_t)at + (by.n ? by.n : 1);
	}
	dpi_grel_put_text(&l, dp_str_from(s, from));
	return dpi_grel_finish_texts(v, &l);
}

/* guess(x): a text that reads as a number is one. */
static value
guess(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), y;
	double d;

	if (x.kind != DP_X_TEXT || dp_trim(x.text).n == 0 ||
	    !dpi_grel_read_number(dp_trim(x.text), &y) ||
	    !dpi_grel_double(y, &d) || !isfinite(d))
		return x;
	return y;
}

static value
split_by_lengths(eval *v, node *n)
{
	dp_str s = dpi_grel_string(v, dpi_x_arg(v, n, 0));
	struct dpi_grel_list l = { 0 };
	size_t at = 0, all = dpi_grel_units(s);

	if (!s.p)
		return dpi_grel_expects(v, n, "1 string and 1 or more numbers");
	for (size_t i = 1; i < n->n; i++) {
		int32_t size = 0;
		size_t end;

		(void)dpi_grel_arg_int(v, n, i, &size);
		end = at + (size > 0 ? (size_t)size : 0);
		end = end > all ? all : end;
		dpi_grel_put(&l, dpi_grel_cut(v, s, at, end));
		at = end;
	}
	return dpi_grel_finish_texts(v, &l);
}

/* ---- quoted fields ---------------------------------------------------- */

/* Taking a line apart at BY, with quotes and backslashes. */
struct fields {
	dp_str s, by;
	size_t i;
	bool quoted, in_field;
	struct dp_buf field;
	struct dpi_grel_list list;
};

static bool
stands(const struct fields *f, size_t at, dp_str what)
{
	return at + what.n <= f->s.n &&
	       memcmp(f->s.p + at, what.p, what.n) == 0;
}

static bool
only_blanks(dp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!strchr(" \t\n\v\f\r", s.p[i]))
			return false;
	return s.n > 0;
}

/* A quotation mark at I. */
static void
take_quote(struct fields *f)
{
	size_t n = f->by.n, i = f->i;
	bool behind = i >= n && stands(f, i - n, f->by);
	bool before = i + n < f->s.n && stands(f, i + 1, f->by);

	if (f->in_field && i + 1 < f->s.n && f->s.p[i + 1] == '"') {
		dp_buf_char(&f->field, '"');
		f->i++;
	} else if (i == 0 || behind || i + 1 >= f->s.n || before) {
		f->quoted = !f->quoted;
		f->in_field = !f->in_field;
	} else if (only_blanks(dp_buf_view(&f->field))) {
		f->field.n = 0;
		f->quoted = f->in_field = true;
	} else {
		dp_buf_char(&f->field, '"');
	}
}

static void
end_field(eval *v, struct fields *f)
{
	dpi_grel_put(&f->list, dpi_grel_text(v, dp_buf_view(&f->field)));
	f->field.n = 0;
	f->in_field = false;
}

/* One character, or a separator. */
static void
take(eval *v, struct fields *f)
{
	char c = f->s.p[f->i];

	if (c == '\\') {
		if (f->in_field && f->i + 1 < f->s.n &&
		    strchr("\"\\", f->s.p[f->i + 1]))
			dp_buf_char(&f->field, f->s.p[++f->i]);
	} else if (c == '"') {
		take_quote(f);
	} else if (!f->quoted && stands(f, f->i, f->by)) {
		end_field(v, f);
		f->i += f->by.n - 1;
	} else {
		dp_buf_char(&f->field, c);
		f->in_field = true;
	}
}

/* At tabs, or at commas where there are none, or at what is said. */
static value
smart_split(eval *v, node *n)
{
	struct fields f = { .s = dpi_grel_string(v, dpi_x_arg(v, n, 0)) };

	if (!f.s.p)
		return dpi_grel_fail(v, DPI_GREL_NOTHING, "v");
	if (n->n > 1 && !dpi_grel_arg_text(v, n, 1, &f.by))
		return dpi_grel_expects(v, n, "1 or 2 strings");
	if (n->n < 2)
		f.by = dp_str_find(f.s, '\t') >= 0 ? DP_S("\t") : DP_S(",");
	if (f.by.n == 0)
		return dpi_x_error();
	for (; f.i < f.s.n; f.i++)
		take(v, &f);
	if (!f.quoted)
		end_field(v, &f);
	dp_buf_done(&f.field);
	if (!f.quoted)
		return dpi_grel_finish_texts(v, &f.list);
	free(f.list.item);
	return dpi_grel_fail(v,
			     "%s error: Un-terminated quoted field at end of "
			     "CSV line",
			     n->function->name);
}

/* ---- words and kinds -------------------------------------------------- */

/* Between characters of different categories of Unicode. */
static value
split_by_type(eval *v, node *n)
{
	dp_str s = dpi_grel_string(v, dpi_x_arg(v, n, 0));
	struct dpi_grel_list l = { 0 };
	size_t from = 0;
	const char *last = "";
	uint32_t c;

	if (!s.p)
		return dpi_grel_expects(v, n, "2 strings");
	for (size_t i = 0; i < s.n;) {
		unsigned bytes = dp_utf8_decode(s.p + i, s.n - i, &c);
		/* what Java has in two halves is all of one kind */
		const char *kind = c >= 0x10000 ? "Cs" : dp_category(c);

		if (i > from && strcmp(kind, last) != 0) {
			dpi_grel_put_text(&l, (dp_str){ s.p + from, i - from });
			from = i;
		}
		last = kind;
		i += bytes ? bytes : 1;
	}
	if (s.n)
		dpi_grel_put_text(&l, dp_str_from(s, from));
	return dpi_grel_finish_texts(v, &l);
}

/* Each run of so many words. */
static value
ngram(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	struct dpi_grel_list words = { 0 }, l = { 0 };
	int32_t size;

	if (x.kind != DP_X_TEXT || !dpi_grel_arg_int(v, n, 1, &size))
		return dpi_x_null();
	split_blanks(x.text, &words);
	if (size < 0 || (size_t)size >= words.n) {
		free(words.item);
		dpi_grel_put(&l, x);
		return dpi_grel_finish_texts(v, &l);
	}
	for (size_t i = 0; i + (size_t)size <= words.n; i++) {
		struct dp_buf b = { 0 };

		for (size_t k = 0; k < (size_t)size; k++) {
			if (k)
				dp_buf_char(&b, ' ');
			dp_buf_str(&b, words.item[i + k].text);
		}
		dpi_grel_put(&l, dpi_grel_text(v, dp_buf_view(&b)));
		dp_buf_done(&b);
	}
	free(words.item);
	return dpi_grel_finish_texts(v, &l);
}

const struct dpi_x_function dpi_grel_of_splits[] = {
	DPI_GREL("split", 2, 3, true, split),
	DPI_GREL("splitAtMost", 3, 3, true, split_at_most),
	DPI_GREL("guess", 1, 1, false, guess),
	DPI_GREL("splitByLengths", 2, DPI_X_ANY, false, split_by_lengths),
	DPI_GREL("smartSplit", 1, 2, false, smart_split),
	DPI_GREL("splitByCharType", 1, 1, false, split_by_type),
	DPI_GREL("ngram", 2, 2, false, ngram),
	DPI_GREL_END,
};

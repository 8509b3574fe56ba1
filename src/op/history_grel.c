/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL as OpenRefine writes it into expressions that name their columns: what
 * value and cell mean is written out, marks of rows are columns, and counts
 * of values are made by a step of their own.
 */
#include "op/history.h"

#include "op/recipe.h"

/* What is being rewritten. */
struct rewrite {
	struct dpi_import *x;
	dp_str s, column;
	struct dp_buf *out;
	bool failed;
};

void
dpi_history_type(struct dpi_import *x, dp_str name, bool typed)
{
	if (!name.p)
		return;
	if (typed)
		(void)json_object_setn_new(x->table->typed, name.p, name.n,
					   json_true());
	else
		(void)json_object_deln(x->table->typed, name.p, name.n);
}

bool
dpi_history_is_typed(const struct dpi_import *x, dp_str name)
{
	return name.p &&
	       json_object_getn(x->table->typed, name.p, name.n) != NULL;
}

void
dpi_history_cell(const struct dpi_import *x, dp_str name, struct dp_buf *out)
{
	bool typed = dpi_history_is_typed(x, name);

	dp_buf_c(out, typed ? "typed(cells[" : "cells[");
	dp_recipe_quote(name, out);
	dp_buf_c(out, typed ? "].value)" : "].value");
}

static bool
is_word(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The end of the string or pattern that starts at I of S; S.n: of all. */
static size_t
quoted_end(dp_str s, size_t i)
{
	char quote = s.p[i++];

	for (; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == quote)
			return i + 1;
	}
	return s.n;
}

static size_t
word_end(dp_str s, size_t i)
{
	while (i < s.n && is_word(s.p[i]))
		i++;
	return i;
}

/* A slash starts a pattern where no value stands before it. */
static bool
starts_pattern(dp_str s, size_t i)
{
	while (i > 0 && strchr(" \t\r\n", s.p[i - 1]))
		i--;
	return i == 0 || strchr("(,+=<>!&|", s.p[i - 1]);
}

/* The string at I of S without its quotes; p NULL: there is none. */
static dp_str
string_at(dp_str s, size_t i)
{
	size_t end;

	if (i >= s.n || (s.p[i] != '"' && s.p[i] != '\''))
		return (dp_str){ NULL, 0 };
	end = quoted_end(s, i);
	if (memchr(s.p + i, '\\', end - i) || end < i + 2)
		return (dp_str){ NULL, 0 };
	return (dp_str){ s.p + i + 1, end - i - 2 };
}

static size_t
skip_text(dp_str s, size_t i, const char *text)
{
	return dp_str_starts(dp_str_from(s, i), text) ? i + strlen(text) : i;
}

/* cells at I, whose name ends at END: cells["x"].value, cells.x.value */
static size_t
put_cells(struct rewrite *w, size_t end)
{
	dp_str name = { NULL, 0 };

	if (end < w->s.n && w->s.p[end] == '.') {
		size_t to = word_end(w->s, end + 1);

		name = (dp_str){ w->s.p + end + 1, to - end - 1 };
		end = to;
	} else if (end < w->s.n && w->s.p[end] == '[') {
		name = string_at(w->s, end + 1);
		end += name.n + 3;
		if (name.p && (end >= w->s.n || w->s.p[end] != ']'))
			name.p = NULL;
		end++;
	}
	if (!name.p) {
		w->failed = true;
		return w->s.n;
	}
	dpi_history_cell(w->x, name, w->out);
	return skip_text(w->s, end, ".value");
}

/* row.starred, row.flagged, row.cells; END is behind row. */
static size_t
put_row(struct rewrite *w, size_t end)
{
	dp_str rest = dp_str_from(w->s, end);

	if (dp_str_starts(rest, ".cells"))
		return put_cells(w, end + 6);
	if (dp_str_starts(rest, ".starred") ||
	    dp_str_starts(rest, ".flagged")) {
		bool star = rest.p[1] == 's';
		bool there = star ? w->x->table->starred : w->x->table->flagged;

		dp_buf_c(w->out, !there ? "false" :
				 star   ? "(cells[\"starred\"].value == "
					  "\"true\")" :
					  "(cells[\"flagged\"].value == "
					  "\"true\")");
		return end + 8;
	}
	w->failed = true;
	return w->s.n;
}

/*
 * A call at I that counts the rows with the value of a column, as facetCount(
 * value, "value", "x"): *COLUMN is x. Returns where it ends, or 0.
 */
static size_t
count_call(const struct rewrite *w, size_t i, dp_str *column)
{
	char text[200];
	size_t n = 0, end = i;
	dp_str rest, by;

	/* without blanks, as far as the bracket that closes */
	for (; end < w->s.n && n < sizeof text; end++) {
		if (w->s.p[end] == ' ')
			continue;
		text[n++] = w->s.p[end] == '\'' ? '"' : w->s.p[end];
		if (w->s.p[end] == ')')
			break;
	}
	rest = (dp_str){ text, n };
	if (!dp_str_starts(rest, "facetCount(value,\"value\",\""))
		return 0;
	by = string_at(rest, strlen("facetCount(value,\"value\","));
	if (!by.p || !dp_str_eq(by, w->column))
		return 0;
	*column = w->column;
	return end + 1;
}

static size_t
put_count(struct rewrite *w, size_t i)
{
	struct dp_buf name = { 0 };
	dp_str column;
	size_t end = count_call(w, i, &column);

	if (!end) {
		w->failed = true;
		return w->s.n;
	}
	dp_buf_format(&name, "facetCount %u", ++w->x->n_helpers);
	dp_buf_c(w->x->out, "count ");
	dp_recipe_quote(dp_buf_view(&name), w->x->out);
	dp_buf_c(w->x->out, " by=");
	dp_recipe_quote(column, w->x->out);
	dp_buf_c(w->x->out, " blank=count\n");
	dp_buf_c(&w->x->after, "remove ");
	dp_recipe_quote(dp_buf_view(&name), &w->x->after);
	dp_buf_char(&w->x->after, '\n');
	dp_buf_c(w->out, "toNumber(cells[");
	dp_recipe_quote(dp_buf_view(&name), w->out);
	dp_buf_c(w->out, "].value)");
	dp_buf_done(&name);
	return end;
}

/* The word from I to END, which no dot stands before; returns what follows. */
static size_t
put_word(struct rewrite *w, size_t i, size_t end)
{
	dp_str word = { w->s.p + i, end - i };

	if (dp_str_is(word, "facetCount"))
		return put_count(w, i);
	if (dp_str_is(word, "cells"))
		return put_cells(w, end);
	if (dp_str_is(word, "row"))
		return put_row(w, end);
	if (dp_str_is(word, "cell") &&
	    dp_str_starts(dp_str_from(w->s, end), ".value")) {
		dpi_history_cell(w->x, w->column, w->out);
		return end + strlen(".value");
	}
	if (!dp_str_is(word, "value") || !w->column.p) {
		dp_buf_str(w->out, word);
		return end;
	}
	/* value.facetCount("value", "x") is one of a value as well */
	if (dp_str_starts(dp_str_from(w->s, end), ".facetCount(")) {
		w->failed = true;
		return w->s.n;
	}
	dpi_history_cell(w->x, w->column, w->out);
	return end;
}

bool
dpi_history_grel(struct dpi_import *x, dp_str s, dp_str column,
		 struct dp_buf *out)
{
	struct rewrite w = { x, s, column, out, false };

	if (dp_str_starts(s, "grel:"))
		s = dp_str_from(s, 5);
	else if (dp_str_starts(s, "jython:") || dp_str_starts(s, "clojure:") ||
		 dp_str_starts(s, "python:"))
		return false;
	s = dp_str_strip(s);
	w.s = s;
	for (size_t i = 0; i < s.n && !w.failed;) {
		size_t end = i + 1;

		if (s.p[i] == '"' || s.p[i] == '\'' ||
		    (s.p[i] == '/' && starts_pattern(s, i))) {
			end = quoted_end(s, i);
			dp_buf_add(out, s.p + i, end - i);
		} else if (is_word(s.p[i])) {
			end = word_end(s, i);
			if (i > 0 && s.p[i - 1] == '.')
				dp_buf_add(out, s.p + i, end - i);
			else
				end = put_word(&w, i, end);
		} else if (strchr("\r\n\t", s.p[i])) {
			dp_buf_char(out, ' ');
		} else {
			dp_buf_char(out, s.p[i]);
		}
		i = end;
	}
	return s.n > 0 && !w.failed;
}

/* ---- what comes out of an expression ---------------------------------- */

/* True when the last call of S makes a text, whatever it is made of. */
static bool
ends_in_text(dp_str s)
{
	static const char *const made[] = {
		"trim",        "strip",       "toUppercase",
		"toLowercase", "toTitlecase", "toString",
		"join",        "replace",     "replaceChars",
		"chomp",       "md5",         "sha1",
		"substring",   "slice",       "fingerprint",
		"unescape",    "escape",      "ngramFingerprint",
	};
	size_t depth = 0, end = s.n, from;

	if (s.n == 0 || s.p[s.n - 1] != ')')
		return false;
	while (end > 0) {
		end--;
		depth += s.p[end] == ')';
		if (s.p[end] == '(' && --depth == 0)
			break;
	}
	from = end;
	while (from > 0 && is_word(s.p[from - 1]))
		from--;
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		if (dp_str_is((dp_str){ s.p + from, end - from }, made[i]))
			/* of the whole, not of a part of a sum */
			return from == 0 || !memchr(s.p, '-', from);
	return false;
}

bool
dpi_history_gives_types(const struct dpi_import *x, dp_str s, dp_str column)
{
	static const char *const makers[] = {
		"toNumber",  "toDate",  "length",     "round",      "floor",
		"ceil",      "abs",     "facetCount", "indexOf",    "IndexOf",
		"mod(",      "min(",    "max(",       "sum(",       "diff(",
		"datePart",  "inc(",    "isBlank",    "isNonBlank", "isNull",
		"isNumeric", "isError", "contains",   "startsWith", "endsWith",
		"==",        "!=",      "and(",       "or(",        "not(",
		"pow(",      "*",       " - ",        "true",       "false",
	};

	if (dp_str_starts(s, "grel:"))
		s = dp_str_from(s, 5);
	s = dp_str_strip(s);
	if (ends_in_text(s))
		return false;
	if (s.n && s.p[0] >= '0' && s.p[0] <= '9')
		return true;
	for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
		if (dp_str_search(s, dp_str_c(makers[i])) >= 0)
			return true;
	if (dpi_history_is_typed(x, column) &&
	    dp_str_search(s, DP_S("value")) >= 0)
		return true;
	for (void *i = json_object_iter(x->table->typed); i;
	     i = json_object_iter_next(x->table->typed, i))
		if (dp_str_search(s, dp_str_c(json_object_iter_key(i))) >= 0)
			return true;
	return false;
}

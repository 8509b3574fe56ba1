/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL as OpenRefine writes it into expressions of ours, which are nearly the
 * same: the language is named in front, value may be another column's, marks
 * of rows are columns.
 */
#include "op/history.h"

#include "op/recipe.h"

/* Appends cells["NAME"].value. */
static void
put_cell(struct dp_buf *out, dp_str name)
{
	dp_buf_c(out, "cells[");
	dp_recipe_quote(name, out);
	dp_buf_c(out, "].value");
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

/* A slash starts a pattern where no value stands before it. */
static bool
starts_pattern(dp_str s, size_t i)
{
	while (i > 0 && strchr(" \t\n", s.p[i - 1]))
		i--;
	return i == 0 || strchr("(,+=<>!&|", s.p[i - 1]);
}

/* The word from I to END of S, which no dot stands before. */
static void
put_word(struct dp_buf *out, dp_str s, size_t i, size_t end, dp_str column)
{
	dp_str word = { s.p + i, end - i };

	if (dp_str_is(word, "value") && column.p) {
		put_cell(out, column);
	} else if (dp_str_is(word, "starred") || dp_str_is(word, "flagged")) {
		dp_buf_char(out, '(');
		put_cell(out, word);
		dp_buf_c(out, " == \"true\")");
	} else {
		dp_buf_str(out, word);
	}
}

bool
dpi_history_grel(dp_str s, dp_str column, struct dp_buf *out)
{
	if (dp_str_starts(s, "grel:"))
		s = dp_str_from(s, 5);
	else if (dp_str_starts(s, "jython:") || dp_str_starts(s, "clojure:") ||
		 dp_str_starts(s, "python:"))
		return false;
	for (size_t i = 0; i < s.n;) {
		size_t end = i + 1;

		if (s.p[i] == '"' || s.p[i] == '\'' ||
		    (s.p[i] == '/' && starts_pattern(s, i))) {
			end = quoted_end(s, i);
			dp_buf_add(out, s.p + i, end - i);
		} else if (is_word(s.p[i])) {
			while (end < s.n && is_word(s.p[end]))
				end++;
			if (i > 0 && s.p[i - 1] == '.')
				dp_buf_add(out, s.p + i, end - i);
			else
				put_word(out, s, i, end, column);
			/* row.starred is a column of ours */
			if (dp_str_is((dp_str){ s.p + i, end - i }, "row") &&
			    (dp_str_starts(dp_str_from(s, end), ".starred") ||
			     dp_str_starts(dp_str_from(s, end), ".flagged"))) {
				out->n -= 3;
				put_word(out, s, end + 1, end + 8, column);
				end += 8;
			}
		} else if (strchr("\r\n\t", s.p[i])) {
			dp_buf_char(out, ' ');
		} else {
			dp_buf_char(out, s.p[i]);
		}
		i = end;
	}
	return s.n > 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL as OpenRefine writes it into expressions that name their columns: what
 * value and cell mean is written out, marks of rows are columns; what asks for
 * other rows is made by a step of its own.
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
dpi_history_made(struct dpi_import *x, dp_str name, bool made)
{
	if (!name.p)
		return;
	if (made)
		(void)json_object_setn_new(x->table->made, name.p, name.n,
					   json_true());
	else
		(void)json_object_deln(x->table->made, name.p, name.n);
}

bool
dpi_history_is_made(const struct dpi_import *x, dp_str name)
{
	return name.p &&
	       json_object_getn(x->table->made, name.p, name.n) != NULL;
}

void
dpi_history_cell(dp_str name, struct dp_buf *out)
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

/*
 * The column named behind cells, which ends at END: ["x"] or .x. Returns where
 * that ends; 0: there is none.
 */
static size_t
cell_name(dp_str s, size_t end, dp_str *name)
{
	*name = (dp_str){ NULL, 0 };
	if (end < s.n && s.p[end] == '.') {
		size_t to = word_end(s, end + 1);

		*name = (dp_str){ s.p + end + 1, to - end - 1 };
		return name->n ? to : 0;
	}
	if (end >= s.n || s.p[end] != '[')
		return 0;
	end++;
	while (end < s.n && s.p[end] == ' ')
		end++;
	*name = string_at(s, end);
	end += name->n + 2;
	while (end < s.n && s.p[end] == ' ')
		end++;
	return name->p && end < s.n && s.p[end] == ']' ? end + 1 : 0;
}

/* cells, whose name ends at END: cells["x"].value, cells.x.value */
static size_t
put_cells(struct rewrite *w, size_t end)
{
	dp_str name;

	end = cell_name(w->s, end, &name);
	if (!end) {
		w->failed = true;
		return w->s.n;
	}
	dpi_history_cell(name, w->out);
	return skip_text(w->s, end, ".value");
}

/*
 * A column of its own for what a step of ours tells of the rows: its WHAT are
 * the arguments of index. It is put away behind the operation.
 */
static void
put_helper(struct rewrite *w, dp_str what, const char *around,
	   const char *behind)
{
	struct dp_buf name = { 0 };

	dp_buf_format(&name, "index %u", ++w->x->n_helpers);
	dp_buf_c(w->x->out, "index ");
	dp_recipe_quote(dp_buf_view(&name), w->x->out);
	dp_buf_str(w->x->out, what);
	dp_buf_char(w->x->out, '\n');
	dp_buf_c(&w->x->after, "remove ");
	dp_recipe_quote(dp_buf_view(&name), &w->x->after);
	dp_buf_char(&w->x->after, '\n');
	dp_buf_c(w->out, around);
	dpi_history_cell(dp_buf_view(&name), w->out);
	dp_buf_c(w->out, behind);
	dp_buf_done(&name);
}

/* record, END behind it: its index, its rows, its cells. */
static size_t
put_record(struct rewrite *w, size_t end)
{
	static const struct {
		const char *field, *what;
	} part[] = { { ".index", " of=record records=first from=0" },
		     { ".rowCount", " of=size records=first" },
		     { ".fromRowIndex", " of=first records=first from=0" },
		     { ".toRowIndex", " of=last records=first" } };
	struct dp_buf what = { 0 };
	dp_str name, rest = dp_str_from(w->s, end);

	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		if (dp_str_starts(rest, part[i].field)) {
			put_helper(w, dp_str_c(part[i].what), "toNumber(", ")");
			return end + strlen(part[i].field);
		}
	if (!dp_str_starts(rest, ".cells") ||
	    !(end = cell_name(w->s, end + strlen(".cells"), &name))) {
		w->failed = true;
		return w->s.n;
	}
	dp_buf_c(&what, " records=first of=values values=");
	dp_recipe_quote(name, &what);
	/* what follows is asked of each cell */
	put_helper(w, dp_buf_view(&what), "items(", ")");
	dp_buf_done(&what);
	return skip_text(w->s, end, ".value");
}

/* row.index, row.starred, row.cells, row.record; END is behind row. */
static size_t
put_row(struct rewrite *w, size_t end)
{
	dp_str rest = dp_str_from(w->s, end);

	if (dp_str_starts(rest, ".cells"))
		return put_cells(w, end + 6);
	if (dp_str_starts(rest, ".record"))
		return put_record(w, end + 7);
	if (dp_str_starts(rest, ".index")) {
		put_helper(w, DP_S(" from=0"), "toNumber(", ")");
		return end + 6;
	}
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

/* ---- facetCount ------------------------------------------------------- */

/* The end of the argument that starts at I of S: a comma or a bracket. */
static size_t
argument_end(dp_str s, size_t i)
{
	size_t depth = 0;

	while (i < s.n) {
		char c = s.p[i];

		if (c == '"' || c == '\'' ||
		    (c == '/' && starts_pattern(s, i))) {
			i = quoted_end(s, i);
			continue;
		}
		if (depth == 0 && (c == ',' || c == ')'))
			break;
		depth += c == '(' || c == '[';
		depth -= (c == ')' || c == ']') && depth > 0;
		i++;
	}
	return i;
}

/*
 * facetCount(choice, expression, column), whose ( is before I, or before what
 * is behind the CHOICE, where that is told. The choice is what the expression
 * gives for this row, so that how often it comes is counted in a column of its
 * own.
 */
static size_t
put_count(struct rewrite *w, size_t i, dp_str choice)
{
	struct dp_buf key = { 0 }, name = { 0 }, mine = { 0 }, its = { 0 };
	size_t end[3] = { 0, 0, 0 };
	dp_str expression, column;

	for (size_t k = choice.p != NULL; k < 3; k++) {
		while (k && i < w->s.n && strchr(" ,", w->s.p[i]))
			i++;
		end[k] = i;
		i = argument_end(w->s, i);
		if (k == 0)
			choice = (dp_str){ w->s.p + end[0], i - end[0] };
	}
	expression = string_at(w->s, end[1]);
	column = string_at(w->s, end[2]);
	if (!expression.p || !column.p || i >= w->s.n || w->s.p[i] != ')' ||
	    !dpi_history_grel(w->x, choice, w->column, &mine) ||
	    !dpi_history_grel(w->x, expression, column, &its) ||
	    !dp_str_eq(dp_buf_view(&mine), dp_buf_view(&its))) {
		w->failed = true;
		i = w->s.n;
	} else {
		dp_buf_format(&key, "facet %u", ++w->x->n_helpers);
		dp_buf_format(&name, "facetCount %u", w->x->n_helpers);
		dp_buf_c(w->x->out, "derive ");
		dp_recipe_quote(dp_buf_view(&key), w->x->out);
		dp_buf_format(w->x->out, " errors=store = grel:%.*s\ncount ",
			      DP_FMT(dp_buf_view(&its)));
		dp_recipe_quote(dp_buf_view(&name), w->x->out);
		dp_buf_c(w->x->out, " by=");
		dp_recipe_quote(dp_buf_view(&key), w->x->out);
		dp_buf_c(w->x->out, " blank=count\n");
		dp_buf_c(&w->x->after, "remove ");
		dp_recipe_quote(dp_buf_view(&key), &w->x->after);
		dp_buf_c(&w->x->after, ", ");
		dp_recipe_quote(dp_buf_view(&name), &w->x->after);
		dp_buf_char(&w->x->after, '\n');
		/* of an error nothing is counted */
		dp_buf_format(w->out, "if(isError(%.*s), %.*s, toNumber(",
			      DP_FMT(dp_buf_view(&mine)),
			      DP_FMT(dp_buf_view(&mine)));
		dpi_history_cell(dp_buf_view(&name), w->out);
		dp_buf_c(w->out, "))");
		i++;
	}
	dp_buf_done(&key);
	dp_buf_done(&name);
	dp_buf_done(&mine);
	dp_buf_done(&its);
	return i;
}

void
dpi_history_text(dp_str s, struct dp_buf *out)
{
	dp_buf_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (strchr("\"\\\n\t\r", s.p[i]) && s.p[i])
			dp_buf_char(out, '\\');
		dp_buf_char(out, s.p[i] == '\n' ? 'n' :
				 s.p[i] == '\t' ? 't' :
				 s.p[i] == '\r' ? 'r' :
						  s.p[i]);
	}
	dp_buf_char(out, '"');
}

/* The word from I to END, which no dot stands before; returns what follows. */
static size_t
put_word(struct rewrite *w, size_t i, size_t end)
{
	dp_str word = { w->s.p + i, end - i };
	size_t next = end;

	while (next < w->s.n && w->s.p[next] == ' ')
		next++;
	if (dp_str_is(word, "facetCount") && next < w->s.n &&
	    w->s.p[next] == '(')
		return put_count(w, next + 1, (dp_str){ NULL, 0 });
	if (dp_str_is(word, "cells"))
		return put_cells(w, end);
	if (dp_str_is(word, "row"))
		return put_row(w, end);
	if (dp_str_is(word, "rowIndex")) {
		put_helper(w, DP_S(" from=0"), "toNumber(", ")");
		return end;
	}
	if (dp_str_is(word, "columnName") && w->column.p) {
		dpi_history_text(w->column, w->out);
		return end;
	}
	if (dp_str_is(word, "cell") && w->column.p &&
	    dp_str_starts(dp_str_from(w->s, end), ".value")) {
		dpi_history_cell(w->column, w->out);
		return end + strlen(".value");
	}
	if (!dp_str_is(word, "value") || !w->column.p) {
		dp_buf_str(w->out, word);
		return end;
	}
	/* value.facetCount("value", "x") is one of a value as well */
	if (dp_str_starts(dp_str_from(w->s, end), ".facetCount("))
		return put_count(w, end + strlen(".facetCount("), word);
	dpi_history_cell(w->column, w->out);
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

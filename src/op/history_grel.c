/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL as OpenRefine writes it into expressions that name their columns: what
 * value and cell mean is written out, marks of rows are columns; what asks for
 * other rows is made by a step of its own.
 */
#include "op/history.h"

#include "op/recipe.h"

/* Stands for columns that are ours, which are known at the end. */
#define TO_LEAVE_OUT "\1"

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

/*
 * The end of the argument that starts at I of S: what is one of STOP, outside
 * brackets.
 */
static size_t
argument_end(dp_str s, size_t i, const char *stop)
{
	size_t depth = 0;

	while (i < s.n) {
		char c = s.p[i];

		if (c == '"' || c == '\'' ||
		    (c == '/' && starts_pattern(s, i))) {
			i = quoted_end(s, i);
			continue;
		}
		if (depth == 0 && c && strchr(stop, c))
			break;
		depth += c == '(' || c == '[';
		depth -= (c == ')' || c == ']') && depth > 0;
		i++;
	}
	return i;
}

static void rewrite(struct rewrite *w, size_t i, size_t end);

/*
 * Appends the name of a column that is reckoned, in [ ] from AT on, and
 * BEHIND. Returns where that ends.
 */
static size_t
put_reckoned(struct rewrite *w, size_t at, const char *behind)
{
	size_t end = w->s.n;

	if (at < w->s.n && w->s.p[at] == '[')
		end = argument_end(w->s, at + 1, "]");
	if (end >= w->s.n) {
		w->failed = true;
		return w->s.n;
	}
	rewrite(w, at + 1, end);
	dp_buf_c(w->out, behind);
	return skip_text(w->s, end + 1, ".value");
}

/* cells, whose name ends at END: cells["x"].value, cells.x.value */
static size_t
put_cells(struct rewrite *w, size_t end)
{
	dp_str name;
	size_t to = cell_name(w->s, end, &name);

	if (!to) {
		dp_buf_c(w->out, "cells[");
		return put_reckoned(w, end, "].value");
	}
	dpi_history_cell(name, w->out);
	return skip_text(w->s, to, ".value");
}

void
dpi_history_helper(struct dpi_import *x, dp_str name)
{
	dp_buf_c(&x->helpers, x->helpers.n ? "," : "");
	dp_recipe_quote(name, &x->helpers);
}

void
dpi_history_ours(const struct dpi_import *x, const char *before,
		 struct dp_buf *out)
{
	bool star = x->table->starred, flag = x->table->flagged;

	if (x->helpers.n || star || flag)
		dp_buf_c(out, before);
	dp_buf_str(out, dp_buf_view(&x->helpers));
	if (star)
		dp_buf_c(out, x->helpers.n ? ",\"starred\"" : "\"starred\"");
	if (flag)
		dp_buf_c(out,
			 x->helpers.n || star ? ",\"flagged\"" : "\"flagged\"");
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
	if (dp_str_search(what, DP_S(" records=")) >= 0)
		dpi_history_ours(w->x, " aside=", w->x->out);
	dp_buf_char(w->x->out, '\n');
	dpi_history_helper(w->x, dp_buf_view(&name));
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
	size_t at;

	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		if (dp_str_starts(rest, part[i].field)) {
			put_helper(w, dp_str_c(part[i].what), "toNumber(", ")");
			return end + strlen(part[i].field);
		}
	if (!dp_str_starts(rest, ".cells")) {
		w->failed = true;
		return w->s.n;
	}
	at = end + strlen(".cells");
	end = cell_name(w->s, at, &name);
	if (!end) {
		put_helper(w, DP_S(" records=first of=values values=*"),
			   "items(", ", ");
		return put_reckoned(w, at, ")");
	}
	dp_buf_c(&what, " records=first of=values values=");
	dp_recipe_quote(name, &what);
	(void)json_array_append_new(w->x->named, json_stringn(name.p, name.n));
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
	if (dp_str_starts(rest, ".columnNames")) {
		w->x->asks_names = true;
		dp_buf_c(w->out, "columnNames(" TO_LEAVE_OUT ")");
		return end + strlen(".columnNames");
	}
	w->failed = true;
	return w->s.n;
}

/* ---- facetCount ------------------------------------------------------- */

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
		i = argument_end(w->s, i, ",)");
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
		dpi_history_helper(w->x, dp_buf_view(&key));
		dpi_history_helper(w->x, dp_buf_view(&name));
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

/* Rewrites what stands from I to END. */
static void
rewrite(struct rewrite *w, size_t i, size_t end)
{
	dp_str s = w->s;

	while (i < end && !w->failed) {
		size_t to = i + 1;

		if (s.p[i] == '"' || s.p[i] == '\'' ||
		    (s.p[i] == '/' && starts_pattern(s, i))) {
			to = quoted_end(s, i);
			dp_buf_add(w->out, s.p + i, to - i);
		} else if (is_word(s.p[i])) {
			to = word_end(s, i);
			if (i > 0 && s.p[i - 1] == '.')
				dp_buf_add(w->out, s.p + i, to - i);
			else
				to = put_word(w, i, to);
		} else {
			dp_buf_char(w->out,
				    strchr("\r\n\t", s.p[i]) ? ' ' : s.p[i]);
		}
		i = to;
	}
}

/* Appends MADE to OUT; names of columns are those of the table alone. */
static void
put_names(const struct dpi_import *x, dp_str made, struct dp_buf *out)
{
	ptrdiff_t at;

	while ((at = dp_str_search(made, DP_S(TO_LEAVE_OUT))) >= 0) {
		dp_buf_add(out, made.p, (size_t)at);
		dpi_history_ours(x, "", out);
		made = dp_str_from(made, (size_t)at + 1);
	}
	dp_buf_str(out, made);
}

bool
dpi_history_grel(struct dpi_import *x, dp_str s, dp_str column,
		 struct dp_buf *out)
{
	struct dp_buf made = { 0 };
	struct rewrite w = { x, s, column, &made, false };

	if (dp_str_starts(s, "grel:"))
		s = dp_str_from(s, 5);
	else if (dp_str_starts(s, "jython:") || dp_str_starts(s, "clojure:") ||
		 dp_str_starts(s, "python:"))
		return false;
	w.s = s = dp_str_strip(s);
	w.failed = dp_str_search(s, DP_S(TO_LEAVE_OUT)) >= 0;
	rewrite(&w, 0, s.n);
	put_names(x, dp_buf_view(&made), out);
	dp_buf_done(&made);
	return s.n > 0 && !w.failed;
}

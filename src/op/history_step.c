/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * OpenRefine's operations as steps of a recipe: those on columns and on whole
 * rows here, one function each; the others in history_rows.c and
 * history_transform.c.
 */
#include "op/history.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"

void
dpi_history_word(struct dpi_import *x, const char *key)
{
	dp_recipe_word(dpi_json_text(x->op, key), x->out);
}

void
dpi_history_where(struct dpi_import *x)
{
	if (x->where.n == 0)
		return;
	dp_buf_c(x->out, " where=");
	dp_recipe_quote(dp_buf_view(&x->where), x->out);
}

static void
end(struct dpi_import *x)
{
	dp_buf_char(x->out, '\n');
}

/* The texts of the array KEY as columns. */
static void
columns(struct dpi_import *x, const char *key)
{
	const json_t *all = json_object_get(x->op, key);

	for (size_t i = 0; i < json_array_size(all); i++) {
		const json_t *v = json_array_get(all, i);

		if (i)
			dp_buf_c(x->out, ", ");
		dp_recipe_word(dp_str_c(json_string_value(v)), x->out);
	}
	if (json_array_size(all) == 0)
		x->why = N_("it names no column");
}

/* ---- columns ---------------------------------------------------------- */

static void
remove_columns(struct dpi_import *x)
{
	dp_buf_c(x->out, "remove ");
	if (json_object_get(x->op, "columnNames"))
		columns(x, "columnNames");
	else
		dpi_history_word(x, "columnName");
	end(x);
}

static void
rename_column(struct dpi_import *x)
{
	dp_str from = dpi_json_text(x->op, "oldColumnName");
	dp_str to = dpi_json_text(x->op, "newColumnName");

	dp_buf_c(x->out, "rename ");
	dp_recipe_word(from, x->out);
	dp_buf_c(x->out, " -> ");
	dp_recipe_word(to, x->out);
	end(x);
	dpi_history_made(x, to, dpi_history_is_made(x, from));
	dpi_history_made(x, from, false);
}

/* To a place that is counted, or one of first, last, left and right. */
static void
move_column(struct dpi_import *x)
{
	dp_str op = dpi_json_text(x->op, "op");
	const json_t *index = json_object_get(x->op, "index");
	dp_str where = dp_str_from(op, strlen("core/column-move"));

	dp_buf_c(x->out, "move ");
	dpi_history_word(x, "columnName");
	if (where.n > 1) {
		dp_buf_char(x->out, ' ');
		dp_buf_str(x->out, dp_str_from(where, 1));
	} else if (json_integer_value(index) == 0) {
		dp_buf_c(x->out, " first");
	} else {
		dp_buf_format(x->out, " at=%lld",
			      (long long)json_integer_value(index) + 1);
	}
	end(x);
}

/* Stars and flags are columns of ours: they stay behind the others. */
static void
reorder_columns(struct dpi_import *x)
{
	dp_buf_c(x->out, "select ");
	columns(x, "columnNames");
	if (x->table->starred)
		dp_buf_c(x->out, ", starred");
	if (x->table->flagged)
		dp_buf_c(x->out, ", flagged");
	end(x);
}

/* ---- rows ------------------------------------------------------------- */

static void
remove_rows(struct dpi_import *x)
{
	bool keep = dp_str_is(dpi_json_text(x->op, "op"),
			      "core/row-keep-matched");

	dp_buf_c(x->out, keep ? "filter " : "drop ");
	if (x->where.n)
		dp_buf_str(x->out, dp_buf_view(&x->where));
	else
		dp_buf_c(x->out, "true");
	end(x);
}

static void
mark_rows(struct dpi_import *x)
{
	bool star = dp_str_is(dpi_json_text(x->op, "op"), "core/row-star");

	dp_buf_c(x->out, star ? "flag starred" : "flag flagged");
	if (!dpi_json_true(x->op, star ? "starred" : "flagged"))
		dp_buf_c(x->out, " value=\"\"");
	if (x->where.n == 0)
		dp_buf_c(x->out, " where=true");
	dpi_history_where(x);
	end(x);
	*(star ? &x->table->starred : &x->table->flagged) = true;
}

static void
remove_duplicates(struct dpi_import *x)
{
	dp_buf_c(x->out, "dedupe ");
	columns(x, "criteria");
	end(x);
}

/* Cell V of a row, in its place among the columns. */
static void
put_cell(struct dpi_import *x, const json_t *v)
{
	char *text;

	dp_buf_char(x->out, ' ');
	if (json_is_string(v) || !v || json_is_null(v)) {
		dp_recipe_quote((dp_str){ v ? json_string_value(v) : "",
					  json_string_length(v) },
				x->out);
		return;
	}
	text = json_dumps(v, JSON_ENCODE_ANY);
	dp_recipe_quote(dp_str_c(text ? text : ""), x->out);
	free(text);
}

/*
 * The menu puts rows before all others; what is written of it says index, what
 * is read insertionIndex. A cell says its place and not its column.
 */
static void
add_rows(struct dpi_import *x)
{
	const json_t *rows = json_object_get(x->op, "rows");
	const json_t *at = json_object_get(x->op, "insertionIndex");

	if (!at)
		at = json_object_get(x->op, "index");
	if (json_integer_value(at) != 0)
		x->why = N_("it puts rows among the others; add-row puts one "
			    "before or behind them");
	if (json_array_size(rows) == 0)
		x->why = N_("it does not say which rows");
	/* the last goes in first, so that the first stands before it */
	for (size_t i = json_array_size(rows); i-- > 0 && !x->why;) {
		const json_t *row = json_array_get(rows, i);
		const json_t *cells = json_object_get(row, "cells");

		if (json_array_size(cells) == 0)
			continue;
		dp_buf_c(x->out, "add-row");
		for (size_t k = 0; k < json_array_size(cells); k++)
			put_cell(x, json_object_get(json_array_get(cells, k),
						    "v"));
		dp_buf_c(x->out, " at=first");
		end(x);
		if (x->n_others < json_array_size(cells))
			x->n_others = json_array_size(cells);
		if (x->table->rearranged)
			x->but = N_(
				"The values go to the columns in their order; "
				"where columns were moved before, look at the "
				"row.");
	}
}

static const struct {
	const char *op;
	void (*put)(struct dpi_import *);
	bool rows; /* its facets matter */
} known[] = {
	{ "core/text-transform", dpi_history_transform, true },
	{ "core/mass-edit", dpi_history_mass_edit, true },
	{ "core/column-addition", dpi_history_add_column, true },
	{ "core/column-removal", remove_columns, false },
	{ "core/column-multi-removal", remove_columns, false },
	{ "core/column-rename", rename_column, false },
	{ "core/column-move", move_column, false },
	{ "core/column-move-first", move_column, false },
	{ "core/column-move-last", move_column, false },
	{ "core/column-move-left", move_column, false },
	{ "core/column-move-right", move_column, false },
	{ "core/column-reorder", reorder_columns, false },
	{ "core/column-split", dpi_history_split_column, true },
	{ "core/row-removal", remove_rows, true },
	{ "core/row-keep-matched", remove_rows, true },
	{ "core/row-star", mark_rows, true },
	{ "core/row-flag", mark_rows, true },
	{ "core/row-addition", add_rows, false },
	{ "core/row-reorder", dpi_history_sort, false },
	{ "core/row-duplicate-removal", remove_duplicates, true },
	{ "core/blank-down", dpi_history_fill, true },
	{ "core/fill-down", dpi_history_fill, true },
	{ "core/multivalued-cell-split", dpi_history_split_cells, false },
	{ "core/multivalued-cell-join", dpi_history_join_cells, false },
	{ "core/transpose-columns-into-rows", dpi_history_longer, false },
	{ "core/transpose-rows-into-columns", dpi_history_every, false },
	{ "core/key-value-columnize", dpi_history_wider, false },
};

void
dpi_history_step(struct dpi_import *x)
{
	dp_str op = dpi_json_text(x->op, "op");
	size_t i = 0;

	while (i < sizeof known / sizeof *known && !dp_str_is(op, known[i].op))
		i++;
	if (i == sizeof known / sizeof *known) {
		x->why = N_("there is no such operation here");
		return;
	}
	if (known[i].rows)
		dpi_history_facets(x);
	if (x->why)
		return;
	known[i].put(x);
	x->table->rearranged = x->table->rearranged ||
			       (dp_str_starts(op, "core/column-") &&
				!dp_str_is(op, "core/column-rename"));
	if (x->helpers.n)
		dp_buf_format(x->out, "remove %.*s\n",
			      DP_FMT(dp_buf_view(&x->helpers)));
}

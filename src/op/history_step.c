/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * OpenRefine's operations as steps of a recipe, one function each.
 */
#include "op/history.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"

#define PIECES_MAX 100

static void
word(struct dpi_import *x, const char *key)
{
	dp_recipe_word(dpi_json_text(x->op, key), x->out);
}

static void
where(struct dpi_import *x)
{
	if (x->where.n == 0)
		return;
	dp_buf_c(x->out, " where=");
	dp_recipe_quote(dp_buf_view(&x->where), x->out);
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

static void
end(struct dpi_import *x)
{
	dp_buf_char(x->out, '\n');
}

/* V as the text a cell would hold. */
static void
quote_value(struct dp_buf *out, const json_t *v)
{
	char *text;

	if (json_is_string(v)) {
		dp_recipe_quote((dp_str){ json_string_value(v),
					  json_string_length(v) },
				out);
		return;
	}
	text = v ? json_dumps(v, JSON_ENCODE_ANY) : NULL;
	dp_recipe_quote(dp_str_c(text && !json_is_null(v) ? text : ""), out);
	free(text);
}

/* Cells that were blank get what they were given. */
static void
fill_blanks(struct dpi_import *x, const json_t *edits)
{
	for (size_t i = 0; i < json_array_size(edits); i++) {
		const json_t *e = json_array_get(edits, i);

		if (!dpi_json_true(e, "fromBlank"))
			continue;
		dp_buf_c(x->out, "fill ");
		word(x, "columnName");
		dp_buf_c(x->out, " value=");
		quote_value(x->out, json_object_get(e, "to"));
		where(x);
		end(x);
	}
}

static void
mass_edit(struct dpi_import *x)
{
	const json_t *edits = json_object_get(x->op, "edits");
	dp_str grel = dpi_json_text(x->op, "expression");
	size_t before = x->out->n, n = 0;

	if (!dp_str_is(grel, "value") && !dp_str_is(grel, "grel:value")) {
		x->why = N_("its values are those of an expression");
		return;
	}
	dp_buf_c(x->out, "edit ");
	word(x, "columnName");
	where(x);
	end(x);
	for (size_t i = 0; i < json_array_size(edits); i++) {
		const json_t *e = json_array_get(edits, i);
		const json_t *from = json_object_get(e, "from");

		for (size_t k = 0; k < json_array_size(from); k++, n++) {
			dp_buf_c(x->out, k ? " | " : "    ");
			quote_value(x->out, json_array_get(from, k));
		}
		if (json_array_size(from) == 0)
			continue;
		dp_buf_c(x->out, " -> ");
		quote_value(x->out, json_object_get(e, "to"));
		end(x);
	}
	if (n == 0)
		x->out->n = before;
	fill_blanks(x, edits);
}

static void
add_column(struct dpi_import *x)
{
	dp_str base = dpi_json_text(x->op, "baseColumnName");

	dp_buf_c(x->out, "derive ");
	word(x, "newColumnName");
	dp_buf_c(x->out, " after=");
	dp_recipe_word(base, x->out);
	where(x);
	dp_buf_c(x->out, " = ");
	if (!dpi_history_grel(dpi_json_text(x->op, "expression"), base, x->out))
		x->why = N_("its expression is not in GREL");
	end(x);
}

static void
remove_columns(struct dpi_import *x)
{
	dp_buf_c(x->out, "remove ");
	if (json_object_get(x->op, "columnNames"))
		columns(x, "columnNames");
	else
		word(x, "columnName");
	end(x);
}

static void
rename_column(struct dpi_import *x)
{
	dp_buf_c(x->out, "rename ");
	word(x, "oldColumnName");
	dp_buf_c(x->out, " -> ");
	word(x, "newColumnName");
	end(x);
}

static void
move_column(struct dpi_import *x)
{
	const json_t *index = json_object_get(x->op, "index");
	bool last = dp_str_is(dpi_json_text(x->op, "op"),
			      "core/column-move-last");

	if (index && json_integer_value(index) != 0) {
		x->why = N_("it counts columns, and a recipe names them");
		return;
	}
	dp_buf_c(x->out, "move ");
	word(x, "columnName");
	dp_buf_c(x->out, last ? " last" : " first");
	end(x);
}

static void
count_columns(struct dpi_import *x)
{
	x->why = N_("it counts columns, and a recipe names them");
}

static void
reorder_columns(struct dpi_import *x)
{
	dp_buf_c(x->out, "select ");
	columns(x, "columnNames");
	end(x);
}

/* "a/b" as a text, or with REGEX as a pattern. */
static void
separator(struct dpi_import *x)
{
	dp_str by = dpi_json_text(x->op, "separator");
	bool regex = dpi_json_true(x->op, "regex");

	if (!regex) {
		dp_recipe_quote(by, x->out);
		return;
	}
	dp_buf_char(x->out, '/');
	for (size_t i = 0; i < by.n; i++) {
		if (by.p[i] == '\\' && i + 1 < by.n)
			dp_buf_char(x->out, by.p[i++]);
		else if (by.p[i] == '/')
			dp_buf_char(x->out, '\\');
		dp_buf_char(x->out, by.p[i]);
	}
	dp_buf_char(x->out, '/');
}

static void
split_column(struct dpi_import *x)
{
	dp_str column = dpi_json_text(x->op, "columnName");
	const json_t *most = json_object_get(x->op, "maxColumns");
	json_int_t n = json_integer_value(most);

	if (!dp_str_is(dpi_json_text(x->op, "mode"), "separator")) {
		x->why = N_("it cuts by lengths");
		return;
	}
	if (n < 1 || n > PIECES_MAX) {
		x->why = N_("it does not say how many columns it makes; write "
			    "split with max=");
		return;
	}
	dp_buf_c(x->out, "split ");
	dp_recipe_word(column, x->out);
	dp_buf_c(x->out, " by=");
	separator(x);
	dp_buf_c(x->out, " into=");
	for (json_int_t i = 1; i <= n; i++) {
		struct dp_buf name = { 0 };

		dp_buf_format(&name, "%.*s %d", DP_FMT(column), (int)i);
		if (i > 1)
			dp_buf_char(x->out, ',');
		dp_recipe_quote(dp_buf_view(&name), x->out);
		dp_buf_done(&name);
	}
	if (!dpi_json_true(x->op, "removeOriginalColumn"))
		dp_buf_c(x->out, " keep=yes");
	end(x);
}

static void
remove_rows(struct dpi_import *x)
{
	bool keep = dp_str_is(dpi_json_text(x->op, "op"),
			      "core/row-keep-matched");

	if (x->where.n == 0) {
		x->why = N_("it has no facet: all rows would go or stay");
		return;
	}
	dp_buf_c(x->out, keep ? "filter " : "drop ");
	dp_buf_str(x->out, dp_buf_view(&x->where));
	end(x);
}

static void
mark_rows(struct dpi_import *x)
{
	bool star = dp_str_is(dpi_json_text(x->op, "op"), "core/row-star");

	dp_buf_c(x->out, star ? "flag starred" : "flag flagged");
	if (json_is_false(json_object_get(x->op, star ? "starred" : "flagged")))
		dp_buf_c(x->out, " value=\"\"");
	if (x->where.n == 0)
		dp_buf_c(x->out, " where=true");
	where(x);
	end(x);
}

static void
sort_rows(struct dpi_import *x)
{
	const json_t *all = json_object_get(json_object_get(x->op, "sorting"),
					    "criteria");

	dp_buf_c(x->out, "sort ");
	for (size_t i = 0; i < json_array_size(all); i++) {
		const json_t *c = json_array_get(all, i);

		if (i)
			dp_buf_c(x->out, ", ");
		if (dpi_json_true(c, "reverse"))
			dp_buf_char(x->out, '-');
		dp_recipe_word(dpi_json_text(c, "column"), x->out);
	}
	if (json_array_size(all) == 0)
		x->why = N_("it names no column");
	end(x);
}

static void
remove_duplicates(struct dpi_import *x)
{
	dp_buf_c(x->out, "dedupe ");
	columns(x, "criteria");
	end(x);
}

static void
fill_down(struct dpi_import *x)
{
	bool blank = dp_str_is(dpi_json_text(x->op, "op"), "core/blank-down");

	dp_buf_c(x->out, blank ? "blank-down " : "fill ");
	word(x, "columnName");
	where(x);
	end(x);
}

static void
split_cells(struct dpi_import *x)
{
	if (!dp_str_is(dpi_json_text(x->op, "mode"), "separator") ||
	    dpi_json_true(x->op, "regex")) {
		x->why = N_("it cuts otherwise than by a text");
		return;
	}
	x->but = N_("the rows it makes repeat the other cells, which "
		    "OpenRefine leaves empty");
	dp_buf_c(x->out, "split-cells ");
	word(x, "columnName");
	dp_buf_c(x->out, " by=");
	separator(x);
	end(x);
}

static void
join_cells(struct dpi_import *x)
{
	x->but = N_("rows are joined where the key is the same; an empty key "
		    "does not belong to the row above");
	dp_buf_c(x->out, "join-cells ");
	word(x, "columnName");
	dp_buf_c(x->out, " by=");
	separator(x);
	dp_buf_c(x->out, " key=");
	word(x, "keyColumnName");
	end(x);
}

static const struct {
	const char *op;
	void (*put)(struct dpi_import *);
	bool rows; /* its facets matter */
} known[] = {
	{ "core/text-transform", dpi_history_transform, true },
	{ "core/mass-edit", mass_edit, true },
	{ "core/column-addition", add_column, true },
	{ "core/column-removal", remove_columns, false },
	{ "core/column-multi-removal", remove_columns, false },
	{ "core/column-rename", rename_column, false },
	{ "core/column-move", move_column, false },
	{ "core/column-move-first", move_column, false },
	{ "core/column-move-last", move_column, false },
	{ "core/column-move-left", count_columns, false },
	{ "core/column-move-right", count_columns, false },
	{ "core/column-reorder", reorder_columns, false },
	{ "core/column-split", split_column, true },
	{ "core/row-removal", remove_rows, true },
	{ "core/row-keep-matched", remove_rows, true },
	{ "core/row-star", mark_rows, true },
	{ "core/row-flag", mark_rows, true },
	{ "core/row-reorder", sort_rows, false },
	{ "core/row-duplicate-removal", remove_duplicates, true },
	{ "core/blank-down", fill_down, true },
	{ "core/fill-down", fill_down, true },
	{ "core/multivalued-cell-split", split_cells, false },
	{ "core/multivalued-cell-join", join_cells, false },
	{ "core/transpose-columns-into-rows", count_columns, false },
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
	if (!x->why)
		known[i].put(x);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes of cells: what OpenRefine's menus do and ours does too is an
 * operation of ours, any other is an expression in GREL.
 */
#include "op/history.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"

/* Most times that one operation was repeated. */
#define REPEATS_MAX 10

struct menu {
	const char *grel;   /* without blanks */
	const char *before; /* verb */
	const char *after;  /* what stands behind the column */
};

static const struct menu menus[] = {
	{ "value.trim()", "trim", "" },
	{ "value.toUppercase()", "case", " to=upper" },
	{ "value.toLowercase()", "case", " to=lower" },
	{ "value.unescape('html')", "entities", "" },
	{ "value.unescape(\"html\")", "entities", "" },
	{ "value.toString()", NULL, NULL }, /* cells are texts */
	{ NULL, NULL, NULL },
};

/* The menu's row for GREL, or NULL: blanks outside quotes do not count. */
static const struct menu *
menu_of(dp_str grel)
{
	const struct menu *m = menus;

	if (dp_str_starts(grel, "grel:"))
		grel = dp_str_from(grel, 5);
	for (; m->grel; m++) {
		size_t i = 0;
		const char *p = m->grel;

		while (i < grel.n && *p) {
			if (grel.p[i] == *p) {
				i++;
				p++;
			} else if (grel.p[i] == ' ' && *p != '\'') {
				i++;
			} else {
				break;
			}
		}
		while (i < grel.n && grel.p[i] == ' ')
			i++;
		if (i == grel.n && !*p)
			break;
	}
	return m->grel ? m : NULL;
}

/* How errors are met, as an argument of derive. */
static void
put_on_error(struct dpi_import *x)
{
	dp_str how = dpi_json_text(x->op, "onError");

	if (dp_str_is(how, "store-error"))
		x->but = N_("a cell whose expression fails is left empty; "
			    "OpenRefine keeps the error's text");
	dp_buf_c(x->out, dp_str_is(how, "keep-original") ? " on-error=keep" :
							   " on-error=blank");
}

/* COLUMN [where] = grel:EXPRESSION, once. */
static void
put_derive(struct dpi_import *x, dp_str column, dp_str grel)
{
	struct dp_buf e = { 0 };

	if (!dpi_history_grel(x, grel, column, &e))
		x->why = N_("its expression is not in GREL, or looks at what a "
			    "recipe does not have");
	dp_buf_c(x->out, "derive ");
	dp_recipe_word(column, x->out);
	put_on_error(x);
	dpi_history_where(x);
	dp_buf_c(x->out, " = grel:");
	dp_buf_str(x->out, dp_buf_view(&e));
	dp_buf_char(x->out, '\n');
	dp_buf_done(&e);
}

void
dpi_history_transform(struct dpi_import *x)
{
	dp_str column = dpi_json_text(x->op, "columnName");
	dp_str grel = dpi_json_text(x->op, "expression");
	const struct menu *m = menu_of(grel);
	json_int_t times = 1;

	if (dpi_json_true(x->op, "repeat"))
		times = json_integer_value(json_object_get(x->op,
							   "repeatCount"));
	if (times < 1 || times > REPEATS_MAX)
		times = 1;
	for (; times > 0 && !x->why && !m; times--)
		put_derive(x, column, grel);
	if (m && m->before) {
		dp_buf_format(x->out, "%s ", m->before);
		dp_recipe_word(column, x->out);
		dp_buf_c(x->out, m->after);
		dpi_history_where(x);
		dp_buf_char(x->out, '\n');
	} else if (!m || x->where.n == 0) {
		dpi_history_type(x, column,
				 !m && dpi_history_gives_types(x, grel,
							       column));
	}
}

void
dpi_history_add_column(struct dpi_import *x)
{
	dp_str base = dpi_json_text(x->op, "baseColumnName");
	dp_str name = dpi_json_text(x->op, "newColumnName");
	dp_str grel = dpi_json_text(x->op, "expression");
	const json_t *index = json_object_get(x->op, "columnInsertIndex");
	bool keep = dp_str_is(dpi_json_text(x->op, "onError"), "keep-original");
	struct dp_buf e = { 0 };

	if (!dpi_history_grel(x, grel, base, &e))
		x->why = N_("its expression is not in GREL, or looks at what a "
			    "recipe does not have");
	dp_buf_c(x->out, "derive ");
	dp_recipe_word(name, x->out);
	if (json_is_integer(index)) {
		dp_buf_format(x->out, " at=%lld",
			      (long long)json_integer_value(index) + 1);
	} else {
		dp_buf_c(x->out, " after=");
		dp_recipe_word(base, x->out);
	}
	put_on_error(x);
	dpi_history_where(x);
	dp_buf_c(x->out, " = grel:");
	if (keep) {
		/* the original is the cell it was made from */
		dp_buf_format(x->out, "if(isError(%.*s), ",
			      DP_FMT(dp_buf_view(&e)));
		dpi_history_cell(x, base, x->out);
		dp_buf_format(x->out, ", %.*s)", DP_FMT(dp_buf_view(&e)));
	} else {
		dp_buf_str(x->out, dp_buf_view(&e));
	}
	dp_buf_char(x->out, '\n');
	dp_buf_done(&e);
	dpi_history_type(x, name,
			 dpi_history_gives_types(x, grel, base) ||
				 (keep && dpi_history_is_typed(x, base)));
}

/* ---- values by other values ------------------------------------------- */

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
		dpi_history_word(x, "columnName");
		dp_buf_c(x->out, " spaces=keep value=");
		quote_value(x->out, json_object_get(e, "to"));
		dpi_history_where(x);
		dp_buf_char(x->out, '\n');
	}
}

/*
 * Values of an expression: the cells whose value is among those of an edit
 * get what it says. The value is that of before, so all is one expression.
 */
static void
edit_computed(struct dpi_import *x, const json_t *edits)
{
	dp_str column = dpi_json_text(x->op, "columnName");
	struct dp_buf e = { 0 }, all = { 0 };
	size_t n = 0;

	if (!dpi_history_grel(x, dpi_json_text(x->op, "expression"), column,
			      &e)) {
		x->why = N_("its expression is not in GREL, or looks at what a "
			    "recipe does not have");
	}
	for (size_t i = 0; i < json_array_size(edits); i++) {
		const json_t *one = json_array_get(edits, i);
		const json_t *from = json_object_get(one, "from");

		if (json_array_size(from) == 0)
			continue;
		dp_buf_format(&all, "if(facet(toString(%.*s)",
			      DP_FMT(dp_buf_view(&e)));
		for (size_t k = 0; k < json_array_size(from); k++) {
			dp_buf_c(&all, ", ");
			quote_value(&all, json_array_get(from, k));
		}
		dp_buf_c(&all, "), ");
		quote_value(&all, json_object_get(one, "to"));
		dp_buf_c(&all, ", ");
		n++;
	}
	dp_buf_c(x->out, "derive ");
	dp_recipe_word(column, x->out);
	dp_buf_c(x->out, " on-error=keep");
	dpi_history_where(x);
	dp_buf_c(x->out, " = grel:");
	dp_buf_str(x->out, dp_buf_view(&all));
	dpi_history_cell(x, column, x->out);
	for (size_t i = 0; i < n; i++)
		dp_buf_char(x->out, ')');
	dp_buf_char(x->out, '\n');
	dp_buf_done(&all);
	dp_buf_done(&e);
}

static void
edit_values(struct dpi_import *x, const json_t *edits)
{
	size_t before = x->out->n, n = 0;

	dp_buf_c(x->out, "edit ");
	dpi_history_word(x, "columnName");
	dpi_history_where(x);
	dp_buf_char(x->out, '\n');
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
		dp_buf_char(x->out, '\n');
	}
	if (n == 0)
		x->out->n = before;
}

void
dpi_history_mass_edit(struct dpi_import *x)
{
	const json_t *edits = json_object_get(x->op, "edits");
	dp_str grel = dpi_json_text(x->op, "expression");

	if (dp_str_is(grel, "value") || dp_str_is(grel, "grel:value"))
		edit_values(x, edits);
	else
		edit_computed(x, edits);
	fill_blanks(x, edits);
	for (size_t i = 0; i < json_array_size(edits); i++) {
		const json_t *to = json_object_get(json_array_get(edits, i),
						   "to");

		if (json_is_number(to) || json_is_boolean(to))
			dpi_history_type(x, dpi_json_text(x->op, "columnName"),
					 true);
	}
}

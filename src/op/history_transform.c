/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes of cells: what OpenRefine's menus do and ours does too is an
 * operation of ours, any other is an expression in GREL.
 */
#include "op/history.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"

struct menu {
	const char *grel;   /* without blanks */
	const char *before; /* verb; NULL: there is none of ours */
	const char *after;  /* what stands behind the column */
};

static const struct menu menus[] = {
	{ "value.trim()", "trim", "" },
	{ "value.toUppercase()", "case", " to=upper" },
	{ "value.toLowercase()", "case", " to=lower" },
	/* what is missing becomes a text without a character */
	{ "value.toString()", NULL, NULL },
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

	dp_buf_c(x->out, dp_str_is(how, "store-error")   ? " errors=store" :
			 dp_str_is(how, "keep-original") ? " on-error=keep" :
							   " on-error=blank");
}

static void
no_grel(struct dpi_import *x)
{
	x->why = N_("its expression is not in GREL, or looks at what a recipe "
		    "does not have");
}

/*
 * Does an operation of ours what the menu's M does to COLUMN? It has texts
 * only; and of what is trimmed to nothing nobody may ask later whether it is
 * empty or missing.
 */
static bool
is_ours(const struct dpi_import *x, const struct menu *m, dp_str column)
{
	dp_str how = dpi_json_text(x->op, "onError");

	return m && m->before && !dpi_history_is_made(x, column) &&
	       !dp_str_is(how, "store-error") &&
	       (x->plain_after || strcmp(m->before, "trim") != 0);
}

void
dpi_history_transform(struct dpi_import *x)
{
	dp_str column = dpi_json_text(x->op, "columnName");
	dp_str grel = dpi_json_text(x->op, "expression");
	const struct menu *m = menu_of(grel);
	struct dp_buf e = { 0 };
	json_int_t more = 0;

	if (is_ours(x, m, column)) {
		dp_buf_format(x->out, "%s ", m->before);
		dp_recipe_word(column, x->out);
		dp_buf_c(x->out, m->after);
		dpi_history_where(x);
		dp_buf_char(x->out, '\n');
		return;
	}
	if (dpi_json_true(x->op, "repeat"))
		more = json_integer_value(json_object_get(x->op,
							  "repeatCount"));
	if (!dpi_history_grel(x, grel, column, &e))
		no_grel(x);
	dp_buf_c(x->out, "derive ");
	dp_recipe_word(column, x->out);
	if (more > 0)
		dp_buf_format(x->out, " repeat=%lld", (long long)more);
	put_on_error(x);
	dpi_history_where(x);
	dp_buf_c(x->out, " = grel:");
	dp_buf_str(x->out, dp_buf_view(&e));
	dp_buf_char(x->out, '\n');
	dp_buf_done(&e);
	/* the menus make texts of texts, and errors */
	dpi_history_made(x, column,
			 !m || dpi_history_is_made(x, column) ||
				 dp_str_is(dpi_json_text(x->op, "onError"),
					   "store-error"));
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
		no_grel(x);
	dp_buf_c(x->out, "derive ");
	dp_recipe_word(name, x->out);
	/* below 0 it is the last: derive's own place */
	if (json_integer_value(index) < 0) {
		;
	} else if (json_is_integer(index)) {
		dp_buf_format(x->out, " at=%lld",
			      (long long)json_integer_value(index) + 1);
	} else {
		dp_buf_c(x->out, " after=");
		dp_recipe_word(base, x->out);
	}
	/* the original is the cell it was made from */
	if (keep) {
		dp_buf_c(x->out, " errors=");
		dp_recipe_word(base, x->out);
	} else {
		put_on_error(x);
	}
	dpi_history_where(x);
	dp_buf_c(x->out, " = grel:");
	dp_buf_str(x->out, dp_buf_view(&e));
	dp_buf_char(x->out, '\n');
	dp_buf_done(&e);
	dpi_history_made(x, name, true);
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

/* Is "" among the values FROM alone, or is it told that blanks are? */
static bool
from_blank(const json_t *edit)
{
	const json_t *from = json_object_get(edit, "from");

	return dpi_json_true(edit, "fromBlank") ||
	       (json_array_size(from) == 1 &&
		json_string_length(json_array_get(from, 0)) == 0 &&
		json_is_string(json_array_get(from, 0)));
}

/* The value that an edit gives, in GREL. */
static void
put_result(struct dp_buf *out, const json_t *edit)
{
	const json_t *to = json_object_get(edit, "to");
	bool date = dp_str_is(dpi_json_text(edit, "type"), "date");
	char *text;

	if (!json_is_string(to)) {
		text = to ? json_dumps(to, JSON_ENCODE_ANY) : NULL;
		dp_buf_c(out, text ? text : "null");
		free(text);
		return;
	}
	dp_buf_c(out, date ? "toDate(" : "");
	dpi_history_text((dp_str){ json_string_value(to),
				   json_string_length(to) },
			 out);
	dp_buf_c(out, date ? ")" : "");
}

/* What the last edit that KEY is true of gives, else CELL. */
static void
put_special(struct dp_buf *out, const json_t *edits, bool error, dp_str cell)
{
	const json_t *found = NULL;

	for (size_t i = 0; i < json_array_size(edits); i++) {
		const json_t *one = json_array_get(edits, i);

		if (error ? dpi_json_true(one, "fromError") : from_blank(one))
			found = one;
	}
	if (found)
		put_result(out, found);
	else
		dp_buf_str(out, cell);
}

/*
 * The cells whose value is among those of an edit get what it says; of two
 * that have it, the last. The value is that of before, so all is one
 * expression.
 */
static void
edit_computed(struct dpi_import *x, const json_t *edits, dp_str what)
{
	dp_str column = dpi_json_text(x->op, "columnName"), cell;
	struct dp_buf all = { 0 }, own = { 0 };
	size_t n = 0;

	dpi_history_cell(column, &own);
	cell = dp_buf_view(&own);
	dp_buf_format(&all, "if(isError(%.*s), ", DP_FMT(what));
	put_special(&all, edits, true, cell);
	dp_buf_format(&all, ", if(isBlank(%.*s), ", DP_FMT(what));
	put_special(&all, edits, false, cell);
	dp_buf_c(&all, ", ");
	for (size_t i = json_array_size(edits); i-- > 0;) {
		const json_t *one = json_array_get(edits, i);
		const json_t *from = json_object_get(one, "from");

		if (json_array_size(from) == 0)
			continue;
		dp_buf_format(&all, "if(facet(toString(%.*s)", DP_FMT(what));
		for (size_t k = 0; k < json_array_size(from); k++) {
			const json_t *v = json_array_get(from, k);

			dp_buf_c(&all, ", ");
			dpi_history_text((dp_str){ json_string_value(v),
						   json_string_length(v) },
					 &all);
		}
		dp_buf_c(&all, "), ");
		put_result(&all, one);
		dp_buf_c(&all, ", ");
		n++;
	}
	dp_buf_str(&all, cell);
	for (size_t i = 0; i < n + 2; i++)
		dp_buf_char(&all, ')');
	dp_buf_c(x->out, "derive ");
	dp_recipe_word(column, x->out);
	dp_buf_c(x->out, " on-error=keep");
	dpi_history_where(x);
	dp_buf_format(x->out, " = grel:%.*s\n", DP_FMT(dp_buf_view(&all)));
	dp_buf_done(&all);
	dp_buf_done(&own);
	dpi_history_made(x, column, true);
}

/* Cells that were blank get what they were given. */
static void
fill_blanks(struct dpi_import *x, const json_t *edits)
{
	for (size_t i = 0; i < json_array_size(edits); i++) {
		const json_t *e = json_array_get(edits, i);

		if (!from_blank(e))
			continue;
		dp_buf_c(x->out, "fill ");
		dpi_history_word(x, "columnName");
		dp_buf_c(x->out, " spaces=keep value=");
		quote_value(x->out, json_object_get(e, "to"));
		dpi_history_where(x);
		dp_buf_char(x->out, '\n');
	}
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

		if (from_blank(e) || json_array_size(from) == 0)
			continue;
		for (size_t k = 0; k < json_array_size(from); k++, n++) {
			dp_buf_c(x->out, k ? " | " : "    ");
			quote_value(x->out, json_array_get(from, k));
		}
		dp_buf_c(x->out, " -> ");
		quote_value(x->out, json_object_get(e, "to"));
		dp_buf_char(x->out, '\n');
	}
	if (n == 0)
		x->out->n = before;
}

/* Is each old value told once, and each new one a text that is something? */
static bool
is_plain(const json_t *edits)
{
	json_t *seen = json_object();
	size_t blanks = 0;
	bool plain = true;

	for (size_t i = 0; i < json_array_size(edits); i++) {
		const json_t *e = json_array_get(edits, i);
		const json_t *from = json_object_get(e, "from");

		plain = plain && dpi_json_text(e, "to").n > 0 &&
			!dpi_json_true(e, "fromError") &&
			!dp_str_is(dpi_json_text(e, "type"), "date") &&
			!(from_blank(e) && json_array_size(from) > 1);
		blanks += from_blank(e);
		for (size_t k = 0; plain && k < json_array_size(from); k++) {
			const char *v =
				json_string_value(json_array_get(from, k));

			plain = v && (*v || from_blank(e)) &&
				!json_object_get(seen, v);
			if (v)
				(void)json_object_set_new(seen, v, json_true());
		}
		plain = plain && !(from_blank(e) && json_array_size(from) &&
				   *json_string_value(json_array_get(from, 0)));
	}
	json_decref(seen);
	return plain && blanks < 2;
}

void
dpi_history_mass_edit(struct dpi_import *x)
{
	const json_t *edits = json_object_get(x->op, "edits");
	dp_str column = dpi_json_text(x->op, "columnName");
	dp_str grel = dpi_json_text(x->op, "expression");
	struct dp_buf e = { 0 };

	if ((dp_str_is(grel, "value") || dp_str_is(grel, "grel:value")) &&
	    is_plain(edits) && !dpi_history_is_made(x, column)) {
		edit_values(x, edits);
		fill_blanks(x, edits);
		return;
	}
	if (dpi_history_grel(x, grel, column, &e))
		edit_computed(x, edits, dp_buf_view(&e));
	else
		no_grel(x);
	dp_buf_done(&e);
}

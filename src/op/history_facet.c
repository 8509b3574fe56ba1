/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facets: which rows an operation was done to, as an expression over a row.
 */
#include "op/history.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"

static void
fail(struct dpi_import *x)
{
	x->why = N_("its facets choose rows in a way that cannot be written "
		    "as a condition");
}

/* The value that facet F looks at; false when it cannot be told. */
static bool
looked_at(const json_t *f, struct dp_buf *out)
{
	dp_str column = dpi_json_text(f, "columnName");
	dp_str expression = dpi_json_text(f, "expression");

	if (column.n == 0)
		column = dpi_json_text(f, "baseColumnName");
	if (column.n == 0 && expression.n == 0)
		return false;
	if (expression.n == 0)
		expression = DP_S("value");
	return dpi_history_grel(expression,
				column.n ? column : (dp_str){ NULL, 0 }, out);
}

/* One value that was ticked. */
static bool
put_choice(struct dp_buf *out, dp_str what, const json_t *v)
{
	char *number;

	if (json_is_true(v)) {
		dp_buf_format(out, "(%.*s)", DP_FMT(what));
	} else if (json_is_false(v)) {
		dp_buf_format(out, "not (%.*s)", DP_FMT(what));
	} else if (json_is_string(v)) {
		dp_buf_format(out, "(%.*s) == ", DP_FMT(what));
		dp_recipe_quote((dp_str){ json_string_value(v),
					  json_string_length(v) },
				out);
	} else if (json_is_number(v)) {
		number = json_dumps(v, JSON_ENCODE_ANY);
		dp_buf_format(out, "(%.*s) == %s", DP_FMT(what), number);
		free(number);
	} else {
		return false;
	}
	return true;
}

static void
put_or(struct dp_buf *out)
{
	if (out->n)
		dp_buf_c(out, " or ");
}

/* Values that were ticked in a list. */
static bool
put_list(const json_t *f, dp_str what, struct dp_buf *out)
{
	const json_t *all = json_object_get(f, "selection");

	for (size_t i = 0; i < json_array_size(all); i++) {
		const json_t *v = json_object_get(json_array_get(all, i), "v");

		put_or(out);
		if (!put_choice(out, what, json_object_get(v, "v")))
			return false;
	}
	if (dpi_json_true(f, "selectBlank")) {
		put_or(out);
		dp_buf_format(out, "isBlank(%.*s)", DP_FMT(what));
	}
	if (dpi_json_true(f, "selectError")) {
		put_or(out);
		dp_buf_format(out, "isError(%.*s)", DP_FMT(what));
	}
	return true;
}

/* TEXT as a pattern that finds it. */
static void
put_literal(struct dp_buf *out, dp_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (strchr("\\^$.|?*+()[]{}/", text.p[i]))
			dp_buf_char(out, '\\');
		dp_buf_char(out, text.p[i]);
	}
}

/* A text that was searched for. */
static bool
put_text(const json_t *f, dp_str what, struct dp_buf *out)
{
	dp_str query = dpi_json_text(f, "query");
	bool regex = dp_str_is(dpi_json_text(f, "mode"), "regex");

	if (query.n == 0)
		return true;
	if (memchr(query.p, '\n', query.n))
		return false;
	dp_buf_format(out, "contains(%.*s, /", DP_FMT(what));
	for (size_t i = 0; regex && i < query.n; i++) {
		if (query.p[i] == '\\' && i + 1 < query.n)
			dp_buf_char(out, query.p[i++]);
		else if (query.p[i] == '/')
			dp_buf_char(out, '\\');
		dp_buf_char(out, query.p[i]);
	}
	if (!regex)
		put_literal(out, query);
	dp_buf_c(out, dpi_json_true(f, "caseSensitive") ? "/)" : "/i)");
	return true;
}

/* Numbers between two, and what is no number. */
static bool
put_range(const json_t *f, dp_str what, struct dp_buf *out)
{
	const json_t *from = json_object_get(f, "from");
	const json_t *to = json_object_get(f, "to");
	const json_t *numeric = json_object_get(f, "selectNumeric");
	char *low, *high;

	if (!json_is_number(from) || !json_is_number(to))
		return false;
	low = json_dumps(from, JSON_ENCODE_ANY);
	high = json_dumps(to, JSON_ENCODE_ANY);
	if (!numeric || json_is_true(numeric))
		dp_buf_format(out,
			      "(isNumeric(%.*s) and toNumber(%.*s) >= %s and "
			      "toNumber(%.*s) < %s)",
			      DP_FMT(what), DP_FMT(what), low, DP_FMT(what),
			      high);
	if (dpi_json_true(f, "selectNonNumeric")) {
		put_or(out);
		dp_buf_format(out, "(isNotBlank(%.*s) and not isNumeric(%.*s))",
			      DP_FMT(what), DP_FMT(what));
	}
	if (dpi_json_true(f, "selectBlank")) {
		put_or(out);
		dp_buf_format(out, "isBlank(%.*s)", DP_FMT(what));
	}
	free(high);
	free(low);
	return true;
}

/* Facet F, as one condition of several. */
static bool
put_facet(const json_t *f, struct dp_buf *out)
{
	dp_str type = dpi_json_text(f, "type");
	struct dp_buf what = { 0 }, one = { 0 };
	bool told = looked_at(f, &what);

	if (!told)
		;
	else if (type.n == 0 || dp_str_is(type, "list") ||
		 dp_str_is(type, "core/list"))
		told = put_list(f, dp_buf_view(&what), &one);
	else if (dp_str_is(type, "text") || dp_str_is(type, "core/text"))
		told = put_text(f, dp_buf_view(&what), &one);
	else if (dp_str_is(type, "range") || dp_str_is(type, "core/range"))
		told = put_range(f, dp_buf_view(&what), &one);
	else
		told = false;
	if (told && one.n) {
		if (out->n)
			dp_buf_c(out, " and ");
		dp_buf_c(out, dpi_json_true(f, "invert") ? "not (" : "(");
		dp_buf_str(out, dp_buf_view(&one));
		dp_buf_char(out, ')');
	}
	dp_buf_done(&one);
	dp_buf_done(&what);
	return told;
}

void
dpi_history_facets(struct dpi_import *x)
{
	const json_t *engine = json_object_get(x->op, "engineConfig");
	const json_t *all = json_object_get(engine, "facets");

	for (size_t i = 0; i < json_array_size(all) && !x->why; i++)
		if (!put_facet(json_array_get(all, i), &x->where))
			fail(x);
	if (x->where.n && !x->why &&
	    dp_str_is(dpi_json_text(engine, "mode"), "record-based"))
		x->why = N_("its facets choose records of several rows");
}

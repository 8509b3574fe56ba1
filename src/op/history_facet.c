/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facets: which rows an operation was done to, as an expression over a row.
 * A facet over records marks them in a column of its own, for as long as the
 * operation needs it.
 */
#include "op/history.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"

bool
dpi_history_by_records(const struct dpi_import *x)
{
	return dp_str_is(dpi_json_text(json_object_get(x->op, "engineConfig"),
				       "mode"),
			 "record-based");
}

/* The value that facet F looks at; false when it cannot be told. */
static bool
looked_at(struct dpi_import *x, const json_t *f, struct dp_buf *out)
{
	dp_str column = dpi_json_text(f, "columnName");
	dp_str expression = dpi_json_text(f, "expression");

	if (column.n == 0)
		column = dpi_json_text(f, "baseColumnName");
	if (column.n == 0 && expression.n == 0)
		return false;
	if (expression.n == 0)
		expression = DP_S("value");
	return dpi_history_grel(x, expression,
				column.n ? column : (dp_str){ NULL, 0 }, out);
}

/* V, a value that was ticked, as a constant. */
static bool
put_constant(struct dp_buf *out, const json_t *v)
{
	char *text;

	if (json_is_string(v)) {
		dp_recipe_quote((dp_str){ json_string_value(v),
					  json_string_length(v) },
				out);
	} else if (json_is_boolean(v) || json_is_number(v)) {
		text = json_dumps(v, JSON_ENCODE_ANY);
		dp_buf_c(out, text);
		free(text);
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

/* Appends FN(WHAT) when KEY of F is true. */
static void
put_if(const json_t *f, const char *key, const char *fn, dp_str what,
       struct dp_buf *out)
{
	if (!dpi_json_true(f, key))
		return;
	put_or(out);
	dp_buf_format(out, "%s(%.*s)", fn, DP_FMT(what));
}

/* Values that were ticked in a list. */
static bool
put_list(const json_t *f, dp_str what, struct dp_buf *out)
{
	const json_t *all = json_object_get(f, "selection");

	for (size_t i = 0; i < json_array_size(all); i++) {
		const json_t *v = json_object_get(json_array_get(all, i), "v");

		if (i == 0)
			dp_buf_format(out, "facet(%.*s", DP_FMT(what));
		dp_buf_c(out, ", ");
		if (!put_constant(out, json_object_get(v, "v")))
			return false;
	}
	if (json_array_size(all))
		dp_buf_char(out, ')');
	if (dpi_json_true(f, "selectBlank")) {
		put_or(out);
		/* an error is none */
		dp_buf_format(out, "(isBlank(%.*s) and not isError(%.*s))",
			      DP_FMT(what), DP_FMT(what));
	}
	put_if(f, "selectError", "isError", what, out);
	return true;
}

/* A text that was searched for. */
static bool
put_text(const json_t *f, dp_str what, struct dp_buf *out)
{
	dp_str query = dpi_json_text(f, "query");
	bool exact = dpi_json_true(f, "caseSensitive");
	struct dp_buf small = { 0 };

	if (query.n == 0)
		return true;
	if (memchr(query.p, '\n', query.n))
		return false;
	if (!dp_str_is(dpi_json_text(f, "mode"), "regex")) {
		dp_buf_format(out, "contains(%s(%.*s), ",
			      exact ? "toString" : "toLowercase", DP_FMT(what));
		if (!exact)
			dp_case_change(query, DP_CASE_LOWER, &small);
		dp_recipe_quote(exact ? query : dp_buf_view(&small), out);
		dp_buf_char(out, ')');
		dp_buf_done(&small);
		return true;
	}
	dp_buf_format(out, "contains(toString(%.*s), /", DP_FMT(what));
	for (size_t i = 0; i < query.n; i++) {
		if (query.p[i] == '\\' && i + 1 < query.n)
			dp_buf_char(out, query.p[i++]);
		else if (query.p[i] == '/')
			dp_buf_char(out, '\\');
		dp_buf_char(out, query.p[i]);
	}
	dp_buf_c(out, exact ? "/)" : "/i)");
	return true;
}

/*
 * What lies between two numbers, or two times; what is of another TYPE when
 * KEY_OTHER is ticked, KEY_THIS for what is of it.
 */
static bool
put_range(const json_t *f, dp_str what, const char *type, const char *key_this,
	  const char *key_other, struct dp_buf *out)
{
	const json_t *from = json_object_get(f, "from");
	const json_t *to = json_object_get(f, "to");
	const json_t *this = json_object_get(f, key_this);
	char *low, *high;

	if (!json_is_number(from) || !json_is_number(to))
		return false;
	low = json_dumps(from, JSON_ENCODE_ANY);
	high = json_dumps(to, JSON_ENCODE_ANY);
	if (!this || json_is_true(this))
		dp_buf_format(out, "inRange(%.*s, %s, %s)", DP_FMT(what), low,
			      high);
	if (dpi_json_true(f, key_other)) {
		put_or(out);
		dp_buf_format(out,
			      "(isNonBlank(%.*s) and type(%.*s) != \"%s\")",
			      DP_FMT(what), DP_FMT(what), type);
	}
	if (dpi_json_true(f, "selectBlank")) {
		put_or(out);
		dp_buf_format(out, "(isBlank(%.*s) and not isError(%.*s))",
			      DP_FMT(what), DP_FMT(what));
	}
	put_if(f, "selectError", "isError", what, out);
	if (out->n == 0)
		dp_buf_c(out, "false");
	free(high);
	free(low);
	return true;
}

/* The condition of facet F alone; OUT stays empty when it lets all through. */
static bool
put_condition(struct dpi_import *x, const json_t *f, struct dp_buf *out)
{
	dp_str type = dpi_json_text(f, "type");
	struct dp_buf what = { 0 };
	bool told = looked_at(x, f, &what);

	if (!told)
		;
	else if (type.n == 0 || dp_str_is(type, "list") ||
		 dp_str_is(type, "core/list"))
		told = put_list(f, dp_buf_view(&what), out);
	else if (dp_str_is(type, "text") || dp_str_is(type, "core/text"))
		told = put_text(f, dp_buf_view(&what), out);
	else if (dp_str_is(type, "range") || dp_str_is(type, "core/range"))
		told = put_range(f, dp_buf_view(&what), "number",
				 "selectNumeric", "selectNonNumeric", out);
	else if (dp_str_is(type, "timerange") ||
		 dp_str_is(type, "core/timerange"))
		told = put_range(f, dp_buf_view(&what), "date", "selectTime",
				 "selectNonTime", out);
	else
		told = false;
	dp_buf_done(&what);
	return told;
}

/* Marks the records that CONDITION chooses; what asks for the mark goes out. */
static void
mark_records(struct dpi_import *x, dp_str condition, bool all,
	     struct dp_buf *out)
{
	struct dp_buf name = { 0 }, where = { 0 };

	dp_buf_format(&name, "facet %u", ++x->n_helpers);
	dp_buf_c(&where, "grel:");
	dp_buf_str(&where, condition);
	dp_buf_c(x->out, "flag ");
	dp_recipe_quote(dp_buf_view(&name), x->out);
	dp_buf_c(x->out, " where=");
	dp_recipe_quote(dp_buf_view(&where), x->out);
	dp_buf_c(x->out,
		 all ? " records=first rows=all\n" : " records=first\n");
	dp_buf_c(&x->after, "remove ");
	dp_recipe_quote(dp_buf_view(&name), &x->after);
	dp_buf_char(&x->after, '\n');
	dp_buf_c(out, "cells[");
	dp_recipe_quote(dp_buf_view(&name), out);
	dp_buf_c(out, "].value == \"true\"");
	dp_buf_done(&where);
	dp_buf_done(&name);
}

/* Facet F, as one condition of several. */
static bool
put_facet(struct dpi_import *x, const json_t *f, struct dp_buf *out)
{
	struct dp_buf one = { 0 }, whole = { 0 };
	bool invert = dpi_json_true(f, "invert");
	bool list = !json_object_get(f, "query");
	bool told = put_condition(x, f, &one);

	if (told && one.n) {
		dp_buf_c(&whole, invert ? "not (" : "(");
		dp_buf_str(&whole, dp_buf_view(&one));
		dp_buf_char(&whole, ')');
		if (out->n)
			dp_buf_c(out, " and ");
		if (dpi_history_by_records(x))
			/* what no row is, for lists; else what one is not */
			mark_records(x, dp_buf_view(&whole), invert && list,
				     out);
		else
			dp_buf_str(out, dp_buf_view(&whole));
	}
	dp_buf_done(&whole);
	dp_buf_done(&one);
	return told;
}

void
dpi_history_facets(struct dpi_import *x)
{
	const json_t *engine = json_object_get(x->op, "engineConfig");
	const json_t *all = json_object_get(engine, "facets");
	struct dp_buf where = { 0 };

	for (size_t i = 0; i < json_array_size(all) && !x->why; i++)
		if (!put_facet(x, json_array_get(all, i), &where))
			x->why = N_("its facets choose rows in a way that "
				    "cannot be written as a condition");
	if (where.n) {
		dp_buf_c(&x->where, "grel:");
		dp_buf_str(&x->where, dp_buf_view(&where));
	}
	dp_buf_done(&where);
}

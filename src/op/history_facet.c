/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facets: which rows an operation was done to, as an expression over a row.
 * A facet over records marks them in a column of its own, for as long as the
 * operation needs it.
 */
#include "op/history.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/grel.h"
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
	/* a search looks at the cell itself */
	if (expression.n == 0 || json_object_get(f, "query"))
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
		dpi_history_text((dp_str){ json_string_value(v),
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

/* Values that were ticked in a list; null stands for what is blank. */
static bool
put_list(const json_t *f, dp_str what, struct dp_buf *out)
{
	const json_t *all = json_object_get(f, "selection");
	bool blank = dpi_json_true(f, "selectBlank");
	bool error = dpi_json_true(f, "selectError");

	if (json_array_size(all) == 0 && !blank && !error)
		return true;
	dp_buf_format(out, "facet(%.*s", DP_FMT(what));
	for (size_t i = 0; i < json_array_size(all); i++) {
		const json_t *v = json_object_get(json_array_get(all, i), "v");

		dp_buf_c(out, ", ");
		if (!put_constant(out, json_object_get(v, "v")))
			return false;
	}
	if (blank)
		dp_buf_c(out, ", null");
	dp_buf_char(out, ')');
	if (error)
		dp_buf_format(out, " or isError(%.*s)", DP_FMT(what));
	return true;
}

/* A text that was searched for. */
static bool
put_text(const json_t *f, dp_str what, struct dp_buf *out)
{
	dp_str query = dpi_json_text(f, "query");
	bool exact = dpi_json_true(f, "caseSensitive");

	if (query.n == 0)
		return true;
	dp_buf_format(out, "searched(%.*s, ", DP_FMT(what));
	if (!dp_str_is(dpi_json_text(f, "mode"), "regex")) {
		dpi_history_text(query, out);
		dp_buf_c(out, exact ? ", true)" : ", false)");
		return true;
	}
	if (memchr(query.p, '\n', query.n))
		return false;
	dp_buf_char(out, '/');
	for (size_t i = 0; i < query.n; i++) {
		if (query.p[i] == '\\' && i + 1 < query.n)
			dp_buf_char(out, query.p[i++]);
		else if (query.p[i] == '/')
			dp_buf_char(out, '\\');
		dp_buf_char(out, query.p[i]);
	}
	dp_buf_c(out, exact ? "/, true)" : "/i, true)");
	return true;
}

/* What is not said is ticked among numbers, and not among times. */
static bool
ticked(const json_t *f, const char *key, bool time)
{
	const json_t *v = json_object_get(f, key);

	return json_is_boolean(v) ? json_is_true(v) : !time;
}

static double
number_of(const json_t *v)
{
	return json_is_number(v) ? json_number_value(v) : 0;
}

/*
 * What lies between two numbers, or two times, and what else is ticked; OUT
 * stays empty when that is all there is.
 */
static bool
put_range(const json_t *f, dp_str what, bool time, struct dp_buf *out)
{
	const char *key[] = { time ? "selectTime" : "selectNumeric",
			      time ? "selectNonTime" : "selectNonNumeric",
			      "selectBlank", "selectError" };
	static const char *const kind[] = { " in", " other", " blank",
					    " error" };
	const json_t *from = json_object_get(f, "from");
	const json_t *to = json_object_get(f, "to");
	bool all = time ? number_of(from) == 0 && number_of(to) == 0 :
			  !json_is_number(from) && !json_is_number(to);

	for (size_t i = 0; i < 4; i++)
		all = all && ticked(f, key[i], time);
	if (all)
		return true;
	dp_buf_format(out, "inRange(%.*s, \"%s", DP_FMT(what),
		      time ? "date" : "number");
	for (size_t i = 0; i < 4; i++)
		if (ticked(f, key[i], time))
			dp_buf_c(out, kind[i]);
	dp_buf_c(out, "\", ");
	dpi_grel_put_plain(number_of(from), out);
	dp_buf_c(out, ", ");
	dpi_grel_put_plain(number_of(to), out);
	dp_buf_char(out, ')');
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
		told = put_range(f, dp_buf_view(&what), false, out);
	else if (dp_str_is(type, "timerange") ||
		 dp_str_is(type, "core/timerange"))
		told = put_range(f, dp_buf_view(&what), true, out);
	else
		told = false;
	dp_buf_done(&what);
	return told;
}

/*
 * Marks the rows that CONDITION chooses, RECORDS of them when that says how;
 * what asks for the mark goes out.
 */
static void
mark(struct dpi_import *x, dp_str condition, const char *records,
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
	dp_buf_c(x->out, records);
	if (*records)
		dpi_history_ours(x, " aside=", x->out);
	dp_buf_char(x->out, '\n');
	dpi_history_helper(x, dp_buf_view(&name));
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
	bool list = !json_object_get(f, "query"), told;

	x->asks_names = false;
	told = put_condition(x, f, &one);

	if (told && one.n) {
		dp_buf_c(&whole, invert ? "not (" : "(");
		dp_buf_str(&whole, dp_buf_view(&one));
		dp_buf_char(&whole, ')');
		if (out->n)
			dp_buf_c(out, " and ");
		if (dpi_history_by_records(x))
			/* what no row is, for lists; else what one is not */
			mark(x, dp_buf_view(&whole),
			     invert && list ? " records=first rows=all" :
					      " records=first",
			     out);
		/* before other columns come that it should not see */
		else if (x->asks_names)
			mark(x, dp_buf_view(&whole), "", out);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * OpenRefine's operations that move rows and cells, as steps.
 */
#include "op/history.h"

#include "base/i18n.h"
#include "op/recipe.h"

static void
end(struct dpi_import *x)
{
	dp_buf_char(x->out, '\n');
}

static bool
is(const struct dpi_import *x, const char *key, const char *value)
{
	return dp_str_is(dpi_json_text(x->op, key), value);
}

/* ---- order ------------------------------------------------------------ */

/* True when the steps' sort does what criterion C asks. */
static bool
sortable(const json_t *c)
{
	const json_t *blank = json_object_get(c, "blankPosition");
	dp_str type = dpi_json_text(c, "valueType");

	return (dp_str_is(type, "string") || dp_str_is(type, "number")) &&
	       (!blank || json_integer_value(blank) > 0);
}

void
dpi_history_sort(struct dpi_import *x)
{
	const json_t *all = json_object_get(json_object_get(x->op, "sorting"),
					    "criteria");
	size_t n = json_array_size(all), numbers = 0;

	if (n == 0)
		x->why = N_("it names no column");
	if (is(x, "mode", "record-based"))
		x->why = N_("it sorts records of several rows");
	for (size_t i = 0; i < n; i++) {
		const json_t *c = json_array_get(all, i);

		if (!sortable(c))
			x->why = N_("it sorts dates or yes and no, or puts "
				    "empty cells first");
		numbers += dp_str_is(dpi_json_text(c, "valueType"), "number");
	}
	/* the last criterion first: equal rows keep their order */
	for (size_t i = n; !x->why && i-- > 0;) {
		const json_t *c = json_array_get(all, i);
		bool number = dp_str_is(dpi_json_text(c, "valueType"),
					"number");

		dp_buf_c(x->out, "sort ");
		if (numbers == n || numbers == 0)
			i = 0;
		for (size_t k = i;
		     k < (numbers == n || numbers == 0 ? n : i + 1); k++) {
			c = json_array_get(all, k);
			if (k > i)
				dp_buf_c(x->out, ", ");
			if (dpi_json_true(c, "reverse"))
				dp_buf_char(x->out, '-');
			dp_recipe_word(dpi_json_text(c, "column"), x->out);
		}
		dp_buf_c(x->out, number ? " numeric=yes\n" : " numeric=no\n");
	}
}

/* ---- cells above ------------------------------------------------------ */

void
dpi_history_fill(struct dpi_import *x)
{
	bool blank = is(x, "op", "core/blank-down");

	dp_buf_c(x->out, blank ? "blank-down " : "fill ");
	dpi_history_word(x, "columnName");
	if (!blank)
		dp_buf_c(x->out, " spaces=keep");
	/* the key itself goes down through the records that it makes */
	if (dpi_history_by_records(x))
		dp_buf_c(x->out, " records=first");
	dpi_history_where(x);
	end(x);
}

/* ---- cells of several values ------------------------------------------ */

/* "a/b" as a text, or as a pattern. */
static void
separator(struct dpi_import *x, bool regex)
{
	dp_str by = dpi_json_text(x->op, "separator");

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

/* The numbers of fieldLengths, between commas. */
static void
lengths(struct dpi_import *x)
{
	const json_t *all = json_object_get(x->op, "fieldLengths");

	for (size_t i = 0; i < json_array_size(all); i++)
		dp_buf_format(x->out, "%s%lld", i ? "," : "",
			      (long long)json_integer_value(json_array_get(all,
									   i)));
	if (json_array_size(all) == 0)
		x->why = N_("it says no lengths");
}

void
dpi_history_split_column(struct dpi_import *x)
{
	dp_str column = dpi_json_text(x->op, "columnName");
	json_int_t n = json_integer_value(json_object_get(x->op, "maxColumns"));

	if (dpi_json_true(x->op, "guessCellType"))
		x->but = N_("parts that look like numbers stay as they are "
			    "written");
	dp_buf_c(x->out, "split ");
	dp_recipe_word(column, x->out);
	if (is(x, "mode", "lengths")) {
		dp_buf_c(x->out, " lengths=");
		lengths(x);
	} else {
		dp_buf_c(x->out, " by=");
		separator(x, dpi_json_true(x->op, "regex"));
		if (n > 1)
			dp_buf_format(x->out, " max=%lld fit=yes",
				      (long long)n);
	}
	dp_buf_c(x->out, " joint=\" \"");
	if (!dpi_json_true(x->op, "removeOriginalColumn"))
		dp_buf_c(x->out, " keep=yes");
	dpi_history_where(x);
	end(x);
	if (n == 1)
		x->why = N_("it makes one column only");
}

void
dpi_history_split_cells(struct dpi_import *x)
{
	bool regex = dpi_json_true(x->op, "regex");

	if (is(x, "mode", "lengths")) {
		x->why = N_("it cuts cells into rows by lengths");
		return;
	}
	dp_buf_c(x->out, "split-cells ");
	dpi_history_word(x, "columnName");
	dp_buf_c(x->out, regex ? " pattern=" : " by=");
	separator(x, regex);
	dp_buf_c(x->out, " records=");
	dpi_history_word(x, "keyColumnName");
	end(x);
}

void
dpi_history_join_cells(struct dpi_import *x)
{
	dp_buf_c(x->out, "join-cells ");
	dpi_history_word(x, "columnName");
	dp_buf_c(x->out, " by=");
	separator(x, false);
	dp_buf_c(x->out, " records=");
	dpi_history_word(x, "keyColumnName");
	end(x);
}

/* ---- rows and columns ------------------------------------------------- */

void
dpi_history_longer(struct dpi_import *x)
{
	const json_t *count = json_object_get(x->op, "columnCount");
	json_int_t n = json_integer_value(count);
	bool combined = dpi_json_text(x->op, "combinedColumnName").n > 0;

	dp_buf_c(x->out, "longer ");
	dpi_history_word(x, "startColumnName");
	dp_buf_format(x->out, " count=%lld", n > 0 ? (long long)n : 0);
	if (!combined) {
		dp_buf_c(x->out, " names=");
		dpi_history_word(x, "keyColumnName");
	}
	dp_buf_c(x->out, " values=");
	dpi_history_word(x,
			 combined ? "combinedColumnName" : "valueColumnName");
	if (combined && dpi_json_true(x->op, "prependColumnName")) {
		dp_buf_c(x->out, " prefix=");
		separator(x, false);
	}
	if (dpi_json_true(x->op, "ignoreBlankCells"))
		dp_buf_c(x->out, " drop-blank=keep-one");
	if (!dpi_json_true(x->op, "fillDown"))
		dp_buf_c(x->out, " others=first");
	end(x);
}

void
dpi_history_every(struct dpi_import *x)
{
	json_int_t n = json_integer_value(json_object_get(x->op, "rowCount"));

	dp_buf_c(x->out, "wider values=");
	dpi_history_word(x, "columnName");
	dp_buf_format(x->out, " rows=%lld joint=\" \"", (long long)n);
	end(x);
}

void
dpi_history_wider(struct dpi_import *x)
{
	if (dpi_json_text(x->op, "noteColumnName").n) {
		x->why = N_("it has a column of notes beside the values");
		return;
	}
	dp_buf_c(x->out, "wider names=");
	dpi_history_word(x, "keyColumnName");
	dp_buf_c(x->out, " values=");
	dpi_history_word(x, "valueColumnName");
	dp_buf_c(x->out, " last=yes place=last");
	end(x);
}

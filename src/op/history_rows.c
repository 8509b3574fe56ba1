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

/* What criterion C says of its column, for types= of sort. */
static void
put_type(const json_t *c, struct dp_buf *out)
{
	const json_t *blank = json_object_get(c, "blankPosition");
	const json_t *error = json_object_get(c, "errorPosition");
	dp_str type = dpi_json_text(c, "valueType");

	if (dp_str_is(type, "string"))
		type = DP_S("text");
	dp_buf_format(out, "%.*s %lld %lld", DP_FMT(type),
		      json_is_integer(blank) ?
			      (long long)json_integer_value(blank) :
			      1,
		      json_is_integer(error) ?
			      (long long)json_integer_value(error) :
			      2);
}

/*
 * The value of a record is the least of its rows', or the greatest: it stands
 * in a column of its own for as long as it takes.
 */
static void
put_record_key(struct dpi_import *x, const json_t *c, struct dp_buf *name)
{
	bool down = dpi_json_true(c, "reverse");
	dp_str column = dpi_json_text(c, "column");
	struct dp_buf values = { 0 };

	dp_buf_format(&values, "values %u", ++x->n_helpers);
	dp_buf_format(name, "sort %u", x->n_helpers);
	dp_buf_c(x->out, "index ");
	dp_recipe_quote(dp_buf_view(&values), x->out);
	dp_buf_c(x->out, " records=first gap=own of=values values=");
	dp_recipe_quote(column, x->out);
	dpi_history_ours(x, " aside=", x->out);
	dp_buf_c(x->out, "\nderive ");
	dp_recipe_quote(dp_buf_view(name), x->out);
	dp_buf_c(x->out, " errors=store = grel:firstOf(items(");
	dpi_history_cell(dp_buf_view(&values), x->out);
	dp_buf_format(x->out, "), \"%.*s\", %s)\n",
		      DP_FMT(dpi_json_text(c, "valueType")),
		      down ? "true" : "false");
	dpi_history_helper(x, dp_buf_view(&values));
	dpi_history_helper(x, dp_buf_view(name));
	dp_buf_done(&values);
}

void
dpi_history_sort(struct dpi_import *x)
{
	const json_t *all = json_object_get(json_object_get(x->op, "sorting"),
					    "criteria");
	size_t n = json_array_size(all);
	bool records = is(x, "mode", "record-based");
	struct dp_buf keys = { 0 }, types = { 0 };

	for (size_t i = 0; i < n; i++) {
		const json_t *c = json_array_get(all, i);
		struct dp_buf name = { 0 };

		if (records)
			put_record_key(x, c, &name);
		dp_buf_c(&keys, i ? ", " : "");
		if (dpi_json_true(c, "reverse"))
			dp_buf_char(&keys, '-');
		dp_recipe_word(records ? dp_buf_view(&name) :
					 dpi_json_text(c, "column"),
			       &keys);
		dp_buf_c(&types, i ? ", " : "");
		put_type(c, &types);
		dp_buf_done(&name);
	}
	if (n) {
		dp_buf_format(x->out,
			      "sort %.*s types=", DP_FMT(dp_buf_view(&keys)));
		dp_recipe_quote(dp_buf_view(&types), x->out);
		end(x);
	}
	dp_buf_done(&keys);
	dp_buf_done(&types);
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

/* BY as a pattern; WORDS: \\s, \\w and \\d go beyond ASCII. */
static void
put_pattern(dp_str by, bool words, struct dp_buf *out)
{
	dp_buf_c(out, words ? "/(*UCP)" : "/");
	for (size_t i = 0; i < by.n; i++) {
		if (by.p[i] == '\\' && i + 1 < by.n)
			dp_buf_char(out, by.p[i++]);
		else if (by.p[i] == '/')
			dp_buf_char(out, '\\');
		dp_buf_char(out, by.p[i]);
	}
	dp_buf_char(out, '/');
}

/* The separator as a text. */
static void
separator(struct dpi_import *x)
{
	dp_recipe_quote(dpi_json_text(x->op, "separator"), x->out);
}

/* The numbers of fieldLengths, between commas. */
static void
put_lengths(struct dpi_import *x, struct dp_buf *out)
{
	const json_t *all = json_object_get(x->op, "fieldLengths");

	for (size_t i = 0; i < json_array_size(all); i++)
		dp_buf_format(out, "%s%lld", i ? ", " : "",
			      (long long)json_integer_value(json_array_get(all,
									   i)));
	if (json_array_size(all) == 0)
		x->why = N_("it says no lengths");
}

/*
 * The parts of the cells of COLUMN as a list, in GREL; WORDS: what \\s and the
 * like mean goes beyond ASCII.
 */
static void
put_parts(struct dpi_import *x, dp_str column, bool words, struct dp_buf *out)
{
	json_int_t n = json_integer_value(json_object_get(x->op, "maxColumns"));
	dp_str by = dpi_json_text(x->op, "separator");
	struct dp_buf cell = { 0 }, written = { 0 };
	bool guess = dpi_json_true(x->op, "guessCellType");

	dpi_history_cell(column, &cell);
	/* where rows are made, blanks alone are nothing */
	dp_buf_format(out, "grel:if(isBlank(%s%.*s%s), [], %s",
		      words ? "trim(toString(" : "", DP_FMT(dp_buf_view(&cell)),
		      words ? "))" : "", guess ? "forEach(" : "");
	dp_buf_str(out, dp_buf_view(&cell));
	if (is(x, "mode", "lengths")) {
		dp_buf_c(out, ".splitByLengths(");
		put_lengths(x, out);
		dp_buf_char(out, ')');
	} else {
		dp_buf_c(out, ".splitAtMost(");
		if (dpi_json_true(x->op, "regex"))
			put_pattern(by, words, &written);
		else
			dpi_history_text(by, &written);
		dp_buf_format(out, "%.*s, %lld)", DP_FMT(dp_buf_view(&written)),
			      (long long)n);
	}
	dp_buf_c(out, guess ? ", part, guess(part)))" : ")");
	dp_buf_done(&written);
	dp_buf_done(&cell);
}

/* What our own split does in the same way: texts, cut at a text. */
static bool
is_own_split(const struct dpi_import *x)
{
	json_int_t n = json_integer_value(json_object_get(x->op, "maxColumns"));

	return x->plain_after && x->where.n == 0 && n != 1 &&
	       !dpi_history_is_made(x, dpi_json_text(x->op, "columnName")) &&
	       !dpi_json_true(x->op, "guessCellType") &&
	       !dpi_json_true(x->op, "regex") && !is(x, "mode", "lengths") &&
	       dpi_json_text(x->op, "separator").n > 0;
}

void
dpi_history_split_column(struct dpi_import *x)
{
	dp_str column = dpi_json_text(x->op, "columnName");
	json_int_t n = json_integer_value(json_object_get(x->op, "maxColumns"));
	struct dp_buf parts = { 0 };

	dp_buf_c(x->out, "split ");
	dp_recipe_word(column, x->out);
	if (is_own_split(x)) {
		dp_buf_c(x->out, " by=");
		separator(x);
		if (n > 1)
			dp_buf_format(x->out, " max=%lld", (long long)n);
		dp_buf_c(x->out, " fit=yes");
	} else {
		put_parts(x, column, false, &parts);
		dp_buf_c(x->out, " parts=");
		dp_recipe_quote(dp_buf_view(&parts), x->out);
		dp_buf_done(&parts);
	}
	dp_buf_c(x->out, " joint=\" \"");
	if (!dpi_json_true(x->op, "removeOriginalColumn"))
		dp_buf_c(x->out, " keep=yes");
	dpi_history_where(x);
	end(x);
}

/* The column by which records begin: one called first goes in quotes. */
static void
put_key(struct dpi_import *x)
{
	dp_str key = dpi_json_text(x->op, "keyColumnName");

	dp_buf_c(x->out, " records=");
	if (dp_str_is(key, "first"))
		dp_recipe_quote(key, x->out);
	else
		dp_recipe_word(key, x->out);
}

void
dpi_history_split_cells(struct dpi_import *x)
{
	dp_str column = dpi_json_text(x->op, "columnName");
	bool other = dpi_json_true(x->op, "regex") ||
		     is(x, "mode", "lengths") ||
		     dpi_history_is_made(x, column) || !x->plain_after;
	struct dp_buf parts = { 0 };

	dp_buf_c(x->out, "split-cells ");
	dp_recipe_word(column, x->out);
	if (other) {
		put_parts(x, column, true, &parts);
		dp_buf_c(x->out, " parts=");
		dp_recipe_quote(dp_buf_view(&parts), x->out);
		dp_buf_done(&parts);
	} else {
		dp_buf_c(x->out, " by=");
		separator(x);
	}
	put_key(x);
	end(x);
}

void
dpi_history_join_cells(struct dpi_import *x)
{
	dp_buf_c(x->out, "join-cells ");
	dpi_history_word(x, "columnName");
	dp_buf_c(x->out, " by=");
	separator(x);
	put_key(x);
	dpi_history_ours(x, " aside=", x->out);
	end(x);
}

/* ---- rows and columns ------------------------------------------------- */

/* Rows that OpenRefine turns are others, without marks. */
static void
lose_marks(struct dpi_import *x)
{
	struct dp_buf ours = { 0 };

	dpi_history_ours(x, "", &ours);
	if (ours.n)
		dp_buf_format(x->out, "remove %.*s\n",
			      DP_FMT(dp_buf_view(&ours)));
	dp_buf_done(&ours);
	x->table->starred = x->table->flagged = false;
}

void
dpi_history_longer(struct dpi_import *x)
{
	const json_t *count = json_object_get(x->op, "columnCount");
	json_int_t n = json_integer_value(count);
	bool combined = dpi_json_text(x->op, "combinedColumnName").n > 0;

	lose_marks(x);
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
		separator(x);
	}
	/* one that is missing makes a row with a name only */
	if (dpi_json_true(x->op, "ignoreBlankCells") ||
	    (combined && !dpi_json_true(x->op, "prependColumnName")))
		dp_buf_c(x->out, " drop-blank=missing");
	if (!dpi_json_true(x->op, "fillDown"))
		dp_buf_c(x->out, " others=first");
	end(x);
}

void
dpi_history_every(struct dpi_import *x)
{
	json_int_t n = json_integer_value(json_object_get(x->op, "rowCount"));

	lose_marks(x);
	dp_buf_c(x->out, "wider values=");
	dpi_history_word(x, "columnName");
	dp_buf_format(x->out, " rows=%lld joint=\" \"", (long long)n);
	end(x);
}

void
dpi_history_wider(struct dpi_import *x)
{
	lose_marks(x);
	dp_buf_c(x->out, "key-value ");
	dpi_history_word(x, "keyColumnName");
	dp_buf_c(x->out, " values=");
	dpi_history_word(x, "valueColumnName");
	if (dpi_json_text(x->op, "noteColumnName").n) {
		dp_buf_c(x->out, " notes=");
		dpi_history_word(x, "noteColumnName");
	}
	end(x);
	/* it keeps no row that holds spaces only */
	dp_buf_c(x->out, "drop-empty\n");
}

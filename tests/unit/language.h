/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of the language share: made-up operations, so that the
 * language is tested alone, and ways to look at a recipe.
 */
#ifndef DP_TEST_LANGUAGE_H
#define DP_TEST_LANGUAGE_H

#include "test.h"

#include <dpipe/op.h>

#include <stdlib.h>

#include "op/recipe.h"

/* ---- made-up operations ----------------------------------------------- */

static const struct dp_param cell_params[] = {
	{ .name = "locale",
	  .kind = DP_P_CHOICE,
	  .choices = "en|fr|de",
	  .standard = "en" },
	{ .name = "max", .kind = DP_P_INT, .standard = "7" },
	{ .name = "pattern", .kind = DP_P_PATTERN },
	{ .name = "with", .kind = DP_P_TEXT },
	{ .name = "all", .kind = DP_P_YES, .standard = "yes" },
	{ .name = "by", .kind = DP_P_COLUMNS },
	{ .name = "key", .kind = DP_P_COLUMN },
	{ .name = NULL },
};
static const struct dp_param table_params[] = {
	{ .name = "from", .kind = DP_P_FILE, .required = true },
	{ .name = NULL },
};
static const struct dp_op_class ops[] = {
	{ .name = "trim",
	  .scope = DP_CELL,
	  .takes = DP_TAKES_COLUMNS_OR_ALL,
	  .synopsis = "[COLUMNS]" },
	{ .name = "number",
	  .scope = DP_CELL,
	  .takes = DP_TAKES_COLUMNS,
	  .synopsis = "COLUMNS",
	  .param = cell_params },
	{ .name = "edit",
	  .scope = DP_CELL,
	  .takes = DP_TAKES_MAPPING,
	  .synopsis = "COLUMNS MAPPING" },
	{ .name = "rename",
	  .scope = DP_SCHEMA,
	  .takes = DP_TAKES_WORDS,
	  .synopsis = "OLD -> NEW" },
	{ .name = "filter",
	  .scope = DP_ROW,
	  .takes = DP_TAKES_EXPR,
	  .synopsis = "EXPRESSION" },
	{ .name = "lookup",
	  .scope = DP_TABLE,
	  .takes = DP_TAKES_COLUMNS,
	  .synopsis = "COLUMNS from=FILE",
	  .param = table_params },
	{ .name = "headers",
	  .scope = DP_SCHEMA,
	  .takes = DP_TAKES_NOTHING,
	  .synopsis = "" },
};

size_t
dp_op_count(void)
{
	return sizeof ops / sizeof ops[0];
}

const struct dp_op_class *
dp_op_at(size_t i)
{
	return &ops[i];
}

const struct dp_op_class *
dp_op_find(dp_str name)
{
	for (size_t i = 0; i < dp_op_count(); i++)
		if (dp_str_is(name, ops[i].name))
			return &ops[i];
	return NULL;
}

/* ---- helpers ---------------------------------------------------------- */

static inline struct dp_recipe *
parse(const char *text)
{
	struct dp_err err = { 0 };
	struct dp_recipe *r = dp_recipe_parse(dp_str_c(text), "r.dpr", &err);

	if (!r)
		fail_msg("%s", err.msg);
	return r;
}

static inline void
assert_text(dp_str s, const char *expected)
{
	char *c = dp_strdup(s);

	assert_string_equal(c, expected);
	free(c);
}

static inline void
assert_prints(const struct dp_recipe *r, const char *expected)
{
	struct dp_buf b = { 0 };

	dp_recipe_print(r, &b);
	assert_text(dp_buf_view(&b), expected);
	dp_buf_done(&b);
}

/* A schema of seven columns, names with blanks and accents among them. */
static inline void
schema_init(struct dp_schema *s)
{
	static const char *const names[] = { "nom",     "Code INSEE",
					     "montant", "Date d’ouverture",
					     "élu",     "a..b",
					     "taux" };

	memset(s, 0, sizeof *s);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		dp_schema_add(s, i, dp_str_c(names[i]));
}

#endif

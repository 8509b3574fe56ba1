/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of one row, what an expression gives for it, and what is refused.
 */
#ifndef DPIPE_TEST_ONE_ROW_H
#define DPIPE_TEST_ONE_ROW_H

#include <stdlib.h>

/* The only row that expressions are tried on; NULL is an empty cell. */
static const char *const row[][2] = {
	{ "nom", "Aix-en-Provence" },
	{ "montant", "250" },
	{ "taux", "2.50" },
	{ "code", "04112" },
	{ "vide", NULL },
	{ "rien", "" },
	{ "actif", "true" },
	{ "date", "2023-05-01" },
	{ "Code INSEE", "13001" },
	{ "été", "oui" },
	{ "value", "v" },
	{ "siret", "12345678901234567" },
	{ "cells", "c" },
	{ "NC", "NC" },
};

#define N_COLUMNS (sizeof row / sizeof row[0])

struct table {
	struct dp_schema schema;
	struct dp_batch *b;
};

static int
setup(void **state)
{
	struct table *t = dp_alloc0(sizeof *t);

	t->b = dp_batch_new();
	dp_batch_clear(t->b, N_COLUMNS, 1);
	dp_batch_reserve(t->b, 1);
	t->b->n_rows = 1;
	for (size_t i = 0; i < N_COLUMNS; i++) {
		uint32_t slot = dp_schema_add(&t->schema, i,
					      dp_str_c(row[i][0]));
		struct dp_cell *c = dp_batch_cell(t->b, 0, slot);

		c->p = row[i][1];
		c->n = row[i][1] ? (uint32_t)strlen(row[i][1]) : 0;
	}
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	struct table *t = *state;

	dp_schema_done(&t->schema);
	dp_batch_free(t->b);
	free(t);
	return 0;
}

/* Shows a value: null, error, 'text', 12, true. */
static char *
shown(struct dp_expr_value v)
{
	struct dp_buf b = { 0 };

	switch (v.kind) {
	case DP_X_NULL:
		return dp_format("null");
	case DP_X_ERROR:
		return dp_format("error");
	case DP_X_BOOL:
		return dp_format("%s", v.yes ? "true" : "false");
	case DP_X_TEXT:
		return dp_format("'%.*s'", DP_FMT(v.text));
	case DP_X_NUMBER:
		dp_number_double_text(v.number, 15, &b);
		return dp_buf_take(&b);
	case DP_X_LIST:
		return dp_format("list of %zu", v.n_items);
	case DP_X_WHOLE:
	case DP_X_DATE:
		break;
	}
	return NULL;
}

/* TEXT gives EXPECTED, with room kept by the caller and without. */
static void
gives(struct table *t, const char *text, const char *expected)
{
	struct dp_err err = { 0 };
	struct dp_expr *e = dp_expr_new(dp_str_c(text), &t->schema, &err);
	struct dp_expr_local *l;
	dp_str cell = DP_STR("cell");

	if (!e)
		fail_msg("%s: %s", text, err.msg);
	l = dp_expr_local_new(e);
	for (int i = 0; i < 3; i++) {
		char *s =
			shown(dp_expr_eval(e, i < 2 ? l : NULL, t->b, 0, cell));

		if (strcmp(s, expected) != 0)
			fail_msg("%s gives %s, not %s", text, s, expected);
		free(s);
	}
	dp_expr_local_free(l);
	dp_expr_free(e);
}

static void
refused(struct table *t, const char *text, unsigned column, const char *part)
{
	struct dp_err err = { 0 };
	struct dp_expr *e = dp_expr_new(dp_str_c(text), &t->schema, &err);

	if (e)
		fail_msg("%s is accepted", text);
	assert_int_equal(err.code, DP_ERECIPE);
	if (err.at.column != column || !strstr(err.msg, part))
		fail_msg("%s: at %u: %s", text, (unsigned)err.at.column,
			 err.msg);
}

#endif

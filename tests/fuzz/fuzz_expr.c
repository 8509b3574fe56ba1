/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any text as an expression: what is accepted gives the same value again and
 * again, what is refused has a place and a sentence.
 */
#include <dpipe/op.h>

#include "fuzz.h"

static bool
same(struct dp_expr_value a, struct dp_expr_value b)
{
	return a.kind == b.kind && a.yes == b.yes &&
	       (a.kind != DP_X_TEXT || dp_str_eq(a.text, b.text)) &&
	       (a.kind != DP_X_NUMBER ||
		!(a.number < b.number || a.number > b.number));
}

static void
evaluate(const struct dp_expr *e, struct dp_batch *b)
{
	struct dp_expr_local *l = dp_expr_local_new(e);
	dp_str value = DP_STR("12.5");

	for (size_t r = 0; r < b->n_rows; r++)
		must(same(dp_expr_eval(e, l, b, r, value),
			  dp_expr_eval(e, NULL, b, r, value)));
	dp_expr_local_free(l);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const cells[] = {
		"Gap", "12", NULL, "", "l’été", "-0.50", "007", "true", "x y",
	};
	static const char *const names[] = { "a", "b c", "é" };
	dp_str text = { (const char *)data, n };
	struct dp_schema schema = { 0 };
	struct dp_err err = { 0 };
	struct dp_batch *b;
	struct dp_expr *e;

	if (dp_utf8_valid(text) != n || n > 4096)
		return 0;
	for (size_t i = 0; i < 3; i++)
		dp_schema_add(&schema, i, dp_str_c(names[i]));
	b = dp_batch_new();
	dp_batch_clear(b, 3, 3);
	b->n_rows = 3;
	for (size_t i = 0; i < 9; i++) {
		b->cell[i].p = cells[i];
		b->cell[i].n = cells[i] ? (uint32_t)strlen(cells[i]) : 0;
	}
	e = dp_expr_new(text, &schema, &err);
	if (e)
		evaluate(e, b);
	else
		must(err.msg[0] && err.at.column > 0);
	dp_expr_free(e);
	dp_batch_free(b);
	dp_schema_done(&schema);
	return 0;
}

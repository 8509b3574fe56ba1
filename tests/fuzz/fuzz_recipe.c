/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any text as a recipe: what is accepted is printed back byte for byte, what
 * is refused has a place and a sentence, and every step can be checked
 * against a schema; what takes rules is given them.
 */
#include <dpipe/op.h>

#include "fuzz.h"
#include "op/recipe.h"

/* Checks the steps against columns a, b c and é, as binding does. */
static void
prepare(const struct dp_recipe *r)
{
	static const char *const names[] = { "a", "b c", "é" };
	struct dp_schema schema = { 0 };

	for (size_t i = 0; i < 3; i++)
		dp_schema_add(&schema, i, dp_str_c(names[i]));
	for (size_t i = 0; i < r->n; i++) {
		struct dp_step s = { .line = &r->line[i], .recipe = r };
		struct dp_err err = { 0 };
		struct dp_mapping m;
		size_t k;

		s.op = s.line->op;
		if (!s.op)
			continue;
		if (dpi_step_prepare(&s, &schema, &err) == 0) {
			k = s.next_arg;
			while (dp_step_mapping(&s, &k, &m, &err) > 0)
				;
			if (s.op->takes == DP_TAKES_RULES) {
				if (s.op->bind(&s, &schema, &err) != 0)
					must(err.at.column > 0);
				else
					s.op->unbind(&s);
			}
		} else {
			must(err.at.line > 0 && err.at.column > 0);
		}
		dp_expr_free(s.where);
		dp_arena_done(&s.arena);
	}
	dp_schema_done(&schema);
}

/* A name written as a word is read back as that name. */
static void
word_round_trip(dp_str name)
{
	struct dp_buf b = { 0 };
	struct dp_err err = { 0 };
	struct dp_recipe *r;

	dp_buf_c(&b, "needs ");
	dp_recipe_word(name, &b);
	r = dp_recipe_parse(dp_buf_view(&b), "fuzz", &err);
	must(r && r->line[0].n_args == 1 &&
	     dp_str_eq(r->line[0].arg[0].text, name));
	dp_recipe_free(r);
	dp_buf_done(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	dp_str text = { (const char *)data, n };
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	struct dp_buf out = { 0 };
	struct dp_recipe *r = dp_recipe_parse(text, "fuzz", &err);

	if (r) {
		dp_recipe_print(r, &out);
		must(dp_str_eq(dp_buf_view(&out), text));
		prepare(r);
		dp_read_opts_init(&o);
		dp_recipe_source(r, &o, &err);
		out.n = 0;
		if (dp_recipe_append(r, text, &err) == 0)
			dp_recipe_print(r, &out);
	} else {
		must(err.msg[0] && err.at.line > 0 && err.at.column > 0);
	}
	dp_recipe_free(r);
	dp_buf_done(&out);
	if (dp_utf8_valid(text) == n)
		word_round_trip(text);
	return 0;
}

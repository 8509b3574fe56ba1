/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a history of OpenRefine: what is made of it is a recipe, and
 * that of its parts which is on can be told in words.
 */
#include <dpipe/clean.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	dp_str text = { (const char *)data, n };
	struct dp_buf out = { 0 }, told = { 0 };
	struct dp_imported what;
	struct dp_err err = { 0 };

	if (dp_recipe_import(text, "history", &out, &what, &err) == 0) {
		struct dp_recipe *r = dp_recipe_parse(dp_buf_view(&out),
						      "recipe", &err);

		must(r && what.n > 0 && what.n_off <= what.n);
		(void)dp_recipe_explain(r, &told, &err);
		dp_recipe_free(r);
	}
	dp_buf_done(&told);
	dp_buf_done(&out);
	return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recipes back into text: the exact bytes of what was read, and the way a
 * name or a value is written in a new step.
 */
#include "op/recipe.h"

void
dp_recipe_print(const struct dp_recipe *r, struct dp_buf *out)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		dp_buf_str(out, r->line[i].raw);
}

void
dp_recipe_quote(dp_str text, struct dp_buf *out)
{
	static const char meant[] = "\"\\\n\t\r", written[] = "\"\\ntr";
	size_t i;

	dp_buf_char(out, '"');
	for (i = 0; i < text.n; i++) {
		const char *m = memchr(meant, text.p[i], sizeof meant - 1);

		if (m) {
			dp_buf_char(out, '\\');
			dp_buf_char(out, written[m - meant]);
		} else {
			dp_buf_char(out, text.p[i]);
		}
	}
	dp_buf_char(out, '"');
}

/* True when NAME, written bare, is read back as that one word. */
static bool
is_bare(dp_str name)
{
	static const char *const openers[] = {
		"/", "'", "“", "”", "«", "»", "„"
	};
	size_t i;

	if (name.n == 0 || dp_str_is(name, "*"))
		return false;
	for (i = 0; i < sizeof openers / sizeof *openers; i++)
		if (dp_str_starts(name, openers[i]))
			return false;
	if (dp_str_search(name, DP_S("->")) >= 0 ||
	    dp_str_search(name, DP_S("..")) >= 0)
		return false;
	for (i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] <= ' ' ||
		    memchr(",|\"[]=#\x7F", name.p[i], 8) ||
		    dp_space_bytes(dp_str_from(name, i)))
			return false;
	return true;
}

void
dp_recipe_word(dp_str name, struct dp_buf *out)
{
	if (is_bare(name))
		dp_buf_str(out, name);
	else
		dp_recipe_quote(name, out);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading --map OLD=NEW. */
#include "cli/map.h"

int
cli_map(const struct cli_args *a, struct dp_renamed **out, size_t *n,
	struct dp_err *err)
{
	const char *text;
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	while ((text = cli_text_at(a, "map", *n))) {
		dp_str to = dp_str_c(text), from = dp_str_cut(&to, '=');

		if (from.n == 0 || to.n == 0)
			return dp_fail(err, DP_EUSAGE,
				       _("--map takes the name in the table, "
					 "an = and the name in the recipe; "
					 "“%s” is not so."),
				       text);
		dp_grow(out, &cap, *n, sizeof **out);
		(*out)[*n].from = from;
		(*out)[(*n)++].to = to;
	}
	return 0;
}

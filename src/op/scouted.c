/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first rows of a column say, kept and written down. */
#include "op/scouted.h"

void
dpi_seen_note(struct dpi_seen *seen, struct dp_arena *text, dp_str s,
	      uint64_t line, uint64_t record)
{
	if (seen->n++)
		return;
	seen->value = dp_keep(text, s);
	seen->line = line;
	seen->record = record;
}

void
dpi_scouted_freeze(const struct dp_step *s, const char *word,
		   const char *(*word_of)(const struct dp_step *s, size_t i),
		   struct dp_buf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_columns; i++) {
		if (strcmp(word_of(s, i), word) != 0)
			continue;
		if (n++)
			dp_buf_c(out, ", ");
		else
			dp_buf_format(out, "%s ", s->op->name);
		dp_recipe_word(s->column[i].name, out);
	}
	for (size_t i = 0; n && i < s->line->n_args; i++) {
		const struct dp_arg *a = &s->line->arg[i];

		if (a->kind == DP_ARG_PARAM && !dp_str_is(a->key, s->scouts))
			dp_buf_format(out, " %.*s=%.*s", DP_FMT(a->key),
				      DP_FMT(a->raw));
	}
	if (n)
		dp_buf_format(out, " %s\n", word);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A step in a few words, for lists of what was changed. The words are in
 * recipe_brief.def.
 */
#include <dpipe/clean.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "step/recipe_fill.h"

static const struct dpi_telling brief[] = {
#include "step/recipe_brief.def"
};

/*
 * A mapping: how many texts, and what they become when that is one. False
 * when L has none.
 */
static bool
brief_mapping(struct dp_buf *out, const struct dp_line *l)
{
	size_t n = 0, arrows = 0;
	dp_str to = { NULL, 0 };

	for (size_t i = 0; i + 1 < l->n_args; i++) {
		enum dp_arg_kind next = l->arg[i + 1].kind;

		n += next == DP_ARG_BAR || next == DP_ARG_ARROW;
		arrows += next == DP_ARG_ARROW;
		if (next == DP_ARG_ARROW && i + 2 < l->n_args)
			to = l->arg[i + 2].text;
	}
	if (arrows == 1 && to.n == 0)
		dp_buf_format(out,
			      P_("%zu spelling emptied",
				 "%zu spellings emptied", n),
			      n);
	else if (arrows == 1)
		dp_buf_format(out,
			      P_("%zu spelling replaced by “%.*s”",
				 "%zu spellings replaced by “%.*s”", n),
			      n, DP_FMT(to));
	else if (arrows > 1)
		dp_buf_format(out,
			      P_("%zu value replaced", "%zu values replaced",
				 n),
			      n);
	return arrows > 0;
}

/* The columns that L works on, bare, when it names some. */
static void
brief_columns(struct dp_buf *out, const struct dp_line *l)
{
	size_t n = 0;

	if (l->op->takes != DP_TAKES_COLUMNS &&
	    l->op->takes != DP_TAKES_COLUMNS_OR_ALL &&
	    l->op->takes != DP_TAKES_MAPPING)
		return;
	for (size_t i = 0; i < l->n_args; i++) {
		const struct dp_arg *a = &l->arg[i];

		if (a->kind == DP_ARG_PARAM || a->kind == DP_ARG_COMMA)
			continue;
		if (n > 0 && l->arg[i - 1].kind != DP_ARG_COMMA)
			break;
		if (a->kind == DP_ARG_WORD && dp_str_is(a->text, "*"))
			break;
		dp_buf_c(out, n++ ? ", " : " (");
		dp_buf_str(out, a->raw.p ? a->raw : a->text);
	}
	dp_buf_c(out, n ? ")" : "");
}

/* LINE on one line: what nobody has words for is said as it is written. */
static void
as_written(struct dp_buf *out, dp_str line)
{
	line = dp_str_strip(line);
	for (size_t i = 0; i < line.n; i++)
		dp_buf_char(out, line.p[i] == '\n' ? ' ' : line.p[i]);
}

void
dp_step_brief(dp_str line, struct dp_buf *out)
{
	struct dp_err ignored = { 0 };
	struct dp_recipe *r = dp_recipe_parse(line, "-e", &ignored);
	const struct dp_line *l = r && r->n > 0 ? &r->line[0] : NULL;
	const char *words =
		l && l->op ?
			dpi_telling_of(l, brief, sizeof brief / sizeof *brief) :
			NULL;

	if (l && l->op && dp_str_is(l->verb, "edit") && brief_mapping(out, l)) {
		brief_columns(out, l);
	} else if (words) {
		dpi_telling_fill(out, l, words);
		brief_columns(out, l);
	} else {
		as_written(out, line);
	}
	dp_recipe_free(r);
}

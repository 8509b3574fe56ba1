/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recipe in words, for who learns to read one: a sentence a step. The
 * sentences are in recipe_words.def.
 */
#include <dpipe/clean.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "step/recipe_asking.h"
#include "step/recipe_fill.h"

static const struct dpi_telling all[] = {
#include "step/recipe_words.def"
};
static const struct dpi_telling more[] = {
#include "step/recipe_clauses.def"
};

/* What all steps may say besides: only where, as, what cannot be read. */
static void
put_rest(struct dp_buf *out, const struct dp_line *l, bool says_where)
{
	const struct dp_arg *where = dpi_line_param(l, "where"),
			    *as = dpi_line_param(l, "as");
	const struct dp_arg *bad = dpi_line_param(l, "on-error");

	if (where && !says_where)
		dp_buf_format(out, _(", in records where %.*s"),
			      DP_FMT(where->text));
	if (as)
		dp_buf_format(out,
			      _("; the result goes to a new column “%.*s”"),
			      DP_FMT(as->text));
	if (l->op->takes == DP_TAKES_RULES)
		dp_buf_c(out, bad && dp_str_is(bad->text, "stop") ?
				      _("; if not, the run stops") :
			      bad && dp_str_is(bad->text, "reject") ?
				      _("; rows that are not so are left out") :
				      _("; what is not so is reported"));
	else if (bad && dp_str_is(bad->text, "blank"))
		dp_buf_c(out, _("; what cannot be read is emptied"));
	else if (bad && dp_str_is(bad->text, "reject"))
		dp_buf_c(out, _("; a record with what cannot be read is left "
				"out"));
	else if (bad && dp_str_is(bad->text, "stop"))
		dp_buf_c(out, _("; what cannot be read stops everything"));
	else if (bad && dp_str_is(bad->text, "flag"))
		dp_buf_c(out, _("; what cannot be read stays and is reported"));
}

static void
put_step(struct dp_buf *out, const struct dp_line *l)
{
	const char *sentence = dpi_telling_of(l, all, sizeof all / sizeof *all);
	bool names = l->op->takes == DP_TAKES_COLUMNS ||
		     l->op->takes == DP_TAKES_COLUMNS_OR_ALL ||
		     l->op->takes == DP_TAKES_MAPPING;
	struct dp_buf told = { 0 };

	if (sentence)
		dpi_telling_fill(&told, l, sentence);
	else
		dp_buf_c(&told, _(l->op->summary));
	while (told.n && told.p[told.n - 1] == '.')
		told.n--;
	if (!sentence && names) {
		dp_buf_c(&told, " (");
		dpi_telling_columns(&told, l);
		dp_buf_char(&told, ')');
	}
	for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
		const char *clause = dpi_telling_of(l, &more[i], 1);

		dpi_telling_fill(&told, l, clause ? clause : "");
	}
	put_rest(&told, l, sentence && strstr(sentence, "{where}"));
	dp_buf_str(out, dp_buf_view(&told));
	dp_buf_c(out, ".");
	dp_buf_done(&told);
}

static void
put_needs(struct dp_buf *out, const struct dp_line *l)
{
	struct dp_buf list = { 0 };

	dpi_telling_columns(&list, l);
	dp_buf_format(out, _("The table must have %.*s.\n"),
		      DP_FMT(dp_buf_view(&list)));
	dp_buf_done(&list);
}

/* What stands before the steps. */
static void
put_head(struct dp_buf *out, const struct dp_recipe *r)
{
	dp_str title = dp_recipe_title(r), locale = dp_recipe_locale(r);

	if (title.n)
		dp_buf_format(out, "%.*s\n\n", DP_FMT(title));
	for (size_t i = 0; i < r->n; i++)
		if (!r->line[i].off && dp_str_is(r->line[i].verb, "needs"))
			put_needs(out, &r->line[i]);
	if (dp_str_is(locale, "fr"))
		dp_buf_c(out, _("Its numbers and dates are written as in "
				"French.\n"));
	else if (dp_str_is(locale, "en"))
		dp_buf_c(out, _("Its numbers and dates are written as in "
				"English.\n"));
	if (out->n && out->p[out->n - 2] != '\n')
		dp_buf_char(out, '\n');
}

int
dp_recipe_explain(const struct dp_recipe *r, struct dp_buf *out,
		  struct dp_err *err)
{
	size_t number = 0;

	if (dpi_recipe_fits(r, err) != 0)
		return -1;
	put_head(out, r);
	for (size_t i = 0; i < r->n; i++) {
		const struct dp_line *l = &r->line[i];

		if (l->off && l->verb.p) {
			dp_buf_c(out, _("(Kept but not done: "));
			dp_buf_str(out, l->verb);
			if (l->op && dpi_step_fits(r, l)) {
				dp_buf_c(out, ". ");
				put_step(out, l);
			}
			dp_buf_c(out, ")\n");
		} else if (l->op) {
			dp_buf_format(out, "%zu. ", ++number);
			put_step(out, l);
			if (l->label.p)
				dp_buf_format(out, " [%.*s]", DP_FMT(l->label));
			dp_buf_char(out, '\n');
		}
	}
	if (number == 0)
		dp_buf_c(out, _("The recipe has no step.\n"));
	return 0;
}

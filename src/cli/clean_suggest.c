/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe clean --suggest and --auto: the recipe that a table asks for, to be
 * read; or the part of it that needs no reading.
 */
#include "cli/clean_suggest.h"

/* The recipe comes from the table, not from the command line as well. */
static int
check_alone(const struct cli_args *a, const char *option, struct dp_err *err)
{
	if (!cli_text(a, "recipe") && !cli_text_at(a, "expression", 0))
		return 0;
	return dp_fail(err, DP_EUSAGE,
		       _("--%s finds the steps itself; -r and -e give others. "
			 "Take one or the other."),
		       option);
}

/* Is a step of the suggestions R on? Those that are off need a person. */
static bool
any_on(struct dp_result *r, size_t column, const char *is)
{
	const struct dp_frame *f = &dp_result_find(r, "suggestions")->frame;

	for (size_t i = 0; i < f->n_rows; i++)
		if (dp_str_is(dp_frame_at(f, i, column)->text, is))
			return true;
	return false;
}

int
cli_clean_suggest(const struct cli_args *a, const struct dp_clean *c,
		  struct dp_err *err)
{
	struct dp_result r = { 0 };
	int status = check_alone(a, "suggest", err);

	if (status == 0)
		status = dp_clean_suggest(c, &r, err);
	if (status == 0 && !any_on(&r, 4, "false"))
		cli_say(_("there is nothing to suggest."));
	if (status == 0 && cli_flag(a, "json")) {
		status = cli_print(a, &r, err);
	} else if (status == 0) {
		dp_str text = dp_result_find(&r, "recipe")->text;

		status = dp_write_file(c->output ? c->output : "-", text.p,
				       text.n, err);
	}
	dp_result_done(&r);
	return status;
}

struct dp_recipe *
cli_clean_auto(const struct cli_args *a, const struct dp_clean *c,
	       struct dp_err *err)
{
	struct dp_recipe *recipe = NULL;
	struct dp_result r = { 0 };

	if (check_alone(a, "auto", err) != 0)
		return NULL;
	if (dp_clean_suggest(c, &r, err) == 0)
		recipe = dp_recipe_parse(dp_result_find(&r, "lossless")->text,
					 "--auto", err);
	if (recipe && !any_on(&r, 5, "true"))
		cli_say(_("no step is needed that cannot lose anything."));
	dp_result_done(&r);
	return recipe;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What dpipe alone prints: the seven steps, what to try, where to read on.
 * It fits a terminal of 80 columns and 24 lines.
 */
#include "cli/help.h"
#include "cli/inner.h"

#define NAME_COLS 12u
#define COMMAND_COLS 38u

static void
add_line(struct dp_buf *out, const char *first, size_t first_cols,
	 const char *text)
{
	size_t at = 2 + first_cols;

	cli_blanks(out, 2);
	cli_left(out, dp_str_c(first), first_cols);
	cli_wrap(out, dp_str_c(text), (size_t)cli_width(), at, at);
}

static void
add_text(struct dp_buf *out, const char *text)
{
	cli_wrap(out, dp_str_c(text), (size_t)cli_width(), 0, 0);
}

int
cli_home(struct dp_err *err)
{
	struct dp_buf b = { 0 };

	add_text(&b, _("dpipe leads from a question to an honest chart, in "
		       "seven steps:"));
	dp_buf_char(&b, '\n');
	for (size_t i = 0; i < DP_STEPS; i++) {
		const struct dp_step_info *s = dp_step_info(i);
		struct dp_buf name = { 0 };

		dp_buf_format(&name, "%zu %s", i + 1, s->name);
		dp_buf_char(&name, '\0');
		add_line(&b, name.p, NAME_COLS, cli_tr(s->purpose));
		dp_buf_done(&name);
	}
	dp_buf_char(&b, '\n');
	add_text(&b, _("Go back a step whenever you need to: everyone does."));
	dp_buf_char(&b, '\n');
	add_text(&b, _("To try it now, with a file that comes with dpipe:"));
	dp_buf_char(&b, '\n');
	for (size_t i = 1; i < 4; i++) {
		static const char *const what[] = {
			N_("search the catalogue, offline"),
			N_("bring the file here, into raw/"),
			N_("see what is wrong with it"),
		};

		add_line(&b, dp_step_info(i)->first, COMMAND_COLS,
			 cli_tr(what[i - 1]));
	}
	dp_buf_char(&b, '\n');
	add_text(&b, _("Help: dpipe help, dpipe help TOPIC (clean, recipe, "
		       "trim, mean …), man dpipe."));
	/* TRANSLATORS: for a reader who does not want your language: In
	 * English: dpipe --lang en */
	add_text(&b, _("En français : dpipe --lang fr"));
	return cli_write(&b, err);
}

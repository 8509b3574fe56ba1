/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of a recipe that was made by keys; see recipe_line.h. */
#include "tui/recipe_line.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "step/shell.h"
#include "tui/view.h"

/* The command that carries out STEP on PATH, with OPTION. */
static void
say_command(const char *option, const char *step, const char *path,
	    struct dp_buf *out)
{
	dp_buf_format(out, "\n\n  dpipe clean %s-e ", option);
	dpi_shell_word(out, step);
	dp_buf_c(out, path[0] == '-' ? " -- " : " ");
	dpi_shell_word(out, path);
	dp_buf_c(out, "\n\n");
}

void
tui_recipe_line(struct tui_app *app, const char *path, dp_str line)
{
	char *step = dp_strdup(line);
	struct dp_buf b = { 0 };

	dp_buf_c(&b, _("Nothing is changed yet. What you asked for is this "
		       "line of a recipe:"));
	dp_buf_format(&b, "\n\n  %s\n\n", step);
	dp_buf_c(&b,
		 _("On the command line, this shows what it would change:"));
	say_command("-n ", step, path, &b);
	dp_buf_c(&b, _("And this writes a new table; the file you opened "
		       "stays as it is:"));
	say_command(_("-o new.csv "), step, path, &b);
	dp_buf_char(&b, '\0');
	(void)tui_push(app, &tui_view_text, b.p);
	dp_buf_done(&b);
	free(step);
}

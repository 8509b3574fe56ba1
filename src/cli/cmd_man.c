/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hidden command man: the source of a manual page, for the build. Without
 * a page it lists the pages there are, by the names of their files.
 */
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/inner.h"

/* NAME is that of C's page: dpipe-clean.1, or without its section. */
static bool
is_page_of(const char *name, const struct cli_command *c)
{
	size_t n = strlen(c->name);

	if (strncmp(name, "dpipe-", 6) != 0 ||
	    strncmp(name + 6, c->name, n) != 0)
		return false;
	return name[6 + n] == '\0' || strcmp(name + 6 + n, ".1") == 0;
}

static bool
is_page(const char *name, const char *plain, const char *full)
{
	return strcmp(name, plain) == 0 || strcmp(name, full) == 0;
}

static int
write_page(struct cli_doc *d, const char *name, struct dp_err *err)
{
	if (is_page(name, "dpipe", "dpipe.1")) {
		cli_page_dpipe(d);
	} else if (is_page(name, "dpipe-recipe", "dpipe-recipe.5")) {
		cli_page_recipe(d);
	} else if (is_page(name, "dpipe-op", "dpipe-op.7")) {
		cli_page_operations(d);
	} else {
		const struct cli_command *const *c = cli_commands;

		while (*c && !is_page_of(name, *c))
			c++;
		if (!*c)
			return dp_fail(err, DP_EUSAGE,
				       _("there is no page %s; dpipe man lists "
					 "them."),
				       name);
		cli_page_command(d, *c, NULL);
	}
	return 0;
}

static int
run(const struct cli_args *a, struct dp_err *err)
{
	struct dp_buf b = { 0 };
	struct cli_doc d = { .out = &b, .man = true };

	if (cli_operands(a) == 0) {
		dp_buf_c(&b, "dpipe.1\n");
		for (const struct cli_command *const *c = cli_commands; *c; c++)
			if (!(*c)->hidden)
				dp_buf_format(&b, "dpipe-%s.1\n", (*c)->name);
		dp_buf_c(&b, "dpipe-recipe.5\ndpipe-op.7\n");
	} else if (write_page(&d, cli_operand(a, 0), err) != 0) {
		dp_buf_done(&b);
		return -1;
	}
	return cli_write(&b, err);
}

static const struct cli_verb verbs[] = {
	{ NULL, N_("[PAGE]"), N_("Print the source of a manual page."), NULL, 0,
	  1, run },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL }
};

const struct cli_command cli_cmd_man = {
	.name = "man",
	.summary = N_("Print the source of a manual page"),
	.about = N_("Used when dpipe is built. Without PAGE it lists the "
		    "pages. To read one: man dpipe."),
	.verb = verbs,
	.hidden = true,
};

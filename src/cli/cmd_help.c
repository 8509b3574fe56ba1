/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command help: the texts are made elsewhere, from the tables. */
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/inner.h"

static int
run(const struct cli_args *a, struct dp_err *err)
{
	const char *word = cli_operand(a, 0), *second = cli_operand(a, 1);
	const struct cli_command *c = word ? cli_command_find(word) : NULL;

	if (!word)
		return cli_help_all(err);
	if (!second)
		return cli_help_topic(word, err);
	for (const struct cli_verb *v = c ? c->verb : NULL; v && v->run; v++)
		if (v->name && strcmp(v->name, second) == 0)
			return cli_help_command(c, v, err);
	return dp_fail(err, DP_EUSAGE,
		       _("there is no help on “%s %s”; dpipe help %s may "
			 "help."),
		       word, second, word);
}

static const struct cli_verb verbs[] = {
	{ NULL, N_("[TOPIC]"), N_("Explain a topic, or list what there is."),
	  NULL, 0, 2, run },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL }
};

static const struct cli_example examples[] = {
	{ "dpipe help operations", N_("What a recipe can do to a table.") },
	{ "dpipe help trim", N_("One operation, with examples.") },
	{ "dpipe help find search", N_("One form of a command.") },
	{ "dpipe help ambiguous-date",
	  N_("What a finding means and how to settle it.") },
	{ NULL, NULL }
};

const struct cli_command cli_cmd_help = {
	.name = "help",
	.summary = N_("Explain commands, operations, figures, findings"),
	.about = N_("TOPIC is a command, a step, an operation of recipes, a "
		    "statistic, a chart, the code of a finding, a French "
		    "identifier, an expectation, or one of the words commands, "
		    "steps, operations, names, statistics, charts, findings, "
		    "codes, expectations and recipe."),
	.verb = verbs,
	.example = examples,
};

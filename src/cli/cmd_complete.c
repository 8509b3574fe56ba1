/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hidden command completion: a script for the user's shell, and the words
 * this script asks for.
 */
#include "cli/commands.h"
#include "cli/complete.h"
#include "cli/inner.h"

static int
run(const struct cli_args *a, struct dp_err *err)
{
	const char *shell = cli_operand(a, 0);
	struct dp_buf b = { 0 };

	if (cli_complete_is_kind(shell)) {
		if (cli_complete_words(shell, &b, err) != 0) {
			dp_buf_done(&b);
			return -1;
		}
	} else if (strcmp(shell, "bash") == 0)
		cli_complete_bash(&b);
	else if (strcmp(shell, "zsh") == 0)
		cli_complete_zsh(&b);
	else
		return dp_fail(err, DP_EUSAGE,
			       _("there is no completion for “%s”; there is "
				 "one for bash and one for zsh."),
			       shell);
	return cli_write(&b, err);
}

static const struct cli_verb verbs[] = {
	{ NULL, "bash|zsh", N_("Print a completion script."), NULL, 1, 1, run },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL }
};

static const struct cli_example examples[] = {
	{ "eval \"$(dpipe completion bash)\"",
	  N_("Complete dpipe with the tabulation key, in this shell.") },
	{ NULL, NULL }
};

const struct cli_command cli_cmd_completion = {
	.name = "completion",
	.summary = N_("Print a completion script for bash or zsh"),
	.about = N_("The script completes commands, options, values, "
		    "operations and topics of help. It is installed with "
		    "dpipe; this command prints it."),
	.verb = verbs,
	.example = examples,
	.hidden = true,
};

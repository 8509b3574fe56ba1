/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of commands, in the order help shows them. A new one is a file
 * cmd_NAME.c, a line here, one in commands.h and one in local.mk.
 */
#include "cli/commands.h"

/* clang-format off */
const struct cli_command *const cli_commands[] = {
	&cli_cmd_define,
	&cli_cmd_find,
	&cli_cmd_get,
	&cli_cmd_verify,
	&cli_cmd_clean,
	&cli_cmd_recipe,
	&cli_cmd_analyse,
	&cli_cmd_present,
	&cli_cmd_run,
	&cli_cmd_learn,
	&cli_cmd_notes,
	&cli_cmd_help,
	&cli_cmd_man,
	&cli_cmd_completion,
	NULL
};
/* clang-format on */

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands there are, one file each.
 */
#ifndef DPI_CLI_COMMANDS_H
#define DPI_CLI_COMMANDS_H

#include "cli/cli.h"

extern const struct cli_command cli_cmd_define;
extern const struct cli_command cli_cmd_find;
extern const struct cli_command cli_cmd_get;
extern const struct cli_command cli_cmd_verify;
extern const struct cli_command cli_cmd_clean;
extern const struct cli_command cli_cmd_recipe;
extern const struct cli_command cli_cmd_analyse;
extern const struct cli_command cli_cmd_present;
extern const struct cli_command cli_cmd_run;
extern const struct cli_command cli_cmd_learn;
extern const struct cli_command cli_cmd_notes;
extern const struct cli_command cli_cmd_help;
extern const struct cli_command cli_cmd_man;
extern const struct cli_command cli_cmd_completion;

#endif

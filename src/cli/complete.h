/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scripts that complete what is typed, one function a shell.
 */
#ifndef DPI_CLI_COMPLETE_H
#define DPI_CLI_COMPLETE_H

#include "cli/cli.h"

/* What a value can be, told by its option. */
enum cli_complete {
	CLI_COMPLETE_NONE,
	CLI_COMPLETE_FILES,
	CLI_COMPLETE_CHOICES,    /* of the option */
	CLI_COMPLETE_OPERATIONS, /* a step of a recipe */
};

enum cli_complete cli_complete_value(const struct cli_option *o);
/* Appends all topics of help, each once, with blanks between. */
void cli_complete_topics(struct dp_buf *out);
/* Appends the names of operations, with blanks between. */
void cli_complete_operations(struct dp_buf *out);

void cli_complete_bash(struct dp_buf *out);
void cli_complete_zsh(struct dp_buf *out);

#endif

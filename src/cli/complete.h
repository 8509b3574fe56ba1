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

/* What stands behind a form of a command, where the tables know it. */
struct cli_operand_words {
	const char *command, *verb; /* "" where the form has no word */
	const char *kind;           /* for cli_complete_words */
};
/* Ends with a NULL command. */
extern const struct cli_operand_words cli_operand_words[];

/* KIND, a word after `dpipe completion`, is one that prints words. */
bool cli_complete_is_kind(const char *kind);
/*
 * Appends the words of KIND ("datasets", "lessons", "charts"), one a line, as
 * they are when it is asked. Fails as reading them does.
 */
int cli_complete_words(const char *kind, struct dp_buf *out,
		       struct dp_err *err);

void cli_complete_bash(struct dp_buf *out);
void cli_complete_zsh(struct dp_buf *out);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dialogues in plain lines: of a lesson, and of dpipe as a whole. */
#ifndef DPI_CLI_DIALOGUE_H
#define DPI_CLI_DIALOGUE_H

#include "cli/cli.h"

/*
 * Takes the lesson or track TRACK as a dialogue. Returns 0 when the learner
 * leaves, 1 when nothing more can be read, -1 as dp_learn_open and
 * dp_learn_line fail.
 */
int cli_dialogue(const char *track, const struct cli_screen *screen,
		 struct dp_err *err);
/*
 * dpipe as a dialogue: lessons, practice files and commands, by numbers and
 * words, until it is left or nothing more can be read. Returns 0, or -1 when
 * standard output cannot be written.
 */
int cli_plain_start(const struct cli_screen *screen, struct dp_err *err);

/*
 * Works on the table PATH as a dialogue: its values, steps that are tried,
 * applied and taken back. Returns as cli_dialogue does, and fails as
 * dp_pages_open.
 */
int cli_plain_table(const char *path, const struct cli_screen *screen,
		    struct dp_err *err);

/* A line that was typed, to be freed; NULL when there are no more. */
char *cli_read_line(const struct cli_screen *screen);
/* Appends TEXT for people, wrapped and indented. */
void cli_prose(struct dp_buf *out, dp_str text, size_t indent_cols);
/* Speaks LANGUAGE ("fr") from now on. */
void cli_dialogue_speak(dp_str language);

#endif

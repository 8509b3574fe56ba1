/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A command carried out by this program itself, in a folder, with what it
 * says put aside. For replaying a project and for lessons.
 */
#ifndef DPI_CLI_ASIDE_H
#define DPI_CLI_ASIDE_H

#include <dpipe/project.h>

/* Standard input, output and error put aside while a command has them. */
struct cli_aside {
	FILE *said;
	int in, out, error;
};

/* Puts them aside: what is said goes to a file, nothing can be read. */
int cli_aside_start(struct cli_aside *s, struct dp_err *err);
/*
 * Puts them back. SAID (or NULL) gets what was said; SHOW copies it to
 * standard error.
 */
void cli_aside_end(struct cli_aside *s, struct dp_buf *said, bool show);
/*
 * Speaks LANGUAGE ("fr"; NULL: that of the locale) from now on. Returns what
 * was asked for before, to be freed, or NULL.
 */
char *cli_speak(const char *language);
/* Runs the command line C. Returns its exit status, below 0: none. */
int cli_aside_run(const struct dp_command *c);

/*
 * Calls WORK with FOLDER as the current folder, and goes back. Fails when
 * either folder cannot be opened, and as WORK does.
 */
int cli_inside(void *self, const char *folder,
	       int (*work)(void *on, struct dp_err *err), void *on,
	       struct dp_err *err);
/* Carries C out in FOLDER for a lesson: see struct dp_learn_front. */
int cli_carry_out(void *self, const char *folder, const struct dp_command *c,
		  struct dp_buf *said, struct dp_err *err);

#endif

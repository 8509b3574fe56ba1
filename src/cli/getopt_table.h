/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Options of descriptors as getopt_long wants them.
 */
#ifndef DPI_CLI_GETOPT_TABLE_H
#define DPI_CLI_GETOPT_TABLE_H

#include <getopt.h>

#include "cli/cli.h"

#define CLI_TABLE_MAX 128u /* options of one command, all verbs together */

struct cli_table {
	const struct cli_option *option[CLI_TABLE_MAX];
	size_t n;
	struct option long_option[CLI_TABLE_MAX + 1];
	char letters[2 * CLI_TABLE_MAX + 4];
};

/* Empties T and getopt's own state; MODE are the first of its letters. */
void cli_table_init(struct cli_table *t, const char *mode);
/*
 * Adds the options at O, which may be NULL; one whose name is there already
 * is left out, and so is a letter that is taken.
 */
void cli_table_add(struct cli_table *t, const struct cli_option *o);
/* The option for what getopt_long returned, or NULL. */
const struct cli_option *cli_table_option(const struct cli_table *t, int c);

#endif

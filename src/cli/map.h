/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --map OLD=NEW: columns that a table calls otherwise than a recipe. */
#ifndef DPI_CLI_MAP_H
#define DPI_CLI_MAP_H

#include <dpipe/op.h>

#include "cli/cli.h"

#define CLI_MAP_OPTION \
	{ \
		"map", 0, CLI_TEXT, N_("OLD=NEW"), NULL, \
			N_("the table's column OLD is what the recipe calls " \
			   "NEW: rename it first"), \
			true \
	}

/* Reads all of them into *OUT, which the caller frees. */
int cli_map(const struct cli_args *a, struct dp_renamed **out, size_t *n,
	    struct dp_err *err);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dpipe clean --suggest and --auto. */
#ifndef CLI_CLEAN_SUGGEST_H
#define CLI_CLEAN_SUGGEST_H

#include <dpipe/clean.h>

#include "cli/cli.h"

/* Writes the proposed steps where C's output goes; the status. */
int cli_clean_suggest(const struct cli_args *a, const struct dp_clean *c,
		      struct dp_err *err);
/*
 * The proposed steps that cannot lose information, as a recipe; NULL on
 * failure.
 */
struct dp_recipe *cli_clean_auto(const struct cli_args *a,
				 const struct dp_clean *c, struct dp_err *err);

#endif

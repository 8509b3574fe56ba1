/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the linter's files share.
 */
#ifndef DPI_LESSON_LINT_H
#define DPI_LESSON_LINT_H

#include "lesson/session.h"

struct dpi_lint {
	const struct dp_lesson *l;
	const char *file;
	struct dp_result *r;
	struct dp_err *err;
};

/* Adds a complaint about line LINE (0: the whole). */
void dpi_complain(struct dpi_lint *x, uint32_t line, const char *fmt, ...)
	DP_PRINTF(3, 4);
/* What can be seen without playing it; DATA is the folder of the data. */
void dpi_lint_text(struct dpi_lint *x, const char *data);
/* Plays it in a folder of its own. */
int dpi_lint_play(struct dpi_lint *x, const struct dp_learn_places *places,
		  const struct dp_learn_front *front);

#endif

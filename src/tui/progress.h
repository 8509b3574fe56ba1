/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a project has come, as its folder shows: what each step leaves is
 * there or is not.
 */
#ifndef DPI_TUI_PROGRESS_H
#define DPI_TUI_PROGRESS_H

#include <dpipe/project.h>

#define TUI_PARTS 4 /* a step that is done has them all */

struct tui_progress {
	char *folder; /* NULL: there is no project */
	struct dp_project *project;
	int part[DP_STEPS]; /* 0 to TUI_PARTS */
	bool lessons;       /* it is of lessons instead */
	size_t n_done;
	size_t next; /* first step that is not done; DP_STEPS: none is left */
	size_t next_task; /* of its lesson, from 1; 0: not known */
};

/*
 * Reads the project of FOLDER, or of the current folder and those above it
 * when FOLDER is NULL, into P, zeroed. A file that cannot be understood fails;
 * no project is none.
 */
int tui_progress_read(struct tui_progress *p, const char *folder,
		      struct dp_err *err);
/* DONE of ALL in parts: none only of nothing, every one only of all. */
int tui_progress_part(size_t done, size_t all);
void tui_progress_done(struct tui_progress *p);
/* Appends the names of the files in FOLDER/WHAT, a line each, with MARK. */
size_t tui_progress_files(const struct tui_progress *p, const char *what,
			  const char *mark, struct dp_buf *out);

#endif

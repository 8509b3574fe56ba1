/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of projects and runs share. Internal to the library.
 */
#ifndef DPI_STEP_PROJECT_H
#define DPI_STEP_PROJECT_H

#include <dpipe/project.h>

/* How the project file writes WORD; NULL for none and unknown. */
const char *dpi_project_verb(enum dp_project_word word);

/* True when PATH leads out of the folder it is used in. */
bool dpi_leads_out(dp_str path);
/*
 * Calls FILE with each path that the recipes of C, a clean command, name in
 * their steps. Recipes are looked for below TOP; one that is not there is
 * left to the command. Fails as FILE does, or when a recipe cannot be read.
 */
int dpi_recipe_files(const char *top, const struct dp_command *c,
		     int (*file)(void *self, dp_str path, struct dp_err *err),
		     void *self, struct dp_err *err);

/* Makes the folders of a project in TOP, and TOP and its parents. */
int dpi_project_make_folders(const char *top, struct dp_err *err);

/*
 * Appends the terms of LIST, separated by commas: as the file holds them, or
 * as people are shown them.
 */
void dpi_project_terms(const struct dp_project_term *list, bool words,
		       struct dp_buf *out);

/* ---- trees of files --------------------------------------------------- */

/* A regular file of a tree, and how to tell that it is another one now. */
struct dpi_file {
	char *path; /* relative to the top of the tree */
	uint64_t device, inode, bytes;
	int64_t seconds;
	long nanoseconds;
	long made_by;    /* index of the step that made it; -1: a source */
	int64_t rows[2]; /* records that step read and left; -1: not known */
};

/* Files in the order of their names. Zeroed is ready for use. */
struct dpi_files {
	struct dpi_file *at;
	size_t n, cap;
};

/*
 * Gathers the regular files below TOP/UNDER (UNDER "" for all), those whose
 * names start with a dot left out, folders that are links too. Fails at more
 * than a hundred thousand.
 */
int dpi_files_gather(struct dpi_files *f, const char *top, const char *under,
		     struct dp_err *err);
/* The file called PATH, or NULL. */
struct dpi_file *dpi_files_find(const struct dpi_files *f, const char *path);
void dpi_files_done(struct dpi_files *f);
/* True for NAME.provenance. */
bool dpi_is_sidecar(const char *path);
/* True when PATH is in FOLDER or deeper. */
bool dpi_is_in(const char *path, const char *folder);
/*
 * True when PATH, below TOP, is what steps make: it stands in a folder for
 * such files, or its provenance names the command.
 */
bool dpi_is_derived(const char *top, const char *path);
/*
 * True when PATH is among the logs: a step makes them, people write their
 * decisions in them, and the step finds those again.
 */
bool dpi_is_log(const char *path);

/*
 * Adds to R the frame "raw" about the raw files of FOLDER, and to HASHES a
 * line for each, as sha256sum(1) writes it. Fails with DP_EDATA at one that
 * is not what its provenance says; R is doubtful when one has none.
 */
int dpi_raw_look(const char *folder, struct dp_result *r, struct dp_buf *hashes,
		 struct dp_err *err);

/* ---- the story of what a step made ------------------------------------ */

/*
 * Writes the sidecar of FILE, one of FILES below TOP, which COMMAND made, or
 * makes the one the command has written independent of the day. FILES tell
 * what else that step made. file->rows gets the records read and left.
 */
int dpi_story_write(const char *top, struct dpi_file *file,
		    const struct dp_command *command,
		    const struct dpi_files *files, struct dp_err *err);

#endif

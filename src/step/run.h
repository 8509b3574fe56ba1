/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of a run share. Internal to the library.
 */
#ifndef DPI_STEP_RUN_H
#define DPI_STEP_RUN_H

#include "step/project.h"

/* Name of the stage in its project. */
#define DPI_STAGE ".dpipe-run"

struct dpi_run_step {
	struct dp_command command;
	bool passed_over; /* it needs the network, and may not */
	bool doubtful;
};

struct dp_run {
	struct dp_run_opts opts;
	struct dp_project *project;
	char *folder, *stage; /* absolute */
	int lock;
	struct dpi_run_step *step; /* one for each do line */
	size_t at;                 /* steps given so far */
	struct dpi_files files;    /* on the stage after the last step */
};

/* Locks FOLDER for one run. Returns a descriptor to close, or -1. */
int dpi_folder_lock(const char *folder, struct dp_err *err);
/* Makes the folder that the file PATH is to stand in. */
int dpi_folder_of_file(const char *path, struct dp_err *err);
/* Makes STAGE and puts the sources of FOLDER there. */
int dpi_stage_set(const char *folder, const char *stage, struct dp_err *err);

#endif

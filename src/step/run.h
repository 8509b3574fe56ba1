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
	bool cut_off;              /* the run before was, in its last moment */
	size_t n_completed;        /* its outputs that got their names now */
};

/* An output that is to take its place in the project. */
struct dpi_place {
	const char *path; /* on the stage and in the project */
	char made_sha256[DP_SHA256_HEX];
	char old_sha256[DP_SHA256_HEX]; /* of what stands there; "": nothing */
};

/*
 * Gives N outputs of R their names in the project, all or none (see
 * dp_rename_together). Killed in between, dpi_places_complete finds what has
 * to be done. Fails with DP_EIO, or with DP_EUSAGE when a folder of the
 * project leads out of it.
 */
int dpi_places_take(const struct dp_run *r, const struct dpi_place *p, size_t n,
		    struct dp_err *err);
/*
 * Completes the run before R when it was killed while its outputs took their
 * names: sets r->cut_off and r->n_completed. The stage is as that run left
 * it. An output that has been changed since stays. Fails with DP_EDATA for a
 * run that only checks, and with DP_EIO.
 */
int dpi_places_complete(struct dp_run *r, struct dp_err *err);

/* Locks FOLDER for one run. Returns a descriptor to close, or -1. */
int dpi_folder_lock(const char *folder, struct dp_err *err);
/* Makes STAGE and puts the sources of FOLDER there. */
int dpi_stage_set(const char *folder, const char *stage, struct dp_err *err);

#endif

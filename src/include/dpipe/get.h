/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * get, the third step: bring data here and keep the proof of where they came
 * from.
 */
#ifndef DPIPE_GET_H
#define DPIPE_GET_H

#include <dpipe/catalogue.h>
#include <dpipe/source.h>
#include <dpipe/step.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What to get. NULL: not given. */
struct dp_get {
	const char *what; /* a path, an address, or an id of the catalogue */
	const char *into; /* NULL: "raw" */
	const char *name, *title, *licence; /* instead of what is seen */
	const char *command; /* the command line, for the record */
	const struct dp_catalogue *catalogue; /* or NULL */
	const char *data_folder; /* where bundled files are, or NULL */
	bool restore;            /* put aside what was altered here */
	struct dp_http_opts http;
};

/*
 * Gets G->what and fills R: "files" (a frame: file, bytes, sha256, member),
 * "source" (facts: asked, address, date, status …) and notes. An id is looked
 * for when no file has that name. The result is doubtful when a web page or
 * nothing came instead of data. Fails as dp_source_acquire does, and with
 * DP_EUSAGE when standard input is given no name.
 */
int dp_get(const struct dp_get *g, struct dp_result *r, struct dp_err *err);

/*
 * Fills R with the story of FILE from its sidecar: "origin" (facts), a note
 * and a frame for each activity, and whether the file is still the same; it
 * is doubtful when it is not. Fails with DP_ENOTFOUND without a sidecar.
 */
int dp_get_why(const char *file, struct dp_result *r, struct dp_err *err);

#ifdef __cplusplus
}
#endif
#endif

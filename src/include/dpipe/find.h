/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find, the second step: which data exist? Answers from the catalogue.
 */
#ifndef DPIPE_FIND_H
#define DPIPE_FIND_H

#include <dpipe/catalogue.h>
#include <dpipe/step.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Fills R with what Q finds in C: "datasets" (a frame: id, title, format,
 * updated, or downloads when Q asks for the popular ones, open), "facets"
 * (facet, value, count: what would narrow the result), "found" (facts: total
 * and, when there is one, suggestion) and notes. Nothing found is an answer,
 * with advice.
 */
int dp_find_search(const struct dp_catalogue *c, const struct dp_search *q,
		   struct dp_result *r, struct dp_err *err);

/*
 * Fills R with the sheet of the dataset ID: "description", "dataset" (facts,
 * among them get: the command that gets it), "columns" (a frame: name, type,
 * unit, meaning), "note", "documents", "reuse" (what the licence allows).
 * Fails with DP_ENOTFOUND.
 */
int dp_find_show(const struct dp_catalogue *c, dp_str id, struct dp_result *r,
		 struct dp_err *err);

#ifdef __cplusplus
}
#endif
#endif

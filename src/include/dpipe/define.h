/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * define, the first step: from a theme to a question, hypotheses that can be
 * proved wrong, the table one would need, and the data wanted to fill it.
 */
#ifndef DPIPE_DEFINE_H
#define DPIPE_DEFINE_H

#include <dpipe/project.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Fills R with what the project says: "project" (facts: title, question, row,
 * language), "hypotheses" (a frame: hypothesis, columns), "columns" (a frame:
 * column, type, unit, from, why), "wanted" (a frame, first priority first:
 * wanted, priority, status, date, from, why) and "steps" (a frame: step,
 * command). Empty lists are left out.
 */
void dp_define_show(const struct dp_project *p, struct dp_result *r);

/*
 * Fills R with what is missing before data can be looked for: "missing" (a
 * frame: line, about, missing), and, once tables were made in FOLDER, with
 * "filled" (a frame: column, table, rows, filled): which columns of the
 * horizon table have come true. The result is doubtful when anything is
 * missing. FOLDER may be NULL.
 */
int dp_define_check(const struct dp_project *p, const char *folder,
		    struct dp_result *r, struct dp_err *err);

/*
 * Appends the empty horizon table: a CSV header. Fails with DP_EDATA when no
 * column is defined.
 */
int dp_define_table(const struct dp_project *p, struct dp_buf *out,
		    struct dp_err *err);

/*
 * How many columns of the horizon table TEXT cites; case, accents, plurals
 * and the signs between words weigh nothing. OUT (or NULL) gets their names,
 * separated by ", ".
 */
size_t dp_define_cites(const struct dp_project *p, dp_str text,
		       struct dp_buf *out);

#ifdef __cplusplus
}
#endif
#endif

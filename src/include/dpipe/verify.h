/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step verify: may I rely on this table, and for what? Reads a table,
 * a second time where values are alike, and reports findings; changes nothing.
 */
#ifndef DPIPE_VERIFY_H
#define DPIPE_VERIFY_H

#include <dpipe/recipe.h>
#include <dpipe/step.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dp_verify {
	const char *input; /* path, or "-" */
	struct dp_read_opts read;
	/*
	 * Steps that are applied first, or NULL: then the findings, and what
	 * the log says, are of the table as they leave it.
	 */
	const struct dp_recipe *recipe;
	bool by_row; /* records are numbered as they come out of the steps */
	const char *log;           /* verification log to append to, or NULL */
	const char *const *decide; /* decisions to write into it; see below */
	size_t n_decide;
	bool people; /* kinds of content as words, not as keys; and
				  where the repairs are, not the repairs */
	size_t keys; /* kept of distinct values and of records; 0:
				  DP_VERIFY_KEYS */
	const struct dp_watch *watch; /* or NULL */
};

/*
 * Verifies. Fills RESULT with the facts "table" (structure), the frame
 * "columns" (each column's inferred type with its evidence, missing and
 * distinct values), "findings" (with place, reason and, where there is one,
 * the recipe line that repairs it) and the text "repairs": those lines as a
 * recipe, and as comments the findings that none repairs. Records that are
 * not as wide as the table are findings and evidence of nothing else; their
 * number is the note "misfits". Doubtful when a finding is a warning or an
 * error. Fails as dp_table_open does, and with DP_ERECIPE where the recipe
 * does not fit.
 *
 * A decision is written "FINDING [COLUMN]: DECISION[; REMARK]". FINDING is a
 * code of the log, COLUMN tells those of one code apart, and all that are
 * meant get it; an empty DECISION takes it back. Fails with DP_EUSAGE, the
 * log left as it was, for one that is not written so, for one that means no
 * finding, and where there is no log.
 *
 * Memory: distinct values and duplicate records are counted exactly up to
 * KEYS of them; beyond, the result says "at least". Told by WATCH that it is
 * enough, the result is of the records read so far and has the note "stopped";
 * no log is written then.
 */
int dp_verify_run(const struct dp_verify *what, struct dp_result *result,
		  struct dp_err *err);

#define DP_VERIFY_KEYS (1u << 20)

/*
 * Verifies as dp_verify_run, for what it writes into the log. Fills RESULT
 * with the frame "decided" (finding, column, decision, remark: the lines of
 * the log that have one) and the note "undecided". Fails as dp_verify_run.
 */
int dp_verify_decide(const struct dp_verify *what, struct dp_result *result,
		     struct dp_err *err);

/*
 * Says how the file is written. Reads all of it. Fills RESULT, unless PEOPLE
 * is set, with facts called "": encoding, delimiter, quote and escape (the
 * character, or null), newline (lf, crlf, cr, crcrlf, mixed), header_rows,
 * preamble_lines, footer_lines, columns, rows and confidence (0 to 1); and
 * with the facts "evidence", a sentence for each of them. For people, with a
 * note for each and the source line that reads the file that way again. Fails
 * as dp_table_open does.
 */
int dp_verify_detect(const struct dp_verify *what, struct dp_result *result,
		     struct dp_err *err);

#ifdef __cplusplus
}
#endif
#endif

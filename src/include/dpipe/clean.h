/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step clean: a recipe applied to a table, with an account of every
 * change.
 */
#ifndef DPIPE_CLEAN_H
#define DPIPE_CLEAN_H

#include <dpipe/op.h>
#include <dpipe/step.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What to clean and where the results go. Zeroed, then filled in. */
struct dp_clean {
	const char *input;           /* path, or "-" */
	const char *output;          /* path; NULL or "-": standard output */
	const char *audit, *rejects; /* paths, or NULL: not wanted */
	const char *report;          /* path, or NULL: not wanted */
	/* Appends RESULT as the file PATH of the report is to hold it. */
	void (*render)(const char *path, const struct dp_result *result,
		       struct dp_buf *out);
	bool dry_run; /* nothing is written: counts and examples */
	bool strict;  /* any finding makes the result doubtful */
	const struct dp_recipe *recipe;
	struct dp_read_opts read;
	/* Called now and then with the records read so far; or NULL. */
	void (*progress)(void *self, uint64_t records);
	void *progress_self;
};

/*
 * Cleans. Fills RESULT with the facts "summary", the frame "steps", with
 * dry_run the frame "examples" (the riskiest changes of each step first),
 * and "findings". The input is never written; the table, audit, rejects and
 * report appear whole, and all or none (see dp_rename_together; standard
 * output, devices and pipes are written as it goes). Fails with DP_EUSAGE
 * when a file that is read would be written, or one be written twice, files
 * of the recipe's steps included; with DP_ERECIPE for a recipe that does not
 * fit the table; and as dp_table_open does.
 */
int dp_clean_run(const struct dp_clean *c, struct dp_result *result,
		 struct dp_err *err);

/*
 * Runs the recipe over the input of C, writing nothing, and appends to OUT the
 * recipe with each step that recomputes (dp_op_class.frozen) as a comment and
 * behind it what it did, as steps; every other line stays as it is. Fails as
 * dp_clean_run does.
 */
int dp_clean_freeze(const struct dp_clean *c, struct dp_buf *out,
		    struct dp_err *err);

/*
 * Finds what is wrong with the input of C (see dp_verify_run), then tries the
 * steps that repair it, and writes nothing; the file is read twice. Fills
 * RESULT with the text "recipe": the steps in the order in which they make
 * sense, of one kind those first that change most cells, each with the finding
 * that asks for it, the cells it changes, the records it leaves out and its
 * riskiest changes, in comments; those that a person has to agree to are off.
 * The text "lossless" is the recipe of those steps that cannot lose
 * information: white space too much, characters that nobody sees, columns
 * without a name and a value. The frame "suggestions" has all of them for
 * machines. Fails as dp_clean_run does, and with DP_EUSAGE for standard input.
 */
int dp_clean_suggest(const struct dp_clean *c, struct dp_result *result,
		     struct dp_err *err);

#ifdef __cplusplus
}
#endif
#endif

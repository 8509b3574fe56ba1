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
	const struct dp_renamed *map; /* columns that are called otherwise */
	size_t n_map;
	unsigned part, parts;  /* 2, 8: the second eighth of it; or 0 */
	bool skip_missing;     /* steps without their columns are left out */
	uint64_t memory_bytes; /* as for a plan (dp_apply_opts) */
	const struct dp_work_watch *watch; /* or NULL */
	struct dp_read_opts read;
};

/*
 * Cleans. Fills RESULT with the facts "summary", the frame "steps", with
 * dry_run the frame "examples" (the riskiest changes of each step first),
 * and "findings". The input is never written; the table, audit, rejects and
 * report appear whole, and all or none (see dp_rename_together; standard
 * output, devices and pipes are written as it goes). Fails with DP_EUSAGE
 * when a file that is read would be written, or one be written twice, files
 * of the recipe's steps included, or when a step looks across rows and a
 * part is asked for; with DP_ERECIPE for a recipe that does not
 * fit the table; and as dp_table_open does.
 */
int dp_clean_run(const struct dp_clean *c, struct dp_result *result,
		 struct dp_err *err);

/* ---- of a recipe, before it runs -------------------------------------- */

/* What to look at. Zeroed, then filled in. */
struct dp_recipe_check {
	const struct dp_recipe *recipe;
	const char *table; /* path, "-", or NULL: the recipe alone */
	struct dp_read_opts read;
	const struct dp_renamed *map; /* as for dp_clean */
	size_t n_map;
};

/*
 * Fills OUT with the facts "summary", the frame "columns" (that a table must
 * have), without a table the notes "presumed" (names that only a table tells)
 * and "taken" (names that it must not have), "again" (steps that a second run
 * may not pass over, and why) and "across" (steps that look at more than one
 * row): frames, or where there are none the notes "again_none" and
 * "across_none"; and "findings", such as a column that has its new name
 * already. Fails with DP_ERECIPE at what cannot be bound.
 */
int dp_recipe_check(const struct dp_recipe_check *c, struct dp_result *out,
		    struct dp_err *err);
/*
 * Appends RECIPE in words, for who learns: a sentence a step, in the user's
 * language. Fails with DP_ERECIPE at a step that is wrong whatever the table.
 */
int dp_recipe_explain(const struct dp_recipe *recipe, struct dp_buf *out,
		      struct dp_err *err);
/*
 * Appends what LINE, a step of a recipe, has done, in a few words of the
 * user's language: "2 spellings replaced by “Apt” (ville)".
 */
void dp_step_brief(dp_str line, struct dp_buf *out);

/* Where a recipe goes to. */
enum dp_export_to {
	DP_EXPORT_OPENREFINE, /* a history, in JSON */
	DP_EXPORT_MILLER,     /* a command */
	DP_EXPORT_SQL,        /* statements on a table called t */
	DP_EXPORT_R,          /* the tidyverse, on a table called t */
};
/*
 * Appends RECIPE as another tool has it: a table that it is given there as
 * clean would read it has the same cells then. A step that has no equal, or
 * none that gives the same of every cell, is a comment in its place (above the
 * command of Miller, and nowhere in JSON) and a line of MISSING; so is one
 * that needs a column that is then not there. Returns how many, or -1 with
 * DP_ERECIPE where a step is wrong whatever the table.
 */
int dp_recipe_export(const struct dp_recipe *recipe, enum dp_export_to to,
		     struct dp_buf *out, struct dp_buf *missing,
		     struct dp_err *err);

/* ---- backwards -------------------------------------------------------- */

/* What to take back. Zeroed, then filled in. */
struct dp_undo_opts {
	const char *input;   /* the table that clean has written; or "-" */
	const char *output;  /* path; NULL or "-": standard output */
	const char *audit;   /* path: what clean has kept of its changes */
	const char *rejects; /* path, or NULL: what it has left out */
	/* How the table was written that clean had read, where the audit does
	 * not say it; and the number of threads. */
	struct dp_read_opts read;
};

struct dp_undo;

/*
 * Prepares to apply an audit backwards. Fills RESULT with notes on what
 * cannot come back (removed columns). Writes nothing. Fails with DP_EDATA
 * when the audit is none, tells of another table, or holds too little to go
 * back: no order of records that were put in another, or records were left
 * out and no rejects given.
 */
struct dp_undo *dp_undo_open(const struct dp_undo_opts *o,
			     struct dp_result *result, struct dp_err *err);
/*
 * Writes the table as clean had read it, as CSV; columns that are lost are
 * left out. Fills RESULT with the facts "summary". Fails with DP_EDATA at
 * the first line that is not what the audit says it became, or, where it has
 * checks of the records written, not what one says; the output is then as it
 * was. Memory does not grow with the files; large audits, and tables that
 * were sorted, go through temporary files.
 */
int dp_undo_run(struct dp_undo *u, struct dp_result *result,
		struct dp_err *err);
void dp_undo_close(struct dp_undo *u);

/* ---- suggestions, and lists instead of rules --------------------------- */

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
 * steps that repair it, and writes nothing. The input is looked at again for
 * that: what can be read only once is to be C's read.held. Fills RESULT with
 * the text "recipe": the steps in the order in which they make sense, of one
 * kind those first that change most cells, each with the finding that asks for
 * it, the cells it changes, the records it leaves out and its riskiest changes,
 * in comments; those that a person has to agree to are off. The text "lossless"
 * is the recipe of those steps that cannot lose information: white space too
 * much, characters that nobody sees, columns without a name and a value. The
 * frame "suggestions" has all of them for machines. Fails as dp_clean_run does.
 */
int dp_clean_suggest(const struct dp_clean *c, struct dp_result *result,
		     struct dp_err *err);

#ifdef __cplusplus
}
#endif
#endif

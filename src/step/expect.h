/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of expectations share. Internal to the library.
 */
#ifndef DPI_STEP_EXPECT_H
#define DPI_STEP_EXPECT_H

#include <dpipe/expect.h>

#include "op/predicate.h"

#define DPI_EXPECT_FIRST "dpipe-expect 1" /* first line of a file of them */

/* All of them, by index from 0; NULL when there are no more. */
const struct dpi_expect_class *dpi_expect_class_at(size_t i);
/* Those that are not about a table; ended by one without a name. */
extern const struct dpi_expect_class dpi_other_class[];

struct dp_expect {
	struct dpi_predicate *at;
	size_t n, cap;
	dp_str before, key; /* what the file says, or p == NULL */
	struct dp_arena text;
};

/*
 * Appends what P wants, in words: "at most 30", "commune, nom". SAME is what
 * was measured before, where P compares with it.
 */
void dpi_expect_wanted(const struct dpi_predicate *p, dp_str same,
		       struct dp_buf *out);
/*
 * What P looks at in project.dpipe, as people know it: "population --unit";
 * false and nothing when P does not look there. A word of project.dpipe as
 * people are shown it.
 */
bool dpi_project_args(const struct dpi_predicate *p, struct dp_buf *out);
dp_str dpi_project_word(const struct dpi_predicate *p, dp_str word);
/* Fills in what V says and makes its sentence; M is what was measured. */
void dpi_expect_say(const struct dpi_measure *m, struct dp_verdict *v,
		    struct dp_arena *text);

/* ---- judging ---------------------------------------------------------- */

/* A column that is not what it was, and where that is first seen. */
struct dpi_changed_column {
	dp_str name;
	uint64_t cells; /* different; 0: not known, or all of it */
	uint64_t line, record;
	dp_str value;
};

/* The difference between a table and the one before. */
struct dpi_change {
	bool known, keyed;
	struct dpi_changed_column *column;
	size_t n_columns, cap_columns;
	uint64_t cells, lost;
	struct {
		uint64_t line, record; /* of the table before */
		dp_str value;          /* its key */
	} gone, fewer; /* first record lost; first of which there are fewer */
};

/* Everything that judging goes by. */
struct dpi_judging {
	const struct dp_expect *e;
	const struct dp_expect_on *on;
	dp_str key;
	char *before; /* as the system opens it, or NULL */
	const struct dp_dialect *dialect;
	struct dpi_change change[2]; /* by meaning, by bytes */
	struct dp_err first;         /* why the first could not be judged */
	struct dp_arena *text;
};

/*
 * Judges the predicates of E on the table FILE (p == NULL: the table that is
 * judged) and puts a verdict at the place of each in OUT.
 */
void dpi_expect_table(struct dpi_judging *j, dp_str file,
		      struct dp_verdicts *out);
/* Compares what M found with what is wanted; BEFORE or NULL. */
void dpi_expect_decide(struct dpi_measure *m, const struct dpi_measure *before,
		       struct dp_verdict *v, struct dp_arena *text);
/*
 * Notes that M cannot be judged because of ERR, which is emptied.
 */
void dpi_expect_broken(struct dpi_judging *j, struct dpi_measure *m,
		       struct dp_err *err);

/* A new C string: PATH below the folder, or below data when not there. */
char *dpi_expect_path(const struct dpi_judging *j, dp_str path);
/* Opens the table at PATH as such; p == NULL: the table that is judged. */
struct dp_stream *dpi_expect_open(const struct dpi_judging *j, dp_str path,
				  struct dp_err *err);
/* Calls ROW with each record of S that is kept; -1 from it stops. */
int dpi_each_row(struct dp_stream *s, void *self,
		 int (*row)(void *self, const struct dpi_row *row,
			    struct dp_err *err),
		 struct dp_err *err);
/* Finds how the table that is judged differs from the one before. */
int dpi_change_find(struct dpi_judging *j, bool exact, struct dp_err *err);
void dpi_change_done(struct dpi_change *c);
/* A hash of the table S, which it closes; the order of rows and columns does
   not count. */
int dpi_table_hash(struct dp_stream *s, bool exact, char hex[DP_SHA256_HEX],
		   struct dp_err *err);
/* The text that the finding of P is, in the arena. */
int dpi_finding_value(struct dpi_judging *j, const struct dpi_predicate *p,
		      dp_str *out, struct dp_err *err);
/* True when TEXT says WHAT: folded, spaces apart, numbers rounded. */
bool dpi_text_says(dp_str text, dp_str what);

/* finish of the others. */
DPI_FINISH(changed_columns);
DPI_FINISH(changed_cells);
DPI_FINISH(lost);
DPI_FINISH(hash);
DPI_FINISH(encoding);
DPI_FINISH(delimiter);
DPI_FINISH(exists);
DPI_FINISH(text);
DPI_FINISH(title);
DPI_FINISH(raw);
DPI_FINISH(broken);
DPI_FINISH(step);
DPI_FINISH(provenance);
DPI_FINISH(project);
DPI_FINISH(wanted);
DPI_FINISH(says);
DPI_FINISH(horizon);
DPI_FINISH(sheets);

#endif

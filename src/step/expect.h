/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of expectations share. Internal to the library.
 */
#ifndef DPI_STEP_EXPECT_H
#define DPI_STEP_EXPECT_H

#include <dpipe/expect.h>
#include <dpipe/stat.h>

#include "base/strtab.h"

#define DPI_EXPECT_ARGS 16                /* most arguments of a predicate */
#define DPI_EXPECT_FIRST "dpipe-expect 1" /* first line of a file of them */

/* A comparison is a set of these; != is the first and the last. */
enum dpi_comparison {
	DPI_BELOW = 1,
	DPI_EQUAL = 2,
	DPI_ABOVE = 4,
	DPI_UNEQUAL = 5, /* != */
	DPI_HAS = 8,
	DPI_LACKS = 16,
	DPI_DIFFERS = 32, /* != of texts, which are not ordered */
};

/* What may stand behind the comparison. */
enum dpi_takes {
	DPI_TAKES_NOTHING,
	DPI_TAKES_NUMBER, /* or same */
	DPI_TAKES_WORD,
	DPI_TAKES_LIST,
	DPI_TAKES_RANGE,
	DPI_TAKES_FINDING, /* "text", max(…), min(…), value(…) */
};

/* What has to be read to judge it. */
enum dpi_about { DPI_TABLE, DPI_CHANGE, DPI_FILE, DPI_PROJECT };

struct dpi_measure;
struct dpi_row;
struct dpi_judging;

/* A kind of predicate. */
struct dpi_expect_class {
	struct dp_expect_kind kind;
	enum dpi_about about;
	unsigned comparisons; /* bits of enum dpi_comparison; 0: none */
	enum dpi_takes takes;
	unsigned min_args, max_args;
	unsigned column_args; /* so many of them are columns, * means all */
	bool measures;        /* may stand without comparison */
	/* TABLE: looks at one record, and leaves in the measure what it saw. */
	void (*row)(struct dpi_measure *m, const struct dpi_row *row);
	/* After the last record; for FILE and PROJECT, instead of them. */
	int (*finish)(struct dpi_judging *j, struct dpi_measure *m,
		      struct dp_err *err);
	const char *sentence; /* N_; {measured}, {wanted} … filled in */
};

/* All of them; ended by one without a name. */
extern const struct dpi_expect_class dpi_expect_class[];

/* max(FILE, COLUMN, LABEL), min(…), value(FILE, COLUMN, KEY=TEXT). */
enum dpi_finding { DPI_NO_FINDING, DPI_MAX, DPI_MIN, DPI_VALUE };

struct dpi_predicate {
	const struct dpi_expect_class *class;
	dp_str text;
	uint32_t line;
	dp_str file; /* p == NULL: the table */
	dp_str arg[DPI_EXPECT_ARGS];
	size_t n_args;
	unsigned comparison; /* bits; 0: none */
	bool same;           /* the value is: what it was before */
	double number;       /* the value, where it is one */
	bool percent;        /* and was followed by % */
	dp_str *item;        /* the value as words */
	size_t n_items, cap_items;
	double low, high; /* of a range; infinite: open */
	enum dpi_finding finding;
	dp_str of[4]; /* its arguments */
	size_t n_of;
	double within; /* tolerance */
	bool within_percent, exact, in_order;
};

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

/* The record that is looked at. */
struct dpi_row {
	const struct dp_schema *schema;
	const struct dp_batch *batch;
	size_t r;
};

/* Cell of column I (from 0) of the schema. */
dp_str dpi_row_cell(const struct dpi_row *row, size_t i);

/* What one predicate has gathered of one table. */
struct dpi_measure {
	const struct dpi_predicate *p;
	size_t *column; /* indices of its columns in the schema */
	size_t n_columns;
	bool holds;    /* set by finish where nothing is compared */
	bool is_text;  /* measured, not number, is what was found */
	double number; /* what is compared */
	struct dp_dd sum;
	uint64_t count, of; /* as the class counts */
	dp_str measured;    /* in the arena */
	struct dpi_strtab set;
	struct dpi_strtab reference; /* of join */
	uint64_t line, record;       /* first offender */
	dp_str offender, value;      /* its column and cell */
	bool offended, full;         /* full: more keys than are kept */
	bool broken;                 /* it cannot be judged */
	struct dp_buf room;
	struct dp_arena *text;
};

/*
 * Notes ROW as the first offender, if it is the first: column I of the
 * schema (-1: none of them) and VALUE.
 */
void dpi_offend(struct dpi_measure *m, const struct dpi_row *row, ptrdiff_t i,
		dp_str value);

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
	char *before;                   /* as the system opens it, or NULL */
	const struct dp_schema *schema; /* of the table in hand */
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
/* Appends what CELL means: a number, a date, a text without odd spaces. */
void dpi_canonical_cell(dp_str cell, struct dp_buf *out);
/* Reads CELL in either notation; false when it is no number. */
bool dpi_cell_number(dp_str cell, struct dp_dd *out);
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

/* row of the classes about a table. */
void dpi_row_count(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_type(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_distinct(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_blank(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_unique(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_domain(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_range(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_sum(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_join(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_spaces(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_value(struct dpi_measure *m, const struct dpi_row *row);

/* finish of all classes. */
#define DPI_FINISH(name) \
	int dpi_finish_##name(struct dpi_judging *j, struct dpi_measure *m, \
			      struct dp_err *err)
DPI_FINISH(count);
DPI_FINISH(columns);
DPI_FINISH(header);
DPI_FINISH(clean);
DPI_FINISH(domain);
DPI_FINISH(sum);
DPI_FINISH(share);
DPI_FINISH(value);
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

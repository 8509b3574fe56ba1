/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be asked of a table as a whole or of its columns: predicates, as
 * the files of expectations and the step expect have them. What they see of a
 * record, and what comes of it. Internal to the library.
 */
#ifndef DPI_OP_PREDICATE_H
#define DPI_OP_PREDICATE_H

#include <dpipe/op.h>
#include <dpipe/stat.h>

#include "base/keystore.h"
#include "base/strtab.h"

#define DPI_EXPECT_ARGS 16            /* most arguments of a predicate */
#define DPI_PREDICATE_KEYS (1u << 20) /* most kept of another table */

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
	DPI_TAKES_PATTERN,
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

/* Those about a table; ended by one without a name. */
extern const struct dpi_expect_class dpi_table_class[];

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
	bool percent;        /* and was followed by %: of all records */
	dp_str *item;        /* the value as words */
	size_t n_items, cap_items;
	double low, high;         /* of a range; infinite: open */
	struct dp_regex *pattern; /* freed by dpi_predicate_done */
	enum dpi_finding finding;
	dp_str of[4]; /* its arguments */
	size_t n_of;
	double within; /* tolerance */
	bool within_percent, exact, in_order;
	bool blank_too; /* of unique: empty cells are another's business */
};

/* The number that W is written as; false when it is none. */
bool dpi_predicate_number(dp_str w, double *out);
/*
 * Fills the range of P from W, 2..20, 2.. or ..20; false when it is none, or no
 * number lies in it.
 */
bool dpi_predicate_range(struct dpi_predicate *p, dp_str w);
/* Fails, saying what there is, when no cell can be of the type NAME. */
int dpi_predicate_type(dp_str name, struct dp_err *err);
/* Adds W to the words of P's value. */
void dpi_predicate_item(struct dpi_predicate *p, dp_str w);
/* Frees what P holds outside an arena. */
void dpi_predicate_done(struct dpi_predicate *p);
/* True when MEASURED stands to WANTED as P asks. */
bool dpi_predicate_compares(const struct dpi_predicate *p, double measured,
			    double wanted);

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
	uint64_t count, of;          /* as the class counts */
	dp_str measured;             /* in the arena */
	struct dpi_strtab set;       /* of domain: the values seen */
	struct dpi_keystore seen;    /* of unique and distinct */
	uint64_t memory_bytes;       /* for it; 0: see work.h */
	struct dp_err lost;          /* why it is not complete, if it is not */
	struct dpi_strtab reference; /* of join */
	uint64_t line, record;       /* first offender */
	dp_str offender, value;      /* its column and cell */
	bool offended;
	bool broken;            /* it cannot be judged */
	bool limited;           /* a pattern went over its limit there */
	struct dp_match *match; /* of a pattern */
	const struct dp_schema *schema; /* of the table; for finish */
	struct dp_buf room;
	struct dp_arena *text;
	/* Told of every offender instead of the first being kept, or NULL. */
	void (*tell)(struct dpi_measure *m, const struct dpi_row *row,
		     ptrdiff_t i, dp_str value);
};

/* What M has gathered; it can be thrown away then. */
void dpi_measure_done(struct dpi_measure *m);

/*
 * Notes ROW as the first offender, if it is the first: column I of the
 * schema (-1: none of them) and VALUE.
 */
void dpi_offend(struct dpi_measure *m, const struct dpi_row *row, ptrdiff_t i,
		dp_str value);

/* Appends what CELL means: a number, a date, a text without odd spaces. */
void dpi_canonical_cell(dp_str cell, struct dp_buf *out);
/* Reads CELL in either notation; false when it is no number. */
bool dpi_cell_number(dp_str cell, struct dp_dd *out);
/* row of the classes about a table. */
void dpi_row_count(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_type(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_distinct(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_blank(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_unique(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_domain(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_range(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_pattern(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_sum(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_join(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_spaces(struct dpi_measure *m, const struct dpi_row *row);
void dpi_row_value(struct dpi_measure *m, const struct dpi_row *row);

/* finish of the classes about a table; J is not looked at. */
#define DPI_FINISH(name) \
	int dpi_finish_##name(struct dpi_judging *j, struct dpi_measure *m, \
			      struct dp_err *err)
DPI_FINISH(count);
DPI_FINISH(columns);
DPI_FINISH(header);
DPI_FINISH(blank);
DPI_FINISH(clean);
DPI_FINISH(domain);
DPI_FINISH(sum);
DPI_FINISH(share);
DPI_FINISH(value);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stat: figures. Numbers that keep every decimal digit, statistics (one file
 * and one descriptor each), and the tables people ask for: a description of
 * each column, frequencies, groups. Every figure comes with the number of
 * values used, missing and not numbers. Knows nothing of steps and prints
 * nothing.
 */
#ifndef DPIPE_STAT_H
#define DPIPE_STAT_H

#include <dpipe/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- limits, announced ------------------------------------------------ */

/* Numbers kept for medians and quartiles, all columns and groups together:
   half a gibibyte of memory. */
#define DP_STAT_VALUES_MAX (1u << 26)
/* Different texts of one column counted by describe. */
#define DP_STAT_DISTINCT_MAX (1u << 21)
/* Different texts of one column among which the most frequent are looked
   for by describe. */
#define DP_STAT_FREQUENT_MAX (1u << 16)
/* Memory of the keys and figures of freq and group. */
#define DP_STAT_GROUPS_BYTES ((size_t)1 << 30)

/* ---- double-double ---------------------------------------------------- */

/*
 * A number as the unevaluated sum of two doubles, |lo| at most half a unit
 * in the last place of hi: about 32 decimal digits. T. J. Dekker, A
 * Floating-Point Technique for Extending the Available Precision, Numerische
 * Mathematik 18 (1971). Needs arithmetic in true doubles.
 */
struct dp_dd {
	double hi, lo;
};

/* D itself. */
struct dp_dd dp_dd_real(double d);
/* I itself: 106 bits hold any. */
struct dp_dd dp_dd_int(int64_t i);
/* A + B, A - B, A * B, each to about 2^-104 of the result. */
struct dp_dd dp_dd_add(struct dp_dd a, struct dp_dd b);
struct dp_dd dp_dd_sub(struct dp_dd a, struct dp_dd b);
struct dp_dd dp_dd_mul(struct dp_dd a, struct dp_dd b);
/* A / B; by zero it gives what doubles give: an infinity or NaN. */
struct dp_dd dp_dd_div(struct dp_dd a, struct dp_dd b);
/* Square root of A; 0 for what is below 0. */
struct dp_dd dp_dd_sqrt(struct dp_dd a);
/* Below, at or above 0 as A is below, at or above B. */
int dp_dd_cmp(struct dp_dd a, struct dp_dd b);
/*
 * Reads S, all of it, as decimal text with a point and perhaps an exponent.
 * 34 digits count. Returns false when it is none or out of range.
 */
bool dp_dd_read(dp_str s, struct dp_dd *out);
/*
 * Appends V rounded correctly (half to even) to DIGITS significant digits (1
 * to 40), zeros at the end of decimals left out. From 1e60 on and below 1e-40
 * with an exponent. Appends nothing for NaN and infinities.
 */
void dp_dd_text(struct dp_dd v, unsigned digits, struct dp_buf *out);

/* ---- numbers as cells hold them --------------------------------------- */

/* A number: unscaled / 10^scale when exact, real when not. */
struct dp_number {
	bool exact;
	uint8_t scale;     /* digits after the point, 0 to 18 */
	int64_t unscaled;  /* fewer than 19 digits */
	struct dp_dd real; /* more digits than that, or very large or small */
};

/* The number as a double-double. */
struct dp_dd dp_number_dd(const struct dp_number *v);
/* Below, at or above 0 as A is below, at or above B, exactly. */
int dp_number_cmp(const struct dp_number *a, const struct dp_number *b);

enum dp_datum_kind {
	DP_DATUM_MISSING, /* nothing but white space */
	DP_DATUM_NUMBER,
	DP_DATUM_OTHER, /* something, but not a number */
};

/* A cell as statistics see it. */
struct dp_datum {
	enum dp_datum_kind kind;
	bool zero_led; /* digits that start with a 0 no number needs: 01 */
	bool whole;    /* nothing but digits */
	dp_str cell;   /* as it is; borrowed */
	dp_str text;   /* without white space at both ends */
	struct dp_number number;
};

/*
 * Reads CELL into D. A number is an optional sign, digits with an optional
 * point, an optional exponent; white space around it is ignored. Decimal
 * commas, spaces between digits, units and words are not: such cells are
 * OTHER, and to be cleaned first.
 */
void dp_datum_read(dp_str cell, struct dp_datum *d);

/* ---- what a column holds ---------------------------------------------- */

enum dp_content {
	DP_CONTENT_EMPTY,
	DP_CONTENT_NUMBER,
	DP_CONTENT_COMMA,   /* numbers as the French write them: 1 234,5 */
	DP_CONTENT_GROUPED, /* numbers as the English do: 1,234.5 */
	DP_CONTENT_CODE,
	DP_CONTENT_PHONE,
	DP_CONTENT_IDENTIFIER,
	DP_CONTENT_YEAR,
	DP_CONTENT_DATE,
	DP_CONTENT_TEXT,
	DP_CONTENT_COUNT
};

/* Machine name: "number", "text" … Static. */
const char *dp_content_key(enum dp_content c);
/* For people, marked N_. Static. */
const char *dp_content_title(enum dp_content c);

#define DP_PROFILE_WIDTHS 24

/* What the cells of a column look like, counted. */
struct dp_profile {
	uint64_t n_missing, n_number, n_other;
	uint64_t n_whole, n_zero_led; /* among the numbers */
	uint64_t n_year;              /* whole, 1800 to 2100 */
	uint64_t n_code; /* have the form of the kind of code below */
	uint64_t n_comma, n_grouped;       /* among the others */
	uint64_t n_dated, n_dates;         /* looked at as dates; were dates */
	uint64_t width[DP_PROFILE_WIDTHS]; /* of whole numbers, in characters */
	const struct dp_code_kind *code; /* the heading speaks of it, or NULL */
	unsigned heading; /* what else the heading says; internal */
	uint64_t other_line, other_record; /* first that is no number … */
	char other[64];                    /* … and its text, cut */
	uint64_t foreign_record; /* the same of those that are numbers in */
	char foreign[64];        /* another notation */
};

/* Starts a profile for a column with that HEADING. */
void dp_profile_init(struct dp_profile *p, dp_str heading);
/* Counts D, which stands in record RECORD on LINE (0: unknown). */
void dp_profile_add(struct dp_profile *p, const struct dp_datum *d,
		    uint64_t record, uint64_t line);
/* Adds FROM, of the same column. */
void dp_profile_merge(struct dp_profile *to, const struct dp_profile *from);
/*
 * What the column holds. Codes have zeros in front, or the form of a French
 * identifier the heading names, or one width where the heading says "code";
 * years, telephone numbers and identifiers need a heading that says so.
 */
enum dp_content dp_profile_content(const struct dp_profile *p);

/* What a figure does with values, and so what it needs them to be. */
enum dp_stat_meaning {
	DP_STAT_COUNTS,   /* counts them: right for anything */
	DP_STAT_ORDERS,   /* puts them in order: not for codes */
	DP_STAT_AVERAGES, /* adds them up: for quantities only */
};

/*
 * True when a figure of that MEANING makes no sense for what COLUMN holds;
 * then appends a sentence that says so with the evidence and what to do
 * instead. FILE (or NULL) is named in the command it suggests.
 */
bool dp_profile_refuses(const struct dp_profile *p,
			enum dp_stat_meaning meaning, dp_str column,
			const char *file, struct dp_buf *out);

/* ---- statistics ------------------------------------------------------- */

#define DP_FIGURE_BYTES 96

/* The value of a statistic. */
struct dp_figure {
	bool null;  /* there is none: no values, or too few */
	bool exact; /* text is the whole truth, nothing was rounded */
	struct dp_dd value;
	char text[DP_FIGURE_BYTES]; /* canonical; 17 digits when not exact */
};

/*
 * Appends F in canonical text. DIGITS 0: as many as there are; otherwise,
 * unless F is exact, that many significant ones, but never fewer than stand
 * before the point. Appends nothing when there is none.
 */
void dp_figure_text(const struct dp_figure *f, unsigned digits,
		    struct dp_buf *out);

enum dp_stat_takes {
	DP_STAT_RECORDS, /* no column: n() */
	DP_STAT_CELLS,   /* a column of anything: count(x) */
	DP_STAT_NUMBERS, /* a column of numbers: mean(x) */
	DP_STAT_EITHER,  /* records, or a column of numbers: share() */
};

enum dp_stat_unit {
	DP_STAT_UNIT_NONE,   /* a number of things */
	DP_STAT_UNIT_COLUMN, /* that of the column */
	DP_STAT_UNIT_PERCENT,
};

/* Gathered for every statistic that asks, once a column. */
#define DP_STAT_USES_MOMENTS 1u /* exact sum and sum of squares */
#define DP_STAT_USES_RANGE 2u   /* smallest and largest */
#define DP_STAT_USES_VALUES 4u  /* all the numbers, in order: memory grows */

struct dp_stat_in;

/*
 * A statistic. finish sets FIGURE (null at first) from what was gathered. A
 * statistic that needs more than uses offers has a state of its own: state
 * bytes, zeroed at first, fed by add with every cell that is not missing
 * (*HELD grows by the memory it takes), merged in any order, freed by done.
 */
struct dp_stat_class {
	const char *name;    /* as typed: "mean" */
	const char *title;   /* marked N_ */
	const char *summary; /* marked N_: its definition */
	const char *source;  /* where the definition comes from, or NULL */
	enum dp_stat_takes takes;
	enum dp_stat_meaning meaning;
	enum dp_stat_unit unit;
	unsigned uses;
	size_t state_bytes;
	void (*add)(void *state, const struct dp_datum *d, size_t *held);
	void (*merge)(void *to, void *from, size_t *held);
	void (*done)(void *state);
	void (*finish)(const struct dp_stat_in *in, struct dp_figure *figure);
};

/* Statistics known: count, one by index (from 0), one by name (or NULL). */
size_t dp_stat_count(void);
const struct dp_stat_class *dp_stat_at(size_t i);
const struct dp_stat_class *dp_stat_find(dp_str name);

#define DP_QTYPE_STANDARD 7

/*
 * How quantiles of type QTYPE (1 to 9) are defined, for people; marked N_.
 * R. J. Hyndman and Y. Fan, Sample Quantiles in Statistical Packages, The
 * American Statistician 50(4) (1996).
 */
const char *dp_qtype_summary(int qtype);

/* ---- describe --------------------------------------------------------- */

enum {
	DP_D_MIN,
	DP_D_Q1,
	DP_D_MEDIAN,
	DP_D_Q3,
	DP_D_MAX,
	DP_D_MEAN,
	DP_D_SD,
	DP_D_COUNT
};

struct dp_frequent {
	dp_str value;
	uint64_t n;
};

/* One column described. */
struct dp_description_column {
	dp_str name;
	struct dp_profile profile;
	enum dp_content content;
	bool distinct_known;
	uint64_t distinct; /* numbers compared as numbers: 1 and 1.0 are one */
	/* Null unless the column holds numbers (years: MIN and MAX only). */
	struct dp_figure figure[DP_D_COUNT];
	struct dp_frequent *frequent; /* most frequent first; not for numbers */
	size_t n_frequent;
};

struct dp_description {
	uint64_t n_rows;
	bool no_quantiles; /* not asked for */
	bool over_limit;   /* DP_STAT_VALUES_MAX: no quartiles */
	struct dp_description_column *column;
	size_t n_columns;
	struct dp_arena text;
};

struct dp_describe_opts {
	const dp_str *column; /* these only; none: all */
	size_t n_columns;
	const dp_str *as_number; /* columns to take as quantities whatever */
	size_t n_as_number;      /* they look like */
	int qtype;               /* 0: DP_QTYPE_STANDARD */
	bool no_quantiles;       /* and no distinct: constant memory */
	size_t top;              /* most frequent values to give */
	unsigned threads;        /* 0: as many as is sensible */
};

/*
 * Describes the columns of IN, which is read to its end and closed in every
 * case. Freed by dp_description_free. Fails with DP_ENOTFOUND for a column.
 */
struct dp_description *dp_describe(struct dp_stream *in,
				   const struct dp_describe_opts *o,
				   struct dp_err *err);
/* NULL is fine. */
void dp_description_free(struct dp_description *d);

/* ---- frequencies ------------------------------------------------------ */

/* How often each value of a column occurs; values differ by any byte. */
struct dp_frequencies {
	dp_str name;
	uint64_t n_rows, n_missing;
	struct dp_frequent *value; /* most frequent first, then bytewise */
	size_t n_values;
	struct dp_arena text;
};

/*
 * Counts the values of N columns of IN (read to its end, closed in every
 * case) into OUT, an array of N. Fails with DP_ENOTFOUND for a column, with
 * DP_ELIMIT above DP_STAT_GROUPS_BYTES.
 */
int dp_frequencies(struct dp_stream *in, const dp_str *column, size_t n,
		   unsigned threads, struct dp_frequencies *out,
		   struct dp_err *err);
/* Gives back what F holds; F is empty then. */
void dp_frequencies_done(struct dp_frequencies *f);

/* ---- groups ----------------------------------------------------------- */

/* A figure asked for: mean(price). */
struct dp_measure {
	const struct dp_stat_class *stat;
	dp_str column; /* p == NULL: none, as in n() */
	dp_str name;   /* given with "name = mean(price)", or p == NULL */
};

/* A list of them; zeroed is ready for use. */
struct dp_measures {
	struct dp_measure *at;
	size_t n, cap;
	struct dp_arena text;
};

/*
 * Reads TEXT, such as "n(), average = mean(price), max(\"price in €\")", and
 * appends what it asks for. Fails with DP_EUSAGE and a sentence that says
 * where and what was expected; err's place.column counts characters.
 */
int dp_measures_read(dp_str text, struct dp_measures *out, struct dp_err *err);
/* Gives back what M holds; M is empty then. */
void dp_measures_done(struct dp_measures *m);

struct dp_group_opts {
	const dp_str *by; /* columns whose values make the groups; none: */
	size_t n_by;      /* no groups, only the whole */
	const struct dp_measure *measure;
	size_t n_measures;
	const dp_str *as_number;
	size_t n_as_number;
	int qtype;        /* 0: DP_QTYPE_STANDARD */
	bool complete;    /* a record counts only where every measured
				  column is a number */
	const char *file; /* named in refusals, or NULL */
	unsigned threads;
};

/* Values of one measured column in one group. */
struct dp_used {
	uint64_t n_used, n_missing, n_other;
};

struct dp_group {
	const dp_str *key; /* n_by; p == NULL: missing */
	uint64_t n_rows;
	struct dp_figure *figure; /* one a measure */
	struct dp_used *used;     /* one a measured column */
};

struct dp_grouping {
	uint64_t n_rows;
	struct dp_group *group; /* in order of their keys: numbers as numbers,
				   texts bytewise, missing last */
	size_t n_groups;
	struct dp_group whole; /* all records; key is NULL */
	dp_str *column;        /* measured columns, each once */
	size_t n_columns;
	struct dp_profile *profile; /* of each */
	struct dp_arena text;
};

/*
 * The figures of each group of records of IN, which is read to its end and
 * closed in every case. Missing keys make a group of their own. Fails with
 * DP_ENOTFOUND for a column, DP_EUSAGE when a figure makes no sense for what
 * its column holds, DP_ELIMIT when groups or values are too many. Freed by
 * dp_grouping_free.
 */
struct dp_grouping *dp_group(struct dp_stream *in,
			     const struct dp_group_opts *o, struct dp_err *err);
/* NULL is fine. */
void dp_grouping_free(struct dp_grouping *g);

/* ---- records ---------------------------------------------------------- */

/*
 * Counts the records of IN, which is read to its end and closed in every
 * case, into *N.
 */
int dp_count_records(struct dp_stream *in, unsigned threads, uint64_t *n,
		     struct dp_err *err);

#ifdef __cplusplus
}
#endif
#endif

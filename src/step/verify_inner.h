/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the step verify share. */
#ifndef DPI_VERIFY_INNER_H
#define DPI_VERIFY_INNER_H

#include <dpipe/op.h>
#include <dpipe/stat.h>
#include <dpipe/verify.h>

#include "base/strtab.h"

/* What can be said of one value on its own. */
enum dpi_trait {
	DPI_OUTER_SPACE,
	DPI_INNER_SPACE,
	DPI_INVISIBLE,
	DPI_MOJIBAKE,
	DPI_NA_WORD,
	DPI_NUMBER,       /* canonical */
	DPI_NUMBER_FR,    /* a number in French notation only */
	DPI_NUMBER_EN,    /* in English notation only */
	DPI_NUMBER_TWO,   /* canonical, and a larger one in French: 1.234 */
	DPI_NUMBER_COMMA, /* in French, and a larger one in English: 1,234 */
	DPI_DATE_ISO,
	DPI_DATE_DIGITS, /* 12/03/2021 */
	DPI_DATE_WORDS,  /* 12 mars 2021 */
	DPI_DATE_AMBIGUOUS,
	DPI_DATE_DMY,        /* 25/03/2019: the day can only come first */
	DPI_DATE_MDY,        /* 03/25/2019: only the month can */
	DPI_DATE_YMD,        /* 21-03-12: the year may come first as well */
	DPI_DATE_IMPOSSIBLE, /* 31/02/2024 */
	DPI_DATE_WILD, /* so is this one, and no slip explains it: 77/45/2024 */
	DPI_DATE_ZERO, /* 0000-00-00 */
	DPI_FALLBACK,
	DPI_CODE,       /* a valid code of the heading's kind */
	DPI_CODE_SHORT, /* valid once zeros are put back */
	DPI_CODE_BAD,
	DPI_CODE_UNTIDY, /* valid, and not as such codes are written */
	DPI_SCIENTIFIC,
	DPI_ENTITY, /* R&eacute;gion */
	DPI_ZERO,
	DPI_NINES,
	DPI_OTHER,    /* neither number, date, code nor missing */
	DPI_LAID_OUT, /* line breaks, no-break spaces where French has them */
	DPI_TRAITS
};

/* One trait in one column: how often, and where first. */
struct dpi_tally {
	uint64_t count;
	struct dp_sample sample[DP_SAMPLES];
	unsigned n_samples;
};

#define DPI_INDENT_MAX 32u

/* Of values that begin with blanks. */
struct dpi_depths {
	uint64_t
		depth[DPI_INDENT_MAX + 1]; /* values with so many; [0] unused */
	uint64_t rise[DPI_INDENT_MAX + 1]; /* with so many more than the value
					       above */
	uint64_t parts; /* values that say to be part of another: dont 3 CDI */
};

/* Blanks before the values of a column; zeroed is ready for use. */
struct dpi_indents {
	uint64_t n, indented;      /* values; with blanks before them */
	struct dpi_depths *depths; /* NULL: none is indented */
	unsigned last;
	size_t least_bytes, most_bytes; /* of a value with its blanks */
};

/* Counts CELL, which is no blank one, in the order of the records; what that
 * takes is kept in A. */
void dpi_indents_add(struct dpi_indents *x, struct dp_arena *a, dp_str cell);

/* What the facts of all columns share: there may be very many of them. */
struct dpi_facts_store {
	struct dp_arena text; /* tallies, samples, values */
	struct dp_buf scratch;
};

void dpi_facts_store_done(struct dpi_facts_store *s);

#define DPI_NO_GROUP UINT32_MAX

/* Values of a column that may be one: those with the same key. */
struct dpi_alike {
	/* of each value, or DPI_NO_GROUP; NULL: it was not looked at */
	uint32_t *group;
	uint32_t *form; /* of each: the same words in the same order */
	size_t n_groups, n_forms;
	uint32_t *forms_of; /* of each group: how many */
	bool *told; /* of each group: another column tells its forms apart */
};

/* What is known of a column. */
struct dpi_facts {
	const struct dp_column *column;
	struct dp_profile profile;
	const struct dp_code_kind *code; /* the heading speaks of it */
	bool says_date;                  /* so does it of dates */
	uint64_t n_missing;
	uint64_t cells; /* hash of all of them, trimmed, in order */
	struct dpi_tally *tally[DPI_TRAITS]; /* NULL: nothing has the trait */
	struct dpi_strtab value;             /* different values, trimmed */
	uint32_t *traits;                    /* of each, bits 1 << dpi_trait */
	uint64_t *count, *line;              /* of each: records, first line */
	size_t cap_traits, cap_count, cap_line;
	struct dpi_indents indents;
	struct dpi_alike alike;
	bool full; /* there were more than are kept */
	struct dpi_facts_store *store;
};

/* Starts the facts of C, kept in STORE, which has to outlive them. */
void dpi_facts_init(struct dpi_facts *f, const struct dp_column *c,
		    struct dpi_facts_store *store);
void dpi_facts_done(struct dpi_facts *f);
/* Counts CELL, of RECORD on LINE. KEEP: different values may still be kept. */
void dpi_facts_add(struct dpi_facts *f, dp_str cell, uint64_t record,
		   uint64_t line, bool keep);
/* Cells that have trait T. */
static inline uint64_t
dpi_facts_count(const struct dpi_facts *f, enum dpi_trait t)
{
	return f->tally[t] ? f->tally[t]->count : 0;
}

/* Records that hold a value. */
uint64_t dpi_facts_present(const struct dpi_facts *f, uint64_t n_records);

/* The date traits of V; SAYS_DATE: the heading speaks of dates. */
uint32_t dpi_look_at_date(dp_str v, bool says_date);
/* Is one of WORDS, folded and ended by NULL, a word of HEADING? */
bool dpi_heading_says(dp_str heading, const char *const *words);
/* Does a heading speak of dates? */
bool dpi_says_date(dp_str heading);

/* One column being judged. */
struct dpi_judging {
	const struct dpi_facts *f;
	const struct dp_schema *schema; /* of the table */
	uint64_t n_records, present;
	struct dp_findings *out;
	dp_str column;
	bool is_first; /* of the table */
	bool is_whole; /* the facts are of every record */
	bool insee;    /* the step na empties the signs of INSEE, too */
	/* The first column whose dates prove that the day comes first, or the
	 * month, and no column the other; or NULL. */
	const struct dpi_facts *day_first, *month_first;
};

/* Finds in the facts F of N columns what J says of the order of dates. */
void dpi_judge_date_order(const struct dpi_facts *f, size_t n,
			  struct dpi_judging *j);

/*
 * Files trait T as finding ID; REPAIR, or NULL, is its recipe line, the
 * column in place of its %. Returns the group, NULL when nothing has T.
 */
struct dp_finding *dpi_judge_file(const struct dpi_judging *j, enum dpi_trait t,
				  enum dp_finding_id id, const char *repair);
/* Gives G the recipe line REPAIR, the column in place of its %. */
void dpi_judge_repair(const struct dpi_judging *j, struct dp_finding *g,
		      const char *repair);
/* Dates: how they are written, which cannot be. C: what the column holds. */
void dpi_judge_dates(const struct dpi_judging *j, enum dp_content c);
/*
 * Yes and no written in several ways: O and N beside Oui and Non. True when
 * that was filed.
 */
bool dpi_judge_answers(const struct dpi_judging *j);
/* Blanks that say the level of a value. True when that was filed. */
bool dpi_judge_indents(const struct dpi_judging *j);
/* Codes that a spreadsheet took for days, days that it wrote as numbers. */
void dpi_judge_excel(const struct dpi_judging *j, enum dp_content c);
/* Several values in one cell: true when that was filed. */
bool dpi_judge_lists(const struct dpi_judging *j);
/* Coordinates in one cell. */
void dpi_judge_points(const struct dpi_judging *j);
/*
 * Do the words that say "no value" look like all other values of the column,
 * as NA does among codes of countries, or None among names of people?
 */
bool dpi_are_words_ordinary(const struct dpi_judging *j);
/* Numbers with their unit behind them. True when that was filed. */
bool dpi_judge_units(const struct dpi_judging *j);
/*
 * True when all amounts that carry a currency carry the same one, so that it
 * can be taken off; filed where the column's name does not say which.
 */
bool dpi_judge_currency(const struct dpi_judging *j);
/* The same of the sign %: true when numbers carry it. */
bool dpi_judge_percent(const struct dpi_judging *j);
/*
 * Amounts in several currencies, numbers with the sign % beside others
 * without: taking the signs off would make them look alike. The step that does
 * so, in numbers written as in LOCALE, is given where the heading says per cent
 * and all are. True when that was filed.
 */
bool dpi_judge_marks(const struct dpi_judging *j, const char *locale);
/* Numbers far from the other numbers of the column, in any notation. */
void dpi_judge_far(const struct dpi_judging *j);
/*
 * Are numbers without the sign % of the size of those that have it, and no
 * shares of one?
 */
bool dpi_are_all_percents(const struct dpi_facts *f);
/*
 * Is zero farther from the smallest other number than the lower half of them
 * are from one another, and none below zero? Where they come near it, it is a
 * number like them.
 */
bool dpi_are_zeros_far(const struct dpi_facts *f);
/* 9999 between 9990 and 10010 is a number like its neighbours. */
bool dpi_are_nines_ordinary(const struct dpi_facts *f);
/*
 * Gives G, the records out of N_RECORDS that stand twice, the step dedupe
 * where the facts F of the N_COLUMNS say that it is no chance.
 */
void dpi_judge_twice(const struct dpi_facts *f, size_t n_columns,
		     uint64_t n_records, struct dp_finding *g,
		     struct dp_findings *out);
/*
 * Columns that hold the same, but for blanks at ends, in all N_RECORDS records;
 * F are the facts of N columns.
 */
void dpi_judge_equal(const struct dpi_facts *f, size_t n, uint64_t n_records,
		     struct dp_findings *out);
/* Records of totals, told by the cells of the first column. */
void dpi_judge_totals(const struct dpi_judging *j);
/* Looks which values of F are alike. */
void dpi_alike_find(struct dpi_facts *f);
void dpi_alike_done(struct dpi_alike *a);
/*
 * Finds alike values in the FACTS of SCHEMA's columns, of N_RECORDS records
 * that are SHORT ones or whole ones, and reads the input of WHAT again, if it
 * can be, where another column may tell some of them apart.
 */
int dpi_tell_apart(const struct dp_verify *what, const struct dp_schema *schema,
		   struct dpi_facts *facts, uint64_t n_records, bool are_short,
		   struct dp_err *err);
/* One thing written in several ways. */
void dpi_judge_spellings(const struct dpi_judging *j);
/*
 * Does a column that reads as French say otherwise: all its commas may part
 * thousands, and other values have a point before their decimals?
 */
bool dpi_is_english(const struct dpi_facts *f);
/* Is the word, folded, a unit of measure? */
bool dpi_is_unit(dp_str folded);
/* The names in SCHEMA; IS_NUMBER says of each column whether it holds numbers.
 */
void dpi_judge_headers(const struct dp_schema *schema, const bool *is_number,
		       struct dp_findings *out);
/*
 * The first columns one behind the other that are numbers and called by years,
 * months or the like; IS_NUMBER as above.
 */
void dpi_judge_crosstab(const struct dp_schema *schema, const bool *is_number,
			struct dp_findings *out);
/* A delimiter too many in every line makes a column of nothing: it can go. */
void dpi_repair_surplus_columns(struct dp_findings *out);
/*
 * Gives G the step na with the values of trait T for tokens; nothing where
 * they are not known. A value with a quote in it is left out.
 */
void dpi_judge_tokens(const struct dpi_judging *j, enum dpi_trait t,
		      struct dp_finding *g);

/* Adds to J's findings what the facts of its column mean; sets present and
 * column. */
void dpi_judge_column(struct dpi_judging *j);
/* What a column holds, from its facts: for the frame and the sentences. */
enum dp_content dpi_judge_content(const struct dpi_facts *f,
				  uint64_t n_records);
/* Values that are of that kind, and what it is in a few translated words. */
uint64_t dpi_judge_of_type(const struct dpi_facts *f, uint64_t n_records);
void dpi_judge_type(const struct dpi_facts *f, uint64_t n_records,
		    struct dp_buf *out);

/* Is INPUT, where a provenance stands beside it, the file that tells of? */
void dpi_judge_origin(const char *input, struct dp_findings *out);

/* Latitude and longitude of the records, looked at together. */
struct dpi_places {
	ptrdiff_t latitude, longitude; /* columns, -1: none */
	struct dpi_tally swapped, impossible[2];
	struct dp_arena text;
};

void dpi_places_init(struct dpi_places *p, const struct dp_schema *schema);
void dpi_places_add(struct dpi_places *p, const struct dp_schema *schema,
		    const struct dp_batch *b, size_t r, uint64_t record,
		    uint64_t line);
void dpi_places_judge(const struct dpi_places *p,
		      const struct dp_schema *schema, struct dp_findings *out);
void dpi_places_done(struct dpi_places *p);

/* Counts one more in T and keeps its place among the first. */
void dpi_tally_add(struct dpi_tally *t, struct dp_arena *a, uint64_t record,
		   uint64_t line, dp_str value);
/* Files T as finding ID in COLUMN; returns the group, NULL when T is 0. */
struct dp_finding *dpi_tally_file(const struct dpi_tally *t,
				  enum dp_finding_id id, dp_str column,
				  struct dp_findings *out);

/*
 * Appends the repairs of F as a recipe, each once, in a sensible order, under
 * the sentence that asks for it as a comment. A step that a person has to
 * agree to first is off. What no step repairs follows in comments. SOURCE is
 * its source line, or p == NULL. True when there is a step at all.
 */
bool dpi_verify_recipe(const struct dp_findings *f, dp_str source,
		       struct dp_buf *out);
/* Adds the fact KEY to P: TEXT, or null. */
void dpi_fact_or_null(struct dp_part *p, const char *key, const char *text);
/* What a table was taken out of, or NULL: adds facts to P, for a program. */
void dpi_origin_facts(const struct dp_origin *from, struct dp_part *p);
/* What each of those was concluded from. */
void dpi_origin_evidence(const struct dp_origin *from,
			 const struct dp_read_opts *asked, struct dp_part *p);
/* Adds the list of sheets, if O has some. */
void dpi_origin_sheets(const struct dp_origin *o, struct dp_result *result);
/* The same as all that, for people. */
void dpi_origin_note(const struct dp_origin *o, struct dp_result *result);
/*
 * *LINES follows how many lines stand below the table, as far as its batches
 * tell; B is the next of them. Another table is not counted.
 */
void dpi_footer_lines(const struct dp_batch *b, uint64_t *lines);
/* What was decided of findings. Texts are borrowed. */
struct dpi_decision {
	dp_str finding, column; /* column.n == 0: whatever the column */
	dp_str decision, remark;
};

/* Reads TEXT; see dp_verify_run. */
int dpi_decision_read(const char *text, struct dpi_decision *out,
		      struct dp_err *err);
/* Does D mean F? */
bool dpi_decision_means(const struct dpi_decision *d,
			const struct dp_finding *f);
/* Fails when D means none of F. */
int dpi_decision_check(const struct dpi_decision *d,
		       const struct dp_findings *f, struct dp_err *err);

/*
 * Writes the verification log of WHAT: one CSV line a finding of F. Decisions
 * and remarks already in it stay with the finding they belong to, but where
 * WHAT decides otherwise.
 */
int dpi_verify_log(const struct dp_verify *what, const struct dp_findings *f,
		   struct dp_err *err);
/* Fills RESULT with what the log at PATH says was decided. */
int dpi_verify_log_tell(const char *path, struct dp_result *result,
			struct dp_err *err);

#endif

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
	DPI_NUMBER,    /* canonical */
	DPI_NUMBER_FR, /* a number in French notation only */
	DPI_NUMBER_EN, /* in English notation only */
	DPI_DATE_ISO,
	DPI_DATE_DIGITS, /* 12/03/2021 */
	DPI_DATE_WORDS,  /* 12 mars 2021 */
	DPI_DATE_AMBIGUOUS,
	DPI_DATE_DMY, /* 25/03/2019: the day can only come first */
	DPI_DATE_MDY, /* 03/25/2019: only the month can */
	DPI_FALLBACK,
	DPI_CODE,       /* a valid code of the heading's kind */
	DPI_CODE_SHORT, /* valid once zeros are put back */
	DPI_CODE_BAD,
	DPI_SCIENTIFIC,
	DPI_ZERO,
	DPI_NINES,
	DPI_OTHER, /* neither number, date, code nor missing */
	DPI_TRAITS
};

/* One trait in one column: how often, and where first. */
struct dpi_tally {
	uint64_t count;
	struct dp_sample sample[DP_SAMPLES];
	unsigned n_samples;
};

/* What is known of a column. */
struct dpi_facts {
	const struct dp_column *column;
	struct dp_profile profile;
	const struct dp_code_kind *code; /* the heading speaks of it */
	uint64_t n_missing;
	struct dpi_tally tally[DPI_TRAITS];
	struct dpi_strtab value; /* different values, trimmed */
	uint32_t *traits;        /* of each, bits 1 << dpi_trait */
	uint64_t *count, *line;  /* of each: records, first line */
	size_t cap_traits, cap_count, cap_line;
	bool full;            /* there were more than are kept */
	struct dp_arena text; /* samples */
	struct dp_buf scratch;
};

void dpi_facts_init(struct dpi_facts *f, const struct dp_column *c);
void dpi_facts_done(struct dpi_facts *f);
/* Counts CELL, of RECORD on LINE. KEEP: different values may still be kept. */
void dpi_facts_add(struct dpi_facts *f, dp_str cell, uint64_t record,
		   uint64_t line, bool keep);
/* Records that hold a value. */
uint64_t dpi_facts_present(const struct dpi_facts *f, uint64_t n_records);

/* Adds to OUT what the facts of one column mean. */
void dpi_judge_column(const struct dpi_facts *f, uint64_t n_records,
		      struct dp_findings *out);
/* What a column holds, from its facts: for the frame and the sentences. */
enum dp_content dpi_judge_content(const struct dpi_facts *f,
				  uint64_t n_records);
/* Values that are of that kind, and what it is in a few translated words. */
uint64_t dpi_judge_of_type(const struct dpi_facts *f, uint64_t n_records);
void dpi_judge_type(const struct dpi_facts *f, uint64_t n_records,
		    struct dp_buf *out);

/* Latitude and longitude of the records, looked at together. */
struct dpi_places {
	ptrdiff_t latitude, longitude; /* columns, -1: none */
	struct dpi_tally swapped, impossible[2];
	struct dp_arena text;
};

void dpi_places_init(struct dpi_places *p, const struct dp_schema *schema);
void dpi_places_add(struct dpi_places *p, const struct dp_schema *schema,
		    const struct dp_batch *b, size_t r, uint64_t line);
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
 * the sentence that asks for it as a comment. A step that could lose records
 * is off.
 */
void dpi_verify_recipe(const struct dp_findings *f, struct dp_buf *out);
/*
 * Writes the verification log: one CSV line a finding. Decisions and remarks
 * already in the file at PATH stay with the finding they belong to.
 */
int dpi_verify_log(const char *path, const struct dp_findings *f,
		   const char *input, struct dp_err *err);

#endif

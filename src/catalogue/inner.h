/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of catalogue/ share with each other only.
 */
#ifndef DPI_CATALOGUE_INNER_H
#define DPI_CATALOGUE_INNER_H

#include <dpipe/catalogue.h>
#include <dpipe/text.h>

/* ---- words ------------------------------------------------------------ */

/*
 * A word as it is searched for, and as it was written (lower case). All
 * three hold until the next call.
 */
struct dpi_word {
	dp_str folded, singular, shown;
	bool stop; /* le, de, the: too frequent to tell anything */
};

/* Zero it and set rest to a text in lower case, valid UTF-8. */
struct dpi_word_reader {
	struct dp_words words;
	struct dp_buf folded, singular;
};

/* Next word of R; elided articles (l', d', qu') are passed over. */
bool dpi_query_word_next(struct dpi_word_reader *r, struct dpi_word *out);
void dpi_word_done(struct dpi_word_reader *r);
/* Appends TEXT, any bytes, as valid UTF-8 in lower case. */
void dpi_word_lower(dp_str text, struct dp_buf *out);
/* Appends the folded form of TEXT, any bytes. */
void dpi_word_fold(dp_str text, struct dp_buf *out);

/* ---- store ------------------------------------------------------------ */

/* What is indexed of a dataset, most telling first. */
enum {
	DPI_TITLE,
	DPI_KEYWORDS,
	DPI_PRODUCER,
	DPI_DESCRIPTION,
	DPI_OTHER,
	DPI_TEXTS
};

/* An index in memory. One call at a time. */
struct dpi_store;

struct dpi_store *dpi_store_new(struct dp_err *err);
void dpi_store_free(struct dpi_store *s);
/* Adds dataset ROW (from 0); TEXT holds words separated by spaces. */
int dpi_store_add(struct dpi_store *s, size_t row, const struct dp_dataset *d,
		  const dp_str text[DPI_TEXTS], struct dp_err *err);
/* Counts a word that stands in a sheet. */
int dpi_store_word(struct dpi_store *s, const struct dpi_word *w,
		   struct dp_err *err);
/* Says that ROW has VALUE; FOLDED is what filters are compared with. */
int dpi_store_facet(struct dpi_store *s, size_t row, const char *kind,
		    dp_str value, dp_str folded, struct dp_err *err);
/* Nothing more will be added. */
int dpi_store_ready(struct dpi_store *s, struct dp_err *err);

/* 1 when the word stands in some sheet in either number, 0, or -1. */
int dpi_store_knows(struct dpi_store *s, dp_str folded, dp_str singular,
		    struct dp_err *err);
/* Hands every word known and its count to EACH, in order. */
int dpi_store_words(struct dpi_store *s,
		    void (*each)(void *self, dp_str folded, dp_str shown,
				 int64_t count),
		    void *self, struct dp_err *err);

/* Makes the hits: those of an FTS5 expression, or all (p == NULL). */
int dpi_store_match(struct dpi_store *s, dp_str expression, struct dp_err *err);
/*
 * Keeps the hits whose KIND has FOLDED in one of its values (WHOLE: is it).
 */
int dpi_store_filter(struct dpi_store *s, const char *kind, dp_str folded,
		     bool whole, struct dp_err *err);
/* Number of hits, or -1. */
int64_t dpi_store_count(struct dpi_store *s, struct dp_err *err);
/* Hands the hits to EACH in order, LIMIT at most (0: all). */
int dpi_store_hits(struct dpi_store *s, enum dp_order order, size_t limit,
		   void (*each)(void *self, size_t row, double score),
		   void *self, struct dp_err *err);
/* Hands the values the hits have to EACH, by kind, most frequent first. */
int dpi_store_facets(struct dpi_store *s,
		     void (*each)(void *self, dp_str kind, dp_str value,
				  uint64_t count),
		     void *self, struct dp_err *err);

/* ---- the catalogue ---------------------------------------------------- */

struct dp_catalogue {
	struct dp_dataset *dataset;
	size_t n, cap;
	char **refusal;
	size_t n_refusals, cap_refusals;
	struct dpi_store *store;
	struct dp_arena text;
};

/* Puts dataset ROW of C into its store. */
int dpi_index_dataset(struct dp_catalogue *c, size_t row, struct dp_err *err);

#endif

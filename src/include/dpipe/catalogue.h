/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * catalogue: the datasets known without a network. Sheets (text files, one a
 * dataset, French and English side by side) are read, indexed for a search
 * that knows French words, and counted by facet.
 */
#ifndef DPIPE_CATALOGUE_H
#define DPIPE_CATALOGUE_H

#include <dpipe/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- sheets ----------------------------------------------------------- */

#define DP_SHEET_MAX_BYTES (1u << 20) /* longest sheet */

/* The same thing said in two languages; either may have p == NULL. */
struct dp_said {
	dp_str fr, en;
};

/* What is said in the language of messages, in the other when it is not. */
dp_str dp_said(const struct dp_said *s);

struct dp_sheet_column {
	dp_str name, type, unit; /* p == NULL: not said */
	struct dp_said meaning;
};

/* A dataset as its sheet describes it. p == NULL: the sheet does not say. */
struct dp_dataset {
	dp_str id; /* given, or the sheet's name without .sheet */
	struct dp_said title, description, producer, area, grain, keywords;
	struct dp_said note; /* what is special about it */
	struct dp_said licence;
	dp_str published, updated; /* ISO dates, perhaps without a day */
	dp_str period;             /* what time it is about: 2012/2020, 2024 */
	dp_str format, encoding;
	dp_str file;              /* bundled copy, below the sample data */
	dp_str link;              /* where it is published */
	struct dp_said documents; /* papers that go with it, a line each */
	struct dp_sheet_column *column;
	size_t n_columns, cap_columns;
	int64_t downloads; /* below 0: not known */
};

/*
 * Reads TEXT, a sheet called NAME (for messages and, without .sheet, as id),
 * into D, which is zeroed; text is copied into A. A sheet holds "key: value"
 * lines; a line that starts with a blank goes on with the value above; lines
 * with # are comments. Keys: id title description producer licence published
 * updated period area grain format encoding file link documents keywords
 * columns downloads note, those that differ by language with .fr and .en
 * behind. A line of columns is: name | type | unit | French | English, the two
 * last saying what it means. Licence "none" is no licence. Other keys are
 * skipped. Fails with DP_EDATA and the line for a line that is neither, a
 * sheet without a title, an id that is no word of a-z 0-9 - _ .
 */
int dp_sheet_read(struct dp_dataset *d, struct dp_arena *a, const char *name,
		  dp_str text, struct dp_err *err);

/* ---- licences --------------------------------------------------------- */

enum dp_licence {
	DP_LICENCE_NONE,    /* nothing is said */
	DP_LICENCE_OPEN,    /* all may reuse, naming the source */
	DP_LICENCE_SHARE,   /* open; derived data under the same terms */
	DP_LICENCE_CLOSED,  /* no commercial use, no change, all reserved */
	DP_LICENCE_UNKNOWN, /* something is said that we do not know */
};

/* What the licence called NAME allows. */
enum dp_licence dp_licence_kind(dp_str name);
/* A sentence that says so in the user's language. Static. */
const char *dp_licence_sentence(enum dp_licence l);

/* ---- the catalogue ---------------------------------------------------- */

struct dp_catalogue;

/*
 * Reads every *.sheet of FOLDER, in the order of their names. A sheet that
 * cannot be read is left out and named in dp_catalogue_refused, so that one
 * bad line does not hide the others. Fails with DP_ENOTFOUND when there is no
 * such folder, DP_EDATA when two sheets have one id.
 */
struct dp_catalogue *dp_catalogue_open(const char *folder, struct dp_err *err);
void dp_catalogue_free(struct dp_catalogue *c);

/* Datasets known. */
size_t dp_catalogue_count(const struct dp_catalogue *c);
/* Sheets left out, and why the I-th (from 0) was: a sentence. */
size_t dp_catalogue_refused(const struct dp_catalogue *c);
const char *dp_catalogue_refusal(const struct dp_catalogue *c, size_t i);
/* The dataset called ID, or NULL. */
const struct dp_dataset *dp_catalogue_get(const struct dp_catalogue *c,
					  dp_str id);
/*
 * The same, and when there is none fails with DP_ENOTFOUND and a sentence
 * that names the nearest ones.
 */
const struct dp_dataset *dp_catalogue_need(const struct dp_catalogue *c,
					   dp_str id, struct dp_err *err);

/* ---- search ----------------------------------------------------------- */

enum dp_order {
	DP_ORDER_RELEVANCE,
	DP_ORDER_RECENT,  /* latest update first */
	DP_ORDER_POPULAR, /* most downloaded first */
};

/* What is looked for; zeroed: everything. NULL: any. */
struct dp_search {
	dp_str words; /* as typed: any bytes */
	const char *producer, *licence, *format, *area; /* part of the name;
				licence also "open" */
	int64_t year; /* that the data is about; 0: any */
	enum dp_order order;
	size_t limit; /* 0: all */
};

struct dp_hit {
	const struct dp_dataset *dataset;
	double score; /* bm25, above 0, more is better; 0 without words */
};

/* How many of all hits have this value. */
struct dp_sheet_facet {
	const char *kind; /* "producer" "licence" "format" "area" "year" */
	dp_str value;
	uint64_t count;
};

struct dp_hits {
	struct dp_hit *hit;
	size_t n;
	uint64_t total;               /* without the limit */
	struct dp_sheet_facet *facet; /* by kind, most frequent first */
	size_t n_facets;
	bool no_words;     /* words were given, with no letter or digit */
	bool some_words;   /* nothing has all the words: these have some */
	dp_str suggestion; /* "did you mean", or p == NULL */
	struct dp_arena text;
};

/*
 * Looks for S in the catalogue. Words are folded (accents, case, œ), elided
 * articles dropped, plurals found with singulars, the last word may be the
 * start of one. What is said in the title counts 10, keywords 5, producer 3,
 * the description 1 (BM25: Robertson and Zaragoza, The Probabilistic
 * Relevance Framework, 2009); equal scores are in order of id. Whatever bytes
 * are typed, this only fails when memory or a limit does. OUT is zeroed by
 * the caller and freed by dp_hits_done; datasets belong to C.
 */
int dp_catalogue_search(const struct dp_catalogue *c, const struct dp_search *s,
			struct dp_hits *out, struct dp_err *err);
void dp_hits_done(struct dp_hits *h);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of one column grouped by their clustering key or by how near they
 * are, and the value that each group takes.
 */
#ifndef DPI_OP_CLUSTER_H
#define DPI_OP_CLUSTER_H

#include <dpipe/table.h>
#include <dpipe/text.h>

#include "base/strtab.h"

/* In the order of the choices of the parameters method= and pick=. */
enum dpi_method {
	DPI_BY_FINGERPRINT,
	DPI_BY_FINGERPRINT_FR,
	DPI_BY_NGRAM,
	DPI_BY_PHONETIC_FR,
	DPI_BY_METAPHONE,
	DPI_BY_LEVENSHTEIN, /* from here on: distances */
	DPI_BY_DAMERAU,
	DPI_BY_JARO,
	DPI_BY_PPM
};
enum dpi_pick {
	DPI_PICK_MOST_FREQUENT,
	DPI_PICK_LONGEST,
	DPI_PICK_FIRST,
	DPI_PICK_REFERENCE
};

/* How groups are made. */
struct dpi_grouping {
	enum dpi_method method;
	enum dpi_pick pick;
	unsigned ngram;   /* size, of DPI_BY_NGRAM */
	double radius;    /* of distances */
	unsigned block;   /* characters in a row that near values share; or 0 */
	bool any_numbers; /* near values may differ in their numbers */
	const dp_str *except; /* values that stay out of all groups */
	size_t n_except;
	dp_str column;                     /* its name, for who watches */
	const struct dp_work_watch *watch; /* or NULL */
};

/* Zeroed is ready for use. */
struct dpi_clusters {
	struct dpi_strtab values, keys;
	uint64_t *count;   /* of each value; 0: of the reference only */
	bool *reference;   /* of each value: it stands in the reference */
	uint32_t *group;   /* of each value: number in keys, or UINT32_MAX */
	uint32_t *best;    /* of each group: number in values */
	uint32_t *n_apart; /* of each group: its values that change */
	size_t cap_count, cap_reference;
};

/*
 * The memory that G takes, at most, once groups are made of its values: they,
 * their keys, and what finds near ones.
 */
uint64_t dpi_clusters_bytes(const struct dpi_clusters *g,
			    const struct dpi_grouping *how);
/* Counts one more VALUE. */
void dpi_clusters_count(struct dpi_clusters *g, dp_str value);
/* Counts N of them. */
void dpi_clusters_add(struct dpi_clusters *g, dp_str value, uint64_t n);
/* Adds VALUE of the reference. */
void dpi_clusters_reference(struct dpi_clusters *g, dp_str value);
/*
 * Groups what was counted and chooses a value for each group. By a distance,
 * the value to be preferred to all others takes those within the radius, then
 * the next of what is left does: no value becomes one further away, and once
 * replaced, nothing is within the radius of anything. Values with other
 * numbers are not near. With a reference, a
 * group without a value of it is none, values of it stay, and of several that
 * are near the nearest counts, then the first. -1 when the user wants it to
 * stop.
 */
int dpi_clusters_make(struct dpi_clusters *g, const struct dpi_grouping *how,
		      struct dp_err *err);
/*
 * Files in F what of the groups of COLUMN somebody should look at: values that
 * change though they are not rare beside what they become (where not all
 * letters are the same), those whose numbers stand in another order, and those
 * near by a distance though short, other in the first letter, or other in more
 * than three. And how many values are too long for DPI_BY_PPM.
 */
void dpi_clusters_doubt(const struct dpi_clusters *g,
			const struct dpi_grouping *how, dp_str column,
			struct dp_findings *f);
/*
 * Are the folded texts A and B, of which neither is empty, so far apart by
 * their letters that both may be right? Gars is not Vars: slips are rare in a
 * first letter, and one letter of few is much.
 */
bool dpi_are_bold(dp_str a, dp_str b);
/* The radius of METHOD when none is given. */
double dpi_usual_radius(enum dpi_method method);
/*
 * What VALUE becomes: the chosen value of its group, which lives as long as
 * G, or VALUE itself.
 */
dp_str dpi_clusters_find(const struct dpi_clusters *g, dp_str value);
/*
 * Appends the groups in which something changes as CSV records: column, group
 * (its key; its value where a key is no text), value, count, becomes.
 */
void dpi_clusters_review(const struct dpi_clusters *g, dp_str column,
			 struct dp_buf *out);
/*
 * Appends the same as a list of edit, a line a group, each indented:
 * "A" | "B" -> "C". Returns how many lines.
 */
size_t dpi_clusters_list(const struct dpi_clusters *g, struct dp_buf *out);
void dpi_clusters_done(struct dpi_clusters *g);

/* What dpi_clusters_near takes for N keys of N_BYTES in all. */
uint64_t dpi_clusters_near_bytes(size_t n, uint64_t n_bytes,
				 const struct dpi_grouping *how);
/* Joins groups of one key into groups of near ones; for dpi_clusters_make. */
int dpi_clusters_near(struct dpi_clusters *g, const struct dpi_grouping *how,
		      struct dp_err *err);

#endif

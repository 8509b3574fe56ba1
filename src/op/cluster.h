/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of one column grouped by their clustering key, and the value that
 * each group takes.
 */
#ifndef DPI_OP_CLUSTER_H
#define DPI_OP_CLUSTER_H

#include <dpipe/text.h>

#include "base/strtab.h"

enum dpi_pick { DPI_PICK_MOST_FREQUENT, DPI_PICK_LONGEST, DPI_PICK_FIRST };

/* Zeroed is ready for use. */
struct dpi_clusters {
	struct dpi_strtab values, keys;
	uint64_t *count;    /* of each value */
	uint32_t *group;    /* of each value: number in keys, or UINT32_MAX */
	uint32_t *best;     /* of each group: number in values */
	uint32_t *n_values; /* of each group */
	size_t cap_count;
};

/* Counts one more VALUE. */
void dpi_clusters_count(struct dpi_clusters *g, dp_str value);
/* Counts N of them. */
void dpi_clusters_add(struct dpi_clusters *g, dp_str value, uint64_t n);
/*
 * Groups what was counted by key HOW and chooses a value for each group.
 * Values among the N at EXCEPT stay out of all groups.
 */
void dpi_clusters_make(struct dpi_clusters *g, enum dp_key how,
		       enum dpi_pick pick, const dp_str *except, size_t n);
/*
 * What VALUE becomes: the chosen value of its group, which lives as long as
 * G, or VALUE itself.
 */
dp_str dpi_clusters_find(const struct dpi_clusters *g, dp_str value);
/*
 * Appends the groups of two values and more as CSV records: column, group,
 * value, count, becomes.
 */
void dpi_clusters_review(const struct dpi_clusters *g, dp_str column,
			 struct dp_buf *out);
void dpi_clusters_done(struct dpi_clusters *g);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What near.c and near_alike.c share. */
#ifndef DPI_TEXT_NEAR_INNER_H
#define DPI_TEXT_NEAR_INNER_H

#include "text/near.h"

#define DPI_WORD_CHARS 64u /* characters that are compared at once */

#define DPI_PREFIX 4u /* characters at the start that count more */

/* What is looked at of a text before it is compared. */
struct dpi_packed {
	uint64_t summary, head; /* head: its first characters, 16 bits each */
	uint32_t i, n;
};

/*
 * Characters that a text may have and another not, for the two to be as alike
 * as asked, by how many they have in common at the start; below 0: whatever
 * they are, they cannot be.
 */
struct dpi_budget {
	int32_t of_it[DPI_PREFIX + 1], of_other[DPI_PREFIX + 1];
};

struct dpi_near {
	const dp_str *text;
	size_t n;
	enum dpi_near_how how;
	size_t radius;
	double least; /* similarity asked for */
	/* characters as numbers, from 0 in the order they are met */
	uint32_t *chars, *number_of; /* by code point */
	uint32_t n_numbers;
	size_t *from; /* of each text, and an end */
	uint64_t *summary;
	bool *dropped;
	/* texts by the hash of their pieces: bucket B is at[start[B]] … */
	size_t n_pieces, mask;
	uint32_t *start, *at;
	uint32_t *brief; /* texts with fewer characters than pieces */
	size_t n_brief;
	uint32_t *seen, stamp; /* compared with this one already */
	uint64_t *places;      /* by character: where the pattern has it */
	/* for Jaro: the texts not dropped, and where each stands there */
	struct dpi_packed *left;
	uint32_t *place;
	size_t n_left, longest;
	struct dpi_budget *budget; /* by the number of characters */
	struct dpi_hit *hit;
	size_t n_hits, cap_hits;
};

static inline size_t
dpi_chars_of(const struct dpi_near *x, uint32_t i)
{
	return x->from[i + 1] - x->from[i];
}

/* Has S more than N bits? */
static inline bool
dpi_more_bits_than(uint64_t s, size_t n)
{
	while (s && n--)
		s &= s - 1;
	return s;
}

void dpi_near_hit(struct dpi_near *x, uint32_t i, double distance);
/* Jaro and Winkler: what is prepared once, and the texts near text I. */
void dpi_near_pack(struct dpi_near *x);
void dpi_near_alike(struct dpi_near *x, uint32_t i);

#endif

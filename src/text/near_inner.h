/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What near.c, near_shelf.c, near_alike.c and near_ppm.c share. */
#ifndef DPI_TEXT_NEAR_INNER_H
#define DPI_TEXT_NEAR_INNER_H

#include "text/near.h"

#include "base/lane.h"

#define DPI_WORD_CHARS 64u /* characters that are compared at once */

#define DPI_PREFIX 4u /* characters at the start that count more */

/*
 * What a text takes on the shelf beside its summary: four numbers, and four
 * more while it is put there.
 */
#define DPI_SHELVED_BYTES (8 * sizeof(uint32_t))
/* What PPM keeps of a text. */
#define DPI_PPM_PAIR_WORDS 4u
#define DPI_PPM_BYTES ((2 + DPI_PPM_PAIR_WORDS) * sizeof(uint64_t))

/* How many of each kind of character a text has; many is 127. */
struct dpi_bag {
	unsigned char of[2 * DPI_LANE_BYTES];
};

/* Texts of as many characters and as many bits in their summaries. */
struct dpi_run {
	uint32_t start, end; /* on the shelf; what is dropped is behind end */
	uint32_t n;          /* characters of each */
	uint32_t bits;
};

/*
 * All texts that are not dropped, in runs by their lengths: what one run holds
 * is passed over at once, or looked at one behind the other.
 */
struct dpi_shelf {
	uint64_t *summary; /* by place */
	uint32_t *text;    /* by place */
	uint32_t *place;   /* by text */
	uint32_t *run_of;  /* by text */
	struct dpi_run *run;
	size_t n_runs;
	uint32_t *passed; /* room for what dpi_shelf_pass finds */
	/* the version of it that this processor runs best */
	size_t (*scan)(const uint64_t *summary, size_t n, uint64_t a,
		       unsigned lacks, uint32_t *out);
};

/* Where a text has its characters: places count from 1, 0 is none. */
struct dpi_places {
	uint32_t *first; /* by character */
	uint32_t *at;    /* by character: the next to be matched */
	uint32_t *next;  /* by place: where its character is again */
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
	struct dpi_bag *bag;
	bool *dropped;
	/* texts by the hash of their pieces: bucket B is at[start[B]] … */
	size_t n_pieces, mask;
	uint32_t *start, *at;
	uint32_t *seen, stamp; /* compared with this one already */
	uint64_t *places;      /* by character: where the pattern has it */
	struct dpi_shelf shelf;
	/* for Jaro */
	uint64_t *head; /* by text: its first characters, 16 bits each */
	struct dpi_places of_pattern, of_other;
	uint32_t *matched;
	bool *taken;
	/* for PPM */
	double apart;
	struct dpi_near_ppm *ppm;
	struct dpi_hit *hit;
	size_t n_hits, cap_hits;
	uint64_t n_looked, n_compared;
};

static inline size_t
dpi_chars_of(const struct dpi_near *x, uint32_t i)
{
	return x->from[i + 1] - x->from[i];
}

static inline unsigned
dpi_count_bits(uint64_t s)
{
	s -= s >> 1 & UINT64_C(0x5555555555555555);
	s = (s & UINT64_C(0x3333333333333333)) +
	    (s >> 2 & UINT64_C(0x3333333333333333));
	s = (s + (s >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (unsigned)(s * UINT64_C(0x0101010101010101) >> 56);
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

/*
 * Makes the bag and the summary of each text: a bit for each of its characters
 * and how often it came before. A change to a text takes one of them away and
 * brings one, at most.
 */
void dpi_near_summarise(struct dpi_near *x);
/*
 * Has text I more than LACKS characters that text K has not, or K more than
 * MORE that I has not? Surer than what summaries tell, and takes longer.
 */
bool dpi_near_differ(const struct dpi_near *x, uint32_t i, uint32_t k,
		     size_t lacks, size_t more);
/* Puts the texts of X, whose summaries are made, on the shelf S. */
void dpi_shelf_fill(struct dpi_shelf *s, const struct dpi_near *x);
/* The first run of texts of N characters or more; or n_runs. */
size_t dpi_shelf_first(const struct dpi_shelf *s, size_t n);
/* Takes text I away, once. */
void dpi_shelf_drop(struct dpi_shelf *s, uint32_t i);
/*
 * The texts of RUN whose summary lacks at most LACKS bits of A and has at most
 * MORE others; into S->passed. Returns how many.
 */
size_t dpi_shelf_pass(const struct dpi_shelf *s, const struct dpi_run *run,
		      uint64_t a, size_t lacks, size_t more);
void dpi_shelf_done(struct dpi_shelf *s);

/* Jaro and Winkler: what is prepared once, and the texts near text I. */
void dpi_near_pack(struct dpi_near *x);
void dpi_near_unpack(struct dpi_near *x);
void dpi_near_alike(struct dpi_near *x, uint32_t i);

/* The same by prediction; pair makes the summaries itself, before the shelf. */
void dpi_near_pair(struct dpi_near *x);
void dpi_near_unpair(struct dpi_near *x);
void dpi_near_predicted(struct dpi_near *x, uint32_t i);

#endif

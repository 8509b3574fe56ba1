/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cluster_alike*.c share. */
#ifndef DPI_OP_CLUSTER_ALIKE_INNER_H
#define DPI_OP_CLUSTER_ALIKE_INNER_H

#include "op/cluster_alike.h"

#include "base/lane.h"

#define DPI_ALIKE_PREFIX 4u /* characters at the start that count more */
#define DPI_ALIKE_BITS 64u
#define DPI_ALIKE_LETTERS 256u
#define DPI_ALIKE_BAG (2 * DPI_LANE_BYTES)

/* How many characters of each kind a text has. */
struct dpi_bag {
	unsigned char n[DPI_ALIKE_BAG];
};

/* Texts of one kind, of as many characters and bits in their summaries. */
struct dpi_alike_run {
	uint64_t kind;
	uint32_t start, end; /* on the shelf; what is dropped is behind end */
	uint32_t n;
	uint32_t bits;
};

/* Where a text has its characters: places count from 1, 0 is none. */
struct dpi_alike_places {
	uint32_t *first; /* by character */
	uint32_t *at;    /* by character: the next to be matched */
	uint32_t *next;  /* by place: where its character is again */
};

/* Where the text asked about has a letter: in its first 64, in its last. */
enum { DPI_ALIKE_FRONT, DPI_ALIKE_BACK };

#define DPI_ALIKE_WORD 64u
#define DPI_ALIKE_TRIALS 4u /* that are made at once */

/* A text whose order is tried beside that of the one asked about. */
struct dpi_alike_trial {
	uint32_t text;
	/* by letter: where the text asked about has it; only ROWS count */
	const uint64_t *mask;
	uint64_t rows;
	const unsigned char *letters;
	size_t n;    /* letters */
	size_t sure; /* are in order beside these */
	size_t need; /* must be */
};

struct dpi_alike {
	const dp_str *text;
	const uint64_t *kind; /* of each, or NULL */
	size_t n;
	double least; /* similarity asked for */
	/* characters as numbers, from 0 in the order they are met */
	uint32_t *chars;
	uint32_t n_numbers;
	size_t *from; /* of each text, and an end */
	size_t longest;
	/*
	 * The same as bytes, in the order of the shelf: two characters may have
	 * one, and then texts seem rather more alike than less
	 */
	unsigned char *letters;
	/* by place on the shelf, what is looked at in turn lying in a row */
	uint64_t *summary;
	uint64_t *head; /* first characters, 16 bits each */
	struct dpi_bag *bag;
	size_t *spelt;      /* where its letters start */
	uint32_t *on_shelf; /* the text */
	uint32_t *place;    /* by text */
	uint32_t *run_of;   /* by text */
	struct dpi_alike_run *run;
	size_t n_runs;
	uint32_t *passed; /* places that the summaries let pass */
	bool *dropped;
	/* the versions that this processor runs best */
	size_t (*scan)(const uint64_t *summary, size_t n, uint64_t a,
		       unsigned lacks, uint32_t *out);
	void (*lengths)(const struct dpi_alike_trial *t, size_t n,
			size_t *length);
	/* of the text asked about, and of the one it is compared with */
	uint64_t mask[2][DPI_ALIKE_LETTERS], other_mask[DPI_ALIKE_LETTERS];
	struct dpi_alike_places of_asked, of_other;
	uint32_t *matched;
	bool *taken;
	/* by the first characters shared, then by the characters in common */
	uint32_t *order[DPI_ALIKE_PREFIX + 1];
	struct dpi_hit *hit;
	size_t n_hits, cap_hits;
	struct dpi_alike_work work;
};

static inline size_t
dpi_alike_chars(const struct dpi_alike *x, uint32_t i)
{
	return x->from[i + 1] - x->from[i];
}

static inline uint64_t
dpi_alike_kind(const struct dpi_alike *x, uint32_t i)
{
	return x->kind ? x->kind[i] : 0;
}

static inline unsigned
dpi_alike_count(uint64_t s)
{
	s -= s >> 1 & UINT64_C(0x5555555555555555);
	s = (s & UINT64_C(0x3333333333333333)) +
	    (s >> 2 & UINT64_C(0x3333333333333333));
	s = (s + (s >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (unsigned)(s * UINT64_C(0x0101010101010101) >> 56);
}

/* Characters of a text of M that are before its last 64. */
static inline size_t
dpi_alike_beyond(size_t m)
{
	return m > DPI_ALIKE_WORD ? m - DPI_ALIKE_WORD : 0;
}

/* How many letters are the same at the start of A and B, at most MOST. */
static inline size_t
dpi_alike_start(const unsigned char *a, const unsigned char *b, size_t most)
{
	size_t n = 0;

	while (n < most) {
		dpi_lane other = dpi_lane_load((const char *)a + n) !=
				 dpi_lane_load((const char *)b + n);

		if (dpi_lane_any(other)) {
			n += dpi_lane_which(other);
			break;
		}
		n += DPI_LANE_BYTES;
	}
	return n < most ? n : most;
}

static inline const unsigned char *
dpi_alike_letters(const struct dpi_alike *x, uint32_t i)
{
	return x->letters + x->spelt[x->place[i]];
}

/* At most so many characters do texts have in common: A has M, with bag B. */
static inline size_t
dpi_alike_shared(const struct dpi_bag *a, size_t m, const struct dpi_bag *b)
{
	const char *p = (const char *)a->n, *q = (const char *)b->n;
	size_t lost = 0;

	for (size_t at = 0; at < DPI_ALIKE_BAG; at += DPI_LANE_BYTES)
		lost += dpi_lane_over(dpi_lane_load(p + at),
				      dpi_lane_load(q + at));
	return m - lost;
}

/* Puts the texts of X, whose characters are read, on its shelf. */
void dpi_alike_shelve(struct dpi_alike *x);
void dpi_alike_unshelve(struct dpi_alike *x);

/* What the following need, for any two texts. */
void dpi_alike_pack(struct dpi_alike *x);
void dpi_alike_unpack(struct dpi_alike *x);
/* Notes where text I, which is asked about, has its characters; and forgets. */
void dpi_alike_ask(struct dpi_alike *x, uint32_t i);
void dpi_alike_asked(struct dpi_alike *x, uint32_t i);
/*
 * Of C characters in common, from LEAST on, how many must stand in the same
 * order in texts of M and N characters, so that these or fewer let them be
 * ALIKE, as Jaro says; into NEED[C].
 */
void dpi_alike_orders(size_t m, size_t n, double alike, size_t least,
		      uint32_t *need);
/*
 * Prepares in *T whether the M letters at A, of the text that is asked about,
 * and the N at B have T->need in the same order; false when they may and it is
 * not to be tried.
 */
bool dpi_alike_try(const struct dpi_alike *x, const unsigned char *a, size_t m,
		   const unsigned char *b, size_t n, struct dpi_alike_trial *t);
/*
 * Makes the trials at T, 1 to DPI_ALIKE_TRIALS of them, and keeps those of
 * texts that may have so many in the same order; returns how many. T has room
 * for DPI_ALIKE_TRIALS.
 */
size_t dpi_alike_ordered(const struct dpi_alike *x, struct dpi_alike_trial *t,
			 size_t n_trials);
void dpi_alike_choose_order(struct dpi_alike *x);
/*
 * dp_jaro_winkler of text I, which is asked about, and K; less than asked when
 * they do not have LEAST characters in common.
 */
double dpi_alike_similarity(struct dpi_alike *x, uint32_t i, uint32_t k,
			    size_t least);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What near_jaro*.c share. */
#ifndef DPI_TEXT_NEAR_JARO_INNER_H
#define DPI_TEXT_NEAR_JARO_INNER_H

#include "text/near_inner.h"
#include "text/near_jaro.h"

#define DPI_JARO_PREFIX 4u /* characters at the start that count more */
#define DPI_JARO_LETTERS 256u

/* How many characters of each kind a text has. */
struct dpi_jaro_bag {
	unsigned char n[DPI_CARD_BYTES];
};

/* Where a text has its characters: places count from 1, 0 is none. */
struct dpi_jaro_places {
	uint32_t *first; /* by character */
	uint32_t *at;    /* by character: the next to be matched */
	uint32_t *next;  /* by place: where its character is again */
};

/* Where the text asked about has a letter: in its first 64, in its last. */
enum { DPI_JARO_FRONT, DPI_JARO_BACK };

#define DPI_JARO_TRIALS 4u /* that are made at once */

/* A text whose order is tried beside that of the one asked about. */
struct dpi_jaro_trial {
	uint32_t text;
	/* by letter: where the text asked about has it; only ROWS count */
	const uint64_t *mask;
	uint64_t rows;
	const unsigned char *letters;
	size_t n;    /* letters */
	size_t sure; /* are in order beside these */
	size_t need; /* must be */
};

struct dpi_jaro {
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
	struct dpi_shelf shelf;
	/* by place on the shelf, what is looked at in turn lying in a row */
	uint64_t *head; /* first characters, 16 bits each */
	struct dpi_jaro_bag *bag;
	size_t *spelt; /* where its letters start */
	bool *dropped;
	/* the version that this processor runs best */
	void (*lengths)(const struct dpi_jaro_trial *t, size_t n,
			size_t *length);
	/* of the text asked about, and of the one it is compared with */
	uint64_t mask[2][DPI_JARO_LETTERS], other_mask[DPI_JARO_LETTERS];
	struct dpi_jaro_places of_asked, of_other;
	uint32_t *matched;
	bool *taken;
	/* by the first characters shared, then by the characters in common */
	uint32_t *order[DPI_JARO_PREFIX + 1];
	struct dpi_hit *hit;
	size_t n_hits, cap_hits;
	struct dpi_jaro_work work;
};

static inline size_t
dpi_jaro_chars(const struct dpi_jaro *x, uint32_t i)
{
	return x->from[i + 1] - x->from[i];
}

static inline uint64_t
dpi_jaro_kind(const struct dpi_jaro *x, uint32_t i)
{
	return x->kind ? x->kind[i] : 0;
}

/* Characters of a text of M that are before its last 64. */
static inline size_t
dpi_jaro_beyond(size_t m)
{
	return m > DPI_WORD_CHARS ? m - DPI_WORD_CHARS : 0;
}

/* How many letters are the same at the start of A and B, at most MOST. */
static inline size_t
dpi_jaro_start(const unsigned char *a, const unsigned char *b, size_t most)
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
dpi_jaro_letters(const struct dpi_jaro *x, uint32_t i)
{
	return x->letters + x->spelt[x->shelf.place[i]];
}

/* At most so many characters do texts have in common: A has M, with bag B. */
static inline size_t
dpi_jaro_shared(const struct dpi_jaro_bag *a, size_t m,
		const struct dpi_jaro_bag *b)
{
	return m - dpi_lost_of(a->n, b->n);
}

/* Puts the texts of X, whose characters are read, on its shelf. */
void dpi_jaro_shelve(struct dpi_jaro *x);
void dpi_jaro_unshelve(struct dpi_jaro *x);

/* What the following need, for any two texts. */
void dpi_jaro_pack(struct dpi_jaro *x);
void dpi_jaro_unpack(struct dpi_jaro *x);
/* Notes where text I, which is asked about, has its characters; and forgets. */
void dpi_jaro_ask(struct dpi_jaro *x, uint32_t i);
void dpi_jaro_asked(struct dpi_jaro *x, uint32_t i);
/*
 * Of C characters in common, from LEAST on, how many must stand in the same
 * order in texts of M and N characters, so that these or fewer let them be
 * ALIKE, as Jaro says; into NEED[C].
 */
void dpi_jaro_orders(size_t m, size_t n, double alike, size_t least,
		     uint32_t *need);
/*
 * Prepares in *T whether the M letters at A, of the text that is asked about,
 * and the N at B have T->need in the same order; false when they may and it is
 * not to be tried.
 */
bool dpi_jaro_try(const struct dpi_jaro *x, const unsigned char *a, size_t m,
		  const unsigned char *b, size_t n, struct dpi_jaro_trial *t);
/*
 * Makes the trials at T, 1 to DPI_JARO_TRIALS of them, and keeps those of
 * texts that may have so many in the same order; returns how many. T has room
 * for DPI_JARO_TRIALS.
 */
size_t dpi_jaro_ordered(const struct dpi_jaro *x, struct dpi_jaro_trial *t,
			size_t n_trials);
void dpi_jaro_choose_order(struct dpi_jaro *x);
/*
 * dp_jaro_winkler of text I, which is asked about, and K; less than asked when
 * they do not have LEAST characters in common.
 */
double dpi_jaro_similarity(struct dpi_jaro *x, uint32_t i, uint32_t k,
			   size_t least);

#endif

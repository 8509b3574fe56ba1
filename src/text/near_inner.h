/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What near*.c share. */
#ifndef DPI_TEXT_NEAR_INNER_H
#define DPI_TEXT_NEAR_INNER_H

#include "text/near.h"

#include "base/lane.h"

#define DPI_WORD_CHARS 64u /* characters that are compared at once */

/*
 * What a text takes on the shelf beside its summary and its card: four
 * numbers, six more while it is put there, and a run that may be its own, in a
 * list that may have grown to twice the size.
 */
#define DPI_SHELVED_BYTES (10 * sizeof(uint32_t) + 2 * sizeof(struct dpi_run))
/* What PPM keeps of a text. */
#define DPI_PPM_BYTES (2 * sizeof(uint64_t))

#define DPI_CARD_BYTES (2 * DPI_LANE_BYTES)
#define DPI_CARD_WORDS (DPI_CARD_BYTES / 8)

/* What is looked at before a text is. */
union dpi_card {
	unsigned char bag[DPI_CARD_BYTES]; /* how many of each kind */
	uint64_t pairs[DPI_CARD_WORDS];    /* for PPM: a bit for each */
};

/*
 * Which of the N summaries at SUMMARY lack at most LACKS bits of A; into OUT.
 * Returns how many.
 */
typedef size_t dpi_scan(const uint64_t *summary, size_t n, uint64_t a,
			unsigned lacks, uint32_t *out);

/*
 * Texts of one kind, of as many characters and as many bits in their summaries;
 * for PPM, of as many bits on their cards.
 */
struct dpi_run {
	uint64_t kind;
	uint32_t start, end; /* on the shelf; what is dropped is behind end */
	uint32_t n;          /* characters of each; for PPM 0 */
	uint32_t bits;
};

/* A text that is put on a shelf, and where it goes there. */
struct dpi_shelved {
	uint64_t kind;
	uint32_t n, bits, text; /* as of its run */
};

/*
 * All texts that are not dropped, in runs by their lengths: what one run holds
 * is passed over at once, or looked at one behind the other.
 */
struct dpi_shelf {
	/* by place, as what is looked at in turn should lie in a row */
	uint64_t *summary;
	uint32_t *text;
	uint32_t *place;  /* by text */
	uint32_t *run_of; /* by text */
	struct dpi_run *run;
	size_t n_runs;
	uint32_t *passed; /* places of a run, from its start */
	dpi_scan *scan;   /* the version that this processor runs best */
};

struct dpi_near {
	const dp_str *text;
	const uint64_t *kind; /* of each, or NULL */
	size_t n;
	enum dpi_near_how how;
	struct dpi_jaro *jaro; /* for Jaro, and nothing else is set then */
	size_t radius;
	/* characters as numbers, from 0 in the order they are met */
	uint32_t *chars, n_numbers;
	size_t *from; /* of each text, and an end */
	uint64_t *summary;
	union dpi_card *card; /* by text, then by place on the shelf */
	bool *dropped;
	/* texts by the hash of their pieces: bucket B is at[start[B]] … */
	size_t n_pieces, mask;
	uint32_t *start, *at;
	uint32_t *seen, stamp; /* compared with this one already */
	uint64_t *places;      /* by character: where the pattern has it */
	struct dpi_shelf shelf;
	/* the version that this processor runs best */
	size_t (*scan_pairs)(const union dpi_card *card, size_t n,
			     const union dpi_card *a, unsigned least,
			     uint32_t *out);
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

static inline uint64_t
dpi_kind_of(const struct dpi_near *x, uint32_t i)
{
	return x->kind ? x->kind[i] : 0;
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

/*
 * The characters of the N texts at TEXT as numbers, from 0 in the order they
 * are met, *N_NUMBERS in all; to be freed. FROM, with room for N + 1: where
 * each starts, and the end.
 */
uint32_t *dpi_near_read(const dp_str *text, size_t n, size_t *from,
			uint32_t *n_numbers);
void dpi_near_hit(struct dpi_near *x, uint32_t i, double distance);

/*
 * Makes the card and the summary of each text: a bit for each of its characters
 * and how often it came before. A change to a text takes one of them away and
 * brings one, at most.
 */
void dpi_near_summarise(struct dpi_near *x);
/*
 * A bit for each of N features, of which feature I is one of N_TEXTS[I] of ALL
 * texts; to be freed.
 */
uint64_t *dpi_share_bits(const uint32_t *n_texts, size_t n, size_t all);
/* Counts the N characters at C, each of one of DPI_CARD_BYTES kinds, in BAG. */
void dpi_fill_bag(unsigned char *bag, const uint32_t *c, size_t n);
/* Puts the texts of X, whose summaries and cards are made, on its shelf. */
void dpi_near_shelve(struct dpi_near *x);
/* Takes text I away, once. */
void dpi_near_drop_card(struct dpi_near *x, uint32_t i);
/*
 * The places of RUN, from its start, whose card shares LEAST bits or more with
 * A; into the shelf's passed. Returns how many.
 */
size_t dpi_near_pass_pairs(const struct dpi_near *x, const struct dpi_run *run,
			   const union dpi_card *a, size_t least);

/*
 * Puts the N texts at ORDER, which it sorts, on S; SUMMARY is of each text. To
 * be ended.
 */
void dpi_shelf_fill(struct dpi_shelf *s, struct dpi_shelved *order, size_t n,
		    const uint64_t *summary);
/* The first run of texts of KIND of N characters or more; or one behind. */
size_t dpi_shelf_first(const struct dpi_shelf *s, uint64_t kind, size_t n);
/* Is run R there, and one of KIND? */
static inline bool
dpi_shelf_holds(const struct dpi_shelf *s, size_t r, uint64_t kind)
{
	return r < s->n_runs && s->run[r].kind == kind;
}

/*
 * Takes text I away, once: it and the last of its run change places. Returns
 * the place it has then.
 */
uint32_t dpi_shelf_drop(struct dpi_shelf *s, uint32_t i);
/*
 * The places of RUN, from its start, whose summary lacks at most LACKS bits of
 * A and has at most MORE others; into S->passed. Returns how many.
 */
size_t dpi_shelf_pass(const struct dpi_shelf *s, const struct dpi_run *run,
		      uint64_t a, size_t lacks, size_t more);
void dpi_shelf_done(struct dpi_shelf *s);

/* How many characters of bag A bag B has not. */
static inline size_t
dpi_lost_of(const unsigned char *a, const unsigned char *b)
{
	const char *p = (const char *)a, *q = (const char *)b;
	size_t lost = 0;

	for (size_t at = 0; at < DPI_CARD_BYTES; at += DPI_LANE_BYTES)
		lost += dpi_lane_over(dpi_lane_load(p + at),
				      dpi_lane_load(q + at));
	return lost;
}

/*
 * Of a text of M characters with card A, and one of N with card B: has the
 * first more than LACKS characters that the second has not, or the second more
 * than MORE that the first has not? Surer than what summaries tell.
 */
static inline bool
dpi_cards_differ(const union dpi_card *a, size_t m, const union dpi_card *b,
		 size_t n, size_t lacks, size_t more)
{
	size_t lost = dpi_lost_of(a->bag, b->bag);

	/* what is not lost stands in both */
	return lost > lacks || n + lost > more + m;
}

/* The card of text I. */
static inline const union dpi_card *
dpi_card_of(const struct dpi_near *x, uint32_t i)
{
	return &x->card[x->shelf.place[i]];
}

/*
 * How many changes texts I and K are apart (x->how says which count), or one
 * more than the radius when it is more.
 */
size_t dpi_near_changes(const struct dpi_near *x, uint32_t i, uint32_t k);

/*
 * By prediction: what is prepared once, and the texts near text I; pair makes
 * the summaries itself, before the shelf.
 */
void dpi_near_pair(struct dpi_near *x);
void dpi_near_unpair(struct dpi_near *x);
void dpi_near_predicted(struct dpi_near *x, uint32_t i);

#endif

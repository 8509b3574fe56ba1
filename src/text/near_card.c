/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is looked at of a text before it is compared: its summary and its card,
 * which tell what cannot be near.
 */
#include "text/near_inner.h"

#include <stdlib.h>

/* ---- counting bits ---------------------------------------------------- */

#define SCAN_PAIRS_BODY(count) \
	do { \
		const uint64_t *p = a->pairs; \
		size_t found = 0; \
		for (size_t e = 0; e < n; e++) { \
			const uint64_t *q = card[e].pairs; \
			unsigned shared = (unsigned)count(p[0] & q[0]) + \
					  (unsigned)count(p[1] & q[1]) + \
					  (unsigned)count(p[2] & q[2]) + \
					  (unsigned)count(p[3] & q[3]); \
			out[found] = (uint32_t)e; \
			found += shared >= least; \
		} \
		return found; \
	} while (0)

static size_t
scan_pairs(const union dpi_card *card, size_t n, const union dpi_card *a,
	   unsigned least, uint32_t *out)
{
	SCAN_PAIRS_BODY(dpi_count_bits);
}

#if defined(__x86_64__)
__attribute__((target("popcnt"))) static size_t
scan_pairs_popcnt(const union dpi_card *card, size_t n, const union dpi_card *a,
		  unsigned least, uint32_t *out)
{
	SCAN_PAIRS_BODY(__builtin_popcountll);
}
#endif

/* ---- bags ------------------------------------------------------------- */

#define KINDS DPI_CARD_BYTES
#define MANY 127u

void
dpi_fill_bag(unsigned char *bag, const uint32_t *c, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (bag[c[k] % KINDS] < MANY)
			bag[c[k] % KINDS]++;
}

/* ---- summaries -------------------------------------------------------- */

#define COUNTS 8u /* the eighth e of a text and all behind it are one thing */
#define BITS 64u

/* A character for the so-manieth time. */
struct feature {
	size_t of;
	size_t uneven; /* how far from half of all texts have it */
};

static int
by_use(const void *a, const void *b)
{
	const struct feature *x = a, *y = b;

	if (x->uneven != y->uneven)
		return x->uneven < y->uneven ? -1 : 1;
	return x->of < y->of ? -1 : x->of > y->of;
}

/*
 * Those that about half of the texts have tell most and have a bit to
 * themselves; of the others, what nearly all have would fill a bit and has
 * none, and what few have shares one, the rarest the bits that tell most: with
 * these they are still far from full.
 */
uint64_t *
dpi_share_bits(const uint32_t *n_texts, size_t n, size_t all)
{
	struct feature *f = dp_alloc0((n + 1) * sizeof *f);
	uint64_t *bit = dp_alloc0((n + 1) * sizeof *bit);
	size_t half = all / 2, at = 0;

	for (size_t i = 0; i < n; i++) {
		f[i].of = i;
		f[i].uneven = n_texts[i] > half ? n_texts[i] - half :
						  half - n_texts[i];
	}
	qsort(f, n, sizeof *f, by_use);
	for (size_t i = 0; i < n; i++) {
		size_t last = BITS - 1, b = at % BITS;

		if (i > last && n_texts[f[i].of] > half)
			continue;
		/* to and fro */
		bit[f[i].of] = UINT64_C(1) << (at / BITS % 2 ? last - b : b);
		at++;
	}
	free(f);
	return bit;
}

/* The next feature of a text: its next character is number C. */
static size_t
next_feature(uint32_t c, uint32_t *count)
{
	uint32_t k = count[c]++;

	return (size_t)c * COUNTS + (k < COUNTS ? k : COUNTS - 1);
}

/* A bit for each feature. */
static uint64_t *
choose_bits(const struct dpi_near *x, uint32_t *count)
{
	size_t n = (size_t)x->n_numbers * COUNTS;
	uint32_t *n_texts = dp_alloc0((n + 1) * sizeof *n_texts);
	uint64_t *bit;

	for (uint32_t i = 0; i < x->n; i++) {
		for (size_t k = x->from[i]; k < x->from[i + 1]; k++)
			n_texts[next_feature(x->chars[k], count)]++;
		for (size_t k = x->from[i]; k < x->from[i + 1]; k++)
			count[x->chars[k]] = 0;
	}
	bit = dpi_share_bits(n_texts, n, x->n);
	free(n_texts);
	return bit;
}

void
dpi_near_summarise(struct dpi_near *x)
{
	uint32_t *count = dp_alloc0(((size_t)x->n_numbers + 1) * sizeof *count);
	uint64_t *bit = choose_bits(x, count);

	x->summary = dp_realloc_array(NULL, x->n + 1, sizeof *x->summary);
	x->card = dp_alloc0((x->n + 1) * sizeof *x->card);
	for (uint32_t i = 0; i < x->n; i++) {
		uint64_t s = 0;

		for (size_t k = x->from[i]; k < x->from[i + 1]; k++)
			s |= bit[next_feature(x->chars[k], count)];
		for (size_t k = x->from[i]; k < x->from[i + 1]; k++)
			count[x->chars[k]] = 0;
		x->summary[i] = s;
		dpi_fill_bag(x->card[i].bag, x->chars + x->from[i],
			     dpi_chars_of(x, i));
	}
	free(count);
	free(bit);
}

/* ---- on the shelf ----------------------------------------------------- */

/* Where text I goes. */
static struct dpi_shelved
where(const struct dpi_near *x, uint32_t i)
{
	struct dpi_shelved at = { .kind = dpi_kind_of(x, i), .text = i };

	if (x->how != DPI_NEAR_PPM) {
		at.n = (uint32_t)dpi_chars_of(x, i);
		at.bits = dpi_count_bits(x->summary[i]);
		return at;
	}
	for (size_t w = 0; w < DPI_CARD_WORDS; w++)
		at.bits += dpi_count_bits(x->card[i].pairs[w]);
	return at;
}

void
dpi_near_shelve(struct dpi_near *x)
{
	struct dpi_shelved *order = dp_alloc((x->n + 1) * sizeof *order);
	union dpi_card *card = dp_alloc((x->n + 1) * sizeof *card);

	for (uint32_t i = 0; i < x->n; i++)
		order[i] = where(x, i);
	dpi_shelf_fill(&x->shelf, order, x->n, x->summary);
	free(order);
	for (uint32_t at = 0; at < x->n; at++)
		card[at] = x->card[x->shelf.text[at]];
	free(x->card);
	x->card = card;
	x->scan_pairs = scan_pairs;
#if defined(__x86_64__)
	if (__builtin_cpu_supports("popcnt"))
		x->scan_pairs = scan_pairs_popcnt;
#endif
}

void
dpi_near_drop_card(struct dpi_near *x, uint32_t i)
{
	uint32_t at = x->shelf.place[i];
	uint32_t last = dpi_shelf_drop(&x->shelf, i);
	union dpi_card card = x->card[at];

	x->card[at] = x->card[last];
	x->card[last] = card;
}

size_t
dpi_near_pass_pairs(const struct dpi_near *x, const struct dpi_run *run,
		    const union dpi_card *a, size_t least)
{
	return x->scan_pairs(x->card + run->start, run->end - run->start, a,
			     (unsigned)least, x->shelf.passed);
}

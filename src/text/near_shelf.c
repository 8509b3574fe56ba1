/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Summaries of texts, and texts in the order of them: what cannot be near is
 * passed over by an AND and a count of bits.
 */
#include "text/near_inner.h"

#include <stdlib.h>

/* ---- counting bits ---------------------------------------------------- */

#define SCAN_BODY(count) \
	do { \
		size_t found = 0; \
		for (size_t e = 0; e < n; e++) { \
			out[found] = (uint32_t)e; \
			found += (unsigned)count(a & ~summary[e]) <= lacks; \
		} \
		return found; \
	} while (0)

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
scan(const uint64_t *summary, size_t n, uint64_t a, unsigned lacks,
     uint32_t *out)
{
	SCAN_BODY(dpi_count_bits);
}

static size_t
scan_pairs(const union dpi_card *card, size_t n, const union dpi_card *a,
	   unsigned least, uint32_t *out)
{
	SCAN_PAIRS_BODY(dpi_count_bits);
}

#if defined(__x86_64__)
__attribute__((target("popcnt"))) static size_t
scan_popcnt(const uint64_t *summary, size_t n, uint64_t a, unsigned lacks,
	    uint32_t *out)
{
	SCAN_BODY(__builtin_popcountll);
}

__attribute__((target("popcnt"))) static size_t
scan_pairs_popcnt(const union dpi_card *card, size_t n, const union dpi_card *a,
		  unsigned least, uint32_t *out)
{
	SCAN_PAIRS_BODY(__builtin_popcountll);
}
#endif

dpi_scan *
dpi_choose_scan(void)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("popcnt"))
		return scan_popcnt;
#endif
	return scan;
}

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

/* ---- the shelf -------------------------------------------------------- */

/* Where a text goes. */
struct shelved {
	uint64_t kind;
	uint32_t n, bits, text;
};

static int
by_length(const void *a, const void *b)
{
	const struct shelved *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	if (x->bits != y->bits)
		return x->bits < y->bits ? -1 : 1;
	return x->text < y->text ? -1 : x->text > y->text;
}

static void
start_run(struct dpi_shelf *s, size_t *cap, const struct shelved *first,
	  uint32_t at)
{
	dp_grow(&s->run, cap, s->n_runs, sizeof *s->run);
	s->run[s->n_runs++] = (struct dpi_run){ .kind = first->kind,
						.start = at,
						.end = at,
						.n = first->n,
						.bits = first->bits };
}

static struct shelved
where(const struct dpi_near *x, uint32_t i)
{
	struct shelved at = { .kind = dpi_kind_of(x, i), .text = i };

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
dpi_shelf_fill(struct dpi_near *x)
{
	struct shelved *order = dp_realloc_array(NULL, x->n + 1, sizeof *order);
	struct dpi_shelf *s = &x->shelf;
	size_t cap = 0;

	s->summary = dp_realloc_array(NULL, x->n + 1, sizeof *s->summary);
	s->card = dp_realloc_array(NULL, x->n + 1, sizeof *s->card);
	s->text = dp_realloc_array(NULL, x->n + 1, sizeof *s->text);
	s->place = dp_realloc_array(NULL, x->n + 1, sizeof *s->place);
	s->run_of = dp_realloc_array(NULL, x->n + 1, sizeof *s->run_of);
	s->passed = dp_realloc_array(NULL, x->n + 1, sizeof *s->passed);
	for (uint32_t i = 0; i < x->n; i++)
		order[i] = where(x, i);
	qsort(order, x->n, sizeof *order, by_length);
	for (uint32_t at = 0; at < x->n; at++) {
		uint32_t i = order[at].text;

		if (at == 0 || order[at].kind != order[at - 1].kind ||
		    order[at].n != order[at - 1].n ||
		    order[at].bits != order[at - 1].bits)
			start_run(s, &cap, &order[at], at);
		s->run[s->n_runs - 1].end++;
		s->run_of[i] = (uint32_t)(s->n_runs - 1);
		s->place[i] = at;
		s->text[at] = i;
		s->summary[at] = x->summary[i];
		s->card[at] = x->card[i];
	}
	free(order);
	free(x->card);
	x->card = NULL;
	s->scan = dpi_choose_scan();
	s->scan_pairs = scan_pairs;
#if defined(__x86_64__)
	if (__builtin_cpu_supports("popcnt"))
		s->scan_pairs = scan_pairs_popcnt;
#endif
}

size_t
dpi_shelf_first(const struct dpi_shelf *s, uint64_t kind, size_t n)
{
	size_t low = 0, high = s->n_runs;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->run[middle].kind < kind ||
		    (s->run[middle].kind == kind && s->run[middle].n < n))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
dpi_shelf_drop(struct dpi_shelf *s, uint32_t i)
{
	struct dpi_run *run = &s->run[s->run_of[i]];
	uint32_t at = s->place[i], last = run->end - 1;
	union dpi_card card;

	/* the last of its run takes its place, and gives it its own */
	run->end = last;
	s->summary[at] = s->summary[last];
	s->text[at] = s->text[last];
	s->place[s->text[at]] = at;
	s->text[last] = i;
	s->place[i] = last;
	card = s->card[at];
	s->card[at] = s->card[last];
	s->card[last] = card;
}

size_t
dpi_shelf_pass(const struct dpi_shelf *s, const struct dpi_run *run, uint64_t a,
	       size_t lacks, size_t more)
{
	size_t bits = dpi_count_bits(a), n;

	/* a run's texts have as many bits: what one lacks, it has in others */
	if (more + bits < run->bits || lacks + run->bits < bits)
		return 0;
	if (lacks > more + bits - run->bits)
		lacks = more + bits - run->bits;
	n = s->scan(s->summary + run->start, run->end - run->start, a,
		    (unsigned)(lacks < 64 ? lacks : 64), s->passed);
	for (size_t e = 0; e < n; e++)
		s->passed[e] += run->start;
	return n;
}

size_t
dpi_shelf_pass_pairs(const struct dpi_shelf *s, const struct dpi_run *run,
		     const union dpi_card *a, size_t least)
{
	size_t n = s->scan_pairs(s->card + run->start, run->end - run->start, a,
				 (unsigned)least, s->passed);

	for (size_t e = 0; e < n; e++)
		s->passed[e] += run->start;
	return n;
}

void
dpi_shelf_done(struct dpi_shelf *s)
{
	free(s->summary);
	free(s->card);
	free(s->text);
	free(s->place);
	free(s->run_of);
	free(s->run);
	free(s->passed);
}

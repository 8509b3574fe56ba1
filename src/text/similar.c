/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts like one that is asked about, without comparing it with all of them.
 *
 * Texts of M characters at most that are D changes apart share M + 1 - 3 D
 * pairs of neighbouring characters, both ends counted as one: a change takes
 * two pairs away, an exchange of neighbours three. Ukkonen, Approximate
 * String-Matching with q-grams and Maximal Matches, Theoretical Computer
 * Science 92(1), 1992. Pairs are found again by their hash; two that have one
 * hash are counted as shared, which only lets more through to be compared.
 */
#include "text/similar.h"

#include <stdlib.h>

#define BUCKETS 65536u
#define LOST_BY_CHANGE 3u
#define ROUNDING 1e-9

struct dpi_similar {
	const dp_str *text;
	size_t n;
	double least;
	uint16_t *chars; /* of each text; 0: it is left out */
	uint32_t *start; /* of each bucket in at, and an end */
	uint32_t *at;    /* numbers of texts */
};

struct dpi_similar_room {
	uint32_t *shared; /* with each text; all 0 between two calls */
	size_t cap_shared, n_shared;
	uint32_t *met; /* texts that share a pair */
	size_t cap_met;
	struct dpi_alike *hit;
	size_t cap_hit;
};

/* The pairs of one text, the second and third of a kind told apart. */
struct pairs {
	uint32_t pair[DPI_SIMILAR_CHARS + 1];
	uint16_t bucket[DPI_SIMILAR_CHARS + 1];
	size_t n_chars, n;
};

/* Cuts S into pairs; false when it is empty or too long. */
static bool
cut(dp_str s, struct pairs *p)
{
	uint32_t before = 0;

	p->n = p->n_chars = 0;
	while (s.n && p->n_chars < DPI_SIMILAR_CHARS) {
		uint32_t c = 0xfffd;
		unsigned len = dp_utf8_decode(s.p, s.n, &c);

		if (len == 0)
			c = 0xfffd;
		p->pair[p->n_chars++] = before * 31 + c + 1;
		before = c + 1;
		s = dp_str_from(s, len ? len : 1);
	}
	if (s.n || p->n_chars == 0)
		return false;
	p->n = p->n_chars + 1;
	p->pair[p->n - 1] = before * 31;
	for (size_t i = 0; i < p->n; i++) {
		uint64_t h = p->pair[i];

		for (size_t k = 0; k < i; k++)
			h += p->pair[k] == p->pair[i] ? UINT64_C(1) << 32 : 0;
		h *= UINT64_C(0x9e3779b97f4a7c15);
		p->bucket[i] = (uint16_t)(h >> 48);
	}
	return true;
}

struct dpi_similar *
dpi_similar_new(const dp_str *text, size_t n, double least)
{
	struct dpi_similar *x = dp_alloc0(sizeof *x);
	struct pairs p;
	uint32_t sum = 0;

	x->text = text;
	x->n = n;
	x->least = least;
	x->chars = dp_alloc0((n + 1) * sizeof *x->chars);
	x->start = dp_alloc0((BUCKETS + 1) * sizeof *x->start);
	for (size_t i = 0; i < n; i++) {
		if (!cut(text[i], &p))
			continue;
		x->chars[i] = (uint16_t)p.n_chars;
		for (size_t k = 0; k < p.n; k++)
			x->start[p.bucket[k]]++;
	}
	for (size_t b = 0; b < BUCKETS; b++)
		x->start[b] = sum += x->start[b];
	x->start[BUCKETS] = sum;
	x->at = dp_realloc_array(NULL, (size_t)sum + 1, sizeof *x->at);
	for (size_t i = n; i-- > 0;) {
		if (!cut(text[i], &p))
			continue;
		for (size_t k = 0; k < p.n; k++)
			x->at[--x->start[p.bucket[k]]] = (uint32_t)i;
	}
	return x;
}

uint64_t
dpi_similar_bytes(const struct dpi_similar *x)
{
	return (BUCKETS + 1 + (uint64_t)x->start[BUCKETS]) * sizeof *x->at +
	       x->n * sizeof *x->chars;
}

void
dpi_similar_free(struct dpi_similar *x)
{
	if (!x)
		return;
	free(x->chars);
	free(x->start);
	free(x->at);
	free(x);
}

struct dpi_similar_room *
dpi_similar_room_new(void)
{
	return dp_alloc0(sizeof(struct dpi_similar_room));
}

void
dpi_similar_room_free(struct dpi_similar_room *r)
{
	if (!r)
		return;
	free(r->shared);
	free(r->met);
	free(r->hit);
	free(r);
}

/* Counts the pairs of P that each text has; how many texts have one. */
static size_t
count_shared(const struct dpi_similar *x, struct dpi_similar_room *r,
	     const struct pairs *p)
{
	size_t n = 0;

	if (r->n_shared < x->n) {
		r->shared = dp_realloc_array(r->shared, x->n,
					     sizeof *r->shared);
		memset(r->shared, 0, x->n * sizeof *r->shared);
		r->n_shared = x->n;
	}
	for (size_t k = 0; k < p->n; k++) {
		const uint32_t *at = x->at + x->start[p->bucket[k]];
		const uint32_t *end = x->at + x->start[p->bucket[k] + 1];

		for (; at < end; at++)
			if (r->shared[*at]++ == 0) {
				dp_grow(&r->met, &r->cap_met, n,
					sizeof *r->met);
				r->met[n++] = *at;
			}
	}
	return n;
}

size_t
dpi_similar_find(const struct dpi_similar *x, struct dpi_similar_room *r,
		 dp_str s, const struct dpi_alike **out)
{
	struct pairs p;
	size_t n = 0, n_met = 0;

	if (cut(s, &p))
		n_met = count_shared(x, r, &p);
	for (size_t e = 0; e < n_met; e++) {
		uint32_t i = r->met[e];
		size_t shared = r->shared[i], d;
		size_t longer = x->chars[i] > p.n_chars ? x->chars[i] :
							  p.n_chars;
		size_t shorter = x->chars[i] + p.n_chars - longer;
		size_t most =
			(size_t)((1 - x->least) * (double)longer + ROUNDING);

		r->shared[i] = 0;
		if (longer - shorter > most ||
		    shared + LOST_BY_CHANGE * most < longer + 1)
			continue;
		d = dp_edit_distance(x->text[i], s, most);
		if (d > most)
			continue;
		dp_grow(&r->hit, &r->cap_hit, n, sizeof *r->hit);
		r->hit[n].i = i;
		r->hit[n++].score = 1 - (double)d / (double)longer;
	}
	*out = r->hit;
	return n;
}

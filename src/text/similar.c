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
#define LOOKED_UP_COST 16u /* beside reading one behind the other */

struct dpi_similar {
	const dp_str *text;
	uint32_t *order; /* numbers of the texts, the shortest first */
	/* in order, where texts of so many characters start, and an end */
	uint32_t from[DPI_SIMILAR_CHARS + 2];
	uint32_t *start; /* of each bucket in at, and an end */
	uint32_t *at;    /* places in order; ascending in a bucket */
};

struct dpi_similar_room {
	uint32_t *shared; /* by place; all 0 between two calls */
	size_t n_shared;
	uint32_t *met; /* places of texts that share a pair */
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

/* Puts the N texts of X in order; those that are left out are not in it. */
static void
sort_texts(struct dpi_similar *x, size_t n, struct pairs *p)
{
	uint32_t *place = x->from;

	for (size_t i = 0; i < n; i++)
		if (cut(x->text[i], p))
			place[p->n_chars + 1]++;
	for (size_t k = 1; k <= DPI_SIMILAR_CHARS + 1; k++)
		place[k] += place[k - 1];
	x->order = dp_realloc_array(NULL, n + 1, sizeof *x->order);
	for (size_t i = 0; i < n; i++)
		if (cut(x->text[i], p))
			x->order[place[p->n_chars]++] = (uint32_t)i;
	/* each has moved to where the next started */
	memmove(place + 1, place, (DPI_SIMILAR_CHARS + 1) * sizeof *place);
	place[0] = 0;
}

struct dpi_similar *
dpi_similar_new(const dp_str *text, size_t n)
{
	struct dpi_similar *x = dp_alloc0(sizeof *x);
	struct pairs p;
	uint32_t sum = 0;

	x->text = text;
	sort_texts(x, n, &p);
	n = x->from[DPI_SIMILAR_CHARS + 1];
	x->start = dp_alloc0((BUCKETS + 1) * sizeof *x->start);
	for (size_t i = 0; i < n; i++) {
		(void)cut(text[x->order[i]], &p);
		for (size_t k = 0; k < p.n; k++)
			x->start[p.bucket[k]]++;
	}
	for (size_t b = 0; b < BUCKETS; b++)
		x->start[b] = sum += x->start[b];
	x->start[BUCKETS] = sum;
	x->at = dp_realloc_array(NULL, (size_t)sum + 1, sizeof *x->at);
	for (size_t i = n; i-- > 0;) {
		(void)cut(text[x->order[i]], &p);
		for (size_t k = 0; k < p.n; k++)
			x->at[--x->start[p.bucket[k]]] = (uint32_t)i;
	}
	return x;
}

uint64_t
dpi_similar_bytes(const dp_str *text, size_t n)
{
	uint64_t numbers = BUCKETS + 1 + n;

	for (size_t i = 0; i < n; i++) {
		size_t n_chars = dp_utf8_chars(text[i]);

		numbers += n_chars <= DPI_SIMILAR_CHARS ? n_chars + 1 : 0;
	}
	return numbers * sizeof(uint32_t);
}

void
dpi_similar_free(struct dpi_similar *x)
{
	if (!x)
		return;
	free(x->order);
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

/* Texts that one pair was found in. */
struct run {
	const uint32_t *at;
	size_t n;
};

/* What is looked for: texts of so many characters, with so many changes. */
struct asked {
	double least;
	size_t n_chars, shortest, longest;
};

/* The most changes between the text asked about and one of N characters. */
static size_t
most_changes(const struct asked *q, size_t n)
{
	size_t longer = n > q->n_chars ? n : q->n_chars;

	return (size_t)((1 - q->least) * (double)longer + ROUNDING);
}

/* How many pairs the text asked about shares with one of N characters. */
static size_t
pairs_needed(const struct asked *q, size_t n)
{
	size_t longer = n > q->n_chars ? n : q->n_chars;

	return longer + 1 - LOST_BY_CHANGE * most_changes(q, n);
}

static int
by_size(const void *a, const void *b)
{
	const struct run *x = a, *y = b;

	return (x->n > y->n) - (x->n < y->n);
}

/* The first of N places at AT that is not before PLACE. */
static size_t
first_from(const uint32_t *at, size_t n, uint32_t place)
{
	size_t low = 0;

	while (low < n) {
		size_t middle = low + (n - low) / 2;

		if (at[middle] < place)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

/* The texts of a right length that have each pair of P, the rarest first. */
static void
find_runs(const struct dpi_similar *x, const struct asked *q,
	  const struct pairs *p, struct run *run)
{
	for (size_t k = 0; k < p->n; k++) {
		const uint32_t *at = x->at + x->start[p->bucket[k]];
		size_t n = x->start[p->bucket[k] + 1] - x->start[p->bucket[k]];
		size_t from = first_from(at, n, x->from[q->shortest]);
		size_t to = first_from(at, n, x->from[q->longest + 1]);

		run[k].at = at + from;
		run[k].n = to - from;
	}
	qsort(run, p->n, sizeof *run, by_size);
}

/* Counts one pair more for those of the N met that are in RUN. */
static void
count_again(struct dpi_similar_room *r, size_t n, const struct run *run)
{
	if (run->n / LOOKED_UP_COST < n) {
		for (size_t e = 0; e < run->n; e++)
			r->shared[run->at[e]] += r->shared[run->at[e]] > 0;
		return;
	}
	for (size_t e = 0; e < n; e++) {
		size_t k = first_from(run->at, run->n, r->met[e]);

		r->shared[r->met[e]] += k < run->n && run->at[k] == r->met[e];
	}
}

/*
 * Counts the pairs of P that texts share; how many texts may share enough. Who
 * shares M of N pairs shares one of any N - M + 1 of them: of the rarest.
 */
static size_t
count_shared(const struct dpi_similar *x, struct dpi_similar_room *r,
	     const struct asked *q, const struct pairs *p)
{
	struct run run[DPI_SIMILAR_CHARS + 1];
	size_t n = 0, needed = p->n, total = x->from[DPI_SIMILAR_CHARS + 1];

	for (size_t k = q->shortest; k <= q->longest; k++)
		if (pairs_needed(q, k) < needed)
			needed = pairs_needed(q, k);
	if (r->n_shared < total) {
		r->shared = dp_realloc_array(r->shared, total,
					     sizeof *r->shared);
		memset(r->shared, 0, total * sizeof *r->shared);
		r->n_shared = total;
	}
	find_runs(x, q, p, run);
	for (size_t k = 0; k < p->n; k++) {
		if (k > p->n - needed) {
			count_again(r, n, &run[k]);
			continue;
		}
		for (size_t e = 0; e < run[k].n; e++)
			if (r->shared[run[k].at[e]]++ == 0) {
				dp_grow(&r->met, &r->cap_met, n,
					sizeof *r->met);
				r->met[n++] = run[k].at[e];
			}
	}
	return n;
}

/* The characters of the text at PLACE, which is one of a right length. */
static size_t
chars_at(const struct dpi_similar *x, const struct asked *q, uint32_t place)
{
	size_t n = q->shortest;

	while (x->from[n + 1] <= place)
		n++;
	return n;
}

size_t
dpi_similar_find(const struct dpi_similar *x, struct dpi_similar_room *r,
		 dp_str s, double least, const struct dpi_alike **out)
{
	struct asked q = { .least = least };
	struct pairs p;
	size_t n = 0, n_met;

	*out = r->hit;
	if (!cut(s, &p))
		return 0;
	q.n_chars = p.n_chars;
	q.shortest = p.n_chars - most_changes(&q, p.n_chars);
	q.longest = (size_t)((double)p.n_chars / least + ROUNDING);
	if (q.longest > DPI_SIMILAR_CHARS)
		q.longest = DPI_SIMILAR_CHARS;
	n_met = count_shared(x, r, &q, &p);
	for (size_t e = 0; e < n_met; e++) {
		uint32_t at = r->met[e];
		size_t chars = chars_at(x, &q, at), d;
		size_t shared = r->shared[at], most = most_changes(&q, chars);

		r->shared[at] = 0;
		if (shared < pairs_needed(&q, chars))
			continue;
		d = dp_edit_distance(x->text[x->order[at]], s, most);
		if (d > most)
			continue;
		dp_grow(&r->hit, &r->cap_hit, n, sizeof *r->hit);
		r->hit[n].i = x->order[at];
		r->hit[n++].score = 1 - (double)d / (double)(chars > q.n_chars ?
								     chars :
								     q.n_chars);
	}
	*out = r->hit;
	return n;
}

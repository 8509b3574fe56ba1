/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Near texts among many, without comparing all of them.
 *
 * For edit distances: R changes leave one of R + 1 pieces of a text as it was
 * (where an exchange of neighbours is one change, a character is left out
 * between the pieces: no exchange touches two).
 * Pieces are found again by their hash, at most as many characters further on
 * or back as the lengths allow: Li, Deng, Wang, Feng, PASS-JOIN: A
 * Partition-based Method for Similarity Joins, PVLDB 5(3), 2011. What is found
 * is compared 64 characters at a time: Myers, A Fast Bit-Vector Algorithm for
 * Approximate String Matching Based on Dynamic Programming, J. ACM 46(3),
 * 1999; Hyyrö, A Bit-Vector Algorithm for Computing Levenshtein and Damerau
 * Edit Distances, Nordic J. of Computing 10(1), 2003.
 */
#include "text/near_inner.h"
#include "text/near_jaro.h"

#include <stdlib.h>

/* Looking at texts here and there costs so much more than one by one. */
#define SHARED_COST 16u

/* ---- preparing -------------------------------------------------------- */

uint32_t *
dpi_near_read(const dp_str *text, size_t n, size_t *from, uint32_t *n_numbers)
{
	uint32_t *number_of = dp_alloc0(0x110000 * sizeof *number_of), *chars;
	size_t total = 0, at = 0;

	for (size_t i = 0; i < n; i++)
		total += text[i].n;
	chars = dp_realloc_array(NULL, total + 1, sizeof *chars);
	*n_numbers = 0;
	for (size_t i = 0; i < n; i++) {
		dp_str s = text[i];

		from[i] = at;
		while (s.n) {
			uint32_t c = 0xfffd;
			unsigned len = dp_utf8_decode(s.p, s.n, &c);

			if (len == 0)
				c = 0xfffd;
			if (!number_of[c])
				number_of[c] = ++*n_numbers;
			chars[at++] = number_of[c] - 1;
			s = dp_str_from(s, len ? len : 1);
		}
	}
	from[n] = at;
	free(number_of);
	return chars;
}

/* Where piece K of a text of N characters starts: they differ by one. */
static size_t
piece_start(const struct dpi_near *x, size_t n, size_t k)
{
	size_t least = n / x->n_pieces, longer = n % x->n_pieces;
	size_t first_longer = x->n_pieces - longer;

	return k * least + (k > first_longer ? k - first_longer : 0);
}

/* The characters of piece K of a text of N characters. */
static size_t
piece_size(const struct dpi_near *x, size_t n, size_t k)
{
	size_t size = piece_start(x, n, k + 1) - piece_start(x, n, k);

	return size - (x->how == DPI_NEAR_DAMERAU && k + 1 < x->n_pieces);
}

/* Has a text of N characters no character for each piece? */
static bool
is_brief(const struct dpi_near *x, size_t n)
{
	return n < (x->how == DPI_NEAR_DAMERAU ? 2 : 1) * x->n_pieces;
}

/* Bucket of the N characters at C as piece K of a text of LENGTH and KIND. */
static size_t
bucket(const struct dpi_near *x, const uint32_t *c, size_t n, uint64_t kind,
       size_t length, size_t k)
{
	uint64_t h = (kind + length * 32 + k + 1) *
		     UINT64_C(0x9e3779b97f4a7c15);

	for (size_t i = 0; i < n; i++)
		h = (h ^ c[i]) * UINT64_C(0xff51afd7ed558ccd);
	return (size_t)(h >> 32) & x->mask;
}

/* Puts text I into the buckets of its pieces, or only counts it there. */
static void
add_pieces(struct dpi_near *x, uint32_t i, bool count)
{
	size_t n = dpi_chars_of(x, i);

	for (size_t k = 0; k < x->n_pieces; k++) {
		size_t at = piece_start(x, n, k);
		size_t b = bucket(x, x->chars + x->from[i] + at,
				  piece_size(x, n, k), dpi_kind_of(x, i), n, k);

		if (count)
			x->start[b]++;
		else
			x->at[--x->start[b]] = i;
	}
}

static void
cut_pieces(struct dpi_near *x)
{
	size_t wanted = x->n * x->n_pieces, size = 64;
	uint32_t sum = 0;

	while (size < wanted)
		size *= 2;
	x->mask = size - 1;
	x->start = dp_alloc0((size + 1) * sizeof *x->start);
	for (uint32_t i = 0; i < x->n; i++)
		if (!is_brief(x, dpi_chars_of(x, i)))
			add_pieces(x, i, true);
	for (size_t b = 0; b < size; b++)
		x->start[b] = sum += x->start[b];
	x->start[size] = sum;
	x->at = dp_realloc_array(NULL, (size_t)sum + 1, sizeof *x->at);
	for (uint32_t i = (uint32_t)x->n; i-- > 0;)
		if (!is_brief(x, dpi_chars_of(x, i)))
			add_pieces(x, i, false);
}

uint64_t
dpi_near_bytes(size_t n, uint64_t n_bytes, enum dpi_near_how how, double radius)
{
	const struct dpi_near *x = NULL;
	/* for all: where it starts, its summary and card, on the shelf too */
	uint64_t each = sizeof *x->from + sizeof *x->dropped +
			2 * (sizeof *x->summary + sizeof *x->card) +
			DPI_SHELVED_BYTES;

	if (how == DPI_NEAR_JARO)
		return dpi_jaro_bytes(n, n_bytes);
	if (how == DPI_NEAR_PPM)
		each += DPI_PPM_BYTES;
	/* its pieces, and up to two buckets for each */
	if (how == DPI_NEAR_LEVENSHTEIN || how == DPI_NEAR_DAMERAU)
		each += sizeof *x->seen +
			((uint64_t)radius + 1) *
				(sizeof *x->at + 2 * sizeof *x->start);
	return n * each + n_bytes * sizeof *x->chars;
}

struct dpi_near *
dpi_near_new(const dp_str *text, const uint64_t *kind, size_t n,
	     enum dpi_near_how how, double radius)
{
	struct dpi_near *x = dp_alloc0(sizeof *x);

	x->how = how;
	if (how == DPI_NEAR_JARO) {
		x->jaro = dpi_jaro_new(text, kind, n, radius);
		return x;
	}
	x->text = text;
	x->kind = kind;
	x->n = n;
	x->dropped = dp_alloc0(n + 1);
	x->apart = radius;
	x->radius = (size_t)radius;
	x->from = dp_realloc_array(NULL, n + 1, sizeof *x->from);
	x->chars = dpi_near_read(text, n, x->from, &x->n_numbers);
	if (how == DPI_NEAR_PPM)
		dpi_near_pair(x);
	else
		dpi_near_summarise(x);
	dpi_near_shelve(x);
	if (how == DPI_NEAR_PPM)
		return x;
	x->places = dp_alloc0(((size_t)x->n_numbers + 1) * sizeof *x->places);
	x->n_pieces = x->radius + 1;
	x->seen = dp_alloc0((n + 1) * sizeof *x->seen);
	cut_pieces(x);
	return x;
}

/* ---- comparing -------------------------------------------------------- */

void
dpi_near_hit(struct dpi_near *x, uint32_t i, double distance)
{
	dp_grow(&x->hit, &x->cap_hits, x->n_hits, sizeof *x->hit);
	x->hit[x->n_hits].i = i;
	x->hit[x->n_hits++].distance = distance;
}

/*
 * Distance of the pattern of M characters in x->places (1 to 64) and the N
 * characters at C; more than the radius when it is more.
 */
static size_t
bit_distance(const struct dpi_near *x, size_t m, const uint32_t *c, size_t n)
{
	uint64_t up = ~UINT64_C(0), down = 0, diagonal = 0, here_before = 0;
	uint64_t last = UINT64_C(1) << (m - 1);
	bool swaps = x->how == DPI_NEAR_DAMERAU;
	size_t d = m;

	for (size_t j = 0; j < n; j++) {
		uint64_t here = x->places[c[j]], swapped = 0, right, left;

		if (swaps)
			swapped = (~diagonal & here) << 1 & here_before;
		diagonal = (((here & up) + up) ^ up) | here | down | swapped;
		right = down | ~(diagonal | up);
		left = diagonal & up;
		d += (right & last) != 0;
		d -= (left & last) != 0;
		/* each column left can take one away */
		if (d > x->radius + (n - j - 1))
			return x->radius + 1;
		right = right << 1 | 1;
		up = left << 1 | ~(diagonal | right);
		down = diagonal & right;
		here_before = here;
	}
	return d;
}

/* Compares text I, whose places are set, with K. */
static void
compare(struct dpi_near *x, uint32_t i, uint32_t k)
{
	size_t m = dpi_chars_of(x, i), n = dpi_chars_of(x, k), d;

	x->n_compared++;
	if (m == 0 || n == 0)
		d = m + n;
	else if (m <= DPI_WORD_CHARS)
		d = bit_distance(x, m, x->chars + x->from[k], n);
	else
		d = dpi_near_changes(x, i, k);
	if (d <= x->radius)
		dpi_near_hit(x, k, (double)d);
}

/* Texts that share a piece with the one asked about. */
struct sharing {
	uint32_t start, end; /* in x->at */
};

/* The most pieces there are, times the places where each may stand. */
#define SHARING_MAX ((DPI_NEAR_RADIUS_MAX + 1) * (DPI_NEAR_RADIUS_MAX + 1))

/* Where texts of LENGTH stand that share a piece with text I; how many. */
static size_t
find_pieces(const struct dpi_near *x, uint32_t i, size_t length,
	    struct sharing *out, size_t *n_texts)
{
	const uint32_t *c = x->chars + x->from[i];
	size_t n = dpi_chars_of(x, i), r = x->radius, n_out = 0;
	/* so far can a piece have moved, as the lengths differ by the rest */
	size_t on = n >= length ? (r + (n - length)) / 2 :
				  (r - (length - n)) / 2;
	size_t back = n >= length ? (r - (n - length)) / 2 :
				    (r + (length - n)) / 2;

	*n_texts = 0;
	for (size_t k = 0; k < x->n_pieces; k++) {
		size_t start = piece_start(x, length, k);
		size_t size = piece_size(x, length, k);
		size_t at = start > back ? start - back : 0;

		for (; at <= start + on && at + size <= n; at++) {
			size_t b = bucket(x, c + at, size, dpi_kind_of(x, i),
					  length, k);

			if (x->start[b] == x->start[b + 1])
				continue;
			out[n_out].start = x->start[b];
			out[n_out++].end = x->start[b + 1];
			*n_texts += x->start[b + 1] - x->start[b];
		}
	}
	return n_out;
}

/*
 * Compares text I with those in AT, of LENGTH, that its summary does not rule
 * out. Hashes being the same, texts of other lengths and kinds stand there
 * too: LACKS and MORE are not for them.
 */
static void
compare_shared(struct dpi_near *x, uint32_t i, const struct sharing *at,
	       size_t length, size_t lacks, size_t more)
{
	const union dpi_card *card = dpi_card_of(x, i);
	size_t m = dpi_chars_of(x, i);

	for (uint32_t e = at->start; e < at->end; e++) {
		uint32_t k = x->at[e];

		x->n_looked++;
		if (x->seen[k] == x->stamp || dpi_chars_of(x, k) != length ||
		    dpi_kind_of(x, k) != dpi_kind_of(x, i))
			continue;
		x->seen[k] = x->stamp;
		if (!x->dropped[k] && k != i &&
		    !dpi_more_bits_than(x->summary[i] & ~x->summary[k],
					lacks) &&
		    !dpi_more_bits_than(x->summary[k] & ~x->summary[i], more) &&
		    !dpi_cards_differ(card, m, dpi_card_of(x, k), length, lacks,
				      more))
			compare(x, i, k);
	}
}

/* Compares text I with those of RUN that its summary does not rule out. */
static void
compare_run(struct dpi_near *x, uint32_t i, const struct dpi_run *run,
	    size_t lacks, size_t more)
{
	const struct dpi_shelf *s = &x->shelf;
	const union dpi_card *card = dpi_card_of(x, i);
	size_t n = dpi_shelf_pass(s, run, x->summary[i], lacks, more);
	size_t m = dpi_chars_of(x, i);

	x->n_looked += run->end - run->start;
	for (size_t e = 0; e < n; e++) {
		uint32_t at = run->start + s->passed[e];

		if (!dpi_cards_differ(card, m, &x->card[at], run->n, lacks,
				      more) &&
		    s->text[at] != i)
			compare(x, i, s->text[at]);
	}
}

/*
 * Compares text I with the texts of one length, those of the runs from FROM to
 * before TO: with those that share a piece, or where these are many, with all.
 */
static void
find_of_length(struct dpi_near *x, uint32_t i, size_t from, size_t to)
{
	const struct dpi_run *run = x->shelf.run;
	size_t n = dpi_chars_of(x, i), length = run[from].n;
	size_t lacks = x->radius, more = lacks, shared = SIZE_MAX;
	struct sharing at[SHARING_MAX];
	size_t n_at = 0;

	/* what one has more of, a change spent on it cannot give the other */
	if (n > length)
		more -= n - length;
	else
		lacks -= length - n;
	if (!is_brief(x, length))
		n_at = find_pieces(x, i, length, at, &shared);
	if (shared > (run[to - 1].end - run[from].start) / SHARED_COST) {
		for (size_t r = from; r < to; r++)
			compare_run(x, i, &run[r], lacks, more);
		return;
	}
	for (size_t k = 0; k < n_at; k++)
		compare_shared(x, i, &at[k], length, lacks, more);
}

static void
find_edits(struct dpi_near *x, uint32_t i)
{
	const struct dpi_shelf *s = &x->shelf;
	const uint32_t *c = x->chars + x->from[i];
	uint64_t kind = dpi_kind_of(x, i);
	size_t n = dpi_chars_of(x, i), r, to;

	x->stamp++;
	for (size_t j = 0; j < n && n <= DPI_WORD_CHARS; j++)
		x->places[c[j]] |= UINT64_C(1) << j;
	r = dpi_shelf_first(s, kind, n > x->radius ? n - x->radius : 0);
	for (; dpi_shelf_holds(s, r, kind) && s->run[r].n <= n + x->radius;
	     r = to) {
		for (to = r; dpi_shelf_holds(s, to, kind) &&
			     s->run[to].n == s->run[r].n;)
			to++;
		find_of_length(x, i, r, to);
	}
	for (size_t j = 0; j < n; j++)
		x->places[c[j]] = 0;
}

/* ---- all -------------------------------------------------------------- */

size_t
dpi_near_find(struct dpi_near *x, uint32_t i, const struct dpi_hit **hit)
{
	if (x->jaro)
		return dpi_jaro_find(x->jaro, i, hit);
	x->n_hits = 0;
	if (x->how == DPI_NEAR_PPM)
		dpi_near_predicted(x, i);
	else
		find_edits(x, i);
	*hit = x->hit;
	return x->n_hits;
}

uint64_t
dpi_near_work(const struct dpi_near *x, uint64_t *n_looked)
{
	if (x->jaro) {
		struct dpi_jaro_work work = dpi_jaro_work(x->jaro);

		*n_looked = work.n_looked;
		return work.n_compared;
	}
	*n_looked = x->n_looked;
	return x->n_compared;
}

void
dpi_near_drop(struct dpi_near *x, uint32_t i)
{
	if (x->jaro) {
		dpi_jaro_drop(x->jaro, i);
		return;
	}
	if (!x->dropped[i])
		dpi_near_drop_card(x, i);
	x->dropped[i] = true;
}

void
dpi_near_free(struct dpi_near *x)
{
	if (!x)
		return;
	free(x->chars);
	free(x->from);
	free(x->summary);
	free(x->card);
	free(x->dropped);
	free(x->start);
	free(x->at);
	free(x->seen);
	free(x->places);
	dpi_jaro_free(x->jaro);
	dpi_near_unpair(x);
	dpi_shelf_done(&x->shelf);
	free(x->hit);
	free(x);
}

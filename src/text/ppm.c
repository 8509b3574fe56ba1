/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lengths of texts predicted by partial matching. Texts are short, so there is
 * no trie: for each order a set of places, a bit each, says where the context
 * was before, and what followed stands there in the text itself.
 */
#include "text/ppm.h"

#include <math.h>
#include <stdlib.h>

#include "text/near.h"

#define ROOM (2 * DP_PPM_MAX_BYTES)
#define WORDS (ROOM / 64)

struct dpi_ppm {
	unsigned char text[ROOM];
	size_t n;
	uint64_t at[256][WORDS]; /* where each byte stands */
	uint32_t count[256], different;
	/* by order: behind which places the last bytes stood before */
	uint64_t context[DPI_PPM_ORDER + 1][WORDS];
	uint32_t log2[2 * ROOM + 1];
};

/* The logarithm to the base 2 of X, 1 and more: the same on any machine. */
static uint32_t
log2_of(uint32_t x)
{
	uint32_t whole = 0, parts = 0;
	uint64_t m;

	while (x >> whole > 1)
		whole++;
	m = (uint64_t)x << (31 - whole);
	for (uint32_t bit = DPI_PPM_BIT / 2; bit; bit /= 2) {
		m = m * m >> 31;
		if (m >> 32) {
			m >>= 1;
			parts |= bit;
		}
	}
	return whole * DPI_PPM_BIT + parts;
}

struct dpi_ppm *
dpi_ppm_new(void)
{
	struct dpi_ppm *p = dp_alloc0(sizeof *p);

	for (uint32_t x = 1; x < sizeof p->log2 / sizeof *p->log2; x++)
		p->log2[x] = log2_of(x);
	return p;
}

void
dpi_ppm_free(struct dpi_ppm *p)
{
	free(p);
}

/*
 * Below, W words of each set are in use. Where they are few, as for most texts,
 * the compiler makes a version without loops over words.
 */
#define INLINE __attribute__((always_inline)) static inline

/* What followed a context: how often anything, how many things, how often C. */
struct followers {
	uint32_t n, different, of_c;
};

INLINE struct followers
followers_of(const struct dpi_ppm *p, const uint64_t *context, unsigned char c,
	     size_t w)
{
	struct followers f = { 0, 0, 0 };
	uint64_t rest[WORDS];

	for (size_t k = 0; k < w; k++)
		rest[k] = context[k];
	for (size_t k = 0; k < w; k++)
		while (rest[k]) {
			unsigned bit = (unsigned)__builtin_ctzll(rest[k]);
			unsigned char b = p->text[k * 64 + bit];
			uint32_t n = 0;

			for (size_t j = k; j < w; j++) {
				uint64_t same = rest[j] & p->at[b][j];

				rest[j] ^= same;
				for (; same; same &= same - 1)
					n++;
			}
			f.n += n;
			f.different++;
			if (b == c)
				f.of_c = n;
		}
	return f;
}

INLINE uint32_t
length_of_byte(const struct dpi_ppm *p, unsigned char c, size_t w)
{
	uint32_t length = 0;

	for (size_t order = DPI_PPM_ORDER; order > 0; order--) {
		struct followers f;

		f = followers_of(p, p->context[order], c, w);
		if (f.n == 0)
			continue;
		length += p->log2[f.n + f.different] -
			  p->log2[f.of_c ? f.of_c : f.different];
		if (f.of_c)
			return length;
	}
	if (p->n == 0)
		return length + 8 * DPI_PPM_BIT;
	length += p->log2[p->n + p->different];
	if (p->count[c])
		return length - p->log2[p->count[c]];
	return length - p->log2[p->different] + 8 * DPI_PPM_BIT;
}

/* C is the next byte: contexts become longer by it. */
INLINE void
add_byte(struct dpi_ppm *p, unsigned char c, size_t w)
{
	size_t word = p->n / 64;
	uint64_t bit = UINT64_C(1) << p->n % 64;

	for (size_t order = DPI_PPM_ORDER; order > 0; order--) {
		const uint64_t *shorter = p->context[order - 1];
		uint64_t carried = 0;

		for (size_t k = 0; k < w; k++) {
			uint64_t here = shorter[k] & p->at[c][k];

			p->context[order][k] = here << 1 | carried;
			carried = here >> 63;
		}
	}
	p->context[0][word] |= bit;
	p->at[c][word] |= bit;
	p->text[p->n++] = c;
	p->different += p->count[c]++ == 0;
}

INLINE uint64_t
read_bytes(struct dpi_ppm *p, dp_str s, uint64_t limit, size_t w)
{
	uint64_t length = 0;

	for (size_t i = 0; i < s.n && length <= limit; i++) {
		unsigned char c = (unsigned char)s.p[i];

		length += length_of_byte(p, c, w);
		add_byte(p, c, w);
	}
	return length;
}

static uint64_t
read_text(struct dpi_ppm *p, dp_str s, uint64_t limit)
{
	size_t w = (p->n + s.n + 63) / 64;

	switch (w) {
	case 1:
		return read_bytes(p, s, limit, 1);
	case 2:
		return read_bytes(p, s, limit, 2);
	case 3:
		return read_bytes(p, s, limit, 3);
	case 4:
		return read_bytes(p, s, limit, 4);
	default:
		return read_bytes(p, s, limit, w);
	}
}

/* Takes back what was read beyond the first N bytes; contexts are not. */
static void
forget(struct dpi_ppm *p, size_t n)
{
	while (p->n > n) {
		unsigned char c = p->text[--p->n];

		p->at[c][p->n / 64] &= ~(UINT64_C(1) << p->n % 64);
		p->different -= --p->count[c] == 0;
	}
}

uint64_t
dpi_ppm_read(struct dpi_ppm *p, dp_str s)
{
	forget(p, 0);
	memset(p->context, 0, sizeof p->context);
	return read_text(p, s, UINT64_MAX);
}

uint64_t
dpi_ppm_behind(struct dpi_ppm *p, dp_str s, uint64_t limit)
{
	uint64_t before[DPI_PPM_ORDER + 1][WORDS];
	size_t n = p->n, w = (n + s.n + 63) / 64;
	uint64_t length;

	for (size_t order = 0; order <= DPI_PPM_ORDER; order++)
		memcpy(before[order], p->context[order], w * sizeof **before);
	length = read_text(p, s, limit);
	forget(p, n);
	for (size_t order = 0; order <= DPI_PPM_ORDER; order++)
		memcpy(p->context[order], before[order], w * sizeof **before);
	return length;
}

double
dpi_ppm_distance_of(uint64_t apart, uint64_t alone)
{
	double d = alone ? 10 * (double)apart / (double)alone - 10 : 0;

	return d > 0 ? d : 0;
}

double
dp_ppm_distance(dp_str a, dp_str b)
{
	uint64_t apart = 0, alone = 0;
	struct dpi_ppm *p;

	if (dp_str_eq(a, b))
		return 0;
	if (a.n > DP_PPM_MAX_BYTES || b.n > DP_PPM_MAX_BYTES)
		return HUGE_VAL;
	p = dpi_ppm_new();
	apart += dpi_ppm_read(p, a);
	alone += apart + dpi_ppm_behind(p, a, UINT64_MAX);
	apart += dpi_ppm_behind(p, b, UINT64_MAX);
	apart += dpi_ppm_read(p, b);
	apart += dpi_ppm_behind(p, a, UINT64_MAX);
	alone += dpi_ppm_read(p, b) + dpi_ppm_behind(p, b, UINT64_MAX);
	dpi_ppm_free(p);
	return dpi_ppm_distance_of(apart, alone);
}

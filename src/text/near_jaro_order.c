/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether the characters of two texts may stand in an order that lets them be
 * alike. Of the characters that have a partner, those that stand in the same
 * order in both texts are a common subsequence: where the longest is short,
 * many are swapped. Its length takes a few steps a character, four texts at a
 * time: Hyyrö, Bit-parallel LCS-length Computation Revisited, AWOCA 2004.
 */
#include "text/near_jaro_inner.h"

void
dpi_jaro_orders(size_t m, size_t n, double alike, size_t least, uint32_t *need)
{
	size_t shorter = m < n ? m : n, most = SIZE_MAX;

	for (size_t c = least; c <= shorter; c++) {
		double common = (double)c;
		double swapped = common * (common / (double)m +
					   common / (double)n + 1 - 3 * alike) +
				 1e-6;
		/* of an odd number in another order, half of one more less */
		size_t out = swapped < 0 ? 1 : 2 * (size_t)swapped + 1;
		size_t in_order = c > out ? c - out : 0;

		if (most > in_order)
			most = in_order;
		need[c] = (uint32_t)most;
	}
}

/* How many are at the ends of the M at A and the N at B, at most MOST. */
static size_t
same_end(const unsigned char *a, size_t m, const unsigned char *b, size_t n,
	 size_t most)
{
	size_t k = 0;

	while (k < most && a[m - 1 - k] == b[n - 1 - k])
		k++;
	return k;
}

bool
dpi_jaro_try(const struct dpi_jaro *x, const unsigned char *a, size_t m,
	     const unsigned char *b, size_t n, struct dpi_jaro_trial *t)
{
	size_t shorter = m < n ? m : n, same = dpi_jaro_start(a, b, shorter);
	size_t beyond = dpi_jaro_beyond(m), end, size;

	if (t->need <= same)
		return false;
	/* what both start with, and what both end with, is in order */
	if (same >= beyond) {
		t->mask = x->mask[DPI_JARO_BACK];
		t->rows = ~UINT64_C(0) << (same - beyond);
		t->letters = b + same;
		t->n = n - same;
		t->sure = same;
		return true;
	}
	end = same_end(a, m, b, n, shorter - same);
	size = m - end;
	if (size > DPI_WORD_CHARS || t->need <= end)
		return false;
	t->mask = x->mask[DPI_JARO_FRONT];
	t->rows = size < DPI_WORD_CHARS ? (UINT64_C(1) << size) - 1 :
					  ~UINT64_C(0);
	t->letters = b;
	t->n = n - end;
	t->sure = end;
	return true;
}

typedef uint64_t four __attribute__((vector_size(32)));

/* Behind the shorter, letters of others are read: rather too long than short */
#define LENGTHS_BODY \
	do { \
		four rows = { t[0].rows, t[1].rows, t[2].rows, t[3].rows }; \
		four longest = ~(four){ 0, 0, 0, 0 }; \
		for (size_t j = 0; j < n; j++) { \
			four here = { t[0].mask[t[0].letters[j]], \
				      t[1].mask[t[1].letters[j]], \
				      t[2].mask[t[2].letters[j]], \
				      t[3].mask[t[3].letters[j]] }; \
			four hit = longest & here & rows; \
			longest = (longest + hit) | (longest - hit); \
		} \
		for (size_t k = 0; k < 4; k++) \
			length[k] = dpi_count_bits(~longest[k]); \
	} while (0)

static void
lengths(const struct dpi_jaro_trial *t, size_t n, size_t *length)
{
	LENGTHS_BODY;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void
lengths_avx2(const struct dpi_jaro_trial *t, size_t n, size_t *length)
{
	LENGTHS_BODY;
}
#endif

void
dpi_jaro_choose_order(struct dpi_jaro *x)
{
	x->lengths = lengths;
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx2"))
		x->lengths = lengths_avx2;
#endif
}

size_t
dpi_jaro_ordered(const struct dpi_jaro *x, struct dpi_jaro_trial *t,
		 size_t n_trials)
{
	size_t length[DPI_JARO_TRIALS], n = 0, n_ordered = 0;

	for (size_t k = 0; k < DPI_JARO_TRIALS; k++) {
		if (k >= n_trials)
			t[k] = t[0];
		if (n < t[k].n)
			n = t[k].n;
	}
	x->lengths(t, n, length);
	for (size_t k = 0; k < n_trials; k++)
		if (t[k].sure + length[k] >= t[k].need)
			t[n_ordered++] = t[k];
	return n_ordered;
}

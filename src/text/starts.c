/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where in a text a match may begin: at one of few bytes, found 16 at a time,
 * that the prefix of a match follows.
 */
#include "text/starts.h"

#include "base/lane.h"

#define ASCII 0x80u

void
dpi_starts_bytes(struct dpi_starts *s, const uint8_t bits[32])
{
	s->known = true;
	for (unsigned c = 0; c < 256; c++) {
		s->byte[c] = bits[c >> 3] >> (c & 7) & 1;
		if (!s->byte[c])
			continue;
		if (s->n_few < DPI_STARTS_FEW)
			s->few[s->n_few] = (unsigned char)c;
		s->n_few++;
	}
	/* an unused place says what another says */
	for (unsigned i = s->n_few; s->n_few > 0 && i < DPI_STARTS_FEW; i++)
		s->few[i] = s->few[0];
}

/* ---- prefixes --------------------------------------------------------- */

struct prefixes {
	char at[DPI_PREFIXES][DPI_PREFIX_BYTES];
	unsigned n;
};

/*
 * Adds those of N + 1 bytes that the N bytes at P may grow to; false when they
 * are too many.
 */
static bool
add_longer(struct prefixes *to, const char *p, size_t n, dpi_may_begin_fn *may,
	   void *self)
{
	char text[DPI_PREFIX_BYTES] = { 0 };

	memcpy(text, p, n);
	for (unsigned c = 0; c < ASCII; c++) {
		text[n] = (char)c;
		if (!may(self, text, n + 1))
			continue;
		if (to->n == DPI_PREFIXES)
			return false;
		memcpy(to->at[to->n++], text, sizeof text);
	}
	return true;
}

void
dpi_starts_prefixes(struct dpi_starts *s, dpi_may_begin_fn *may, void *self)
{
	struct prefixes known = { .n = 0 };
	size_t n = 1;

	if (!s->known || s->n_few > DPI_STARTS_FEW)
		return;
	for (unsigned c = 0; c < ASCII; c++)
		if (s->byte[c])
			known.at[known.n++][0] = (char)c;
	for (; n < DPI_PREFIX_BYTES; n++) {
		struct prefixes longer = { .n = 0 };
		bool few = true;

		for (unsigned i = 0; i < known.n && few; i++)
			few = add_longer(&longer, known.at[i], n, may, self);
		if (!few)
			break;
		known = longer;
	}
	if (n == 1)
		return;
	memset(&s->mask, 0xff, n);
	s->n_prefixes = known.n;
	for (unsigned i = 0; i < known.n; i++)
		memcpy(&s->prefix[i], known.at[i], sizeof s->prefix[i]);
}

/* ---- looking ---------------------------------------------------------- */

/* May a match begin at byte I of TEXT, which is one of those it starts with? */
static inline bool
may_begin(const struct dpi_starts *s, dp_str text, size_t i)
{
	uint32_t x;

	if (!s->mask || text.n - i < sizeof x)
		return true;
	memcpy(&x, text.p + i, sizeof x);
	x &= s->mask;
	/* other letters than those of ASCII are not among the prefixes */
	if (x & UINT32_C(0x80808080))
		return true;
	for (unsigned k = 0; k < s->n_prefixes; k++)
		if (x == s->prefix[k])
			return true;
	return false;
}

/* Bit I says whether byte I of the 16 at P is one of the few. */
static inline uint32_t
few_bits(const struct dpi_starts *s, const char *p)
{
	const unsigned char *few = s->few;
	dpi_lane x = dpi_lane_load(p);

	return dpi_lane_bits((dpi_lane)((x == few[0]) | (x == few[1]) |
					(x == few[2]) | (x == few[3])));
}

/* May a match begin at one of BITS, which are of TEXT from byte AT on? */
static inline bool
may_begin_at(const struct dpi_starts *s, dp_str text, size_t at, uint32_t bits)
{
	for (; bits; bits &= bits - 1)
		if (may_begin(s, text, at + (size_t)__builtin_ctz(bits)))
			return true;
	return false;
}

bool
dpi_starts_in(const struct dpi_starts *s, dp_str text)
{
	size_t i = 0;

	if (text.n < DPI_LANE_BYTES || s->n_few > DPI_STARTS_FEW) {
		while (i < text.n && !s->byte[(unsigned char)text.p[i]])
			i++;
		return i < text.n;
	}
	for (; i + DPI_LANE_BYTES < text.n; i += DPI_LANE_BYTES)
		if (may_begin_at(s, text, i, few_bits(s, text.p + i)))
			return true;
	/* the last 16 bytes, some of them once more */
	i = text.n - DPI_LANE_BYTES;
	return may_begin_at(s, text, i, few_bits(s, text.p + i));
}

bool
dpi_starts_near(const struct dpi_starts *s, dp_str text)
{
	uint32_t bits;

	/* a few bytes are searched whole, without asking where they end */
	if (text.n > 2 * DPI_LANE_BYTES || s->n_few > DPI_STARTS_FEW)
		return dpi_starts_in(s, text);
	bits = few_bits(s, text.p);
	if (text.n > DPI_LANE_BYTES)
		bits |= few_bits(s, text.p + DPI_LANE_BYTES) << DPI_LANE_BYTES;
	bits &= UINT32_MAX >> (2 * DPI_LANE_BYTES - text.n);
	return may_begin_at(s, text, 0, bits);
}

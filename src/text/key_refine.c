/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fingerprint and the n-gram fingerprint as OpenRefine makes them, byte
 * for byte (3.5 and later: FingerprintKeyer, NGramFingerprintKeyer): white
 * space and controls trimmed, lower case, NFKD, diacritics and modifiers
 * removed, some letters spelled out, punctuation and controls removed. The
 * fingerprint is then split at white space; symbols such as € and + stay.
 */
#include <dpipe/text.h>

#include <stdlib.h>
#include <utf8proc.h>

#include "text/key.h"
#include "text/unicode_13.h"

/* The letters that do not decompose; all small, as case is gone already. */
static const char *
spelled_out(uint32_t c)
{
	switch (c) {
	case 0xa9:
		return "c";
	case 0xdf:
		return "ss";
	case 0xe6:
		return "ae";
	case 0xf0:
	case 0x111:
	case 0x256:
		return "d";
	case 0xf8:
	case 0x153:
		return "oe";
	case 0xfe:
		return "th";
	case 0x127:
		return "h";
	case 0x131:
		return "i";
	case 0x138:
		return "k";
	case 0x142:
		return "l";
	case 0x14b:
		return "n";
	case 0x17f:
	case 0x1e9c:
	case 0x1e9d:
		return "s";
	case 0x167:
		return "t";
	case 0x1bf:
		return "w";
	default:
		return NULL;
	}
}

/* White space of Java's \s, without the zero-width ones that we add. */
static bool
is_java_space(uint32_t c)
{
	return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xa0 ||
	       c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

/* Categories that the key does not have: P*, Lm, Sk; and controls. */
static bool
is_dropped(uint32_t c)
{
	if (c < 0x20 || (c >= 0x7f && c < 0xa0))
		return true;
	if (c >= 0x300 && c < 0x370)
		return true;
	switch (dpi_category_13(c)) {
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_SK:
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
		return true;
	default:
		return false;
	}
}

/* What becomes of ASCII: itself, in lower case; ' '; or 0 when dropped. */
static char
ascii_key(unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + 32);
	if (c == ' ' || (c >= 9 && c <= 13))
		return ' ';
	if (c < 0x20 || c == 0x7f)
		return 0;
	if (memchr("!\"#%&'()*,-./:;?@[\\]_{}^`", c, 25))
		return 0;
	return (char)c;
}

static void
add_char(struct dp_buf *out, uint32_t c)
{
	char bytes[4];

	dp_buf_add(out, bytes, dp_utf8_encode(c, bytes));
}

/* ---- the normal form -------------------------------------------------- */

/* Appends what the key keeps of C, decomposed and in lower case. */
static void
add_kept(struct dp_buf *out, uint32_t c)
{
	const char *many = spelled_out(c);

	if (is_java_space(c))
		dp_buf_char(out, ' ');
	else if (many)
		dp_buf_c(out, many);
	else if (!is_dropped(c))
		add_char(out, c);
}

/* Appends what the key keeps of S, which is in lower case. */
static void
add_decomposed(dp_str s, struct dp_buf *out)
{
	const utf8proc_option_t how = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE;
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)s.p;
	utf8proc_ssize_t n = utf8proc_decompose(p, (utf8proc_ssize_t)s.n, NULL,
						0, how);
	utf8proc_int32_t *c = dp_realloc_array(NULL, (size_t)(n > 0 ? n : 1),
					       sizeof *c);

	if (n > 0)
		n = utf8proc_decompose(p, (utf8proc_ssize_t)s.n, c, n, how);
	for (utf8proc_ssize_t i = 0; i < n; i++)
		add_kept(out, (uint32_t)c[i]);
	free(c);
}

/* Bytes of S before the first character that is too new, or all of them. */
static size_t
known_bytes(dp_str s)
{
	size_t i = 0;

	while (i < s.n) {
		uint32_t c = 0;
		unsigned len = dp_utf8_decode(s.p + i, s.n - i, &c);

		if (len && !dpi_is_in_unicode_13(c))
			break;
		i += len ? len : 1;
	}
	return i;
}

static void
normalise_unicode(dp_str s, struct dp_buf *out)
{
	struct dp_buf lower = { 0 };
	dp_str rest;

	dpi_lower_java(s, &lower);
	rest = dp_buf_view(&lower);
	while (rest.n) {
		size_t n = known_bytes(rest);

		add_decomposed((dp_str){ rest.p, n }, out);
		rest = dp_str_from(rest, n);
		/* it stays as it is, and marks do not pass it */
		if (rest.n) {
			uint32_t c;

			n = dp_utf8_decode(rest.p, rest.n, &c);
			dp_buf_add(out, rest.p, n);
			rest = dp_str_from(rest, n);
		}
	}
	dp_buf_done(&lower);
}

/* Appends S changed, its words still where they are. */
static void
normalise(dp_str s, struct dp_buf *out)
{
	/* Java's trim: everything up to the blank */
	while (s.n > 0 && (unsigned char)s.p[0] <= ' ')
		s = dp_str_from(s, 1);
	while (s.n > 0 && (unsigned char)s.p[s.n - 1] <= ' ')
		s.n--;
	for (size_t i = 0; i < s.n; i++) {
		char k;

		if (s.p[i] & 0x80) {
			out->n = 0;
			normalise_unicode(s, out);
			return;
		}
		k = ascii_key((unsigned char)s.p[i]);
		if (k)
			dp_buf_char(out, k);
	}
}

void
dpi_key_refine(dp_str s, struct dp_buf *scratch, struct dp_buf *out)
{
	struct dpi_wordlist words;
	dp_str rest;

	dpi_wordlist_init(&words);
	scratch->n = 0;
	normalise(s, scratch);
	rest = dp_buf_view(scratch);
	/*
	 * Java's split gives an empty word where the text now starts with a
	 * space ("- a"), so the key does too.
	 */
	if (rest.n > 0 && rest.p[0] == ' ')
		dpi_wordlist_add(&words, DP_S(""));
	while (rest.n > 0) {
		dp_str word = dp_str_cut(&rest, ' ');

		if (word.n > 0)
			dpi_wordlist_add(&words, word);
	}
	if (words.n == 1 && words.word[0].n == 0)
		words.n = 0;
	dpi_wordlist_finish(&words, out);
}

/* ---- n-grams ---------------------------------------------------------- */

/*
 * Java's characters are units of UTF-16, and so are the n of an n-gram: one
 * can hold half a character. A half is written as UTF-8 would write its
 * number, so that keys are equal where Java's are.
 */
struct grams {
	uint16_t *unit;
	size_t n, size;
};

static void
add_units(struct grams *g, dp_str s)
{
	uint32_t c;

	g->unit = dp_realloc_array(NULL, s.n + 1, sizeof *g->unit);
	for (size_t i = 0; i < s.n;) {
		unsigned len = dp_utf8_decode(s.p + i, s.n - i, &c);

		i += len ? len : 1;
		if (len == 0 || c == ' ')
			continue;
		if (c > 0xffff) {
			g->unit[g->n++] =
				(uint16_t)(0xd800 + ((c - 0x10000) >> 10));
			c = 0xdc00 + ((c - 0x10000) & 0x3ff);
		}
		g->unit[g->n++] = (uint16_t)c;
	}
}

static int
by_units(const uint16_t *a, const uint16_t *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

/* Sorts the N places at AT by the n-grams that stand there: Shell's sort. */
static void
sort_places(const struct grams *g, uint32_t *at, size_t n)
{
	size_t gap = 1;

	while (gap < n / 3)
		gap = gap * 3 + 1;
	for (; gap > 0; gap /= 3)
		for (size_t i = gap; i < n; i++) {
			uint32_t moved = at[i];
			size_t k = i;

			while (k >= gap &&
			       by_units(g->unit + at[k - gap], g->unit + moved,
					g->size) > 0) {
				at[k] = at[k - gap];
				k -= gap;
			}
			at[k] = moved;
		}
}

/* Appends the half U as UTF-8 would write it, were it a character. */
static void
add_half(struct dp_buf *out, uint16_t u)
{
	char half[3] = { (char)0xed, (char)(0x80 | (u >> 6 & 0x3f)),
			 (char)(0x80 | (u & 0x3f)) };

	dp_buf_add(out, half, sizeof half);
}

/* Appends unit U; halves that meet (the first waits in HIGH) are one again. */
static void
add_unit(struct dp_buf *out, uint16_t u, uint16_t *high)
{
	bool low = u >= 0xdc00 && u < 0xe000;

	if (*high && low) {
		add_char(out, 0x10000 + ((uint32_t)(*high - 0xd800) << 10) +
				      (u - 0xdc00u));
		*high = 0;
		return;
	}
	if (*high)
		add_half(out, *high);
	*high = u >= 0xd800 && u < 0xdc00 ? u : 0;
	if (low)
		add_half(out, u);
	else if (!*high)
		add_char(out, u);
}

void
dp_ngram_key(dp_str s, unsigned size, struct dp_buf *out)
{
	struct grams g = { .size = size };
	struct dp_buf scratch = { 0 };
	uint32_t *at;
	uint16_t high = 0;
	size_t n;

	normalise(s, &scratch);
	add_units(&g, dp_buf_view(&scratch));
	n = g.n < size ? 0 : g.n - size + 1;
	at = dp_realloc_array(NULL, n + 1, sizeof *at);
	for (size_t i = 0; i < n; i++)
		at[i] = (uint32_t)i;
	sort_places(&g, at, n);
	for (size_t i = 0; i < n; i++) {
		if (i &&
		    by_units(g.unit + at[i - 1], g.unit + at[i], size) == 0)
			continue;
		for (size_t k = 0; k < size; k++)
			add_unit(out, g.unit[at[i] + k], &high);
	}
	if (high)
		add_half(out, high);
	free(at);
	free(g.unit);
	dp_buf_done(&scratch);
}

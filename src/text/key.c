/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys under which values that mean the same fall together. Whether they are
 * the same is for a person to say.
 */
#include <dpipe/text.h>

#include <stdlib.h>
#include <utf8proc.h>

#include "text/key.h"

/* ---- sorted words ----------------------------------------------------- */

static int
by_bytes(const void *a, const void *b)
{
	return dp_str_cmp(*(const dp_str *)a, *(const dp_str *)b);
}

void
dpi_wordlist_add(struct dpi_wordlist *l, dp_str word)
{
	if (l->n == l->cap) {
		size_t cap = l->cap * 2;
		dp_str *more = dp_realloc_array(NULL, cap, sizeof(*more));

		memcpy(more, l->word, l->n * sizeof(*more));
		if (l->word != l->own)
			free(l->word);
		l->word = more;
		l->cap = cap;
	}
	l->word[l->n++] = word;
}

void
dpi_wordlist_init(struct dpi_wordlist *l)
{
	l->word = l->own;
	l->n = 0;
	l->cap = DPI_WORDS;
}

void
dpi_wordlist_finish(struct dpi_wordlist *l, struct dp_buf *out)
{
	bool any = false;

	qsort(l->word, l->n, sizeof(*l->word), by_bytes);
	for (size_t i = 0; i < l->n; i++) {
		if (i > 0 && dp_str_eq(l->word[i], l->word[i - 1]))
			continue;
		if (any)
			dp_buf_char(out, ' ');
		dp_buf_str(out, l->word[i]);
		any = true;
	}
	if (l->word != l->own)
		free(l->word);
}

/* ---- OpenRefine's fingerprint ------------------------------------------ */

/*
 * OpenRefine 3.5 and later (FingerprintKeyer): white space trimmed, lower
 * case, NFKD, diacritics and modifiers removed, some letters spelled out,
 * punctuation and controls removed, split at white space, sorted, doubles
 * removed. Symbols such as € and + stay.
 */

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
	switch (utf8proc_category((utf8proc_int32_t)c)) {
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
add_key_char(struct dp_buf *out, uint32_t c)
{
	const char *many = spelled_out(c);
	char bytes[4];

	if (is_java_space(c))
		dp_buf_char(out, ' ');
	else if (many)
		dp_buf_c(out, many);
	else if (!is_dropped(c))
		dp_buf_add(out, bytes, dp_utf8_encode(c, bytes));
}

/* Appends S changed, its words still where they are. */
static void
refine_normalise(dp_str s, struct dp_buf *out)
{
	unsigned len;

	for (size_t i = 0; i < s.n; i += len) {
		utf8proc_int32_t part[32];
		utf8proc_ssize_t n;
		uint32_t c;
		int bound = 0;

		if (!(s.p[i] & 0x80)) {
			char k = ascii_key((unsigned char)s.p[i]);

			len = 1;
			if (k)
				dp_buf_char(out, k);
			continue;
		}
		len = dp_utf8_decode(s.p + i, s.n - i, &c);
		if (len == 0) {
			len = 1;
			continue;
		}
		n = utf8proc_decompose_char(
			utf8proc_tolower((utf8proc_int32_t)c), part, 32,
			UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE, &bound);
		for (utf8proc_ssize_t k = 0; k < n && k < 32; k++)
			add_key_char(out, (uint32_t)part[k]);
	}
}

static dp_str
trim_java(dp_str s)
{
	unsigned len;
	uint32_t c;

	while (s.n > 0 && (len = dp_utf8_decode(s.p, s.n, &c)) > 0 &&
	       is_java_space(c))
		s = dp_str_from(s, len);
	return s;
}

static void
refine_key(dp_str s, struct dp_buf *scratch, struct dp_buf *out)
{
	struct dpi_wordlist words;
	dp_str rest;

	dpi_wordlist_init(&words);
	refine_normalise(trim_java(s), scratch);
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

/* ---- both ------------------------------------------------------------- */

void
dp_cluster_key(dp_str s, enum dp_key how, struct dp_buf *out)
{
	struct dp_buf scratch = { 0 };

	if (how == DP_KEY_FINGERPRINT)
		refine_key(s, &scratch, out);
	else
		dpi_key_fr(s, &scratch, out);
	dp_buf_done(&scratch);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys under which values that mean the same fall together. Whether they are
 * the same is for a person to say.
 */
#include <dpipe/text.h>

#include <stdlib.h>

#include "text/key.h"

/* ---- sorted words ----------------------------------------------------- */

/* Where a first byte of UTF-8 stands among the units of UTF-16. */
static int
rank_utf16(unsigned char c)
{
	if (c < 0xee)
		return c;
	return c < 0xf0 ? c + 16 : c - 2;
}

/* The order of Java's strings: what is beyond U+FFFF comes before U+E000. */
static int
by_utf16(const void *a, const void *b)
{
	dp_str x = *(const dp_str *)a, y = *(const dp_str *)b;
	size_t n = x.n < y.n ? x.n : y.n;

	for (size_t i = 0; i < n; i++)
		if (x.p[i] != y.p[i])
			return rank_utf16((unsigned char)x.p[i]) <
					       rank_utf16((unsigned char)
								  y.p[i]) ?
				       -1 :
				       1;
	return x.n == y.n ? 0 : x.n < y.n ? -1 : 1;
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

	qsort(l->word, l->n, sizeof(*l->word), by_utf16);
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

/* ---- which key -------------------------------------------------------- */

void
dp_cluster_key(dp_str s, enum dp_key how, struct dp_buf *out)
{
	struct dp_buf scratch = { 0 };

	switch (how) {
	case DP_KEY_FINGERPRINT:
		dpi_key_refine(s, &scratch, out);
		break;
	case DP_KEY_FINGERPRINT_FR:
		dpi_key_fr(s, &scratch, out);
		break;
	case DP_KEY_NGRAM:
		dp_ngram_key(s, 2, out);
		break;
	case DP_KEY_PHONETIC_FR:
	case DP_KEY_METAPHONE:
		dpi_key_sound(s, how, &scratch, out);
		break;
	case DP_KEY_FOLDED:
		dpi_key_folded(s, &scratch, out);
		break;
	}
	dp_buf_done(&scratch);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys of how a value sounds, word by word, and the folded value. The codes of
 * single words are fonem.c's and metaphone.c's.
 */
#include <dpipe/text.h>

#include "text/key.h"

/* Puts WORD in capitals into UP; false when it has other signs. */
static bool
capitals(dp_str word, struct dp_buf *up)
{
	up->n = 0;
	for (size_t i = 0; i < word.n; i++) {
		if (word.p[i] < 'a' || word.p[i] > 'z')
			return false;
		dp_buf_char(up, (char)(word.p[i] - 32));
	}
	return true;
}

void
dpi_key_sound(dp_str s, enum dp_key how, struct dp_buf *scratch,
	      struct dp_buf *out)
{
	struct dp_words words = { 0 };
	struct dp_buf up = { 0 };
	size_t start = out->n;
	dp_str word;

	dp_fold(s, scratch);
	words.rest = dp_buf_view(scratch);
	while (dp_words_next(&words, &word)) {
		size_t before;

		if (out->n > start)
			dp_buf_char(out, ' ');
		before = out->n;
		if (capitals(word, &up)) {
			if (how == DP_KEY_METAPHONE)
				dpi_metaphone(dp_buf_view(&up), out);
			else
				dpi_fonem(dp_buf_view(&up), out);
		}
		if (out->n == before)
			dp_buf_str(out, word);
	}
	dp_buf_done(&up);
}

void
dpi_key_folded(dp_str s, struct dp_buf *scratch, struct dp_buf *out)
{
	bool pending = false;
	size_t start = out->n;
	dp_str rest;

	dp_fold(s, scratch);
	rest = dp_buf_view(scratch);
	while (rest.n) {
		unsigned space = dp_space_bytes(rest);

		if (space) {
			pending = out->n > start;
			rest = dp_str_from(rest, space);
			continue;
		}
		if (pending)
			dp_buf_char(out, ' ');
		pending = false;
		dp_buf_char(out, rest.p[0]);
		rest = dp_str_from(rest, 1);
	}
}

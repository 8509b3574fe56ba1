/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers in a name: they tell one of several things from another, however
 * alike the rest is.
 */
#include <dpipe/text.h>

#include "text/key.h"

static uint64_t
add(uint64_t h, char c)
{
	return (h ^ (unsigned char)c) * UINT64_C(0x100000001b3);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A Roman number below 40, in small letters. */
static bool
is_roman(dp_str word)
{
	static const char *const ones[] = { "ix", "iv",  "viii", "vii", "vi",
					    "v",  "iii", "ii",   "i" };
	size_t tens = 0;

	while (tens < 3 && tens < word.n && word.p[tens] == 'x')
		tens++;
	if (tens == word.n)
		return tens > 0;
	for (size_t i = 0; i < sizeof ones / sizeof *ones; i++)
		if (dp_str_is(dp_str_from(word, tens), ones[i]))
			return true;
	return false;
}

/* 2a of Corse or of a street: digits and a letter; 14e is 14. */
static bool
is_lettered(dp_str word)
{
	size_t letters = 0;

	for (size_t i = 0; i < word.n; i++)
		letters += !is_digit(word.p[i]);
	return letters == 1 && word.n > 1 && word.p[word.n - 1] != 'e';
}

static uint64_t
add_word(uint64_t h, dp_str word)
{
	bool any = false;

	for (size_t i = 0; i < word.n; i++) {
		bool digit = is_digit(word.p[i]);

		/* 01 is 1 */
		if (digit && word.p[i] == '0' && !any && i + 1 < word.n &&
		    is_digit(word.p[i + 1]))
			continue;
		if (digit)
			h = add(h, word.p[i]);
		else if (any)
			h = add(h, ' ');
		any = digit;
	}
	return any ? add(h, ' ') : h;
}

static uint64_t
add_whole(uint64_t h, dp_str word)
{
	for (size_t i = 0; i < word.n; i++)
		h = add(h, word.p[i]);
	return add(h, ' ');
}

bool
dpi_is_last_letter(dp_str all, dp_str word)
{
	size_t end = (size_t)(word.p - all.p) + word.n;
	bool apostrophe = end < all.n && all.p[end] == '\'';

	while (end < all.n && (all.p[end] == ' ' || all.p[end] == ')'))
		end++;
	return word.n == 1 && word.p > all.p && end == all.n && !apostrophe;
}

uint64_t
dpi_key_numbers(dp_str folded)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	struct dp_words words = { .rest = folded };
	dp_str word;

	while (dp_words_next(&words, &word))
		if (is_roman(word) || is_lettered(word) ||
		    dpi_is_last_letter(folded, word))
			h = add_whole(h, word);
		else
			h = add_word(h, word);
	return h;
}

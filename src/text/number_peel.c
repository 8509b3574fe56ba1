/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands around the digits of a number: signs, brackets, currencies,
 * percent. Reading the digits is number.c's.
 */
#include "text/number.h"

/* Drops PREFIX from B, if it is there. */
static bool
take(struct dpi_body *b, const char *prefix)
{
	if (!dp_str_starts(b->s, prefix))
		return false;
	b->s = dp_trim(dp_str_from(b->s, strlen(prefix)));
	return true;
}

static bool
take_back(struct dpi_body *b, const char *suffix)
{
	size_t n = strlen(suffix);

	if (b->s.n < n || memcmp(b->s.p + b->s.n - n, suffix, n) != 0)
		return false;
	b->s = dp_trim((dp_str){ b->s.p, b->s.n - n });
	return true;
}

static const char *const currency_signs[] = { "\xe2\x82\xac", "$", "\xc2\xa3",
					      "\xc2\xa5" };
static const struct {
	const char *word, *sign;
} currency_words[] = {
	{ "euros", "\xe2\x82\xac" },
	{ "euro", "\xe2\x82\xac" },
	{ "eur", "\xe2\x82\xac" },
	{ "usd", "$" },
	{ "gbp", "\xc2\xa3" },
	{ "chf", "CHF" },
	{ "frf", "FRF" },
	{ "cad", "CAD" },
	{ "jpy", "\xc2\xa5" },
};

#define N_WORDS (sizeof currency_words / sizeof *currency_words)

static bool
same_letters(const char *p, const char *word, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char c = p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (c != word[i])
			return false;
	}
	return true;
}

static bool
take_currency(struct dpi_body *b, bool back)
{
	dp_str s = b->s;
	unsigned char c;

	if (s.n == 0)
		return false;
	c = (unsigned char)s.p[back ? s.n - 1 : 0];
	if (c < 0x80 && c != '$' && ((c | 0x20) < 'a' || (c | 0x20) > 'z'))
		return false;
	for (size_t i = 0; i < sizeof(currency_signs) / sizeof(char *); i++) {
		const char *sign = currency_signs[i];

		if (back ? take_back(b, sign) : take(b, sign)) {
			b->which = sign;
			return true;
		}
	}
	for (size_t i = 0; i < N_WORDS; i++) {
		const char *word = currency_words[i].word;
		size_t n = strlen(word);

		if (s.n < n ||
		    !same_letters(back ? s.p + s.n - n : s.p, word, n))
			continue;
		b->which = currency_words[i].sign;
		b->s = dp_trim((dp_str){ back ? s.p : s.p + n, s.n - n });
		return true;
	}
	return false;
}

/* Takes one sign off the front. */
static bool
peel_front(struct dpi_body *b, const struct dp_number_opts *o)
{
	if (!b->sign) {
		if (take(b, "-") || take(b, "\xe2\x88\x92")) {
			b->minus = b->sign = true;
			return true;
		}
		if (take(b, "+")) {
			b->sign = true;
			return true;
		}
	}
	if (o->currency && !b->currency && take_currency(b, false)) {
		b->currency = true;
		return true;
	}
	return false;
}

static bool
peel_back(struct dpi_body *b, const struct dp_number_opts *o)
{
	if (!b->sign && (take_back(b, "-") || take_back(b, "\xe2\x88\x92"))) {
		b->minus = b->sign = true;
		return true;
	}
	if (o->percent && !b->percent && take_back(b, "%")) {
		b->percent = true;
		return true;
	}
	if (o->currency && !b->currency && take_currency(b, true)) {
		b->currency = true;
		return true;
	}
	return false;
}

/* Takes all signs off both ends. */
static void
peel_ends(struct dpi_body *b, const struct dp_number_opts *o)
{
	if (b->s.n > 0 && !dpi_is_digit(b->s.p[0])) {
		while (peel_front(b, o))
			;
	}
	if (b->s.n > 0 && !dpi_is_digit(b->s.p[b->s.n - 1])) {
		while (peel_back(b, o))
			;
	}
}

bool
dpi_number_peel(struct dpi_body *b, const struct dp_number_opts *o)
{
	peel_ends(b, o);
	if (!b->sign && b->s.n > 2 && b->s.p[0] == '(' &&
	    b->s.p[b->s.n - 1] == ')') {
		b->s = dp_trim((dp_str){ b->s.p + 1, b->s.n - 2 });
		b->minus = b->sign = true;
		peel_ends(b, o);
	}
	return b->s.n > 0;
}

const char *
dpi_number_currency(dp_str s)
{
	static const struct dp_number_opts all = { DP_NUMBER_FR, true, true };
	struct dpi_body b = { .s = dp_trim(s) };

	return dpi_number_peel(&b, &all) ? b.which : NULL;
}

bool
dpi_number_hides_digits(dp_str s)
{
	const int64_t least = 11;
	int64_t power, digits = 0;
	size_t i = 0;

	for (; i < s.n && (s.p[i] | 0x20) != 'e'; i++)
		digits += s.p[i] >= '0' && s.p[i] <= '9';
	if (i == s.n)
		return false;
	i += i + 1 < s.n && s.p[i + 1] == '+';
	return dp_str_int(dp_str_from(s, i + 1), &power) && power >= least &&
	       power >= digits;
}

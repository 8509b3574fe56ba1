/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words and signs for "no value" that are values of a column like the others.
 */
#include "step/verify_inner.h"

#include <ctype.h>

/* What short values are made of. */
enum shape { CAPITALS, SMALL, SYMBOL, SIGNS, OTHER, SHAPES };

#define CODE_CHARS_MAX 3u

/* FR, fr, Fe, ++: codes of one to three letters; signs, however many. */
static enum shape
shape_of(dp_str v)
{
	size_t capitals = 0, small = 0, signs = 0;

	for (size_t i = 0; i < v.n; i++) {
		unsigned char c = (unsigned char)v.p[i];

		capitals += isupper(c) > 0;
		small += islower(c) > 0;
		signs += ispunct(c) > 0;
	}
	if (v.n > 0 && signs == v.n)
		return SIGNS;
	if (v.n == 0 || v.n > CODE_CHARS_MAX)
		return OTHER;
	if (capitals == v.n)
		return CAPITALS;
	if (small == v.n)
		return SMALL;
	return capitals == 1 && small == v.n - 1 &&
			       isupper((unsigned char)v.p[0]) ?
		       SYMBOL :
		       OTHER;
}

/* How many different values of F have each shape and length. */
struct shapes {
	size_t n[SHAPES][CODE_CHARS_MAX + 1];
	size_t all; /* values that are no such words */
};

/* A symbol may be one letter: N beside Na. */
static size_t
like(const struct shapes *s, enum shape shape, size_t length)
{
	size_t n = 0;

	if (shape == CAPITALS || shape == SMALL)
		return s->n[shape][length];
	for (size_t k = 0; k <= CODE_CHARS_MAX; k++)
		n += s->n[shape][k];
	return shape == SYMBOL && s->n[shape][length] ? n + s->n[CAPITALS][1] :
	       shape == SIGNS                         ? n :
							0;
}

/* Is the word V of the shape and length of nearly all other values? */
static bool
is_like_others(const struct shapes *s, dp_str v)
{
	enum shape shape = shape_of(v);

	return shape != OTHER && s->all >= (shape == SIGNS ? 1 : 2) &&
	       like(s, shape, v.n) * 10 >= s->all * 9;
}

/* Does the heading speak of the names of people? */
static bool
says_name(dp_str heading)
{
	static const char *const says[] = {
		"nom",       "noms",     "prenom",    "prenoms",
		"name",      "names",    "surname",   "lastname",
		"firstname", "forename", "patronyme", NULL
	};

	return dpi_heading_says(heading, says);
}

/* A capital, then small letters: Null, None, Na. */
static bool
is_name(dp_str v)
{
	for (size_t i = 0; i < v.n; i++)
		if (i ? !islower((unsigned char)v.p[i]) :
			!isupper((unsigned char)v.p[i]))
			return false;
	return v.n > 1;
}

bool
dpi_are_words_ordinary(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;
	bool codes = true, names = says_name(j->column);
	struct shapes s = { .all = 0 };
	size_t n_words = 0;

	for (size_t i = 0; i < f->value.n; i++) {
		dp_str v = f->value.text[i];
		enum shape shape = shape_of(v);

		if (f->traits[i] >> DPI_NA_WORD & 1) {
			n_words++;
			names = names && is_name(v);
			continue;
		}
		s.all++;
		s.n[shape][v.n <= CODE_CHARS_MAX ? v.n : 0]++;
	}
	for (size_t i = 0; i < f->value.n && codes; i++)
		codes = !(f->traits[i] >> DPI_NA_WORD & 1) ||
			is_like_others(&s, f->value.text[i]);
	return n_words > 0 && (codes || (names && s.all >= 2));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fingerprint for French names of places, streets and bodies: articles
 * and legal forms say nothing, and usual abbreviations are spelled out.
 */
#include <dpipe/text.h>

#include "text/key.h"
#include "text/quick.h"

static const struct {
	const char *brief, *full;
} abbreviations[] = {
	{ "st", "saint" },       { "ste", "sainte" },
	{ "sts", "saints" },     { "stes", "saintes" },
	{ "av", "avenue" },      { "ave", "avenue" },
	{ "bd", "boulevard" },   { "bld", "boulevard" },
	{ "blvd", "boulevard" }, { "boul", "boulevard" },
	{ "fbg", "faubourg" },   { "fg", "faubourg" },
	{ "imp", "impasse" },    { "pl", "place" },
	{ "rte", "route" },      { "sq", "square" },
};

static const char *const dropped[] = {
	"a",    "and", "asso",   "assoc", "association", "au",   "aux", "d",
	"de",   "des", "du",     "eirl",  "et",          "eurl", "l",   "la",
	"le",   "les", "sa",     "sarl",  "sas",         "sasu", "sci", "scic",
	"scop", "scp", "selarl", "snc",   "un",          "une"
};

static bool
is_dropped(dp_str word)
{
	for (size_t i = 0; i < sizeof(dropped) / sizeof(*dropped); i++) {
		if (dpi_is(word, dropped[i]))
			return true;
	}
	return false;
}

/* "A." of A. Dupont: an initial tells one person from another. REST follows. */
static bool
is_initial(dp_str word, dp_str rest)
{
	return word.n == 1 && rest.n > 1 && rest.p[0] == '.' &&
	       rest.p[1] == ' ';
}

static dp_str
spell_out(dp_str word)
{
	for (size_t i = 0; i < sizeof(abbreviations) / sizeof(*abbreviations);
	     i++) {
		if (dpi_is(word, abbreviations[i].brief))
			return dp_str_c(abbreviations[i].full);
	}
	return word;
}

/*
 * Joins initials in the N bytes at P, in place: "s.a.r.l." gives "sarl".
 * Returns the new length.
 */
static size_t
join_initials(char *p, size_t n)
{
	size_t o = 0;
	unsigned run = 0; /* letters and digits since the last other sign */

	for (size_t i = 0; i < n; i++) {
		char c = p[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			    (c & 0x80);
		bool lone = i + 2 >= n || p[i + 2] == '.';

		if (c == '.' && run == 1 && i + 1 < n && lone &&
		    p[i + 1] >= 'a' && p[i + 1] <= 'z') {
			run = 0;
			continue;
		}
		run = word ? run + 1 : 0;
		p[o++] = c;
	}
	return o;
}

void
dpi_key_fr(dp_str s, struct dp_buf *scratch, struct dp_buf *out)
{
	struct dp_words w;
	struct dpi_wordlist words;
	dp_str word;

	dp_fold(s, scratch);
	if (scratch->n > 0)
		scratch->n = join_initials(scratch->p, scratch->n);
	dpi_wordlist_init(&words);
	w.rest = dp_buf_view(scratch);
	while (dp_words_next(&w, &word)) {
		if (!is_dropped(word) || is_initial(word, w.rest))
			dpi_wordlist_add(&words, spell_out(word));
	}
	if (words.n == 0) {
		/* nothing but articles: they are the name */
		w.rest = dp_buf_view(scratch);
		while (dp_words_next(&w, &word))
			dpi_wordlist_add(&words, word);
	}
	dpi_wordlist_finish(&words, out);
}

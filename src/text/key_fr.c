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

/* The words of a folded text, with what stands around each. */
struct reading {
	struct dp_words words;
	dp_str all, before, word;
};

static bool
next_word(struct reading *r)
{
	r->before = r->word;
	return dp_words_next(&r->words, &r->word);
}

static void
start(struct reading *r, dp_str folded)
{
	memset(r, 0, sizeof *r);
	r->all = r->words.rest = folded;
}

/*
 * "A." of A. Dupont tells one person from another, "A" of Bâtiment A one
 * building.
 */
static bool
is_initial(const struct reading *r)
{
	dp_str rest = r->words.rest;

	return (r->word.n == 1 && rest.n > 1 && rest.p[0] == '.' &&
		rest.p[1] == ' ') ||
	       dpi_is_last_letter(r->all, r->word);
}

/*
 * "s/" between two words: Chalon s/ Saône. A short word behind it makes it a
 * list or another abbreviation: S/M, s/c.
 */
static bool
is_sur(const struct reading *r)
{
	struct dp_words after = r->words;
	size_t end = (size_t)(r->word.p - r->all.p) + r->word.n;
	dp_str next;

	return dpi_is(r->word, "s") && r->before.p && end < r->all.n &&
	       r->all.p[end] == '/' && dp_words_next(&after, &next) &&
	       next.n > 2;
}

/* The word spelled out, or itself. */
static dp_str
spell_out(const struct reading *r)
{
	for (size_t i = 0; i < sizeof(abbreviations) / sizeof(*abbreviations);
	     i++) {
		if (dpi_is(r->word, abbreviations[i].brief))
			return dp_str_c(abbreviations[i].full);
	}
	/* alone, or behind a number, pce is a room or a piece */
	if (dpi_is(r->word, "pce") &&
	    (dpi_is(r->before, "en") || dpi_is(r->before, "de")))
		return DP_S("provence");
	if (is_sur(r))
		return DP_S("sur");
	return r->word;
}

/* S folded into SCRATCH, its initials joined. */
static dp_str
fold(dp_str s, struct dp_buf *scratch)
{
	dp_fold(s, scratch);
	if (scratch->n > 0)
		scratch->n = join_initials(scratch->p, scratch->n);
	return dp_buf_view(scratch);
}

void
dpi_key_fr(dp_str s, struct dp_buf *scratch, struct dp_buf *out)
{
	struct dpi_wordlist words;
	struct reading r;
	dp_str folded = fold(s, scratch);

	dpi_wordlist_init(&words);
	start(&r, folded);
	while (next_word(&r))
		if (!is_dropped(r.word) || is_initial(&r))
			dpi_wordlist_add(&words, spell_out(&r));
	if (words.n == 0) {
		/* nothing but articles: they are the name */
		start(&r, folded);
		while (next_word(&r))
			dpi_wordlist_add(&words, r.word);
	}
	dpi_wordlist_finish(&words, out);
}

void
dpi_key_fr_form(dp_str s, struct dp_buf *scratch, struct dp_buf *out)
{
	struct reading r;

	start(&r, fold(s, scratch));
	while (next_word(&r)) {
		dp_buf_str(out, spell_out(&r));
		dp_buf_char(out, ' ');
	}
}

size_t
dpi_key_fr_brief(dp_str s)
{
	struct dp_buf scratch = { 0 };
	struct reading r;
	size_t n = 0;

	start(&r, fold(s, &scratch));
	while (next_word(&r))
		n += !is_dropped(r.word) && !dp_str_eq(spell_out(&r), r.word);
	dp_buf_done(&scratch);
	return n;
}

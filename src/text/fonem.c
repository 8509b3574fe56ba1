/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * FONEM: how a French name sounds. Gérard Bouchard, Patrick Brard, Yolande
 * Lavoie, FONEM : un code de transcription phonétique pour la reconstitution
 * automatique des familles saguenayennes, Population 36(6), 1981, pp.
 * 1085-1103. The numbers are the article's; the order in which its rules are
 * applied decides, and some are applied twice. Made for family names: Saint
 * is ST- whatever way it is written, which SIN and CINQ share.
 */
#include <dpipe/text.h>

#include "text/key.h"

#define VOWELS "AEIOUY"
#define CONSONANTS "BCDFGHJKLMNPQRSTVWXZ"

/*
 * FROM becomes TO between what stands before and after it: a letter of the
 * set; ^ and $ in it are the start and the end; a set that starts with ! is
 * of what may not stand there, and then the start or end may. Two words stand
 * for more: i is an I that no LL follows, n is M, N, IM or IN. In FROM, = is
 * a doubled letter of the set behind it.
 */
struct rule {
	const char *before, *from, *after, *to;
};

/* What # keeps safe from the rules in between: the A of GA, the C of MAC. */
static const struct rule doubles[] = {
	{ NULL, "=" VOWELS, NULL, NULL },           /* V-14 */
	{ NULL, "=BDFGHJKMNPQRTVWXZ", NULL, NULL }, /* C-28 */
	{ NULL, "CC", CONSONANTS "$", "C" },        /* C-28 */
	{ CONSONANTS "^", "SS", NULL, "S" },        /* C-28 */
	{ NULL, "SS", CONSONANTS "$", "S" },        /* C-28 */
	{ "!I", "LL", NULL, "L" },                  /* C-28 */
	{ NULL, "ILE", "$", "ILLE" },               /* C-28 */
};

static const struct rule first[] = {
	{ NULL, "GEO", NULL, "JO" }, /* C-12 */
	{ NULL, "GEAU", NULL, "JO" },
	{ NULL, "CC", "AOU", "K" },                /* C-8 */
	{ NULL, "CC", "EIY", "X" },                /* C-9 */
	{ NULL, "G", "EIY", "J" },                 /* C-10 */
	{ "^", "MAC", CONSONANTS, "MA#" },         /* C-16 */
	{ "^", "MC", NULL, "MA#" },                /* C-17 */
	{ VOWELS, "C", "EIY", "SS" },              /* C-2 */
	{ "BDFGHJKLMNPQRSTVWZ", "C", "EIY", "S" }, /* C-3 */
	{ NULL, "C", "BDFGJKLMNPQRSTVWXZ", "K" },  /* C-7 */
	{ NULL, "EAULT", "$", "O" },               /* V-2 */
	{ NULL, "AULT", "$", "O" },
	{ NULL, "OLT", "$", "O" },
	{ NULL, "EAULX", "$", "O" }, /* V-5 */
	{ NULL, "AULX", "$", "O" },
	{ NULL, "OLX", "$", "O" },
	{ NULL, "EAUT", "$", "O" }, /* V-3 */
	{ NULL, "AUT", "$", "O" },
	{ NULL, "EAUX", "$", "O" }, /* V-4 */
	{ NULL, "AUX", "$", "O" },
	{ NULL, "EAULD", "$", "O" }, /* V-6 */
	{ NULL, "EAUD", "$", "O" },
	{ NULL, "AULD", "$", "O" },
	{ NULL, "AUD", "$", "O" },
	{ NULL, "EAU", NULL, "O" }, /* V-1 */
	{ NULL, "AU", NULL, "O" },
	{ "!PCS", "H", NULL, "" },        /* C-14 */
	{ "^", "SAINTE-", NULL, "STE-" }, /* C-31 */
	{ "^", "SAINTE", "!-", "STE-" },
	{ "^", "STE", "!-", "STE-" },   /* C-33 */
	{ "^", "SAINT-", NULL, "ST-" }, /* C-30 */
	{ "^", "SAINT", "!E-", "ST-" },
	{ "^", "SAIN", "!E-", "ST-" },
	{ "^", "SINT", "!E-", "ST-" },
	{ "^", "SIN", "!E-", "ST-" },
	{ "^", "SEIN", "!E-", "ST-" },
	{ "^", "SEIM", "!E-", "ST-" },
	{ "^", "CINQ", "!E-", "ST-" },
	{ "^", "CIN", "!E-", "ST-" },
	{ "^", "ST", "!E-", "ST-" },                 /* C-32 */
	{ NULL, "GA", "n", "G#" },                   /* C-11 */
	{ NULL, "AM", "BCDFGHJKLMPQRSTVWXZ", "EN" }, /* V-15 */
	{ NULL, "EM", "BCDFGHJKLMPQRSTVWXZ", "EN" },
	{ NULL, "AN", CONSONANTS, "EN" },      /* V-17 */
	{ NULL, "AIM", CONSONANTS "$", "IN" }, /* V-18 */
	{ NULL, "AIN", CONSONANTS "$", "IN" },
	{ NULL, "EIN", CONSONANTS "$", "IN" },
	{ "!G", "AY", "$", "E" },            /* V-7 */
	{ NULL, "EUX", "$", "EU" },          /* V-8 */
	{ NULL, "EY", CONSONANTS "$", "E" }, /* V-9 */
	{ NULL, "Y", NULL, "I" },            /* V-10 */
	{ VOWELS, "I", VOWELS, "Y" },        /* V-11 */
	{ VOWELS, "ILL", NULL, "Y" },        /* V-12 */
	{ NULL, "OU", "AEOU", "W" },         /* V-13 */
	{ NULL, "OU", "i", "W" },
	{ NULL, "OM", "BCDFGHJKLMPQRSTVWXZ", "ON" }, /* V-16 */
	{ NULL, "BORNE", "$", "BURN" },              /* V-19 */
	{ NULL, "BORN", "$", "BURN" },
	{ NULL, "BOURNE", "$", "BURN" },
	{ NULL, "BOURN", "$", "BURN" },
	{ NULL, "BURNE", "$", "BURN" },
	{ "^", "IM", NULL, "IN" }, /* V-20 */
	{ CONSONANTS, "IM", "BCDFGHJKLMPQRSTVWXZ", "IN" },
	{ NULL, "BV", NULL, "V" },                     /* C-1 */
	{ "^", "C", "EIY", "S" },                      /* C-4 */
	{ "^", "C", "AOU", "K" },                      /* C-5 */
	{ VOWELS, "C", "$", "K" },                     /* C-6 */
	{ NULL, "GNI", VOWELS, "GN" },                 /* C-13 */
	{ NULL, "JEA", NULL, "JA" },                   /* C-15 */
	{ NULL, "PH", NULL, "F" },                     /* C-18 */
	{ NULL, "QU", NULL, "K" },                     /* C-19 */
	{ "^", "SC", "EIY", "S" },                     /* C-20 */
	{ NULL, "SC", "EIY", "SS" },                   /* C-21 */
	{ VOWELS CONSONANTS "-#", "SC", "AOU", "SK" }, /* C-22 */
	{ NULL, "SH", NULL, "CH" },                    /* C-23 */
	{ NULL, "TIA", "$", "SSIA" },                  /* C-24 */
	{ "AIOUY", "W", NULL, "" },                    /* C-25 */
	{ NULL, "XC", NULL, "X" },                     /* C-26 */
	{ NULL, "XS", NULL, "X" },
	{ NULL, "XZ", NULL, "X" },
	{ VOWELS, "Z", NULL, "S" }, /* C-27 */
	{ CONSONANTS, "Z", CONSONANTS, "S" },
};

static const struct rule last[] = {
	{ NULL, "G#", NULL, "GA" },
	{ NULL, "MA#", NULL, "MAC" },
};

/* Is what stands at I of W (before 0: the start, W.n: the end) in SET? */
static bool
allows(const char *set, dp_str w, size_t i, char edge)
{
	char c = i < w.n ? w.p[i] : edge;

	if (!set)
		return true;
	if (set[0] == '!')
		return !strchr(set + 1, c);
	return strchr(set, c);
}

static bool
allows_after(const char *set, dp_str w, size_t i)
{
	dp_str rest = dp_str_from(w, i);

	if (set && set[0] == 'i')
		return dp_str_starts(rest, "I") && !dp_str_starts(rest, "ILL");
	if (set && set[0] == 'n') {
		if (dp_str_starts(rest, "I"))
			rest = dp_str_from(rest, 1);
		return rest.n && (rest.p[0] == 'M' || rest.p[0] == 'N');
	}
	return allows(set, w, i, '$');
}

/* Appends what rule R makes of what stands at I of W; its bytes, or 0. */
static size_t
apply_at(const struct rule *r, dp_str w, size_t i, struct dp_buf *out)
{
	size_t n = strlen(r->from);

	if (r->from[0] == '=') {
		if (i + 1 >= w.n || w.p[i] != w.p[i + 1] ||
		    !strchr(r->from + 1, w.p[i]))
			return 0;
		dp_buf_char(out, w.p[i]);
		return 2;
	}
	if (!dp_str_starts(dp_str_from(w, i), r->from) ||
	    !allows(r->before, w, i - 1, '^') ||
	    !allows_after(r->after, w, i + n))
		return 0;
	dp_buf_c(out, r->to);
	return n;
}

/* The word, and room for what a rule makes of it. */
struct fonem {
	struct dp_buf word, other;
};

/* A bit for each letter of S; letters that differ may share one. */
static uint32_t
letters(const char *s, size_t n)
{
	uint32_t set = 0;

	for (size_t i = 0; i < n; i++)
		set |= UINT32_C(1) << (s[i] & 31);
	return set;
}

static void
apply_one(struct fonem *f, const struct rule *rule)
{
	dp_str w = dp_buf_view(&f->word);
	struct dp_buf swap = f->word;
	size_t used;

	f->other.n = 0;
	for (size_t i = 0; i < w.n; i += used) {
		used = apply_at(rule, w, i, &f->other);
		if (used)
			continue;
		dp_buf_char(&f->other, w.p[i]);
		used = 1;
	}
	f->word = f->other;
	f->other = swap;
}

static void
apply(struct fonem *f, const struct rule *rule, size_t n)
{
	uint32_t has = letters(f->word.p, f->word.n);

	for (size_t k = 0; k < n; k++) {
		const char *from = rule[k].from;
		bool doubled = from[0] == '=';

		if (!doubled && (letters(from, strlen(from)) & ~has))
			continue;
		apply_one(f, &rule[k]);
		has = letters(f->word.p, f->word.n);
	}
}

/* C-29: of two consonants at the end the last is silent, but for these. */
static void
drop_silent(struct dp_buf *word)
{
	static const char *const heard[] = { "ILS", "CH", "SH", "MP",
					     "NP",  "RC", "RF", "RK",
					     "RL",  "RN", "RS", "RX" };
	dp_str w = dp_buf_view(word);

	for (size_t k = 0; k < sizeof heard / sizeof *heard; k++) {
		size_t n = strlen(heard[k]);

		if (w.n >= n && memcmp(w.p + w.n - n, heard[k], n) == 0)
			return;
	}
	if (w.n >= 2 && strchr(CONSONANTS, w.p[w.n - 1]) &&
	    strchr(CONSONANTS, w.p[w.n - 2]))
		word->n--;
}

void
dpi_fonem(dp_str word, struct dp_buf *out)
{
	struct fonem f = { 0 };

	dp_buf_str(&f.word, word);
	apply(&f, doubles, sizeof doubles / sizeof *doubles);
	apply(&f, first, sizeof first / sizeof *first);
	drop_silent(&f.word);
	apply(&f, doubles, sizeof doubles / sizeof *doubles);
	apply(&f, last, sizeof last / sizeof *last);
	dp_buf_str(out, dp_buf_view(&f.word));
	dp_buf_done(&f.word);
	dp_buf_done(&f.other);
}

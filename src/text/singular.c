/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * French plurals, for searching and for comparing words. Not a stemmer: only
 * the mark of the plural goes, so that words that differ otherwise stay
 * apart. Words come folded (dp_fold), hence without accents.
 */
#include <dpipe/text.h>

#include "text/quick.h"

struct pair {
	const char *plural, *singular;
};

/* Plurals in -aux and -eux that no rule gives. */
static const struct pair irregular[] = {
	{ "baux", "bail" },
	{ "cieux", "ciel" },
	{ "coraux", "corail" },
	{ "emaux", "email" },
	{ "soupiraux", "soupirail" },
	{ "travaux", "travail" },
	{ "vantaux", "vantail" },
	{ "vitraux", "vitrail" },
	{ "yeux", "oeil" },
	/* -au takes an x without becoming -al */
	{ "boyaux", "boyau" },
	{ "joyaux", "joyau" },
	{ "noyaux", "noyau" },
	{ "tuyaux", "tuyau" },
	/* the seven of the school books */
	{ "bijoux", "bijou" },
	{ "cailloux", "caillou" },
	{ "choux", "chou" },
	{ "genoux", "genou" },
	{ "hiboux", "hibou" },
	{ "joujoux", "joujou" },
	{ "poux", "pou" },
};

/* Words that end like a plural and whose stem would be another word. */
static const char *const invariable[] = {
	"aux",  "avis",  "caux",  "ceux", "chaux", "corps", "cours", "creux",
	"dans", "deux",  "eux",   "faux", "fonds", "lens",  "lors",  "mars",
	"mois", "paris", "pays",  "plus", "puis",  "sans",  "saux",  "sens",
	"sous", "taux",  "temps", "tres", "vers",  "vieux"
};

static bool
ends(dp_str s, const char *tail)
{
	size_t n = strlen(tail);

	return s.n >= n && memcmp(s.p + s.n - n, tail, n) == 0;
}

static bool
has_vowel(dp_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (memchr("aeiouy", s.p[i], 6))
			return true;
	}
	return false;
}

/* Appends the singular of a word in -x. */
static void
drop_x(dp_str s, struct dp_buf *out)
{
	for (size_t i = 0; i < sizeof(irregular) / sizeof(*irregular); i++) {
		if (dpi_is(s, irregular[i].plural)) {
			dp_buf_c(out, irregular[i].singular);
			return;
		}
	}
	if (ends(s, "eaux") || ends(s, "eux")) {
		dp_buf_add(out, s.p, s.n - 1);
	} else if (ends(s, "aux")) {
		dp_buf_add(out, s.p, s.n - 2);
		dp_buf_char(out, 'l');
	} else {
		/* prix, voix, choix … */
		dp_buf_str(out, s);
	}
}

void
dp_singular_fr(dp_str word, struct dp_buf *out)
{
	size_t n = word.n;

	for (size_t i = 0; i < sizeof(invariable) / sizeof(*invariable); i++) {
		if (dpi_is(word, invariable[i])) {
			dp_buf_str(out, word);
			return;
		}
	}
	if (n >= 4 && word.p[n - 1] == 'x') {
		drop_x(word, out);
		return;
	}
	/* short words and initials (bus, CNRS) keep their s, and so does -ss */
	if (n >= 4 && word.p[n - 1] == 's' && word.p[n - 2] != 's' &&
	    has_vowel((dp_str){ word.p, n - 1 }))
		n--;
	dp_buf_add(out, word.p, n);
}

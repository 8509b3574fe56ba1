/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The choice between encodings of one byte a character: the one, with the
 * language, in whose alphabet the text reads best. The tables are in
 * upper_half.c.
 */
#include <dpipe/text.h>

#include "base/i18n.h"
#include "text/encoding.h"

/* So many characters outside ASCII tell languages apart, and encodings. */
#define LANGUAGE_CHARS 120
#define JUDGED_CHARS 4000
/* A lead smaller than this, or than a point for so many characters, is
 * chance. */
#define LEAD_LEAST 4
#define LEAD_ONE_IN 3
/* Beyond this no letter of an alphabet has its code. */
#define LETTERS 0x1f00

/*
 * The letters outside ASCII of the languages of Europe and around, small
 * ones. Unicode Consortium, CLDR, exemplar characters (main), and letters that
 * names and loan words of French bring. Scripts without capitals have nearly
 * all their bytes for letters, right or wrong: the more frequent ones tell.
 */
static const struct alphabet {
	const char *small; /* behind a bar, rare ones */
	bool latin;        /* or a script that is all outside ASCII */
	bool mixed;        /* of several languages: proves less */
} alphabets[] = {
	{ "àâæçèéêëîïôùûüÿœ", true, false }, /* French */
	{ "", true, true },                  /* English, which has signs only */
	{ "àâæçèéêëîïôùûüœäößáíóúñìòãõåøð", true, true }, /* names of many */
	{ "äöüß", true, false },                          /* German */
	{ "áéíóúñü", true, false },                       /* Spanish */
	{ "àèéìíîòóùú", true, false },                    /* Italian */
	{ "áâãàçéêíóôõú", true, false },                  /* Portuguese */
	{ "àçèéíïòóúü", true, false },                    /* Catalan */
	{ "åäöæøé", true, false },                        /* Nordic */
	{ "áæéíðóöúýþ", true, false },                    /* Icelandic */
	{ "ąćęłńóśźż", true, false },                     /* Polish */
	{ "áčďéěíňóřšťúůýž", true, false },               /* Czech */
	{ "áäčďéíĺľňóôŕšťúýž", true, false },             /* Slovak */
	{ "áéíóöőúüű", true, false },                     /* Hungarian */
	{ "ăâîșşțţ", true, false },                       /* Romanian */
	{ "čćđšž", true, false }, /* Croatian, Slovene */
	{ "çğıöşüâîİ", true,
	  false }, /* Turkish, whose I with a dot is a capital of none here */
	{ "ąčęėįšųūž", true, false },                           /* Lithuanian */
	{ "āčēģīķļņšūž", true, false },                         /* Latvian */
	{ "äõöüšž", true, false },                              /* Estonian */
	{ "абвгдезиклмнопрстуыья|йжфхцчшщъэюё", false, false }, /* Russian */
	{ "абвгдезиіїклмнопрстуья|ґєйжфхцчшщю", false, false }, /* Ukrainian */
	{ "абвгдезијклмнопрстуш|ђжљњћфхцчџ", false, false },    /* Serbian */
	{ "αγδεηικλμνοπρσςτυωάέήίόύώ|βζθξφχψϊϋΐΰ", false, false }, /* Greek */
	{ "ĉĝĥĵŝŭ", true, false },      /* Esperanto */
	{ "àċèġħìòùż", true, false },   /* Maltese */
	{ "áäčđŋõöšŧžå", true, false }, /* Sami */
	{ "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
	  true,
	  false }, /* Vietnamese, and so that marks stand behind letters: */
	{ "âêôăđơưàáèéìíòóùúýãõ\u0300\u0301\u0303\u0309\u0323", true, false },
	{ "اليمنورتبعدسفهكقأةحج|شصطخىضغذثزإئظءآؤگچپژ"
	  "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652",
	  false, false }, /* Arabic, Persian */
	{ "יוהלתראשמבנםדחק|פכעטסגצןזךףץ"
	  "\u05b0\u05b1\u05b2\u05b3\u05b4\u05b5\u05b6\u05b7\u05b8"
	  "\u05b9\u05bb\u05bc\u05bd\u05c1\u05c2",
	  false, false }, /* Hebrew */
	{ "\u0e32\u0e19\u0e23\u0e2d\u0e01\u0e40\u0e07\u0e48\u0e21"
	  "\u0e22\u0e25\u0e27\u0e14\u0e17\u0e49\u0e2a\u0e15\u0e31"
	  "\u0e35\u0e1b\u0e1a\u0e04\u0e2b\u0e41\u0e08\u0e1e\u0e0a"
	  "\u0e02\u0e43\u0e44\u0e47\u0e37\u0e34\u0e30|\u0e42"
	  "\u0e0b\u0e13\u0e4c\u0e18\u0e38\u0e39\u0e33\u0e28\u0e29"
	  "\u0e16\u0e1c\u0e0d\u0e1f\u0e2e\u0e2c\u0e1d\u0e20\u0e46"
	  "\u0e36\u0e09\u0e0e\u0e0f\u0e10\u0e11\u0e12\u0e06",
	  false, false }, /* Thai */
};

#define N_ALPHABETS (sizeof alphabets / sizeof *alphabets)

/* In the order in which a tie is decided: Turkish before Icelandic. VISCII,
 * which has letters for all signs, would be taken for any. */
static const enum dp_encoding candidates[] = {
	DP_CP1254,     DP_CP1252,      DP_LATIN9,    DP_CP850,
	DP_MACROMAN,   DP_CP1250,      DP_LATIN2,    DP_CP852,
	DP_CP1257,     DP_CP1251,      DP_KOI8R,     DP_CP866,
	DP_ISO8859_5,  DP_CP1253,      DP_ISO8859_7, DP_CP437,
	DP_KOI8U,      DP_MACCYRILLIC, DP_CP855,     DP_LATIN7,
	DP_LATIN4,     DP_LATIN3,      DP_LATIN10,   DP_LATIN6,
	DP_MACCE,      DP_CP1256,      DP_ISO8859_6, DP_CP1255,
	DP_ISO8859_8,  DP_CP874,       DP_CP1258,    DP_CP737,
	DP_CP869,      DP_MACGREEK,    DP_CP775,     DP_CP857,
	DP_MACTURKISH, DP_MACICELAND,  DP_CP861,     DP_CP860,
	DP_MACROMANIA, DP_MACCROATIAN, DP_LATIN8,
};

#define N_CANDIDATES (sizeof candidates / sizeof *candidates)

/* What a character is, in one alphabet or in any. */
enum kind { OTHER, SMALL, CAPITAL, RARE, FOREIGN, SIGN, CONTROL };

/* What each byte of the upper half is, in one encoding. */
struct reading {
	const uint16_t *upper;
	uint8_t kind[128]; /* of those seen, in the alphabet judged */
	bool latin, mixed;
};

uint32_t
dpi_capital_of(uint32_t c)
{
	struct dp_buf up = { 0 };
	char utf8[4];
	uint32_t is = c;

	dp_case_change((dp_str){ utf8, dp_utf8_encode(c, utf8) }, DP_CASE_UPPER,
		       &up);
	if (up.n)
		(void)dp_utf8_decode(up.p, up.n, &is);
	dp_buf_done(&up);
	return is;
}

/* Signs that texts and tables hold: spaces, quotes, dashes, degrees … */
static bool
is_usual_sign(uint32_t c)
{
	static const uint16_t sign[] = {
		0xa0,   0xa1,   0xa2,   0xa3,   0xa5,   0xa7,   0xa9,
		0xab,   0xae,   0xb0,   0xb1,   0xb2,   0xb3,   0xb5,
		0xb7,   0xba,   0xbb,   0xbc,   0xbd,   0xbe,   0xbf,
		0xd7,   0x2013, 0x2014, 0x2018, 0x2019, 0x201a, 0x201c,
		0x201d, 0x201e, 0x2022, 0x2026, 0x20ac, 0x2116, 0x2122,
	};

	for (size_t i = 0; i < sizeof sign / sizeof *sign; i++)
		if (c == sign[i])
			return true;
	return false;
}

/* Letters of the scripts of Europe: no need to tell more of them. */
static bool
is_letter(uint32_t c)
{
	return (c >= 0xc0 && c < 0x250 && c != 0xd7 && c != 0xf7) ||
	       (c >= 0x370 && c < 0x460) || (c >= 0x5d0 && c < 0x5eb) ||
	       (c >= 0x620 && c < 0x64b) || (c >= 0xe01 && c < 0xe4f) ||
	       (c >= 0x1ea0 && c < 0x1efa) || c == 0x1e9e || c == 0xaa ||
	       c == 0xba || (c >= 0x218 && c <= 0x21b);
}

/* What each character is in the alphabet A, at MAP. */
static void
map_letters(const struct alphabet *a, uint8_t map[LETTERS])
{
	dp_str rest = dp_str_c(a->small);
	bool rare = false;

	memset(map, OTHER, LETTERS);
	while (rest.n) {
		uint32_t c = 0;
		unsigned n = dp_utf8_decode(rest.p, rest.n, &c);
		uint32_t big = dpi_capital_of(c);

		rest = dp_str_from(rest, n);
		rare = rare || c == '|';
		if (c >= LETTERS || c < 0x80)
			continue;
		map[c] = rare ? RARE : SMALL;
		if (big < LETTERS && big != c)
			map[big] = CAPITAL;
	}
}

/* R reads the bytes SEEN as UPPER has them; map_letters made MAP of A. */
static void
read_as(const uint8_t map[LETTERS], const struct alphabet *a,
	const uint16_t *upper, const bool seen[128], struct reading *r)
{
	r->upper = upper;
	r->latin = a->latin;
	r->mixed = a->mixed;
	for (size_t b = 0; b < 128; b++) {
		uint16_t c = upper[b];

		if (!seen[b])
			continue;
		if (c < LETTERS && map[c] != OTHER)
			r->kind[b] = map[c];
		else if (c < 0xa0)
			r->kind[b] = CONTROL;
		else if (is_usual_sign(c))
			r->kind[b] = SIGN;
		else
			r->kind[b] = is_letter(c) ? FOREIGN : OTHER;
	}
}

/* What the byte B is: ASCII letters are in every alphabet. */
static enum kind
kind_of(const struct reading *r, unsigned char b)
{
	if (b >= 0x80)
		return (enum kind)r->kind[b - 0x80];
	if (b >= 'a' && b <= 'z')
		return SMALL;
	return b >= 'A' && b <= 'Z' ? CAPITAL : OTHER;
}

/* Is KIND a letter of the text? */
static bool
is_of_text(enum kind kind)
{
	return kind == SMALL || kind == CAPITAL || kind == RARE;
}

static bool
is_digit(unsigned char b)
{
	return b >= '0' && b <= '9';
}

/*
 * What a character of the upper half is worth between its neighbours: a
 * letter of the language beside another is good, a capital behind a small
 * letter, a sign inside a word or a control character is not.
 */
static int
worth(const struct reading *r, unsigned char before, unsigned char b,
      unsigned char after)
{
	enum kind kind = kind_of(r, b), left = kind_of(r, before);
	enum kind right = kind_of(r, after);
	bool in_word = left == SMALL || left == CAPITAL || right == SMALL ||
		       right == CAPITAL;
	/* No letter stands inside a number; few are words. */
	bool lone = before < 0x80 && after < 0x80 && !in_word;
	bool amid = (left == SMALL || left == CAPITAL) && right == SMALL;
	/* Words of a script of its own: no letter of it is alone. */
	bool alone = !r->latin && !(before >= 0x80 && is_of_text(left)) &&
		     !(after >= 0x80 && is_of_text(right));

	switch (kind) {
	case SMALL:
		if (!r->latin)
			return before < 0x80 && in_word &&
					       (left == SMALL ||
						left == CAPITAL) ?
				       -4 :
			       alone ? -1 :
				       4;
		if (left == CAPITAL && right == CAPITAL)
			return -2;
		if (lone)
			return is_digit(before) && is_digit(after) ? -3 : 1;
		/* Two accents in a row are rare where ASCII has letters; and
		 * a script of its own does not mix with it. */
		return before >= 0x80 && left == SMALL ? 1 :
		       !in_word                        ? 2 :
		       r->mixed                        ? 3 :
							 4;
	case CAPITAL:
		if (left == SMALL ||
		    (r->latin && left == CAPITAL && right == SMALL))
			return -3;
		return alone ? -1 : lone ? 1 : r->mixed ? 2 : 3;
	case RARE:
		return before < 0x80 && (left == SMALL || left == CAPITAL) ?
			       -4 :
			       1;
	case FOREIGN:
		return -2;
	case SIGN:
		return dpi_worth_of_sign(r->upper[b - 0x80], before,
					 is_of_text(left), after,
					 is_of_text(right));
	case CONTROL:
		return -6;
	case OTHER:
		break;
	}
	return amid ? -4 : -1;
}

/* Characters of the upper half between their neighbours. */
struct places {
	unsigned char before[JUDGED_CHARS], is[JUDGED_CHARS];
	unsigned char after[JUDGED_CHARS];
	size_t n;
	bool used[128]; /* bytes that are judged */
	bool seen[128]; /* those, and the ones beside them */
};

static void
find_places(const unsigned char *p, size_t n_bytes, struct places *k)
{
	k->n = 0;
	memset(k->used, 0, sizeof k->used);
	memset(k->seen, 0, sizeof k->seen);
	for (size_t i = 0; i < n_bytes && k->n < JUDGED_CHARS; i++) {
		if (p[i] < 0x80)
			continue;
		k->used[p[i] - 0x80] = k->seen[p[i] - 0x80] = true;
		if (i + 1 < n_bytes && p[i + 1] >= 0x80)
			k->seen[p[i + 1] - 0x80] = true;
		k->before[k->n] = i > 0 ? p[i - 1] : ' ';
		k->is[k->n] = p[i];
		k->after[k->n++] = i + 1 < n_bytes ? p[i + 1] : ' ';
	}
}

/* What the first MOST of the characters K are worth. */
static long
score(const struct reading *r, const struct places *k, size_t most)
{
	long sum = 0;

	for (size_t i = 0; i < k->n && i < most; i++)
		sum += worth(r, k->before[i], k->is[i], k->after[i]);
	return sum;
}

/* Does any of the bytes USED read as a letter of the language? */
static bool
reads_any(const struct reading *r, const bool used[128])
{
	for (size_t b = 0; b < 128; b++)
		if (used[b] && (r->kind[b] == SMALL || r->kind[b] == CAPITAL))
			return true;
	return false;
}

/* Do the bytes USED read the same in the encodings A and B? */
static bool
reads_same(const bool used[128], enum dp_encoding a, enum dp_encoding b)
{
	const uint16_t *x = dpi_upper_half(a), *y = dpi_upper_half(b);

	for (size_t i = 0; i < 128; i++)
		if (used[i] && x[i] != y[i])
			return false;
	return true;
}

/*
 * What an encoding is worth before anything is read: as far as the West of
 * Europe goes, and English, files in others are rare, and a few characters
 * are no proof of them. Those of one country on old machines are rarer still.
 */
static long
prior(enum dp_encoding e)
{
	switch (e) {
	case DP_CP1252:
	case DP_CP1254:
		return 5;
	case DP_LATIN9:
		return 3;
	case DP_CP850:
	case DP_MACROMAN:
		return 2;
	case DP_CP737:
	case DP_CP869:
	case DP_MACGREEK:
		return -20;
	default:
		return 0;
	}
}

/* For each encoding, the reading in the language that suits it best. */
static void
best_readings(const struct places *places, struct reading best[N_CANDIDATES],
	      long worth_of[N_CANDIDATES])
{
	uint8_t map[LETTERS];
	struct reading r;

	for (size_t a = 0; a < N_ALPHABETS; a++) {
		map_letters(&alphabets[a], map);
		for (size_t k = 0; k < N_CANDIDATES; k++) {
			long is;

			read_as(map, &alphabets[a],
				dpi_upper_half(candidates[k]), places->seen,
				&r);
			if (!reads_any(&r, places->used) &&
			    prior(candidates[k]) <= 0)
				continue;
			is = score(&r, places, LANGUAGE_CHARS);
			if (is <= worth_of[k])
				continue;
			worth_of[k] = is;
			best[k] = r;
		}
	}
}

/* How many of the characters judged are others in A than in B. */
static size_t
read_otherwise(const struct places *k, enum dp_encoding a, enum dp_encoding b)
{
	const uint16_t *x = dpi_upper_half(a), *y = dpi_upper_half(b);
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++)
		n += x[k->is[i] - 0x80] != y[k->is[i] - 0x80];
	return n;
}

/*
 * Is BEST, the worth of the encoding E, hardly more than what another is, for
 * as many characters as read otherwise in that one?
 */
static bool
is_thin(const struct places *places, const long worth_of[N_CANDIDATES],
	enum dp_encoding e, long best)
{
	for (size_t k = 0; k < N_CANDIDATES; k++) {
		long others = (long)read_otherwise(places, candidates[k], e);
		long lead = best - worth_of[k];

		if (worth_of[k] > 0 && others > 0 &&
		    (lead < LEAD_LEAST || lead * LEAD_ONE_IN < others))
			return true;
	}
	return false;
}

void
dpi_guess_single_byte(const unsigned char *p, size_t n_bytes,
		      struct dp_encoding_guess *out)
{
	struct reading reading[N_CANDIDATES];
	long worth_of[N_CANDIDATES] = { 0 }, best = 0;
	struct places places;

	out->encoding = DP_CP1252;
	find_places(p, n_bytes, &places);
	best_readings(&places, reading, worth_of);
	for (size_t k = 0; k < N_CANDIDATES; k++) {
		long is = worth_of[k] > 0 ?
				  score(&reading[k], &places, JUDGED_CHARS) +
					  prior(candidates[k]) :
				  0;

		worth_of[k] = is;
		if (is <= best ||
		    (candidates[k] == DP_CP1254 &&
		     reads_same(places.used, DP_CP1254, DP_CP1252)))
			continue;
		best = is;
		out->encoding = candidates[k];
	}
	out->confidence = 0.3;
	out->evidence = _("it is not UTF-8; no other encoding is certain");
	out->thin = is_thin(&places, worth_of, out->encoding, best);
	best -= prior(out->encoding);
	if (best > 0) {
		out->confidence += 0.16 * (double)best / (double)places.n;
		out->evidence = _("it is not UTF-8, and its accents read well "
				  "in this encoding");
	}
	if (out->confidence > 0.9)
		out->confidence = 0.9;
}

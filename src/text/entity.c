/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Characters as HTML writes them: &eacute; &#233; &#xE9;. Names are those of
 * HTML 4 (its section 24) and apos; a name without its semicolon is text, as
 * in R&D.
 */
#include "text/repair.h"

#include <stdlib.h>

#include "text/encoding.h"

/* Longest that is read between & and ; */
#define LONGEST_BYTES 10u

struct entity {
	const char *name;
	uint16_t c;
};

/* In the order of strcmp. */
static const struct entity entities[] = {
	{ "AElig", 0xc6 },    { "Aacute", 0xc1 },    { "Acirc", 0xc2 },
	{ "Agrave", 0xc0 },   { "Alpha", 0x391 },    { "Aring", 0xc5 },
	{ "Atilde", 0xc3 },   { "Auml", 0xc4 },      { "Beta", 0x392 },
	{ "Ccedil", 0xc7 },   { "Chi", 0x3a7 },      { "Dagger", 0x2021 },
	{ "Delta", 0x394 },   { "ETH", 0xd0 },       { "Eacute", 0xc9 },
	{ "Ecirc", 0xca },    { "Egrave", 0xc8 },    { "Epsilon", 0x395 },
	{ "Eta", 0x397 },     { "Euml", 0xcb },      { "Gamma", 0x393 },
	{ "Iacute", 0xcd },   { "Icirc", 0xce },     { "Igrave", 0xcc },
	{ "Iota", 0x399 },    { "Iuml", 0xcf },      { "Kappa", 0x39a },
	{ "Lambda", 0x39b },  { "Mu", 0x39c },       { "Ntilde", 0xd1 },
	{ "Nu", 0x39d },      { "OElig", 0x152 },    { "Oacute", 0xd3 },
	{ "Ocirc", 0xd4 },    { "Ograve", 0xd2 },    { "Omega", 0x3a9 },
	{ "Omicron", 0x39f }, { "Oslash", 0xd8 },    { "Otilde", 0xd5 },
	{ "Ouml", 0xd6 },     { "Phi", 0x3a6 },      { "Pi", 0x3a0 },
	{ "Prime", 0x2033 },  { "Psi", 0x3a8 },      { "Rho", 0x3a1 },
	{ "Scaron", 0x160 },  { "Sigma", 0x3a3 },    { "THORN", 0xde },
	{ "Tau", 0x3a4 },     { "Theta", 0x398 },    { "Uacute", 0xda },
	{ "Ucirc", 0xdb },    { "Ugrave", 0xd9 },    { "Upsilon", 0x3a5 },
	{ "Uuml", 0xdc },     { "Xi", 0x39e },       { "Yacute", 0xdd },
	{ "Yuml", 0x178 },    { "Zeta", 0x396 },     { "aacute", 0xe1 },
	{ "acirc", 0xe2 },    { "acute", 0xb4 },     { "aelig", 0xe6 },
	{ "agrave", 0xe0 },   { "alefsym", 0x2135 }, { "alpha", 0x3b1 },
	{ "amp", 0x26 },      { "and", 0x2227 },     { "ang", 0x2220 },
	{ "apos", 0x27 },     { "aring", 0xe5 },     { "asymp", 0x2248 },
	{ "atilde", 0xe3 },   { "auml", 0xe4 },      { "bdquo", 0x201e },
	{ "beta", 0x3b2 },    { "brvbar", 0xa6 },    { "bull", 0x2022 },
	{ "cap", 0x2229 },    { "ccedil", 0xe7 },    { "cedil", 0xb8 },
	{ "cent", 0xa2 },     { "chi", 0x3c7 },      { "circ", 0x2c6 },
	{ "clubs", 0x2663 },  { "cong", 0x2245 },    { "copy", 0xa9 },
	{ "crarr", 0x21b5 },  { "cup", 0x222a },     { "curren", 0xa4 },
	{ "dArr", 0x21d3 },   { "dagger", 0x2020 },  { "darr", 0x2193 },
	{ "deg", 0xb0 },      { "delta", 0x3b4 },    { "diams", 0x2666 },
	{ "divide", 0xf7 },   { "eacute", 0xe9 },    { "ecirc", 0xea },
	{ "egrave", 0xe8 },   { "empty", 0x2205 },   { "emsp", 0x2003 },
	{ "ensp", 0x2002 },   { "epsilon", 0x3b5 },  { "equiv", 0x2261 },
	{ "eta", 0x3b7 },     { "eth", 0xf0 },       { "euml", 0xeb },
	{ "euro", 0x20ac },   { "exist", 0x2203 },   { "fnof", 0x192 },
	{ "forall", 0x2200 }, { "frac12", 0xbd },    { "frac14", 0xbc },
	{ "frac34", 0xbe },   { "frasl", 0x2044 },   { "gamma", 0x3b3 },
	{ "ge", 0x2265 },     { "gt", 0x3e },        { "hArr", 0x21d4 },
	{ "harr", 0x2194 },   { "hearts", 0x2665 },  { "hellip", 0x2026 },
	{ "iacute", 0xed },   { "icirc", 0xee },     { "iexcl", 0xa1 },
	{ "igrave", 0xec },   { "image", 0x2111 },   { "infin", 0x221e },
	{ "int", 0x222b },    { "iota", 0x3b9 },     { "iquest", 0xbf },
	{ "isin", 0x2208 },   { "iuml", 0xef },      { "kappa", 0x3ba },
	{ "lArr", 0x21d0 },   { "lambda", 0x3bb },   { "lang", 0x2329 },
	{ "laquo", 0xab },    { "larr", 0x2190 },    { "lceil", 0x2308 },
	{ "ldquo", 0x201c },  { "le", 0x2264 },      { "lfloor", 0x230a },
	{ "lowast", 0x2217 }, { "loz", 0x25ca },     { "lrm", 0x200e },
	{ "lsaquo", 0x2039 }, { "lsquo", 0x2018 },   { "lt", 0x3c },
	{ "macr", 0xaf },     { "mdash", 0x2014 },   { "micro", 0xb5 },
	{ "middot", 0xb7 },   { "minus", 0x2212 },   { "mu", 0x3bc },
	{ "nabla", 0x2207 },  { "nbsp", 0xa0 },      { "ndash", 0x2013 },
	{ "ne", 0x2260 },     { "ni", 0x220b },      { "not", 0xac },
	{ "notin", 0x2209 },  { "nsub", 0x2284 },    { "ntilde", 0xf1 },
	{ "nu", 0x3bd },      { "oacute", 0xf3 },    { "ocirc", 0xf4 },
	{ "oelig", 0x153 },   { "ograve", 0xf2 },    { "oline", 0x203e },
	{ "omega", 0x3c9 },   { "omicron", 0x3bf },  { "oplus", 0x2295 },
	{ "or", 0x2228 },     { "ordf", 0xaa },      { "ordm", 0xba },
	{ "oslash", 0xf8 },   { "otilde", 0xf5 },    { "otimes", 0x2297 },
	{ "ouml", 0xf6 },     { "para", 0xb6 },      { "part", 0x2202 },
	{ "permil", 0x2030 }, { "perp", 0x22a5 },    { "phi", 0x3c6 },
	{ "pi", 0x3c0 },      { "piv", 0x3d6 },      { "plusmn", 0xb1 },
	{ "pound", 0xa3 },    { "prime", 0x2032 },   { "prod", 0x220f },
	{ "prop", 0x221d },   { "psi", 0x3c8 },      { "quot", 0x22 },
	{ "rArr", 0x21d2 },   { "radic", 0x221a },   { "rang", 0x232a },
	{ "raquo", 0xbb },    { "rarr", 0x2192 },    { "rceil", 0x2309 },
	{ "rdquo", 0x201d },  { "real", 0x211c },    { "reg", 0xae },
	{ "rfloor", 0x230b }, { "rho", 0x3c1 },      { "rlm", 0x200f },
	{ "rsaquo", 0x203a }, { "rsquo", 0x2019 },   { "sbquo", 0x201a },
	{ "scaron", 0x161 },  { "sdot", 0x22c5 },    { "sect", 0xa7 },
	{ "shy", 0xad },      { "sigma", 0x3c3 },    { "sigmaf", 0x3c2 },
	{ "sim", 0x223c },    { "spades", 0x2660 },  { "sub", 0x2282 },
	{ "sube", 0x2286 },   { "sum", 0x2211 },     { "sup", 0x2283 },
	{ "sup1", 0xb9 },     { "sup2", 0xb2 },      { "sup3", 0xb3 },
	{ "supe", 0x2287 },   { "szlig", 0xdf },     { "tau", 0x3c4 },
	{ "there4", 0x2234 }, { "theta", 0x3b8 },    { "thetasym", 0x3d1 },
	{ "thinsp", 0x2009 }, { "thorn", 0xfe },     { "tilde", 0x2dc },
	{ "times", 0xd7 },    { "trade", 0x2122 },   { "uArr", 0x21d1 },
	{ "uacute", 0xfa },   { "uarr", 0x2191 },    { "ucirc", 0xfb },
	{ "ugrave", 0xf9 },   { "uml", 0xa8 },       { "upsih", 0x3d2 },
	{ "upsilon", 0x3c5 }, { "uuml", 0xfc },      { "weierp", 0x2118 },
	{ "xi", 0x3be },      { "yacute", 0xfd },    { "yen", 0xa5 },
	{ "yuml", 0xff },     { "zeta", 0x3b6 },     { "zwj", 0x200d },
	{ "zwnj", 0x200c },
};

static int
compare(const void *name, const void *entity)
{
	return strcmp(name, ((const struct entity *)entity)->name);
}

/* The character whose number NAME (#233, #xE9) is, 0: none. */
static uint32_t
by_number(dp_str name)
{
	bool hex = name.n > 1 && (name.p[1] | 0x20) == 'x';
	uint32_t c = 0;
	size_t i = hex ? 2 : 1;

	if (i == name.n)
		return 0;
	for (; i < name.n; i++) {
		unsigned char b = (unsigned char)name.p[i], low = b | 0x20;
		unsigned digit = b >= '0' && b <= '9' ? b - (unsigned)'0' :
				 hex && low >= 'a' && low <= 'f' ?
							low - 'a' + 10u :
							16;

		if (digit > (hex ? 15u : 9u))
			return 0;
		c = c * (hex ? 16 : 10) + digit;
		if (c > 0x10ffff)
			return 0;
	}
	/* As browsers do: the numbers of controls are windows-1252's. */
	if (c >= 0x80 && c < 0xa0)
		c = dpi_upper_half(DP_CP1252)[c - 0x80];
	if (c - 0xd800 < 0x800 || c == 0x7f || (c >= 0x80 && c < 0xa0))
		return 0;
	return c >= 0x20 || c == '\n' || c == '\t' ? c : 0;
}

/* The character that the reference at the start of S stands for, 0: none. */
static uint32_t
reference(dp_str s, size_t *len)
{
	char name[LONGEST_BYTES + 1];
	dp_str rest = dp_str_from(s, 1), word;
	const struct entity *e;

	if (rest.n > LONGEST_BYTES + 1)
		rest.n = LONGEST_BYTES + 1;
	word = dp_str_cut(&rest, ';');
	if (!rest.p || word.n == 0 || word.n > LONGEST_BYTES)
		return 0;
	*len = word.n + 2;
	if (word.p[0] == '#')
		return by_number(word);
	memcpy(name, word.p, word.n);
	name[word.n] = '\0';
	if (strlen(name) != word.n)
		return 0;
	e = bsearch(name, entities, sizeof entities / sizeof *entities,
		    sizeof *entities, compare);
	return e ? e->c : 0;
}

size_t
dpi_unescape_html_once(dp_str s, struct dp_buf *out)
{
	size_t n = 0, len;

	while (s.n) {
		ptrdiff_t at = dp_str_find(s, '&');
		char bytes[4];
		uint32_t c;

		if (at < 0)
			break;
		dp_buf_add(out, s.p, (size_t)at);
		s = dp_str_from(s, (size_t)at);
		c = reference(s, &len);
		if (c) {
			dp_buf_add(out, bytes, dp_utf8_encode(c, bytes));
			n++;
		} else {
			dp_buf_char(out, '&');
			len = 1;
		}
		s = dp_str_from(s, len);
	}
	dp_buf_str(out, s);
	return n;
}

bool
dpi_unescape_html(dp_str s, struct dp_buf *out)
{
	struct dp_buf made[2] = { { 0 }, { 0 } };
	unsigned round = 0;
	dp_str now = s;

	/* Each round makes it shorter, so there is a last one. */
	for (;; now = dp_buf_view(&made[round++ & 1])) {
		made[round & 1].n = 0;
		if (dpi_unescape_html_once(now, &made[round & 1]) == 0)
			break;
	}
	if (round > 0)
		dp_buf_str(out, now);
	dp_buf_done(&made[0]);
	dp_buf_done(&made[1]);
	return round > 0;
}

const char *
dpi_entity_name(uint32_t c)
{
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (entities[i].c == c)
			return entities[i].name;
	return NULL;
}

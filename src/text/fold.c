/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding: the form in which two texts are compared when neither case nor
 * accents nor the kind of apostrophe matter. Not for display.
 */
#include <dpipe/text.h>

#include <stdlib.h>
#include <utf8proc.h>

#include "text/fold.h"
#include "text/letter.h"

#define HIGH_BITS UINT64_C(0x8080808080808080)
/* Of the heading of a column. */
#define HEADING_BYTES 4096u

/*
 * U+00C0 to U+017F, where nearly all letters of European texts are. Empty:
 * no letter, or one that ASCII cannot say.
 */
static const char latin[192][3] = {
	"a", "a", "a", "a",  "a",  "a",  "ae", "c",  "e", "e", "e",  "e",  "i",
	"i", "i", "i", "d",  "n",  "o",  "o",  "o",  "o", "o", "",   "o",  "u",
	"u", "u", "u", "y",  "th", "ss", "a",  "a",  "a", "a", "a",  "a",  "ae",
	"c", "e", "e", "e",  "e",  "i",  "i",  "i",  "i", "d", "n",  "o",  "o",
	"o", "o", "o", "",   "o",  "u",  "u",  "u",  "u", "y", "th", "y",  "a",
	"a", "a", "a", "a",  "a",  "c",  "c",  "c",  "c", "c", "c",  "c",  "c",
	"d", "d", "d", "d",  "e",  "e",  "e",  "e",  "e", "e", "e",  "e",  "e",
	"e", "g", "g", "g",  "g",  "g",  "g",  "g",  "g", "h", "h",  "h",  "h",
	"i", "i", "i", "i",  "i",  "i",  "i",  "i",  "i", "i", "ij", "ij", "j",
	"j", "k", "k", "k",  "l",  "l",  "l",  "l",  "l", "l", "l",  "l",  "l",
	"l", "n", "n", "n",  "n",  "n",  "n",  "'n", "n", "n", "o",  "o",  "o",
	"o", "o", "o", "oe", "oe", "r",  "r",  "r",  "r", "r", "r",  "s",  "s",
	"s", "s", "s", "s",  "s",  "s",  "t",  "t",  "t", "t", "t",  "t",  "u",
	"u", "u", "u", "u",  "u",  "u",  "u",  "u",  "u", "u", "u",  "w",  "w",
	"y", "y", "y", "z",  "z",  "z",  "z",  "z",  "z", "s",
};

const char *
dpi_fold_latin(uint32_t c)
{
	return c >= 0xc0 && c < 0x180 ? latin[c - 0xc0] : "";
}

/* Apostrophes and dashes that people type for the ASCII ones, or 0. */
static char
plain_sign(uint32_t c)
{
	switch (c) {
	case 0xb4:   /* acute accent */
	case 0x2b9:  /* modifier prime */
	case 0x2bb:  /* turned comma */
	case 0x2bc:  /* modifier apostrophe */
	case 0x2018: /* quotation marks */
	case 0x2019:
	case 0x201b:
	case 0x2032: /* prime */
		return '\'';
	case 0xad: /* soft hyphen */
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212: /* minus */
	case 0xfe58:
	case 0xfe63:
	case 0xff0d:
		return '-';
	default:
		return 0;
	}
}

static void
fold_char(uint32_t c, struct dp_buf *out)
{
	utf8proc_int32_t part[32];
	utf8proc_ssize_t n;
	int bound = 0;
	char sign = plain_sign(c);

	if (sign) {
		dp_buf_char(out, sign);
		return;
	}
	if (*dpi_fold_latin(c)) {
		dp_buf_c(out, dpi_fold_latin(c));
		return;
	}
	n = utf8proc_decompose_char((utf8proc_int32_t)c, part, 32,
				    UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
					    UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
				    &bound);
	for (utf8proc_ssize_t i = 0; i < n && i < 32; i++) {
		uint32_t d = (uint32_t)part[i];
		char bytes[4];

		/* marks that combine; vowel signs of Indic scripts stay */
		if (utf8proc_get_property(part[i])->combining_class != 0)
			continue;
		sign = plain_sign(d);
		if (sign)
			dp_buf_char(out, sign);
		else if (*dpi_fold_latin(d))
			dp_buf_c(out, dpi_fold_latin(d));
		else
			dp_buf_add(out, bytes, dp_utf8_encode(d, bytes));
	}
}

/* Appends the ASCII at the start of S in lower case; returns its length. */
static size_t
fold_ascii(dp_str s, struct dp_buf *out)
{
	size_t n = 0;
	char *o;

	while (s.n - n >= 8) {
		uint64_t w;

		memcpy(&w, s.p + n, 8);
		if (w & HIGH_BITS)
			break;
		n += 8;
	}
	while (n < s.n && !(s.p[n] & 0x80))
		n++;
	if (n == 0)
		return 0;
	o = dp_buf_room(out, n);
	for (size_t i = 0; i < n; i++) {
		char c = s.p[i];

		o[i] = (char)(c | (c >= 'A' && c <= 'Z' ? 0x20 : 0));
	}
	out->n += n;
	return n;
}

void
dp_fold(dp_str s, struct dp_buf *out)
{
	size_t i = 0;

	while (i < s.n) {
		uint32_t c;
		unsigned len;

		i += fold_ascii(dp_str_from(s, i), out);
		if (i == s.n)
			break;
		len = dp_utf8_decode(s.p + i, s.n - i, &c);
		if (len > 0) {
			fold_char(c, out);
		} else {
			dp_buf_char(out, s.p[i]);
			len = 1;
		}
		i += len;
	}
}

void
dp_fold_heading(dp_str heading, struct dp_buf *out)
{
	if (heading.n > HEADING_BYTES) {
		heading.n = HEADING_BYTES;
		/* No character is cut. */
		heading.n = dp_utf8_valid(heading);
	}
	dp_fold(heading, out);
}

/* ---- normal forms ----------------------------------------------------- */

/*
 * True when S, which is not ASCII, is surely in form NFC already: all of it
 * below U+0300, where nothing combines and nothing is decomposed.
 */
static bool
is_nfc(dp_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] >= 0xcc)
			return false;
	}
	return true;
}

void
dp_normalise(dp_str s, enum dp_form form, struct dp_buf *out)
{
	utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	utf8proc_uint8_t *made = NULL;
	utf8proc_ssize_t n;
	size_t plain = 0;

	while (plain < s.n && !(s.p[plain] & 0x80))
		plain++;
	if (plain == s.n || (form == DP_NFC && is_nfc(s))) {
		dp_buf_str(out, s);
		return;
	}
	if (form == DP_NFKC)
		how |= UTF8PROC_COMPAT;
	n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n,
			 &made, how);
	if (n >= 0)
		dp_buf_add(out, made, (size_t)n);
	else
		dp_buf_str(out, s);
	free(made);
}

/* ---- words ------------------------------------------------------------ */

/* Bytes of the letter or digit at the start of S, 0 when there is none. */
static unsigned
word_char(dp_str s)
{
	uint32_t c = (unsigned char)s.p[0];
	unsigned len = c < 0x80 ? 1 : dp_utf8_decode(s.p, s.n, &c);

	return len && (dpi_is_letter(c) || dpi_is_number(c)) ? len : 0;
}

bool
dp_words_next(struct dp_words *w, dp_str *word)
{
	dp_str s = w->rest;
	size_t from = 0, to;

	while (from < s.n && word_char(dp_str_from(s, from)) == 0)
		from++;
	to = from;
	while (to < s.n) {
		unsigned len = word_char(dp_str_from(s, to));

		if (len == 0)
			break;
		to += len;
	}
	w->rest = dp_str_from(s, to);
	if (to == from)
		return false;
	*word = (dp_str){ s.p + from, to - from };
	return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Upper case, lower case, titles and French names. Not for comparing texts:
 * fold.c does that.
 */
#include <dpipe/text.h>

#include <utf8proc.h>

#include "text/letter.h"
#include "text/quick.h"

#define NO_CHAR 0

/* The character at S, or NO_CHAR at the end; *LEN is its bytes, at least 1. */
static uint32_t
char_at(dp_str s, size_t at, unsigned *len)
{
	uint32_t c;

	*len = 1;
	if (at >= s.n)
		return NO_CHAR;
	if (!(s.p[at] & 0x80))
		return (unsigned char)s.p[at];
	*len = dp_utf8_decode(s.p + at, s.n - at, &c);
	if (*len > 0)
		return c;
	*len = 1;
	return 0xfffd;
}

static bool
is_word(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c != NO_CHAR && dpi_is_letter(c));
}

static void
add_char(struct dp_buf *out, uint32_t c)
{
	char *o = dp_buf_room(out, 4);

	out->n += dp_utf8_encode(c, o);
}

/* Capitals that are more than one character (Unicode, SpecialCasing.txt). */
static const char *
long_upper(uint32_t c, bool title)
{
	switch (c) {
	case 0xdf:
		return title ? "Ss" : "SS";
	case 0x149: /* an article, 'n, which is small wherever it stands */
		return title ? NULL : "\xca\xbcN";
	case 0x1f0:
		return "J\xcc\x8c";
	case 0xfb00:
		return title ? "Ff" : "FF";
	case 0xfb01:
		return title ? "Fi" : "FI";
	case 0xfb02:
		return title ? "Fl" : "FL";
	case 0xfb03:
		return title ? "Ffi" : "FFI";
	case 0xfb04:
		return title ? "Ffl" : "FFL";
	case 0xfb05:
	case 0xfb06:
		return title ? "St" : "ST";
	default:
		return NULL;
	}
}

static void
add_upper(struct dp_buf *out, uint32_t c, bool title)
{
	const char *many = c >= 0xdf ? long_upper(c, title) : NULL;

	if (many)
		dp_buf_c(out, many);
	else if (c < 0x80)
		dp_buf_char(out, (char)(c >= 'a' && c <= 'z' ? c - 32 : c));
	else
		add_char(out, (uint32_t)(title ? utf8proc_totitle(
							 (utf8proc_int32_t)c) :
						 utf8proc_toupper(
							 (utf8proc_int32_t)c)));
}

/* BEFORE, AFTER: what stands beside it, for the Greek sigma. */
static void
add_lower(struct dp_buf *out, uint32_t c, uint32_t before, uint32_t after)
{
	if (c < 0x80) {
		dp_buf_char(out, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
		return;
	}
	if (c == 0x130) { /* I with a dot: the dot would be lost */
		dp_buf_c(out, "i\xcc\x87");
		return;
	}
	if (c == 0x3a3 && before != NO_CHAR && dpi_is_letter(before) &&
	    (after == NO_CHAR || !dpi_is_letter(after))) {
		add_char(out, 0x3c2);
		return;
	}
	add_char(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
}

/* ---- French names ----------------------------------------------------- */

#define WORD_MAX_BYTES 8

/* Words that stay small inside a name. */
static bool
is_particle(dp_str lower, uint32_t before, uint32_t after)
{
	static const char *const words[] = {
		"de",  "du",         "des", "la",       "le",       "les",
		"sur", "sous",       "en",  "et",       "\xc3\xa0", "au",
		"aux", "l\xc3\xa8s", "lez", "\xc3\xa8s"
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (dpi_is(lower, words[i]))
			return true;
	}
	if (dpi_is(lower, "l") || dpi_is(lower, "d"))
		return after == '\'' || after == 0x2019;
	/* PONT-A-MOUSSON without its accent, but not "allée A" */
	return dpi_is(lower, "a") && before == '-' && after == '-';
}

/* Numbers of kings and popes that are no word, unlike VI or XI. */
static bool
is_ordinal(dp_str s)
{
	static const char *const words[] = { "II",    "III",  "IV",  "VII",
					     "VIII",  "IX",   "XII", "XIII",
					     "XIV",   "XV",   "XVI", "XVII",
					     "XVIII", "XIX",  "XX",  "XXI",
					     "XXII",  "XXIII" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (dpi_is(s, words[i]))
			return true;
	}
	return false;
}

static void
add_lower_word(struct dp_buf *out, dp_str word, bool capital)
{
	uint32_t before = NO_CHAR;
	unsigned len, next;

	for (size_t i = 0; i < word.n; i += len) {
		uint32_t c = char_at(word, i, &len);
		uint32_t after = char_at(word, i + len, &next);

		if (i == 0 && capital && dpi_is_letter(c))
			add_upper(out, c, true);
		else
			add_lower(out, c, before, after);
		before = c;
	}
}

/* One word of a name; FIRST: the name, or what is in brackets, starts. */
static void
add_name_word(struct dp_buf *out, dp_str word, bool first, uint32_t before,
	      uint32_t after)
{
	size_t start = out->n;
	dp_str lower;

	if (!first && before == ' ' && is_ordinal(word)) {
		dp_buf_str(out, word);
		return;
	}
	if (!first && word.n <= WORD_MAX_BYTES) {
		add_lower_word(out, word, false);
		lower = dp_str_from(dp_buf_view(out), start);
		if (is_particle(lower, before, after))
			return;
		out->n = start;
	}
	add_lower_word(out, word, true);
}

static void
change_name(dp_str s, struct dp_buf *out)
{
	uint32_t before = NO_CHAR;
	bool first = true;
	unsigned len;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t c = char_at(s, i, &len);
		size_t end = i;
		unsigned next = 0;

		if (!is_word(c)) {
			dp_buf_add(out, s.p + i, len);
			first = first || c == '(' || c == 0xab || c == '"';
			before = c;
			continue;
		}
		while (end < s.n && is_word(char_at(s, end, &next)))
			end += next;
		add_name_word(out, (dp_str){ s.p + i, end - i }, first, before,
			      char_at(s, end, &next));
		first = false;
		before = 'x';
		len = (unsigned)(end - i);
	}
}

/* ---- the others ------------------------------------------------------- */

static void
change_first(dp_str s, bool each_word, struct dp_buf *out)
{
	bool due = true;
	uint32_t before = NO_CHAR;
	unsigned len, next;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t c = char_at(s, i, &len);
		bool space = each_word && dp_space_bytes(dp_str_from(s, i)) > 0;

		if (c == 0xfffd && len == 1) /* not UTF-8: kept */
			dp_buf_add(out, s.p + i, 1);
		else if (due && dpi_is_letter(c))
			add_upper(out, c, true);
		else
			add_lower(out, c, before, char_at(s, i + len, &next));
		/* a sentence may open with « or ( */
		due = space || (due && !each_word && !is_word(c));
		before = c;
	}
}

static void
change_all(dp_str s, bool upper, struct dp_buf *out)
{
	uint32_t before = NO_CHAR;
	unsigned len, next;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t c = char_at(s, i, &len);

		if (c == 0xfffd && len == 1)
			dp_buf_add(out, s.p + i, 1);
		else if (upper)
			add_upper(out, c, false);
		else
			add_lower(out, c, before, char_at(s, i + len, &next));
		before = c;
	}
}

/* Appends S when it is all ASCII, changed; returns whether it was. */
static bool
change_ascii(dp_str s, bool upper, struct dp_buf *out)
{
	char first = upper ? 'a' : 'A', high = 0;
	char *o;

	if (s.n == 0)
		return true;
	o = dp_buf_room(out, s.n);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		unsigned char k = (unsigned char)(c - first);

		high |= c;
		o[i] = (char)(k < 26 ? c ^ 0x20 : c);
	}
	if (high & 0x80)
		return false;
	out->n += s.n;
	return true;
}

void
dp_case_change(dp_str s, enum dp_case how, struct dp_buf *out)
{
	switch (how) {
	case DP_CASE_UPPER:
	case DP_CASE_LOWER:
		if (!change_ascii(s, how == DP_CASE_UPPER, out))
			change_all(s, how == DP_CASE_UPPER, out);
		break;
	case DP_CASE_TITLE:
		change_first(s, true, out);
		break;
	case DP_CASE_SENTENCE:
		change_first(s, false, out);
		break;
	case DP_CASE_NAME_FR:
		change_name(s, out);
		break;
	}
}

const char *
dp_category(uint32_t c)
{
	return utf8proc_category_string((utf8proc_int32_t)c);
}

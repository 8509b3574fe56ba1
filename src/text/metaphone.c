/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The original Metaphone: how an English word sounds. Lawrence Philips,
 * Hanging on the Metaphone, Computer Language 7(12), 1990, pp. 39-43. Where
 * the article leaves a choice (CH at the start, GH at the end) it is that of
 * Apache's commons-codec, which OpenRefine uses.
 */
#include <dpipe/text.h>

#include "text/key.h"

static char
at(dp_str w, size_t i)
{
	return i < w.n ? w.p[i] : '\0';
}

static bool
is_one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

static bool
is_vowel(char c)
{
	return is_one_of(c, "AEIOU");
}

/* E, I and Y make C and G before them soft. */
static bool
is_front(char c)
{
	return is_one_of(c, "EIY");
}

static bool
stands(dp_str w, size_t i, const char *text)
{
	return i < w.n && dp_str_starts(dp_str_from(w, i), text);
}

static char
code_c(dp_str w, size_t i)
{
	char next = at(w, i + 1);
	bool after_s = i > 0 && w.p[i - 1] == 'S';

	if (after_s && is_front(next))
		return 0;
	if (stands(w, i, "CIA"))
		return 'X';
	if (is_front(next))
		return 'S';
	if (next != 'H' || after_s)
		return 'K';
	return i == 0 && is_vowel(at(w, 2)) ? 'K' : 'X';
}

static char
code_g(dp_str w, size_t i)
{
	char next = at(w, i + 1);

	if (next == 'H' && !is_vowel(at(w, i + 2)))
		return 0;
	if (i > 0 && next == 'N')
		return 0;
	if (is_front(next) && !(i > 0 && w.p[i - 1] == 'G'))
		return 'J';
	return 'K';
}

static char
code_t(dp_str w, size_t i)
{
	if (stands(w, i, "TIA") || stands(w, i, "TIO"))
		return 'X';
	if (stands(w, i, "TCH"))
		return 0;
	return at(w, i + 1) == 'H' ? '0' : 'T';
}

/* Letters whose code says itself or depends on one neighbour. */
static char
code_other(dp_str w, size_t i)
{
	char c = w.p[i], next = at(w, i + 1), before = i ? w.p[i - 1] : '\0';

	switch (c) {
	case 'B':
		return before == 'M' && !next ? 0 : c;
	case 'H':
		return !is_one_of(before, "CSPTG") && is_vowel(next) ? c : 0;
	case 'K':
		return before == 'C' ? 0 : c;
	case 'P':
		return next == 'H' ? 'F' : c;
	case 'Q':
		return 'K';
	case 'S':
		return next == 'H' || stands(w, i, "SIO") ||
				       stands(w, i, "SIA") ?
			       'X' :
			       c;
	case 'V':
		return 'F';
	case 'W':
	case 'Y':
		return is_vowel(next) ? c : 0;
	case 'Z':
		return 'S';
	default:
		return c >= 'A' && c <= 'Z' ? c : 0;
	}
}

/* Appends the code of letter I; returns how many letters it stands for. */
static size_t
add_letter(dp_str w, size_t i, struct dp_buf *out)
{
	char code;

	switch (w.p[i]) {
	case 'A':
	case 'E':
	case 'I':
	case 'O':
	case 'U':
		code = i == 0 ? w.p[i] : '\0';
		break;
	case 'C':
		code = code_c(w, i);
		break;
	case 'D':
		if (at(w, i + 1) == 'G' && is_front(at(w, i + 2))) {
			dp_buf_char(out, 'J');
			return 3;
		}
		code = 'T';
		break;
	case 'G':
		code = code_g(w, i);
		break;
	case 'T':
		code = code_t(w, i);
		break;
	case 'X':
		dp_buf_c(out, "KS");
		return 1;
	default:
		code = code_other(w, i);
		break;
	}
	if (code)
		dp_buf_char(out, code);
	return 1;
}

void
dpi_metaphone(dp_str word, struct dp_buf *out)
{
	static const char *const silent[] = { "KN", "GN", "PN", "AE", "WR" };
	struct dp_buf changed = { 0 };
	dp_str w;

	dp_buf_str(&changed, word);
	/* a character, of one unit of UTF-16, is its own code */
	if (word.n && word.n < 4 && dp_utf8_offset(word, 1) == word.n) {
		dp_buf_str(out, word);
		dp_buf_done(&changed);
		return;
	}
	w = dp_buf_view(&changed);
	for (size_t k = 0; k < sizeof silent / sizeof *silent; k++)
		if (dp_str_starts(word, silent[k]))
			w = dp_str_from(dp_buf_view(&changed), 1);
	if (dp_str_starts(word, "WH")) {
		changed.p[1] = 'W';
		w = dp_str_from(w, 1);
	} else if (dp_str_starts(word, "X")) {
		changed.p[0] = 'S';
	}
	for (size_t i = 0; i < w.n;) {
		if (i > 0 && w.p[i] != 'C' && w.p[i] == w.p[i - 1])
			i++;
		else
			i += add_letter(w, i, out);
	}
	dp_buf_done(&changed);
}

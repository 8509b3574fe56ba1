/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lower case as Java's String.toLowerCase has it in the root locale, for the
 * keys of OpenRefine: what is final is a sigma at the end of a word, and where
 * words end java.text.BreakIterator says.
 */
#include "text/key.h"

#include <utf8proc.h>

#include "text/unicode_13.h"

static void
add_char(struct dp_buf *out, uint32_t c)
{
	char bytes[4];

	dp_buf_add(out, bytes, dp_utf8_encode(c, bytes));
}

/* What Java's word breaks do with a character beside a capital sigma. */
enum beside { OUTSIDE, MID_WORD, MARK, DIGIT, LETTER, CASED };

/* Signs of Chinese and Japanese are words of their own. */
static bool
is_sign(uint32_t c)
{
	return c == 0x3005 || (c >= 0x3041 && c <= 0x3094) ||
	       (c >= 0x309d && c <= 0x309e) || (c >= 0x30a1 && c <= 0x30fa) ||
	       (c >= 0x30fc && c <= 0x30fe) || (c >= 0x4e00 && c <= 0x9fa5) ||
	       (c >= 0xf900 && c <= 0xfa2d);
}

/* Other_Lowercase and Other_Uppercase, as far as Java looks; no symbols. */
static bool
has_other_case(uint32_t c)
{
	return (c >= 0x2b0 && c <= 0x2b8) || c == 0x2c0 || c == 0x2c1 ||
	       (c >= 0x2e0 && c <= 0x2e4) || c == 0x345 || c == 0x37a ||
	       (c >= 0x1d2c && c <= 0x1d61) || (c >= 0x2160 && c <= 0x217f);
}

static enum beside
beside(uint32_t c)
{
	if (is_sign(c))
		return OUTSIDE;
	if (has_other_case(c))
		return CASED;
	if (c == '\'' || c == '"' || c == '.' || c == 0xad || c == 0x2027)
		return MID_WORD;
	switch (dpi_category_13(c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
		return CASED;
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return LETTER;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_CF:
		return MARK;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return DIGIT;
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
		return MID_WORD;
	default:
		return OUTSIDE;
	}
}

/*
 * Where a word is being read: a sign in its middle has a letter on both sides,
 * of which marks are a part. Behind what takes two units of UTF-16 it is over.
 */
struct word_place {
	bool letter, mid, over;
};

/* False when a word cannot go on, from P, with C, which is B. */
static bool
goes_on(struct word_place *p, enum beside b, uint32_t c)
{
	bool on = !p->over && b != OUTSIDE && !(p->mid && b < LETTER) &&
		  !(b == MID_WORD && !p->letter);

	p->over = c > 0xffff;
	p->mid = b == MID_WORD;
	if (b != MARK)
		p->letter = b >= LETTER;
	return on;
}

/* Does a letter with case stand in the word behind the N bytes at P? */
static bool
cased_after(const char *p, size_t n)
{
	struct word_place place = { .letter = true };
	uint32_t c;

	for (size_t i = 0; i < n;) {
		unsigned len = dp_utf8_decode(p + i, n - i, &c);
		enum beside b = len ? beside(c) : OUTSIDE;

		if (!goes_on(&place, b, c))
			return false;
		if (b == CASED)
			return true;
		i += len;
	}
	return false;
}

static uint32_t
lower_of(uint32_t c)
{
	return dpi_is_in_unicode_13(c) ?
		       (uint32_t)utf8proc_tolower((utf8proc_int32_t)c) :
		       c;
}

void
dpi_lower_java(dp_str s, struct dp_buf *out)
{
	struct word_place place = { 0 };
	bool cased_before = false; /* in this word */
	unsigned len;

	for (size_t i = 0; i < s.n; i += len) {
		enum beside b;
		uint32_t c;

		len = dp_utf8_decode(s.p + i, s.n - i, &c);
		if (len == 0) {
			len = 1;
			continue;
		}
		b = beside(c);
		cased_before = goes_on(&place, b, c) && cased_before;
		if (c == 0x3a3 && cased_before &&
		    !cased_after(s.p + i + len, s.n - i - len))
			add_char(out, 0x3c2);
		else
			add_char(out, lower_of(c));
		cased_before = cased_before || b == CASED;
	}
}

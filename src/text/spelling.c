/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of two spellings of one thing is the better one, where nothing but
 * the spelling can tell.
 */
#include "text/spelling.h"

#include <utf8proc.h>

#include "text/key.h"

/* Capitals that may stand for words of their own. */
#define INITIALS_MAX 4u

/* What a spelling shows of itself. */
struct traits {
	size_t accents;
	bool upper, lower;
	size_t shouted;  /* words in capitals that are no initials */
	bool odd_spaces; /* at an end, doubled, or no plain ones */
};

/* The word that is being looked at. */
struct word {
	size_t letters;
	bool lower;
};

/*
 * A word ends, before POINT or something else. One of few letters in capitals
 * may be initials (MJC), unless a point shows that it was cut.
 */
static void
end_word(struct word *w, bool point, struct traits *t)
{
	t->shouted += !w->lower && w->letters >= (point ? 2 : INITIALS_MAX + 1);
	memset(w, 0, sizeof *w);
}

static void
look_at_letter(uint32_t c, struct traits *t, struct word *w)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		t->upper = true;
		t->accents += c > 0x7f;
		w->letters++;
		break;
	case UTF8PROC_CATEGORY_LL:
		t->lower = w->lower = true;
		t->accents += c > 0x7f;
		w->letters++;
		break;
	case UTF8PROC_CATEGORY_MN:
		t->accents++;
		break;
	default:
		end_word(w, c == '.', t);
		break;
	}
}

static void
look(dp_str s, struct traits *t)
{
	bool after_space = true; /* so that one at the start is odd */
	struct word w = { 0 };

	memset(t, 0, sizeof *t);
	while (s.n) {
		unsigned space = dp_space_bytes(s), len;
		uint32_t c;

		if (space) {
			end_word(&w, false, t);
			t->odd_spaces |= after_space || s.p[0] != ' ';
			after_space = true;
			s = dp_str_from(s, space);
			continue;
		}
		after_space = false;
		len = dp_utf8_decode(s.p, s.n, &c);
		if (len)
			look_at_letter(c, t, &w);
		s = dp_str_from(s, len ? len : 1);
	}
	end_word(&w, false, t);
	t->odd_spaces |= after_space;
}

uint64_t
dpi_spelling_rank(dp_str s)
{
	size_t brief = dpi_key_fr_brief(s);
	struct traits t;

	look(s, &t);
	if (!t.lower || t.shouted > 0xff)
		t.shouted = t.lower ? 0xff : 0;
	/* each part above all that follow it */
	return (uint64_t)(t.accents < 0xffff ? t.accents : 0xffff) << 32 |
	       (uint64_t)(t.upper && t.lower) << 24 |
	       (uint64_t)(0xff - t.shouted) << 16 |
	       (uint64_t)(brief < 0xff ? 0xff - brief : 0) << 8 |
	       (uint64_t)!t.odd_spaces;
}

int
dpi_spelling_compare(dp_str a, dp_str b)
{
	uint64_t x = dpi_spelling_rank(a), y = dpi_spelling_rank(b);

	if (x != y)
		return x > y ? -1 : 1;
	return dp_str_cmp(a, b);
}

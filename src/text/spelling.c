/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of two spellings of one thing is the better one, where nothing but
 * the spelling can tell.
 */
#include "text/spelling.h"

#include <utf8proc.h>

#include "text/key.h"

/* What a spelling shows of itself. */
struct traits {
	size_t accents;
	bool upper, lower;
	bool odd_spaces; /* at an end, doubled, or no plain ones */
};

static void
look_at_letter(uint32_t c, struct traits *t)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		t->upper = true;
		t->accents += c > 0x7f;
		break;
	case UTF8PROC_CATEGORY_LL:
		t->lower = true;
		t->accents += c > 0x7f;
		break;
	case UTF8PROC_CATEGORY_MN:
		t->accents++;
		break;
	default:
		break;
	}
}

static void
look(dp_str s, struct traits *t)
{
	bool after_space = true; /* so that one at the start is odd */

	memset(t, 0, sizeof *t);
	while (s.n) {
		unsigned space = dp_space_bytes(s), len;
		uint32_t c;

		if (space) {
			t->odd_spaces |= after_space || s.p[0] != ' ';
			after_space = true;
			s = dp_str_from(s, space);
			continue;
		}
		after_space = false;
		len = dp_utf8_decode(s.p, s.n, &c);
		if (len)
			look_at_letter(c, t);
		s = dp_str_from(s, len ? len : 1);
	}
	t->odd_spaces |= after_space;
}

int
dpi_spelling_compare(dp_str a, dp_str b)
{
	struct traits x, y;
	size_t brief_a, brief_b;

	look(a, &x);
	look(b, &y);
	if (x.accents != y.accents)
		return x.accents > y.accents ? -1 : 1;
	if ((x.upper && x.lower) != (y.upper && y.lower))
		return x.upper && x.lower ? -1 : 1;
	brief_a = dpi_key_fr_brief(a);
	brief_b = dpi_key_fr_brief(b);
	if (brief_a != brief_b)
		return brief_a < brief_b ? -1 : 1;
	if (x.odd_spaces != y.odd_spaces)
		return x.odd_spaces ? 1 : -1;
	return dp_str_cmp(a, b);
}

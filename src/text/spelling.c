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

uint64_t
dpi_spelling_rank(dp_str s)
{
	size_t brief = dpi_key_fr_brief(s);
	struct traits t;

	look(s, &t);
	/* each part above all that follow it */
	return (uint64_t)(t.accents < 0xffff ? t.accents : 0xffff) << 32 |
	       (uint64_t)(t.upper && t.lower) << 24 |
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

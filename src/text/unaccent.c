/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Latin letters without their marks, for systems that know ASCII alone. Case
 * stays, other scripts stay. Comparing texts is fold.c's.
 */
#include "text/repair.h"

#include <utf8proc.h>

#include "text/fold.h"

static bool
is_mark(uint32_t c)
{
	return c >= 0x300 && c < 0x370;
}

static bool
is_capital(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
}

/* The letter that C, a Latin letter with marks, is without them; else C. */
static uint32_t
base_of(uint32_t c)
{
	utf8proc_int32_t part[16];
	utf8proc_ssize_t n;
	int bound = 0;

	n = utf8proc_decompose_char((utf8proc_int32_t)c, part, 16,
				    UTF8PROC_DECOMPOSE, &bound);
	if (n < 2 || n > 16 || part[0] >= 0x250 || !is_mark((uint32_t)part[1]))
		return c;
	return (uint32_t)part[0];
}

/* Appends WORD (small letters) for the capital C; S is what follows C. */
static void
add_capital(const char *word, dp_str s, struct dp_buf *out)
{
	uint32_t next = 0;
	bool all;

	if (s.n == 0 || dp_utf8_decode(s.p, s.n, &next) == 0)
		next = 0;
	/* ŒUVRE is OEUVRE, Œuvre is Oeuvre */
	all = is_capital(next);
	for (size_t i = 0; word[i]; i++) {
		bool small = word[i] >= 'a' && word[i] <= 'z';

		dp_buf_char(out,
			    (char)(small && (i == 0 || all) ? word[i] & ~0x20 :
							      word[i]));
	}
}

void
dpi_unaccent(dp_str s, dp_str keep, struct dp_buf *out)
{
	bool latin = false;

	for (size_t i = 0; i < s.n;) {
		uint32_t c = (unsigned char)s.p[i], base;
		unsigned len = c < 0x80 ? 1 :
					  dp_utf8_decode(s.p + i, s.n - i, &c);
		dp_str one = { s.p + i, len ? len : 1 };
		char bytes[4];

		i += one.n;
		if (len > 1 && is_mark(c) && latin)
			continue;
		if (len > 1 && dp_str_search(keep, one) >= 0) {
			latin = false;
			dp_buf_str(out, one);
			continue;
		}
		base = len > 1 ? base_of(c) : c;
		/* a byte that is no character has no marks */
		latin = len > 0 && base < 0x250;
		if (len > 1 && base >= 0x80 && *dpi_fold_latin(base)) {
			const char *word = dpi_fold_latin(base);

			if (is_capital(c))
				add_capital(word, dp_str_from(s, i), out);
			else
				dp_buf_c(out, word);
		} else if (base != c) {
			dp_buf_add(out, bytes, dp_utf8_encode(base, bytes));
		} else {
			dp_buf_str(out, one);
		}
	}
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random damage to a file, the same for the same seed: bytes changed, taken
 * out, repeated, and the marks of tables put where they do not belong.
 */
#ifndef DP_DAMAGE_H
#define DP_DAMAGE_H

#include <dpipe/base.h>

/* Xorshift: G. Marsaglia, Journal of Statistical Software 8(14), 2003. */
static inline size_t
damage_some(uint64_t *seed, size_t n)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (size_t)(*seed % n);
}

static inline void
damage_insert(struct dp_buf *b, size_t at, const char *p, size_t n)
{
	(void)dp_buf_room(b, n);
	memmove(b->p + at + n, b->p + at, b->n - at);
	memcpy(b->p + at, p, n);
	b->n += n;
}

/* Damages B in one place. */
static inline void
damage(struct dp_buf *b, uint64_t *seed)
{
	static const char *const bit[] = {
		"\"",       ";",    ",",    "\t",      "\n",    "\r\n",
		"\r",       "'",    "|",    "\xE9",    " ",     ":",
		"0",        "\\\"", "\n\n", ",,",      ";;;",   "\"\"",
		"\xC3\xA9", "\x1A", "#",    "sep=;\n", "Total", "\xEF\xBB\xBF"
	};
	size_t at = damage_some(seed, b->n + 1), n = damage_some(seed, 9) + 1;
	const char *what = bit[damage_some(seed, sizeof bit / sizeof *bit)];

	switch (damage_some(seed, 5)) {
	case 0:
		if (at < b->n)
			b->p[at] = (char)damage_some(seed, 256);
		break;
	case 1:
		n = n < b->n - at ? n : b->n - at;
		memmove(b->p + at, b->p + at + n, b->n - at - n);
		b->n -= n;
		break;
	case 2:
		n = n < b->n ? n : b->n;
		if (n) {
			char copy[16];

			memcpy(copy, b->p + damage_some(seed, b->n - n + 1), n);
			damage_insert(b, at, copy, n);
		}
		break;
	default:
		damage_insert(b, at, what, strlen(what));
		break;
	}
}

#endif

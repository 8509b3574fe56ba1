/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a terminal is shown of a text: clusters, each of a number of columns
 * that terminals agree on, and no byte that one could obey. What the text
 * holds is for the inspector to say.
 */
#include <dpipe/text.h>

#include <utf8proc.h>

#include "text/fold.h"

#define REPLACEMENT 0xfffdu
#define JOINER 0x200du

/* The character at S in *C; returns its bytes. Not UTF-8: U+FFFD, 1 byte. */
static unsigned
take(dp_str s, uint32_t *c)
{
	unsigned n = dp_utf8_decode(s.p, s.n, c);

	if (n == 0)
		*c = REPLACEMENT;
	return n ? n : 1;
}

static const utf8proc_property_t *
property(uint32_t c)
{
	return utf8proc_get_property((utf8proc_int32_t)c);
}

static bool
is_pictogram(uint32_t c)
{
	return property(c)->boundclass ==
	       UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

/* True for what is part of the cluster before it: marks, and what is hidden. */
static bool
goes_on(uint32_t c)
{
	const utf8proc_property_t *p;

	if (c < 0x300 && c != 0xad)
		return false;
	p = property(c);
	switch (p->category) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_MC:
		return true;
	default:
		return p->ignorable || c == 0x200b; /* zero width space */
	}
}

/* True for what is drawn on the character before it. */
static bool
is_mark(uint32_t c)
{
	return goes_on(c) && !property(c)->ignorable && c != 0x200b &&
	       utf8proc_charwidth((utf8proc_int32_t)c) == 0;
}

/* What stands for C, alone and in one piece; *COLS are its columns. */
static uint32_t
shown_char(uint32_t c, unsigned *cols)
{
	int width;

	*cols = 1;
	switch (property(c)->category) {
	case UTF8PROC_CATEGORY_CC: /* C1: C0 is marked */
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return REPLACEMENT;
	default:
		break;
	}
	/* regional indicators: some terminals draw two as one flag */
	if (c >= 0x1f1e6 && c <= 0x1f1ff)
		return c - 0x1f1e6 + 'A';
	width = utf8proc_charwidth((utf8proc_int32_t)c);
	if (width < 1 || width > 2)
		return REPLACEMENT;
	*cols = (unsigned)width;
	/* no-break and thin spaces, which fonts of consoles lack */
	if (property(c)->category == UTF8PROC_CATEGORY_ZS && width == 1)
		return ' ';
	return c;
}

static void
add(struct dp_cluster *out, uint32_t c)
{
	char bytes[4];
	unsigned n = dp_utf8_encode(c, bytes);

	if (out->n + n > sizeof out->text)
		return;
	memcpy(out->text + out->n, bytes, n);
	out->n = (uint8_t)(out->n + n);
}

/* Adds what follows the first character of a cluster; returns its bytes. */
static size_t
add_rest(dp_str s, bool pictogram, struct dp_cluster *out)
{
	size_t at = 0;
	bool joined = false;

	while (at < s.n) {
		uint32_t c;
		unsigned n = take(dp_str_from(s, at), &c);

		if (!goes_on(c) && !(joined && is_pictogram(c)))
			break;
		/* a man and a computer joined: the man is shown */
		joined = pictogram && c == JOINER;
		if (out->cols > 0 && is_mark(c))
			add(out, c);
		at += n;
	}
	return at;
}

bool
dp_cluster_next(dp_str *rest, struct dp_cluster *out)
{
	uint32_t c;
	unsigned n, cols;

	if (rest->n == 0)
		return false;
	n = take(*rest, &c);
	out->n = 0;
	out->cols = 0;
	if (c < 0x20 || c == 0x7f) {
		out->text[0] = '^';
		out->text[1] = (char)(c ^ 0x40);
		out->n = out->cols = 2;
		*rest = dp_str_from(*rest, n);
		return true;
	}
	if (!goes_on(c)) {
		add(out, shown_char(c, &cols));
		out->cols = (uint8_t)cols;
	} else if (is_mark(c)) {
		/* a mark without a letter stands on a blank */
		add(out, ' ');
		add(out, c);
		out->cols = 1;
	}
	*rest = dp_str_from(*rest, n);
	*rest = dp_str_from(*rest,
			    add_rest(*rest, c >= 0x80 && is_pictogram(c), out));
	return true;
}

size_t
dp_shown_cols(dp_str s)
{
	struct dp_cluster c;
	size_t cols = 0;

	while (s.n > 0) {
		if (s.p[0] >= 0x20 && s.p[0] < 0x7f &&
		    (s.n == 1 || !(s.p[1] & 0x80))) {
			cols++;
			s = dp_str_from(s, 1);
		} else if (dp_cluster_next(&s, &c)) {
			cols += c.cols;
		}
	}
	return cols;
}

/* ---- ASCII ------------------------------------------------------------ */

/* Signs that folding does not spell. */
static const char *
plain_sign(uint32_t c)
{
	switch (c) {
	case 0xab:
	case 0xbb:
	case 0x201c:
	case 0x201d:
	case 0x201e:
		return "\"";
	case 0xb0:
		return "o"; /* degree, and n° */
	case 0xb7:
	case 0x2022:
		return "*";
	case 0x20ac:
		return "EUR";
	case 0x2026:
		return "...";
	case 0x2192:
		return "->";
	default:
		return NULL;
	}
}

/* C, from U+00A1 on, in ASCII. */
static void
spell(uint32_t c, struct dp_buf *out, struct dp_buf *room)
{
	const char *sign = plain_sign(c);
	char bytes[4];
	bool upper = property(c)->category == UTF8PROC_CATEGORY_LU;

	if (sign) {
		dp_buf_c(out, sign);
		return;
	}
	room->n = 0;
	dp_fold((dp_str){ bytes, dp_utf8_encode(c, bytes) }, room);
	for (size_t i = 0; i < room->n; i++) {
		char b = room->p[i];

		if (b & 0x80) {
			/* one ? for one letter of another script */
			room->n = 0;
			dp_buf_char(out, '?');
			return;
		}
		if (upper && i == 0 && b >= 'a' && b <= 'z')
			b = (char)(b - 0x20);
		dp_buf_char(out, b);
	}
	if (room->n == 0)
		dp_buf_char(out, '?');
}

void
dp_shown_ascii(dp_str s, struct dp_buf *out)
{
	struct dp_buf room = { 0 };
	struct dp_cluster cluster;

	while (dp_cluster_next(&s, &cluster)) {
		dp_str one = { cluster.text, cluster.n };
		uint32_t c;

		if (one.n == 0)
			continue;
		(void)take(one, &c);
		if (c < 0x80)
			dp_buf_add(out, one.p, cluster.cols > 1 ? 2 : 1);
		else
			spell(c, out, &room);
	}
	dp_buf_done(&room);
}

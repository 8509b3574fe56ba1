/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mojibake: UTF-8 once read as an encoding of one byte a character. A broken
 * character is a run that no text of Europe has (Ã©, â€™, √©, ├®) and that
 * gives, read again as UTF-8, one of the characters such a text does have. Each
 * run is judged alone, so that good text beside it stays. Bytes of one
 * encoding read as another, which leave no such run, are not looked for.
 */
#include "text/repair.h"

#include "text/encoding.h"

/* The encodings as which UTF-8 gets read, the likeliest first. */
static const enum dp_encoding readings[] = { DP_CP1252, DP_MACROMAN, DP_CP850,
					     DP_CP437 };

/* Where a look at a text has come to. */
struct look {
	dp_str s;
	const uint16_t *upper; /* of the encoding it may have been read as */
	bool windows;
	bool found; /* a broken character before this one */
};

/* The character at byte I of S, 0 at the end or where it is not UTF-8. */
static uint32_t
char_at(dp_str s, size_t i, unsigned *len)
{
	uint32_t c = 0;

	*len = i < s.n ? dp_utf8_decode(s.p + i, s.n - i, &c) : 0;
	return *len ? c : 0;
}

/* The character that ends before byte I of S, 0 when there is none. */
static uint32_t
char_before(dp_str s, size_t i)
{
	unsigned len;

	if (i == 0)
		return 0;
	return char_at(s, dp_utf8_start(s, i - 1), &len);
}

/* The byte that is C in this reading, 0: none. */
static unsigned
byte_of(const struct look *l, uint32_t c)
{
	if (c < 0x80)
		return c;
	/* controls stand for themselves where Latin-1 was said */
	if (c < 0xa0 && l->windows)
		return c;
	for (unsigned i = 0; i < 128; i++)
		if (l->upper[i] == c)
			return i + 0x80;
	return 0;
}

static bool
is_capital(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7);
}

static bool
is_letter(uint32_t c)
{
	return (c | 0x20) - 'a' < 26u || (c >= 0xc0 && c != 0xd7 && c != 0xf7);
}

/* What texts of western Europe hold beyond ASCII, and the marks of NFD. */
static bool
is_likely(uint32_t c)
{
	static const uint16_t mark[] = { 0x300,  0x301,  0x302,  0x303,  0x308,
					 0x327,  0x2009, 0x2011, 0x202f, 0x2212,
					 0xfeff, 0xfb01, 0xfb02 };
	const uint16_t *windows = dpi_upper_half(DP_CP1252);

	if (c >= 0xa0 && c <= 0xff)
		return true;
	for (unsigned i = 0; i < 0x20; i++)
		if (windows[i] == c)
			return true;
	for (size_t i = 0; i < sizeof mark / sizeof *mark; i++)
		if (mark[i] == c)
			return true;
	return false;
}

/* Bytes that follow the byte FIRST in UTF-8 of such a text; 0: it is none. */
static unsigned
n_following(unsigned first)
{
	switch (first) {
	case 0xc2:
	case 0xc3:
	case 0xc5:
	case 0xc6:
	case 0xcb:
	case 0xcc:
		return 1;
	case 0xe2:
	case 0xef:
		return 2;
	default:
		return 0;
	}
}

/* Is C, which looks like a byte that follows, as likely itself? */
static bool
is_sign_after_word(uint32_t c)
{
	return c == 0xa0 || c == 0xbb || c == 0x2019 || c == 0x201d ||
	       c == 0x201c || c == 0x2026 || c == 0x2013 || c == 0x2014 ||
	       c == 0x203a;
}

/*
 * IRMÃ» may be a word in capitals and a quotation mark. FIRST is the run's
 * first character, at byte I, SECOND its next one, which ends before byte END.
 */
static bool
is_word_in_capitals(const struct look *l, size_t i, uint32_t first,
		    uint32_t second, size_t end)
{
	uint32_t before = char_before(l->s, i);
	unsigned len;

	return is_capital(first) && is_sign_after_word(second) &&
	       is_capital(before) && !is_letter(char_at(l->s, end, &len));
}

/* √π is mathematics; o√π was où. */
static bool
is_formula(const struct look *l, size_t i, size_t end)
{
	unsigned len;

	return !is_letter(char_before(l->s, i)) &&
	       !is_letter(char_at(l->s, end, &len));
}

/*
 * Ã and a space: à, whose second byte, a no-break space, became an ordinary
 * one. Sure only behind a small letter, or where more is broken.
 */
static bool
is_lost_a(const struct look *l, size_t i, uint32_t first, uint32_t second)
{
	uint32_t before = char_before(l->s, i);

	return l->windows && first == 0xc3 && second == ' ' &&
	       (l->found || (before >= 'a' && before <= 'z'));
}

/*
 * The character that the run at byte I was; 0 when there is none, else *END
 * is the byte behind the run.
 */
static uint32_t
broken(const struct look *l, size_t i, size_t *end)
{
	unsigned len, more, byte;
	uint32_t first = char_at(l->s, i, &len), second = 0, c;

	if (first < 0x80)
		return 0;
	/* a control that windows-1252 has a character for was one */
	if (l->windows && first < 0xa0) {
		*end = i + len;
		c = l->upper[first - 0x80];
		return c == first ? 0 : c;
	}
	byte = byte_of(l, first);
	more = n_following(byte);
	if (more == 0)
		return 0;
	/* a mark or a letter that only text broken twice has */
	if ((byte == 0xc6 || byte == 0xcb) && char_before(l->s, i) != 0x192)
		return 0;
	*end = i + len;
	c = more == 1 ? byte & 0x1f : byte & 0x0f;
	for (unsigned k = 0; k < more; k++) {
		uint32_t next = char_at(l->s, *end, &len);

		if (k == 0)
			second = next;
		byte = byte_of(l, next);
		if ((byte & 0xc0) != 0x80)
			return is_lost_a(l, i, first, second) ? 0xe0 : 0;
		c = c << 6 | (byte & 0x3f);
		*end += len;
	}
	/* Latin-1 was said where windows-1252 was meant, before it broke */
	if (c >= 0x80 && c < 0xa0)
		c = dpi_upper_half(DP_CP1252)[c - 0x80];
	else if (!is_likely(c))
		return 0;
	if (is_word_in_capitals(l, i, first, second, *end) ||
	    (second == 0x3c0 && is_formula(l, i, *end)))
		return 0;
	return c;
}

/*
 * Is C the first byte of a run in one of the readings? Letters that texts are
 * full of (é è à ç) are not: the rest need not be looked up for them.
 */
static bool
may_start(uint32_t c)
{
	switch (c) {
	case 0xac:   /* ¬ */
	case 0xc2:   /* Â */
	case 0xc3:   /* Ã */
	case 0xc5:   /* Å */
	case 0xc6:   /* Æ */
	case 0xcb:   /* Ë */
	case 0xcc:   /* Ì */
	case 0xd4:   /* Ô */
	case 0xe2:   /* â */
	case 0xef:   /* ï */
	case 0x393:  /* Γ */
	case 0x201a: /* ‚ */
	case 0x221a: /* √ */
	case 0x2248: /* ≈ */
	case 0x251c: /* ├ */
	case 0x252c: /* ┬ */
	case 0x253c: /* ┼ */
	case 0x2560: /* ╠ */
		return true;
	default:
		return c >= 0x80 && c < 0xa0;
	}
}

/* The same in any reading; the first that makes a character of it. */
static uint32_t
broken_anyhow(struct look *l, size_t i, size_t *end)
{
	unsigned len;
	uint32_t c = 0;

	if (!may_start(char_at(l->s, i, &len)))
		return 0;
	for (size_t k = 0; c == 0 && k < sizeof readings / sizeof *readings;
	     k++) {
		l->upper = dpi_upper_half(readings[k]);
		l->windows = readings[k] == DP_CP1252;
		c = broken(l, i, end);
	}
	return c;
}

/* Appends S with what is broken put right, once; how much that was. */
static size_t
undo_once(dp_str s, struct dp_buf *out)
{
	struct look l = { .s = s };
	size_t n = 0, i = 0, end;

	while (i < s.n) {
		bool ascii = (unsigned char)s.p[i] < 0x80;
		uint32_t c = ascii ? 0 : broken_anyhow(&l, i, &end);
		char bytes[4];

		if (c == 0) {
			dp_buf_char(out, s.p[i++]);
			continue;
		}
		n++;
		l.found = true;
		i = end;
		/* a byte order mark says nothing inside a cell */
		if (c != 0xfeff)
			dp_buf_add(out, bytes, dp_utf8_encode(c, bytes));
	}
	return n;
}

/* True when S holds a character with which a broken run can start. */
static bool
may_be_broken(dp_str s)
{
	for (size_t i = 0; i + 1 < s.n; i++) {
		unsigned char b = (unsigned char)s.p[i + 1];

		switch ((unsigned char)s.p[i]) {
		case 0xc2: /* controls; ¬ */
			if (b < 0xa0 || b == 0xac)
				return true;
			break;
		case 0xc3: /* Â Ã Å Æ Ë Ì Ô â ï */
			if (b == 0x82 || b == 0x83 || b == 0x85 || b == 0x86 ||
			    b == 0x8b || b == 0x8c || b == 0x94 || b == 0xa2 ||
			    b == 0xaf)
				return true;
			break;
		case 0xe2: /* √ ≈ ‚ ├ ┬ ┼ and their like */
			if (b == 0x88 || b == 0x89 || b == 0x80 || b == 0x94 ||
			    b == 0x95)
				return true;
			break;
		case 0xce: /* Γ, a byte of cp437 */
			if (b == 0x93)
				return true;
			break;
		default:
			break;
		}
	}
	return false;
}

enum dpi_mojibake
dpi_mojibake_undo(dp_str s, unsigned layers, struct dp_buf *out)
{
	struct dp_buf made[2] = { { 0 }, { 0 } };
	unsigned round = 0;
	size_t n;

	if (!may_be_broken(s))
		return DPI_MOJIBAKE_NONE;
	for (dp_str now = s;; now = dp_buf_view(&made[round++ & 1])) {
		made[round & 1].n = 0;
		n = undo_once(now, &made[round & 1]);
		if (n > 0 && round < layers)
			continue;
		if (n == 0 && round > 0)
			dp_buf_str(out, now);
		break;
	}
	dp_buf_done(&made[0]);
	dp_buf_done(&made[1]);
	if (n > 0)
		return DPI_MOJIBAKE_DEEP;
	return round > 0 ? DPI_MOJIBAKE_UNDONE : DPI_MOJIBAKE_NONE;
}

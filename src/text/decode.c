/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes of any encoding to UTF-8, block by block. Does not choose the
 * encoding (encoding.c) and never loses a byte: what cannot be decoded is
 * replaced and counted.
 */
#include <dpipe/text.h>

#include "text/encoding.h"

#define HIGH_BITS UINT64_C(0x8080808080808080)
#define REPLACEMENT 0xfffd

bool
dpi_utf8_is_prefix(const char *p, size_t n_bytes)
{
	const unsigned char *b = (const unsigned char *)p;
	unsigned want = b[0] >= 0xf0 ? 4 : b[0] >= 0xe0 ? 3 : 2;
	char full[4] = { p[0], '\x80', '\x80', '\x80' };
	uint32_t c;

	if (b[0] < 0xc2 || b[0] > 0xf4 || n_bytes >= want)
		return false;
	for (size_t i = 1; i < n_bytes; i++)
		full[i] = p[i];
	/* E0, F0, ED and F4 restrict the second byte: try all there can be */
	if (n_bytes == 1)
		full[1] = b[0] == 0xe0 ? '\xa0' :
			  b[0] == 0xf0 ? '\x90' :
					 '\x80';
	return dp_utf8_decode(full, want, &c) == want;
}

static void
note_bad(struct dp_decoder *d, uint64_t at)
{
	if (d->n_bad++ == 0)
		d->first_bad_bytes = at;
}

/* The same of wide units, whose U+FFFD comes behind MADE bytes of a piece. */
static void
note_wide(struct dp_decoder *d, uint64_t at, size_t made)
{
	if (d->n_bad < DP_BAD_KEPT) {
		d->bad[d->n_bad].at_bytes = at;
		d->bad[d->n_bad].text_bytes = d->text_bytes + made;
	}
	note_bad(d, at);
}

/*
 * Copies the ASCII at the start of the N bytes at P to OUT, where there is
 * room for N bytes, and returns how many there are. May write more than that.
 */
static size_t
copy_ascii(const unsigned char *p, size_t n, char *out)
{
	size_t i = 0;

	while (n - i >= 8) {
		uint64_t w, high;

		memcpy(&w, p + i, 8);
		memcpy(out + i, &w, 8);
		high = w & HIGH_BITS;
		if (high) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
			return i + (size_t)__builtin_ctzll(high) / 8;
#else
			return i + (size_t)__builtin_clzll(high) / 8;
#endif
		}
		i += 8;
	}
	while (i < n && p[i] < 0x80) {
		out[i] = (char)p[i];
		i++;
	}
	return i;
}

/* ---- one byte a character --------------------------------------------- */

static void
decode_single(struct dp_decoder *d, const unsigned char *p, size_t n,
	      struct dp_buf *out)
{
	const uint16_t *upper = dpi_upper_half(d->encoding);
	char *start = dp_buf_room(out, 3 * n), *o = start;
	size_t i = 0;

	while (i < n) {
		size_t plain = copy_ascii(p + i, n - i, o);

		i += plain;
		o += plain;
		for (; i < n && p[i] >= 0x80; i++) {
			uint16_t c = upper[p[i] - 0x80];

			if (c >= 0x800) {
				o += dp_utf8_encode(c, o);
				continue;
			}
			o[0] = (char)(0xc0 | c >> 6);
			o[1] = (char)(0x80 | (c & 0x3f));
			o += 2;
		}
	}
	out->n += (size_t)(o - start);
	d->offset_bytes += n;
}

/* ---- UTF-8 ------------------------------------------------------------ */

/* Copies what is UTF-8 at the start of P to OUT; returns how many bytes. */
static size_t
copy_utf8(const unsigned char *p, size_t n, char *out)
{
	size_t good = dp_utf8_valid((dp_str){ (const char *)p, n });

	memcpy(out, p, good);
	return good;
}

/* Returns the bytes consumed: all, unless a sequence is cut at the end. */
static size_t
decode_utf8(struct dp_decoder *d, const unsigned char *p, size_t n, bool last,
	    struct dp_buf *out)
{
	const uint16_t *upper = dpi_upper_half(DP_CP1252);
	/* a bad byte gives up to three */
	char *start = dp_buf_room(out, 3 * n), *o = start;
	size_t i = 0;

	while (i < n) {
		size_t good = copy_utf8(p + i, n - i, o);

		i += good;
		o += good;
		if (i == n)
			break;
		if (!last && n - i < 4 &&
		    dpi_utf8_is_prefix((const char *)p + i, n - i))
			break;
		note_bad(d, d->offset_bytes + i);
		o += dp_utf8_encode(upper[p[i] - 0x80], o);
		i++;
	}
	out->n += (size_t)(o - start);
	d->offset_bytes += i;
	return i;
}

/* ---- UTF-16, UTF-32 --------------------------------------------------- */

static uint32_t
get16(const unsigned char *p, bool big)
{
	return big ? (uint32_t)(p[0] << 8 | p[1]) :
		     (uint32_t)(p[1] << 8 | p[0]);
}

static size_t
decode_utf16(struct dp_decoder *d, const unsigned char *p, size_t n, bool last,
	     struct dp_buf *out)
{
	bool big = d->encoding == DP_UTF16BE;
	/* two bytes give up to three; a lone byte at the end gives three */
	char *start = dp_buf_room(out, n / 2 * 3 + 3), *o = start;
	size_t i = 0;

	while (n - i >= 2) {
		uint32_t c = get16(p + i, big);
		unsigned used = 2;

		if (c < 0x80) {
			*o++ = (char)c;
			i += 2;
			continue;
		}
		if (c >= 0xd800 && c < 0xdc00) {
			uint32_t low = 0;

			if (n - i < 4 && !last)
				break;
			if (n - i >= 4)
				low = get16(p + i + 2, big);
			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) +
				    (low - 0xdc00);
				used = 4;
			}
		}
		if (c >= 0xd800 && c < 0xe000) {
			note_wide(d, d->offset_bytes + i, (size_t)(o - start));
			c = REPLACEMENT;
		}
		o += dp_utf8_encode(c, o);
		i += used;
	}
	if (last && i < n) {
		note_wide(d, d->offset_bytes + i, (size_t)(o - start));
		o += dp_utf8_encode(REPLACEMENT, o);
		i = n;
	}
	out->n += (size_t)(o - start);
	d->text_bytes += (size_t)(o - start);
	d->offset_bytes += i;
	return i;
}

static size_t
decode_utf32(struct dp_decoder *d, const unsigned char *p, size_t n, bool last,
	     struct dp_buf *out)
{
	bool big = d->encoding == DP_UTF32BE;
	char *start = dp_buf_room(out, n + 4), *o = start;
	size_t i = 0;

	while (n - i >= 4) {
		uint32_t high = get16(p + i + (big ? 0 : 2), big);
		uint32_t c = high << 16 | get16(p + i + (big ? 2 : 0), big);

		if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) {
			note_wide(d, d->offset_bytes + i, (size_t)(o - start));
			c = REPLACEMENT;
		}
		o += dp_utf8_encode(c, o);
		i += 4;
	}
	if (last && i < n) {
		note_wide(d, d->offset_bytes + i, (size_t)(o - start));
		o += dp_utf8_encode(REPLACEMENT, o);
		i = n;
	}
	out->n += (size_t)(o - start);
	d->text_bytes += (size_t)(o - start);
	d->offset_bytes += i;
	return i;
}

/* ---- all -------------------------------------------------------------- */

static size_t
decode(struct dp_decoder *d, const unsigned char *p, size_t n, bool last,
       struct dp_buf *out)
{
	if (d->encoding == DP_UTF8)
		return decode_utf8(d, p, n, last, out);
	if (d->encoding == DP_UTF16LE || d->encoding == DP_UTF16BE)
		return decode_utf16(d, p, n, last, out);
	if (d->encoding == DP_UTF32LE || d->encoding == DP_UTF32BE)
		return decode_utf32(d, p, n, last, out);
	if (dpi_is_multi_byte(d->encoding)) {
		size_t used = dpi_decode_multi(d, p, n, last, out);

		if (used != SIZE_MAX)
			return used;
		/* Without tables no byte is lost, and none is right. */
		d->encoding = DP_CP1252;
	}
	decode_single(d, p, n, out);
	return n;
}

/* Bytes decoded at a time, so that room for the worst case stays small. */
#define STEP_BYTES 65536

void
dp_decode(struct dp_decoder *d, const void *p, size_t n_bytes, bool last,
	  struct dp_buf *out)
{
	const unsigned char *b = p;
	size_t i = 0;

	if (d->n_tail > 0) {
		/* the sequence that was cut, with what completes it */
		unsigned char join[8];
		size_t add = n_bytes < 4 ? n_bytes : 4, n, used;

		memcpy(join, d->tail, d->n_tail);
		if (add > 0)
			memcpy(join + d->n_tail, b, add);
		n = d->n_tail + add;
		used = decode(d, join, n, last && add == n_bytes, out);
		if (used < d->n_tail || add == n_bytes) {
			d->n_tail = (unsigned)(n - used);
			memcpy(d->tail, join + used, n - used);
			return;
		}
		i = used - d->n_tail;
		d->n_tail = 0;
	}
	while (i < n_bytes) {
		size_t n = n_bytes - i;
		bool end = n <= STEP_BYTES;
		size_t used;

		if (!end)
			n = STEP_BYTES;
		used = decode(d, b + i, n, last && end, out);
		i += used;
		if (end) {
			d->n_tail = (unsigned)(n - used);
			memcpy(d->tail, b + i, n - used);
			break;
		}
	}
}

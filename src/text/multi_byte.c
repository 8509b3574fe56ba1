/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Encodings of several bytes a character that are none of Unicode's: the
 * system's iconv knows their tables. The two that switch between sets by
 * escape sequences are made into those without, so that where a block ends
 * matters to nobody.
 */
#include <dpipe/text.h>

#include <errno.h>
#include <iconv.h>

#include "text/encoding.h"

#define REPLACEMENT "\xEF\xBF\xBD"
#define ESC 0x1b
#define SHIFT_OUT 0x0e
#define SHIFT_IN 0x0f

static const char *
iconv_name(enum dp_encoding e)
{
	switch ((int)e) {
	case DP_SHIFT_JIS:
		return "CP932";
	case DP_EUC_JP:
	case DP_ISO2022_JP:
		return "EUC-JP";
	case DP_GB18030:
		return "GB18030";
	case DP_BIG5:
		return "BIG5-HKSCS";
	case DP_EUC_TW:
		return "EUC-TW";
	default:
		return "CP949";
	}
}

static bool
has_escapes(enum dp_encoding e)
{
	return e == DP_ISO2022_JP || e == DP_ISO2022_KR;
}

static void
note_bad(struct dp_decoder *d, uint64_t at)
{
	if (d->n_bad++ == 0)
		d->first_bad_bytes = at;
}

/*
 * Bytes of what is no character, from the first, of LEFT. Where escape
 * sequences were taken out, both of a pair: the next pair is not to blame.
 */
static size_t
bad_bytes(enum dp_encoding e, unsigned char first, size_t left)
{
	return has_escapes(e) && first >= 0xa1 && first != 0xff && left > 1 ?
		       2 :
		       1;
}

/*
 * Decodes through CD what it can of the N bytes at P; returns how much. Where
 * escape sequences were taken out, places are not known.
 */
static size_t
convert(struct dp_decoder *d, iconv_t cd, const unsigned char *p, size_t n,
	bool last, struct dp_buf *out)
{
	char *from = (char *)(uintptr_t)p;
	size_t left = n;

	while (left > 0) {
		/* Four bytes at most become one character of four. */
		size_t room = 4 * left + 8;
		char *to = dp_buf_room(out, room), *start = to;
		size_t status = iconv(cd, &from, &left, &to, &room), skip;
		int why = errno;

		out->n += (size_t)(to - start);
		if (status != (size_t)-1 || left == 0)
			break;
		if (why == EINVAL && !last)
			break;
		if (why == E2BIG)
			continue;
		note_bad(d, has_escapes(d->encoding) ?
				    0 :
				    d->offset_bytes + (uint64_t)(n - left));
		dp_buf_c(out, REPLACEMENT);
		skip = bad_bytes(d->encoding, (unsigned char)*from, left);
		from += skip;
		left -= skip;
		(void)iconv(cd, NULL, NULL, NULL, NULL);
	}
	return n - left;
}

/*
 * The bytes of the escape sequence at P, of N, and in *SHIFTED whether what
 * follows has two bytes a character; 0: it is none, -1 it is cut.
 */
static int
escape_bytes(const unsigned char *p, size_t n, bool *shifted)
{
	if (p[0] == SHIFT_OUT || p[0] == SHIFT_IN) {
		*shifted = p[0] == SHIFT_OUT;
		return 1;
	}
	if (p[0] != ESC)
		return 0;
	if (n < 3)
		return -1;
	if (p[1] == '(' && strchr("BJI", p[2])) {
		*shifted = false;
		return 3;
	}
	if (p[1] == '$' && strchr("B@", p[2])) {
		*shifted = true;
		return 3;
	}
	if (p[1] == '$' && strchr("(,)", p[2]))
		return n < 4 ? -1 : 4;
	return 0;
}

/* A byte of the sets of 94 characters. */
static bool
is_graphic(unsigned char c)
{
	return c > 0x20 && c < 0x7f;
}

/*
 * The N bytes at P without escape sequences, at OUT, and with a byte that no
 * set has for what is in none; returns those used.
 */
static size_t
without_escapes(struct dp_decoder *d, const unsigned char *p, size_t n,
		bool last, struct dp_buf *out)
{
	const char none = '\xff';
	size_t i = 0;

	while (i < n) {
		int k = escape_bytes(p + i, n - i, &d->shifted);
		bool pair = d->shifted && is_graphic(p[i]);

		if (k > 0) {
			i += (size_t)k;
			continue;
		}
		if ((k < 0 || (pair && i + 1 == n)) && !last)
			break;
		/* A line starts in ASCII, whatever was forgotten. */
		if (p[i] == '\n' && d->encoding == DP_ISO2022_JP)
			d->shifted = false;
		if (!pair) {
			dp_buf_char(out, p[i] < 0x80 ? (char)p[i] : none);
			i++;
		} else if (i + 1 < n && is_graphic(p[i + 1])) {
			dp_buf_char(out, (char)(p[i] | 0x80));
			dp_buf_char(out, (char)(p[i + 1] | 0x80));
			i += 2;
		} else {
			dp_buf_char(out, none);
			i++;
		}
	}
	return i;
}

bool
dp_encoding_usable(enum dp_encoding e)
{
	iconv_t cd;

	if (!dpi_is_multi_byte(e))
		return true;
	cd = iconv_open("UTF-8", iconv_name(e));
	if (cd == (iconv_t)-1)
		return false;
	(void)iconv_close(cd);
	return true;
}

size_t
dpi_decode_multi(struct dp_decoder *d, const unsigned char *p, size_t n,
		 bool last, struct dp_buf *out)
{
	iconv_t cd = iconv_open("UTF-8", iconv_name(d->encoding));
	struct dp_buf plain = { 0 };
	size_t used;

	if (cd == (iconv_t)-1)
		return SIZE_MAX;
	if (has_escapes(d->encoding)) {
		used = without_escapes(d, p, n, last, &plain);
		(void)convert(d, cd, (const unsigned char *)plain.p, plain.n,
			      true, out);
		dp_buf_done(&plain);
	} else {
		used = convert(d, cd, p, n, last, out);
	}
	d->offset_bytes += used;
	(void)iconv_close(cd);
	return used;
}

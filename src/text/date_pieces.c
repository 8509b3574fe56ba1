/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the text of a date to its pieces, and the time of day among them. */
#include "text/date_pieces.h"

#include "text/fold.h"

/* Reads digits at S; returns how many bytes, 0 when too many to matter. */
static size_t
read_number(dp_str s, struct dpi_piece *p)
{
	size_t i = 0;

	p->kind = DPI_NUMBER;
	p->value = 0;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9') {
		if (i == 9)
			return 0;
		p->value = p->value * 10 + (s.p[i] - '0');
		i++;
	}
	p->digits = (unsigned)i;
	return i;
}

/* Appends the folded letter at S to WORD; returns its bytes, 0: no letter. */
static unsigned
read_letter(dp_str s, char *word, size_t *n)
{
	unsigned len;
	uint32_t c;
	const char *folded;
	char low = (char)(s.p[0] | 0x20);

	if (!(s.p[0] & 0x80)) {
		if (low < 'a' || low > 'z')
			return 0;
		word[(*n)++] = low;
		return 1;
	}
	len = dp_utf8_decode(s.p, s.n, &c);
	if (len == 0)
		return 0;
	if (c >= 0x300 && c < 0x370) /* an accent on its own */
		return len;
	folded = dpi_fold_latin(c);
	if (!*folded)
		return 0;
	while (*folded)
		word[(*n)++] = *folded++;
	return len;
}

static size_t
read_word(dp_str s, const struct dp_date_opts *o, struct dpi_piece *p)
{
	char word[DPI_DATE_WORD_BYTES + 2];
	size_t n = 0, i = 0;

	while (i < s.n) {
		unsigned len = read_letter(dp_str_from(s, i), word, &n);

		if (len == 0)
			break;
		if (n > DPI_DATE_WORD_BYTES)
			return 0;
		i += len;
	}
	if (n == 0)
		return 0;
	p->kind = DPI_WORD;
	p->letters = (unsigned)n;
	p->word = dpi_date_word(word, n, o, &p->value);
	return p->word == DPI_W_OTHER ? 0 : i;
}

/* Bytes of the sign at S, 0 when it is none of those of dates. */
static size_t
read_sign(dp_str s, struct dpi_piece *p)
{
	p->kind = DPI_SIGN;
	if (memchr("/-.,:+", s.p[0], 6)) {
		p->sign = s.p[0];
		return 1;
	}
	/* hyphens and dashes U+2010 to 2014, minus U+2212 */
	if ((dp_str_starts(s, "\xe2\x80") && s.n >= 3 &&
	     (unsigned char)s.p[2] >= 0x90 && (unsigned char)s.p[2] <= 0x94) ||
	    dp_str_starts(s, "\xe2\x88\x92")) {
		p->sign = '-';
		return 3;
	}
	return 0;
}

bool
dpi_date_pieces(dp_str s, const struct dp_date_opts *o, struct dpi_pieces *out)
{
	size_t i = 0;

	out->n = 0;
	while (i < s.n) {
		dp_str rest = dp_str_from(s, i);
		struct dpi_piece *p = &out->piece[out->n];
		size_t len = dp_space_bytes(rest);

		memset(p, 0, sizeof(*p));
		if (len > 0) {
			i += len;
			while ((len = dp_space_bytes(dp_str_from(s, i))) > 0)
				i += len;
			rest = dp_str_from(s, i);
		} else {
			p->attached = true;
		}
		if (out->n == DPI_DATE_PIECES || i == s.n)
			return false;
		if (s.p[i] >= '0' && s.p[i] <= '9')
			len = read_number(rest, p);
		else if ((len = read_sign(rest, p)) == 0)
			len = read_word(rest, o, p);
		if (len == 0)
			return false;
		i += len;
		out->n++;
	}
	memset(&out->piece[out->n], 0, DPI_DATE_AHEAD * sizeof(out->piece[0]));
	return true;
}

/* ---- time of day ------------------------------------------------------ */

static bool
is_word(const struct dpi_piece *p, enum dpi_word w)
{
	return p->kind == DPI_WORD && p->word == w;
}

static bool
is_sign(const struct dpi_piece *p, char c)
{
	return p->kind == DPI_SIGN && p->sign == c;
}

static bool
is_small(const struct dpi_piece *p)
{
	return p->kind == DPI_NUMBER && p->digits <= 2;
}

/* ".123456" after the seconds; false when there are too many digits. */
static bool
read_fraction(const struct dpi_piece *p, unsigned *n, struct dp_date *out)
{
	int v;

	if (!is_sign(&p[*n], '.') && !is_sign(&p[*n], ','))
		return true;
	if (p[*n + 1].kind != DPI_NUMBER)
		return false;
	v = p[*n + 1].value;
	for (unsigned k = p[*n + 1].digits; k < 9; k++)
		v *= 10;
	out->nanosecond = v;
	*n += 2;
	return true;
}

/* "Z", "+01:00", "+0100", "+01". */
static bool
read_zone(const struct dpi_piece *p, unsigned *n, struct dp_date *out)
{
	const struct dpi_piece *q = p + *n;
	int h, m = 0;

	if (is_word(q, DPI_W_Z)) {
		out->zoned = true;
		*n += 1;
		return true;
	}
	if (!is_sign(q, '+') && !is_sign(q, '-'))
		return true;
	if (q[1].kind != DPI_NUMBER)
		return false;
	h = q[1].value;
	if (q[1].digits == 4) {
		m = h % 100;
		h /= 100;
		*n += 2;
	} else if (q[1].digits == 2 && is_sign(&q[2], ':') &&
		   q[3].kind == DPI_NUMBER && q[3].digits == 2) {
		m = q[3].value;
		*n += 4;
	} else if (q[1].digits == 2) {
		*n += 2;
	} else {
		return false;
	}
	if (h > 14 || m > 59)
		return false;
	out->zoned = true;
	out->zone_minutes = is_sign(q, '-') ? -(h * 60 + m) : h * 60 + m;
	return true;
}

/* "8h", "8h30", "08h30min", after the hour. */
static bool
read_french(const struct dpi_piece *p, unsigned *n, struct dp_date *out)
{
	*n += 1;
	if (!is_small(&p[*n]))
		return true;
	out->minute = p[*n].value;
	*n += 1;
	*n += is_word(&p[*n], DPI_W_MIN);
	return true;
}

/* ":30", ":30:15.5", after the hour. */
static bool
read_colons(const struct dpi_piece *p, unsigned *n, struct dp_date *out)
{
	if (p[*n + 1].kind != DPI_NUMBER || p[*n + 1].digits != 2)
		return false;
	out->minute = p[*n + 1].value;
	*n += 2;
	if (!is_sign(&p[*n], ':'))
		return true;
	if (p[*n + 1].kind != DPI_NUMBER || p[*n + 1].digits != 2)
		return false;
	out->second = p[*n + 1].value;
	out->precision = DP_DATE_SECOND;
	*n += 2;
	return read_fraction(p, n, out);
}

/* "AM", "PM" after a time of twelve hours. */
static bool
read_half_day(const struct dpi_piece *p, unsigned *n, struct dp_date *out)
{
	bool pm = is_word(&p[*n], DPI_W_PM);

	if (!pm && !is_word(&p[*n], DPI_W_AM))
		return true;
	*n += 1;
	if (out->hour < 1 || out->hour > 12)
		return false;
	out->hour = out->hour % 12 + (pm ? 12 : 0);
	return true;
}

/* "080000", "0800" of the basic form of ISO 8601, after its T. */
static bool
read_basic(const struct dpi_piece *p, struct dp_date *out)
{
	int v = p->value;

	if (p->digits != 4 && p->digits != 6)
		return false;
	out->precision = DP_DATE_MINUTE;
	if (p->digits == 6) {
		out->second = v % 100;
		v /= 100;
		out->precision = DP_DATE_SECOND;
	}
	out->hour = v / 100;
	out->minute = v % 100;
	return true;
}

unsigned
dpi_date_time(const struct dpi_piece *p, struct dp_date *out)
{
	unsigned n = 0;
	bool iso = is_word(&p[0], DPI_W_T), done;

	/* a hyphen without spaces may start a zone: 2021-03-12-08:00 */
	n += iso || is_word(&p[0], DPI_W_AT) || is_sign(&p[0], ',') ||
	     (is_sign(&p[0], '-') && !p[0].attached);
	if (p[n].kind != DPI_NUMBER || (n == 0 && p[n].attached))
		return 0;
	out->precision = DP_DATE_MINUTE;
	if (iso && p[n].digits > 2) {
		done = read_basic(&p[n], out);
		n++;
	} else {
		if (!is_small(&p[n]))
			return 0;
		out->hour = p[n++].value;
		if (is_word(&p[n], DPI_W_H))
			done = read_french(p, &n, out);
		else if (is_sign(&p[n], ':'))
			done = read_colons(p, &n, out);
		else
			done = is_word(&p[n], DPI_W_AM) ||
			       is_word(&p[n], DPI_W_PM);
	}
	if (!done || !read_half_day(p, &n, out) || !read_zone(p, &n, out))
		return 0;
	/* 24:00 and leap seconds are left to those who mean them */
	if (out->hour > 23 || out->minute > 59 || out->second > 59)
		return 0;
	return n;
}

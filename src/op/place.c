/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Points as people write them into one cell. Projected coordinates (Lambert
 * 93) are not degrees and are not read.
 */
#include "op/place.h"

/*
 * Boxes around the territories, in degrees: south, north, west, east. Rounded
 * outwards from the extents that IGN gives for each territory's projection.
 */
static const double boxes[][4] = {
	{ 41, 51.5, -5.5, 10 },       /* mainland and Corsica */
	{ 15.7, 16.6, -62, -60.9 },   /* Guadeloupe */
	{ 14.3, 15, -61.3, -60.7 },   /* Martinique */
	{ 2, 6, -55, -51.5 },         /* Guyane */
	{ -21.5, -20.8, 55.1, 55.9 }, /* La Réunion */
	{ -13.1, -12.5, 44.9, 45.4 }, /* Mayotte */
	{ 46.7, 47.2, -56.6, -56 },   /* Saint-Pierre-et-Miquelon */
	{ 17.8, 18.2, -63.2, -62.7 }, /* Saint-Martin, Saint-Barthélemy */
	{ -28, -7.5, -155, -134 },    /* Polynésie française */
	{ -23, -17.5, 156, 172.5 },   /* Nouvelle-Calédonie */
	{ -14.5, -13, -178.5, -176 }, /* Wallis-et-Futuna */
};

bool
dpi_place_in_france(double latitude, double longitude)
{
	for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++)
		if (latitude >= boxes[i][0] && latitude <= boxes[i][1] &&
		    longitude >= boxes[i][2] && longitude <= boxes[i][3])
			return true;
	return false;
}

bool
dpi_place_on_earth(double latitude, double longitude)
{
	return latitude >= -90 && latitude <= 90 && longitude >= -180 &&
	       longitude <= 180;
}

/* ---- one coordinate --------------------------------------------------- */

/* Takes one of the texts of WORD, ended by NULL, off the start of *S. */
static bool
take_any(dp_str *s, const char *const *word)
{
	for (; *word; word++)
		if (dp_str_starts(*s, *word)) {
			*s = dp_trim(dp_str_from(*s, strlen(*word)));
			return true;
		}
	return false;
}

/* Takes digits, and a fraction behind a point or comma, off *S. */
static bool
take_number(dp_str *s, char *out, size_t *n)
{
	size_t i = 0;
	bool fraction = false, digits = false;

	*n = 0;
	while (i < s->n && *n + 1 < DP_NUMBER_BYTES) {
		char c = s->p[i];

		if ((c == '.' || c == ',') && !fraction && digits &&
		    i + 1 < s->n && (unsigned char)s->p[i + 1] - 48u <= 9) {
			fraction = true;
			c = '.';
		} else if ((unsigned char)c - 48u > 9) {
			break;
		}
		digits = true;
		out[(*n)++] = c;
		i++;
	}
	*s = dp_trim(dp_str_from(*s, i));
	return digits;
}

/* Minutes and seconds behind degrees, if there are any, as a part of one. */
static bool
take_minutes(dp_str *s, double *part, bool *any)
{
	static const char *const minute[] = { "'", "\u2032", "\u2019", NULL };
	static const char *const second[] = { "\"",     "\u2033",       "''",
					      "\u201d", "\u2019\u2019", NULL };
	char text[DP_NUMBER_BYTES];
	double v;
	size_t n;

	*part = 0;
	*any = false;
	for (double unit = 60; unit < 4000; unit *= 60) {
		if (s->n == 0 || (unsigned char)s->p[0] - 48u > 9)
			return true;
		if (!take_number(s, text, &n) ||
		    !dp_number_double((dp_str){ text, n }, &v) || v >= 60 ||
		    !(unit > 60 ? take_any(s, second) : take_any(s, minute)))
			return false;
		*part += v / unit;
		*any = true;
	}
	return true;
}

/* N or S: 'N'; E, W or O (ouest): 'E'; *MINUS for S and W; 0: no letter. */
static char
take_letter(dp_str *s, bool *minus)
{
	char c = s->n ? (char)(s->p[0] & ~0x20) : 0;

	if (c == 0 || !strchr("NSEWO", c) ||
	    (s->n > 1 && (unsigned char)s->p[1] > ' ' &&
	     (s->p[1] | 0x20) >= 'a'))
		return 0;
	*s = dp_trim(dp_str_from(*s, 1));
	*minus = c == 'S' || c == 'W' || c == 'O';
	return c == 'N' || c == 'S' ? 'N' : 'E';
}

/* Reads S as coordinate I of OUT; *LETTER is what it is said to be, or 0. */
static bool
read_one(dp_str s, struct dpi_point *out, unsigned i, char *letter)
{
	static const char *const minuses[] = { "-", "\u2212", NULL };
	static const char *const degrees[] = { "\u00b0", "\u00ba", NULL };
	bool minus = false, west = false, dms = false;
	char *text = out->text[i];
	struct dp_buf sum = { 0 };
	double part = 0;

	s = dp_trim(s);
	*letter = take_letter(&s, &west);
	minus = take_any(&s, minuses);
	if (!minus && s.n && s.p[0] == '+')
		s = dp_str_from(s, 1);
	text[0] = '-';
	if (!take_number(&s, text + 1, &out->n[i]))
		return false;
	if (take_any(&s, degrees) && !take_minutes(&s, &part, &dms))
		return false;
	if (*letter == 0)
		*letter = take_letter(&s, &west);
	if (s.n > 0 || (minus && west) ||
	    !dp_number_double((dp_str){ text + 1, out->n[i] }, &out->value[i]))
		return false;
	if (dms && out->value[i] > 360)
		return false;
	minus = (minus || west) && out->value[i] + part > 0;
	if (dms) {
		out->value[i] += part;
		/* six digits behind the point are a decimetre */
		dp_number_double_text(out->value[i],
				      out->value[i] < 10  ? 7 :
				      out->value[i] < 100 ? 8 :
							    9,
				      &sum);
		if (sum.n + 1 >= DP_NUMBER_BYTES)
			sum.n = 0;
		memcpy(text + 1, sum.p, sum.n);
		out->n[i] = sum.n;
		dp_buf_done(&sum);
	}
	if (minus)
		out->value[i] = -out->value[i];
	else
		memmove(text, text + 1, out->n[i]);
	out->n[i] += minus;
	return out->n[i] > 0;
}

/* ---- two of them ------------------------------------------------------ */

/* Takes OPEN and CLOSE, which are one character, off the ends of *S. */
static bool
unwrap(dp_str *s, char open, char close)
{
	if (s->n < 2 || s->p[0] != open || s->p[s->n - 1] != close)
		return false;
	*s = dp_trim((dp_str){ s->p + 1, s->n - 2 });
	return true;
}

/* Byte of S where its Nth comma, from 1, stands. */
static size_t
comma(dp_str s, size_t n)
{
	size_t i = 0;

	for (;; i++)
		if (s.p[i] == ',' && --n == 0)
			return i;
}

/* Where S falls in two: *FROM to *TO is what stands between. */
static bool
find_gap(dp_str s, size_t *from, size_t *to)
{
	static const char sure[] = ";|/\t";
	size_t commas = 0, spaces = 0, last = 0;

	for (size_t i = 0; sure[i]; i++) {
		ptrdiff_t at = dp_str_find(s, sure[i]);

		if (at >= 0) {
			*from = (size_t)at;
			*to = *from + 1;
			return true;
		}
	}
	for (size_t i = 0; i < s.n; i++) {
		commas += s.p[i] == ',';
		if (s.p[i] == ' ') {
			spaces++;
			last = i;
		}
	}
	/* 48,85 alone is one number */
	if (commas == 1 && spaces == 0 && dp_str_find(s, '.') < 0)
		return false;
	if (commas == 1 || commas == 3) {
		*from = comma(s, (commas + 1) / 2);
		*to = *from + 1;
		/* 48,85 2.35: the comma is a decimal one */
		if (commas == 1 && spaces == 1 && last != *to &&
		    dp_str_find(dp_str_from(s, *to), ' ') > 0)
			return false;
		return true;
	}
	if (commas == 2 && spaces == 0)
		return false;
	*from = last;
	*to = last + 1;
	return spaces == 1;
}

/* The degree signs and letters part two coordinates with blanks in them. */
static bool
find_letter_gap(dp_str s, size_t *from)
{
	for (size_t i = 1; i + 1 < s.n; i++)
		if (s.p[i] && strchr("NSns", s.p[i]) && s.p[i + 1] &&
		    strchr(" \t,;", s.p[i + 1])) {
			*from = i + 1;
			return true;
		}
	return false;
}

bool
dpi_point_read(dp_str s, struct dpi_point *out)
{
	static const char *const wkt[] = { "POINT", "point", "Point", NULL };
	bool is_wkt;
	char letter[2];
	size_t from = 0, to = 0;

	s = dp_trim(s);
	is_wkt = take_any(&s, wkt);
	if (!unwrap(&s, '(', ')') && is_wkt)
		return false;
	(void)unwrap(&s, '[', ']');
	if (s.n == 0)
		return false;
	if (dp_str_search(s, DP_S("\u00b0")) >= 0 && find_letter_gap(s, &from))
		to = from + (s.p[from] == ',' || s.p[from] == ';');
	else if (!find_gap(s, &from, &to))
		return false;
	if (!read_one((dp_str){ s.p, from }, out, 0, &letter[0]) ||
	    !read_one(dp_str_from(s, to), out, 1, &letter[1]))
		return false;
	out->latitude = is_wkt ? 1 : -1;
	if (letter[0] == 0 && letter[1] == 0)
		return true;
	if (letter[0] == letter[1] || letter[0] == 0 || letter[1] == 0)
		return false;
	out->latitude = letter[0] == 'N' ? 0 : 1;
	return true;
}

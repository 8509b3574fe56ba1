/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Identifiers that carry their own proof, or nearly. Values come normalised:
 * upper case, no spaces.
 */
#include "text/code.h"

bool
dpi_is_digits(dp_str s, size_t n)
{
	if (s.n != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	}
	return true;
}

bool
dpi_luhn(dp_str s)
{
	unsigned sum = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned d = (unsigned)(s.p[s.n - 1 - i] - '0');

		if (i % 2 == 1)
			d = d * 2 > 9 ? d * 2 - 9 : d * 2;
		sum += d;
	}
	return sum % 10 == 0;
}

/* Nothing but noughts passes every formula. */
static bool
is_nought(dp_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '0')
			return false;
	}
	return true;
}

/* The digits S modulo M, a letter counting as nothing else but a digit. */
static unsigned
remainder_of(dp_str s, unsigned start, unsigned m)
{
	unsigned r = start;

	for (size_t i = 0; i < s.n; i++)
		r = (r * 10 + (unsigned)(s.p[i] - '0')) % m;
	return r;
}

int
dpi_check_siren(dp_str s)
{
	if (!dpi_is_digits(s, 9) || is_nought(s) || !dpi_luhn(s))
		return -1;
	return 1;
}

int
dpi_check_siret(dp_str s)
{
	unsigned sum = 0;

	if (!dpi_is_digits(s, 14) || dpi_check_siren((dp_str){ s.p, 9 }) < 0)
		return -1;
	if (dpi_luhn(s))
		return 1;
	/* La Poste has more establishments than Luhn leaves numbers */
	if (!dp_str_starts(s, "356000000"))
		return -1;
	for (size_t i = 0; i < s.n; i++)
		sum += (unsigned)(s.p[i] - '0');
	return sum % 5 == 0 ? 1 : -1;
}

int
dpi_check_uai(dp_str s)
{
	static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
	dp_str digits = { s.p, 7 };

	if (s.n != 8 || !dpi_is_digits(digits, 7))
		return -1;
	return letters[remainder_of(digits, 0, 23)] == s.p[7] ? 1 : -1;
}

static bool
is_upper_or_digit(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

/* W and nine digits, the second of which Waldec may write as a letter. */
int
dpi_check_rna(dp_str s)
{
	if (s.n != 10 || s.p[0] != 'W' || s.p[1] < '0' || s.p[1] > '9' ||
	    !is_upper_or_digit(s.p[2]))
		return -1;
	return dpi_is_digits(dp_str_from(s, 3), 7) ? 0 : -1;
}

int
dpi_check_finess(dp_str s)
{
	if (s.n != 9)
		return -1;
	/* how the key counts the letter of Corsica is not known to us */
	if (s.p[0] == '2' && (s.p[1] == 'A' || s.p[1] == 'B'))
		return dpi_is_digits(dp_str_from(s, 2), 7) ? 0 : -1;
	return dpi_is_digits(s, 9) && !is_nought(s) && dpi_luhn(s) ? 1 : -1;
}

int
dpi_check_tva(dp_str s)
{
	dp_str siren = dp_str_from(s, 4);
	unsigned key;

	if (s.n != 13 || !dp_str_starts(s, "FR") || dpi_check_siren(siren) < 0)
		return -1;
	if (!dpi_is_digits((dp_str){ s.p + 2, 2 }, 2))
		return is_upper_or_digit(s.p[2]) && is_upper_or_digit(s.p[3]) ?
			       0 :
			       -1;
	key = (unsigned)(s.p[2] - '0') * 10 + (unsigned)(s.p[3] - '0');
	/* SIREN followed by 12, modulo 97 */
	return remainder_of(DP_S("12"), remainder_of(siren, 0, 97), 97) == key ?
		       1 :
		       -1;
}

/* Modulo 97 of ISO 13616, letters counting 10 to 35. */
static unsigned
mod97(dp_str s, unsigned r)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c >= '0' && c <= '9')
			r = (r * 10 + (unsigned)(c - '0')) % 97;
		else
			r = (r * 100 + (unsigned)(c - 'A') + 10) % 97;
	}
	return r;
}

int
dpi_check_iban(dp_str s)
{
	if (s.n < 15 || s.n > 34 || (dp_str_starts(s, "FR") && s.n != 27))
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (!is_upper_or_digit(s.p[i]))
			return -1;
	}
	if (s.p[0] < 'A' || s.p[1] < 'A' || s.p[2] > '9' || s.p[3] > '9')
		return -1;
	return mod97((dp_str){ s.p, 4 }, mod97(dp_str_from(s, 4), 0)) == 1 ? 1 :
									     -1;
}

/* The number of the social security: 13 signs, then a key of two digits. */
int
dpi_check_nir(dp_str s)
{
	char digits[13];
	unsigned month, key;

	if ((s.n != 13 && s.n != 15) || !strchr("123478", s.p[0]) ||
	    s.p[0] == '\0')
		return -1;
	memcpy(digits, s.p, 13);
	if (digits[5] == '2' && (digits[6] == 'A' || digits[6] == 'B')) {
		/* Corsica: 2A counts as 19, 2B as 18 */
		digits[5] = '1';
		digits[6] = digits[6] == 'A' ? '9' : '8';
	}
	if (!dpi_is_digits((dp_str){ digits, 13 }, 13))
		return -1;
	month = (unsigned)(digits[3] - '0') * 10 + (unsigned)(digits[4] - '0');
	if (month == 0 || (month > 12 && month < 20) ||
	    (month > 20 && month < 30) || (month > 42 && month < 50))
		return -1;
	if (s.n == 13)
		return 0;
	if (!dpi_is_digits(dp_str_from(s, 13), 2))
		return -1;
	key = (unsigned)(s.p[13] - '0') * 10 + (unsigned)(s.p[14] - '0');
	return 97 - remainder_of((dp_str){ digits, 13 }, 0, 97) == key ? 1 : -1;
}

int
dpi_check_tel(dp_str s)
{
	return dpi_is_digits(s, 10) && s.p[0] == '0' && s.p[1] != '0' ? 0 : -1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * French identifiers: which there are, and how a value that a spreadsheet or
 * a person wrote becomes one. Whether a commune exists is not known here.
 */
#include <dpipe/text.h>

#include "base/i18n.h"
#include "text/code.h"

static unsigned
two_digits(dp_str s)
{
	return (unsigned)(s.p[0] - '0') * 10 + (unsigned)(s.p[1] - '0');
}

/* ^([013-9]\d|2[AB1-9])\d{3}$ */
static int
check_insee(dp_str s)
{
	if (s.n != 5 || !dpi_is_digits(dp_str_from(s, 2), 3))
		return -1;
	if (s.p[0] == '2')
		return s.p[1] == 'A' || s.p[1] == 'B' ||
				       (s.p[1] >= '1' && s.p[1] <= '9') ?
			       0 :
			       -1;
	return dpi_is_digits((dp_str){ s.p, 2 }, 2) ? 0 : -1;
}

static int
check_postal(dp_str s)
{
	if (!dpi_is_digits(s, 5))
		return -1;
	return two_digits(s) >= 1 && two_digits(s) <= 98 ? 0 : -1;
}

static int
check_departement(dp_str s)
{
	unsigned v;

	if (dp_str_is(s, "2A") || dp_str_is(s, "2B"))
		return 0;
	if (dpi_is_digits(s, 2)) {
		v = two_digits(s);
		return v >= 1 && v <= 95 && v != 20 ? 0 : -1;
	}
	if (!dpi_is_digits(s, 3))
		return -1;
	v = two_digits(s) * 10 + (unsigned)(s.p[2] - '0');
	return (v >= 971 && v <= 978) || v == 984 || (v >= 986 && v <= 988) ?
		       0 :
		       -1;
}

static const struct dp_code_kind kinds[] = {
	{ "insee", N_("Commune, INSEE code: 5 digits, or 2A, 2B and 3"), 5,
	  check_insee, true, NULL },
	{ "postal", N_("Postal code: 5 digits"), 5, check_postal, true, NULL },
	{ "departement", N_("Département: 2 digits, 2A, 2B, or 3 digits"), 2,
	  check_departement, true, NULL },
	{ "siren", N_("Company: 9 digits, the last a check digit"), 9,
	  dpi_check_siren, true, "#########" },
	{ "siret",
	  N_("Establishment: SIREN and 5 digits, the last a check digit"), 14,
	  dpi_check_siret, true, "##############" },
	{ "uai", N_("School: 7 digits and a check letter"), 8, dpi_check_uai,
	  true, "#######A" },
	{ "rna", N_("Association: W and 9 digits"), 10, dpi_check_rna, false,
	  NULL },
	{ "finess",
	  N_("Health establishment: 9 digits, the last a check digit"), 9,
	  dpi_check_finess, true, "#?#######" },
	{ "tva", N_("French VAT number: FR, a key and the SIREN"), 13,
	  dpi_check_tva, false, "FR??#########" },
	{ "iban", N_("Bank account: country, check digits, account"), 0,
	  dpi_check_iban, false, "AA##???????????*" },
	{ "nir", N_("Social security number: 13 digits and a key of 2"), 0,
	  dpi_check_nir, false, "#####??########" },
	{ "tel", N_("French telephone number: 10 digits"), 10, dpi_check_tel,
	  true, NULL },
	{ NULL, NULL, 0, NULL, false, NULL },
};

const struct dp_code_kind *
dp_code_kinds(void)
{
	return kinds;
}

const struct dp_code_kind *
dp_code_kind_find(dp_str name)
{
	for (const struct dp_code_kind *k = kinds; k->name; k++) {
		if (dp_str_is(name, k->name))
			return k;
	}
	return NULL;
}

static bool
fits(char c, char shape)
{
	bool digit = c >= '0' && c <= '9', capital = c >= 'A' && c <= 'Z';

	switch (shape) {
	case '#':
		return digit;
	case 'A':
		return capital;
	case '?':
		return digit || capital;
	default:
		return c == shape;
	}
}

bool
dp_code_has_shape(const struct dp_code_kind *kind, dp_str s)
{
	const char *shape = kind->shape;
	size_t i = 0;

	if (!shape)
		return false;
	for (; *shape && *shape != '*'; shape++, i++)
		if (i == s.n || !fits(s.p[i], *shape))
			return false;
	while (*shape == '*' && i < s.n && fits(s.p[i], '?'))
		i++;
	return i == s.n;
}

/* ---- normalising ------------------------------------------------------ */

static bool
is_kind(const struct dp_code_kind *kind, const char *name)
{
	return dp_str_is(dp_str_c(kind->name), name);
}

/* S without the ".0" that a spreadsheet gives a number. */
static dp_str
without_decimals(dp_str s)
{
	if (s.n > 2 && s.p[s.n - 2] == '.' && s.p[s.n - 1] == '0' &&
	    s.p[s.n - 3] >= '0' && s.p[s.n - 3] <= '9')
		s.n -= 2;
	return s;
}

/* S out of what keeps a spreadsheet from making it a number: ="05000". */
static dp_str
without_force(dp_str s)
{
	if (s.n > 3 && dp_str_starts(s, "=\"") && s.p[s.n - 1] == '"')
		return dp_trim((dp_str){ s.p + 2, s.n - 3 });
	return s.n > 1 && s.p[0] == '\'' ? dp_str_from(s, 1) : s;
}

/* Appends S without white space and the signs IGNORED, in upper case. */
static void
squeeze(dp_str s, const char *ignored, struct dp_buf *out)
{
	for (size_t i = 0; i < s.n;) {
		unsigned space = dp_space_bytes(dp_str_from(s, i));
		char c = s.p[i];

		i += space ? space : 1;
		if (space || (c && strchr(ignored, c)))
			continue;
		dp_buf_char(out, (char)(c >= 'a' && c <= 'z' ? c - 32 : c));
	}
}

/* Makes 0 of +33, 0033 and (0) at the start of a telephone number. */
static void
national(struct dp_buf *out, size_t start)
{
	dp_str s = dp_str_from(dp_buf_view(out), start);
	size_t drop;

	if (dp_str_starts(s, "+330"))
		drop = 3;
	else if (dp_str_starts(s, "00330"))
		drop = 4;
	else if (dp_str_starts(s, "+33"))
		drop = 2;
	else if (dp_str_starts(s, "0033"))
		drop = 3;
	else
		return;
	memmove(out->p + start, out->p + start + drop, s.n - drop);
	out->n -= drop;
	out->p[start] = '0';
}

/* Puts back the zeros that a value of KIND lost at its start. */
static void
put_zeros(const struct dp_code_kind *kind, struct dp_buf *out, size_t start)
{
	dp_str s = dp_str_from(dp_buf_view(out), start);
	/* codes that are proved may miss many, others are guessed less far */
	size_t most = kind->width >= 9 && !is_kind(kind, "tel") ? 4 : 1, lost;
	size_t digits = s.n;

	if (is_kind(kind, "uai") && s.n > 0)
		digits--;
	if (s.n == 0 || s.n >= kind->width || kind->width - s.n > most ||
	    !dpi_is_digits((dp_str){ s.p, digits }, digits))
		return;
	lost = kind->width - s.n;
	(void)dp_buf_room(out, lost);
	memmove(out->p + start + lost, out->p + start, s.n);
	memset(out->p + start, '0', lost);
	out->n += lost;
}

int
dp_code_normalise(const struct dp_code_kind *kind, dp_str s, bool pad,
		  struct dp_buf *out)
{
	size_t start = out->n;
	const char *ignored = "";

	if (is_kind(kind, "siren") || is_kind(kind, "siret") ||
	    is_kind(kind, "nir"))
		ignored = ".";
	else if (is_kind(kind, "tel"))
		ignored = ".-/()";
	squeeze(without_decimals(without_force(dp_trim(s))), ignored, out);
	if (is_kind(kind, "tel"))
		national(out, start);
	if (pad && kind->pads)
		put_zeros(kind, out, start);
	return kind->check(dp_str_from(dp_buf_view(out), start));
}

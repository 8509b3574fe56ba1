/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Words and signs that say "there is no value", in French and English.
 */
#include <dpipe/text.h>

#include "text/missing.h"

/*
 * Folded, without blanks: "N. C." is compared as "n.c.". The French list is
 * the usage of public bodies and INSEE's conventional signs.
 */
const char *const dpi_missing_french[] = { "nc",
					   "n.c.",
					   "n.c",
					   "n/c",
					   "nd",
					   "n.d.",
					   "n.d",
					   "n/d",
					   "nr",
					   "n.r.",
					   "n.r",
					   "n/r",
					   "ns",
					   "n.s.",
					   "na",
					   "n.a.",
					   "n/a",
					   "#n/a",
					   "#na",
					   "#ref!",
					   "#valeur!",
					   "#div/0!",
					   "#nom?",
					   "#nombre!",
					   "#nul!",
					   "s.o.",
					   "nul",
					   "null",
					   "nan",
					   "vide",
					   "inconnu",
					   "inconnue",
					   "nonconnu",
					   "nonconnue",
					   "nonrenseigne",
					   "nonrenseignee",
					   "noncommunique",
					   "noncommuniquee",
					   "nondisponible",
					   "nondetermine",
					   "nondeterminee",
					   "nonprecise",
					   "nonprecisee",
					   "indisponible",
					   "indetermine",
					   "indeterminee",
					   "sansobjet",
					   "acompleter",
					   "arenseigner",
					   "-",
					   "--",
					   "---",
					   "/",
					   "//",
					   "///",
					   "..",
					   "...",
					   "?",
					   "??",
					   "???",
					   NULL };

const char *const dpi_missing_insee[] = { "s", "ss", "so", NULL };

const char *const dpi_missing_english[] = {
	"na",           "n.a.",          "n/a",
	"#n/a",         "#na",           "#ref!",
	"#value!",      "#div/0!",       "#name?",
	"#num!",        "#null!",        "nan",
	"null",         "none",          "nil",
	"nd",           "n.d.",          "nodata",
	"notavailable", "notapplicable", "notknown",
	"notstated",    "notprovided",   "notspecified",
	"unknown",      "unspecified",   "missing",
	"blank",        "(blank)",       "empty",
	"tbc",          "tbd",           "-",
	"--",           "---",           "/",
	"//",           "///",           ".",
	"..",           "...",           "?",
	"??",           "???",           NULL
};

static bool
is_in(const char *const *word, dp_str s)
{
	for (; *word; word++)
		if (**word == *s.p && dp_str_is(s, *word))
			return true;
	return false;
}

bool
dpi_missing_is_insee(dp_str v)
{
	return v.n && is_in(dpi_missing_insee, v);
}

size_t
dpi_missing_fold(dp_str v, struct dp_buf *scratch, char *out)
{
	size_t n = 0;

	scratch->n = 0;
	dp_fold(v, scratch);
	for (size_t i = 0; i < scratch->n;) {
		unsigned blank =
			dp_space_bytes(dp_str_from(dp_buf_view(scratch), i));

		if (blank) {
			i += blank;
			continue;
		}
		if (n == DPI_MISSING_MAX_BYTES)
			return 0;
		out[n++] = scratch->p[i++];
	}
	return n;
}

/* V folded at OUT, of DPI_MISSING_MAX_BYTES; nothing when it is too long. */
static dp_str
fold(dp_str v, struct dp_buf *scratch, char *out)
{
	dp_str s = { out, 0 };

	v = dp_trim(v);
	if (v.n > 0 && v.n <= 2 * DPI_MISSING_MAX_BYTES)
		s.n = dpi_missing_fold(v, scratch, out);
	return s;
}

bool
dp_missing_word(dp_str v, struct dp_buf *scratch)
{
	char folded[DPI_MISSING_MAX_BYTES];
	dp_str s = fold(v, scratch, folded);

	return s.n &&
	       (is_in(dpi_missing_french, s) || is_in(dpi_missing_english, s));
}

bool
dpi_missing_is_french(dp_str v, struct dp_buf *scratch)
{
	char folded[DPI_MISSING_MAX_BYTES];
	dp_str s = fold(v, scratch, folded);

	return s.n && is_in(dpi_missing_french, s);
}

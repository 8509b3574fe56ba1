/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * address-key: one text for the many ways of writing a French address, to be
 * compared, not to be read. Whether it exists is not known here.
 */
#include "op/work.h"

#include "base/i18n.h"

/*
 * Kinds of street, titles and parts of a building, and how they are shortened
 * in postal addresses: kinds of street as in the register Sirene (INSEE),
 * PROM as in the sales of land (DVF), the others as La Poste does after
 * NF Z10-011. Beside them, how people shorten them. Folded, in small letters.
 */
static const struct {
	const char *word, *brief;
} brief[] = {
	{ "allee", "ALL" },       { "allees", "ALL" },
	{ "appartement", "APP" }, { "appt", "APP" },
	{ "ave", "AV" },          { "avenue", "AV" },
	{ "batiment", "BAT" },    { "bld", "BD" },
	{ "blvd", "BD" },         { "boul", "BD" },
	{ "boulevard", "BD" },    { "capitaine", "CNE" },
	{ "carrefour", "CAR" },   { "ch", "CHE" },
	{ "chaussee", "CHS" },    { "chem", "CHE" },
	{ "chemin", "CHE" },      { "colonel", "COL" },
	{ "commandant", "CDT" },  { "corniche", "COR" },
	{ "cours", "CRS" },       { "descente", "DSC" },
	{ "docteur", "DR" },      { "domaine", "DOM" },
	{ "escalier", "ESC" },    { "esplanade", "ESP" },
	{ "etage", "ETG" },       { "faubourg", "FG" },
	{ "fbg", "FG" },          { "general", "GAL" },
	{ "hameau", "HAM" },      { "immeuble", "IMM" },
	{ "impasse", "IMP" },     { "lieudit", "LD" },
	{ "lieutenant", "LT" },   { "lotissement", "LOT" },
	{ "madame", "MME" },      { "marechal", "MAL" },
	{ "monseigneur", "MGR" }, { "montee", "MTE" },
	{ "parvis", "PRV" },      { "pass", "PAS" },
	{ "passage", "PAS" },     { "place", "PL" },
	{ "plaine", "PLN" },      { "plateau", "PLT" },
	{ "president", "PDT" },   { "prof", "PR" },
	{ "professeur", "PR" },   { "promenade", "PROM" },
	{ "quartier", "QUA" },    { "residence", "RES" },
	{ "rocade", "ROC" },      { "route", "RTE" },
	{ "ruelle", "RLE" },      { "saint", "ST" },
	{ "sainte", "STE" },      { "sentier", "SEN" },
	{ "square", "SQ" },       { "traverse", "TRA" },
	{ "villa", "VLA" },       { "village", "VLGE" },
};

/* What may be left out of an address without its meaning another place. */
static const char *const dropped[] = { "a",  "au", "aux", "d",  "de", "des",
				       "du", "et", "l",   "la", "le", "les" };

/* Behind a number: what tells houses apart that share it. */
static const struct {
	const char *letter, *word;
} repeated[] = { { "b", "bis" }, { "t", "ter" }, { "q", "quater" } };

/* S with its n digits taken off, in *DIGITS. */
static dp_str
behind_digits(dp_str s, dp_str *digits)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	*digits = (dp_str){ s.p, n };
	return dp_str_from(s, n);
}

/* The word for S, bis for b; p == NULL: it does not stand behind a number. */
static dp_str
repetition(dp_str s)
{
	dp_str none = { NULL, 0 };

	for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++)
		if (dp_str_is(s, repeated[i].letter) ||
		    dp_str_is(s, repeated[i].word))
			return dp_str_c(repeated[i].word);
	return s.n == 1 && *s.p >= 'a' && *s.p <= 'z' ? s : none;
}

/* Appends WORD behind a blank, in capitals. */
static void
put_word(struct dp_buf *out, dp_str word)
{
	if (out->n)
		dp_buf_char(out, ' ');
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		dp_buf_char(out, (char)(c >= 'a' && c <= 'z' ? c - 32 : c));
	}
}

/* Appends WORD as a key has it; FIRST: of those behind the number. */
static void
put_short(struct dp_buf *out, dp_str word, bool first)
{
	for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
		if (dp_str_is(word, dropped[i]))
			return;
	for (size_t i = 0; i < sizeof brief / sizeof *brief; i++)
		if (dp_str_is(word, brief[i].word)) {
			put_word(out, dp_str_c(brief[i].brief));
			return;
		}
	put_word(out, first && dp_str_is(word, "r") ? DP_S("rue") : word);
}

/* Is W, among ALL, followed by an apostrophe, as l' and d' are? */
static bool
is_elided(dp_str all, dp_str w)
{
	const char *end = w.p + w.n;

	return end < all.p + all.n && *end == '\'';
}

/*
 * Appends the number that WORD, the first of ALL, begins with, and what
 * repeats it: 12 bis, 12bis, 12 B. Goes on in WORDS behind it, or gives the
 * word that is not part of it back in *WORD; false when all was said.
 */
static bool
put_number(struct dp_buf *out, dp_str all, struct dp_words *words, dp_str *word)
{
	dp_str digits, rest = behind_digits(*word, &digits), more;
	bool left = true;

	if (digits.n == 0)
		return true;
	if (rest.n == 0) {
		put_word(out, digits);
		left = dp_words_next(words, word);
		more = left && !is_elided(all, *word) ? repetition(*word) :
							(dp_str){ NULL, 0 };
	} else {
		more = repetition(rest);
		put_word(out, more.p ? digits : *word);
	}
	if (rest.n > 0 || more.p)
		left = dp_words_next(words, word);
	for (size_t i = 0; more.p && i < more.n; i++)
		dp_buf_char(out, (char)(more.p[i] - 32));
	return left;
}

static dp_str
key(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	struct dp_buf *made = w->local, folded = { 0 };
	struct dp_words words;
	dp_str word, all;
	bool left;

	(void)s;
	if (in.n == 0)
		return in;
	made->n = 0;
	dp_fold(in, &folded);
	all = words.rest = dp_buf_view(&folded);
	left = dp_words_next(&words, &word) &&
	       put_number(made, all, &words, &word);
	for (bool first = true; left; first = false) {
		put_short(made, word, first);
		left = dp_words_next(&words, &word);
	}
	dp_buf_done(&folded);
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x", "12, bd. de la R\u00e9publique", "12 BD REPUBLIQUE" },
	{ "x", "12 Boulevard R\u00e9publique", "12 BD REPUBLIQUE" },
	{ "x", "3 bis rue Saint-Arey", "3BIS RUE ST AREY" },
	{ "x", "3B, r. St Arey", "3BIS RUE ST AREY" },
	{ "x", "7 l'Or\u00e9e du Bois", "7 OREE BOIS" },
	{ "x", "ALL\u00c9E DES \u00c9RABLES", "ALL ERABLES" },
	{ "x", "14A av. du G\u00e9n\u00e9ral-de-Gaulle 05000 Gap",
	  "14A AV GAL GAULLE 05000 GAP" },
	{ "x", "3 ruelle Gr\u00e9mont", "3 RLE GREMONT" },
	{ "x", "", "" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_address_key = {
	.name = "address-key",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS"),
	.summary = N_("Make of French addresses keys that can be compared."),
	.why = N_("12, bd. de la R\u00e9publique and 12 Boulevard "
		  "R\u00e9publique are one house, and no join finds that. "
		  "Capitals, accents, signs and articles go, kinds of street "
		  "and titles become the abbreviations of postal addresses "
		  "(those of Sirene and of La Poste), 3 bis, 3bis and 3 B the "
		  "same. as=NAME puts the key beside the address: keep that "
		  "to be read. Two streets whose names differ in an article "
		  "only get one key."),
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = key,
	.needs = dpi_needs_columns,
	.example = examples,
};

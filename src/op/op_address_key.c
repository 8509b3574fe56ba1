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
struct brief {
	const char *word, *brief;
};

static const struct brief kinds[] = {
	{ "allee", "ALL" },     { "allees", "ALL" },
	{ "ave", "AV" },        { "avenue", "AV" },
	{ "bld", "BD" },        { "blvd", "BD" },
	{ "boul", "BD" },       { "boulevard", "BD" },
	{ "carrefour", "CAR" }, { "ch", "CHE" },
	{ "chaussee", "CHS" },  { "chem", "CHE" },
	{ "chemin", "CHE" },    { "corniche", "COR" },
	{ "cours", "CRS" },     { "descente", "DSC" },
	{ "domaine", "DOM" },   { "esplanade", "ESP" },
	{ "faubourg", "FG" },   { "fbg", "FG" },
	{ "hameau", "HAM" },    { "impasse", "IMP" },
	{ "lieudit", "LD" },    { "lotissement", "LOT" },
	{ "montee", "MTE" },    { "parvis", "PRV" },
	{ "pass", "PAS" },      { "passage", "PAS" },
	{ "place", "PL" },      { "plaine", "PLN" },
	{ "plateau", "PLT" },   { "promenade", "PROM" },
	{ "quartier", "QUA" },  { "residence", "RES" },
	{ "rocade", "ROC" },    { "route", "RTE" },
	{ "ruelle", "RLE" },    { "sentier", "SEN" },
	{ "square", "SQ" },     { "traverse", "TRA" },
	{ "villa", "VLA" },     { "village", "VLGE" },
};

/* Titles, and parts of a building. */
static const struct brief others[] = {
	{ "appartement", "APP" }, { "appt", "APP" },
	{ "batiment", "BAT" },    { "capitaine", "CNE" },
	{ "colonel", "COL" },     { "commandant", "CDT" },
	{ "docteur", "DR" },      { "escalier", "ESC" },
	{ "etage", "ETG" },       { "general", "GAL" },
	{ "immeuble", "IMM" },    { "lieutenant", "LT" },
	{ "madame", "MME" },      { "marechal", "MAL" },
	{ "monseigneur", "MGR" }, { "president", "PDT" },
	{ "prof", "PR" },         { "professeur", "PR" },
	{ "saint", "ST" },        { "sainte", "STE" },
};

/* What may be left out of an address without its meaning another place. */
static const char *const dropped[] = { "a",  "au", "aux", "d",  "de", "des",
				       "du", "et", "l",   "la", "le", "les" };

/* Behind a number: what tells houses apart that share it. */
static const struct {
	const char *letter, *word;
} repeated[] = { { "b", "bis" }, { "t", "ter" }, { "q", "quater" } };

/* How WORD, one of the N in LIST, is shortened, or NULL. */
static const char *
brief_of(const struct brief *list, size_t n, dp_str word)
{
	for (size_t i = 0; i < n; i++)
		if (dp_str_is(word, list[i].word))
			return list[i].brief;
	return NULL;
}

/* Is WORD, in small letters, the text CAPITALS? */
static bool
is_capitals(dp_str word, const char *capitals)
{
	size_t i = 0;

	while (i < word.n && capitals[i] && word.p[i] == capitals[i] + 32)
		i++;
	return i == word.n && !capitals[i];
}

/* Is WORD a kind of street, shortened or not? */
static bool
is_kind(dp_str word)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (dp_str_is(word, kinds[i].word) ||
		    is_capitals(word, kinds[i].brief))
			return true;
	return dp_str_is(word, "rue");
}

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

static bool
is_dropped(dp_str word)
{
	for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
		if (dp_str_is(word, dropped[i]))
			return true;
	return false;
}

/* The next of WORDS that a key has; false at their end. */
static bool
next_kept(struct dp_words *words, dp_str *word)
{
	bool found;

	do
		found = dp_words_next(words, word);
	while (found && is_dropped(*word));
	return found;
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
	const char *brief = brief_of(kinds, sizeof kinds / sizeof *kinds, word);

	if (!brief)
		brief = brief_of(others, sizeof others / sizeof *others, word);
	if (brief)
		word = dp_str_c(brief);
	else if (first && dp_str_is(word, "r"))
		word = DP_S("rue");
	put_word(out, word);
}

/* Is W, among ALL, followed by an apostrophe, as l' and d' are? */
static bool
is_elided(dp_str all, dp_str w)
{
	const char *end = w.p + w.n;

	return end < all.p + all.n && *end == '\'';
}

/*
 * Does WORD, before WORDS, stand for a street? r repeats a number only where
 * the kind of street follows: 12 R AVENUE FOCH, but 12 r. de la Gare.
 */
static bool
is_street(dp_str word, struct dp_words words)
{
	dp_str next;

	return dp_str_is(word, "r") && dp_words_next(&words, &next) &&
	       !is_kind(next);
}

/*
 * Is WORD, of ALL, an article where it stands behind a number? A letter that
 * no apostrophe follows is none there: 12 A, but 12 l'Oree.
 */
static bool
is_article(dp_str all, dp_str word)
{
	return is_dropped(word) &&
	       (!repetition(word).p || is_elided(all, word));
}

/*
 * Appends the number that WORD, the first of ALL that is kept, begins with,
 * and what repeats it: 12 bis, 12bis, 12 B. Articles are passed over before,
 * so that a key, which has none, is its own key. Goes on in WORDS behind it,
 * or gives the word that is not part of it back in *WORD; false when all was
 * said.
 */
static bool
put_number(struct dp_buf *out, dp_str all, struct dp_words *words, dp_str *word)
{
	dp_str digits, rest = behind_digits(*word, &digits);
	dp_str more = { NULL, 0 };
	bool left = true;

	if (digits.n == 0)
		return true;
	if (rest.n == 0) {
		put_word(out, digits);
		do
			left = dp_words_next(words, word);
		while (left && is_article(all, *word));
		if (left && !is_street(*word, *words))
			more = repetition(*word);
	} else {
		more = repetition(rest);
		put_word(out, more.p ? digits : *word);
	}
	if (rest.n > 0 || more.p)
		left = next_kept(words, word);
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
	left = next_kept(&words, &word) && put_number(made, all, &words, &word);
	for (bool first = true; left; first = false) {
		put_short(made, word, first);
		left = next_kept(&words, &word);
	}
	dp_buf_done(&folded);
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x", "12, bd. de la R\u00e9publique", "12 BD REPUBLIQUE" },
	{ "x", "12 Boulevard R\u00e9publique", "12 BD REPUBLIQUE" },
	{ "x", "3 bis rue Saint-Arey", "3BIS RUE ST AREY" },
	{ "x", "3B, r. St Arey", "3BIS RUE ST AREY" },
	{ "x", "12 r. de la R\u00e9publique", "12 RUE REPUBLIQUE" },
	{ "x", "12 r avenue Foch", "12R AV FOCH" },
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

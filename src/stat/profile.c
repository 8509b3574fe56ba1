/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a column holds, judged by its cells and its heading: a number that
 * stands for a thing (a code, an identifier, a year) must not be added up.
 * It only looks; refusing is profile_refuse.c.
 */
#include "stat/profile.h"

#include "base/i18n.h"

/* Records looked at as dates: telling them is slow and needs no more. */
#define DATE_RECORDS 5000
/* Longest text that may be a number in another notation. */
#define NUMBER_CHARS 40

struct word {
	const char *word; /* folded */
	const char *kind; /* of code, or NULL */
	unsigned heading;
};

static const struct word words[] = {
	{ "cp", "postal", 0 },
	{ "postal", "postal", 0 },
	{ "codepostal", "postal", 0 },
	{ "insee", "insee", 0 },
	{ "codeinsee", "insee", 0 },
	{ "codecommune", "insee", 0 },
	{ "codgeo", "insee", 0 },
	{ "depcom", "insee", 0 },
	{ "departement", "departement", 0 },
	{ "codedepartement", "departement", 0 },
	{ "dep", "departement", 0 },
	{ "dept", "departement", 0 },
	{ "dpt", "departement", 0 },
	{ "tel", "tel", 0 },
	{ "telephone", "tel", 0 },
	{ "phone", "tel", 0 },
	{ "mobile", "tel", 0 },
	{ "fax", "tel", 0 },
	{ "annee", NULL, DPI_HEADING_YEAR },
	{ "an", NULL, DPI_HEADING_YEAR },
	{ "year", NULL, DPI_HEADING_YEAR },
	{ "millesime", NULL, DPI_HEADING_YEAR },
	{ "exercice", NULL, DPI_HEADING_YEAR },
	{ "id", NULL, DPI_HEADING_IDENTIFIER },
	{ "ids", NULL, DPI_HEADING_IDENTIFIER },
	{ "gid", NULL, DPI_HEADING_IDENTIFIER },
	{ "fid", NULL, DPI_HEADING_IDENTIFIER },
	{ "objectid", NULL, DPI_HEADING_IDENTIFIER },
	{ "identifiant", NULL, DPI_HEADING_IDENTIFIER },
	{ "identifier", NULL, DPI_HEADING_IDENTIFIER },
	{ "numero", NULL, DPI_HEADING_IDENTIFIER },
	{ "matricule", NULL, DPI_HEADING_IDENTIFIER },
	{ "ref", NULL, DPI_HEADING_IDENTIFIER },
	{ "reference", NULL, DPI_HEADING_IDENTIFIER },
	{ NULL, NULL, 0 },
};

/* A heading with one of these speaks of a quantity, whatever else it says:
   "nombre de départements". */
static const char *const quantities[] = {
	"nb",      "nbr",        "nombre",     "number",   "count",
	"total",   "somme",      "sum",        "taux",     "rate",
	"part",    "montant",    "amount",     "prix",     "price",
	"cout",    "cost",       "population", "effectif", "effectifs",
	"surface", "superficie", "moyenne",    "mean",     NULL
};

static void
read_word(struct dp_profile *p, dp_str word, bool *quantity)
{
	const struct dp_code_kind *kind = dp_code_kind_find(word);

	for (size_t i = 0; quantities[i]; i++)
		if (dp_str_is(word, quantities[i]))
			*quantity = true;
	for (const struct word *w = words; w->word; w++) {
		if (!dp_str_is(word, w->word))
			continue;
		p->heading |= w->heading;
		if (w->kind)
			kind = dp_code_kind_find(dp_str_c(w->kind));
	}
	if (dp_str_starts(word, "code"))
		p->heading |= DPI_HEADING_CODE;
	if (kind && !p->code)
		p->code = kind;
}

void
dp_profile_init(struct dp_profile *p, dp_str heading)
{
	struct dp_buf folded = { 0 }, both = { 0 };
	struct dp_words w = { { NULL, 0 } };
	bool quantity = false, code = false;
	dp_str word;

	memset(p, 0, sizeof(*p));
	dp_fold_heading(heading, &folded);
	w.rest = dp_buf_view(&folded);
	while (dp_words_next(&w, &word)) {
		/* a commune has a name; "code commune" is one word here */
		both.n = 0;
		dp_buf_c(&both, code ? "code" : "");
		dp_buf_str(&both, word);
		read_word(p, dp_buf_view(&both), &quantity);
		if (code)
			read_word(p, word, &quantity);
		code = dp_str_is(word, "code");
	}
	dp_buf_done(&both);
	if (quantity) {
		p->heading = 0;
		p->code = NULL;
	}
	dp_buf_done(&folded);
}

/* ---- counting --------------------------------------------------------- */

/* Has the form of the code the heading names, perhaps without its zero. */
static bool
has_code_form(const struct dp_code_kind *kind, const struct dp_datum *d)
{
	return kind->check(d->text) >= 0 ||
	       (kind->pads && d->whole && d->text.n + 1 == kind->width);
}

/* Keeps TEXT, of RECORD, at TO, unless that of an earlier one is there. */
static bool
keep_first(char *to, size_t cap, uint64_t *at, dp_str text, uint64_t record)
{
	size_t n = text.n < cap ? text.n : cap - 1;

	if (*at && *at <= record)
		return false;
	n = dp_utf8_start(text, n);
	memcpy(to, text.p, n);
	to[n] = '\0';
	*at = record;
	return true;
}

static void
keep_other(struct dp_profile *p, dp_str text, uint64_t record, uint64_t line)
{
	if (keep_first(p->other, sizeof(p->other), &p->other_record, text,
		       record))
		p->other_line = line;
}

static void
keep_foreign(struct dp_profile *p, dp_str text, uint64_t record)
{
	(void)keep_first(p->foreign, sizeof(p->foreign), &p->foreign_record,
			 text, record);
}

static enum dp_number_read
read_as(dp_str text, enum dp_notation notation)
{
	struct dp_number_opts o = { notation, true, true };
	char number[DP_NUMBER_BYTES];
	size_t n;

	return dp_number_read(text, &o, number, sizeof(number), &n);
}

static void
add_other(struct dp_profile *p, const struct dp_datum *d, uint64_t record,
	  uint64_t line)
{
	static const struct dp_date_opts dates = { DP_DATE_AUTO, true, true,
						   40 };
	struct dp_date date;
	char c = d->text.p[0];
	enum dp_number_read french, english;

	p->n_other++;
	keep_other(p, d->text, record, line);
	if (record <= DATE_RECORDS) {
		p->n_dated++;
		p->n_dates += c >= '0' && c <= '9' &&
			      dp_date_read(d->text, &dates, &date);
	}
	if (!((c >= '0' && c <= '9') || c == '-' || c == '+') ||
	    d->text.n > NUMBER_CHARS || dp_number_zero_led(d->text))
		return;
	french = read_as(d->text, DP_NUMBER_FR);
	english = french == DP_NUMBER_OK ? DP_NUMBER_NO :
					   read_as(d->text, DP_NUMBER_EN);
	p->n_comma += french != DP_NUMBER_NO;
	p->n_grouped += english != DP_NUMBER_NO;
	if (french != DP_NUMBER_NO || english != DP_NUMBER_NO)
		keep_foreign(p, d->text, record);
}

void
dp_profile_add(struct dp_profile *p, const struct dp_datum *d, uint64_t record,
	       uint64_t line)
{
	size_t width = d->text.n;

	if (d->kind == DP_DATUM_MISSING) {
		p->n_missing++;
		return;
	}
	if (p->code)
		p->n_code += has_code_form(p->code, d);
	if (d->kind == DP_DATUM_OTHER) {
		add_other(p, d, record, line);
		return;
	}
	p->n_number++;
	if (!d->whole)
		return;
	p->n_whole++;
	p->n_zero_led += d->zero_led;
	p->n_year += width == 4 && d->number.unscaled >= 1800 &&
		     d->number.unscaled <= 2100;
	p->width[width < DP_PROFILE_WIDTHS ? width : 0]++;
}

void
dp_profile_merge(struct dp_profile *to, const struct dp_profile *from)
{
	to->n_missing += from->n_missing;
	to->n_number += from->n_number;
	to->n_other += from->n_other;
	to->n_whole += from->n_whole;
	to->n_zero_led += from->n_zero_led;
	to->n_year += from->n_year;
	to->n_code += from->n_code;
	to->n_comma += from->n_comma;
	to->n_grouped += from->n_grouped;
	to->n_dated += from->n_dated;
	to->n_dates += from->n_dates;
	for (size_t i = 0; i < DP_PROFILE_WIDTHS; i++)
		to->width[i] += from->width[i];
	if (from->n_other)
		keep_other(to, dp_str_c(from->other), from->other_record,
			   from->other_line);
	if (from->foreign_record)
		keep_foreign(to, dp_str_c(from->foreign), from->foreign_record);
}

/* ---- judging ---------------------------------------------------------- */

unsigned
dpi_profile_width(const struct dp_profile *p, uint64_t *n)
{
	unsigned best = 1;

	for (unsigned i = 2; i < DP_PROFILE_WIDTHS; i++)
		if (p->width[i] > p->width[best])
			best = i;
	*n = p->width[best];
	return best;
}

/* True when PART is at least PERCENT of WHOLE. */
static bool
most(uint64_t part, uint64_t whole, unsigned percent)
{
	return (double)part * 100 >= (double)whole * percent;
}

static bool
is_code(const struct dp_profile *p, uint64_t n)
{
	uint64_t n_width;

	if (p->n_zero_led && most(p->n_whole, n, 80)) {
		(void)dpi_profile_width(p, &n_width);
		if (most(p->n_zero_led, n, 1) || most(n_width, p->n_whole, 90))
			return true;
	}
	return (p->heading & DPI_HEADING_CODE) && most(p->n_whole, n, 95);
}

enum dp_content
dp_profile_content(const struct dp_profile *p)
{
	uint64_t n = p->n_number + p->n_other, foreign;

	if (!n)
		return DP_CONTENT_EMPTY;
	if (p->code && most(p->n_code, n, 90))
		return dp_str_is(dp_str_c(p->code->name), "tel") ?
			       DP_CONTENT_PHONE :
			       DP_CONTENT_CODE;
	if (is_code(p, n))
		return DP_CONTENT_CODE;
	if ((p->heading & DPI_HEADING_YEAR) && most(p->n_year, n, 95))
		return DP_CONTENT_YEAR;
	if ((p->heading & DPI_HEADING_IDENTIFIER) && most(p->n_whole, n, 95))
		return DP_CONTENT_IDENTIFIER;
	foreign = p->n_grouped > p->n_comma ? p->n_grouped : p->n_comma;
	if (most(p->n_number + foreign, n, 50) &&
	    most(foreign, p->n_number + foreign, 5))
		return p->n_grouped > p->n_comma ? DP_CONTENT_GROUPED :
						   DP_CONTENT_COMMA;
	if (most(p->n_number, n, 50))
		return DP_CONTENT_NUMBER;
	if (p->n_dates && most(p->n_dates, p->n_dated, 80))
		return DP_CONTENT_DATE;
	return DP_CONTENT_TEXT;
}

/* ---- names ------------------------------------------------------------ */

static const struct {
	const char *key, *title;
} contents[DP_CONTENT_COUNT] = {
	[DP_CONTENT_EMPTY] = { "empty", N_("nothing") },
	[DP_CONTENT_NUMBER] = { "number", N_("numbers") },
	[DP_CONTENT_COMMA] = { "number_fr", N_("French numbers") },
	[DP_CONTENT_GROUPED] = { "number_en", N_("English numbers") },
	[DP_CONTENT_CODE] = { "code", N_("codes") },
	[DP_CONTENT_PHONE] = { "phone", N_("telephone numbers") },
	[DP_CONTENT_IDENTIFIER] = { "identifier", N_("identifiers") },
	[DP_CONTENT_YEAR] = { "year", N_("years") },
	[DP_CONTENT_DATE] = { "date", N_("dates") },
	[DP_CONTENT_TEXT] = { "text", N_("text") },
};

const char *
dp_content_key(enum dp_content c)
{
	return contents[c].key;
}

const char *
dp_content_title(enum dp_content c)
{
	return contents[c].title;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units: which words are one, and columns whose cells carry theirs behind
 * the number.
 */
#include "step/verify_inner.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/i18n.h"

/* Different units that one column is told of. */
#define UNITS_MAX 8u
#define UNIT_CHARS 16u

/* Symbols of the SI brochure and words of daily use, folded. */
static const char *const units[] = {
	"km",     "hm",       "m",        "dm",     "cm",     "mm",
	"km2",    "m2",       "ha",       "m3",     "l",      "hl",
	"cl",     "ml",       "t",        "kg",     "g",      "mg",
	"h",      "min",      "mn",       "s",      "ms",     "kw",
	"mw",     "kwh",      "mwh",      "gwh",    "w",      "km/h",
	"m/s",    "mm/h",     "m3/h",     "m3/s",   "kmh",    "°c",
	"c",      "celsius",  "degres",   "metre",  "metres", "kilometres",
	"heures", "minutes",  "secondes", "jours",  "mois",   "ans",
	"annees", "semaines", "hectares", "litres", "tonnes", "ares",
	"hours",  "seconds",  "days",     "months", "years",  "weeks",
	"pct",    "pourcent", "percent",  NULL
};

bool
dpi_is_unit(dp_str folded)
{
	for (size_t i = 0; units[i]; i++)
		if (dp_str_is(folded, units[i]))
			return true;
	return false;
}

struct carried {
	dp_str unit[UNITS_MAX]; /* as written, first spelling */
	uint64_t count[UNITS_MAX];
	unsigned n;
	uint64_t with, bare; /* records with a unit; numbers without */
	bool many;           /* more different units than are kept */
};

static bool
is_number(dp_str v)
{
	static const struct dp_number_opts fr = { DP_NUMBER_FR, false, false };
	char text[DP_NUMBER_BYTES];
	size_t n;

	return dp_number_read(v, &fr, text, sizeof text, &n) != DP_NUMBER_NO;
}

/* The unit behind the number that V starts with; n is 0: none. */
static dp_str
unit_of(dp_str v)
{
	struct dp_buf folded = { 0 };
	dp_str unit = { NULL, 0 };
	size_t end = 0;
	bool apart, yes;

	for (size_t i = 0; i < v.n && i < UNIT_CHARS * 2; i++)
		if (isdigit((unsigned char)v.p[i]))
			end = i + 1;
	if (end == 0 || !(isdigit((unsigned char)v.p[0]) || v.p[0] == '-'))
		return unit;
	/* m2, m3: the digit belongs to the unit */
	if (end == v.n && end > 2 && v.p[end - 2] == 'm' &&
	    (v.p[end - 1] == '2' || v.p[end - 1] == '3'))
		end -= v.p[end - 3] == 'k' ? 3 : 2;
	while (end > 0 && isspace((unsigned char)v.p[end - 1]))
		end--;
	unit = dp_trim(dp_str_from(v, end));
	apart = unit.n + end < v.n;
	dp_fold(unit, &folded);
	/* 12M may be a code; 12 m is a length */
	yes = dpi_is_unit(dp_buf_view(&folded)) && (apart || unit.n > 1) &&
	      is_number((dp_str){ v.p, end });
	dp_buf_done(&folded);
	return yes ? unit : (dp_str){ NULL, 0 };
}

static void
add_unit(struct carried *c, dp_str unit, uint64_t count)
{
	unsigned k = 0;

	c->with += count;
	while (k < c->n && !dp_str_eq(c->unit[k], unit))
		k++;
	if (k == UNITS_MAX) {
		c->many = true;
		return;
	}
	if (k == c->n) {
		c->unit[c->n++] = unit;
		c->count[k] = 0;
	}
	c->count[k] += count;
}

/* ---- currencies ------------------------------------------------------- */

/* How a currency is written in cells, and in names of columns. */
static const struct {
	const char *sign, *words[4];
} currencies[] = {
	{ "\xe2\x82\xac", { "eur", "euro", "euros", NULL } },
	{ "$", { "usd", "dollar", "dollars", NULL } },
	{ "\xc2\xa3", { "gbp", "pound", "pounds", NULL } },
	{ "\xc2\xa5", { "jpy", "yen", "yens", NULL } },
	{ "CHF", { "chf", NULL } },
	{ "CAD", { "cad", NULL } },
	{ "FRF", { "frf", NULL } },
};

#define N_CURRENCIES (sizeof currencies / sizeof currencies[0])

/* Which currency V is in, or N_CURRENCIES. */
static size_t
currency_of(dp_str v)
{
	struct dp_buf folded = { 0 };
	struct dp_words w = { { NULL, 0 } };
	size_t k = 0, found = N_CURRENCIES;
	dp_str word;

	while (k < N_CURRENCIES &&
	       dp_str_search(v, dp_str_c(currencies[k].sign)) < 0)
		k++;
	if (k < N_CURRENCIES)
		return k;
	dp_fold(v, &folded);
	w.rest = dp_buf_view(&folded);
	while (found == N_CURRENCIES && dp_words_next(&w, &word))
		for (k = 0; k < N_CURRENCIES; k++)
			for (size_t i = 0; currencies[k].words[i]; i++)
				if (dp_str_is(word, currencies[k].words[i]))
					found = k;
	dp_buf_done(&folded);
	return found;
}

/* A name as headers makes them, which is to stay one: montant_eur. */
static bool
is_plain(dp_str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!islower((unsigned char)name.p[i]) &&
		    !isdigit((unsigned char)name.p[i]) && name.p[i] != '_')
			return false;
	return true;
}

/* Writes a name that says the unit into OUT. False: a column has it. */
static bool
unit_name(const struct dpi_judging *j, dp_str unit, bool plain,
	  struct dp_buf *out)
{
	out->n = 0;
	dp_buf_format(out, plain ? "%.*s_%.*s" : "%.*s (%.*s)",
		      DP_FMT(j->column), DP_FMT(unit));
	for (size_t i = 0; i < j->schema->n; i++)
		if (dp_str_eq(j->schema->column[i].name, dp_buf_view(out)))
			return false;
	return true;
}

/*
 * Files T as finding ID, and the step that writes the unit into the name, as
 * WORD where names are plain, else as SIGN.
 */
static void
file_unit_name(const struct dpi_judging *j, enum dp_finding_id id, dp_str sign,
	       dp_str word, const struct dpi_tally *t)
{
	struct dp_finding *g = dpi_tally_file(t, id, j->column, j->out);
	struct dp_buf text = { 0 }, name = { 0 };

	g->found = dp_keep(&j->out->text, sign);
	if ((is_plain(j->column) && word.n &&
	     unit_name(j, word, true, &name)) ||
	    unit_name(j, sign, false, &name)) {
		dp_buf_c(&text, "rename ");
		dp_recipe_word(j->column, &text);
		dp_buf_c(&text, " -> ");
		dp_recipe_word(dp_buf_view(&name), &text);
		g->repair = dp_keep(&j->out->text, dp_buf_view(&text));
	}
	dp_buf_done(&text);
	dp_buf_done(&name);
}

/* The step takes UNIT, of all cells in T, off: it goes into the name. */
static void
name_unit(const struct dpi_judging *j, dp_str unit, const struct dpi_tally *t)
{
	struct dp_buf folded = { 0 }, all = { 0 };
	struct dp_words w = { { NULL, 0 } };
	bool said = true;
	dp_str word;

	dp_fold(unit, &folded);
	w.rest = dp_buf_view(&folded);
	while (dp_words_next(&w, &word)) {
		char *one = dp_format("%.*s", DP_FMT(word));
		const char *const says[] = { one, NULL };

		said = said && dpi_heading_says(j->column, says);
		dp_buf_format(&all, "%s%s", all.n ? "_" : "", one);
		free(one);
	}
	if (!said || all.n == 0)
		file_unit_name(j, DP_F_UNIT_UNNAMED, unit, dp_buf_view(&all),
			       t);
	dp_buf_done(&folded);
	dp_buf_done(&all);
}

bool
dpi_judge_currency(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;
	size_t one = N_CURRENCIES;
	struct dpi_tally with = { 0 };
	struct dp_arena text = { 0 };
	bool several = false;

	for (size_t i = 0; i < f->value.n; i++) {
		size_t k = N_CURRENCIES;

		if (f->traits[i] & (1u << DPI_NUMBER_FR | 1u << DPI_NUMBER_EN))
			k = currency_of(f->value.text[i]);
		if (k == N_CURRENCIES)
			continue;
		several = several || (one < N_CURRENCIES && one != k);
		one = k;
		dpi_tally_add(&with, &text, 0, f->line[i], f->value.text[i]);
		with.count += f->count[i] - 1;
	}
	if (with.count && !several && currency_of(j->column) == N_CURRENCIES)
		file_unit_name(j, DP_F_CURRENCY_IN_CELL,
			       dp_str_c(currencies[one].sign),
			       dp_str_c(currencies[one].words[0]), &with);
	dp_arena_done(&text);
	return with.count && !several;
}

/* ---- units behind numbers ---------------------------------------------- */

static struct dp_finding *
file_units(const struct dpi_judging *j, const struct carried *c,
	   const struct dpi_tally *t)
{
	struct dp_finding *g = dpi_tally_file(t, DP_F_UNIT_IN_CELL, j->column,
					      j->out);
	struct dp_buf text = { 0 };

	for (unsigned k = 0; k < c->n; k++)
		dp_buf_format(&text, "%s%llu × %.*s", k ? _(", ") : "",
			      (unsigned long long)c->count[k],
			      DP_FMT(c->unit[k]));
	if (c->bare)
		dp_buf_format(&text, "%s%llu × %s", _(", "),
			      (unsigned long long)c->bare, _("no unit"));
	g->found = dp_keep(&j->out->text, dp_buf_view(&text));
	if (c->n == 1 && !c->bare) {
		text.n = 0;
		dp_buf_format(&text,
			      "replace %% pattern=\"\\\\s*\\\\Q%.*s\\\\E$\" "
			      "with=\"\"",
			      DP_FMT(c->unit[0]));
		dp_buf_char(&text, '\0');
		dpi_judge_repair(j, g, text.p);
		name_unit(j, c->unit[0], t);
	}
	dp_buf_done(&text);
	return g;
}

bool
dpi_judge_units(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;
	struct carried c = { 0 };
	struct dpi_tally t = { 0 };
	struct dp_arena text = { 0 };
	bool yes;

	if (f->full)
		return false;
	for (size_t i = 0; i < f->value.n; i++) {
		dp_str unit = unit_of(f->value.text[i]);

		if (unit.n == 0) {
			if (is_number(f->value.text[i]))
				c.bare += f->count[i];
			continue;
		}
		add_unit(&c, unit, f->count[i]);
		dpi_tally_add(&t, &text, 0, f->line[i], f->value.text[i]);
		t.count += f->count[i] - 1;
	}
	yes = c.with * 2 > j->present && !c.many &&
	      (c.with + c.bare) * 5 >= j->present * 4;
	if (yes)
		(void)file_units(j, &c, &t);
	dp_arena_done(&text);
	return yes;
}

/* ---- signs ------------------------------------------------------------ */

/* Is V a number that is not nought? Nought is nought in any unit. */
static bool
is_amount(dp_str v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] >= '1' && v.p[i] <= '9')
			return true;
	return false;
}

static void
repair_percents(const struct dpi_judging *j, struct dp_finding *g,
		const char *locale)
{
	char *step = dp_format("number %% locale=%s percent=strip", locale);

	dpi_judge_repair(j, g, step);
	free(step);
}

/* % Abs, Taux (%), part_en_pct: the unit does not go with the signs. */
static bool
says_percent(dp_str heading)
{
	static const char *const says[] = { "pct",         "pourcent",
					    "pourcentage", "percent",
					    "percentage",  NULL };

	return dp_str_find(heading, '%') >= 0 ||
	       dpi_heading_says(heading, says);
}

bool
dpi_judge_percent(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;
	struct dpi_tally with = { 0 };
	struct dp_arena text = { 0 };

	for (size_t i = 0; i < f->value.n; i++) {
		dp_str v = f->value.text[i];

		if (!(f->traits[i] &
		      (1u << DPI_NUMBER_FR | 1u << DPI_NUMBER_EN)) ||
		    dp_str_find(v, '%') < 0)
			continue;
		dpi_tally_add(&with, &text, 0, f->line[i], v);
		with.count += f->count[i] - 1;
	}
	if (with.count && !says_percent(j->column))
		file_unit_name(j, DP_F_UNIT_UNNAMED, DP_S("%"), DP_S("pct"),
			       &with);
	dp_arena_done(&text);
	return with.count > 0;
}

bool
dpi_judge_marks(const struct dpi_judging *j, const char *locale)
{
	const uint32_t number = 1u << DPI_NUMBER | 1u << DPI_NUMBER_FR |
				1u << DPI_NUMBER_EN;
	const struct dpi_facts *f = j->f;
	struct carried c = { 0 };
	struct dpi_tally t = { 0 };
	struct dp_arena text = { 0 };
	bool percent = false, yes;

	for (size_t i = 0; i < f->value.n; i++) {
		dp_str v = f->value.text[i], mark = { NULL, 0 };
		size_t k = N_CURRENCIES;

		if (!(f->traits[i] & number))
			continue;
		if (!(f->traits[i] & 1u << DPI_NUMBER))
			k = currency_of(v);
		if (k < N_CURRENCIES)
			mark = dp_str_c(currencies[k].sign);
		else if (dp_str_find(v, '%') >= 0)
			mark = DP_S("%");
		percent = percent || dp_str_is(mark, "%");
		if (!mark.p) {
			c.bare += is_amount(v) ? f->count[i] : 0;
			continue;
		}
		add_unit(&c, mark, f->count[i]);
		dpi_tally_add(&t, &text, 0, f->line[i], v);
		t.count += f->count[i] - 1;
	}
	yes = !f->full && (c.n > 1 || (percent && c.bare > 0));
	if (yes) {
		struct dp_finding *g = file_units(j, &c, &t);

		if (c.n == 1 && says_percent(j->column) &&
		    dpi_are_all_percents(f))
			repair_percents(j, g, locale);
	}
	dp_arena_done(&text);
	return yes;
}

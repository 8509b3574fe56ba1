/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units: which words are one, and columns whose cells carry theirs behind
 * the number.
 */
#include "step/verify_inner.h"

#include <ctype.h>

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

static void
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
	}
	dp_buf_done(&text);
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
		file_units(j, &c, &t);
	dp_arena_done(&text);
	return yes;
}

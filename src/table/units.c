/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units of measure, as the row below the names of columns gives them. Symbols
 * after the SI Brochure (BIPM, 9th edition, 2019) and what French public
 * tables use beside them.
 */
#include "table/header.h"

/* A cell longer than this names more than a unit. */
#define UNIT_MAX_BYTES 24

/* No letter alone: it may be a value. */
static const char *const unit[] = {
	"%",       "pct",      "eur",      "euro", "euros", "keur",   "meur",
	"km",      "cm",       "mm",       "ha",   "m2",    "km2",    "m3",
	"hm3",     "hl",       "ml",       "kg",   "mg",    "tonne",  "tonnes",
	"min",     "an",       "ans",      "mois", "jour",  "jours",  "heures",
	"minutes", "kw",       "mw",       "wh",   "kwh",   "mwh",    "gwh",
	"twh",     "kva",      "tep",      "ktep", "hab",   "hab.",   "hpa",
	"pa",      "bar",      "°c",       "°",    "db",    "db(a)",  "nombre",
	"nb",      "unité",    "unités",   "‰",    "€",     "k€",     "m€",
	"md€",     "m²",       "km²",      "m³",   "hm³",   "indice", "km/h",
	"m/s",     "m3/s",     "m³/s",     "mg/l", "µg/m3", "µg/m³",  "hab/km2",
	"hab/km²", "hab./km2", "hab./km²", "€/m²", "€/m2",  "mm/h",   "kv",
};

static bool
is_known(dp_str s)
{
	struct dp_buf small = { 0 };
	bool yes = false;

	dp_case_change(s, DP_CASE_LOWER, &small);
	for (size_t i = 0; !yes && i < sizeof unit / sizeof *unit; i++)
		yes = dp_str_is(dp_buf_view(&small), unit[i]);
	dp_buf_done(&small);
	return yes;
}

bool
dpi_is_unit_cell(dp_str cell)
{
	dp_str s = dp_trim(cell);

	if (s.n == 0 || s.n > UNIT_MAX_BYTES || dp_str_find(s, ';') >= 0)
		return false;
	if (s.n > 2 && ((s.p[0] == '(' && s.p[s.n - 1] == ')') ||
			(s.p[0] == '[' && s.p[s.n - 1] == ']')))
		return true;
	if (dp_str_starts(s, "en ") || dp_str_starts(s, "En "))
		s = dp_trim(dp_str_from(s, 3));
	return is_known(s);
}

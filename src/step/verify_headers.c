/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the names of the columns are worth: names that have to be quoted,
 * names that say nothing, measures whose unit nobody states.
 */
#include "step/verify_inner.h"

#include <ctype.h>

#include "base/i18n.h"

#define NAMES_MAX 8u /* told of one finding */

static bool
is_in(dp_str word, const char *const *list)
{
	for (; *list; list++)
		if (dp_str_is(word, *list))
			return true;
	return false;
}

bool
dpi_heading_says(dp_str heading, const char *const *words)
{
	struct dp_buf folded = { 0 };
	struct dp_words w = { { NULL, 0 } };
	bool yes = false;
	dp_str word;

	dp_fold_heading(heading, &folded);
	w.rest = dp_buf_view(&folded);
	while (!yes && dp_words_next(&w, &word))
		yes = is_in(word, words);
	dp_buf_done(&folded);
	return yes;
}

static bool
is_plain(dp_str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!isalnum((unsigned char)name.p[i]) && name.p[i] != '_')
			return false;
	return true;
}

static bool
is_whole(dp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!isdigit((unsigned char)s.p[i]))
			return false;
	return s.n > 0;
}

/* "valeur", "Colonne 3", "field_12": FOLDED is the name. */
static bool
says_nothing(dp_str folded)
{
	static const char *const alone[] = {
		"valeur",  "valeurs", "value",    "values", "val",    "donnee",
		"donnees", "data",    "nombre",   "nb",     "nbre",   "number",
		"count",   "total",   "quantite", "qte",    "divers", NULL
	};
	static const char *const numbered[] = { "champ", "colonne", "column",
						"col",   "field",   "variable",
						"var",   "unnamed", NULL };
	struct dp_words w = { folded };
	dp_str first, second;
	size_t letters = 0;

	if (!dp_words_next(&w, &first))
		return false;
	if (!dp_words_next(&w, &second)) {
		if (is_in(first, alone))
			return true;
		while (letters < first.n &&
		       isalpha((unsigned char)first.p[letters]))
			letters++;
		second = dp_str_from(first, letters);
		first.n = letters;
	} else if (w.rest.n) {
		return false;
	}
	return is_in(first, numbered) && is_whole(second);
}

/* Does the name speak of a measure, and of no unit? */
static bool
lacks_unit(dp_str folded)
{
	static const char *const measure[] = {
		"distance", "surface", "superficie",   "longueur",
		"largeur",  "hauteur", "altitude",     "profondeur",
		"poids",    "masse",   "duree",        "volume",
		"debit",    "vitesse", "temperature",  "puissance",
		"length",   "width",   "height",       "weight",
		"duration", "speed",   "consommation", NULL
	};
	struct dp_words w = { folded };
	bool measures = false, unit = false;
	dp_str word;

	while (dp_words_next(&w, &word)) {
		measures = measures || is_in(word, measure);
		unit = unit || dpi_is_unit(word);
	}
	return measures && !unit;
}

/* Files NAME under ID, and among the names that its sentence lists. */
static void
add_name(struct dp_findings *out, enum dp_finding_id id, dp_str name)
{
	struct dp_finding *g = dp_finding_add(out, id, (dp_str){ NULL, 0 }, 0,
					      0, name);

	if (g->count == 1)
		g->found = dp_keep(&out->text, name);
	else if (g->count <= NAMES_MAX)
		g->found = dp_keep_format(&out->text, "%.*s%s%.*s",
					  DP_FMT(g->found), _(", "),
					  DP_FMT(name));
	else if (g->count == NAMES_MAX + 1)
		g->found = dp_keep_format(&out->text, "%.*s …",
					  DP_FMT(g->found));
}

void
dpi_judge_headers(const struct dp_schema *schema, const bool *is_number,
		  struct dp_findings *out)
{
	struct dp_buf folded = { 0 };
	struct dp_finding *g = NULL;
	dp_str none = { NULL, 0 };

	for (size_t i = 0; i < schema->n; i++) {
		dp_str name = schema->column[i].name;

		if (!is_plain(name))
			g = dp_finding_add(out, DP_F_AWKWARD_HEADER, none, 0, 0,
					   name);
	}
	if (g)
		g->repair = dp_keep(&out->text, DP_S("headers"));
	for (size_t i = 0; i < schema->n; i++) {
		dp_str name = schema->column[i].name;

		folded.n = 0;
		dp_fold_heading(name, &folded);
		if (says_nothing(dp_buf_view(&folded)))
			add_name(out, DP_F_VAGUE_HEADER, name);
		if (is_number[i] && lacks_unit(dp_buf_view(&folded)))
			add_name(out, DP_F_NO_UNIT, name);
	}
	dp_buf_done(&folded);
}

/* ---- columns of nothing ------------------------------------------------ */

void
dpi_repair_surplus_columns(struct dp_findings *out)
{
	for (size_t i = 0; i < out->n; i++) {
		struct dp_finding *g = &out->at[i], *empty;
		struct dp_buf repair = { 0 };

		if (g->id != DP_F_BLANK_HEADER)
			continue;
		empty = dp_findings_get(out, DP_F_EMPTY_COLUMN, g->column);
		if (!empty)
			continue;
		dp_buf_c(&repair, "remove ");
		dp_recipe_word(g->column, &repair);
		g->repair = dp_keep(&out->text, dp_buf_view(&repair));
		empty->repair = g->repair;
		dp_buf_done(&repair);
	}
}

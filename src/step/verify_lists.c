/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the values of a column have in common: cells that hold several values,
 * or the two numbers of a place.
 */
#include "step/verify_inner.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "op/place.h"

/* Different values that are taken apart, at most. */
#define VALUES_MAX 5000u
/* Parts that come so often, on average, are of lists. */
#define PARTS_AGAIN 3u

/* ---- several values in one cell --------------------------------------- */

/* The next part of *REST, without blanks around it. */
static dp_str
part(dp_str *rest, const char *seps)
{
	dp_str all = *rest;
	size_t n = 0;

	while (n < all.n && !strchr(seps, all.p[n]))
		n++;
	*rest = n < all.n ? dp_str_from(all, n + 1) : (dp_str){ NULL, 0 };
	return dp_trim((dp_str){ all.p, n });
}

static bool
is_list(dp_str v, const char *seps)
{
	for (size_t i = 0; i < v.n; i++)
		if (strchr(seps, v.p[i]))
			return true;
	return false;
}

/* The parts of a column's values, and how many values each stands in. */
struct parts {
	struct dpi_strtab part;
	uint32_t *n;
	size_t cap;
};

/* Counts the parts of V; one that stands alone is known by that. */
static void
add_parts(struct parts *p, dp_str v, const char *seps)
{
	bool alone = !is_list(v, seps), added;

	while (v.p) {
		uint32_t k = dpi_strtab_add(&p->part, part(&v, seps), &added);

		if (added) {
			dp_grow(&p->n, &p->cap, k, sizeof *p->n);
			p->n[k] = 0;
		}
		p->n[k] += alone ? 2 : 1;
	}
}

/* Every part of V stands alone elsewhere, or beside something else. */
static bool
are_known(const struct parts *p, dp_str v, const char *seps)
{
	while (v.p) {
		dp_str one = part(&v, seps);

		if (one.n == 0 || p->n[dpi_strtab_find(&p->part, one)] < 2)
			return false;
	}
	return true;
}

/* How many parts V has. */
static uint64_t
count_parts(dp_str v, const char *seps)
{
	uint64_t n = 0;

	for (; v.p; n++)
		(void)part(&v, seps);
	return n;
}

/*
 * How many cells are lists; 0 when they are none, or nobody can tell. Where a
 * part never stands alone, they are if the sign is BARE, which no sentence
 * needs, and the same parts come again and again.
 */
static uint64_t
count_lists(const struct dpi_judging *j, const char *seps, bool bare)
{
	const struct dpi_facts *f = j->f;
	struct parts p = { 0 };
	uint64_t known = 0, all = 0, alone = 0, n_parts = 0, different;

	for (size_t i = 0; i < f->value.n; i++)
		add_parts(&p, f->value.text[i], seps);
	for (size_t i = 0; i < f->value.n; i++) {
		dp_str v = f->value.text[i];

		if (!is_list(v, seps)) {
			alone += f->count[i];
			continue;
		}
		all += f->count[i];
		n_parts += f->count[i] * count_parts(v, seps);
		known += are_known(&p, v, seps) ? f->count[i] : 0;
	}
	different = p.part.n;
	dpi_strtab_done(&p.part);
	free(p.n);
	if (known * 10 < all * 8 || all * 10 < j->present)
		return 0;
	if (bare && all > 1 && different * PARTS_AGAIN <= n_parts)
		return all;
	return alone * 10 >= j->present ? all : 0;
}

/*
 * Cells are lists when nearly all their parts are found in other cells: a
 * comma in an address or between a town and its country makes none. Of
 * several separators, the one of most cells is taken.
 */
bool
dpi_judge_lists(const struct dpi_judging *j)
{
	static const struct {
		const char *seps, *repair;
		bool bare;
	} ways[] = {
		{ ";", "split-cells % by=\";\"", true },
		{ "|", "split-cells % by=\"|\"", true },
		{ ",", "split-cells % by=\",\"", false },
		{ ",;", "split-cells % pattern=/\\s*[,;]\\s*/", false },
		{ "/", "split-cells % by=\"/\"", false },
	};
	const struct dpi_facts *f = j->f;
	struct dpi_tally lists = { 0 };
	struct dp_arena text = { 0 };
	struct dp_finding *g;
	uint64_t most = 0;
	size_t best = 0;

	if (f->full || f->value.n > VALUES_MAX)
		return false;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		uint64_t n = count_lists(j, ways[i].seps, ways[i].bare);

		if (n > most) {
			most = n;
			best = i;
		}
	}
	for (size_t i = 0; most && i < f->value.n; i++)
		if (is_list(f->value.text[i], ways[best].seps))
			dpi_tally_add(&lists, &text, 0, f->line[i],
				      f->value.text[i]);
	g = dpi_tally_file(&lists, DP_F_MULTI_VALUED, j->column, j->out);
	if (g) {
		g->count = most;
		dpi_judge_repair(j, g, ways[best].repair);
	}
	dp_arena_done(&text);
	return g != NULL;
}

/* ---- a place in one cell ---------------------------------------------- */

/* Does the heading speak of a place on earth? */
static bool
says_place(dp_str heading)
{
	static const char *const says[] = {
		"gps",          "coord",       "coords",
		"coordonnees",  "coordinates", "geo",
		"geopoint",     "point",       "position",
		"localisation", "latlon",      "latlong",
		"lonlat",       "longlat",     "xy",
		"wgs84",        "geoloc",      "geolocalisation",
		"geolocation",  NULL
	};

	return dpi_heading_says(heading, says);
}

/* As coords writes it: the latitude first, a point, a comma, no blank. */
static bool
is_plain_point(dp_str v, const struct dpi_point *p)
{
	struct dp_buf b = { 0 };
	bool yes;

	dp_buf_format(&b, "%.*s,%.*s", (int)p->n[0], p->text[0], (int)p->n[1],
		      p->text[1]);
	yes = p->latitude != 1 && dp_str_eq(v, dp_buf_view(&b));
	dp_buf_done(&b);
	return yes;
}

void
dpi_judge_points(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;
	struct dpi_tally other = { 0 };
	struct dp_arena text = { 0 };
	uint64_t points = 0, untidy = 0;
	struct dp_finding *g;

	if (!says_place(j->column))
		return;
	for (size_t i = 0; i < f->value.n; i++) {
		struct dpi_point p;

		if (!dpi_point_read(f->value.text[i], &p))
			continue;
		points += f->count[i];
		if (is_plain_point(f->value.text[i], &p))
			continue;
		untidy += f->count[i];
		dpi_tally_add(&other, &text, 0, f->line[i], f->value.text[i]);
	}
	if (untidy && points * 10 >= j->present * 9) {
		g = dpi_tally_file(&other, DP_F_POINT_IN_CELL, j->column,
				   j->out);
		g->count = untidy;
		dpi_judge_repair(j, g, "coords %");
	}
	dp_arena_done(&text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Latitude and longitude, looked at together: values no place on earth has,
 * and the two exchanged.
 */
#include "step/verify_inner.h"

static ptrdiff_t
column_called(const struct dp_schema *schema, const char *const *name)
{
	struct dp_buf folded = { 0 };
	ptrdiff_t found = -1;

	for (size_t i = 0; i < schema->n && found < 0; i++) {
		folded.n = 0;
		dp_fold(schema->column[i].name, &folded);
		for (size_t k = 0; name[k] && found < 0; k++)
			if (dp_str_is(dp_buf_view(&folded), name[k]))
				found = (ptrdiff_t)i;
	}
	dp_buf_done(&folded);
	return found;
}

void
dpi_places_init(struct dpi_places *p, const struct dp_schema *schema)
{
	static const char *const latitude[] = { "latitude", "lat", NULL };
	static const char *const longitude[] = { "longitude", "lon", "long",
						 "lng", NULL };

	memset(p, 0, sizeof *p);
	p->latitude = column_called(schema, latitude);
	p->longitude = column_called(schema, longitude);
}

static bool
degrees(dp_str cell, double *out)
{
	static const struct dp_number_opts fr = { DP_NUMBER_FR, false, false };
	char text[DP_NUMBER_BYTES];
	size_t n;

	cell = dp_trim(cell);
	/* 5.379 is ambiguous as a number, not as an angle. */
	if (dp_number_double(cell, out))
		return true;
	return dp_number_read(cell, &fr, text, sizeof text, &n) ==
		       DP_NUMBER_OK &&
	       dp_number_double((dp_str){ text, n }, out);
}

void
dpi_places_add(struct dpi_places *p, const struct dp_schema *schema,
	       const struct dp_batch *b, size_t r, uint64_t record,
	       uint64_t line)
{
	dp_str lat, lon;
	double y, x;

	if (p->latitude < 0 || p->longitude < 0)
		return;
	lat = dp_cell_str(dp_batch_cell(b, r,
					schema->column[p->latitude].slot));
	lon = dp_cell_str(dp_batch_cell(b, r,
					schema->column[p->longitude].slot));
	if (!degrees(lat, &y) || !degrees(lon, &x))
		return;
	if (y < -90 || y > 90)
		dpi_tally_add(&p->impossible[0], &p->text, record, line, lat);
	if (x < -180 || x > 180)
		dpi_tally_add(&p->impossible[1], &p->text, record, line, lon);
	/* Mainland France and Corsica lie in 41–51.5 N, 5.5 W–10 E. */
	if (y > -5.5 && y < 10 && x > 41 && x < 51.5)
		dpi_tally_add(&p->swapped, &p->text, record, line,
			      dp_keep_format(&p->text, "%.*s ; %.*s",
					     DP_FMT(lat), DP_FMT(lon)));
}

void
dpi_places_judge(const struct dpi_places *p, const struct dp_schema *schema,
		 struct dp_findings *out)
{
	ptrdiff_t column[2] = { p->latitude, p->longitude };

	if (p->latitude < 0 || p->longitude < 0)
		return;
	for (size_t i = 0; i < 2; i++) {
		dp_str name = schema->column[column[i]].name;
		struct dp_finding *g =
			dpi_tally_file(&p->impossible[i],
				       DP_F_IMPOSSIBLE_COORDINATE, name, out);

		if (g)
			g->expected = dp_keep(&out->text, name);
	}
	(void)dpi_tally_file(&p->swapped, DP_F_SWAPPED_COORDINATES,
			     schema->column[p->latitude].name, out);
}

void
dpi_places_done(struct dpi_places *p)
{
	dp_arena_done(&p->text);
}

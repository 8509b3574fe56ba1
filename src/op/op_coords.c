/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * coords: latitude and longitude in one cell, in one form and order. How they
 * are written is place.c's; cutting them into columns is split's.
 */
#include "op/lambert.h"
#include "op/place.h"
#include "op/work.h"

#include "base/i18n.h"

enum order { AUTO, LAT_LON, LON_LAT };

struct reading {
	enum order order;
	bool lambert; /* metres on the French grid, not degrees */
};

static const struct dp_param params[] = {
	{ "order", DP_P_CHOICE, "auto", "auto|lat-lon|lon-lat",
	  N_("which comes first in the cell; auto: what the cell says "
	     "(letters, POINT) or the one order in which it lies in France"),
	  false },
	{ "from", DP_P_CHOICE, "degrees", "degrees|lambert93",
	  N_("lambert93: metres east and north, as the official grid of "
	     "France counts them: 652381;6862047"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct reading *x = dp_arena_alloc(&s->arena, sizeof *x);

	(void)schema;
	x->order = (enum order)dp_step_choice(s, "order");
	x->lambert = dp_step_choice(s, "from") == 1;
	s->self = x;
	if (x->lambert && dp_step_arg(s, "order"))
		return dp_step_fail(s, dp_step_arg(s, "order"), err,
				    _("order= is about degrees: in lambert93 "
				      "the numbers tell which is which."));
	return 0;
}

/* Which of the two is the latitude; -1: it cannot be told. */
static int
latitude_of(const struct dpi_point *p, enum order order)
{
	const double *v = p->value;
	bool here[2] = { dpi_place_in_france(v[0], v[1]),
			 dpi_place_in_france(v[1], v[0]) };
	bool there[2] = { dpi_place_on_earth(v[0], v[1]),
			  dpi_place_on_earth(v[1], v[0]) };

	if (p->latitude >= 0)
		return p->latitude;
	if (order != AUTO)
		return order == LON_LAT;
	if (here[0] != here[1])
		return here[1];
	if (there[0] != there[1])
		return there[1];
	return -1;
}

/* Metres in France, in either order, as latitude,longitude. */
static dp_str
from_lambert(struct dp_work *w, dp_str in)
{
	struct dp_buf *made = w->local;
	double x, y, latitude, longitude;

	if (!dpi_metres_read(in, &x, &y) ||
	    !(dpi_lambert93(x, y, &latitude, &longitude) ||
	      dpi_lambert93(y, x, &latitude, &longitude)))
		return dp_bad(w, DP_F_NOT_A_POINT, in);
	made->n = 0;
	dpi_degrees_text(latitude, made);
	dp_buf_char(made, ',');
	dpi_degrees_text(longitude, made);
	return dpi_made(w, in, dp_buf_view(made));
}

static dp_str
coords(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct reading *x = s->self;
	struct dp_buf *made = w->local;
	struct dpi_point p;
	int lat;

	if (dpi_is_blank(in))
		return in;
	if (x->lambert)
		return from_lambert(w, in);
	if (!dpi_point_read(in, &p))
		return dp_bad(w, DP_F_NOT_A_POINT, in);
	lat = latitude_of(&p, x->order);
	if (lat < 0 && dpi_place_on_earth(p.value[0], p.value[1]))
		return dp_bad(w, DP_F_AMBIGUOUS_POINT, in);
	if (lat < 0 || !dpi_place_on_earth(p.value[lat], p.value[1 - lat]))
		return dp_bad(w, DP_F_NOT_A_POINT, in);
	made->n = 0;
	dp_buf_add(made, p.text[lat], p.n[lat]);
	dp_buf_char(made, ',');
	dp_buf_add(made, p.text[1 - lat], p.n[1 - lat]);
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x", "44.5594;6.0786", "44.5594,6.0786" },
	{ "x", "44,5594 ; 6,0786", "44.5594,6.0786" },
	{ "x", "6.0786, 44.5594", "44.5594,6.0786" },
	{ "x", "POINT(6.0786 44.5594)", "44.5594,6.0786" },
	{ "x", "44\u00b033'36\" N 6\u00b004'48\" E", "44.56,6.08" },
	{ "x", "-20.8789,55.4481", "-20.8789,55.4481" },
	{ "x", "12.5,13.5", "12.5,13.5" },
	{ "x order=lat-lon", "12.5;13.5", "12.5,13.5" },
	{ "x", "44,5594", "44,5594" },
	{ "x from=lambert93", "700000;6600000", "46.5,3" },
	{ "x from=lambert93", "652 381,02 ; 6 862 047,14", "48.8567,2.350999" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_coords = {
	.name = "coords",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [order=auto|lat-lon|lon-lat] | COLUMNS "
		       "from=lambert93"),
	.summary = N_("Write a place as latitude,longitude in degrees."),
	.why = N_("A map needs two numbers, in an order that is the same in "
		  "every row: 44,5594;6,0786, POINT(6.0786 44.5594) and "
		  "degrees with minutes become 44.5594,6.0786. split by=\",\" "
		  "makes two columns of it. A point that could be read in two "
		  "ways, or lies nowhere on earth, stays and is reported."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = coords,
	.needs = dpi_needs_columns,
	.example = examples,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lambert 93, a conic projection of the ellipsoid GRS 80, turned back into
 * degrees.
 */
#include "op/lambert.h"

#include <math.h>
#include <stdlib.h>

#define PI 3.14159265358979323846
#define ECCENTRICITY 0.0818191910428158
#define EXPONENT 0.7256077650532670
#define CONSTANT 11754255.426096
#define X_POLE 700000.0
#define Y_POLE 12655612.049876
#define LONGITUDE_0 (3 * PI / 180)
/* France and its seas on the grid. */
#define X_MIN (-100000.0)
#define X_MAX 1400000.0
#define Y_MIN 5900000.0
#define Y_MAX 7300000.0

bool
dpi_lambert93(double x, double y, double *latitude, double *longitude)
{
	double r = hypot(x - X_POLE, y - Y_POLE), e = ECCENTRICITY;
	double gamma = atan2(x - X_POLE, Y_POLE - y);
	double iso = -log(fabs(r / CONSTANT)) / EXPONENT, phi, before;

	if (!(x >= X_MIN && x <= X_MAX && y >= Y_MIN && y <= Y_MAX))
		return false;
	phi = 2 * atan(exp(iso)) - PI / 2;
	for (int i = 0; i < 20; i++) {
		before = phi;
		phi = 2 * atan(pow((1 + e * sin(phi)) / (1 - e * sin(phi)),
				   e / 2) *
			       exp(iso)) -
		      PI / 2;
		if (fabs(phi - before) < 1e-12)
			break;
	}
	*latitude = phi * 180 / PI;
	*longitude = (gamma / EXPONENT + LONGITUDE_0) * 180 / PI;
	return true;
}

static bool
read_one(dp_str s, double *out)
{
	struct dp_number_opts o = { .notation = DP_NUMBER_CANONICAL };
	char text[DP_NUMBER_BYTES];
	size_t n;

	s = dp_trim(s);
	if (dp_number_read(s, &o, text, sizeof text, &n) != DP_NUMBER_OK) {
		o.notation = DP_NUMBER_FR;
		if (dp_number_read(s, &o, text, sizeof text, &n) !=
		    DP_NUMBER_OK)
			return false;
	}
	return dp_number_double((dp_str){ text, n }, out);
}

bool
dpi_metres_read(dp_str s, double *first, double *second)
{
	static const char seps[] = { ';', ',', ' ' };

	/* 652381,02 6862047,14: the first separator that parts two numbers */
	for (size_t k = 0; k < sizeof seps; k++) {
		ptrdiff_t at = dp_str_find(s, seps[k]);
		dp_str a = { s.p, at < 0 ? 0 : (size_t)at }, b;

		if (at < 0)
			continue;
		b = dp_str_from(s, (size_t)at + 1);
		if (read_one(a, first) && read_one(b, second))
			return true;
	}
	return false;
}

void
dpi_degrees_text(double degrees, struct dp_buf *out)
{
	long long millionths = llround(degrees * 1e6);
	unsigned digits = 6, rest;

	if (millionths < 0)
		dp_buf_char(out, '-');
	millionths = llabs(millionths);
	rest = (unsigned)(millionths % 1000000);
	dp_buf_format(out, "%lld", millionths / 1000000);
	if (rest == 0)
		return;
	while (rest % 10 == 0) {
		rest /= 10;
		digits--;
	}
	dp_buf_format(out, ".%0*u", (int)digits, rest);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is read as a point is two canonical numbers of the values it says, and
 * written as latitude,longitude it is read as the same point again. Metres
 * of the French grid lie on earth.
 */

#include "fuzz.h"
#include "op/lambert.h"
#include "op/place.h"
#include "text/decimal.h"

static void
metres(dp_str s)
{
	double x, y, latitude, longitude;

	if (dpi_metres_read(s, &x, &y) &&
	    dpi_lambert93(x, y, &latitude, &longitude))
		must(dpi_place_on_earth(latitude, longitude));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	dp_str s = { (const char *)data, size };
	struct dpi_point p, again;
	struct dp_buf out = { 0 };

	if (size > 256)
		return 0;
	metres(s);
	if (!dpi_point_read(s, &p))
		return 0;
	for (unsigned i = 0; i < 2; i++) {
		dp_str text = { p.text[i], p.n[i] };
		double v;

		must(p.n[i] > 0 && p.n[i] <= DP_NUMBER_BYTES);
		must(dp_number_double(text, &v));
		must(v - p.value[i] < 1e-3 && p.value[i] - v < 1e-3);
	}
	must(p.latitude >= -1 && p.latitude <= 1);
	if (!dpi_place_on_earth(p.value[0], p.value[1]))
		return 0;
	for (unsigned i = 0; i < 2; i++) {
		dp_buf_add(&out, p.text[i], p.n[i]);
		dp_buf_char(&out, i ? ' ' : ';');
	}
	must(dpi_point_read(dp_buf_view(&out), &again));
	for (unsigned i = 0; i < 2; i++)
		must(p.n[i] == again.n[i] &&
		     memcmp(p.text[i], again.text[i], p.n[i]) == 0);
	dp_buf_done(&out);
	return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which version of the scans to use: asked of the processor once a reader.
 */
#include "table/scan.h"

#include <stdlib.h>

static const struct dpi_scan portable = {
	"portable",
	dpi_bounds_portable,
	dpi_index_portable,
};

#if defined(__x86_64__)
static const struct dpi_scan avx2 = {
	"avx2",
	dpi_bounds_avx2,
	dpi_index_avx2,
};

static bool
has_avx2(void)
{
	__builtin_cpu_init();
	return __builtin_cpu_supports("avx2") &&
	       __builtin_cpu_supports("pclmul") &&
	       __builtin_cpu_supports("bmi2");
}
#endif

const struct dpi_scan *
dpi_scan_at(size_t i)
{
	if (i == 0)
		return &portable;
#if defined(__x86_64__)
	if (i == 1 && has_avx2())
		return &avx2;
#endif
	return NULL;
}

const struct dpi_scan *
dpi_scan_best(void)
{
	const struct dpi_scan *vector = dpi_scan_at(1);

	return vector ? vector : &portable;
}

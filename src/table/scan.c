/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which version of the scans to use: asked of the processor once a reader.
 */
#include "table/scan.h"

#include <stdlib.h>

/* From the slowest to the fastest. */
static const struct dpi_scan version[] = {
	{ "portable", dpi_bounds_portable, dpi_index_portable,
	  dpi_blanks_portable, dpi_specials_portable, dpi_cells_portable },
#if defined(DPI_SCAN_NEON)
	{ "neon", dpi_bounds_neon, dpi_index_neon, dpi_blanks_neon,
	  dpi_specials_neon, dpi_cells_neon },
#elif defined(DPI_SCAN_X86)
	{ "sse2", dpi_bounds_sse2, dpi_index_sse2, dpi_blanks_sse2,
	  dpi_specials_sse2, dpi_cells_sse2 },
	{ "avx2", dpi_bounds_avx2, dpi_index_avx2, dpi_blanks_avx2,
	  dpi_specials_avx2, dpi_cells_avx2 },
	{ "avx512", dpi_bounds_avx512, dpi_index_avx512, dpi_blanks_avx512,
	  dpi_specials_avx512, dpi_cells_avx512 },
#endif
};

#define VERSIONS (sizeof version / sizeof *version)

/* How many of them this processor runs: the last two may be too much. */
static size_t
versions_here(void)
{
#if defined(DPI_SCAN_X86)
	__builtin_cpu_init();
	if (!__builtin_cpu_supports("avx2") ||
	    !__builtin_cpu_supports("pclmul") ||
	    !__builtin_cpu_supports("bmi2"))
		return VERSIONS - 2;
	if (!__builtin_cpu_supports("avx512bw") ||
	    !__builtin_cpu_supports("avx512vbmi2"))
		return VERSIONS - 1;
#endif
	return VERSIONS;
}

const struct dpi_scan *
dpi_scan_at(size_t i)
{
	return i < versions_here() ? &version[i] : NULL;
}

const struct dpi_scan *
dpi_scan_best(void)
{
	return &version[versions_here() - 1];
}

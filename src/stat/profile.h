/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a profile keeps of a column's heading: shared by profile*.c. */
#ifndef DPI_STAT_PROFILE_H
#define DPI_STAT_PROFILE_H

#include <dpipe/stat.h>

#define DPI_HEADING_CODE 1u
#define DPI_HEADING_YEAR 2u
#define DPI_HEADING_IDENTIFIER 4u

/* The most frequent width of the whole numbers, in characters, and how many
   of them have it. */
unsigned dpi_profile_width(const struct dp_profile *p, uint64_t *n);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vector part of the test of UTF-8. */
#ifndef DPI_UTF8_H
#define DPI_UTF8_H

#include <dpipe/base.h>

#if defined(__x86_64__)
/*
 * Returns the number of leading bytes of S that are surely valid and end at a
 * character; the rest, at least the last character, is for the caller. For
 * processors with AVX2.
 */
size_t dpi_utf8_valid_avx2(dp_str s);
#endif

#endif

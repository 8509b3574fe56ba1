/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Packed files for tests, by libarchive, so that no program is needed and
 * what is packed stands as text in the tree.
 */
#ifndef DP_PACK_H
#define DP_PACK_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Writes the file OUT. FORMAT is gzip, bzip2, xz or zstd: the N bytes at P
 * packed; or zip: the files in P, each behind a line "=== NAME", their last
 * line end cut off. False when it cannot be done.
 */
bool pack(const char *format, const char *out, const char *p, size_t n_bytes);

#endif

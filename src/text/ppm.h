/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many bits a text takes when it is predicted by partial matching (PPM),
 * alone or behind another. Nothing is compressed: only lengths are counted.
 *
 * Cleary, Witten, Data Compression Using Adaptive Coding and Partial String
 * Matching, IEEE Trans. on Communications 32(4), 1984; escapes by method C:
 * Moffat, Implementing the PPM Data Compression Scheme, the same, 38(11), 1990.
 * Contexts of DPI_PPM_ORDER bytes and fewer, all counts updated, no exclusions;
 * a byte that was not there yet is one of 256.
 */
#ifndef DPI_TEXT_PPM_H
#define DPI_TEXT_PPM_H

#include <dpipe/text.h>

#define DPI_PPM_ORDER 4u
#define DPI_PPM_BIT 65536u /* lengths are counted in parts of a bit */

struct dpi_ppm;

struct dpi_ppm *dpi_ppm_new(void);
/*
 * Forgets everything and reads S, of DP_PPM_MAX_BYTES at most. Returns how long
 * it is.
 */
uint64_t dpi_ppm_read(struct dpi_ppm *p, dp_str s);
/*
 * How long S, of DP_PPM_MAX_BYTES at most, is behind what was read, which stays
 * all that was read; anything over LIMIT when it is over LIMIT.
 */
uint64_t dpi_ppm_behind(struct dpi_ppm *p, dp_str s, uint64_t limit);
void dpi_ppm_free(struct dpi_ppm *p);

#endif

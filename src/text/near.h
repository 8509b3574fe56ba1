/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of many texts are near one of them. No pair within the radius is
 * missed: what is not compared cannot be. But for PPM, which compares only
 * texts that share most of their pairs of neighbouring characters, or half of
 * them where the radius is large, and none of more than DP_PPM_MAX_BYTES.
 */
#ifndef DPI_TEXT_NEAR_H
#define DPI_TEXT_NEAR_H

#include <dpipe/text.h>

enum dpi_near_how {
	DPI_NEAR_LEVENSHTEIN,
	DPI_NEAR_DAMERAU, /* optimal string alignment: dp_edit_distance */
	DPI_NEAR_JARO,    /* 1 - dp_jaro_winkler */
	DPI_NEAR_PPM      /* dp_ppm_distance */
};

#define DPI_NEAR_RADIUS_MAX 9u

struct dpi_near;

struct dpi_hit {
	uint32_t i; /* number of the text, from 0 */
	double distance;
};

/*
 * Prepares the N texts (fewer than 2^32) at TEXT, which must live as long, as
 * must KIND: texts of two kinds are never near; NULL: all are of one.
 * RADIUS: for the edit distances a whole number up to DPI_NEAR_RADIUS_MAX,
 * for DPI_NEAR_JARO between 0 and 1, for DPI_NEAR_PPM 0 and more. Never NULL;
 * freed by dpi_near_free.
 */
struct dpi_near *dpi_near_new(const dp_str *text, const uint64_t *kind,
			      size_t n, enum dpi_near_how how, double radius);
/*
 * The memory that this takes for N texts of N_BYTES in all, at most; what
 * grows with the number of different characters is left out.
 */
uint64_t dpi_near_bytes(size_t n, uint64_t n_bytes, enum dpi_near_how how,
			double radius);
/*
 * The texts within the radius of text I, itself left out; *HIT holds until
 * the next call. Returns how many, in no order.
 */
size_t dpi_near_find(struct dpi_near *x, uint32_t i,
		     const struct dpi_hit **hit);
/*
 * How many pairs of texts were compared so far; *N_LOOKED: how many were looked
 * at before. For tests: a clock tells what else a machine does.
 */
uint64_t dpi_near_work(const struct dpi_near *x, uint64_t *n_looked);
/* Text I is found no more; it can still be asked about. */
void dpi_near_drop(struct dpi_near *x, uint32_t i);
void dpi_near_free(struct dpi_near *x);

/*
 * The similarity of Jaro and Winkler of texts of M and N characters: COMMON
 * of them have a partner, of those SWAPPED pairs stand in another order, the
 * first PREFIX (4 at most) are the same.
 */
double dpi_jaro_winkler_of(size_t m, size_t n, size_t common, size_t swapped,
			   size_t prefix);

/*
 * The distance by PPM of two texts that take APART bits one behind the other,
 * in both orders, and ALONE each behind itself.
 */
double dpi_ppm_distance_of(uint64_t apart, uint64_t alone);

#endif

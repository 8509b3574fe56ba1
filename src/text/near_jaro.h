/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of many texts are near one of them by Jaro and Winkler: what near.h
 * does for DPI_NEAR_JARO, and how often it looked at what.
 */
#ifndef DPI_TEXT_NEAR_JARO_H
#define DPI_TEXT_NEAR_JARO_H

#include "text/near.h"

struct dpi_jaro;

/* How often something was done so far. */
struct dpi_jaro_work {
	uint64_t n_looked;   /* texts whose summary was looked at */
	uint64_t n_passed;   /* those of them whose summary is alike enough */
	uint64_t n_ordered;  /* and that share so many letters */
	uint64_t n_compared; /* and, as far as is cheaply told, in such order */
};

/*
 * Prepares the N texts (fewer than 2^32) at TEXT, which must live as long, as
 * must KIND: texts of two kinds are never alike; NULL: all are of one. RADIUS,
 * between 0 and 1: what the similarity may lack. Never NULL; freed by
 * dpi_jaro_free.
 */
struct dpi_jaro *dpi_jaro_new(const dp_str *text, const uint64_t *kind,
			      size_t n, double radius);
/*
 * The memory that this takes for N texts of N_BYTES in all, at most; what
 * grows with the number of different characters is left out.
 */
uint64_t dpi_jaro_bytes(size_t n, uint64_t n_bytes);
/*
 * The texts within the radius of text I, itself left out; *HIT holds until
 * the next call. Returns how many, in no order.
 */
size_t dpi_jaro_find(struct dpi_jaro *x, uint32_t i,
		     const struct dpi_hit **hit);
/* What was done so far. For tests: a clock tells what else a machine does. */
struct dpi_jaro_work dpi_jaro_work(const struct dpi_jaro *x);
/* Text I is found no more; it can still be asked about. */
void dpi_jaro_drop(struct dpi_jaro *x, uint32_t i);
void dpi_jaro_free(struct dpi_jaro *x);

#endif

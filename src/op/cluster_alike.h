/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which of many texts are alike one of them by Jaro and Winkler, where they
 * are so many that comparing each with each takes minutes. No pair is missed.
 */
#ifndef DPI_OP_CLUSTER_ALIKE_H
#define DPI_OP_CLUSTER_ALIKE_H

#include "text/near.h"

struct dpi_alike;

/* How often something was done so far. */
struct dpi_alike_work {
	uint64_t n_looked;   /* texts whose summary was looked at */
	uint64_t n_passed;   /* those of them whose summary is alike enough */
	uint64_t n_ordered;  /* and that share so many letters */
	uint64_t n_compared; /* and, as far as is cheaply told, in such order */
};

/*
 * Prepares the N texts (fewer than 2^32) at TEXT, which must live as long, as
 * must KIND: texts of two kinds are never alike; NULL: all are of one. RADIUS,
 * between 0 and 1: what the similarity may lack. Never NULL; freed by
 * dpi_alike_free.
 */
struct dpi_alike *dpi_alike_new(const dp_str *text, const uint64_t *kind,
				size_t n, double radius);
/*
 * The memory that this takes for N texts of N_BYTES in all, at most; what
 * grows with the number of different characters is left out.
 */
uint64_t dpi_alike_bytes(size_t n, uint64_t n_bytes);
/*
 * The texts within the radius of text I, itself left out; *HIT holds until
 * the next call. Returns how many, in no order.
 */
size_t dpi_alike_find(struct dpi_alike *x, uint32_t i,
		      const struct dpi_hit **hit);
/* What was done so far. For tests: a clock tells what else a machine does. */
struct dpi_alike_work dpi_alike_work(const struct dpi_alike *x);
/* Text I is found no more; it can still be asked about. */
void dpi_alike_drop(struct dpi_alike *x, uint32_t i);
void dpi_alike_free(struct dpi_alike *x);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a stream to its end on several threads, each with a state of its
 * own; the caller merges the states afterwards.
 */
#ifndef DPI_STAT_GATHER_H
#define DPI_STAT_GATHER_H

#include <dpipe/stat.h>

#include <stdatomic.h>

#define DPI_GATHER_THREADS 64

struct dpi_gather {
	/* A new state, zeroed or more. */
	void *(*make)(void *self);
	/* Takes in the kept rows of B. Returns 0 or -1. */
	int (*take)(void *self, void *state, const struct dp_batch *b,
		    struct dp_err *err);
	void *self;
	_Atomic(void *) state[DPI_GATHER_THREADS];
};

/*
 * Runs G over IN, which is closed in every case. Afterwards the states are
 * those of g->state that are not NULL, also when it failed.
 */
int dpi_gather(struct dpi_gather *g, struct dp_stream *in, unsigned threads,
	       struct dp_err *err);

/* Counts D, of row R of B, in P. */
void dpi_gather_profile(struct dp_profile *p, const struct dp_datum *d,
			const struct dp_batch *b, size_t r);

#endif

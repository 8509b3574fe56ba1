/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts the records of a stream, and looks at nothing else. */
#include "stat/gather.h"

#include <stdlib.h>

static void *
make(void *self)
{
	(void)self;
	return dp_alloc0(sizeof(uint64_t));
}

static int
take(void *self, void *state, const struct dp_batch *b, struct dp_err *err)
{
	uint64_t *n = state;

	(void)self;
	(void)err;
	for (size_t r = 0; r < b->n_rows; r++)
		*n += b->state[r] == DP_ROW_KEPT;
	return 0;
}

int
dp_count_records(struct dp_stream *in, unsigned threads, uint64_t *n,
		 struct dp_err *err)
{
	struct dpi_gather g = { .make = make, .take = take };
	bool *none = dp_alloc0((in->schema.n_slots + 1) * sizeof *none);
	struct dp_need *need = dp_alloc0(sizeof *need);
	int r;

	need->cell = none;
	if (in->need)
		in->need(in, need);
	r = dpi_gather(&g, in, threads, err);
	free(need);
	free(none);
	*n = 0;
	for (size_t i = 0; i < DPI_GATHER_THREADS; i++) {
		uint64_t *part = atomic_load(&g.state[i]);

		*n += part ? *part : 0;
		free(part);
	}
	return r;
}

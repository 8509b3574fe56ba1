/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading the reference of cluster: a table of the right spellings.
 */
#include "op/cluster_reference.h"

#include <stdlib.h>

#include "op/beside.h"

/* Keeps the values of REF, those of column I being in SLOT[I], at AT[I]. */
static int
read_values(struct dp_step *s, struct dp_stream *ref, const uint32_t *slot,
	    struct dpi_reference *at, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	int status;

	while ((status = dp_next(ref, b, err)) > 0)
		for (size_t k = 0; k < b->n_rows * s->n_columns; k++) {
			size_t r = k / s->n_columns, i = k % s->n_columns;
			dp_str v = dp_cell_str(dp_batch_cell(b, r, slot[i]));

			if (b->state[r] != DP_ROW_KEPT || !v.n)
				continue;
			dp_grow(&at[i].value, &at[i].cap, at[i].n, sizeof v);
			at[i].value[at[i].n++] = dp_keep(&s->arena, v);
		}
	dp_batch_free(b);
	return status;
}

int
dpi_reference_read(struct dp_step *s, struct dpi_reference **out,
		   struct dp_err *err)
{
	const struct dp_arg *file = dp_step_arg(s, "reference");
	struct dp_stream *ref;
	uint32_t *slot;
	int status;

	*out = NULL;
	if (!file)
		return 0;
	ref = dpi_beside_open(s, file, err);
	if (!ref)
		return -1;
	*out = dp_alloc0((s->n_columns + 1) * sizeof **out);
	slot = dp_arena_alloc(&s->arena, (s->n_columns + 1) * sizeof *slot);
	for (size_t i = 0; i < s->n_columns; i++) {
		ptrdiff_t k = dp_schema_find(&ref->schema, s->column[i].name);

		slot[i] = ref->schema.column[k < 0 ? 0 : k].slot;
	}
	status = ref->schema.n ? read_values(s, ref, slot, *out, err) : 0;
	dp_close(ref);
	return status;
}

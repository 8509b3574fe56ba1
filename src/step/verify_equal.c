/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns that hold the same in every record. */
#include "step/verify_inner.h"

#include <stdlib.h>

/* Records, and different values, below which two may be equal by chance. */
#define RECORDS_LEAST 10u
#define VALUES_LEAST 3u

struct numbered {
	uint64_t cells; /* hash of all cells, in order */
	size_t column;
};

/* Columns with the same cells one behind the other, the first one first. */
static int
by_cells(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	if (x->cells != y->cells)
		return x->cells < y->cells ? -1 : 1;
	return x->column < y->column ? -1 : 1;
}

/* Column SAME holds what column FIRST holds. */
static void
file(const struct dpi_facts *first, const struct dpi_facts *same,
     struct dp_findings *out)
{
	struct dp_buf repair = { 0 };
	struct dp_finding *g = dp_finding_add(out, DP_F_EQUAL_COLUMN,
					      same->column->name, same->line[0],
					      0, same->value.text[0]);

	g->found = dp_keep(&out->text, first->column->name);
	dp_buf_c(&repair, "remove ");
	dp_recipe_word(same->column->name, &repair);
	g->repair = dp_keep(&out->text, dp_buf_view(&repair));
	dp_buf_done(&repair);
}

void
dpi_judge_equal(const struct dpi_facts *f, size_t n, uint64_t n_records,
		struct dp_findings *out)
{
	struct numbered *list = dp_alloc((n + 1) * sizeof *list);
	size_t first = 0;

	for (size_t i = 0; i < n; i++)
		list[i] = (struct numbered){ f[i].cells, i };
	qsort(list, n, sizeof *list, by_cells);
	for (size_t i = 1; i < n; i++) {
		const struct dpi_facts *a = &f[list[first].column],
				       *b = &f[list[i].column];

		if (list[i].cells != list[first].cells)
			first = i;
		else if (b->value.n >= VALUES_LEAST &&
			 n_records >= RECORDS_LEAST)
			file(a, b, out);
	}
	free(list);
}

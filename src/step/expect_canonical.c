/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hash of a table that goes by what its cells mean, whatever way they are
 * written.
 */
#include "step/expect.h"

#include <stdlib.h>

#include "base/i18n.h"

struct hashing {
	size_t *order; /* columns by name */
	bool exact;
	struct dp_buf room, row;
	uint64_t sum[4]; /* added up: the order of records does not count */
	uint64_t rows;
};

static int
add_row(void *self, const struct dpi_row *row, struct dp_err *err)
{
	struct hashing *h = self;
	struct dp_hash128 a, b;

	(void)err;
	h->row.n = 0;
	for (size_t i = 0; i < row->schema->n; i++) {
		dp_str cell = dpi_row_cell(row, h->order[i]);
		uint32_t n;

		if (!h->exact) {
			h->room.n = 0;
			dpi_canonical_cell(cell, &h->room);
			cell = dp_buf_view(&h->room);
		}
		n = (uint32_t)cell.n;
		dp_buf_add(&h->row, &n, sizeof n);
		dp_buf_str(&h->row, cell);
	}
	a = dp_hash128(h->row.p, h->row.n);
	dp_buf_char(&h->row, '+');
	b = dp_hash128(h->row.p, h->row.n);
	h->sum[0] += a.lo;
	h->sum[1] += a.hi;
	h->sum[2] += b.lo;
	h->sum[3] += b.hi;
	h->rows++;
	return 0;
}

/* Indices of the columns of S in the order of their names. */
static size_t *
by_name(const struct dp_schema *s)
{
	size_t *order = dp_alloc((s->n + 1) * sizeof *order);

	for (size_t i = 0; i < s->n; i++) {
		size_t k = i;

		for (; k > 0 && dp_str_cmp(s->column[i].name,
					   s->column[order[k - 1]].name) < 0;
		     k--)
			order[k] = order[k - 1];
		order[k] = i;
	}
	return order;
}

int
dpi_table_hash(struct dp_stream *s, bool exact, char hex[DP_SHA256_HEX],
	       struct dp_err *err)
{
	struct hashing h = { .exact = exact, .order = by_name(&s->schema) };
	struct dp_buf all = { 0 };
	int status = dpi_each_row(s, &h, add_row, err);

	for (size_t i = 0; i < s->schema.n; i++) {
		dp_buf_str(&all, s->schema.column[h.order[i]].name);
		dp_buf_char(&all, '\n');
	}
	dp_buf_format(&all, "%llu %llx %llx %llx %llx",
		      (unsigned long long)h.rows, (unsigned long long)h.sum[0],
		      (unsigned long long)h.sum[1],
		      (unsigned long long)h.sum[2],
		      (unsigned long long)h.sum[3]);
	dp_sha256(all.p, all.n, hex);
	dp_buf_done(&all);
	dp_buf_done(&h.room);
	dp_buf_done(&h.row);
	free(h.order);
	dp_close(s);
	return status;
}

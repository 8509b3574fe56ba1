/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writer: RFC 4180 in UTF-8 with LF. Here cells, records, headers and the
 * stage; the records of a batch are csv_batch.c's.
 */
#include "table/csv_one.h"

#include <stdlib.h>

#include "table/csv_put.h"
#include "text/encoding.h"

void
dp_csv_cell(struct dp_buf *out, dp_str cell)
{
	char *to = dp_buf_room(out, dpi_csv_most(cell.n));

	out->n += (size_t)(dpi_put_cell(to, cell.p, cell.n, false) - to);
}

void
dp_csv_record(struct dp_buf *out, const dp_str *cell, size_t n)
{
	if (n == 1) {
		dpi_csv_one(out, cell[0]);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (i)
			dp_buf_char(out, ',');
		dp_csv_cell(out, cell[i]);
	}
	dp_buf_char(out, '\n');
}

void
dp_csv_header(struct dp_buf *out, const struct dp_schema *schema)
{
	dp_str *name;

	if (schema->unnamed)
		return;
	name = dp_realloc_array(NULL, schema->n + 1, sizeof *name);
	for (size_t i = 0; i < schema->n; i++) {
		const struct dp_column *c = &schema->column[i];

		name[i] = c->labelled ? c->label : c->name;
	}
	if (schema->n)
		dp_csv_record(out, name, schema->n);
	free(name);
	dp_csv_guard(out);
}

void
dp_csv_guard(struct dp_buf *out)
{
	dp_str start = dp_buf_view(out);
	bool declares = start.n > 5 && dp_str_starts(start, "sep=") &&
			(start.p[5] == '\n' || start.p[5] == '\r');
	size_t n = 0;

	while (n < start.n && start.p[n] != ',' && start.p[n] != '\n')
		n++;
	/* A zero and a line end are one line end of UTF-16. */
	if (!declares && !(n == 1 && start.p[0] == 0) &&
	    !dp_str_starts(start, "\xEF\xBB\xBF") &&
	    !dpi_has_magic(start.p, start.n))
		return;
	(void)dp_buf_room(out, 2);
	memmove(out->p + n + 2, out->p + n, out->n - n);
	memmove(out->p + 1, out->p, n);
	out->p[0] = out->p[n + 1] = '"';
	out->n += 2;
}

static int
render(void *self, struct dp_batch *b, struct dp_err *err)
{
	(void)err;
	b->out.n = 0;
	dp_csv_batch(&b->out, b, self);
	return 0;
}

static void
free_schema(void *self)
{
	dp_schema_done(self);
	free(self);
}

struct dp_stage
dp_csv_stage(const struct dp_schema *schema)
{
	struct dp_stage g = { .work = render, .free = free_schema };
	struct dp_schema *copy = dp_alloc(sizeof *copy);

	dp_schema_view(copy, schema);
	g.self = copy;
	return g;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading parts of a table again: readers that share what opening has found
 * out, and start where a record starts. They cut text as the first one does.
 */
#include "table/reader.h"

#include <stdlib.h>

struct dpi_reader *
dpi_reader_again(const struct dpi_reader *r, dpi_read_at_fn *read_at,
		 void *source)
{
	struct dpi_reader *again = dp_alloc0(sizeof *again);

	again->stream.next = dpi_reader_next;
	again->stream.work = dpi_reader_work;
	again->stream.close = dpi_reader_close;
	again->stream.dialect = &again->dialect;
	dp_schema_copy(&again->stream.schema, &r->stream.schema);
	again->dialect = r->dialect;
	if (r->in_order)
		again->dialect.encoding = DP_UTF8;
	again->split = r->split;
	again->split.need = NULL;
	again->split.schema = &again->stream.schema;
	again->name = dp_strdup(dp_str_c(r->name));
	again->read_at = read_at;
	again->source = source;
	again->block_bytes = r->block_bytes;
	return again;
}

void
dpi_reader_place(struct dpi_reader *r, uint64_t at_bytes, uint64_t line,
		 uint64_t record)
{
	r->carry.n = 0;
	r->eof = r->done = false;
	r->at_bytes = at_bytes;
	r->next_line = line;
	r->next_record = record;
}

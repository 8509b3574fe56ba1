/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packing a record and taking it apart again. */
#include "table/packed.h"

#include "base/i18n.h"

static size_t
rounded(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

int
dpi_pack_measure(const struct dp_batch *b, size_t r, size_t n_slots,
		 size_t *bytes, struct dp_err *err)
{
	const struct dp_cell *cell = dp_batch_cell(b, r, 0);
	uint64_t text = 0;

	for (size_t i = 0; i < n_slots; i++)
		text += cell[i].n;
	/* Both fit into 32 bits then, and no length is DPI_PACKED_NONE. */
	if (text > DP_SPOOL_RECORD_BYTES ||
	    n_slots > DP_SPOOL_RECORD_BYTES / sizeof(uint32_t)) {
		err->at.line = dp_batch_line(b, r);
		return dp_fail(err, DP_ELIMIT,
			       _("the record on line %llu has grown over %u "
				 "MB, the most that can be put aside. Look at "
				 "the steps that make its cells longer, or "
				 "keep fewer columns with select."),
			       (unsigned long long)err->at.line,
			       DP_SPOOL_RECORD_BYTES >> 20);
	}
	*bytes = rounded(sizeof(struct dpi_packed) +
			 n_slots * sizeof(uint32_t) + (size_t)text);
	return 0;
}

void
dpi_pack(const struct dp_batch *b, size_t r, size_t n_slots,
	 struct dpi_packed *out)
{
	const struct dp_cell *cell = dp_batch_cell(b, r, 0);
	char *text = (char *)(out->n_bytes + n_slots), *at = text;

	out->line = dp_batch_line(b, r);
	out->record = b->record[r];
	out->n_slots = (uint32_t)n_slots;
	for (size_t i = 0; i < n_slots; i++) {
		out->n_bytes[i] = (cell[i].p ? cell[i].n : DPI_PACKED_NONE) |
				  (uint32_t)dp_cell_kind(&cell[i])
					  << DPI_PACKED_KIND_SHIFT;
		if (cell[i].p)
			memcpy(at, cell[i].p, cell[i].n);
		at += cell[i].n;
	}
	out->text_bytes = (uint32_t)(at - text);
	memset(at, 0,
	       rounded((size_t)(at - (char *)out)) -
		       (size_t)(at - (char *)out));
}

size_t
dpi_packed_bytes(const struct dpi_packed *p)
{
	return rounded(sizeof *p + p->n_slots * sizeof(uint32_t) +
		       p->text_bytes);
}

const char *
dpi_packed_text(const struct dpi_packed *p)
{
	return (const char *)(p->n_bytes + p->n_slots);
}

static size_t
length(const struct dpi_packed *p, size_t slot)
{
	uint32_t n = p->n_bytes[slot] & DPI_PACKED_LENGTH;

	return n == DPI_PACKED_NONE ? 0 : n;
}

dp_str
dpi_packed_cell(const struct dpi_packed *p, size_t slot)
{
	const char *at = dpi_packed_text(p);

	for (size_t i = 0; i < slot; i++)
		at += length(p, i);
	if ((p->n_bytes[slot] & DPI_PACKED_LENGTH) == DPI_PACKED_NONE)
		return (dp_str){ NULL, 0 };
	return (dp_str){ at, length(p, slot) };
}

void
dpi_packed_put(const struct dpi_packed *p, const char *text, struct dp_batch *b)
{
	size_t r = b->n_rows;
	struct dp_cell *cell;

	dp_batch_reserve(b, r + 1);
	cell = dp_batch_cell(b, r, 0);
	memset(cell, 0, b->stride * sizeof *cell);
	for (size_t i = 0; i < p->n_slots && i < b->stride; i++) {
		uint32_t n = p->n_bytes[i] & DPI_PACKED_LENGTH;

		cell[i].flags = DP_CELL_ROOM;
		dp_cell_set_kind(&cell[i], dpi_packed_kind(p, i));
		if (n == DPI_PACKED_NONE)
			continue;
		cell[i].p = text;
		cell[i].n = n;
		text += n;
	}
	b->state[r] = DP_ROW_KEPT;
	b->record[r] = p->record;
	b->line[r] = p->line;
	b->n_rows = r + 1;
}

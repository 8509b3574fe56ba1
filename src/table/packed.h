/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A record in one piece of memory, for what puts records aside: a third of
 * what its batch takes, and it goes to disk as it is.
 */
#ifndef DPI_TABLE_PACKED_H
#define DPI_TABLE_PACKED_H

#include <dpipe/table.h>

/*
 * A packed record: its place, the length of each cell, then their texts. It
 * is aligned to 8 bytes and as long as a multiple of them.
 */
struct dpi_packed {
	uint64_t line, record;
	uint32_t n_slots, text_bytes;
	uint32_t n_bytes[]; /* by slot: length and kind of the cell */
};

/* Of an entry of n_bytes: the length, all bits: no text at all; above, the
   kind. */
#define DPI_PACKED_LENGTH 0x1FFFFFFFu
#define DPI_PACKED_NONE DPI_PACKED_LENGTH
#define DPI_PACKED_KIND_SHIFT 29

/*
 * Sets *BYTES to what row R of B takes, the first N_SLOTS slots of it. Fails
 * with DP_ELIMIT over DP_SPOOL_RECORD_BYTES.
 */
int dpi_pack_measure(const struct dp_batch *b, size_t r, size_t n_slots,
		     size_t *bytes, struct dp_err *err);
/* Packs that row into OUT, which has so many bytes. */
void dpi_pack(const struct dp_batch *b, size_t r, size_t n_slots,
	      struct dpi_packed *out);
size_t dpi_packed_bytes(const struct dpi_packed *p);
/* The text of the cell in SLOT, borrowed. */
dp_str dpi_packed_cell(const struct dpi_packed *p, size_t slot);
/* The kind of that cell. */
static inline enum dp_kind
dpi_packed_kind(const struct dpi_packed *p, size_t slot)
{
	return (enum dp_kind)(p->n_bytes[slot] >> DPI_PACKED_KIND_SHIFT);
}
/*
 * Adds P to B as its last row, b->stride slots wide; TEXT is where the texts
 * of P are, or a copy of them, with the room that DP_CELL_ROOM says.
 */
void dpi_packed_put(const struct dpi_packed *p, const char *text,
		    struct dp_batch *b);
/* Where the texts of P start. */
const char *dpi_packed_text(const struct dpi_packed *p);
/* Adds P to a spool; fails as dp_spool_add does. */
int dpi_spool_add_packed(struct dp_spool *s, const struct dpi_packed *p,
			 struct dp_err *err);
/* So much of a spool is read back at once from now on. */
void dpi_spool_window(struct dp_spool *s, size_t n_bytes);
/*
 * Sets *OUT to the next record of a spool, borrowed until the next call: 1,
 * 0 at the end, -1 as dp_spool_next.
 */
int dpi_spool_next_packed(struct dp_spool *s, const struct dpi_packed **out,
			  struct dp_err *err);

#endif

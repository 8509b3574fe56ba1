/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What operations share that read a column as its first rows say: what was
 * seen of it, and the step as it is written for files to come.
 */
#ifndef DPI_OP_SCOUTED_H
#define DPI_OP_SCOUTED_H

#include <dpipe/op.h>

/* Values of one kind: how many, and the first. */
struct dpi_seen {
	uint64_t n, line, record;
	dp_str value;
};

/* Counts S, of LINE and RECORD, in SEEN; the first is kept in TEXT. */
void dpi_seen_note(struct dpi_seen *seen, struct dp_arena *text, dp_str s,
		   uint64_t line, uint64_t record);
/*
 * Appends to OUT the step S as a line for those columns of which WORD_OF gives
 * WORD ("order=dmy"), and nothing where there are none. WORD takes the place of
 * the parameter of S that the first rows decided.
 */
void dpi_scouted_freeze(const struct dp_step *s, const char *word,
			const char *(*word_of)(const struct dp_step *s,
					       size_t i),
			struct dp_buf *out);

#endif

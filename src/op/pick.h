/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing rows once it is known how many there are. */
#ifndef DPI_OP_PICK_H
#define DPI_OP_PICK_H

#include <dpipe/op.h>

/* Is row INDEX, from 0, of TOTAL to be kept? Asked for each, in order. */
typedef bool dpi_pick_fn(struct dp_step *s, uint64_t index, uint64_t total);

/* A stream of the rows of INNER, which it owns, that KEEP wants. */
struct dp_stream *dpi_pick(struct dp_step *s, struct dp_stream *inner,
			   dpi_pick_fn *keep);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* part: one of several parts of a table, read apart. Of the layer table. */
#ifndef DPIPE_PART_H
#define DPIPE_PART_H

#include <dpipe/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a part of a file is. */
struct dp_part_of {
	uint64_t from_bytes, to_bytes; /* in the file */
	bool is_first; /* what stands above the records is of it */
};
/*
 * Opens part K (from 1) of N of the table PATH, of about the same size, cut
 * where a record starts: the N parts, read apart, in any order and on any
 * machine, hold each record once, as the whole does. Only the text around a
 * cut is looked at, unless it does not say whether it is inside quotes. Lines
 * and records count from the start of the part; findings about the whole file
 * are of the first. Fails with DP_EUSAGE for a pipe and for what must be read
 * from its start (UTF-16, quotes escaped by a sign), and as dp_table_open
 * does.
 */
struct dp_stream *dp_table_open_part(const char *path,
				     const struct dp_read_opts *o, unsigned k,
				     unsigned n, struct dp_part_of *of,
				     struct dp_err *err);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding out how a table is written, over text already decoded. */
#ifndef DPI_DIALECT_H
#define DPI_DIALECT_H

#include "table/giant.h"
#include "table/header.h"

/*
 * Completes D (its encoding is set) from TEXT, the start of the table in
 * UTF-8 without byte order mark. D->preamble_bytes counts bytes of TEXT.
 * COLUMNS gets what is known of them. Returns whether a giant cell is in the
 * way, and how.
 */
enum dpi_giant dpi_dialect_text(dp_str text, bool whole,
				const struct dp_read_opts *o,
				struct dp_dialect *d,
				struct dpi_columns *columns);

/* Does nothing but CR end a record, as O asks? */
bool dpi_only_cr(const struct dp_read_opts *o);

/*
 * What ends the records of TEXT as far as O leaves it open: CR where, outside
 * quotes, no LF ends a line; else LF.
 */
char dpi_record_end(dp_str text, const struct dp_read_opts *o);

/* True when TEXT's encoding keeps ASCII as it is, byte for byte. */
bool dpi_encoding_is_ascii_like(enum dp_encoding e);

/*
 * The encoding O forces, or the guess for the N bytes at P, the start of the
 * file called NAME. Fails with
 * DP_EUSAGE for an unknown name, DP_EDATA for a binary.
 */
int dpi_dialect_encoding(const char *name, const void *p, size_t n_bytes,
			 bool whole, const struct dp_read_opts *o,
			 struct dp_dialect *d, struct dp_err *err);

/* Fails with DP_EDATA: the file NAME is a binary, and WHY. */
int dpi_dialect_binary(const char *name, const char *why, struct dp_err *err);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gunzip: one gzipped file, in order, its checksums looked at. */
#ifndef DPI_SOURCE_GUNZIP_H
#define DPI_SOURCE_GUNZIP_H

#include "source/bytes.h"

/* As dpi_unpack does, for gzip. */
struct dpi_bytes *dpi_gunzip(struct dpi_bytes *b, const char *name,
			     struct dp_err *err);

#endif

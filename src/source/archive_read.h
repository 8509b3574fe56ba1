/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading packed files in place: one compressed file in order, or the members
 * of a zip one by one. Nothing is written, so names are no danger here; what
 * is packed may still be a bomb.
 */
#ifndef DPI_SOURCE_ARCHIVE_READ_H
#define DPI_SOURCE_ARCHIVE_READ_H

#include "source/bytes.h"

enum dpi_filter { DPI_GZIP, DPI_BZIP2, DPI_XZ, DPI_ZSTD };

/* "gzip" … Static. */
const char *dpi_filter_name(enum dpi_filter f);

/*
 * What B unpacks to, B being theirs from now on, also on failure. NAME, for
 * messages, must outlive them. Reading fails with DP_EDATA for what is
 * damaged or cut, with DP_ELIMIT for what grows beyond all measure.
 */
struct dpi_bytes *dpi_unpack(struct dpi_bytes *b, enum dpi_filter f,
			     const char *name, struct dp_err *err);

/* A file in a zip. */
struct dpi_zip_member {
	char *name;    /* UTF-8, without control characters */
	size_t number; /* among all entries, from 0 */
	bool locked;   /* by a password */
};

struct dpi_zip {
	const struct dpi_file *file; /* borrowed; it seeks */
	struct dpi_zip_member *at;   /* files only, without clutter */
	size_t n, cap;
};

/*
 * Lists F, which must outlive Z, in Z, zeroed by the caller. Fails with
 * DP_EDATA for a damaged zip, with DP_ELIMIT for too many members.
 */
int dpi_zip_list(struct dpi_zip *z, const struct dpi_file *f,
		 struct dp_err *err);
void dpi_zip_done(struct dpi_zip *z);
/* Index of the member of Z called NAME exactly, or -1. */
ptrdiff_t dpi_zip_find(const struct dpi_zip *z, const char *name);
/* What member I of Z unpacks to. NAME as above. NULL on failure. */
struct dpi_bytes *dpi_zip_open(const struct dpi_zip *z, size_t i,
			       const char *name, struct dp_err *err);

#endif

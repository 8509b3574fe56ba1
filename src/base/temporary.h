/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Temporary files without a name, which no ending leaves behind. */
#ifndef DPI_TEMPORARY_H
#define DPI_TEMPORARY_H

#include <dpipe/base.h>

/*
 * A new file in TMPDIR, or in /tmp, for reading and writing. Returns its
 * descriptor, which the caller closes, or -1.
 */
int dpi_temporary_open(struct dp_err *err);
/* Appends N bytes to FD, such a file. */
int dpi_temporary_write(int fd, const void *p, size_t n_bytes,
			struct dp_err *err);
/* Reads N bytes from AT of FD, which has them. */
int dpi_temporary_read(int fd, void *p, size_t n_bytes, uint64_t at,
		       struct dp_err *err);

#endif

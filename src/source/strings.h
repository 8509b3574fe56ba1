/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * strings: the texts that cells of a workbook share, by number. The one part
 * of a sheet that is needed as a whole: some megabytes of it are held, the
 * rest waits in a temporary file.
 */
#ifndef DPI_SOURCE_STRINGS_H
#define DPI_SOURCE_STRINGS_H

#include <dpipe/base.h>

#define DPI_STRINGS_HELD_BYTES (2u << 20)
#define DPI_STRINGS_MAX (1u << 27)     /* more than a sheet has cells for */
#define DPI_STRINGS_BYTES (4ull << 30) /* together */
#define DPI_STRING_BYTES (1u << 20)    /* one; Excel: 32767 characters */

struct dpi_strings {
	uint64_t *end; /* of every 16th, where it stands in all text */
	size_t n, cap;
	uint64_t all_bytes;
	bool any_empty;
	struct dp_buf held; /* the start of all text, or what goes next */
	int fd;             /* of the temporary file, or -1 */
	uint64_t file_bytes;
	struct dpi_string_page *page; /* read back lately */
	struct dp_buf one;            /* the string given last */
};

void dpi_strings_init(struct dpi_strings *s);
void dpi_strings_done(struct dpi_strings *s);
/* Adds TEXT as the next. Fails with DP_ELIMIT, DP_EIO. NAME: for messages. */
int dpi_strings_add(struct dpi_strings *s, const char *name, dp_str text,
		    struct dp_err *err);
/* All were added. */
int dpi_strings_ready(struct dpi_strings *s, struct dp_err *err);
/* Number I into *OUT, until the next call: 1, 0 there is none, -1. */
int dpi_strings_get(struct dpi_strings *s, uint64_t i, dp_str *out,
		    struct dp_err *err);

#endif

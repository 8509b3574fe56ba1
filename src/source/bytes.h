/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bytes: what is read in order, once, and can be looked at first. Files and
 * pipes are bytes; what is unpacked from bytes is bytes, and so is the text
 * of a sheet.
 */
#ifndef DPI_SOURCE_BYTES_H
#define DPI_SOURCE_BYTES_H

#include <dpipe/base.h>

struct dpi_bytes {
	/* Up to N bytes into P; 0 at the end, -1. Call dpi_bytes_read. */
	ptrdiff_t (*read)(struct dpi_bytes *b, char *p, size_t n_bytes,
			  struct dp_err *err);
	void (*close)(struct dpi_bytes *b); /* frees B and what it reads */
	bool (*idle)(struct dpi_bytes *b);  /* or NULL; see dpi_bytes_idle */
	struct dp_buf head; /* looked at and not yet read, from head_at on */
	size_t head_at;
};

ptrdiff_t dpi_bytes_read(struct dpi_bytes *b, char *p, size_t n_bytes,
			 struct dp_err *err);
/* Nothing is there to be read, and nothing comes for a moment. */
bool dpi_bytes_idle(struct dpi_bytes *b);
/*
 * The first N bytes not yet read, or all there are, or some where nothing more
 * comes for a moment. They stay. 0 or -1.
 */
int dpi_bytes_look(struct dpi_bytes *b, size_t n_bytes, dp_str *out,
		   struct dp_err *err);
/* NULL is fine. */
void dpi_bytes_close(struct dpi_bytes *b);

/*
 * Fails with DP_ELIMIT where OUT bytes are beyond all measure for the IN bytes
 * of NAME they were unpacked from.
 */
int dpi_check_growth(const char *name, uint64_t in_bytes, uint64_t out_bytes,
		     struct dp_err *err);

/* A file, from where it stands; see dpi_file_bytes. */
struct dpi_file {
	struct dpi_bytes bytes;
	const char *name; /* for messages; borrowed */
	int fd;
	bool seeks;          /* any byte can be read at any time */
	uint64_t from_bytes; /* where it stood */
	/* Called before each wait for a pipe; false: stop. NULL: none. */
	bool (*wait)(void *self, int fd);
	void *self;
};

/* The bytes of FD, which they own; NAME must outlive them. */
struct dpi_file *dpi_file_bytes(int fd, const char *name);
/*
 * Up to N bytes from AT of F, which seeks, counted from where it stood, read
 * by nobody else. 0 at the end, -1.
 */
ptrdiff_t dpi_file_at(const struct dpi_file *f, void *p, size_t n_bytes,
		      uint64_t at, struct dp_err *err);
/*
 * All of B, at most MOST bytes, as a temporary file that seeks; B is closed.
 * NULL on failure, with DP_ELIMIT beyond MOST.
 */
struct dpi_file *dpi_bytes_spool(struct dpi_bytes *b, const char *name,
				 uint64_t most_bytes, struct dp_err *err);

#endif

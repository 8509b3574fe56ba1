/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lazy: libraries that are opened when they are first needed. libcurl and
 * libarchive bring forty more; loading them costs most commands more than
 * all their work, and only getting files and unpacking them needs them.
 */
#ifndef DPIPE_SOURCE_LAZY_H
#define DPIPE_SOURCE_LAZY_H

#include <dpipe/base.h>

/* A function wanted, and where its address goes in the caller's struct. */
struct dpi_lazy {
	const char *name;
	size_t at_bytes;
};

/*
 * For a list macro LIST(X) of functions that a header declares: the members
 * of a struct that holds their addresses, and the rows that fill STRUCT.
 */
#define DPI_LAZY_MEMBER(function) __typeof__(function) *function;
#define DPI_LAZY_ROW(function) { #function, offsetof(DPI_LAZY_API, function) },

/*
 * Opens the library NAME ("curl") of the binary interface ABI (4: what its
 * headers here are for) and writes the addresses of the N functions at
 * FUNCTION into the struct at API. It stays open until the program ends.
 * Fails with DP_EIO and what to install.
 */
int dpi_lazy_open(const char *name, unsigned abi,
		  const struct dpi_lazy *function, size_t n, void *api,
		  struct dp_err *err);

#endif

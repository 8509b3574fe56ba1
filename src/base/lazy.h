/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lazy: libraries that are opened when they are first needed. libcurl and
 * libarchive bring forty more, SQLite has 1600 names looked up before it does
 * anything; loading them costs most commands more than all their work, and
 * few commands need them.
 */
#ifndef DPIPE_BASE_LAZY_H
#define DPIPE_BASE_LAZY_H

#include <dpipe/base.h>

/* What is wanted of a library, and where its address goes in the API. */
struct dpi_lazy {
	const char *name;
	size_t at_bytes;
};

/* A library, and the N functions, or variables, that are wanted of it. */
struct dpi_library {
	const char *name;    /* "curl" */
	const char *abi;     /* "4": what its headers here are for */
	const char *package; /* "libcurl4": what Debian and Ubuntu call it */
	const struct dpi_lazy *wanted;
	size_t n;
};

/*
 * For a list macro LIST(X) of functions that a header declares: the members
 * of a struct that holds their addresses, and the rows that fill STRUCT.
 */
#define DPI_LAZY_MEMBER(function) __typeof__(function) *function;
#define DPI_LAZY_ROW(function) { #function, offsetof(DPI_LAZY_API, function) },

/*
 * Opens the library L and writes the addresses of what is wanted of it into
 * the struct at API. It stays open until the program ends. Fails with DP_EIO
 * and what to install.
 */
int dpi_lazy_open(const struct dpi_library *l, void *api, struct dp_err *err);

#endif

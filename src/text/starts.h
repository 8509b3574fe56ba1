/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How matches of a pattern begin: most texts are told not to hold one without
 * a call of PCRE2, which costs more.
 */
#ifndef DPI_TEXT_STARTS_H
#define DPI_TEXT_STARTS_H

#include <dpipe/base.h>

#define DPI_STARTS_FEW 4u
#define DPI_PREFIXES 8u
#define DPI_PREFIX_BYTES 4u

/* Zeroed: nothing is known. */
struct dpi_starts {
	bool known; /* every match starts with one of byte */
	bool byte[256];
	unsigned char few[DPI_STARTS_FEW]; /* they, where there are few */
	unsigned n_few;                    /* how many there are */
	/* Of matches that start in ASCII, the first bytes that have a bit in
	 * mask; mask 0: not known. */
	uint32_t prefix[DPI_PREFIXES], mask;
	unsigned n_prefixes;
};

/* Every match starts with one of the bytes that have a bit in BITS. */
void dpi_starts_bytes(struct dpi_starts *s, const uint8_t bits[32]);

/* May a match begin with the N bytes at P, of ASCII? Yes, where in doubt. */
typedef bool dpi_may_begin_fn(void *self, const char *p, size_t n);

/* Finds the prefixes where they are few, the bytes being known: MAY tells. */
void dpi_starts_prefixes(struct dpi_starts *s, dpi_may_begin_fn *may,
			 void *self);

/* May a match begin in TEXT, which is not empty, the bytes being known? */
bool dpi_starts_in(const struct dpi_starts *s, dp_str text);
/* The same, quicker, of a text behind which 32 bytes may be read. */
bool dpi_starts_near(const struct dpi_starts *s, dp_str text);

#endif

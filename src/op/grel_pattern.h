/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the two parts of the reader of Java's patterns share: sequences and
 * sets. Internal to the library.
 */
#ifndef DPI_OP_GREL_PATTERN_H
#define DPI_OP_GREL_PATTERN_H

#include "op/grel.h"

/* Groups and sets within one another. */
#define DPI_PATTERN_DEPTH 60u

/* A pattern that is read, and what is made of it. */
struct dpi_pattern {
	dp_str s;
	size_t i;
	struct dp_buf *out;
	bool any_case; /* of ASCII's letters, */
	bool all_case; /* or of all */
	bool dot_all, comments;
	unsigned depth;
	bool failed;
};

/* The byte I from here on; 0 behind the end. */
static inline char
dpi_pattern_at(const struct dpi_pattern *p, size_t i)
{
	return p->i + i < p->s.n ? p->s.p[p->i + i] : '\0';
}

static inline bool
dpi_pattern_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Copies N bytes as they are. */
void dpi_pattern_copy(struct dpi_pattern *p, size_t n);
/*
 * The character that the backslash here writes by its number; -1: it does
 * something else, or failed. *BYTES: how long that is.
 */
int32_t dpi_pattern_numbered(struct dpi_pattern *p, size_t *bytes);
/* Appends C, which means itself, in a set or elsewhere. */
void dpi_pattern_plain(uint32_t c, struct dp_buf *out);
/* \p or \P and the property it names; SET: within one. */
void dpi_pattern_property(struct dpi_pattern *p, bool set);
/* The set that starts here. */
void dpi_pattern_set(struct dpi_pattern *p);

#endif

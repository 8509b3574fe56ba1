/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts of a list that are like one that need not be in it. Read-only once
 * made: any number of threads may ask, each with room of its own. (near.h
 * compares the texts of a list with one another.)
 */
#ifndef DPI_TEXT_SIMILAR_H
#define DPI_TEXT_SIMILAR_H

#include <dpipe/text.h>

/* Longer texts, in characters, are like no other. */
#define DPI_SIMILAR_CHARS 256u
/* Below it, what shares no two neighbouring characters could be alike. */
#define DPI_SIMILAR_LEAST 0.7

struct dpi_similar;
struct dpi_similar_room;

struct dpi_alike {
	uint32_t i; /* number of the text, from 0 */
	double score;
};

/*
 * Prepares the N texts (fewer than 2^32) at TEXT, which must live as long.
 * Never NULL; freed by dpi_similar_free.
 */
struct dpi_similar *dpi_similar_new(const dp_str *text, size_t n);
/* The memory that this takes, the texts left out. */
uint64_t dpi_similar_bytes(const dp_str *text, size_t n);
void dpi_similar_free(struct dpi_similar *x);

/* What one thread needs to ask; freed by dpi_similar_room_free. */
struct dpi_similar_room *dpi_similar_room_new(void);
void dpi_similar_room_free(struct dpi_similar_room *r);
/*
 * The texts of X that are like S, itself among them: their score, 1 less the
 * changes (dp_edit_distance) for each character of the longer, is LEAST
 * (DPI_SIMILAR_LEAST to 1) or more. None is missed. *OUT holds until the next
 * call with R. Returns how many, in no order.
 */
size_t dpi_similar_find(const struct dpi_similar *x, struct dpi_similar_room *r,
			dp_str s, double least, const struct dpi_alike **out);

#endif

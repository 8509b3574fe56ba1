/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keys of millions of records, each as a 128-bit hash: have I seen this
 * one? At most 24 bytes a key (28 when counted), growing a 256th at a time.
 */
#ifndef DPI_OP_KEYSET_H
#define DPI_OP_KEYSET_H

#include <dpipe/base.h>

struct dpi_keyset;

/* COUNTED: dpi_keyset_count may be used. */
struct dpi_keyset *dpi_keyset_new(bool counted);
void dpi_keyset_free(struct dpi_keyset *s);
/* Adds KEY. True when it is the first time. */
bool dpi_keyset_add(struct dpi_keyset *s, struct dp_hash128 key);
/*
 * How often KEY, which is there, counts; starts at 1. The place holds until
 * the next key is added.
 */
uint32_t *dpi_keyset_count(struct dpi_keyset *s, struct dp_hash128 key);
/* Keys, and the bytes they take. */
uint64_t dpi_keyset_n(const struct dpi_keyset *s);
uint64_t dpi_keyset_bytes(const struct dpi_keyset *s);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that many tables take in turn, each a little larger than the last.
 * Where malloc gives it, each leaves a hole that no other fits in; the larger
 * ones have pages of their own here, which the system moves without copying.
 */
#ifndef DPI_GROWING_H
#define DPI_GROWING_H

#include <dpipe/base.h>

/*
 * BYTES of memory in place of the OLD_BYTES at P, or of none (NULL, 0); what it
 * holds is not kept. Freed by dpi_growing_free. Ends the program when there is
 * no memory, as dp_alloc does.
 */
void *dpi_growing_resize(void *p, size_t old_bytes, size_t bytes);
/* Gives back the BYTES at P, or nothing (NULL, 0). */
void dpi_growing_free(void *p, size_t bytes);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory in pages of its own: a power of two of them is set apart, that they
 * are seldom moved, and those that nothing is put in are not there.
 */
#include "base/growing.h"

#include <stdlib.h>
#include <sys/mman.h>

#ifdef MREMAP_MAYMOVE

#define PAGE_BYTES 4096u              /* what pages are multiples of */
#define MAPPED_LEAST (2 * PAGE_BYTES) /* less is left to malloc */
#define APART_LEAST (64 * PAGE_BYTES) /* a move stops all threads */

/* Bytes set apart for BYTES; 0 where malloc gives them. */
static size_t
mapped(size_t bytes)
{
	size_t n = APART_LEAST;

	if (bytes < MAPPED_LEAST)
		return 0;
	while (n < bytes)
		n *= 2;
	return n;
}

/*
 * BYTES at P, of which the first OLD_BYTES, or none, have their pages already.
 * Those it lacks are made at once: the system makes many faster than one by
 * one.
 */
static void *
map(char *p, size_t old_bytes, size_t bytes)
{
	size_t old = mapped(old_bytes), n = mapped(bytes);
	size_t made = old ? old_bytes / PAGE_BYTES * PAGE_BYTES : 0;

	if (!old)
		p = mmap(NULL, n, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	else if (old != n)
		p = mremap(p, old, n, MREMAP_MAYMOVE);
	if (p == MAP_FAILED)
		return dp_alloc(SIZE_MAX);
#ifdef MADV_POPULATE_WRITE
	if (bytes > made)
		(void)madvise(p + made, bytes - made, MADV_POPULATE_WRITE);
#else
	(void)made;
#endif
	return p;
}

#endif

void
dpi_growing_free(void *p, size_t bytes)
{
#ifdef MREMAP_MAYMOVE
	if (mapped(bytes)) {
		(void)munmap(p, mapped(bytes));
		return;
	}
#else
	(void)bytes;
#endif
	free(p);
}

void *
dpi_growing_resize(void *p, size_t old_bytes, size_t bytes)
{
#ifdef MREMAP_MAYMOVE
	if (mapped(old_bytes) && mapped(bytes))
		return map(p, old_bytes, bytes);
	dpi_growing_free(p, old_bytes);
	return mapped(bytes) ? map(NULL, 0, bytes) : dp_alloc(bytes);
#else
	dpi_growing_free(p, old_bytes);
	return dp_alloc(bytes);
#endif
}

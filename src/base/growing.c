/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory in pages of its own: more of them are set apart than are used, that
 * they are seldom moved, and those that nothing is put in are not there.
 */
#include "base/growing.h"

#include <stdlib.h>
#include <sys/mman.h>

#ifdef MREMAP_MAYMOVE

#define PAGE_BYTES 4096u              /* what pages are multiples of */
#define MAPPED_LEAST (2 * PAGE_BYTES) /* less is left to malloc */

/* Bytes set apart for BYTES that stand in no place; 0: malloc gives them. */
static size_t
mapped(size_t bytes)
{
	size_t n = MAPPED_LEAST;

	if (bytes < MAPPED_LEAST)
		return 0;
	while (n < bytes && n <= SIZE_MAX / 2)
		n *= 2;
	return n < bytes ? bytes : n;
}

static void *
set_apart(size_t bytes)
{
	void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? NULL : p;
}

static bool
stands_in(const struct dpi_growing *s, const void *p)
{
	return s->base && (uintptr_t)p - (uintptr_t)s->base <
				  s->n * DPI_GROWING_PLACE_BYTES;
}

/* Sets the places of S apart; there are none where the system refuses. */
static void
make_places(struct dpi_growing *s)
{
	size_t bytes = s->n * DPI_GROWING_PLACE_BYTES;

	s->base = set_apart(bytes);
	if (!s->base)
		s->n = 0;
#ifdef MADV_NOHUGEPAGE
	/* each place is used at its start only */
	if (s->base)
		(void)madvise(s->base, bytes, MADV_NOHUGEPAGE);
#endif
}

/* A place of S for BYTES, or else memory set apart for them. */
static char *
take_place(struct dpi_growing *s, size_t bytes)
{
	if (bytes <= DPI_GROWING_PLACE_BYTES && s->n && !s->base)
		make_places(s);
	if (bytes <= DPI_GROWING_PLACE_BYTES && s->n_taken < s->n)
		return s->base + s->n_taken++ * DPI_GROWING_PLACE_BYTES;
	return set_apart(mapped(bytes));
}

/* As much of what is set apart at P for OLD bytes, or for none, as N need. */
static char *
move(struct dpi_growing *s, char *p, size_t old, size_t n)
{
	void *to;

	if (!old)
		return take_place(s, n);
	if (stands_in(s, p)) {
		if (n <= DPI_GROWING_PLACE_BYTES)
			return p;
		/* its place stays, empty */
		(void)madvise(p, DPI_GROWING_PLACE_BYTES, MADV_DONTNEED);
		return set_apart(mapped(n));
	}
	if (mapped(old) == mapped(n))
		return p;
	to = mremap(p, mapped(old), mapped(n), MREMAP_MAYMOVE);
	return to == MAP_FAILED ? NULL : to;
}

/*
 * BYTES at P, of which the first OLD_BYTES, or none, have their pages already.
 * Those it lacks are made at once: the system makes many faster than one by
 * one.
 */
static void *
map(struct dpi_growing *s, char *p, size_t old_bytes, size_t bytes)
{
	size_t old = mapped(old_bytes) ? old_bytes : 0;
	size_t made = old / PAGE_BYTES * PAGE_BYTES;
	char *to = move(s, p, old, bytes);

	if (!to)
		return dp_alloc(SIZE_MAX);
#ifdef MADV_POPULATE_WRITE
	if (old && to != p && stands_in(s, p))
		made = 0;
	if (bytes > made)
		(void)madvise(to + made, bytes - made, MADV_POPULATE_WRITE);
#else
	(void)made;
#endif
	return to;
}

void
dpi_growing_begin(struct dpi_growing *s, uint32_t n)
{
	*s = (struct dpi_growing){ .n = n };
}

void
dpi_growing_end(struct dpi_growing *s)
{
	if (s->base)
		(void)munmap(s->base, s->n * DPI_GROWING_PLACE_BYTES);
	*s = (struct dpi_growing){ 0 };
}

void
dpi_growing_free(const struct dpi_growing *s, void *p, size_t bytes)
{
	if (!mapped(bytes))
		free(p);
	else if (!stands_in(s, p))
		(void)munmap(p, mapped(bytes));
}

void *
dpi_growing_resize(struct dpi_growing *s, void *p, size_t old_bytes,
		   size_t bytes)
{
	if (mapped(old_bytes) && mapped(bytes))
		return map(s, p, old_bytes, bytes);
	dpi_growing_free(s, p, old_bytes);
	return mapped(bytes) ? map(s, NULL, 0, bytes) : dp_alloc(bytes);
}

#else

void
dpi_growing_begin(struct dpi_growing *s, uint32_t n)
{
	(void)s;
	(void)n;
}

void
dpi_growing_end(struct dpi_growing *s)
{
	memset(s, 0, sizeof *s);
}

void
dpi_growing_free(const struct dpi_growing *s, void *p, size_t bytes)
{
	(void)s;
	(void)bytes;
	free(p);
}

void *
dpi_growing_resize(struct dpi_growing *s, void *p, size_t old_bytes,
		   size_t bytes)
{
	dpi_growing_free(s, p, old_bytes);
	return dp_alloc(bytes);
}

#endif

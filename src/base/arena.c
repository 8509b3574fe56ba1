/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arenas: memory given out piece by piece and given back at once. Chunks
 * double up to a bound; each ends with room for a wide read past its text.
 */
#include <dpipe/base.h>

#include <stdalign.h>
#include <stdlib.h>
#include <sys/mman.h>

#define CHUNK_FIRST_BYTES 4096u
#define CHUNK_SMALL_BYTES 128u
#define CHUNK_MAX_BYTES (1u << 20)
#define LARGE_PAGE_BYTES ((size_t)2 << 20)
#define LARGE_CHUNK_BYTES (4 * LARGE_PAGE_BYTES)
/* Readers may look this far past the end of a text (see DP_CELL_ROOM). */
#define SLACK_BYTES 64u

struct dpi_chunk {
	struct dpi_chunk *next;
	size_t size_bytes;
	size_t mapped_bytes; /* 0: from malloc */
	alignas(max_align_t) char data[];
};

/*
 * N bytes, a multiple of a large page, from the system: malloc would keep them
 * when they are freed, and not find them again, as they are aligned.
 */
static struct dpi_chunk *
large_chunk(size_t n_bytes)
{
	size_t all = n_bytes + LARGE_PAGE_BYTES, before;
	struct dpi_chunk *c;
	char *p = mmap(NULL, all, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return NULL;
	before = -(uintptr_t)p % LARGE_PAGE_BYTES;
	if (before)
		(void)munmap(p, before);
	if (before < LARGE_PAGE_BYTES)
		(void)munmap(p + before + n_bytes, LARGE_PAGE_BYTES - before);
	c = (struct dpi_chunk *)(void *)(p + before);
#ifdef MADV_HUGEPAGE
	/* Small pages will do. */
	(void)madvise(c, n_bytes, MADV_HUGEPAGE);
#endif
	c->mapped_bytes = n_bytes;
	return c;
}

static struct dpi_chunk *
small_chunk(size_t n_bytes)
{
	struct dpi_chunk *c = dp_alloc(n_bytes);

	c->mapped_bytes = 0;
	return c;
}

static void
free_chunk(struct dpi_chunk *c)
{
	if (c && c->mapped_bytes)
		(void)munmap(c, c->mapped_bytes);
	else
		free(c);
}

/* A chunk of SIZE bytes, or more: *SIZE says. */
static struct dpi_chunk *
alloc_chunk(const struct dp_arena *a, size_t *size)
{
	size_t around = sizeof(struct dpi_chunk) + SLACK_BYTES;
	size_t all = *size + around;
	struct dpi_chunk *c;

	/* of little text a large page would be mostly empty */
	if (!a->large || *size < CHUNK_MAX_BYTES)
		return small_chunk(all);
	if (all < LARGE_CHUNK_BYTES)
		all = LARGE_CHUNK_BYTES;
	all += LARGE_PAGE_BYTES - 1;
	all -= all % LARGE_PAGE_BYTES;
	*size = all - around;
	c = large_chunk(all);
	return c ? c : small_chunk(all);
}

static void
new_chunk(struct dp_arena *a, size_t n_bytes)
{
	size_t size = a->small ? CHUNK_SMALL_BYTES : CHUNK_FIRST_BYTES;
	struct dpi_chunk *c;

	if (a->chunk)
		size = a->chunk->size_bytes * 2;
	if (size > CHUNK_MAX_BYTES)
		size = CHUNK_MAX_BYTES;
	if (size < n_bytes)
		size = n_bytes;
	c = alloc_chunk(a, &size);
	/* Defined bytes, since wide reads touch them. */
	memset(c->data + size, 0, SLACK_BYTES);
	c->next = a->chunk;
	c->size_bytes = size;
	a->chunk = c;
	a->at = a->start = c->data;
	a->end = c->data + size;
}

char *
dp_arena_more(struct dp_arena *a, size_t n_bytes)
{
	char *p;

	new_chunk(a, n_bytes);
	p = a->at;
	a->at += n_bytes;
	return p;
}

void *
dp_arena_alloc(struct dp_arena *a, size_t n_bytes)
{
	size_t misaligned = (uintptr_t)a->at % alignof(max_align_t);
	size_t pad = misaligned ? alignof(max_align_t) - misaligned : 0;

	if (!a->chunk || (size_t)(a->end - a->at) < pad + n_bytes)
		new_chunk(a, n_bytes);
	else
		a->at += pad;
	return dp_arena_text(a, n_bytes);
}

void
dp_arena_reset(struct dp_arena *a)
{
	struct dpi_chunk *c;

	if (!a->chunk)
		return;
	while ((c = a->chunk->next)) {
		a->chunk->next = c->next;
		free_chunk(c);
	}
	a->at = a->start = a->chunk->data;
	a->end = a->chunk->data + a->chunk->size_bytes;
}

void
dp_arena_done(struct dp_arena *a)
{
	dp_arena_reset(a);
	free_chunk(a->chunk);
	*a = (struct dp_arena){ .large = a->large, .small = a->small };
}

dp_str
dp_keep(struct dp_arena *a, dp_str s)
{
	char *p;

	if (!s.p)
		return s;
	p = dp_arena_text(a, s.n);
	memcpy(p, s.p, s.n);
	s.p = p;
	return s;
}

char *
dp_keep_c(struct dp_arena *a, dp_str s)
{
	char *p = dp_arena_text(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

dp_str
dp_keep_format(struct dp_arena *a, const char *fmt, ...)
{
	struct dp_buf b = { 0 };
	va_list ap;
	dp_str s;

	va_start(ap, fmt);
	dp_buf_vformat(&b, fmt, ap);
	va_end(ap);
	s = dp_keep(a, dp_buf_view(&b));
	dp_buf_done(&b);
	return s;
}

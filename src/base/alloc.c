/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that is never refused: when there is none left, the program's
 * handler runs and the program ends. Hostile input is stopped by named
 * limits long before.
 */
#include <dpipe/base.h>

#include <stdatomic.h>
#include <stdlib.h>

static _Atomic(void (*)(void)) out_of_memory;

void
dp_on_out_of_memory(void (*handler)(void))
{
	atomic_store(&out_of_memory, handler);
}

static void *
checked(void *p)
{
	void (*handler)(void);

	if (p)
		return p;
	handler = atomic_load(&out_of_memory);
	if (handler)
		handler();
	abort();
}

void *
dp_alloc(size_t n_bytes)
{
	return checked(malloc(n_bytes ? n_bytes : 1));
}

void *
dp_alloc0(size_t n_bytes)
{
	return checked(calloc(1, n_bytes ? n_bytes : 1));
}

void *
dp_realloc(void *p, size_t n_bytes)
{
	return checked(realloc(p, n_bytes ? n_bytes : 1));
}

void *
dp_realloc_array(void *p, size_t count, size_t size_bytes)
{
	size_t n_bytes;

	if (__builtin_mul_overflow(count, size_bytes, &n_bytes))
		return checked(NULL);
	return dp_realloc(p, n_bytes);
}

char *
dp_strdup(dp_str s)
{
	char *p = dp_alloc(s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

char *
dp_format(const char *fmt, ...)
{
	struct dp_buf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	dp_buf_vformat(&b, fmt, ap);
	va_end(ap);
	return dp_buf_take(&b);
}

void
dp_grow(void *p, size_t *cap, size_t n, size_t size_bytes)
{
	void *items;

	if (n < *cap)
		return;
	/* Copied bytewise: P is the address of a pointer of any type. */
	memcpy(&items, p, sizeof items);
	*cap = n + n / 2 + 8;
	items = dp_realloc_array(items, *cap, size_bytes);
	memcpy(p, &items, sizeof items);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Buffers: bytes that grow by half, always with slack after them so that
 * wide reads and copies may run past the end.
 */
#include <dpipe/base.h>

#include <stdlib.h>

#include "base/digits.h"

#define SLACK_BYTES 64u

char *
dp_buf_room(struct dp_buf *b, size_t n_bytes)
{
	size_t need, cap;

	if (b->p && b->cap - b->n >= n_bytes)
		return b->p + b->n;
	if (__builtin_add_overflow(b->n, n_bytes, &need))
		need = SIZE_MAX / 2;
	cap = b->cap + b->cap / 2;
	if (cap < need)
		cap = need;
	if (cap < 64)
		cap = 64;
	b->p = dp_realloc(b->p, cap + SLACK_BYTES);
	memset(b->p + cap, 0, SLACK_BYTES);
	b->cap = cap;
	return b->p + b->n;
}

void
dp_buf_add(struct dp_buf *b, const void *p, size_t n_bytes)
{
	if (!n_bytes)
		return;
	memcpy(dp_buf_room(b, n_bytes), p, n_bytes);
	b->n += n_bytes;
}

void
dp_buf_str(struct dp_buf *b, dp_str s)
{
	dp_buf_add(b, s.p, s.n);
}

void
dp_buf_c(struct dp_buf *b, const char *s)
{
	dp_buf_add(b, s, strlen(s));
}

void
dp_buf_char(struct dp_buf *b, char c)
{
	*dp_buf_room(b, 1) = c;
	b->n++;
}

void
dp_buf_decimal(struct dp_buf *b, uint64_t n)
{
	char *to = dp_buf_room(b, DPI_DIGITS_ROOM);

	b->n += (size_t)(dpi_put_number(to, n) - to);
}

void
dp_buf_vformat(struct dp_buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n > 0) {
		(void)vsnprintf(dp_buf_room(b, (size_t)n + 1), (size_t)n + 1,
				fmt, again);
		b->n += (size_t)n;
	}
	va_end(again);
}

void
dp_buf_format(struct dp_buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	dp_buf_vformat(b, fmt, ap);
	va_end(ap);
}

dp_str
dp_buf_view(const struct dp_buf *b)
{
	dp_str s = { b->p, b->n };

	return s;
}

char *
dp_buf_take(struct dp_buf *b)
{
	char *p;

	*dp_buf_room(b, 1) = '\0';
	p = b->p;
	memset(b, 0, sizeof *b);
	return p;
}

void
dp_buf_done(struct dp_buf *b)
{
	free(b->p);
	memset(b, 0, sizeof *b);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shared strings: each as its length (four bytes) and its text, one behind
 * the other, in memory or in a temporary file that is read by pages. Where
 * every 16th starts is kept, the others are counted from there.
 */
#include "source/strings.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/temporary.h"

#define GROUP 16u
#define PAGE_BYTES (16u << 10)
#define PAGES 64u

struct dpi_string_page {
	uint64_t number; /* plus 1; 0: none */
	size_t n;
	char p[PAGE_BYTES];
};

void
dpi_strings_init(struct dpi_strings *s)
{
	memset(s, 0, sizeof *s);
	s->fd = -1;
}

void
dpi_strings_done(struct dpi_strings *s)
{
	if (s->fd >= 0)
		(void)close(s->fd);
	free(s->end);
	free(s->page);
	dp_buf_done(&s->held);
	dp_buf_done(&s->one);
	dpi_strings_init(s);
}

static int
to_disk(struct dpi_strings *s, struct dp_err *err)
{
	if (s->fd < 0 && (s->fd = dpi_temporary_open(err)) < 0)
		return -1;
	if (dpi_temporary_write(s->fd, s->held.p, s->held.n, err) != 0)
		return -1;
	s->file_bytes += s->held.n;
	s->held.n = 0;
	return 0;
}

int
dpi_strings_add(struct dpi_strings *s, const char *name, dp_str text,
		struct dp_err *err)
{
	uint32_t n = (uint32_t)text.n;

	if (text.n > DPI_STRING_BYTES || s->n >= DPI_STRINGS_MAX ||
	    s->all_bytes > DPI_STRINGS_BYTES)
		return dp_fail(err, DP_ELIMIT,
			       _("%s shares more text among its cells than is "
				 "read: one text of more than %u MB, or more "
				 "than %llu MB of them. Save the sheet as CSV "
				 "in a spreadsheet program."),
			       name, DPI_STRING_BYTES >> 20,
			       (unsigned long long)DPI_STRINGS_BYTES >> 20);
	if (s->n % GROUP == 0) {
		dp_grow(&s->end, &s->cap, s->n / GROUP, sizeof *s->end);
		s->end[s->n / GROUP] = s->all_bytes;
	}
	dp_buf_add(&s->held, &n, sizeof n);
	dp_buf_str(&s->held, text);
	s->all_bytes += sizeof n + text.n;
	s->any_empty = s->any_empty || n == 0;
	s->n++;
	return s->held.n > DPI_STRINGS_HELD_BYTES ? to_disk(s, err) : 0;
}

int
dpi_strings_ready(struct dpi_strings *s, struct dp_err *err)
{
	if (s->fd < 0)
		return 0;
	s->page = dp_alloc0(PAGES * sizeof *s->page);
	return to_disk(s, err);
}

/* N bytes from AT of all text into P. */
static int
copy(struct dpi_strings *s, void *p, size_t n, uint64_t at, struct dp_err *err)
{
	char *to = p;

	if (s->fd < 0) {
		memcpy(to, s->held.p + at, n);
		return 0;
	}
	while (n > 0) {
		uint64_t number = at / PAGE_BYTES;
		size_t from = (size_t)(at % PAGE_BYTES), some;
		struct dpi_string_page *page = &s->page[number % PAGES];

		if (page->number != number + 1) {
			uint64_t left = s->file_bytes - number * PAGE_BYTES;

			page->n = left < PAGE_BYTES ? (size_t)left : PAGE_BYTES;
			page->number = 0;
			if (dpi_temporary_read(s->fd, page->p, page->n,
					       number * PAGE_BYTES, err) != 0)
				return -1;
			page->number = number + 1;
		}
		some = page->n - from < n ? page->n - from : n;
		memcpy(to, page->p + from, some);
		to += some;
		at += some;
		n -= some;
	}
	return 0;
}

int
dpi_strings_get(struct dpi_strings *s, uint64_t i, dp_str *out,
		struct dp_err *err)
{
	uint64_t at;
	uint32_t n = 0;

	if (i >= s->n)
		return 0;
	at = s->end[i / GROUP];
	for (uint64_t k = i / GROUP * GROUP; k <= i; k++) {
		if (k > i / GROUP * GROUP)
			at += n;
		if (copy(s, &n, sizeof n, at, err) != 0)
			return -1;
		at += sizeof n;
	}
	s->one.n = 0;
	(void)dp_buf_room(&s->one, n + 1);
	if (copy(s, s->one.p, n, at, err) != 0)
		return -1;
	*out = (dp_str){ s->one.p, n };
	return 1;
}

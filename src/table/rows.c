/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of row numbers, for tables sorted or filtered: 8 bytes a row, on disk
 * where there are many.
 */
#include "table/rows.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/temporary.h"

#define WRITE_ROWS 8192u

struct dpi_rows {
	uint64_t *memory; /* all, or those not yet on disk */
	size_t n, cap, limit;
	uint64_t n_disk;
	int fd; /* -1: all in memory */
};

struct dpi_rows *
dpi_rows_new(size_t memory)
{
	struct dpi_rows *r = dp_alloc0(sizeof *r);

	r->fd = -1;
	r->limit = memory;
	return r;
}

void
dpi_rows_free(struct dpi_rows *r)
{
	if (!r)
		return;
	if (r->fd >= 0)
		(void)close(r->fd);
	free(r->memory);
	free(r);
}

static int
to_disk(struct dpi_rows *r, struct dp_err *err)
{
	if (r->fd < 0 && (r->fd = dpi_temporary_open(err)) < 0)
		return -1;
	if (dpi_temporary_write(r->fd, r->memory, r->n * sizeof *r->memory,
				err) != 0)
		return -1;
	r->n_disk += r->n;
	r->n = 0;
	/* From now on memory only gathers what goes to disk together. */
	r->limit = WRITE_ROWS;
	r->cap = WRITE_ROWS;
	r->memory = dp_realloc_array(r->memory, r->cap, sizeof *r->memory);
	return 0;
}

int
dpi_rows_add(struct dpi_rows *r, uint64_t row, struct dp_err *err)
{
	if (r->n >= r->limit && to_disk(r, err) != 0)
		return -1;
	dp_grow(&r->memory, &r->cap, r->n, sizeof *r->memory);
	r->memory[r->n++] = row;
	return 0;
}

int
dpi_rows_finish(struct dpi_rows *r, struct dp_err *err)
{
	return r->fd >= 0 && r->n ? to_disk(r, err) : 0;
}

uint64_t
dpi_rows_count(const struct dpi_rows *r)
{
	return r->n_disk + r->n;
}

int
dpi_rows_read(const struct dpi_rows *r, uint64_t first, size_t n, uint64_t *out,
	      struct dp_err *err)
{
	if (r->fd >= 0)
		return dpi_temporary_read(r->fd, out, n * sizeof *out,
					  first * sizeof *out, err);
	if (n)
		memcpy(out, r->memory + first, n * sizeof *out);
	return 0;
}

struct dpi_rows *
dpi_rows_copy(const struct dpi_rows *r, struct dp_err *err)
{
	struct dpi_rows *c = dpi_rows_new(r->limit);

	c->n = c->cap = r->n;
	c->n_disk = r->n_disk;
	if (r->n) {
		c->memory = dp_realloc_array(NULL, c->cap, sizeof *c->memory);
		memcpy(c->memory, r->memory, r->n * sizeof *c->memory);
	}
	/* Nothing is ever written again, so both may read one file. */
	if (r->fd >= 0)
		c->fd = fcntl(r->fd, F_DUPFD_CLOEXEC, 0);
	if (r->fd >= 0 && c->fd < 0) {
		(void)dp_fail_errno(err,
				    _("the temporary file cannot be read"));
		dpi_rows_free(c);
		return NULL;
	}
	return c;
}

int
dpi_rows_next(struct dpi_rows_cursor *c, uint64_t *row, struct dp_err *err)
{
	if (c->at == c->n) {
		uint64_t left = dpi_rows_count(c->rows) - c->next;
		size_t n = sizeof c->some / sizeof *c->some;

		if (left < n)
			n = (size_t)left;
		if (n == 0)
			return 0;
		if (dpi_rows_read(c->rows, c->next, n, c->some, err) != 0)
			return -1;
		c->next += n;
		c->n = n;
		c->at = 0;
	}
	*row = c->some[c->at++];
	return 1;
}

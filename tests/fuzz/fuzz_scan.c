/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scans: any bytes, any marks: every version gives what one byte at a
 * time gives; and what is regular is cut as libcsv cuts it.
 */
#include <string.h>

#include "fuzz.h"
#include "table/csv_read.h"
#include "table/split.h"

#define MOST 2000

/* What the scans promise, one byte at a time. */
static struct dpi_bounds
slowly(const char *p, size_t n, const struct dpi_marks *m)
{
	struct dpi_bounds k = { .regular = true };
	bool sep = true, close = false, cr = false;
	uint64_t lines = 0;

	for (size_t i = 0; i < n; i++) {
		bool quote = m->quote && p[i] == m->quote;
		bool newline = p[i] == m->newline;
		bool was_sep = sep, was_close = close;

		k.regular = k.regular && !(cr && !newline);
		sep = (k.open == quote) &&
		      (newline || (m->delimiter && p[i] == m->delimiter));
		close = quote && k.open;
		cr = m->newline == '\n' && p[i] == '\r' && k.open == quote;
		if (quote && !k.open && !was_sep && !was_close)
			k.regular = false;
		if (was_close && !sep && !quote && !cr)
			k.regular = false;
		k.open ^= quote;
		lines += newline;
		if (sep && newline) {
			k.n_records++;
			k.end_bytes = i + 1;
			k.n_lines = lines;
		}
	}
	return k;
}

static struct dp_batch *
start(const char *p, size_t n, size_t width)
{
	struct dp_batch *b = dp_batch_new();

	dp_batch_clear(b, width, 0);
	b->first_line = b->first_record = 1;
	dp_buf_add(&b->block, p, n);
	(void)dp_buf_room(&b->block, 1);
	return b;
}

/* Both splitters over regular text that ends with a line end. */
static void
split(const struct dpi_split *s, const char *p, size_t n, uint64_t n_records,
      uint64_t n_lines)
{
	struct dp_batch *a = start(p, n, s->n_columns);
	struct dp_batch *b = start(p, n, s->n_columns);
	struct dp_err err = { 0 };
	struct dpi_bounds seen;
	uint64_t lines = 0;

	dpi_split_scan(s, a, n, &seen);
	dpi_split_regular(s, a, n_records);
	must(dpi_csv_read(s, b, b->block.p, n, true, &lines, &err) ==
	     (ptrdiff_t)n);
	dpi_split_settle(s, b);
	must(a->n_rows == b->n_rows && lines == n_lines);
	must(a->log->findings.n == b->log->findings.n);
	for (size_t r = 0; r < a->n_rows; r++) {
		must(a->state[r] == b->state[r]);
		must(a->start[r + 1] == b->start[r + 1]);
		must(dp_batch_line(a, r) == dp_batch_line(b, r));
		for (size_t i = 0; i < s->n_columns; i++) {
			const struct dp_cell *x = dp_batch_cell(a, r, i);
			const struct dp_cell *y = dp_batch_cell(b, r, i);

			must(dp_str_eq(dp_cell_str(x), dp_cell_str(y)));
			must((x->p == NULL) == (y->p == NULL));
		}
	}
	dp_batch_free(a);
	dp_batch_free(b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct dpi_marks marks[] = {
		{ ',', '"', '\n' }, { ';', '"', '\n' }, { ',', '"', '\r' },
		{ 0, '"', '\n' },   { ',', 0, '\n' },   { ';', '\'', '\r' },
	};
	const struct dpi_scan *scan;
	struct dpi_split s = { 0 };
	struct dpi_bounds want, got;
	char p[MOST + DPI_SCAN_SLACK_BYTES];
	size_t n = size - 1;

	if (size < 2 || n > MOST)
		return 0;
	s.marks = marks[data[0] % 6];
	s.n_columns = 1 + data[0] / 6 % 4;
	s.as_is = data[0] & 64;
	s.by_libcsv = true;
	memcpy(p, data + 1, n);
	memset(p + n, '"', DPI_SCAN_SLACK_BYTES);
	want = slowly(p, n, &s.marks);
	for (size_t i = 0; (scan = dpi_scan_at(i)); i++) {
		memset(&got, 0, sizeof got);
		scan->bounds(p, n, &s.marks, NULL, &got);
		must(got.regular == want.regular && got.open == want.open &&
		     got.end_bytes == want.end_bytes &&
		     got.n_records == want.n_records &&
		     got.n_lines == want.n_lines);
		s.scan = scan;
		if (want.regular && want.end_bytes)
			split(&s, p, want.end_bytes, want.n_records,
			      want.n_lines);
	}
	return 0;
}

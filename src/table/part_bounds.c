/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a record starts, found from the text around it alone. A place is
 * inside quotes or outside; each guess is held against the quotes that
 * follow, and the one that puts a quote where none may be is wrong.
 */
#include "table/part.h"

/* What may stand before a quote that opens, and after one that closes. */
static bool
edge(const char *p, size_t n, size_t i, int step, const struct dpi_marks *m)
{
	char c;

	if ((step < 0 && i == 0) || (step > 0 && i + 1 >= n))
		return true;
	c = p[step < 0 ? i - 1 : i + 1];
	return c == m->delimiter || c == '\n' || c == '\r' || c == m->quote;
}

int
dpi_part_inside(const char *p, size_t n, size_t at, const struct dpi_marks *m,
		bool all)
{
	bool wrong[2] = { false, false }; /* outside, inside */
	size_t last = at;
	unsigned state = 0; /* of who started outside */

	if (!m->quote)
		return 0;
	for (size_t i = at; i < n; i++) {
		if (p[i] != m->quote)
			continue;
		/* a long way without a quote is no field */
		if (i - last > DP_RECORD_MAX_BYTES)
			wrong[!state] = true;
		last = i;
		for (unsigned guess = 0; guess < 2; guess++)
			if (!edge(p, n, i, (state ^ guess) ? 1 : -1, m))
				wrong[guess] = true;
		state = !state;
		if (wrong[0] && wrong[1])
			return -1;
		/* Behind the first proof the text goes on to agree. */
		if (i - at > DPI_PART_LOOK_BYTES && (wrong[0] || wrong[1]))
			break;
	}
	if (wrong[0] || wrong[1])
		return wrong[0];
	return all && last == at && n - at > DP_RECORD_MAX_BYTES ? 0 : -1;
}

/*
 * Bytes of the line end at I of the N at P: 0, there is none. A CR that more
 * may stand behind ends nothing.
 */
static size_t
end_bytes(const char *p, size_t n, size_t i, const struct dpi_marks *m)
{
	if (p[i] == m->newline)
		return 1;
	if (p[i] != '\r' || n - i <= 2)
		return 0;
	return dpi_line_end_bytes((dp_str){ p + i, n - i });
}

ptrdiff_t
dpi_part_record(const char *p, size_t n, size_t at, bool inside,
		const struct dpi_marks *m, size_t n_columns)
{
	size_t columns = 1, start = 0, end;
	bool wide = false, known = false;

	for (size_t i = at; i < n; i++) {
		if (m->quote && p[i] == m->quote) {
			inside = !inside;
		} else if (inside) {
			continue;
		} else if (m->delimiter && p[i] == m->delimiter) {
			columns++;
		} else if ((end = end_bytes(p, n, i, m)) > 0) {
			/* The record that AT is in is known only in part. */
			bool fits = known && columns == n_columns;

			if (fits && wide)
				return (ptrdiff_t)start;
			wide = fits;
			known = true;
			columns = 1;
			start = i + end;
			i = start - 1;
		}
	}
	return -1;
}

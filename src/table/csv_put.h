/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Putting one cell where there is room. Short cells, nearly all there are,
 * are copied 16 bytes at a time while the same bytes are searched for what
 * asks for quotes.
 */
#ifndef DPI_CSV_PUT_H
#define DPI_CSV_PUT_H

#include <dpipe/table.h>

#include "base/lane.h"

/* Bytes that may be read and written past a short cell. */
#define DPI_WIDE_BYTES 32u

/* Lanes of X that hold a comma, a quote, CR or LF. */
static inline dpi_lane
dpi_special(dpi_lane x)
{
	return (dpi_lane)((x == ',') | (x == '"') | (x == '\n') | (x == '\r'));
}

/*
 * Copies N <= 32 bytes, with room for 32 on both sides. True when they need
 * quotes.
 */
static inline bool
dpi_copy_short(char *to, const char *from, size_t n)
{
	dpi_lane a = dpi_lane_load(from), b;

	memcpy(to, &a, sizeof a);
	if (n <= DPI_LANE_BYTES)
		return dpi_lane_any(dpi_special(a) & dpi_lane_first(n));
	b = dpi_lane_load(from + DPI_LANE_BYTES);
	memcpy(to + DPI_LANE_BYTES, &b, sizeof b);
	return dpi_lane_any(dpi_special(a) |
			    (dpi_special(b) &
			     dpi_lane_first(n - DPI_LANE_BYTES)));
}

static inline bool
dpi_needs_quotes(const char *p, size_t n)
{
	for (; n >= DPI_LANE_BYTES; p += DPI_LANE_BYTES, n -= DPI_LANE_BYTES)
		if (dpi_lane_any(dpi_special(dpi_lane_load(p))))
			return true;
	for (; n > 0; p++, n--)
		if (*p == ',' || *p == '"' || *p == '\n' || *p == '\r')
			return true;
	return false;
}

/* N bytes at FROM in quotes; returns the end. */
static inline char *
dpi_put_quoted(char *to, const char *from, size_t n)
{
	*to++ = '"';
	for (size_t i = 0; i < n; i++) {
		if (from[i] == '"')
			*to++ = '"';
		*to++ = from[i];
	}
	*to++ = '"';
	return to;
}

/* The same for N <= 32 bytes, with room for 32 behind FROM and 34 at TO. */
static inline char *
dpi_put_quoted_short(char *to, const char *from, size_t n)
{
	dpi_lane a = dpi_lane_load(from);
	dpi_lane b = dpi_lane_load(from + DPI_LANE_BYTES);
	size_t high = n > DPI_LANE_BYTES ? n - DPI_LANE_BYTES : 0;

	if (dpi_lane_any(((dpi_lane)(a == '"') & dpi_lane_first(n - high)) |
			 ((dpi_lane)(b == '"') & dpi_lane_first(high))))
		return dpi_put_quoted(to, from, n);
	*to++ = '"';
	memcpy(to, &a, sizeof a);
	memcpy(to + DPI_LANE_BYTES, &b, sizeof b);
	to += n;
	*to++ = '"';
	return to;
}

/* Most bytes a cell of N bytes takes, with what is written too far. */
static inline size_t
dpi_csv_most(size_t n)
{
	return 2 * n + 3 + DPI_WIDE_BYTES;
}

__attribute__((always_inline)) static inline char *
dpi_put_cell(char *to, const char *p, size_t n, bool room)
{
	if (n == 0) {
		if (p) {
			*to++ = '"';
			*to++ = '"';
		}
		return to;
	}
	if (room && n <= DPI_WIDE_BYTES) {
		if (!dpi_copy_short(to, p, n))
			return to + n;
		return dpi_put_quoted_short(to, p, n);
	} else if (!dpi_needs_quotes(p, n)) {
		memcpy(to, p, n);
		return to + n;
	}
	return dpi_put_quoted(to, p, n);
}

#endif

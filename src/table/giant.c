/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A cell in quotes that is longer than what is looked at of a file hides the
 * records below it, and its lines look like records. Left out, the header and
 * those records tell how the table is cut. How far a quote reaches when the
 * table is read is csv_read.c's business.
 */
#include "table/giant.h"

#include "table/sample.h"

/* A cell longer than this is a giant. */
#define GIANT_BYTES (32u << 10)
/* The first one begins before this. */
#define START_BYTES (64u << 10)

/* What may part cells, whatever does in this text. */
static bool
parts(char c)
{
	return c && strchr(",;\t|^~\1\x1c\x1d\x1e\x1f\r\n", c);
}

/* Can the quote at byte I of TEXT open a cell? */
static bool
opens(dp_str text, size_t i)
{
	while (i > 0 && text.p[i - 1] == ' ')
		i--;
	return i == 0 || parts(text.p[i - 1]);
}

/*
 * Behind the quote that ends the cell whose first quote stands before byte I
 * of TEXT; 0: none does.
 */
static size_t
behind(dp_str text, bool whole, size_t i)
{
	while (i < text.n) {
		const char *q = memchr(text.p + i, '"', text.n - i);

		if (!q)
			break;
		i = (size_t)(q - text.p) + 1;
		if (i == text.n)
			return whole ? i : 0;
		if (parts(text.p[i]))
			return i;
		i += text.p[i] == '"';
	}
	return 0;
}

enum dpi_giant
dpi_giant_out(dp_str text, bool whole, struct dp_buf *out, size_t *at)
{
	enum dpi_giant found = DPI_GIANT_NONE;
	size_t from = 0, i = 0, end;

	if (text.n <= GIANT_BYTES)
		return DPI_GIANT_NONE;
	while (i < text.n && out->n + (i - from) < DPI_SAMPLE_BYTES &&
	       (found || i < START_BYTES)) {
		const char *q = memchr(text.p + i, '"', text.n - i);

		if (!q)
			break;
		i = (size_t)(q - text.p) + 1;
		if (!opens(text, i - 1) || (!found && i > START_BYTES))
			continue;
		end = behind(text, whole, i);
		if (!end && !found)
			return text.n - i > GIANT_BYTES ? DPI_GIANT_OPEN :
							  DPI_GIANT_NONE;
		if (!end)
			break;
		if (end - i > GIANT_BYTES) {
			if (!found)
				*at = i;
			found = DPI_GIANT_OUT;
			dp_buf_add(out, text.p + from, i - from);
			dp_buf_c(out, "x\"");
			from = end;
		}
		i = end;
	}
	if (found)
		dp_buf_add(out, text.p + from,
			   text.n - from < DPI_SAMPLE_BYTES ? text.n - from :
							      DPI_SAMPLE_BYTES);
	return found;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of a drawn table, one at a time: which only draw, and what cells the
 * others hold. Quotes are characters there, and a bar in a cell stands behind
 * a backslash.
 */
#include "table/drawn.h"

/* S without the spaces that align it; others are text. */
static dp_str
aligned(dp_str s)
{
	while (s.n && s.p[0] == ' ')
		s = dp_str_from(s, 1);
	while (s.n && s.p[s.n - 1] == ' ')
		s.n--;
	return s;
}

/* What a character of a box is. */
enum box { BOX_NONE, BOX_BAR, BOX_LINE, BOX_JOINT };

#define BOX_BYTES 3

/* What S starts with: U+2500 to U+2570 and what of them draws bars. */
static enum box
box_of(dp_str s)
{
	static const unsigned char bar[] = { 0x02, 0x03, 0x06, 0x07, 0x0A,
					     0x0B, 0x4E, 0x4F, 0x51 };
	static const unsigned char line[] = { 0x00, 0x01, 0x04, 0x05, 0x08,
					      0x09, 0x4C, 0x4D, 0x50 };
	unsigned char at, last;

	if (s.n < BOX_BYTES || s.p[0] != '\xE2' ||
	    (s.p[1] != '\x94' && s.p[1] != '\x95'))
		return BOX_NONE;
	last = (unsigned char)s.p[2];
	at = (unsigned char)((last & 0x3F) | (s.p[1] == '\x95' ? 0x40 : 0));
	if (last < 0x80 || last > 0xBF || at > 0x70)
		return BOX_NONE;
	if (memchr(bar, at, sizeof bar))
		return BOX_BAR;
	return memchr(line, at, sizeof line) ? BOX_LINE : BOX_JOINT;
}

static bool
is_joint(char c)
{
	return c == '+' || c == '|';
}

/* Dashes of the cell of a rule; 0: it is none. */
static size_t
dashes(dp_str cell)
{
	size_t n = 0;

	cell = aligned(cell);
	if (cell.n && cell.p[0] == ':')
		cell = dp_str_from(cell, 1);
	if (cell.n && cell.p[cell.n - 1] == ':')
		cell.n--;
	for (; n < cell.n; n++)
		if ((cell.p[n] != '-' && cell.p[n] != '=') ||
		    cell.p[n] != cell.p[0])
			return 0;
	return n;
}

/* Takes the next cell of the rule *REST off it. */
static dp_str
next_of_rule(dp_str *rest)
{
	dp_str cell = { rest->p, 0 };

	while (cell.n < rest->n && !is_joint(rest->p[cell.n]))
		cell.n++;
	*rest = dp_str_from(*rest, cell.n < rest->n ? cell.n + 1 : cell.n);
	return cell;
}

/* LINE without the joints at its ends. */
static dp_str
inner(dp_str line)
{
	line = aligned(line);
	if (line.n && is_joint(line.p[0]))
		line = dp_str_from(line, 1);
	if (line.n && is_joint(line.p[line.n - 1]))
		line.n--;
	return line;
}

static bool
draws_ascii(dp_str line)
{
	dp_str whole = aligned(line), rest = inner(whole);
	bool joined = whole.n && whole.p[0] == '+', tight = true;
	size_t most = 0;

	if (!rest.n || !memchr("+-=|:", whole.p[0], 5))
		return false;
	for (size_t i = 0; i < whole.n; i++) {
		joined = joined || (i > 0 && whole.p[i] == '+');
		tight = tight && whole.p[i] != ' ';
	}
	if (!joined && !memchr(whole.p, '|', whole.n))
		return false;
	while (rest.n) {
		size_t n = dashes(next_of_rule(&rest));

		if (n == 0)
			return false;
		most = n > most ? n : most;
	}
	/* | - | - | may be a record of which nothing is known. */
	return joined || most > 2 || (tight && whole.p[0] == '|');
}

/* Bytes of the bar S starts with; 0: none. */
static size_t
bar_at(dp_str s, unsigned bars)
{
	if (bars & DPI_BARS_BOX)
		return box_of(s) == BOX_BAR ? BOX_BYTES : 0;
	return s.n && s.p[0] == '|';
}

/* Bytes of REST before the next bar that is no text, or all. */
static size_t
to_bar(dp_str rest, unsigned bars)
{
	bool box = bars & DPI_BARS_BOX;
	size_t n = 0;

	/* most lines have none at all */
	if (rest.n && !memchr(rest.p, box ? 0xE2 : '|', rest.n))
		return rest.n;
	while (n < rest.n && !bar_at(dp_str_from(rest, n), bars))
		n += !box && rest.p[n] == '\\' && n + 1 < rest.n &&
				     rest.p[n + 1] == '|' ?
			     2 :
			     1;
	return n;
}

unsigned
dpi_bars_of(dp_str line)
{
	line = aligned(line);
	if (bar_at(line, 0))
		return DPI_BARS_ENDS;
	if (bar_at(line, DPI_BARS_BOX))
		return DPI_BARS_ENDS | DPI_BARS_BOX;
	return to_bar(line, DPI_BARS_BOX) < line.n ? DPI_BARS_BOX : 0;
}

dp_str
dpi_row_of(dp_str line, unsigned bars)
{
	size_t n = 0, last = 0, end = 0;

	if (!(bars & DPI_BARS_ENDS))
		return line;
	line = aligned(line);
	line = dp_str_from(line, bar_at(line, bars));
	while ((n += to_bar(dp_str_from(line, n), bars)) < line.n) {
		last = n;
		end = n += bar_at(dp_str_from(line, n), bars);
	}
	/* The bar at its end, if there is one, parts nothing. */
	if (end && end == line.n)
		line.n = last;
	return line;
}

static bool
is_row(dp_str line, unsigned bars)
{
	return bars & DPI_BARS_ENDS ? bar_at(aligned(line), bars) > 0 :
				      to_bar(line, bars) < line.n;
}

bool
dpi_next_cell(dp_str *rest, unsigned bars, dp_str *cell)
{
	size_t k;

	if (!rest->p)
		return false;
	k = to_bar(*rest, bars);
	*cell = (dp_str){ rest->p, k };
	if (k == rest->n)
		*rest = (dp_str){ NULL, 0 };
	else
		*rest = dp_str_from(*rest,
				    k + bar_at(dp_str_from(*rest, k), bars));
	return true;
}

/* Do all cells of LINE, between bars of a box, say that nothing is there:
 * dashes, or dots for rows that are not shown? */
static bool
draws_cells(dp_str line)
{
	static const char *const dots[] = { "\u00B7", "\u2026", "..." };
	unsigned bars = DPI_BARS_ENDS | DPI_BARS_BOX;
	dp_str rest = dpi_row_of(line, bars), cell = rest;

	while (dpi_next_cell(&rest, bars, &cell)) {
		bool draws = dashes(cell) > 2;

		for (size_t i = 0; i < sizeof dots / sizeof *dots; i++)
			draws = draws || dp_str_is(aligned(cell), dots[i]);
		if (!draws)
			return false;
	}
	return true;
}

/* Is LINE nothing but lines and joints of boxes, or a row that draws? */
static bool
draws_box(dp_str line)
{
	size_t lines = 0;

	line = aligned(line);
	if (box_of(line) == BOX_BAR)
		return draws_cells(line);
	for (; line.n; line = dp_str_from(line, BOX_BYTES)) {
		enum box box = box_of(line);

		if (box != BOX_LINE && box != BOX_JOINT)
			return false;
		lines += box == BOX_LINE;
	}
	return lines > 0;
}

bool
dpi_only_draws(dp_str line)
{
	return draws_ascii(line) || draws_box(line);
}

/* Cells that LINE, of a box, parts. */
static size_t
box_cells(dp_str line)
{
	size_t n = 1;

	line = aligned(line);
	if (box_of(line) == BOX_BAR)
		return dpi_drawn_cells(line, DPI_BARS_ENDS | DPI_BARS_BOX);
	/* The joints at its ends part nothing. */
	for (line = dp_str_from(line, BOX_BYTES); line.n > BOX_BYTES;
	     line = dp_str_from(line, BOX_BYTES))
		n += box_of(line) == BOX_JOINT;
	return n;
}

size_t
dpi_rule_cells(dp_str line)
{
	size_t n = 0;

	if (box_of(aligned(line)))
		return box_cells(line);
	for (dp_str rest = inner(line); rest.n; n++)
		(void)next_of_rule(&rest);
	return n;
}

size_t
dpi_drawn_cells(dp_str line, unsigned bars)
{
	dp_str rest, cell;
	size_t n = 0;

	/* most lines hold no bar at all */
	if ((!(bars & DPI_BARS_BOX) && dp_str_find(line, '|') < 0) ||
	    !is_row(line, bars))
		return 0;
	rest = dpi_row_of(line, bars);
	while (dpi_next_cell(&rest, bars, &cell))
		n++;
	return n;
}

bool
dpi_is_padded(dp_str line, unsigned bars)
{
	dp_str rest = dpi_row_of(line, bars), cell = rest, end = aligned(line);
	size_t bar = bars & DPI_BARS_BOX ? BOX_BYTES : 1;

	if (end.n < 3 || !bar_at(dp_str_from(end, end.n - bar), bars))
		return false;
	while (dpi_next_cell(&rest, bars, &cell))
		if (cell.n < 2 || cell.p[0] != ' ' || cell.p[cell.n - 1] != ' ')
			return false;
	return true;
}

/* Appends CELL; ESCAPED: its bars stand behind backslashes. */
static void
put_cell(dp_str cell, bool escaped, struct dp_buf *out)
{
	bool quoted = cell.n && (memchr(cell.p, '|', cell.n) ||
				 memchr(cell.p, '"', cell.n));

	if (!quoted) {
		dp_buf_str(out, cell);
		return;
	}
	dp_buf_char(out, '"');
	for (size_t i = 0; i < cell.n; i++) {
		char c = cell.p[i];

		if (escaped && c == '\\' && i + 1 < cell.n &&
		    cell.p[i + 1] == '|')
			continue;
		if (c == '"')
			dp_buf_char(out, c);
		dp_buf_char(out, c);
	}
	dp_buf_char(out, '"');
}

void
dpi_drawn_row(dp_str line, unsigned bars, bool rules, struct dp_buf *out)
{
	dp_str rest = dpi_row_of(line, bars), cell;

	if (rules && dpi_only_draws(line)) {
		dp_buf_str(out, line);
		return;
	}
	if (!is_row(line, bars)) {
		put_cell(line, false, out);
		return;
	}
	while (dpi_next_cell(&rest, bars, &cell)) {
		put_cell(aligned(cell), !(bars & DPI_BARS_BOX), out);
		if (rest.p)
			dp_buf_char(out, '|');
	}
}

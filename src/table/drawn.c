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

bool
dpi_only_draws(dp_str line)
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

size_t
dpi_rule_cells(dp_str line)
{
	size_t n = 0;

	for (dp_str rest = inner(line); rest.n; n++)
		(void)next_of_rule(&rest);
	return n;
}

bool
dpi_has_bars(dp_str line)
{
	line = aligned(line);
	return line.n && line.p[0] == '|';
}

/* Bytes of REST before the next bar that is no text, or all. */
static size_t
to_bar(dp_str rest)
{
	size_t n = 0;

	while (n < rest.n && rest.p[n] != '|')
		n += rest.p[n] == '\\' && n + 1 < rest.n &&
				     rest.p[n + 1] == '|' ?
			     2 :
			     1;
	return n;
}

/* LINE from its first cell on to the end of its last. */
static dp_str
row_of(dp_str line, bool bars)
{
	size_t n = 0, last = 0;

	if (!bars)
		return line;
	line = dp_str_from(aligned(line), 1);
	while ((n += to_bar(dp_str_from(line, n))) < line.n)
		last = ++n;
	/* The bar at its end, if there is one, parts nothing. */
	if (last && last == line.n)
		line.n--;
	return line;
}

static bool
is_row(dp_str line, bool bars)
{
	return bars ? dpi_has_bars(line) : to_bar(line) < line.n;
}

size_t
dpi_drawn_cells(dp_str line, bool bars)
{
	dp_str rest;
	size_t n = 1;

	/* most lines hold no bar at all */
	if (dp_str_find(line, '|') < 0 || !is_row(line, bars))
		return 0;
	rest = row_of(line, bars);
	for (size_t k = to_bar(rest); k < rest.n; k = to_bar(rest), n++)
		rest = dp_str_from(rest, k + 1);
	return n;
}

bool
dpi_is_padded(dp_str line)
{
	dp_str rest = row_of(line, true);

	line = aligned(line);
	if (line.n < 3 || line.p[line.n - 1] != '|')
		return false;
	for (;;) {
		size_t k = to_bar(rest);

		if (k < 2 || rest.p[0] != ' ' || rest.p[k - 1] != ' ')
			return false;
		if (k == rest.n)
			return true;
		rest = dp_str_from(rest, k + 1);
	}
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
dpi_drawn_row(dp_str line, bool bars, bool rules, struct dp_buf *out)
{
	dp_str rest = row_of(line, bars);

	if (rules && dpi_only_draws(line)) {
		dp_buf_str(out, line);
		return;
	}
	if (!is_row(line, bars)) {
		put_cell(line, false, out);
		return;
	}
	for (;;) {
		size_t k = to_bar(rest);

		put_cell(aligned((dp_str){ rest.p, k }), true, out);
		if (k == rest.n)
			return;
		dp_buf_char(out, '|');
		rest = dp_str_from(rest, k + 1);
	}
}

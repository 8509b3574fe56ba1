/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is a table drawn? A rule below its header says so, with as many cells as
 * that has; without one, bars at both ends of every line, and spaces inside
 * them. Cells parted by bars alone are an ordinary table.
 */
#include "table/drawn.h"

#include "table/sample.h"

/* A header has no more rows than this. */
#define HEADER_ROWS_MAX 4
/* Lines without a rule that are enough. */
#define LEAST_LINES 3
/* Bars of boxes, at both ends. */
#define BOX (DPI_BARS_ENDS | DPI_BARS_BOX)

/* What was seen of a text, line by line. */
struct looked {
	struct dpi_drawing *d;
	uint64_t line; /* of the one looked at, from 1 */
	uint64_t run;  /* rows right above it */
	dp_str above;  /* the last of them */
	size_t rows;   /* below the header, or all where there is none yet */
	size_t fitted; /* of them, with as many cells */
	size_t padded; /* with bars at both ends, and spaces inside */
	size_t others; /* lines that hold something else */
	size_t rules;
};

/* The rule LINE, below rows, parts them from the records. */
static bool
take_header(struct looked *x, dp_str line)
{
	unsigned bars = dpi_bars_of(x->above);
	size_t n = dpi_drawn_cells(x->above, bars);

	if (x->d->header_rows || !x->run || x->run > HEADER_ROWS_MAX ||
	    n < (bars == BOX ? 1 : 2) || dpi_rule_cells(line) != n)
		return false;
	/* Of two rows right above it, the second may be of types. */
	x->d->types = x->run == 2 && dpi_row_names_types(x->above, bars);
	x->run -= x->d->types;
	x->d->bars = bars;
	x->d->n_columns = n;
	x->d->header_rows = (unsigned)x->run;
	x->d->lines_above = x->line - 1 - x->run - x->d->types;
	x->rows = x->fitted = x->padded = x->others = 0;
	return true;
}

/* A rule below the first row under the header parts that off: types. */
static void
look_for_types(struct looked *x)
{
	if (x->d->header_rows && x->rows == 1 && x->run == 1)
		x->d->types = dpi_row_names_types(x->above, x->d->bars);
}

static void
look_at_row(struct looked *x, dp_str line)
{
	unsigned bars = x->d->header_rows ? x->d->bars : dpi_bars_of(line);
	size_t n = dpi_drawn_cells(line, bars);

	if (n == 0) {
		x->others++;
		x->run = 0;
		return;
	}
	if (!x->d->n_columns) {
		x->d->n_columns = n;
		x->d->bars = bars;
	}
	x->rows++;
	x->fitted += n == x->d->n_columns;
	x->padded += (bars & DPI_BARS_ENDS) && dpi_is_padded(line, bars);
	x->run++;
	x->above = line;
}

bool
dpi_drawing_find(dp_str text, bool whole, struct dpi_drawing *d)
{
	struct looked x = { .d = d };

	memset(d, 0, sizeof *d);
	while (text.n) {
		dp_str line = dpi_next_line(&text);

		x.line++;
		/* It may be cut. */
		if (!text.n && !whole)
			break;
		if (dpi_only_draws(line)) {
			if (!take_header(&x, line))
				look_for_types(&x);
			x.rules++;
			x.run = 0;
		} else if (dp_trim(line).n) {
			look_at_row(&x, line);
		} else {
			x.run = 0;
		}
	}
	/* What draws boxes is used for nothing else. */
	if (d->header_rows && (d->bars & DPI_BARS_BOX))
		return x.fitted * 2 >= x.rows;
	if (d->header_rows)
		return x.fitted * 10 >= x.rows * 9;
	return (d->bars & DPI_BARS_ENDS) && d->n_columns > 1 &&
	       x.rows >= LEAST_LINES && x.padded == x.rows &&
	       x.fitted * 10 >= x.rows * 9 && x.others * 4 <= x.rows;
}

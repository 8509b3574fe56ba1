/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The header: the first row of the table's width, unless it is typed like
 * the rows below it. What stands above is a preamble.
 */
#include "table/header.h"

#include <stdlib.h>

#include "base/i18n.h"

#define BODY_ROWS 100

static dp_str
cell_at(const struct dpi_sample *s, size_t r, size_t i)
{
	return i < s->row[r].n ? s->cell[s->row[r].first + i] :
				 (dp_str){ NULL, 0 };
}

static size_t
filled(const struct dpi_sample *s, size_t r)
{
	size_t n = 0;

	for (size_t i = 0; i < s->row[r].n; i++)
		n += dp_trim(cell_at(s, r, i)).n > 0;
	return n;
}

/* Cells the records of the width usually fill. */
static size_t
usual(const struct dpi_sample *s, size_t width)
{
	size_t sum = 0, rows = 0;

	for (size_t r = 0; r < s->n_rows && rows < BODY_ROWS; r++) {
		if (s->row[r].n != width)
			continue;
		sum += filled(s, r);
		rows++;
	}
	return rows ? sum / rows : 0;
}

/* First row of the table: as wide as the others and not nearly empty. */
static size_t
first_row(const struct dpi_sample *s, size_t width)
{
	size_t enough = (usual(s, width) + 1) / 2;

	for (size_t r = 0; r < s->n_rows; r++)
		if (s->row[r].n >= width && filled(s, r) >= enough &&
		    (width == 1 || filled(s, r) > 1))
			return r;
	return 0;
}

/* What most cells below row FIRST look like in column I. */
static enum dpi_look
body_look(const struct dpi_sample *s, size_t first, size_t i)
{
	size_t count[DPI_LOOK_TEXT + 1] = { 0 }, rows = 0;

	for (size_t r = first + 1; r < s->n_rows && rows < BODY_ROWS; r++) {
		count[dpi_sample_look(cell_at(s, r, i))]++;
		rows++;
	}
	for (unsigned look = DPI_LOOK_NUMBER; look < DPI_LOOK_TEXT; look++)
		if (count[look] * 2 > rows - count[DPI_LOOK_EMPTY] &&
		    rows > count[DPI_LOOK_EMPTY])
			return (enum dpi_look)look;
	return DPI_LOOK_TEXT;
}

/* Numbers such as 2019, 2020 name columns. */
static bool
is_year(dp_str cell)
{
	int64_t year;

	return dp_str_int(dp_trim(cell), &year) && year >= 1800 && year <= 2100;
}

static bool
is_header(const struct dpi_sample *s, size_t first, size_t width,
	  struct dp_dialect *d)
{
	size_t for_it = 0, against = 0;
	const char *why;

	for (size_t i = 0; i < width; i++) {
		dp_str cell = cell_at(s, first, i);
		enum dpi_look head = dpi_sample_look(cell);
		enum dpi_look body = body_look(s, first, i);

		if (head == DPI_LOOK_EMPTY || is_year(cell))
			continue;
		if (body != DPI_LOOK_TEXT && head == DPI_LOOK_TEXT)
			for_it++;
		else if (head != DPI_LOOK_TEXT)
			against++;
	}
	if (for_it == 0 && against == 0)
		why = _("the first row is text like the others; most tables "
			"have a header");
	else if (for_it >= against)
		why = _("the first row holds words where the others hold "
			"numbers or dates");
	else
		why = _("the first row holds numbers or dates like the "
			"others");
	(void)snprintf(d->why_header, sizeof d->why_header, "%s", why);
	return for_it >= against;
}

void
dpi_header_find(const struct dpi_sample *s, const struct dp_read_opts *o,
		struct dp_dialect *d)
{
	size_t first = 0;

	d->header_rows = 0;
	if (s->n_rows == 0)
		return;
	if (!o->as_is && o->skip_lines < 0)
		first = first_row(s, d->n_columns);
	d->preamble_lines = s->row[first].line - 1;
	d->preamble_bytes = s->row[first].start_bytes;
	if (o->header == DP_AUTO) {
		d->header_rows = is_header(s, first, d->n_columns, d) ? 1 : 0;
	} else {
		d->header_rows = o->header == DP_YES ? 1 : 0;
		(void)snprintf(d->why_header, sizeof d->why_header, "%s",
			       _("asked for"));
	}
	if (d->header_rows && s->row[first].n > d->n_columns)
		d->n_columns = s->row[first].n;
}

/* The names given so far; of each, the number to try next behind it. */
struct names {
	struct name {
		dp_str text;
		unsigned next; /* 0: the place is free */
	} * at;
	size_t mask;
};

/* Where NAME is among N, or would be. */
static struct name *
place(const struct names *n, dp_str name)
{
	size_t i = (size_t)dp_hash64(name.p, name.n) & n->mask;

	while (n->at[i].next && !dp_str_eq(n->at[i].text, name))
		i = (i + 1) & n->mask;
	return &n->at[i];
}

/* NAME, with _2, _3 … behind it where it is taken; N takes note of it. */
static dp_str
told_apart(struct names *n, dp_str name, struct dp_arena *a)
{
	struct name *first = place(n, name), *at = first;
	struct dp_buf with = { 0 };

	while (at->next) {
		with.n = 0;
		dp_buf_str(&with, first->text);
		dp_buf_format(&with, "_%u", first->next++);
		name = dp_keep(a, dp_buf_view(&with));
		at = place(n, name);
	}
	dp_buf_done(&with);
	at->text = name;
	at->next = 2;
	return name;
}

void
dpi_header_names(const dp_str *cell, size_t n, uint64_t line,
		 struct dp_schema *schema, struct dp_findings *f)
{
	struct names taken = { NULL, 1 };

	while (taken.mask < 2 * n)
		taken.mask = 2 * taken.mask + 1;
	taken.at = dp_alloc0((taken.mask + 1) * sizeof *taken.at);
	for (size_t i = 0; i < n; i++) {
		dp_str name = cell ? dp_trim(cell[i]) : (dp_str){ NULL, 0 };
		dp_str given = name;
		struct dp_finding *g;

		if (name.n == 0)
			name = dp_keep_format(&f->text, "c%zu", i + 1);
		name = told_apart(&taken, name, &f->text);
		(void)dp_schema_add(schema, i, name);
		if (!cell)
			continue;
		if (given.n == 0) {
			g = dp_finding_add(f, DP_F_BLANK_HEADER, name, line, 0,
					   given);
			g->found = dp_keep_format(&f->text, "%zu", i + 1);
		} else if (!dp_str_eq(name, given)) {
			(void)dp_finding_add(f, DP_F_DUPLICATE_HEADER, name,
					     line, 0, given);
		}
	}
	free(taken.at);
	if (!cell)
		(void)dp_finding_add(f, DP_F_NO_HEADER, (dp_str){ NULL, 0 },
				     line, 0, (dp_str){ NULL, 0 });
}

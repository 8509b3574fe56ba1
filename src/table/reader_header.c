/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The header of a table that is being opened: its rows, its names, and what
 * is to be said of both. Where it is, header.c has found.
 */
#include "table/reader.h"

#include <stdlib.h>

#include "table/csv_line.h"
#include "table/drawn.h"
#include "table/header.h"

/*
 * The first of the ROWS rows of the header is one beyond doubt: a name stands
 * over numbers or dates, or there are three at least, or two, or one alone,
 * that are no values of the records seen. A record that equals it is then the
 * header once more, and no record. Who reads may say so, too.
 */
static bool
is_proven(const struct dpi_reader *r, size_t rows)
{
	size_t n = r->dialect.n_columns, names = 0;

	if (r->dialect.repeats != DP_AUTO)
		return r->dialect.repeats == DP_YES;
	for (size_t i = 0; i < n; i++) {
		dp_str name = r->split.header[(rows - 1) * n + i];
		bool year = dpi_is_year(name);

		if (!year && dpi_sample_look(name) != DPI_LOOK_TEXT)
			continue;
		if (!year && r->look && r->look[i] != DPI_LOOK_TEXT)
			return true;
		names++;
	}
	return names > 2 || ((names == 2 || n == 1) && r->dialect.names_alone);
}

/*
 * What the rows of S say: the header, which the reader keeps, its text with
 * the names of the columns. One row is what it says, and kept once.
 */
static void
make_header(struct dpi_reader *r, const struct dpi_sample *s)
{
	struct dp_dialect *d = &r->dialect;
	size_t n = d->n_columns, rows = d->header_rows;
	size_t joined = rows > 1 ? n : 0;
	dp_str sep = d->header_join.p ? d->header_join : DP_S(" ");
	struct dp_arena *a = &r->stream.schema.names;

	r->split.header = NULL;
	if (!rows)
		return;
	r->header = dp_realloc_array(NULL, joined + n * rows,
				     sizeof *r->header);
	for (size_t i = 0; i < joined; i++)
		r->header[i] = dpi_header_join(s, 0, rows, i, sep, a);
	for (size_t k = 0; k < rows; k++)
		for (size_t i = 0; i < n; i++)
			r->header[joined + k * n + i] =
				dpi_header_join(s, k, 1, i, sep, a);
	r->split.header = r->header + joined;
	if (is_proven(r, rows))
		r->split.n_headers = rows;
}

/*
 * Row K of S as it stands in TEXT goes to the rejects, why being the code of
 * ID; returns it.
 */
static dp_str
reject_row(struct dpi_reader *r, dp_str text, const struct dpi_sample *s,
	   size_t k, enum dp_finding_id id)
{
	const struct dpi_sample_row *row = &s->row[k];
	size_t end = k + 1 < s->n_rows ? row[1].start_bytes : s->end_bytes;
	dp_str line = { text.p + row->start_bytes, end - row->start_bytes };

	line.n = dpi_line_text(line.p, line.n);
	dp_log_reject_line(r->first, r->dialect.preamble_lines + row->line, 0,
			   line, dp_finding_kind(id)->code);
	return line;
}

/*
 * Rows of a header that were joined, and the units below them, are kept in
 * the rejects: names alone do not say what was merged.
 */
static void
note_rows(struct dpi_reader *r, dp_str text, const struct dpi_sample *s)
{
	size_t rows = r->dialect.header_rows;
	enum dp_finding_id below = DP_F_UNITS_ROW;
	dp_str line;

	for (size_t k = 0; rows > 1 && k < rows; k++)
		(void)reject_row(r, text, s, k, DP_F_STACKED_HEADER);
	/* What was no name may have been a space. */
	if (r->dialect.header_kind == DP_HEADER_SURPLUS)
		(void)reject_row(r, text, s, 0, DP_F_SURPLUS_DELIMITER);
	if (!r->dialect.units_rows)
		return;
	if (dpi_names_types(s->cell + s->row[rows].first, s->row[rows].n))
		below = DP_F_TYPES_ROW;
	line = reject_row(r, text, s, rows, below);
	(void)dp_finding_add(&r->first->findings, below, (dp_str){ NULL, 0 },
			     r->dialect.preamble_lines + s->row[rows].line, 0,
			     line);
}

/* Says how a header was made as wide as the N columns. */
static void
note_kind(struct dpi_reader *r, size_t n)
{
	static const enum dp_finding_id said[] = {
		[DP_HEADER_ROW_NAMES] = DP_F_ROW_NAMES,
		[DP_HEADER_OTHER] = DP_F_OTHER_DELIMITER,
		[DP_HEADER_SURPLUS] = DP_F_SURPLUS_DELIMITER,
	};
	struct dp_findings *f = &r->first->findings;
	struct dp_finding *g;

	g = dp_finding_add(f, said[r->dialect.header_kind], (dp_str){ NULL, 0 },
			   r->dialect.preamble_lines + 1, 0,
			   (dp_str){ NULL, 0 });
	g->expected = dp_keep_format(&f->text, "%zu", n);
	g->found = dp_keep_format(&f->text, "%zu", n + 1);
}

void
dpi_reader_schema(struct dpi_reader *r, dp_str text, const struct dpi_sample *s)
{
	struct dp_dialect *d = &r->dialect;
	struct dp_findings *f = &r->first->findings;
	size_t n = d->n_columns;
	struct dp_finding *g;

	make_header(r, s);
	if (s->n_rows || d->header_rows)
		dpi_header_names(r->header, n, d->preamble_lines + 1,
				 &r->stream.schema, f);
	if (d->header_rows > 1) {
		g = dp_finding_add(f, DP_F_STACKED_HEADER, (dp_str){ NULL, 0 },
				   d->preamble_lines + 1, 0,
				   r->stream.schema.column[n - 1].name);
		g->found = dp_keep_format(&f->text, "%u", d->header_rows);
	}
	if (d->header_kind != DP_HEADER_FITS)
		note_kind(r, n);
	if (d->encoding_thin) {
		g = dp_finding_add(f, DP_F_GUESSED_ENCODING,
				   (dp_str){ NULL, 0 }, 0, 0,
				   (dp_str){ NULL, 0 });
		g->found = dp_str_c(dp_encoding_name(d->encoding));
	}
	if (s->n_rows == 0)
		(void)dp_finding_add(f,
				     d->sep_line ? DP_F_ONLY_DELIMITER :
						   DP_F_EMPTY_FILE,
				     (dp_str){ NULL, 0 }, 0, 0,
				     (dp_str){ NULL, 0 });
	if (n == 1 && s->n_rows)
		(void)dp_finding_add(f, DP_F_ONE_COLUMN, (dp_str){ NULL, 0 }, 0,
				     0, (dp_str){ NULL, 0 });
	r->split.schema = &r->stream.schema;
	r->split.n_columns = n;
	note_rows(r, text, s);
}

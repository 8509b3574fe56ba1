/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From cells to records. What is hostile here is small files that mean much
 * text: cells and rows said once and repeated, strings shared by many cells.
 */
#include "source/sheet.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "source/bytes.h"

void
dpi_sheet_init(struct dpi_sheet *r, const char *name, uint64_t file_bytes)
{
	memset(r, 0, sizeof *r);
	r->name = name;
	r->file_bytes = file_bytes;
	r->measures = true;
	r->used = dp_alloc0(DPI_COLUMNS_MAX * sizeof *r->used);
	r->to = dp_alloc0(DPI_COLUMNS_MAX * sizeof *r->to);
}

void
dpi_sheet_done(struct dpi_sheet *r)
{
	free(r->used);
	free(r->to);
	dp_buf_done(&r->record);
	dp_buf_done(&r->text);
	free(r->record_at);
	memset(r, 0, sizeof *r);
}

void
dpi_spots_add(struct dpi_spots *s, uint64_t row, size_t column, uint64_t times)
{
	if (s->n == 0) {
		s->row = row;
		s->column = column;
	}
	s->n += times;
}

void
dpi_cell_name(uint64_t row, size_t column, bool row_too, struct dp_buf *out)
{
	char letter[8];
	size_t n = 0;

	for (size_t i = column + 1; i > 0; i = (i - 1) / 26)
		letter[n++] = (char)('A' + (i - 1) % 26);
	while (n > 0)
		dp_buf_char(out, letter[--n]);
	if (row_too)
		dp_buf_format(out, "%llu", (unsigned long long)row + 1);
}

/* ---- rows ------------------------------------------------------------- */

void
dpi_sheet_start(struct dpi_sheet *r, uint64_t row, uint64_t times, bool hidden)
{
	r->row = row;
	r->times = times;
	r->is_hidden = hidden;
	r->column = r->next_column = 0;
	r->any = false;
	r->n_cells = 0;
	r->record.n = 0;
}

static int
too_far(const struct dpi_sheet *r, size_t column, struct dp_err *err)
{
	struct dp_buf place = { 0 };

	dpi_cell_name(r->row, column, true, &place);
	(void)dp_fail(err, DP_ELIMIT,
		      _("%s has something in cell %.*s; at most %u rows and %u "
			"columns are read."),
		      r->name, DP_FMT(dp_buf_view(&place)), DPI_ROWS_MAX,
		      DPI_COLUMNS_MAX);
	dp_buf_done(&place);
	return -1;
}

static int
too_long(const struct dpi_sheet *r, struct dp_err *err)
{
	err->at.line = r->row + 1;
	return dp_fail(
		err, DP_ELIMIT,
		_("%s: row %llu holds more than %u MB, the most a record "
		  "may be."),
		r->name, (unsigned long long)r->row + 1, DPI_ROW_BYTES >> 20);
}

/* Rows and cells come in order; one that does not would be lost. */
static int
out_of_order(const struct dpi_sheet *r, struct dp_err *err)
{
	return dp_fail(err, DP_EDATA,
		       _("%s is damaged: row %llu is not in its place, or a "
			 "cell of it is not. Open it in a spreadsheet program "
			 "and save it again."),
		       r->name, (unsigned long long)r->row + 1);
}

/* What would be read as a mark of the file at its very start. */
static bool
is_mark(dp_str text)
{
	return dp_str_starts(text, "sep=") ||
	       dp_str_starts(text, "\xef\xbb\xbf");
}

static void
put_cell(struct dpi_sheet *r, dp_str text)
{
	struct dp_buf *out = &r->record;
	bool quote = is_mark(text);

	for (size_t i = 0; i < text.n && !quote; i++)
		quote = text.p[i] == ',' || text.p[i] == '"' ||
			text.p[i] == '\n' || text.p[i] == '\r';
	if (!quote) {
		dp_buf_str(out, text);
		return;
	}
	dp_buf_char(out, '"');
	for (size_t i = 0; i < text.n; i++) {
		bool pair = i + 1 < text.n && text.p[i + 1] == '\n';

		if (text.p[i] == '"')
			dp_buf_char(out, '"');
		/* a line in a cell ends with LF, or it would end the row */
		if (text.p[i] != '\r')
			dp_buf_char(out, text.p[i]);
		else if (!pair)
			dp_buf_char(out, '\n');
	}
	dp_buf_char(out, '"');
}

int
dpi_sheet_cell(struct dpi_sheet *r, size_t column, size_t times, dp_str text,
	       struct dp_err *err)
{
	if (text.n == 0)
		return 0;
	if (r->row + r->times > DPI_ROWS_MAX || column >= DPI_COLUMNS_MAX ||
	    times > DPI_COLUMNS_MAX - column)
		return too_far(r, column, err);
	if (column < r->next_column)
		return out_of_order(r, err);
	r->next_column = column + times;
	r->any = true;
	r->n_cells += times;
	for (size_t i = 0; i < times; i++) {
		if (r->measures) {
			r->used[column + i] = true;
			continue;
		}
		for (; r->column < r->to[column + i]; r->column++)
			dp_buf_char(&r->record, ',');
		put_cell(r, text);
		if (r->record.n > DPI_ROW_BYTES)
			return too_long(r, err);
	}
	return 0;
}

/* The record at hand is made, as often as its row is there. */
static int
keep_record(struct dpi_sheet *r, struct dp_err *err)
{
	struct dpi_sheet_record *k;
	uint64_t blank = r->row - r->next_row;

	/* Titles above a table are lines, not records of one cell. */
	r->in_table = r->in_table || r->n_cells > 1;
	for (; r->in_table && r->column + 1 < r->width; r->column++)
		dp_buf_char(&r->record, ',');
	dp_buf_char(&r->record, '\r');
	dp_grow(&r->record_at, &r->cap_records, r->n_records,
		sizeof *r->record_at);
	k = &r->record_at[r->n_records++];
	k->start = r->text.n;
	k->times = r->times;
	k->blank = blank;
	dp_buf_str(&r->text, dp_buf_view(&r->record));
	k->end = r->text.n;
	r->next_row = r->row + r->times;
	r->made_bytes += blank + r->times * r->record.n;
	if (r->text.n > DPI_ROWS_PENDING_BYTES)
		return dpi_check_growth(r->name, 0, r->text.n, err);
	return dpi_check_growth(r->name, r->file_bytes, r->made_bytes, err);
}

int
dpi_sheet_end(struct dpi_sheet *r, struct dp_err *err)
{
	if (!r->any)
		return 0;
	if (r->measures) {
		if (r->is_hidden)
			dpi_spots_add(&r->hidden, r->row, 0, r->times);
		return 0;
	}
	return r->row < r->next_row ? out_of_order(r, err) :
				      keep_record(r, err);
}

void
dpi_sheet_measured(struct dpi_sheet *r)
{
	size_t empty = 0;
	bool far = false;

	r->measures = false;
	r->width = 0;
	for (size_t i = 0; i < DPI_COLUMNS_MAX; i++) {
		if (!r->used[i]) {
			empty++;
			continue;
		}
		/* A note left far away does not make thousands of columns. */
		far = far || empty >= DPI_FAR_COLUMNS;
		if (empty < DPI_FAR_COLUMNS)
			r->width += empty;
		if (far)
			dpi_spots_add(&r->far, 0, i, 1);
		r->to[i] = (uint16_t)r->width++;
		empty = 0;
	}
}

size_t
dpi_sheet_read(struct dpi_sheet *r, char *p, size_t n_bytes)
{
	size_t n = 0;

	while (n < n_bytes && r->at < r->n_records) {
		struct dpi_sheet_record *k = &r->record_at[r->at];
		size_t some = k->end - k->start - r->at_bytes;

		if (k->blank) {
			some = k->blank < n_bytes - n ? (size_t)k->blank :
							n_bytes - n;
			memset(p + n, '\r', some);
			k->blank -= some;
			n += some;
			continue;
		}
		if (some > n_bytes - n)
			some = n_bytes - n;
		memcpy(p + n, r->text.p + k->start + r->at_bytes, some);
		n += some;
		r->at_bytes += some;
		if (k->start + r->at_bytes < k->end)
			continue;
		r->at_bytes = 0;
		if (--k->times == 0)
			r->at++;
	}
	if (r->at == r->n_records)
		r->at = r->n_records = r->text.n = 0;
	return n;
}

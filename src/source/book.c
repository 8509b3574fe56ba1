/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a spreadsheet to the text of one of its sheets, whatever kind it is.
 */
#include "source/book.h"

#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/i18n.h"

#define SHEETS_MAX 10000u

int
dpi_book_damaged(const struct dpi_book *b, struct dp_err *err)
{
	return dp_fail(err, DP_EDATA,
		       _("%s is damaged: it lacks what every spreadsheet has. "
			 "Open it in a spreadsheet program and save it again."),
		       b->name);
}

int
dpi_book_sheet(struct dpi_book *b, dp_str name, bool hidden, size_t part,
	       struct dp_err *err)
{
	if (b->n_sheets >= SHEETS_MAX)
		return dpi_book_damaged(b, err);
	dp_grow(&b->sheet, &b->cap_sheets, b->n_sheets, sizeof *b->sheet);
	dp_grow(&b->part, &b->cap_parts, b->n_sheets, sizeof *b->part);
	b->sheet[b->n_sheets].name = dp_keep(&b->text, name);
	b->sheet[b->n_sheets].hidden = hidden;
	b->part[b->n_sheets++] = part;
	return 0;
}

ptrdiff_t
dpi_book_part(const struct dpi_book *b, const char *path)
{
	ptrdiff_t i;

	if (path[0] == '/')
		path++;
	i = dpi_zip_find(&b->zip, path);
	for (size_t k = 0; i < 0 && k < b->zip.n; k++)
		if (strcasecmp(b->zip.at[k].name, path) == 0)
			i = (ptrdiff_t)k;
	return i;
}

int
dpi_book_read(struct dpi_book *b, size_t i,
	      const struct dpi_xml_handler *handler, void *self,
	      struct dp_err *err)
{
	return dpi_xml_read(dpi_zip_open(&b->zip, i, b->name, err), b->name,
			    handler, self, err);
}

void
dpi_book_hide(struct dpi_book *b, uint64_t from, uint64_t n)
{
	for (; n > 0 && from < DPI_COLUMNS_MAX; n--)
		b->hidden_column[from++] = 1;
}

void
dpi_book_merge(struct dpi_book *b, uint64_t row, uint64_t rows,
	       uint64_t columns)
{
	struct dp_merged *m;

	if (row >= DP_MERGED_ROWS)
		return;
	m = &b->merged_row[row];
	m->wide = m->wide || columns > 1;
	if (columns == 1 && rows > 1 && rows > m->rows)
		m->rows = rows < UINT8_MAX ? (uint8_t)rows : UINT8_MAX;
}

/* ---- choosing --------------------------------------------------------- */

/* Appends the names of the sheets but SKIP (SIZE_MAX: none). */
static void
list_sheets(const struct dpi_book *b, size_t skip, struct dp_buf *out)
{
	size_t shown = 0;

	for (size_t i = 0; i < b->n_sheets; i++) {
		if (i == skip)
			continue;
		if (shown++ == DP_MEMBERS_SHOWN || out->n > 300) {
			dp_buf_c(out, " …");
			break;
		}
		dp_buf_format(out, "%s%.*s", out->n ? ", " : "",
			      DP_FMT(b->sheet[i].name));
		if (b->sheet[i].hidden)
			dp_buf_format(out, " (%s)", _("hidden"));
	}
}

static int
find_sheet(struct dpi_book *b, dp_str want, struct dp_err *err)
{
	struct dp_buf list = { 0 };
	int64_t number;

	for (b->chosen = 0; b->chosen < b->n_sheets; b->chosen++)
		if (dp_str_eq(b->sheet[b->chosen].name, want))
			return 0;
	if (dp_str_int(want, &number) && number >= 1 &&
	    (uint64_t)number <= b->n_sheets) {
		b->chosen = (size_t)number - 1;
		return 0;
	}
	list_sheets(b, SIZE_MAX, &list);
	(void)dp_fail(err, DP_EUSAGE,
		      P_("%s has %zu sheet: %.*s. None is “%.*s”; "
			 "give its name, or its number from 1.",
			 "%s has %zu sheets: %.*s. None is “%.*s”; "
			 "give its name, or its number from 1.",
			 (unsigned long)b->n_sheets),
		      b->name, b->n_sheets, DP_FMT(dp_buf_view(&list)),
		      DP_FMT(want));
	dp_buf_done(&list);
	return -1;
}

static void
reset(struct dpi_book *b)
{
	struct dp_buf value = b->at.value;

	value.n = 0;
	memset(&b->at, 0, sizeof b->at);
	b->at.value = value;
	b->over = false;
}

static int
open_sheet(struct dpi_book *b, struct dp_err *err)
{
	struct dpi_bytes *part = dpi_zip_open(&b->zip, b->part[b->chosen],
					      b->name, err);

	reset(b);
	b->xml = part ? dpi_xml_open(part, b->name, &b->class->handler, b,
				     err) :
			NULL;
	return b->xml ? 0 : -1;
}

/* Goes through the chosen sheet for the first time. */
static int
measure(struct dpi_book *b, struct dp_err *err)
{
	struct stat st;
	int status;
	uint64_t bytes = fstat(b->zip.file->fd, &st) == 0 ?
				 (uint64_t)st.st_size :
				 0;

	dpi_sheet_done(&b->rows);
	dpi_sheet_init(&b->rows, b->name, bytes);
	memset(b->hidden_column, 0, DPI_COLUMNS_MAX);
	memset(&b->merged, 0, sizeof b->merged);
	memset(b->merged_row, 0, sizeof b->merged_row);
	status = open_sheet(b, err) == 0 ? 1 : -1;
	while (status > 0 && !b->over)
		status = dpi_xml_step(b->xml, err);
	dpi_xml_close(b->xml);
	b->xml = NULL;
	if (status < 0)
		return -1;
	dpi_sheet_measured(&b->rows);
	return 0;
}

/* The first sheet that shows and holds something, or else the first. */
static int
choose_first(struct dpi_book *b, struct dp_err *err)
{
	size_t first = SIZE_MAX;

	for (unsigned hidden = 0; hidden < 2; hidden++)
		for (size_t i = 0; i < b->n_sheets; i++) {
			if (b->sheet[i].hidden != (hidden == 1))
				continue;
			first = first == SIZE_MAX ? i : first;
			b->chosen = i;
			if (measure(b, err) != 0)
				return -1;
			if (b->rows.width)
				return 0;
		}
	b->chosen = first;
	return measure(b, err);
}

/* ---- what is to be said ----------------------------------------------- */

static dp_str
kept_cell(struct dpi_book *b, const struct dpi_spots *s, bool row_too)
{
	struct dp_buf name = { 0 };
	dp_str kept;

	dpi_cell_name(s->row, s->column, row_too, &name);
	kept = dp_keep(&b->text, dp_buf_view(&name));
	dp_buf_done(&name);
	return kept;
}

static void
note_cells(struct dpi_book *b, struct dpi_notes *notes)
{
	const struct dpi_sheet *r = &b->rows;
	struct dpi_spots columns = { 0, 0, 0 };

	for (size_t i = 0; i < DPI_COLUMNS_MAX; i++)
		if (b->hidden_column[i] && r->used[i])
			dpi_spots_add(&columns, 0, i, 1);
	dpi_notes_add(notes, DPI_NOTE_HIDDEN_ROWS, r->hidden.n,
		      r->hidden.row + 1, (dp_str){ NULL, 0 });
	dpi_notes_add(notes, DPI_NOTE_HIDDEN_COLUMNS, columns.n, 0,
		      kept_cell(b, &columns, false));
	dpi_notes_add(notes, DPI_NOTE_MERGED, b->merged.n, b->merged.row + 1,
		      b->first_merged);
	dpi_notes_add(notes, DPI_NOTE_ERRORS, r->errors.n, r->errors.row + 1,
		      kept_cell(b, &r->errors, true));
	dpi_notes_add(notes, DPI_NOTE_NO_RESULT, r->no_result.n,
		      r->no_result.row + 1, kept_cell(b, &r->no_result, true));
	dpi_notes_add(notes, DPI_NOTE_FAR, r->far.n, 0,
		      kept_cell(b, &r->far, false));
}

static void
note(struct dpi_book *b, bool asked, struct dp_origin *origin,
     struct dpi_notes *notes)
{
	struct dp_buf others = { 0 };

	origin->book = b->class->name;
	origin->sheets = b->sheet;
	origin->n_sheets = b->n_sheets;
	origin->sheet = b->sheet[b->chosen].name;
	origin->merged = b->merged_row;
	list_sheets(b, b->chosen, &others);
	if (!asked) {
		dpi_notes_add(notes, DPI_NOTE_SHEETS, b->n_sheets - 1, 0,
			      dp_keep(&b->text, dp_buf_view(&others)));
		if (b->n_sheets > 1)
			notes->at[notes->n - 1].found = origin->sheet;
	}
	dpi_notes_add(notes, DPI_NOTE_HIDDEN_SHEET,
		      b->sheet[b->chosen].hidden ? 1 : 0, 0, origin->sheet);
	note_cells(b, notes);
	dp_buf_done(&others);
}

/* ---- as bytes --------------------------------------------------------- */

static ptrdiff_t
read_book(struct dpi_bytes *bytes, char *p, size_t n_bytes, struct dp_err *err)
{
	struct dpi_book *b = (struct dpi_book *)bytes;
	size_t got;

	while ((got = dpi_sheet_read(&b->rows, p, n_bytes)) == 0 && n_bytes) {
		int status;

		if (b->over)
			return 0;
		if (dp_cancelled())
			return dp_fail(err, DP_ECANCEL, _("stopped."));
		status = dpi_xml_step(b->xml, err);
		if (status < 0)
			return -1;
		b->over = b->over || status == 0;
	}
	return (ptrdiff_t)got;
}

static void
close_book(struct dpi_bytes *bytes)
{
	struct dpi_book *b = (struct dpi_book *)bytes;

	dpi_xml_close(b->xml);
	dpi_zip_done(&b->zip);
	dpi_sheet_done(&b->rows);
	dpi_strings_done(&b->strings);
	dp_buf_done(&b->at.value);
	dp_arena_done(&b->text);
	free(b->sheet);
	free(b->part);
	free(b->hidden_column);
	free(b->style);
	free(b->unseen);
	free(b);
}

struct dpi_book *
dpi_book_list(struct dpi_zip *z, const struct dpi_book_class *class,
	      const char *name, struct dp_err *err)
{
	struct dpi_book *b = dp_alloc0(sizeof *b);
	int status;

	b->bytes.read = read_book;
	b->bytes.close = close_book;
	b->class = class;
	b->name = name;
	b->zip = *z;
	memset(z, 0, sizeof *z);
	b->hidden_column = dp_alloc0(DPI_COLUMNS_MAX);
	dpi_strings_init(&b->strings);
	status = class->list(b, err);
	if (status == 0 && b->n_sheets == 0)
		status = dpi_book_damaged(b, err);
	if (status == 0)
		return b;
	close_book(&b->bytes);
	return NULL;
}

struct dpi_bytes *
dpi_book_open(struct dpi_zip *z, const struct dpi_book_class *class,
	      const char *name, dp_str want, struct dp_origin *origin,
	      struct dpi_notes *notes, struct dp_err *err)
{
	struct dpi_book *b = dpi_book_list(z, class, name, err);
	int status = 0;

	if (!b)
		return NULL;
	if (want.p)
		status = find_sheet(b, want, err);
	if (status == 0 && class->prepare)
		status = class->prepare(b, err);
	if (status == 0)
		status = want.p ? measure(b, err) : choose_first(b, err);
	if (status == 0)
		status = open_sheet(b, err);
	if (status == 0) {
		note(b, want.p != NULL, origin, notes);
		return &b->bytes;
	}
	close_book(&b->bytes);
	return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spreadsheets of OpenDocument 1.2, part 1: tables (chapter 9), values (19.385
 * office:value-type and those around it), paragraphs (6.1, white space 6.1.2).
 * All sheets are in one file, content.xml.
 */
#include <stdlib.h>

#include "source/book.h"
#include "source/office.h"

static const char *const namespaces[] = {
	"urn:oasis:names:tc:opendocument:xmlns:office:1.0",
	"urn:oasis:names:tc:opendocument:xmlns:table:1.0",
	"urn:oasis:names:tc:opendocument:xmlns:text:1.0",
	"urn:oasis:names:tc:opendocument:xmlns:style:1.0",
	NULL,
};

/* Ends of the names of namespaces, for attributes. */
#define OFFICE ":office:1.0"
#define TABLE ":table:1.0"
#define TEXT ":text:1.0"
#define STYLE ":style:1.0"
#define CALC ":calcext:1.0"

/* Types of values by a letter: what the text is taken from. */
enum { PARAGRAPHS = 'p', NUMBER = 'n', VALUE = 'v', TIME = 't', BOOLEAN = 'b' };

#define MANIFEST_BYTES (64u << 10)

/* Depth of a sheet: document-content, body, spreadsheet, table. */
#define SHEET_DEPTH 3u

/* ---- sheets ----------------------------------------------------------- */

struct listing {
	struct dpi_book *b;
	unsigned depth;
	dp_str style; /* of a table, being told */
	size_t part;
};

static bool
is_unseen(const struct dpi_book *b, dp_str style)
{
	for (size_t i = 0; i < b->n_unseen; i++)
		if (dp_str_eq(b->unseen[i], style))
			return true;
	return false;
}

static int
list_start(void *self, const struct dpi_xml *x, dp_str name, struct dp_err *err)
{
	struct listing *l = self;
	struct dpi_book *b = l->b;
	unsigned depth = l->depth++;

	if (dp_str_is(name, "style")) {
		dp_str family = dpi_xml_attribute(x, STYLE, "family");

		l->style =
			dp_str_is(family, "table") ?
				dp_keep(&b->text,
					dpi_xml_attribute(x, STYLE, "name")) :
				(dp_str){ NULL, 0 };
	} else if (dp_str_is(name, "table-properties") && l->style.p &&
		   dp_str_is(dpi_xml_attribute(x, TABLE, "display"), "false")) {
		dp_grow(&b->unseen, &b->cap_unseen, b->n_unseen,
			sizeof *b->unseen);
		b->unseen[b->n_unseen++] = l->style;
	} else if (depth == SHEET_DEPTH && dp_str_is(name, "table")) {
		bool hidden =
			is_unseen(b, dpi_xml_attribute(x, TABLE, "style-name"));

		return dpi_book_sheet(b, dpi_xml_attribute(x, TABLE, "name"),
				      hidden, l->part, err);
	}
	return 0;
}

static int
list_end(void *self, dp_str name, struct dp_err *err)
{
	(void)name;
	(void)err;
	((struct listing *)self)->depth--;
	return 0;
}

/* Part 3, 4.4: what is encrypted is so declared in the manifest. */
static bool
is_locked(const struct dpi_book *b)
{
	struct dp_err ignored = { 0 };
	ptrdiff_t part = dpi_book_part(b, "META-INF/manifest.xml");
	struct dpi_bytes *bytes = part < 0 ? NULL :
					     dpi_zip_open(&b->zip, (size_t)part,
							  b->name, &ignored);
	dp_str text = { NULL, 0 };
	bool locked = bytes &&
		      dpi_bytes_look(bytes, MANIFEST_BYTES, &text, &ignored) ==
			      0 &&
		      dp_str_search(text, DP_S("encryption-data")) >= 0;

	dpi_bytes_close(bytes);
	return locked;
}

static int
list(struct dpi_book *b, struct dp_err *err)
{
	static const struct dpi_xml_handler handler = {
		.start = list_start,
		.end = list_end,
		.namespaces = namespaces,
	};
	struct listing l = { .b = b };
	ptrdiff_t part = dpi_book_part(b, "content.xml");

	if (part < 0)
		return dpi_book_damaged(b, err);
	if (is_locked(b))
		return dpi_office_locked(b->name, err);
	l.part = (size_t)part;
	return dpi_book_read(b, l.part, &handler, &l, err);
}

/* ---- rows and columns ------------------------------------------------- */

static bool
shows(const struct dpi_xml *x)
{
	dp_str s = dpi_xml_attribute(x, TABLE, "visibility");

	return !s.p || dp_str_is(s, "visible");
}

static void
start_row(struct dpi_book *b, const struct dpi_xml *x)
{
	struct dpi_book_place *at = &b->at;

	at->times = dpi_xml_count(x, TABLE, "number-rows-repeated", 1);
	at->times = at->times ? at->times : 1;
	if (at->times > DPI_ROWS_MAX + 1)
		at->times = DPI_ROWS_MAX + 1;
	at->column = 0;
	dpi_sheet_start(&b->rows, at->row, at->times, !shows(x));
}

static void
start_column(struct dpi_book *b, const struct dpi_xml *x)
{
	uint64_t times = dpi_xml_count(x, TABLE, "number-columns-repeated", 1);

	if (times > DPI_COLUMNS_MAX)
		times = DPI_COLUMNS_MAX;
	if (b->rows.measures && !shows(x))
		dpi_book_hide(b, b->at.n_columns, times);
	b->at.n_columns += (size_t)times;
}

/* ---- cells ------------------------------------------------------------ */

/* A cell whose value covers others: A1:B2. */
static void
note_merged(struct dpi_book *b, uint64_t rows, uint64_t columns)
{
	struct dpi_book_place *at = &b->at;
	struct dp_buf ref = { 0 };

	if (b->merged.n == 0 && columns <= DPI_COLUMNS_MAX) {
		dpi_cell_name(b->rows.row, at->column, true, &ref);
		dp_buf_char(&ref, ':');
		dpi_cell_name(b->rows.row + rows - 1,
			      at->column + (size_t)columns - 1, true, &ref);
		b->first_merged = dp_keep(&b->text, dp_buf_view(&ref));
		dp_buf_done(&ref);
	}
	dpi_spots_add(&b->merged, b->rows.row, at->column, 1);
	dpi_book_merge(b, b->rows.row, rows, columns);
}

/* 19.385: which attribute holds the value. */
static void
take_value(struct dpi_book_place *at, const struct dpi_xml *x)
{
	dp_str type = dpi_xml_attribute(x, OFFICE, "value-type");
	dp_str value = { NULL, 0 };

	at->type = PARAGRAPHS;
	at->has_value = type.p != NULL;
	if (dp_str_is(type, "float") || dp_str_is(type, "percentage") ||
	    dp_str_is(type, "currency")) {
		at->type = NUMBER;
		value = dpi_xml_attribute(x, OFFICE, "value");
	} else if (dp_str_is(type, "date")) {
		at->type = VALUE;
		value = dpi_xml_attribute(x, OFFICE, "date-value");
	} else if (dp_str_is(type, "time")) {
		at->type = TIME;
		value = dpi_xml_attribute(x, OFFICE, "time-value");
	} else if (dp_str_is(type, "boolean")) {
		at->type = BOOLEAN;
		value = dpi_xml_attribute(x, OFFICE, "boolean-value");
	} else if (dp_str_is(type, "string")) {
		value = dpi_xml_attribute(x, OFFICE, "string-value");
		/* of an error, what is shown is all there is */
		value.n = at->is_error ? 0 : value.n;
		at->type = value.n ? VALUE : PARAGRAPHS;
	}
	if (at->type != PARAGRAPHS && !value.p)
		at->type = PARAGRAPHS;
	dp_buf_str(&at->value, value);
}

static void
start_cell(struct dpi_book *b, const struct dpi_xml *x, bool covered)
{
	struct dpi_book_place *at = &b->at;
	uint64_t columns = dpi_xml_count(x, TABLE, "number-columns-spanned", 1);
	uint64_t rows = dpi_xml_count(x, TABLE, "number-rows-spanned", 1);
	uint64_t times = dpi_xml_count(x, TABLE, "number-columns-repeated", 1);

	at->cell_times = times > DPI_COLUMNS_MAX ? DPI_COLUMNS_MAX + 1 :
			 times                   ? (size_t)times :
						   1;
	at->in_cell = true;
	at->collects = at->blank = at->has_paragraph = false;
	at->value.n = 0;
	at->is_error = dp_str_is(dpi_xml_attribute(x, CALC, "value-type"),
				 "error");
	at->has_formula = dpi_xml_attribute(x, TABLE, "formula").p != NULL;
	take_value(at, x);
	if (b->rows.measures && !covered && (columns > 1 || rows > 1))
		note_merged(b, rows ? rows : 1, columns ? columns : 1);
}

static int
end_cell(struct dpi_book *b, struct dp_err *err)
{
	struct dpi_book_place *at = &b->at;
	struct dp_buf made = { 0 };
	dp_str text = dp_buf_view(&at->value);
	int status;

	at->in_cell = false;
	if (at->type == NUMBER) {
		dpi_serial_text(text, DPI_SERIAL_NUMBER, false, &made);
		text = dp_buf_view(&made);
	} else if (at->type == TIME) {
		dpi_duration_text(text, &made);
		text = dp_buf_view(&made);
	} else if (at->type == BOOLEAN) {
		text = dp_str_is(text, "true") ? DP_S("TRUE") : DP_S("FALSE");
	}
	status = dpi_sheet_cell(&b->rows, at->column, at->cell_times, text,
				err);
	if (b->rows.measures && at->is_error && text.n)
		dpi_spots_add(&b->rows.errors, b->rows.row, at->column, 1);
	if (b->rows.measures && at->has_formula && !at->has_value && !text.n)
		dpi_spots_add(&b->rows.no_result, b->rows.row, at->column, 1);
	at->column += at->cell_times;
	if (at->column > DPI_COLUMNS_MAX)
		at->column = DPI_COLUMNS_MAX;
	dp_buf_done(&made);
	return status;
}

/* ---- paragraphs ------------------------------------------------------- */

/* A new paragraph is a new line of the cell. */
static void
start_paragraph(struct dpi_book_place *at)
{
	if (at->has_paragraph)
		dp_buf_char(&at->value, '\n');
	at->has_paragraph = true;
	at->collects = true;
	at->blank = true; /* blanks at its start go */
}

/* What stands in a cell; what is drawn or noted beside it is not its text. */
static void
start_in_cell(struct dpi_book *b, const struct dpi_xml *x, dp_str name)
{
	struct dpi_book_place *at = &b->at;

	if (at->type != PARAGRAPHS)
		return;
	if (dp_str_is(name, "p") || dp_str_is(name, "h")) {
		start_paragraph(at);
	} else if (dp_str_is(name, "s")) {
		uint64_t n = dpi_xml_count(x, TEXT, "c", 1);

		for (; n > 0 && at->value.n <= DPI_ROW_BYTES; n--)
			dp_buf_char(&at->value, ' ');
		at->blank = false;
	} else if (dp_str_is(name, "tab") || dp_str_is(name, "line-break")) {
		dp_buf_char(&at->value, dp_str_is(name, "tab") ? '\t' : '\n');
		at->blank = false;
	}
}

static void
text(void *book, dp_str s)
{
	struct dpi_book_place *at = &((struct dpi_book *)book)->at;

	if (!at->collects || at->skip)
		return;
	/* 6.1.2: blanks are one space, and none at the ends */
	for (size_t i = 0; i < s.n && at->value.n <= DPI_ROW_BYTES; i++) {
		if (!strchr(" \t\r\n", s.p[i])) {
			dp_buf_char(&at->value, s.p[i]);
			at->blank = false;
		} else if (!at->blank) {
			dp_buf_char(&at->value, ' ');
			at->blank = true;
		}
	}
}

static void
end_paragraph(struct dpi_book_place *at)
{
	/* "blank" means a space was put, unless nothing was */
	if (at->blank && at->value.n && at->value.p[at->value.n - 1] == ' ')
		at->value.n--;
	at->collects = at->blank = false;
}

/* Is NAME what stands in a sheet and is none of its cells? */
static bool
is_beside(dp_str name)
{
	static const char *const beside[] = { "annotation",  "forms",  "note",
					      "ruby-text",   "shapes", "table",
					      "table-source" };

	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
		if (dp_str_is(name, beside[i]))
			return true;
	return name.n == 0;
}

/* ---- the handler ------------------------------------------------------ */

static int
start(void *book, const struct dpi_xml *x, dp_str name, struct dp_err *err)
{
	struct dpi_book *b = book;
	struct dpi_book_place *at = &b->at;
	unsigned depth = at->depth++;

	(void)err;
	if (!at->inside) {
		if (depth == SHEET_DEPTH && dp_str_is(name, "table"))
			at->inside = at->table++ == b->chosen;
		return 0;
	}
	if (at->skip)
		return 0;
	if (at->in_cell) {
		if (is_beside(name))
			at->skip = depth + 1;
		else
			start_in_cell(b, x, name);
	} else if (is_beside(name)) {
		at->skip = depth + 1;
	} else if (dp_str_is(name, "table-cell")) {
		start_cell(b, x, false);
	} else if (dp_str_is(name, "covered-table-cell")) {
		start_cell(b, x, true);
	} else if (dp_str_is(name, "table-row")) {
		start_row(b, x);
	} else if (dp_str_is(name, "table-column")) {
		start_column(b, x);
	}
	return 0;
}

static int
end(void *book, dp_str name, struct dp_err *err)
{
	struct dpi_book *b = book;
	struct dpi_book_place *at = &b->at;
	unsigned depth = --at->depth;

	if (!at->inside)
		return 0;
	if (at->skip) {
		at->skip = depth + 1 == at->skip ? 0 : at->skip;
		return 0;
	}
	if (at->in_cell) {
		if (at->collects &&
		    (dp_str_is(name, "p") || dp_str_is(name, "h")))
			end_paragraph(at);
		if (dp_str_is(name, "table-cell") ||
		    dp_str_is(name, "covered-table-cell"))
			return end_cell(b, err);
	} else if (dp_str_is(name, "table-row")) {
		at->row += at->times;
		if (at->row > 2 * (uint64_t)DPI_ROWS_MAX)
			at->row = 2 * (uint64_t)DPI_ROWS_MAX;
		return dpi_sheet_end(&b->rows, err);
	} else if (depth == SHEET_DEPTH) {
		at->inside = false;
		b->over = true;
	}
	return 0;
}

const struct dpi_book_class dpi_book_ods = {
	.name = "ods",
	.list = list,
	.handler = {
		.start = start,
		.end = end,
		.text = text,
		.namespaces = namespaces,
	},
};

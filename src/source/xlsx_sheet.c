/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cells of a worksheet and the strings they share, ECMA-376 part 1: 18.3
 * and 18.4. Of a formula, the value it had when the file was saved.
 */
#include "source/xlsx.h"

/* Types of cells, 18.18.11, by one letter each. */
enum {
	NUMBER = 'n',
	SHARED = 's',
	BOOLEAN = 'b',
	ERROR = 'e',
	DATE = 'd',
	FORMULA = 'f',
	INLINE = 'i'
};

/* ---- text ------------------------------------------------------------- */

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The character that S, at a "_", means by _x000D_; 0: none (22.9.2.19). */
static uint32_t
escaped(dp_str s)
{
	uint32_t c = 0;

	if (s.n < 7 || s.p[1] != 'x' || s.p[6] != '_')
		return 0;
	for (size_t i = 2; i < 6; i++) {
		if (hex(s.p[i]) < 0)
			return 0;
		c = c * 16 + (uint32_t)hex(s.p[i]);
	}
	return c >= 0xD800 && c < 0xE000 ? 0 : c;
}

/* B with what it escapes written out. */
static void
unescape(struct dp_buf *b)
{
	dp_str s = dp_buf_view(b);
	size_t n = 0;

	if (dp_str_search(s, DP_S("_x")) < 0)
		return;
	for (size_t i = 0; i < s.n;) {
		uint32_t c = s.p[i] == '_' ? escaped(dp_str_from(s, i)) : 0;

		/* it never becomes longer */
		if (c)
			n += dp_utf8_encode(c, b->p + n);
		else
			b->p[n++] = s.p[i];
		i += c ? 7 : 1;
	}
	b->n = n;
}

/* ---- shared strings --------------------------------------------------- */

struct sharing {
	struct dpi_book *b;
	bool in_text;      /* in t */
	unsigned phonetic; /* elements rPh around: how it is read aloud */
	struct dp_buf text;
};

static int
start_string(void *self, const struct dpi_xml *x, dp_str name,
	     struct dp_err *err)
{
	struct sharing *s = self;

	(void)x;
	(void)err;
	if (dp_str_is(name, "si"))
		s->text.n = 0;
	else if (dp_str_is(name, "rPh"))
		s->phonetic++;
	else if (dp_str_is(name, "t"))
		s->in_text = !s->phonetic;
	return 0;
}

static int
end_string(void *self, dp_str name, struct dp_err *err)
{
	struct sharing *s = self;

	if (dp_str_is(name, "t"))
		s->in_text = false;
	else if (dp_str_is(name, "rPh") && s->phonetic)
		s->phonetic--;
	if (!dp_str_is(name, "si"))
		return 0;
	unescape(&s->text);
	return dpi_strings_add(&s->b->strings, s->b->name,
			       dp_buf_view(&s->text), err);
}

static void
string_text(void *self, dp_str text)
{
	struct sharing *s = self;

	if (s->in_text && s->text.n <= DPI_STRING_BYTES)
		dp_buf_str(&s->text, text);
}

int
dpi_xlsx_strings(struct dpi_book *b, size_t part, struct dp_err *err)
{
	static const struct dpi_xml_handler handler = {
		.start = start_string,
		.end = end_string,
		.text = string_text,
		.namespaces = dpi_xlsx_namespaces,
	};
	struct sharing s = { .b = b };
	int status = dpi_book_read(b, part, &handler, &s, err);

	dp_buf_done(&s.text);
	return status == 0 ? dpi_strings_ready(&b->strings, err) : -1;
}

/* ---- places ----------------------------------------------------------- */

/* Column, from 0, of a reference such as AB12; false: it has none. */
static bool
column_of(dp_str ref, size_t *out)
{
	size_t n = 0, i = 0;

	for (; i < ref.n && i < 4; i++) {
		char c = ref.p[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 32);
		if (c < 'A' || c > 'Z')
			break;
		n = n * 26 + (size_t)(c - 'A' + 1);
	}
	if (n == 0)
		return false;
	*out = n - 1;
	return true;
}

/* Row, from 0, of the first cell of REF, or 0. */
static uint64_t
row_of(dp_str ref)
{
	dp_str cell = dp_str_cut(&ref, ':');
	int64_t row;

	while (cell.n && (cell.p[0] < '0' || cell.p[0] > '9'))
		cell = dp_str_from(cell, 1);
	return dp_str_int(cell, &row) && row > 0 ? (uint64_t)row - 1 : 0;
}

/* What B is told of merged cells, from the reference REF, as A1:B2. */
static void
note_merged(struct dpi_book *b, dp_str ref)
{
	uint64_t first = row_of(ref), last;
	size_t left, right;

	if (b->merged.n == 0)
		b->first_merged = dp_keep(&b->text, ref);
	dpi_spots_add(&b->merged, first, 0, 1);
	if (!column_of(ref, &left))
		return;
	(void)dp_str_cut(&ref, ':');
	last = row_of(ref);
	if (column_of(ref, &right) && right >= left && last >= first)
		dpi_book_merge(b, first, last - first + 1, right - left + 1);
}

/* ---- cells ------------------------------------------------------------ */

static char
type_of(dp_str t)
{
	if (!t.p || dp_str_is(t, "n"))
		return NUMBER;
	if (dp_str_is(t, "str"))
		return FORMULA;
	if (dp_str_is(t, "inlineStr"))
		return INLINE;
	return t.n == 1 && strchr("sbed", t.p[0]) ? t.p[0] : FORMULA;
}

static void
start_cell(struct dpi_book *b, const struct dpi_xml *x)
{
	struct dpi_book_place *at = &b->at;

	/* without r, it is the next one */
	(void)column_of(dpi_xml_attribute(x, NULL, "r"), &at->column);
	at->type = type_of(dpi_xml_attribute(x, NULL, "t"));
	at->style = dpi_xml_count(x, NULL, "s", 0);
	at->in_cell = true;
	at->has_value = at->has_formula = false;
	at->value.n = 0;
}

static enum dpi_serial
kind_of(const struct dpi_book *b)
{
	return b->at.style < b->n_styles ?
		       (enum dpi_serial)b->style[b->at.style] :
		       DPI_SERIAL_NUMBER;
}

/* What the cell at hand holds, as text. */
static int
cell_text(struct dpi_book *b, struct dp_buf *made, dp_str *out,
	  struct dp_err *err)
{
	dp_str raw = dp_buf_view(&b->at.value);
	int64_t number;
	int got;

	*out = raw;
	switch (b->at.type) {
	case SHARED:
		if (raw.n == 0)
			return 0;
		if (!dp_str_int(dp_str_strip(raw), &number) || number < 0)
			return dpi_book_damaged(b, err);
		/* to measure, it is enough that there is something */
		if (b->rows.measures && !b->strings.any_empty &&
		    (uint64_t)number < b->strings.n)
			return 0;
		got = dpi_strings_get(&b->strings, (uint64_t)number, out, err);
		return got > 0 ? 0 : got == 0 ? dpi_book_damaged(b, err) : -1;
	case BOOLEAN:
		if (raw.n)
			*out = dp_str_is(raw, "0") || dp_str_is(raw, "false") ?
				       DP_S("FALSE") :
				       DP_S("TRUE");
		return 0;
	case NUMBER:
		if (b->rows.measures)
			return 0;
		if (raw.n)
			dpi_serial_text(raw, kind_of(b), b->from_1904, made);
		*out = dp_buf_view(made);
		return 0;
	default:
		unescape(&b->at.value);
		*out = dp_buf_view(&b->at.value);
		return 0;
	}
}

static int
end_cell(struct dpi_book *b, struct dp_err *err)
{
	struct dpi_book_place *at = &b->at;
	struct dp_buf made = { 0 };
	dp_str text = { NULL, 0 };
	int status;

	at->in_cell = false;
	status = cell_text(b, &made, &text, err);
	if (status == 0)
		status = dpi_sheet_cell(&b->rows, at->column, 1, text, err);
	if (b->rows.measures && at->type == ERROR && text.n)
		dpi_spots_add(&b->rows.errors, b->rows.row, at->column, 1);
	if (b->rows.measures && at->has_formula && !at->has_value)
		dpi_spots_add(&b->rows.no_result, b->rows.row, at->column, 1);
	at->column++;
	dp_buf_done(&made);
	return status;
}

static void
start_row(struct dpi_book *b, const struct dpi_xml *x)
{
	struct dpi_book_place *at = &b->at;
	uint64_t row = dpi_xml_count(x, NULL, "r", 0);

	at->row = row ? row - 1 : at->row;
	at->column = 0;
	dpi_sheet_start(&b->rows, at->row, 1, dpi_xml_is(x, NULL, "hidden"));
	at->row++;
}

/* What stands around the cells: 18.3.1.13 col, 18.3.1.54 mergeCell. */
static void
start_other(struct dpi_book *b, const struct dpi_xml *x, dp_str name)
{
	if (!b->rows.measures)
		return;
	if (dp_str_is(name, "col") && dpi_xml_is(x, NULL, "hidden")) {
		uint64_t min = dpi_xml_count(x, NULL, "min", 0);
		uint64_t max = dpi_xml_count(x, NULL, "max", 0);

		if (min > 0 && max >= min)
			dpi_book_hide(b, min - 1, max - min + 1);
	} else if (dp_str_is(name, "mergeCell")) {
		note_merged(b, dpi_xml_attribute(x, NULL, "ref"));
	}
}

int
dpi_xlsx_start(void *book, const struct dpi_xml *x, dp_str name,
	       struct dp_err *err)
{
	struct dpi_book *b = book;
	struct dpi_book_place *at = &b->at;

	(void)err;
	if (name.n == 0)
		return 0;
	if (!at->inside) {
		at->inside = dp_str_is(name, "sheetData");
		start_other(b, x, name);
	} else if (dp_str_is(name, "c")) {
		start_cell(b, x);
	} else if (dp_str_is(name, "row")) {
		start_row(b, x);
	} else if (at->in_cell) {
		if (dp_str_is(name, "v"))
			at->has_value = at->collects = true;
		else if (dp_str_is(name, "f"))
			at->has_formula = true;
		else if (dp_str_is(name, "rPh"))
			at->skip++;
		else if (dp_str_is(name, "t"))
			at->collects = !at->skip && at->type == INLINE;
	}
	return 0;
}

int
dpi_xlsx_end(void *book, dp_str name, struct dp_err *err)
{
	struct dpi_book *b = book;
	struct dpi_book_place *at = &b->at;

	if (!at->inside || name.n == 0)
		return 0;
	at->collects = false;
	if (at->in_cell && dp_str_is(name, "c"))
		return end_cell(b, err);
	if (dp_str_is(name, "rPh") && at->skip)
		at->skip--;
	if (dp_str_is(name, "row"))
		return dpi_sheet_end(&b->rows, err);
	/* What follows was told the first time. */
	if (dp_str_is(name, "sheetData")) {
		at->inside = false;
		b->over = !b->rows.measures;
	}
	return 0;
}

void
dpi_xlsx_text(void *book, dp_str text)
{
	struct dpi_book_place *at = &((struct dpi_book *)book)->at;

	/* more than a record may hold is refused when the cell ends */
	if (at->collects && at->value.n <= DPI_ROW_BYTES)
		dp_buf_str(&at->value, text);
}

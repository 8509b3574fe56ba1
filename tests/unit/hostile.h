/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clean tables written again the way exports come: any delimiter, encoding,
 * line end and quoting, with titles, notes and what else surrounds them. What
 * has to be read is known, since it was written here. Include after test.h.
 */
#ifndef DP_HOSTILE_H
#define DP_HOSTILE_H

#include <stdlib.h>

#include <dpipe/table.h>

#define HOSTILE_ROWS 14
#define HOSTILE_COLS 8

/* A clean table: the header, then the records. */
struct hostile_table {
	const char *name;
	size_t n_cols, n_rows;
	const char *cell[HOSTILE_ROWS][HOSTILE_COLS];
	size_t text; /* a column of text */
};

/* How a table is written. */
struct hostile {
	const struct hostile_table *table;
	char delimiter;
	const char *newline; /* NULL: each record ends with another */
	enum dp_encoding encoding;
	bool bom;
	const struct hostile_shape *shape;
	struct dp_buf text; /* the file, UTF-8 until it is encoded */
	struct dp_buf want; /* what has to come out */
	size_t n_lines;     /* written so far */
	bool quoted;        /* every cell is: an empty one is not missing */
};

/* One thing that surrounds or damages a table. */
struct hostile_shape {
	const char *name;
	/* All of it; false: it makes no sense for this table. */
	bool (*write)(struct hostile *h);
};

static inline const char *
hostile_cell(const struct hostile *h, size_t r, size_t c)
{
	return h->table->cell[r][c];
}

static inline void
hostile_end(struct hostile *h)
{
	static const char *const ends[] = { "\r\n", "\n", "\r\n", "\n" };

	dp_buf_c(&h->text, h->newline ? h->newline : ends[h->n_lines % 4]);
	h->n_lines++;
}

/* A line of its own. */
static inline void
hostile_line(struct hostile *h, const char *text)
{
	dp_buf_c(&h->text, text);
	hostile_end(h);
}

/* CELL in QUOTE where it must be, or always. */
static inline void
hostile_put(struct hostile *h, const char *cell, char quote, char escape,
	    bool always)
{
	bool must = always || strchr(cell, h->delimiter) ||
		    strchr(cell, quote) || strpbrk(cell, "\r\n") ||
		    (escape == '\\' && strchr(cell, '\\'));

	if (must)
		dp_buf_char(&h->text, quote);
	for (; *cell; cell++) {
		if (*cell == quote || (escape == '\\' && *cell == '\\'))
			dp_buf_char(&h->text, escape);
		dp_buf_char(&h->text, *cell);
	}
	if (must)
		dp_buf_char(&h->text, quote);
}

static inline void
hostile_row(struct hostile *h, size_t r)
{
	for (size_t c = 0; c < h->table->n_cols; c++) {
		if (c)
			dp_buf_char(&h->text, h->delimiter);
		hostile_put(h, hostile_cell(h, r, c), '"', '"', false);
	}
	hostile_end(h);
}

static inline void
hostile_rows(struct hostile *h, size_t from, size_t to)
{
	for (size_t r = from; r < to; r++)
		hostile_row(h, r);
}

static inline void
hostile_all(struct hostile *h)
{
	hostile_rows(h, 0, h->table->n_rows);
}

/* Row R as it has to come out, cell C being INSTEAD where that is given. */
static inline void
hostile_want_row(struct hostile *h, size_t r, size_t c, const char *instead)
{
	dp_str cell[HOSTILE_COLS];

	for (size_t i = 0; i < h->table->n_cols; i++) {
		cell[i] = dp_str_c(instead && i == c ? instead :
						       hostile_cell(h, r, i));
		if (cell[i].n == 0 && !h->quoted)
			cell[i].p = NULL;
	}
	dp_csv_record(&h->want, cell, h->table->n_cols);
}

static inline void
hostile_want(struct hostile *h)
{
	for (size_t r = 0; r < h->table->n_rows; r++)
		hostile_want_row(h, r, 0, NULL);
}

/* A line of delimiters that holds TEXT in cell C. */
static inline void
hostile_padded(struct hostile *h, size_t c, const char *text)
{
	for (size_t i = 0; i < h->table->n_cols; i++) {
		if (i)
			dp_buf_char(&h->text, h->delimiter);
		if (i == c)
			hostile_put(h, text, '"', '"', false);
	}
	hostile_end(h);
}

/* C in units of the wide encoding E. */
static inline void
hostile_unit(uint32_t c, enum dp_encoding e, struct dp_buf *out)
{
	unsigned width = e == DP_UTF16LE || e == DP_UTF16BE ? 2 : 4;
	bool big = e == DP_UTF16BE || e == DP_UTF32BE;

	for (unsigned k = 0; k < width; k++) {
		unsigned at = big ? width - 1 - k : k;

		dp_buf_char(out, (char)(c >> 8 * at & 0xff));
	}
}

/* The byte that stands for C in the single-byte encoding E, or -1. */
static inline int
hostile_byte(uint32_t c, enum dp_encoding e)
{
	for (int b = 0x80; b < 0x100; b++) {
		struct dp_decoder d = { .encoding = e };
		struct dp_buf one = { 0 };
		char byte = (char)b;
		uint32_t is = 0;

		dp_decode(&d, &byte, 1, true, &one);
		(void)dp_utf8_decode(one.p, one.n, &is);
		dp_buf_done(&one);
		if (is == c)
			return b;
	}
	return -1;
}

/* The text in h->encoding; false: that has no way to write it. */
static inline bool
hostile_encode(struct hostile *h)
{
	struct dp_buf out = { 0 };
	bool wide = h->encoding >= DP_UTF16LE && h->encoding <= DP_UTF32BE;
	int byte[256] = { 0 };
	uint32_t c;

	if (h->encoding == DP_UTF8 && h->bom)
		dp_buf_c(&out, "\xEF\xBB\xBF");
	else if (h->bom)
		hostile_unit(0xfeff, h->encoding, &out);
	for (size_t i = 0; i < h->text.n;) {
		unsigned k = dp_utf8_decode(h->text.p + i, h->text.n - i, &c);
		int b;

		if (h->encoding == DP_UTF8) {
			dp_buf_add(&out, h->text.p + i, k);
		} else if (wide) {
			hostile_unit(c, h->encoding, &out);
		} else if (c < 0x80) {
			dp_buf_char(&out, (char)c);
		} else {
			b = c < 256 ? byte[c] : 0;
			if (b == 0)
				b = hostile_byte(c, h->encoding);
			if (c < 256)
				byte[c] = b;
			if (b < 0)
				break;
			dp_buf_char(&out, (char)b);
		}
		i += k;
		if (i < h->text.n)
			continue;
		dp_buf_done(&h->text);
		h->text = out;
		return true;
	}
	dp_buf_done(&out);
	return false;
}

#endif

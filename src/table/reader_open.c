/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening a table: its encoding, its dialect, the lines above the header and
 * the header itself, all from the first bytes.
 */
#include "table/reader.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "table/dialect.h"
#include "table/header.h"

/* The lines above the header go to the rejects and are said. */
static void
note_preamble(struct dpi_reader *r, dp_str lines)
{
	uint64_t line = r->dialect.sep_line;

	lines = dp_str_strip(lines);
	while (lines.n) {
		dp_str rest = lines;
		dp_str one = dp_str_cut(&rest, '\n');

		line++;
		dp_log_reject_line(r->first, line, dp_str_strip(one),
				   dp_finding_kind(DP_F_PREAMBLE)->code);
		if (dp_str_strip(one).n)
			(void)dp_finding_add(&r->first->findings,
					     DP_F_PREAMBLE,
					     (dp_str){ NULL, 0 }, line, 0,
					     dp_str_strip(one));
		lines = rest;
	}
}

static void
make_schema(struct dpi_reader *r, const struct dpi_sample *s)
{
	struct dp_dialect *d = &r->dialect;
	size_t n = d->n_columns;

	if (d->header_rows && s->n_rows) {
		r->header = dp_realloc_array(NULL, n, sizeof *r->header);
		for (size_t i = 0; i < n; i++)
			r->header[i] = i < s->row[0].n ?
				dp_keep(&r->names, s->cell[i]) :
				(dp_str){ NULL, 0 };
	}
	if (s->n_rows || d->header_rows)
		dpi_header_names(r->header, n, d->preamble_lines + 1,
				 &r->stream.schema, &r->first->findings);
	if (n == 1 && s->n_rows)
		(void)dp_finding_add(&r->first->findings, DP_F_ONE_COLUMN,
				     (dp_str){ NULL, 0 }, 0, 0,
				     (dp_str){ NULL, 0 });
	r->split.schema = &r->stream.schema;
	r->split.header = r->header;
	r->split.n_columns = n;
}

/*
 * Moves the carry past the preamble and the header. In the carry, bytes are
 * as in the file; the sample is UTF-8, and line ends are the same in both.
 */
static void
skip_header(struct dpi_reader *r, dp_str text)
{
	struct dp_dialect *d = &r->dialect;
	char newline = r->split.marks.newline;
	struct dpi_sample s;
	dp_str carry;
	size_t skip = 0;
	uint64_t lines = d->preamble_lines, header_lines = 0;

	dpi_sample_cut(&s, dp_str_from(text, d->preamble_bytes),
		       d->delimiter, d->quote, newline, d->header_rows ? 1 : 2,
		       true);
	note_preamble(r, (dp_str){ text.p, d->preamble_bytes });
	make_schema(r, &s);
	if (d->header_rows)
		for (size_t i = 0; i < s.end_bytes; i++)
			header_lines += text.p[d->preamble_bytes + i] ==
				newline;
	if (d->header_rows && header_lines == 0)
		skip = r->carry.n;
	for (lines += header_lines; lines > 0 && skip < r->carry.n; skip++)
		lines -= r->carry.p[skip] == newline;
	carry = dp_str_from(dp_buf_view(&r->carry), skip);
	memmove(r->carry.p, carry.p, carry.n);
	r->carry.n = carry.n;
	r->next_line = d->preamble_lines + header_lines + 1;
	r->next_record = 1;
	dpi_sample_done(&s);
}

static int
start(struct dpi_reader *r, const struct dp_read_opts *o, struct dp_err *err)
{
	struct dp_dialect *d = &r->dialect;
	struct dp_decoder decoder = { 0 };
	struct dp_buf text = { 0 };
	double encoding;

	/* The first bytes, before anything is known of them. */
	if (dpi_reader_fill(r, &r->carry, DPI_SAMPLE_BYTES, err) != 0 ||
	    dpi_dialect_encoding(r->carry.p, r->carry.n, r->eof, o, d, err)
	    != 0)
		return -1;
	encoding = d->confidence;
	r->in_order = !dpi_encoding_is_ascii_like(d->encoding);
	r->carry.n -= d->bom_bytes;
	if (r->carry.n)
		memmove(r->carry.p, r->carry.p + d->bom_bytes, r->carry.n);
	if (r->in_order) {
		r->raw = r->carry;
		memset(&r->carry, 0, sizeof r->carry);
		r->decoder.encoding = d->encoding;
		dp_decode(&r->decoder, r->raw.p, r->raw.n, r->eof, &r->carry);
		r->raw.n = 0;
		dp_buf_str(&text, dp_buf_view(&r->carry));
	} else {
		decoder.encoding = d->encoding;
		dp_decode(&decoder, r->carry.p, r->carry.n, r->eof, &text);
	}
	dpi_dialect_text(dp_buf_view(&text), r->eof, o, d);
	if (encoding < d->confidence)
		d->confidence = encoding;
	r->split.marks = (struct dpi_marks){ d->delimiter, d->quote,
		d->newline == DP_CR ? '\r' : '\n' };
	r->split.as_is = o->as_is;
	r->split.scan = dpi_scan_best();
	if (d->n_columns > DP_COLUMNS_MAX) {
		dp_buf_done(&text);
		return dp_fail(err, DP_ELIMIT,
			       _("%s has %zu columns; at most %u are read."),
			       r->name, d->n_columns, DP_COLUMNS_MAX);
	}
	skip_header(r, dp_buf_view(&text));
	dp_buf_done(&text);
	return 0;
}

static struct dp_stream *
open_reader(struct dpi_reader *r, const struct dp_read_opts *o,
	    struct dp_err *err)
{
	r->stream.next = dpi_reader_next;
	r->stream.work = dpi_reader_work;
	r->stream.close = dpi_reader_close;
	r->stream.dialect = &r->dialect;
	r->block_bytes = o->block_bytes ? o->block_bytes : DP_BLOCK_BYTES;
	r->first = dp_alloc0(sizeof *r->first);
	dp_log_init(r->first, 0, false, true);
	if (start(r, o, err) != 0) {
		dp_err_file(err, r->name);
		dpi_reader_close(&r->stream);
		return NULL;
	}
	return &r->stream;
}

struct dp_stream *
dp_table_open(const char *path, const struct dp_read_opts *o,
	      struct dp_err *err)
{
	int fd = dp_open_read(path, err);
	struct dpi_reader *r;

	if (fd < 0)
		return NULL;
	r = dp_alloc0(sizeof *r);
	r->fd = fd;
	r->name = dp_strdup(dp_str_c(strcmp(path, "-") == 0 ?
				     _("standard input") : path));
	return open_reader(r, o, err);
}

struct dp_stream *
dp_table_open_memory(const void *p, size_t n_bytes,
		     const struct dp_read_opts *o, struct dp_err *err)
{
	struct dpi_reader *r = dp_alloc0(sizeof *r);

	r->fd = -1;
	r->memory.p = p;
	r->memory.n = n_bytes;
	r->name = dp_strdup(dp_str_c(_("text in memory")));
	return open_reader(r, o, err);
}

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

/* The first line of *TEXT without its end, which is left out of *TEXT too. */
static dp_str
next_line(dp_str *text)
{
	dp_str line = *text;

	line.n = 0;
	while (line.n < text->n && line.p[line.n] != '\n' &&
	       line.p[line.n] != '\r')
		line.n++;
	*text = dp_str_from(*text, line.n);
	*text = dp_str_from(*text, dpi_line_end_bytes(*text));
	return line;
}

/* The lines above the header go to the rejects and are said. */
static void
note_preamble(struct dpi_reader *r, dp_str lines)
{
	uint64_t number = 0;

	while (lines.n) {
		dp_str line = next_line(&lines);

		/* "sep=;" declares the delimiter: nothing is left out. */
		if (++number <= r->dialect.sep_line)
			continue;
		dp_log_reject_line(r->first, number, line,
				   dp_finding_kind(DP_F_PREAMBLE)->code);
		if (dp_trim(line).n)
			(void)dp_finding_add(&r->first->findings, DP_F_PREAMBLE,
					     (dp_str){ NULL, 0 }, number, 0,
					     dp_trim(line));
	}
}

/* Bytes above the table and in its header that are no UTF-8. */
static void
note_bad_bytes(struct dpi_reader *r, dp_str raw)
{
	struct dp_decoder d = { .encoding = r->dialect.encoding };
	struct dp_buf text = { 0 };
	struct dp_finding *f;
	uint64_t line = 0;

	dp_decode(&d, raw.p, raw.n, true, &text);
	dp_buf_done(&text);
	if (!d.n_bad)
		return;
	for (dp_str rest = { raw.p, d.first_bad_bytes + 1 }; rest.n; line++)
		(void)next_line(&rest);
	f = dp_finding_add(&r->first->findings, DP_F_BAD_BYTES,
			   (dp_str){ NULL, 0 }, line, 0, (dp_str){ NULL, 0 });
	f->count += d.n_bad - 1;
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
	if (s->n_rows == 0)
		(void)dp_finding_add(&r->first->findings, DP_F_EMPTY_FILE,
				     (dp_str){ NULL, 0 }, 0, 0,
				     (dp_str){ NULL, 0 });
	if (n == 1 && s->n_rows)
		(void)dp_finding_add(&r->first->findings, DP_F_ONE_COLUMN,
				     (dp_str){ NULL, 0 }, 0, 0,
				     (dp_str){ NULL, 0 });
	r->split.schema = &r->stream.schema;
	r->split.header = r->header;
	r->split.n_columns = n;
}

/*
 * Bytes of the carry that are TEXT once decoded: line ends are the same in
 * both, and TEXT ends with one or is all there is.
 */
static size_t
undecoded_bytes(const struct dpi_reader *r, dp_str text)
{
	size_t ends = 0, i = 0;

	if (text.n && text.p[text.n - 1] != '\n' && text.p[text.n - 1] != '\r')
		return r->carry.n;
	for (size_t k = 0; k < text.n; k++)
		ends += text.p[k] == '\n' || text.p[k] == '\r';
	for (; ends > 0; i++)
		ends -= r->carry.p[i] == '\n' || r->carry.p[i] == '\r';
	return i;
}

/* Moves the carry past the preamble and the header, which S holds. */
static void
skip_header(struct dpi_reader *r, dp_str text, const struct dpi_sample *s)
{
	struct dp_dialect *d = &r->dialect;
	size_t end = d->preamble_bytes + (d->header_rows ? s->end_bytes : 0);
	size_t skip = undecoded_bytes(r, (dp_str){ text.p, end });

	note_preamble(r, (dp_str){ text.p, d->preamble_bytes });
	if (d->encoding == DP_UTF8)
		note_bad_bytes(r, (dp_str){ r->carry.p, skip });
	make_schema(r, s);
	r->carry.n -= skip;
	if (skip && r->carry.n)
		memmove(r->carry.p, r->carry.p + skip, r->carry.n);
	r->next_line = d->preamble_lines + (d->header_rows ? s->end_line : 1);
	r->next_record = 1;
}

/* The first bytes, before anything is known of them. */
static int
start_encoding(struct dpi_reader *r, const struct dp_read_opts *o,
	       struct dp_err *err)
{
	struct dp_dialect *d = &r->dialect;

	if (dpi_reader_fill(r, &r->carry, DPI_SAMPLE_BYTES, err) != 0 ||
	    dpi_dialect_encoding(r->name, r->carry.p, r->carry.n, r->eof, o, d,
				 err) != 0)
		return -1;
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
	}
	return 0;
}

/*
 * Finds the dialect in what was read, TEXT, and cuts the header off it into
 * S. 1 done, 0 the header goes on behind the text.
 */
static int
look_at(struct dpi_reader *r, const struct dp_read_opts *o, dp_str text,
	struct dpi_sample *s)
{
	struct dp_dialect *d = &r->dialect;

	dpi_dialect_text(text, r->eof, o, d);
	dpi_sample_cut(s, dp_str_from(text, d->preamble_bytes), d->delimiter,
		       d->quote, d->newline == DP_CR ? '\r' : '\n', 1, true);
	return r->eof || d->preamble_bytes + s->end_bytes < text.n;
}

static int
start_table(struct dpi_reader *r, const struct dp_read_opts *o,
	    struct dp_buf *text, struct dp_err *err)
{
	struct dp_dialect *d = &r->dialect;
	struct dpi_sample s = { 0 };
	int status = 0;

	while (status == 0) {
		struct dp_decoder decoder = { .encoding = d->encoding };

		text->n = 0;
		dpi_sample_done(&s);
		if (r->in_order)
			dp_buf_str(text, dp_buf_view(&r->carry));
		else
			dp_decode(&decoder, r->carry.p, r->carry.n, r->eof,
				  text);
		status = look_at(r, o, dp_buf_view(text), &s);
		if (status == 0 && r->carry.n > DP_RECORD_MAX_BYTES)
			status = dp_fail(err, DP_ELIMIT,
					 _("%s: what stands above the records "
					   "is longer than %u MB, the most "
					   "that is read."),
					 r->name, DP_RECORD_MAX_BYTES >> 20);
		if (status == 0)
			status = dpi_reader_fill(r, &r->carry, r->carry.n * 4,
						 err);
	}
	if (status > 0 && d->n_columns > DP_COLUMNS_MAX)
		status = dp_fail(err, DP_ELIMIT,
				 _("%s has %zu columns; at most %u are read."),
				 r->name, d->n_columns, DP_COLUMNS_MAX);
	r->split.marks = (struct dpi_marks){ d->delimiter, d->quote,
					     d->newline == DP_CR ? '\r' :
								   '\n' };
	if (status > 0)
		skip_header(r, dp_buf_view(text), &s);
	dpi_sample_done(&s);
	return status > 0 ? 0 : -1;
}

static int
start(struct dpi_reader *r, const struct dp_read_opts *o, struct dp_err *err)
{
	struct dp_buf text = { 0 };
	double encoding;
	int status;

	if (start_encoding(r, o, err) != 0)
		return -1;
	encoding = r->dialect.confidence;
	r->split.as_is = o->as_is;
	r->split.scan = dpi_scan_best();
	status = start_table(r, o, &text, err);
	dp_buf_done(&text);
	if (encoding < r->dialect.confidence)
		r->dialect.confidence = encoding;
	return status;
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
					     _("standard input") :
					     path));
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

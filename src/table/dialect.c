/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a table is written: each delimiter is tried on the start of the file
 * and scored by how alike the records come out and how typed their cells
 * are. The place of the header is in header.c.
 */
#include "table/dialect.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "text/encoding.h"
#include "table/framing.h"
#include "table/guess.h"
#include "table/header.h"

/* Enough to see how lines end. */
#define LOOKED_AT_BYTES (64u << 10)

void
dp_read_opts_init(struct dp_read_opts *o)
{
	memset(o, 0, sizeof *o);
	o->skip_lines = -1;
	o->footer_lines = -1;
}

void
dp_read_opts_written(struct dp_read_opts *o)
{
	dp_read_opts_init(o);
	o->encoding = DP_S("utf-8");
	o->framing = DP_FRAMING_NONE;
	o->delimiter = ',';
	o->delimiter_set = true;
	o->quote = '"';
	o->header = DP_YES;
	o->header_rows = 1;
	o->units = DP_NO;
	o->skip_lines = 0;
	o->footer_lines = 0;
	o->as_is = true;
}

bool
dpi_encoding_is_ascii_like(enum dp_encoding e)
{
	return e == DP_UTF8 || e >= DP_CP1252;
}

dp_str
dp_dialect_delimiter(const struct dp_dialect *d)
{
	if (d->delimiter_text[0])
		return dp_str_c(d->delimiter_text);
	return (dp_str){ &d->delimiter, d->delimiter != 0 };
}

bool
dp_delimiter_is_long(dp_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!strchr("!#$%&*+,-./:;<=>?@^_|~", text.p[i]) || !text.p[i])
			return false;
	return text.n == 2 || text.n == 3;
}

/* A first line "sep=;" declares the delimiter and is no data. */
static size_t
sep_line(dp_str text, struct dp_read_opts *o, struct dp_dialect *d)
{
	size_t n = 6;

	if (!dp_str_starts(text, "sep=") || text.n < 5 || text.p[4] == '\n' ||
	    text.p[4] == '\r')
		return 0;
	if (text.n == 5)
		n = 5;
	else if (text.p[5] == '\r' && text.n > 6 && text.p[6] == '\n')
		n = 7;
	else if (text.p[5] != '\n' && text.p[5] != '\r')
		return 0;
	/* What nothing is cut by was declared for another table. */
	if (!o->delimiter_set &&
	    dp_str_find(dp_str_from(text, n), text.p[4]) >= 0) {
		o->delimiter = text.p[4];
		o->delimiter_set = true;
	}
	d->sep_line = 1;
	return n;
}

/* Bytes of the first *LINES lines of TEXT; *LINES: how many there are. */
static size_t
skip_lines(dp_str text, uint64_t *lines)
{
	size_t i = 0;
	uint64_t n = 0;

	for (; n < *lines && i < text.n; n++) {
		while (i < text.n && text.p[i] != '\n' && text.p[i] != '\r')
			i++;
		i += dpi_line_end_bytes(dp_str_from(text, i));
	}
	*lines = n;
	return i;
}

bool
dpi_only_cr(const struct dp_read_opts *o)
{
	return o->newline_set && o->newline == DP_CR;
}

/* A doubled quote changes nothing, being two. */
char
dpi_record_end(dp_str text, const struct dp_read_opts *o)
{
	size_t lf = 0, cr = 0, all_lf = 0;
	bool open = false;

	if (o->newline_set)
		return o->newline == DP_CR ? '\r' : '\n';
	if (text.n > LOOKED_AT_BYTES)
		text.n = LOOKED_AT_BYTES;
	if (!text.n || !memchr(text.p, '\r', text.n))
		return '\n';
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		open ^= c == '"';
		all_lf += c == '\n';
		lf += c == '\n' && !open;
		cr += c == '\r' && !open;
	}
	return lf == 0 && cr >= all_lf ? '\r' : '\n';
}

static enum dp_newline
newline_of(const struct dpi_sample *s, bool only_cr)
{
	unsigned kinds = 0;

	kinds += s->n_lf > 0;
	kinds += s->n_crlf > 0;
	kinds += s->n_cr > 0;
	kinds += s->n_crcrlf > 0;

	if (only_cr)
		return DP_CR;
	if (kinds > 1)
		return DP_NEWLINE_MIXED;
	if (s->n_cr)
		return DP_CR;
	return s->n_crlf ? DP_CRLF : s->n_crcrlf ? DP_CRCRLF : DP_LF;
}

/* What most records of S end with. */
static enum dp_newline
usual_end(const struct dpi_sample *s, bool only_cr)
{
	const size_t n[] = { s->n_lf, s->n_crlf, s->n_cr, s->n_crcrlf };
	enum dp_newline best = DP_LF;

	for (unsigned k = DP_LF; k <= DP_CRCRLF; k++)
		if (n[k] > n[best])
			best = (enum dp_newline)k;
	return only_cr ? DP_CR : best;
}

/*
 * Spaces before cells are read as O asks, of TEXT, which may have
 * other columns then.
 */
static void
force_space(dp_str text, char end, bool whole, const struct dp_read_opts *o,
	    struct dp_dialect *d)
{
	bool skip = o->skip_space == DP_YES;
	struct dpi_sample s;
	struct dpi_form form;
	double share;

	if (o->skip_space == DP_AUTO || skip == d->skip_space || !d->delimiter)
		return;
	d->skip_space = skip;
	form = dpi_form_of(d);
	form.newline = end;
	form.width = 0;
	dpi_sample_cut(&s, text, &form, DPI_SAMPLE_ROWS, whole);
	d->n_columns = dpi_sample_width(&s, &share);
	d->n_columns += d->n_columns == 0;
	if (!o->delimiter_set)
		d->confidence = share;
	dpi_sample_done(&s);
}

/* The marks of TEXT, and where its header is; END parts its records. */
static void
look_at(dp_str text, char end, bool whole, const struct dp_read_opts *o,
	struct dp_dialect *d, struct dpi_columns *columns)
{
	struct dpi_sample s;
	struct dpi_form form;

	dpi_guess_marks(text, end, whole, o, d);
	force_space(text, end, whole, o, d);
	form = dpi_form_of(d);
	form.newline = end;
	form.width = d->n_columns;
	dpi_sample_cut(&s, text, &form, DPI_SAMPLE_ROWS, whole);
	d->newline = newline_of(&s, d->only_cr);
	d->usual_end = usual_end(&s, d->only_cr);
	d->header_kind = dpi_header_mend(&s, text, d->n_columns, &form, o);
	dpi_header_find(&s, o, d, columns);
	dpi_sample_done(&s);
}

/*
 * The same, giant cells left out, of which quotes are not of another kind.
 * Those must stand below the header.
 */
static enum dpi_giant
look_around(dp_str text, char end, bool whole, const struct dp_read_opts *o,
	    struct dp_dialect *d, struct dpi_columns *columns)
{
	bool quotes = !o->no_quote && (!o->quote || o->quote == '"') &&
		      (o->delimiter || !o->delimiter_set);
	struct dp_buf start = { 0 };
	enum dpi_giant giant = DPI_GIANT_NONE;
	size_t at = 0;

	if (quotes && !(d->origin && d->origin->book))
		giant = dpi_giant_out(text, whole, &start, &at);
	if (giant == DPI_GIANT_OUT) {
		look_at(dp_buf_view(&start), end, whole, o, d, columns);
		if (d->preamble_bytes >= at) {
			free(columns->look);
			free(columns->full);
			giant = DPI_GIANT_NONE;
		}
	}
	if (giant != DPI_GIANT_OUT)
		look_at(text, end, whole, o, d, columns);
	dp_buf_done(&start);
	return giant;
}

enum dpi_giant
dpi_dialect_text(dp_str text, bool whole, const struct dp_read_opts *opts,
		 struct dp_dialect *d, struct dpi_columns *columns)
{
	struct dp_read_opts o = *opts;
	enum dpi_giant giant;
	uint64_t asked = o.skip_lines > 0 ? (uint64_t)o.skip_lines : 0;
	bool sheet = d->origin && d->origin->book;
	char end = dpi_record_end(text, &o);
	size_t skip;

	d->by_cr = end == '\r';
	d->only_cr = dpi_only_cr(&o);
	d->preamble_bytes = d->preamble_lines = d->sep_line = 0;
	skip = sheet ? 0 : sep_line(text, &o, d);
	asked -= asked ? d->sep_line : 0;
	skip += skip_lines(dp_str_from(text, skip), &asked);
	giant = look_around(dp_str_from(text, skip), end, whole, &o, d,
			    columns);
	if (d->sep_line && o.delimiter_set && !opts->delimiter_set)
		(void)snprintf(d->why_delimiter, sizeof d->why_delimiter, "%s",
			       _("the first line declares it"));
	d->preamble_bytes += skip;
	d->preamble_lines += d->sep_line + asked;
	return giant;
}

int
dpi_dialect_binary(const char *name, const char *why, struct dp_err *err)
{
	return dp_fail(err, DP_EDATA,
		       _("%s is no table of text but a binary (%s). Export the "
			 "table from the program it was made with, as CSV, "
			 "xlsx or ods. If it is a text all the same, name its "
			 "encoding with --encoding."),
		       name, why);
}

static bool
is_ascii(dp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/*
 * Exports of fields of a fixed length fill them up with NULs: without those
 * the N bytes at P may be a text as any other. G, the guess for them all, is
 * replaced if so.
 */
static void
guess_without_nuls(const char *p, size_t n_bytes, bool whole,
		   struct dp_encoding_guess *g)
{
	struct dp_encoding_guess other;
	struct dp_buf rest = { 0 };
	bool wide = !dpi_encoding_is_ascii_like(g->encoding);

	if (g->bom_bytes || !(g->binary || wide) || dpi_has_magic(p, n_bytes))
		return;
	for (size_t i = 0; i < n_bytes; i++)
		if (p[i])
			dp_buf_char(&rest, p[i]);
	/* Of a text in wide units they are half, or what is left is none. */
	if (rest.n < n_bytes && rest.n > n_bytes / 4 * 3 &&
	    memchr(rest.p, '\n', rest.n)) {
		dp_encoding_guess(rest.p, rest.n, whole, &other);
		if (!other.binary &&
		    dpi_encoding_is_ascii_like(other.encoding) &&
		    (!wide || is_ascii(dp_buf_view(&rest))))
			*g = other;
		/* A mark behind NULs does not stand at the start. */
		g->bom_bytes = 0;
	}
	dp_buf_done(&rest);
}

int
dpi_dialect_encoding(const char *name, const void *p, size_t n_bytes,
		     bool whole, const struct dp_read_opts *o,
		     struct dp_dialect *d, struct dp_err *err)
{
	struct dp_encoding_guess g;

	dp_encoding_guess(p, n_bytes, whole, &g);
	guess_without_nuls(p, n_bytes, whole, &g);
	dpi_encoding_again(p, n_bytes, &g);
	if (o->encoding.p && dp_encoding_find(o->encoding, &d->encoding) != 0)
		return dp_fail(err, DP_EUSAGE,
			       _("the encoding %.*s is not known; try utf-8, "
				 "windows-1252 or utf-16le."),
			       DP_FMT(o->encoding));
	if (o->encoding.p && !dp_encoding_usable(d->encoding))
		return dp_fail(
			err, DP_EUSAGE,
			_("the C library of this system has no tables for "
			  "the encoding %.*s."),
			DP_FMT(o->encoding));
	if (!o->encoding.p && g.binary)
		return dpi_dialect_binary(name, g.evidence, err);
	if (!o->encoding.p)
		d->encoding = g.encoding;
	d->bom_bytes = d->encoding == g.encoding ? g.bom_bytes : 0;
	(void)snprintf(d->why_encoding, sizeof d->why_encoding, "%s",
		       o->encoding.p ? _("asked for") : g.evidence);
	d->confidence = g.confidence;
	d->encoding_thin = g.thin && !o->encoding.p;
	return 0;
}

int
dp_dialect_detect(const void *p, size_t n_bytes, bool whole,
		  const struct dp_read_opts *o, struct dp_dialect *out,
		  struct dp_err *err)
{
	struct dp_read_opts own = *o;
	struct dp_decoder decoder = { 0 };
	struct dp_buf text = { 0 }, made = { 0 };
	struct dpi_framing framing = { 0 };
	struct dpi_columns columns;
	double encoding;

	memset(out, 0, sizeof *out);
	if (dpi_dialect_encoding(_("the text"), p, n_bytes, whole, o, out,
				 err) != 0)
		return -1;
	encoding = out->confidence;
	decoder.encoding = out->encoding;
	dp_decode(&decoder, (const char *)p + out->bom_bytes,
		  n_bytes - out->bom_bytes, whole, &text);
	dpi_framing_find(dp_buf_view(&text), whole, &own, out, &framing);
	dpi_frame_out(&framing, text.p, text.n, whole, &made);
	(void)dpi_dialect_text(dp_buf_view(&made), whole, &own, out, &columns);
	if (framing.parting.why[0])
		memcpy(out->why_delimiter, framing.parting.why,
		       sizeof out->why_delimiter);
	dpi_framing_done(&framing);
	free(columns.look);
	free(columns.full);
	if (encoding < out->confidence)
		out->confidence = encoding;
	dp_buf_done(&text);
	dp_buf_done(&made);
	return 0;
}

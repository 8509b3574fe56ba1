/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first bytes of a file as text: decoded, and out of what lines stand in.
 * How that is cut is found out in reader_table.c.
 */
#include "base/i18n.h"
#include "table/dialect.h"
#include "table/reader.h"

int
dpi_reader_encoding(struct dpi_reader *r, const struct dp_read_opts *o,
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

void
dpi_reader_decoded(const struct dpi_reader *r, struct dp_buf *text)
{
	struct dp_decoder decoder = { .encoding = r->dialect.encoding };

	text->n = 0;
	if (r->in_order)
		dp_buf_str(text, dp_buf_view(&r->carry));
	else
		dp_decode(&decoder, r->carry.p, r->carry.n, r->eof, text);
}

void
dpi_reader_take_off(struct dpi_reader *r, struct dp_read_opts *o,
		    struct dp_buf *text)
{
	struct dp_dialect *d = &r->dialect;
	struct dp_buf made = { 0 };

	d->framing = DP_FRAMING_NONE;
	if (d->origin && d->origin->book)
		return;
	dpi_reader_decoded(r, text);
	dpi_framing_find(dp_buf_view(text), r->eof, o, d, &r->framing);
	if (d->framing == DP_FRAMING_NONE && !d->delimiter_text[0])
		return;
	r->rewrites = true;
	dpi_frame_out(&r->framing, r->carry.p, r->carry.n, r->eof, &made);
	dp_buf_done(&r->carry);
	r->carry = made;
}

size_t
dpi_reader_raw_bytes(const struct dpi_reader *r, dp_str text)
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

void
dpi_reader_rewrite(struct dpi_reader *r, struct dp_buf *text)
{
	dp_str above = { text->p, r->dialect.preamble_bytes };
	size_t from = dpi_reader_raw_bytes(r, above);
	struct dp_buf made = { 0 };

	if (r->carry.n == 0)
		return;
	dp_buf_add(&made, r->carry.p, from);
	dpi_rewrite(&r->rewriter, r->carry.p + from, r->carry.n - from, r->eof,
		    &made);
	dp_buf_done(&r->carry);
	r->carry = made;
	dpi_reader_decoded(r, text);
}

bool
dpi_reader_drop_marks(struct dpi_reader *r, dp_str text)
{
	size_t above = r->dialect.preamble_bytes, n = 0, at;
	char *p;

	while (dp_str_starts(dp_str_from(text, above + n), "\xEF\xBB\xBF"))
		n += DPI_MARK_BYTES;
	if (n == 0 || (r->dialect.encoding != DP_UTF8 && !r->in_order))
		return false;
	at = above ? dpi_reader_raw_bytes(r, (dp_str){ text.p, above }) : 0;
	p = r->carry.p + at;
	/* A text without its NULs is not what was read. */
	if (r->carry.n - at < n || memcmp(p, text.p + above, n) != 0)
		return false;
	dp_log_reject_line(r->first, r->dialect.preamble_lines + 1, 0,
			   (dp_str){ text.p + above, n },
			   dp_finding_kind(DP_F_PREAMBLE)->code);
	r->carry.n -= n;
	memmove(p, p + n, r->carry.n - at);
	return true;
}

/* The marks of a drawn table follow from the drawing; HEADER: that too. */
static void
tell_drawing(struct dpi_reader *r, bool header)
{
	struct dp_dialect *d = &r->dialect;

	(void)dp_finding_add(&r->first->findings, DP_F_DRAWN_TABLE,
			     (dp_str){ NULL, 0 }, 0, 0, (dp_str){ NULL, 0 });
	(void)snprintf(d->why_delimiter, sizeof d->why_delimiter, "%s",
		       _("bars part the cells that are drawn"));
	(void)snprintf(d->why_quote, sizeof d->why_quote, "%s",
		       _("none are needed in a drawing"));
	if (header)
		(void)snprintf(d->why_header, sizeof d->why_header, "%s",
			       _("a line is drawn below it"));
}

/* Several characters part cells, found or as O says. */
static void
tell_parting(struct dpi_reader *r, const struct dp_read_opts *o)
{
	struct dp_dialect *d = &r->dialect;
	struct dp_finding *g;

	if (!o->delimiter_text[0])
		memcpy(d->why_delimiter, r->framing.parting.why,
		       sizeof d->why_delimiter);
	if (!o->quote)
		(void)snprintf(d->why_quote, sizeof d->why_quote, "%s",
			       _("these are usual"));
	g = dp_finding_add(&r->first->findings, DP_F_LONG_DELIMITER,
			   (dp_str){ NULL, 0 }, 0, 0, (dp_str){ NULL, 0 });
	g->found = dp_keep(&r->first->findings.text,
			   dp_str_c(d->delimiter_text));
}

void
dpi_reader_tell(struct dpi_reader *r, const struct dp_read_opts *o, bool header)
{
	const struct dp_dialect *d = &r->dialect;

	if (d->framing == DP_FRAMING_DRAWN)
		tell_drawing(r, header && !o->header_rows);
	if (d->delimiter_text[0])
		tell_parting(r, o);
}

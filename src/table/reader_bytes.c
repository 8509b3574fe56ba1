/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes that are odd, and where: what no text can be, NULs, records that end
 * otherwise than the others. Changes nothing but bytes into UTF-8.
 */
#include "table/reader.h"

#include <stdlib.h>

/* Decoded at a time to see what is odd. */
#define PIECE_BYTES (64u << 10)

/* Odd bytes of one kind in a text, the first few by their place. */
struct odd {
	enum dp_finding_id id;
	uint64_t *at; /* of the first N_AT, in the text, from 0 */
	size_t n_at;
	uint64_t count;
	uint64_t line[DP_SAMPLES], byte[DP_SAMPLES];
};

/* Line of the file where byte AT of B's block is. */
static uint64_t
line_at(const struct dpi_reader *r, const struct dp_batch *b, size_t at)
{
	const char newline = r->split.by_cr ? '\r' : r->split.marks.newline;
	uint64_t line = b->first_line;
	size_t from = 0;

	/* Records cut already may end with a CR among LF. */
	for (size_t i = 0; b->is_split && i < b->n_rows && b->start[i] <= at;
	     i++) {
		from = b->start[i];
		line = b->line[i];
	}
	for (; from < at; from++)
		line += b->block.p[from] == newline;
	return line;
}

/* Lines of the places of O in B's block, and bytes of the file. */
static void
locate(const struct dpi_reader *r, const struct dp_batch *b, struct odd *o)
{
	for (size_t i = 0; i < o->n_at; i++) {
		o->line[i] = line_at(r, b, (size_t)o->at[i]);
		o->byte[i] = 0;
		if (!r->in_order && b->at_bytes != UINT64_MAX)
			o->byte[i] = b->at_bytes + o->at[i] + 1;
	}
}

static void
say(struct dp_findings *f, const struct odd *o)
{
	struct dp_finding *g = NULL;

	if (o->count == 0)
		return;
	for (size_t i = 0; i < o->n_at; i++) {
		g = dp_finding_add(f, o->id, (dp_str){ NULL, 0 }, o->line[i], 0,
				   (dp_str){ NULL, 0 });
		if (g->count <= DP_SAMPLES)
			g->sample[g->count - 1].byte = o->byte[i];
	}
	if (g)
		g->count += o->count - o->n_at;
}

/* Fills O with where WHAT stands in TEXT. */
static void
find(struct odd *o, dp_str text, dp_str what)
{
	dp_str rest = text;
	ptrdiff_t at = dp_str_search(rest, what);

	for (; at >= 0; o->count++) {
		rest = dp_str_from(rest, (size_t)at + what.n);
		if (o->n_at < DP_SAMPLES)
			o->at[o->n_at++] = text.n - rest.n - what.n;
		at = dp_str_search(rest, what);
	}
}

void
dpi_reader_nuls(const struct dpi_reader *r, struct dp_batch *b)
{
	uint64_t places[DP_SAMPLES];
	struct odd o = { .id = DP_F_NUL_BYTE, .at = places };

	find(&o, dp_buf_view(&b->block), (dp_str){ "", 1 });
	locate(r, b, &o);
	say(&b->log->findings, &o);
}

/* Where in the file the signs of O stood; TEXT_AT: where their text starts. */
static void
trace(const struct dpi_reader *r, struct odd *o, uint64_t text_at)
{
	const struct dp_decoder *d = &r->decoder;
	size_t kept = d->n_bad < DP_BAD_KEPT ? (size_t)d->n_bad : DP_BAD_KEPT;

	for (size_t i = 0; i < o->n_at && text_at != UINT64_MAX; i++)
		for (size_t k = 0; k < kept; k++)
			if (d->bad[k].text_bytes == text_at + o->at[i])
				o->byte[i] = d->bad[k].at_bytes +
					     r->dialect.bom_bytes + 1;
}

#define UNDECODED DP_S("\xEF\xBF\xBD")

void
dpi_reader_undecoded(const struct dpi_reader *r, struct dp_batch *b)
{
	uint64_t places[DP_SAMPLES];
	struct odd o = { .id = DP_F_UNDECODED, .at = places };

	find(&o, dp_buf_view(&b->block), UNDECODED);
	locate(r, b, &o);
	trace(r, &o, b->at_bytes);
	say(&b->log->findings, &o);
}

/* Decodes TEXT by D for what D counts, a piece after the other. */
static void
count_bad(struct dp_decoder *d, dp_str text)
{
	struct dp_buf made = { 0 };

	while (text.n) {
		size_t n = text.n < PIECE_BYTES ? text.n : PIECE_BYTES;

		made.n = 0;
		dp_decode(d, text.p, n, n == text.n, &made);
		text = dp_str_from(text, n);
	}
	dp_buf_done(&made);
}

/* Where bytes stand in TEXT that its encoding has no character for. */
static size_t
bad_places(const struct dpi_reader *r, dp_str text, uint64_t *at)
{
	struct dp_decoder d = { .encoding = r->dialect.encoding };
	size_t n = 0, from = 0;

	if (r->dialect.encoding != DP_UTF8) {
		count_bad(&d, text);
		at[0] = d.first_bad_bytes;
		return d.n_bad > 0;
	}
	while (n < DP_SAMPLES) {
		from += dp_utf8_valid(dp_str_from(text, from));
		if (from >= text.n)
			break;
		at[n++] = from++;
	}
	return n;
}

/* Lines of TEXT that end before byte AT, plus 1. */
static uint64_t
line_in(dp_str text, uint64_t at)
{
	dp_str rest = { text.p, (size_t)at };
	uint64_t line = 0;

	/* A line end that AT is in is not behind. */
	for (rest.n += rest.n < text.n; rest.n; line++)
		(void)dpi_next_line(&rest);
	return line;
}

void
dpi_reader_bad_above(struct dpi_reader *r, dp_str raw, dp_str text)
{
	struct dp_decoder d = { .encoding = r->dialect.encoding };
	uint64_t places[DP_SAMPLES];
	struct odd o = { .id = DP_F_UNDECODED, .at = places };

	if (r->in_order) {
		if (r->decoder.n_bad == 0)
			return;
		find(&o, text, UNDECODED);
		trace(r, &o, r->rewrites ? UINT64_MAX : 0);
	} else if (r->dialect.encoding == DP_UTF8) {
		if (dp_utf8_valid(raw) == raw.n)
			return;
		count_bad(&d, raw);
		text = raw;
		o.id = DP_F_BAD_BYTES;
		o.count = d.n_bad;
		o.n_at = bad_places(r, raw, places);
	}
	for (size_t i = 0; i < o.n_at; i++) {
		o.line[i] = line_in(text, o.at[i]);
		if (!r->in_order && !r->rewrites)
			o.byte[i] = r->dialect.bom_bytes + o.at[i] + 1;
	}
	say(&r->first->findings, &o);
}

/* One piece of a block in UTF-8; counts what had to be guessed. */
static void
decode_piece(const struct dpi_reader *r, struct dp_decoder *d, const char *p,
	     size_t n, struct dp_buf *out)
{
	d->encoding = r->dialect.encoding;
	dp_decode(d, p, n, true, out);
}

void
dpi_reader_decode(const struct dpi_reader *r, struct dp_batch *b)
{
	struct dp_decoder d = { 0 };
	struct dp_buf text = { 0 };
	size_t from = 0, cells = b->stride;
	uint64_t places[DP_SAMPLES];
	struct odd odd = { .id = DP_F_BAD_BYTES, .at = places };

	odd.n_at = bad_places(r, dp_buf_view(&b->block), places);
	locate(r, b, &odd);
	if (!b->is_split) {
		decode_piece(r, &d, b->block.p, b->block.n, &text);
	} else {
		for (size_t i = 0; i < b->n_rows; i++) {
			size_t end = b->start[i + 1];

			b->start[i] = (uint32_t)text.n;
			decode_piece(r, &d, b->block.p + from, end - from,
				     &text);
			from = end;
		}
		b->start[b->n_rows] = (uint32_t)text.n;
		cells *= b->n_rows;
	}
	for (size_t i = 0; b->is_split && i < cells; i++) {
		dp_str in = dp_cell_str(&b->cell[i]);
		struct dp_decoder own = { 0 };
		struct dp_buf out = { 0 };

		/* it may be a part of the block, which goes */
		decode_piece(r, &own, in.p, in.n, &out);
		if (in.p)
			b->cell[i].p =
				dp_keep(&b->text,
					(dp_str){ out.p ? out.p : "", out.n })
					.p;
		b->cell[i].n = (uint32_t)out.n;
		b->cell[i].flags &= ~(DP_CELL_BARE | DP_CELL_QUOTED);
		dp_buf_done(&out);
	}
	odd.count = d.n_bad;
	say(&b->log->findings, &odd);
	dp_batch_drop_block(b);
	b->block = text;
	(void)dp_buf_room(&b->block, 1);
}

/* ---- line ends -------------------------------------------------------- */

enum dp_newline
dpi_line_end_kind(dp_str text, size_t end)
{
	const char *p = text.p + end;

	if (end > 0 && p[-1] == '\r')
		return DP_CR;
	if (end < 2 || p[-2] != '\r')
		return DP_LF;
	return end > 2 && p[-3] == '\r' ? DP_CRCRLF : DP_CRLF;
}

/* Row R ends otherwise; a part of the record above it ends nowhere. */
__attribute__((noinline)) static void
note_odd_end(struct dp_batch *b, size_t r)
{
	if (b->start[r + 1] > b->start[r])
		(void)dp_finding_add(&b->log->findings, DP_F_MIXED_ENDS,
				     (dp_str){ NULL, 0 }, dp_batch_line(b, r),
				     b->record[r], (dp_str){ NULL, 0 });
}

void
dpi_reader_ends(const struct dpi_reader *r, struct dp_batch *b)
{
	dp_str text = dp_buf_view(&b->block);
	size_t n = b->n_rows;

	/* One that was added is not the file's. */
	if (b->is_last && r->closed && n)
		n--;
	if (r->split.marks.newline == '\r' || !b->has_raw || r->is_sheet)
		return;
	for (size_t i = 0; i < n; i++) {
		size_t end = b->start[i + 1];

		if (end == 0 || end > text.n ||
		    dpi_line_end_kind(text, end) == r->usual_end)
			continue;
		note_odd_end(b, i);
	}
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file as a stream of batches. In order: read a block, find where its last
 * record ends. On any thread: decode it, cut it into cells. Text that libcsv
 * must judge is cut in order, since only libcsv knows where it ends.
 */
#include <dpipe/table.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "table/csv_read.h"
#include "table/fit.h"
#include "table/need.h"
#include "table/reader.h"

/* The text ends with a line end, so that its last record is complete. */
static void
close_text(const struct dpi_reader *r, struct dp_buf *b)
{
	if (b->n && b->p[b->n - 1] != r->split.marks.newline)
		dp_buf_char(b, r->split.marks.newline);
	/* Scans look a little past the end. */
	(void)dp_buf_room(b, 1);
}

/* Keeps what stands after END in the batch for the next one. */
static void
put_back(struct dpi_reader *r, struct dp_batch *b, size_t end)
{
	r->carry.n = 0;
	dp_buf_add(&r->carry, b->block.p + end, b->block.n - end);
	b->block.n = end;
}

/*
 * Rows of B, whose text ends at END, that no run of short records leads out
 * of: the end of the last of them, 0 when there are none; *LINES in them.
 */
static ptrdiff_t
part_irregular(struct dpi_reader *r, struct dp_batch *b, size_t end,
	       uint64_t *lines)
{
	const struct dpi_split *s = &r->split;
	size_t n = b->n_rows, least = 0;
	bool looks = !s->as_is && s->look && s->n_typed && s->n_columns > 2;

	if (n > DPI_BREAK_ROWS_MAX)
		least = n - DPI_BREAK_ROWS_MAX - 1;
	while (looks && n > least &&
	       (b->state[n - 1] == DPI_ROW_SHORT ||
		b->state[n - 1] == DPI_ROW_BLANK))
		n--;
	if (n == least && least > 0) {
		b->cut_after = r->cut = true;
		return (ptrdiff_t)end;
	}
	if (n < b->n_rows) {
		*lines = b->line[n] - b->first_line;
		end = b->start[n];
		b->n_rows = n;
	}
	return (ptrdiff_t)end;
}

/* The quotes of the first SIZE bytes of B's block, looked at by libcsv. */
static int
take_irregular(struct dpi_reader *r, struct dp_batch *b, size_t size,
	       struct dp_err *err)
{
	uint64_t lines = 0;
	ptrdiff_t end = dpi_csv_read(&r->split, b, b->block.p, size,
				     r->eof && size == b->block.n, &lines, err);

	if (end <= 0)
		return (int)end;
	if (!r->eof || size != b->block.n)
		end = part_irregular(r, b, (size_t)end, &lines);
	if (end == 0)
		return 0;
	put_back(r, b, (size_t)end);
	b->is_split = true;
	r->next_line += lines;
	r->next_record += b->n_rows;
	return 1;
}

/*
 * The complete records in the first SIZE bytes of B's block: 1 taken, 0 not
 * one is complete, -1.
 */
static int
take(struct dpi_reader *r, struct dp_batch *b, size_t size, struct dp_err *err)
{
	struct dpi_bounds k;

	dpi_split_scan(&r->split, b, size, &k);
	/* How far a quote may reach, libcsv's reader alone decides. */
	if (!k.regular || k.end_bytes > DPI_OPEN_QUOTE_MAX_BYTES ||
	    (!k.end_bytes && k.open &&
	     (size > DPI_OPEN_QUOTE_MAX_BYTES ||
	      (r->eof && size == b->block.n))))
		return take_irregular(r, b, size, err);
	if (!k.end_bytes)
		return 0;
	if (!r->eof || size != b->block.n) {
		size_t end = dpi_fit_edge(&r->split, b->block.p, k.end_bytes,
					  &b->cut_after);

		r->cut = b->cut_after;
		if (end == 0)
			return 0;
		if (end < k.end_bytes)
			dpi_split_scan(&r->split, b, end, &k);
	}
	put_back(r, b, k.end_bytes);
	b->n_rows = k.n_records;
	r->next_line += k.n_lines;
	r->next_record += k.n_records;
	return 1;
}

int
dpi_reader_too_long(const struct dpi_reader *r, uint64_t line,
		    struct dp_err *err)
{
	err->at.line = line;
	return dp_fail(err, DP_ELIMIT,
		       _("%s: the record that starts on line %llu is longer "
			 "than %u MB, the most a record may be."),
		       r->name, (unsigned long long)line,
		       DP_RECORD_MAX_BYTES >> 20);
}

/*
 * Fills B with some records: as many as a block holds, one at least. Behind
 * them a stretch of text is always known, so that the last batch holds all
 * that may be a footer; where footers stay, there is no need.
 */
static int
next_block(struct dpi_reader *r, struct dp_batch *b, struct dp_err *err)
{
	size_t beyond = r->split.as_is ? 1 : DPI_LOOKAHEAD_BYTES;
	size_t size = r->block_bytes, want;

	b->first_line = r->next_line;
	b->first_record = r->next_record;
	b->cut_before = r->cut;
	b->cut_after = r->cut = false;
	want = dpi_reader_start(r, b, size + beyond);
	for (;;) {
		size_t whole;
		int got;

		dpi_reader_own(b, want + 2);
		if (dpi_reader_fill(r, &b->block, want, err) != 0)
			return -1;
		if (r->eof)
			close_text(r, &b->block);
		else
			(void)dp_buf_room(&b->block, 1);
		whole = b->block.n;
		if (whole == 0)
			return 0;
		if (r->eof && whole <= size + beyond)
			size = whole;
		got = take(r, b, size, err);
		if (got != 0)
			return got;
		if (size >= DP_RECORD_MAX_BYTES)
			return dpi_reader_too_long(r, r->next_line, err);
		size *= 2;
		if (size > DP_RECORD_MAX_BYTES)
			size = DP_RECORD_MAX_BYTES;
		want = size + beyond;
	}
}

/* Line of the file where byte AT of B's block is. */
static uint64_t
line_at(const struct dpi_reader *r, const struct dp_batch *b, size_t at)
{
	uint64_t line = b->first_line;
	size_t from = 0;

	/* Records cut already may end with a CR among LF. */
	for (size_t i = 0; b->is_split && i < b->n_rows && b->start[i] <= at;
	     i++) {
		from = b->start[i];
		line = b->line[i];
	}
	for (; from < at; from++)
		line += b->block.p[from] == r->split.marks.newline;
	return line;
}

/* ID was met COUNT times in B's block, first on LINE. */
static void
say_bytes(struct dp_batch *b, enum dp_finding_id id, uint64_t count,
	  uint64_t line)
{
	struct dp_finding *f;

	if (count == 0)
		return;
	f = dp_finding_add(&b->log->findings, id, (dp_str){ NULL, 0 }, line, 0,
			   (dp_str){ NULL, 0 });
	f->count += count - 1;
}

/* Says how often B's text holds WHAT. */
static void
look_for(const struct dpi_reader *r, struct dp_batch *b, enum dp_finding_id id,
	 dp_str what)
{
	dp_str rest = dp_buf_view(&b->block);
	ptrdiff_t first = dp_str_search(rest, what), at = first;
	uint64_t n = 0;

	for (; at >= 0; n++) {
		rest = dp_str_from(rest, (size_t)at + what.n);
		at = dp_str_search(rest, what);
	}
	if (n)
		say_bytes(b, id, n, line_at(r, b, (size_t)first));
}

/* What stands below the table goes to the rejects and is said. */
static void
note_below(struct dpi_reader *r, struct dp_batch *b)
{
	dp_str rest = dp_buf_view(&r->below);
	uint64_t number = r->next_line;

	for (; rest.n; number++) {
		dp_str line = dpi_next_line(&rest);

		dp_log_reject_line(b->log, number, line,
				   dp_finding_kind(r->below_is)->code);
		if (dp_trim(line).n)
			(void)dp_finding_add(&b->log->findings, r->below_is,
					     (dp_str){ NULL, 0 }, number, 0,
					     line);
	}
}

int
dpi_reader_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct dpi_reader *r = (struct dpi_reader *)s;
	int status;

	if (r->done)
		return 0;
	dp_batch_clear(b, s->schema.n_slots, 0);
	status = next_block(r, b, err);
	dpi_reader_end_batch(r);
	if (status < 0)
		return -1;
	dpi_reader_look(r);
	if (status == 0 || (r->eof && r->carry.n == 0))
		r->done = b->is_last = true;
	if (r->done && r->below.n)
		note_below(r, b);
	if (r->in_order && r->decoder.n_bad)
		look_for(r, b, DP_F_UNDECODED, DP_S("\xEF\xBF\xBD"));
	if (r->first) {
		dp_findings_merge(&b->log->findings, &r->first->findings);
		if (b->log->want_rejects)
			dp_buf_str(&b->log->rejects,
				   dp_buf_view(&r->first->rejects));
		dp_log_done(r->first);
		free(r->first);
		r->first = NULL;
		return 1;
	}
	return r->done && r->below.n ? 1 : status;
}

/* One piece of a block in UTF-8; counts what had to be guessed. */
static void
decode_piece(const struct dpi_reader *r, struct dp_decoder *d, const char *p,
	     size_t n, struct dp_buf *out)
{
	d->encoding = r->dialect.encoding;
	dp_decode(d, p, n, true, out);
}

/* Makes the whole block UTF-8, its records and cells with it. */
static void
decode_block(const struct dpi_reader *r, struct dp_batch *b)
{
	struct dp_decoder d = { 0 };
	struct dp_buf text = { 0 };
	size_t from = 0, cells = b->stride;
	uint64_t line = line_at(r, b,
				r->dialect.encoding == DP_UTF8 ?
					dp_utf8_valid(dp_buf_view(&b->block)) :
					0);

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
	say_bytes(b, DP_F_BAD_BYTES, d.n_bad, line);
	dp_batch_drop_block(b);
	b->block = text;
	(void)dp_buf_room(&b->block, 1);
}

int
dpi_reader_work(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct dpi_reader *r = (struct dpi_reader *)s;
	dp_str text = dp_buf_view(&b->block);
	struct dpi_bounds seen;
	bool decoded = false;

	(void)err;
	if (text.n && memchr(text.p, 0, text.n))
		look_for(r, b, DP_F_NUL_BYTE, (dp_str){ "", 1 });
	if (!r->in_order && text.n &&
	    (r->dialect.encoding != DP_UTF8 || dp_utf8_valid(text) != text.n)) {
		decode_block(r, b);
		decoded = true;
	}
	if (!b->is_split) {
		uint64_t n = b->n_rows;

		if (decoded)
			dpi_split_scan(&r->split, b, b->block.n, &seen);
		b->n_rows = 0;
		if (r->split.need && !b->is_last)
			dpi_need_split(&r->split, b, n);
		else
			dpi_split_regular(&r->split, b, n);
	} else {
		dpi_split_settle(&r->split, b);
	}
	b->is_split = true;
	b->log->rows_in += b->n_rows;
	for (size_t i = 0; i < b->n_rows; i++)
		b->log->rows_in -= b->state[i] == DP_ROW_DROPPED;
	return 0;
}

void
dpi_reader_close(struct dp_stream *s)
{
	struct dpi_reader *r = (struct dpi_reader *)s;

	if (r->watch)
		r->watch->end(r->watch->self);
	/* Who shares the file's descriptor finds it where reading ended. */
	if (s->ahead)
		dpi_input_go_to(r->input, r->at_bytes);
	dpi_input_close(r->input);
	if (r->first) {
		dp_log_done(r->first);
		free(r->first);
	}
	dp_buf_done(&r->raw);
	dp_buf_done(&r->below);
	dp_buf_done(&r->carry);
	dp_arena_done(&r->names);
	dp_schema_done(&s->schema);
	free(r->header);
	free(r->look);
	free(r->full);
	free(r->needed);
	free(r->name);
	free(r);
}

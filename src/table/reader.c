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

/* What may stand behind a CR and be of the same line end: CR LF. */
#define BEHIND_CR_BYTES 2u

/* The text ends with a line end, so that its last record is complete. */
static void
close_text(struct dpi_reader *r, struct dp_buf *b)
{
	const bool by_cr = r->split.by_cr;
	const char newline = r->split.marks.newline;
	char last = b->n ? b->p[b->n - 1] : newline;

	if (last != newline && !(by_cr && last == '\r')) {
		dp_buf_char(b, by_cr ? '\r' : newline);
		r->closed = true;
	}
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
 * How the first SIZE bytes of B's block are scanned: as R's split, or OWN,
 * says; NULL: lines end in several ways there, which libcsv's reader knows.
 */
static const struct dpi_split *
split_for(const struct dpi_reader *r, const struct dp_batch *b, size_t size,
	  struct dpi_split *own)
{
	size_t n = b->block.n < size + BEHIND_CR_BYTES ? b->block.n :
							 size + BEHIND_CR_BYTES;

	if (!r->split.by_cr)
		return &r->split;
	if (memchr(b->block.p, '\n', n))
		return NULL;
	return dpi_split_by_end(&r->split, "\r", 1, own);
}

/*
 * The complete records in the first SIZE bytes of B's block: 1 taken, 0 not
 * one is complete, -1.
 */
static int
take(struct dpi_reader *r, struct dp_batch *b, size_t size, struct dp_err *err)
{
	struct dpi_split own;
	const struct dpi_split *s = split_for(r, b, size, &own);
	struct dpi_bounds k;

	if (!s)
		return take_irregular(r, b, size, err);
	dpi_split_scan(s, b, size, &k);
	/* How far a quote may reach, libcsv's reader alone decides. */
	if (!k.regular || k.end_bytes > DPI_OPEN_QUOTE_MAX_BYTES ||
	    (!k.end_bytes && k.open &&
	     (size > DPI_OPEN_QUOTE_MAX_BYTES ||
	      (r->eof && size == b->block.n))))
		return take_irregular(r, b, size, err);
	if (!k.end_bytes)
		return 0;
	if (!r->eof || size != b->block.n) {
		size_t end = dpi_fit_edge(s, b->block.p, k.end_bytes,
					  &b->cut_after);

		r->cut = b->cut_after;
		if (end == 0)
			return 0;
		if (end < k.end_bytes)
			dpi_split_scan(s, b, end, &k);
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
	size_t beyond = r->split.as_is ? BEHIND_CR_BYTES : DPI_LOOKAHEAD_BYTES;
	size_t size = r->block_bytes, want;

	b->first_line = r->next_line;
	b->first_record = r->next_record;
	b->at_bytes = dpi_reader_at(r);
	b->cut_before = r->cut;
	b->cut_after = r->cut = false;
	want = dpi_reader_start(r, b, size + beyond);
	for (;;) {
		size_t whole;
		int got;

		dpi_reader_own(b, want + 2);
		if (dpi_reader_fill(r, &b->block, want, err) != 0)
			return -1;
		dpi_reader_end_mark(r, &b->block);
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

/* Ctrl-Z at the end of the file, on LINE. */
static void
note_end_marks(const struct dpi_reader *r, struct dp_batch *b, uint64_t line)
{
	struct dp_buf marks = { 0 };

	for (uint64_t i = 0; i < r->n_end_marks; i++)
		dp_buf_char(&marks, 0x1a);
	dp_log_reject_line(b->log, line, 0, dp_buf_view(&marks),
			   dp_finding_kind(DP_F_END_MARK)->code);
	(void)dp_finding_add(&b->log->findings, DP_F_END_MARK,
			     (dp_str){ NULL, 0 }, line, 0, (dp_str){ NULL, 0 });
	dp_buf_done(&marks);
}

/* What stands below the table goes to the rejects and is said. */
static void
note_below(const struct dpi_reader *r, struct dp_batch *b)
{
	dp_str rest = dp_buf_view(&r->below);
	uint64_t number = r->next_line, record = r->next_record;

	for (; rest.n; number++, record++) {
		dp_str line = dpi_next_line(&rest);
		bool blank = dp_trim(line).n == 0;
		enum dp_finding_id id = r->below_is;

		/* As those are called that stand between records. */
		if (blank && id == DP_F_FOOTER && !r->split.as_is)
			id = DP_F_BLANK_ROW;
		dp_log_reject_line(b->log, number, record, line,
				   dp_finding_kind(id)->code);
		if (!blank || id == DP_F_BLANK_ROW)
			(void)dp_finding_add(&b->log->findings, id,
					     (dp_str){ NULL, 0 }, number,
					     record, line);
	}
	/* Behind a line that does not end, the mark is on that one. */
	if (r->n_end_marks)
		note_end_marks(r, b, number - (r->closed && !r->below.n));
}

/* Is there something to say behind the last record? */
static bool
has_end(const struct dpi_reader *r)
{
	return r->done && (r->below.n || r->n_end_marks);
}

int
dpi_reader_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct dpi_reader *r = (struct dpi_reader *)s;
	bool was_first;
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
	was_first = r->first != NULL;
	if (was_first) {
		dp_findings_merge(&b->log->findings, &r->first->findings);
		if (b->log->want_rejects)
			dp_buf_str(&b->log->rejects,
				   dp_buf_view(&r->first->rejects));
		dp_log_done(r->first);
		free(r->first);
		r->first = NULL;
	}
	if (r->in_order && r->decoder.n_bad)
		dpi_reader_undecoded(r, b);
	dpi_reader_framed(r, &b->log->findings);
	return was_first || has_end(r) ? 1 : status;
}

/* Cuts B's block, which is regular; DECODED: since it was looked at. */
static void
cut_regular(const struct dpi_reader *r, struct dp_batch *b, bool decoded)
{
	struct dpi_split own;
	const struct dpi_split *s = dpi_split_by_end(&r->split, b->block.p,
						     b->block.n, &own);
	struct dpi_bounds seen;
	uint64_t n = b->n_rows;

	if (decoded)
		dpi_split_scan(s, b, b->block.n, &seen);
	b->n_rows = 0;
	if (s->need && !b->is_last)
		dpi_need_split(s, b, n);
	else
		dpi_split_regular(s, b, n);
}

int
dpi_reader_work(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct dpi_reader *r = (struct dpi_reader *)s;
	dp_str text = dp_buf_view(&b->block);
	bool decoded = false;

	(void)err;
	if (text.n && memchr(text.p, 0, text.n))
		dpi_reader_nuls(r, b);
	if (!r->in_order && text.n &&
	    (r->dialect.encoding != DP_UTF8 || dp_utf8_valid(text) != text.n)) {
		dpi_reader_decode(r, b);
		decoded = true;
	}
	if (!b->is_split)
		cut_regular(r, b, decoded);
	else
		dpi_split_settle(&r->split, b);
	b->is_split = true;
	dpi_reader_ends(r, b);
	if (b->is_last)
		note_below(r, b);
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
	dpi_reader_forget(r);
	dpi_framing_done(&r->framing);
	dp_buf_done(&r->raw);
	dp_buf_done(&r->below);
	dp_buf_done(&r->carry);
	dp_schema_done(&s->schema);
	free(r->header);
	free(r->look);
	free(r->full);
	free(r->cut_cell);
	free(r->needed);
	dp_regex_free(r->footer);
	free(r->name);
	free(r);
}

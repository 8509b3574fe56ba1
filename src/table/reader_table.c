/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The start of a table: how it is written, what stands above it, and its
 * header, which is cut off, so that the carry begins with the records.
 */
#include "table/reader.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "table/csv_read.h"
#include "table/dialect.h"
#include "table/drawn.h"
#include "table/extent.h"
#include "table/guess.h"
#include "table/header.h"

/* Records of a table that stands above another, at least. */
#define RECORDS_ABOVE 3u

/*
 * Is what stands ABOVE the table of D a table itself, with a header, records
 * below it and a column of one kind? A title is none, nor are notes, words with
 * a value each.
 */
static bool
is_table(dp_str above, const struct dp_dialect *d)
{
	struct dp_dialect own = { .encoding = d->encoding };
	struct dpi_columns columns = { NULL, NULL, 0, 0, false };
	struct dp_read_opts o;
	bool notes;
	uint64_t n;

	if (d->preamble_lines < RECORDS_ABOVE + 1)
		return false;
	dp_read_opts_init(&o);
	(void)dpi_dialect_text(above, true, &o, &own, &columns);
	notes = own.n_columns < 2 ||
		(own.n_columns == 2 && columns.look[0] == DPI_LOOK_TEXT);
	free(columns.look);
	free(columns.full);
	n = own.preamble_lines + own.header_rows + RECORDS_ABOVE;
	return !notes && own.header_rows > 0 && columns.n_typed > 0 &&
	       own.confidence > 0.5 && d->preamble_lines >= n;
}

/*
 * The lines above the header, with which TEXT ends from byte ABOVE on, go to
 * the rejects and are said; so do those that only draw between its rows.
 */
static void
note_preamble(struct dpi_reader *r, dp_str text, size_t above)
{
	const struct dp_dialect *d = &r->dialect;
	dp_str lines = text;
	bool table = is_table((dp_str){ text.p, above }, d);

	for (uint64_t number = 1; lines.n; number++) {
		bool header = text.n - lines.n >= above;
		dp_str line = dpi_next_line(&lines);
		bool rule = d->has_rules && dpi_only_draws(line);
		enum dp_finding_id id = rule  ? DP_F_RULE_LINE :
					table ? DP_F_TABLE_ABOVE :
						DP_F_PREAMBLE;

		if (header && !rule)
			continue;
		dp_log_reject_line(r->first, number, 0, line,
				   dp_finding_kind(id)->code);
		/* "sep=;" declares the delimiter: that is said elsewhere. */
		if (number > d->sep_line && dp_trim(line).n)
			(void)dp_finding_add(&r->first->findings, id,
					     (dp_str){ NULL, 0 }, number, 0,
					     dp_trim(line));
	}
}

/* Bytes of TEXT without its last N lines. */
static size_t
without_lines(dp_str text, int64_t n)
{
	size_t end = text.n, at = 0;
	uint64_t lines = 0;

	for (dp_str rest = text; rest.n; lines++)
		(void)dpi_next_line(&rest);
	if ((uint64_t)n >= lines)
		return 0;
	lines -= (uint64_t)n;
	for (dp_str rest = text; lines > 0; lines--) {
		(void)dpi_next_line(&rest);
		at = text.n - rest.n;
	}
	return at < end ? at : end;
}

/*
 * Puts aside what stands below the table in TEXT, all of it known: as many
 * lines as were asked for, or else another table. S holds the header, which is
 * not below anything.
 */
static void
part_below(struct dpi_reader *r, dp_str text, const struct dpi_sample *s,
	   const struct dpi_form *f, const struct dpi_columns *columns)
{
	size_t header = r->dialect.header_rows ? s->end_bytes : 0;
	size_t from = r->dialect.preamble_bytes, end;
	dp_str table = dp_str_from(text, from);

	if (r->split.footer_lines >= 0) {
		end = from + header +
		      without_lines(dp_str_from(table, header),
				    r->split.footer_lines);
		r->split.footer_lines = 0;
		/* Asked for or found, another table is one. */
		r->below_is = from + dpi_extent_find(table, f, &r->dialect,
						     columns) ==
					      end ?
				      DP_F_OTHER_TABLE :
				      DP_F_FOOTER;
	} else {
		r->below_is = DP_F_OTHER_TABLE;
		end = from + dpi_extent_find(table, f, &r->dialect, columns);
	}
	if (end == text.n)
		return;
	dp_buf_str(&r->below, dp_str_from(text, end));
	for (dp_str rest = dp_buf_view(&r->below); rest.n;)
		r->dialect.below_lines += dpi_next_line(&rest).p != NULL;
	r->below_bytes += r->carry.n;
	r->carry.n = dpi_reader_raw_bytes(r, (dp_str){ text.p, end });
	r->below_bytes -= r->carry.n;
}

/* Says when the header, with which TEXT ends, ends otherwise than records. */
static void
note_end(struct dpi_reader *r, dp_str text)
{
	const struct dp_dialect *d = &r->dialect;

	if (!d->header_rows || r->is_sheet || d->only_cr || !text.n ||
	    (text.p[text.n - 1] != '\n' && text.p[text.n - 1] != '\r') ||
	    dpi_line_end_kind(text, text.n) == r->usual_end)
		return;
	(void)dp_finding_add(&r->first->findings, DP_F_MIXED_ENDS,
			     (dp_str){ NULL, 0 }, d->preamble_lines + 1, 0,
			     (dp_str){ NULL, 0 });
}

/* Leaves out the first N bytes of B, and the room that many have taken. */
static void
drop_front(struct dp_buf *b, size_t n)
{
	struct dp_buf rest = { 0 };

	b->n -= n;
	if (n > DPI_SAMPLE_BYTES) {
		dp_buf_add(&rest, b->p + n, b->n);
		dp_buf_done(b);
		*b = rest;
	} else if (n && b->n) {
		memmove(b->p, b->p + n, b->n);
	}
}

/* Moves the carry past the preamble and the header, which S holds. */
static void
skip_header(struct dpi_reader *r, dp_str text, const struct dpi_sample *s)
{
	struct dp_dialect *d = &r->dialect;
	bool header = d->header_rows > 0;
	size_t end = d->preamble_bytes + (header ? s->end_bytes : 0);
	size_t skip = dpi_reader_raw_bytes(r, (dp_str){ text.p, end });

	note_preamble(r, (dp_str){ text.p, end }, d->preamble_bytes);
	dpi_reader_bad_above(r, (dp_str){ r->carry.p, skip },
			     (dp_str){ text.p, end });
	note_end(r, (dp_str){ text.p, end });
	if (d->skip_space && d->delimiter != ' ')
		(void)dp_finding_add(&r->first->findings, DP_F_SPACE_SKIPPED,
				     (dp_str){ NULL, 0 }, 0, 0,
				     (dp_str){ NULL, 0 });
	dpi_reader_schema(r, dp_str_from(text, d->preamble_bytes), s);
	drop_front(&r->carry, skip);
	r->next_line = d->preamble_lines + (header ? s->end_line : 1);
	r->next_record = 1;
}

/* The table has N columns at least; of those added nothing is known. */
static void
widen(struct dpi_reader *r, size_t n)
{
	size_t had = r->dialect.n_columns;

	if (n <= had)
		return;
	r->look = dp_realloc_array(r->look, n, sizeof *r->look);
	r->full = dp_realloc_array(r->full, n, sizeof *r->full);
	for (size_t i = had; i < n; i++) {
		r->look[i] = DPI_LOOK_TEXT;
		r->full[i] = false;
	}
	r->split.look = r->look;
	r->split.full = r->full;
	r->dialect.n_columns = n;
}

void
dpi_reader_glance(struct dpi_reader *r, const struct dp_read_opts *o,
		  struct dp_buf *text)
{
	struct dpi_glance *g = &r->glance;

	if (g->there)
		return;
	dpi_reader_decoded(r, text);
	g->giant = dpi_dialect_text(dp_buf_view(text), r->eof, o, &r->dialect,
				    &g->columns);
	g->there = true;
}

void
dpi_reader_forget(struct dpi_reader *r)
{
	if (r->glance.there) {
		free(r->glance.columns.look);
		free(r->glance.columns.full);
	}
	r->glance.there = false;
}

/* What was seen of R's columns is what is known of them. */
static void
take_glance(struct dpi_reader *r)
{
	const struct dpi_columns *columns = &r->glance.columns;

	free(r->look);
	free(r->full);
	r->split.look = r->look = columns->look;
	r->split.full = r->full = columns->full;
	r->split.n_typed = columns->n_typed;
	r->split.comments = !columns->hashes;
	r->glance.there = false;
}

/*
 * Finds the dialect in what was read and cuts the header off it into S; TEXT
 * is that text. 1 done, 0 the header goes on behind the text, or a giant cell
 * below it does and MAY_GROW.
 */
static int
look_at(struct dpi_reader *r, const struct dp_read_opts *o, bool may_grow,
	struct dp_buf *text, struct dpi_sample *s)
{
	struct dp_dialect *d = &r->dialect;
	struct dpi_form form;
	enum dpi_giant giant;
	dp_str table;
	size_t rows;

	do {
		dpi_reader_glance(r, o, text);
		giant = r->glance.giant;
		take_glance(r);
	} while (dpi_reader_drop_marks(r, dp_buf_view(text)));
	form = dpi_form_of(d);
	table = dp_str_from(dp_buf_view(text), d->preamble_bytes);
	rows = d->header_rows ? d->header_rows + d->units_rows : 1;
	dpi_sample_cut(s, table, &form, rows, true);
	if (!r->eof &&
	    (s->end_bytes >= table.n || (giant == DPI_GIANT_OPEN && may_grow)))
		return 0;
	dpi_header_again(s, table, d->n_columns, &form, d->header_kind);
	r->requotes = dpi_rewrite_needed(&form);
	if (r->requotes) {
		r->rewrites = true;
		r->rewriter.form = form;
		dpi_reader_rewrite(r, text);
		form.escape = 0;
		form.skip_space = false;
		dpi_sample_done(s);
		table = dp_str_from(dp_buf_view(text), d->preamble_bytes);
		dpi_sample_cut(s, table, &form, rows, true);
		dpi_header_again(s, table, d->n_columns, &form, d->header_kind);
		for (size_t k = 0; k < s->n_rows && d->header_rows; k++)
			widen(r, s->row[k].n);
	}
	/* A pattern tells where the table ends, and nothing else does. */
	if (r->eof && !o->footer.p &&
	    ((!o->as_is && giant == DPI_GIANT_NONE) || o->footer_lines >= 0))
		part_below(r, dp_buf_view(text), s, &form,
			   &(struct dpi_columns){
				   r->look, r->full, d->n_columns,
				   r->split.n_typed, !r->split.comments });
	return 1;
}

/* Fails: the row on LINE has too many cells. */
static int
too_wide(const struct dpi_reader *r, uint64_t line, struct dp_err *err)
{
	err->at.line = line;
	return dp_fail(err, DP_ELIMIT,
		       _("%s: the row on line %llu has more than %u cells, the "
			 "most that are read."),
		       r->name, (unsigned long long)line, DP_COLUMNS_MAX);
}

/*
 * Fails when what S holds of the start of the table is over a limit already.
 * WHOLE: the header is there.
 */
static int
check_limits(const struct dpi_reader *r, const struct dpi_sample *s, bool whole,
	     struct dp_err *err)
{
	const struct dp_dialect *d = &r->dialect;
	bool far = r->carry.n > DPI_OPEN_QUOTE_MAX_BYTES ||
		   s->n_quoted + s->n_stray == 0;

	/* What a quote holds that is still open is no cell yet. */
	for (size_t k = 0; k < s->n_rows && (whole || far); k++)
		if (s->row[k].n > DP_COLUMNS_MAX)
			return too_wide(r, d->preamble_lines + s->row[k].line,
					err);
	if (whole)
		return d->n_columns > DP_COLUMNS_MAX ?
			       too_wide(r, d->preamble_lines + 1, err) :
			       0;
	if (r->carry.n <= DP_RECORD_MAX_BYTES)
		return 0;
	if (d->preamble_bytes < DP_RECORD_MAX_BYTES / 2)
		return dpi_reader_too_long(r, d->preamble_lines + 1, err);
	return dp_fail(err, DP_ELIMIT,
		       _("%s: what stands above the records is longer than %u "
			 "MB, the most that is read."),
		       r->name, DP_RECORD_MAX_BYTES >> 20);
}

/* Four times as much of the file, but not more than may be read of it. */
static int
read_on(struct dpi_reader *r, struct dp_err *err)
{
	size_t want = r->carry.n * 4;

	if (want > DP_RECORD_MAX_BYTES)
		want = DP_RECORD_MAX_BYTES + 1;
	if (dpi_reader_fill(r, &r->carry, want, err) != 0)
		return -1;
	dpi_reader_end_mark(r, &r->carry);
	return 0;
}

int
dpi_reader_start_table(struct dpi_reader *r, const struct dp_read_opts *o,
		       struct dp_buf *text, struct dp_err *err)
{
	struct dp_dialect *d = &r->dialect;
	struct dpi_sample s = { 0 };
	size_t before = 0;
	int status = 0;

	while (status == 0) {
		/* Of a pipe there may be no more yet. */
		bool may_grow = r->carry.n > before &&
				r->carry.n <= DP_RECORD_MAX_BYTES;

		before = r->carry.n;
		dpi_sample_done(&s);
		status = look_at(r, o, may_grow, text, &s);
		if (check_limits(r, &s, status > 0, err) != 0)
			status = -1;
		if (status == 0)
			status = read_on(r, err);
	}
	r->usual_end = d->usual_end;
	r->is_sheet = d->origin && d->origin->book;
	r->split.marks = (struct dpi_marks){ d->delimiter, d->quote,
					     d->only_cr ? '\r' : '\n' };
	r->split.parting = d->delimiter_text[0] ? d->delimiter_text : NULL;
	r->split.by_cr = d->by_cr && !d->only_cr;
	if (status > 0)
		skip_header(r, dp_buf_view(text), &s);
	dpi_sample_done(&s);
	return status > 0 ? 0 : -1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An audit applied backwards: the cleaned table, the changes sorted by
 * record and the records left out are read side by side, and the table comes
 * out as clean had read it. What the audit says of columns is in
 * undo_outline.c, what comes back from the rejects in undo_rejects.c.
 */
#include "step/undo.h"

#include <stdlib.h>

#include "base/i18n.h"

/* Text that is written at a time. */
#define WRITE_BYTES (64u << 10)
/* Bytes of a cell in a message. */
#define SHOWN_BYTES 60

struct change {
	dp_str column, step, before, after; /* in the undo's text */
	bool removed;                       /* with its column */
	bool read;  /* none: so its record was read, which is too wide */
	bool whole; /* none: so its record was before it was mixed */
};

struct dp_undo {
	const struct dp_undo_opts *o;
	struct dpi_outline outline;
	struct dp_stream *table;
	struct dpi_cleaned cleaned; /* the records of the table */
	struct dp_batch *batch;
	size_t r;
	struct dpi_undo_file changes;
	uint64_t next_change;  /* record of it; 0: there are no more */
	struct change *change; /* of one record, in their order */
	size_t n_changes, cap_changes;
	struct dp_arena text;
	struct dpi_no_records others;
	struct dpi_returning returning;
	dp_str *cell; /* of the cleaned table, or of one that returns */
	dp_str *kept; /* of the input, as far as not lost */
	struct dp_outfile out;
	struct dp_buf buf;
	uint64_t n_records, n_cells;
	bool started, open;
};

/* ---- opening ---------------------------------------------------------- */

static int
open_table(struct dp_undo *u, struct dp_err *err)
{
	struct dp_read_opts read;
	bool headless;

	if (dpi_cleaned_headless(u->o->audit, &headless, err) != 0)
		return -1;
	dp_read_opts_written(&read);
	read.threads = u->o->read.threads;
	if (headless) {
		read.header = DP_NO;
		read.header_rows = 0;
	}
	u->table = dp_table_open(u->o->input, &read, err);
	u->batch = dp_batch_new();
	return u->table ? 0 : -1;
}

/* The record of the next change. */
static int
look_ahead(struct dp_undo *u, struct dp_err *err)
{
	int status = dpi_undo_file_next(&u->changes, err);
	int64_t n = 0;

	if (status < 0)
		return -1;
	if (status == 1 &&
	    (!dp_str_int(dpi_undo_cell(&u->changes, AUDIT_RECORD), &n) ||
	     n < 1))
		return dp_fail(err, DP_EDATA,
			       _("%s holds a change without the number of its "
				 "record; it is not as dpipe clean has written "
				 "it."),
			       u->o->audit);
	u->next_change = (uint64_t)n;
	return 0;
}

static int
open_all(struct dp_undo *u, struct dp_result *result, struct dp_err *err)
{
	const struct dp_undo_opts *o = u->o;
	size_t n;

	if (strcmp(o->audit, "-") == 0)
		return dp_fail(err, DP_EUSAGE,
			       _("the audit is read more than once and cannot "
				 "be standard input; name its file."));
	if (open_table(u, err) != 0 ||
	    dpi_outline_read(&u->outline, o->audit, &u->table->schema, err) !=
		    0 ||
	    dpi_outline_check(&u->outline, o->rejects, err) != 0 ||
	    dpi_cleaned_open(&u->cleaned, o, &u->outline, u->table, err) != 0 ||
	    dpi_returning_open(&u->returning, o, &u->outline, err) != 0 ||
	    dpi_undo_file_open(&u->changes, o->audit, dp_audit_header,
			       "filter isNotBlank(record) and operation != "
			       "\"no-record\"\n"
			       "sort record numeric=yes\n",
			       err) != 0 ||
	    look_ahead(u, err) != 0 ||
	    dpi_no_records_open(&u->others, o->audit, err) != 0)
		return -1;
	n = dpi_outline_input(&u->outline)->n + u->outline.n_cells + 1;
	u->cell = dp_alloc0(n * sizeof *u->cell);
	u->kept = dp_alloc0(n * sizeof *u->kept);
	dpi_outline_lost(&u->outline, result);
	return 0;
}

struct dp_undo *
dp_undo_open(const struct dp_undo_opts *o, struct dp_result *result,
	     struct dp_err *err)
{
	struct dp_undo *u = dp_alloc0(sizeof *u);

	u->o = o;
	if (open_all(u, result, err) == 0)
		return u;
	dp_undo_close(u);
	return NULL;
}

/* ---- record by record ------------------------------------------------- */

/* The changes of RECORD, in their order. */
static int
gather(struct dp_undo *u, uint64_t record, struct dp_err *err)
{
	u->n_changes = 0;
	dp_arena_reset(&u->text);
	while (u->next_change == record) {
		struct change c = {
			dp_keep(&u->text,
				dpi_undo_cell(&u->changes, AUDIT_COLUMN)),
			dp_keep(&u->text,
				dpi_undo_cell(&u->changes, AUDIT_STEP)),
			dp_keep(&u->text,
				dpi_undo_cell(&u->changes, AUDIT_BEFORE)),
			dp_keep(&u->text,
				dpi_undo_cell(&u->changes, AUDIT_AFTER)),
			dp_str_is(dpi_undo_cell(&u->changes, AUDIT_OPERATION),
				  "removed"),
			dp_str_is(dpi_undo_cell(&u->changes, AUDIT_OPERATION),
				  "read"),
			u->outline.whole.p &&
				dp_str_is(dpi_undo_cell(&u->changes,
							AUDIT_OPERATION),
					  "record"),
		};

		/* what was done behind the step that mixed them is past */
		if (u->outline.whole.p && !c.whole && !c.read &&
		    !dpi_outline_has(&u->outline, c.step)) {
			if (look_ahead(u, err) != 0)
				return -1;
			continue;
		}

		dp_grow(&u->change, &u->cap_changes, u->n_changes,
			sizeof *u->change);
		u->change[u->n_changes++] = c;
		if (look_ahead(u, err) != 0)
			return -1;
	}
	return 0;
}

/* At most SHOWN_BYTES of S, whole characters. */
static dp_str
cut(dp_str s)
{
	if (s.n > SHOWN_BYTES) {
		s.n = SHOWN_BYTES;
		s.n = dp_utf8_valid(s);
	}
	return s;
}

static int
differs(const struct dp_undo *u, const struct change *c, dp_str found,
	struct dp_err *err)
{
	unsigned long long line = dp_batch_line(u->batch, u->r);

	err->at.line = line;
	return dp_fail(err, DP_EDATA,
		       _("%s, line %llu: in the column “%.*s” stands “%.*s”, "
			 "but step %.*s has left “%.*s” there. This is not "
			 "the table that the audit tells of, or it was changed "
			 "since."),
		       u->o->input, line, DP_FMT(c->column), DP_FMT(cut(found)),
		       DP_FMT(c->step), DP_FMT(cut(c->after)));
}

/* Puts back what stood in the columns that C says were removed. */
static int
put_removed(struct dp_undo *u, const struct change *c, struct dp_err *err)
{
	uint32_t at;
	size_t n;

	if (!dpi_outline_removed(&u->outline, c->step, &at, &n))
		return dp_fail(err, DP_EDATA,
			       _("%s tells what stood in columns that step "
				 "%.*s removed, and not which they are; it is "
				 "not as dpipe clean has written it."),
			       u->o->audit, DP_FMT(c->step));
	u->n_cells += dpi_undo_removed(c->before, n, &u->cell[at], &u->text);
	return 0;
}

/*
 * The row at hand, from the table or as it was before it was mixed; false: it
 * was left out before.
 */
static bool
begin_back(struct dp_undo *u)
{
	const struct dp_schema *s = &u->table->schema;
	bool found = false;

	memset(u->cell, 0, u->outline.n_cells * sizeof *u->cell);
	for (size_t i = 0; i < u->n_changes && !found; i++) {
		found = u->change[i].whole;
		if (found)
			(void)dpi_undo_removed(u->change[i].before,
					       dpi_outline_end(&u->outline)->n,
					       u->cell, &u->text);
	}
	if (u->outline.whole.p)
		return found;
	for (size_t i = 0; i < s->n; i++)
		u->cell[i] = dp_cell_str(dp_batch_cell(u->batch, u->r,
						       s->column[i].slot));
	/* a column alone is written in quotes where it is empty */
	if (s->n == 1 && u->cell[0].n == 0)
		u->cell[0].p = NULL;
	return true;
}

/* The row that u->cell holds, its changes taken back. */
static int
take_back(struct dp_undo *u, struct dp_err *err)
{
	for (size_t i = u->n_changes; i-- > 0;) {
		const struct change *c = &u->change[i];
		uint32_t at;

		if (c->read || c->whole)
			continue;
		if (c->removed) {
			if (put_removed(u, c, err) != 0)
				return -1;
			continue;
		}
		if (!dpi_outline_find(&u->outline, c->step, c->column, &at))
			return dp_fail(err, DP_EDATA,
				       _("the audit says that step %.*s "
					 "changed a column “%.*s”, and %s has "
					 "none. Name the table that was "
					 "written together with it."),
				       DP_FMT(c->step), DP_FMT(c->column),
				       u->o->input);
		if (at == DPI_UNDO_LOST)
			continue;
		if (!dp_str_eq(u->cell[at], c->after))
			return differs(u, c, u->cell[at], err);
		u->cell[at] = c->before;
		u->n_cells++;
	}
	return 0;
}

/* The record that returns, its cells as the audit says they were read. */
static void
put_as_read(struct dp_undo *u)
{
	for (size_t i = 0; i < u->n_changes; i++)
		if (u->change[i].read)
			(void)dpi_undo_removed(u->change[i].before,
					       u->returning.width, u->cell,
					       &u->text);
}

static int
flush(struct dp_undo *u, size_t most, struct dp_err *err)
{
	int status;

	if (u->buf.n <= most)
		return 0;
	if (!u->started)
		dp_csv_guard(&u->buf);
	u->started = true;
	status = dp_outfile_write(&u->out, u->buf.p, u->buf.n, err);
	u->buf.n = 0;
	return status;
}

/* Writes what of the input is not lost; AS_READ: cell is as wide as it. */
static int
put(struct dp_undo *u, bool as_read, struct dp_err *err)
{
	const struct dpi_columns *in = dpi_outline_input(&u->outline);
	size_t n = 0;

	for (size_t i = 0; i < in->n; i++) {
		uint32_t at = in->column[i].at;

		if (at != DPI_UNDO_LOST)
			u->kept[n++] = u->cell[as_read ? i : at];
	}
	dp_csv_record(&u->buf, u->kept, n);
	u->n_records++;
	return flush(u, WRITE_BYTES, err);
}

/*
 * The next kept row of the cleaned table, or one that the audit may tell:
 * 1, 0 at the end, -1.
 */
static int
next_row(struct dp_undo *u, struct dp_err *err)
{
	int status = 1;

	if (u->outline.whole.p)
		return u->next_change != 0;
	u->r++;
	while (status == 1 && u->r >= u->batch->n_rows) {
		status = dpi_cleaned_next(&u->cleaned, u->batch, err);
		u->r = 0;
	}
	return status;
}

static int
put_header(struct dp_undo *u, struct dp_err *err)
{
	const struct dpi_columns *in = dpi_outline_input(&u->outline);
	struct dp_schema s = { 0 };
	bool unnamed = u->outline.unnamed || u->table->schema.unnamed;

	for (size_t i = 0; i < in->n; i++) {
		const struct dpi_was *w = &in->column[i];

		if (w->at == DPI_UNDO_LOST)
			continue;
		(void)dp_schema_add(&s, s.n, w->name);
		s.column[s.n - 1].labelled = w->labelled;
		s.column[s.n - 1].label = w->label;
	}
	s.unnamed = unnamed;
	dp_csv_header(&u->buf, &s);
	dp_schema_done(&s);
	return flush(u, WRITE_BYTES, err);
}

/* After the last record: nothing may be left over. */
static int
check_end(const struct dp_undo *u, uint64_t left, struct dp_err *err)
{
	const struct dpi_outline *o = &u->outline;
	unsigned long long n = u->n_records;

	if (o->whole.p && !u->o->rejects && n < o->n_in)
		return dpi_outline_no_rejects(o->n_in - n, err);
	if (left || u->next_change)
		return dpi_undo_too_few(left ? left : u->next_change,
					u->o->input, n, err);
	if (o->counted &&
	    (o->n_in != n ||
	     (!o->whole.p && u->returning.n != o->n_in - o->n_out)))
		return dp_fail(err, DP_EDATA,
			       _("%llu records were read and %llu written, "
				 "says the audit; with %s and the rejects "
				 "there are %llu. They do not belong "
				 "together."),
			       (unsigned long long)o->n_in,
			       (unsigned long long)o->n_out, u->o->input, n);
	return 0;
}

/* The row at hand has a number of its own: is it another than RECORD? */
static bool
is_missing(const struct dp_undo *u, uint64_t record, struct dp_err *err)
{
	if (!u->cleaned.ordered || u->batch->record[u->r] == record)
		return false;
	(void)dp_fail(err, DP_EDATA,
		      _("record %llu is neither in %s nor in the rejects. They "
			"do not belong together."),
		      (unsigned long long)record, u->o->input);
	return true;
}

static int
each_record(struct dp_undo *u, struct dp_err *err)
{
	uint64_t back;
	int status;

	for (uint64_t record = 1;; record++) {
		if (u->others.next == record) { /* a new table counts anew */
			if (dpi_no_records_next(&u->others, err) != 0 ||
			    (u->outline.whole.p && gather(u, record, err) != 0))
				return -1;
			continue;
		}
		if (dpi_returning_next(&u->returning, &back, err) != 0)
			return -1;
		if (back == record) {
			if (dpi_returning_take(&u->returning, u->cell, err) !=
				    0 ||
			    gather(u, record, err) != 0)
				return -1;
			put_as_read(u);
			if (put(u, true, err) != 0)
				return -1;
			continue;
		}
		status = next_row(u, err);
		if (status < 0)
			return -1;
		if (status == 0)
			return check_end(u, back, err);
		if (is_missing(u, record, err) || gather(u, record, err) != 0)
			return -1;
		if (begin_back(u) &&
		    (take_back(u, err) != 0 || put(u, false, err) != 0))
			return -1;
	}
}

static void
sum_up(const struct dp_undo *u, struct dp_result *result)
{
	struct dp_part *p = dp_result_part(result, DP_PART_FACTS, "summary",
					   NULL);

	dp_fact_int(p, "records_out", _("Records written"),
		    (int64_t)u->n_records);
	dp_fact_int(p, "records_back", _("Records that came back"),
		    (int64_t)u->returning.n);
	dp_fact_int(p, "changes_undone", _("Changes taken back"),
		    (int64_t)u->n_cells);
}

int
dp_undo_run(struct dp_undo *u, struct dp_result *result, struct dp_err *err)
{
	int status;

	if (dpi_cleaned_read(&u->cleaned, err) != 0 ||
	    dp_outfile_open(&u->out, u->o->output ? u->o->output : "-", err) !=
		    0)
		return -1;
	u->open = true;
	status = put_header(u, err) != 0 || each_record(u, err) != 0 ||
				 flush(u, 0, err) != 0 ?
			 -1 :
			 dp_outfile_commit(&u->out, err);
	if (status == 0)
		sum_up(u, result);
	return status;
}

void
dp_undo_close(struct dp_undo *u)
{
	if (!u)
		return;
	if (u->open)
		dp_outfile_abort(&u->out);
	dp_batch_free(u->batch);
	dpi_cleaned_close(&u->cleaned);
	dp_close(u->table);
	dpi_undo_file_close(&u->changes);
	dpi_undo_file_close(&u->others.file);
	dpi_returning_close(&u->returning);
	dpi_outline_done(&u->outline);
	dp_arena_done(&u->text);
	dp_buf_done(&u->buf);
	free(u->change);
	free(u->cell);
	free(u->kept);
	free(u);
}

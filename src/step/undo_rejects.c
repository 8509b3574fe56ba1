/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records that come back from the rejects: the text of each, as it was read,
 * is read again, a batch at a time, under a header as wide as the table had.
 */
#include "step/undo.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "table/framing.h"

/* Records that are read at a time. */
#define RECORDS_MAX 8192u

int
dpi_undo_file_open(struct dpi_undo_file *f, const char *path,
		   const char *header, const char *recipe, struct dp_err *err)
{
	struct dp_apply_opts apply = { .threads = 1 };
	struct dp_buf found = { 0 };
	struct dp_read_opts o;
	struct dp_stream *s;
	bool fits;

	dp_read_opts_written(&o);
	s = dp_table_open(path, &o, err);
	if (!s)
		return -1;
	dp_csv_header(&found, &s->schema);
	fits = dp_str_is(dp_buf_view(&found), header);
	dp_buf_done(&found);
	if (!fits) {
		dp_close(s);
		return dp_fail(err, DP_EDATA,
			       _("%s is not what dpipe clean has written: its "
				 "first line must be %.*s"),
			       path, (int)strlen(header) - 1, header);
	}
	f->recipe = dp_recipe_parse(dp_str_c(recipe), "-e", err);
	if (!f->recipe) {
		dp_close(s);
		return -1;
	}
	f->plan = dp_plan_new(f->recipe, s, &apply, err);
	f->batch = dp_batch_new();
	return f->plan ? 0 : -1;
}

int
dpi_undo_file_next(struct dpi_undo_file *f, struct dp_err *err)
{
	int status = 1;

	while (status == 1) {
		while (f->next < f->batch->n_rows) {
			f->r = f->next++;
			if (f->batch->state[f->r] == DP_ROW_KEPT)
				return 1;
		}
		f->next = 0;
		status = dp_next(dp_plan_stream(f->plan), f->batch, err);
	}
	return status;
}

dp_str
dpi_undo_cell(const struct dpi_undo_file *f, size_t i)
{
	const struct dp_schema *s = &dp_plan_stream(f->plan)->schema;

	return dp_cell_str(dp_batch_cell(f->batch, f->r, s->column[i].slot));
}

void
dpi_undo_file_close(struct dpi_undo_file *f)
{
	dp_batch_free(f->batch);
	dp_plan_free(f->plan);
	dp_recipe_free(f->recipe);
	memset(f, 0, sizeof *f);
}

int
dpi_no_records_next(struct dpi_no_records *x, struct dp_err *err)
{
	int status = dpi_undo_file_next(&x->file, err);
	int64_t n = 0;

	if (status == 1)
		(void)dp_str_int(dpi_undo_cell(&x->file, AUDIT_RECORD), &n);
	x->next = n > 0 ? (uint64_t)n : 0;
	return status < 0 ? -1 : 0;
}

int
dpi_no_records_open(struct dpi_no_records *x, const char *audit,
		    struct dp_err *err)
{
	return dpi_undo_file_open(&x->file, audit, dp_audit_header,
				  "filter operation == \"no-record\"\n"
				  "sort record numeric=yes\n",
				  err) != 0 ?
		       -1 :
		       dpi_no_records_next(x, err);
}

/*
 * How the records left out were written, as given or as the audit says: cells
 * as the table had them, in lines as clean writes them.
 */
static int
set_opts(struct dpi_returning *x, const struct dp_undo_opts *o,
	 const struct dpi_outline *outline, struct dp_err *err)
{
	struct dp_read_opts was = o->read, *read = &x->read;

	if (outline->source.p && !was.delimiter_set && !was.delimiter) {
		x->source = dp_recipe_parse(outline->source, o->audit, err);
		if (!x->source || dp_recipe_source(x->source, &was, err) != 0)
			return -1;
	}
	dp_read_opts_written(read);
	/* As they were cut, so they were kept. */
	if (was.delimiter_text[0])
		read->delimiter = dpi_stand_in(was.delimiter_text);
	else if (was.delimiter || was.delimiter_set)
		read->delimiter = was.delimiter;
	read->quote = was.quote;
	read->no_quote = was.no_quote;
	read->escape = was.escape;
	read->escape_set = was.escape_set;
	read->skip_space = was.skip_space;
	/* they stand in lines as end_line ends them */
	read->newline_set = true;
	read->newline = was.newline_set ? was.newline : DP_LF;
	read->threads = 1;
	x->width = dpi_outline_input(outline)->n;
	x->outline = outline;
	return 0;
}

/* The next record of which the audit says how it was read. */
static int
next_told(struct dpi_returning *x, struct dp_err *err)
{
	int status = dpi_undo_file_next(&x->told, err);
	int64_t n = 0;

	if (status == 1)
		(void)dp_str_int(dpi_undo_cell(&x->told, AUDIT_RECORD), &n);
	x->next_told = n > 0 ? (uint64_t)n : 0;
	return status < 0 ? -1 : 0;
}

int
dpi_returning_open(struct dpi_returning *x, const struct dp_undo_opts *o,
		   const struct dpi_outline *outline, struct dp_err *err)
{
	if (set_opts(x, o, outline, err) != 0)
		return -1;
	if (!o->rejects)
		return 0;
	x->open = true;
	/* Lines that are no records of the table have no step. */
	return dpi_undo_file_open(&x->file, o->rejects, dp_rejects_header,
				  "filter isNotBlank(step)\n"
				  "sort record numeric=yes\n",
				  err) != 0 ||
			       dpi_undo_file_open(&x->told, o->audit,
						  dp_audit_header,
						  "filter operation == "
						  "\"read\"\n"
						  "sort record numeric=yes\n",
						  err) != 0 ?
		       -1 :
		       next_told(x, err);
}

/* Do lines end with CR, and is LF text? */
static bool
by_cr(const struct dpi_returning *x)
{
	return x->read.newline_set && x->read.newline == DP_CR;
}

/* Ends a line of the batch at hand. */
static void
end_line(struct dpi_returning *x)
{
	dp_buf_char(&x->text, by_cr(x) ? '\r' : '\n');
}

/* The record that stands in the file is one of the batch at hand. */
static int
gather(struct dpi_returning *x, struct dp_err *err)
{
	dp_str raw = dpi_undo_cell(&x->file, REJECT_RAW);
	bool told;
	int64_t n;

	if (!dp_str_int(dpi_undo_cell(&x->file, REJECT_RECORD), &n) || n < 1)
		return dp_fail(err, DP_EDATA,
			       _("the rejects hold a record without its "
				 "number; they are not as dpipe clean has "
				 "written them."));
	while (x->next_told && x->next_told < (uint64_t)n)
		if (next_told(x, err) != 0)
			return -1;
	told = x->next_told == (uint64_t)n;
	dp_grow(&x->record, &x->cap, x->n_records, sizeof *x->record);
	x->record[x->n_records++] = (struct dpi_returned){ (uint64_t)n, told };
	/* what is too wide or too narrow would say how wide the others are */
	if (told)
		return 0;
	dp_buf_str(&x->text, raw);
	end_line(x);
	return 0;
}

static void
put_names(struct dpi_returning *x)
{
	for (size_t i = 0; i < x->width; i++) {
		if (i)
			dp_buf_char(&x->text, x->read.delimiter);
		dp_buf_format(&x->text, "c%zu", i + 1);
	}
	end_line(x);
}

/*
 * The header. Behind its CR, a LF with which a record begins would be taken
 * for the end of it: a record that does not count stands between.
 */
static void
header(struct dpi_returning *x)
{
	x->text.n = 0;
	put_names(x);
	if (by_cr(x))
		put_names(x);
}

/* One that was left out before records were mixed: others are in the audit. */
static bool
comes_back(const struct dpi_returning *x)
{
	return !x->outline->whole.p ||
	       dpi_outline_has(x->outline,
			       dpi_undo_cell(&x->file, REJECT_STEP));
}

/* Reads the next few records of the file: 1, 0 there are none, -1. */
static int
refill(struct dpi_returning *x, struct dp_err *err)
{
	int status = 0;

	dp_batch_free(x->batch);
	dp_close(x->stream);
	x->batch = NULL;
	x->stream = NULL;
	x->n_records = x->at = x->r = 0;
	header(x);
	while (x->text.n < DP_BLOCK_BYTES && x->n_records < RECORDS_MAX &&
	       (status = dpi_undo_file_next(&x->file, err)) == 1)
		if (comes_back(x) && gather(x, err) != 0)
			return -1;
	if (status < 0)
		return -1;
	if (x->n_records == 0)
		return 0;
	x->stream = dp_table_open_memory(x->text.p, x->text.n, &x->read, err);
	x->batch = dp_batch_new();
	if (!x->stream || (by_cr(x) && dp_next(x->stream, x->batch, err) < 0))
		return -1;
	x->r = by_cr(x);
	return 1;
}

int
dpi_returning_next(struct dpi_returning *x, uint64_t *record,
		   struct dp_err *err)
{
	int status;

	*record = 0;
	if (!x->open)
		return 0;
	if (x->at == x->n_records) {
		status = refill(x, err);
		if (status <= 0)
			return status;
	}
	*record = x->record[x->at].record;
	return 0;
}

int
dpi_returning_take(struct dpi_returning *x, dp_str *cell, struct dp_err *err)
{
	int status = 1;

	if (x->record[x->at].told) {
		memset(cell, 0, x->width * sizeof *cell);
		x->at++;
		x->n++;
		return 0;
	}
	while (x->r == x->batch->n_rows && status == 1) {
		status = dp_next(x->stream, x->batch, err);
		x->r = 0;
	}
	if (status < 0)
		return -1;
	if (status == 0 || x->stream->schema.n != x->width)
		return dp_fail(err, DP_EDATA,
			       _("record %llu of the rejects cannot be read "
				 "as the table was. Say with --delimiter and "
				 "--quote how the file was written."),
			       (unsigned long long)x->record[x->at].record);
	for (size_t i = 0; i < x->width; i++)
		cell[i] = dp_cell_str(dp_batch_cell(
			x->batch, x->r, x->stream->schema.column[i].slot));
	x->r++;
	x->at++;
	x->n++;
	return 0;
}

void
dpi_returning_close(struct dpi_returning *x)
{
	if (x->open)
		dpi_undo_file_close(&x->file);
	dpi_undo_file_close(&x->told);
	dp_batch_free(x->batch);
	dp_close(x->stream);
	dp_recipe_free(x->source);
	dp_buf_done(&x->text);
	free(x->record);
}

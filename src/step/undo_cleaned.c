/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cleaned table beside what the audit tells of its records: where that is
 * a check of each, they must be those that were written; where it is their
 * order, they come as they stood in the table that was read.
 */
#include "step/undo.h"

#include "base/digits.h"
#include "base/i18n.h"
#include "op/sort.h"
#include "table/check.h"

int
dpi_cleaned_headless(const char *audit, bool *yes, struct dp_err *err)
{
	struct dpi_undo_file f = { 0 };
	int status = dpi_undo_file_open(
		&f, audit, dp_audit_header,
		"filter operation == \"header\" and isBlank(record)", err);

	*yes = false;
	while (status == 0 && (status = dpi_undo_file_next(&f, err)) == 1) {
		status = 0;
		*yes = dpi_undo_cell(&f, AUDIT_STEP).n == 0 &&
		       dp_str_is(dpi_undo_cell(&f, AUDIT_AFTER), "none");
		if (*yes)
			break;
	}
	dpi_undo_file_close(&f);
	return status < 0 ? -1 : 0;
}

static int
not_written(const struct dpi_cleaned *c, struct dp_err *err)
{
	return dp_fail(err, DP_EDATA,
		       _("%s: what it tells of the order of the records, or "
			 "to check them, is not as dpipe clean has written "
			 "it."),
		       c->o->audit);
}

/* The next check, in *DIGITS: 1, 0 there are no more, -1. */
static int
next_check(struct dpi_cleaned *c, const char **digits, struct dp_err *err)
{
	if (c->digits.n == 0) {
		int status = dpi_undo_file_next(&c->check, err);

		if (status <= 0)
			return status;
		c->digits = dpi_undo_cell(&c->check, AUDIT_BEFORE);
	}
	if (c->digits.n < DPI_CHECK_DIGITS)
		return not_written(c, err);
	*digits = c->digits.p;
	c->digits = dp_str_from(c->digits, DPI_CHECK_DIGITS);
	return 1;
}

/* The next numbers that follow each other, of the row at hand. */
static bool
take_run(struct dpi_cleaned *c)
{
	dp_str to = dp_str_cut(&c->numbers, ' '), from = dp_str_cut(&to, '-');
	int64_t first, last;

	if (!dp_str_int(from, &first) || first < 1)
		return false;
	last = first;
	if (to.n && (!dp_str_int(to, &last) || last < 1))
		return false;
	c->number = (uint64_t)first;
	c->last = (uint64_t)last;
	return true;
}

/* The next number of the order: 1, 0 there are no more, -1. */
static int
next_number(struct dpi_cleaned *c, uint64_t *number, struct dp_err *err)
{
	if (c->number == 0 && c->numbers.n == 0) {
		int status = dpi_undo_file_next(&c->order, err);

		if (status != 1)
			return status;
		c->numbers = dpi_undo_cell(&c->order, AUDIT_BEFORE);
	}
	if (c->number == 0 && !take_run(c))
		return not_written(c, err);
	*number = c->number;
	if (c->number == c->last)
		c->number = 0;
	else if (c->number < c->last)
		c->number++;
	else
		c->number--;
	return 1;
}

static int
check_header(struct dpi_cleaned *c, struct dp_err *err)
{
	char found[DPI_CHECK_DIGITS];
	const char *told;
	int status = next_check(c, &told, err);

	if (status != 1)
		return status < 0 ? -1 : not_written(c, err);
	dpi_check_header(&c->table->schema, &c->spare, found);
	/* a part of a table may have none */
	if (c->table->schema.unnamed)
		return 0;
	if (memcmp(found, told, sizeof found) == 0)
		return 0;
	return dp_fail(err, DP_EDATA,
		       _("%s: the header is not as it was written. It was "
			 "changed since, or this is not the table that the "
			 "audit tells of; dpipe clean --help says how to go "
			 "back all the same."),
		       c->o->input);
}

int
dpi_cleaned_open(struct dpi_cleaned *c, const struct dp_undo_opts *o,
		 const struct dpi_outline *outline, struct dp_stream *table,
		 struct dp_err *err)
{
	struct dpi_order by = { .n = 1, .numeric = DPI_NUMERIC_YES };

	c->o = o;
	c->table = table;
	c->ordered = outline->ordered;
	c->checked = outline->checked;
	if (c->ordered) {
		by.slot[0] = c->slot = (uint32_t)table->schema.n_slots++;
		c->sorter = dpi_sorter_new(&by, table->schema.n_slots,
					   DPI_SORT_BYTES);
		if (dpi_undo_file_open(&c->order, o->audit, dp_audit_header,
				       "filter operation == \"order\"",
				       err) != 0)
			return -1;
	}
	if (!c->checked)
		return 0;
	return dpi_undo_file_open(&c->check, o->audit, dp_audit_header,
				  "filter operation == \"check\"", err) != 0 ?
		       -1 :
		       check_header(c, err);
}

static int
differs(const struct dpi_cleaned *c, const struct dp_batch *b, size_t r,
	struct dp_err *err)
{
	unsigned long long line = dp_batch_line(b, r);

	err->at.line = line;
	return dp_fail(err, DP_EDATA,
		       _("%s, line %llu: this record is not as it was "
			 "written. It was changed since, or this is not the "
			 "table that the audit tells of; dpipe clean --help "
			 "says how to go back all the same."),
		       c->o->input, line);
}

/* Gives row R of B its number. */
static int
number_row(struct dpi_cleaned *c, struct dp_batch *b, size_t r,
	   struct dp_err *err)
{
	char *text = dp_arena_text(&b->text, DPI_DIGITS_ROOM);
	int status = next_number(c, &b->record[r], err);

	if (status != 1)
		return status < 0 ? -1 : differs(c, b, r, err);
	*dp_batch_cell(b, r, c->slot) = (struct dp_cell){
		.p = text,
		.n = (uint32_t)(dpi_put_number(text, b->record[r]) - text),
	};
	return 0;
}

static int
check_row(struct dpi_cleaned *c, const struct dp_batch *b, size_t r,
	  struct dp_err *err)
{
	char found[DPI_CHECK_DIGITS];
	const char *told;
	int status = next_check(c, &told, err);

	if (status < 0)
		return -1;
	dpi_check_row(b, r, &c->table->schema, &c->spare, found);
	return status == 0 || memcmp(found, told, sizeof found) != 0 ?
		       differs(c, b, r, err) :
		       0;
}

static int
each_row(struct dpi_cleaned *c, struct dp_batch *b, struct dp_err *err)
{
	for (size_t r = 0; r < b->n_rows; r++) {
		if (b->state[r] != DP_ROW_KEPT)
			continue;
		if ((c->checked && check_row(c, b, r, err) != 0) ||
		    (c->ordered && number_row(c, b, r, err) != 0))
			return -1;
		c->n++;
	}
	return c->ordered ? dpi_sorter_add(c->sorter, b, err) : 0;
}

int
dpi_undo_too_few(uint64_t record, const char *input, uint64_t n,
		 struct dp_err *err)
{
	return dp_fail(err, DP_EDATA,
		       _("the account tells of record %llu, and with "
			 "%s there are %llu. This is not the table "
			 "that it tells of, or it was changed since."),
		       (unsigned long long)record, input,
		       (unsigned long long)n);
}

/* After the last row: is more told of? */
static int
check_end(struct dpi_cleaned *c, struct dp_err *err)
{
	uint64_t number;
	const char *told;
	int more = c->checked ? next_check(c, &told, err) : 0;

	if (more == 0 && c->ordered)
		more = next_number(c, &number, err);
	if (more > 0)
		return dpi_undo_too_few(c->n + 1, c->o->input, c->n, err);
	return more;
}

int
dpi_cleaned_read(struct dpi_cleaned *c, struct dp_err *err)
{
	struct dp_batch *b;
	int status;

	if (!c->ordered && !c->checked)
		return 0;
	b = dp_batch_new();
	while ((status = dp_next(c->table, b, err)) == 1)
		if (each_row(c, b, err) != 0) {
			status = -1;
			break;
		}
	dp_batch_free(b);
	if (status < 0 || check_end(c, err) != 0)
		return -1;
	return c->ordered ? dpi_sorter_finish(c->sorter, err) : 0;
}

int
dpi_cleaned_next(struct dpi_cleaned *c, struct dp_batch *b, struct dp_err *err)
{
	return c->ordered ? dpi_sorter_next(c->sorter, b, err) :
			    dp_next(c->table, b, err);
}

void
dpi_cleaned_close(struct dpi_cleaned *c)
{
	dpi_sorter_free(c->sorter);
	dpi_undo_file_close(&c->order);
	dpi_undo_file_close(&c->check);
	dp_buf_done(&c->spare);
}

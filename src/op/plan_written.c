/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the audit tells of the records that were written, in their order,
 * where the table and its changes alone do not lead back: which of the records
 * read each is, where steps put them in another order, and a check of each.
 */
#include "op/plan.h"

#include <stdlib.h>

#include "base/digits.h"
#include "table/check.h"

/* Records that one row of the audit tells of. */
#define ROW_RECORDS 256u

struct dpi_written_told {
	const struct dp_schema *schema; /* of what is written */
	bool order;                     /* their numbers are told */
	uint64_t n;                     /* records so far */
	unsigned n_row;                 /* of them in the row at hand */
	struct dp_buf numbers, checks;  /* of that row */
	uint64_t from, to;              /* numbers that follow each other */
	struct dp_buf spare;
};

bool
dpi_plan_tells_order(const struct dp_plan *p)
{
	bool reorders = false;

	for (size_t i = 0; i < p->n; i++) {
		if (p->step[i]->op->mixes)
			return false;
		reorders = reorders || p->step[i]->op->reorders;
	}
	return reorders;
}

static bool
tells_records(const struct dp_plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (dpi_plan_tells_records(p, i))
			return true;
	return false;
}

/* Ends the numbers that follow each other: "7", "1-3", "9-4". */
static void
put_run(struct dpi_written_told *t)
{
	char *p;

	if (!t->from)
		return;
	if (t->numbers.n)
		dp_buf_char(&t->numbers, ' ');
	p = dp_buf_room(&t->numbers, 2 * DPI_DIGITS_ROOM + 1);
	p = dpi_put_number(p, t->from);
	if (t->to != t->from) {
		*p++ = '-';
		p = dpi_put_number(p, t->to);
	}
	t->numbers.n = (size_t)(p - t->numbers.p);
	t->from = 0;
}

static void
put_order(struct dpi_written_told *t, uint64_t record)
{
	bool up = t->to >= t->from && record == t->to + 1;
	bool down = t->to <= t->from && record + 1 == t->to;

	if (!t->from || (!up && !down)) {
		put_run(t);
		t->from = record;
	}
	t->to = record;
}

/* A row of the audit; ROW is what it holds. */
static void
put_row(const struct dpi_written_told *t, const char *operation,
	struct dp_buf *row, struct dp_buf *out)
{
	if (row->n == 0)
		return;
	dp_buf_c(out, ",,,,");
	dp_buf_c(out, operation);
	dp_buf_char(out, ',');
	dp_buf_str(out, dp_buf_view(row));
	dp_buf_char(out, ',');
	dp_buf_decimal(out, t->n - t->n_row + 1);
	dp_buf_char(out, '\n');
	row->n = 0;
}

static void
end_row(struct dpi_written_told *t, struct dp_buf *out)
{
	put_run(t);
	put_row(t, "order", &t->numbers, out);
	put_row(t, "check", &t->checks, out);
	t->n_row = 0;
}

static int
tell(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct dpi_written_told *t = self;
	char digits[DPI_CHECK_DIGITS];

	(void)err;
	for (size_t r = 0; r < b->n_rows; r++) {
		if (b->state[r] != DP_ROW_KEPT)
			continue;
		if (t->order)
			put_order(t, b->record[r]);
		dpi_check_row(b, r, t->schema, &t->spare, digits);
		dp_buf_add(&t->checks, digits, sizeof digits);
		t->n++;
		if (++t->n_row == ROW_RECORDS)
			end_row(t, &b->log->audit);
	}
	return 0;
}

/* Of a column that is written alone, the cells that were empty in quotes. */
static int
tell_lone(void *self, struct dp_batch *b, struct dp_err *err)
{
	const struct dp_plan *p = self;
	const struct dp_step *last = p->step[p->n - 1];
	const struct dp_column *c = &p->schema.column[0];
	struct dp_buf *out = &b->log->audit;

	(void)err;
	for (size_t r = 0; r < b->n_rows; r++) {
		const struct dp_cell *cell = dp_batch_cell(b, r, c->slot);

		if (b->state[r] != DP_ROW_KEPT || !cell->p || cell->n)
			continue;
		dp_buf_decimal(out, dp_batch_line(b, r));
		dp_buf_char(out, ',');
		dp_buf_decimal(out, b->record[r]);
		dp_buf_char(out, ',');
		dp_csv_cell(out, c->name);
		dp_buf_char(out, ',');
		dp_csv_cell(out, last->label);
		dp_buf_c(out, ",quotes,\"\",\n");
	}
	return 0;
}

size_t
dpi_plan_lone_stage(struct dp_plan *p, struct dp_stage *stage)
{
	if (!p->opts.audit || p->opts.dry || p->schema.n != 1 ||
	    p->input.n == 1 || p->schema.column[0].slot >= p->input.n ||
	    tells_records(p))
		return 0;
	*stage = (struct dp_stage){ .work = tell_lone, .self = p };
	return 1;
}

size_t
dpi_plan_written_stage(struct dp_plan *p, struct dp_stage *stage)
{
	struct dpi_written_told *t;
	char digits[DPI_CHECK_DIGITS];
	bool order = dpi_plan_tells_order(p);

	if (!p->opts.audit || p->opts.dry || (!order && !tells_records(p)))
		return 0;
	t = p->written = dp_alloc0(sizeof *t);
	t->schema = &p->schema;
	t->order = order;
	dpi_check_header(t->schema, &t->spare, digits);
	dp_buf_add(&t->checks, digits, sizeof digits);
	*stage = (struct dp_stage){ .order = tell, .self = t };
	return 1;
}

void
dpi_plan_written_rest(const struct dp_plan *p, struct dp_buf *out)
{
	if (p->written)
		end_row(p->written, out);
}

void
dpi_plan_written_free(struct dpi_written_told *t)
{
	if (!t)
		return;
	dp_buf_done(&t->numbers);
	dp_buf_done(&t->checks);
	dp_buf_done(&t->spare);
	free(t);
}

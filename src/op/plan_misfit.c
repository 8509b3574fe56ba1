/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records that are wider or narrower than the table, stand on several lines
 * without quotes, or have quotes and spaces where the rules of quoting have
 * none, told to the audit as they were read: what their cells are was decided
 * by the other records, and from the rejects alone nobody could find it again.
 */
#include "op/plan.h"

#include <stdlib.h>

struct misfit {
	const struct dp_plan *plan;
	char delimiter, quote, escape;
	bool skip_space; /* behind delimiters, in some records */
};

/* Goes on behind the field in quotes that starts at I; RAW.n + 1: it has no
   such end. */
static size_t
behind_quotes(const struct misfit *x, dp_str raw, size_t i)
{
	for (i++; i < raw.n; i++) {
		if (x->escape && raw.p[i] == x->escape)
			i++;
		else if (raw.p[i] != x->quote)
			continue;
		else if (!x->escape && i + 1 < raw.n &&
			 raw.p[i + 1] == x->quote)
			i++;
		else
			break;
	}
	i++;
	return i == raw.n || (i < raw.n && raw.p[i] == x->delimiter) ?
		       i :
		       raw.n + 1;
}

/* A record that was put back together has one outside quotes. */
static bool
is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Does a field start with a space that may be no part of it? */
static bool
has_led_field(const struct misfit *x, dp_str raw)
{
	for (size_t i = 0; x->skip_space && i < raw.n; i++)
		if (raw.p[i] == ' ' && (i == 0 || raw.p[i - 1] == x->delimiter))
			return true;
	return false;
}

/* Is RAW for certain a record of N fields, whichever others stand by it? */
static bool
has_fields(const struct misfit *x, dp_str raw, size_t n)
{
	size_t found = 1, i = 0;
	bool quotes = x->quote && dp_str_find(raw, x->quote) >= 0;

	if (has_led_field(x, raw))
		return false;
	while (quotes && i < raw.n) {
		if (raw.p[i] == x->quote)
			i = behind_quotes(x, raw, i);
		while (i < raw.n && raw.p[i] != x->delimiter &&
		       raw.p[i] != x->quote && !is_line_end(raw.p[i]))
			i++;
		if (i > raw.n || (i < raw.n && raw.p[i] != x->delimiter))
			return false;
		found += i < raw.n;
		i++;
	}
	for (; !quotes && i < raw.n; i++) {
		if (is_line_end(raw.p[i]))
			return false;
		found += raw.p[i] == x->delimiter;
	}
	return found == n;
}

static void
tell(const struct misfit *x, struct dp_batch *b, size_t r)
{
	const struct dp_schema *in = &x->plan->input;
	dp_str *cell = dp_arena_alloc(&b->text, in->n * sizeof *cell);
	struct dp_buf record = { 0 }, *out = &b->log->audit;

	for (size_t i = 0; i < in->n; i++)
		cell[i] = dp_cell_str(dp_batch_cell(b, r, in->column[i].slot));
	/* as for columns removed: one cell stands for itself */
	if (in->n == 1)
		dp_buf_str(&record, cell[0]);
	else
		dp_csv_record(&record, cell, in->n);
	record.n -= in->n > 1; /* the line end */
	dp_buf_decimal(out, dp_batch_line(b, r));
	dp_buf_char(out, ',');
	dp_buf_decimal(out, b->record[r]);
	dp_buf_c(out, ",,,read,");
	dp_csv_cell(out, dp_buf_view(&record));
	dp_buf_c(out, ",\n");
	dp_buf_done(&record);
}

static int
work(void *self, struct dp_batch *b, struct dp_err *err)
{
	const struct misfit *x = self;

	(void)err;
	for (size_t r = 0; r < b->n_rows; r++) {
		dp_str raw;

		/* what is cut when it is needed has as many fields as all */
		if (b->state[r] != DP_ROW_KEPT ||
		    (b->need && b->first[r] != DP_ROW_WHOLE))
			continue;
		raw = dp_batch_raw(b, r);
		if (raw.p && !has_fields(x, raw, x->plan->input.n))
			tell(x, b, r);
	}
	return 0;
}

size_t
dpi_plan_misfit_stage(const struct dp_plan *p, struct dp_stage *stage)
{
	const struct dp_dialect *d = p->dialect;
	struct misfit *x;

	if (!p->opts.audit || !p->opts.rejects || !d || !d->delimiter)
		return 0;
	x = dp_alloc0(sizeof *x);
	*x = (struct misfit){ p, d->delimiter, d->quote, d->escape,
			      d->skip_space };
	*stage = (struct dp_stage){ .work = work, .free = free, .self = x };
	return 1;
}

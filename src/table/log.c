/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log of changes: what each step did, cell by cell where an audit is
 * asked for, and the records left out with the reason.
 */
#include <dpipe/table.h>

#include <stdlib.h>

#include "base/digits.h"
#include "table/csv_put.h"

/* Columns of a step whose names are kept as they are written. */
#define N_NAMES 64u

/* A number, and how it is written; 0: none yet. */
struct number {
	uint64_t n;
	struct dpi_digits digits;
};

/* What is the same in one change and the next, as it is written. */
struct dpi_written {
	struct {
		size_t step, slot;
		struct dp_buf text; /* empty: not made yet */
	} names[N_NAMES];
	struct number line, record;
};

const char dp_audit_header[] =
	"line,record,column,step,operation,before,after\n";
const char dp_rejects_header[] = "line,record,step,reason,raw\n";

void
dp_log_init(struct dp_log *l, size_t n_steps, bool audit, bool rejects)
{
	dp_log_done(l);
	l->n_steps = n_steps;
	l->step = dp_alloc0(n_steps * sizeof *l->step);
	l->want_audit = audit;
	l->want_rejects = rejects;
	if (audit)
		l->written = dp_alloc0(sizeof *l->written);
}

void
dp_log_want_examples(struct dp_log *l)
{
	l->want_examples = true;
	l->example =
		dp_alloc0((l->n_steps + 1) * DP_EXAMPLES * sizeof *l->example);
	l->n_examples = dp_alloc0((l->n_steps + 1) * sizeof *l->n_examples);
}

void
dp_log_done(struct dp_log *l)
{
	free(l->step);
	free(l->example);
	free(l->n_examples);
	for (size_t i = 0; l->written && i < N_NAMES; i++)
		dp_buf_done(&l->written->names[i].text);
	free(l->written);
	dp_arena_done(&l->text);
	dp_buf_done(&l->audit);
	dp_buf_done(&l->rejects);
	dp_findings_done(&l->findings);
	memset(l, 0, sizeof *l);
}

void
dp_log_clear(struct dp_log *l)
{
	if (l->n_steps)
		memset(l->step, 0, l->n_steps * sizeof *l->step);
	if (l->want_examples) {
		memset(l->n_examples, 0, l->n_steps * sizeof *l->n_examples);
		dp_arena_reset(&l->text);
	}
	l->audit.n = l->rejects.n = 0;
	l->rows_in = l->rows_out = 0;
	if (l->findings.n)
		dp_findings_done(&l->findings);
}

/* Keeps the riskiest few of step I; among equals the first. */
static void
keep_example(struct dp_log *l, size_t i, const struct dp_change *c)
{
	struct dp_change *e = l->example + i * DP_EXAMPLES;
	unsigned n = l->n_examples[i], at = n;

	for (unsigned k = 0; k < n; k++)
		if (dp_str_eq(e[k].before, c->before) &&
		    dp_str_eq(e[k].after, c->after) &&
		    dp_str_eq(e[k].column, c->column))
			return;
	while (at > 0 && e[at - 1].risk < c->risk)
		at--;
	if (at == DP_EXAMPLES)
		return;
	if (n == DP_EXAMPLES)
		n--;
	memmove(e + at + 1, e + at, (n - at) * sizeof *e);
	e[at] = *c;
	e[at].column = dp_keep(&l->text, c->column);
	e[at].before = dp_keep(&l->text, c->before);
	e[at].after = dp_keep(&l->text, c->after);
	l->n_examples[i] = n + 1;
}

void
dp_log_merge(struct dp_log *to, const struct dp_log *from)
{
	size_t n = to->n_steps < from->n_steps ? to->n_steps : from->n_steps;

	for (size_t i = 0; i < n; i++) {
		to->step[i].changed_cells += from->step[i].changed_cells;
		to->step[i].dropped_rows += from->step[i].dropped_rows;
		to->step[i].bad_cells += from->step[i].bad_cells;
		to->step[i].added_rows += from->step[i].added_rows;
	}
	for (size_t i = 0; i < n && to->want_examples && from->want_examples;
	     i++)
		for (unsigned k = 0; k < from->n_examples[i]; k++)
			keep_example(to, i,
				     &from->example[i * DP_EXAMPLES + k]);
	to->rows_in += from->rows_in;
	to->rows_out += from->rows_out;
	dp_findings_merge(&to->findings, &from->findings);
}

static void
put_number(struct dp_buf *out, uint64_t n)
{
	if (n)
		dp_buf_decimal(out, n);
	dp_buf_char(out, ',');
}

static void
put(struct dp_buf *out, dp_str s, char end)
{
	dp_csv_cell(out, s);
	dp_buf_char(out, end);
}

/* Is a change of RISK among the riskiest of STEP so far? */
static bool
is_example(const struct dp_log *l, size_t step, enum dp_risk risk)
{
	return l->n_examples[step] < DP_EXAMPLES ||
	       risk > l->example[step * DP_EXAMPLES + DP_EXAMPLES - 1].risk;
}

/* An example, where it is one of the riskiest. */
static void
note_example(struct dp_log *l, const struct dp_batch *b, size_t r, size_t step,
	     dp_str column, dp_str before, dp_str after)
{
	struct dp_change c = { 0,      b->record[r], column,
			       before, after,        DP_RISK_SPACE };

	c.risk = dp_change_risk(before, after);
	/* Finding the line is the slow part: only for those kept. */
	if (is_example(l, step, c.risk)) {
		c.line = dp_batch_line(b, r);
		keep_example(l, step, &c);
	}
}

/* Puts N, if it is known, and a comma at TO; returns the end. LAST is of it. */
static inline char *
number_at(char *to, uint64_t n, struct number *last)
{
	if (n - 1 < DPI_DIGITS_LIMIT - 1) {
		if (last->n != n) {
			last->n = n;
			last->digits = dpi_digits((uint32_t)n, false);
		}
		to = dpi_put_digits(to, last->digits);
	} else if (n) {
		to = dpi_put_number(to, n);
	}
	*to++ = ',';
	return to;
}

/* The names of a change, with a comma behind each. */
static inline dp_str
names_of(struct dpi_written *w, size_t step, dp_str label,
	 const char *operation, const struct dp_column *column)
{
	size_t at = (step + column->slot) % N_NAMES;
	struct dp_buf *text = &w->names[at].text;

	if (text->n && w->names[at].step == step &&
	    w->names[at].slot == column->slot)
		return (dp_str){ text->p, text->n };
	w->names[at].step = step;
	w->names[at].slot = column->slot;
	text->n = 0;
	put(text, column->name, ',');
	put(text, label, ',');
	put(text, dp_str_c(operation), ',');
	return dp_buf_view(text);
}

/* Puts NAMES, which have room behind them, at TO; returns the end. */
static inline char *
names_at(char *to, dp_str names)
{
	if (names.n <= DPI_WIDE_BYTES)
		memcpy(to, names.p, DPI_WIDE_BYTES);
	else
		memcpy(to, names.p, names.n);
	return to + names.n;
}

/* Puts S, a cell of B or what it becomes, at TO; returns the end. */
static char *
cell_at(char *to, const struct dp_batch *b, dp_str s)
{
	bool has_room = dp_arena_has(&b->text, s.p) ||
			(uintptr_t)s.p - (uintptr_t)b->block.p < b->block.n;
	char own[2 * DPI_WIDE_BYTES];

	if (!has_room && s.n && s.n <= DPI_WIDE_BYTES) {
		memcpy(own, s.p, s.n);
		s.p = own;
		has_room = true;
	}
	return dpi_put_cell(to, s.p, s.n, has_room);
}

void
dp_log_change(struct dp_log *l, const struct dp_batch *b, size_t r, size_t step,
	      dp_str label, const char *operation,
	      const struct dp_column *column, dp_str before, dp_str after)
{
	dp_str names;
	size_t most;
	char *to;

	if (step < l->n_steps)
		l->step[step].changed_cells++;
	if (l->want_examples && step < l->n_steps)
		note_example(l, b, r, step, column->name, before, after);
	if (!l->want_audit)
		return;
	names = names_of(l->written, step, label, operation, column);
	most = 2 * DPI_DIGITS_ROOM + names.n + DPI_WIDE_BYTES +
	       dpi_csv_most(before.n) + dpi_csv_most(after.n);
	to = l->audit.cap - l->audit.n < most ? dp_buf_room(&l->audit, most) :
						l->audit.p + l->audit.n;
	to = number_at(to, dp_batch_line(b, r), &l->written->line);
	to = number_at(to, b->record[r], &l->written->record);
	to = names_at(to, names);
	to = cell_at(to, b, before);
	*to++ = ',';
	to = cell_at(to, b, after);
	*to++ = '\n';
	l->audit.n = (size_t)(to - l->audit.p);
}

/* Row R of B as it was read, or in RENDERED as it would be written. */
static dp_str
raw_of(const struct dp_batch *b, size_t r, struct dp_buf *rendered)
{
	dp_str raw = dp_batch_raw(b, r);

	/* Of a stream of its own making there is no other text. */
	if (raw.p)
		return raw;
	for (size_t i = 0; i < b->stride; i++) {
		if (i)
			dp_buf_char(rendered, ',');
		dp_csv_cell(rendered, dp_cell_str(dp_batch_cell(b, r, i)));
	}
	return dp_buf_view(rendered);
}

void
dp_log_left_out(struct dp_log *l, const struct dp_batch *b, size_t r,
		size_t step)
{
	struct dp_change c = { .record = b->record[r], .risk = DP_RISK_RECORD };
	struct dp_buf rendered = { 0 };

	if (!l->want_examples || step >= l->n_steps ||
	    !is_example(l, step, c.risk))
		return;
	c.line = dp_batch_line(b, r);
	c.before = raw_of(b, r, &rendered);
	keep_example(l, step, &c);
	dp_buf_done(&rendered);
}

void
dp_log_reject(struct dp_log *l, const struct dp_batch *b, size_t r,
	      dp_str label, const char *reason)
{
	struct dp_buf rendered = { 0 };
	dp_str raw;

	if (!l->want_rejects)
		return;
	raw = raw_of(b, r, &rendered);
	put_number(&l->rejects, dp_batch_line(b, r));
	put_number(&l->rejects, b->record[r]);
	put(&l->rejects, label, ',');
	put(&l->rejects, dp_str_c(reason), ',');
	put(&l->rejects, raw, '\n');
	dp_buf_done(&rendered);
}

void
dp_log_no_record(struct dp_log *l, const struct dp_batch *b, size_t r)
{
	if (!l->want_audit)
		return;
	put_number(&l->audit, dp_batch_line(b, r));
	put_number(&l->audit, b->record[r]);
	dp_buf_c(&l->audit, ",,no-record,,\n");
}

void
dp_log_reject_line(struct dp_log *l, uint64_t line, uint64_t record, dp_str raw,
		   const char *reason)
{
	if (!l->want_rejects)
		return;
	put_number(&l->rejects, line);
	put_number(&l->rejects, record);
	dp_buf_char(&l->rejects, ',');
	put(&l->rejects, dp_str_c(reason), ',');
	put(&l->rejects, raw, '\n');
}

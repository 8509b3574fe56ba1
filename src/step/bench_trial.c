/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trying a step on all rows: how much it would change, and the first changes
 * in order. A job of the workbench's pages. The steps before it have a plan
 * of their own, on threads of their own, so that only what the step itself
 * changes is looked at.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "step/bench.h"
#include "table/job.h"

#define NEWS_SECONDS 0.1
#define PATIENCE_SECONDS 5.0

/* Columns of the audit. */
enum { LINE, RECORD, COLUMN, STEP, OPERATION, BEFORE, AFTER, N_AUDIT };
/* Columns of the rejects that are others. */
enum { RAW = 4, N_REJECTS };

struct trial_job {
	struct dp_job job;
	struct dp_recipe *before, *step;
	size_t max;
	struct dp_work_watch watch;
	struct dp_trial so_far; /* the runner's */
	size_t cap;
	uint64_t last_record; /* that came out, the runner's */
	/* guarded */
	struct dp_trial given;
	size_t given_cap;
};

/* ---- the rows that come to the step ----------------------------------- */

/* Rows of another plan, or of the pages, in batches of the step's own plan. */
struct between {
	struct dp_stream *inner;
	struct dp_plan *plan; /* that inner belongs to, or NULL */
	struct dp_batch *batch;
	const struct dp_stream *stream; /* this, which the step may widen */
	uint64_t *n_rows;
};

static int
between_next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct between *t = self;
	struct dp_batch *from = t->batch;
	size_t stride = t->stream->schema.n_slots;
	int status = dp_next(t->inner, from, err);

	if (status != 1)
		return status;
	stride = from->stride > stride ? from->stride : stride;
	dp_batch_clear(b, stride, from->n_rows);
	b->has_lines = b->is_split = true;
	for (size_t r = 0; r < from->n_rows; r++) {
		struct dp_cell *row = dp_batch_cell(b, b->n_rows, 0);

		if (from->state[r] != DP_ROW_KEPT)
			continue;
		memcpy(row, dp_batch_cell(from, r, 0),
		       from->stride * sizeof *row);
		memset(row + from->stride, 0,
		       (stride - from->stride) * sizeof *row);
		/* a step may hold a batch while it asks for more */
		for (size_t i = 0; i < from->stride; i++) {
			row[i].p = dp_keep(&b->text, dp_cell_str(&row[i])).p;
			row[i].flags &= DP_CELL_KIND | DP_CELL_SHORT |
					DP_CELL_LONG;
		}
		b->state[b->n_rows] = DP_ROW_KEPT;
		/* which row of the table before, as it would be shown */
		b->record[b->n_rows] = *t->n_rows + b->n_rows + 1;
		b->line[b->n_rows++] = dp_batch_line(from, r);
	}
	*t->n_rows += b->n_rows;
	return 1;
}

static void
between_close(void *self)
{
	struct between *t = self;

	/* What steps keep with a batch belongs to their plan. */
	dp_batch_free(t->batch);
	if (t->plan)
		dp_plan_free(t->plan);
	else
		dp_close(t->inner);
	free(t);
}

/* The rows behind the steps before, counted in t->so_far. */
static struct dp_stream *
open_between(struct trial_job *t, struct dp_err *err)
{
	struct dp_apply_opts o = { .dry = true };
	struct dp_stream *pages = dpi_pages_stream(t->job.pages, &t->job.stop,
						   NULL);
	struct dp_plan *plan = dp_plan_new(t->before, pages, &o, err);
	struct between *m;
	struct dp_stream *s;

	if (!plan)
		return NULL;
	dp_plan_log(plan)->watch = &t->watch;
	m = dp_alloc0(sizeof *m);
	m->plan = plan;
	m->inner = dp_plan_stream(plan);
	m->batch = dp_batch_new();
	m->n_rows = &t->so_far.n_rows;
	s = dp_stream_new(m, &m->inner->schema, between_next, between_close);
	m->stream = s;
	return s;
}

/* ---- what the step does ----------------------------------------------- */

static dp_str
audit_cell(const struct dp_stream *s, const struct dp_batch *b, size_t r,
	   size_t i)
{
	return dp_cell_str(dp_batch_cell(b, r, s->schema.column[i].slot));
}

static void
add_example(struct dp_trial *t, size_t *cap, const struct dp_change *c)
{
	struct dp_change *to;

	dp_grow(&t->example, cap, t->n, sizeof *t->example);
	to = &t->example[t->n++];
	*to = *c;
	to->column = dp_keep(&t->text, c->column);
	to->before = dp_keep(&t->text, c->before);
	to->after = dp_keep(&t->text, c->after);
}

/* Record R of S: of an audit, or of rejects, where ROWS is true. */
static void
read_change(struct trial_job *t, const struct dp_stream *s,
	    const struct dp_batch *b, size_t r, bool rows)
{
	struct dp_change c = { .line = 0 };
	int64_t n;

	if (t->so_far.n >= t->max)
		return;
	if (dp_str_int(audit_cell(s, b, r, LINE), &n))
		c.line = (uint64_t)n;
	if (dp_str_int(audit_cell(s, b, r, RECORD), &n))
		c.record = (uint64_t)n;
	if (rows) {
		c.before = audit_cell(s, b, r, RAW);
		c.risk = DP_RISK_RECORD;
	} else {
		c.column = audit_cell(s, b, r, COLUMN);
		c.before = audit_cell(s, b, r, BEFORE);
		c.after = audit_cell(s, b, r, AFTER);
		c.risk = dp_change_risk(c.before, c.after);
	}
	add_example(&t->so_far, &t->cap, &c);
}

/* The changes that AUDIT, CSV records, tells of; ROWS: rejects. */
static int
read_audit(struct trial_job *t, dp_str audit, bool rows, struct dp_err *err)
{
	size_t n = rows ? N_REJECTS : N_AUDIT;
	struct dp_buf text = { 0 };
	struct dp_read_opts o;
	struct dp_stream *s;
	struct dp_batch *b;
	int status = 0;

	if (audit.n == 0 || t->so_far.n >= t->max)
		return 0;
	dp_read_opts_written(&o);
	dp_buf_c(&text, rows ? dp_rejects_header : dp_audit_header);
	dp_buf_str(&text, audit);
	s = dp_table_open_memory(text.p, text.n, &o, err);
	b = dp_batch_new();
	while (s && s->schema.n == n && (status = dp_next(s, b, err)) == 1)
		for (size_t r = 0; r < b->n_rows; r++)
			read_change(t, s, b, r, rows);
	dp_batch_free(b);
	dp_close(s);
	dp_buf_done(&text);
	return s ? status : -1;
}

/* Columns do not change once they are known. */
static void
give_columns(struct dp_trial *to, const struct dp_trial *from)
{
	if (to->after.n > 0)
		return;
	dp_schema_copy(&to->before, &from->before);
	dp_schema_copy(&to->after, &from->after);
}

/* Lets the front end have what there is. */
static void
give(struct trial_job *t)
{
	struct dp_trial *to = &t->given;
	const struct dp_trial *from = &t->so_far;

	dpi_lock(&t->job.pages->lock);
	while (to->n < from->n)
		add_example(to, &t->given_cap, &from->example[to->n]);
	to->n_rows = from->n_rows;
	to->n_columns = from->n_columns;
	give_columns(to, from);
	to->tally = from->tally;
	to->reordered = from->reordered;
	to->complete = from->complete;
	if (from->finding.p && !to->finding.p)
		to->finding = dp_keep(&to->text, from->finding);
	if (from->lasting.p && !to->lasting.p)
		to->lasting = dp_keep(&to->text, from->lasting);
	dpi_unlock(&t->job.pages->lock);
	dpi_bell_ring(&t->job.pages->bell);
}

static void
tell(struct trial_job *t)
{
	struct dp_pages *p = t->job.pages;
	double share;

	dpi_lock(&p->lock);
	share = p->counted && p->n_rows ?
			(double)t->so_far.n_rows / (double)p->n_rows :
			-1;
	dpi_unlock(&p->lock);
	dpi_job_tell(&t->job, t->so_far.n_rows, share);
}

/* Does B have rows in another order than they came in? */
static void
note_order(struct trial_job *t, const struct dp_batch *b)
{
	for (size_t r = 0; r < b->n_rows; r++) {
		if (b->state[r] != DP_ROW_KEPT)
			continue;
		t->so_far.reordered |= b->record[r] < t->last_record;
		t->last_record = b->record[r];
	}
}

/* What P, which has given B, did so far. */
static int
account(struct trial_job *t, struct dp_plan *p, struct dp_batch *b,
	struct dp_err *err)
{
	struct dp_log *log = dp_plan_log(p);
	int status;

	note_order(t, b);
	dp_plan_account(p, b);
	status = read_audit(t, dp_buf_view(&log->audit), false, err);
	if (status == 0)
		status = read_audit(t, dp_buf_view(&log->rejects), true, err);
	log->audit.n = log->rejects.n = 0;
	if (t->so_far.n >= t->max)
		b->log->want_audit = b->log->want_rejects = false;
	t->so_far.tally = log->step[0];
	return status;
}

/* The worst of what LOG has found, the first of its kind. */
static void
find_worst(struct trial_job *t, const struct dp_log *log)
{
	const struct dp_findings *all = &log->findings;
	int worst = dp_findings_worst(all);
	struct dp_buf b = { 0 };
	size_t i = 0;

	if (worst < 0)
		return;
	while ((int)dp_finding_kind(all->at[i].id)->level != worst)
		i++;
	dp_finding_sentence(&all->at[i], &b);
	t->so_far.finding = dp_keep(&t->so_far.text, dp_buf_view(&b));
	dp_buf_done(&b);
}

static int
run_plan(struct trial_job *t, struct dp_plan *p, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	double given = dpi_seconds();
	int status;

	t->so_far.n_columns = dp_plan_step(p, 0)->n_columns;
	dp_schema_copy(&t->so_far.before, dp_plan_schema(p, 0));
	dp_schema_copy(&t->so_far.after, dp_plan_schema(p, 1));
	while ((status = dp_next(dp_plan_stream(p), b, err)) == 1) {
		if (account(t, p, b, err) != 0) {
			status = -1;
			break;
		}
		tell(t);
		if (dpi_seconds() - given < NEWS_SECONDS)
			continue;
		give(t);
		given = dpi_seconds();
	}
	dp_batch_free(b);
	t->so_far.complete = status == 0;
	find_worst(t, dp_plan_log(p));
	give(t);
	return status;
}

/* The operation of the step. */
static const struct dp_op_class *
op_of(const struct dp_recipe *r)
{
	size_t i = 0;

	while (i + 1 < r->n && !r->line[i].op)
		i++;
	return r->line[i].op;
}

/* The step works long on what it has read: the sentence that says so. */
static void
say_long(void *self, dp_str sentence)
{
	struct trial_job *t = self;

	t->so_far.lasting = dp_keep(&t->so_far.text, sentence);
	give(t);
}

static bool
look_long(void *self, double share)
{
	struct trial_job *t = self;

	dpi_job_tell(&t->job, t->so_far.n_rows, share);
	return !atomic_load(&t->job.stop);
}

static int
run(struct dp_job *j, struct dp_err *err)
{
	struct trial_job *t = (struct trial_job *)j;
	/* One thread: a batch's log is then the caller's to change. */
	const struct dp_op_class *op = op_of(t->step);
	bool cells = op->scope != DP_SCHEMA && !op->drops_rows;
	struct dp_apply_opts o = { .threads = 1,
				   .audit = t->max && cells,
				   .rejects = t->max,
				   .dry = true };
	struct dp_stream *in;
	struct dp_plan *p;
	int status;

	t->watch = (struct dp_work_watch){ say_long, look_long, t,
					   PATIENCE_SECONDS };
	in = open_between(t, err);
	p = in ? dp_plan_new(t->step, in, &o, err) : NULL;
	if (!p)
		return -1;
	dp_plan_log(p)->watch = &t->watch;
	status = run_plan(t, p, err);
	dp_plan_free(p);
	return status;
}

static void
done(struct dp_job *j)
{
	struct trial_job *t = (struct trial_job *)j;

	dp_trial_done(&t->so_far);
	dp_trial_done(&t->given);
	dp_recipe_free(t->before);
	dp_recipe_free(t->step);
}

static const struct dpi_job_class trial_class = { run, done };

struct dp_job *
dp_trial_start(const struct dp_bench *b, dp_str step, size_t max,
	       struct dp_err *err)
{
	return dp_trial_behind(b, b->current, step, max, err);
}

struct dp_job *
dp_trial_behind(const struct dp_bench *b, uint32_t number, dp_str step,
		size_t max, struct dp_err *err)
{
	dp_str none = { NULL, 0 };
	struct trial_job *t;

	if (dpi_bench_fits(b, number, step, err) != 0)
		return NULL;
	t = dp_alloc0(sizeof *t);
	t->before = dpi_bench_steps(b, number, none, err);
	t->step = dpi_bench_steps(b, 0, step, err);
	t->max = max;
	t->job.class = &trial_class;
	t->job.pages = b->pages;
	t->job.share = -1;
	if (t->before && t->step)
		return dpi_job_start(&t->job, err);
	done(&t->job);
	free(t);
	return NULL;
}

void
dp_trial_get(struct dp_job *j, struct dp_trial *out)
{
	struct trial_job *t = (struct trial_job *)j;
	size_t cap = 0;

	dp_trial_done(out);
	dpi_lock(&j->pages->lock);
	out->n_rows = t->given.n_rows;
	out->n_columns = t->given.n_columns;
	give_columns(out, &t->given);
	out->tally = t->given.tally;
	out->reordered = t->given.reordered;
	out->complete = t->given.complete;
	if (t->given.finding.p)
		out->finding = dp_keep(&out->text, t->given.finding);
	if (t->given.lasting.p)
		out->lasting = dp_keep(&out->text, t->given.lasting);
	for (size_t i = 0; i < t->given.n; i++)
		add_example(out, &cap, &t->given.example[i]);
	dpi_unlock(&j->pages->lock);
}

bool
dp_trial_changes_columns(const struct dp_trial *t)
{
	const struct dp_schema *a = &t->before, *b = &t->after;
	bool same = a->n == b->n;

	for (size_t i = 0; same && i < a->n; i++)
		same = dp_str_eq(a->column[i].name, b->column[i].name);
	return !same;
}

void
dp_trial_done(struct dp_trial *t)
{
	free(t->example);
	dp_schema_done(&t->before);
	dp_schema_done(&t->after);
	dp_arena_done(&t->text);
	memset(t, 0, sizeof *t);
}

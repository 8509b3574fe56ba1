/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plans: a recipe bound to the columns of a stream. Binding names and
 * arguments is here; what happens to a batch is in plan_stage.c.
 */
#include "op/plan.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"

static void
unbind(struct dp_step *s)
{
	if (s->op->unbind && s->self)
		s->op->unbind(s);
}

/* Free what binding made, in the order in which it was made. */
static void
free_steps(struct dp_plan *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct dp_step *s = p->step[i];

		if (p->bound > i)
			unbind(s);
		dp_expr_free(s->where);
		dp_arena_done(&s->arena);
		free(s);
	}
	free(p->step);
	for (size_t i = 0; p->before && i < p->n; i++)
		dp_schema_done(&p->before[i]);
	free(p->before);
	free(p->target);
}

/* Adds the column that as= names, right after its source. */
static int
bind_as(struct dp_plan *p, struct dp_step *s, struct dp_err *err)
{
	dp_str name = dp_step_param(s, "as");
	ptrdiff_t at;

	p->target[s->index] = UINT32_MAX;
	if (s->op->scope != DP_CELL || !name.p)
		return 0;
	if (dp_schema_find(&p->schema, name) >= 0)
		return dp_step_fail(s, dp_step_arg(s, "as"), err,
				    _("there is a column called %.*s "
				      "already; choose another name."),
				    DP_FMT(name));
	at = dp_schema_find(&p->schema, s->column[0].name);
	p->target[s->index] = dp_schema_add(&p->schema, (size_t)at + 1, name);
	return 0;
}

static int
bind_step(struct dp_plan *p, const struct dp_line *line, size_t number,
	  struct dp_err *err)
{
	struct dp_step *s = dp_alloc0(sizeof *s);

	s->op = line->op;
	s->line = line;
	s->index = p->n;
	s->number = number;
	s->recipe = p->recipe;
	s->log = &p->log;
	s->dry = p->opts.dry;
	s->memory_bytes = p->opts.memory_bytes;
	p->step[p->n] = s;
	dp_schema_view(&p->before[p->n], &p->schema);
	p->n++;
	if (dpi_step_prepare(s, &p->schema, err) != 0 ||
	    bind_as(p, s, err) != 0)
		return -1;
	if (s->op->bind && s->op->bind(s, &p->schema, err) != 0) {
		unbind(s);
		return -1;
	}
	p->bound = p->n;
	return 0;
}

/*
 * Gives S the columns of WAS again, a view of it before, and frees that. The
 * text of S stays, for the steps before have names in it.
 */
static void
restore(struct dp_schema *s, struct dp_schema *was)
{
	struct dp_arena text = s->names;

	free(s->column);
	dp_schema_view(s, was);
	s->names = text;
	dp_schema_done(was);
}

/* The last step made could not be bound: there was none. */
static void
take_back(struct dp_plan *p)
{
	struct dp_step *s = p->step[--p->n];

	restore(&p->schema, &p->before[p->n]);
	dp_expr_free(s->where);
	dp_arena_done(&s->arena);
	free(s);
}

/*
 * The step of LINE, the last made, named a column that is not there: goes on
 * as if it were off.
 */
static void
leave_out(struct dp_plan *p, const struct dp_line *line,
	  const struct dp_err *why)
{
	struct dp_findings *f = &p->log.findings;
	dp_str label = p->step[p->n - 1]->label, none = { NULL, 0 };
	struct dp_finding *g = dp_finding_add(f, DP_F_STEP_LEFT_OUT,
					      dp_str_c(why->at.field), 0, 0,
					      none);
	dp_str before = g->found;

	/* a label may be no number: the line of the recipe finds the step */
	g->found = dp_keep_format(&f->text, _("%.*s%sstep %.*s (line %llu)"),
				  DP_FMT(before), before.n ? _(", ") : "",
				  DP_FMT(label),
				  (unsigned long long)line->line);
	take_back(p);
}

/* Closes the segment of stages built so far into one pipeline. */
static int
close_segment(struct dp_plan *p, const struct dp_schema *schema, bool render,
	      struct dp_err *err)
{
	struct dp_stream *s;

	if (render)
		p->stage[p->n_stages++] = dp_csv_stage(&p->schema);
	p->last = dpi_plan_attach(p, p->last);
	s = dp_pipeline_new(p->last, p->stage, p->n_stages, schema,
			    p->opts.threads, err);
	if (!s)
		return -1;
	s->schema.n_slots = p->schema.n_slots;
	p->last = s;
	p->n_stages = 0;
	return 0;
}

/* Rows that a step puts aside take along what is shown of those left out. */
static void
keep_raw(struct dp_plan *p)
{
	bool shown = p->opts.rejects || p->opts.examples;

	for (size_t i = 0; i < p->n && shown && !p->raw_slot; i++)
		if (p->step[i]->op->scope == DP_TABLE)
			p->raw_slot = ++p->schema.n_slots;
	if (p->raw_slot)
		p->stage[p->n_stages++] = dpi_plan_raw_stage(p);
}

const struct dp_step *
dpi_plan_last_table(const struct dp_plan *p, size_t n)
{
	while (n-- > 0)
		if (p->step[n]->op->scope == DP_TABLE)
			return p->step[n];
	return NULL;
}

/* Before the first stream is made: what is kept, and what is looked at. */
static void
begin(struct dp_plan *p, bool known)
{
	if (p->told_need)
		return;
	p->told_need = true;
	keep_raw(p);
	p->n_stages += dpi_plan_misfit_stage(p, p->stage + p->n_stages);
	p->last->schema.n_slots = p->schema.n_slots;
	if (known)
		dpi_plan_need(p, p->last);
}

/* The streams of the steps up to N, but for those that are there. */
static int
build(struct dp_plan *p, size_t n, struct dp_err *err)
{
	for (; p->built < n; p->built++) {
		struct dp_step *s = p->step[p->built];
		struct dp_stream *table, *accounted = NULL;

		if (s->scouts) {
			if (close_segment(p, &p->before[p->built], false,
					  err) != 0)
				return -1;
			p->last = dpi_plan_scouted(s, p->last);
		}
		if (s->op->scope != DP_TABLE) {
			p->n_stages += dpi_plan_stages(p, s,
						       p->stage + p->n_stages);
			p->n_stages +=
				dpi_plan_removed_stage(p, p->built,
						       p->stage + p->n_stages);
			continue;
		}
		/* what has gathered has read its stream already */
		if (!s->gathers) {
			p->n_stages +=
				dpi_plan_records_stage(p, p->built,
						       p->stage + p->n_stages);
			if (close_segment(p, &p->before[p->built], false,
					  err) != 0)
				return -1;
			p->last = accounted = dpi_plan_accounted(
				p, p->last, dpi_plan_last_table(p, p->built));
		}
		p->last->schema.n_slots = p->schema.n_slots;
		table = s->op->table(s, p->last, err);
		p->last = table;
		if (!table)
			return -1;
		if (accounted)
			p->last = table = dpi_plan_carrying(p, table,
							    accounted);
		table->schema.n_slots = p->schema.n_slots;
		p->n_stages += dpi_plan_removed_stage(p, p->built,
						      p->stage + p->n_stages);
	}
	return 0;
}

/* The log of N steps; what binding has found stays found. */
static void
start_log(struct dp_plan *p, size_t n)
{
	struct dp_findings bound = p->log.findings;

	memset(&p->log.findings, 0, sizeof p->log.findings);
	dp_log_init(&p->log, n, p->opts.audit, p->opts.rejects);
	p->log.findings = bound;
	if (p->opts.examples)
		dp_log_want_examples(&p->log);
}

/* Lets the last of the steps, N at most in all, see the rows. */
static int
gather(struct dp_plan *p, size_t n, struct dp_err *err)
{
	struct dp_step *s = p->step[p->n - 1];

	begin(p, false);
	if (p->log.n_steps == 0)
		start_log(p, n);
	if (build(p, p->n - 1, err) != 0)
		return -1;
	p->n_stages += dpi_plan_records_stage(p, p->n - 1,
					      p->stage + p->n_stages);
	if (close_segment(p, &p->before[p->n - 1], false, err) != 0)
		return -1;
	p->last = dpi_plan_accounted(p, p->last,
				     dpi_plan_last_table(p, p->n - 1));
	p->last->schema.n_slots = p->schema.n_slots;
	if (s->op->gather(s, p->last, &p->schema, err) != 0)
		return -1;
	if (p->opts.no_rows && !s->thins)
		dpi_plan_presume_all(p);
	return 0;
}

/* Binds LINE, step NUMBER of the recipe, one of N at most that are on. */
static int
bind_line(struct dp_plan *p, const struct dp_line *line, size_t number,
	  size_t n, struct dp_err *err)
{
	while (bind_step(p, line, number, err) != 0) {
		if (p->opts.skip_missing && err->no_column) {
			leave_out(p, line, err);
			memset(err, 0, sizeof *err);
			return 0;
		}
		if (dpi_plan_cannot_tell(p, line)) {
			take_back(p);
			return 0;
		}
		if (!dpi_plan_presumes(p, err))
			return -1;
		take_back(p);
		dpi_plan_presume(p, err);
		memset(err, 0, sizeof *err);
	}
	if (p->opts.no_rows && p->step[p->n - 1]->op->renames_all)
		dpi_plan_presume_renamed(p);
	return p->step[p->n - 1]->gathers ? gather(p, n, err) : 0;
}

static int
bind(struct dp_plan *p, const struct dp_recipe *r, struct dp_err *err)
{
	struct dp_findings *lacks = p->opts.skip_missing ? &p->log.findings :
							   NULL;
	size_t n = 0, number = 0;

	if (dpi_plan_map_names(p, err) != 0 ||
	    dp_recipe_needs(r, &p->schema, lacks, err) != 0)
		return -1;
	for (size_t i = 0; i < r->n; i++)
		n += r->line[i].op && !r->line[i].off;
	p->step = dp_alloc0((n + 1) * sizeof(struct dp_step *));
	p->before = dp_alloc0((n + 1) * sizeof *p->before);
	p->target = dp_alloc0((n + 1) * sizeof *p->target);
	p->stage = dp_alloc0((3 * n + 6) * sizeof *p->stage);
	p->doubtful = dp_alloc0((n + 1) * sizeof *p->doubtful);
	for (size_t i = 0; i < r->n; i++) {
		if (!r->line[i].op || r->line[i].off)
			continue;
		if (bind_line(p, &r->line[i], ++number, n, err) != 0) {
			dpi_tell_steps(&r->line[i], err);
			return -1;
		}
	}
	if (p->schema.n == 0 && p->last->schema.n > 0)
		return dp_fail(err, DP_ERECIPE,
			       _("the recipe leaves no column; keep at least "
				 "one."));
	return 0;
}

struct dp_plan *
dp_plan_new(const struct dp_recipe *r, struct dp_stream *inner,
	    const struct dp_apply_opts *o, struct dp_err *err)
{
	struct dp_plan *p = dp_alloc0(sizeof *p);

	p->recipe = r;
	p->opts = *o;
	p->last = inner;
	p->dialect = inner->dialect;
	dp_schema_view(&p->schema, &inner->schema);
	dp_schema_view(&p->input, &inner->schema);
	if (bind(p, r, err) != 0) {
		dp_plan_free(p);
		return NULL;
	}
	p->unnamed = p->schema.unnamed;
	/* Steps name columns: the names are needed. */
	if (p->n || o->n_map)
		p->schema.unnamed = false;
	begin(p, true);
	if (build(p, p->n, err) != 0) {
		dp_plan_free(p);
		return NULL;
	}
	p->n_stages += dpi_plan_lone_stage(p, p->stage + p->n_stages);
	p->n_stages += dpi_plan_written_stage(p, p->stage + p->n_stages);
	if (close_segment(p, &p->schema, o->render, err) != 0) {
		dp_plan_free(p);
		return NULL;
	}
	if (p->log.n_steps == 0)
		start_log(p, p->n);
	p->log.n_steps = p->n;
	p->last = dpi_plan_finished(p, p->last, dpi_plan_last_table(p, p->n));
	return p;
}

struct dp_stream *
dp_plan_stream(struct dp_plan *p)
{
	return p->last;
}

const struct dp_step *
dp_plan_step(const struct dp_plan *p, size_t i)
{
	return p->step[i];
}

const struct dp_schema *
dp_plan_schema(const struct dp_plan *p, size_t i)
{
	return i < p->n ? &p->before[i] : &p->schema;
}

/* Moves what FROM holds behind what TO does: as it is where that is nothing. */
static void
take(struct dp_buf *to, struct dp_buf *from)
{
	struct dp_buf old = *to;

	if (old.n) {
		dp_buf_str(to, dp_buf_view(from));
	} else {
		*to = *from;
		*from = old;
	}
	from->n = 0;
}

void
dpi_plan_take_log(struct dp_log *to, struct dp_log *from)
{
	dp_findings_take(&to->findings, &from->findings);
	dp_log_merge(to, from);
	take(&to->audit, &from->audit);
	take(&to->rejects, &from->rejects);
	dp_log_clear(from);
}

void
dp_plan_account(struct dp_plan *p, struct dp_batch *b)
{
	dpi_plan_take_log(&p->log, b->log);
}

struct dp_log *
dp_plan_log(struct dp_plan *p)
{
	return &p->log;
}

void
dp_plan_free(struct dp_plan *p)
{
	if (!p)
		return;
	/* Stages that no pipeline took over are still ours. */
	for (size_t i = 0; i < p->n_stages; i++)
		if (p->stage[i].free)
			p->stage[i].free(p->stage[i].self);
	dp_close(p->last);
	dpi_plan_written_free(p->written);
	free(p->stage);
	free(p->doubtful);
	dp_arena_done(&p->arena);
	free_steps(p);
	dp_schema_done(&p->input);
	dp_schema_done(&p->schema);
	dp_schema_done(&p->presumed.named);
	dp_log_done(&p->log);
	free(p);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step clean: opens the table, binds the recipe, lets batches run
 * through and writes what comes out, with the audit and the rejects beside
 * it. Says what was done; prints nothing.
 */
#include <dpipe/clean.h>

#include <stdlib.h>

#include "base/i18n.h"

/* Columns of a step that its summary names. */
#define COLUMNS_NAMED 2u

struct cleaning {
	const struct dp_clean *c;
	struct dp_plan *plan;
	struct dp_outfile table, audit, rejects, report;
	bool table_open, audit_open, rejects_open, report_open;
	bool started; /* the table: something of it was written */
};

/* PATH, which a step reads or has WRITTEN, beside the files of G itself. */
static int
check_step_file(const struct cleaning *g, const char *path, bool written,
		struct dp_err *err)
{
	const struct dp_clean *c = g->c;
	const char *made[] = { c->output ? c->output : "-", c->audit,
			       c->rejects, c->report };

	if (written && (dp_check_output(c->input, path, err) != 0 ||
			dp_check_output(c->recipe->name, path, err) != 0))
		return -1;
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		if (!written && dp_check_output(path, made[i], err) != 0)
			return -1;
		else if (written && dp_same_file(path, made[i]))
			return dp_fail(err, DP_EUSAGE,
				       _("%s is named for two results; give "
					 "each a name of its own."),
				       path);
	return 0;
}

/* Nothing that is read is written, by a step or by clean itself. */
static int
check_files(const struct cleaning *g, struct dp_err *err)
{
	const struct dp_clean *c = g->c;
	size_t n = dp_plan_log(g->plan)->n_steps;
	int status = 0;

	if (dp_check_output(c->input, c->output, err) != 0 ||
	    dp_check_output(c->input, c->audit, err) != 0 ||
	    dp_check_output(c->input, c->rejects, err) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		const struct dp_step *s = dp_plan_step(g->plan, i);
		const struct dp_param *p = s->op->param;

		for (; status == 0 && p && p->name; p++) {
			bool written = p->kind == DP_P_OUTPUT;
			char *path;

			if ((!written && p->kind != DP_P_FILE) ||
			    !dp_step_arg(s, p->name))
				continue;
			path = dp_strdup(dp_step_param(s, p->name));
			status = check_step_file(g, path, written, err);
			free(path);
		}
	}
	return status;
}

static int
open_one(struct dp_outfile *f, bool *open, const char *path, dp_str header,
	 struct dp_err *err)
{
	if (!path)
		return 0;
	if (dp_outfile_open(f, path, err) != 0)
		return -1;
	*open = true;
	return header.n ? dp_outfile_write(f, header.p, header.n, err) : 0;
}

static int
open_outputs(struct cleaning *g, struct dp_err *err)
{
	const struct dp_clean *c = g->c;
	struct dp_buf header = { 0 };
	int status;

	if (check_files(g, err) != 0 || open_one(&g->report, &g->report_open,
						 c->report, DP_S(""), err) != 0)
		return -1;
	if (c->dry_run)
		return 0;
	if (open_one(&g->audit, &g->audit_open, c->audit,
		     dp_str_c(dp_audit_header), err) != 0 ||
	    open_one(&g->rejects, &g->rejects_open, c->rejects,
		     dp_str_c(dp_rejects_header), err) != 0)
		return -1;
	dp_csv_header(&header, &dp_plan_stream(g->plan)->schema);
	g->started = header.n > 0;
	status = open_one(&g->table, &g->table_open,
			  c->output ? c->output : "-", dp_buf_view(&header),
			  err);
	dp_buf_done(&header);
	return status;
}

static int
flush(struct dp_outfile *f, bool open, struct dp_buf *from, struct dp_err *err)
{
	int status = open && from->n ?
			     dp_outfile_write(f, from->p, from->n, err) :
			     0;

	from->n = 0;
	return status;
}

static int
run(struct cleaning *g, struct dp_err *err)
{
	struct dp_stream *s = dp_plan_stream(g->plan);
	struct dp_batch *b = dp_batch_new();
	struct dp_log *log = dp_plan_log(g->plan);
	int status;

	while ((status = dp_next(s, b, err)) == 1) {
		dp_plan_account(g->plan, b);
		if (g->c->progress)
			g->c->progress(g->c->progress_self, log->rows_in);
		if (!g->started && b->out.n) {
			dp_csv_guard(&b->out);
			g->started = true;
		}
		if (flush(&g->audit, g->audit_open, &log->audit, err) != 0 ||
		    flush(&g->rejects, g->rejects_open, &log->rejects, err) !=
			    0 ||
		    flush(&g->table, g->table_open, &b->out, err) != 0) {
			status = -1;
			break;
		}
	}
	dp_batch_free(b);
	return status;
}

/* ---- what was done ---------------------------------------------------- */

static void
add_summary(const struct cleaning *g, struct dp_result *result)
{
	const struct dp_log *log = dp_plan_log(g->plan);
	struct dp_part *p = dp_result_part(result, DP_PART_FACTS, "summary",
					   NULL);
	struct dp_tally all = { 0 };

	for (size_t i = 0; i < log->n_steps; i++) {
		all.changed_cells += log->step[i].changed_cells;
		all.bad_cells += log->step[i].bad_cells;
	}
	dp_fact_int(p, "records_in", _("Records read"), (int64_t)log->rows_in);
	dp_fact_int(p, "records_out",
		    g->c->dry_run ? _("Records that would be written") :
				    _("Records written"),
		    (int64_t)log->rows_out);
	dp_fact_int(p, "cells_changed",
		    g->c->dry_run ? _("Cells that would change") :
				    _("Cells changed"),
		    (int64_t)all.changed_cells);
	dp_fact_int(p, "cells_doubtful", _("Values that could not be read"),
		    (int64_t)all.bad_cells);
	if (all.bad_cells)
		result->doubtful = true;
}

/* The columns of a step: all of them for machines, the first for people. */
static void
set_columns(struct dp_frame *f, struct dp_value *v, const struct dp_step *s)
{
	struct dp_buf all = { 0 }, brief = { 0 };

	for (size_t i = 0; i < s->n_columns; i++) {
		if (i == COLUMNS_NAMED) {
			dp_buf_str(&brief, dp_buf_view(&all));
			dp_buf_format(&brief, _(" and %zu more"),
				      s->n_columns - COLUMNS_NAMED);
		}
		if (i)
			dp_buf_c(&all, ", ");
		dp_buf_str(&all, s->column[i].name);
	}
	if (s->n_columns > COLUMNS_NAMED)
		dp_set_long_text(f, v, dp_buf_view(&all), dp_buf_view(&brief));
	else
		dp_set_text(f, v, dp_buf_view(&all));
	dp_buf_done(&brief);
	dp_buf_done(&all);
}

static void
add_steps(const struct cleaning *g, struct dp_result *result)
{
	const struct dp_log *log = dp_plan_log(g->plan);
	struct dp_frame *f;

	if (log->n_steps == 0)
		return;
	f = &dp_result_part(result, DP_PART_FRAME, "steps",
			    _("What each step did"))
		     ->frame;
	(void)dp_frame_column(f, "step", _("step"), NULL, false);
	(void)dp_frame_column(f, "operation", _("operation"), NULL, false);
	(void)dp_frame_column(f, "columns", _("columns"), NULL, false);
	(void)dp_frame_column(f, "cells_changed", _("changed"), NULL, true);
	(void)dp_frame_column(f, "records_left_out", _("left out"), NULL, true);
	(void)dp_frame_column(f, "cells_doubtful", _("not read"), NULL, true);
	for (size_t i = 0; i < log->n_steps; i++) {
		const struct dp_step *s = dp_plan_step(g->plan, i);
		struct dp_value *v = dp_frame_row(f);

		dp_set_text(f, &v[0], s->label);
		dp_set_text(f, &v[1], dp_str_c(s->op->name));
		set_columns(f, &v[2], s);
		dp_set_int(f, &v[3], (int64_t)log->step[i].changed_cells);
		dp_set_int(f, &v[4], (int64_t)log->step[i].dropped_rows);
		dp_set_int(f, &v[5], (int64_t)log->step[i].bad_cells);
	}
}

static const char *
risk_text(enum dp_risk risk)
{
	switch (risk) {
	case DP_RISK_SPACE:
		return _("spaces or signs");
	case DP_RISK_CASE:
		return _("capitals or accents");
	case DP_RISK_LETTER:
		return _("letters");
	case DP_RISK_DIGIT:
		return _("digits");
	case DP_RISK_LOST:
		break;
	}
	return _("emptied");
}

static void
add_examples(const struct cleaning *g, struct dp_result *result)
{
	const struct dp_log *log = dp_plan_log(g->plan);
	struct dp_frame *f;

	if (!log->want_examples)
		return;
	f = &dp_result_part(result, DP_PART_FRAME, "examples",
			    _("Changes to look at, the riskiest of each "
			      "step first"))
		     ->frame;
	(void)dp_frame_column(f, "step", _("step"), NULL, false);
	(void)dp_frame_column(f, "line", _("line"), NULL, true);
	(void)dp_frame_column(f, "column", _("column"), NULL, false);
	dp_frame_column(f, "before", _("before"), NULL, false)->exact = true;
	dp_frame_column(f, "after", _("after"), NULL, false)->exact = true;
	(void)dp_frame_column(f, "touches", _("touches"), NULL, false);
	for (size_t i = 0; i < log->n_steps; i++)
		for (unsigned k = 0; k < log->n_examples[i]; k++) {
			const struct dp_change *e =
				&log->example[i * DP_EXAMPLES + k];
			struct dp_value *v = dp_frame_row(f);

			dp_set_text(f, &v[0], dp_plan_step(g->plan, i)->label);
			dp_set_int(f, &v[1], (int64_t)e->line);
			dp_set_text(f, &v[2], e->column);
			dp_set_text(f, &v[3], e->before);
			dp_set_text(f, &v[4], e->after);
			dp_set_text(f, &v[5], dp_str_c(risk_text(e->risk)));
		}
}

static void
add_findings(const struct cleaning *g, struct dp_result *result)
{
	struct dp_log *log = dp_plan_log(g->plan);
	struct dp_part *p;
	int worst = dp_findings_worst(&log->findings);

	if (worst < 0)
		return;
	p = dp_result_part(result, DP_PART_FINDINGS, "findings",
			   _("What was found"));
	dp_findings_merge(&p->findings, &log->findings);
	dp_findings_sort(&p->findings, &dp_plan_stream(g->plan)->schema);
	if (worst >= DP_WARNING || g->c->strict)
		result->doubtful = true;
}

static int
write_report(struct cleaning *g, const struct dp_result *result,
	     struct dp_err *err)
{
	const struct dp_clean *c = g->c;
	struct dp_buf text = { 0 };
	int status;

	if (!c->report)
		return 0;
	c->render(c->report, result, &text);
	status = flush(&g->report, true, &text, err);
	dp_buf_done(&text);
	return status;
}

/* The table and what tells of it take their names, all or none. */
static int
commit(struct cleaning *g, struct dp_err *err)
{
	struct dp_outfile *made[] = { &g->table, &g->audit, &g->rejects,
				      &g->report };
	const bool open[] = { g->table_open, g->audit_open, g->rejects_open,
			      g->report_open };
	struct dp_outfile none = { .fd = -1 };

	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		if (!open[i])
			made[i] = &none;
	return dp_outfile_commit_all(made, sizeof made / sizeof *made, err);
}

static void
close_all(struct cleaning *g)
{
	if (g->audit_open)
		dp_outfile_abort(&g->audit);
	if (g->rejects_open)
		dp_outfile_abort(&g->rejects);
	if (g->report_open)
		dp_outfile_abort(&g->report);
	if (g->table_open)
		dp_outfile_abort(&g->table);
	dp_plan_free(g->plan);
}

int
dp_clean_run(const struct dp_clean *c, struct dp_result *result,
	     struct dp_err *err)
{
	struct cleaning g = { .c = c };
	struct dp_apply_opts o = {
		.threads = c->read.threads,
		.audit = c->audit && !c->dry_run,
		.rejects = c->rejects && !c->dry_run,
		.examples = c->dry_run,
		.render = !c->dry_run,
		.dry = c->dry_run,
		.map = c->map,
		.n_map = c->n_map,
		.skip_missing = c->skip_missing,
	};
	struct dp_read_opts read = c->read;
	struct dp_stream *in;
	int status;

	if (dp_recipe_source(c->recipe, &read, err) != 0)
		return -1;
	in = dp_table_open(c->input, &read, err);
	if (!in)
		return -1;
	g.plan = dp_plan_new(c->recipe, in, &o, err);
	if (!g.plan)
		return -1;
	status = open_outputs(&g, err) != 0 ? -1 : run(&g, err);
	if (status == 0 && g.audit_open) {
		dp_plan_outline(g.plan, &dp_plan_log(g.plan)->audit);
		status = flush(&g.audit, true, &dp_plan_log(g.plan)->audit,
			       err);
	}
	if (status == 0) {
		add_summary(&g, result);
		add_steps(&g, result);
		add_examples(&g, result);
		add_findings(&g, result);
		status = write_report(&g, result, err) != 0 ? -1 :
							      commit(&g, err);
	}
	close_all(&g);
	return status;
}

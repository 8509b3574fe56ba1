/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What clean has done, as a result that anybody may show. */
#include "step/clean.h"

#include "base/i18n.h"

/* Columns of a step that its summary names. */
#define COLUMNS_NAMED 2u

/* Where the names of columns go, one after the other. */
struct naming {
	size_t n;
	struct dp_buf all, brief;
};

static void
add_summary(const struct dpi_cleaning *g, struct dp_result *result)
{
	const struct dp_log *log = dp_plan_log(g->plan);
	struct dp_part *p = dp_result_part(result, DP_PART_FACTS, "summary",
					   NULL);
	struct dp_tally all = { 0 };

	for (size_t i = 0; i < log->n_steps; i++) {
		all.changed_cells += log->step[i].changed_cells;
		all.bad_cells += log->step[i].bad_cells;
		/* who says keep has asked not to be told */
		if (log->step[i].bad_cells &&
		    dp_plan_step(g->plan, i)->on_error != DP_ON_ERROR_KEEP)
			result->doubtful = true;
	}
	if (g->c->parts && !g->of.is_first)
		dp_fact_int(p, "from_byte",
			    _("Lines are counted from this byte on"),
			    (int64_t)g->of.from_bytes);
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
}

static void
name_one(struct naming *g, dp_str name)
{
	if (g->n == COLUMNS_NAMED)
		dp_buf_str(&g->brief, dp_buf_view(&g->all));
	if (g->n++)
		dp_buf_c(&g->all, ", ");
	dp_buf_str(&g->all, name);
}

/* Sets V to the names: all of them for machines, the first for people. */
static void
set_names(struct dp_frame *f, struct dp_value *v, struct naming *g)
{
	if (g->n > COLUMNS_NAMED) {
		dp_buf_format(&g->brief, _(" and %zu more"),
			      g->n - COLUMNS_NAMED);
		dp_set_long_text(f, v, dp_buf_view(&g->all),
				 dp_buf_view(&g->brief));
	} else {
		dp_set_text(f, v, dp_buf_view(&g->all));
	}
	dp_buf_done(&g->brief);
	dp_buf_done(&g->all);
}

/* The columns of step S. */
static void
set_columns(struct dp_frame *f, struct dp_value *v, const struct dp_step *s)
{
	struct naming g = { 0 };

	for (size_t i = 0; i < s->n_columns; i++)
		name_one(&g, s->column[i].name);
	set_names(f, v, &g);
}

static void
add_steps(const struct dpi_cleaning *g, struct dp_result *result)
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
		return _("emptied");
	case DP_RISK_RECORD:
		break;
	}
	return _("record left out");
}

/* Is the column of SLOT and NAME one of S? A slot says it, where they stay. */
static bool
has_column(const struct dp_schema *s, uint32_t slot, dp_str name,
	   bool slots_stay)
{
	if (!slots_stay)
		return dp_schema_find(s, name) >= 0;
	for (size_t k = 0; k < s->n; k++)
		if (s->column[k].slot == slot)
			return true;
	return false;
}

/* A row of F, if step I takes columns away: which. */
static void
add_removed(const struct dpi_cleaning *g, size_t i, struct dp_frame *f)
{
	const struct dp_schema *before = dp_plan_schema(g->plan, i);
	const struct dp_schema *after = dp_plan_schema(g->plan, i + 1);
	const struct dp_step *s = dp_plan_step(g->plan, i);
	bool slots_stay = s->op->scope != DP_TABLE || s->op->keeps_cells;
	struct naming names = { 0 };
	struct dp_value *v;

	for (size_t k = 0; k < before->n; k++)
		if (!has_column(after, before->column[k].slot,
				before->column[k].name, slots_stay))
			name_one(&names, before->column[k].name);
	if (names.n == 0)
		return;
	v = dp_frame_row(f);
	dp_set_text(f, &v[0], s->label);
	set_names(f, &v[2], &names);
	dp_set_text(f, &v[5],
		    dp_str_c(P_("column removed", "columns removed", names.n)));
}

static void
add_example(const struct dp_change *e, dp_str label, struct dp_frame *f)
{
	struct dp_value *v = dp_frame_row(f);

	dp_set_text(f, &v[0], label);
	dp_set_int(f, &v[1], (int64_t)e->line);
	dp_set_text(f, &v[3], e->before);
	if (e->risk != DP_RISK_RECORD) {
		dp_set_text(f, &v[2], e->column);
		dp_set_text(f, &v[4], e->after);
	}
	dp_set_text(f, &v[5], dp_str_c(risk_text(e->risk)));
}

static void
add_examples(const struct dpi_cleaning *g, struct dp_result *result)
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
	for (size_t i = 0; i < log->n_steps; i++) {
		add_removed(g, i, f);
		for (unsigned k = 0; k < log->n_examples[i]; k++)
			add_example(&log->example[i * DP_EXAMPLES + k],
				    dp_plan_step(g->plan, i)->label, f);
	}
}

static void
add_findings(const struct dpi_cleaning *g, struct dp_result *result)
{
	struct dp_log *log = dp_plan_log(g->plan);
	struct dp_part *p;
	int worst = dp_findings_worst(&log->findings);

	if (worst < 0)
		return;
	p = dp_result_part(result, DP_PART_FINDINGS, "findings",
			   _("What was found"));
	dp_findings_take(&p->findings, &log->findings);
	dp_findings_sort(&p->findings, &dp_plan_stream(g->plan)->schema);
	if (worst >= DP_WARNING || g->c->strict)
		result->doubtful = true;
}

void
dpi_clean_say(const struct dpi_cleaning *g, struct dp_result *result)
{
	add_summary(g, result);
	add_steps(g, result);
	add_examples(g, result);
	add_findings(g, result);
}

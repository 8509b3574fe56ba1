/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step clean: opens the table, binds the recipe, lets batches run
 * through and writes what comes out, with the audit and the rejects beside
 * it. Says what was done; prints nothing.
 */
#include "step/clean.h"

#include <stdlib.h>

#include "base/i18n.h"

/* What is told is written when it is so much, where a step waits. */
#define DRAIN_BYTES (256u << 10)

/* PATH, which a step reads or has WRITTEN, beside the files of G itself. */
static int
check_step_file(const struct dpi_cleaning *g, const char *path, bool written,
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

/* A file that a step reads or writes. */
struct step_file {
	char *path;
	bool written;
};

/* Of FILE, N of them, the last beside those before. */
static int
check_among_steps(const struct step_file *file, size_t n, struct dp_err *err)
{
	const struct step_file *last = &file[n - 1];

	for (size_t i = 0; i + 1 < n; i++) {
		const struct step_file *f = &file[i];

		if (f->written && last->written &&
		    dp_same_file(f->path, last->path))
			return dp_fail(err, DP_EUSAGE,
				       _("%s is named for two results; give "
					 "each a name of its own."),
				       f->path);
		if (f->written != last->written &&
		    dp_check_output(f->written ? last->path : f->path,
				    f->written ? f->path : last->path,
				    err) != 0)
			return -1;
	}
	return 0;
}

/* The files of S go to *FILE, *N of them so far, and are looked at. */
static int
check_step_files(const struct dpi_cleaning *g, const struct dp_step *s,
		 struct step_file **file, size_t *n, size_t *cap,
		 struct dp_err *err)
{
	for (const struct dp_param *p = s->op->param; p && p->name; p++) {
		struct step_file f = { NULL, p->kind == DP_P_OUTPUT };

		if ((!f.written && p->kind != DP_P_FILE) ||
		    !dp_step_arg(s, p->name))
			continue;
		f.path = dp_strdup(dp_step_param(s, p->name));
		dp_grow(file, cap, *n, sizeof **file);
		(*file)[(*n)++] = f;
		if (check_step_file(g, f.path, f.written, err) != 0 ||
		    check_among_steps(*file, *n, err) != 0)
			return -1;
	}
	return 0;
}

/* Nothing that is read is written, by a step or by clean itself. */
static int
check_files(const struct dpi_cleaning *g, struct dp_err *err)
{
	const struct dp_clean *c = g->c;
	size_t n_steps = dp_plan_log(g->plan)->n_steps, n = 0, cap = 0;
	struct step_file *file = NULL;
	int status = 0;

	if (dp_check_output(c->input, c->output, err) != 0)
		return -1;
	for (size_t i = 0; i < n_steps && status == 0; i++)
		status = check_step_files(g, dp_plan_step(g->plan, i), &file,
					  &n, &cap, err);
	while (n-- > 0)
		free(file[n].path);
	free(file);
	return status;
}

/* The parameter of S that names a file to be written of all rows, or NULL. */
static const char *
own_file(const struct dp_step *s)
{
	const struct dp_param *p = s->op->param;

	for (; p && p->name; p++)
		if (p->kind == DP_P_OUTPUT && dp_step_arg(s, p->name))
			return p->name;
	return NULL;
}

/* A part of a table can be cleaned when each row is, by itself. */
static int
check_part(const struct dpi_cleaning *g, struct dp_err *err)
{
	size_t n = g->c->parts ? dp_plan_log(g->plan)->n_steps : 0;

	for (size_t i = 0; i < n; i++) {
		const struct dp_step *s = dp_plan_step(g->plan, i);
		enum dp_reach reach = dp_plan_reach(g->plan, i);
		const char *file = own_file(s);

		/* it is the file alone that wants all rows */
		if (file && s->op->scope != DP_TABLE)
			return dp_fail(err, DP_EUSAGE,
				       _("step %.*s (%s) writes a file of all "
					 "rows, which parts of a table would "
					 "write one over the other: leave "
					 "%s= out for the parts, and run it "
					 "once on the whole table, without "
					 "--slice, to have that file."),
				       DP_FMT(s->label), s->op->name, file);
		if (reach == DP_REACH_FIRST)
			return dp_fail(err, DP_EUSAGE,
				       _("step %.*s (%s) finds its %s= in the "
					 "first rows of the table, which the "
					 "other parts do not have: write it. "
					 "dpipe clean --freeze finds it once, "
					 "for all parts."),
				       DP_FMT(s->label), s->op->name,
				       s->scouts);
		if (reach == DP_REACH_BEFORE || reach == DP_REACH_TABLE)
			return dp_fail(err, DP_EUSAGE,
				       _("step %.*s (%s) looks at other rows "
					 "than the one it changes: parts of a "
					 "table cannot be cleaned apart by "
					 "it. Clean the parts with the steps "
					 "above it, then the whole with the "
					 "rest."),
				       DP_FMT(s->label), s->op->name);
	}
	return 0;
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
flush(struct dp_outfile *f, bool open, struct dp_buf *from, struct dp_err *err)
{
	int status = open && from->n ?
			     dp_outfile_write(f, from->p, from->n, err) :
			     0;

	from->n = 0;
	return status;
}

/* The files of the account; a step that waits may have opened them already. */
static int
open_account(struct dpi_cleaning *g, struct dp_err *err)
{
	const struct dp_clean *c = g->c;

	if (dp_check_output(c->input, c->audit, err) != 0 ||
	    dp_check_output(c->input, c->rejects, err) != 0)
		return -1;
	if (!g->audit_open && open_one(&g->audit, &g->audit_open, c->audit,
				       dp_str_c(dp_audit_header), err) != 0)
		return -1;
	return g->rejects_open ?
		       0 :
		       open_one(&g->rejects, &g->rejects_open, c->rejects,
				dp_str_c(dp_rejects_header), err);
}

/* What is told while a step waits is not held until it has done. */
static int
drain(void *self, struct dp_log *log, struct dp_err *err)
{
	struct dpi_cleaning *g = self;

	if (log->audit.n + log->rejects.n < DRAIN_BYTES)
		return 0;
	return open_account(g, err) != 0 ||
			       flush(&g->audit, g->audit_open, &log->audit,
				     err) != 0 ||
			       flush(&g->rejects, g->rejects_open,
				     &log->rejects, err) != 0 ?
		       -1 :
		       0;
}

static int
open_outputs(struct dpi_cleaning *g, struct dp_err *err)
{
	const struct dp_clean *c = g->c;
	struct dp_buf header = { 0 };
	int status;

	if (check_files(g, err) != 0 || open_one(&g->report, &g->report_open,
						 c->report, DP_S(""), err) != 0)
		return -1;
	if (c->dry_run)
		return 0;
	if (open_account(g, err) != 0)
		return -1;
	dp_csv_header(&header, &dp_plan_stream(g->plan)->schema);
	if (c->parts && !g->of.is_first)
		header.n = 0;
	g->started = header.n > 0 || c->part > 1;
	status = open_one(&g->table, &g->table_open,
			  c->output ? c->output : "-", dp_buf_view(&header),
			  err);
	dp_buf_done(&header);
	return status;
}

static int
run(struct dpi_cleaning *g, struct dp_err *err)
{
	struct dp_stream *s = dp_plan_stream(g->plan);
	struct dp_batch *b = dp_batch_new();
	struct dp_log *log = dp_plan_log(g->plan);
	int status;

	while ((status = dp_next(s, b, err)) == 1) {
		dp_plan_account(g->plan, b);
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
	/* what is told of rows of which none came out */
	return status == 0 && flush(&g->rejects, g->rejects_open, &log->rejects,
				    err) != 0 ?
		       -1 :
		       status;
}

static int
write_report(struct dpi_cleaning *g, const struct dp_result *result,
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
commit(struct dpi_cleaning *g, struct dp_err *err)
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
close_all(struct dpi_cleaning *g)
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
	struct dpi_cleaning g = { .c = c };
	struct dp_apply_opts o = {
		.threads = c->read.threads,
		.audit = c->audit && !c->dry_run,
		.rejects = c->rejects && !c->dry_run,
		.examples = c->dry_run,
		.render = !c->dry_run,
		.dry = c->dry_run,
		.part = c->parts > 0,
		.map = c->map,
		.n_map = c->n_map,
		.skip_missing = c->skip_missing,
		.memory_bytes = c->memory_bytes,
		.drain = c->dry_run ? NULL : drain,
		.drain_self = &g,
	};
	struct dp_read_opts read = c->read;
	struct dp_stream *in;
	int status;

	if (dp_recipe_source(c->recipe, &read, err) != 0)
		return -1;
	in = c->parts ? dp_table_open_part(c->input, &read, c->part, c->parts,
					   &g.of, err) :
			dp_table_open(c->input, &read, err);
	if (!in)
		return -1;
	/* The parts, one behind the other, are the table. */
	o.headless = c->parts && !g.of.is_first;
	g.plan = dp_plan_new(c->recipe, in, &o, err);
	if (!g.plan) {
		close_all(&g);
		return -1;
	}
	dp_plan_log(g.plan)->watch = c->watch;
	status = check_part(&g, err) != 0 || open_outputs(&g, err) != 0 ?
			 -1 :
			 run(&g, err);
	if (status == 0 && g.audit_open) {
		dp_plan_outline(g.plan, &dp_plan_log(g.plan)->audit);
		status = flush(&g.audit, true, &dp_plan_log(g.plan)->audit,
			       err);
	}
	if (status == 0) {
		dpi_clean_say(&g, result);
		status = write_report(&g, result, err) != 0 ? -1 :
							      commit(&g, err);
	}
	close_all(&g);
	return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Predicates about the project around a table: its raw files, its recipe,
 * what project.dpipe and files of expectations say.
 */
#include "step/expect.h"

#include <dpipe/define.h>
#include <dpipe/op.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"
#include "step/project.h"

/* ---- raw files -------------------------------------------------------- */

int
dpi_finish_raw(struct dpi_judging *j, struct dpi_measure *m, struct dp_err *err)
{
	struct dp_result ignored = { 0 };
	struct dp_buf hashes = { 0 };
	struct dp_err why = { 0 };
	const char *folder = j->on->folder ? j->on->folder : ".";

	(void)err;
	m->is_text = true;
	m->holds = dpi_raw_look(folder, &ignored, &hashes, &why) == 0 &&
		   !ignored.doubtful;
	if (m->holds)
		m->measured = DP_S("untouched");
	else
		m->measured = why.code ? dp_keep(m->text, dp_str_c(why.msg)) :
					 dp_str_c(_("A raw file has no "
						    "provenance; get brings "
						    "files in."));
	dp_result_done(&ignored);
	dp_buf_done(&hashes);
	return 0;
}

/* ---- steps ------------------------------------------------------------ */

static struct dp_project *
read_project(const struct dpi_judging *j, struct dp_err *err)
{
	return dp_project_read(j->on->folder ? j->on->folder : ".", err);
}

/* The do lines whose first word is NAME. */
static int
count_commands(const struct dpi_judging *j, dp_str name, double *n,
	       struct dp_err *err)
{
	struct dp_project *p = read_project(j, err);

	if (!p)
		return -1;
	for (size_t i = 0; i < p->n_steps; i++) {
		dp_str rest = p->step[i].text;

		*n += dp_str_eq(dp_str_cut(&rest, ' '), name);
	}
	dp_project_free(p);
	return 0;
}

static bool
is_command(dp_str name)
{
	for (size_t i = 0; i < DP_STEPS; i++)
		if (dp_str_is(name, dp_step_info(i)->name))
			return true;
	return false;
}

int
dpi_finish_step(struct dpi_judging *j, struct dpi_measure *m,
		struct dp_err *err)
{
	dp_str name = m->p->arg[0];
	struct dp_recipe *r;
	char *path;

	if (is_command(name))
		return count_commands(j, name, &m->number, err);
	if (!j->on->recipe)
		return dp_fail(err, DP_EUSAGE,
			       _("there is no recipe to look into."));
	path = dp_path_join(j->on->folder, j->on->recipe);
	r = dp_exists(path) ? dp_recipe_read(path, err) :
			      dp_recipe_parse(DP_S(""), path, err);
	free(path);
	if (!r)
		return -1;
	for (size_t i = 0; i < r->n; i++)
		m->number += r->line[i].verb.p && !r->line[i].off &&
			     dp_str_eq(r->line[i].verb, name);
	dp_recipe_free(r);
	return 0;
}

/* ---- project.dpipe ---------------------------------------------------- */

static double
count_missing(const struct dp_project *p)
{
	struct dp_result r = { 0 };
	struct dp_err ignored = { 0 };
	struct dp_part *part;
	double n = 0;

	if (dp_define_check(p, NULL, &r, &ignored) == 0 &&
	    (part = dp_result_find(&r, "missing")) != NULL)
		n = (double)part->frame.n_rows;
	dp_result_done(&r);
	return n;
}

/* Columns of the horizon table that some table holds values for. */
static int
count_filled(const struct dpi_judging *j, const struct dp_project *p, double *n,
	     struct dp_err *err)
{
	struct dp_result r = { 0 };
	struct dp_part *part = NULL;
	int status = dp_define_check(p, j->on->folder ? j->on->folder : ".", &r,
				     err);

	if (status == 0)
		part = dp_result_find(&r, "filled");
	for (size_t i = 0; part && i < part->frame.n_rows; i++) {
		const struct dp_value *v = dp_frame_at(&part->frame, i, 3);

		*n += v->kind == DP_VALUE_NUMBER && !dp_str_is(v->text, "0");
	}
	dp_result_done(&r);
	return status;
}

/* Data wanted of priority 1 ("first"), or that have a WHAT. */
static double
count_wanted(const struct dp_project *p, dp_str what)
{
	double n = 0;

	for (size_t i = 0; i < p->n_wanted; i++) {
		const struct dp_project_wanted *w = &p->wanted[i];

		n += dp_str_is(what, "first") ? w->priority == 1 :
		     dp_str_is(what, "why")   ? w->why.n > 0 :
						w->status.n > 0;
	}
	return n;
}

/* WHAT as it is counted in P; false when it is no such word. */
static bool
count(const struct dp_project *p, dp_str what, double *n)
{
	*n = 0;
	if (dp_str_is(what, "columns"))
		*n = (double)p->n_columns;
	else if (dp_str_is(what, "hypotheses"))
		*n = (double)p->n_hypotheses;
	else if (dp_str_is(what, "wanted"))
		*n = (double)p->n_wanted;
	else if (dp_str_is(what, "first") || dp_str_is(what, "why") ||
		 dp_str_is(what, "status"))
		*n = count_wanted(p, what);
	else if (dp_str_is(what, "steps"))
		*n = (double)p->n_steps;
	else if (dp_str_is(what, "question"))
		*n = p->question.n > 0;
	else if (dp_str_is(what, "row"))
		*n = p->row.n > 0;
	else if (dp_str_is(what, "missing"))
		*n = count_missing(p);
	else if (dp_str_is(what, "typed"))
		for (size_t i = 0; i < p->n_columns; i++)
			*n += p->column[i].type.n > 0;
	else if (dp_str_is(what, "cites"))
		for (size_t i = 0; i < p->n_hypotheses; i++) {
			size_t k = dp_define_cites(p, p->hypothesis[i].text,
						   NULL);

			*n = (double)k > *n ? (double)k : *n;
		}
	else if (dp_str_is(what, "vague"))
		for (size_t i = 0; i < p->n_hypotheses; i++)
			*n += dp_define_cites(p, p->hypothesis[i].text, NULL) <
			      2;
	else
		return false;
	return true;
}

int
dpi_finish_project(struct dpi_judging *j, struct dpi_measure *m,
		   struct dp_err *err)
{
	struct dp_project *p = read_project(j, err);
	dp_str what = m->p->arg[0];
	int status = 0;

	if (!p)
		return -1;
	if (dp_str_is(what, "filled"))
		status = count_filled(j, p, &m->number, err);
	else if (!count(p, what, &m->number))
		status = dp_fail(err, DP_ERECIPE,
				 _("of a project are counted columns, typed, "
				   "hypotheses, cites, vague, wanted, first, "
				   "why, status, steps, question, row, missing "
				   "and filled; not %.*s."),
				 DP_FMT(what));
	dp_project_free(p);
	return status;
}

/* ---- in words --------------------------------------------------------- */

/* What of a column, or of data wanted, Q looks at; p NULL: of neither. */
static dp_str
aspect(const struct dpi_predicate *q)
{
	bool horizon = q->class->finish == dpi_finish_horizon;

	if (!horizon && q->class->finish != dpi_finish_wanted)
		return (dp_str){ NULL, 0 };
	if (q->n_args > 1)
		return q->arg[1];
	return horizon ? DP_S("type") : DP_S("status");
}

dp_str
dpi_project_word(const struct dpi_predicate *p, dp_str word)
{
	dp_str of = aspect(p);
	const struct dp_project_term *t = dp_str_is(of, "type") ?
						  dp_project_types() :
					  dp_str_is(of, "status") ?
						  dp_project_statuses() :
						  NULL;

	for (; t && t->word; t++)
		if (dp_str_is(word, t->word))
			return dp_str_c(_(t->title));
	return word;
}

bool
dpi_project_args(const struct dpi_predicate *q, struct dp_buf *out)
{
	static const char *const named[][2] = {
		{ "title", N_("title") },
		{ "question", N_("question") },
		{ "row", N_("row") },
		{ "hypothesis", N_("hypothesis") },
		{ "columns", N_("columns") },
		{ "typed", N_("columns that have a type") },
		{ "hypotheses", N_("hypotheses") },
		{ "cites", N_("columns that one hypothesis cites") },
		{ "vague", N_("hypotheses that cite fewer than two columns") },
		{ "wanted", N_("data wanted") },
		{ "first", N_("data wanted of priority 1") },
		{ "why", N_("data wanted that say what they are for") },
		{ "status", N_("data wanted that have a status") },
		{ "steps", N_("steps") },
		{ "missing", N_("things missing") },
		{ "filled", N_("columns that some table fills") },
	};
	dp_str of = aspect(q);

	if (of.p)
		dp_buf_format(out, "%.*s --%.*s", DP_FMT(q->arg[0]),
			      DP_FMT(of));
	else if (q->class->finish == dpi_finish_project ||
		 q->class->finish == dpi_finish_says)
		for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
			if (dp_str_is(q->arg[0], named[i][0]))
				dp_buf_c(out, _(named[i][1]));
	return out->n > 0;
}

/*
 * Leaves in M what SAID, a text of the project, comes to: is it, or has it,
 * any of what is named, or none?
 */
static void
look_at(struct dpi_measure *m, dp_str said)
{
	const struct dpi_predicate *q = m->p;
	bool whole = q->comparison & (DPI_EQUAL | DPI_DIFFERS), any = false;

	for (size_t i = 0; i < q->n_items && !any; i++)
		any = whole ? dp_str_eq(said, q->item[i]) :
			      dpi_text_says(said, q->item[i]);
	m->holds = any == !(q->comparison & (DPI_DIFFERS | DPI_LACKS));
	m->is_text = true;
	m->measured = said.n ? dp_keep(m->text, dpi_project_word(q, said)) :
			       dp_str_c(_("nothing"));
}

int
dpi_finish_wanted(struct dpi_judging *j, struct dpi_measure *m,
		  struct dp_err *err)
{
	struct dp_project *p = read_project(j, err);
	const struct dpi_predicate *q = m->p;
	dp_str said = { NULL, 0 },
	       what = q->n_args < 2 ? DP_S("status") : q->arg[1];
	const struct dp_project_wanted *w;
	ptrdiff_t at;
	char digit;

	if (!p)
		return -1;
	at = dp_project_wanted_find(p, q->arg[0]);
	if (at >= 0) {
		w = &p->wanted[at];
		digit = (char)('0' + w->priority);
		said = dp_str_is(what, "status")    ? w->status :
		       dp_str_is(what, "from")      ? w->from :
		       !dp_str_is(what, "priority") ? w->why :
		       w->priority                  ? (dp_str){ &digit, 1 } :
						      said;
	}
	look_at(m, said);
	dp_project_free(p);
	return 0;
}

int
dpi_finish_horizon(struct dpi_judging *j, struct dpi_measure *m,
		   struct dp_err *err)
{
	struct dp_project *p = read_project(j, err);
	const struct dpi_predicate *q = m->p;
	dp_str said = { NULL, 0 },
	       what = q->n_args < 2 ? DP_S("type") : q->arg[1];
	ptrdiff_t at;

	if (!p)
		return -1;
	at = dp_project_column_find(p, q->arg[0]);
	if (at >= 0)
		said = dp_str_is(what, "type") ? p->column[at].type :
		       dp_str_is(what, "unit") ? p->column[at].unit :
		       dp_str_is(what, "from") ? p->column[at].from :
						 p->column[at].why;
	look_at(m, said);
	dp_project_free(p);
	return 0;
}

/* ---- its texts -------------------------------------------------------- */

/* Of hypotheses the first that is what is wanted, or the last. */
static void
look_at_hypotheses(const struct dp_project *p, struct dpi_measure *m)
{
	look_at(m, (dp_str){ NULL, 0 });
	for (size_t i = 0; i < p->n_hypotheses; i++) {
		look_at(m, p->hypothesis[i].text);
		if (m->holds)
			return;
	}
}

int
dpi_finish_says(struct dpi_judging *j, struct dpi_measure *m,
		struct dp_err *err)
{
	struct dp_project *p = read_project(j, err);
	dp_str what = m->p->arg[0];
	int status = 0;

	if (!p)
		return -1;
	if (dp_str_is(what, "hypothesis"))
		look_at_hypotheses(p, m);
	else if (dp_str_is(what, "title"))
		look_at(m, p->title);
	else if (dp_str_is(what, "question"))
		look_at(m, p->question);
	else if (dp_str_is(what, "row"))
		look_at(m, p->row);
	else
		status = dp_fail(err, DP_ERECIPE,
				 _("a project says title, question, row and "
				   "hypothesis; not %.*s."),
				 DP_FMT(what));
	dp_project_free(p);
	return status;
}

/* ---- other files of expectations -------------------------------------- */

int
dpi_finish_broken(struct dpi_judging *j, struct dpi_measure *m,
		  struct dp_err *err)
{
	char *path = dpi_expect_path(j, m->p->file),
	     *table = dp_strdup(m->p->arg[0]);
	struct dp_expect_on on = { .folder = j->on->folder,
				   .data = j->on->data,
				   .table = table,
				   .tolerant = true,
				   .nested = true };
	struct dp_verdicts v = { 0 };
	struct dp_buf text = { 0 };
	struct dp_expect *e = NULL;
	int status = -1;

	if (j->on->nested)
		dp_fail(err, DP_EUSAGE,
			_("a file of expectations that is judged itself "
			  "judges no other."));
	else if (dp_read_file(path, DP_EXPECT_MAX_BYTES, &text, err) == 0)
		e = dp_expect_parse(dp_buf_view(&text), path, err);
	if (e)
		status = dp_expect_judge(e, &on, &v, err);
	m->number = (double)v.n_failed;
	dp_verdicts_done(&v);
	dp_expect_free(e);
	dp_buf_done(&text);
	free(path);
	free(table);
	return status;
}

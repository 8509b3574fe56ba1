/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be said of a recipe before it runs: the columns it takes, the
 * steps that a second run may not pass over, those that look across rows.
 */
#include <dpipe/clean.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "base/strtab.h"
#include "step/recipe_asking.h"

/* What a second run of all steps does to the columns, and at which step. */
struct second {
	enum dp_again again;
	size_t step;
};

/* Binds to the table that is named; its columns, its reading. */
static struct dp_plan *
bind_table(const struct dp_recipe_check *c, struct dp_err *err)
{
	struct dp_apply_opts o = {
		.threads = 1, .dry = true, .map = c->map, .n_map = c->n_map
	};
	struct dp_read_opts read = c->read;
	struct dp_stream *s;

	if (dp_recipe_source(c->recipe, &read, err) != 0)
		return NULL;
	s = dp_table_open(c->table, &read, err);
	return s ? dp_plan_new(c->recipe, s, &o, err) : NULL;
}

/* ---- what is said ----------------------------------------------------- */

static void
add_summary(const struct dpi_asking *k, struct dp_result *out)
{
	const struct dp_recipe *r = k->given;
	struct dp_part *p = dp_result_part(out, DP_PART_FACTS, "summary", NULL);
	int64_t on = 0, off = 0;

	for (size_t i = 0; i < r->n; i++) {
		on += r->line[i].op && !r->line[i].off;
		off += r->line[i].off;
	}
	dp_fact_int(p, "steps", _("Steps"), on);
	dp_fact_int(p, "steps_off", _("Steps that are off"), off);
}

static void
add_columns(const struct dpi_asking *k, bool alone, struct dp_result *out)
{
	struct dp_frame *f;

	if (alone && k->n_patterns)
		dp_result_note(out, "patterns",
			       P_("%zu step chooses its columns by a pattern; "
				  "name a table to have it checked too.",
				  "%zu steps choose their columns by a "
				  "pattern; name a table to have them checked "
				  "too.",
				  k->n_patterns),
			       k->n_patterns);
	if (k->n == 0)
		return;
	f = &dp_result_part(out, DP_PART_FRAME, "columns",
			    _("Columns that the table must have"))
		     ->frame;
	(void)dp_frame_column(f, "column", _("column"), NULL, false);
	for (size_t i = 0; i < k->n; i++)
		dp_set_text(f, dp_frame_row(f), k->column[i]);
}

/* Names of columns of which only a table could tell whether they are there. */
static void
add_presumed(const struct dp_plan *p, struct dp_result *out)
{
	const struct dp_schema *s = dp_plan_presumed(p);
	struct dp_buf list = { 0 };

	for (size_t i = 0; i < s->n; i++)
		dp_buf_format(&list, "%s%.*s", i ? ", " : "",
			      DP_FMT(s->column[i].name));
	if (s->n)
		dp_result_note(out, "presumed",
			       P_("The column called %.*s is not checked: only "
				  "a table tells what columns there are behind "
				  "an earlier step. Name a table to have it "
				  "checked too.",
				  "The columns called %.*s are not checked: "
				  "only a table tells what columns there are "
				  "behind an earlier step. Name a table to "
				  "have them checked too.",
				  s->n),
			       DP_FMT(dp_buf_view(&list)));
	dp_buf_done(&list);
}

/*
 * Would a column of another name, if the table had it, be in the way of one
 * that a step makes? Not when it is not among S, the columns behind it.
 */
static bool
has_others(const struct dp_plan *p, const struct dp_schema *s)
{
	uint32_t n = dp_plan_schema(p, 0)->n_slots;

	for (size_t i = 0; i < s->n; i++)
		if (s->column[i].slot < n &&
		    dp_str_is(s->column[i].name, DP_OTHER_COLUMNS))
			return true;
	return false;
}

/*
 * Adds the names that steps give: a column of such a name that the table has
 * itself would be a second one, and the step fails.
 */
static void
add_taken(const struct dpi_asking *k, const struct dp_plan *p, size_t n,
	  struct dp_result *out)
{
	struct dpi_strtab found = { 0 };
	struct dp_buf list = { 0 };

	for (size_t i = 0; i < n; i++) {
		const struct dp_op_class *op = dp_plan_step(p, i)->op;
		const struct dp_schema *after = dp_plan_schema(p, i + 1);

		if (!has_others(p, after))
			break;
		if (op->makes_over || op->renames_all)
			continue;
		for (size_t c = 0; c < after->n; c++) {
			dp_str name = after->column[c].name;
			bool is_new;

			if (dpi_asking_knows(k, name) ||
			    dp_str_is(name, DP_OTHER_COLUMNS) ||
			    dp_schema_find(dp_plan_schema(p, i), name) >= 0 ||
			    dp_schema_find(dp_plan_presumed(p), name) >= 0)
				continue;
			(void)dpi_strtab_add(&found, name, &is_new);
			if (!is_new)
				continue;
			dp_buf_c(&list, list.n ? ", " : "");
			dp_buf_str(&list, name);
		}
	}
	if (found.n)
		dp_result_note(out, "taken",
			       P_("The table must not have as well a column "
				  "called %.*s: a step gives this name.",
				  "The table must not have as well columns "
				  "called %.*s: steps give these names.",
				  found.n),
			       DP_FMT(dp_buf_view(&list)));
	dpi_strtab_done(&found);
	dp_buf_done(&list);
}

/* What binding has found, such as a column renamed before. */
static void
add_findings(struct dp_plan *p, struct dp_result *out)
{
	struct dp_findings *f = &dp_plan_log(p)->findings;
	struct dp_part *part;

	if (f->n == 0)
		return;
	part = dp_result_part(out, DP_PART_FINDINGS, "findings",
			      _("What was found"));
	dp_findings_take(&part->findings, f);
}

static const char *
again_text(enum dp_again again)
{
	switch (again) {
	case DP_AGAIN_MADE:
		return _("the column it makes is there already");
	case DP_AGAIN_GONE:
		return _("the column it takes is there no more");
	case DP_AGAIN_VALUES:
		return _("it may change what it has written itself");
	case DP_AGAIN_LATER:
		return _("a later step changes what it looks at");
	case DP_AGAIN_SAME:
		break;
	}
	return NULL;
}

static const char *
reach_text(enum dp_reach reach)
{
	switch (reach) {
	case DP_REACH_END:
		return _("it judges at the end what it has seen");
	case DP_REACH_BEFORE:
		return _("it looks at the rows before");
	case DP_REACH_FIRST:
		return _("it looks at the first rows");
	case DP_REACH_TABLE:
		return _("it looks at all rows");
	case DP_REACH_ROW:
		break;
	}
	return NULL;
}

/*
 * Adds a frame KEY of the steps for which WHY says something; where it is of
 * none, what NONE says, unless that is NULL.
 */
static void
add_steps(const struct dp_plan *p, size_t n, struct dp_result *out,
	  const char *key, const char *title, const char *none,
	  const char *(*why)(const struct dp_plan *, size_t,
			     const struct second *),
	  const struct second *second)
{
	struct dp_frame *f = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct dp_step *s = dp_plan_step(p, i);
		const char *text = why(p, i, second);
		struct dp_value *v;

		if (!text)
			continue;
		if (!f) {
			f = &dp_result_part(out, DP_PART_FRAME, key, title)
				     ->frame;
			(void)dp_frame_column(f, "step", _("step"), NULL,
					      false);
			(void)dp_frame_column(f, "line", _("line"), NULL, true);
			(void)dp_frame_column(f, "operation", _("operation"),
					      NULL, false);
			(void)dp_frame_column(f, "why", _("why"), NULL, false);
		}
		v = dp_frame_row(f);
		dp_set_text(f, &v[0], s->label);
		dp_set_int(f, &v[1], s->line->line);
		dp_set_text(f, &v[2], dp_str_c(s->op->name));
		dp_set_text(f, &v[3], dp_str_c(text));
	}
	if (!f && none) {
		char *none_key = dp_format("%s_none", key);

		dp_result_note(out, none_key, "%s", none);
		free(none_key);
	}
}

static const char *
why_again(const struct dp_plan *p, size_t i, const struct second *second)
{
	enum dp_again again = dp_plan_again(p, i);

	if (again == DP_AGAIN_SAME && i == second->step)
		again = second->again;
	return again_text(again);
}

static const char *
why_reach(const struct dp_plan *p, size_t i, const struct second *second)
{
	(void)second;
	return reach_text(dp_plan_reach(p, i));
}

static size_t
count(const struct dp_recipe *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		n += r->line[i].op && !r->line[i].off;
	return n;
}

/* What is said of the steps, where ALL of them are bound in P. */
static void
add_ways(const struct dp_plan *p, size_t n, bool all, struct dp_result *out)
{
	struct second second = { DP_AGAIN_SAME, 0 };
	bool told = false;

	/* a step that is told already may be why */
	for (size_t i = 0; i < n; i++)
		told = told || dp_plan_again(p, i) != DP_AGAIN_SAME;
	if (!told)
		second.again = dp_plan_again_all(p, &second.step);
	add_steps(p, n, out, "again", _("What a second run may change"),
		  all ? _("Cleaning twice changes nothing the second time.") :
			NULL,
		  why_again, &second);
	add_steps(p, n, out, "across", _("Steps that look across rows"),
		  all ? _("Each row is cleaned by itself: parts of a file can "
			  "be cleaned apart.") :
			NULL,
		  why_reach, &second);
}

/* With TABLE, bound to it, what it says is what the run says. */
static void
add_all(struct dpi_asking *k, struct dp_plan *p, struct dp_plan *table,
	struct dp_result *out)
{
	const struct dp_recipe *r = table ? k->given : &k->recipe;
	size_t n = count(r);

	add_summary(k, out);
	if (p)
		add_columns(k, !table, out);
	if (!table) {
		add_presumed(p, out);
		add_taken(k, p, n, out);
	}
	add_ways(table ? table : p, n, table || k->n_patterns == 0, out);
	add_findings(table ? table : p, out);
}

int
dp_recipe_check(const struct dp_recipe_check *c, struct dp_result *out,
		struct dp_err *err)
{
	struct dp_plan *p = NULL, *table = NULL;
	struct dp_err ignored = { 0 };
	struct dpi_asking k;
	bool ok;

	dpi_asking_start(&k, c->recipe);
	if (c->table)
		table = bind_table(c, err);
	if (!c->table || table)
		p = dpi_asking_bind(&k, table ? &ignored : err);
	ok = table || (p && dpi_asking_check_patterns(&k, err) == 0);
	if (ok)
		add_all(&k, p, table, out);
	dp_plan_free(table);
	dp_plan_free(p);
	dpi_asking_done(&k);
	return ok ? 0 : -1;
}

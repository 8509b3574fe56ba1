/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be said of a recipe before it runs: the columns it takes, the
 * steps that a second run may not pass over, those that look across rows.
 * Without a table, the columns are found by asking the steps again and
 * again: each tells the next that it misses.
 */
#include <dpipe/clean.h>

#include <stdlib.h>

#include "base/i18n.h"

struct checking {
	const struct dp_recipe_check *c;
	struct dp_recipe recipe; /* lines of its own; text of the given one */
	struct dp_arena text;
	dp_str *column; /* that the table must have */
	size_t n, cap;
	size_t n_patterns; /* steps that cannot be bound without a table */
};

/* What a second run of all steps does to the columns, and at which step. */
struct second {
	enum dp_again again;
	size_t step;
};

/* N columns stand for all others. */
static struct dp_plan *
bind_with(const struct checking *k, size_t n, struct dp_err *err)
{
	struct dp_schema s = { 0 };
	struct dp_plan *p;

	for (size_t i = 0; i < k->n; i++)
		(void)dp_schema_add(&s, s.n, k->column[i]);
	while (n-- > 0)
		(void)dp_schema_add(&s, s.n, DP_S(DP_OTHER_COLUMNS));
	p = dp_plan_dry(&k->recipe, &s, err);
	dp_schema_done(&s);
	return p;
}

static struct dp_plan *
bind(const struct checking *k, struct dp_err *err)
{
	struct dp_plan *p = bind_with(k, 1, err), *two;
	struct dp_err ignored = { 0 };

	if (p || err->no_column)
		return p;
	/* * may be as many as the step wants */
	two = bind_with(k, 2, &ignored);
	if (two || ignored.no_column)
		*err = ignored;
	return two;
}

static bool
known(const struct checking *k, dp_str name)
{
	for (size_t i = 0; i < k->n; i++)
		if (dp_str_eq(k->column[i], name))
			return true;
	return false;
}

/* Binds to a table that has all that is asked for, and notes what that is. */
static struct dp_plan *
bind_asking(struct checking *k, struct dp_err *err)
{
	for (;;) {
		struct dp_plan *p = bind(k, err);
		dp_str missing = dp_str_c(err->at.field);

		/* Asked for again, it is gone since: a step has taken it. */
		if (p || !err->no_column || known(k, missing))
			return p;
		dp_grow(&k->column, &k->cap, k->n, sizeof *k->column);
		k->column[k->n++] = dp_keep(&k->text, missing);
		memset(err, 0, sizeof *err);
	}
}

/* Is it a rename that failed with ERR? */
static bool
is_rename(const struct checking *k, const struct dp_err *err)
{
	const struct dp_line *last = NULL;

	for (size_t i = 0; i < k->recipe.n; i++)
		if (k->recipe.line[i].line <= err->at.line)
			last = &k->recipe.line[i];
	return last && dp_str_is(last->verb, "rename");
}

/*
 * A rename passes over OLD, which is not there, when a column has the new name
 * already. Fails where the table has OLD as well and two columns get that name.
 */
static int
try_renamed(struct checking *k, dp_str old, struct dp_err *err)
{
	size_t n = k->n;
	struct dp_plan *p;

	if (known(k, old))
		return 0;
	dp_grow(&k->column, &k->cap, k->n, sizeof *k->column);
	k->column[k->n++] = dp_keep(&k->text, old);
	p = bind(k, err);
	if (!p && is_rename(k, err))
		return -1;
	/* a step before takes it away: the rename never finds it */
	dp_plan_free(p);
	memset(err, 0, sizeof *err);
	k->n = n;
	return 0;
}

static struct dp_plan *
find_columns(struct checking *k, struct dp_err *err)
{
	struct dp_plan *p = bind_asking(k, err);
	const struct dp_findings *f = p ? &dp_plan_log(p)->findings : NULL;

	for (size_t i = 0; f && i < f->n; i++)
		for (unsigned s = 0; s < f->at[i].n_samples; s++)
			if (f->at[i].id == DP_F_ALREADY_RENAMED &&
			    try_renamed(k, f->at[i].sample[s].value, err)) {
				dp_plan_free(p);
				return NULL;
			}
	return p;
}

/* Steps that choose columns by a pattern are off: there are no names yet. */
static void
leave_patterns(struct checking *k)
{
	const struct dp_recipe *r = k->c->recipe;

	k->recipe = *r;
	k->recipe.line = dp_arena_alloc(&k->text, (r->n + 1) * sizeof *r->line);
	if (r->n)
		memcpy(k->recipe.line, r->line, r->n * sizeof *r->line);
	for (size_t i = 0; i < r->n; i++) {
		struct dp_line *l = &k->recipe.line[i];
		bool pattern = false;

		for (size_t a = 0; l->op && !l->off && a < l->n_args; a++)
			pattern = pattern || l->arg[a].kind == DP_ARG_REGEX;
		l->off = l->off || pattern;
		k->n_patterns += pattern;
	}
}

/* Binds to the table that is named; its columns, its reading. */
static struct dp_plan *
bind_table(const struct checking *k, struct dp_err *err)
{
	struct dp_apply_opts o = { .threads = 1,
				   .dry = true,
				   .map = k->c->map,
				   .n_map = k->c->n_map };
	struct dp_read_opts read = k->c->read;
	struct dp_stream *s;

	if (dp_recipe_source(k->c->recipe, &read, err) != 0)
		return NULL;
	s = dp_table_open(k->c->table, &read, err);
	return s ? dp_plan_new(k->c->recipe, s, &o, err) : NULL;
}

/* ---- what is said ----------------------------------------------------- */

static void
add_summary(const struct checking *k, struct dp_result *out)
{
	const struct dp_recipe *r = k->c->recipe;
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
add_columns(const struct checking *k, struct dp_result *out)
{
	struct dp_frame *f;

	if (k->n_patterns)
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

/* Names of columns that a step takes from the rows, if they are there. */
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
				  "the rows tell what columns a step before "
				  "makes. Name a table to have it checked too.",
				  "The columns called %.*s are not checked: "
				  "only the rows tell what columns a step "
				  "before makes. Name a table to have them "
				  "checked too.",
				  s->n),
			       DP_FMT(dp_buf_view(&list)));
	dp_buf_done(&list);
}

/*
 * Would a column of another name, if the table had it, be in the way of one
 * that a step makes? Not when it is not among S, the columns behind it.
 */
static bool
has_others(const struct checking *k, const struct dp_schema *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->column[i].slot == k->n)
			return true;
	return false;
}

/*
 * Adds the names that steps give: a column of such a name that the table has
 * itself would be a second one, and the step fails.
 */
static void
add_taken(const struct checking *k, const struct dp_plan *p, size_t n,
	  struct dp_result *out)
{
	struct dp_buf list = { 0 };
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		const struct dp_op_class *op = dp_plan_step(p, i)->op;
		const struct dp_schema *after = dp_plan_schema(p, i + 1);

		if (!has_others(k, after))
			break;
		/* headers numbers names that are there */
		if (op->makes_over || strcmp(op->name, "headers") == 0)
			continue;
		for (size_t c = 0; c < after->n; c++) {
			dp_str name = after->column[c].name;

			if (known(k, name) ||
			    dp_str_is(name, DP_OTHER_COLUMNS) ||
			    dp_schema_find(dp_plan_schema(p, i), name) >= 0 ||
			    dp_schema_find(dp_plan_presumed(p), name) >= 0)
				continue;
			dp_buf_c(&list, found++ ? ", " : "");
			dp_buf_str(&list, name);
		}
	}
	if (found)
		dp_result_note(out, "taken",
			       P_("The table must not have as well a column "
				  "called %.*s: a step gives this name.",
				  "The table must not have as well columns "
				  "called %.*s: steps give these names.",
				  found),
			       DP_FMT(dp_buf_view(&list)));
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

int
dp_recipe_check(const struct dp_recipe_check *c, struct dp_result *out,
		struct dp_err *err)
{
	struct checking k = { .c = c };
	struct dp_plan *p = NULL, *table = NULL;
	struct dp_err ignored = { 0 };
	int status = -1;

	leave_patterns(&k);
	/* what the table says of it is what the run says */
	if (c->table)
		table = bind_table(&k, err);
	if (!c->table || table)
		p = find_columns(&k, table ? &ignored : err);
	if (p || table) {
		struct dp_plan *bound = table ? table : p;
		size_t n = count(table ? c->recipe : &k.recipe);

		bool all = table || k.n_patterns == 0;
		struct second second;

		second.again = dp_plan_again_all(bound, &second.step);
		/* a step that is told already may be why */
		for (size_t i = 0; i < n; i++)
			if (dp_plan_again(bound, i) != DP_AGAIN_SAME)
				second.again = DP_AGAIN_SAME;

		if (table)
			k.n_patterns = 0;
		add_summary(&k, out);
		if (p)
			add_columns(&k, out);
		if (!table) {
			add_presumed(p, out);
			add_taken(&k, p, n, out);
		}
		add_steps(bound, n, out, "again",
			  _("What a second run may change"),
			  all ? _("Cleaning twice changes nothing the second "
				  "time.") :
				NULL,
			  why_again, &second);
		add_steps(bound, n, out, "across",
			  _("Steps that look across rows"),
			  all ? _("Each row is cleaned by itself: parts of a "
				  "file can be cleaned apart.") :
				NULL,
			  why_reach, &second);
		add_findings(bound, out);
		status = 0;
	}
	dp_plan_free(table);
	dp_plan_free(p);
	free(k.column);
	dp_arena_done(&k.text);
	return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of a column in the workspace: counted, and in groups of those
 * that are alike. What is ticked makes the step that is tried.
 */
#include "tui/view_clean.h"

#include <dpipe/recipe.h>

#include "base/i18n.h"
#include "op/cluster.h"
#include "table/job.h"

#define VALUES 20000 /* that are told apart and grouped */
#define LIST_SECONDS 0.5

/* First what French names need, from the surest to the boldest; then others. */
static const struct {
	const char *name;
	enum dpi_method how;
} methods[] = {
	{ "fingerprint", DPI_BY_FINGERPRINT },
	{ "fingerprint-fr", DPI_BY_FINGERPRINT_FR },
	{ "phonetic-fr", DPI_BY_PHONETIC_FR },
	{ "levenshtein", DPI_BY_LEVENSHTEIN },
	{ "damerau", DPI_BY_DAMERAU },
	{ "ngram", DPI_BY_NGRAM },
	{ "metaphone", DPI_BY_METAPHONE },
	{ "ppm", DPI_BY_PPM },
	{ "jaro", DPI_BY_JARO },
};

#define METHODS ((int)(sizeof methods / sizeof methods[0]))

const char *
tui_method_name(int method)
{
	return method < 0 ? NULL : methods[method].name;
}

/* ---- counting ---------------------------------------------------------- */

void
tui_values_close(struct tui_clean *c)
{
	struct tui_values *v = &c->values;

	tui_work_drop(c->t, v->job);
	v->job = NULL;
	dp_facet_done(&v->got);
	free(v->facet.line);
	free(v->alike.line);
	v->facet = v->alike = (struct tui_lines){ 0 };
	dp_arena_done(&v->text);
	free(v->name);
	v->name = NULL;
}

void
tui_values_open(struct tui_app *app, struct tui_clean *c, size_t index)
{
	struct dp_facet_opts o = { .column = index, .max_values = VALUES };
	const struct dp_schema *s = dp_view_schema(c->t->file);
	struct tui_values *v = &c->values;
	struct dp_err err = { 0 };

	tui_values_close(c);
	if (index >= s->n)
		return;
	v->column = index;
	v->name = dp_strdup(s->column[index].name);
	v->job = dp_facet_start(c->t->file, &o, &err);
	if (!v->job)
		tui_say_err(app, &err);
}

static struct tui_value *
add_line(struct tui_lines *l, dp_str text, uint64_t n)
{
	struct tui_value *line;

	dp_grow(&l->line, &l->cap, l->n, sizeof *l->line);
	line = &l->line[l->n++];
	*line = (struct tui_value){ .text = text, .n = n };
	return line;
}

static bool
was_ticked(const struct tui_lines *l, dp_str text)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->line[i].ticked && dp_str_eq(l->line[i].text, text))
			return true;
	return false;
}

/* The values counted so far; what was ticked stays so. */
static void
list_facet(struct tui_values *v)
{
	struct tui_lines old = v->facet;
	bool any = false;

	for (size_t i = 0; i < old.n; i++) {
		if (!old.line[i].ticked)
			continue;
		any = true;
		old.line[i].text = dp_keep(&v->text, old.line[i].text);
	}
	dp_facet_get(v->job, &v->got);
	v->facet = (struct tui_lines){ .at = old.at };
	for (size_t i = 0; i < v->got.n; i++)
		add_line(&v->facet, v->got.value[i].value, v->got.value[i].n);
	if (v->got.n_empty > 0)
		add_line(&v->facet, DP_S(""), v->got.n_empty);
	for (size_t i = 0; any && i < v->facet.n; i++)
		v->facet.line[i].ticked = was_ticked(&old,
						     v->facet.line[i].text);
	if (v->facet.at >= v->facet.n)
		v->facet.at = v->facet.n ? v->facet.n - 1 : 0;
	free(old.line);
}

/* ---- alike ------------------------------------------------------------- */

/* The lines of the group of value FIRST: what it becomes, then its values. */
static void
list_group(struct tui_values *v, const struct dpi_clusters *g, size_t first)
{
	struct tui_lines *l = &v->alike;
	uint32_t group = g->group[first];
	struct tui_value *member;
	size_t head = l->n;
	uint64_t n = 0;

	add_line(l, dp_keep(&v->text, g->values.text[g->best[group]]), 0)
		->head = true;
	for (size_t i = first; i < v->got.n; i++) {
		if (g->group[i] != group)
			continue;
		n += v->got.value[i].n;
		member = add_line(l, v->got.value[i].value, v->got.value[i].n);
		member->ticked = member->member = true;
	}
	l->line[head].n = n;
	l->line[head].ticked = true;
}

/* Is the time, SELF, not yet up? Nobody waits longer for a key. */
static bool
has_time(void *self, double share)
{
	const double *end = self;

	(void)share;
	return dpi_seconds() < *end;
}

/* Groups of two values and more, in the order of their first value. */
static void
list_alike(struct tui_values *v)
{
	double end = dpi_seconds() + LIST_SECONDS;
	struct dp_work_watch watch = { .look = has_time, .self = &end };
	struct dpi_grouping how = { .method = methods[v->method].how,
				    .watch = &watch };
	struct dpi_clusters g = { 0 };
	struct dp_err err = { 0 };
	bool *seen = dp_alloc0((v->got.n + 1) * sizeof *seen);

	how.radius = dpi_usual_radius(how.method);
	how.ngram = 2;
	v->alike.n = v->alike.at = 0;
	/* values are different ones: number I there is I here */
	for (size_t i = 0; i < v->got.n; i++)
		dpi_clusters_add(&g, v->got.value[i].value, v->got.value[i].n);
	v->slow = dpi_clusters_make(&g, &how, &err) != 0;
	for (size_t i = 0; !v->slow && i < v->got.n; i++) {
		if (g.group[i] == UINT32_MAX || g.n_apart[g.group[i]] == 0 ||
		    seen[g.group[i]])
			continue;
		seen[g.group[i]] = true;
		list_group(v, &g, i);
	}
	dpi_clusters_done(&g);
	free(seen);
}

void
tui_values_news(struct tui_clean *c)
{
	struct tui_values *v = &c->values;
	struct dp_job_state s;

	if (!v->job)
		return;
	dp_job_look(v->job, &s);
	v->alike.n = 0;
	list_facet(v);
	if (s.status == DP_JOB_WAITING || s.status == DP_JOB_RUNNING)
		return;
	dp_job_free(v->job);
	v->job = NULL;
	if (v->method >= 0)
		list_alike(v);
}

/* ---- the step that is ticked ------------------------------------------- */

static bool
all_ticked(const struct tui_lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->line[i].renamed || !l->line[i].ticked)
			return false;
	return true;
}

/* The members ticked of the group at HEAD, as a part of an edit step. */
static void
write_group(const struct tui_lines *l, size_t head, struct dp_buf *out)
{
	bool first = true;

	for (size_t i = head + 1; i < l->n && !l->line[i].head; i++) {
		if (!l->line[i].ticked ||
		    dp_str_eq(l->line[i].text, l->line[head].text))
			continue;
		if (!first)
			dp_buf_c(out, " | ");
		else if (out->n > 0)
			dp_buf_c(out, ", ");
		dp_recipe_quote(l->line[i].text, out);
		first = false;
	}
	if (first)
		return;
	dp_buf_c(out, " -> ");
	dp_recipe_quote(l->line[head].text, out);
}

/* Tries what is ticked: the rule when it is all of it, else a frozen list. */
static void
try_alike(struct tui_app *app, struct tui_clean *c)
{
	const struct tui_lines *l = &c->values.alike;
	struct dp_buf step = { 0 }, list = { 0 };
	enum tui_clean_pane pane = c->pane;

	dp_buf_c(&step, all_ticked(l) ? "cluster " : "edit ");
	dp_recipe_word(dp_str_c(c->values.name), &step);
	if (all_ticked(l)) {
		dp_buf_format(&step, " method=%s",
			      tui_method_name(c->values.method));
	} else {
		for (size_t i = 0; i < l->n; i++)
			if (l->line[i].head)
				write_group(l, i, &list);
		dp_buf_format(&step, " %.*s", DP_FMT(dp_buf_view(&list)));
	}
	if (!all_ticked(l) && list.n == 0) {
		tui_clean_drop(c);
		tui_history_look(c);
	} else {
		tui_clean_try(app, c, dp_buf_view(&step));
		c->of_values = c->tried;
		c->returns = false;
	}
	c->pane = pane;
	dp_buf_done(&step);
	dp_buf_done(&list);
}

void
tui_values_single(struct tui_app *app, struct tui_clean *c)
{
	struct tui_values *v = &c->values;

	v->method = -1;
	v->alike.n = v->alike.at = 0;
	c->pane = TUI_CLEAN_FACET;
	if (c->of_values)
		tui_clean_drop(c);
	tui_history_look(c);
	tui_say(app, _("The values one by one; k looks for those that are "
		       "alike."));
}

void
tui_clean_method(struct tui_app *app, struct tui_clean *c)
{
	struct tui_values *v = &c->values;

	if (!v->name)
		return;
	if (v->method + 1 == METHODS) {
		tui_values_single(app, c);
		return;
	}
	v->method++;
	c->pane = TUI_CLEAN_ALIKE;
	v->alike.n = v->alike.at = 0;
	if (!v->job)
		list_alike(v);
	try_alike(app, c);
}

void
tui_values_beside(struct tui_app *app, struct tui_clean *c, int by)
{
	const struct dp_schema *s = dp_view_schema(c->t->file);
	struct tui_values *v = &c->values;

	if (!v->name || (by < 0 && v->column == 0) ||
	    (by > 0 && v->column + 1 >= s->n))
		return;
	if (c->of_values)
		tui_clean_drop(c);
	v->method = -1;
	if (c->pane == TUI_CLEAN_ALIKE)
		c->pane = TUI_CLEAN_FACET;
	tui_values_open(app, c, v->column + (size_t)by);
	tui_history_look(c);
}

/* ---- ticking ----------------------------------------------------------- */

struct tui_lines *
tui_values_lines(struct tui_clean *c)
{
	return c->pane == TUI_CLEAN_FACET ? &c->values.facet :
	       c->pane == TUI_CLEAN_ALIKE ? &c->values.alike :
					    NULL;
}

/* Where the group of line I begins. */
static size_t
head_of(const struct tui_lines *l, size_t i)
{
	while (i > 0 && !l->line[i].head)
		i--;
	return i;
}

static void
tick_alike(struct tui_lines *l, bool go)
{
	size_t head = head_of(l, l->at);
	bool whole = l->at == head, to = !l->line[l->at].ticked, any = false;

	l->line[l->at].ticked = to;
	for (size_t i = head + 1; i < l->n && !l->line[i].head; i++) {
		if (whole)
			l->line[i].ticked = to;
		any = any || l->line[i].ticked;
	}
	l->line[head].ticked = any;
	if (go && l->at + 1 < l->n && !whole)
		l->at++;
}

void
tui_values_tick(struct tui_app *app, struct tui_clean *c, bool go)
{
	struct tui_lines *l = tui_values_lines(c);

	if (!l || l->n == 0) {
		tui_say(app, _("Values are ticked: Tab goes to them."));
		return;
	}
	if (c->pane == TUI_CLEAN_ALIKE) {
		tick_alike(l, go);
		try_alike(app, c);
		return;
	}
	l->line[l->at].ticked = !l->line[l->at].ticked;
	if (go && l->at + 1 < l->n)
		l->at++;
}

/* ---- names ------------------------------------------------------------- */

static struct tui_clean *
top(const struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);

	return v->class == &tui_view_clean ? v->state : NULL;
}

static void
try_edit(struct tui_app *app, struct tui_clean *c, const dp_str *from, size_t n,
	 dp_str to)
{
	struct dp_buf step = { 0 };

	dp_edit_step(dp_str_c(c->values.name), from, n, to, &step);
	if (step.n == 0)
		tui_say(app, _("That is its name already."));
	else
		tui_clean_try(app, c, dp_buf_view(&step));
	c->of_values = step.n > 0 && c->tried;
	c->returns = c->returns && step.n == 0;
	dp_buf_done(&step);
}

static void
name_them(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_clean *c = top(app);
	const struct tui_lines *l = c ? &c->values.facet : NULL;
	dp_str *from;
	size_t n = 0;

	(void)choice;
	if (!c)
		return;
	from = dp_alloc((l->n + 1) * sizeof *from);
	for (size_t i = 0; i < l->n; i++)
		if (l->line[i].ticked)
			from[n++] = l->line[i].text;
	if (n > 0)
		try_edit(app, c, from, n, text);
	free(from);
}

static const struct tui_ask ask_name = { N_("One name for what is ticked:"),
					 "values", NULL, name_them };

void
tui_values_ask_name(struct tui_app *app, struct tui_clean *c)
{
	const struct tui_lines *l = &c->values.facet;
	char *initial = NULL;

	if (c->pane == TUI_CLEAN_ALIKE && c->values.alike.n > 0) {
		try_alike(app, c);
		return;
	}
	/* the most frequent comes first */
	for (size_t i = 0; i < l->n && !initial; i++)
		if (l->line[i].ticked)
			initial = dp_strdup(dp_trim(l->line[i].text));
	if (initial)
		tui_ask(app, &ask_name, initial);
	else
		tui_say(app, _("Tick the values first, with Space."));
	free(initial);
}

static void
rename_it(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_clean *c = top(app);
	struct tui_lines *l = c ? tui_values_lines(c) : NULL;
	struct tui_value *head;

	(void)choice;
	if (!l || l->at >= l->n)
		return;
	if (c->pane == TUI_CLEAN_FACET) {
		try_edit(app, c, &l->line[l->at].text, 1, text);
		return;
	}
	head = &l->line[head_of(l, l->at)];
	head->text = dp_keep(&c->values.text, text);
	head->renamed = true;
	try_alike(app, c);
}

static const struct tui_ask ask_rename = { N_("New name:"), "values", NULL,
					   rename_it };

void
tui_values_ask_rename(struct tui_app *app, struct tui_clean *c)
{
	const struct tui_lines *l = tui_values_lines(c);
	char *initial;

	if (!l || l->n == 0) {
		tui_say(app, _("Values are renamed: Tab goes to them."));
		return;
	}
	initial = dp_strdup(
		l->line[c->pane == TUI_CLEAN_ALIKE ? head_of(l, l->at) : l->at]
			.text);
	tui_ask(app, &ask_rename, initial);
	free(initial);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways into the workspace; see recipe_line.h. */
#include "tui/recipe_line.h"

#include <dpipe/op.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/view_clean.h"

/* The workspace on the table on top, or below what is; NULL: not now. */
static struct tui_clean *
workspace(struct tui_app *app)
{
	struct tui_table *t = tui_table_uppermost(app);

	if (tui_top(app)->class == &tui_view_clean)
		return tui_top(app)->state;
	if (!t || !tui_bench_need(app, t) ||
	    !tui_push(app, &tui_view_clean, NULL))
		return NULL;
	return tui_top(app)->state;
}

/* Can LINE be tried on the table? Says why not. */
static bool
fits(struct tui_app *app, dp_str line)
{
	struct tui_table *t = tui_table_uppermost(app);
	struct dp_bench *b = tui_bench_need(app, t);
	struct dp_err err = { 0 };

	if (!b || dp_bench_check(b, line, &err) == 0)
		return b != NULL;
	tui_clean_say_wrong(app, &err);
	return false;
}

void
tui_recipe_line(struct tui_app *app, const char *path, dp_str line)
{
	tui_recipe_cautioned(app, path, line, NULL);
}

void
tui_recipe_cautioned(struct tui_app *app, const char *path, dp_str line,
		     const char *caution)
{
	const struct tui_table *t = tui_table_uppermost(app);
	bool here = tui_top(app)->class == &tui_view_clean;
	struct tui_clean *c;
	char *step;

	/* of several tables in the file, one may have to be chosen first */
	if ((!t || !tui_table_is(t, path)) &&
	    (!tui_open_file(app, path) || !tui_table_top(app)))
		return;
	step = dp_strdup(line);
	c = here || fits(app, line) ? workspace(app) : NULL;
	if (c) {
		c->returns = !here;
		tui_clean_try(app, c, dp_str_c(step));
		c->caution = caution;
	}
	free(step);
}

void
tui_recipe_alike(struct tui_app *app)
{
	struct tui_clean *c = workspace(app);

	if (c)
		tui_clean_method(app, c);
}

void
tui_recipe_history(struct tui_app *app)
{
	struct tui_clean *c = workspace(app);

	if (c)
		c->pane = TUI_CLEAN_HISTORY;
}

/* ---- typed ------------------------------------------------------------- */

/* The operation that LINE begins with, or NULL; *REST is what follows. */
static const struct dp_op_class *
op_of(dp_str line, dp_str *rest)
{
	*rest = line;
	return dp_op_find(dp_str_cut(rest, ' '));
}

bool
tui_recipe_is_step(const struct tui_app *app, dp_str line)
{
	dp_str rest;
	bool is_op = op_of(dp_trim(line), &rest) != NULL;

	/* alone, a word that is both is a command: sort, edit */
	return tui_table_top(app) && is_op &&
	       (dp_trim(rest).n > 0 || !tui_command_named(line));
}

bool
tui_recipe_typed(struct tui_app *app, dp_str line)
{
	struct tui_table *t = tui_table_top(app);
	const struct dp_op_class *op;
	struct dp_buf begun = { 0 };
	dp_str rest;

	if (!tui_recipe_is_step(app, line))
		return false;
	op = op_of(dp_trim(line), &rest);
	if (dp_trim(rest).n > 0 ||
	    (op->takes != DP_TAKES_COLUMNS && op->takes != DP_TAKES_MAPPING &&
	     op->takes != DP_TAKES_RULES)) {
		tui_recipe_line(app, t->name, dp_trim(line));
		return true;
	}
	/* the column in focus is proposed */
	dp_buf_format(&begun, "%s ", op->name);
	dp_recipe_word(tui_table_name(t, tui_table_index(t)), &begun);
	dp_buf_char(&begun, '\0');
	tui_ask(app, &tui_ask_command, begun.p);
	tui_say(app, "%s %s", op->name, _(op->synopsis));
	dp_buf_done(&begun);
	return true;
}

/* OP and the columns that hold TYPED, when nothing stands behind. */
static void
complete_columns(const struct tui_table *t, const struct dp_op_class *op,
		 dp_str typed, struct tui_choices *list)
{
	struct dp_buf folded = { 0 }, name = { 0 }, line = { 0 };

	dp_fold(typed, &folded);
	for (size_t i = 0; i < t->n_columns; i++) {
		dp_str column = tui_table_name(t, t->column[i].index);

		name.n = line.n = 0;
		dp_fold(column, &name);
		if (dp_str_search(dp_buf_view(&name), dp_buf_view(&folded)) < 0)
			continue;
		dp_buf_format(&line, "%s ", op->name);
		dp_recipe_word(column, &line);
		tui_choice_add(list, dp_buf_view(&line), DP_S(""),
			       _(op->summary), 0);
	}
	dp_buf_done(&folded);
	dp_buf_done(&name);
	dp_buf_done(&line);
}

/* TYPED, and the parameters of OP that its last word begins. */
static void
complete_parameters(const struct dp_op_class *op, dp_str typed,
		    struct tui_choices *list)
{
	struct dp_buf line = { 0 };
	size_t start = typed.n;
	dp_str word;

	while (start > 0 && typed.p[start - 1] != ' ')
		start--;
	word = dp_str_from(typed, start);
	for (const struct dp_param *p = op->param; p && p->name; p++) {
		if (strcmp(p->name, "*") == 0 || strlen(p->name) < word.n ||
		    memcmp(p->name, word.p, word.n) != 0)
			continue;
		line.n = 0;
		dp_buf_add(&line, typed.p, start);
		dp_buf_format(&line, "%s=", p->name);
		tui_choice_add(list, dp_buf_view(&line), DP_S(""),
			       _(p->summary), 0);
	}
	dp_buf_done(&line);
}

void
tui_recipe_complete(struct tui_app *app, dp_str typed, struct tui_choices *list)
{
	const struct tui_table *t = tui_table_top(app);
	const struct dp_op_class *op;
	dp_str rest;

	if (!t)
		return;
	op = op_of(typed, &rest);
	if (op && rest.p && dp_str_find(rest, ' ') < 0) {
		complete_columns(t, op, rest, list);
		return;
	}
	if (op && rest.p) {
		complete_parameters(op, typed, list);
		return;
	}
	for (size_t i = 0; i < dp_op_count(); i++) {
		dp_str name = dp_str_c(dp_op_at(i)->name);
		ptrdiff_t at = dp_str_search(name, dp_trim(typed));

		if (at >= 0 && !tui_command_named(name))
			tui_choice_add(list, name, DP_S(""),
				       _(dp_op_at(i)->summary),
				       typed.n == 0 ? 0 :
				       at == 0      ? 2 :
						      1);
	}
}

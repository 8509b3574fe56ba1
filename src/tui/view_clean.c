/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The workspace: a step is tried on the table below, seen before and after,
 * and applied or dropped. Its parts are the files view_clean_*.c.
 */
#include "tui/view_clean.h"

#include "base/i18n.h"
#include "tui/list.h"
#include "tui/view_table_out.h"

static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	struct tui_table *table = tui_table_uppermost(app);
	struct tui_clean *c = v->state;

	(void)arg;
	if (!table)
		return dp_fail(err, DP_EUSAGE, _("open a table first."));
	c->t = table;
	c->values.method = -1;
	tui_history_look(c);
	tui_values_open(app, c, tui_table_index(c->t));
	return 0;
}

static void
view_close(struct tui_view *v)
{
	struct tui_clean *c = v->state;

	if (!c->t)
		return;
	tui_clean_drop(c);
	tui_values_close(c);
	free(c->order);
	free(c->depth);
}

/* ---- commands ---------------------------------------------------------- */

static bool
is_seen(const struct tui_app *app, const struct tui_clean *c,
	enum tui_clean_pane pane)
{
	if (pane == TUI_CLEAN_HISTORY && c->t->owner)
		return false;
	/* where one part is seen at a time, each has its turn */
	if (tui_layout(app) >= TUI_COMPACT)
		return pane != TUI_CLEAN_ALIKE || c->values.method >= 0;
	return tui_clean_sees(app, c, pane);
}

static void
change_pane(const struct tui_app *app, struct tui_clean *c, int by)
{
	int pane = (int)c->pane;

	do
		pane = (pane + by + TUI_CLEAN_PANES) % TUI_CLEAN_PANES;
	while (!is_seen(app, c, (enum tui_clean_pane)pane));
	c->pane = (enum tui_clean_pane)pane;
}

static bool
move(const struct tui_app *app, struct tui_clean *c, enum tui_command what)
{
	struct tui_lines *lines = tui_values_lines(c);
	int page = tui_clean_page(app, c);

	if (lines)
		return tui_list_move(&lines->at, lines->n, page, what);
	if (c->pane == TUI_CLEAN_HISTORY)
		return tui_list_move(&c->history_at, tui_history_lines(c), page,
				     what);
	return tui_scroll_move(&c->changes_at, c->got.n, page, what);
}

static void
enter(struct tui_app *app, struct tui_clean *c)
{
	uint32_t number;

	if (c->pane == TUI_CLEAN_HISTORY && tui_history_step(c, &number))
		tui_history_go(app, c);
	else if (c->tried)
		tui_clean_apply(app, c);
	else
		tui_say(app, _("Nothing is tried. Tick values and press m, "
			       "press k, or type a step behind : such as "
			       "trim *."));
}

/* The file, which has changed, is read again, and the steps are done anew. */
static bool
reload(struct tui_app *app, struct tui_clean *c)
{
	if (!c->t->now.changed)
		return false;
	tui_clean_end(c);
	(void)tui_table_reload(app, c->t);
	tui_clean_again(app, c);
	return true;
}

static void
difference(struct tui_app *app, struct tui_clean *c)
{
	uint32_t number;

	if (!c->t->bench.bench)
		return;
	if (c->pane != TUI_CLEAN_HISTORY)
		number = dp_bench_current(c->t->bench.bench);
	else if (!tui_history_step(c, &number))
		return;
	if (number == 0)
		tui_say(app, _("That is the table as it was opened: nothing "
			       "was changed."));
	else
		tui_clean_difference(app, c, number);
}

/*
 * The findings take its place, or are below: while they lie on the table,
 * nothing is tried on it.
 */
static void
show_findings(struct tui_app *app, const struct tui_table *t)
{
	bool below = tui_below(app)->class == &tui_view_findings;

	tui_pop(app);
	if (!below)
		(void)tui_push(app, &tui_view_findings, t->name);
}

/* Does WHAT when it is for the values. */
static bool
value_command(struct tui_app *app, struct tui_clean *c, enum tui_command what)
{
	switch (what) {
	case TUI_FACET:
		tui_values_single(app, c);
		return true;
	case TUI_TICK:
		tui_values_tick(app, c, true);
		return true;
	case TUI_MERGE:
		tui_values_ask_name(app, c);
		return true;
	case TUI_EDIT:
		tui_values_ask_rename(app, c);
		return true;
	case TUI_METHOD:
		tui_clean_method(app, c);
		return true;
	case TUI_LEFT:
	case TUI_RIGHT:
		tui_values_beside(app, c, what == TUI_LEFT ? -1 : 1);
		return true;
	default:
		return false;
	}
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command what,
	dp_str arg)
{
	struct tui_clean *c = v->state;

	if (what > TUI_LAST)
		tui_say(app, "%s", "");
	if (value_command(app, c, what))
		return true;
	switch (what) {
	case TUI_ENTER:
		enter(app, c);
		return true;
	case TUI_BACK:
	case TUI_STOP:
		return tui_save_stop(app, c->t) || tui_clean_cancel(app, c);
	case TUI_UNDO:
	case TUI_REDO:
		tui_clean_end(c);
		tui_bench_walk(app, c->t, what);
		tui_clean_again(app, c);
		return true;
	case TUI_HISTORY:
		c->pane = TUI_CLEAN_HISTORY;
		return true;
	case TUI_DATA:
		difference(app, c);
		return true;
	case TUI_NOTE:
		tui_history_note(app, c, arg);
		return true;
	case TUI_EXPORT:
		tui_clean_export(app, c, arg);
		return true;
	case TUI_FINDINGS:
	case TUI_STEP_4:
		show_findings(app, c->t);
		return true;
	case TUI_REPAINT:
		return reload(app, c);
	case TUI_WHY:
		tui_clean_why(app, c);
		return true;
	case TUI_NEXT_PANE:
	case TUI_PREVIOUS_PANE:
		change_pane(app, c, what == TUI_NEXT_PANE ? 1 : -1);
		return true;
	default:
		return move(app, c, what);
	}
}

static const char *
call(const struct tui_view *v, enum tui_command what)
{
	const struct tui_clean *c = v->state;

	if (what == TUI_ENTER)
		/* TRANSLATORS: in the key bar, behind Enter; 12 columns */
		return c->tried ? C_("key bar", "Apply") :
				  C_("key bar", "Go there");
	if (what == TUI_EDIT)
		return C_("key bar", "Rename");
	/* TRANSLATORS: in the key bar, behind Esc; 12 columns */
	return what == TUI_BACK && c->tried ? C_("key bar", "Drop it") : NULL;
}

static void
click(struct tui_app *app, struct tui_view *v, uint16_t target)
{
	struct tui_clean *c = v->state;

	if (target >= TUI_TARGET_HISTORY) {
		c->pane = TUI_CLEAN_HISTORY;
		c->history_at = target - TUI_TARGET_HISTORY;
	} else if (target >= TUI_TARGET_ALIKE) {
		c->pane = TUI_CLEAN_ALIKE;
		c->values.alike.at = target - TUI_TARGET_ALIKE;
	} else {
		c->pane = TUI_CLEAN_FACET;
		c->values.facet.at = target - TUI_TARGET_FACET;
	}
	if (tui_values_lines(c))
		tui_values_tick(app, c, false);
}

/* A value is ticked by each click. */
static bool
click_again(struct tui_app *app, struct tui_view *v, uint16_t target)
{
	if (target >= TUI_TARGET_HISTORY)
		return false;
	click(app, v, target);
	return true;
}

/* ---- the first line, the background ------------------------------------ */

static void
about(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct tui_clean *c = v->state;

	(void)app;
	tui_table_say_name(c->t, out);
}

static void
remark(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct tui_clean *c = v->state;
	size_t n = tui_bench_steps(c->t);

	(void)app;
	if (!c->t->owner)
		dp_buf_format(out, P_("%zu change", "%zu changes", n), n);
}

static void
settle(struct tui_app *app, struct tui_view *v)
{
	struct tui_clean *c = v->state;

	tui_table_settle(app, c->t);
}

static int
descriptor(const struct tui_view *v)
{
	const struct tui_clean *c = v->state;

	return dp_pages_fd(c->t->pages);
}

static int
other_descriptor(const struct tui_view *v)
{
	const struct tui_clean *c = v->state;
	struct dp_pages *made = tui_table_made(c->t);

	return made ? dp_pages_fd(made) : -1;
}

static bool
news(struct tui_app *app, struct tui_view *v)
{
	struct tui_clean *c = v->state;

	tui_table_news(app, c->t);
	tui_values_news(c);
	tui_clean_trial_news(app, c);
	return true;
}

static bool
busy(const struct tui_view *v)
{
	const struct tui_clean *c = v->state;

	return c->trial || c->values.job || tui_table_busy(c->t);
}

static const enum tui_command serves[] = {
	TUI_ENTER,   TUI_BACK,     TUI_NEXT_PANE, TUI_TICK,          TUI_MERGE,
	TUI_UNDO,    TUI_METHOD,   TUI_EDIT,      TUI_WHY,           TUI_REDO,
	TUI_HISTORY, TUI_EXPORT,   TUI_DATA,      TUI_NOTE,          TUI_FACET,
	TUI_SAY,     TUI_STOP,     TUI_REPAINT,   TUI_PREVIOUS_PANE, TUI_LEFT,
	TUI_RIGHT,   TUI_FINDINGS, TUI_STEP_4,    TUI_MOVES,         TUI_NOTHING
};

/* What is applied goes to the table's owner, whose history it is then. */
static const enum tui_command for_owner[] = {
	TUI_ENTER, TUI_BACK,  TUI_NEXT_PANE, TUI_TICK,
	TUI_MERGE, TUI_EDIT,  TUI_METHOD,    TUI_WHY,
	TUI_FACET, TUI_SAY,   TUI_STOP,      TUI_PREVIOUS_PANE,
	TUI_LEFT,  TUI_RIGHT, TUI_MOVES,     TUI_NOTHING
};

static const enum tui_command *
serves_now(const struct tui_view *v)
{
	const struct tui_clean *c = v->state;

	return c->t->owner ? for_owner : serves;
}

static struct tui_table *
table(const struct tui_view *v)
{
	const struct tui_clean *c = v->state;

	return c->t;
}

const struct tui_view_class tui_view_clean = {
	.name = "clean",
	.title = N_("Workspace"),
	.serves_now = serves_now,
	.state_bytes = sizeof(struct tui_clean),
	.open = view_open,
	.close = view_close,
	.settle = settle,
	.command = command,
	.call = call,
	.click = click,
	.click_again = click_again,
	.draw = tui_clean_draw,
	.remark = remark,
	.about = about,
	.say = tui_clean_say,
	.descriptor = descriptor,
	.other_descriptor = other_descriptor,
	.news = news,
	.busy = busy,
	.table = table,
};

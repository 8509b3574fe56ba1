/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is doubtful in a file: the step verify beside the interface, then its
 * findings, worst first, each with its places, its reason and the line that
 * repairs it. Changes nothing.
 */
#include "tui/view_findings.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "tui/list.h"
#include "tui/name.h"
#include "tui/recipe_line.h"
#include "tui/changes.h"
#include "tui/view_table_bench.h"

#define PROGRESS_SECONDS 0.15 /* what is done sooner says no progress */
/* Values and records that are told apart: what is kept stays small. */
#define KEYS (1u << 17)

struct tui_findings *
tui_findings_top(const struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);

	return v && v->class == &tui_view_findings ? v->state : NULL;
}

struct tui_table *
tui_findings_table(const struct tui_app *app, const struct tui_findings *s)
{
	const struct tui_view *v = tui_view_of(app, &tui_view_table);
	struct tui_table *t = v ? v->state : NULL;

	return t && tui_table_is(t, s->name) ? t : NULL;
}

const struct dp_finding *
tui_findings_at(const struct tui_findings *s)
{
	return s->found && s->at < s->found->n ? &s->found->at[s->at] : NULL;
}

/* ---- reading ----------------------------------------------------------- */

/* On the errand's thread. */
static int
verify(void *self, const struct dp_watch *watch, struct dp_err *err)
{
	struct tui_verifying *w = self;

	w->what.watch = watch;
	return dp_verify_run(&w->what, &w->result, err);
}

static void
forget(struct tui_findings *s)
{
	tui_errand_free(s->errand);
	s->errand = NULL;
	if (s->work) {
		dp_result_done(&s->work->result);
		dp_recipe_free(s->work->recipe);
		dp_recipe_free(s->work->read);
	}
	free(s->work);
	s->work = NULL;
	s->found = NULL;
	free(s->trouble);
	s->trouble = NULL;
	s->stopped = s->stopping = false;
}

/* What is read, and the steps done to it, as the table T (or NULL) is now. */
static void
take_table(struct tui_findings *s, const struct tui_table *t)
{
	struct tui_verifying *w = s->work;

	w->read = tui_name_read(t ? t->name : s->name, &w->what.read);
	s->n_changes = t ? tui_bench_steps(t) : 0;
	s->step = s->n_changes ? dp_bench_current(t->bench.bench) : 0;
	w->recipe = s->n_changes ? tui_changes_recipe(t) : NULL;
	w->what.recipe = w->recipe;
	w->what.by_row = w->recipe && tui_table_made(t);
	tui_findings_log_open(s);
}

/* Reads the file, from its start, with the changes of the table below. */
static int
start(struct tui_app *app, struct tui_findings *s, struct dp_err *err)
{
	struct tui_verifying *w;

	forget(s);
	w = s->work = dp_alloc0(sizeof *w);
	w->what.input = s->path;
	w->what.people = true;
	w->what.keys = KEYS;
	take_table(s, tui_findings_table(app, s));
	(void)snprintf(s->language, sizeof s->language, "%s", dp_language());
	s->errand = tui_errand_start(verify, w, err);
	return s->errand ? 0 : -1;
}

static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	struct tui_findings *s = v->state;

	if (!strcmp(arg, "-"))
		return dp_fail(err, DP_EUSAGE,
			       _("a pipe can be read once only: save the "
				 "table with x, then verify the file."));
	s->name = dp_strdup(dp_str_c(arg));
	s->path = tui_name_path(arg);
	if (!dp_exists(s->path))
		return dp_fail(err, DP_ENOTFOUND, _("there is no file %s."),
			       s->path);
	return start(app, s, err);
}

static void
view_close(struct tui_view *v)
{
	struct tui_findings *s = v->state;

	forget(s);
	tui_findings_log_close(s);
	free(s->path);
	free(s->name);
}

/* The errand is over: its result is the view's. */
static void
take_result(struct tui_app *app, struct tui_findings *s)
{
	struct dp_result *r = &s->work->result;

	tui_errand_free(s->errand);
	s->errand = NULL;
	if (s->now.status != 0) {
		s->trouble = dp_strdup(dp_str_c(s->now.err.msg));
		tui_say_err(app, &s->now.err);
		return;
	}
	s->found = &dp_result_find(r, "findings")->findings;
	s->stopped = dp_result_find(r, "stopped") != NULL;
	if (s->at >= s->found->n)
		s->at = s->place = 0;
	if (s->stopped)
		tui_say(app, "%s",
			_("Stopped: this is what was found so far."));
	else if (s->renewed && s->n_changes == 0)
		tui_say(app, "%s",
			_("These are the findings of the file as it came."));
	else if (s->renewed)
		; /* what made it be read again stays to be read */
	else if (s->n_changes > 0)
		tui_say(app, "%s",
			_("Found after the changes. H goes back to any of "
			  "them: 0 is the file as it came."));
	else if (s->found->n == 0)
		tui_say(app, "%s", _("Nothing was found."));
	else
		tui_say(app, "%s",
			_("Enter goes to the place, e repairs it, N writes "
			  "down what you decide."));
}

static bool
news(struct tui_app *app, struct tui_view *v)
{
	struct tui_findings *s = v->state;
	struct dp_buf b = { 0 };

	if (!s->errand)
		return false;
	tui_errand_hush(s->errand);
	tui_errand_look(s->errand, &s->now);
	if (s->now.over) {
		take_result(app, s);
	} else if (s->now.seconds >= PROGRESS_SECONDS && !s->stopping) {
		tui_findings_progress(s, &b);
		tui_say(app, "%.*s", DP_FMT(dp_buf_view(&b)));
	}
	dp_buf_done(&b);
	return true;
}

static int
descriptor(const struct tui_view *v)
{
	const struct tui_findings *s = v->state;

	return s->errand ? tui_errand_fd(s->errand) : -1;
}

static bool
busy(const struct tui_view *v)
{
	const struct tui_findings *s = v->state;

	return s->errand != NULL;
}

/* What was found is told in the language of the reading: it is read anew. */
static void
settle(struct tui_app *app, struct tui_view *v)
{
	struct tui_findings *s = v->state;
	struct dp_err err = { 0 };

	if (strcmp(s->language, dp_language()) == 0)
		return;
	if (start(app, s, &err) != 0)
		tui_say_err(app, &err);
}

/* Changes may have been made, or taken back: it is read again. */
static void
again(struct tui_app *app, struct tui_view *v)
{
	struct tui_findings *s = v->state;
	const struct tui_table *t = tui_findings_table(app, s);
	size_t n = t ? tui_bench_steps(t) : 0;
	uint32_t step = n ? dp_bench_current(t->bench.bench) : 0;
	struct dp_err err = { 0 };

	if (step == s->step)
		return;
	if (start(app, s, &err) != 0)
		tui_say_err(app, &err);
	s->renewed = true;
}

/* ---- commands ---------------------------------------------------------- */

/* Esc: what runs is stopped first. */
static bool
stop(struct tui_app *app, struct tui_findings *s)
{
	if (!s->errand || s->stopping)
		return false;
	tui_errand_stop(s->errand);
	s->stopping = true;
	tui_say(app, "%s", _("Stopping …"));
	return true;
}

/*
 * The table on top. With changes it is the one below that has them; without,
 * another one, that the sort and the filters of that stay as they are.
 */
static bool
show_table(struct tui_app *app, struct tui_findings *s)
{
	struct tui_table *t = s->n_changes ? tui_findings_table(app, s) : NULL;

	if (!t)
		return tui_push(app, &tui_view_table, s->name);
	/* also where one is still being made */
	if (t->sorted || t->n_filters || tui_work_busy(t))
		tui_table_show(app, t);
	tui_raise(app, &tui_view_table);
	return true;
}

/* Opens the table at the place in focus. */
static void
go_there(struct tui_app *app, struct tui_findings *s)
{
	const struct dp_finding *f = tui_findings_at(s);
	struct tui_place place[DP_SAMPLES];
	size_t n = 0, at = 0;

	if (!f)
		return;
	for (unsigned i = 0; i < f->n_samples; i++) {
		if (!f->sample[i].record)
			continue;
		if (i == s->place)
			at = n;
		place[n].is_row = s->work->what.by_row;
		place[n].record = f->sample[i].record;
		place[n++].line = f->sample[i].line;
	}
	if (n == 0 && !f->column.n)
		tui_say(app, "%s", _("It is about the file as a whole."));
	else if (show_table(app, s))
		tui_table_visit(app, tui_table_top(app), f->column, place, n,
				at);
}

static void
repair(struct tui_app *app, const struct tui_findings *s)
{
	const struct dp_finding *f = tui_findings_at(s);

	if (!f)
		return;
	if (f->repair.n)
		tui_recipe_line(app, s->name, f->repair);
	else
		tui_say(app, "%s",
			_("No step repairs this by itself: ask the producer, "
			  "or change it by hand."));
}

/* The place BY further in the details. */
static void
next_place(struct tui_app *app, struct tui_findings *s, int by)
{
	const struct dp_finding *f = tui_findings_at(s);
	unsigned n = f ? f->n_samples : 0;

	if (n < 2)
		tui_say(app, "%s", _("There is no other place to show."));
	else
		s->place = (s->place + n + (unsigned)by) % n;
}

/* All that is told of the columns, on a screen of its own. */
static void
show_columns(struct tui_app *app, const struct tui_findings *s)
{
	struct dp_buf b = { 0 };

	tui_findings_notes(s, &b);
	if (b.n > 0)
		dp_buf_char(&b, '\n');
	tui_findings_columns(s, &b);
	dp_buf_char(&b, '\0');
	(void)tui_push(app, &tui_view_text, b.p);
	dp_buf_done(&b);
}

/* Where one goes back to the file as it came. */
static void
show_history(struct tui_app *app, const struct tui_findings *s)
{
	if (tui_findings_table(app, s))
		tui_recipe_history(app);
	else
		tui_say(app, "%s",
			_("These are the findings of the file as it came."));
}

static bool
move(struct tui_app *app, struct tui_findings *s, enum tui_command c)
{
	struct tui_rect list, details;
	struct dp_buf b = { 0 };
	size_t was = s->at, n;
	bool moved;

	tui_findings_split(app, s, tui_body(app), &list, &details);
	if (s->details) {
		details = tui_inside(details);
		if (tui_findings_at(s))
			tui_findings_tell(s, tui_findings_at(s), &b);
		n = (size_t)tui_wrap(NULL, details, 0, TUI_TEXT,
				     dp_buf_view(&b));
		dp_buf_done(&b);
		return tui_scroll_move(&s->top, n, details.rows, c);
	}
	moved = tui_list_move(&s->at, s->found ? s->found->n : 0,
			      list.rows > 2 ? list.rows - 2 : 1, c);
	if (s->at != was)
		s->top = s->place = 0;
	return moved;
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	struct tui_findings *s = v->state;

	(void)arg;
	if (c == TUI_BACK || c == TUI_STOP)
		return stop(app, s);
	if (c == TUI_NEXT_PANE || c == TUI_PREVIOUS_PANE) {
		s->details = !s->details;
		return true;
	}
	if (!s->found)
		return false;
	switch (c) {
	case TUI_ENTER:
		go_there(app, s);
		return true;
	case TUI_EDIT:
		repair(app, s);
		return true;
	case TUI_NOTE:
		tui_findings_decide(app, s);
		return true;
	case TUI_NEXT:
	case TUI_PREVIOUS:
		next_place(app, s, c == TUI_NEXT ? 1 : -1);
		return true;
	case TUI_DATA:
		show_columns(app, s);
		return true;
	case TUI_HISTORY:
		show_history(app, s);
		return true;
	default:
		return move(app, s, c);
	}
}

static void
click(struct tui_app *app, struct tui_view *v, uint16_t target)
{
	struct tui_findings *s = v->state;

	(void)app;
	s->at = target - 1u;
	s->top = s->place = 0;
	s->details = false;
}

/* ---- the first line and the key bar ------------------------------------ */

static void
about(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct tui_findings *s = v->state;

	(void)app;
	tui_name_say(s->path, tui_name_from(s->name), out);
}

static void
remark(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct tui_findings *s = v->state;

	tui_changes_remark(app, s->n_changes, out);
	if (!s->found || (s->n_changes && tui_layout(app) >= TUI_SINGLE))
		return;
	dp_buf_c(out, s->n_changes ? " | " : "");
	tui_findings_count(s, out);
}

static const char *
call(const struct tui_view *v, enum tui_command c)
{
	(void)v;
	if (c == TUI_ENTER)
		/* TRANSLATORS: key bar: go to the place; 12 columns at most */
		return C_("key bar", "Place");
	if (c == TUI_EDIT)
		/* TRANSLATORS: key bar; 12 columns at most */
		return C_("key bar", "Repair");
	if (c == TUI_NOTE)
		/* TRANSLATORS: key bar; 12 columns at most */
		return C_("key bar", "Decide");
	if (c == TUI_DATA)
		return _(tui_command_info(TUI_COLUMNS)->title);
	return NULL;
}

static const enum tui_command serves[] = {
	TUI_ENTER,    TUI_EDIT,          TUI_NOTE,    TUI_NEXT,
	TUI_DATA,     TUI_SAY,           TUI_WHY,     TUI_NEXT_PANE,
	TUI_PREVIOUS, TUI_PREVIOUS_PANE, TUI_MOVES,   TUI_BACK,
	TUI_STOP,     TUI_LANGUAGE,      TUI_HISTORY, TUI_NOTHING
};

const struct tui_view_class tui_view_findings = {
	.name = "findings",
	.title = N_("Findings"),
	.serves = serves,
	.state_bytes = sizeof(struct tui_findings),
	.open = view_open,
	.close = view_close,
	.again = again,
	.settle = settle,
	.command = command,
	.call = call,
	.click = click,
	.draw = tui_findings_draw,
	.remark = remark,
	.about = about,
	.say = tui_findings_say,
	.descriptor = descriptor,
	.news = news,
	.busy = busy,
};

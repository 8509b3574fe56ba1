/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Home: the seven steps, the practice data, the files opened last. Nothing
 * is read here that takes time: no catalogue, no table.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/list.h"
#include "tui/steps.h"
#include "tui/view_home.h"

/* What may have changed since: the project's files, the recent ones. */
static void
look(struct tui_app *app, struct tui_home *s)
{
	struct dp_err err = { 0 };

	tui_progress_done(&s->progress);
	tui_home_recent_done(s);
	free(s->trouble);
	s->trouble = NULL;
	if (tui_progress_read(&s->progress, NULL, &err) != 0)
		s->trouble = dp_strdup(dp_str_c(err.msg));
	tui_lessons_read(tui_world(app), &s->glance, &s->progress);
	tui_home_recent_read(app, s);
}

/* The focus on the step to go on with. */
static void
go_to_next(struct tui_home *s)
{
	if (s->progress.next < DP_STEPS)
		s->at[TUI_HOME_STEPS] = s->progress.next;
}

static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	struct tui_home *s = v->state;

	(void)arg;
	(void)err;
	look(app, s);
	tui_practice_read(&s->practice, tui_world(app)->data_folder);
	s->n[TUI_HOME_STEPS] = DP_STEPS;
	s->n[TUI_HOME_PRACTICE] = s->practice.n;
	go_to_next(s);
	s->fresh = !s->glance.begun &&
		   !tui_recent_known(tui_world(app)->state_folder);
	return 0;
}

bool
tui_home_is_fresh(const struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);
	const struct tui_home *s = v ? v->state : NULL;

	return s && v->class == &tui_view_home && s->fresh;
}

void
tui_home_resume(const struct tui_app *app, struct dp_buf *out)
{
	const struct tui_view *v = tui_top(app);
	const struct tui_home *s = v->state;
	struct dp_buf next = { 0 };

	if (v->class != &tui_view_home || !s->progress.lessons ||
	    s->pane != TUI_HOME_STEPS ||
	    s->at[TUI_HOME_STEPS] != s->progress.next)
		return;
	tui_lessons_next(&s->glance, &next);
	if (next.n > 0)
		dp_buf_format(out, _("Enter resumes %.*s."),
			      DP_FMT(dp_buf_view(&next)));
	dp_buf_done(&next);
}

static void
again(struct tui_app *app, struct tui_view *v)
{
	struct tui_home *s = v->state;
	struct dp_buf b = { 0 };

	look(app, s);
	if (s->progress.lessons)
		go_to_next(s);
	tui_home_resume(app, &b);
	tui_say(app, "%.*s", DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
}

static void
view_close(struct tui_view *v)
{
	struct tui_home *s = v->state;

	tui_progress_done(&s->progress);
	dp_learn_glance_done(&s->glance);
	tui_home_recent_done(s);
	tui_practice_done(&s->practice);
	free(s->trouble);
}

/* ---- commands --------------------------------------------------------- */

static void
enter(struct tui_app *app, struct tui_home *s)
{
	size_t i = s->at[s->pane];
	char step[2] = { (char)('1' + i), '\0' };
	char *path;

	if (s->n[s->pane] == 0) {
		tui_say(app, _("There is nothing here yet: o opens a file."));
		return;
	}
	if (s->pane == TUI_HOME_STEPS) {
		if (s->progress.project || s->trouble ||
		    !tui_lessons_open(app, &s->glance, i))
			(void)tui_push(app, &tui_view_project, step);
		return;
	}
	if (s->pane == TUI_HOME_PRACTICE) {
		tui_practice_open(app, &s->practice, i);
		return;
	}
	path = tui_home_recent_name(s, i);
	(void)tui_open_file(app, path);
	free(path);
}

/* Verifies the file in focus; false when it is none. */
static bool
verify(struct tui_app *app, const struct tui_home *s)
{
	size_t i = s->at[s->pane];
	char *path = NULL;
	bool opened;

	if (i >= s->n[s->pane])
		return false;
	if (s->pane == TUI_HOME_PRACTICE &&
	    tui_practice_is_table(&s->practice, i))
		path = dp_strdup(dp_str_c(s->practice.path[i]));
	else if (s->pane == TUI_HOME_RECENT)
		path = tui_home_recent_name(s, i);
	if (!path)
		return false;
	opened = tui_push(app, &tui_view_findings, path);
	free(path);
	return opened;
}

static void
change_pane(struct tui_home *s, size_t by)
{
	s->pane = (enum tui_home_pane)((s->pane + by) % TUI_HOME_PANES);
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	struct tui_home *s = v->state;

	(void)arg;
	if (s->fresh) {
		s->fresh = false;
		if (c == TUI_ENTER)
			tui_do(app, TUI_TOUR, arg);
		if (c == TUI_ENTER || c == TUI_DOWN || c == TUI_UP)
			return true;
	}
	switch (c) {
	case TUI_ENTER:
		enter(app, s);
		return true;
	case TUI_NEXT_PANE:
	case TUI_RIGHT:
		change_pane(s, 1);
		return true;
	case TUI_PREVIOUS_PANE:
	case TUI_LEFT:
		change_pane(s, TUI_HOME_PANES - 1);
		return true;
	case TUI_GOTO:
		tui_lessons_ask(app);
		return true;
	case TUI_FINDINGS:
		return verify(app, s);
	default:
		if (c == TUI_STEP_4 && verify(app, s))
			return true;
		if (c >= TUI_STEP_1 && c <= TUI_STEP_7)
			return !s->progress.project && !s->trouble &&
			       tui_lessons_open(app, &s->glance,
						(size_t)(c - TUI_STEP_1));
		return tui_list_move(&s->at[s->pane], s->n[s->pane], 5, c);
	}
}

static void
click(struct tui_app *app, struct tui_view *v, uint16_t target)
{
	struct tui_home *s = v->state;

	(void)app;
	s->fresh = false;
	if (target >= TUI_HOME_TARGET_RECENT) {
		s->pane = TUI_HOME_RECENT;
		s->at[TUI_HOME_RECENT] = target - TUI_HOME_TARGET_RECENT;
	} else if (target >= TUI_HOME_TARGET_PRACTICE) {
		s->pane = TUI_HOME_PRACTICE;
		s->at[TUI_HOME_PRACTICE] = target - TUI_HOME_TARGET_PRACTICE;
	} else {
		s->pane = TUI_HOME_STEPS;
		s->at[TUI_HOME_STEPS] = target - 1u;
	}
}

/* ---- in sentences ----------------------------------------------------- */

static void
say(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct tui_home *s = v->state;

	(void)app;
	dp_buf_c(out, _("Home."));
	dp_buf_c(out, " ");
	tui_steps_remark(&s->progress, out);
	dp_buf_char(out, '\n');
	for (size_t i = 0; i < DP_STEPS; i++)
		dp_buf_format(out, "%zu %s. %s\n", i + 1,
			      _(dp_step_info(i)->title), tui_steps_question(i));
	dp_buf_char(out, '\n');
	dp_buf_c(out, _("Practice data"));
	dp_buf_char(out, '\n');
	for (size_t i = 0; i < s->n[TUI_HOME_PRACTICE]; i++) {
		dp_buf_c(out, "  ");
		tui_practice_say(&s->practice, i, out);
		dp_buf_char(out, '\n');
	}
	dp_buf_c(out, _("Recent files"));
	dp_buf_char(out, '\n');
	tui_home_recent_say(s, out);
}

static const char *
call(const struct tui_view *v, enum tui_command c)
{
	const struct tui_home *s = v->state;

	if (c == TUI_ENTER && s->fresh)
		return _(tui_command_info(TUI_TOUR)->title);
	if (c == TUI_GOTO)
		/* TRANSLATORS: key bar; 12 columns at most */
		return C_("key bar", "Lessons");
	if (c == TUI_ENTER && s->progress.lessons &&
	    s->pane == TUI_HOME_STEPS && s->glance.begun &&
	    s->at[TUI_HOME_STEPS] == s->progress.next)
		/* TRANSLATORS: key bar, of Enter; 12 columns at most */
		return C_("key bar", "Resume");
	return NULL;
}

static const enum tui_command serves[] = {
	TUI_ENTER,    TUI_NEXT_PANE, TUI_STEP_1,        TUI_STEP_2,
	TUI_STEP_3,   TUI_STEP_4,    TUI_STEP_5,        TUI_STEP_6,
	TUI_STEP_7,   TUI_TOUR,      TUI_OPEN,          TUI_GOTO,
	TUI_LANGUAGE, TUI_WHY,       TUI_PREVIOUS_PANE, TUI_FINDINGS,
	TUI_LEFT,     TUI_RIGHT,     TUI_SAY,           TUI_MOVES,
	TUI_NOTHING
};

const struct tui_view_class tui_view_home = {
	.name = "home",
	.title = N_("Start"),
	.serves = serves,
	.state_bytes = sizeof(struct tui_home),
	.open = view_open,
	.close = view_close,
	.again = again,
	.command = command,
	.click = click,
	.call = call,
	.draw = tui_home_draw,
	.say = say,
};

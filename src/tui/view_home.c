/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Home: the seven steps, the practice data, the files opened last. Nothing
 * is read here that takes time: no catalogue, no table.
 */
#include <stdlib.h>
#include <time.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/lessons.h"
#include "tui/list.h"
#include "tui/practice.h"
#include "tui/recent.h"
#include "tui/steps.h"

enum pane { STEPS, PRACTICE, RECENT, PANES };

/* Targets: a step is I + 1, the others start here. */
#define TARGET_PRACTICE 100u
#define TARGET_RECENT 200u

#define STEPS_ROWS 11 /* the box of the steps, with its words */
#define DAY_SECONDS 86400

struct state {
	struct tui_progress progress;
	struct dp_learn_glance glance; /* of the lessons */
	struct tui_recent recent;
	struct tui_practice practice;
	size_t at[PANES], n[PANES];
	enum pane pane;
	bool fresh;    /* the first time: > is at the tour */
	char *trouble; /* why the project here cannot be read, or NULL */
};

/* What may have changed since: the project's files, the recent ones. */
static void
look(struct tui_app *app, struct state *s)
{
	struct dp_err err = { 0 };

	tui_progress_done(&s->progress);
	tui_recent_done(&s->recent);
	free(s->trouble);
	s->trouble = NULL;
	if (tui_progress_read(&s->progress, NULL, &err) != 0)
		s->trouble = dp_strdup(dp_str_c(err.msg));
	tui_lessons_read(tui_world(app), &s->glance, &s->progress);
	tui_recent_read(tui_world(app)->state_folder, &s->recent);
	s->n[RECENT] = s->recent.n;
}

/* The focus on the step to go on with. */
static void
go_to_next(struct state *s)
{
	if (s->progress.next < DP_STEPS)
		s->at[STEPS] = s->progress.next;
}

static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	struct state *s = v->state;

	(void)arg;
	(void)err;
	look(app, s);
	tui_practice_read(&s->practice, tui_world(app)->data_folder);
	s->n[STEPS] = DP_STEPS;
	s->n[PRACTICE] = s->practice.n;
	go_to_next(s);
	s->fresh = !s->glance.begun &&
		   !tui_recent_known(tui_world(app)->state_folder);
	return 0;
}

bool
tui_home_is_fresh(const struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);
	const struct state *s = v ? v->state : NULL;

	return s && v->class == &tui_view_home && s->fresh;
}

void
tui_home_resume(const struct tui_app *app, struct dp_buf *out)
{
	const struct tui_view *v = tui_top(app);
	const struct state *s = v->state;
	struct dp_buf next = { 0 };

	if (v->class != &tui_view_home || !s->progress.lessons ||
	    s->pane != STEPS || s->at[STEPS] != s->progress.next)
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
	struct state *s = v->state;
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
	struct state *s = v->state;

	tui_progress_done(&s->progress);
	dp_learn_glance_done(&s->glance);
	tui_recent_done(&s->recent);
	tui_practice_done(&s->practice);
	free(s->trouble);
}

/* ---- commands --------------------------------------------------------- */

static void
enter(struct tui_app *app, struct state *s)
{
	size_t i = s->at[s->pane];
	char step[2] = { (char)('1' + i), '\0' };
	char *path;

	if (s->n[s->pane] == 0) {
		tui_say(app, _("There is nothing here yet: o opens a file."));
		return;
	}
	if (s->pane == STEPS) {
		if (s->progress.project || s->trouble ||
		    !tui_lessons_open(app, &s->glance, i))
			(void)tui_push(app, &tui_view_project, step);
		return;
	}
	if (s->pane == PRACTICE) {
		tui_practice_open(app, &s->practice, i);
		return;
	}
	path = dp_strdup(s->recent.path[i]);
	(void)tui_open_file(app, path);
	free(path);
}

static void
change_pane(struct state *s, size_t by)
{
	s->pane = (enum pane)((s->pane + by) % PANES);
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	struct state *s = v->state;

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
		change_pane(s, PANES - 1);
		return true;
	case TUI_GOTO:
		tui_lessons_ask(app);
		return true;
	default:
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
	struct state *s = v->state;

	(void)app;
	s->fresh = false;
	if (target >= TARGET_RECENT) {
		s->pane = RECENT;
		s->at[RECENT] = target - TARGET_RECENT;
	} else if (target >= TARGET_PRACTICE) {
		s->pane = PRACTICE;
		s->at[PRACTICE] = target - TARGET_PRACTICE;
	} else {
		s->pane = STEPS;
		s->at[STEPS] = target - 1u;
	}
}

/* ---- drawing ---------------------------------------------------------- */

static void
draw_steps(const struct state *s, struct tui_grid *g, struct tui_rect area,
	   int spacing)
{
	struct tui_rect in = tui_inside(area), rest = in;
	struct dp_buf remark = { 0 };
	int used = DP_STEPS * spacing - (spacing - 1) + 1;

	tui_steps_remark(&s->progress, &remark);
	dp_buf_char(&remark, '\0');
	tui_box(g, area, _("The seven steps"), remark.p);
	dp_buf_done(&remark);
	tui_steps_draw(g, in, &s->progress, s->at[STEPS],
		       s->pane == STEPS && !s->fresh, spacing);
	rest.row += used;
	rest.rows -= used;
	if (s->fresh)
		tui_steps_tour(g, in, rest);
	else if (rest.rows > 0)
		(void)tui_wrap(g, rest, 0, TUI_TEXT,
			       dp_str_c(s->trouble ?
						s->trouble :
						_("Start anywhere. Nothing "
						  "here changes the files "
						  "you open.")));
}

/* One line of a list: > name, and what is said of it at the right. */
static void
draw_item(struct tui_grid *g, struct tui_rect line, dp_str name,
	  const char *note, bool focus, size_t target)
{
	int right = note ? tui_cols(g, dp_str_c(note)) : 0;

	if (right > line.cols / 2)
		right = line.cols / 2;
	(void)tui_put_c(g, line.row, line.col, 1, TUI_TEXT, focus ? ">" : " ");
	(void)tui_put(g, line.row, line.col + 2, line.cols - 3 - right,
		      TUI_TEXT, name);
	if (note)
		(void)tui_put_right(g, line.row, line.col, line.cols, TUI_QUIET,
				    dp_str_c(note));
	if (focus) {
		tui_role(g, line, TUI_FOCUS);
		tui_cursor(g, line.row, line.col);
	}
	tui_target(g, line, (uint16_t)target);
}

/* Line I of a list of N in IN, AT in sight; rows -1: out of sight. */
static struct tui_rect
line_of(struct tui_rect in, size_t i, size_t at, size_t n)
{
	size_t top = tui_list_top(at, n, in.rows);
	struct tui_rect line = { in.row + (int)(i - top), in.col, 1, in.cols };

	if (i < top || (int)(i - top) >= in.rows)
		line.rows = -1;
	return line;
}

static void
draw_practice(const struct state *s, struct tui_grid *g, struct tui_rect area)
{
	struct tui_rect in = tui_inside(area);

	tui_box(g, area, _("Practice data"), NULL);
	in.rows -= in.rows > 3 ? 2 : 0;
	for (size_t i = 0; i < s->n[PRACTICE]; i++) {
		struct tui_rect line = line_of(in, i, s->at[PRACTICE],
					       s->n[PRACTICE]);
		struct dp_buf size = { 0 };

		tui_practice_note(&s->practice, i, &size);
		dp_buf_char(&size, '\0');
		if (line.rows > 0)
			draw_item(g, line,
				  dp_str_c(tui_practice_title(&s->practice, i)),
				  size.p,
				  s->pane == PRACTICE && s->at[PRACTICE] == i,
				  TARGET_PRACTICE + i);
		dp_buf_done(&size);
	}
	if (in.rows > 1)
		(void)tui_put_c(g, area.row + area.rows - 2, in.col, in.cols,
				TUI_TEXT, _("o opens a file of your own"));
}

/* How long ago WHEN was, in days. */
static void
say_age(int64_t now, int64_t when, struct dp_buf *out)
{
	int64_t days = now / DAY_SECONDS - when / DAY_SECONDS;

	if (days <= 0)
		dp_buf_c(out, _("today"));
	else if (days == 1)
		dp_buf_c(out, _("yesterday"));
	else
		dp_buf_format(out,
			      P_("%llu day ago", "%llu days ago",
				 (unsigned long)days),
			      (unsigned long long)days);
}

static void
draw_recent(const struct tui_app *app, const struct state *s,
	    struct tui_grid *g, struct tui_rect area)
{
	struct tui_rect in = tui_inside(area);

	tui_box(g, area, _("Recent files"), NULL);
	if (s->n[RECENT] == 0) {
		bool here = s->pane == RECENT;

		(void)tui_put_c(g, in.row, in.col, 1, TUI_TEXT,
				here ? ">" : " ");
		in.col += 2;
		in.cols -= 2;
		(void)tui_wrap(g, in, 0, TUI_QUIET,
			       dp_str_c(_("The files you open are listed "
					  "here.")));
		if (here)
			tui_cursor(g, in.row, in.col - 2);
	}
	for (size_t i = 0; i < s->n[RECENT]; i++) {
		struct tui_rect line = line_of(in, i, s->at[RECENT],
					       s->n[RECENT]);
		char *path = dp_strdup(s->recent.path[i]);
		struct dp_buf age = { 0 };

		say_age(tui_now(app), s->recent.when[i], &age);
		dp_buf_char(&age, '\0');
		if (line.rows > 0)
			draw_item(g, line, dp_str_c(dp_path_base(path)), age.p,
				  s->pane == RECENT && s->at[RECENT] == i,
				  TARGET_RECENT + i);
		dp_buf_done(&age);
		free(path);
	}
}

/* What the step in focus is about, beside the steps. */
static void
draw_step(const struct state *s, struct tui_grid *g, struct tui_rect area)
{
	const struct dp_step_info *step = dp_step_info(s->at[STEPS]);
	struct tui_rect in = tui_inside(area);
	struct dp_buf b = { 0 };

	tui_box(g, area, _(step->title), NULL);
	tui_steps_explain(s->at[STEPS], &b);
	(void)tui_wrap(g, in, 0, TUI_TEXT, dp_buf_view(&b));
	dp_buf_done(&b);
}

/* Narrow: one pane at a time, Tab goes on. */
static void
draw_single(const struct tui_app *app, const struct state *s,
	    struct tui_grid *g, struct tui_rect area)
{
	if (s->pane == STEPS)
		draw_steps(s, g, area, 1);
	else if (s->pane == PRACTICE)
		draw_practice(s, g, area);
	else
		draw_recent(app, s, g, area);
}

static void
draw_pair(const struct tui_app *app, const struct state *s, struct tui_grid *g,
	  struct tui_rect area)
{
	struct tui_rect left = area, right = area;

	left.cols = area.cols * 11 / 20;
	right.col += left.cols;
	right.cols -= left.cols;
	draw_practice(s, g, left);
	draw_recent(app, s, g, right);
}

static void
draw(const struct tui_app *app, const struct tui_view *v, struct tui_grid *g,
     struct tui_rect area)
{
	const struct state *s = v->state;
	struct tui_rect top = area, low = area, side = area;
	bool roomy = area.rows >= 28;

	if (tui_layout(app) >= TUI_SINGLE || area.rows < STEPS_ROWS + 4) {
		draw_single(app, s, g, area);
		return;
	}
	top.rows = roomy ? STEPS_ROWS + 7 : STEPS_ROWS;
	low.row += top.rows;
	low.rows -= top.rows;
	if (tui_layout(app) == TUI_WIDE) {
		top.cols = area.cols * 5 / 8;
		side.col += top.cols;
		side.cols -= top.cols;
		side.rows = top.rows;
		draw_step(s, g, side);
	}
	draw_steps(s, g, top, roomy ? 2 : 1);
	draw_pair(app, s, g, low);
}

/* ---- in sentences ----------------------------------------------------- */

static void
say(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct state *s = v->state;

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
	for (size_t i = 0; i < s->n[PRACTICE]; i++) {
		dp_buf_c(out, "  ");
		tui_practice_say(&s->practice, i, out);
		dp_buf_char(out, '\n');
	}
	dp_buf_c(out, _("Recent files"));
	dp_buf_char(out, '\n');
	for (size_t i = 0; i < s->n[RECENT]; i++)
		dp_buf_format(out, "  %.*s\n", DP_FMT(s->recent.path[i]));
}

static const char *
call(const struct tui_view *v, enum tui_command c)
{
	const struct state *s = v->state;

	if (c == TUI_ENTER && s->fresh)
		return _(tui_command_info(TUI_TOUR)->title);
	if (c == TUI_GOTO)
		/* TRANSLATORS: key bar; 12 columns at most */
		return C_("key bar", "Lessons");
	if (c == TUI_ENTER && s->progress.lessons && s->pane == STEPS &&
	    s->glance.begun && s->at[STEPS] == s->progress.next)
		/* TRANSLATORS: key bar, of Enter; 12 columns at most */
		return C_("key bar", "Resume");
	return NULL;
}

static const enum tui_command serves[] = {
	TUI_ENTER,  TUI_NEXT_PANE, TUI_STEP_1,   TUI_STEP_2, TUI_STEP_3,
	TUI_STEP_4, TUI_STEP_5,    TUI_STEP_6,   TUI_STEP_7, TUI_TOUR,
	TUI_OPEN,   TUI_GOTO,      TUI_LANGUAGE, TUI_WHY,    TUI_PREVIOUS_PANE,
	TUI_LEFT,   TUI_RIGHT,     TUI_SAY,      TUI_MOVES,  TUI_NOTHING
};

const struct tui_view_class tui_view_home = {
	.name = "home",
	.title = N_("Start"),
	.serves = serves,
	.state_bytes = sizeof(struct state),
	.open = view_open,
	.close = view_close,
	.again = again,
	.command = command,
	.click = click,
	.call = call,
	.draw = draw,
	.say = say,
};

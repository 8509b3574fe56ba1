/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A project by its seven steps: the list, and beside or below it what the
 * step in focus is for and what the project has of it. Without a project the
 * steps are explained all the same.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/list.h"
#include "tui/project_tell.h"
#include "tui/steps.h"
#include "tui/view.h"

struct state {
	struct tui_progress progress;
	size_t at;
	size_t top;    /* of the details, in lines */
	bool details;  /* they have the focus, not the list */
	char *trouble; /* why the project here cannot be read, or NULL */
};

/* ARG: the number of a step and, behind a colon, the project's folder. */
static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	struct state *s = v->state;
	const char *folder = arg ? strchr(arg, ':') : NULL;

	(void)app;
	if (arg && *arg >= '1' && *arg <= '7')
		s->at = (size_t)(*arg - '1');
	if (tui_progress_read(&s->progress, folder ? folder + 1 : NULL, err) !=
	    0)
		s->trouble = dp_strdup(dp_str_c(err->msg));
	return 0;
}

static void
view_close(struct tui_view *v)
{
	struct state *s = v->state;

	tui_progress_done(&s->progress);
	free(s->trouble);
}

/* The details: of a project that cannot be read, why. */
static void
tell(const struct state *s, struct dp_buf *out)
{
	if (s->trouble)
		dp_buf_format(out, "! %s\n\n", s->trouble);
	tui_project_tell(&s->progress, s->at, out);
}

/* ---- layout ----------------------------------------------------------- */

/* The boxes of the list and of the details; one is empty when alone. */
static void
split(const struct tui_app *app, const struct state *s, struct tui_rect area,
      struct tui_rect *list, struct tui_rect *details)
{
	*list = *details = area;
	if (tui_layout(app) == TUI_WIDE) {
		list->cols = area.cols / 2;
		details->col += list->cols;
		details->cols -= list->cols;
	} else if (area.rows >= DP_STEPS + 2 + 7) {
		list->rows = DP_STEPS + 2;
		details->row += list->rows;
		details->rows -= list->rows;
	} else if (s->details) {
		list->rows = 0;
	} else {
		details->rows = 0;
	}
}

/* How many lines the details have, ROWS of which are in sight. */
static size_t
detail_lines(const struct tui_app *app, const struct state *s, int *rows)
{
	struct tui_rect list, details, in;
	struct dp_buf b = { 0 };
	size_t n;

	split(app, s, tui_body(app), &list, &details);
	in = tui_inside(details);
	tell(s, &b);
	n = (size_t)tui_wrap(NULL, in, 0, TUI_TEXT, dp_buf_view(&b));
	dp_buf_done(&b);
	*rows = in.rows;
	return n;
}

/* ---- commands --------------------------------------------------------- */

static bool
move(struct tui_app *app, struct state *s, enum tui_command c)
{
	size_t n, was = s->at;
	bool moved;
	int rows;

	n = detail_lines(app, s, &rows);
	if (s->details || c == TUI_PAGE_UP || c == TUI_PAGE_DOWN)
		return tui_scroll_move(&s->top, n, rows, c);
	moved = tui_list_move(&s->at, DP_STEPS, DP_STEPS, c);
	if (s->at != was)
		s->top = 0;
	return moved;
}

/*
 * Hands the file of the project's FOLDER to OPEN, or asks which of them;
 * false when there is none.
 */
static bool
take_file(struct tui_app *app, const struct state *s, const char *folder,
	  const struct tui_ask *ask,
	  bool (*open)(struct tui_app *app, const char *path))
{
	struct dp_buf names = { 0 };
	dp_str rest, first;
	char *name, *path;
	size_t n = 0;

	if (s->progress.project)
		n = tui_progress_files(&s->progress, folder, "", &names);
	rest = dp_buf_view(&names);
	first = dp_str_cut(&rest, '\n');
	name = n == 1 ? dp_strdup(first) : dp_format("%s/", folder);
	if (n > 0) {
		path = dp_path_join(s->progress.folder, name);
		if (n == 1)
			(void)open(app, path);
		else
			tui_ask(app, ask, path);
		free(path);
	}
	free(name);
	dp_buf_done(&names);
	return n > 0;
}

static bool
verify(struct tui_app *app, const char *path)
{
	return tui_push(app, &tui_view_findings, path);
}

/* The table that was cleaned, or that was got: a chart is of a column. */
static bool
open_table(struct tui_app *app, const struct state *s)
{
	if (!take_file(app, s, "clean", &tui_ask_file, tui_open_file) &&
	    !take_file(app, s, DP_PROJECT_RAW, &tui_ask_file, tui_open_file))
		return false;
	tui_say(app, "%s", _("Go to a column of the table and press G."));
	return true;
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	struct state *s = v->state;

	(void)arg;
	switch (c) {
	case TUI_NEXT_PANE:
	case TUI_PREVIOUS_PANE:
	case TUI_LEFT:
	case TUI_RIGHT:
		s->details = !s->details;
		return true;
	case TUI_ENTER:
		s->details = true;
		tui_say(app, _("The arrows move in the text now; Tab goes back "
			       "to the steps."));
		return true;
	case TUI_FINDINGS:
		return take_file(app, s, DP_PROJECT_RAW, &tui_ask_verify,
				 verify);
	case TUI_CHART:
		return open_table(app, s);
	default:
		break;
	}
	if (c >= TUI_STEP_1 && c <= TUI_STEP_7) {
		s->at = (size_t)(c - TUI_STEP_1);
		s->top = 0;
		s->details = false;
		return true;
	}
	return move(app, s, c);
}

static void
click(struct tui_app *app, struct tui_view *v, uint16_t target)
{
	struct state *s = v->state;

	(void)app;
	s->at = target - 1u;
	s->top = 0;
	s->details = false;
}

/* ---- drawing ---------------------------------------------------------- */

static void
draw_details(const struct state *s, struct tui_grid *g, struct tui_rect area)
{
	struct tui_rect in = tui_inside(area);
	struct dp_buf b = { 0 }, title = { 0 };
	char remark[64] = "";
	size_t n, top = s->top, rows = in.rows > 0 ? (size_t)in.rows : 1;

	dp_buf_format(&title, "%zu %s", s->at + 1,
		      _(dp_step_info(s->at)->title));
	dp_buf_char(&title, '\0');
	tell(s, &b);
	n = (size_t)tui_wrap(NULL, in, 0, TUI_TEXT, dp_buf_view(&b));
	if (top + rows > n)
		top = n > rows ? n - rows : 0;
	if (n > rows)
		(void)snprintf(remark, sizeof remark, _("line %zu of %zu"),
			       top + rows, n);
	tui_box(g, area, title.p, remark);
	(void)tui_wrap(g, in, (int)top, TUI_TEXT, dp_buf_view(&b));
	if (s->details) {
		(void)tui_put_c(g, in.row, in.col - 1, 1, TUI_FOCUS, ">");
		tui_cursor(g, in.row, in.col);
	}
	dp_buf_done(&b);
	dp_buf_done(&title);
}

static void
draw(const struct tui_app *app, const struct tui_view *v, struct tui_grid *g,
     struct tui_rect area)
{
	const struct state *s = v->state;
	struct tui_rect list, details;
	struct dp_buf remark = { 0 };

	split(app, s, area, &list, &details);
	if (list.rows > 0) {
		tui_steps_remark(&s->progress, &remark);
		dp_buf_char(&remark, '\0');
		tui_box(g, list, _("The seven steps"), remark.p);
		dp_buf_done(&remark);
		tui_steps_draw(g, tui_inside(list), &s->progress, s->at,
			       !s->details, list.rows > 24 ? 2 : 1);
	}
	if (details.rows > 0)
		draw_details(s, g, details);
}

static void
about(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct state *s = v->state;

	(void)app;
	if (!s->progress.project)
		return;
	if (s->progress.project->title.n)
		dp_buf_str(out, s->progress.project->title);
	else if (strcmp(s->progress.folder, ".") != 0)
		dp_buf_c(out, dp_path_base(s->progress.folder));
}

static void
say(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct state *s = v->state;

	(void)app;
	dp_buf_format(out, _("Step %zu of %d: %s."), s->at + 1, DP_STEPS,
		      _(dp_step_info(s->at)->title));
	dp_buf_c(out, "\n\n");
	tell(s, out);
}

static const enum tui_command serves[] = {
	TUI_ENTER,  TUI_NEXT_PANE, TUI_FINDINGS, TUI_STEP_1,
	TUI_STEP_2, TUI_STEP_3,    TUI_STEP_4,   TUI_STEP_5,
	TUI_STEP_6, TUI_STEP_7,    TUI_SAY,      TUI_CHART,
	TUI_WHY,    TUI_OPEN,      TUI_LANGUAGE, TUI_PREVIOUS_PANE,
	TUI_LEFT,   TUI_RIGHT,     TUI_MOVES,    TUI_NOTHING
};

const struct tui_view_class tui_view_project = {
	.name = "project",
	.title = N_("Steps"),
	.serves = serves,
	.state_bytes = sizeof(struct state),
	.open = view_open,
	.close = view_close,
	.command = command,
	.click = click,
	.draw = draw,
	.about = about,
	.say = say,
};

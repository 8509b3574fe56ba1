/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pipe that has not said enough yet to be a table: keys are served
 * meanwhile. The table takes the place of this view.
 */
#include <dpipe/pages.h>

#include "base/i18n.h"
#include "tui/inner.h"

struct dp_pages *
tui_take_piped(struct tui_app *app)
{
	struct dp_pages *p = app->piped;

	app->piped = NULL;
	return p;
}

struct state {
	struct dp_opening *opening; /* of the world around */
};

static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	struct state *s = v->state;

	(void)arg;
	(void)err;
	s->opening = tui_world(app)->piped;
	return 0;
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	(void)v;
	(void)arg;
	if (c != TUI_BACK && c != TUI_STOP)
		return false;
	tui_pop(app);
	tui_say(app, _("The pipe is not waited for any more."));
	return true;
}

static int
descriptor(const struct tui_view *v)
{
	const struct state *s = v->state;

	return dp_opening_fd(s->opening);
}

static bool
news(struct tui_app *app, struct tui_view *v)
{
	const struct state *s = v->state;
	struct dp_err err = { 0 };
	int status = dp_opening_take(s->opening, &app->piped, &err);

	if (status == 0)
		return false;
	tui_pop(app);
	if (status < 0)
		tui_say_err(app, &err);
	else
		(void)tui_push(app, &tui_view_table, "-");
	dp_pages_close(tui_take_piped(app));
	tui_settle(app);
	return true;
}

static bool
busy(const struct tui_view *v)
{
	(void)v;
	return true;
}

static void
draw(const struct tui_app *app, const struct tui_view *v, struct tui_grid *g,
     struct tui_rect area)
{
	struct tui_rect in = tui_inside(area);

	(void)app;
	(void)v;
	tui_box(g, area, C_("title", "standard input"), NULL);
	(void)tui_wrap(g, in, 0, TUI_TEXT,
		       dp_str_c(_("Waiting for the first rows of the pipe … "
				  "Esc stops waiting.")));
	tui_cursor(g, in.row, in.col);
}

static const enum tui_command serves[] = { TUI_BACK, TUI_STOP, TUI_NOTHING };

const struct tui_view_class tui_view_pipe = {
	.name = "pipe",
	.title = N_("Table"),
	.serves = serves,
	.state_bytes = sizeof(struct state),
	.open = view_open,
	.command = command,
	.draw = draw,
	.descriptor = descriptor,
	.news = news,
	.busy = busy,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text to read: a screen in sentences, an explanation. */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/list.h"
#include "tui/view.h"

struct state {
	char *text;
	size_t top;
};

static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	struct state *s = v->state;

	(void)app;
	(void)err;
	s->text = dp_strdup(dp_str_c(arg ? arg : ""));
	return 0;
}

static void
view_close(struct tui_view *v)
{
	struct state *s = v->state;

	free(s->text);
}

static struct tui_rect
page(struct tui_rect body)
{
	return (struct tui_rect){ body.row + 1, body.col + 2, body.rows - 1,
				  body.cols - 4 };
}

static size_t
lines(const struct state *s, struct tui_rect area)
{
	return (size_t)tui_wrap(NULL, area, 0, TUI_TEXT, dp_str_c(s->text));
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	struct state *s = v->state;
	struct tui_rect area = page(tui_body(app));

	(void)arg;
	return tui_scroll_move(&s->top, lines(s, area), area.rows, c);
}

static void
draw(const struct tui_app *app, const struct tui_view *v, struct tui_grid *g,
     struct tui_rect area)
{
	const struct state *s = v->state;
	struct tui_rect at = page(area);
	size_t n = lines(s, at), top = s->top;

	(void)app;
	if (top + (size_t)at.rows > n)
		top = n > (size_t)at.rows ? n - (size_t)at.rows : 0;
	(void)tui_wrap(g, at, (int)top, TUI_TEXT, dp_str_c(s->text));
	tui_cursor(g, at.row, at.col);
}

static void
remark(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct state *s = v->state;
	struct tui_rect area = page(tui_body(app));
	size_t n = lines(s, area), end = s->top + (size_t)area.rows;

	if (n > (size_t)area.rows)
		dp_buf_format(out, _("line %zu of %zu"), end > n ? n : end, n);
}

static const enum tui_command serves[] = { TUI_MOVES, TUI_NOTHING };

const struct tui_view_class tui_view_text = {
	.name = "text",
	.title = N_("Text"),
	.serves = serves,
	.state_bytes = sizeof(struct state),
	.open = view_open,
	.close = view_close,
	.command = command,
	.draw = draw,
	.remark = remark,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help for the screen below: its commands, each with key and sentence. Enter
 * runs the one in focus there.
 */
#include "base/i18n.h"
#include "tui/list.h"
#include "tui/view.h"

#define KEY_COLS 12
#define TITLE_COLS 14

struct state {
	enum tui_command command[TUI_COMMANDS];
	size_t n, at;
};

static void
add(struct state *s, enum tui_command c)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->command[i] == c)
			return;
	s->command[s->n++] = c;
}

static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	struct state *s = v->state;
	const struct tui_view *below = tui_top(app);

	(void)arg;
	(void)err;
	for (const enum tui_command *c = tui_commands(below); c && *c; c++) {
		add(s, *c);
		/* the key bar names the first for all */
		for (int n = TUI_STEP_2; *c == TUI_STEP_1 && n <= TUI_STEP_7;
		     n++)
			add(s, (enum tui_command)n);
	}
	for (int c = 1; c < TUI_COMMANDS; c++)
		if (tui_serves(below, (enum tui_command)c))
			add(s, (enum tui_command)c);
	return 0;
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	struct state *s = v->state;
	enum tui_command chosen = s->command[s->at];

	if (c != TUI_ENTER)
		return tui_list_move(&s->at, s->n, tui_body(app).rows - 3, c);
	(void)arg;
	tui_pop(app);
	tui_app_key(app, tui_command_info(chosen)->key);
	return true;
}

static void
click(struct tui_app *app, struct tui_view *v, uint16_t target)
{
	struct state *s = v->state;

	(void)app;
	s->at = target - 1u;
}

/* As the key bar of the screen below calls C. */
static const char *
title_of(const struct tui_app *app, enum tui_command c)
{
	const struct tui_view *below = tui_below(app);
	const char *called = below && below->class->call ?
				     below->class->call(below, c) :
				     NULL;

	return called ? called : _(tui_command_info(c)->title);
}

static void
draw_command(const struct tui_app *app, const struct state *s,
	     struct tui_grid *g, struct tui_rect line, size_t i)
{
	const struct tui_command_info *t = tui_command_info(s->command[i]);
	bool focus = i == s->at;
	int col = line.col + 2, room = line.cols - 2;
	struct dp_buf key = { 0 };

	tui_key_name(t->key, &key);
	(void)tui_put_c(g, line.row, line.col, 1, TUI_TEXT, focus ? ">" : " ");
	(void)tui_put(g, line.row, col, KEY_COLS - 1, TUI_KEY,
		      dp_buf_view(&key));
	(void)tui_put_c(g, line.row, col + KEY_COLS, TITLE_COLS - 1, TUI_STRONG,
			title_of(app, s->command[i]));
	(void)tui_put_c(g, line.row, col + KEY_COLS + TITLE_COLS,
			room - KEY_COLS - TITLE_COLS, TUI_TEXT, _(t->help));
	if (focus) {
		tui_role(g, line, TUI_FOCUS);
		tui_cursor(g, line.row, line.col);
	}
	tui_target(g, line, (uint16_t)(i + 1));
	dp_buf_done(&key);
}

static void
draw(const struct tui_app *app, const struct tui_view *v, struct tui_grid *g,
     struct tui_rect area)
{
	const struct state *s = v->state;
	struct tui_rect in = tui_inside(area);
	const struct tui_command_info *t = tui_command_info(s->command[s->at]);
	struct tui_rect words = in;
	size_t top;
	char remark[64];

	(void)snprintf(remark, sizeof remark, _("%zu of %zu"), s->at + 1, s->n);
	tui_box(g, area, _("What can be done there"), remark);
	/* the sentence in focus, whole: narrow screens cut it in the list */
	words.rows = tui_wrap(NULL, in, 0, TUI_TEXT, dp_str_c(_(t->help)));
	in.rows -= words.rows + 1;
	words.row = in.row + in.rows + 1;
	tui_rule(g, words.row - 1, area.col + 1, area.cols - 2, NULL, NULL);
	(void)tui_wrap(g, words, 0, TUI_STRONG, dp_str_c(_(t->help)));
	top = tui_list_top(s->at, s->n, in.rows);
	for (size_t i = top; i < s->n && (int)(i - top) < in.rows; i++) {
		struct tui_rect line = { in.row + (int)(i - top), in.col, 1,
					 in.cols };

		draw_command(app, s, g, line, i);
	}
}

static void
about(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct tui_view *below = tui_below(app);

	(void)v;
	if (below)
		dp_buf_c(out, _(below->class->title));
}

static void
say(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct state *s = v->state;

	(void)app;
	for (size_t i = 0; i < s->n; i++) {
		const struct tui_command_info *t =
			tui_command_info(s->command[i]);

		tui_key_name(t->key, out);
		dp_buf_format(out, ": %s\n", _(t->help));
	}
}

static const enum tui_command serves[] = { TUI_ENTER, TUI_SAY, TUI_MOVES,
					   TUI_NOTHING };

const struct tui_view_class tui_view_help = {
	.name = "help",
	.title = N_("Help"),
	.serves = serves,
	.state_bytes = sizeof(struct state),
	.open = view_open,
	.command = command,
	.click = click,
	.draw = draw,
	.about = about,
	.say = say,
};

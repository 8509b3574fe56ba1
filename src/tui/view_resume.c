/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work of an earlier time on the table below: go on with it, start again, or
 * look at it first. Going back decides nothing.
 */
#include "base/i18n.h"
#include "tui/list.h"
#include "tui/view_table_bench.h"

enum { CONTINUE, START_AGAIN, SHOW, CHOICES };

/* TRANSLATORS: what becomes of earlier work; 60 columns at most */
static const char *const choices[CHOICES] = {
	N_("Continue: the table as you left it"),
	N_("Start again: the earlier work is put aside, not lost"),
	N_("Show: what was done"),
};

struct state {
	struct tui_table *t;
	size_t at;
};

static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	struct state *s = v->state;

	(void)arg;
	s->t = tui_table_uppermost(app);
	if (!s->t)
		return dp_fail(err, DP_EUSAGE, _("open a table first."));
	return 0;
}

/* What is known of the work, in sentences. */
static void
tell(const struct tui_table *t, struct dp_buf *out)
{
	const struct dp_bench *b = t->bench.bench;
	struct dp_bench_step s = { .line = { NULL, 0 } };
	size_t n = b ? dp_bench_count(b) - 1 : 0;

	dp_buf_format(out, _("There is work of an earlier time on %s."),
		      dp_path_base(t->path));
	dp_buf_char(out, ' ');
	if (!b) {
		dp_buf_format(out, _("It does not fit the file: %s"),
			      t->bench.trouble);
		return;
	}
	dp_bench_look(b, dp_bench_current(b), &s);
	dp_buf_format(out, P_("%zu step.", "%zu steps.", n), n);
	if (s.line.p)
		dp_buf_format(out, _(" You were behind: %.*s"), DP_FMT(s.line));
	if (dp_bench_changed(b)) {
		dp_buf_char(out, ' ');
		dp_buf_c(out, _("The file has changed since then; the steps "
				"are done anew on what it is now."));
	}
}

static void
show(struct tui_app *app, const struct tui_table *t)
{
	const struct dp_bench *b = t->bench.bench;
	struct dp_buf out = { 0 };

	tell(t, &out);
	dp_buf_c(&out, "\n\n");
	if (b)
		dp_bench_recipe(b, dp_bench_current(b), &out);
	dp_buf_char(&out, '\0');
	(void)tui_push(app, &tui_view_text, out.p);
	dp_buf_done(&out);
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	struct state *s = v->state;

	(void)arg;
	if (c != TUI_ENTER)
		return tui_list_move(&s->at, CHOICES, CHOICES, c);
	if (s->at == CONTINUE)
		tui_bench_continue(app, s->t);
	else if (s->at == START_AGAIN)
		tui_bench_start_again(app, s->t);
	else
		show(app, s->t);
	return true;
}

static void
click(struct tui_app *app, struct tui_view *v, uint16_t target)
{
	struct state *s = v->state;

	(void)app;
	s->at = target - 1u;
}

static void
draw(const struct tui_app *app, const struct tui_view *v, struct tui_grid *g,
     struct tui_rect area)
{
	const struct state *s = v->state;
	struct tui_rect in = tui_inside(area);
	struct dp_buf b = { 0 };

	(void)app;
	tui_box(g, area, _("Earlier work"), NULL);
	tell(s->t, &b);
	in.row += tui_wrap(g, in, 0, TUI_TEXT, dp_buf_view(&b)) + 1;
	dp_buf_done(&b);
	for (size_t i = 0; i < CHOICES; i++, in.row++) {
		struct tui_rect line = { in.row, in.col, 1, in.cols };

		(void)tui_put_c(g, in.row, in.col, 1, TUI_TEXT,
				i == s->at ? ">" : " ");
		(void)tui_put_c(g, in.row, in.col + 2, in.cols - 2, TUI_TEXT,
				_(choices[i]));
		tui_target(g, line, (uint16_t)(i + 1));
		if (i != s->at)
			continue;
		tui_role(g, line, TUI_FOCUS);
		tui_cursor(g, in.row, in.col);
	}
}

static void
say(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct state *s = v->state;

	(void)app;
	tell(s->t, out);
	dp_buf_char(out, '\n');
	for (size_t i = 0; i < CHOICES; i++)
		dp_buf_format(out, "  %s\n", _(choices[i]));
}

static const enum tui_command serves[] = { TUI_ENTER, TUI_BACK, TUI_SAY,
					   TUI_MOVES, TUI_NOTHING };

static const char *
call(const struct tui_view *v, enum tui_command c)
{
	(void)v;
	/* TRANSLATORS: in the key bar, behind Enter; 12 columns */
	return c == TUI_ENTER ? C_("key bar", "Choose") : NULL;
}

const struct tui_view_class tui_view_resume = {
	.name = "resume",
	.title = N_("Earlier work"),
	.serves = serves,
	.state_bytes = sizeof(struct state),
	.open = view_open,
	.command = command,
	.call = call,
	.click = click,
	.draw = draw,
	.say = say,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of a lesson: the task, what of it is reached, and what was
 * answered last. Written anew each time, so it is in the language of now.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/view_lesson.h"

#define MARK_COLS 4

/* ---- writing ---------------------------------------------------------- */

static struct tui_paragraph *
add(struct tui_page *p, enum tui_role role, const char *mark, dp_str text)
{
	struct tui_paragraph *one;

	dp_grow(&p->at, &p->cap, p->n, sizeof *p->at);
	one = &p->at[p->n++];
	*one = (struct tui_paragraph){ .role = role };
	one->indent_cols = mark ? MARK_COLS : 0;
	one->mark = dp_keep(&p->text, dp_str_c(mark ? mark : ""));
	one->text = dp_keep(&p->text, text);
	return one;
}

static void
blank(struct tui_page *p)
{
	if (p->n > 0 && p->at[p->n - 1].text.n > 0)
		(void)add(p, TUI_TEXT, NULL, DP_S(""));
}

static void
add_choice(struct tui_page *p, const struct dp_say *say, bool here)
{
	char mark[32];

	(void)snprintf(mark, sizeof mark, "%s%zu", here ? "> " : "  ",
		       say->number);
	add(p, here ? TUI_FOCUS : TUI_TEXT, mark, say->text)->choice =
		say->number;
}

static void
add_route(struct tui_page *p, const struct dp_say *say)
{
	char mark[32] = "";

	if (say->number)
		(void)snprintf(mark, sizeof mark, "%zu", say->number);
	(void)add(p, TUI_KEY, mark, say->text);
}

/* What the session says of where one is: lesson, task, question. */
static void
add_task(const struct tui_lesson *s, const struct dp_learn_at *at,
	 struct tui_page *p)
{
	bool chooses = at->task && at->task->kind == DP_TASK_QUIZ &&
		       !at->complete;
	struct dp_says says = { 0 };

	dp_learn_start(s->learn, &says);
	for (size_t i = 1; i < says.n; i++) {
		const struct dp_say *say = &says.at[i];

		switch (say->kind) {
		case DP_SAY_TITLE:
			blank(p);
			(void)add(p, TUI_STRONG, NULL, say->text);
			break;
		case DP_SAY_CHOICE:
			add_choice(p, say,
				   chooses && say->number == s->choice + 1);
			break;
		case DP_SAY_PROGRESS:
		case DP_SAY_OFFER:
			(void)add(p, TUI_QUIET, NULL, say->text);
			break;
		default:
			(void)add(p, TUI_TEXT, NULL, say->text);
			break;
		}
	}
	dp_says_done(&says);
}

/* Does an earlier check say the same, as of a file that is not there yet? */
static bool
is_said(const struct dp_verdicts *v, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (v->at[k].holds == v->at[i].holds &&
		    dp_str_eq(v->at[k].sentence, v->at[i].sentence))
			return true;
	return false;
}

/* What was to stay as it was is no news as long as it does. */
static void
add_checks(const struct tui_lesson *s, struct tui_page *p)
{
	if (s->checks.n == 0)
		return;
	blank(p);
	(void)add(p, TUI_STRONG, NULL, dp_str_c(_("Reached so far")));
	for (size_t i = 0; i < s->checks.n; i++) {
		const struct dp_verdict *v = &s->checks.at[i];

		if ((v->guards && v->holds) || is_said(&s->checks, i))
			continue;
		(void)add(p, v->holds ? TUI_GOOD : TUI_TEXT,
			  v->holds ? "[x]" : "[ ]", v->sentence);
	}
}

static void
add_said(struct tui_page *p, const struct dp_say *say)
{
	switch (say->kind) {
	case DP_SAY_FAIL:
	case DP_SAY_ERROR:
		(void)add(p, TUI_DOUBT, "!", say->text);
		break;
	case DP_SAY_PASS:
	case DP_SAY_DONE:
		(void)add(p, TUI_GOOD, "+", say->text);
		break;
	case DP_SAY_CHOICE:
		add_choice(p, say, false);
		break;
	case DP_SAY_ROUTE:
		add_route(p, say);
		break;
	case DP_SAY_PROGRESS:
	case DP_SAY_OFFER:
		(void)add(p, TUI_QUIET, NULL, say->text);
		break;
	case DP_SAY_TITLE:
	case DP_SAY_ASK: /* the task stands above */
	case DP_SAY_OUTPUT:
	case DP_SAY_LANGUAGE:
		break;
	case DP_SAY_TEXT:
	case DP_SAY_HINT:
		(void)add(p, TUI_TEXT, NULL, say->text);
		break;
	}
}

void
tui_lesson_page(const struct tui_lesson *s, struct tui_page *p)
{
	struct dp_learn_at at;
	size_t before;

	dp_learn_at(s->learn, &at);
	add_task(s, &at, p);
	add_checks(s, p);
	blank(p);
	before = p->answer = p->n;
	for (size_t i = 0; i < s->says.n; i++)
		add_said(p, &s->says.at[i]);
	if (p->n == before && p->n > 0 && p->at[p->n - 1].text.n == 0)
		p->n--;
}

void
tui_page_done(struct tui_page *p)
{
	free(p->at);
	dp_arena_done(&p->text);
	memset(p, 0, sizeof *p);
}

/* ---- drawing ---------------------------------------------------------- */

static int
draw_paragraph(const struct tui_paragraph *p, struct tui_grid *g,
	       struct tui_rect area, int skip)
{
	struct tui_rect in = area;

	in.col += p->indent_cols;
	in.cols -= p->indent_cols;
	if (g && skip == 0 && area.rows > 0) {
		(void)tui_put(g, area.row, area.col, p->indent_cols - 1,
			      p->role, p->mark);
		if (p->choice && p->role == TUI_FOCUS)
			tui_cursor(g, area.row, area.col);
	}
	if (p->text.n == 0)
		return 1;
	return tui_wrap(g, in, skip, p->role, p->text);
}

size_t
tui_page_draw(const struct tui_page *p, struct tui_grid *g,
	      struct tui_rect area, size_t top, size_t paragraph, size_t *line)
{
	size_t at = 0, rows = area.rows > 0 ? (size_t)area.rows : 0;

	for (size_t i = 0; i < p->n; i++) {
		size_t skip = at < top ? top - at : 0;
		size_t from = at + skip - top;
		struct tui_rect in = area;
		bool seen = g && from < rows;
		int n;

		if (line && i == paragraph)
			*line = at;
		in.row += seen ? (int)from : 0;
		in.rows = seen ? area.rows - (int)from : 0;
		n = draw_paragraph(&p->at[i], seen ? g : NULL, in, (int)skip);
		if (seen && p->at[i].choice && (size_t)n > skip) {
			in.rows = n - (int)skip < in.rows ? n - (int)skip :
							    in.rows;
			tui_target(g, in,
				   (uint16_t)(TUI_TARGET_TEXT +
					      p->at[i].choice));
		}
		at += (size_t)n;
	}
	if (line && paragraph >= p->n)
		*line = at;
	return at;
}

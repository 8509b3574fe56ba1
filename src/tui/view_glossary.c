/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of the field, each beside its twin in the other language: what w
 * shows. Rooms in which both are spoken need the pair.
 */
#include <dpipe/step.h>

#include "base/i18n.h"
#include "tui/language.h"
#include "tui/list.h"
#include "tui/view.h"

struct term {
	const char *steps, *name, *meaning;
};

static const struct term terms[] = {
#define TUI_TERM(steps, name, meaning) { steps, name, meaning },
#include "tui/glossary.def"
#undef TUI_TERM
};

#define TERMS (sizeof terms / sizeof terms[0])

struct state {
	size_t at; /* in alphabetical order of the language */
};

/* ---- order ------------------------------------------------------------ */

static bool
is_before(size_t a, size_t b)
{
	struct dp_buf x = { 0 }, y = { 0 };
	bool before;

	dp_fold(dp_str_c(_(terms[a].name)), &x);
	dp_fold(dp_str_c(_(terms[b].name)), &y);
	before = dp_str_cmp(dp_buf_view(&x), dp_buf_view(&y)) < 0;
	dp_buf_done(&x);
	dp_buf_done(&y);
	return before;
}

/* Fills ORDER, TERMS long, in the order of the language now spoken. */
static void
sort(size_t *order)
{
	for (size_t i = 0; i < TERMS; i++) {
		size_t at = i;

		for (; at > 0 && is_before(i, order[at - 1]); at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
}

/* ---- commands --------------------------------------------------------- */

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	struct state *s = v->state;

	(void)arg;
	return tui_list_move(&s->at, TERMS, tui_body(app).rows / 2, c);
}

static void
click(struct tui_app *app, struct tui_view *v, uint16_t target)
{
	struct state *s = v->state;

	(void)app;
	s->at = target - 1u;
}

/* ---- drawing ---------------------------------------------------------- */

static const char *
other_name(const struct term *t)
{
	return tui_language_say(tui_language_other(), t->name);
}

static void
draw_term(struct tui_grid *g, struct tui_rect line, size_t i,
	  const struct term *t, bool focus)
{
	int half = line.cols / 2;

	(void)tui_put_c(g, line.row, line.col, 1, TUI_TEXT, focus ? ">" : " ");
	(void)tui_put_c(g, line.row, line.col + 2, half - 3, TUI_STRONG,
			_(t->name));
	(void)tui_put_c(g, line.row, line.col + half, line.cols - half,
			TUI_TEXT, other_name(t));
	if (focus) {
		tui_role(g, line, TUI_FOCUS);
		tui_cursor(g, line.row, line.col);
	}
	tui_target(g, line, (uint16_t)(i + 1));
}

/* The meaning in both languages, and the steps. */
static void
tell(const struct term *t, struct dp_buf *out)
{
	dp_buf_format(out, "%s\n\n%s: %s\n\n", _(t->meaning), other_name(t),
		      tui_language_say(tui_language_other(), t->meaning));
	dp_buf_c(out, _("You meet it in:"));
	for (const char *p = t->steps; *p; p++)
		dp_buf_format(out, "%s %s", p == t->steps ? "" : ",",
			      _(dp_step_info((size_t)(*p - '1'))->title));
	dp_buf_char(out, '\n');
}

static void
draw(const struct tui_app *app, const struct tui_view *v, struct tui_grid *g,
     struct tui_rect area)
{
	const struct state *s = v->state;
	struct tui_rect list = area, words = area, in;
	size_t order[TERMS], top;
	struct dp_buf b = { 0 };
	int low = area.rows / 2 > 9 ? 9 : area.rows / 2;

	sort(order);
	if (tui_layout(app) == TUI_WIDE) {
		list.cols = area.cols / 2;
		words.col += list.cols;
		words.cols -= list.cols;
	} else {
		list.rows -= low;
		words.row += list.rows;
		words.rows = low;
	}
	tui_box(g, list, _("Words of the field"), NULL);
	in = tui_inside(list);
	top = tui_list_top(s->at, TERMS, in.rows);
	for (size_t i = top; i < TERMS && (int)(i - top) < in.rows; i++)
		draw_term(g,
			  (struct tui_rect){ in.row + (int)(i - top), in.col, 1,
					     in.cols },
			  i, &terms[order[i]], i == s->at);
	tui_box(g, words, _(terms[order[s->at]].name), NULL);
	tell(&terms[order[s->at]], &b);
	(void)tui_wrap(g, tui_inside(words), 0, TUI_TEXT, dp_buf_view(&b));
	dp_buf_done(&b);
}

static void
say(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	size_t order[TERMS];

	(void)app;
	(void)v;
	sort(order);
	for (size_t i = 0; i < TERMS; i++) {
		const struct term *t = &terms[order[i]];

		dp_buf_format(out, "%s (%s): %s\n", _(t->name), other_name(t),
			      _(t->meaning));
	}
}

static const enum tui_command serves[] = { TUI_SAY, TUI_LANGUAGE, TUI_MOVES,
					   TUI_NOTHING };

const struct tui_view_class tui_view_glossary = {
	.name = "glossary",
	.title = N_("Glossary"),
	.serves = serves,
	.state_bytes = sizeof(struct state),
	.command = command,
	.click = click,
	.draw = draw,
	.say = say,
};

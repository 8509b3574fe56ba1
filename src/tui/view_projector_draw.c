/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a room sees: few letters in the middle of a painted screen, lines far
 * from each other where they fit so.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/view_projector.h"

#define MARGIN_COLS 2
#define AROUND_ROWS 5 /* title, rules, keys, bar */
#define MARK_COLS 3

static const struct {
	int cols, rows;
} sizes[TUI_PROJECTOR_SIZES] = { { 64, 18 }, { 52, 15 }, { 40, 12 } };

/* ---- the text ---------------------------------------------------------- */

/* A paragraph behind a mark. */
struct part {
	char mark[8];
	dp_str text;
};

struct text {
	struct part *at;
	size_t n, cap;
	struct dp_arena keep;
};

static void
add(struct text *t, const char *mark, dp_str text)
{
	struct part *p;

	dp_grow(&t->at, &t->cap, t->n, sizeof *t->at);
	p = &t->at[t->n++];
	(void)snprintf(p->mark, sizeof p->mark, "%s", mark);
	p->text = text.n ? dp_keep(&t->keep, text) : text;
}

static void
add_letter(struct text *t, size_t i, dp_str text)
{
	char mark[2] = { (char)('A' + i % 26), '\0' };

	add(t, mark, text);
}

static void
add_answer(const struct dp_lesson *l, const struct dp_task *task,
	   struct text *t)
{
	struct dp_says says = { 0 };

	dp_room_answer(l, task, &says);
	for (size_t i = 0; i < says.n; i++) {
		const struct dp_say *say = &says.at[i];

		/* one way is enough for a wall */
		if (say->kind == DP_SAY_ROUTE && say->number > 1)
			break;
		if (say->kind == DP_SAY_CHOICE)
			add_letter(t, say->number - 1, say->text);
		else
			add(t, say->kind == DP_SAY_ROUTE ? "=>" : "",
			    say->text);
	}
	if (says.n == 0)
		add(t, "",
		    dp_str_c(_("No answer is right or wrong here: let "
			       "the room speak.")));
	add(t, "", dp_said(&task->after));
	dp_says_done(&says);
}

static void
write_text(const struct tui_projector *s, struct text *t)
{
	const struct dp_task *task = tui_projector_task(s);

	add(t, "", dp_said(&task->ask));
	for (size_t i = 0; i < task->n_choices; i++)
		add_letter(t, i,
			   dp_said(&task
					    ->choice[dp_quiz_choice(
						    tui_projector_lesson(s),
						    task, i)]
					    .text));
	add(t, "", DP_S(""));
	if (s->answer)
		add_answer(tui_projector_lesson(s), task, t);
	else
		add(t, "", dp_str_c(_("The answer is hidden: a shows it.")));
}

static void
text_done(struct text *t)
{
	free(t->at);
	dp_arena_done(&t->keep);
}

/* What is in the light. */
struct spot {
	size_t part;         /* SIZE_MAX: there is none */
	struct tui_rect lit; /* rows 0: it is not in sight */
};

/* ROW of AREA is in the light; > stands before the first of them. */
static void
light(struct tui_grid *g, struct spot *s, struct tui_rect area, int row)
{
	if (s->lit.rows == 0) {
		s->lit = (struct tui_rect){ row, area.col - MARGIN_COLS, 0,
					    area.cols + MARGIN_COLS };
		(void)tui_put_c(g, row, s->lit.col, 1, TUI_TEXT, ">");
	}
	s->lit.rows = row - s->lit.row + 1;
}

/* Lines that P takes in AREA. */
static int
lines_of(const struct part *p, struct tui_rect area)
{
	int mark = *p->mark ? MARK_COLS : 0;
	struct tui_rect in = { 0, area.col + mark, 1, area.cols - mark };

	return p->text.n ? tui_wrap(NULL, in, 0, TUI_TEXT, p->text) : 1;
}

/*
 * Draws the lines from TOP on, STEP rows from each other; returns all. SPOT
 * gets where its part is drawn.
 */
static size_t
draw_lines(const struct text *t, struct tui_grid *g, struct tui_rect area,
	   size_t top, int step, struct spot *spot)
{
	size_t line = 0;
	int row = area.row;

	for (size_t i = 0; i < t->n; i++) {
		const struct part *p = &t->at[i];
		int mark = *p->mark ? MARK_COLS : 0;
		struct tui_rect in = { 0, area.col + mark, 1,
				       area.cols - mark };
		int n = lines_of(p, area);

		for (int k = 0; k < n; k++, line++) {
			if (line < top || !g || row >= area.row + area.rows)
				continue;
			in.row = row;
			if (k == 0)
				(void)tui_put_c(g, row, area.col, mark,
						TUI_TEXT, p->mark);
			if (p->text.n)
				(void)tui_wrap(g, in, k, TUI_TEXT, p->text);
			if (spot->part == i)
				light(g, spot, area, row);
			row += step;
		}
	}
	return line;
}

/* ---- places ------------------------------------------------------------ */

/* The part of the screen that is used, in the middle. */
static struct tui_rect
middle(const struct tui_projector *s, struct tui_rect all)
{
	struct tui_rect box = { 0, 0, sizes[s->size].rows,
				sizes[s->size].cols };

	if (box.rows > all.rows)
		box.rows = all.rows;
	if (box.cols > all.cols)
		box.cols = all.cols;
	box.row = all.row + (all.rows - box.rows) / 2;
	box.col = all.col + (all.cols - box.cols) / 2;
	return box;
}

static struct tui_rect
body(struct tui_rect box)
{
	return (struct tui_rect){ box.row + 2, box.col + MARGIN_COLS,
				  box.rows - AROUND_ROWS,
				  box.cols - 2 * MARGIN_COLS };
}

size_t
tui_projector_lines(const struct tui_app *app, const struct tui_projector *s,
		    int *rows)
{
	struct tui_rect all = { 0, 0, app->rows, app->cols };
	struct tui_rect in = body(middle(s, all));
	struct spot none = { .part = SIZE_MAX };
	struct text t = { 0 };
	size_t n;

	write_text(s, &t);
	n = draw_lines(&t, NULL, in, 0, 1, &none);
	text_done(&t);
	*rows = in.rows;
	return n;
}

size_t
tui_projector_parts(const struct tui_projector *s)
{
	struct text t = { 0 };
	size_t n;

	write_text(s, &t);
	n = t.n;
	text_done(&t);
	return n;
}

size_t
tui_projector_answer(const struct tui_projector *s)
{
	/* behind the question, the choices and a blank line */
	return tui_projector_task(s)->n_choices + 2;
}

bool
tui_projector_part(const struct tui_app *app, const struct tui_projector *s,
		   size_t i, size_t *first, size_t *n)
{
	struct tui_rect all = { 0, 0, app->rows, app->cols };
	struct tui_rect in = body(middle(s, all));
	struct text t = { 0 };
	bool holds;

	write_text(s, &t);
	holds = i < t.n && t.at[i].text.n > 0;
	*first = *n = 0;
	for (size_t k = 0; k < i && k < t.n; k++)
		*first += (size_t)lines_of(&t.at[k], in);
	if (holds)
		*n = (size_t)lines_of(&t.at[i], in);
	text_done(&t);
	return holds;
}

/* ---- around ------------------------------------------------------------ */

static void
say_time(const struct tui_app *app, const struct tui_projector *s,
	 struct dp_buf *out)
{
	int64_t left = s->ends_at - tui_now(app);

	if (s->ends_at == 0)
		return;
	if (left <= 0)
		dp_buf_c(out, _("time is up"));
	else
		dp_buf_format(out, _("%d:%02d left"), (int)(left / 60),
			      (int)(left % 60));
}

static void
draw_title(const struct tui_app *app, const struct tui_projector *s,
	   struct tui_grid *g, struct tui_rect box)
{
	const struct dp_lesson *l = tui_projector_lesson(s);
	struct dp_buf title = { 0 }, left = { 0 };
	int at;

	dp_buf_format(&title, "%zu.%zu ", l->step + 1, s->task + 1);
	dp_case_change(dp_said(&l->title), DP_CASE_UPPER, &title);
	say_time(app, s, &left);
	at = tui_put_right(g, box.row, box.col + 1, box.cols - 2, TUI_TEXT,
			   dp_buf_view(&left));
	(void)tui_put(g, box.row, box.col + 1, at - box.col - 2, TUI_TEXT,
		      dp_buf_view(&title));
	dp_buf_done(&title);
	dp_buf_done(&left);
}

static void
say_votes(const struct tui_projector *s, struct dp_buf *out)
{
	if (s->n_votes > 0)
		dp_buf_c(out, _("Room:"));
	for (size_t i = 0; i < s->n_votes; i++)
		dp_buf_format(out, "  %c %lld", s->vote[i].letter,
			      (long long)s->vote[i].n);
}

/* What was answered to the last key, or else the votes and the keys. */
static void
draw_keys(const struct tui_app *app, const struct tui_projector *s,
	  struct tui_grid *g, struct tui_rect line)
{
	struct dp_buf votes = { 0 }, b = { 0 }, keys = { 0 };
	dp_str said = tui_status(app);
	int col = line.col;

	say_votes(s, &votes);
	tui_echo(app, &keys);
	if (keys.n)
		dp_buf_format(&b, _("keys: %.*s"), DP_FMT(dp_buf_view(&keys)));
	if (said.n == 0 && votes.n > 0)
		col += 3 + tui_put(g, line.row, col, line.cols, TUI_TEXT,
				   dp_buf_view(&votes));
	(void)tui_put(g, line.row, col, line.col + line.cols - col, TUI_TEXT,
		      said.n ? said : dp_buf_view(&b));
	dp_buf_done(&votes);
	dp_buf_done(&b);
	dp_buf_done(&keys);
}

/* Where one is in a text that is longer than the wall. */
static void
draw_rule(struct tui_grid *g, struct tui_rect box, size_t end, size_t n)
{
	char remark[64] = "";

	if (n > (size_t)body(box).rows)
		(void)snprintf(remark, sizeof remark, _("line %zu of %zu"),
			       end < n ? end : n, n);
	tui_rule(g, box.row + box.rows - 3, box.col, box.cols, NULL, remark);
}

/* The keys that there are, as far as they fit. */
static void
draw_bar(struct tui_grid *g, struct tui_rect line)
{
	static const enum tui_command shown[] = {
		TUI_PAGE_DOWN, TUI_ANSWER, TUI_SPOTLIGHT, TUI_VOTES,
		TUI_BLANK,     TUI_CLOCK,  TUI_LIGHT,     TUI_HELP,
	};
	int col = line.col;

	for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
		const struct tui_command_info *c = tui_command_info(shown[i]);
		struct dp_buf b = { 0 };
		int cols;

		tui_key_name(c->key, &b);
		/* TRANSLATORS: behind a key: to the next task; 12 columns */
		dp_buf_format(&b, " %s",
			      shown[i] == TUI_PAGE_DOWN ? _("next task") :
							  _(c->title));
		cols = tui_cols(g, dp_buf_view(&b));
		if (col + cols <= line.col + line.cols) {
			(void)tui_put(g, line.row, col, cols, TUI_TEXT,
				      dp_buf_view(&b));
			tui_target(g,
				   (struct tui_rect){ line.row, col, 1, cols },
				   (uint16_t)(TUI_TARGET_COMMAND + shown[i]));
			col += cols + 2;
		}
		dp_buf_done(&b);
	}
}

static void
paint(const struct tui_projector *s, struct tui_grid *g, struct tui_rect area,
      const struct spot *spot)
{
	enum tui_role bright = s->light ? TUI_PAPER : TUI_SLATE;
	enum tui_role dim = s->light ? TUI_PAPER_DIM : TUI_SLATE_DIM;

	tui_role(g, area, s->spot && !s->blank ? dim : bright);
	if (spot->lit.rows > 0)
		tui_role(g, spot->lit, bright);
}

void
tui_projector_draw(const struct tui_app *app, const struct tui_view *v,
		   struct tui_grid *g, struct tui_rect area)
{
	const struct tui_projector *s = v->state;
	struct tui_rect box = middle(s, area), in = body(box);
	struct tui_rect line = { box.row + box.rows - 2, box.col + 1, 1,
				 box.cols - 2 };
	struct spot spot = { .part = s->spot ? s->part : SIZE_MAX };
	struct text t = { 0 };
	size_t n;

	if (!s->blank) {
		write_text(s, &t);
		draw_title(app, s, g, box);
		tui_rule(g, box.row + 1, box.col, box.cols, NULL, NULL);
		n = draw_lines(&t, NULL, in, 0, 1, &spot);
		(void)draw_lines(&t, g, in, s->top,
				 2 * n <= (size_t)in.rows + 1 ? 2 : 1, &spot);
		text_done(&t);
		draw_rule(g, box, s->top + (size_t)in.rows, n);
		draw_keys(app, s, g, line);
		line.row++;
		draw_bar(g, line);
		tui_cursor(g, spot.lit.rows ? spot.lit.row : in.row, in.col);
	}
	paint(s, g, area, &spot);
}

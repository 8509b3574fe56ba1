/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In front of a room: which task is shown, whether its answer is, votes, the
 * clock. Nobody's work is touched: the lesson is read, no session is opened.
 */
#include "tui/view_projector.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "tui/lessons.h"
#include "tui/list.h"
#include "tui/view_lesson.h"

#define CLOCK_MOST_MINUTES 600

static struct tui_projector *
on_top(const struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);

	return v && v->class == &tui_view_projector ? v->state : NULL;
}

const struct dp_lesson *
tui_projector_lesson(const struct tui_projector *s)
{
	return s->all.at[s->lesson];
}

const struct dp_task *
tui_projector_task(const struct tui_projector *s)
{
	return &tui_projector_lesson(s)->task[s->task];
}

/* ---- opening ----------------------------------------------------------- */

/* The lesson called ID, which may be the name of a track: then its first. */
static bool
find_lesson(struct tui_projector *s, dp_str id)
{
	for (size_t i = 0; i < s->all.n; i++) {
		const struct dp_lesson *l = s->all.at[i];

		if (l->n_tasks > 0 &&
		    (dp_str_eq(l->id, id) || dp_str_eq(l->track, id))) {
			s->lesson = i;
			return true;
		}
	}
	return false;
}

/* ARG is ID:TASK, the task counted from 1. */
static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	struct tui_projector *s = v->state;
	dp_str task = dp_str_c(arg), id = dp_str_cut(&task, ':');
	struct dp_err alone = { 0 };
	int64_t number;

	if (dp_lessons_read(tui_world(app)->data_folder, &s->all, err) != 0)
		return -1;
	if (!find_lesson(s, id))
		return dp_fail(err, DP_ENOTFOUND, _("there is no lesson %.*s."),
			       DP_FMT(id));
	if (task.p && dp_str_int(task, &number) && number >= 1 &&
	    (size_t)number <= tui_projector_lesson(s)->n_tasks)
		s->task = (size_t)number - 1;
	/* without notes one can present all the same */
	s->room = dp_room_open(&alone);
	return 0;
}

static void
view_close(struct tui_view *v)
{
	struct tui_projector *s = v->state;

	dp_room_close(s->room);
	dp_lessons_done(&s->all);
}

/* The lesson in hand, where nothing else says which. */
static char *
in_hand(const struct tui_app *app)
{
	struct dp_learn_places places = { .data = tui_world(app)->data_folder };
	const struct tui_lesson *lesson = tui_lesson_top(app);
	struct dp_learn_glance g = { 0 };
	struct dp_err ignored = { 0 };
	struct dp_learn_at at;
	char *arg = NULL;

	if (lesson) {
		dp_learn_at(lesson->learn, &at);
		return dp_format("%.*s:%zu", DP_FMT(at.lesson->id),
				 at.task_number);
	}
	if (dp_learn_glance(&places, TUI_TRACK, &g, &ignored) == 0 && g.begun)
		arg = dp_format("%.*s:%zu", DP_FMT(g.lessons.at[g.lesson]->id),
				g.task + 1);
	dp_learn_glance_done(&g);
	return arg ? arg : dp_strdup(DP_S(TUI_TRACK));
}

void
tui_projector_open(struct tui_app *app, const char *id)
{
	char *arg = *id ? dp_strdup(dp_str_c(id)) : in_hand(app);

	if (tui_push(app, &tui_view_projector, arg))
		tui_say(app, _("Enlarge the letters of the terminal until this "
			       "fills the wall."));
	free(arg);
}

void
tui_projector_ask(struct tui_app *app, dp_str arg)
{
	char *id;

	if (on_top(app)) {
		tui_say(app, _("It is open already. Esc closes it."));
		return;
	}
	id = dp_strdup(arg.p ? arg : DP_S(""));
	tui_projector_open(app, id);
	free(id);
}

/* ---- what is typed ----------------------------------------------------- */

/* Reads "A14 b 3" into V; false where it says something else. */
static bool
read_votes(dp_str text, struct tui_vote *v, size_t *n)
{
	*n = 0;
	for (text = dp_str_strip(text); text.n > 0; text = dp_str_strip(text)) {
		char c = text.p[0];
		size_t digits = 0;

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		text = dp_str_strip(dp_str_from(text, 1));
		while (digits < text.n && text.p[digits] >= '0' &&
		       text.p[digits] <= '9')
			digits++;
		if (c < 'A' || c > 'Z' || *n == TUI_VOTE_LETTERS ||
		    !dp_str_int((dp_str){ text.p, digits }, &v[*n].n))
			return false;
		v[(*n)++].letter = c;
		text = dp_str_from(text, digits);
	}
	return true;
}

/* A letter that was counted before is counted anew. */
static void
take_votes(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_projector *s = on_top(app);
	struct tui_vote vote[TUI_VOTE_LETTERS];
	size_t n;

	(void)choice;
	if (!s)
		return;
	if (!read_votes(text, vote, &n)) {
		tui_say(app, _("Votes are letters and numbers: A14 B3."));
		return;
	}
	for (size_t i = 0; i < n; i++) {
		size_t at = 0;

		while (at < s->n_votes && s->vote[at].letter < vote[i].letter)
			at++;
		if (at < s->n_votes && s->vote[at].letter == vote[i].letter) {
			s->vote[at] = vote[i];
		} else if (s->n_votes < TUI_VOTE_LETTERS) {
			memmove(s->vote + at + 1, s->vote + at,
				(s->n_votes++ - at) * sizeof *s->vote);
			s->vote[at] = vote[i];
		}
	}
	if (n == 0)
		s->n_votes = 0;
}

static void
take_minutes(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_projector *s = on_top(app);
	int64_t minutes = 0;

	(void)choice;
	text = dp_str_strip(text);
	if (!s)
		return;
	if (text.n > 0 && (!dp_str_int(text, &minutes) || minutes < 0 ||
			   minutes > CLOCK_MOST_MINUTES)) {
		tui_say(app, _("The clock takes minutes, up to %d."),
			CLOCK_MOST_MINUTES);
		return;
	}
	s->ends_at = minutes ? tui_now(app) + minutes * 60 : 0;
}

static const struct tui_ask ask_votes = { N_("Votes (A14 B3):"), NULL, NULL,
					  take_votes };
static const struct tui_ask ask_minutes = { N_("Minutes (none: no clock):"),
					    NULL, NULL, take_minutes };

/* ---- commands ---------------------------------------------------------- */

static void
show_task(struct tui_projector *s, size_t lesson, size_t task)
{
	s->lesson = lesson;
	s->task = task;
	s->answer = false;
	s->n_votes = 0;
	s->top = s->part = 0;
}

/* ---- the spotlight ----------------------------------------------------- */

/* All of the part in the light is in sight, or at least its start. */
static void
keep_in_sight(const struct tui_app *app, struct tui_projector *s)
{
	size_t first, n;
	int rows;

	(void)tui_projector_lines(app, s, &rows);
	if (!tui_projector_part(app, s, s->part, &first, &n))
		return;
	if (first + n > s->top + (size_t)rows)
		s->top = first + n - (size_t)rows;
	if (first < s->top)
		s->top = first;
}

/* The next part that holds something, BY 1 or -1 further; else it stays. */
static void
next_part(const struct tui_app *app, struct tui_projector *s, int by)
{
	size_t i = s->part, first, n, parts = tui_projector_parts(s);

	do
		i += (size_t)by;
	while (i < parts && !tui_projector_part(app, s, i, &first, &n));
	if (i < parts)
		s->part = i;
	keep_in_sight(app, s);
}

static void
turn_spotlight(struct tui_app *app, struct tui_projector *s)
{
	s->spot = !s->spot;
	s->part = 0;
	if (!s->spot)
		return;
	keep_in_sight(app, s);
	tui_say(app, "%s", _("Up and down move the light; F puts it out."));
}

static void
next_task(struct tui_app *app, struct tui_projector *s)
{
	size_t next = s->lesson + 1;

	while (next < s->all.n && s->all.at[next]->n_tasks == 0)
		next++;
	if (s->task + 1 < tui_projector_lesson(s)->n_tasks)
		show_task(s, s->lesson, s->task + 1);
	else if (next < s->all.n)
		show_task(s, next, 0);
	else
		tui_say(app, _("This is the last task."));
}

static void
previous_task(struct tui_app *app, struct tui_projector *s)
{
	size_t before = s->lesson;

	while (before > 0 && s->all.at[before - 1]->n_tasks == 0)
		before--;
	if (s->task > 0)
		show_task(s, s->lesson, s->task - 1);
	else if (before > 0)
		show_task(s, before - 1, s->all.at[before - 1]->n_tasks - 1);
	else
		tui_say(app, _("This is the first task."));
}

/* To do it before their eyes; the keys are shown there, too. */
static void
demonstrate(struct tui_app *app, const struct tui_projector *s)
{
	char *id = dp_strdup(tui_projector_lesson(s)->id);

	(void)tui_push(app, &tui_view_lesson, id);
	free(id);
}

static void
resize(struct tui_app *app, struct tui_projector *s, int by)
{
	int size = s->size + by;

	if (size < 0 || size >= TUI_PROJECTOR_SIZES) {
		tui_say(app, "%s",
			by > 0 ? _("The letters are as large as they get.") :
				 _("The letters are as small as they get."));
		return;
	}
	s->size = size;
	s->top = 0;
	tui_say(app, _("Enlarge the letters of the terminal until this fills "
		       "the wall."));
}

static bool
scroll(struct tui_app *app, struct tui_projector *s, enum tui_command c)
{
	int rows;
	size_t n;

	if (s->spot && (c == TUI_UP || c == TUI_DOWN)) {
		next_part(app, s, c == TUI_DOWN ? 1 : -1);
		return true;
	}
	n = tui_projector_lines(app, s, &rows);
	return tui_scroll_move(&s->top, n, rows, c);
}

/* Shows the answer, its start in sight, or hides it again. */
static void
show_answer(const struct tui_app *app, struct tui_projector *s)
{
	bool shown = s->answer;
	size_t before, n;
	int rows;

	s->answer = false;
	before = tui_projector_lines(app, s, &rows) - 1;
	s->answer = !shown;
	n = tui_projector_lines(app, s, &rows);
	s->top = n > (size_t)rows ? n - (size_t)rows : 0;
	if (s->top > before || shown)
		s->top = shown ? 0 : before;
	s->part = shown ? 0 : tui_projector_answer(s);
	if (s->spot)
		keep_in_sight(app, s);
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	struct tui_projector *s = v->state;

	tui_say(app, "%s", "");
	if (s->blank) {
		s->blank = false;
		return true;
	}
	switch (c) {
	case TUI_PAGE_DOWN:
	case TUI_NEXT:
		next_task(app, s);
		return true;
	case TUI_PAGE_UP:
	case TUI_PREVIOUS:
		previous_task(app, s);
		return true;
	case TUI_ANSWER:
		show_answer(app, s);
		return true;
	case TUI_BLANK:
		s->blank = true;
		return true;
	case TUI_LIGHT:
		s->light = !s->light;
		return true;
	case TUI_SPOTLIGHT:
		turn_spotlight(app, s);
		return true;
	case TUI_WIDER:
	case TUI_NARROWER:
		resize(app, s, c == TUI_WIDER ? 1 : -1);
		return true;
	case TUI_ENTER:
		demonstrate(app, s);
		return true;
	case TUI_VOTES:
		if (arg.p && arg.n)
			take_votes(app, arg, arg);
		else
			tui_ask(app, &ask_votes, NULL);
		return true;
	case TUI_CLOCK:
		if (arg.p && arg.n)
			take_minutes(app, arg, arg);
		else
			tui_ask(app, &ask_minutes, NULL);
		return true;
	default:
		return scroll(app, s, c);
	}
}

/* ---- notes that follow ------------------------------------------------- */

static void
settle(struct tui_app *app, struct tui_view *v)
{
	const struct tui_projector *s = v->state;
	struct dp_room_now now = { .task = s->task,
				   .answer = s->answer,
				   .ends_at = s->ends_at };

	(void)app;
	if (!s->room)
		return;
	(void)snprintf(now.lesson, sizeof now.lesson, "%.*s",
		       DP_FMT(tui_projector_lesson(s)->id));
	dp_room_show(s->room, &now);
}

static int
descriptor(const struct tui_view *v)
{
	const struct tui_projector *s = v->state;

	return s->room ? dp_room_fd(s->room) : -1;
}

static bool
news(struct tui_app *app, struct tui_view *v)
{
	const struct tui_projector *s = v->state;

	(void)app;
	dp_room_admit(s->room);
	return false;
}

static bool
ticks(const struct tui_view *v)
{
	const struct tui_projector *s = v->state;

	return s->ends_at != 0;
}

static void
say(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct tui_projector *s = v->state;

	(void)app;
	dp_buf_format(out, _("Task %zu of %zu of the lesson “%.*s”:"),
		      s->task + 1, tui_projector_lesson(s)->n_tasks,
		      DP_FMT(dp_said(&tui_projector_lesson(s)->title)));
	dp_buf_char(out, '\n');
	dp_buf_str(out, dp_said(&tui_projector_task(s)->ask));
}

static const enum tui_command serves[] = {
	TUI_ANSWER, TUI_SPOTLIGHT, TUI_VOTES, TUI_BLANK,  TUI_CLOCK,
	TUI_WIDER,  TUI_NARROWER,  TUI_LIGHT, TUI_ENTER,  TUI_NEXT,
	TUI_SAY,    TUI_PREVIOUS,  TUI_MOVES, TUI_NOTHING
};

const struct tui_view_class tui_view_projector = {
	.name = "projector",
	.title = N_("Projector"),
	.serves = serves,
	.state_bytes = sizeof(struct tui_projector),
	.open = view_open,
	.close = view_close,
	.settle = settle,
	.command = command,
	.draw = tui_projector_draw,
	.say = say,
	.descriptor = descriptor,
	.news = news,
	.ticks = ticks,
	.whole_screen = true,
};

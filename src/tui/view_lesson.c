/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson and the learner's work: keys and lines go to the session, what it
 * answers is shown. Draws and judges nothing itself.
 */
#include "tui/view_lesson.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "tui/language.h"
#include "tui/view_table_side.h"

/* ---- what the session holds ------------------------------------------- */

struct tui_lesson *
tui_lesson_top(const struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);

	return v && v->class == &tui_view_lesson ? v->state : NULL;
}

char *
tui_lesson_table(const struct tui_lesson *s)
{
	struct dp_learn_at at;
	char *name, *path;

	dp_learn_at(s->learn, &at);
	if (!at.lesson->table.p)
		return NULL;
	name = dp_strdup(at.lesson->table);
	path = dp_path_join(at.folder, name);
	free(name);
	return path;
}

/* Without a table, the work is the file of the project. */
static void
read_project(struct tui_lesson *s)
{
	struct dp_learn_at at;
	struct dp_err none = { 0 };
	char *path;

	dp_learn_at(s->learn, &at);
	path = dp_path_join(at.folder, DP_PROJECT_FILE);
	s->project.n = 0;
	if (dp_read_file(path, DP_LESSON_MAX_BYTES, &s->project, &none) != 0)
		s->project.n = 0;
	free(path);
}

/* The table, as its file is now; none when there is no file. */
static void
look_at_table(struct tui_app *app, struct tui_lesson *s)
{
	char *path = tui_lesson_table(s);
	struct tui_table *t = &s->table;
	struct dp_err err = { 0 };
	bool open = t->pages && path && strcmp(path, t->path) == 0;

	if (!open || !dp_exists(path) || !tui_table_refresh(app, t)) {
		tui_table_close(t);
		if (path && dp_exists(path) &&
		    tui_table_open(app, t, path, NULL, &err) != 0)
			tui_say_err(app, &err);
	}
	free(path);
}

/* The table and the checks, as the learner's folder is now. */
static void
look(struct tui_app *app, struct tui_lesson *s)
{
	struct dp_err err = { 0 };

	look_at_table(app, s);
	read_project(s);
	dp_verdicts_done(&s->checks);
	memset(&s->checks, 0, sizeof s->checks);
	if (dp_learn_checks(s->learn, &s->checks, &err) != 0)
		tui_say_err(app, &err);
	(void)snprintf(s->language, sizeof s->language, "%s", dp_language());
}

bool
tui_lesson_works(const struct tui_lesson *s)
{
	return s->table.pages != NULL;
}

/* ---- what is done in the table ----------------------------------------- */

/* The lesson is what is seen: whatever lies on it goes. */
static void
come_back(struct tui_app *app, const struct tui_lesson *s)
{
	while (tui_top(app)->state != s)
		tui_pop(app);
}

static void
apply(struct tui_app *app, void *self, dp_str step)
{
	come_back(app, self);
	tui_lesson_do(app, self, step);
}

static void
walk(struct tui_app *app, void *self, enum tui_command c)
{
	come_back(app, self);
	tui_lesson_walk(app, self, c);
}

static const struct tui_owner owner = { apply, walk, tui_lesson_title,
					tui_lesson_goal };

/* ---- life --------------------------------------------------------------- */

static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	const struct tui_world *w = tui_world(app);
	struct dp_learn_places places = { .data = w->data_folder };
	struct tui_lesson *s = v->state;

	s->work = TUI_PART_TABLE;
	s->table = (struct tui_table){ .owner = &owner,
				       .owner_self = s,
				       .part = true };
	if (!w->front)
		return dp_fail(err, DP_ENOTFOUND,
			       _("there are no lessons "
				 "here."));
	s->learn = dp_learn_open(&places, arg, w->front, err);
	if (!s->learn || dp_learn_told(s->learn, &s->says, err) != 0)
		return -1;
	look(app, s);
	return 0;
}

static void
view_close(struct tui_view *v)
{
	struct tui_lesson *s = v->state;

	dp_learn_close(s->learn);
	dp_says_done(&s->says);
	dp_verdicts_done(&s->checks);
	tui_table_close(&s->table);
	dp_buf_done(&s->output);
	dp_buf_done(&s->project);
	free(s->asked);
}

/* ---- a line, and what is answered ------------------------------------- */

/* The sentence for the status line: what weighs most of what was said. */
static void
say_most(struct tui_app *app, const struct tui_lesson *s)
{
	static const enum dp_say_kind order[] = { DP_SAY_FAIL, DP_SAY_ERROR,
						  DP_SAY_PASS, DP_SAY_DONE,
						  DP_SAY_HINT, DP_SAY_TEXT,
						  DP_SAY_OFFER };
	const struct dp_say *most = NULL;
	struct dp_learn_at at;
	dp_str text;

	for (size_t k = 0; k < sizeof order / sizeof order[0] && !most; k++)
		for (size_t i = 0; i < s->says.n && !most; i++)
			if (s->says.at[i].kind == order[k])
				most = &s->says.at[i];
	if (!most)
		return;
	dp_learn_at(s->learn, &at);
	text = most->text;
	text = dp_str_cut(&text, '\n');
	if (most->kind == DP_SAY_FAIL && at.n_attempts > 0)
		tui_say(app, _("%.*s (attempt %zu, no penalty)"), DP_FMT(text),
			at.n_attempts);
	else
		tui_say(app, "%.*s", DP_FMT(text));
}

/* Puts what a command answered where the work is shown. */
static void
take_output(struct tui_lesson *s, dp_str line)
{
	s->work = TUI_PART_TABLE;
	s->output.n = 0;
	s->output_top = 0;
	for (size_t i = 0; i < s->says.n; i++)
		if (s->says.at[i].kind == DP_SAY_OUTPUT) {
			dp_buf_str(&s->output, s->says.at[i].text);
			dp_buf_char(&s->output, '\n');
			s->work = TUI_PART_ANSWER;
		}
	free(s->asked);
	s->asked = line.n ? dp_strdup(line) : NULL;
	if (s->focus != TUI_PART_TEXT)
		s->focus = s->work;
}

/* A new task was begun: the page shows it, from its start. */
static bool
take_task(struct tui_lesson *s)
{
	size_t i = 0;

	while (i < s->says.n && s->says.at[i].kind != DP_SAY_TITLE)
		i++;
	if (i == s->says.n)
		return false;
	s->says.n = i;
	s->top = s->choice = 0;
	return true;
}

/* What to press: said once, when a task starts. */
void
tui_lesson_say_how(struct tui_app *app, const struct tui_lesson *s)
{
	const char *how =
		tui_lesson_works(s) ?
			_("Tab: do it by keys in the table. Enter: type it as "
			  "a line. h: a hint.") :
			_("Enter opens a line: type there what is to be done. "
			  "h gives a hint.");
	struct dp_learn_at at;
	int rows;

	dp_learn_at(s->learn, &at);
	if (!at.task || at.complete)
		return;
	if (at.task->kind == DP_TASK_QUIZ)
		how = _("Choose with the arrows and Enter, or press a "
			"number.");
	else if (at.task->kind == DP_TASK_PREDICT)
		how = _("Type a number; a wrong one costs nothing.");
	else if (at.task->kind == DP_TASK_REFLECT)
		how = _("Enter opens a line for your words.");
	if (tui_lesson_lines(app, s, &rows) > (size_t)rows)
		tui_say(app, _("n turns the page. %s"), how);
	else
		tui_say(app, "%s", how);
}

static void
take_language(struct tui_app *app, const struct dp_says *says)
{
	for (size_t i = 0; i < says->n; i++)
		if (says->at[i].kind == DP_SAY_LANGUAGE)
			tui_app_run(app, dp_str_is(says->at[i].text, "fr") ?
						 DP_S("language fr") :
						 DP_S("language en"));
}

void
tui_lesson_do(struct tui_app *app, struct tui_lesson *s, dp_str line)
{
	struct dp_err err = { 0 };
	struct dp_buf last = { 0 };
	struct dp_learn_at at;
	bool begun;
	int status;

	dp_says_clear(&s->says);
	status = dp_learn_line(s->learn, line, &s->says, &err);
	if (status == 0) {
		if (s->says.n > 0)
			dp_buf_str(&last, s->says.at[s->says.n - 1].text);
		tui_pop(app);
		tui_say(app, "%.*s", DP_FMT(dp_buf_view(&last)));
		dp_buf_done(&last);
		return;
	}
	tui_say(app, "%s", "");
	take_output(s, line);
	look(app, s);
	dp_learn_at(s->learn, &at);
	begun = take_task(s);
	/* where Enter goes on */
	if (begun || at.complete)
		s->focus = TUI_PART_TEXT;
	if (begun && tui_lesson_works(s))
		tui_side_open(app, &s->table, TUI_SIDE_NONE);
	if (begun)
		tui_lesson_say_how(app, s);
	else
		tui_lesson_show_answer(app, s);
	say_most(app, s);
	take_language(app, &s->says);
	if (status < 0)
		tui_say_err(app, &err);
}

/* ---- the table's own business ------------------------------------------- */

/* Gives the table its place, where it is seen; it fetches its rows. */
static void
place_table(struct tui_app *app, struct tui_lesson *s)
{
	struct tui_table *t = &s->table;
	struct tui_rect text, work;

	if (!tui_lesson_works(s))
		return;
	tui_lesson_areas(app, s, &text, &work);
	t->area = work.rows > 0 ? work : tui_body(app);
	t->away = s->focus != TUI_PART_TABLE;
	/* what lies on the rows has the keys */
	s->covered = tui_layout(app) >= TUI_SINGLE &&
		     (t->side == TUI_SIDE_FACET || t->side == TUI_SIDE_COLUMNS);
	t->side_focus = t->side_focus || s->covered;
	tui_table_settle(app, t);
}

static int
descriptor(const struct tui_view *v)
{
	const struct tui_lesson *s = v->state;

	return tui_lesson_works(s) ? dp_pages_fd(s->table.pages) : -1;
}

static bool
news(struct tui_app *app, struct tui_view *v)
{
	struct tui_lesson *s = v->state;

	tui_table_news(app, &s->table);
	return true;
}

static bool
busy(const struct tui_view *v)
{
	const struct tui_lesson *s = v->state;

	return tui_lesson_works(s) && tui_table_busy(&s->table);
}

static struct tui_table *
table(const struct tui_view *v)
{
	struct tui_lesson *s = v->state;

	return tui_lesson_works(s) ? &s->table : NULL;
}

/* ---- the view ----------------------------------------------------------- */

/* Another language is spoken now: all of it is said anew. */
static void
settle(struct tui_app *app, struct tui_view *v)
{
	struct tui_lesson *s = v->state;
	struct dp_err err = { 0 };

	place_table(app, s);
	if (!s->greeted)
		tui_lesson_say_how(app, s);
	s->greeted = true;
	if (strcmp(s->language, dp_language()) == 0)
		return;
	dp_says_clear(&s->says);
	if (dp_learn_told(s->learn, &s->says, &err) != 0)
		tui_say_err(app, &err);
	look(app, s);
	place_table(app, s);
}

static void
again(struct tui_app *app, struct tui_view *v)
{
	look(app, v->state);
	if (tui_lesson_works(v->state))
		(void)news(app, v);
}

const struct tui_view_class tui_view_lesson = {
	.name = "lesson",
	.title = N_("Lesson"),
	.serves_now = tui_lesson_serves,
	.state_bytes = sizeof(struct tui_lesson),
	.open = view_open,
	.close = view_close,
	.again = again,
	.settle = settle,
	.command = tui_lesson_command,
	.begin = tui_lesson_begin,
	.click = tui_lesson_click,
	.click_again = tui_lesson_click_again,
	.call = tui_lesson_call,
	.draw = tui_lesson_draw,
	.head = tui_lesson_head,
	.remark = tui_lesson_remark,
	.say = tui_lesson_say,
	.descriptor = descriptor,
	.news = news,
	.busy = busy,
	.table = table,
};

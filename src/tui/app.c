/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What reaches the views: keys, clicks, pasted text. How they lie on each
 * other is in app_views.c, what commands do in app_command.c, the line of
 * text in app_line.c, drawing in app_draw.c.
 */
#include "tui/app.h"

#include <stdlib.h>
#include <time.h>

#include "base/i18n.h"
#include "tui/clipboard.h"
#include "tui/inner.h"
#include "tui/lessons.h"
#include "tui/paste.h"
#include "tui/prompt.h"
#include "tui/recent.h"
#include "tui/view_projector.h"

#define WIDE_COLS 110
#define STANDARD_COLS 80
#define STANDARD_ROWS 24
#define COMPACT_COLS 60
#define COMPACT_ROWS 18
#define SINGLE_COLS 40
#define SINGLE_ROWS 12

/* ---- life ------------------------------------------------------------- */

void
tui_settle(struct tui_app *app)
{
	struct tui_view *v = app->n_views ? &app->view[app->n_views - 1] : NULL;

	if (v && v->class->settle && tui_layout(app) != TUI_TOO_SMALL)
		v->class->settle(app, v);
}

static void
welcome_back(struct tui_app *app, const char *other)
{
	struct dp_buf b = { 0 };

	if (tui_top(app))
		tui_home_resume(app, &b);
	if (b.n == 0)
		dp_buf_c(&b, other);
	dp_buf_char(&b, '\0');
	tui_say(app, _("Welcome back. %s"), b.p);
	dp_buf_done(&b);
}

static void
greet(struct tui_app *app)
{
	/* TRANSLATORS: for a reader who does not want your language; in
	 * English: English: press l. */
	const char *other = _("En français : touche l.");

	if (tui_home_is_fresh(app))
		tui_say(app,
			_("Welcome. Enter takes the tour; the arrows look "
			  "around. %s"),
			other);
	else
		welcome_back(app, other);
}

struct tui_app *
tui_app_new(const struct tui_world *w, int rows, int cols)
{
	struct tui_app *app = dp_alloc0(sizeof *app);

	app->world = *w;
	app->rows = rows;
	app->cols = cols;
	app->mark = -1;
	if (!tui_push(app, &tui_view_home, NULL))
		app->over = true;
	greet(app);
	if (w->open)
		(void)tui_open_file(app, w->open);
	if (w->present)
		tui_projector_open(app, w->present);
	tui_settle(app);
	return app;
}

void
tui_app_free(struct tui_app *app)
{
	if (!app)
		return;
	if (app->ask)
		tui_prompt_stop(false);
	while (app->n_views > 0) {
		struct tui_view *v = &app->view[--app->n_views];

		if (v->class->close)
			v->class->close(v);
		free(v->state);
	}
	dp_buf_done(&app->status);
	dp_buf_done(&app->kept);
	dp_buf_done(&app->copied);
	dp_buf_done(&app->pasted);
	free(app->choices.item);
	dp_arena_done(&app->choices.text);
	free(app);
}

void
tui_app_resize(struct tui_app *app, int rows, int cols)
{
	app->rows = rows;
	app->cols = cols;
	tui_settle(app);
}

bool
tui_app_over(const struct tui_app *app)
{
	return app->over;
}

bool
tui_app_wants_repaint(struct tui_app *app)
{
	bool wanted = app->repaint;

	app->repaint = false;
	return wanted;
}

bool
tui_app_mouse(const struct tui_app *app)
{
	return !app->no_mouse;
}

void
tui_app_copied(struct tui_app *app, struct dp_buf *out)
{
	if (app->copied.n > 0)
		tui_copy_sequence(dp_buf_view(&app->copied), out);
	app->copied.n = 0;
}

/* ---- what views ask --------------------------------------------------- */

void
tui_say(struct tui_app *app, const char *fmt, ...)
{
	va_list ap;

	app->status.n = 0;
	va_start(ap, fmt);
	dp_buf_vformat(&app->status, fmt, ap);
	va_end(ap);
}

void
tui_say_err(struct tui_app *app, const struct dp_err *err)
{
	struct dp_cluster first;
	dp_str rest = dp_str_c(err->msg);

	app->status.n = 0;
	/* messages start small, to go behind "dpipe: " */
	if (dp_cluster_next(&rest, &first))
		dp_case_change((dp_str){ err->msg,
					 (size_t)(rest.p - err->msg) },
			       DP_CASE_UPPER, &app->status);
	dp_buf_str(&app->status, rest);
	if (*err->shown)
		dp_buf_format(&app->status, "\n%s", err->shown);
}

const struct tui_world *
tui_world(const struct tui_app *app)
{
	return &app->world;
}

int64_t
tui_now(const struct tui_app *app)
{
	return app->world.now ? app->world.now : (int64_t)time(NULL);
}

enum tui_layout
tui_layout(const struct tui_app *app)
{
	if (app->cols < SINGLE_COLS || app->rows < SINGLE_ROWS)
		return TUI_TOO_SMALL;
	if (app->cols < COMPACT_COLS || app->rows < COMPACT_ROWS)
		return TUI_SINGLE;
	if (app->cols < STANDARD_COLS || app->rows < STANDARD_ROWS)
		return TUI_COMPACT;
	return app->cols < WIDE_COLS ? TUI_STANDARD : TUI_WIDE;
}

dp_str
tui_status(const struct tui_app *app)
{
	dp_str all = dp_buf_view(&app->status);

	return dp_str_cut(&all, '\n');
}

struct tui_rect
tui_body(const struct tui_app *app)
{
	return (struct tui_rect){ 1, 0, app->rows - 4, app->cols };
}

/* ---- keys that a room sees -------------------------------------------- */

static bool
presents(const struct tui_app *app)
{
	for (size_t i = 0; i < app->n_views; i++)
		if (app->view[i].class == &tui_view_projector)
			return true;
	return false;
}

static void
note_key(struct tui_app *app, tui_key key)
{
	if (!presents(app)) {
		app->n_echo = 0;
		return;
	}
	if (app->n_echo == TUI_ECHO)
		memmove(app->echo, app->echo + 1,
			--app->n_echo * sizeof app->echo[0]);
	app->echo[app->n_echo++] = key;
}

void
tui_echo(const struct tui_app *app, struct dp_buf *out)
{
	for (size_t i = 0; i < app->n_echo && presents(app); i++) {
		dp_buf_c(out, i ? "  " : "");
		tui_key_name(app->echo[i], out);
	}
}

/* ---- what comes in ---------------------------------------------------- */

static bool
begins(struct tui_app *app, tui_key key)
{
	struct tui_view *v = &app->view[app->n_views - 1];

	return v->class->begin && v->class->begin(app, v, key);
}

static void
obey(struct tui_app *app, tui_key key, enum tui_command c)
{
	struct dp_buf name = { 0 };

	if (app->ask) {
		tui_line_key(app, key);
	} else if (c != TUI_NOTHING) {
		tui_do(app, c, (dp_str){ NULL, 0 });
	} else if (!begins(app, key)) {
		tui_key_name(key, &name);
		tui_say(app,
			_("The key %.*s does nothing. ? shows the keys of "
			  "this screen."),
			DP_FMT(dp_buf_view(&name)));
		dp_buf_done(&name);
	}
}

static void
take_key(struct tui_app *app, tui_key key)
{
	bool guided = app->tour.on;
	enum tui_command c = tui_command_of_key(key);

	if (key >= TUI_K_ALT && !(app->ask && tui_prompt_takes_alt())) {
		tui_app_key(app, TUI_K_ESC);
		tui_app_key(app, key - TUI_K_ALT);
		return;
	}
	app->clicked = 0;
	if (!app->ask)
		note_key(app, key);
	if (tui_layout(app) == TUI_TOO_SMALL) {
		if (c == TUI_QUIT || c == TUI_STOP)
			app->over = true;
		return;
	}
	if (guided && tui_tour_refuses(app, c))
		return;
	obey(app, key, c);
	if (guided && !app->over)
		tui_tour_did(app, c);
}

void
tui_app_key(struct tui_app *app, tui_key key)
{
	take_key(app, key);
	tui_settle(app);
}

void
tui_app_paste(struct tui_app *app, dp_str text)
{
	if (app->ask)
		tui_line_paste(app, text);
	else if (tui_paste_is_table(text) && tui_layout(app) != TUI_TOO_SMALL)
		tui_paste_offer(app, text);
	else
		tui_say(app, _("Text was pasted: it is not taken for keys. "
			       "Type : or o first to put it in a line."));
	tui_settle(app);
}

static void
click_view(struct tui_app *app, uint16_t target)
{
	struct tui_view *v = &app->view[app->n_views - 1];

	if (app->clicked == target) {
		app->clicked = 0;
		if (v->class->click_again &&
		    v->class->click_again(app, v, target))
			return;
		tui_do(app, TUI_ENTER, (dp_str){ NULL, 0 });
		return;
	}
	app->clicked = target;
	if (v->class->click)
		v->class->click(app, v, target);
}

static void
take_click(struct tui_app *app, uint16_t target)
{
	if (target >= TUI_TARGET_LINE) {
		if (!app->ask)
			tui_do(app, TUI_COMMAND, (dp_str){ NULL, 0 });
	} else if (target >= TUI_TARGET_CHOICE) {
		if (app->ask)
			tui_line_choose(app, target - TUI_TARGET_CHOICE);
	} else if (target >= TUI_TARGET_COMMAND) {
		enum tui_command c =
			(enum tui_command)(target - TUI_TARGET_COMMAND);

		take_key(app, tui_command_info(c)->key);
	} else if (target > 0 && !app->ask) {
		click_view(app, target);
	}
}

void
tui_app_click(struct tui_app *app, int row, int col)
{
	struct tui_grid *g;

	if (row < 0 || row >= app->rows || col < 0 || col >= app->cols)
		return;
	g = tui_app_screen(app, false);
	take_click(app, tui_grid_at(g, row, col)->target);
	tui_grid_free(g);
	tui_settle(app);
}

/* ---- work in the background ------------------------------------------- */

size_t
tui_app_descriptors(const struct tui_app *app, int out[2])
{
	const struct tui_view *v = tui_top(app);
	size_t n = 0;

	if (v && v->class->descriptor &&
	    (out[n] = v->class->descriptor(v)) >= 0)
		n++;
	if (v && v->class->other_descriptor &&
	    (out[n] = v->class->other_descriptor(v)) >= 0)
		n++;
	return n;
}

bool
tui_app_news(struct tui_app *app)
{
	struct tui_view *v = app->n_views ? &app->view[app->n_views - 1] : NULL;

	return v && v->class->news && v->class->news(app, v);
}

bool
tui_app_busy(const struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);

	return v && v->class->busy && v->class->busy(v);
}

bool
tui_app_ticks(const struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);

	return v && v->class->ticks && v->class->ticks(v);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screen around a view: first line, status line, command line with its
 * candidates, key bar. Reads the app and changes nothing in it.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/prompt.h"

#define BAR_ITEM_BYTES 96

/* ---- first line ------------------------------------------------------- */

static const char *
mode(const struct tui_app *app)
{
	if (!app->ask)
		/* TRANSLATORS: mode in which letters are keys; 4 columns */
		return C_("mode", "NAV");
	if (tui_prompt_vi_command())
		return "vi:cmd";
	/* TRANSLATORS: mode in which letters are text; 6 columns at most */
	return C_("mode", "TYPE");
}

static void
draw_head(const struct tui_app *app, const struct tui_view *v,
	  struct tui_grid *g)
{
	struct dp_buf left = { 0 }, right = { 0 };
	int at;

	if (v->class->head) {
		dp_buf_char(&left, ' ');
		v->class->head(app, v, &left);
	} else {
		dp_buf_format(&left, " dpipe > %s", _(v->class->title));
	}
	if (v->class->about) {
		dp_buf_c(&left, "  ");
		v->class->about(app, v, &left);
	}
	tui_tour_remark(app, &right);
	if (v->class->remark && !app->tour.on)
		v->class->remark(app, v, &right);
	if (right.n > 0)
		dp_buf_c(&right, " | ");
	for (const char *p = dp_language(); *p; p++)
		dp_buf_char(&right,
			    (char)(*p >= 'a' && *p <= 'z' ? *p - 32 : *p));
	dp_buf_format(&right, " | %s ", mode(app));
	tui_fill(g, (struct tui_rect){ 0, 0, 1, g->cols }, TUI_HEAD);
	at = tui_put_right(g, 0, g->cols / 3, g->cols - g->cols / 3, TUI_HEAD,
			   dp_buf_view(&right));
	(void)tui_put(g, 0, 0, at - 1, TUI_HEAD, dp_buf_view(&left));
	dp_buf_done(&left);
	dp_buf_done(&right);
}

/* ---- key bar ---------------------------------------------------------- */

/* One of the key bar: " Enter Open it ". */
struct item {
	enum tui_command command;
	char key[BAR_ITEM_BYTES];
	const char *title;
};

static void
make_item(const struct tui_app *app, enum tui_command c, struct item *out)
{
	struct dp_buf b = { 0 };

	out->command = c;
	out->title = _(tui_command_info(c)->title);
	if (c == TUI_STEP_1) {
		/* TRANSLATORS: where your keyboards have other signs on the
		 * keys of 1 to 7, name them: 30 columns at most. */
		dp_buf_c(&b, tui_layout(app) == TUI_WIDE ?
				     C_("wide key bar", "1-7") :
				     "1-7");
		/* TRANSLATORS: in the key bar, behind 1-7; 8 columns */
		out->title = C_("key bar", "Step");
	} else {
		tui_key_name(tui_command_info(c)->key, &b);
	}
	if (tui_top(app)->class->call &&
	    tui_top(app)->class->call(tui_top(app), c))
		out->title = tui_top(app)->class->call(tui_top(app), c);
	if (c == TUI_QUIT && app->n_views > 1)
		out->title = _(tui_command_info(TUI_BACK)->title);
	(void)snprintf(out->key, sizeof out->key, "%.*s",
		       DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
}

static int
item_cols(const struct tui_grid *g, const struct item *i)
{
	return 3 + tui_cols(g, dp_str_c(i->key)) +
	       tui_cols(g, dp_str_c(i->title));
}

static int
draw_item(struct tui_grid *g, int col, const struct item *i)
{
	int row = g->rows - 1, cols = item_cols(g, i);
	int at = col + 1;

	at += tui_put_c(g, row, at, g->cols - at, TUI_KEY, i->key);
	(void)tui_put_c(g, row, at + 1, g->cols - at - 1, TUI_TEXT, i->title);
	tui_target(g, (struct tui_rect){ row, col + 1, 1, cols - 2 },
		   (uint16_t)(TUI_TARGET_COMMAND + i->command));
	return col + cols;
}

/* Help, command and quit always; what the view serves as far as it fits. */
static void
draw_bar(const struct tui_app *app, const struct tui_view *v,
	 struct tui_grid *g)
{
	static const enum tui_command last[] = { TUI_HELP, TUI_COMMAND,
						 TUI_QUIT };
	struct item item;
	int col = 0, room = g->cols;

	for (size_t i = 0; i < 3; i++) {
		make_item(app, last[i], &item);
		room -= item_cols(g, &item);
	}
	for (const enum tui_command *s = tui_commands(v); s && *s; s++) {
		make_item(app, *s, &item);
		/* moving needs no words */
		if (*s <= TUI_LAST || (*s > TUI_STEP_1 && *s <= TUI_STEP_7) ||
		    col + item_cols(g, &item) > room)
			continue;
		col = draw_item(g, col, &item);
	}
	for (size_t i = 0; i < 3; i++) {
		make_item(app, last[i], &item);
		col = draw_item(g, col, &item);
	}
}

/* While something is typed, the bar shows what edits a line. */
static void
draw_typing_bar(struct tui_grid *g)
{
	static const struct {
		tui_key key;
		const char *title;
	} keys[] = {
		{ TUI_K_ENTER, N_("Run it") },   { TUI_K_ESC, N_("Leave") },
		{ TUI_K_TAB, N_("Complete") },   { TUI_K_DOWN, N_("Choose") },
		{ TUI_CTRL('R'), N_("Recall") },
	};
	int col = 0, row = g->rows - 1;

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		struct dp_buf b = { 0 };
		int cols;

		tui_key_name(keys[i].key, &b);
		cols = tui_cols(g, dp_buf_view(&b)) + 3 +
		       tui_cols(g, dp_str_c(_(keys[i].title)));
		if (col + cols <= g->cols) {
			int at = col + 1;

			at += tui_put(g, row, at, g->cols - at, TUI_KEY,
				      dp_buf_view(&b));
			(void)tui_put_c(g, row, at + 1, g->cols - at, TUI_TEXT,
					_(keys[i].title));
			col += cols;
		}
		dp_buf_done(&b);
	}
}

/* ---- command line ----------------------------------------------------- */

/* TEXT moved so that the byte POINT is in sight of COLS columns. */
static dp_str
in_sight(const struct tui_grid *g, dp_str text, size_t point, int cols)
{
	dp_str before = { text.p, point };
	struct dp_cluster c;

	while (tui_cols(g, before) >= cols && before.n > 0) {
		dp_str rest = before;

		(void)dp_cluster_next(&rest, &c);
		text = dp_str_from(text, before.n - rest.n);
		before = rest;
	}
	return text;
}

/* The keys pressed last, for a room. */
static void
draw_echo(const struct tui_app *app, struct tui_grid *g)
{
	struct dp_buf b = { 0 };

	tui_echo(app, &b);
	(void)tui_put_right(g, g->rows - 2, 3, g->cols - 4, TUI_KEY,
			    dp_buf_view(&b));
	dp_buf_done(&b);
}

static void
draw_line(const struct tui_app *app, struct tui_grid *g)
{
	int row = g->rows - 2, col = 1;
	dp_str text, shown;
	size_t point;

	tui_target(g, (struct tui_rect){ row, 0, 1, g->cols }, TUI_TARGET_LINE);
	if (!app->ask) {
		(void)tui_put_c(g, row, col, 1, TUI_QUIET, ":");
		draw_echo(app, g);
		return;
	}
	if (*tui_prompt_label())
		col += tui_put_c(g, row, col, g->cols / 2, TUI_KEY,
				 tui_prompt_label());
	else
		col += tui_put_c(g, row, col, g->cols / 2, TUI_KEY,
				 _(app->ask->label)) +
		       1;
	text = tui_prompt_text();
	point = tui_prompt_point();
	shown = in_sight(g, text, point, g->cols - col - 1);
	(void)tui_put(g, row, col, g->cols - col, TUI_INPUT, shown);
	point -= (size_t)(shown.p - text.p);
	tui_cursor(g, row, col + tui_cols(g, (dp_str){ shown.p, point }));
}

static void
draw_choice(const struct tui_app *app, struct tui_grid *g, size_t i, int row,
	    int text_cols)
{
	const struct tui_choice *c = &app->choices.item[i];
	bool marked = (ptrdiff_t)i == app->mark;
	enum tui_role role = marked ? TUI_FOCUS : TUI_TEXT;
	int room = g->cols - 4, key_cols = 15;

	(void)tui_put_c(g, row, 1, 1, role, marked ? ">" : " ");
	(void)tui_put(g, row, 3, text_cols, role, c->text);
	if (c->key.n == 0)
		key_cols = 0;
	else
		(void)tui_put(g, row, 4 + text_cols, key_cols - 1,
			      marked ? role : TUI_KEY, c->key);
	room -= text_cols + key_cols;
	(void)tui_put(g, row, 4 + text_cols + key_cols, room, role, c->help);
	if (marked)
		tui_role(g, (struct tui_rect){ row, 1, 1, g->cols - 2 },
			 TUI_FOCUS);
	tui_target(g, (struct tui_rect){ row, 0, 1, g->cols },
		   (uint16_t)(TUI_TARGET_CHOICE + i));
}

/*
 * What the status shows, in *ROWS lines: its sentence, and below it the line
 * that is wrong with its ^, where there is room and every sign is as wide as
 * it was meant.
 */
static dp_str
status_text(const struct tui_app *app, const struct tui_grid *g, int *rows)
{
	dp_str all = dp_buf_view(&app->status), rest = all;
	dp_str said = dp_str_cut(&rest, '\n'), line = dp_str_cut(&rest, '\n');
	int most = (g->rows - 4) / 2, cols = tui_cols(g, line);
	struct tui_rect area = { g->rows - 3, 1, 1, g->cols - 2 };

	*rows = tui_wrap(NULL, area, 0, TUI_STRONG, said);
	if (rest.p && *rows + 2 <= most && cols <= area.cols &&
	    tui_cols(g, rest) <= area.cols &&
	    (size_t)cols == dp_shown_cols(line)) {
		*rows += 2;
		return all;
	}
	*rows = *rows > most ? most : *rows;
	return said;
}

/* The candidates, above the status line, the marked one in sight. */
static void
draw_choices(const struct tui_app *app, struct tui_grid *g)
{
	int n = (int)app->choices.n, above, most, cols = 0, first = 0, top;
	char remark[64];

	(void)status_text(app, g, &above);
	above -= above > 0;
	most = (g->rows - 4) / 2 - above;
	if (n == 0 || most < 1)
		return;
	if (most > n)
		most = n;
	if (app->mark >= most)
		first = (int)app->mark - most + 1;
	for (int i = 0; i < n; i++) {
		int c = tui_cols(g, app->choices.item[i].text);

		cols = c > cols ? c : cols;
	}
	if (cols > g->cols / 2)
		cols = g->cols / 2;
	top = g->rows - 3 - above - most;
	tui_fill(g, (struct tui_rect){ top, 0, most, g->cols }, TUI_TEXT);
	(void)snprintf(remark, sizeof remark, _("%td of %d"), app->mark + 1, n);
	tui_rule(g, top - 1, 0, g->cols, _("What can be typed"), remark);
	for (int i = 0; i < most; i++)
		draw_choice(app, g, (size_t)first + (size_t)i, top + i, cols);
}

/* ---- status ----------------------------------------------------------- */

/* On its line; a longer sentence takes lines of the view for a while. */
static void
draw_status(const struct tui_app *app, struct tui_grid *g)
{
	struct tui_rect area = { g->rows - 3, 1, 1, g->cols - 2 };
	int rows;
	dp_str text = status_text(app, g, &rows);

	if (rows > 1) {
		area.row -= rows - 1;
		area.rows = rows;
		tui_fill(g, (struct tui_rect){ area.row, 0, rows, g->cols },
			 TUI_TEXT);
	}
	(void)tui_wrap(g, area, 0, TUI_STRONG, text);
}

/* ---- all -------------------------------------------------------------- */

static void
draw_too_small(const struct tui_app *app, struct tui_grid *g)
{
	struct dp_buf b = { 0 };
	struct tui_rect all = { 0, 0, g->rows, g->cols };

	dp_buf_format(&b,
		      _("The window is too small (%dx%d): enlarge it, or "
			"press q."),
		      app->cols, app->rows);
	(void)tui_wrap(g, all, 0, TUI_STRONG, dp_buf_view(&b));
	dp_buf_done(&b);
}

/* A view without the screen around it, but for what is being typed. */
static void
draw_whole(const struct tui_app *app, const struct tui_view *v,
	   struct tui_grid *g)
{
	struct tui_rect area = { 0, 0, g->rows - (app->ask ? 2 : 0), g->cols };

	v->class->draw(app, v, g, area);
	if (!app->ask)
		return;
	draw_choices(app, g);
	draw_typing_bar(g);
	draw_line(app, g);
}

void
tui_app_draw(const struct tui_app *app, struct tui_grid *g)
{
	const struct tui_view *v = tui_top(app);

	tui_grid_clear(g);
	if (!v)
		return;
	if (tui_layout(app) == TUI_TOO_SMALL) {
		draw_too_small(app, g);
		return;
	}
	if (v->class->whole_screen) {
		draw_whole(app, v, g);
		return;
	}
	draw_head(app, v, g);
	v->class->draw(app, v, g, tui_body(app));
	draw_status(app, g);
	if (app->ask) {
		draw_choices(app, g);
		draw_typing_bar(g);
	} else {
		draw_bar(app, v, g);
	}
	draw_line(app, g);
}

struct tui_grid *
tui_app_screen(const struct tui_app *app, bool ascii)
{
	struct tui_grid *g = tui_grid_new(app->rows, app->cols, ascii);

	tui_app_draw(app, g);
	return g;
}

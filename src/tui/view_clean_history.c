/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history in the workspace: the tree of steps as lines, branches first
 * and set in, so that a step stands below the one it followed.
 */
#include <time.h>

#include "tui/view_clean.h"

#include "base/i18n.h"
#include "tui/list.h"

#define DEPTH_MOST 4
#define VERB_COLS 8
#define TIME_COLS 10
#define COUNT_COLS 15
#define COUNT_NARROW_COLS 12

/* ---- order ------------------------------------------------------------- */

/* The tree while it is put in order. */
struct tree {
	uint32_t n;
	uint32_t *parent;
	bool *on_path;
	/* steps to be added, the next one last */
	uint32_t *wait;
	uint8_t *wait_depth;
	uint32_t n_wait;
};

static void
put_aside(struct tree *t, uint32_t number, uint8_t depth)
{
	t->wait[t->n_wait] = number;
	t->wait_depth[t->n_wait++] = depth < DEPTH_MOST ? depth : DEPTH_MOST;
}

/*
 * Puts aside what follows AT: first, to come last, the step on the way to the
 * current one, else the latest; it goes on where AT stands, others are set in.
 */
static void
put_children(struct tree *t, uint32_t at, uint8_t depth)
{
	uint32_t main = 0;

	for (uint32_t i = at + 1; i < t->n; i++)
		if (t->parent[i] == at && !(main && t->on_path[main]))
			main = i;
	if (main == 0)
		return;
	put_aside(t, main, depth);
	for (uint32_t i = t->n - 1; i > at; i--)
		if (t->parent[i] == at && i != main)
			put_aside(t, i, (uint8_t)(depth + 1));
}

static void
order(struct tui_clean *c, struct tree *t)
{
	put_aside(t, 0, 0);
	while (t->n_wait > 0) {
		uint32_t at = t->wait[--t->n_wait];
		uint8_t depth = t->wait_depth[t->n_wait];

		c->order[c->n_order] = at;
		c->depth[c->n_order++] = depth;
		put_children(t, at, depth);
	}
}

void
tui_history_look(struct tui_clean *c)
{
	const struct dp_bench *b = c->t->bench.bench;
	struct tree t = { .n = b ? dp_bench_count(b) : 0 };
	struct dp_bench_step s;

	free(c->order);
	free(c->depth);
	c->order = dp_alloc0((t.n + 1) * sizeof *c->order);
	c->depth = dp_alloc0(t.n + 1);
	c->n_order = c->history_at = 0;
	t.parent = dp_alloc0((t.n + 1) * sizeof *t.parent);
	t.on_path = dp_alloc0((t.n + 1) * sizeof *t.on_path);
	t.wait = dp_alloc0((t.n + 1) * sizeof *t.wait);
	t.wait_depth = dp_alloc0(t.n + 1);
	for (uint32_t i = 0; i < t.n; i++) {
		dp_bench_look(b, i, &s);
		t.parent[i] = s.parent;
		t.on_path[i] = s.on_path;
	}
	if (t.n > 0)
		order(c, &t);
	for (size_t i = 0; i < c->n_order; i++)
		if (c->order[i] == dp_bench_current(b))
			c->history_at = i;
	free(t.parent);
	free(t.on_path);
	free(t.wait);
	free(t.wait_depth);
}

size_t
tui_history_lines(const struct tui_clean *c)
{
	return c->n_order + c->tried;
}

bool
tui_history_step(const struct tui_clean *c, uint32_t *number)
{
	if (c->history_at >= c->n_order)
		return false;
	*number = c->order[c->history_at];
	return true;
}

/* ---- going, noting ----------------------------------------------------- */

void
tui_history_go(struct tui_app *app, struct tui_clean *c)
{
	struct dp_bench *b = c->t->bench.bench;
	uint32_t number;

	if (!b || !tui_history_step(c, &number))
		return;
	if (number == dp_bench_current(b)) {
		tui_say(app, _("You are there: Esc shows the table."));
		return;
	}
	tui_clean_end(c);
	if (tui_bench_go(app, c->t, number))
		tui_say(app,
			_("The table is as it was at step %u. The other steps "
			  "stay here."),
			number);
	tui_clean_again(app, c);
}

static void
write_note(struct tui_app *app, dp_str text, dp_str choice)
{
	const struct tui_view *v = tui_top(app);
	struct tui_clean *c = v->state;
	dp_str none = { NULL, 0 };
	struct dp_err err = { 0 };
	struct dp_bench *b;
	uint32_t number;

	(void)choice;
	if (v->class != &tui_view_clean || !tui_history_step(c, &number))
		return;
	b = tui_bench_need(app, c->t);
	text = dp_trim(text);
	if (!b)
		return;
	if (dp_bench_note(b, number, text.n ? text : none, &err) != 0)
		tui_say_err(app, &err);
	else if (text.n == 0)
		tui_say(app, _("Step %u has no note."), number);
	else
		tui_say(app, _("Noted on step %u."), number);
}

static const struct tui_ask ask_note = { N_("Why was this changed?"), "values",
					 NULL, write_note };

void
tui_history_note(struct tui_app *app, struct tui_clean *c, dp_str arg)
{
	struct dp_bench_step s;
	uint32_t number;
	char *initial;

	if (!c->t->bench.bench || !tui_history_step(c, &number)) {
		tui_say(app, _("A note is for a step that was applied."));
		return;
	}
	if (arg.n > 0) {
		write_note(app, arg, arg);
		return;
	}
	dp_bench_look(c->t->bench.bench, number, &s);
	initial = dp_strdup(s.note.p ? s.note : DP_S(""));
	tui_ask(app, &ask_note, initial);
	free(initial);
}

/* ---- drawing ----------------------------------------------------------- */

/* The hour of today, or the day. */
static void
put_time(const struct tui_app *app, int64_t when, char out[16])
{
	time_t then = (time_t)when, now = (time_t)tui_now(app);
	struct tm a, b;

	out[0] = '\0';
	if (!localtime_r(&then, &a) || !localtime_r(&now, &b))
		return;
	(void)strftime(out, 16,
		       a.tm_yday == b.tm_yday && a.tm_year == b.tm_year ?
			       "%H:%M" :
			       "%Y-%m-%d",
		       &a);
}

/* "80 cells", "12 rows out": what T did, briefly. */
static void
put_tally(const struct dp_tally *t, struct dp_buf *out)
{
	char n[TUI_FIGURE_BYTES];

	if (t->dropped_rows > 0)
		dp_buf_format(out,
			      P_("%s row out", "%s rows out",
				 (unsigned long)t->dropped_rows),
			      tui_count(t->dropped_rows, n));
	else
		dp_buf_format(out,
			      P_("%s cell", "%s cells",
				 (unsigned long)t->changed_cells),
			      tui_count(t->changed_cells, n));
}

/* A line of the history, as it is drawn and said. */
struct entry {
	char number[16];
	dp_str verb, rest;
	struct dp_buf count;
	char when[16];
	bool quiet; /* it is not behind what is shown */
};

static void
read_entry(const struct tui_app *app, const struct tui_clean *c, size_t i,
	   struct entry *e)
{
	struct dp_bench_step s = { .line = dp_str_c(c->step ? c->step : "") };
	const struct dp_bench *b = c->t->bench.bench;
	char n[TUI_FIGURE_BYTES];
	bool tried = i >= c->n_order, current;

	memset(e, 0, sizeof *e);
	if (!tried)
		dp_bench_look(b, c->order[i], &s);
	current = !tried && s.number == dp_bench_current(b);
	(void)snprintf(e->number, sizeof e->number,
		       tried   ? "*" :
		       current ? "[%u]" :
				 "%u ",
		       s.number);
	if (!tried && s.number == 0) {
		/* TRANSLATORS: the first line of the history: the file was
		 * opened; 8 columns */
		e->verb = dp_str_c(C_("history", "open"));
		e->rest = dp_str_c(dp_path_base(c->t->path));
		if (c->t->now.counted && !c->t->bench.shown)
			dp_buf_format(&e->count,
				      P_("%s row", "%s rows",
					 (unsigned long)c->t->now.n_rows),
				      tui_count(c->t->now.n_rows, n));
		return;
	}
	e->rest = s.line;
	e->verb = dp_str_cut(&e->rest, ' ');
	e->quiet = !tried && !s.on_path;
	if (tried ? c->got.complete : s.has_tally)
		put_tally(tried ? &c->got.tally : &s.tally, &e->count);
	if (tried)
		(void)snprintf(e->when, sizeof e->when, "%s", _("preview"));
	else if (e->quiet)
		/* TRANSLATORS: of a step taken back; 10 columns at most */
		(void)snprintf(e->when, sizeof e->when, "%s", _("undone"));
	else
		put_time(app, s.time, e->when);
}

static void
draw_line(const struct tui_app *app, const struct tui_clean *c,
	  struct tui_grid *g, struct tui_rect line, size_t i)
{
	bool here = i == c->history_at, tried = i >= c->n_order;
	int col = line.col + 2, end = line.col + line.cols;
	int in = tried ? 0 : 2 * c->depth[i];
	int count = line.cols > 60 ? COUNT_COLS : COUNT_NARROW_COLS;
	enum tui_role role;
	struct entry e;

	read_entry(app, c, i, &e);
	role = e.quiet ? TUI_QUIET : TUI_TEXT;
	(void)tui_put_c(g, line.row, line.col, 1, TUI_TEXT, here ? ">" : " ");
	(void)tui_put_right(g, line.row, col, 4, role, dp_str_c(e.number));
	col += 5;
	for (int k = 0; k < in; k += 2)
		(void)tui_put_c(g, line.row, col + k, 1, TUI_FRAME, "|");
	col += in;
	end -= TIME_COLS + count;
	(void)tui_put(g, line.row, col, VERB_COLS, role, e.verb);
	col += VERB_COLS + 1;
	if (end > col)
		(void)tui_put(g, line.row, col, end - col - 1, role, e.rest);
	(void)tui_put_right(g, line.row, end, count - 1, role,
			    dp_buf_view(&e.count));
	(void)tui_put_right(g, line.row, end + count, TIME_COLS,
			    tried ? TUI_STRONG : role, dp_str_c(e.when));
	dp_buf_done(&e.count);
	if (here && c->pane == TUI_CLEAN_HISTORY) {
		tui_role(g, line, TUI_FOCUS);
		tui_cursor(g, line.row, line.col);
	}
	tui_target(g, line, (uint16_t)(TUI_TARGET_HISTORY + i));
}

/* Below the lines: the note of the step, or what keys do. */
static void
draw_foot(const struct tui_clean *c, struct tui_grid *g, struct tui_rect line)
{
	struct dp_bench_step s = { .note = { NULL, 0 } };
	struct dp_buf b = { 0 };
	uint32_t number;

	if (c->t->bench.bench && tui_history_step(c, &number))
		dp_bench_look(c->t->bench.bench, number, &s);
	if (s.note.p)
		dp_buf_format(&b, _("Note: %.*s"), DP_FMT(s.note));
	else
		dp_buf_c(&b, _("[ ] you are here  u undo  Enter goes to a step "
			       " d what it changed  N note"));
	(void)tui_put(g, line.row, line.col, line.cols, TUI_QUIET,
		      dp_buf_view(&b));
	dp_buf_done(&b);
}

void
tui_history_draw(const struct tui_app *app, const struct tui_clean *c,
		 struct tui_grid *g, struct tui_rect area)
{
	struct tui_rect in = tui_inside(area), line;
	size_t n = tui_history_lines(c), top;

	tui_box(g, area, _("History (the original file is never written)"),
		NULL);
	if (in.rows > 3) {
		line = in;
		line.row += in.rows - 1;
		line.rows = 1;
		in.rows--;
		draw_foot(c, g, line);
	}
	top = tui_list_top(c->history_at, n, in.rows);
	for (size_t i = top; i < n && (int)(i - top) < in.rows; i++)
		draw_line(app, c, g,
			  (struct tui_rect){ in.row + (int)(i - top), in.col, 1,
					     in.cols },
			  i);
}

void
tui_history_say(const struct tui_app *app, const struct tui_clean *c,
		struct dp_buf *out)
{
	for (size_t i = 0; i < tui_history_lines(c); i++) {
		struct dp_bench_step s = { .note = { NULL, 0 } };
		struct entry e;

		read_entry(app, c, i, &e);
		dp_buf_format(out, "  %s %.*s %.*s", e.number, DP_FMT(e.verb),
			      DP_FMT(e.rest));
		if (e.count.n > 0)
			dp_buf_format(out, ", %.*s",
				      DP_FMT(dp_buf_view(&e.count)));
		if (*e.when)
			dp_buf_format(out, ", %s", e.when);
		dp_buf_char(out, '\n');
		dp_buf_done(&e.count);
		if (i < c->n_order)
			dp_bench_look(c->t->bench.bench, c->order[i], &s);
		if (s.note.p)
			dp_buf_format(out, "    %.*s\n", DP_FMT(s.note));
	}
}

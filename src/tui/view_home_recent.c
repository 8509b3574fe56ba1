/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The recent files of home: when they were opened, or what was done to them,
 * as their journals tell.
 */
#include <stdlib.h>

#include <dpipe/clean.h>

#include "base/i18n.h"
#include "tui/name.h"
#include "tui/view_home.h"

#define DAY_SECONDS 86400
#define NAME_AND_GAP 4 /* columns between > and what stands at the right */

void
tui_home_recent_read(const struct tui_app *app, struct tui_home *s)
{
	const char *state = tui_world(app)->state_folder;

	tui_recent_read(state, &s->recent);
	s->n[TUI_HOME_RECENT] = s->recent.n;
	for (size_t i = 0; i < s->recent.n; i++) {
		char *path = dp_strdup(s->recent.path[i]);

		if (!dp_bench_look_at(state, path, s->recent.from[i],
				      &s->work[i]))
			dp_bench_glance_done(&s->work[i]);
		free(path);
	}
}

void
tui_home_recent_done(struct tui_home *s)
{
	for (size_t i = 0; i < TUI_RECENT; i++)
		dp_bench_glance_done(&s->work[i]);
	tui_recent_done(&s->recent);
}

char *
tui_home_recent_name(const struct tui_home *s, size_t i)
{
	char *path = dp_strdup(s->recent.path[i]);
	char *name = tui_name_make(path, s->recent.from[i]);

	free(path);
	return name;
}

/* How long ago WHEN was, in days. */
static void
say_age(int64_t now, int64_t when, struct dp_buf *out)
{
	int64_t days = now / DAY_SECONDS - when / DAY_SECONDS;

	if (days <= 0)
		dp_buf_c(out, _("today"));
	else if (days == 1)
		dp_buf_c(out, _("yesterday"));
	else
		dp_buf_format(out,
			      P_("%llu day ago", "%llu days ago",
				 (unsigned long)days),
			      (unsigned long long)days);
}

/* How many changes there are; LONG: and that they are kept. */
static void
say_changes(size_t n, bool whole, struct dp_buf *out)
{
	if (whole)
		dp_buf_format(out,
			      P_("%zu change, saved", "%zu changes, saved", n),
			      n);
	else
		dp_buf_format(out, P_("%zu change", "%zu changes", n), n);
}

static void
say_last(const struct dp_bench_glance *w, struct dp_buf *out)
{
	struct dp_buf brief = { 0 };

	dp_step_brief(dp_buf_view(&w->last), &brief);
	dp_buf_format(out, _("last: %.*s"), DP_FMT(dp_buf_view(&brief)));
	dp_buf_done(&brief);
}

/* What stands behind the name of file I in a line of COLS columns. */
static void
say_note(const struct tui_app *app, const struct tui_home *s,
	 const struct tui_grid *g, size_t i, dp_str name, int cols,
	 struct dp_buf *out)
{
	size_t n = s->work[i].n_steps;

	if (n == 0) {
		say_age(tui_now(app), s->recent.when[i], out);
		return;
	}
	say_changes(n, true, out);
	if (tui_cols(g, name) + NAME_AND_GAP + tui_cols(g, dp_buf_view(out)) <=
	    cols)
		return;
	out->n = 0;
	say_changes(n, false, out);
}

/* Lines that file I takes. */
static int
lines_of(const struct tui_home *s, size_t i)
{
	return s->work[i].n_steps ? 2 : 1;
}

/* The first file in sight of ROWS lines, so that the one in focus is. */
static size_t
first_in_sight(const struct tui_home *s, int rows)
{
	size_t at = s->at[TUI_HOME_RECENT], first = at;
	int used = lines_of(s, at);

	for (size_t i = at + 1; i < s->recent.n; i++)
		used += lines_of(s, i);
	/* nothing is passed over while the rest leaves room */
	if (used > rows)
		used = lines_of(s, at);
	while (first > 0 && used + lines_of(s, first - 1) <= rows)
		used += lines_of(s, --first);
	return first;
}

static void
draw_none(const struct tui_home *s, struct tui_grid *g, struct tui_rect in)
{
	bool here = s->pane == TUI_HOME_RECENT;

	(void)tui_put_c(g, in.row, in.col, 1, TUI_TEXT, here ? ">" : " ");
	in.col += 2;
	in.cols -= 2;
	(void)tui_wrap(g, in, 0, TUI_QUIET,
		       dp_str_c(_("The files you open are listed here.")));
	if (here)
		tui_cursor(g, in.row, in.col - 2);
}

/* File I on LINE and, where there is one more row, what was done last. */
static void
draw_file(const struct tui_app *app, const struct tui_home *s,
	  struct tui_grid *g, struct tui_rect line, size_t i, int rows)
{
	char *path = dp_strdup(s->recent.path[i]);
	struct dp_buf b = { 0 }, name = { 0 };

	tui_name_say(path, s->recent.from[i], &name);
	say_note(app, s, g, i, dp_buf_view(&name), line.cols, &b);
	dp_buf_char(&b, '\0');
	tui_home_item(g, line, dp_buf_view(&name), b.p,
		      s->pane == TUI_HOME_RECENT && s->at[TUI_HOME_RECENT] == i,
		      TUI_HOME_TARGET_RECENT + i);
	if (s->work[i].n_steps && rows > 1) {
		b.n = 0;
		say_last(&s->work[i], &b);
		line.row++;
		(void)tui_put(g, line.row, line.col + 4, line.cols - 4,
			      TUI_QUIET, dp_buf_view(&b));
		tui_target(g, line, (uint16_t)(TUI_HOME_TARGET_RECENT + i));
	}
	dp_buf_done(&b);
	dp_buf_done(&name);
	free(path);
}

void
tui_home_recent_draw(const struct tui_app *app, const struct tui_home *s,
		     struct tui_grid *g, struct tui_rect area)
{
	struct tui_rect in = tui_inside(area);
	int row = 0;

	tui_box(g, area, _("Recent files"), NULL);
	if (s->recent.n == 0) {
		draw_none(s, g, in);
		return;
	}
	for (size_t i = first_in_sight(s, in.rows);
	     i < s->recent.n && row < in.rows; i++) {
		struct tui_rect line = { in.row + row, in.col, 1, in.cols };

		draw_file(app, s, g, line, i, in.rows - row);
		row += lines_of(s, i);
	}
}

void
tui_home_recent_say(const struct tui_home *s, struct dp_buf *out)
{
	for (size_t i = 0; i < s->recent.n; i++) {
		dp_buf_format(out, "  %.*s", DP_FMT(s->recent.path[i]));
		dp_buf_str(out, s->recent.from[i]);
		dp_buf_char(out, '\n');
		if (s->work[i].n_steps == 0)
			continue;
		dp_buf_c(out, "    ");
		say_changes(s->work[i].n_steps, true, out);
		dp_buf_c(out, C_("list", "; "));
		say_last(&s->work[i], out);
		dp_buf_char(out, '\n');
	}
}

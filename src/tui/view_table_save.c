/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Saving the rows of a table as they are seen: the shown columns in their
 * order, filtered, sorted. Rows are asked for as the screen asks for them,
 * behind it, so that keys are served meanwhile.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/view_table_out.h"

#define ROWS_AT_A_TIME 512u
#define SAID_ROWS 20000u /* fewer are done before one could read of it */

struct tui_save {
	struct dp_outfile file;
	char *path;
	struct dp_view *view; /* not owned: what is shown, and stays so */
	uint64_t next;        /* row to be written */
	struct dp_window rows, whole;
	size_t *index; /* columns that are saved, in the schema */
	size_t n;
	dp_str *cell;
};

void
tui_save_close(struct tui_table *t)
{
	struct tui_save *s = t->save;

	if (!s)
		return;
	dp_outfile_abort(&s->file);
	dp_window_done(&s->rows);
	dp_window_done(&s->whole);
	free(s->index);
	free(s->cell);
	free(s->path);
	free(s);
	t->save = NULL;
}

bool
tui_save_busy(const struct tui_table *t)
{
	return t->save != NULL;
}

bool
tui_save_stop(struct tui_app *app, struct tui_table *t)
{
	if (!t->save)
		return false;
	tui_save_close(t);
	tui_say(app, _("Stopped: nothing was saved."));
	return true;
}

/* ---- rows -------------------------------------------------------------- */

/* The record of ROW (NULL: the header). */
static void
write_row(const struct tui_table *t, const struct dp_window_row *row,
	  struct dp_buf *out)
{
	const struct tui_save *s = t->save;

	for (size_t i = 0; i < s->n; i++)
		s->cell[i] = row ? dp_cell_str(&row->cell[s->index[i]]) :
				   tui_table_name(t, s->index[i]);
	dp_csv_record(out, s->cell, s->n);
}

/* True when a cell of ROW that is saved is here without its end. */
static bool
is_cut(const struct tui_save *s, const struct dp_window_row *row)
{
	for (size_t i = 0; i < s->n; i++)
		if (row->cell[s->index[i]].flags & DP_CELL_CUT)
			return true;
	return false;
}

/* Adds ROW to OUT; false when it has to be waited for. */
static bool
add_row(struct tui_table *t, const struct dp_window_row *row,
	struct dp_buf *out)
{
	struct tui_save *s = t->save;

	if (!row->cell)
		return false;
	if (is_cut(s, row)) {
		dp_view_row(s->view, s->next, &s->whole);
		if (s->whole.n == 0 || !s->whole.at[0].cell)
			return false;
		row = &s->whole.at[0];
	}
	write_row(t, row, out);
	s->next++;
	return true;
}

static void
say_saved(struct tui_app *app, struct tui_table *t)
{
	char n[TUI_FIGURE_BYTES];

	tui_say(app,
		P_("%s row saved in %s.", "%s rows saved in %s.",
		   (unsigned long)t->save->next),
		tui_count(t->save->next, n), t->save->path);
}

/* Writes the rows asked for that are there; *ALL: all of them were. */
static int
write_window(struct tui_table *t, bool *all, struct dp_err *err)
{
	struct tui_save *s = t->save;
	struct dp_buf b = { 0 };
	size_t i = 0;
	int status;

	dp_view_get(s->view, s->next, ROWS_AT_A_TIME, &s->rows);
	if (s->rows.err.code != DP_OK) {
		*err = s->rows.err;
		return -1;
	}
	while (i < s->rows.n && add_row(t, &s->rows.at[i], &b))
		i++;
	*all = i == ROWS_AT_A_TIME;
	status = dp_outfile_write(&s->file, b.p ? b.p : "", b.n, err);
	dp_buf_done(&b);
	return status;
}

/*
 * Writes what is there: 1 all is done, 0 more is to come, -1. It ends with
 * rows asked for that are not there, so that there will be news.
 */
static int
write_some(struct tui_table *t, struct dp_err *err)
{
	struct tui_save *s = t->save;
	bool more = true, exact;
	uint64_t n;

	/* the screen comes first: what it asks for is not forgotten */
	if (t->window.n_missing > 0)
		return 0;
	while (more)
		if (write_window(t, &more, err) != 0)
			return -1;
	n = dp_view_rows(s->view, &exact);
	if (!exact || s->next < n)
		return 0;
	return dp_outfile_commit(&s->file, err) == 0 ? 1 : -1;
}

void
tui_save_settle(struct tui_app *app, struct tui_table *t)
{
	struct dp_err err = { 0 };
	char n[TUI_FIGURE_BYTES];
	int status;

	if (!t->save)
		return;
	status = write_some(t, &err);
	if (status < 0)
		tui_say_err(app, &err);
	else if (status > 0)
		say_saved(app, t);
	else if (t->save->next >= SAID_ROWS)
		tui_say(app, _("Saving: %s rows so far. Esc stops it."),
			tui_count(t->save->next, n));
	if (status != 0)
		tui_save_close(t);
}

/* ---- asking ------------------------------------------------------------ */

static void
start(struct tui_app *app, struct tui_table *t, const char *path, bool all)
{
	struct tui_save *s = dp_alloc0(sizeof *s);
	struct dp_err err = { 0 };
	struct dp_buf b = { 0 };

	t->save = s;
	s->path = dp_strdup(dp_str_c(path));
	s->view = all ? t->file : tui_table_view(t);
	s->cell = dp_alloc0((t->n_columns + 1) * sizeof *s->cell);
	s->index = dp_alloc0((t->n_columns + 1) * sizeof *s->index);
	for (size_t i = 0; i < t->n_columns; i++)
		if (all)
			s->index[s->n++] = i;
		else if (!t->column[i].hidden)
			s->index[s->n++] = t->column[i].index;
	write_row(t, NULL, &b);
	if (dp_outfile_open(&s->file, path, &err) != 0 ||
	    dp_outfile_write(&s->file, b.p, b.n, &err) != 0) {
		tui_say_err(app, &err);
		tui_save_close(t);
	}
	dp_buf_done(&b);
}

void
tui_save_all(struct tui_app *app, struct tui_table *t, const char *path)
{
	start(app, t, path, true);
}

static void
save_as(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_table *t = tui_table_top(app);
	char *path = dp_strdup(dp_trim(text));

	(void)choice;
	if (!t || !*path)
		; /* nothing was named */
	else if (t->save || t->work->job)
		tui_say(app, _("Something is running; Esc stops it."));
	else if (dp_exists(path))
		tui_say(app,
			_("%s is there already: x again, with another "
			  "name."),
			path);
	else
		start(app, t, path, false);
	free(path);
}

static const struct tui_ask ask_name = { N_("Save what is seen as:"), "files",
					 NULL, save_as };

void
tui_save_ask(struct tui_app *app, dp_str arg)
{
	const struct tui_table *t = tui_table_top(app);
	const char *base = dp_path_base(t->path), *dot = strrchr(base, '.');
	size_t n = dot && dot > base ? (size_t)(dot - base) : strlen(base);
	char *name;

	if (arg.n > 0) {
		save_as(app, arg, arg);
		return;
	}
	/* TRANSLATORS: end of a file's name: ventes-extrait.csv */
	name = dp_format("%.*s-%s.csv", (int)n, base, _("extract"));
	tui_ask(app, &ask_name, name);
	free(name);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding in a table: a text, whatever its case and accents, from the focus
 * on and round the end; a row by its number.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/view_table_work.h"

/* ---- looking ----------------------------------------------------------- */

/* The cell behind the focus, or before it; false at the table's end. */
static bool
step(const struct tui_table *t, bool backward, struct dp_find *want)
{
	size_t n = t->n_columns, at = tui_table_index(t);
	bool exact;

	want->from_row = t->row;
	want->from_column = at;
	if (!backward && at + 1 < n) {
		want->from_column = at + 1;
	} else if (!backward) {
		want->from_column = 0;
		want->from_row = t->row + 1;
		return t->row + 1 < tui_table_rows(t, &exact) || !exact;
	} else if (at > 0) {
		want->from_column = at - 1;
	} else {
		want->from_column = n - 1;
		want->from_row = t->row - 1;
		return t->row > 0;
	}
	return true;
}

static void
start(struct tui_app *app, struct tui_table *t, struct dp_find *want)
{
	struct dp_err err = { 0 };
	struct dp_job *job;

	want->text = dp_str_c(t->work->text);
	want->column = DP_ANY_COLUMN;
	want->backward = t->work->backward;
	job = dp_find_start(tui_table_view(t), want, &err);
	(void)tui_work_start(app, t, TUI_WORK_FIND, job, &err);
}

/* From the other end of the table. */
static void
start_round(struct tui_app *app, struct tui_table *t)
{
	struct dp_find want = { .from_column = 0 };
	bool exact;
	uint64_t n = tui_table_rows(t, &exact);

	t->work->wrapped = true;
	if (t->work->backward) {
		want.from_row = n ? n - 1 : 0;
		want.from_column = t->n_columns - 1;
	}
	start(app, t, &want);
}

void
tui_work_find(struct tui_app *app, struct tui_table *t, dp_str text)
{
	struct tui_table_work *w = t->work;
	struct dp_find want = { .from_row = t->row,
				.from_column = tui_table_index(t) };

	if (!w->text || !dp_str_is(text, w->text))
		w->counted = false;
	free(w->text);
	w->text = dp_strdup(text);
	w->backward = w->wrapped = false;
	start(app, t, &want);
}

void
tui_work_next(struct tui_app *app, struct tui_table *t, bool backward)
{
	struct tui_table_work *w = t->work;
	struct dp_find want = { .from_row = 0 };

	if (!w->text) {
		tui_say(app, _("Nothing was searched yet: / asks for a "
			       "text."));
		return;
	}
	w->backward = backward;
	w->wrapped = false;
	if (step(t, backward, &want))
		start(app, t, &want);
	else
		start_round(app, t);
}

/* ---- what was found ---------------------------------------------------- */

static void
say_found(struct tui_app *app, struct tui_table *t)
{
	struct tui_table_work *w = t->work;
	char row[TUI_FIGURE_BYTES], n[TUI_FIGURE_BYTES];
	dp_str name = tui_table_name(t, tui_table_index(t));
	struct dp_buf b = { 0 };

	w->found_said = true;
	if (w->wrapped)
		dp_buf_format(&b, "%s ",
			      w->backward ? _("From the end again.") :
					    _("From the start again."));
	if (t->sorted || t->n_filters)
		dp_buf_format(&b, _("Column “%.*s”."), DP_FMT(name));
	else
		dp_buf_format(&b, _("Row %s, column “%.*s”."),
			      tui_count(t->row + 1, row), DP_FMT(name));
	if (w->counted) {
		dp_buf_char(&b, ' ');
		dp_buf_format(&b,
			      P_("%s row holds “%s”.", "%s rows hold “%s”.",
				 (unsigned long)w->n_holding),
			      tui_count(w->n_holding, n), w->text);
	}
	/* what was counted takes the place of the hint */
	if (!w->counted) {
		dp_buf_char(&b, ' ');
		dp_buf_c(&b, _("n: the next one."));
	}
	tui_say(app, "%.*s", DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
}

/* How many rows hold it is asked once a text, behind what people wait for. */
static void
start_count(struct tui_table *t)
{
	struct tui_table_work *w = t->work;
	struct dp_filter want = { .column = DP_ANY_COLUMN,
				  .holds = dp_str_c(w->text) };
	struct dp_err err = { 0 };

	if (w->counted || w->count)
		return;
	w->count = dp_filter_start(tui_table_view(t), &want, &err);
}

void
tui_work_found(struct tui_app *app, struct tui_table *t)
{
	struct tui_table_work *w = t->work;
	struct dp_found found;

	dp_find_get(w->job, &found);
	tui_work_drop(t, w->job);
	w->job = NULL;
	w->kind = TUI_WORK_NONE;
	if (!found.found && !w->wrapped) {
		start_round(app, t);
		return;
	}
	if (!found.found) {
		tui_say(app,
			_("Nothing holds “%s”. Case and accents were "
			  "ignored."),
			w->text);
		return;
	}
	tui_table_go(t, found.row);
	for (size_t i = 0; i < t->n_columns; i++)
		if (t->column[i].index == found.column) {
			t->at = i;
			t->column[i].hidden = false;
		}
	say_found(app, t);
	start_count(t);
}

void
tui_work_counted(struct tui_app *app, struct tui_table *t)
{
	struct tui_table_work *w = t->work;
	struct dp_job_state s;
	struct dp_view *v;
	bool exact;

	dp_job_look(w->count, &s);
	if (s.status == DP_JOB_RUNNING || s.status == DP_JOB_WAITING)
		return;
	v = dp_job_view(w->count);
	if (v) {
		w->n_holding = dp_view_rows(v, &exact);
		w->counted = true;
		dp_view_free(v);
	}
	dp_job_free(w->count);
	w->count = NULL;
	if (w->counted && w->found_said)
		say_found(app, t);
}

/* ---- asking ------------------------------------------------------------ */

static void
find_it(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_table *t = tui_table_top(app);

	(void)choice;
	if (t && text.n > 0)
		tui_work_find(app, t, text);
}

static const struct tui_ask ask_find = { "/", "searches", NULL, find_it };

void
tui_work_ask_find(struct tui_app *app, dp_str arg)
{
	if (arg.n > 0)
		find_it(app, arg, arg);
	else
		tui_ask(app, &ask_find, NULL);
}

/* ---- a row by its number ----------------------------------------------- */

/* N, whatever groups its digits. */
static bool
read_number(dp_str text, uint64_t *out)
{
	uint64_t n = 0;

	if (text.n == 0)
		return false;
	for (size_t i = 0; i < text.n;) {
		dp_str rest = dp_str_from(text, i);
		unsigned blank = dp_space_bytes(rest);

		if (blank == 0 && (text.p[i] == ',' || text.p[i] == '.'))
			blank = 1;
		if (blank == 0 && (text.p[i] < '0' || text.p[i] > '9'))
			return false;
		if (blank == 0 && n < UINT64_MAX / 100)
			n = n * 10 + (uint64_t)(text.p[i] - '0');
		i += blank ? blank : 1;
	}
	*out = n;
	return n > 0;
}

static void
go_there(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_table *t = tui_table_top(app);
	char n[TUI_FIGURE_BYTES];
	uint64_t row, rows;
	bool exact;

	(void)choice;
	if (!t || text.n == 0)
		return;
	if (!read_number(dp_trim(text), &row)) {
		tui_say(app,
			_("“%.*s” is no number of a row; they count "
			  "from 1."),
			DP_FMT(text));
		return;
	}
	rows = tui_table_rows(t, &exact);
	if (row <= rows || exact)
		tui_table_go(t, row - 1);
	else
		t->wanted_row = row - 1;
	if (row > rows && exact)
		tui_say(app, _("There are %s rows; this is the last one."),
			tui_count(rows, n));
	else if (row > rows)
		tui_say(app,
			_("Row %s is not counted yet; it will be shown "
			  "when it is."),
			tui_count(row, n));
	else if (t->sorted || t->n_filters)
		tui_say(app, _("This is row %s of those that are shown."),
			tui_count(row, n));
	else
		tui_table_say_place(app, t);
}

static const struct tui_ask ask_row = { N_("Go to row:"), "values", NULL,
					go_there };

void
tui_work_ask_row(struct tui_app *app, dp_str arg)
{
	if (arg.n > 0)
		go_there(app, arg, arg);
	else
		tui_ask(app, &ask_row, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of a column, how often each is there, as bars; ticked, they
 * filter the rows, or become one.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/list.h"
#include "tui/recipe_line.h"
#include "tui/reveal.h"
#include "tui/view_table_bench.h"

#define VALUES 1000
#define FOOT_ROWS 3 /* what keys do, below the list */
#define BAR_LEAST 4

struct tui_facet {
	size_t column; /* in the schema */
	struct dp_job *job;
	struct dp_facet got;
	size_t at;
	size_t wanted;  /* line that > goes to once it is counted, or 0 */
	dp_str *ticked; /* values, in text */
	size_t n_ticked, cap_ticked;
	struct dp_arena text;
};

/* ---- values ------------------------------------------------------------ */

/* Values, and one line for the empty cells. */
static size_t
lines(const struct tui_facet *f)
{
	return f->got.n + (f->got.n_empty > 0);
}

static dp_str
value_at(const struct tui_facet *f, size_t i)
{
	return i < f->got.n ? f->got.value[i].value : DP_S("");
}

static uint64_t
count_at(const struct tui_facet *f, size_t i)
{
	return i < f->got.n ? f->got.value[i].n : f->got.n_empty;
}

static ptrdiff_t
ticked_at(const struct tui_facet *f, dp_str value)
{
	for (size_t i = 0; i < f->n_ticked; i++)
		if (dp_str_eq(f->ticked[i], value))
			return (ptrdiff_t)i;
	return -1;
}

static void
tick(struct tui_facet *f)
{
	dp_str value = value_at(f, f->at);
	ptrdiff_t i = ticked_at(f, value);

	if (i >= 0) {
		f->ticked[i] = f->ticked[--f->n_ticked];
	} else if (f->at < lines(f)) {
		dp_grow(&f->ticked, &f->cap_ticked, f->n_ticked,
			sizeof *f->ticked);
		f->ticked[f->n_ticked++] = dp_keep(&f->text, value);
	}
	if (f->at + 1 < lines(f))
		f->at++;
}

size_t
tui_facet_ticked(const struct tui_table *t, const dp_str **out)
{
	*out = t->facet ? t->facet->ticked : NULL;
	return t->facet ? t->facet->n_ticked : 0;
}

/* As it is shown and said. */
static void
show_value(dp_str value, struct dp_buf *out)
{
	if (value.n == 0)
		dp_buf_c(out, _("(empty)"));
	else
		tui_reveal(value, out);
}

/* ---- counting ---------------------------------------------------------- */

void
tui_facet_close(struct tui_table *t)
{
	struct tui_facet *f = t->facet;

	if (!f)
		return;
	if (t->work)
		tui_work_drop(t, f->job);
	else
		dp_job_free(f->job);
	dp_facet_done(&f->got);
	free(f->ticked);
	dp_arena_done(&f->text);
	free(f);
	t->facet = NULL;
}

void
tui_facet_open(struct tui_app *app, struct tui_table *t)
{
	struct dp_facet_opts o = { .column = tui_table_index(t),
				   .max_values = VALUES };
	struct dp_err err = { 0 };

	tui_facet_close(t);
	t->facet = dp_alloc0(sizeof *t->facet);
	t->facet->column = o.column;
	t->facet->job = dp_facet_start(tui_table_filtered(t), &o, &err);
	if (!t->facet->job)
		tui_say_err(app, &err);
}

char *
tui_facet_name(const struct tui_table *t, size_t *line)
{
	*line = t->facet ? t->facet->at : 0;
	return t->facet ? dp_strdup(tui_table_name(t, t->facet->column)) : NULL;
}

void
tui_facet_again(struct tui_app *app, struct tui_table *t, const char *name,
		size_t line)
{
	for (size_t i = 0; name && i < t->n_columns; i++) {
		dp_str column = tui_table_name(t, t->column[i].index);

		if (!dp_str_is(column, name))
			continue;
		t->at = i;
		tui_side_open(app, t, TUI_SIDE_FACET);
		t->facet->wanted = line;
		return;
	}
}

bool
tui_facet_busy(const struct tui_table *t)
{
	return t->facet && t->facet->job;
}

bool
tui_facet_stop(struct tui_app *app, struct tui_table *t)
{
	if (!tui_facet_busy(t))
		return false;
	tui_work_drop(t, t->facet->job);
	t->facet->job = NULL;
	tui_say(app, _("Stopped: these are the values of the rows that were "
		       "looked at."));
	return true;
}

void
tui_facet_news(struct tui_table *t)
{
	struct tui_facet *f = t->facet;
	struct dp_job_state s;
	dp_str here;

	if (!f || !f->job)
		return;
	dp_job_look(f->job, &s);
	/* the order changes while it counts: > stays on its value */
	here = dp_keep(&f->text, value_at(f, f->at));
	dp_facet_get(f->job, &f->got);
	for (size_t i = 0; f->at > 0 && i < f->got.n; i++)
		if (dp_str_eq(f->got.value[i].value, here))
			f->at = i;
	if (f->at >= lines(f))
		f->at = lines(f) ? lines(f) - 1 : 0;
	if (f->wanted > 0 && lines(f) > 0)
		f->at = f->wanted < lines(f) ? f->wanted : lines(f) - 1;
	if (s.status == DP_JOB_WAITING || s.status == DP_JOB_RUNNING)
		return;
	dp_job_free(f->job);
	f->job = NULL;
	f->wanted = 0;
}

/* ---- what is done with them -------------------------------------------- */

/* "commune: a, b": what is kept; the caller frees it. */
static char *
words_of(const struct tui_table *t, const dp_str *value, size_t n)
{
	struct dp_buf b = { 0 };

	dp_buf_format(&b, _("%.*s is "),
		      DP_FMT(tui_table_name(t, t->facet->column)));
	for (size_t i = 0; i < n && i < 3; i++) {
		if (i > 0)
			dp_buf_c(&b, _(" or "));
		show_value(value[i], &b);
	}
	if (n > 3)
		dp_buf_c(&b, " …");
	return dp_buf_take(&b);
}

static void
filter(struct tui_app *app, struct tui_table *t)
{
	struct tui_facet *f = t->facet;
	struct dp_filter want = { .column = f->column };
	dp_str here = value_at(f, f->at);

	if (lines(f) == 0)
		return;
	want.value = f->n_ticked ? f->ticked : &here;
	want.n_values = f->n_ticked ? f->n_ticked : 1;
	tui_work_filter(app, t, &want, words_of(t, want.value, want.n_values));
	tui_side_open(app, t, TUI_SIDE_NONE);
}

static void
name_it(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_table *t = tui_table_top(app);
	struct dp_buf line = { 0 };

	(void)choice;
	if (!t || !t->facet || t->facet->n_ticked == 0)
		return;
	if (t->facet->n_ticked == 1 && dp_str_eq(t->facet->ticked[0], text)) {
		tui_say(app, _("That is its name already."));
		return;
	}
	dp_edit_step(tui_table_name(t, t->facet->column), t->facet->ticked,
		     t->facet->n_ticked, text, &line);
	tui_recipe_line(app, t->name, dp_buf_view(&line));
	dp_buf_done(&line);
}

static const struct tui_ask ask_name = { N_("One name for what is ticked:"),
					 "values", NULL, name_it };

static void
merge(struct tui_app *app, struct tui_table *t)
{
	const struct tui_facet *f = t->facet;
	char *initial = NULL;

	if (f->n_ticked == 0) {
		tui_say(app, _("Tick the values first, with Space."));
		return;
	}
	/* the most frequent of them */
	for (size_t i = 0; i < f->got.n && !initial; i++)
		if (ticked_at(f, f->got.value[i].value) >= 0)
			initial = dp_strdup(dp_trim(f->got.value[i].value));
	tui_ask(app, &ask_name, initial);
	free(initial);
}

static void
take_name(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_table *t = tui_table_top(app);
	struct dp_buf line = { 0 };
	dp_str value;

	(void)choice;
	if (!t || !t->facet || lines(t->facet) == 0)
		return;
	value = value_at(t->facet, t->facet->at);
	dp_edit_step(tui_table_name(t, t->facet->column), &value, 1, text,
		     &line);
	if (line.n == 0)
		tui_say(app, _("That is its name already."));
	else
		tui_recipe_line(app, t->name, dp_buf_view(&line));
	dp_buf_done(&line);
}

static const struct tui_ask ask_rename = { N_("New name:"), "values", NULL,
					   take_name };

static void
rename_it(struct tui_app *app, const struct tui_table *t)
{
	char *value = dp_strdup(value_at(t->facet, t->facet->at));

	tui_ask(app, &ask_rename, value);
	free(value);
}

bool
tui_facet_command(struct tui_app *app, struct tui_table *t, enum tui_command c)
{
	struct tui_facet *f = t->facet;

	f->wanted = 0;
	switch (c) {
	case TUI_TICK:
		tick(f);
		return true;
	case TUI_ENTER:
		filter(app, t);
		return true;
	case TUI_MERGE:
		merge(app, t);
		return true;
	case TUI_EDIT:
		rename_it(app, t);
		return true;
	default:
		return tui_list_move(&f->at, lines(f), 10, c);
	}
}

void
tui_facet_click(struct tui_table *t, unsigned line)
{
	if (t->facet && line < lines(t->facet))
		t->facet->at = line;
}

/* ---- drawing ----------------------------------------------------------- */

static void
draw_line(const struct tui_table *t, struct tui_grid *g, struct tui_rect line,
	  size_t i)
{
	const struct tui_facet *f = t->facet;
	bool here = i == f->at, ticked = ticked_at(f, value_at(f, i)) >= 0;
	char n[TUI_FIGURE_BYTES];
	int count_cols = tui_cols(g, dp_str_c(tui_count(count_at(f, 0), n)));
	int bar = (line.cols - 6 - count_cols - 2) / 3, name;
	uint64_t most = count_at(f, 0);
	struct dp_buf b = { 0 };

	bar = bar < BAR_LEAST ? 0 : bar;
	name = line.cols - 6 - count_cols - 1 - (bar ? bar + 1 : 0);
	show_value(value_at(f, i), &b);
	(void)tui_put_c(g, line.row, line.col, 1, TUI_TEXT, here ? ">" : " ");
	(void)tui_put_c(g, line.row, line.col + 2, 3,
			ticked ? TUI_CHOSEN : TUI_TEXT, ticked ? "[x]" : "[ ]");
	(void)tui_put(g, line.row, line.col + 6, name, TUI_TEXT,
		      dp_buf_view(&b));
	dp_buf_done(&b);
	(void)tui_put_right(g, line.row, line.col + 7 + name, count_cols,
			    TUI_TEXT, dp_str_c(tui_count(count_at(f, i), n)));
	for (int k = 0; most && k < bar; k++)
		if ((uint64_t)k * most < count_at(f, i) * (uint64_t)bar)
			(void)tui_put_c(g, line.row,
					line.col + 8 + name + count_cols + k, 1,
					TUI_QUIET, "#");
	if (here && tui_side_focus(t)) {
		tui_role(g, line, TUI_FOCUS);
		tui_cursor(g, line.row, line.col);
	}
	tui_target(g, line, (uint16_t)(TUI_TARGET_SIDE + i));
}

/* How many values there are, as far as it is known. */
static char *
remark(const struct tui_facet *f)
{
	char n[TUI_FIGURE_BYTES];

	(void)tui_count(f->got.n_distinct, n);
	if (!f->got.complete)
		return dp_format(_("%s so far"), n);
	if (f->got.n_others)
		return dp_format(_("over %s values"), n);
	return dp_format(P_("%s value", "%s values",
			    (unsigned long)f->got.n_distinct),
			 n);
}

void
tui_facet_draw(const struct tui_table *t, struct tui_grid *g,
	       struct tui_rect area)
{
	const struct tui_facet *f = t->facet;
	struct tui_rect in = tui_inside(area), foot;
	char *said = remark(f), *title;
	size_t top;

	title = dp_format(_("Facet: %.*s"),
			  DP_FMT(tui_table_name(t, f->column)));
	tui_box(g, area, title, said);
	free(title);
	free(said);
	foot = in;
	if (in.rows > FOOT_ROWS + 4) {
		in.rows -= FOOT_ROWS;
		foot.row += in.rows;
		foot.rows = FOOT_ROWS;
		(void)tui_wrap(g, foot, 0, TUI_QUIET,
			       dp_str_c(_("Space ticks. Enter keeps the rows "
					  "of what is ticked. m gives it one "
					  "name.")));
	}
	top = tui_list_top(f->at, lines(f), in.rows);
	for (size_t i = top; i < lines(f) && (int)(i - top) < in.rows; i++)
		draw_line(t, g,
			  (struct tui_rect){ in.row + (int)(i - top), in.col, 1,
					     in.cols },
			  i);
	if (lines(f) == 0)
		(void)tui_put_c(g, in.row, in.col, in.cols, TUI_QUIET,
				f->job ? _("Counting …") :
					 _("There is no value."));
}

void
tui_facet_say(const struct tui_table *t, struct dp_buf *out)
{
	const struct tui_facet *f = t->facet;
	char *said = remark(f), n[TUI_FIGURE_BYTES];

	dp_buf_format(out, _("Facet of %.*s: %s."),
		      DP_FMT(tui_table_name(t, f->column)), said);
	dp_buf_char(out, '\n');
	for (size_t i = 0; i < lines(f); i++) {
		dp_buf_c(out, "  ");
		show_value(value_at(f, i), out);
		dp_buf_format(out, ": %s", tui_count(count_at(f, i), n));
		if (ticked_at(f, value_at(f, i)) >= 0)
			dp_buf_format(out, ", %s", _("ticked"));
		dp_buf_char(out, '\n');
	}
	free(said);
}

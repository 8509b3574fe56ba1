/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps on a table in plain lines: what one would change is said before it
 * is applied; those that were can be walked.
 */
#include <stdlib.h>

#include <dpipe/clean.h>

#include "cli/dialogue.h"
#include "cli/inner.h"
#include "cli/plain_table.h"

#define EXAMPLES 10 /* changes that are said */

/* ---- trying ------------------------------------------------------------ */

static void
forget_step(struct cli_table *t)
{
	free(t->step);
	t->step = NULL;
	dp_trial_done(&t->trial);
}

/* Tries STEP behind step NUMBER into t->trial; false, and says why, if not. */
static bool
look_at(struct cli_table *t, uint32_t number, dp_str step)
{
	struct dp_err err = { 0 };
	struct dp_job *j = dp_trial_behind(t->bench, number, step, EXAMPLES,
					   &err);
	bool done;

	if (!j) {
		cli_table_err(t, &err);
		return false;
	}
	done = cli_table_wait(t, j, true);
	dp_trial_get(j, &t->trial);
	dp_job_free(j);
	return done;
}

/* "80 cells change, 344 stay. No row goes out." */
static void
say_counts(struct cli_table *t, const char *label)
{
	const struct dp_trial *r = &t->trial;
	uint64_t changed = r->tally.changed_cells;
	char n[48], of[48];
	struct dp_buf b = { 0 };

	dp_buf_format(&b, "%s ", label);
	dp_buf_format(&b,
		      P_("%s cell changes, in a table of %s rows.",
			 "%s cells change, in a table of %s rows.",
			 (unsigned long)changed),
		      cli_table_count(changed, n),
		      cli_table_count(r->n_rows, of));
	if (r->tally.dropped_rows > 0)
		dp_buf_format(&b,
			      P_(" %s row goes out.", " %s rows go out.",
				 (unsigned long)r->tally.dropped_rows),
			      cli_table_count(r->tally.dropped_rows, n));
	else
		dp_buf_format(&b, " %s", _("No row goes out."));
	/* how many there are is told apart */
	if (r->before.n == r->after.n && dp_trial_changes_columns(r))
		dp_buf_format(&b, " %s", _("The columns change."));
	if (r->reordered)
		dp_buf_format(&b, " %s", _("The rows change places."));
	if (r->tally.bad_cells > 0)
		dp_buf_format(&b,
			      P_(" %s cell could not be read (!).",
				 " %s cells could not be read (!).",
				 (unsigned long)r->tally.bad_cells),
			      cli_table_count(r->tally.bad_cells, n));
	cli_prose(&t->out, dp_buf_view(&b), 0);
	dp_buf_done(&b);
}

void
cli_table_ask(struct cli_table *t)
{
	if (t->step)
		cli_table_sayf(t, _("Apply %s? yes, no, or show."), t->step);
	else
		cli_table_say(t, _("Nothing is tried. Type a step, such as "
				   "trim *."));
}

void
cli_table_try(struct cli_table *t, dp_str step)
{
	const struct dp_trial *r = &t->trial;

	forget_step(t);
	if (!look_at(t, dp_bench_current(t->bench), step))
		return;
	t->step = dp_strdup(step);
	say_counts(t, _("Preview:"));
	if (r->after.n != r->before.n)
		cli_table_sayf(t, _("Columns: %zu before, %zu after."),
			       r->before.n, r->after.n);
	cli_table_ask(t);
}

/* The changes of t->trial, a line each. */
static void
say_changes(struct cli_table *t)
{
	for (size_t i = 0; i < t->trial.n; i++) {
		const struct dp_change *c = &t->trial.example[i];
		struct dp_buf a = { 0 }, b = { 0 };

		cli_show_blanks(c->before, &a);
		cli_show_blanks(c->after, &b);
		if (!c->column.p)
			cli_table_sayf(t, _("Row %llu goes out: %.*s"),
				       (unsigned long long)c->record,
				       DP_FMT(dp_buf_view(&a)));
		else
			cli_table_sayf(t, _("Row %llu, %.*s: %.*s -> %.*s"),
				       (unsigned long long)c->record,
				       DP_FMT(c->column),
				       DP_FMT(dp_buf_view(&a)),
				       DP_FMT(dp_buf_view(&b)));
		dp_buf_done(&a);
		dp_buf_done(&b);
	}
	if (t->trial.n == 0)
		cli_table_say(t, _("No value changes."));
	else if (t->trial.n == EXAMPLES)
		cli_table_sayf(t, _("These are the first %d."), EXAMPLES);
}

void
cli_table_changes(struct cli_table *t)
{
	if (t->step)
		say_changes(t);
	cli_table_ask(t);
}

void
cli_table_difference(struct cli_table *t, dp_str arg)
{
	struct dp_bench_step s;
	int64_t n = dp_bench_current(t->bench);

	if (arg.n > 0 && !dp_str_int(arg, &n))
		n = -1;
	if (n < 1 || n >= (int64_t)dp_bench_count(t->bench)) {
		cli_table_say(t, _("There is no such step. history lists "
				   "them."));
		return;
	}
	forget_step(t);
	dp_bench_look(t->bench, (uint32_t)n, &s);
	if (look_at(t, s.parent, s.line)) {
		cli_table_sayf(t, "%.*s", DP_FMT(s.line));
		say_counts(t, _("What it changed:"));
		say_changes(t);
	}
	forget_step(t);
}

/* ---- applying ---------------------------------------------------------- */

int
cli_table_show(struct cli_table *t, struct dp_err *err)
{
	uint32_t at = dp_bench_current(t->bench);
	struct dp_shown *shown = NULL;
	dp_str none = { NULL, 0 };
	bool exact = false;

	if (at && !(shown = dp_bench_show(t->bench, at, none, err)))
		return -1;
	cli_table_forget(t);
	if (t->shown)
		dp_shown_free(t->shown);
	else
		dp_view_free(t->view);
	t->shown = shown;
	t->view = shown ? dp_shown_view(shown) :
			  dp_view_new(t->pages, NULL, NULL);
	/* small tables are counted before one could ask */
	for (int i = 0; i < 5 && !exact && !dp_cancelled(); i++) {
		(void)dp_view_rows(t->view, &exact);
		if (!exact)
			cli_table_await(t);
	}
	return 0;
}

/* Shows it, and says why when that cannot be. */
static bool
show(struct cli_table *t)
{
	struct dp_err err = { 0 };

	if (cli_table_show(t, &err) == 0)
		return true;
	cli_table_err(t, &err);
	return false;
}

/* From here on each step is in the journal, before it counts. */
static int
begin_journal(struct cli_table *t, struct dp_err *err)
{
	struct dp_bench *b = dp_bench_begin(t->pages, t->path, t->journal, err);

	if (!b)
		return -1;
	dp_bench_free(t->bench);
	t->bench = b;
	t->kept = true;
	return 0;
}

/* What T, which was applied and changed no cell, did to the table, or NULL. */
static const char *
other_change(const struct dp_trial *t)
{
	if (dp_trial_changes_columns(t))
		return _("Done: the columns changed. undo takes it back.");
	return t->reordered ? _("Done: the rows changed places. undo takes it "
				"back.") :
			      NULL;
}

/* What was done: TALLY says; OTHER, or NULL, if it changed no cell. */
static void
say_applied(struct cli_table *t, const struct dp_tally *tally,
	    const char *other)
{
	char n[48];

	if (tally->dropped_rows > 0)
		cli_table_sayf(t,
			       P_("Done: %s row went out. undo takes it back.",
				  "Done: %s rows went out. undo takes it back.",
				  (unsigned long)tally->dropped_rows),
			       cli_table_count(tally->dropped_rows, n));
	else if (other && tally->changed_cells == 0)
		cli_table_say(t, other);
	else
		cli_table_sayf(t,
			       P_("Done: %s cell changed. undo takes it back.",
				  "Done: %s cells changed. undo takes it back.",
				  (unsigned long)tally->changed_cells),
			       cli_table_count(tally->changed_cells, n));
}

void
cli_table_apply(struct cli_table *t)
{
	struct dp_tally tally = t->trial.tally;
	const char *other = other_change(&t->trial);
	struct dp_err err = { 0 };

	if (!t->step) {
		cli_table_ask(t);
		return;
	}
	if ((t->journal && !t->kept && begin_journal(t, &err) != 0) ||
	    dp_bench_apply(t->bench, dp_str_c(t->step), &tally, &err) != 0) {
		cli_table_err(t, &err);
		return;
	}
	forget_step(t);
	if (show(t))
		say_applied(t, &tally, other);
}

void
cli_table_drop(struct cli_table *t)
{
	if (t->step)
		cli_table_say(t, _("Dropped: nothing was changed."));
	forget_step(t);
}

/* ---- the history ------------------------------------------------------- */

void
cli_table_walk(struct cli_table *t, bool back)
{
	struct dp_bench_step s;
	struct dp_err err = { 0 };
	int done;

	forget_step(t);
	dp_bench_look(t->bench, dp_bench_current(t->bench), &s);
	done = back ? dp_bench_undo(t->bench, &err) :
		      dp_bench_redo(t->bench, &err);
	if (done < 0)
		cli_table_err(t, &err);
	else if (done == 0 && back)
		cli_table_say(t, _("There is nothing to take back: this is "
				   "the table as it was opened."));
	else if (done == 0)
		cli_table_say(t, _("There is no later change to make again."));
	if (done <= 0 || !show(t))
		return;
	if (!back)
		dp_bench_look(t->bench, dp_bench_current(t->bench), &s);
	if (back)
		cli_table_sayf(t, _("Taken back: %.*s. redo makes it again."),
			       DP_FMT(s.line));
	else
		cli_table_sayf(t, _("Made again: %.*s. undo takes it back."),
			       DP_FMT(s.line));
}

/* Appends what S did, briefly, and where it stands. */
static void
say_state(const struct cli_table *t, const struct dp_bench_step *s,
	  struct dp_buf *out)
{
	char n[48];

	if (s->has_tally && s->tally.dropped_rows > 0)
		dp_buf_format(out,
			      P_(", %s row out", ", %s rows out",
				 (unsigned long)s->tally.dropped_rows),
			      cli_table_count(s->tally.dropped_rows, n));
	else if (s->has_tally)
		dp_buf_format(out,
			      P_(", %s cell", ", %s cells",
				 (unsigned long)s->tally.changed_cells),
			      cli_table_count(s->tally.changed_cells, n));
	if (!s->on_path)
		dp_buf_format(out, ", %s", _("undone"));
	if (s->number == dp_bench_current(t->bench))
		dp_buf_format(out, ". %s", _("You are here."));
}

void
cli_table_history(struct cli_table *t)
{
	for (uint32_t i = 0; i < dp_bench_count(t->bench); i++) {
		struct dp_bench_step s;
		struct dp_buf b = { 0 };

		dp_bench_look(t->bench, i, &s);
		dp_buf_format(&b, "%u: ", i);
		if (i == 0)
			dp_buf_format(&b, "%s %s", C_("history", "open"),
				      dp_path_base(t->path));
		else
			dp_buf_str(&b, s.line);
		say_state(t, &s, &b);
		cli_prose(&t->out, dp_buf_view(&b), 0);
		dp_buf_done(&b);
		if (s.note.p)
			cli_prose(&t->out, s.note, 4);
	}
}

void
cli_table_go(struct cli_table *t, dp_str arg)
{
	struct dp_err err = { 0 };
	int64_t n;

	if (!dp_str_int(arg, &n) || n < 0 ||
	    n >= (int64_t)dp_bench_count(t->bench)) {
		cli_table_say(t, _("There is no such step. history lists "
				   "them."));
		return;
	}
	forget_step(t);
	if (dp_bench_go(t->bench, (uint32_t)n, &err) != 0)
		cli_table_err(t, &err);
	else if (show(t))
		cli_table_sayf(t,
			       _("The table is as it was at step %u. The "
				 "other steps stay."),
			       (unsigned)n);
}

void
cli_table_note(struct cli_table *t, dp_str arg)
{
	uint32_t at = dp_bench_current(t->bench);
	struct dp_err err = { 0 };

	if (at == 0 || arg.n == 0)
		cli_table_say(t, _("note and a text, behind a step that was "
				   "applied."));
	else if (dp_bench_note(t->bench, at, arg, &err) != 0)
		cli_table_err(t, &err);
	else
		cli_table_sayf(t, _("Noted on step %u."), at);
}

/* ---- saving ------------------------------------------------------------ */

static bool
ends_in(const char *path, const char *end)
{
	size_t n = strlen(path), m = strlen(end);

	return n > m && strcmp(path + n - m, end) == 0;
}

/* The table behind the steps, made anew from the file, in PATH. */
static int
save_table(struct cli_table *t, const char *path, struct dp_err *err)
{
	struct dp_clean c = { .input = t->path, .output = path };
	struct dp_result result = { 0 };
	struct dp_recipe *r;
	struct dp_buf b = { 0 };
	int status = -1;

	dp_bench_recipe(t->bench, dp_bench_current(t->bench), &b);
	r = dp_recipe_parse(dp_buf_view(&b), "-e", err);
	dp_read_opts_init(&c.read);
	c.recipe = r;
	if (r)
		status = dp_clean_run(&c, &result, err);
	dp_result_done(&result);
	dp_recipe_free(r);
	dp_buf_done(&b);
	return status < 0 ? -1 : 0;
}

static int
save_text(struct cli_table *t, const char *path, bool command,
	  struct dp_err *err)
{
	struct dp_buf b = { 0 };
	int status;

	if (command) {
		dp_buf_c(&b, "#!/bin/sh\n");
		dp_bench_command(t->bench, dp_bench_current(t->bench), &b);
	} else {
		dp_bench_recipe(t->bench, dp_bench_current(t->bench), &b);
	}
	status = dp_write_file(path, b.p, b.n, err);
	dp_buf_done(&b);
	return status;
}

void
cli_table_save(struct cli_table *t, dp_str arg)
{
	char *path = dp_strdup(arg);
	struct dp_err err = { 0 };
	bool command = ends_in(path, ".sh");

	if (!*path)
		cli_table_say(t, _("save and the name of a file."));
	else if (dp_exists(path))
		cli_table_sayf(t,
			       _("%s is there already: save again, with "
				 "another name."),
			       path);
	else if ((command || ends_in(path, ".dpr") ?
			  save_text(t, path, command, &err) :
			  save_table(t, path, &err)) == 0)
		cli_table_sayf(t, _("Saved in %s."), path);
	else
		cli_table_err(t, &err);
	free(path);
}

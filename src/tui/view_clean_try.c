/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A step tried, applied or dropped; and what one that was applied changed.
 * Nothing but applying changes anything.
 */
#include "tui/view_clean.h"

#include "base/i18n.h"
#include "tui/tour.h"

#define EXAMPLES 200          /* changes that are kept to be seen */
#define PROGRESS_SECONDS 0.15 /* what is done sooner says no progress */

/* ---- starting, forgetting ---------------------------------------------- */

static void
stop(struct tui_clean *c)
{
	tui_work_drop(c->t, c->trial);
	c->trial = NULL;
	c->told = false;
}

void
tui_clean_drop(struct tui_clean *c)
{
	if (c->t->work)
		stop(c);
	dp_trial_done(&c->got);
	free(c->step);
	c->step = NULL;
	c->tried = c->of_values = false;
	c->changes_at = 0;
	c->caution = NULL;
}

void
tui_clean_say_wrong(struct tui_app *app, struct dp_err *err)
{
	dp_str rest = dp_str_c(err->msg);

	if (err->code == DP_ERECIPE && dp_str_starts(rest, "-e, ")) {
		(void)dp_str_cut(&rest, ':');
		rest = dp_str_strip(rest);
		memmove(err->msg, rest.p, rest.n);
		err->msg[rest.n] = '\0';
	}
	tui_say_err(app, err);
}

/* STEP, behind step NUMBER, is what is looked at. */
static bool
start(struct tui_app *app, struct tui_clean *c, uint32_t number, dp_str step)
{
	struct dp_err err = { 0 };

	c->trial = dp_trial_behind(c->t->bench.bench, number, step, EXAMPLES,
				   &err);
	if (!c->trial) {
		tui_clean_say_wrong(app, &err);
		return false;
	}
	c->step = dp_strdup(step);
	return true;
}

void
tui_clean_try(struct tui_app *app, struct tui_clean *c, dp_str step)
{
	const struct dp_bench *b = tui_bench_need(app, c->t);

	if (!b)
		return;
	tui_clean_drop(c);
	tui_history_look(c);
	if (!start(app, c, dp_bench_current(b), step))
		return;
	c->tried = true;
	c->history_at = tui_history_lines(c) - 1;
	if (tui_layout(app) >= TUI_COMPACT)
		c->pane = TUI_CLEAN_CHANGES;
}

void
tui_clean_difference(struct tui_app *app, struct tui_clean *c, uint32_t number)
{
	const struct dp_bench *b = c->t->bench.bench;
	struct dp_bench_step s;

	tui_clean_drop(c);
	dp_bench_look(b, number, &s);
	if (!start(app, c, s.parent, s.line))
		return;
	c->number = number;
	if (tui_layout(app) >= TUI_COMPACT)
		c->pane = TUI_CLEAN_CHANGES;
	else
		tui_say(app,
			_("Step %u: what it changed is beside the "
			  "values."),
			number);
}

/* ---- in words ---------------------------------------------------------- */

static void
say_cells(const struct tui_clean *c, struct dp_buf *out)
{
	const struct dp_trial *t = &c->got;
	char n[TUI_FIGURE_BYTES], of[TUI_FIGURE_BYTES];
	uint64_t changed = t->tally.changed_cells, all;

	all = t->n_rows * t->n_columns;
	(void)tui_count(changed, n);
	if (all >= changed && t->n_columns > 0)
		dp_buf_format(out,
			      P_("%s cell of %s changes.",
				 "%s cells of %s change.",
				 (unsigned long)changed),
			      n, tui_count(all, of));
	else
		dp_buf_format(out,
			      P_("%s cell changes.", "%s cells change.",
				 (unsigned long)changed),
			      n);
}

static void
say_rows(const struct tui_clean *c, struct dp_buf *out)
{
	const struct dp_tally *t = &c->got.tally;
	char n[TUI_FIGURE_BYTES];

	if (t->dropped_rows > 0)
		dp_buf_format(out,
			      P_(" %s row goes out.", " %s rows go out.",
				 (unsigned long)t->dropped_rows),
			      tui_count(t->dropped_rows, n));
	if (t->added_rows > 0)
		dp_buf_format(out,
			      P_(" %s row comes in.", " %s rows come in.",
				 (unsigned long)t->added_rows),
			      tui_count(t->added_rows, n));
	if (c->got.reordered)
		dp_buf_format(out, " %s", _("The rows change places."));
	if (t->bad_cells > 0)
		dp_buf_format(out,
			      P_(" %s cell could not be read (!).",
				 " %s cells could not be read (!).",
				 (unsigned long)t->bad_cells),
			      tui_count(t->bad_cells, n));
}

void
tui_clean_say_counts(const struct tui_clean *c, struct dp_buf *out)
{
	if (!c->got.complete) {
		dp_buf_c(out, _("So far:"));
		dp_buf_char(out, ' ');
	}
	say_cells(c, out);
	say_rows(c, out);
	if (c->got.tally.dropped_rows == 0 && c->got.complete)
		dp_buf_format(out, " %s", _("No row goes out."));
	if (c->got.finding.p)
		dp_buf_format(out, " %.*s", DP_FMT(c->got.finding));
}

/* Appends the names of A that B has not, each behind SIGN. */
static void
say_lacking(const struct dp_schema *a, const struct dp_schema *b, char sign,
	    struct dp_buf *out)
{
	for (size_t i = 0; i < a->n; i++)
		if (dp_schema_find(b, a->column[i].name) < 0)
			dp_buf_format(out, " %c%.*s", sign,
				      DP_FMT(a->column[i].name));
}

void
tui_clean_say_columns(const struct tui_clean *c, struct dp_buf *out)
{
	const struct dp_schema *a = &c->got.before, *b = &c->got.after;

	if (!dp_trial_changes_columns(&c->got))
		return;
	dp_buf_format(out, _("Columns: %zu before, %zu after."), a->n, b->n);
	say_lacking(a, b, '-', out);
	say_lacking(b, a, '+', out);
}

static void
say_preview(struct tui_app *app, const struct tui_clean *c)
{
	uint64_t n = c->got.tally.changed_cells,
		 out = c->got.tally.dropped_rows;
	char shown[TUI_FIGURE_BYTES];
	struct dp_buf b = { 0 };

	if (tui_layout(app) >= TUI_SINGLE)
		dp_buf_c(&b, _("PREVIEW ONLY. Enter applies; Esc: no."));
	else if (out > 0)
		dp_buf_format(&b,
			      P_("PREVIEW ONLY -- nothing has changed yet. "
				 "Enter: %s row goes out. Esc: no.",
				 "PREVIEW ONLY -- nothing has changed yet. "
				 "Enter: %s rows go out. Esc: no.",
				 (unsigned long)out),
			      tui_count(out, shown));
	else if (n > 0)
		dp_buf_format(&b,
			      P_("PREVIEW ONLY -- nothing has changed yet. "
				 "Enter: change %s cell. Esc: no.",
				 "PREVIEW ONLY -- nothing has changed yet. "
				 "Enter: change %s cells. Esc: no.",
				 (unsigned long)n),
			      tui_count(n, shown));
	else if (dp_trial_changes_columns(&c->got))
		dp_buf_c(&b, _("PREVIEW ONLY -- nothing has changed yet. "
			       "Enter: the columns change. Esc: no."));
	else if (c->got.reordered)
		dp_buf_c(&b, _("PREVIEW ONLY -- nothing has changed yet. "
			       "Enter: the rows change places. Esc: no."));
	else
		dp_buf_c(&b, _("PREVIEW ONLY -- no cell would change. Enter "
			       "applies it all the same. Esc: no."));
	if (n > 1 && dp_str_starts(dp_str_c(c->step), "set "))
		dp_buf_format(&b, " %s", _("More than one row has this key."));
	if (c->caution)
		dp_buf_format(&b, " %s", _(c->caution));
	tui_say(app, "%.*s", DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
}

/* What the step on trial does, if it changes no cell: done, with its undo. */
static const char *
other_change(const struct dp_trial *t)
{
	if (dp_trial_changes_columns(t))
		return _("The columns changed. u undoes.");
	return t->reordered ? _("The rows changed places. u undoes.") : NULL;
}

/* What was done, with its undo; OTHER, or NULL, if it changed no cell. */
static void
say_applied(struct tui_app *app, const struct dp_tally *t, const char *other)
{
	char n[TUI_FIGURE_BYTES];

	if (!t)
		tui_say(app, _("Applied, before all its changes were "
			       "counted. u undoes."));
	else if (t->dropped_rows > 0)
		tui_say(app,
			P_("%s row went out. u undoes.",
			   "%s rows went out. u undoes.",
			   (unsigned long)t->dropped_rows),
			tui_count(t->dropped_rows, n));
	else if (other && t->changed_cells == 0)
		tui_say(app, "%s", other);
	else
		tui_say(app,
			P_("%s cell changed. u undoes.",
			   "%s cells changed. u undoes.",
			   (unsigned long)t->changed_cells),
			tui_count(t->changed_cells, n));
}

/* ---- deciding ---------------------------------------------------------- */

void
tui_clean_end(struct tui_clean *c)
{
	tui_clean_drop(c);
	tui_work_drop(c->t, c->values.job);
	c->values.job = NULL;
}

void
tui_clean_again(struct tui_app *app, struct tui_clean *c)
{
	const struct dp_schema *s = dp_view_schema(c->t->file);
	ptrdiff_t i;

	tui_clean_end(c);
	tui_history_look(c);
	i = c->values.name ? dp_schema_find(s, dp_str_c(c->values.name)) : -1;
	tui_values_open(app, c, i >= 0 ? (size_t)i : tui_table_index(c->t));
}

/* It is a step like the others now; its changes stay to be seen. */
static void
keep_seen(struct tui_app *app, struct tui_clean *c, struct tui_clean *seen)
{
	if (seen->of_values) {
		c->values.method = -1;
		if (c->pane == TUI_CLEAN_ALIKE)
			c->pane = TUI_CLEAN_FACET;
	}
	tui_clean_again(app, c);
	c->step = seen->step;
	c->got = seen->got;
	c->changes_at = seen->changes_at;
	c->number = dp_bench_current(c->t->bench.bench);
}

/* What is tried goes to the table's owner, and one goes back there. */
static void
hand_over(struct tui_app *app, struct tui_clean *c)
{
	struct tui_table *t = c->t;
	char *step = c->step;

	c->step = NULL;
	tui_pop(app);
	t->owner->apply(app, t->owner_self, dp_str_c(step));
	free(step);
}

void
tui_clean_apply(struct tui_app *app, struct tui_clean *c)
{
	struct tui_clean seen = *c;
	struct dp_tally tally = c->got.tally;
	bool counted = c->got.complete;
	const char *other = other_change(&c->got);

	if (c->t->owner) {
		hand_over(app, c);
		return;
	}
	if (!tui_bench_need(app, c->t))
		return;
	/* what runs over the rows ends before they are others */
	c->step = NULL;
	memset(&c->got, 0, sizeof c->got);
	tui_clean_end(c);
	if (!tui_bench_apply(app, c->t, dp_str_c(seen.step),
			     counted ? &tally : NULL)) {
		/* still only tried, and what went wrong is said */
		keep_seen(app, c, &seen);
		c->tried = true;
		return;
	}
	keep_seen(app, c, &seen);
	if (seen.returns)
		tui_pop(app);
	say_applied(app, counted ? &tally : NULL, other);
}

bool
tui_clean_cancel(struct tui_app *app, struct tui_clean *c)
{
	if (c->trial) {
		stop(c);
		tui_say(app, c->tried ?
				     _("Stopped: these are the first changes. "
				       "Enter applies it all; Esc drops it.") :
				     _("Stopped: these are the first "
				       "changes."));
		return true;
	}
	if (!c->tried)
		return false;
	if (c->returns) {
		tui_pop(app);
	} else {
		tui_clean_drop(c);
		tui_history_look(c);
		/* where one part is seen, not the one that is empty now */
		if (tui_layout(app) >= TUI_COMPACT &&
		    c->pane == TUI_CLEAN_CHANGES)
			c->pane = TUI_CLEAN_FACET;
	}
	tui_say(app, _("Dropped: nothing was changed."));
	return true;
}

/* ---- the background ---------------------------------------------------- */

static void
say_progress(struct tui_app *app, struct tui_clean *c,
	     const struct dp_job_state *s)
{
	char n[TUI_FIGURE_BYTES];

	c->told = true;
	if (c->got.lasting.p && s->share >= 0)
		tui_say(app, _("Trying, %d%%: %.*s Esc stops it."),
			(int)(s->share * 100), DP_FMT(c->got.lasting));
	else if (s->share >= 0)
		tui_say(app,
			P_("Trying: %d%%, %s row. Esc stops it.",
			   "Trying: %d%%, %s rows. Esc stops it.", s->n_rows),
			(int)(s->share * 100), tui_count(s->n_rows, n));
	else if (s->n_rows == 0)
		tui_say(app, "%s", _("Waiting to be tried. Esc stops it."));
	else
		tui_say(app,
			P_("Trying: %s row. Esc stops it.",
			   "Trying: %s rows. Esc stops it.", s->n_rows),
			tui_count(s->n_rows, n));
}

void
tui_clean_trial_news(struct tui_app *app, struct tui_clean *c)
{
	struct dp_job_state s;

	if (!c->trial)
		return;
	dp_job_look(c->trial, &s);
	dp_trial_get(c->trial, &c->got);
	/* on the tour, the line says what to press next */
	if (s.status == DP_JOB_WAITING || s.status == DP_JOB_RUNNING) {
		if (s.seconds >= PROGRESS_SECONDS && !tui_tour_is_on(app))
			say_progress(app, c, &s);
		return;
	}
	dp_job_free(c->trial);
	c->trial = NULL;
	if (s.status == DP_JOB_FAILED) {
		/* what cannot be tried cannot be applied */
		if (c->tried) {
			tui_clean_drop(c);
			tui_history_look(c);
		}
		tui_clean_say_wrong(app, &s.err);
	} else if (c->tried && !tui_tour_is_on(app)) {
		say_preview(app, c);
	} else if (c->told) {
		tui_say(app, "%s", "");
	}
	c->told = false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chart of a table, and the sentence that goes with it: rows are counted
 * beside the interface, as they are filtered in the table below; what is
 * asked may then change without reading them again.
 */
#include "tui/view_chart.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "tui/changes.h"
#include "tui/view_table_bench.h"

#define PROGRESS_SECONDS 0.15 /* what is done sooner says no progress */
#define LOOK_ROWS 200u        /* that tell what columns hold */
#define MANY 20u              /* bars that < goes down from at once */
#define BARS 5u               /* that < and > take and add */

struct tui_chart *
tui_chart_top(const struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);

	return v && v->class == &tui_view_chart ? v->state : NULL;
}

/* ---- drawing what was read --------------------------------------------- */

static void
forget_chart(struct tui_chart *s)
{
	dp_chart_free(s->chart);
	s->chart = NULL;
	free(s->trouble);
	s->trouble = NULL;
}

static void
say_made(struct tui_app *app, struct tui_chart *s)
{
	if (s->codes && s->guessed)
		tui_say(app,
			_("%s holds codes: they are names, and what is drawn "
			  "is how many rows each has."),
			s->words.x);
	else
		tui_say(app, "%s", "");
	s->guessed = false;
}

void
tui_chart_make(struct tui_app *app, struct tui_chart *s)
{
	struct dp_err err = { 0 };

	if (s->job || !s->reader)
		return;
	forget_chart(s);
	tui_chart_set_ask(s);
	(void)snprintf(s->language, sizeof s->language, "%s", dp_language());
	s->chart = dp_present_reader_chart(s->reader, &err);
	if (s->chart) {
		say_made(app, s);
	} else if (s->guessed && !s->words.top && err.code == DP_ELIMIT) {
		s->words.top = MANY;
		tui_chart_make(app, s);
	} else if (s->guessed && !s->codes && err.code == DP_EUSAGE) {
		tui_chart_take_codes(app, s);
	} else {
		s->trouble = dp_strdup(dp_str_c(err.msg));
		tui_say_err(app, &err);
	}
}

/* ---- reading ----------------------------------------------------------- */

void
tui_chart_read(struct tui_app *app, struct tui_chart *s)
{
	struct dp_err err = { 0 };
	struct dp_each each = { dp_present_reader_start, dp_present_reader_row,
				NULL };

	dp_job_free(s->job);
	s->job = NULL;
	dp_present_reader_free(s->reader);
	forget_chart(s);
	tui_chart_set_ask(s);
	s->partial = false;
	s->reader = dp_present_reader_new(&s->ask, &err);
	each.self = s->reader;
	if (s->reader)
		s->job = dp_each_start(s->view, &each, &err);
	if (s->job)
		return;
	dp_present_reader_free(s->reader);
	s->reader = NULL;
	s->trouble = dp_strdup(dp_str_c(err.msg));
	tui_say_err(app, &err);
}

static void
say_progress(struct tui_app *app, const struct tui_chart *s)
{
	char n[TUI_FIGURE_BYTES];

	if (s->now.share >= 0)
		tui_say(app, _("%s: %d%%, %s rows. Esc stops it."),
			_("Counting"), (int)(s->now.share * 100),
			tui_count(s->now.n_rows, n));
	else
		tui_say(app, _("%s: %s rows. Esc stops it."), _("Counting"),
			tui_count(s->now.n_rows, n));
}

/* The job is over, or tells how far it is. */
static void
look(struct tui_app *app, struct tui_chart *s)
{
	if (!s->job)
		return;
	dp_job_look(s->job, &s->now);
	if (s->now.status == DP_JOB_RUNNING ||
	    s->now.status == DP_JOB_WAITING) {
		if (s->now.seconds >= PROGRESS_SECONDS)
			say_progress(app, s);
		return;
	}
	dp_job_free(s->job);
	s->job = NULL;
	s->partial = s->now.status == DP_JOB_CANCELLED;
	if (s->now.status == DP_JOB_FAILED) {
		s->trouble = dp_strdup(dp_str_c(s->now.err.msg));
		tui_say_err(app, &s->now.err);
	} else {
		tui_chart_make(app, s);
	}
}

/* ---- life -------------------------------------------------------------- */

static void
take_rows(struct tui_chart *s, const struct tui_table *t)
{
	const struct dp_bench *b = t->bench.bench;

	s->view = tui_table_filtered(t);
	s->look = tui_table_view(t);
	s->filtered = t->n_filters > 0;
	s->t = t;
	s->step = b ? dp_bench_current(b) : 0;
}

/* The rows of the table below, or of a file of its own. */
static int
open_rows(struct tui_chart *s, const struct tui_table *t, struct dp_err *err)
{
	const char *file = s->words.file;
	struct dp_read_opts o;

	if (t && (!file || !strcmp(file, t->path))) {
		s->path = dp_strdup(dp_str_c(t->path));
		take_rows(s, t);
		return 0;
	}
	if (!file)
		return dp_fail(err, DP_EUSAGE,
			       _("a chart is drawn of a table: open one with "
				 "o, go to a column and press G."));
	s->path = dp_strdup(dp_str_c(file));
	dp_read_opts_init(&o);
	o.threads = 1;
	s->own = dp_pages_open(file, &o, err);
	if (!s->own)
		return -1;
	s->look = s->view = s->own_view = dp_view_new(s->own, NULL, NULL);
	return 0;
}

static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	const struct tui_table *t = tui_table_top(app);
	struct tui_chart *s = v->state;
	struct dp_buf line = { 0 };
	int status;

	if (arg && *arg)
		dp_buf_c(&line, arg);
	else if ((s->guessed = t != NULL))
		tui_chart_words_for(tui_table_view(t), tui_table_index(t),
				    &line);
	else
		return open_rows(s, t, err);
	status = tui_chart_words_read(&s->words, dp_buf_view(&line), err);
	dp_buf_done(&line);
	if (status != 0 || open_rows(s, t, err) != 0)
		return -1;
	if (!s->words.x && t)
		tui_chart_word(&s->words.x,
			       tui_table_name(t, tui_table_index(t)));
	tui_chart_read(app, s);
	if (s->job)
		return 0;
	return dp_fail(err, DP_EUSAGE, "%s", s->trouble);
}

static void
view_close(struct tui_view *v)
{
	struct tui_chart *s = v->state;

	dp_job_free(s->job);
	dp_present_reader_free(s->reader);
	forget_chart(s);
	dp_window_done(&s->window);
	dp_view_free(s->own_view);
	dp_pages_close(s->own);
	tui_chart_words_done(&s->words);
	dp_buf_done(&s->source);
	free(s->path);
}

/* Changes may have been made meanwhile: the rows are other ones. */
static void
again(struct tui_app *app, struct tui_view *v)
{
	struct tui_chart *s = v->state;
	const struct dp_bench *b = s->t ? s->t->bench.bench : NULL;

	if (!b || dp_bench_current(b) == s->step)
		return;
	take_rows(s, s->t);
	tui_chart_read(app, s);
}

/* Rows of its own are looked at, for what columns hold; another language is
   spoken now. */
static void
settle(struct tui_app *app, struct tui_view *v)
{
	struct tui_chart *s = v->state;

	if (s->own)
		dp_view_get(s->view, 0, LOOK_ROWS, &s->window);
	if (s->chart && strcmp(s->language, dp_language()) != 0)
		tui_chart_make(app, s);
}

static bool
news(struct tui_app *app, struct tui_view *v)
{
	struct tui_chart *s = v->state;

	dp_pages_hush(dp_view_pages(s->view));
	look(app, s);
	settle(app, v);
	return true;
}

static int
descriptor(const struct tui_view *v)
{
	const struct tui_chart *s = v->state;

	return dp_pages_fd(dp_view_pages(s->view));
}

static bool
busy(const struct tui_view *v)
{
	const struct tui_chart *s = v->state;

	return s->job ||
	       (s->window.n_missing > 0 && s->window.err.code == DP_OK);
}

/* ---- commands ---------------------------------------------------------- */

static bool
has_bars(struct tui_app *app, const struct tui_chart *s)
{
	if (!strcmp(s->words.type, "bar"))
		return true;
	tui_say(app, "%s", _("What is in order by itself keeps its order."));
	return false;
}

static void
sort(struct tui_app *app, struct tui_chart *s)
{
	bool by_label = s->words.sort && !strcmp(s->words.sort, "label");

	if (!has_bars(app, s))
		return;
	tui_chart_word(&s->words.sort, by_label ? DP_S("") : DP_S("label"));
	tui_chart_make(app, s);
	if (s->chart)
		tui_say(app, "%s",
			by_label ? _("The largest first. s: by name.") :
				   _("By name. s: the largest first."));
}

/* More bars, or fewer. */
static void
change_top(struct tui_app *app, struct tui_chart *s, bool more)
{
	size_t n = dp_chart_table(s->chart)->n_rows;
	size_t top = s->words.top ? s->words.top : n < MANY ? n : MANY;

	if (!has_bars(app, s))
		return;
	s->words.top = more ? top + BARS : top > BARS ? top - BARS : top;
	tui_chart_make(app, s);
}

static void
show_rows(struct tui_app *app, const struct tui_chart *s)
{
	struct dp_buf b = { 0 };

	tui_chart_rows(s, &b);
	dp_buf_char(&b, '\n');
	tui_chart_foot(s, &b);
	dp_buf_c(&b, "\n\n");
	dp_buf_c(&b, _("On the command line:"));
	dp_buf_c(&b, "\n  ");
	tui_chart_words_say(s, &b);
	dp_buf_char(&b, '\0');
	(void)tui_push(app, &tui_view_text, b.p);
	dp_buf_done(&b);
}

static bool
stop(struct tui_app *app, struct tui_chart *s)
{
	if (!s->job || s->partial)
		return false;
	dp_job_cancel(s->job);
	s->partial = true;
	tui_say(app, "%s", _("Stopping …"));
	look(app, s); /* one that had to wait has ended already */
	return true;
}

/* Commands for a chart that is there; false: it is none of them. */
static bool
chart_command(struct tui_app *app, struct tui_chart *s, enum tui_command c,
	      dp_str arg)
{
	switch (c) {
	case TUI_SORT:
		sort(app, s);
		return true;
	case TUI_NARROWER:
	case TUI_WIDER:
		change_top(app, s, c == TUI_WIDER);
		return true;
	case TUI_DATA:
		show_rows(app, s);
		return true;
	case TUI_EXPORT:
		tui_chart_save(app, arg);
		return true;
	case TUI_ENTER:
	case TUI_EDIT:
		tui_chart_ask_title(app, s);
		return true;
	case TUI_NOTE:
		tui_chart_ask_source(app, s);
		return true;
	default:
		return false;
	}
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	struct tui_chart *s = v->state;

	if (c == TUI_BACK || c == TUI_STOP)
		return stop(app, s);
	if (s->job)
		return false;
	if (c == TUI_NEXT_PANE || c == TUI_PREVIOUS_PANE) {
		tui_chart_next_type(app, s, c == TUI_NEXT_PANE ? 1 : -1);
		return true;
	}
	if (c == TUI_COLUMNS) {
		tui_chart_ask_y(app, s);
		return true;
	}
	return s->chart && chart_command(app, s, c, arg);
}

/* ---- the first line and the key bar ------------------------------------ */

static void
about(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct tui_chart *s = v->state;

	(void)app;
	dp_buf_c(out, dp_path_base(s->path));
}

static void
remark(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct tui_chart *s = v->state;

	size_t n = s->t ? tui_bench_steps(s->t) : 0;

	tui_changes_remark(app, n, out);
	if (n > 0 && (s->partial || s->filtered))
		dp_buf_c(out, " | ");
	if (s->partial)
		dp_buf_c(out, _("so far"));
	else if (s->filtered)
		dp_buf_c(out, _("of the rows that are shown"));
}

static const char *
call(const struct tui_view *v, enum tui_command c)
{
	(void)v;
	switch (c) {
	case TUI_NEXT_PANE:
		/* TRANSLATORS: key bar: of chart; 12 columns at most */
		return C_("key bar", "Other chart");
	case TUI_EDIT:
		/* TRANSLATORS: key bar: what a chart says; 12 columns */
		return C_("key bar", "Sentence");
	case TUI_NOTE:
		/* TRANSLATORS: key bar: of the data; 12 columns at most */
		return C_("key bar", "Source");
	case TUI_COLUMNS:
		/* TRANSLATORS: key bar: along y; 12 columns at most */
		return C_("key bar", "Numbers");
	case TUI_NARROWER:
		/* TRANSLATORS: key bar: bars; 12 columns at most */
		return C_("key bar", "Fewer");
	case TUI_WIDER:
		/* TRANSLATORS: key bar: bars; 12 columns at most */
		return C_("key bar", "More");
	default:
		return NULL;
	}
}

static const enum tui_command serves[] = {
	TUI_NEXT_PANE,     TUI_EDIT,   TUI_SORT,     TUI_DATA,  TUI_SAY,
	TUI_EXPORT,        TUI_NOTE,   TUI_COLUMNS,  TUI_WIDER, TUI_NARROWER,
	TUI_PREVIOUS_PANE, TUI_ENTER,  TUI_LANGUAGE, TUI_WHY,   TUI_BACK,
	TUI_STOP,          TUI_NOTHING
};

const struct tui_view_class tui_view_chart = {
	.name = "chart",
	.title = N_("Chart"),
	.serves = serves,
	.state_bytes = sizeof(struct tui_chart),
	.open = view_open,
	.close = view_close,
	.again = again,
	.settle = settle,
	.command = command,
	.call = call,
	.draw = tui_chart_draw,
	.remark = remark,
	.about = about,
	.say = tui_chart_say,
	.descriptor = descriptor,
	.news = news,
	.busy = busy,
};

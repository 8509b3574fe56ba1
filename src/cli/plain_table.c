/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table in plain lines: its values, its rows, steps that are tried, applied
 * and taken back. The same workbench as on the screen, and the same journal.
 */
#include "cli/plain_table.h"

#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>

#include "cli/dialogue.h"
#include "cli/inner.h"

#define NEWS_MS 200

/* ---- saying, waiting --------------------------------------------------- */

void
cli_table_say(struct cli_table *t, const char *text)
{
	cli_prose(&t->out, dp_str_c(text), 0);
}

void
cli_table_sayf(struct cli_table *t, const char *fmt, ...)
{
	struct dp_buf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	dp_buf_vformat(&b, fmt, ap);
	va_end(ap);
	cli_prose(&t->out, dp_buf_view(&b), 0);
	dp_buf_done(&b);
}

void
cli_table_err(struct cli_table *t, const struct dp_err *err)
{
	dp_str msg = dp_str_c(err->msg);

	if (err->code == DP_ERECIPE && dp_str_starts(msg, "-e, "))
		(void)dp_str_cut(&msg, ':');
	cli_prose(&t->out, dp_str_strip(msg), 0);
	cli_point(err, 0, &t->out);
	if (*err->shown)
		dp_buf_char(&t->out, '\n');
}

const char *
cli_table_count(uint64_t n, char out[48])
{
	struct dp_buf b = { 0 };
	char canonical[24];

	(void)snprintf(canonical, sizeof canonical, "%" PRIu64, n);
	dp_number_show(dp_str_c(canonical), &b);
	(void)snprintf(out, 48, "%.*s", DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
	return out;
}

void
cli_table_await(struct cli_table *t)
{
	struct dp_pages *made = t->shown ? dp_shown_pages(t->shown) : NULL;
	struct pollfd f[2] = { { dp_pages_fd(t->pages), POLLIN, 0 },
			       { made ? dp_pages_fd(made) : -1, POLLIN, 0 } };

	(void)poll(f, 2, NEWS_MS);
	dp_pages_hush(t->pages);
	if (made)
		dp_pages_hush(made);
}

/* ---- words ------------------------------------------------------------- */

enum word {
	NONE,
	AGAIN,
	CHANGES,
	COLUMNS,
	FACET,
	GO,
	HISTORY,
	KEYS,
	MERGE,
	MORE,
	NO,
	NOTE,
	REDO,
	ROW,
	SAVE,
	SHOW,
	STOP,
	TABLES,
	UNDO,
	WHERE,
	YES
};

/* Words in English and French, folded. */
static const struct {
	enum word word;
	const char *name;
} words[] = {
	{ AGAIN, "again" },
	{ AGAIN, "encore" },
	{ CHANGES, "changes" },
	{ CHANGES, "changements" },
	{ COLUMNS, "columns" },
	{ COLUMNS, "colonnes" },
	{ FACET, "facet" },
	{ FACET, "facette" },
	{ GO, "go" },
	{ GO, "aller" },
	{ HISTORY, "history" },
	{ HISTORY, "historique" },
	{ KEYS, "keys" },
	{ KEYS, "touches" },
	{ KEYS, "aide" },
	{ KEYS, "?" },
	{ MERGE, "merge" },
	{ MERGE, "fusionner" },
	{ MORE, "more" },
	{ MORE, "suite" },
	{ NO, "no" },
	{ NO, "non" },
	{ NO, "n" },
	{ NOTE, "note" },
	{ REDO, "redo" },
	{ REDO, "retablir" },
	{ ROW, "row" },
	{ ROW, "ligne" },
	{ SAVE, "save" },
	{ SAVE, "enregistrer" },
	{ SHOW, "show" },
	{ SHOW, "voir" },
	{ STOP, "stop" },
	{ STOP, "fin" },
	{ STOP, "quitter" },
	{ STOP, "q" },
	{ TABLES, "tables" },
	{ TABLES, "tableaux" },
	{ UNDO, "undo" },
	{ UNDO, "annuler" },
	{ WHERE, "where" },
	{ WHERE, "ou" },
	{ YES, "yes" },
	{ YES, "oui" },
	{ YES, "y" },
	{ YES, "o" },
};

static enum word
find_word(dp_str line, dp_str *rest)
{
	struct dp_buf folded = { 0 };
	enum word found = NONE;

	*rest = line;
	dp_fold(dp_str_cut(rest, ' '), &folded);
	*rest = dp_str_strip(*rest);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (dp_str_is(dp_buf_view(&folded), words[i].name))
			found = words[i].word;
	dp_buf_done(&folded);
	return found;
}

static void
say_where(struct cli_table *t)
{
	struct dp_bench_step s;
	struct dp_buf name = { 0 };
	char n[48];
	size_t steps = 0;
	bool exact;

	for (uint32_t at = dp_bench_current(t->bench); at; at = s.parent) {
		dp_bench_look(t->bench, at, &s);
		steps++;
	}
	cli_table_name(t, &name);
	cli_table_sayf(t,
		       _("%.*s: rows: %s, columns: %zu. Steps applied: %zu."),
		       DP_FMT(dp_buf_view(&name)),
		       cli_table_count(dp_view_rows(t->view, &exact), n),
		       dp_view_schema(t->view)->n, steps);
	dp_buf_done(&name);
	if (!exact)
		cli_table_say(t, _("Rows are still being counted."));
	if (t->step)
		cli_table_ask(t);
}

static void
say_keys(struct cli_table *t)
{
	cli_table_say(t, _("facet COLUMN: its values. more: the next ones. "
			   "merge 1 3 as NAME: one name for these. row 7: "
			   "that row. columns: their names."));
	cli_table_say(t, _("A step, such as trim *, is tried first: yes "
			   "applies it, no drops it, show says the first "
			   "changes. dpipe help lists all steps."));
	cli_table_say(t,
		      _("undo, redo; history: all steps; go 2: to one of "
			"them; changes 2: what it changed; note TEXT: why."));
	cli_table_say(t, _("save FILE: the table, the steps (.dpr), or the "
			   "command (.sh). The original is never written. "
			   "where, again, stop."));
	cli_table_say(t, _("tables: another sheet, or another table of this "
			   "file."));
}

/* What needs no step that is tried. False: W is none of these. */
static bool
look_word(struct cli_table *t, enum word w, dp_str rest)
{
	switch (w) {
	case AGAIN:
	case WHERE:
		say_where(t);
		return true;
	case COLUMNS:
		cli_table_columns(t);
		return true;
	case FACET:
		cli_table_facet(t, rest);
		return true;
	case HISTORY:
		cli_table_history(t);
		return true;
	case KEYS:
		say_keys(t);
		return true;
	case MORE:
		cli_table_more(t);
		return true;
	case CHANGES:
		cli_table_difference(t, rest);
		return true;
	case ROW:
		cli_table_row(t, rest);
		return true;
	default:
		return false;
	}
}

/* What decides, or goes elsewhere in the history. */
static bool
change_word(struct cli_table *t, enum word w, dp_str rest)
{
	switch (w) {
	case YES:
		cli_table_apply(t);
		return true;
	case NO:
		cli_table_drop(t);
		return true;
	case SHOW:
		cli_table_changes(t);
		return true;
	case UNDO:
	case REDO:
		cli_table_walk(t, w == UNDO);
		return true;
	case GO:
		cli_table_go(t, rest);
		return true;
	case MERGE:
		cli_table_merge(t, rest);
		return true;
	case NOTE:
		cli_table_note(t, rest);
		return true;
	case SAVE:
		cli_table_save(t, rest);
		return true;
	default:
		return false;
	}
}

bool
cli_table_is_stop(dp_str word)
{
	dp_str rest;

	return find_word(word, &rest) == STOP;
}

/* LINE: true when it is over. */
static bool
take(struct cli_table *t, dp_str line)
{
	dp_str rest, verb = line;
	struct dp_buf other = { 0 };
	enum word w = find_word(line, &rest);

	if (w == STOP)
		return true;
	if (w == TABLES)
		return cli_table_ask_other(t);
	if (look_word(t, w, rest) || change_word(t, w, rest))
		return false;
	if (dp_op_find(dp_str_cut(&verb, ' ')))
		cli_table_try(t, line);
	else if (dp_elsewhere_say(line, &other))
		cli_table_sayf(t, "%.*s", DP_FMT(dp_buf_view(&other)));
	else
		cli_table_say(t, _("That is no word and no step. keys lists "
				   "what there is."));
	dp_buf_done(&other);
	return false;
}

/* ---- opening ----------------------------------------------------------- */

/* What becomes of earlier work: 0 go on, 1 nothing can be read, -1. */
static int
ask_earlier(struct cli_table *t, const struct dp_err *trouble,
	    struct dp_err *err)
{
	cli_table_sayf(t, _("There is work of an earlier time on %s."),
		       dp_path_base(t->path));
	if (!t->bench)
		cli_table_sayf(t, _("It does not fit the file: %s"),
			       trouble->msg);
	else
		cli_table_history(t);
	for (;;) {
		char *line, *aside;
		int64_t answer = 0;

		cli_table_say(t, _("1: continue. 2: start again, it is put "
				   "aside."));
		if (cli_write(&t->out, err) != 0)
			return -1;
		line = dp_cancelled() ? NULL : cli_read_line(t->screen);
		if (!line)
			return 1;
		(void)dp_str_int(dp_str_strip(dp_str_c(line)), &answer);
		free(line);
		if (answer == 1 && t->bench)
			return 0;
		if (answer != 2)
			continue;
		dp_bench_free(t->bench);
		t->bench = NULL;
		t->kept = false;
		aside = dp_bench_put_aside(t->journal, err);
		if (!aside)
			return -1;
		cli_table_sayf(t, _("The earlier work is kept in %s."), aside);
		free(aside);
		return 0;
	}
}

/* The workbench, with the work of an earlier time or without; as above. */
static int
find_bench(struct cli_table *t, struct dp_err *err)
{
	const char *state = cli_state_folder();
	struct dp_err trouble = { 0 };
	int status = 0;

	if (state)
		t->bench = dp_bench_find(t->pages, state, t->path, &t->journal,
					 &trouble);
	t->kept = t->bench || trouble.code != DP_OK;
	if (trouble.code != DP_OK || (t->bench && dp_bench_count(t->bench) > 1))
		status = ask_earlier(t, &trouble, err);
	if (status == 0 && !t->bench)
		t->bench = dp_bench_new(t->pages, t->path, NULL, NULL, err);
	return status == 0 && !t->bench ? -1 : status;
}

/* Lines are taken until it is left: 0; 1 when none can be read; -1. */
static int
converse(struct cli_table *t, struct dp_err *err)
{
	bool over = false;

	while (!over) {
		char *line;

		if (cli_write(&t->out, err) != 0)
			return -1;
		line = dp_cancelled() ? NULL : cli_read_line(t->screen);
		if (!line)
			return 1;
		over = dp_str_strip(dp_str_c(line)).n > 0 &&
		       take(t, dp_str_strip(dp_str_c(line)));
		free(line);
	}
	return 0;
}

static void
done(struct cli_table *t)
{
	cli_table_drop(t);
	cli_table_forget(t);
	if (t->shown)
		dp_shown_free(t->shown);
	else
		dp_view_free(t->view);
	dp_bench_free(t->bench);
	dp_pages_close(t->pages);
	free(t->journal);
	dp_buf_done(&t->out);
}

/* Works on the table chosen: as converse. */
static int
work(struct cli_table *t, const struct cli_chosen *c, struct dp_err *err)
{
	struct dp_read_opts o;
	int status;

	dp_read_opts_init(&o);
	o.threads = 1;
	if (c->member)
		o.member = dp_str_c(c->member);
	if (c->sheet)
		o.sheet = dp_str_c(c->sheet);
	t->pages = dp_pages_open(t->path, &o, err);
	if (!t->pages)
		return -1;
	status = find_bench(t, err);
	if (status == 0)
		status = cli_table_show(t, err);
	if (status != 0)
		return status;
	say_where(t);
	cli_table_say(t, _("Type keys for what can be done, stop to go back."));
	return converse(t, err);
}

int
cli_plain_table(const char *path, const struct cli_screen *screen,
		struct dp_err *err)
{
	struct cli_chosen c = { NULL, NULL };
	bool other = false;
	int status;

	do {
		struct cli_table t = { .screen = screen, .path = path };

		status = cli_table_choose(&t, other, &c, err);
		if (status == 0)
			status = work(&t, &c, err);
		other = status == 0 && t.other;
		done(&t);
	} while (other);
	cli_chosen_done(&c);
	return status == 2 ? 0 : status;
}

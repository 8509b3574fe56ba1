/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson from its text: its head, and the order of its parts. What stands
 * in tasks is read elsewhere; what is missing is for the linter to say.
 */
#include "lesson/parse.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"

static const char *const kind_name[] = { "do", "predict", "fix", "quiz",
					 "reflect" };

const char *
dp_task_kind_name(enum dp_task_kind kind)
{
	return kind_name[kind];
}

/* ---- the head --------------------------------------------------------- */

static int
read_step(struct dpi_lesson_reader *r, const struct dpi_entry *e)
{
	for (size_t i = 0; i < DP_STEPS; i++)
		if (dp_str_is(e->value, dp_step_info(i)->name)) {
			r->l->step = i;
			r->l->has_step = true;
			return 0;
		}
	return dpi_lesson_fail(r, e->line,
			       _("%.*s is none of the seven steps: define, "
				 "find, get, verify, clean, analyse, "
				 "present."),
			       DP_FMT(e->value));
}

static bool
is_word(dp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-", s.p[i]))
			return false;
	return s.n > 0;
}

static int
read_id(struct dpi_lesson_reader *r, const struct dpi_entry *e)
{
	dp_str rest = dp_keep(&r->l->text, e->value);

	r->l->id = rest;
	r->l->track = dp_str_cut(&rest, '/');
	r->l->name = rest;
	if (is_word(r->l->track) && rest.p && is_word(rest))
		return 0;
	return dpi_lesson_fail(r, e->line,
			       _("an id is written track/name, in small "
				 "letters, digits and hyphens."));
}

static int
read_minutes(struct dpi_lesson_reader *r, const struct dpi_entry *e)
{
	int64_t n;

	if (!dp_str_int(e->value, &n) || n < 1 || n > 600)
		return dpi_lesson_fail(r, e->line,
				       _("minutes are a number from 1 to "
					 "600."));
	r->l->minutes = (unsigned)n;
	return 0;
}

/* Says which keys there are near KEY. */
static int
unknown_key(struct dpi_lesson_reader *r, const struct dpi_entry *e,
	    const char *const *known, size_t n)
{
	dp_str name[64];
	struct dp_buf b = { 0 };

	for (size_t i = 0; i < n; i++)
		name[i] = dp_str_c(known[i]);
	dpi_did_you_mean(e->key, name, n, &b);
	dpi_lesson_fail(r, e->line, _("there is no key %.*s here%.*s."),
			DP_FMT(e->key), DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
	return -1;
}

int
dpi_lesson_head(struct dpi_lesson_reader *r, const struct dpi_entry *e)
{
	static const char *const known[] = {
		"dpipe-lesson", "id",       "step",      "minutes",  "needs",
		"skills",       "data",     "table",     "recipe",   "key",
		"licence",      "title.fr", "title.en",  "intro.fr", "intro.en",
		"end.fr",       "end.en",   "credit.fr", "credit.en"
	};
	struct dp_lesson *l = r->l;
	const struct {
		const char *name;
		struct dp_said *said;
	} text[] = { { "title", &l->title },
		     { "intro", &l->intro },
		     { "end", &l->end },
		     { "credit", &l->credit } };
	const struct {
		const char *name;
		dp_str *value;
	} word[] = { { "table", &l->table },
		     { "recipe", &l->recipe },
		     { "key", &l->key },
		     { "licence", &l->licence } };

	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		int status = dpi_entry_said(r, e, text[i].name, text[i].said);

		if (status != 0)
			return status < 0 ? -1 : 0;
	}
	for (size_t i = 0; i < sizeof word / sizeof *word; i++)
		if (dp_str_is(e->key, word[i].name)) {
			*word[i].value = dpi_entry_text(r, e);
			return 0;
		}
	if (dp_str_is(e->key, "id"))
		return read_id(r, e);
	if (dp_str_is(e->key, "step"))
		return read_step(r, e);
	if (dp_str_is(e->key, "minutes"))
		return read_minutes(r, e);
	if (dp_str_is(e->key, "needs"))
		dpi_entry_words(r, e, &l->needs);
	else if (dp_str_is(e->key, "skills"))
		dpi_entry_words(r, e, &l->skills);
	else if (dp_str_is(e->key, "data"))
		dpi_entry_words(r, e, &l->data);
	else
		return unknown_key(r, e, known, sizeof known / sizeof *known);
	return 0;
}

/* ---- stanzas ---------------------------------------------------------- */

static int
new_task(struct dpi_lesson_reader *r, uint32_t line, dp_str id,
	 enum dp_task_kind kind)
{
	struct dp_lesson *l = r->l;

	for (size_t i = 0; i < l->n_tasks; i++)
		if (dp_str_eq(l->task[i].id, id))
			return dpi_lesson_fail(r, line,
					       _("there is a task %.*s "
						 "already."),
					       DP_FMT(id));
	dp_grow(&l->task, &l->cap_tasks, l->n_tasks, sizeof *l->task);
	r->task = &l->task[l->n_tasks++];
	memset(r->task, 0, sizeof *r->task);
	r->task->id = dp_keep(&l->text, id);
	r->task->kind = kind;
	r->task->line = line;
	r->task->expect = dp_expect_new();
	return 0;
}

int
dpi_lesson_stanza(struct dpi_lesson_reader *r, size_t i)
{
	dp_str rest = r->line[i].text, word[3] = { { NULL, 0 } };
	size_t n = 0;

	rest = (dp_str){ rest.p + 1, rest.n - 1 };
	if (rest.n && rest.p[rest.n - 1] == ']')
		rest.n--;
	else
		n = 4;
	while (n < 3 && rest.p) {
		word[n] = dp_str_strip(dp_str_cut(&rest, ' '));
		n += word[n].n > 0;
	}
	for (size_t k = 0;
	     n == 3 && !rest.p && dp_str_is(word[0], "task") &&
	     is_word(word[1]) && k < sizeof kind_name / sizeof *kind_name;
	     k++)
		if (dp_str_is(word[2], kind_name[k]))
			return new_task(r, r->line[i].number, word[1],
					(enum dp_task_kind)k);
	return dpi_lesson_fail(r, r->line[i].number,
			       _("a task starts with [task ID KIND]; kinds "
				 "are do, predict, fix, quiz and reflect."));
}

/* ---- the whole -------------------------------------------------------- */

static int
read_first(struct dpi_lesson_reader *r, size_t *at)
{
	struct dpi_entry e;
	int status = dpi_entry_next(r, at, r->n, &e);

	if (status == 1 && dp_str_is(e.key, "dpipe-lesson") &&
	    dp_str_is(e.value, "1"))
		return 0;
	return dpi_lesson_fail(r, status == 1 ? e.line : 1,
			       _("a lesson starts with the line "
				 "“dpipe-lesson: 1”."));
}

/* The lines up to the next stanza. */
static size_t
stanza_end(const struct dpi_lesson_reader *r, size_t at)
{
	while (at < r->n &&
	       !(r->line[at].indent_cols == 0 && r->line[at].text.n > 0 &&
		 r->line[at].text.p[0] == '['))
		at++;
	return at;
}

static int
read_all(struct dpi_lesson_reader *r)
{
	size_t at = 0;

	if (read_first(r, &at) != 0)
		return -1;
	while (at < r->n) {
		size_t end = stanza_end(r, at);
		struct dpi_entry e;
		int status;

		while ((status = dpi_entry_next(r, &at, end, &e)) == 1) {
			if (e.indent_cols > 0)
				return dpi_lesson_fail(
					r, e.line,
					_("this line goes on with nothing; "
					  "keys start at the margin."));
			if ((r->task ? dpi_lesson_task :
				       dpi_lesson_head)(r, &e) != 0)
				return -1;
		}
		if (status < 0 ||
		    (at < r->n && dpi_lesson_stanza(r, at++) != 0))
			return -1;
	}
	return 0;
}

struct dp_lesson *
dp_lesson_parse(dp_str text, const char *name, struct dp_err *err)
{
	struct dpi_lesson_reader r = { .err = err };
	struct dp_lesson *l = dp_alloc0(sizeof *l);
	int status;

	l->file = dp_strdup(dp_str_c(name));
	r.l = l;
	status = dpi_lesson_lines(&r, text);
	if (status == 0)
		status = read_all(&r);
	if (status == 0 && !l->id.p)
		status = dpi_lesson_fail(&r, 1, _("the lesson has no id."));
	if (status == 0 && (l->table.p != NULL) != (l->recipe.p != NULL))
		status = dpi_lesson_fail(&r, 1,
					 _("table and recipe go together: the "
					   "recipe makes the table."));
	free(r.line);
	if (status == 0)
		return l;
	dp_lesson_free(l);
	return NULL;
}

struct dp_lesson *
dp_lesson_read(const char *path, struct dp_err *err)
{
	struct dp_buf text = { 0 };
	struct dp_lesson *l = NULL;

	if (dp_read_file(path, DP_LESSON_MAX_BYTES, &text, err) == 0)
		l = dp_lesson_parse(dp_buf_view(&text), path, err);
	dp_buf_done(&text);
	return l;
}

static void
route_done(struct dp_route *r)
{
	free(r->action);
}

static void
task_done(struct dp_task *t)
{
	for (size_t i = 0; i < t->n_routes; i++)
		route_done(&t->route[i]);
	for (size_t i = 0; i < t->n_wrongs; i++)
		route_done(&t->wrong[i].make);
	route_done(&t->prepare);
	route_done(&t->run);
	free(t->route);
	free(t->wrong);
	free(t->hint);
	free(t->choice);
	free(t->given);
	dp_expect_free(t->expect);
}

void
dp_lesson_free(struct dp_lesson *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->n_tasks; i++)
		task_done(&l->task[i]);
	free(l->task);
	free(l->needs.at);
	free(l->skills.at);
	free(l->data.at);
	free(l->file);
	dp_arena_done(&l->text);
	free(l);
}

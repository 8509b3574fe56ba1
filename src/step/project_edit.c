/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Changes of a project file. One line is written or a piece of one replaced,
 * every other byte stays, and the result is read again: what cannot be read
 * is never kept.
 */
#include <dpipe/project.h>
#include <dpipe/text.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"
#include "step/project.h"

/* Reads TEXT, and makes it P's own when it can be read. */
static int
become(struct dp_project *p, dp_str text, struct dp_err *err)
{
	struct dp_project *fresh = dp_project_parse(text, p->name, err), old;

	if (!fresh)
		return -1;
	old = *p;
	*p = *fresh;
	*fresh = old;
	dp_project_free(fresh);
	return 0;
}

/* Replaces N bytes at offset AT of P's text by TEXT. */
static int
splice(struct dp_project *p, size_t at, size_t n, dp_str text,
       struct dp_err *err)
{
	struct dp_buf b = { 0 };
	int status;

	dp_buf_add(&b, p->text.p, at);
	dp_buf_str(&b, text);
	dp_buf_str(&b, dp_str_from(p->text, at + n));
	status = become(p, dp_buf_view(&b), err);
	dp_buf_done(&b);
	return status;
}

static size_t
offset(const struct dp_project *p, const char *at)
{
	return (size_t)(at - p->text.p);
}

/* The line that is numbered NUMBER. */
static const struct dp_project_line *
line_at(const struct dp_project *p, uint32_t number)
{
	size_t i;

	for (i = 0; i + 1 < p->n && p->line[i].line < number; i++)
		continue;
	return &p->line[i];
}

/* Bytes of L without the line end it ends in. */
static size_t
body_bytes(const struct dp_project_line *l)
{
	return l->raw.n - (l->raw.n > 0 && l->raw.p[l->raw.n - 1] == '\n');
}

/*
 * Adds LINE (without its line end) after the last of its word, or after the
 * words that come before it, with a blank line between.
 */
static int
add_line(struct dp_project *p, enum dp_project_word word, dp_str line,
	 struct dp_err *err)
{
	struct dp_buf b = { 0 };
	size_t at = 0, i;
	bool beside = false, ended = true;
	int status;

	for (i = 0; i < p->n; i++) {
		const struct dp_project_line *l = &p->line[i];

		if (l->word == DP_PROJECT_NONE ||
		    l->word == DP_PROJECT_UNKNOWN || l->word > word)
			continue;
		at = offset(p, l->raw.p) + l->raw.n;
		beside = l->word == word || (l->word == DP_PROJECT_VERSION);
	}
	if (at == 0 && word != DP_PROJECT_VERSION)
		at = p->text.n;
	if (at > 0)
		ended = p->text.p[at - 1] == '\n';
	if (!ended)
		dp_buf_char(&b, '\n');
	if (!beside && at > 0)
		dp_buf_char(&b, '\n');
	dp_buf_str(&b, line);
	dp_buf_char(&b, '\n');
	status = splice(p, at, 0, dp_buf_view(&b), err);
	dp_buf_done(&b);
	return status;
}

/* Appends TEXT on one line; what is wrong in it for a line stays visible. */
static void
one_line(dp_str text, struct dp_buf *out)
{
	size_t i;

	text = dp_trim(text);
	for (i = 0; i < text.n; i++)
		dp_buf_char(out,
			    memchr("\r\n\t", text.p[i], 3) ? ' ' : text.p[i]);
}

/* The line that says WORD, or NULL. */
static const struct dp_project_line *
line_of(const struct dp_project *p, enum dp_project_word word)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->line[i].word == word)
			return &p->line[i];
	return NULL;
}

int
dp_project_say(struct dp_project *p, enum dp_project_word word, dp_str text,
	       struct dp_err *err)
{
	const struct dp_project_line *l = NULL;
	const char *verb = dpi_project_verb(word);
	struct dp_buf b = { 0 };
	int status;

	if (!verb || word == DP_PROJECT_VERSION || word == DP_PROJECT_COLUMN ||
	    word == DP_PROJECT_WANTED)
		return dp_fail(err, DP_EUSAGE,
			       _("this is not said in one text."));
	if (dp_trim(text).n == 0)
		return dp_fail(err, DP_EUSAGE,
			       _("the text is empty; say something."));
	dp_buf_format(&b, "%s ", verb);
	one_line(text, &b);
	if (word != DP_PROJECT_HYPOTHESIS && word != DP_PROJECT_DO)
		l = line_of(p, word);
	if (l)
		status = splice(p, offset(p, l->raw.p), body_bytes(l),
				dp_buf_view(&b), err);
	else
		status = add_line(p, word, dp_buf_view(&b), err);
	dp_buf_done(&b);
	return status;
}

/* A piece of a line: key and value, or a text in quotes (key NULL). */
struct piece {
	const char *key;
	dp_str text; /* p == NULL: leave it */
};

static void
write_piece(const struct piece *q, struct dp_buf *out)
{
	if (!q->key) {
		dp_recipe_quote(q->text, out);
		return;
	}
	dp_buf_format(out, "%s=", q->key);
	dp_recipe_word(q->text, out);
}

/* A new line VERB NAME PIECE… */
static int
add_described(struct dp_project *p, enum dp_project_word word, dp_str name,
	      const struct piece *q, size_t n, struct dp_err *err)
{
	struct dp_buf b = { 0 };
	int status;
	size_t i;

	dp_buf_format(&b, "%s ", dpi_project_verb(word));
	dp_recipe_word(name, &b);
	for (i = 0; i < n; i++) {
		if (!q[i].text.p)
			continue;
		dp_buf_char(&b, ' ');
		write_piece(&q[i], &b);
	}
	status = add_line(p, word, dp_buf_view(&b), err);
	dp_buf_done(&b);
	return status;
}

/* Replaces or adds one piece of the line numbered NUMBER. */
static int
change_piece(struct dp_project *p, uint32_t number, const struct piece *q,
	     struct dp_err *err)
{
	const struct dp_project_line *l = line_at(p, number);
	struct dp_recipe r = { .name = p->name };
	struct dp_line lexed = { .raw = l->raw, .line = l->line };
	const struct dp_arg *a = NULL;
	struct dp_buf b = { 0 };
	int status = -1;
	size_t at, n = 0, i;

	if (dpi_lex_args(&r, &lexed, l->verb.p + l->verb.n, err))
		goto out;
	for (i = 1; i < lexed.n_args; i++) {
		const struct dp_arg *x = &lexed.arg[i];

		if (q->key ? x->kind == DP_ARG_PARAM &&
				     dp_str_is(x->key, q->key) :
			     x->kind == DP_ARG_STRING)
			a = x;
	}
	if (a && q->key) {
		at = offset(p, a->raw.p);
		n = a->raw.n;
		dp_recipe_word(q->text, &b);
	} else if (a) {
		at = offset(p, a->raw.p);
		n = a->raw.n;
		write_piece(q, &b);
	} else {
		/* Behind the last argument: before a comment. */
		a = &lexed.arg[lexed.n_args - 1];
		at = offset(p, a->raw.p) + a->raw.n;
		dp_buf_char(&b, ' ');
		write_piece(q, &b);
	}
	status = splice(p, at, n, dp_buf_view(&b), err);
out:
	dp_buf_done(&b);
	dp_arena_done(&r.text);
	return status;
}

/* Adds or changes a described line; NUMBER 0: there is none yet. */
static int
put(struct dp_project *p, enum dp_project_word word, dp_str name,
    uint32_t number, const struct piece *q, size_t n, struct dp_err *err)
{
	struct dp_buf before = { 0 };
	struct dp_err ignored = { 0 };
	int status = 0;
	size_t i;

	if (dp_trim(name).n == 0)
		return dp_fail(err, DP_EUSAGE,
			       _("the name is empty; give one."));
	if (number == 0)
		return add_described(p, word, name, q, n, err);
	dp_buf_str(&before, p->text);
	for (i = 0; status == 0 && i < n; i++)
		if (q[i].text.p)
			status = change_piece(p, number, &q[i], err);
	if (status != 0)
		(void)become(p, dp_buf_view(&before), &ignored);
	dp_buf_done(&before);
	return status;
}

/* Replaces *TEXT by the word of LIST that it means. */
static int
to_word(const struct dp_project_term *list, dp_str *text, struct dp_err *err)
{
	const struct dp_project_term *t;

	if (!text->p)
		return 0;
	t = dp_project_term(list, *text, err);
	if (!t)
		return -1;
	*text = dp_str_c(t->word);
	return 0;
}

int
dp_project_put_column(struct dp_project *p, const struct dp_project_column *c,
		      bool *added, struct dp_err *err)
{
	ptrdiff_t i = dp_project_column_find(p, c->name);
	struct piece q[] = {
		{ "type", c->type },
		{ "unit", c->unit },
		{ "from", c->from },
		{ NULL, c->why },
	};

	if (added)
		*added = i < 0;
	if (to_word(dp_project_types(), &q[0].text, err))
		return -1;
	return put(p, DP_PROJECT_COLUMN, c->name, i < 0 ? 0 : p->column[i].line,
		   q, sizeof q / sizeof *q, err);
}

int
dp_project_put_wanted(struct dp_project *p, const struct dp_project_wanted *w,
		      bool *added, struct dp_err *err)
{
	static const char *const priorities[] = { "1", "2", "3" };
	ptrdiff_t i = dp_project_wanted_find(p, w->name);
	struct piece q[] = {
		{ "priority", { NULL, 0 } },
		{ "status", w->status },
		{ "date", w->date },
		{ "from", w->from },
		{ NULL, w->why },
	};

	if (added)
		*added = i < 0;
	if (w->priority < 0 || w->priority > 3)
		return dp_fail(err, DP_EUSAGE,
			       _("%d is no priority: say 1 (first), 2 or 3."),
			       w->priority);
	if (w->priority > 0)
		q[0].text = dp_str_c(priorities[w->priority - 1]);
	if (to_word(dp_project_statuses(), &q[1].text, err))
		return -1;
	return put(p, DP_PROJECT_WANTED, w->name, i < 0 ? 0 : p->wanted[i].line,
		   q, sizeof q / sizeof *q, err);
}

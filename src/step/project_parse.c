/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser of project files: text into logical lines, each with its exact
 * bytes, and what they say. It shares the lexer of recipes, so that quotes
 * and comments are the same everywhere.
 */
#include <dpipe/project.h>
#include <dpipe/text.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"
#include "step/project.h"

/* A project being read: the recipe lends its name, places and arena. */
struct reading {
	struct dp_project *p;
	struct dp_recipe r;
	struct dp_err *err;
};

static const char *const verbs[] = {
	[DP_PROJECT_VERSION] = "dpipe-project",
	[DP_PROJECT_TITLE] = "title",
	[DP_PROJECT_LANGUAGE] = "language",
	[DP_PROJECT_QUESTION] = "question",
	[DP_PROJECT_HYPOTHESIS] = "hypothesis",
	[DP_PROJECT_ROW] = "row",
	[DP_PROJECT_COLUMN] = "column",
	[DP_PROJECT_WANTED] = "wanted",
	[DP_PROJECT_DO] = "do",
};

const char *
dpi_project_verb(enum dp_project_word word)
{
	return word > DP_PROJECT_NONE && word < DP_PROJECT_UNKNOWN ?
		       verbs[word] :
		       NULL;
}

static enum dp_project_word
find_word(dp_str verb)
{
	int i;

	for (i = DP_PROJECT_VERSION; i < DP_PROJECT_UNKNOWN; i++)
		if (dp_str_is(verb, verbs[i]))
			return (enum dp_project_word)i;
	return DP_PROJECT_UNKNOWN;
}

static const char *
line_end(const char *at, const char *end)
{
	const char *p = memchr(at, '\n', (size_t)(end - at));

	return p ? p + 1 : end;
}

/* End of the logical line at AT: indented lines right below belong to it. */
static const char *
logical_end(const char *at, const char *end)
{
	const char *first = dpi_skip_blanks(at, end), *p = line_end(at, end);

	if (first == end || *first == '\n' || *first == '#')
		return p;
	while (p < end) {
		first = dpi_skip_blanks(p, end);
		if (first == p || first == end || *first == '\n')
			break;
		p = line_end(p, end);
	}
	return p;
}

static int
fail(struct reading *g, const struct dp_line *l, const char *at,
     const char *sentence)
{
	return dpi_recipe_fail_at(g->r.name, l, at, g->err, "%s", sentence);
}

/* All that follows the verb, lines joined by a space. */
static dp_str
joined(struct reading *g, dp_str rest)
{
	struct dp_buf b = { 0 };
	dp_str text;

	while (rest.p) {
		dp_str part = dp_trim(dp_str_cut(&rest, '\n'));

		if (part.n && b.n)
			dp_buf_char(&b, ' ');
		dp_buf_str(&b, part);
	}
	text = dp_keep(&g->r.text, dp_buf_view(&b));
	dp_buf_done(&b);
	return text;
}

/* Sets *OUT, which may be said once, to TEXT. */
static int
once(struct reading *g, const struct dp_line *l, dp_str *out, dp_str text)
{
	char shown[DPI_SHOWN_BYTES];

	if (out->p)
		return dpi_recipe_fail_at(g->r.name, l, l->verb.p, g->err,
					  _("expected one %s line only"),
					  dpi_show(l->verb, shown));
	*out = text;
	return 0;
}

static void
add_text(struct dp_project_text **list, size_t *n, size_t *cap,
	 const struct dp_line *l, dp_str text)
{
	dp_grow(list, cap, *n, sizeof **list);
	(*list)[*n].text = text;
	(*list)[*n].line = l->line;
	++*n;
}

static int
free_text(struct reading *g, const struct dp_line *l, enum dp_project_word word,
	  dp_str rest)
{
	struct dp_project *p = g->p;
	dp_str text = joined(g, rest);
	char shown[DPI_SHOWN_BYTES];

	if (text.n == 0)
		return dpi_recipe_fail_at(g->r.name, l, rest.p, g->err,
					  _("expected a text after %s"),
					  dpi_show(l->verb, shown));
	switch (word) {
	case DP_PROJECT_TITLE:
		return once(g, l, &p->title, text);
	case DP_PROJECT_QUESTION:
		return once(g, l, &p->question, text);
	case DP_PROJECT_ROW:
		return once(g, l, &p->row, text);
	case DP_PROJECT_HYPOTHESIS:
		add_text(&p->hypothesis, &p->n_hypotheses, &p->cap_hypotheses,
			 l, text);
		return 0;
	default:
		add_text(&p->step, &p->n_steps, &p->cap_steps, l,
			 dp_keep(&g->r.text, dp_trim(rest)));
		return 0;
	}
}

/* The lines of one word: dpipe-project 1, language fr. */
static int
one_word(struct reading *g, struct dp_line *l, enum dp_project_word word)
{
	dp_str got = { "", 0 };
	size_t i;

	if (l->n_args == 1 && l->arg[0].kind == DP_ARG_WORD)
		got = l->arg[0].text;
	if (word == DP_PROJECT_LANGUAGE) {
		if (!dp_str_is(got, "fr") && !dp_str_is(got, "en"))
			return fail(g, l, l->verb.p + l->verb.n,
				    _("expected fr or en"));
		return once(g, l, &g->p->language, got);
	}
	for (i = 0; i + 1 < g->p->n; i++)
		if (g->p->line[i].word != DP_PROJECT_NONE)
			return fail(g, l, l->verb.p,
				    _("expected dpipe-project on the first "
				      "line of the file, once"));
	if (!dp_str_is(got, "1"))
		return fail(g, l, l->verb.p + l->verb.n,
			    _("expected the version of the format, 1; this "
			      "dpipe reads no other"));
	return 0;
}

/* Where the value of parameter KEY of a line goes. */
struct slot {
	const char *key;
	dp_str *text;
	const struct dp_project_term *list; /* one of these, or NULL */
};

static int
param(struct reading *g, const struct dp_line *l, const struct dp_arg *a,
      const struct slot *slot)
{
	char shown[DPI_SHOWN_BYTES];
	struct dp_buf names = { 0 };
	size_t i;

	while (slot->key && !dp_str_is(a->key, slot->key))
		slot++;
	if (!slot->key)
		return dpi_recipe_fail_place(g->r.name, a->line, a->column,
					     g->err,
					     _("%s is no property of "
					       "this line"),
					     dpi_show(a->key, shown));
	if (slot->text->p)
		return dpi_recipe_fail_place(g->r.name, a->line, a->column,
					     g->err, _("expected %s once"),
					     dpi_show(a->key, shown));
	*slot->text = a->text;
	if (!slot->list)
		return 0;
	for (i = 0; slot->list[i].word; i++)
		if (dp_str_is(a->text, slot->list[i].word))
			return 0;
	dpi_project_terms(slot->list, true, &names);
	dpi_recipe_fail_at(g->r.name, l, a->raw.p, g->err,
			   _("expected one of: %.*s"),
			   DP_FMT(dp_buf_view(&names)));
	dp_buf_done(&names);
	return -1;
}

/* NAME, then parameters and one string in any order. */
static int
described(struct reading *g, const struct dp_line *l, dp_str *name, dp_str *why,
	  const struct slot *slot)
{
	char shown[DPI_SHOWN_BYTES];
	size_t i;

	if (l->n_args == 0 || l->arg[0].text.n == 0 ||
	    (l->arg[0].kind != DP_ARG_WORD && l->arg[0].kind != DP_ARG_STRING))
		return dpi_recipe_fail_at(g->r.name, l, l->verb.p + l->verb.n,
					  g->err,
					  _("expected a name, found %s"),
					  dpi_show_arg(l, 0, shown));
	*name = l->arg[0].text;
	for (i = 1; i < l->n_args; i++) {
		const struct dp_arg *a = &l->arg[i];

		if (a->kind == DP_ARG_PARAM) {
			if (param(g, l, a, slot))
				return -1;
		} else if (a->kind == DP_ARG_STRING && !why->p) {
			*why = a->text;
		} else {
			return dpi_recipe_fail_place(
				g->r.name, a->line, a->column, g->err,
				_("expected name=value or one text in quotes, "
				  "found %s"),
				dpi_show_arg(l, i, shown));
		}
	}
	return 0;
}

static int
column(struct reading *g, const struct dp_line *l)
{
	struct dp_project *p = g->p;
	struct dp_project_column c = { .line = l->line };
	const struct slot slot[] = {
		{ "type", &c.type, dp_project_types() },
		{ "unit", &c.unit, NULL },
		{ "from", &c.from, NULL },
		{ NULL, NULL, NULL },
	};

	if (described(g, l, &c.name, &c.why, slot))
		return -1;
	if (dp_project_column_find(p, c.name) >= 0)
		return fail(g, l, l->arg[0].raw.p,
			    _("expected a name of its own; another column "
			      "has this one"));
	dp_grow(&p->column, &p->cap_columns, p->n_columns, sizeof *p->column);
	p->column[p->n_columns++] = c;
	return 0;
}

static int
wanted(struct reading *g, const struct dp_line *l)
{
	static const struct dp_project_term priorities[] = {
		{ "1", NULL, NULL },
		{ "2", NULL, NULL },
		{ "3", NULL, NULL },
		{ NULL, NULL, NULL },
	};
	const struct dp_date_opts iso = { .order = DP_DATE_YMD };
	struct dp_project *p = g->p;
	struct dp_project_wanted w = { .line = l->line };
	dp_str priority = { NULL, 0 };
	const struct slot slot[] = {
		{ "priority", &priority, priorities },
		{ "status", &w.status, dp_project_statuses() },
		{ "date", &w.date, NULL },
		{ "from", &w.from, NULL },
		{ NULL, NULL, NULL },
	};
	struct dp_date d;

	if (described(g, l, &w.name, &w.why, slot))
		return -1;
	if (w.date.p && !dp_date_read(w.date, &iso, &d))
		return fail(g, l, l->arg[0].raw.p,
			    _("expected a date such as 2026-03-31 or "
			      "2026-03"));
	if (dp_project_wanted_find(p, w.name) >= 0)
		return fail(g, l, l->arg[0].raw.p,
			    _("expected a name of its own; other wanted data "
			      "have this one"));
	if (priority.n)
		w.priority = priority.p[0] - '0';
	dp_grow(&p->wanted, &p->cap_wanted, p->n_wanted, sizeof *p->wanted);
	p->wanted[p->n_wanted++] = w;
	return 0;
}

/* Reads the logical line L, whose raw text is set. */
static int
logical_line(struct reading *g, struct dp_line *l)
{
	const char *end = l->raw.p + l->raw.n, *at = l->raw.p;
	struct dp_project_line *kept;
	enum dp_project_word word;
	dp_str rest;

	dp_grow(&g->p->line, &g->p->cap, g->p->n, sizeof *g->p->line);
	kept = &g->p->line[g->p->n++];
	memset(kept, 0, sizeof *kept);
	kept->raw = l->raw;
	kept->line = l->line;
	at = dpi_skip_blanks(at, end);
	if (at == end || *at == '\n' || *at == '#')
		return 0;
	if (at > l->raw.p)
		return fail(g, l, at,
			    _("expected the line to start at the "
			      "margin: there is nothing above that "
			      "it could go on with"));
	while (at < end && *at != '\n' && !dpi_blank(at, end))
		at++;
	l->verb.p = l->raw.p;
	l->verb.n = (size_t)(at - l->raw.p);
	kept->verb = l->verb;
	kept->word = word = find_word(l->verb);
	rest.p = at;
	rest.n = (size_t)(end - at);
	if (word == DP_PROJECT_UNKNOWN)
		return 0;
	if (word != DP_PROJECT_VERSION && word != DP_PROJECT_LANGUAGE &&
	    word != DP_PROJECT_COLUMN && word != DP_PROJECT_WANTED)
		return free_text(g, l, word, rest);
	if (dpi_lex_args(&g->r, l, at, g->err))
		return -1;
	if (word == DP_PROJECT_COLUMN)
		return column(g, l);
	if (word == DP_PROJECT_WANTED)
		return wanted(g, l);
	return one_word(g, l, word);
}

/* Refuses what is not UTF-8 with LF. */
static int
check_bytes(struct reading *g, dp_str text)
{
	struct dp_line whole = { .raw = text, .line = 1 };
	size_t n = dp_utf8_valid(text);
	ptrdiff_t bad = dp_str_find(text, '\r');

	if (dp_str_starts(text, "\xEF\xBB\xBF"))
		return fail(g, &whole, text.p,
			    _("the file starts with a byte order mark; save "
			      "it as UTF-8 without it"));
	if (bad < 0)
		bad = dp_str_find(text, '\0');
	if (bad >= 0 && (size_t)bad < n)
		return fail(g, &whole, text.p + bad,
			    _("the line holds a carriage return or a NUL; "
			      "save the file with LF line ends, as Unix "
			      "does"));
	if (n < text.n)
		return fail(g, &whole, text.p + n,
			    _("this is not UTF-8; save the file in that "
			      "encoding"));
	return 0;
}

static int
read_lines(struct reading *g)
{
	const char *at = g->p->text.p, *end = at + g->p->text.n, *p;
	uint32_t number = 1;

	while (at < end) {
		struct dp_line l = { .line = number };

		l.raw.p = at;
		l.raw.n = (size_t)(logical_end(at, end) - at);
		if (logical_line(g, &l))
			return -1;
		for (p = at, at += l.raw.n; p < at; p++)
			number += *p == '\n';
	}
	return 0;
}

struct dp_project *
dp_project_parse(dp_str text, const char *name, struct dp_err *err)
{
	struct reading g = { .err = err };
	int status = -1;

	g.p = dp_alloc0(sizeof *g.p);
	g.p->name = dp_strdup(dp_str_c(name));
	g.r.name = g.p->name;
	if (text.n > DP_PROJECT_MAX_BYTES) {
		dp_fail(err, DP_ELIMIT,
			_("%s is over %u MB: too large for a project file."),
			name, DP_PROJECT_MAX_BYTES >> 20);
	} else if (check_bytes(&g, text) == 0) {
		g.p->text = dp_keep(&g.r.text, text.p ? text : DP_S(""));
		status = read_lines(&g);
	}
	g.p->arena = g.r.text;
	if (status == 0)
		return g.p;
	dp_project_free(g.p);
	return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser of recipes: text into logical lines, each with its exact bytes.
 * It knows verbs, not columns: a recipe is bound to a table later.
 */
#include "op/recipe.h"

#include <stdlib.h>

#include "base/i18n.h"

/* What a physical line is, for telling where a step ends. */
enum shape { EMPTY, INDENTED, FLUSH };

static enum shape
shape_of(const char *at, const char *end)
{
	const char *p = at;
	unsigned n;

	while ((n = dpi_blank(p, end)) > 0)
		p += n;
	if (p == end || *p == '\n' || *p == '#')
		return EMPTY;
	return p > at ? INDENTED : FLUSH;
}

/* The byte after the line end of the physical line at AT. */
static const char *
line_end(const char *at, const char *end)
{
	const char *p = memchr(at, '\n', (size_t)(end - at));

	return p ? p + 1 : end;
}

/* End of the logical line at AT, continuation lines included. */
static const char *
logical_end(const char *at, const char *end)
{
	const char *last = line_end(at, end), *p = last;

	if (shape_of(at, end) == EMPTY)
		return last;
	while (p < end) {
		enum shape shape = shape_of(p, end);

		if (shape == FLUSH)
			break;
		p = line_end(p, end);
		if (shape == INDENTED)
			last = p;
	}
	return last;
}

/* Fails at byte AT of TEXT, whose first line is number LINE. */
static int
fail_byte(const struct dp_recipe *r, dp_str text, size_t at, uint32_t line,
	  struct dp_err *err, const char *sentence)
{
	struct dp_line whole = { .raw = text, .line = line };

	return dpi_recipe_fail_at(r->name, &whole, text.p + at, err, "%s",
				  sentence);
}

/* Refuses what is not UTF-8 with LF. */
static int
check_bytes(const struct dp_recipe *r, dp_str text, uint32_t line,
	    struct dp_err *err)
{
	size_t n = dp_utf8_valid(text);
	ptrdiff_t cr = dp_str_find(text, '\r');

	if (dp_str_find(text, '\0') >= 0)
		return fail_byte(r, text, 0, line, err,
				 _("this is no text; a recipe has one "
				   "operation on each line, such as: trim *"));
	if (dp_str_starts(text, "\xEF\xBB\xBF"))
		return fail_byte(r, text, 0, line, err,
				 _("the file starts with a byte order mark; "
				   "save the recipe as UTF-8 without it"));
	if (cr >= 0 && (size_t)cr < n)
		return fail_byte(r, text, (size_t)cr, line, err,
				 _("the line ends in a carriage return; save "
				   "the recipe with LF line ends, as Unix "
				   "does"));
	if (n < text.n)
		return fail_byte(r, text, n, line, err,
				 _("this is not UTF-8; save the recipe in that "
				   "encoding"));
	return 0;
}

/* The names of all verbs; the caller frees them. */
static dp_str *
verbs(size_t *n)
{
	const struct dpi_directive *d = dpi_directives();
	size_t ops = dp_op_count(), i, k = 0;
	dp_str *name;

	while (d[k].name)
		k++;
	name = dp_alloc((ops + k) * sizeof *name);
	for (i = 0; i < ops; i++)
		name[i] = dp_str_c(dp_op_at(i)->name);
	for (i = 0; i < k; i++)
		name[ops + i] = dp_str_c(d[i].name);
	*n = ops + k;
	return name;
}

static int
unknown_verb(const struct dp_recipe *r, const struct dp_line *l,
	     struct dp_err *err)
{
	char shown[DPI_SHOWN_BYTES];
	struct dp_buf near = { 0 };
	dp_str *name;
	size_t n;

	if (dp_elsewhere_say(l->verb, &near)) {
		dpi_recipe_fail_at(r->name, l, l->verb.p, err, "%.*s",
				   DP_FMT(dp_buf_view(&near)));
		dp_buf_done(&near);
		return -1;
	}
	if (strchr("{[<`~", *l->verb.p))
		return dpi_recipe_fail_at(r->name, l, l->verb.p, err,
					  _("expected an operation, found %s; "
					    "if a recipe stands in this text, "
					    "copy its lines into a file of "
					    "their own"),
					  dpi_show(l->verb, shown));
	name = verbs(&n);
	dpi_did_you_mean(l->verb, name, n, &near);
	free(name);
	dpi_recipe_fail_at(r->name, l, l->verb.p, err,
			   _("expected an operation, found %s%.*s"),
			   dpi_show(l->verb, shown),
			   DP_FMT(dp_buf_view(&near)));
	dp_buf_done(&near);
	return -1;
}

/* The word at *AT, up to a blank or the end of the line; moves past it. */
static dp_str
first_word(const char **at, const char *end)
{
	const char *from = *at;
	dp_str w;
	unsigned n;

	while (*at < end && **at != '\n' && !dpi_blank(*at, end))
		++*at;
	w.p = from;
	w.n = (size_t)(*at - from);
	while ((n = dpi_blank(*at, end)) > 0)
		*at += n;
	return w;
}

/* A title: all that follows it, on one line. */
static int
free_text(struct dp_recipe *r, struct dp_line *l, const char *at,
	  struct dp_err *err)
{
	const char *end = line_end(at, l->raw.p + l->raw.n);
	dp_str text = { at, (size_t)(end - at) };

	if (end < l->raw.p + l->raw.n) {
		while (shape_of(end, l->raw.p + l->raw.n) != INDENTED)
			end = line_end(end, l->raw.p + l->raw.n);
		return dpi_recipe_fail_at(r->name, l, end, err, "%s",
					  _("expected no indented line here: "
					    "a title has one line"));
	}
	l->arg = dp_arena_alloc(&r->text, sizeof *l->arg);
	memset(l->arg, 0, sizeof *l->arg);
	l->arg->kind = DP_ARG_STRING;
	l->arg->text = l->arg->raw = dp_trim(text);
	dpi_place(l, at, &l->arg->line, &l->arg->column);
	l->n_args = 1;
	return 0;
}

static int
expression_step(struct dp_recipe *r, struct dp_line *l, const char *at,
		struct dp_err *err)
{
	struct dp_arg a;

	if (dpi_lex_expr(r, l, at, &a, err))
		return -1;
	if (a.text.n == 0)
		return 0;
	l->arg = dp_arena_alloc(&r->text, sizeof *l->arg);
	*l->arg = a;
	l->n_args = 1;
	return 0;
}

/* Reads the step or directive whose raw text L has. */
static int
parse_step(struct dp_recipe *r, struct dp_line *l, struct dp_err *err)
{
	const char *at = l->raw.p, *end = at + l->raw.n;
	const struct dpi_directive *d;
	uint32_t line;

	l->verb = first_word(&at, end);
	if (dp_str_is(l->verb, "off")) {
		l->off = true;
		if (shape_of(at, line_end(at, end)) == EMPTY)
			return dpi_recipe_fail_at(
				r->name, l, at, err, "%s",
				_("expected an operation after off"));
		l->verb = first_word(&at, end);
	}
	dpi_place(l, l->verb.p, &line, &l->verb_column);
	d = dpi_directive_find(l->verb);
	if (d) {
		if (d->free_text ? free_text(r, l, at, err) :
				   dpi_lex_args(r, l, at, err))
			return -1;
		return d->check(r, l, err);
	}
	l->op = dp_op_find(l->verb);
	if (!l->op)
		return l->off ? 0 : unknown_verb(r, l, err);
	if (l->op->takes == DP_TAKES_EXPR)
		return expression_step(r, l, at, err);
	return dpi_lex_args(r, l, at, err);
}

/* A directive that is there once, a label that is used once. */
static int
check_once(const struct dp_recipe *r, const struct dp_line *l,
	   struct dp_err *err)
{
	const struct dpi_directive *d = dpi_directive_find(l->verb);
	char shown[DPI_SHOWN_BYTES];
	size_t i;

	for (i = 0; (d || l->label.p) && i < r->n; i++) {
		const struct dp_line *o = &r->line[i];

		if (d && d->once && !l->off && !o->off &&
		    dp_str_eq(o->verb, l->verb))
			return dpi_recipe_fail_at(
				r->name, l, l->verb.p, err,
				_("expected one %s line only; the other is "
				  "line %u"),
				d->name, o->line);
		if (l->label.p && dp_str_eq(o->label, l->label))
			return dpi_recipe_fail_at(
				r->name, l, l->label.p, err,
				_("expected a label of its own; %s is already "
				  "the label of line %u"),
				dpi_show(l->label, shown), o->line);
	}
	return 0;
}

/* Adds the logical lines of TEXT, which lives in the recipe's arena. */
static int
add_lines(struct dp_recipe *r, dp_str text, uint32_t number, struct dp_err *err)
{
	const char *at = text.p, *end = text.p + text.n, *p;

	while (at < end) {
		struct dp_line l = { .line = number };
		enum shape shape = shape_of(at, end);

		l.raw.p = at;
		l.raw.n = (size_t)(logical_end(at, end) - at);
		if (shape == INDENTED)
			return dpi_recipe_fail_at(
				r->name, &l, at, err, "%s",
				_("expected a step above this line: an "
				  "indented line continues a step"));
		if (shape == FLUSH &&
		    (parse_step(r, &l, err) || check_once(r, &l, err)))
			return -1;
		dp_grow(&r->line, &r->cap, r->n, sizeof *r->line);
		r->line[r->n++] = l;
		for (p = at, at += l.raw.n; p < at; p++)
			number += *p == '\n';
	}
	return 0;
}

/* A copy of TEXT in the arena with room for one more line end. */
static dp_str
keep_text(struct dp_recipe *r, dp_str text)
{
	char *p = dp_arena_text(&r->text, text.n + 1);

	if (text.n)
		memcpy(p, text.p, text.n);
	p[text.n] = '\n';
	text.p = p;
	return text;
}

struct dp_recipe *
dp_recipe_parse(dp_str text, const char *name, struct dp_err *err)
{
	struct dp_recipe *r = dp_alloc0(sizeof *r);

	r->name = dp_strdup(dp_str_c(name));
	if (text.n > DPI_RECIPE_MAX_BYTES) {
		dp_fail(err, DP_ELIMIT,
			_("%s is over %u MB: too large for a recipe"), name,
			DPI_RECIPE_MAX_BYTES >> 20);
	} else if (check_bytes(r, text, 1, err) == 0 &&
		   add_lines(r, keep_text(r, text), 1, err) == 0) {
		return r;
	}
	dp_recipe_free(r);
	return NULL;
}

struct dp_recipe *
dp_recipe_read(const char *path, struct dp_err *err)
{
	struct dp_buf text = { 0 };
	struct dp_recipe *r = NULL;

	if (dp_read_file(path, DPI_RECIPE_MAX_BYTES, &text, err) == 0)
		r = dp_recipe_parse(dp_buf_view(&text), path, err);
	dp_buf_done(&text);
	return r;
}

/* Number of the physical line after the last one. */
static uint32_t
next_number(const struct dp_recipe *r)
{
	const struct dp_line *l;
	uint32_t number;
	size_t i;

	if (r->n == 0)
		return 1;
	l = &r->line[r->n - 1];
	number = l->line;
	for (i = 0; i < l->raw.n; i++)
		number += l->raw.p[i] == '\n';
	return number;
}

int
dp_recipe_append(struct dp_recipe *r, dp_str step, struct dp_err *err)
{
	size_t n = r->n;
	bool ended = true;
	uint32_t number;
	dp_str text;

	step = dp_trim(step);
	if (n > 0) {
		struct dp_line *last = &r->line[n - 1];

		/* keep_text left a line end behind the last byte. */
		ended = last->raw.p[last->raw.n - 1] == '\n';
		if (!ended)
			last->raw.n++;
	}
	number = next_number(r);
	if (check_bytes(r, step, number, err) == 0) {
		text = keep_text(r, step);
		text.n++;
		if (add_lines(r, text, number, err) == 0)
			return 0;
	}
	r->n = n;
	if (!ended)
		r->line[n - 1].raw.n--;
	return -1;
}

void
dp_recipe_free(struct dp_recipe *r)
{
	if (!r)
		return;
	free(r->line);
	free(r->name);
	dp_arena_done(&r->text);
	free(r);
}

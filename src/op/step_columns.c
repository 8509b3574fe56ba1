/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of columns: names, *, /pattern/ and a..d into columns of a schema.
 */
#include "op/recipe.h"

#include <stdlib.h>

#include "base/i18n.h"

/* Columns gathered, each once; kept in the step's arena at the end. */
struct columns {
	const struct dp_step *step;
	const struct dp_schema *schema;
	uint8_t *seen; /* by slot */
	size_t *index; /* in the schema */
	size_t n, cap;
};

static void
put(struct columns *c, size_t index)
{
	uint8_t *seen = &c->seen[c->schema->column[index].slot];

	if (*seen)
		return;
	*seen = 1;
	dp_grow(&c->index, &c->cap, c->n, sizeof *c->index);
	c->index[c->n++] = index;
}

static int
put_matching(struct columns *c, const struct dp_arg *a, struct dp_err *err)
{
	struct dp_regex *re = dp_step_regex(c->step, a, 0, err);
	char shown[DPI_SHOWN_BYTES];
	struct dp_match *m;
	size_t i, n = 0;

	if (!re)
		return -1;
	m = dp_match_new(re);
	for (i = 0; i < c->schema->n; i++) {
		if (dp_regex_find(re, c->schema->column[i].name, 0, m) > 0) {
			put(c, i);
			n++;
		}
	}
	dp_match_free(m);
	dp_regex_free(re);
	if (n == 0)
		return dp_step_fail(c->step, a, err,
				    _("no column's name matches %s"),
				    dpi_show(a->raw, shown));
	return 0;
}

/*
 * The name with blanks that stands unquoted at argument A, or NULL: a common
 * slip that deserves its own sentence.
 */
static const struct dp_column *
unquoted(const struct columns *c, const struct dp_line *l,
	 const struct dp_arg *a)
{
	dp_str rest = { a->raw.p, 0 };
	size_t i;

	rest.n = (size_t)(l->raw.p + l->raw.n - rest.p);
	for (i = 0; i < c->schema->n; i++) {
		dp_str name = c->schema->column[i].name;

		if (name.n > a->raw.n && name.n <= rest.n &&
		    memcmp(rest.p, name.p, name.n) == 0)
			return &c->schema->column[i];
	}
	return NULL;
}

/* Index of the column called NAME, which stands at AT in argument A. */
static ptrdiff_t
need(const struct columns *c, const char *recipe, const struct dp_line *l,
     const struct dp_arg *a, dp_str name, const char *at, struct dp_err *err)
{
	ptrdiff_t i = dp_schema_find(c->schema, name);
	const struct dp_column *column = NULL;
	struct dp_buf quoted = { 0 };
	struct dp_err why = { 0 };

	if (i >= 0)
		return i;
	if (a->kind == DP_ARG_WORD)
		column = unquoted(c, l, a);
	if (column) {
		dp_recipe_quote(column->name, &quoted);
		dpi_recipe_fail_at(recipe, l, at, err,
				   _("a name with blanks or signs goes in "
				     "quotes: %.*s"),
				   DP_FMT(dp_buf_view(&quoted)));
		dp_buf_done(&quoted);
		return -1;
	}
	dp_schema_need(c->schema, name, &why);
	(void)dpi_recipe_fail_at(recipe, l, at, err, "%s", why.msg);
	dpi_no_column(err, &why);
	return -1;
}

static void
put_range(struct columns *c, size_t from, size_t to)
{
	size_t i;

	for (i = from; i != to; i += from < to ? 1 : (size_t)-1)
		put(c, i);
	put(c, to);
}

/* True when argument I of L follows the one before without a blank. */
static bool
adjacent(const struct dp_line *l, size_t i)
{
	const struct dp_arg *a = &l->arg[i - 1];

	return i < l->n_args && a->raw.p + a->raw.n == l->arg[i].raw.p;
}

/* True when a..b continues at argument I, after a name in quotes. */
static bool
range_goes_on(const struct dp_line *l, size_t i)
{
	return adjacent(l, i) && l->arg[i].kind == DP_ARG_WORD &&
	       dp_str_starts(l->arg[i].text, "..");
}

/*
 * Reads an item from argument *I on: a name, or a range of which either end
 * may be in quotes ("a b"..d, a.."c d").
 */
static int
put_item(struct columns *c, const char *recipe, const struct dp_line *l,
	 size_t *i, struct dp_err *err)
{
	const struct dp_arg *a = &l->arg[*i], *b = a;
	dp_str left = a->text, right = { NULL, 0 };
	ptrdiff_t dots = -1, from, to;

	++*i;
	if (a->kind == DP_ARG_WORD && dp_schema_find(c->schema, left) < 0)
		dots = dp_str_search(left, DP_S(".."));
	if (a->kind == DP_ARG_STRING && range_goes_on(l, *i)) {
		b = &l->arg[(*i)++];
		right = dp_str_from(b->text, 2);
		dots = 0;
	} else if (dots > 0) {
		right = dp_str_from(left, (size_t)dots + 2);
		left.n = (size_t)dots;
	} else {
		dots = -1;
	}
	from = need(c, recipe, l, a, left, a->raw.p, err);
	if (from < 0)
		return -1;
	if (dots < 0) {
		put(c, (size_t)from);
		return 0;
	}
	if (right.n == 0 && adjacent(l, *i) &&
	    l->arg[*i].kind == DP_ARG_STRING) {
		b = &l->arg[(*i)++];
		right = b->text;
		to = need(c, recipe, l, b, right, b->raw.p, err);
	} else if (right.n == 0) {
		return dpi_recipe_fail_at(recipe, l, right.p, err, "%s",
					  _("expected a column after .."));
	} else {
		to = need(c, recipe, l, b, right, right.p, err);
	}
	if (to < 0)
		return -1;
	put_range(c, (size_t)from, (size_t)to);
	return 0;
}

static void
skip_params(const struct dp_line *l, size_t *i)
{
	while (*i < l->n_args && l->arg[*i].kind == DP_ARG_PARAM)
		++*i;
}

/* Fails at argument I, where a column was expected. */
static int
no_item(const struct columns *c, const char *recipe, const struct dp_line *l,
	size_t i, struct dp_err *err)
{
	const char *at = l->verb.p ? l->verb.p + l->verb.n : l->raw.p;
	char shown[DPI_SHOWN_BYTES];

	if (i < l->n_args)
		return dp_step_fail(c->step, &l->arg[i], err,
				    _("expected a column, found %s"),
				    dpi_show_arg(l, i, shown));
	if (i > 0)
		at = l->arg[i - 1].raw.p + l->arg[i - 1].raw.n;
	return dpi_recipe_fail_at(recipe, l, at, err,
				  _("expected a column, or * for all of "
				    "them, found %s"),
				  dpi_show_arg(l, i, shown));
}

/* Reads arguments of L from *I on as a list; RECIPE is said in messages. */
static int
read_list(struct columns *c, const char *recipe, const struct dp_line *l,
	  size_t *i, struct dp_err *err)
{
	const struct dp_arg *a;
	size_t k;
	int status;

	for (;;) {
		skip_params(l, i);
		a = *i < l->n_args ? &l->arg[*i] : NULL;
		if (a && a->kind == DP_ARG_REGEX) {
			++*i;
			status = put_matching(c, a, err);
		} else if (a && a->kind == DP_ARG_WORD &&
			   dp_str_is(a->text, "*")) {
			++*i;
			for (k = 0; k < c->schema->n; k++)
				put(c, k);
			status = 0;
		} else if (a && (a->kind == DP_ARG_WORD ||
				 a->kind == DP_ARG_STRING)) {
			status = put_item(c, recipe, l, i, err);
		} else {
			return no_item(c, recipe, l, *i, err);
		}
		if (status)
			return -1;
		skip_params(l, i);
		if (*i >= l->n_args || l->arg[*i].kind != DP_ARG_COMMA)
			return 0;
		++*i;
	}
}

static void
start(struct columns *c, const struct dp_step *s,
      const struct dp_schema *schema, const struct dp_column *old, size_t n)
{
	size_t i;

	memset(c, 0, sizeof *c);
	c->step = s;
	c->schema = schema;
	c->seen = dp_alloc0((size_t)schema->n_slots + 1);
	for (i = 0; i < n; i++)
		if (old[i].slot < schema->n_slots)
			c->seen[old[i].slot] = 1;
}

/* Appends what was gathered to *OUT when STATUS is 0; ends C. */
static int
finish(struct columns *c, struct dp_arena *arena, int status,
       struct dp_column **out, size_t *n)
{
	struct dp_column *all;
	size_t i;

	if (status == 0 && c->n > 0) {
		all = dp_arena_alloc(arena, (*n + c->n) * sizeof *all);
		if (*n)
			memcpy(all, *out, *n * sizeof *all);
		for (i = 0; i < c->n; i++)
			all[*n + i] = c->schema->column[c->index[i]];
		*out = all;
		*n += c->n;
	}
	free(c->seen);
	free(c->index);
	return status;
}

int
dp_step_columns(struct dp_step *s, const struct dp_schema *schema, size_t *i,
		struct dp_column **out, size_t *n, struct dp_err *err)
{
	struct columns c;

	start(&c, s, schema, *out, *n);
	return finish(&c, &s->arena,
		      read_list(&c, dpi_step_recipe(s), s->line, i, err), out,
		      n);
}

/*
 * Reads the bytes between FROM and TO of L, a copy of the step's line without
 * its arguments, as a list.
 */
static int
read_value(struct columns *c, struct dp_line *l, const char *from,
	   const char *to, struct dp_err *err)
{
	const char *name = dpi_step_recipe(c->step);
	struct dp_recipe r = { 0 };
	char shown[DPI_SHOWN_BYTES];
	size_t i = 0;
	int status;

	l->raw.n = (size_t)(to - l->raw.p);
	l->arg = NULL;
	l->n_args = 0;
	r.name = dp_keep_c(&r.text, dp_str_c(name));
	status = dpi_lex_args(&r, l, from, err);
	if (status == 0)
		status = read_list(c, name, l, &i, err);
	if (status == 0 && i < l->n_args)
		status = dp_step_fail(c->step, &l->arg[i], err,
				      _("expected a comma between columns, "
					"found %s"),
				      dpi_show_arg(l, i, shown));
	dp_arena_done(&r.text);
	return status;
}

/*
 * Can V, which was in quotes, be nothing but a name? Where one column only may
 * be said, a list of several is a name with commas in it.
 */
static bool
is_one_name(const struct dp_step *s, const char *param, dp_str v)
{
	const struct dp_param *p = dpi_param_find(s->op, dp_str_c(param));
	bool is_list = dp_str_find(v, ',') >= 0 ||
		       dp_str_search(v, DP_S("..")) >= 0;

	if (v.p[0] == '/')
		return false;
	return p && p->kind == DP_P_COLUMN && is_list ?
		       true :
		       !is_list && dp_str_find(v, ' ') > 0;
}

int
dp_step_param_columns(struct dp_step *s, const struct dp_schema *schema,
		      const char *name, struct dp_column **out, size_t *n,
		      struct dp_err *err)
{
	const struct dp_arg *a = dp_step_arg(s, name);
	dp_str v = dp_step_param(s, name);
	struct dp_line l = *s->line;
	struct columns c;
	ptrdiff_t whole;
	int status;

	if (!v.p)
		return 0;
	start(&c, s, schema, *out, *n);
	whole = dp_schema_find(schema, v);
	if (whole >= 0) {
		put(&c, (size_t)whole);
		status = 0;
	} else if (!a) {
		l.raw = v;
		status = read_value(&c, &l, v.p, v.p + v.n, err);
	} else if (!a->quoted) {
		status = read_value(&c, &l, a->raw.p, a->raw.p + a->raw.n, err);
	} else if (a->raw.n == v.n + 2 && !is_one_name(s, name, v)) {
		status = read_value(&c, &l, a->raw.p + 1,
				    a->raw.p + a->raw.n - 1, err);
	} else {
		struct dp_err why = { 0 };

		dp_schema_need(schema, v, &why);
		status = dp_step_fail(s, a, err, "%s", why.msg);
		dpi_no_column(err, &why);
	}
	return finish(&c, &s->arena, status, out, n);
}

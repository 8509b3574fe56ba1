/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of the step expect: each argument a predicate, once for each
 * column where columns are judged apart. What predicates are is elsewhere.
 */
#include "op/rules.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"
#include "op/words.h"

bool
dpi_is_rule(const struct dp_arg *a)
{
	static const char *const other[] = { "where", "on-error", "order" };

	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		if (dp_str_is(a->key, other[i]))
			return false;
	return a->kind == DP_ARG_PARAM;
}

/* The predicate of the rule KEY. */
static const struct dpi_expect_class *
class_of(dp_str key)
{
	const struct dpi_expect_class *c = dpi_table_class;

	if (dp_str_is(key, "na"))
		key = DP_S("blank");
	while (c->kind.name && !dp_str_is(key, c->kind.name))
		c++;
	return c;
}

static unsigned
comparison(dp_str sign)
{
	unsigned bits = 0;

	if (dp_str_is(sign, "!="))
		return DPI_UNEQUAL;
	for (size_t i = 0; i < sign.n; i++)
		bits |= sign.p[i] == '<' ? DPI_BELOW :
			sign.p[i] == '>' ? DPI_ABOVE :
					   DPI_EQUAL;
	return bits;
}

static int
bad_value(const struct dp_arg *a, const char *what, struct dp_err *err)
{
	char key[DPI_SHOWN_BYTES], shown[DPI_SHOWN_BYTES];

	return dp_fail(err, DP_ERECIPE,
		       _("expected %s as the value of %s, found %s"), what,
		       dpi_show(a->key, key), dpi_show(a->text, shown));
}

static int
read_number(const struct dp_arg *a, struct dpi_predicate *p, struct dp_err *err)
{
	dp_str w = a->text;

	p->percent = p->class->row == dpi_row_blank && w.n > 1 &&
		     w.p[w.n - 1] == '%';
	w.n -= p->percent;
	if (dpi_predicate_number(w, &p->number))
		return 0;
	return bad_value(a,
			 p->class->row == dpi_row_blank ?
				 _("a number, or a share such as 1%") :
				 _("a number"),
			 err);
}

static int
read_list(const struct dp_arg *a, struct dp_arena *arena,
	  struct dpi_predicate *p, struct dp_err *err)
{
	dp_str *item;
	size_t n;

	dpi_arg_list(arena, a, &item, &n);
	for (size_t i = 0; i < n; i++)
		dpi_predicate_item(p, item[i]);
	return n > 0 ? 0 : bad_value(a, _("values with commas between"), err);
}

static int
read_pattern(const struct dp_arg *a, struct dpi_predicate *p,
	     struct dp_err *err)
{
	dpi_predicate_item(p, a->raw);
	p->pattern = dp_regex_new(a->text, DP_REGEX_WHOLE, err);
	return p->pattern ? 0 : -1;
}

int
dpi_rule_read(const struct dp_arg *a, struct dp_arena *arena,
	      struct dpi_predicate *p, struct dp_err *err)
{
	p->class = class_of(a->key);
	p->comparison = comparison(a->sign);
	switch (p->class->takes) {
	case DPI_TAKES_NUMBER:
		return read_number(a, p, err);
	case DPI_TAKES_LIST:
		return read_list(a, arena, p, err);
	case DPI_TAKES_PATTERN:
		return read_pattern(a, p, err);
	case DPI_TAKES_RANGE:
		if (!dpi_predicate_range(p, a->text))
			return bad_value(a, _("a range, 2..20, 2.. or ..20,"),
					 err);
		break;
	case DPI_TAKES_WORD:
		if (dpi_predicate_type(a->text, err) != 0)
			return -1;
		break;
	case DPI_TAKES_NOTHING:
	case DPI_TAKES_FINDING:
		p->comparison = 0;
		break;
	}
	dpi_predicate_item(p, a->text);
	return 0;
}

/* ---- all of a step ---------------------------------------------------- */

/* "siret na<1%", the first N columns of S from column AT on. */
static dp_str
text_of(struct dp_step *s, const struct dp_arg *a, size_t at, size_t n)
{
	struct dp_buf b = { 0 };
	dp_str kept;

	for (size_t i = at; i < at + n; i++) {
		dp_buf_c(&b, i > at ? ", " : "");
		dp_recipe_word(s->column[i].name, &b);
	}
	dp_buf_format(&b, "%s%.*s%.*s%.*s", n ? " " : "", DP_FMT(a->key),
		      DP_FMT(a->sign), DP_FMT(a->raw));
	if (class_of(a->key)->finish == dpi_finish_header &&
	    dp_step_yes(s, "order"))
		dp_buf_c(&b, " order=yes");
	kept = dp_keep(&s->arena, dp_buf_view(&b));
	dp_buf_done(&b);
	return kept;
}

/* Fills R from A, about N columns of S from column AT on. */
static int
read_one(struct dp_step *s, const struct dp_schema *schema,
	 const struct dp_arg *a, size_t at, size_t n, struct dpi_rule *r,
	 struct dp_err *err)
{
	memset(r, 0, sizeof *r);
	if (dpi_rule_read(a, &s->arena, &r->p, err) != 0)
		return dpi_fail_at(s, a, err);
	r->p.text = r->text = text_of(s, a, at, n);
	r->column = dp_arena_alloc(&s->arena, (n + 1) * sizeof *r->column);
	for (size_t i = 0; i < n; i++)
		r->column[r->n_columns++] =
			(size_t)dp_schema_find(schema, s->column[at + i].name);
	r->p.in_order = dp_step_yes(s, "order");
	r->p.blank_too = dp_step_arg(s, "na") != NULL;
	r->whole = r->p.class->takes == DPI_TAKES_NUMBER ||
		   r->p.class->column_args == 0 ||
		   (r->p.class->row == dpi_row_domain &&
		    r->p.comparison == DPI_EQUAL);
	r->cells = r->p.class->takes != DPI_TAKES_NUMBER &&
		   r->p.class->column_args > 0;
	if (r->whole && s->on_error == DP_ON_ERROR_REJECT)
		return dp_step_fail(s, a, err,
				    _("%.*s is about the table, not about a "
				      "row: on-error=reject cannot leave one "
				      "out for it. Give it a step of its own."),
				    DP_FMT(a->key));
	return 0;
}

/* The rules that A asks for: one, or one for each column. */
static int
read_rules(struct dp_step *s, const struct dp_schema *schema,
	   const struct dp_arg *a, struct dpi_rule *rule, size_t *n,
	   struct dp_err *err)
{
	const struct dpi_expect_class *c = class_of(a->key);
	bool together = c->row == dpi_row_unique;

	if (together && dp_str_is(a->text, "no"))
		return 0;
	if (c->column_args == 0)
		return read_one(s, schema, a, 0, 0, &rule[(*n)++], err);
	if (s->n_columns == 0)
		return dp_step_fail(s, a, err,
				    _("%.*s is about columns: name them "
				      "before it, or * for all. A condition "
				      "on a column called so is written with "
				      "blanks around its sign."),
				    DP_FMT(a->key));
	if (together)
		return read_one(s, schema, a, 0, s->n_columns, &rule[(*n)++],
				err);
	for (size_t i = 0; i < s->n_columns; i++)
		if (read_one(s, schema, a, i, 1, &rule[(*n)++], err) != 0)
			return -1;
	return 0;
}

int
dpi_rules_read(struct dp_step *s, const struct dp_schema *schema,
	       struct dpi_rule **rule, size_t *n, struct dp_err *err)
{
	const struct dp_line *l = s->line;
	bool about_columns = false, some = false;

	*n = 0;
	*rule = dp_arena_alloc(&s->arena,
			       (s->n_columns + 1) * l->n_args * sizeof **rule);
	for (size_t i = 0; i < l->n_args; i++) {
		const struct dp_arg *a = &l->arg[i];

		if (!dpi_is_rule(a))
			continue;
		some = true;
		about_columns = about_columns ||
				class_of(a->key)->column_args > 0;
		if (read_rules(s, schema, a, *rule, n, err) != 0)
			return -1;
	}
	if (some && (about_columns || s->n_columns == 0))
		return 0;
	return dp_step_fail(s, NULL, err,
			    _("%s says nothing of what is expected: add a "
			      "rule such as na=0. It is written: %s %s"),
			    s->op->name, s->op->name, _(s->op->synopsis));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checks a step against the descriptor of its operation before the operation
 * sees it: parameters known and valid, columns found, where= compiled. What
 * an operation makes of its arguments is its own affair.
 */
#include "op/recipe.h"

#include <stdlib.h>

#include "base/i18n.h"

/* Parameters that operations on cells and rows have besides their own. */
static const struct dp_param common[] = {
	{ .name = "where",
	  .kind = DP_P_EXPR,
	  .summary = N_("Only in the rows where this expression holds.") },
	{ .name = "on-error",
	  .kind = DP_P_CHOICE,
	  .choices = "flag|keep|blank|reject|stop",
	  .summary = N_("What becomes of a value that cannot be read.") },
	{ .name = "as",
	  .kind = DP_P_TEXT,
	  .summary = N_("Name of a new column for the result; the source "
			"column stays.") },
};

#define N_COMMON (sizeof common / sizeof common[0])
#define ON_ERROR 1 /* among them */

/* How many of the common parameters OP has. */
static size_t
n_common(const struct dp_op_class *op)
{
	switch (op->scope) {
	case DP_CELL:
		return N_COMMON;
	case DP_ROW:
	case DP_SEQUENCE:
		return op->takes == DP_TAKES_EXPR ? 0 : N_COMMON - 1;
	case DP_TABLE:
	case DP_SCHEMA:
		break;
	}
	return 0;
}

static bool
any_key(const struct dp_op_class *op)
{
	const struct dp_param *p;

	for (p = op->param; p && p->name; p++)
		if (strcmp(p->name, "*") == 0)
			return true;
	return false;
}

const struct dp_param *
dpi_param_find(const struct dp_op_class *op, dp_str name)
{
	const struct dp_param *p;
	size_t i, n = n_common(op);

	for (p = op->param; p && p->name; p++)
		if (dp_str_is(name, p->name))
			return p;
	for (i = 0; i < n; i++)
		if (dp_str_is(name, common[i].name))
			return &common[i];
	return NULL;
}

int
dpi_choice_index(const char *choices, dp_str v)
{
	dp_str rest = dp_str_c(choices);
	int i;

	for (i = 0; rest.p; i++)
		if (dp_str_eq(dp_str_cut(&rest, '|'), v))
			return i;
	return -1;
}

/* Fails at A: its value is not what was EXPECTED. */
static int
bad_value(const struct dp_step *s, const struct dp_arg *a, const char *expected,
	  struct dp_err *err)
{
	char key[DPI_SHOWN_BYTES], value[DPI_SHOWN_BYTES];

	return dp_step_fail(s, a, err,
			    _("expected %s as the value of %s, "
			      "found %s"),
			    expected, dpi_show(a->key, key),
			    dpi_show(a->text, value));
}

static int
bad_choice(const struct dp_step *s, const struct dp_arg *a, const char *choices,
	   struct dp_err *err)
{
	dp_str rest = dp_str_c(choices);
	struct dp_buf list = { 0 };

	while (rest.p) {
		dp_buf_str(&list, dp_str_cut(&rest, '|'));
		if (rest.p)
			dp_buf_c(&list, strchr(rest.p, '|') ? ", " : _(" or "));
	}
	dp_buf_char(&list, '\0');
	bad_value(s, a, list.p, err);
	dp_buf_done(&list);
	return -1;
}

static int
unknown_param(const struct dp_step *s, const struct dp_arg *a,
	      struct dp_err *err)
{
	size_t n = 0, most = 0;
	char shown[DPI_SHOWN_BYTES];
	struct dp_buf near = { 0 };
	dp_str *name;

	while (s->op->param && s->op->param[most].name)
		most++;
	most += n_common(s->op);
	if (most == 0)
		return dp_step_fail(s, a, err,
				    _("%s takes no parameters, found %s. It is "
				      "written: %s %s"),
				    s->op->name, dpi_show(a->key, shown),
				    s->op->name,
				    s->op->synopsis ? _(s->op->synopsis) : "");
	name = dp_alloc(most * sizeof *name);
	for (; s->op->param && s->op->param[n].name; n++)
		name[n] = dp_str_c(s->op->param[n].name);
	/* some say more of one that all have */
	for (size_t i = 0; i < n_common(s->op); i++)
		if (dpi_param_find(s->op, dp_str_c(common[i].name)) ==
		    &common[i])
			name[n++] = dp_str_c(common[i].name);
	dpi_did_you_mean(a->key, name, n, &near);
	if (near.n == 0) {
		dp_buf_c(&near, _("; it has "));
		for (size_t i = 0; i < n; i++)
			dp_buf_format(&near, i ? ", %.*s" : "%.*s",
				      DP_FMT(name[i]));
	}
	dp_step_fail(s, a, err, _("%s has no parameter %s%.*s"), s->op->name,
		     dpi_show(a->key, shown), DP_FMT(dp_buf_view(&near)));
	dp_buf_done(&near);
	free(name);
	return -1;
}

static int
check_columns(struct dp_step *s, const struct dp_arg *a,
	      const struct dp_param *p, const struct dp_schema *schema,
	      struct dp_err *err)
{
	struct dp_column *column = NULL;
	size_t n = 0;

	if (dp_step_param_columns(s, schema, p->name, &column, &n, err))
		return -1;
	if (p->kind == DP_P_COLUMN && n != 1)
		return bad_value(s, a, _("one column"), err);
	return 0;
}

static int
check_value(struct dp_step *s, const struct dp_arg *a, const struct dp_param *p,
	    const struct dp_schema *schema, struct dp_err *err)
{
	struct dp_regex *re;
	struct dp_expr *e;
	int64_t i;

	switch (p->kind) {
	case DP_P_TEXT:
	case DP_P_FILE:
	case DP_P_OUTPUT:
	case DP_P_COMPARED:
		break;
	case DP_P_INT:
		if (!dp_str_int(a->text, &i))
			return bad_value(s, a, _("a whole number"), err);
		break;
	case DP_P_YES:
		if (dpi_choice_index("yes|no", a->text) < 0)
			return bad_choice(s, a, "yes|no", err);
		break;
	case DP_P_CHOICE:
		if (dpi_choice_index(p->choices, a->text) < 0)
			return bad_choice(s, a, p->choices, err);
		break;
	case DP_P_PATTERN:
		re = dp_step_regex(s, a, DP_REGEX_ONCE, err);
		dp_regex_free(re);
		return re ? 0 : -1;
	case DP_P_EXPR:
		e = dp_step_expr(s, a, schema, err);
		dp_expr_free(e);
		return e ? 0 : -1;
	case DP_P_COLUMN:
	case DP_P_COLUMNS:
		return check_columns(s, a, p, schema, err);
	}
	return 0;
}

/* The sign of A is one that P can stand before. */
static int
check_sign(const struct dp_step *s, const struct dp_arg *a,
	   const struct dp_param *p, struct dp_err *err)
{
	const char *signs = p->kind == DP_P_COMPARED ? p->choices : "=";
	struct dp_buf list = { 0 };

	if (dpi_choice_index(signs, a->sign) >= 0)
		return 0;
	for (dp_str rest = dp_str_c(signs); rest.p;) {
		dp_buf_str(&list, dp_str_cut(&rest, '|'));
		dp_buf_c(&list, rest.p ? " " : "");
	}
	dp_step_fail(s, a, err, _("expected %.*s behind %s, found %.*s"),
		     DP_FMT(dp_buf_view(&list)), p->name, DP_FMT(a->sign));
	dp_buf_done(&list);
	return -1;
}

static int
check_params(struct dp_step *s, const struct dp_schema *schema,
	     struct dp_err *err)
{
	const struct dp_line *l = s->line;
	const struct dp_param *p;
	char shown[DPI_SHOWN_BYTES];
	size_t i, k;

	for (i = 0; i < l->n_args; i++) {
		const struct dp_arg *a = &l->arg[i];

		if (a->kind != DP_ARG_PARAM)
			continue;
		for (k = 0; k < i; k++)
			if (l->arg[k].kind == DP_ARG_PARAM &&
			    dp_str_eq(l->arg[k].key, a->key) &&
			    dp_str_eq(l->arg[k].sign, a->sign))
				return dp_step_fail(s, a, err,
						    _("expected %s once only"),
						    dpi_show(a->key, shown));
		p = dpi_param_find(s->op, a->key);
		if (!p && any_key(s->op))
			continue;
		if (!p)
			return unknown_param(s, a, err);
		if (check_sign(s, a, p, err) ||
		    check_value(s, a, p, schema, err))
			return -1;
	}
	for (p = s->op->param; p && p->name; p++)
		if (p->required && !dp_step_arg(s, p->name))
			return dp_step_fail(
				s, NULL, err,
				_("%s needs %s=. It is written: %s %s"),
				s->op->name, p->name, s->op->name,
				s->op->synopsis ? _(s->op->synopsis) : "");
	return 0;
}

/* Nothing but parameters may stand from argument I on. */
static int
check_end(const struct dp_step *s, size_t i, struct dp_err *err)
{
	const struct dp_line *l = s->line;
	char shown[DPI_SHOWN_BYTES];

	for (; i < l->n_args; i++) {
		if (l->arg[i].kind == DP_ARG_PARAM)
			continue;
		if (s->n_columns > 0 && (l->arg[i].kind == DP_ARG_WORD ||
					 l->arg[i].kind == DP_ARG_STRING))
			return dp_step_fail(
				s, &l->arg[i], err,
				_("expected a comma between columns, found "
				  "%s; a name with a blank goes in quotes. It "
				  "is written: %s %s"),
				dpi_show_arg(l, i, shown), s->op->name,
				s->op->synopsis ? _(s->op->synopsis) : "");
		return dp_step_fail(s, &l->arg[i], err,
				    _("expected the end of the step, found "
				      "%s. It is written: %s %s"),
				    dpi_show_arg(l, i, shown), s->op->name,
				    s->op->synopsis ? _(s->op->synopsis) : "");
	}
	return 0;
}

static int
all_columns(struct dp_step *s, const struct dp_schema *schema)
{
	s->n_columns = schema->n;
	s->column = dp_arena_alloc(&s->arena, schema->n * sizeof *s->column);
	if (schema->n)
		memcpy(s->column, schema->column,
		       schema->n * sizeof *s->column);
	return 0;
}

static int
check_words(struct dp_step *s, const struct dp_schema *schema,
	    struct dp_err *err)
{
	const struct dp_line *l = s->line;
	size_t i = 0;

	while (i < l->n_args && l->arg[i].kind == DP_ARG_PARAM)
		i++;
	switch (s->op->takes) {
	case DP_TAKES_WORDS:
		return 0;
	case DP_TAKES_NOTHING:
		break;
	case DP_TAKES_EXPR:
		if (i == l->n_args)
			return dp_step_fail(s, NULL, err,
					    _("expected an expression after "
					      "%s"),
					    s->op->name);
		return 0;
	case DP_TAKES_RULES:
		if (l->n_args == 0)
			return dp_step_fail(s, NULL, err,
					    _("expected columns and rules, or "
					      "a condition, after %s. It is "
					      "written: %s %s"),
					    s->op->name, s->op->name,
					    _(s->op->synopsis));
		if (i == l->n_args || l->arg[i].kind == DP_ARG_EXPR)
			return 0;
		/* fallthrough */
	case DP_TAKES_COLUMNS_OR_ALL:
		if (i == l->n_args)
			return all_columns(s, schema);
		/* fallthrough */
	case DP_TAKES_COLUMNS:
	case DP_TAKES_MAPPING:
		i = 0;
		if (dp_step_columns(s, schema, &i, &s->column, &s->n_columns,
				    err))
			return -1;
		s->next_arg = i;
		if (s->op->takes == DP_TAKES_MAPPING)
			return 0;
		break;
	}
	return check_end(s, i, err);
}

/* as= needs one column, and a name that is free. */
static int
check_as(const struct dp_step *s, const struct dp_schema *schema,
	 struct dp_err *err)
{
	const struct dp_arg *a = dp_step_arg(s, "as");
	char shown[DPI_SHOWN_BYTES];

	if (!a || s->op->scope != DP_CELL)
		return 0;
	if (s->n_columns != 1)
		return dp_step_fail(s, a, err,
				    _("expected one column only with as=, "
				      "found %zu"),
				    s->n_columns);
	if (a->text.n == 0)
		return bad_value(s, a, _("the name of a new column"), err);
	if (dp_schema_find(schema, a->text) >= 0)
		return dp_step_fail(s, a, err,
				    _("expected the name of a new column, but "
				      "there is one called %s"),
				    dpi_show(a->text, shown));
	return 0;
}

int
dpi_step_prepare(struct dp_step *s, const struct dp_schema *schema,
		 struct dp_err *err)
{
	const struct dp_arg *a;
	int choice;

	s->label = s->line->label;
	if (!s->label.p)
		s->label = dp_keep_format(&s->arena, "%zu", s->number);
	if (check_words(s, schema, err) || check_params(s, schema, err) ||
	    check_as(s, schema, err))
		return -1;
	if (n_common(s->op) == 0)
		return 0;
	choice = dpi_choice_index(common[ON_ERROR].choices,
				  dp_step_param(s, "on-error"));
	if (choice >= 0)
		s->on_error = (enum dp_on_error)choice;
	a = dp_step_arg(s, "where");
	if (a)
		s->where = dp_step_condition(s, a, schema, err);
	return a && !s->where ? -1 : 0;
}

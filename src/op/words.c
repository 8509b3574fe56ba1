/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading the arguments of operations that do so themselves, and what their
 * mistakes look like. The grammar itself is the recipe parser's.
 */
#include "op/words.h"

#include "op/recipe.h"

#include "base/i18n.h"

const struct dp_arg *
dpi_word_next(const struct dp_step *s, size_t *i)
{
	const struct dp_line *line = s->line;

	while (*i < line->n_args && line->arg[*i].kind == DP_ARG_PARAM)
		++*i;
	return *i < line->n_args ? &line->arg[(*i)++] : NULL;
}

/* Fails in place of A, where something else was needed: before the = of an
   expression. */
static void
fail_before(const struct dp_step *s, const struct dp_arg *a, struct dp_err *err)
{
	struct dp_err why = *err;
	const char *p;

	if (!a || a->kind != DP_ARG_EXPR) {
		(void)dpi_fail_at(s, a, err);
		return;
	}
	p = a->raw.p;
	while (p > s->line->raw.p && *p != '=')
		p--;
	dpi_recipe_fail_at(dpi_step_recipe(s), s->line, p, err, "%s", why.msg);
}

const struct dp_arg *
dpi_word_need(const struct dp_step *s, size_t *i, const char *what,
	      struct dp_err *err)
{
	const struct dp_arg *a = dpi_word_next(s, i);

	if (a && (a->kind == DP_ARG_WORD || a->kind == DP_ARG_STRING))
		return a;
	(void)dp_fail(err, DP_EUSAGE,
		      _("%s expects %s here. It is written: %s %s"),
		      s->op->name, what, s->op->name, _(s->op->synopsis));
	fail_before(s, a, err);
	return NULL;
}

int
dpi_words_end(const struct dp_step *s, size_t i, struct dp_err *err)
{
	const struct dp_arg *a = dpi_word_next(s, &i);

	if (!a)
		return 0;
	return dp_step_fail(s, a, err,
			    _("%s does not expect anything more here. It is "
			      "written: %s %s"),
			    s->op->name, s->op->name, _(s->op->synopsis));
}

void
dpi_text_list(struct dp_arena *a, dp_str text, char sep, dp_str **item,
	      size_t *n)
{
	size_t most = 1;

	for (size_t i = 0; i < text.n; i++)
		most += text.p[i] == sep;
	*item = dp_arena_alloc(a, most * sizeof **item);
	*n = 0;
	while (text.p) {
		dp_str one = dp_trim(dp_str_cut(&text, sep));

		if (one.n)
			(*item)[(*n)++] = one;
	}
}

/*
 * The next item of the list RAW as the recipe has it written, which may be a
 * string in quotes.
 */
static dp_str
next_item(struct dp_arena *arena, dp_str *raw)
{
	struct dp_buf out = { 0 };
	bool in_string = false;
	dp_str item;
	size_t i;

	for (i = 0; i < raw->n; i++) {
		char c = raw->p[i];

		if (c == '"') {
			in_string = !in_string;
			continue;
		}
		if (c == ',' && !in_string)
			break;
		if (c == '\\' && in_string && i + 1 < raw->n)
			c = raw->p[++i];
		dp_buf_char(&out, c);
	}
	*raw = i < raw->n ? dp_str_from(*raw, i + 1) : (dp_str){ NULL, 0 };
	item = dp_keep(arena, dp_buf_view(&out));
	dp_buf_done(&out);
	return item;
}

void
dpi_arg_list(struct dp_arena *arena, const struct dp_arg *a, dp_str **item,
	     size_t *n)
{
	size_t most = 1;
	dp_str raw;

	*n = 0;
	if (a->quoted) {
		dpi_text_list(arena, a->text, ',', item, n);
		return;
	}
	for (size_t i = 0; i < a->raw.n; i++)
		most += a->raw.p[i] == ',';
	*item = dp_arena_alloc(arena, most * sizeof **item);
	for (raw = a->raw; raw.p;) {
		dp_str one = next_item(arena, &raw);

		if (one.n)
			(*item)[(*n)++] = one;
	}
}

void
dpi_param_list(struct dp_step *s, const char *name, dp_str **item, size_t *n)
{
	const struct dp_arg *a = dp_step_arg(s, name);

	*item = NULL;
	*n = 0;
	if (a)
		dpi_arg_list(&s->arena, a, item, n);
}

int
dpi_name_is_free(const struct dp_step *s, const struct dp_arg *a,
		 const struct dp_schema *schema, dp_str name,
		 struct dp_err *err)
{
	if (name.n == 0)
		return dp_step_fail(s, a, err,
				    _("a column needs a name that is not "
				      "empty."));
	if (dp_schema_find(schema, name) < 0)
		return 0;
	return dp_step_fail(s, a, err,
			    _("there is already a column called %.*s. Choose "
			      "another name, or rename that one first."),
			    DP_FMT(name));
}

dp_str
dpi_number_name(struct dp_step *s, const struct dp_schema *schema, dp_str old,
		dp_str joint, size_t *number)
{
	dp_str name;

	do
		name = dp_keep_format(&s->arena, "%.*s%.*s%zu", DP_FMT(old),
				      DP_FMT(joint), ++*number);
	while (dp_schema_find(schema, name) >= 0);
	return name;
}

ptrdiff_t
dpi_column_need(const struct dp_step *s, const struct dp_arg *a,
		const struct dp_schema *schema, struct dp_err *err)
{
	ptrdiff_t i = dp_schema_need(schema, a->text, err);

	struct dp_err why = *err;

	if (i >= 0)
		return i;
	(void)dpi_fail_at(s, a, err);
	dpi_no_column(err, &why);
	return -1;
}

int
dpi_add_column(struct dp_step *s, const struct dp_arg *a,
	       struct dp_schema *schema, dp_str name, struct dp_column *out,
	       struct dp_err *err)
{
	if (dpi_name_is_free(s, a, schema, name, err) != 0)
		return -1;
	out->slot = dp_schema_add(schema, schema->n, name);
	out->name = dp_keep(&s->arena, name);
	return 0;
}

int
dpi_fail_at(const struct dp_step *s, const struct dp_arg *a, struct dp_err *err)
{
	struct dp_err from = *err;

	return dp_step_fail(s, a, err, "%s", from.msg);
}

void
dpi_schema_remove(struct dp_schema *schema, size_t i)
{
	memmove(schema->column + i, schema->column + i + 1,
		(schema->n - i - 1) * sizeof *schema->column);
	schema->n--;
}

ptrdiff_t
dpi_schema_slot(const struct dp_schema *schema, uint32_t slot)
{
	for (size_t i = 0; i < schema->n; i++)
		if (schema->column[i].slot == slot)
			return (ptrdiff_t)i;
	return -1;
}

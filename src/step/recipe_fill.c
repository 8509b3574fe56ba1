/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sentences of recipe_words.def and its like: which of them is for a
 * step, and what stands in their braces.
 */
#include "step/recipe_fill.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/rules.h"
#include "step/expect.h"

const struct dp_arg *
dpi_line_param(const struct dp_line *l, const char *name)
{
	for (size_t i = 0; i < l->n_args; i++)
		if (l->arg[i].kind == DP_ARG_PARAM &&
		    dp_str_is(l->arg[i].key, name))
			return &l->arg[i];
	return NULL;
}

/* Is the last argument of L, behind its columns, the bare word VALUE? */
static bool
ends_with(const struct dp_line *l, const char *value)
{
	size_t n = l->n_args;

	return n > 1 && l->arg[n - 1].kind == DP_ARG_WORD &&
	       l->arg[n - 2].kind != DP_ARG_COMMA &&
	       dp_str_is(l->arg[n - 1].text, value);
}

static bool
fits(const struct dp_line *l, const struct dpi_telling *t)
{
	const struct dp_arg *a;

	if (!t->param)
		return true;
	if (*t->param == '\0')
		return ends_with(l, t->value);
	a = dpi_line_param(l, t->param);
	return a && (!t->value || dp_str_is(a->text, t->value));
}

const char *
dpi_telling_of(const struct dp_line *l, const struct dpi_telling *table,
	       size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct dpi_telling *t = &table[i];

		if (dp_str_is(dp_str_c(l->op->name), t->operation) &&
		    fits(l, t))
			return _(t->sentence);
	}
	return NULL;
}

/* What nobody could see between quotation marks is said in words. */
static void
quote(struct dp_buf *out, dp_str text)
{
	if (text.n == 0)
		dp_buf_c(out, _("an empty cell"));
	else if (dp_str_is(text, " "))
		dp_buf_c(out, _("a space"));
	else if (dp_str_is(text, "\u00a0"))
		dp_buf_c(out, _("a no-break space"));
	else if (dp_str_is(text, "\t"))
		dp_buf_c(out, _("a tab"));
	else if (dp_str_is(text, "\n"))
		dp_buf_c(out, _("a line end"));
	else
		dp_buf_format(out, _("“%.*s”"), DP_FMT(text));
}

/* A column: by its name, or several by a pattern. */
static void
put_column(struct dp_buf *out, const struct dp_arg *a)
{
	if (a->kind == DP_ARG_REGEX)
		dp_buf_str(out, a->raw);
	else
		quote(out, a->text);
}

/* The next argument of L from *I on that names columns; NULL: no more do. */
static const struct dp_arg *
next_column(const struct dp_line *l, size_t *i)
{
	bool first = *i == 0;

	while (*i < l->n_args && (l->arg[*i].kind == DP_ARG_PARAM ||
				  l->arg[*i].kind == DP_ARG_COMMA))
		++*i;
	/* Where no comma is between, the list has ended. */
	if (*i == l->n_args || l->arg[*i].kind == DP_ARG_ARROW ||
	    (!first && l->arg[*i - 1].kind != DP_ARG_COMMA))
		return NULL;
	return &l->arg[(*i)++];
}

void
dpi_telling_columns(struct dp_buf *out, const struct dp_line *l)
{
	const struct dp_arg *a, *last = NULL;
	struct dp_buf list = { 0 };
	size_t n = 0, several = 0;
	bool every = true;

	for (size_t i = 0; (a = next_column(l, &i)); last = a, n++) {
		every = a->kind == DP_ARG_WORD && dp_str_is(a->text, "*");
		several += a->kind == DP_ARG_REGEX;
		if (n > 1)
			dp_buf_c(&list, ", ");
		if (last)
			put_column(&list, last);
	}
	if (n > 1)
		dp_buf_c(&list, _(" and "));
	if (last)
		put_column(&list, last);
	if (n == 0 || every)
		dp_buf_c(out, _("all columns"));
	else
		dp_buf_format(out,
			      P_("the column %.*s", "the columns %.*s",
				 n + several),
			      DP_FMT(dp_buf_view(&list)));
	dp_buf_done(&list);
}

/* The keys of a sort: a minus before a column turns its order round. */
static void
put_keys(struct dp_buf *out, const struct dp_line *l)
{
	const struct dp_arg *a;
	size_t n = 0;

	for (size_t i = 0; (a = next_column(l, &i)); n++) {
		bool down = a->kind == DP_ARG_WORD && a->text.n > 1 &&
			    a->text.p[0] == '-';

		dp_buf_c(out, n ? _(", then by ") : "");
		quote(out, dp_str_from(a->text, down));
		dp_buf_c(out, down ? _(", the largest first") : "");
	}
}

/* The pieces of TEXT between the bytes SEP, the last one behind AND. */
static void
put_list(struct dp_buf *out, dp_str text, char sep, const char *and)
{
	size_t n = 0;

	while (text.p) {
		dp_str one = dp_trim(dp_str_cut(&text, sep));

		if (n++)
			dp_buf_c(out, text.p ? ", " : and);
		quote(out, one);
	}
}

/* What is written behind the verb, on one line. */
static void
put_words(struct dp_buf *out, const struct dp_line *l)
{
	size_t from = out->n;

	for (size_t i = 0; i < l->n_args; i++) {
		const struct dp_arg *a = &l->arg[i];

		if (out->n > from && a->kind != DP_ARG_COMMA)
			dp_buf_char(out, ' ');
		if (a->kind == DP_ARG_PARAM)
			dp_buf_format(out, "%.*s%.*s", DP_FMT(a->key),
				      DP_FMT(a->sign));
		dp_buf_str(out, a->raw);
	}
}

/* The first text of a mapping, or with AFTER what it becomes. */
static void
put_mapping(struct dp_buf *out, const struct dp_line *l, bool after)
{
	for (size_t i = 1; i + 1 < l->n_args; i++) {
		size_t k = i - 1;

		if (l->arg[i].kind != DP_ARG_ARROW)
			continue;
		while (k >= 2 && l->arg[k - 1].kind == DP_ARG_BAR)
			k -= 2;
		quote(out, l->arg[after ? i + 1 : k].text);
		return;
	}
}

static bool
is_number(dp_str text)
{
	double ignored;

	return dp_number_double(text, &ignored);
}

/* The value of parameter A, which may be missing. */
static void
put_param(struct dp_buf *out, const struct dp_arg *a)
{
	if (a && (a->pattern || is_number(a->text)))
		dp_buf_str(out, a->pattern ? a->raw : a->text);
	else if (a)
		quote(out, a->text);
}

/* ---- rules ------------------------------------------------------------ */

/* What a rule is about; %.*s is what is wanted. */
static const struct {
	const char *rule, *words;
} rules[] = {
	{ "type", N_("type: %.*s") },
	{ "na", N_("empty cells: %.*s") },
	{ "unique", N_("no value twice") },
	{ "range", N_("numbers between: %.*s") },
	{ "domain", N_("values: %.*s") },
	{ "pattern", N_("cells like %.*s") },
	{ "distinct", N_("different values: %.*s") },
	{ "sum", N_("total: %.*s") },
	{ "spaces", N_("cells with odd spaces: %.*s") },
	{ "rows", N_("rows: %.*s") },
	{ "columns", N_("number of columns: %.*s") },
	{ "header", N_("names of columns: %.*s") },
};

static void
put_rule(struct dp_buf *out, const struct dp_arg *a)
{
	struct dpi_predicate p = { 0 };
	struct dp_arena text = { 0 };
	struct dp_buf wanted = { 0 };
	struct dp_err ignored = { 0 };

	if (dpi_rule_read(a, &text, &p, &ignored) == 0)
		dpi_expect_wanted(&p, (dp_str){ NULL, 0 }, &wanted);
	else
		dp_buf_str(&wanted, a->raw);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		const char *words = _(rules[i].words);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		if (dp_str_is(a->key, rules[i].rule))
			dp_buf_format(out, words, DP_FMT(dp_buf_view(&wanted)));
#pragma GCC diagnostic pop
	}
	dpi_predicate_done(&p);
	dp_arena_done(&text);
	dp_buf_done(&wanted);
}

/* A condition on each record, or rules: of the columns, where it has any. */
static void
put_expected(struct dp_buf *out, const struct dp_line *l)
{
	const char *between = "";
	size_t i = 0;

	while (i < l->n_args && l->arg[i].kind == DP_ARG_PARAM)
		i++;
	if (i < l->n_args && l->arg[i].kind == DP_ARG_EXPR) {
		dp_buf_format(out, _("each record has %.*s"),
			      DP_FMT(dp_trim(l->arg[i].text)));
		return;
	}
	if (i < l->n_args) {
		dp_buf_c(out, _("in "));
		dpi_telling_columns(out, l);
		between = ", ";
	}
	for (i = 0; i < l->n_args; i++) {
		if (!dpi_is_rule(&l->arg[i]) ||
		    (dp_str_is(l->arg[i].key, "unique") &&
		     dp_str_is(l->arg[i].text, "no")))
			continue;
		dp_buf_c(out, between);
		between = _("; ");
		put_rule(out, &l->arg[i]);
	}
}

/* ---- the rest --------------------------------------------------------- */

/* The expression behind the = that stands alone. */
static void
put_expression(struct dp_buf *out, const struct dp_line *l)
{
	for (size_t i = 0; i < l->n_args; i++)
		if (l->arg[i].kind == DP_ARG_EXPR)
			dp_buf_str(out, dp_trim(l->arg[i].text));
}

/* The column whose cell a set changes: what stands before the old value. */
static void
put_cell(struct dp_buf *out, const struct dp_line *l)
{
	for (size_t i = 2; i < l->n_args; i++)
		if (l->arg[i].kind == DP_ARG_ARROW) {
			quote(out, l->arg[i - 2].text);
			return;
		}
}

/* The record of a set: id=12, or 12 … key=id. */
static void
put_record(struct dp_buf *out, const struct dp_line *l)
{
	const struct dp_arg *key = dpi_line_param(l, "key");
	dp_str name = { NULL, 0 }, value = name;

	for (size_t i = 0; i < l->n_args && !value.p; i++) {
		const struct dp_arg *a = &l->arg[i];

		if (key ? a->kind != DP_ARG_PARAM :
			  a->kind == DP_ARG_PARAM &&
				    !dp_str_is(a->key, "on-error")) {
			name = key ? key->text : a->key;
			value = a->text;
		}
	}
	quote(out, name);
	dp_buf_c(out, _(" is "));
	quote(out, value);
}

/* Words in braces that are not the value of a parameter of that name. */
static bool
put_other(struct dp_buf *out, const struct dp_line *l, dp_str name)
{
	static const struct {
		const char *name;
		void (*put)(struct dp_buf *, const struct dp_line *);
	} other[] = {
		{ "columns", dpi_telling_columns },
		{ "words", put_words },
		{ "expression", put_expression },
		{ "expected", put_expected },
		{ "keys", put_keys },
		{ "cell", put_cell },
		{ "record", put_record },
	};

	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		if (dp_str_is(name, other[i].name)) {
			other[i].put(out, l);
			return true;
		}
	return false;
}

static void
put_one(struct dp_buf *out, const struct dp_line *l, dp_str name)
{
	char *key = dp_strdup(name);
	const struct dp_arg *a = dpi_line_param(l, key);

	free(key);
	if (put_other(out, l, name))
		return;
	if (dp_str_is(name, "to="))
		put_param(out, dpi_line_param(l, "to"));
	else if (dp_str_is(name, "from="))
		put_param(out, dpi_line_param(l, "from"));
	else if (dp_str_is(name, "from") || dp_str_is(name, "to"))
		put_mapping(out, l, dp_str_is(name, "to"));
	else if (dp_str_is(name, "condition"))
		dp_buf_str(out, dp_trim(l->n_args ? l->arg[0].text :
						    (dp_str){ NULL, 0 }));
	else if (a && dp_str_is(name, "where"))
		dp_buf_str(out, a->text);
	else if (a && dp_str_is(name, "tokens"))
		put_list(out, a->text, '|', _(" or "));
	else if (a && (dp_str_is(name, "into") || dp_str_is(name, "take") ||
		       (dp_str_is(name, "by") && !is_number(a->text))))
		put_list(out, a->text, ',', _(" and "));
	else
		put_param(out, a);
}

void
dpi_telling_fill(struct dp_buf *out, const struct dp_line *l,
		 const char *sentence)
{
	dp_str rest = dp_str_c(sentence);

	while (rest.n) {
		ptrdiff_t open = dp_str_find(rest, '{');
		ptrdiff_t close = dp_str_find(rest, '}');

		if (open < 0 || close < open)
			break;
		dp_buf_add(out, rest.p, (size_t)open);
		put_one(out, l,
			(dp_str){ rest.p + open + 1,
				  (size_t)(close - open) - 1 });
		rest = dp_str_from(rest, (size_t)close + 1);
	}
	dp_buf_str(out, rest);
}

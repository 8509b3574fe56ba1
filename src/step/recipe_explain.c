/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recipe in words, for who learns to read one: a sentence a step. The
 * sentences are in recipe_words.def.
 */
#include <dpipe/clean.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "op/rules.h"
#include "step/expect.h"

struct telling {
	const char *operation, *param, *value, *sentence;
};

#define TELL(operation, param, value, sentence) \
	{ operation, param, value, sentence },
static const struct telling all[] = {
#include "step/recipe_words.def"
};
static const struct telling more[] = {
#include "step/recipe_clauses.def"
};
static const struct telling brief[] = {
#include "step/recipe_brief.def"
};
#undef TELL

static const struct dp_arg *
param(const struct dp_line *l, const char *name)
{
	for (size_t i = 0; i < l->n_args; i++)
		if (l->arg[i].kind == DP_ARG_PARAM &&
		    dp_str_is(l->arg[i].key, name))
			return &l->arg[i];
	return NULL;
}

/* The first of the N of TABLE that fits L, or NULL. */
static const char *
sentence_of(const struct dp_line *l, const struct telling *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct telling *t = &table[i];
		const struct dp_arg *a = t->param ? param(l, t->param) : NULL;

		if (dp_str_is(dp_str_c(l->op->name), t->operation) &&
		    (!t->param ||
		     (a && (!t->value || dp_str_is(a->text, t->value)))))
			return _(t->sentence);
	}
	return NULL;
}

static void
quote(struct dp_buf *out, dp_str text)
{
	dp_buf_format(out, _("“%.*s”"), DP_FMT(text));
}

/* The columns that the step names, as "the columns “a” and “b”". */
static void
put_columns(struct dp_buf *out, const struct dp_line *l)
{
	struct dp_buf list = { 0 };
	const struct dp_arg *last = NULL;
	size_t n = 0;
	bool every = true;

	for (size_t i = 0; i < l->n_args; i++) {
		const struct dp_arg *a = &l->arg[i];

		if (a->kind == DP_ARG_PARAM)
			continue;
		if (a->kind == DP_ARG_COMMA)
			continue;
		/* Where no comma is between, the list has ended. */
		if (last && i > 0 && l->arg[i - 1].kind != DP_ARG_COMMA)
			break;
		every = a->kind == DP_ARG_WORD && dp_str_is(a->text, "*");
		if (last && n > 0) {
			if (n > 1)
				dp_buf_c(&list, ", ");
			quote(&list, last->text);
		}
		last = a;
		n++;
	}
	if (last && n > 1)
		dp_buf_c(&list, _(" and "));
	if (last)
		quote(&list, last->text);
	if (n == 0 || every)
		dp_buf_c(out, _("all columns"));
	else
		dp_buf_format(out, P_("the column %.*s", "the columns %.*s", n),
			      DP_FMT(dp_buf_view(&list)));
	dp_buf_done(&list);
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

/* The value of parameter A, which may be missing. */
static void
put_param(struct dp_buf *out, const struct dp_arg *a)
{
	double number;

	if (a && (a->pattern || dp_number_double(a->text, &number)))
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
		put_columns(out, l);
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

static void
put_one(struct dp_buf *out, const struct dp_line *l, dp_str name)
{
	char *key = dp_strdup(name);
	const struct dp_arg *a = param(l, key);

	free(key);
	if (dp_str_is(name, "columns"))
		put_columns(out, l);
	else if (dp_str_is(name, "words"))
		put_words(out, l);
	else if (dp_str_is(name, "expression"))
		put_expression(out, l);
	else if (dp_str_is(name, "expected"))
		put_expected(out, l);
	else if (dp_str_is(name, "to="))
		put_param(out, param(l, "to"));
	else if (dp_str_is(name, "from="))
		put_param(out, param(l, "from"));
	else if (dp_str_is(name, "from") || dp_str_is(name, "to"))
		put_mapping(out, l, dp_str_is(name, "to"));
	else if (dp_str_is(name, "condition"))
		dp_buf_str(out, dp_trim(l->n_args ? l->arg[0].text :
						    (dp_str){ NULL, 0 }));
	else
		put_param(out, a);
}

/* SENTENCE, what stands in braces filled in. */
static void
fill(struct dp_buf *out, const struct dp_line *l, const char *sentence)
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

/* What all steps may say besides: only where, as, what cannot be read. */
static void
put_rest(struct dp_buf *out, const struct dp_line *l)
{
	const struct dp_arg *where = param(l, "where"), *as = param(l, "as");
	const struct dp_arg *bad = param(l, "on-error");

	if (where)
		dp_buf_format(out, _(", in records where %.*s"),
			      DP_FMT(where->text));
	if (as)
		dp_buf_format(out,
			      _("; the result goes to a new column “%.*s”"),
			      DP_FMT(as->text));
	if (l->op->takes == DP_TAKES_RULES)
		dp_buf_c(out, bad && dp_str_is(bad->text, "stop") ?
				      _("; if not, the run stops") :
			      bad && dp_str_is(bad->text, "reject") ?
				      _("; rows that are not so are left out") :
				      _("; what is not so is reported"));
	else if (bad && dp_str_is(bad->text, "blank"))
		dp_buf_c(out, _("; what cannot be read is emptied"));
	else if (bad && dp_str_is(bad->text, "reject"))
		dp_buf_c(out, _("; a record with what cannot be read is left "
				"out"));
	else if (bad && dp_str_is(bad->text, "stop"))
		dp_buf_c(out, _("; what cannot be read stops everything"));
	else if (bad && dp_str_is(bad->text, "flag"))
		dp_buf_c(out, _("; what cannot be read stays and is reported"));
}

static void
put_step(struct dp_buf *out, const struct dp_line *l)
{
	const char *sentence = sentence_of(l, all, sizeof all / sizeof *all);
	bool names = l->op->takes == DP_TAKES_COLUMNS ||
		     l->op->takes == DP_TAKES_COLUMNS_OR_ALL ||
		     l->op->takes == DP_TAKES_MAPPING;
	struct dp_buf told = { 0 };

	if (sentence)
		fill(&told, l, sentence);
	else
		dp_buf_c(&told, _(l->op->summary));
	while (told.n && told.p[told.n - 1] == '.')
		told.n--;
	if (!sentence && names) {
		dp_buf_c(&told, " (");
		put_columns(&told, l);
		dp_buf_char(&told, ')');
	}
	for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
		const char *clause = sentence_of(l, &more[i], 1);

		fill(&told, l, clause ? clause : "");
	}
	put_rest(&told, l);
	dp_buf_str(out, dp_buf_view(&told));
	dp_buf_c(out, ".");
	dp_buf_done(&told);
}

static void
put_needs(struct dp_buf *out, const struct dp_line *l)
{
	struct dp_buf list = { 0 };

	put_columns(&list, l);
	dp_buf_format(out, _("The table must have %.*s.\n"),
		      DP_FMT(dp_buf_view(&list)));
	dp_buf_done(&list);
}

/* What stands before the steps. */
static void
put_head(struct dp_buf *out, const struct dp_recipe *r)
{
	dp_str title = dp_recipe_title(r), locale = dp_recipe_locale(r);

	if (title.n)
		dp_buf_format(out, "%.*s\n\n", DP_FMT(title));
	for (size_t i = 0; i < r->n; i++)
		if (!r->line[i].off && dp_str_is(r->line[i].verb, "needs"))
			put_needs(out, &r->line[i]);
	if (dp_str_is(locale, "fr"))
		dp_buf_c(out, _("Its numbers and dates are written as in "
				"French.\n"));
	else if (dp_str_is(locale, "en"))
		dp_buf_c(out, _("Its numbers and dates are written as in "
				"English.\n"));
	if (out->n && out->p[out->n - 2] != '\n')
		dp_buf_char(out, '\n');
}

void
dp_recipe_explain(const struct dp_recipe *r, struct dp_buf *out)
{
	size_t number = 0;

	put_head(out, r);
	for (size_t i = 0; i < r->n; i++) {
		const struct dp_line *l = &r->line[i];

		if (l->off && l->verb.p) {
			dp_buf_c(out, _("(Kept but not done: "));
			dp_buf_str(out, l->verb);
			if (l->op) {
				dp_buf_c(out, ". ");
				put_step(out, l);
			}
			dp_buf_c(out, ")\n");
		} else if (l->op) {
			dp_buf_format(out, "%zu. ", ++number);
			put_step(out, l);
			if (l->label.p)
				dp_buf_format(out, " [%.*s]", DP_FMT(l->label));
			dp_buf_char(out, '\n');
		}
	}
	if (number == 0)
		dp_buf_c(out, _("The recipe has no step.\n"));
}

/* ---- in a few words ---------------------------------------------------- */

/*
 * A mapping: how many texts, and what they become when that is one. False
 * when L has none.
 */
static bool
brief_mapping(struct dp_buf *out, const struct dp_line *l)
{
	size_t n = 0, arrows = 0;
	dp_str to = { NULL, 0 };

	for (size_t i = 0; i + 1 < l->n_args; i++) {
		enum dp_arg_kind next = l->arg[i + 1].kind;

		n += next == DP_ARG_BAR || next == DP_ARG_ARROW;
		arrows += next == DP_ARG_ARROW;
		if (next == DP_ARG_ARROW && i + 2 < l->n_args)
			to = l->arg[i + 2].text;
	}
	if (arrows == 1)
		dp_buf_format(out,
			      P_("%zu spelling replaced by “%.*s”",
				 "%zu spellings replaced by “%.*s”", n),
			      n, DP_FMT(to));
	else if (arrows > 1)
		dp_buf_format(out,
			      P_("%zu value replaced", "%zu values replaced",
				 n),
			      n);
	return arrows > 0;
}

/* The columns that L works on, bare, when it names some. */
static void
brief_columns(struct dp_buf *out, const struct dp_line *l)
{
	size_t n = 0;

	if (l->op->takes != DP_TAKES_COLUMNS &&
	    l->op->takes != DP_TAKES_COLUMNS_OR_ALL &&
	    l->op->takes != DP_TAKES_MAPPING)
		return;
	for (size_t i = 0; i < l->n_args; i++) {
		const struct dp_arg *a = &l->arg[i];

		if (a->kind == DP_ARG_PARAM || a->kind == DP_ARG_COMMA)
			continue;
		if (n > 0 && l->arg[i - 1].kind != DP_ARG_COMMA)
			break;
		if (a->kind == DP_ARG_WORD && dp_str_is(a->text, "*"))
			break;
		dp_buf_c(out, n++ ? ", " : " (");
		dp_buf_str(out, a->raw.p ? a->raw : a->text);
	}
	dp_buf_c(out, n ? ")" : "");
}

/* LINE on one line: what nobody has words for is said as it is written. */
static void
as_written(struct dp_buf *out, dp_str line)
{
	line = dp_str_strip(line);
	for (size_t i = 0; i < line.n; i++)
		dp_buf_char(out, line.p[i] == '\n' ? ' ' : line.p[i]);
}

void
dp_step_brief(dp_str line, struct dp_buf *out)
{
	struct dp_err ignored = { 0 };
	struct dp_recipe *r = dp_recipe_parse(line, "-e", &ignored);
	const struct dp_line *l = r && r->n > 0 ? &r->line[0] : NULL;
	const char *words = l && l->op ?
				    sentence_of(l, brief,
						sizeof brief / sizeof *brief) :
				    NULL;

	if (l && l->op && dp_str_is(l->verb, "edit") && brief_mapping(out, l)) {
		brief_columns(out, l);
	} else if (words) {
		fill(out, l, words);
		brief_columns(out, l);
	} else {
		as_written(out, line);
	}
	dp_recipe_free(r);
}

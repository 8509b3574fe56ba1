/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser of expressions: calls of functions, of ours and of GREL's.
 */
#include "op/expr_parse.h"

#include "base/i18n.h"
#include "op/grel.h"
#include "op/recipe.h"

/* More than there are functions in either language. */
#define NAMES_MAX 150

void
dpi_parse_put(struct dpi_parse_list *l, uint32_t node)
{
	dp_grow(&l->child, &l->cap, l->n, sizeof *l->child);
	l->child[l->n++] = node;
}

/* A pattern; it is compiled when its function is known. */
static uint32_t
pattern(struct dpi_parse *p)
{
	const char *from = p->at, *end = dpi_regex_end(from, p->end);
	dp_str text = { from + 1, 0 };
	uint32_t node;
	bool icase;

	if (!end)
		return dpi_parse_fail(p, from, _("expected a closing /"));
	text.n = (size_t)(end - from) - 2;
	icase = end < p->end && *end == 'i';
	p->at = icase ? end + 1 : end;
	if (dpi_parse_name(p) > 0)
		return dpi_parse_expected(p, _("expected i or an operator "
					       "after the pattern, found %s"));
	node = dpi_x_add(p->e, DPI_X_PATTERN);
	p->e->node[node].constant.text = text;
	p->e->node[node].constant.yes = icase;
	return node;
}

/* A text that is taken for a pattern. */
static uint32_t
text_pattern(struct dpi_parse *p)
{
	uint32_t node;
	dp_str text;

	if (!dpi_parse_string(p, &text))
		return DPI_X_FAILED;
	node = dpi_x_add(p->e, DPI_X_PATTERN);
	p->e->node[node].constant.text = text;
	return node;
}

const struct dpi_x_function *
dpi_parse_function(struct dpi_parse *p, dp_str name, const char *at)
{
	const struct dpi_x_function *all = dpi_x_functions(), *f = NULL;
	char shown[DPI_SHOWN_BYTES];
	struct dp_buf near = { 0 };
	dp_str names[NAMES_MAX];
	size_t n = 0;

	if (p->e->grel) {
		f = dpi_grel_function(name);
		n = dpi_grel_names(names, NAMES_MAX);
	}
	for (; !p->e->grel && all[n].name && n < NAMES_MAX; n++) {
		names[n] = dp_str_c(all[n].name);
		if (dp_str_eq(name, names[n]))
			f = &all[n];
	}
	if (f)
		return f;
	dpi_did_you_mean(name, names, n, &near);
	dpi_parse_fail(p, at, _("expected a function, found %s%.*s"),
		       dpi_show(name, shown), DP_FMT(dp_buf_view(&near)));
	dp_buf_done(&near);
	return NULL;
}

/* Is TEXT a part of the expression, and no copy? */
static bool
is_written(const struct dpi_parse *p, dp_str text)
{
	return (uintptr_t)text.p >= (uintptr_t)p->start &&
	       (uintptr_t)text.p < (uintptr_t)p->end;
}

/* Fails for WHY, at the place in TEXT that is meant, or at AT. */
static void
tell_fault(struct dpi_parse *p, dp_str text, unsigned flags, struct dp_err *why,
	   const char *at)
{
	struct dp_regex *re = NULL;

	/* what was made of it has other places */
	if (p->e->grel)
		re = dp_regex_new(text, flags, why);
	if (!re && is_written(p, text))
		at = text.p + dpi_char_offset(text, why->at.column);
	dp_regex_free(re);
	dpi_parse_fail(p, at, "%s", why->msg);
}

/* Compiles the pattern CHILD for NODE, a call of F; it is written at AT. */
static bool
compile(struct dpi_parse *p, uint32_t node, uint32_t child,
	const struct dpi_x_function *f, const char *at)
{
	struct dp_expr_value v = p->e->node[child].constant;
	unsigned flags = (f->only_pattern ? DP_REGEX_WHOLE : 0) |
			 (p->e->grel ? DP_REGEX_ASCII : 0);
	struct dp_err why = { 0 };
	struct dp_buf java = { 0 };
	dp_str text = v.text;
	struct dp_regex *re;

	if (p->e->grel && !dpi_grel_pattern(text, v.yes, &java)) {
		dp_buf_done(&java);
		dpi_parse_fail(p, at,
			       _("this pattern of Java has no like here"));
		return false;
	}
	if (p->e->grel)
		text = dp_buf_view(&java);
	else if (v.yes)
		flags |= DP_REGEX_ICASE;
	re = dp_regex_new(text, flags, &why);
	dp_buf_done(&java);
	if (!re) {
		tell_fault(p, v.text, flags, &why, at);
		return false;
	}
	dp_grow(&p->e->regex, &p->e->cap_regex, p->e->n_regex, sizeof re);
	p->e->node[node].regex = (uint32_t)p->e->n_regex;
	p->e->regex[p->e->n_regex++] = re;
	p->e->needs_local = true;
	return true;
}

/* Reads the third argument of replace with a pattern, once for all rows. */
static bool
compile_with(struct dpi_parse *p, uint32_t node, uint32_t child, const char *at)
{
	struct dpi_x_node *n = &p->e->node[node];
	const struct dpi_x_node *c = &p->e->node[child];
	struct dp_err why = { 0 };

	/* in GREL it may be made for each row */
	if (p->e->grel && c->op != DPI_X_CONST)
		return true;
	if (c->op != DPI_X_CONST || c->constant.kind != DP_X_TEXT) {
		dpi_parse_fail(p, at,
			       _("expected a text in quotes as what "
				 "replaces a pattern"));
		return false;
	}
	n->with = dp_template_new(p->e->regex[n->regex], c->constant.text,
				  false, &why);
	if (!n->with)
		dpi_parse_fail(p, at, "%s", why.msg);
	return n->with != NULL;
}

/*
 * Reads an argument that names a variable, known from here on; N is where it
 * is kept.
 */
static uint32_t
variable(struct dpi_parse *p, struct dpi_grel_name *n)
{
	uint32_t node;

	dpi_parse_blanks(p);
	n->name.p = p->at;
	n->name.n = dpi_parse_name(p);
	if (n->name.n == 0)
		return dpi_parse_expected(p, _("expected the name of a "
					       "variable, found %s"));
	p->at += n->name.n;
	n->var = p->e->n_var++;
	n->outer = p->names;
	p->names = n;
	node = dpi_x_add(p->e, DPI_X_VAR);
	p->e->node[node].n = n->var;
	return node;
}

/* Does argument I of F name a variable? */
static bool
names_variable(const struct dpi_parse *p, const struct dpi_x_function *f,
	       size_t i)
{
	if (!p->e->grel)
		return false;
	if (strcmp(f->name, "forRange") == 0)
		return i == 3;
	return i > 0 && i <= dpi_grel_binds(dp_str_c(f->name));
}

/* Reads the arguments after the ( of F into L. */
static bool
arguments(struct dpi_parse *p, const struct dpi_x_function *f,
	  struct dpi_parse_list *l)
{
	struct dpi_grel_name name[2], *outer = p->names;
	uint32_t node;
	size_t n = 0;

	if (dpi_parse_sign(p, ")"))
		return true;
	do {
		dpi_parse_blanks(p);
		l->last = p->at;
		if (names_variable(p, f, l->n))
			node = variable(p, &name[n++]);
		else if (f->pattern && l->n == 1 && p->at < p->end &&
			 *p->at == '/')
			node = pattern(p);
		else if (p->e->grel && f->only_pattern && l->n == 1 &&
			 p->at < p->end && strchr("\"'", *p->at))
			node = text_pattern(p);
		else if (f->only_pattern && l->n == 1)
			node = dpi_parse_expected(p, _("expected a /pattern/, "
						       "found %s"));
		else
			node = dpi_parse_expression(p);
		if (node != DPI_X_FAILED &&
		    !dpi_parse_option(p, f, l->n, node, l->last))
			node = DPI_X_FAILED;
		if (node != DPI_X_FAILED)
			dpi_parse_put(l, node);
	} while (node != DPI_X_FAILED && dpi_parse_sign(p, ","));
	p->names = outer;
	if (node == DPI_X_FAILED)
		return false;
	if (dpi_parse_sign(p, ")"))
		return true;
	dpi_parse_expected(p, _("expected a comma or a closing bracket, "
				"found %s"));
	return false;
}

static bool
count(struct dpi_parse *p, const struct dpi_x_function *f, size_t n,
      const char *at)
{
	if (n >= f->min && (n <= f->max || f->max == DPI_X_ANY))
		return true;
	if (f->max == DPI_X_ANY)
		dpi_parse_fail(p, at,
			       P_("%s expects at least %u argument, "
				  "found %zu",
				  "%s expects at least %u arguments, "
				  "found %zu",
				  f->min),
			       f->name, f->min, n);
	else if (f->min == f->max)
		dpi_parse_fail(p, at,
			       P_("%s expects %u argument, found %zu",
				  "%s expects %u arguments, found %zu", f->min),
			       f->name, f->min, n);
	else
		dpi_parse_fail(p, at,
			       _("%s expects %u to %u arguments, found "
				 "%zu"),
			       f->name, f->min, f->max, n);
	return false;
}

uint32_t
dpi_parse_call(struct dpi_parse *p, dp_str name, const char *at,
	       struct dpi_parse_list *l)
{
	const struct dpi_x_function *f = dpi_parse_function(p, name, at);
	uint32_t node;

	if (!f || !arguments(p, f, l) || !count(p, f, l->n, at) ||
	    (f->yes && dpi_parse_mistakes(p, DPI_X_CALL, l->child, l->n, at)))
		return DPI_X_FAILED;
	node = dpi_parse_join(p, DPI_X_CALL, l->child, l->n, at);
	if (node == DPI_X_FAILED)
		return node;
	p->e->node[node].function = f;
	p->e->needs_local = p->e->needs_local || f->local;
	if (p->e->grel && dp_str_is(name, "columnNames"))
		return dpi_parse_column_names(p, node, at);
	if (p->e->grel && dp_str_is(name, "phonetic") &&
	    !dpi_grel_sounds(p->e->node[l->child[1]].constant.text))
		return dpi_parse_fail(p, at,
				      _("phonetic knows \"soundex\" and "
					"\"metaphone\" here"));
	if (f->pattern && p->e->node[l->child[1]].op == DPI_X_PATTERN) {
		if (!compile(p, node, l->child[1], f, l->last))
			return DPI_X_FAILED;
		if (l->n > 2 && dp_str_is(name, "replace") &&
		    !compile_with(p, node, l->child[2], l->last))
			return DPI_X_FAILED;
	}
	return node;
}

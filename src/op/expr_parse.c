/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser of expressions: operators and what binds tighter than what.
 * Operands are read in expr_operand.c.
 */
#include "op/expr_parse.h"

#include <stdlib.h>
#include <time.h>

#include "base/i18n.h"
#include "op/recipe.h"

/* ---- characters ------------------------------------------------------- */

void
dpi_parse_blanks(struct dpi_parse *p)
{
	unsigned n;

	while (p->at < p->end) {
		n = *p->at == '\n' || *p->at == '\r' ? 1 :
						       dpi_blank(p->at, p->end);
		if (n == 0)
			break;
		p->at += n;
	}
}

/*
 * True for what may stand in a name besides ASCII: everything but spaces,
 * Latin-1 signs, general punctuation, arrows and symbols.
 */
static bool
is_letter(uint32_t c)
{
	if (c < 0xC0)
		return c == 0xAA || c == 0xB5 || c == 0xBA;
	if (c == 0xD7 || c == 0xF7 || c == 0xFEFF)
		return false;
	return !(c >= 0x2000 && c < 0x2070) && !(c >= 0x2190 && c < 0x2C00) &&
	       !(c >= 0x3000 && c < 0x3021);
}

size_t
dpi_parse_name(const struct dpi_parse *p)
{
	const char *at = p->at;
	uint32_t c;

	while (at < p->end) {
		unsigned n = dp_utf8_decode(at, (size_t)(p->end - at), &c);
		bool digit = c >= '0' && c <= '9';

		if (n == 0 || (digit && at == p->at))
			break;
		if (!digit && c != '_' && !(c >= 'a' && c <= 'z') &&
		    !(c >= 'A' && c <= 'Z') && (c < 0x80 || !is_letter(c)))
			break;
		at += n;
	}
	return (size_t)(at - p->at);
}

bool
dpi_parse_sign(struct dpi_parse *p, const char *sign)
{
	dp_str rest;

	dpi_parse_blanks(p);
	rest.p = p->at;
	rest.n = (size_t)(p->end - p->at);
	if (!dp_str_starts(rest, sign))
		return false;
	p->at += strlen(sign);
	return true;
}

bool
dpi_parse_word(struct dpi_parse *p, const char *word)
{
	dp_str name;

	dpi_parse_blanks(p);
	name.p = p->at;
	name.n = dpi_parse_name(p);
	if (!dp_str_is(name, word))
		return false;
	p->at += name.n;
	return true;
}

/* ---- messages --------------------------------------------------------- */

uint32_t
dpi_parse_fail(struct dpi_parse *p, const char *at, const char *fmt, ...)
{
	char sentence[DP_ERR_BYTES];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(sentence, sizeof sentence, fmt, ap);
	va_end(ap);
	*p->at_bytes = (size_t)(at - p->start);
	dp_fail(p->err, DP_ERECIPE, "%s", sentence);
	return DPI_X_FAILED;
}

/* What stands at the current place: a name, a string, a sign. */
static dp_str
token(struct dpi_parse *p)
{
	dp_str t = { p->at, dpi_parse_name(p) };
	const char *end;
	uint32_t c;

	if (t.n > 0)
		return t;
	while (t.n < (size_t)(p->end - p->at) && t.p[t.n] >= '0' &&
	       t.p[t.n] <= '9')
		t.n++;
	if (t.n > 0)
		return t;
	if (*p->at == '"' || *p->at == '\'') {
		end = dpi_string_end(p->at, p->end);
		t.n = (size_t)((end ? end : p->end) - p->at);
		return t;
	}
	t.n = dp_utf8_decode(p->at, (size_t)(p->end - p->at), &c);
	if (t.n == 0)
		t.n = 1;
	return t;
}

uint32_t
dpi_parse_expected(struct dpi_parse *p, const char *fmt)
{
	char shown[DPI_SHOWN_BYTES];

	dpi_parse_blanks(p);
	if (p->at >= p->end)
		return dpi_parse_fail(p, p->at, fmt,
				      _("the end of the expression"));
	return dpi_parse_fail(p, p->at, fmt, dpi_show(token(p), shown));
}

/* ---- nodes ------------------------------------------------------------ */

uint32_t
dpi_x_add(struct dp_expr *e, enum dpi_x_op op)
{
	struct dpi_x_node *n;

	dp_grow(&e->node, &e->cap, e->n, sizeof *e->node);
	n = &e->node[e->n];
	memset(n, 0, sizeof *n);
	n->op = op;
	n->depth = 1;
	return (uint32_t)e->n++;
}

bool
dpi_x_children(struct dp_expr *e, uint32_t node, const uint32_t *child,
	       size_t n)
{
	struct dpi_x_node *x = &e->node[node];
	size_t i;

	x->first = (uint32_t)e->n_args;
	x->n = (uint32_t)n;
	for (i = 0; i < n; i++) {
		dp_grow(&e->arg, &e->cap_args, e->n_args, sizeof *e->arg);
		e->arg[e->n_args++] = child[i];
		if (e->node[child[i]].depth >= x->depth)
			x->depth = e->node[child[i]].depth + 1;
	}
	return x->depth <= DPI_X_DEPTH && e->n <= DPI_X_NODES;
}

/* What is said when an operand of OP can never be yes. */
static const char *
op_takes(enum dpi_x_op op)
{
	return op == DPI_X_NOT ?
		       _("expected a condition after the \"not\", such as "
			 "x > 5; \"is not\" is written !=") :
		       _("expected conditions on both sides of \"and\" and "
			 "\"or\", such as x > 5 or x == 1");
}

uint32_t
dpi_parse_join(struct dpi_parse *p, enum dpi_x_op op, const uint32_t *child,
	       size_t n, const char *start)
{
	uint32_t node = dpi_x_add(p->e, op);

	if (op == DPI_X_OR || op == DPI_X_AND || op == DPI_X_NOT)
		for (size_t i = 0; i < n; i++)
			if (!dpi_x_may_be_yes(p->e, child[i]))
				return dpi_parse_fail(p, start, "%s",
						      op_takes(op));
	if (op != DPI_X_CALL && dpi_parse_mistakes(p, op, child, n, start))
		return DPI_X_FAILED;
	if (!dpi_x_children(p->e, node, child, n))
		return dpi_parse_fail(p, start,
				      _("this expression is too deep or too "
					"long; to compare with many values, "
					"write in(name, \"a\", \"b\")"));
	return node;
}

/* ---- operators -------------------------------------------------------- */

struct sign {
	const char *text;
	enum dpi_x_op op;
};

/* One of the signs of SET, ended by text NULL; moves past it. */
static const struct sign *
one_of(struct dpi_parse *p, const struct sign *set)
{
	for (; set->text; set++)
		if (dpi_parse_sign(p, set->text))
			return set;
	return NULL;
}

static uint32_t
unary(struct dpi_parse *p)
{
	enum dpi_x_op op;
	const char *start;
	uint32_t a;

	dpi_parse_blanks(p);
	start = p->at;
	if (p->at < p->end && *p->at == '-')
		op = DPI_X_MINUS;
	else if (p->at < p->end && *p->at == '!')
		op = DPI_X_NOT;
	else
		return dpi_parse_operand(p);
	p->at++;
	if (++p->depth > DPI_X_DEPTH)
		return dpi_parse_fail(p, start,
				      _("this expression is too deep"));
	a = unary(p);
	p->depth--;
	if (a == DPI_X_FAILED)
		return a;
	return dpi_parse_join(p, op, &a, 1, start);
}

static uint32_t
product(struct dpi_parse *p)
{
	static const struct sign set[] = { { "*", DPI_X_MUL },
					   { "/", DPI_X_DIV },
					   { "%", DPI_X_MOD },
					   { NULL, DPI_X_MUL } };
	const char *start = p->at;
	const struct sign *s;
	uint32_t pair[2];

	pair[0] = unary(p);
	while (pair[0] != DPI_X_FAILED && (s = one_of(p, set))) {
		pair[1] = unary(p);
		if (pair[1] == DPI_X_FAILED)
			return DPI_X_FAILED;
		pair[0] = dpi_parse_join(p, s->op, pair, 2, start);
	}
	return pair[0];
}

static uint32_t
sum(struct dpi_parse *p)
{
	static const struct sign set[] = { { "+", DPI_X_ADD },
					   { "-", DPI_X_SUB },
					   { NULL, DPI_X_ADD } };
	const char *start = p->at;
	const struct sign *s;
	uint32_t pair[2];

	pair[0] = product(p);
	while (pair[0] != DPI_X_FAILED && (s = one_of(p, set))) {
		pair[1] = product(p);
		if (pair[1] == DPI_X_FAILED)
			return DPI_X_FAILED;
		pair[0] = dpi_parse_join(p, s->op, pair, 2, start);
		/* Joining texts takes room. */
		p->e->needs_local = true;
	}
	return pair[0];
}

/*
 * A comparison with one of the signs of SET between operands that NEXT reads.
 * A second one is refused: 1 < x < 5 would compare a yes with 5.
 */
static uint32_t
compare(struct dpi_parse *p, const struct sign *set,
	uint32_t (*next)(struct dpi_parse *))
{
	const char *start = p->at;
	const struct sign *s;
	uint32_t pair[2], node;

	pair[0] = next(p);
	if (pair[0] == DPI_X_FAILED || !(s = one_of(p, set)))
		return pair[0];
	pair[1] = next(p);
	if (pair[1] == DPI_X_FAILED)
		return DPI_X_FAILED;
	node = dpi_parse_join(p, s->op, pair, 2, start);
	start = p->at;
	if (node != DPI_X_FAILED && one_of(p, set))
		return dpi_parse_fail(p, start,
				      _("expected one comparison only: write "
					"1 < x and x < 5, not 1 < x < 5"));
	return node;
}

static uint32_t
relation(struct dpi_parse *p)
{
	static const struct sign set[] = { { "<=", DPI_X_LE },
					   { ">=", DPI_X_GE },
					   { "<", DPI_X_LT },
					   { ">", DPI_X_GT },
					   { NULL, DPI_X_LT } };

	return compare(p, set, sum);
}

static uint32_t
equality(struct dpi_parse *p)
{
	static const struct sign set[] = { { "==", DPI_X_EQ },
					   { "!=", DPI_X_NE },
					   { "=", DPI_X_EQ },
					   { NULL, DPI_X_EQ } };

	return compare(p, set, relation);
}

/* The word not binds looser than a comparison; not(x) is a function. */
static uint32_t
negation(struct dpi_parse *p)
{
	const char *start;
	uint32_t a;

	dpi_parse_blanks(p);
	start = p->at;
	if (!dpi_parse_word(p, "not"))
		return equality(p);
	if (p->at < p->end && *p->at == '(') {
		p->at = start;
		return equality(p);
	}
	if (++p->depth > DPI_X_DEPTH)
		return dpi_parse_fail(p, start,
				      _("this expression is too deep"));
	a = negation(p);
	p->depth--;
	if (a == DPI_X_FAILED)
		return a;
	return dpi_parse_join(p, DPI_X_NOT, &a, 1, start);
}

/* Operands of WORD or SIGN, which NEXT reads, under one node. */
static uint32_t
chain(struct dpi_parse *p, const char *word, const char *sign, enum dpi_x_op op,
      uint32_t (*next)(struct dpi_parse *))
{
	uint32_t *child = NULL, node;
	const char *start = p->at;
	size_t n = 0, cap = 0;

	do {
		node = next(p);
		dp_grow(&child, &cap, n, sizeof *child);
		child[n++] = node;
	} while (node != DPI_X_FAILED &&
		 (dpi_parse_word(p, word) || dpi_parse_sign(p, sign)));
	if (node != DPI_X_FAILED && n > 1)
		node = dpi_parse_join(p, op, child, n, start);
	free(child);
	return node;
}

static uint32_t
conjunction(struct dpi_parse *p)
{
	return chain(p, "and", "&&", DPI_X_AND, negation);
}

uint32_t
dpi_parse_expression(struct dpi_parse *p)
{
	uint32_t node;

	if (++p->depth > DPI_X_DEPTH)
		return dpi_parse_fail(p, p->at,
				      _("this expression is too deep"));
	node = chain(p, "or", "||", DPI_X_OR, conjunction);
	p->depth--;
	return node;
}

/* ---- the whole -------------------------------------------------------- */

/* Fails at what stands after a whole expression. */
static void
fail_rest(struct dpi_parse *p)
{
	bool number = p->at > p->start && p->at[-1] >= '0' && p->at[-1] <= '9';

	if (*p->at == ',' && number)
		dpi_parse_expected(p, _("expected an operator, found %s; the "
					"decimal sign is a point: 1.5"));
	else
		dpi_parse_expected(p, _("expected an operator such as == or "
					"and, found %s"));
}

struct dp_expr *
dpi_expr_make(dp_str text, const struct dp_schema *schema, bool cell,
	      size_t *at_bytes, struct dp_err *err)
{
	struct dp_expr *e = dp_alloc0(sizeof *e);
	struct dpi_parse p = { .e = e,
			       .schema = schema,
			       .cell = cell,
			       .at_bytes = at_bytes,
			       .err = err };

	p.start = p.at = text.p ? text.p : "";
	p.end = p.start + text.n;
	dpi_parse_blanks(&p);
	e->grel = dpi_parse_sign(&p, "grel:");
	e->needs_local = e->grel;
	e->now_ms = (int64_t)time(NULL) * 1000;
	e->root = dpi_parse_expression(&p);
	if (e->root != DPI_X_FAILED) {
		dpi_parse_blanks(&p);
		if (p.at == p.end) {
			dpi_x_find_test(e);
			return e;
		}
		fail_rest(&p);
	}
	dp_expr_free(e);
	return NULL;
}

struct dp_expr *
dp_expr_new(dp_str text, const struct dp_schema *schema, struct dp_err *err)
{
	struct dp_err why = { 0 };
	struct dp_expr *e;
	size_t at = 0, column;
	dp_str before = { text.p, 0 };

	e = dpi_expr_make(text, schema, true, &at, &why);
	if (e)
		return e;
	before.n = at;
	column = dp_utf8_chars(before) + 1;
	dp_fail(err, DP_ERECIPE, _("expression, character %zu: %s"), column,
		why.msg);
	err->at.column = column;
	dpi_err_point(err, text, at);
	return NULL;
}

void
dp_expr_free(struct dp_expr *e)
{
	size_t i;

	if (!e)
		return;
	for (i = 0; i < e->n; i++)
		dp_template_free(e->node[i].with);
	for (i = 0; i < e->n_regex; i++)
		dp_regex_free(e->regex[i]);
	free(e->regex);
	free(e->node);
	free(e->arg);
	dp_arena_done(&e->text);
	free(e);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lexer of recipes: one step into arguments. It knows which verbs take
 * an expression and which parameters are patterns; what arguments mean is
 * for the operations.
 */
#include "op/recipe.h"

#include <stdlib.h>

#include "base/i18n.h"

/* One step being read. at is always within one physical line, up to eol. */
struct lex {
	struct dp_recipe *r;
	struct dp_line *l;
	struct dp_err *err;
	const char *at, *eol, *end;
	struct dp_arg *arg;
	size_t n, cap;
	struct dp_buf value;
	const char *bol; /* where the physical line starts */
	uint32_t line;   /* its number */
	bool continued;
};

bool
dpi_label_at(const char *at, const char *end, dp_str *label)
{
	const char *p = at + 1, *after;

	if (at >= end || *at != '[')
		return false;
	while (p < end && !dpi_blank(p, end) && !strchr("[]\"'", *p))
		p++;
	if (p == at + 1 || p >= end || *p != ']')
		return false;
	after = dpi_skip_blanks(p + 1, end);
	if (after < end && *after != '\n' &&
	    (*after != '#' || !dpi_after_blank(after, at)))
		return false;
	label->p = at + 1;
	label->n = (size_t)(p - at - 1);
	return true;
}

static int
fail(struct lex *x, const char *at, const char *sentence)
{
	return dpi_recipe_fail_at(x->r->name, x->l, at, x->err, "%s", sentence);
}

/*
 * Line and column of FROM, on the line being read. dpi_place would count from
 * the start of the step each time: long with ten thousand values to edit.
 */
static void
place(const struct lex *x, const char *from, struct dp_arg *a)
{
	dp_str before = { x->bol, (size_t)(from - x->bol) };

	a->line = x->line;
	a->column = (uint32_t)dp_utf8_chars(before) + 1;
}

static struct dp_arg *
add(struct lex *x, enum dp_arg_kind kind, const char *from, const char *to)
{
	struct dp_arg *a;

	dp_grow(&x->arg, &x->cap, x->n, sizeof *x->arg);
	a = &x->arg[x->n++];
	memset(a, 0, sizeof *a);
	a->kind = kind;
	a->raw.p = from;
	a->raw.n = (size_t)(to - from);
	a->text = a->raw;
	a->continued = x->continued;
	place(x, from, a);
	return a;
}

/* Keeps what the value buffer holds as the text of A. */
static void
keep_value(struct lex *x, struct dp_arg *a)
{
	char *p = dp_arena_text(&x->r->text, x->value.n + 1);

	if (x->value.n)
		memcpy(p, x->value.p, x->value.n);
	a->text.p = p;
	a->text.n = x->value.n;
	x->value.n = 0;
}

/* Adds the value of the string at x->at to the buffer; moves past it. */
static int
string(struct lex *x)
{
	const char *end = dpi_string_end(x->at, x->eol);

	if (!end)
		return fail(x, x->at,
			    _("expected a closing quotation mark "
			      "before the end of the line"));
	dpi_unescape(x->at, end, &x->value);
	x->at = end;
	return 0;
}

/* The same for a pattern between slashes, and its flag. */
static int
regex(struct lex *x)
{
	const char *end = dpi_regex_value(x->at, x->eol, &x->value);

	if (!end)
		return fail(x, x->at,
			    _("expected a closing / before the end "
			      "of the line; a slash that is plain "
			      "text goes in quotes: \"/\""));
	x->at = end;
	if (x->at < x->eol && !dpi_blank(x->at, x->eol) && *x->at != ',')
		return fail(x, x->at,
			    _("expected a blank, a comma or i after "
			      "the pattern"));
	return 0;
}

/* Is the parameter KEY of this step one of KIND? */
static bool
is_kind(const struct lex *x, dp_str key, enum dp_param_kind kind)
{
	const struct dp_param *p = x->l->op ? dpi_param_find(x->l->op, key) :
					      NULL;

	return p && p->kind == kind;
}

static bool
is_pattern(const struct lex *x, dp_str key)
{
	return dp_str_is(x->l->verb, "source") ? dp_str_is(key, "footer") :
						 is_kind(x, key, DP_P_PATTERN);
}

/* A bare expression, up to a blank: strings in it are its own. */
static int
bare_expression(struct lex *x)
{
	const char *from = x->at;

	while (x->at < x->eol && !dpi_blank(x->at, x->eol)) {
		if (*x->at != '"') {
			x->at++;
			continue;
		}
		/* for the fault that it may have */
		if (string(x))
			return -1;
	}
	x->value.n = 0;
	dp_buf_add(&x->value, from, (size_t)(x->at - from));
	return 0;
}

/* A bare value, up to a blank; strings may follow its commas and bars. */
static int
bare_value(struct lex *x)
{
	char before = ',';

	while (x->at < x->eol && !dpi_blank(x->at, x->eol)) {
		if (*x->at != '"') {
			before = *x->at++;
			dp_buf_char(&x->value, before);
			continue;
		}
		if (before != ',' && before != '|')
			return fail(x, x->at,
				    _("expected a blank before the "
				      "quotation mark, or the whole "
				      "value in quotes"));
		if (string(x))
			return -1;
		before = '"';
	}
	return 0;
}

/*
 * Fails where a text in single quotes starts at x->at: they would be a part of
 * it, and it would be found nowhere.
 */
static int
check_quotes(struct lex *x)
{
	dp_str rest = { x->at, (size_t)(x->eol - x->at) };

	for (size_t i = 1; *x->at == '\'' && i < rest.n; i++) {
		const char *next = rest.p + i + 1;

		if (rest.p[i] == '\'' &&
		    (next == x->eol || dpi_blank(next, x->eol) ||
		     memchr(",|", *next, 2)))
			return fail(
				x, x->at,
				_("a text with blanks or signs goes in "
				  "double quotes (\"), and so does one that "
				  "has single quotes"));
	}
	return 0;
}

/* What follows the SIGN of KEY; x->at is on its first byte. */
static int
param(struct lex *x, dp_str key, const char *key_at, dp_str sign)
{
	const char *from = x->at;
	bool pattern = *x->at == '/' && is_pattern(x, key), quoted = false;
	struct dp_arg *a;

	if (pattern) {
		if (regex(x))
			return -1;
	} else if (*from != '"' && is_kind(x, key, DP_P_EXPR)) {
		if (bare_expression(x))
			return -1;
	} else if (check_quotes(x) || bare_value(x)) {
		return -1;
	} else if (*from == '"') {
		quoted = dpi_string_end(from, x->eol) == x->at;
	}
	a = add(x, DP_ARG_PARAM, from, x->at);
	keep_value(x, a);
	a->key = key;
	a->sign = sign;
	a->quoted = quoted;
	a->pattern = pattern;
	place(x, key_at, a);
	return 0;
}

/* Bytes of the sign at AT, of a parameter of this step; or 0. */
static unsigned
sign_at(const struct lex *x, const char *at)
{
	if (x->l->op && x->l->op->takes == DP_TAKES_RULES)
		return dpi_sign(at, x->eol);
	return at < x->eol && *at == '=';
}

static bool
ends_word(const struct lex *x, const char *at)
{
	return at >= x->eol || dpi_blank(at, x->eol) ||
	       memchr(",|\"[]=", *at, 6) || sign_at(x, at) ||
	       (at[0] == '-' && at + 1 < x->eol && at[1] == '>');
}

/* A sign at x->at: of a parameter called KEY, which starts at KEY_AT. */
static int
equals(struct lex *x, dp_str key, const char *key_at)
{
	char shown[DPI_SHOWN_BYTES];
	dp_str sign = { x->at, sign_at(x, x->at) };

	x->at += sign.n;
	if (x->at < x->eol && !dpi_blank(x->at, x->eol))
		return param(x, key, key_at, sign);
	return dpi_recipe_fail_at(x->r->name, x->l, x->at, x->err,
				  _("expected a value right after the %.*s of "
				    "%s, without a blank; \"\" is the empty "
				    "value"),
				  DP_FMT(sign), dpi_show(key, shown));
}

static int
string_arg(struct lex *x)
{
	const char *from = x->at;
	struct dp_arg *a;

	if (string(x))
		return -1;
	if (x->at < x->eol && *x->at == '=') {
		dp_str key = dp_keep(&x->r->text, dp_buf_view(&x->value));

		x->value.n = 0;
		return equals(x, key, from);
	}
	a = add(x, DP_ARG_STRING, from, x->at);
	keep_value(x, a);
	a->quoted = true;
	return 0;
}

static int
regex_arg(struct lex *x)
{
	const char *from = x->at;
	struct dp_arg *a;

	if (regex(x))
		return -1;
	a = add(x, DP_ARG_REGEX, from, x->at);
	keep_value(x, a);
	a->pattern = true;
	return 0;
}

/* An = without a name before it, or a bracket that is no label. */
static int
misplaced(struct lex *x)
{
	if (*x->at == '=')
		return fail(x, x->at,
			    _("expected a parameter's name before "
			      "the ="));
	if (sign_at(x, x->at))
		return fail(x, x->at,
			    _("expected the name of a rule right before the "
			      "sign, such as na<1%; a condition is a step of "
			      "its own"));
	return fail(x, x->at,
		    _("expected a label such as [c7] at the end of "
		      "the line; a name with a bracket goes in "
		      "quotes"));
}

static int
word(struct lex *x)
{
	static const char *const typographic[] = { "“", "”", "«", "»", "„" };
	const char *from = x->at;
	dp_str rest = { from, (size_t)(x->eol - from) }, key;
	size_t i;

	for (i = 0; i < sizeof typographic / sizeof *typographic; i++)
		if (dp_str_starts(rest, typographic[i]))
			return fail(x, from,
				    _("expected a straight quotation "
				      "mark (\")"));
	if (check_quotes(x))
		return -1;
	while (!ends_word(x, x->at))
		x->at++;
	if (x->at == from)
		return misplaced(x);
	if (x->at < x->eol && sign_at(x, x->at)) {
		key.p = from;
		key.n = (size_t)(x->at - from);
		return equals(x, key, from);
	}
	add(x, DP_ARG_WORD, from, x->at);
	return 0;
}

/* The rest of the step is an expression. */
static int
expression(struct lex *x)
{
	struct dp_arg a;

	if (dpi_lex_expr(x->r, x->l, x->at, &a, x->err))
		return -1;
	if (a.text.n == 0)
		return fail(x, x->at, _("expected an expression after the ="));
	dp_grow(&x->arg, &x->cap, x->n, sizeof *x->arg);
	x->arg[x->n++] = a;
	x->at = x->eol = x->end;
	return 0;
}

/* A condition starts at x->at: no rule has been read, and none follows. */
static bool
is_condition(const struct lex *x)
{
	if (!x->l->op || x->l->op->takes != DP_TAKES_RULES)
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (!dpi_before_condition(x->arg[i].key))
			return false;
	return !dpi_rules_at(x->l->op, x->at, x->end);
}

static int
one(struct lex *x)
{
	dp_str label;

	if (*x->at == '[' && dpi_after_blank(x->at, x->l->raw.p) &&
	    dpi_label_at(x->at, x->eol, &label)) {
		if (x->l->label.p)
			return fail(x, x->at, _("expected one label only"));
		x->l->label = label;
		x->at = x->eol;
		return 0;
	}
	if (is_condition(x))
		return expression(x);
	switch (*x->at) {
	case '"':
		return string_arg(x);
	case '/':
		return regex_arg(x);
	case ',':
		x->at++;
		add(x, DP_ARG_COMMA, x->at - 1, x->at);
		return 0;
	case '|':
		x->at++;
		add(x, DP_ARG_BAR, x->at - 1, x->at);
		return 0;
	case '=':
		if (x->at + 1 < x->eol && !dpi_blank(x->at + 1, x->eol))
			return misplaced(x);
		x->at++;
		return expression(x);
	case '[':
	case ']':
		return misplaced(x);
	default:
		break;
	}
	if (x->at[0] == '-' && x->at + 1 < x->eol && x->at[1] == '>') {
		x->at += 2;
		add(x, DP_ARG_ARROW, x->at - 2, x->at);
		return 0;
	}
	return word(x);
}

/* Reads one physical line, from x->at to x->eol. */
static int
physical_line(struct lex *x)
{
	while ((x->at = dpi_skip_blanks(x->at, x->eol)) < x->eol) {
		if (*x->at == '#' && dpi_after_blank(x->at, x->l->raw.p)) {
			x->at = x->eol;
			break;
		}
		if (one(x))
			return -1;
	}
	return 0;
}

int
dpi_lex_args(struct dp_recipe *r, struct dp_line *l, const char *at,
	     struct dp_err *err)
{
	struct lex x = { .r = r, .l = l, .err = err, .at = at };
	uint32_t column;
	int status = 0;

	x.end = l->raw.p + l->raw.n;
	dpi_place(l, at, &x.line, &column);
	for (x.bol = at; x.bol > l->raw.p && x.bol[-1] != '\n'; x.bol--)
		;
	while (status == 0 && x.at < x.end) {
		x.eol = memchr(x.at, '\n', (size_t)(x.end - x.at));
		if (!x.eol)
			x.eol = x.end;
		status = physical_line(&x);
		if (x.at < x.end)
			x.at++;
		x.bol = x.at;
		x.line++;
		x.continued = true;
	}
	if (status == 0 && x.n > 0) {
		l->arg = dp_arena_alloc(&r->text, x.n * sizeof *l->arg);
		memcpy(l->arg, x.arg, x.n * sizeof *l->arg);
		l->n_args = x.n;
	}
	free(x.arg);
	dp_buf_done(&x.value);
	return status;
}

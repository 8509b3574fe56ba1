/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds where the expression of a step starts and ends among its lines,
 * comments and label. The expression itself is read by expr_parse.c once the
 * columns are known.
 */
#include "op/recipe.h"

#include <ctype.h>

#include "base/i18n.h"

struct scan {
	struct dp_recipe *r;
	struct dp_line *l;
	struct dp_err *err;
	char *out; /* copy of from … end, where things are blanked */
	const char *from, *end;
	bool operand; /* a value may stand here: / opens a pattern */
};

static void
blank_out(struct scan *x, const char *from, const char *to)
{
	memset(x->out + (from - x->from), ' ', (size_t)(to - from));
}

static int
unclosed(struct scan *x, const char *at)
{
	return dpi_recipe_fail_at(
		x->r->name, x->l, at, x->err, "%s",
		*at == '/' ? _("expected a closing / before the end of "
			       "the line") :
			     _("expected a closing quotation mark before "
			       "the end of the line"));
}

/* Words after which a value is expected. */
static bool
is_operator_word(const char *from, const char *to)
{
	dp_str w = { from, (size_t)(to - from) };

	return dp_str_is(w, "and") || dp_str_is(w, "or") || dp_str_is(w, "not");
}

/* Moves past one token at AT; NULL on failure. */
static const char *
token(struct scan *x, const char *at, const char *eol)
{
	const char *p = at;
	bool opens = *at == '"' || *at == '\'';

	if (opens || (*at == '/' && x->operand)) {
		p = opens ? dpi_string_end(at, eol) : dpi_regex_end(at, eol);
		if (!p)
			unclosed(x, at);
		x->operand = false;
		return p;
	}
	while (p < eol &&
	       (isalnum((unsigned char)*p) || *p == '_' ||
		(unsigned char)*p >= 0x80) &&
	       !dpi_blank(p, eol))
		p++;
	if (p > at) {
		x->operand = is_operator_word(at, p);
		return p;
	}
	x->operand = !memchr(")].", *at, 3);
	return at + 1;
}

static int
scan_line(struct scan *x, const char *at, const char *eol)
{
	dp_str label;
	unsigned n;

	while (at && at < eol) {
		bool apart = dpi_after_blank(at, x->l->raw.p);

		if ((n = dpi_blank(at, eol)) > 0) {
			blank_out(x, at, at + n);
			at += n;
		} else if (apart && *at == '#') {
			blank_out(x, at, eol);
			return 0;
		} else if (apart && dpi_label_at(at, eol, &label)) {
			if (x->l->label.p)
				return dpi_recipe_fail_at(
					x->r->name, x->l, at, x->err, "%s",
					_("expected one label only"));
			x->l->label = label;
			blank_out(x, at, eol);
			return 0;
		} else {
			at = token(x, at, eol);
		}
	}
	return at ? 0 : -1;
}

int
dpi_lex_expr(struct dp_recipe *r, struct dp_line *l, const char *at,
	     struct dp_arg *a, struct dp_err *err)
{
	struct scan x = {
		.r = r, .l = l, .err = err, .from = at, .operand = true
	};
	const char *eol;
	size_t n;

	x.end = l->raw.p + l->raw.n;
	n = (size_t)(x.end - at);
	x.out = dp_arena_text(&r->text, n + 1);
	memcpy(x.out, at, n);
	for (; at < x.end; at = eol + 1) {
		eol = memchr(at, '\n', (size_t)(x.end - at));
		if (!eol)
			eol = x.end;
		if (scan_line(&x, at, eol))
			return -1;
		if (eol < x.end)
			blank_out(&x, eol, eol + 1);
	}
	memset(a, 0, sizeof *a);
	a->kind = DP_ARG_EXPR;
	a->text.p = x.out;
	a->text.n = n;
	a->text = dp_str_strip(a->text);
	a->raw.p = x.from + (a->text.p - x.out);
	a->raw.n = a->text.n;
	dpi_place(l, a->raw.p, &a->line, &a->column);
	return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mappings: "A" | "B" -> "C", for operations that take old and new values or
 * names. What they are mapped in is the operation's affair.
 */
#include "op/recipe.h"

#include "base/i18n.h"

static bool
is_text(const struct dp_line *l, size_t i)
{
	return i < l->n_args && (l->arg[i].kind == DP_ARG_WORD ||
				 l->arg[i].kind == DP_ARG_STRING);
}

static bool
is_kind(const struct dp_line *l, size_t i, enum dp_arg_kind kind)
{
	return i < l->n_args && l->arg[i].kind == kind;
}

/* Fails at argument I, or behind the last. */
static int
fail(const struct dp_step *s, size_t i, struct dp_err *err, const char *fmt)
{
	const struct dp_line *l = s->line;
	char shown[DPI_SHOWN_BYTES];
	const struct dp_arg *last;

	dpi_show_arg(l, i, shown);
	if (i < l->n_args || i == 0)
		return dp_step_fail(s, i < l->n_args ? &l->arg[i] : NULL, err,
				    fmt, shown);
	last = &l->arg[i - 1];
	return dpi_recipe_fail_at(dpi_step_recipe(s), l,
				  last->raw.p + last->raw.n, err, fmt, shown);
}

int
dp_step_mapping(struct dp_step *s, size_t *i, struct dp_mapping *out,
		struct dp_err *err)
{
	const struct dp_line *l = s->line;
	size_t k;

	while (is_kind(l, *i, DP_ARG_PARAM))
		++*i;
	if (*i >= l->n_args)
		return 0;
	for (k = *i; is_text(l, k) && is_kind(l, k + 1, DP_ARG_BAR); k += 2)
		;
	out->n_from = 0;
	out->from = dp_arena_alloc(&s->arena,
				   ((k - *i) / 2 + 1) * sizeof *out->from);
	for (; *i <= k; *i += 2) {
		if (!is_text(l, *i))
			return fail(s, *i, err,
				    _("expected the old value, found %s"));
		out->from[out->n_from++] = &l->arg[*i];
	}
	--*i;
	if (!is_kind(l, *i, DP_ARG_ARROW))
		return fail(s, *i, err,
			    _("expected -> after the old value, "
			      "found %s"));
	++*i;
	if (!is_text(l, *i))
		return fail(s, *i, err,
			    _("expected the new value after ->, "
			      "found %s"));
	out->to = &l->arg[(*i)++];
	if (is_kind(l, *i, DP_ARG_COMMA)) {
		++*i;
		if (*i >= l->n_args)
			return fail(s, *i, err,
				    _("expected one more mapping "
				      "after the comma, found %s"));
	}
	while (is_kind(l, *i, DP_ARG_PARAM))
		++*i;
	return 1;
}

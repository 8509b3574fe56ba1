/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tells the rules of a step (siret na<1%) from a condition (taux < 1), which
 * both may stand behind its verb.
 */
#include "op/recipe.h"

unsigned
dpi_sign(const char *at, const char *end)
{
	static const char *const list[] = { "<=", ">=", "!=", "<", ">", "=" };
	dp_str s = { at, (size_t)(end - at) };

	for (size_t i = 0; at < end && i < sizeof list / sizeof *list; i++)
		if (dp_str_starts(s, list[i]))
			return (unsigned)strlen(list[i]);
	return 0;
}

static const char *
skip(const char *at, const char *end)
{
	unsigned n;

	while (at < end && ((n = dpi_blank(at, end)) > 0 || *at == '\n'))
		at += n ? n : 1;
	return at;
}

/* The end of the word at AT: what a bare name of a column may hold. */
static const char *
word_end(const char *at, const char *end)
{
	while (at < end && !dpi_blank(at, end) && !dpi_sign(at, end) &&
	       !memchr(",|\"[]\n", *at, 6))
		at++;
	return at;
}

/* May SIGN stand behind P? */
static bool
takes_sign(const struct dp_param *p, dp_str sign)
{
	return p->kind == DP_P_COMPARED ?
		       dpi_choice_index(p->choices, sign) >= 0 :
		       dp_str_is(sign, "=");
}

/*
 * A rule of OP at AT: its name, a sign, a value, without blanks; *VALUE is
 * the last. BEHIND columns, where no condition could go on so, a slip in it
 * is no matter.
 */
static bool
is_rule(const struct dp_op_class *op, const char *at, const char *end,
	bool behind, const char **value)
{
	const char *p = word_end(at, end);
	dp_str name = { at, (size_t)(p - at) }, sign = { p, dpi_sign(p, end) };
	const struct dp_param *param = dpi_param_find(op, name);

	*value = p += sign.n;
	if (name.n == 0 || sign.n == 0 || p >= end || *p == '=' || *p == '\n' ||
	    dpi_blank(p, end))
		return false;
	return behind || (param && takes_sign(param, sign));
}

/* The end of the value AT of a rule. */
static const char *
value_end(const char *at, const char *end)
{
	bool quoted = false;

	for (; at < end && (quoted || (*at != '\n' && !dpi_blank(at, end)));
	     at++)
		quoted = quoted != (*at == '"');
	return at;
}

/* The word before TO goes on with a condition. */
static bool
is_operator(const char *from, const char *to)
{
	static const char *const list[] = { "and", "or", "not", "&&" };
	dp_str w = { from, (size_t)(to - from) };

	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (dp_str_is(w, list[i]))
			return true;
	return false;
}

/* The end of the name of a column at AT; NULL when none stands there. */
static const char *
item_end(const char *at, const char *end)
{
	const char *p;

	if (*at == '"')
		return dpi_string_end(at, end);
	if (*at == '/') {
		p = dpi_regex_end(at, end);
		return p && p < end && *p == 'i' ? p + 1 : p;
	}
	p = word_end(at, end);
	return p > at ? p : NULL;
}

bool
dpi_before_condition(dp_str key)
{
	return dp_str_is(key, "where") || dp_str_is(key, "on-error");
}

/* The rule at AT, whose value is VALUE, can be nothing else. */
static bool
is_plain(const char *at, const char *value)
{
	dp_str key = { at, (size_t)(value - at) - 1 };

	return dpi_before_condition(key) ||
	       (value[-1] == '=' && !dpi_sign(value - 2, value));
}

bool
dpi_rules_at(const struct dp_op_class *op, const char *at, const char *end)
{
	bool behind = false, comma = true, seen = false;
	const char *from, *value;

	for (at = skip(at, end); at < end; at = skip(at, end)) {
		if (is_rule(op, at, end, behind, &value)) {
			if (behind || is_plain(at, value))
				return true;
			/* rows>5: a condition could go on */
			at = value_end(value, end);
			seen = true;
			continue;
		}
		if (seen && (*at == '[' || *at == '#'))
			return true;
		from = at;
		at = comma ? item_end(at, end) : NULL;
		if (!at || is_operator(from, at))
			return false;
		behind = true;
		at = skip(at, end);
		comma = at < end && *at == ',';
		at += comma;
	}
	return seen && !behind;
}

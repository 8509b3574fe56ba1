/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One value as people read it: whole numbers whole, others with four
 * significant digits, nothing as a dash. --json is where all digits are.
 */
#include "cli/inner.h"

#define DIGITS 4u    /* significant ones shown of a number with decimals */
#define UNGROUPED 4u /* digits: 2023 is easier to read without a comma */

/* Adds one to the decimal digits before END; true when they all were 9. */
static bool
count_up(char *digit, size_t from, size_t end)
{
	while (end-- > from) {
		if (digit[end] == '.')
			continue;
		if (digit[end] != '9') {
			digit[end]++;
			return false;
		}
		digit[end] = '0';
	}
	return true;
}

/*
 * Appends the canonical number S with four significant digits, or all those
 * before the point, halves away from zero. Returns true when digits went.
 */
static bool
round_number(dp_str s, struct dp_buf *out)
{
	size_t sign = s.n > 0 && s.p[0] == '-', start = out->n;
	ptrdiff_t point = dp_str_find(s, '.');
	size_t keep, significant = 0, at;

	dp_buf_str(out, s);
	if (point < 0)
		return false;
	for (at = sign; at < s.n; at++) {
		if (s.p[at] == '.' || (significant == 0 && s.p[at] == '0'))
			continue;
		if (significant >= DIGITS && at > (size_t)point)
			break;
		significant++;
	}
	keep = at;
	if (keep < s.n && s.p[keep] >= '5' &&
	    count_up(out->p + start, sign, keep)) {
		dp_buf_char(out, '0');
		memmove(out->p + start + sign + 1, out->p + start + sign,
			s.n - sign);
		out->p[start + sign] = '1';
		keep++;
	}
	out->n = start + keep;
	while (out->p[out->n - 1] == '0' && at > (size_t)point)
		out->n--;
	if (out->p[out->n - 1] == '.')
		out->n--;
	for (; at < s.n; at++)
		if (s.p[at] != '0')
			return true;
	return false;
}

static void
show_number(struct cli_printer *p, dp_str canonical, struct dp_buf *out)
{
	struct dp_buf rounded = { 0 };
	dp_str shown;

	if (round_number(canonical, &rounded))
		p->rounded = true;
	shown = dp_buf_view(&rounded);
	if (shown.n <= UNGROUPED && dp_str_find(shown, '.') < 0)
		dp_buf_str(out, shown);
	else
		dp_number_show(shown, out);
	dp_buf_done(&rounded);
}

void
cli_show_value(struct cli_printer *p, const struct dp_value *v,
	       struct dp_buf *out)
{
	if (v->kind == DP_VALUE_NUMBER)
		show_number(p, v->text, out);
	else if (v->kind == DP_VALUE_BOOL)
		dp_buf_c(out, dp_str_is(v->text, "true") ? _("yes") : _("no"));
	else if (v->kind == DP_VALUE_NULL || v->text.n == 0)
		dp_buf_c(out, "—");
	else
		cli_tame(v->brief.p ? v->brief : v->text, out);
}

void
cli_show_blanks(dp_str s, struct dp_buf *out)
{
	bool before = true; /* the start counts as a blank */

	while (s.n > 0) {
		unsigned n = dp_space_bytes(s);
		dp_str rest = dp_str_from(s, n ? n : 1);

		if (n == 0)
			dp_buf_char(out, *s.p);
		else if (before || n > 1 || rest.n == 0 || dp_space_bytes(rest))
			dp_buf_c(out, "␣");
		else
			dp_buf_char(out, *s.p);
		before = n > 0;
		s = rest;
	}
}

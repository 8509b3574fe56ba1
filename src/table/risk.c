/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a change touches, so that the changes worth a look are shown first.
 */
#include <dpipe/table.h>

#include <ctype.h>

/* Appends the digits of S, or its letters and everything beyond ASCII. */
static void
pick(dp_str s, bool digits, struct dp_buf *out)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (digits ? isdigit(c) : isalpha(c) || c >= 0x80)
			dp_buf_char(out, (char)c);
	}
}

static bool
same(dp_str a, dp_str b, bool digits)
{
	struct dp_buf x = { 0 }, y = { 0 };
	bool equal;

	pick(a, digits, &x);
	pick(b, digits, &y);
	equal = dp_str_eq(dp_buf_view(&x), dp_buf_view(&y));
	dp_buf_done(&x);
	dp_buf_done(&y);
	return equal;
}

/* The same letters once case, accents and every kind of space are gone? */
static bool
same_folded(dp_str a, dp_str b)
{
	struct dp_buf x = { 0 }, y = { 0 };
	bool equal;

	dp_fold(a, &x);
	dp_fold(b, &y);
	equal = same(dp_buf_view(&x), dp_buf_view(&y), false);
	dp_buf_done(&x);
	dp_buf_done(&y);
	return equal;
}

enum dp_risk
dp_change_risk(dp_str before, dp_str after)
{
	if (after.n == 0 && dp_trim(before).n > 0)
		return DP_RISK_LOST;
	if (!same(before, after, true))
		return DP_RISK_DIGIT;
	if (!same_folded(before, after))
		return DP_RISK_LETTER;
	/* Every kind of space folds to a space: what is left is case. */
	return same(before, after, false) ? DP_RISK_SPACE : DP_RISK_CASE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a change touches, so that the changes worth a look are shown first.
 */
#include <dpipe/table.h>

#include <ctype.h>

/* Spaces and punctuation beyond ASCII: no-break spaces, « », ’, – … */
static bool
is_sign(uint32_t c)
{
	return (c >= 0x80 && c < 0xC0 && c != 0xAA && c != 0xB5 && c != 0xBA) ||
	       (c >= 0x2000 && c < 0x2070) || (c >= 0x2200 && c < 0x2300) ||
	       c == 0x3000 || c == 0xFEFF;
}

/* Appends the digits of S, or its letters: what is no space and no sign. */
static void
pick(dp_str s, bool digits, struct dp_buf *out)
{
	for (size_t i = 0, n; i < s.n; i += n) {
		unsigned char byte = (unsigned char)s.p[i];
		uint32_t c = byte;

		n = dp_utf8_decode(s.p + i, s.n - i, &c);
		n += n == 0;
		if (byte < 0x80 ? (digits ? isdigit(byte) : isalpha(byte)) :
				  !digits && !is_sign(c))
			dp_buf_add(out, s.p + i, n);
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

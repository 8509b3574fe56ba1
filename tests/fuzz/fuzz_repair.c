/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What puts texts right gives UTF-8 for UTF-8, and has nothing left to do when
 * it sees its result again.
 */
#include "fuzz.h"
#include "text/repair.h"

static void
undo(dp_str s, bool valid, unsigned layers)
{
	struct dp_buf out = { 0 }, again = { 0 };

	if (dpi_mojibake_undo(s, layers, &out) == DPI_MOJIBAKE_UNDONE)
		must(dpi_mojibake_undo(dp_buf_view(&out), layers, &again) ==
		     DPI_MOJIBAKE_NONE);
	else
		must(out.n == 0);
	must(again.n == 0);
	if (valid)
		must(dp_utf8_valid(dp_buf_view(&out)) == out.n);
	dp_buf_done(&out);
	dp_buf_done(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	dp_str s = { (const char *)data, size };
	struct dp_buf out = { 0 }, again = { 0 };
	bool valid;

	if (size > 1024)
		return 0;
	valid = dp_utf8_valid(s) == size;
	for (unsigned layers = 1; layers <= 3; layers++)
		undo(s, valid, layers);
	if (dpi_unescape_html(s, &out)) {
		must(out.n < size);
		must(!dpi_unescape_html(dp_buf_view(&out), &again));
	}
	must(again.n == 0);
	out.n = 0;
	dpi_unaccent(s, DP_S(""), &out);
	dpi_unaccent(dp_buf_view(&out), DP_S(""), &again);
	must(dp_str_eq(dp_buf_view(&out), dp_buf_view(&again)));
	if (valid)
		must(dp_utf8_valid(dp_buf_view(&out)) == out.n);
	dp_buf_done(&out);
	dp_buf_done(&again);
	return 0;
}

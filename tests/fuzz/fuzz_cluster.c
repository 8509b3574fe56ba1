/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whatever bytes are shown, the screen gets UTF-8 without a control, as wide
 * as is said, and all of the text is read.
 */
#include <dpipe/text.h>

#include "fuzz.h"

/* Nothing below a blank, no DEL, no C1, no bidirectional control. */
static void
must_be_tame(dp_str s)
{
	while (s.n > 0) {
		uint32_t c = 0;
		unsigned n = dp_utf8_decode(s.p, s.n, &c);

		must(n > 0 && c >= 0x20 && !(c >= 0x7f && c < 0xa0));
		must(!(c >= 0x200b && c <= 0x200f));
		must(!(c >= 0x2028 && c <= 0x202e));
		must(!(c >= 0x2060 && c <= 0x206f));
		s = dp_str_from(s, n);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	dp_str rest = { (const char *)data, size };
	struct dp_buf ascii = { 0 };
	struct dp_cluster c;
	size_t cols = 0, before = rest.n;

	while (dp_cluster_next(&rest, &c)) {
		dp_str shown = { c.text, c.n };

		must(rest.n < before);
		before = rest.n;
		must(c.n <= sizeof c.text && c.cols <= 2);
		must((c.n == 0) == (c.cols == 0));
		must_be_tame(shown);
		must(dp_width_cols(shown) == c.cols);
		cols += c.cols;
	}
	must(rest.n == 0);
	must(cols == dp_shown_cols((dp_str){ (const char *)data, size }));
	dp_shown_ascii((dp_str){ (const char *)data, size }, &ascii);
	for (size_t i = 0; i < ascii.n; i++)
		must(ascii.p[i] >= 0x20 && ascii.p[i] < 0x7f);
	dp_buf_done(&ascii);
	return 0;
}

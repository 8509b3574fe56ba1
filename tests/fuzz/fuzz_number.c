/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is read as a number is canonical, is read again as itself, and its
 * double and its display are never refused.
 */
#include <dpipe/text.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dp_number_opts o, plain = { DP_NUMBER_CANONICAL, false, false };
	char out[DP_NUMBER_BYTES], again[DP_NUMBER_BYTES];
	size_t n = 0, n2 = 0, room;
	struct dp_buf b = { 0 };
	double v, back;
	dp_str s;

	if (size < 2 || size > 512)
		return 0;
	o = (struct dp_number_opts){ (enum dp_notation)(data[0] % 3),
				     data[0] & 4, data[0] & 8 };
	room = data[1] < DP_NUMBER_BYTES ? data[1] : DP_NUMBER_BYTES;
	s = (dp_str){ (const char *)data + 2, size - 2 };
	(void)dp_number_double(s, &v);
	if (dp_number_read(s, &o, out, room, &n) == DP_NUMBER_NO)
		return 0;
	must(n > 0 && n <= room);
	s = (dp_str){ out, n };
	must(dp_number_read(s, &plain, again, sizeof(again), &n2) ==
	     DP_NUMBER_OK);
	must(dp_str_eq(s, (dp_str){ again, n2 }));
	must(dp_number_double(s, &v));
	dp_number_show(s, &b);
	must(b.n >= n);
	b.n = 0;
	dp_number_double_text(v, 0, &b);
	must(dp_number_double(dp_buf_view(&b), &back));
	must(v >= back && v <= back);
	dp_buf_done(&b);
	return 0;
}

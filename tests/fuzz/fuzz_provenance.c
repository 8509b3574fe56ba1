/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read from a sidecar and written is read as the same. */
#include <dpipe/source.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dp_provenance p = { 0 }, q = { 0 };
	struct dp_buf a = { 0 }, b = { 0 };
	struct dp_err err = { 0 };

	if (dp_provenance_parse(&p, (dp_str){ (const char *)data, size },
				&err) == 0) {
		dp_provenance_render(&p, &a);
		must(dp_provenance_parse(&q, dp_buf_view(&a), &err) == 0);
		dp_provenance_render(&q, &b);
		must(dp_str_eq(dp_buf_view(&a), dp_buf_view(&b)));
	}
	dp_buf_done(&a);
	dp_buf_done(&b);
	dp_provenance_done(&p);
	dp_provenance_done(&q);
	return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is a table still the file whose story stands beside it? What the cells say
 * is judged elsewhere.
 */
#include <dpipe/source.h>

#include "step/verify_inner.h"

#define SHOWN_HEX 12 /* of a SHA-256, as dpipe get shows it */

void
dpi_judge_origin(const char *input, struct dp_findings *out)
{
	const dp_str none = { NULL, 0 };
	struct dp_provenance p = { 0 };
	struct dp_err ignored = { 0 };
	char now[DP_SHA256_HEX];
	struct dp_finding *g;

	/* Without a story there is nothing to compare with. */
	if (!strcmp(input, "-") ||
	    dp_provenance_read(&p, input, &ignored) != 0 ||
	    p.sha256.n < SHOWN_HEX ||
	    dp_sha256_file(input, now, NULL, &ignored) != 0 ||
	    dp_str_is(p.sha256, now)) {
		dp_provenance_done(&p);
		return;
	}
	g = dp_finding_add(out, DP_F_ALTERED_FILE, none, 0, 0, none);
	g->found = dp_keep(&out->text, (dp_str){ now, SHOWN_HEX });
	g->expected = dp_keep(&out->text, (dp_str){ p.sha256.p, SHOWN_HEX });
	dp_provenance_done(&p);
}

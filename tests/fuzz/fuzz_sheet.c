/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes are a sheet or a refusal with a reason; what is read is UTF-8. */
#include <dpipe/catalogue.h>

#include <stdlib.h>

#include "fuzz.h"

static void
must_be_text(dp_str s)
{
	must(dp_utf8_valid(s) == s.n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dp_dataset d = { 0 };
	struct dp_arena a = { 0 };
	struct dp_err err = { 0 };

	if (dp_sheet_read(&d, &a, "fuzz.sheet",
			  (dp_str){ (const char *)data, size }, &err) == 0) {
		must(d.id.n > 0 && dp_said(&d.title).n > 0);
		must_be_text(d.title.fr);
		must_be_text(d.description.en);
		for (size_t i = 0; i < d.n_columns; i++)
			must_be_text(d.column[i].name);
		(void)dp_licence_kind(dp_said(&d.licence));
	} else {
		must(err.code != DP_OK && err.msg[0] != '\0');
	}
	free(d.column);
	dp_arena_done(&a);
	return 0;
}

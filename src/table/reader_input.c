/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is to be said of the file that a table was taken out of: notes of the
 * input become findings.
 */
#include "table/reader.h"

static const enum dp_finding_id finding_of[] = {
	[DPI_NOTE_MEMBERS] = DP_F_OTHER_MEMBERS,
};

void
dpi_reader_notes(struct dpi_reader *r)
{
	struct dp_findings *f = &r->first->findings;
	size_t n = 0;
	const struct dpi_note *note = r->input ? dpi_input_notes(r->input, &n) :
						 NULL;

	for (size_t i = 0; i < n; i++) {
		struct dp_finding *g = dp_finding_add(f, finding_of[note[i].id],
						      (dp_str){ NULL, 0 },
						      note[i].line, 0,
						      note[i].value);

		g->count = note[i].count;
		if (note[i].found.p)
			g->found = dp_keep(&f->text, note[i].found);
	}
}

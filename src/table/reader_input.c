/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is to be said of the file that a table was taken out of: notes of the
 * input become findings.
 */
#include "table/reader.h"

static const enum dp_finding_id finding_of[] = {
	[DPI_NOTE_MEMBERS] = DP_F_OTHER_MEMBERS,
	[DPI_NOTE_SHEETS] = DP_F_OTHER_SHEETS,
	[DPI_NOTE_HIDDEN_SHEET] = DP_F_HIDDEN_SHEET,
	[DPI_NOTE_HIDDEN_ROWS] = DP_F_HIDDEN_ROWS,
	[DPI_NOTE_HIDDEN_COLUMNS] = DP_F_HIDDEN_COLUMNS,
	[DPI_NOTE_MERGED] = DP_F_MERGED_CELLS,
	[DPI_NOTE_ERRORS] = DP_F_ERROR_CELLS,
	[DPI_NOTE_NO_RESULT] = DP_F_UNSAVED_RESULT,
	[DPI_NOTE_FAR] = DP_F_FAR_COLUMNS,
};

void
dpi_reader_sheet(struct dp_read_opts *o)
{
	o->encoding = DP_S("utf-8");
	o->delimiter = ',';
	o->delimiter_set = true;
	o->quote = '"';
	o->no_quote = false;
	o->escape = 0;
	o->escape_set = true;
	o->newline = DP_CR;
	o->newline_set = true;
}

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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking into the learner's folder without leaving the lesson: a record,
 * the list of files, the start of one.
 */
#include "lesson/session.h"

#include <stdlib.h>

#include "base/i18n.h"

/* Lines of a file that are shown. */
#define SHOWN_LINES 20

/* ---- a record --------------------------------------------------------- */

static void
say_record(const struct dp_schema *schema, const struct dp_batch *b, size_t r,
	   struct dp_says *says)
{
	dpi_say(says, DP_SAY_PROGRESS, _("Record %llu, line %llu of the file."),
		(unsigned long long)b->record[r],
		(unsigned long long)dp_batch_line(b, r));
	for (size_t i = 0; i < schema->n; i++) {
		dp_str cell =
			dp_cell_str(dp_batch_cell(b, r,
						  schema->column[i].slot));
		char *text = dp_format(_("%.*s: %.*s"),
				       DP_FMT(schema->column[i].name),
				       DP_FMT(cell.n ? cell :
						       dp_str_c(_("(empty)"))));

		dpi_say_text(says, DP_SAY_OUTPUT, 0, dp_str_c(text));
		free(text);
	}
}

/* Looks for record N of S: 1 said, 0 there is none (*LAST is the last), -1. */
static int
find_record(struct dp_stream *s, uint64_t n, uint64_t *last,
	    struct dp_says *says, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	bool found = false;
	int status;

	*last = 0;
	while (!found && (status = dp_next(s, b, err)) == 1)
		for (size_t r = 0; !found && r < b->n_rows; r++) {
			if (b->state[r] != DP_ROW_KEPT)
				continue;
			*last = b->record[r];
			found = b->record[r] == n;
			if (found)
				say_record(&s->schema, b, r, says);
		}
	dp_batch_free(b);
	return found ? 1 : status;
}

void
dpi_look_row(const struct dp_learn *l, dp_str n, struct dp_says *says)
{
	struct dp_err err = { 0 };
	struct dp_read_opts plain;
	struct dp_stream *s;
	uint64_t last;
	int64_t number;
	int status;
	char *path;

	if (!l->lesson->table.p || !dp_str_int(n, &number) || number < 1) {
		dpi_say(says, DP_SAY_ERROR,
			_("“row 7” shows record 7 of the lesson's table."));
		return;
	}
	dp_read_opts_init(&plain);
	path = dpi_work_path(l, l->lesson->table);
	s = dp_table_open(path, &plain, &err);
	status = s ? find_record(s, (uint64_t)number, &last, says, &err) : -1;
	if (status < 0)
		dpi_say(says, DP_SAY_ERROR, "%s", err.msg);
	else if (status == 0)
		dpi_say(says, DP_SAY_ERROR,
			_("There is no record %lld; the last record is %llu."),
			(long long)number, (unsigned long long)last);
	dp_close(s);
	free(path);
}

/* ---- files ------------------------------------------------------------ */

void
dpi_look_files(const struct dp_learn *l, struct dp_says *says)
{
	struct dpi_files files = { 0 };
	struct dp_err err = { 0 };

	if (dpi_files_gather(&files, l->folder, "", &err) != 0)
		dpi_say(says, DP_SAY_ERROR, "%s", err.msg);
	for (size_t i = 0; i < files.n; i++)
		if (!dpi_is_sidecar(files.at[i].path))
			dpi_say_text(says, DP_SAY_OUTPUT, 0,
				     dp_str_c(files.at[i].path));
	dpi_files_done(&files);
}

/* The first lines of TEXT; *CUT tells whether there are more. */
static dp_str
first_lines(dp_str text, bool *cut)
{
	dp_str rest = text;

	for (size_t i = 0; i < SHOWN_LINES && rest.p; i++)
		(void)dp_str_cut(&rest, '\n');
	*cut = rest.p && rest.n > 0;
	if (rest.p)
		text.n = (size_t)(rest.p - text.p);
	while (text.p && text.n > 0 && text.p[text.n - 1] == '\n')
		text.n--;
	return text;
}

void
dpi_look_file(const struct dp_learn *l, dp_str file, struct dp_says *says)
{
	struct dp_buf text = { 0 };
	struct dp_err err = { 0 };
	bool cut;
	char *path;

	if (file.n == 0 || dpi_leads_out(file)) {
		if (file.n)
			dpi_say(says, DP_SAY_ERROR,
				_("%.*s leads out of your folder; in a lesson "
				  "every file is in it."),
				DP_FMT(file));
		else
			dpi_say(says, DP_SAY_ERROR,
				_("Name the file: show clean/x.csv"));
		return;
	}
	path = dpi_work_path(l, file);
	if (dp_read_file(path, DPI_COPY_MAX_BYTES, &text, &err) != 0) {
		dpi_say(says, DP_SAY_ERROR, "%s", err.msg);
	} else {
		dpi_say_text(says, DP_SAY_OUTPUT, 0,
			     first_lines(dp_buf_view(&text), &cut));
		if (cut)
			dpi_say(says, DP_SAY_TEXT,
				_("These are its first %d lines."),
				SHOWN_LINES);
	}
	dp_buf_done(&text);
	free(path);
}

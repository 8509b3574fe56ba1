/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project's own texts and files, step by step. */
#include "tui/project_tell.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "tui/steps.h"

#define NOT_YET "[ ] "
#define THERE "[x] "

/* A fact, or the box that waits for it. */
static void
fact(struct dp_buf *out, const char *name, dp_str text)
{
	dp_buf_format(out, "%s%s", text.n ? THERE : NOT_YET, name);
	if (text.n)
		dp_buf_format(out, " %.*s", DP_FMT(text));
	dp_buf_char(out, '\n');
}

static void
tell_question(const struct dp_project *q, struct dp_buf *out)
{
	fact(out, _("The question:"), q->question);
	if (q->n_hypotheses == 0)
		fact(out, _("A hypothesis that data could prove wrong"),
		     (dp_str){ NULL, 0 });
	for (size_t i = 0; i < q->n_hypotheses; i++)
		fact(out, _("Hypothesis:"), q->hypothesis[i].text);
	fact(out, _("One row is:"), q->row);
	if (q->n_columns == 0)
		fact(out, _("The columns of the table that would answer"),
		     (dp_str){ NULL, 0 });
	for (size_t i = 0; i < q->n_columns; i++) {
		const struct dp_project_column *c = &q->column[i];

		fact(out, _("Column:"), c->name);
		if (c->why.n)
			dp_buf_format(out, "      %.*s\n", DP_FMT(c->why));
	}
}

/* The title of a status, in the user's language. */
static const char *
status_title(dp_str word)
{
	for (const struct dp_project_term *t = dp_project_statuses(); t->word;
	     t++)
		if (dp_str_is(word, t->word))
			return _(t->title);
	return "";
}

static void
tell_wanted(const struct dp_project *q, struct dp_buf *out)
{
	if (q->n_wanted == 0)
		fact(out, _("The list of the data that are wanted"),
		     (dp_str){ NULL, 0 });
	for (size_t i = 0; i < q->n_wanted; i++) {
		const struct dp_project_wanted *w = &q->wanted[i];

		dp_buf_format(out, "%s%.*s  (%s)\n",
			      dp_str_is(w->status, "got") ? THERE : NOT_YET,
			      DP_FMT(w->name), status_title(w->status));
		if (w->why.n)
			dp_buf_format(out, "      %.*s\n", DP_FMT(w->why));
	}
}

/* The files of the folders named, up to NULL; what to say without any. */
static void
tell_files(const struct tui_progress *p, const char *const *folder,
	   const char *none, struct dp_buf *out)
{
	size_t n = 0;

	for (; *folder; folder++)
		n += tui_progress_files(p, *folder, THERE, out);
	if (n == 0)
		fact(out, none, (dp_str){ NULL, 0 });
}

static void
tell_step(const struct tui_progress *p, size_t i, struct dp_buf *out)
{
	static const char *const folder[DP_STEPS][3] = {
		{ NULL },
		{ NULL },
		{ "raw", NULL },
		{ "verify", NULL },
		{ "recipes", "clean", NULL },
		{ "results", NULL },
		{ "charts", NULL },
	};
	const char *const none[DP_STEPS] = {
		"",
		"",
		_("A raw file, with its origin"),
		_("A list of doubts"),
		_("A recipe, and the table it cleaned"),
		_("A result"),
		_("A chart"),
	};

	if (i == 0) {
		tell_question(p->project, out);
	} else if (i == 1) {
		tell_wanted(p->project, out);
	} else {
		tell_files(p, folder[i], none[i], out);
	}
	if (i == DP_STEPS - 1) {
		char *report = dp_path_join(p->folder, "report.html");

		dp_buf_format(out, "%s%s\n",
			      dp_exists(report) ? THERE : NOT_YET,
			      "report.html");
		free(report);
	}
}

void
tui_project_tell(const struct tui_progress *p, size_t i, struct dp_buf *out)
{
	if (p->project) {
		tell_step(p, i, out);
		dp_buf_char(out, '\n');
	}
	tui_steps_explain(i, out);
	if (!p->folder) {
		dp_buf_char(out, '\n');
		dp_buf_c(out, _("There is no project in this folder yet. "
				"Begin one: dpipe define new FOLDER"));
		dp_buf_char(out, '\n');
	}
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is decided of findings: the verification log of the file, read when
 * they are shown, and written when something is decided.
 */
#include <stdlib.h>

#include <dpipe/project.h>

#include "base/i18n.h"
#include "step/verify_inner.h"
#include "tui/view_findings.h"

enum { FINDING, COLUMN, DECISION, REMARK };

/* ---- where it is ------------------------------------------------------- */

/* The log that the command LINE of a project writes for the file BASE. */
static dp_str
log_of(dp_str line, dp_str base)
{
	dp_str log = { NULL, 0 }, word, rest = dp_trim(line);
	bool meant = false, next = false;

	if (!dp_str_is(dp_str_cut(&rest, ' '), "verify"))
		return log;
	while (rest.p && rest.n > 0) {
		word = dp_str_cut(&rest, ' ');
		if (next)
			log = word;
		next = dp_str_is(word, "--log");
		meant = meant ||
			(word.n >= base.n &&
			 dp_str_eq(dp_str_from(word, word.n - base.n), base));
	}
	return meant ? log : (dp_str){ NULL, 0 };
}

/* BASE without its ending. */
static dp_str
stem(dp_str base)
{
	for (size_t i = base.n; i > 1; i--)
		if (base.p[i - 1] == '.')
			return (dp_str){ base.p, i - 1 };
	return base;
}

/* In a project, where its own commands write it, or would. */
static char *
log_of_project(const char *folder, const struct tui_findings *s,
	       const char *stemmed)
{
	dp_str base = dp_str_c(dp_path_base(s->path));
	const struct dp_read_opts *read = &s->work->what.read;
	bool changed = s->n_changes > 0;
	bool one = !read->sheet.p && !read->member.p;
	struct dp_err none = { 0 };
	struct dp_project *p = dp_project_read(folder, &none);
	dp_str named = { NULL, 0 };
	char *inside, *path;

	/* what its commands write is about the file as it came */
	for (size_t i = 0; p && i < p->n_steps && !named.n && !changed && one;
	     i++)
		named = log_of(p->step[i].text, base);
	inside = named.n ? dp_strdup(named) :
			   dp_format(changed ? "verify/%.*s-steps.csv" :
					       "verify/%.*s.csv",
				     DP_FMT(dp_str_c(stemmed)));
	path = dp_path_join(folder, inside);
	free(inside);
	dp_project_free(p);
	return path;
}

/* The file's path without its ending and, where it holds several tables, the
   one: "…/book-2024". */
static char *
stem_of(const struct tui_findings *s)
{
	dp_str which = s->work->what.read.sheet, path;
	char *stemmed, *name;

	path = stem(dp_str_c(s->path));
	if (!which.p)
		which = s->work->what.read.member;
	if (!which.p)
		return dp_strdup(path);
	stemmed = dp_strdup(which);
	for (char *p = stemmed; *p; p++)
		if (*p == '/')
			*p = '-';
	name = dp_format("%.*s-%s", DP_FMT(path), stemmed);
	free(stemmed);
	return name;
}

static char *
folder_of(const char *path)
{
	const char *base = dp_path_base(path);

	if (base == path)
		return dp_strdup(DP_S("."));
	return dp_strdup((dp_str){ path, (size_t)(base - path) });
}

static void
read_log(struct tui_findings *s)
{
	struct dp_err none = { 0 };

	dp_result_done(&s->decided);
	memset(&s->decided, 0, sizeof s->decided);
	if (dp_exists(s->log))
		(void)dpi_verify_log_tell(s->log, &s->decided, &none);
}

void
tui_findings_log_open(struct tui_findings *s)
{
	char *folder = folder_of(s->path), *project, *stemmed = stem_of(s);
	struct dp_err none = { 0 };

	free(s->log);
	project = dp_project_find(folder, &none);
	if (project) {
		s->log = log_of_project(project, s, dp_path_base(stemmed));
	} else if (s->n_changes) {
		/* TRANSLATORS: name of a file: what was decided of the table
		   behind the changes */
		s->log = dp_format(_("%.*s-decisions-after-changes.csv"),
				   DP_FMT(dp_str_c(stemmed)));
	} else {
		/* TRANSLATORS: name of a file: what was decided */
		s->log = dp_format(_("%.*s-decisions.csv"),
				   DP_FMT(dp_str_c(stemmed)));
	}
	free(stemmed);
	free(project);
	free(folder);
	read_log(s);
}

void
tui_findings_log_close(struct tui_findings *s)
{
	dp_result_done(&s->decided);
	free(s->log);
}

/* ---- what it says ------------------------------------------------------ */

bool
tui_findings_decision(const struct tui_findings *s, const struct dp_finding *f,
		      dp_str *decision, dp_str *remark)
{
	const struct dp_frame *t;

	if (s->decided.n == 0)
		return false;
	t = &s->decided.part[0].frame;
	for (size_t r = 0; r < t->n_rows; r++) {
		if (!dp_str_is(dp_frame_at(t, r, FINDING)->text,
			       dp_finding_kind(f->id)->code) ||
		    !dp_str_eq(dp_frame_at(t, r, COLUMN)->text, f->column))
			continue;
		*decision = dp_frame_at(t, r, DECISION)->text;
		*remark = dp_frame_at(t, r, REMARK)->text;
		return true;
	}
	return false;
}

/* ---- deciding ---------------------------------------------------------- */

static int
make_folder(const char *log, struct dp_err *err)
{
	char *folder = folder_of(log);
	int status = dp_make_folders(folder, err);

	free(folder);
	return status;
}

static void
write_it(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_findings *s = tui_findings_top(app);
	const struct dp_finding *f = s ? tui_findings_at(s) : NULL;
	struct dp_err err = { 0 };
	struct dp_verify what;
	const char *decide[1];
	char *said;

	(void)choice;
	if (!f)
		return;
	said = dp_format(f->column.n ? "%s \"%.*s\": %.*s" : "%s%.*s: %.*s",
			 dp_finding_kind(f->id)->code, DP_FMT(f->column),
			 DP_FMT(text));
	what = s->work->what;
	what.log = s->log;
	decide[0] = said;
	what.decide = decide;
	what.n_decide = 1;
	if (make_folder(s->log, &err) != 0 ||
	    dp_check_output(s->path, s->log, &err) != 0 ||
	    dpi_verify_log(&what, s->found, &err) != 0)
		tui_say_err(app, &err);
	else
		tui_say(app, _("Written into %s."), s->log);
	read_log(s);
	free(said);
}

static const struct tui_ask ask = { N_("Your decision; why:"), "values", NULL,
				    write_it };

void
tui_findings_decide(struct tui_app *app, struct tui_findings *s)
{
	const struct dp_finding *f = tui_findings_at(s);
	dp_str decision, remark;
	char *initial = NULL;

	if (!f)
		return;
	if (s->stopped) {
		tui_say(app, "%s",
			_("Not all of the file was read: a log of it would "
			  "lose what was decided of the rest."));
		return;
	}
	if (tui_findings_decision(s, f, &decision, &remark))
		initial = dp_format(remark.n ? "%.*s; %.*s" : "%.*s%.*s",
				    DP_FMT(decision), DP_FMT(remark));
	tui_ask(app, &ask, initial);
	free(initial);
}

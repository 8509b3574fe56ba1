/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run from its beginning to its last step: the commands read and checked,
 * the stage set, what each step made found out. What becomes of that is in
 * run_finish.c; the steps are carried out by the caller.
 */
#include <dpipe/project.h>

#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "source/inner.h"
#include "step/run.h"

/*
 * Appends a question about the first file that the step would read and that
 * only an earlier run has made. A word after an option may be an output.
 */
static void
ask_about_inputs(const struct dp_run *r, struct dp_buf *out)
{
	const struct dp_command *c = &r->step[r->at - 1].command;
	bool asked = r->lock < 0; /* nothing was carried out yet */
	size_t i;

	for (i = 1; !asked && i < c->n; i++) {
		char *there = dp_path_join(r->folder, c->word[i]);
		char *here = dp_path_join(r->stage, c->word[i]);

		asked = c->word[i][0] != '-' && c->word[i - 1][0] != '-' &&
			dp_exists(there) && !dp_exists(here);
		if (asked)
			dp_buf_format(
				out, _(" Does a step before this one make %s?"),
				c->word[i]);
		free(there);
		free(here);
	}
}

int
dp_run_failed(const struct dp_run *r, struct dp_err *err)
{
	enum dp_code code = err->code ? err->code : DP_EDATA;
	struct dp_buf why = { 0 };
	char shown[DP_ERR_SHOWN_BYTES];
	uint32_t line = dp_run_line(r);
	int os_errno = err->os_errno;

	dp_buf_c(&why, err->msg);
	memcpy(shown, err->shown, sizeof shown);
	ask_about_inputs(r, &why);
	dp_fail(err, code, _("%s, line %u: %.*s"), DP_PROJECT_FILE, line,
		DP_FMT(dp_buf_view(&why)));
	err->os_errno = os_errno;
	memcpy(err->shown, shown, sizeof shown);
	dp_err_file(err, DP_PROJECT_FILE);
	err->at.line = line;
	dp_buf_done(&why);
	return -1;
}

/* True when COMMAND would fetch something that is not here. */
static bool
needs_network(const struct dp_run *r, const struct dp_command *c)
{
	size_t i;

	if (strcmp(c->word[0], "get") != 0)
		return false;
	for (i = 1; i < c->n; i++) {
		char *path = dp_path_join(r->stage, c->word[i]);
		bool here = access(path, R_OK) == 0;

		free(path);
		if (here)
			return false;
	}
	return true;
}

/* Refuses a file that a recipe names and that is not in the project. */
static int
check_recipe_file(void *self, dp_str path, struct dp_err *err)
{
	(void)self;
	if (!dpi_leads_out(path))
		return 0;
	return dp_fail(err, DP_EUSAGE,
		       _("a recipe names %.*s, which is not in the project; "
			 "bring the file in (dpipe get) and name it from the "
			 "project's folder."),
		       DP_FMT(path));
}

/* Cuts and checks every command, before the first is carried out. */
static int
read_commands(struct dp_run *r, struct dp_err *err)
{
	const struct dp_project *p = r->project;

	r->step = dp_alloc0((p->n_steps + 1) * sizeof *r->step);
	for (r->at = 1; r->at <= p->n_steps; r->at++) {
		struct dpi_run_step *s = &r->step[r->at - 1];

		if (dp_command_split(p->step[r->at - 1].text, &s->command,
				     err) ||
		    dp_command_check(&s->command, err) ||
		    dpi_recipe_files(r->folder, &s->command, check_recipe_file,
				     NULL, err))
			return dp_run_failed(r, err);
	}
	r->at = 0;
	return 0;
}

static int
check_raw(const struct dp_run *r, struct dp_err *err)
{
	struct dp_result ignored = { 0 };
	struct dp_buf hashes = { 0 };
	int status = dpi_raw_look(r->folder, &ignored, &hashes, err);

	dp_buf_done(&hashes);
	dp_result_done(&ignored);
	return status;
}

struct dp_run *
dp_run_open(const char *folder, const struct dp_run_opts *o, struct dp_err *err)
{
	struct dp_run *r = dp_alloc0(sizeof *r);

	r->lock = -1;
	r->opts = *o;
	r->folder = dp_project_find(folder, err);
	if (!r->folder)
		goto failed;
	r->stage = dp_path_join(r->folder, DPI_STAGE);
	r->project = dp_project_read(r->folder, err);
	if (!r->project || read_commands(r, err) || check_raw(r, err))
		goto failed;
	r->lock = dpi_folder_lock(r->folder, err);
	if (r->lock >= 0 && dpi_places_complete(r, err) != 0) {
		/* What waits on the stage must not go with this run. */
		(void)close(r->lock);
		r->lock = -1;
	}
	if (r->lock < 0 || dpi_stage_set(r->folder, r->stage, err) ||
	    dpi_files_gather(&r->files, r->stage, "", err))
		goto failed;
	return r;
failed:
	dp_run_close(r);
	return NULL;
}

const char *
dp_run_stage(const struct dp_run *r)
{
	return r->stage;
}

const struct dp_project *
dp_run_project(const struct dp_run *r)
{
	return r->project;
}

uint32_t
dp_run_line(const struct dp_run *r)
{
	return r->at > 0 ? r->project->step[r->at - 1].line : 0;
}

int
dp_run_next(struct dp_run *r, const struct dp_command **out, struct dp_err *err)
{
	if (dp_cancelled())
		return dp_fail(err, DP_ECANCEL,
			       _("stopped; the project is as it was."));
	while (r->at < r->project->n_steps) {
		struct dpi_run_step *s = &r->step[r->at++];

		s->passed_over = !r->opts.fetch &&
				 needs_network(r, &s->command);
		if (!s->passed_over) {
			*out = &s->command;
			return 1;
		}
	}
	return 0;
}

static bool
is_same(const struct dpi_file *a, const struct dpi_file *b)
{
	return a->device == b->device && a->inode == b->inode &&
	       a->bytes == b->bytes && a->seconds == b->seconds &&
	       a->nanoseconds == b->nanoseconds;
}

/* May a step of that command make the file PATH? */
static int
check_place(const struct dp_run *r, const struct dp_command *c,
	    const char *path, struct dp_err *err)
{
	char *there = dp_path_join(r->folder, path);
	bool taken = dp_exists(there) && !dpi_is_log(path) &&
		     !dpi_is_derived(r->folder, path);

	free(there);
	if (dpi_is_in(path, DP_PROJECT_RAW) && strcmp(c->word[0], "get") != 0)
		return dp_fail(err, DP_EUSAGE,
			       _("%s: only get may write among the raw "
				 "files. Name another folder, such as clean/ "
				 "or results/."),
			       path);
	if (taken)
		return dp_fail(err, DP_EUSAGE,
			       _("%s is there already and no step has made "
				 "it: it is not replaced. Move it away, or "
				 "give the step another name to write."),
			       path);
	return 0;
}

/* Finds in NOW what is not as in r->files: the last step made it. */
static int
mark_made(struct dp_run *r, struct dpi_files *now, struct dp_err *err)
{
	const struct dp_command *c = &r->step[r->at - 1].command;
	size_t i;

	for (i = 0; i < now->n; i++) {
		struct dpi_file *f = &now->at[i];
		const struct dpi_file *old = dpi_files_find(&r->files, f->path);

		if (old && is_same(old, f)) {
			f->made_by = old->made_by;
			memcpy(f->rows, old->rows, sizeof f->rows);
		} else {
			f->made_by = (long)r->at - 1;
			if (check_place(r, c, f->path, err))
				return -1;
		}
	}
	return 0;
}

/* Writes the sidecars of what the last step made, found in NOW. */
static int
write_stories(struct dp_run *r, struct dpi_files *now, struct dp_err *err)
{
	const struct dp_command *c = &r->step[r->at - 1].command;
	size_t i;

	for (i = 0; i < now->n; i++) {
		struct dpi_file *f = &now->at[i];

		if (f->made_by == (long)r->at - 1 && !dpi_is_sidecar(f->path) &&
		    !dpi_is_in(f->path, DP_PROJECT_RAW) &&
		    dpi_story_write(r->stage, f, c, now, err))
			return -1;
	}
	return 0;
}

int
dp_run_made(struct dp_run *r, int status, struct dp_err *err)
{
	struct dpi_files now = { 0 }, after = { 0 };
	size_t i;

	r->step[r->at - 1].doubtful = status != 0;
	if (dpi_files_gather(&now, r->stage, "", err))
		return -1;
	if (mark_made(r, &now, err) || write_stories(r, &now, err) ||
	    dpi_files_gather(&after, r->stage, "", err)) {
		dpi_files_done(&now);
		return dp_run_failed(r, err);
	}
	/* Sidecars are new; all others are as they were a moment ago. */
	for (i = 0; i < after.n; i++) {
		struct dpi_file *f = &after.at[i];
		const struct dpi_file *known = dpi_files_find(&now, f->path);

		f->made_by = known ? known->made_by : (long)r->at - 1;
		if (known)
			memcpy(f->rows, known->rows, sizeof f->rows);
	}
	dpi_files_done(&now);
	dpi_files_done(&r->files);
	r->files = after;
	return 0;
}

void
dp_run_close(struct dp_run *r)
{
	size_t i;

	if (!r)
		return;
	if (r->lock >= 0) {
		dp_remove_tree(r->stage);
		(void)close(r->lock);
	}
	for (i = 0; r->step && i < r->project->n_steps; i++)
		dp_command_done(&r->step[i].command);
	free(r->step);
	dp_project_free(r->project);
	dpi_files_done(&r->files);
	free(r->folder);
	free(r->stage);
	free(r);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The end of a run: what was made is compared with what is there, byte for
 * byte, and takes its place. The table of steps tells it.
 */
#include <dpipe/project.h>

#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "step/run.h"

#define LEFT_SHOWN 5

enum outcome { SAME, CHANGED, NEW };

/* What is known of a file that was made, once it is compared. */
struct judged {
	const struct dpi_file *file;
	enum outcome outcome;
	uint64_t bytes;
	struct dpi_place place;
};

static int
judge(const struct dp_run *r, const struct dpi_file *f, struct judged *out,
      struct dp_err *err)
{
	char *made = dp_path_join(r->stage, f->path);
	char *there = dp_path_join(r->folder, f->path);
	struct dpi_place *p = &out->place;
	int status;

	out->file = f;
	out->outcome = NEW;
	p->path = f->path;
	status = dp_sha256_file(made, p->made_sha256, &out->bytes, err);
	if (status == 0 && dp_exists(there)) {
		status = dp_sha256_file(there, p->old_sha256, NULL, err);
		if (status == 0)
			out->outcome = strcmp(p->old_sha256, p->made_sha256) ==
						       0 ?
					       SAME :
					       CHANGED;
	}
	free(made);
	free(there);
	return status;
}

/* Those that differ take their places. */
static int
take_places(const struct dp_run *r, const struct judged *j, size_t n,
	    struct dp_err *err)
{
	struct dpi_place *p = dp_alloc0((n + 1) * sizeof *p);
	size_t n_places = 0, i;
	int status;

	for (i = 0; i < n; i++)
		if (j[i].outcome != SAME)
			p[n_places++] = j[i].place;
	status = dpi_places_take(r, p, n_places, err);
	free(p);
	return status;
}

static const char *
outcome_text(const struct judged *j, bool check)
{
	switch (j->outcome) {
	case SAME:
		return _("same");
	case CHANGED:
		return check ? _("would change") : _("changed");
	case NEW:
		break;
	}
	return check ? _("missing") : _("new");
}

static struct dp_frame *
begin(struct dp_result *out)
{
	struct dp_frame *f =
		&dp_result_part(out, DP_PART_FRAME, "steps", _("Steps"))->frame;

	(void)dp_frame_column(f, "step", _("step"), NULL, true);
	(void)dp_frame_column(f, "command", _("command"), NULL, false);
	(void)dp_frame_column(f, "output", _("output"), NULL, false);
	(void)dp_frame_column(f, "bytes", _("bytes"), NULL, true);
	(void)dp_frame_column(f, "rows_in", _("read"), NULL, true);
	(void)dp_frame_column(f, "rows_out", _("left"), NULL, true);
	(void)dp_frame_column(f, "state", _("state"), NULL, false);
	return f;
}

/* A row for step I; J is what it made, or NULL. */
static void
add_row(const struct dp_run *r, struct dp_frame *f, size_t i,
	const struct judged *j)
{
	const struct dpi_run_step *s = &r->step[i];
	struct dp_value *v = dp_frame_row(f);

	dp_set_int(f, &v[0], (int64_t)i + 1);
	dp_set_text(f, &v[1], dp_str_c(s->command.word[0]));
	if (!j) {
		dp_set_text(f, &v[6],
			    dp_str_c(s->passed_over ? _("not fetched") :
						      _("done")));
		return;
	}
	dp_set_text(f, &v[2], dp_str_c(j->file->path));
	dp_set_int(f, &v[3], (int64_t)j->bytes);
	if (j->file->rows[0] >= 0)
		dp_set_int(f, &v[4], j->file->rows[0]);
	if (j->file->rows[1] >= 0)
		dp_set_int(f, &v[5], j->file->rows[1]);
	dp_set_text(f, &v[6], dp_str_c(outcome_text(j, r->opts.check)));
}

static void
add_steps(const struct dp_run *r, const struct judged *j, size_t n,
	  struct dp_result *out)
{
	struct dp_frame *f;
	size_t i, k;

	if (r->project->n_steps == 0) {
		dp_result_note(out, "no_steps",
			       _("The project has no steps yet. \"dpipe "
				 "define step COMMAND\" adds one."));
		return;
	}
	f = begin(out);
	for (i = 0; i < r->project->n_steps; i++) {
		bool made = false;

		for (k = 0; k < n; k++) {
			if (j[k].file->made_by != (long)i ||
			    dpi_is_sidecar(j[k].file->path))
				continue;
			add_row(r, f, i, &j[k]);
			made = true;
		}
		if (!made)
			add_row(r, f, i, NULL);
	}
}

/* Notes on the run before; on steps with findings, or passed over. */
static void
add_notes(const struct dp_run *r, struct dp_result *out)
{
	size_t i;

	if (r->cut_off)
		dp_result_note(
			out, "completed",
			P_("The run before this one was cut off while its "
			   "outputs took their names: %zu that was waiting got "
			   "its name first.",
			   "The run before this one was cut off while its "
			   "outputs took their names: %zu that were waiting "
			   "got their names first.",
			   r->n_completed),
			r->n_completed);
	for (i = 0; i < r->project->n_steps; i++) {
		const struct dpi_run_step *s = &r->step[i];
		char *key = dp_format("step_%zu", i + 1);

		if (s->passed_over)
			dp_result_note(
				out, key,
				_("Step %zu gets a file over the network: it "
				  "was passed over, the raw files are used "
				  "as they are. --fetch carries it out."),
				i + 1);
		else if (s->doubtful)
			dp_result_note(
				out, key,
				_("Step %zu (%s) ended with findings or a "
				  "result to be checked. Carry it out by "
				  "itself to read them."),
				i + 1, s->command.word[0]);
		if (s->doubtful && !r->opts.check)
			out->doubtful = true;
		free(key);
	}
}

/* What was made once and is made no more. */
static int
add_left_over(const struct dp_run *r, struct dp_result *out, struct dp_err *err)
{
	struct dpi_files files = { 0 };
	struct dp_buf names = { 0 };
	size_t i, n = 0;

	if (dpi_files_gather(&files, r->folder, "", err))
		return -1;
	for (i = 0; i < files.n; i++) {
		const char *path = files.at[i].path;
		const struct dpi_file *f = dpi_files_find(&r->files, path);

		if (dpi_is_sidecar(path) || (f && f->made_by >= 0) ||
		    dpi_is_log(path) || !dpi_is_derived(r->folder, path))
			continue;
		if (n < LEFT_SHOWN)
			dp_buf_format(&names, "%s%s", n > 0 ? ", " : "", path);
		n++;
	}
	if (n > 0)
		dp_result_note(
			out, "left_over",
			P_("%zu file stands where steps write, and no step "
			   "makes it now: %.*s%s.",
			   "%zu files stand where steps write, and no step "
			   "makes them now: %.*s%s.",
			   n),
			n, DP_FMT(dp_buf_view(&names)),
			n > LEFT_SHOWN ? " …" : "");
	dp_buf_done(&names);
	dpi_files_done(&files);
	return 0;
}

static void
add_sum(const struct dp_run *r, const struct judged *j, size_t n,
	struct dp_result *out)
{
	size_t differ = 0, stories = 0, all = 0, i;

	for (i = 0; i < n; i++) {
		bool sidecar = dpi_is_sidecar(j[i].file->path);

		all += !sidecar;
		if (j[i].outcome != SAME)
			*(sidecar ? &stories : &differ) += 1;
	}
	if (all == 0)
		return;
	if (differ + stories == 0)
		dp_result_note(out, "sum",
			       P_("%zu output, the same byte for byte.",
				  "%zu outputs, the same byte for byte.", all),
			       all);
	else if (differ == 0)
		dp_result_note(
			out, "sum",
			P_("The outputs are the same; the provenance of %zu "
			   "differs.",
			   "The outputs are the same; the "
			   "provenance of %zu differs.",
			   stories),
			stories);
	else if (r->opts.check)
		dp_result_note(
			out, "sum",
			P_("%zu of %zu outputs differs from what its step "
			   "makes. \"dpipe run\" rebuilds it.",
			   "%zu of %zu outputs differ from what their steps "
			   "make. \"dpipe run\" rebuilds them.",
			   differ),
			differ, all);
	else
		dp_result_note(out, "sum",
			       P_("%zu of %zu outputs is written.",
				  "%zu of %zu outputs are written.", differ),
			       differ, all);
	if (r->opts.check && differ + stories > 0)
		out->doubtful = true;
}

/* Adds what was made to HASHES of the raw files, and the text to OUT. */
static void
add_hashes(const struct judged *j, size_t n, struct dp_buf *hashes,
	   struct dp_result *out)
{
	struct dp_part *p;
	size_t i;

	for (i = 0; i < n; i++)
		if (!dpi_is_sidecar(j[i].file->path))
			dp_buf_format(hashes, "%s  %s\n",
				      j[i].place.made_sha256, j[i].file->path);
	if (hashes->n == 0)
		return;
	p = dp_result_part(out, DP_PART_TEXT, "sha256",
			   _("SHA-256, as sha256sum -c reads them"));
	p->text.p = dp_strdup(dp_buf_view(hashes));
	p->text.n = hashes->n;
}

int
dp_run_finish(struct dp_run *r, struct dp_result *out, struct dp_err *err)
{
	struct judged *j = dp_alloc0((r->files.n + 1) * sizeof *j);
	struct dp_buf hashes = { 0 };
	int status = dpi_raw_look(r->folder, out, &hashes, err);
	size_t n = 0, i;

	for (i = 0; status == 0 && i < r->files.n; i++)
		if (r->files.at[i].made_by >= 0)
			status = judge(r, &r->files.at[i], &j[n++], err);
	if (status == 0 && !r->opts.check)
		status = take_places(r, j, n, err);
	if (status == 0)
		status = add_left_over(r, out, err);
	if (status == 0) {
		add_steps(r, j, n, out);
		add_notes(r, out);
		add_sum(r, j, n, out);
		add_hashes(j, n, &hashes, out);
	}
	dp_buf_done(&hashes);
	free(j);
	return status;
}

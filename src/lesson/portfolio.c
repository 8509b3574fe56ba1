/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All of a learner's work: listed, begun anew, and carried from one machine
 * to another in one file.
 */
#include "lesson/session.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/i18n.h"

#define FIRST_LINE "dpipe-learn 1\n"
/* Largest file that is brought back. */
#define IMPORT_MAX_BYTES (1u << 30)

/* ---- list ------------------------------------------------------------- */

/* Tasks of LESSON that are done, as the journal of its track says. */
static size_t
count_done(const struct dpi_learn_folders *f, const struct dp_lesson *lesson)
{
	char *path = dp_format("%s/learn/%.*s/journal", f->state,
			       DP_FMT(lesson->track));
	struct dp_lesson *at[1] = { (struct dp_lesson *)(uintptr_t)lesson };
	enum dp_progress *mark =
		dp_alloc0((lesson->n_tasks + 1) * sizeof *mark);
	struct dpi_marks marks = { mark };
	struct dp_learn l = { .lessons = { at, 1, 1 }, .mark = &marks };
	struct dp_buf text = { 0 };
	struct dp_arena kept = { 0 };
	struct dp_err ignored = { 0 };
	struct dpi_record r;
	size_t n = 0;
	dp_str rest;

	if (dp_exists(path))
		(void)dp_read_file(path, DPI_COPY_MAX_BYTES, &text, &ignored);
	rest = dp_buf_view(&text);
	while (dpi_journal_next(&rest, &kept, &r))
		dpi_progress_apply(&l, &r);
	for (size_t i = 0; i < lesson->n_tasks; i++)
		n += mark[i] == DP_PASSED || mark[i] == DP_SKIPPED;
	free(mark);
	free(path);
	dp_buf_done(&text);
	dp_arena_done(&kept);
	return n;
}

int
dp_learn_list(const struct dp_learn_places *places, struct dp_result *r,
	      struct dp_err *err)
{
	struct dpi_learn_folders folders;
	struct dp_lessons all = { 0 };
	struct dp_frame *f;

	if (dpi_learn_folders(places, &folders, err) != 0)
		return -1;
	if (dp_lessons_read(folders.data, &all, err) != 0) {
		dp_lessons_done(&all);
		dpi_learn_folders_done(&folders);
		return -1;
	}
	f = &dp_result_part(r, DP_PART_FRAME, "lessons", _("Lessons"))->frame;
	(void)dp_frame_column(f, "lesson", _("lesson"), NULL, false);
	(void)dp_frame_column(f, "title", _("title"), NULL, false);
	(void)dp_frame_column(f, "step", _("step"), NULL, false);
	(void)dp_frame_column(f, "minutes", _("minutes"), NULL, true);
	(void)dp_frame_column(f, "tasks", _("tasks"), NULL, true);
	(void)dp_frame_column(f, "done", _("done"), NULL, true);
	for (size_t i = 0; i < all.n; i++) {
		const struct dp_lesson *l = all.at[i];
		struct dp_value *v = dp_frame_row(f);

		dp_set_text(f, &v[0], l->id);
		dp_set_text(f, &v[1], dp_said(&l->title));
		dp_set_text(f, &v[2],
			    dp_str_c(_(dp_step_info(l->step)->title)));
		dp_set_int(f, &v[3], l->minutes);
		dp_set_int(f, &v[4], (int64_t)l->n_tasks);
		dp_set_int(f, &v[5], (int64_t)count_done(&folders, l));
	}
	dp_lessons_done(&all);
	dpi_learn_folders_done(&folders);
	return 0;
}

/* ---- tracks there is work of ------------------------------------------ */

/* Adds the names of the folders in TOP; only TRACK when it is not NULL. */
static void
list_tracks(const char *top, const char *track, struct dpi_texts *out)
{
	DIR *d = opendir(top);
	struct dirent *e;

	while (d && (e = readdir(d)) != NULL)
		if (e->d_name[0] != '.' && !strchr(e->d_name, '~') &&
		    (!track || strcmp(track, e->d_name) == 0))
			dpi_texts_add(out, dp_str_c(e->d_name));
	if (d)
		(void)closedir(d);
}

static int
tracks(const struct dpi_learn_folders *f, const char *track,
       struct dpi_texts *out, struct dp_err *err)
{
	char *top = dp_path_join(f->state, "learn");

	list_tracks(top, track, out);
	free(top);
	if (out->n > 0)
		return 0;
	return track ? dp_fail(err, DP_ENOTFOUND,
			       _("there is no work of the track %s yet."),
			       track) :
		       dp_fail(err, DP_ENOTFOUND,
			       _("there is no work of any track yet."));
}

/* ---- export ----------------------------------------------------------- */

/* Appends every file of TOP, named NAME/…. */
static int
pack_tree(const char *top, const char *name, struct dp_buf *out,
	  struct dp_err *err)
{
	struct dpi_files files = { 0 };
	int status = dpi_files_gather(&files, top, "", err);

	for (size_t i = 0; status == 0 && i < files.n; i++) {
		char *path = dp_path_join(top, files.at[i].path);
		char hex[DP_SHA256_HEX];
		struct dp_buf text = { 0 };

		status = dp_read_file(path, DPI_COPY_MAX_BYTES, &text, err);
		if (status == 0) {
			dp_sha256(text.p ? text.p : "", text.n, hex);
			dp_buf_format(out, "file %zu %s %s/%s\n", text.n, hex,
				      name, files.at[i].path);
			dp_buf_str(out, dp_buf_view(&text));
			dp_buf_char(out, '\n');
		}
		dp_buf_done(&text);
		free(path);
	}
	dpi_files_done(&files);
	return status;
}

int
dp_learn_export(const struct dp_learn_places *places, const char *track,
		const char *file, struct dp_result *r, struct dp_err *err)
{
	struct dpi_learn_folders f;
	struct dpi_texts list = { 0 };
	struct dp_buf all = { 0 };
	int status = dpi_learn_folders(places, &f, err);

	if (status != 0)
		return -1;
	dp_buf_c(&all, FIRST_LINE);
	status = tracks(&f, track, &list, err);
	for (size_t i = 0; status == 0 && i < list.n; i++) {
		char *state = dp_format("%s/learn/%s", f.state, list.at[i]);
		char *work = dp_path_join(f.work, list.at[i]);
		char *a = dp_format("state/%s", list.at[i]);
		char *b = dp_format("work/%s", list.at[i]);

		status = pack_tree(state, a, &all, err);
		if (status == 0)
			status = pack_tree(work, b, &all, err);
		free(state);
		free(work);
		free(a);
		free(b);
	}
	if (status == 0)
		status = dp_write_file(file, all.p, all.n, err);
	if (status == 0)
		dp_result_note(r, "exported",
			       P_("%s holds your work of %zu track.",
				  "%s holds your work of %zu tracks.", list.n),
			       file, list.n);
	dpi_texts_clear(&list);
	dp_buf_done(&all);
	dpi_learn_folders_done(&f);
	return status;
}

/* ---- import ----------------------------------------------------------- */

/* A file in the text of an export. */
struct packed {
	dp_str path, content;
	bool is_state;
};

static int
damaged(const char *file, struct dp_err *err)
{
	return dp_fail(err, DP_EDATA,
		       _("%s is no work of dpipe learn, or is damaged; nothing "
			 "was brought back."),
		       file);
}

/* Next file of *REST: 1, 0 at the end, -1 it is damaged. */
static int
next_packed(dp_str *rest, struct packed *out)
{
	char hex[DP_SHA256_HEX];
	dp_str line, sha;
	int64_t n;

	if (rest->n == 0)
		return 0;
	line = dp_str_cut(rest, '\n');
	if (!rest->p || !dp_str_is(dp_str_cut(&line, ' '), "file") ||
	    !dp_str_int(dp_str_cut(&line, ' '), &n) || n < 0)
		return -1;
	sha = dp_str_cut(&line, ' ');
	if (!line.p || rest->n < (size_t)n + 1 || rest->p[n] != '\n' ||
	    dpi_leads_out(line) || memchr(line.p, '\0', line.n))
		return -1;
	out->content = (dp_str){ rest->p, (size_t)n };
	*rest = dp_str_from(*rest, (size_t)n + 1);
	dp_sha256(out->content.p, out->content.n, hex);
	if (!dp_str_is(sha, hex))
		return -1;
	out->is_state = dp_str_starts(line, "state/");
	if (!out->is_state && !dp_str_starts(line, "work/"))
		return -1;
	out->path = dp_str_from(line, out->is_state ? 6 : 5);
	return 1;
}

/* Where P belongs, to be freed. */
static char *
place_of(const struct dpi_learn_folders *f, const struct packed *p)
{
	return p->is_state ?
		       dp_format("%s/learn/%.*s", f->state, DP_FMT(p->path)) :
		       dp_format("%s/%.*s", f->work, DP_FMT(p->path));
}

/* Nothing of what is in TEXT is there already. */
static int
check_import(const struct dpi_learn_folders *f, dp_str text, const char *file,
	     size_t *n, struct dp_err *err)
{
	struct packed p;
	int status;

	*n = 0;
	while ((status = next_packed(&text, &p)) == 1) {
		struct packed top = p;
		char *folder;
		bool there;

		top.path = dp_str_cut(&p.path, '/');
		folder = place_of(f, &top);
		there = dp_exists(folder);
		free(folder);
		if (there)
			return dp_fail(err, DP_EUSAGE,
				       _("there is work of the track %.*s "
					 "here already; dpipe learn --reset "
					 "%.*s moves it aside."),
				       DP_FMT(top.path), DP_FMT(top.path));
		++*n;
	}
	return status == 0 && *n > 0 ? 0 : damaged(file, err);
}

static int
unpack(const struct dpi_learn_folders *f, const struct packed *p,
       struct dp_err *err)
{
	char *path = place_of(f, p);
	char *folder = dp_strdup(dp_str_c(path));
	dp_str inside = p->path;
	int status;

	*strrchr(folder, '/') = '\0';
	status = dp_make_folders(folder, err);
	if (status == 0)
		status = dp_write_file(path, p->content.p, p->content.n, err);
	(void)dp_str_cut(&inside, '/');
	if (status == 0 && !p->is_state &&
	    dp_str_starts(inside, DP_PROJECT_RAW "/"))
		(void)chmod(path, 0444);
	free(path);
	free(folder);
	return status;
}

int
dp_learn_import(const struct dp_learn_places *places, const char *file,
		struct dp_result *r, struct dp_err *err)
{
	struct dpi_learn_folders f;
	struct dp_buf text = { 0 };
	struct packed p;
	size_t n = 0;
	dp_str rest;
	int status = dpi_learn_folders(places, &f, err);

	if (status != 0)
		return -1;
	status = dp_read_file(file, IMPORT_MAX_BYTES, &text, err);
	rest = dp_buf_view(&text);
	if (status == 0 && !dp_str_starts(rest, FIRST_LINE))
		status = damaged(file, err);
	if (status == 0) {
		rest = dp_str_from(rest, strlen(FIRST_LINE));
		status = check_import(&f, rest, file, &n, err);
	}
	while (status == 0 && next_packed(&rest, &p) == 1)
		status = unpack(&f, &p, err);
	if (status == 0)
		dp_result_note(r, "imported",
			       P_("%zu file is back in its place.",
				  "%zu files are back in their places.", n),
			       n);
	dp_buf_done(&text);
	dpi_learn_folders_done(&f);
	return status;
}

/* ---- reset ------------------------------------------------------------ */

/* Gives FOLDER/NAME the first name NAME~1, NAME~2 … that is free. */
static int
move_aside(const char *folder, const char *name, char **to, struct dp_err *err)
{
	char *from = dp_path_join(folder, name);
	int status = 0;

	*to = NULL;
	for (unsigned i = 1; dp_exists(from) && !*to; i++) {
		char *aside = dp_format("%s/%s~%u", folder, name, i);

		if (dp_exists(aside)) {
			free(aside);
			continue;
		}
		*to = aside;
		if (rename(from, aside) != 0)
			status = dp_fail_errno(err,
					       _("%s cannot be moved aside"),
					       from);
	}
	free(from);
	return status;
}

int
dp_learn_reset(const struct dp_learn_places *places, const char *track,
	       struct dp_result *r, struct dp_err *err)
{
	struct dpi_learn_folders f;
	struct dpi_texts list = { 0 };
	int status = dpi_learn_folders(places, &f, err);
	char *top;

	if (status != 0)
		return -1;
	top = dp_path_join(f.state, "learn");
	status = tracks(&f, track, &list, err);
	for (size_t i = 0; status == 0 && i < list.n; i++) {
		char *state = NULL, *work = NULL;

		status = move_aside(top, list.at[i], &state, err);
		if (status == 0)
			status = move_aside(f.work, list.at[i], &work, err);
		if (status == 0)
			dp_result_note(r, list.at[i],
				       _("The track %s begins anew. The work "
					 "so far is in %s."),
				       list.at[i], work ? work : state);
		free(state);
		free(work);
	}
	dpi_texts_clear(&list);
	dpi_learn_folders_done(&f);
	free(top);
	return status;
}

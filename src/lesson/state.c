/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The learner's folder as it was at some moment: kept, and restored. Raw
 * files, which hardly ever change, are kept once, by what they hold, and
 * named in the state; the diary is never taken back.
 */
#include "lesson/session.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

#define RAW_LIST "raw.list" /* lines: SHA-256, blank, path */
#define RAW_KEPT "raw"      /* folder of their contents, by SHA-256 */
#define FILES "files"

static char *
state_path(const struct dp_learn *l, const char *key)
{
	return dp_format("%s/%s", l->state, key);
}

char *
dpi_state_file(const struct dp_learn *l, const char *key, const char *file)
{
	return dp_format("%s/%s/" FILES "/%s", l->state, key, file);
}

char *
dpi_start_key(const struct dp_learn *l)
{
	const struct dp_task *t = dpi_task(l);

	return dp_format("start/%.*s/%.*s", DP_FMT(l->lesson->name),
			 DP_FMT(t ? t->id : DP_S("end")));
}

/* ---- keeping ---------------------------------------------------------- */

/* Where the raw file whose SHA-256 is HEX is kept, to be freed. */
static char *
raw_kept(const struct dp_learn *l, const char *hex)
{
	return dp_format("%s/" RAW_KEPT "/%s", l->state, hex);
}

/* Keeps the raw file NAME, if one like it is not kept; appends it to LIST. */
static int
keep_raw(const struct dp_learn *l, const char *name, struct dp_buf *list,
	 struct dp_err *err)
{
	char hex[DP_SHA256_HEX], *from = dp_path_join(l->folder, name);
	int status = dp_sha256_file(from, hex, NULL, err);

	if (status == 0) {
		char *to = raw_kept(l, hex);

		if (!dp_exists(to))
			status = dpi_copy_file(from, to, err);
		dp_buf_format(list, "%s %s\n", hex, name);
		free(to);
	}
	free(from);
	return status;
}

static int
keep_files(const struct dp_learn *l, const char *path, struct dp_err *err)
{
	struct dpi_files files = { 0 };
	struct dp_buf raw = { 0 };
	int status = dpi_files_gather(&files, l->folder, "", err);
	char *list = dp_path_join(path, RAW_LIST);

	for (size_t i = 0; status == 0 && i < files.n; i++) {
		const char *name = files.at[i].path;
		char *from, *to;

		if (dpi_is_in(name, DP_PROJECT_RAW)) {
			status = keep_raw(l, name, &raw, err);
			continue;
		}
		if (strcmp(name, DPI_DIARY) == 0)
			continue;
		from = dp_path_join(l->folder, name);
		to = dp_format("%s/" FILES "/%s", path, name);
		status = dpi_copy_file(from, to, err);
		free(from);
		free(to);
	}
	if (status == 0)
		status = dp_write_file(list, raw.p, raw.n, err);
	free(list);
	dp_buf_done(&raw);
	dpi_files_done(&files);
	return status;
}

int
dpi_state_keep(const struct dp_learn *l, const char *key, struct dp_err *err)
{
	char *path = state_path(l, key);
	char *aside = dp_format("%s.new", path);
	int status;

	dp_remove_tree(aside);
	status = dp_make_folders(aside, err);
	if (status == 0)
		status = keep_files(l, aside, err);
	if (status == 0) {
		dp_remove_tree(path);
		if (rename(aside, path) != 0)
			status = dp_fail_errno(err,
					       _("%s cannot be given its "
						 "name"),
					       path);
	}
	if (status != 0)
		dp_remove_tree(aside);
	free(path);
	free(aside);
	return status;
}

/* ---- restoring -------------------------------------------------------- */

/* The next raw file of LIST: false when there are no more. */
static bool
next_raw(dp_str *list, dp_str *hex, dp_str *name)
{
	if (!list->p || list->n == 0)
		return false;
	*name = dp_str_cut(list, '\n');
	*hex = dp_str_cut(name, ' ');
	return true;
}

static bool
listed(dp_str list, const char *name)
{
	dp_str hex, one;

	while (next_raw(&list, &hex, &one))
		if (dp_str_is(one, name))
			return true;
	return false;
}

/* Makes the raw files of LIST what they were then, where they are not. */
static int
restore_raw(const struct dp_learn *l, dp_str list, struct dp_err *err)
{
	dp_str then, file;
	int status = 0;

	while (status == 0 && next_raw(&list, &then, &file)) {
		char *hex = dp_strdup(then), *from = raw_kept(l, hex);
		char *name = dp_strdup(file), now[DP_SHA256_HEX];
		char *to = dp_path_join(l->folder, name);
		struct dp_err gone = { 0 };

		if (dp_sha256_file(to, now, NULL, &gone) != 0 ||
		    strcmp(hex, now) != 0)
			status = dpi_copy_file(from, to, err);
		free(hex);
		free(from);
		free(name);
		free(to);
	}
	return status;
}

/* Removes what was not there then. */
static int
remove_others(const struct dp_learn *l, const char *key, dp_str raw,
	      struct dp_err *err)
{
	struct dpi_files files = { 0 };
	int status = dpi_files_gather(&files, l->folder, "", err);

	for (size_t i = 0; status == 0 && i < files.n; i++) {
		const char *name = files.at[i].path;
		char *then = dpi_state_file(l, key, name);
		char *now = dp_path_join(l->folder, name);
		bool stays = strcmp(name, DPI_DIARY) == 0 ||
			     (dpi_is_in(name, DP_PROJECT_RAW) ?
				      listed(raw, name) :
				      dp_exists(then));

		if (!stays)
			(void)unlink(now);
		free(then);
		free(now);
	}
	dpi_files_done(&files);
	return status;
}

int
dpi_state_restore(const struct dp_learn *l, const char *key, struct dp_err *err)
{
	char *path = state_path(l, key);
	char *list = dp_path_join(path, RAW_LIST);
	char *files = dp_path_join(path, FILES);
	struct dp_buf raw = { 0 };
	int status = -1;

	if (!dp_exists(list))
		dp_fail(err, DP_ENOTFOUND,
			_("there is no state called %s to go back to."), key);
	else if (dp_read_file(list, DPI_COPY_MAX_BYTES, &raw, err) == 0)
		status = remove_others(l, key, dp_buf_view(&raw), err);
	if (status == 0)
		status = restore_raw(l, dp_buf_view(&raw), err);
	if (status == 0 && dp_exists(files))
		status = dpi_copy_tree(files, l->folder, err);
	dp_buf_done(&raw);
	free(path);
	free(list);
	free(files);
	return status;
}

/* ---- steps back, and forward again -------------------------------------- */

#define UNDO "undo"
#define REDO "redo"

/* The lowest and the highest number among the states of KIND; 0: none. */
static void
kept_range(const struct dp_learn *l, const char *kind, int64_t *low,
	   int64_t *high)
{
	char *folder = state_path(l, kind);
	DIR *d = opendir(folder);
	struct dirent *e;

	*low = *high = 0;
	while (d && (e = readdir(d)) != NULL) {
		int64_t n;

		if (!dp_str_int(dp_str_c(e->d_name), &n) || n < 1)
			continue;
		*low = *low == 0 || n < *low ? n : *low;
		*high = n > *high ? n : *high;
	}
	if (d)
		(void)closedir(d);
	free(folder);
}

/* Keeps the folder as the next state of KIND; its name, to be freed. */
static char *
keep_next(const struct dp_learn *l, const char *kind, struct dp_err *err)
{
	int64_t low, high;
	char *name;

	kept_range(l, kind, &low, &high);
	if (high - low + 1 >= DPI_UNDO_MAX && low > 0) {
		name = dp_format("%s/%lld", kind, (long long)low);
		dpi_undo_drop(l, name);
		free(name);
	}
	name = dp_format("%s/%lld", kind, (long long)high + 1);
	if (dpi_state_keep(l, name, err) == 0)
		return name;
	free(name);
	return NULL;
}

char *
dpi_undo_keep(const struct dp_learn *l, struct dp_err *err)
{
	return keep_next(l, UNDO, err);
}

void
dpi_undo_drop(const struct dp_learn *l, const char *name)
{
	char *path = state_path(l, name);

	dp_remove_tree(path);
	free(path);
}

/* Goes to the last state of KIND, and keeps the one of now as one of BACK. */
static int
swap_last(const struct dp_learn *l, const char *kind, const char *back,
	  struct dp_err *err)
{
	int64_t low, high;
	char *name, *kept;
	int status;

	kept_range(l, kind, &low, &high);
	if (high == 0)
		return 0;
	kept = keep_next(l, back, err);
	if (!kept)
		return -1;
	name = dp_format("%s/%lld", kind, (long long)high);
	status = dpi_state_restore(l, name, err);
	dpi_undo_drop(l, status == 0 ? name : kept);
	free(name);
	free(kept);
	return status == 0 ? 1 : -1;
}

int
dpi_undo_last(const struct dp_learn *l, struct dp_err *err)
{
	return swap_last(l, UNDO, REDO, err);
}

int
dpi_redo_last(const struct dp_learn *l, struct dp_err *err)
{
	return swap_last(l, REDO, UNDO, err);
}

void
dpi_redo_clear(const struct dp_learn *l)
{
	dpi_undo_drop(l, REDO);
}

void
dpi_undo_clear(const struct dp_learn *l)
{
	dpi_undo_drop(l, UNDO);
	dpi_redo_clear(l);
}

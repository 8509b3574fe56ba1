/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Outputs take their places in the project, all or none. What is about to
 * move is written down first, beside the stage: a run that is killed in the
 * middle is told from one that has ended, and the next run completes it.
 */
#include <dpipe/project.h>

#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "step/run.h"

/* A name that no step can write: it is not on the stage. */
#define LIST ".dpipe-run.names"
#define LIST_MAX_BYTES (64u << 20)

/*
 * The list: new SHA-256, old one (none: -), path, a NUL behind each. Made in
 * the folder ASIDE of the stage, which the next run clears when this one is
 * killed.
 */
static int
write_list(const char *folder, const char *aside, const struct dpi_place *p,
	   size_t n, struct dp_err *err)
{
	char *list = dp_path_join(folder, LIST);
	char *made = dp_path_join(aside, "names");
	struct dp_buf b = { 0 };
	int status;

	for (size_t i = 0; i < n; i++) {
		dp_buf_c(&b, p[i].made_sha256);
		dp_buf_char(&b, '\0');
		dp_buf_c(&b, p[i].old_sha256[0] ? p[i].old_sha256 : "-");
		dp_buf_char(&b, '\0');
		dp_buf_c(&b, p[i].path);
		dp_buf_char(&b, '\0');
	}
	status = dp_write_file(made, b.p, b.n, err);
	if (status == 0 && rename(made, list) != 0)
		status = dp_fail_errno(err, _("%s cannot be written"), list);
	dp_buf_done(&b);
	free(made);
	free(list);
	return status;
}

static void
remove_list(const char *folder)
{
	char *list = dp_path_join(folder, LIST);

	(void)unlink(list);
	free(list);
}

/*
 * Makes the folder of PATH below FOLDER. A folder that is a link to another
 * place must not carry outputs out of the project.
 */
static int
make_room(const char *folder, const char *path, struct dp_err *err)
{
	char *there = dp_path_join(folder, path), *at, *top;
	int status = dp_make_folder_of(there, err);

	if (status == 0) {
		there[dp_path_base(there) - there] = '\0';
		at = realpath(there, NULL);
		top = realpath(folder, NULL);
		if (!at || !top)
			status = dp_fail_errno(
				err, _("the folder %s cannot be opened"),
				there);
		else if (strcmp(at, top) != 0 &&
			 (strncmp(at, top, strlen(top)) != 0 ||
			  at[strlen(top)] != '/'))
			status = dp_fail(
				err, DP_EUSAGE,
				_("%s would be written outside of the "
				  "project: its folder is a link that leads "
				  "to %s. Make a folder in its place."),
				path, at);
		free(at);
		free(top);
	}
	free(there);
	return status;
}

/* Moves TEXT into the arena. */
static const char *
keep(struct dp_arena *a, char *text)
{
	const char *kept = dp_keep_c(a, dp_str_c(text));

	free(text);
	return kept;
}

/* Moves the N of P; what they replace is kept in the folder OLD meanwhile. */
static int
move_all(const struct dp_run *r, const struct dpi_place *p, size_t n,
	 const char *old, struct dp_err *err)
{
	struct dp_renaming *m = dp_alloc0((n + 1) * sizeof *m);
	struct dp_arena text = { 0 };
	int status;

	for (size_t i = 0; i < n; i++) {
		m[i].from = keep(&text, dp_path_join(r->stage, p[i].path));
		m[i].to = keep(&text, dp_path_join(r->folder, p[i].path));
		m[i].old = keep(&text, dp_format("%s/%zu", old, i));
	}
	status = dp_rename_together(m, n, err);
	dp_arena_done(&text);
	free(m);
	return status;
}

int
dpi_places_take(const struct dp_run *r, const struct dpi_place *p, size_t n,
		struct dp_err *err)
{
	char *old = dp_path_join(r->stage, ".old-XXXXXX");
	int status = 0;

	for (size_t i = 0; status == 0 && i < n; i++)
		status = make_room(r->folder, p[i].path, err);
	if (status == 0 && n > 0) {
		if (!mkdtemp(old))
			status = dp_fail_errno(
				err, _("the folder %s cannot be made"), old);
		else
			status = write_list(r->folder, old, p, n, err);
		if (status == 0) {
			status = move_all(r, p, n, old, err);
			remove_list(r->folder);
		}
	}
	free(old);
	return status;
}

/* True when PATH has the SHA-256 HEX. */
static bool
has_hash(const char *path, dp_str hex)
{
	struct dp_err ignored = { 0 };
	char now[DP_SHA256_HEX];

	return dp_sha256_file(path, now, NULL, &ignored) == 0 &&
	       dp_str_is(hex, now);
}

/*
 * Moves one of the list that had not moved yet. What somebody has changed
 * since stays as it is: the run that follows deals with it as with any other.
 */
static int
complete_one(const struct dp_run *r, dp_str made_hex, dp_str old_hex,
	     const char *path, bool *moved, struct dp_err *err)
{
	char *made = dp_path_join(r->stage, path);
	char *there = dp_path_join(r->folder, path);
	int status = 0;

	*moved = !dpi_leads_out(dp_str_c(path)) && has_hash(made, made_hex) &&
		 (!dp_exists(there) || has_hash(there, old_hex));
	if (*moved) {
		status = make_room(r->folder, path, err);
		if (status == 0 && rename(made, there) != 0)
			status = dp_fail_errno(err, _("%s cannot be written"),
					       there);
	}
	free(made);
	free(there);
	return status;
}

static int
complete(struct dp_run *r, dp_str list, struct dp_err *err)
{
	int status = 0;

	while (status == 0 && list.n > 0) {
		dp_str made = dp_str_cut(&list, '\0');
		dp_str old = dp_str_cut(&list, '\0');
		dp_str path = dp_str_cut(&list, '\0');
		bool moved;

		/* A list that is no list of ours ends here. */
		if (!path.n || !list.p)
			break;
		status = complete_one(r, made, old, path.p, &moved, err);
		r->n_completed += moved && status == 0;
	}
	return status;
}

int
dpi_places_complete(struct dp_run *r, struct dp_err *err)
{
	char *list = dp_path_join(r->folder, LIST);
	struct dp_buf text = { 0 };
	int status = 0;

	r->cut_off = dp_exists(list);
	if (r->cut_off && r->opts.check)
		status = dp_fail(
			err, DP_EDATA,
			_("the last run in %s was cut off while its outputs "
			  "took their names: some are new, some are old. "
			  "\"dpipe run\" completes it."),
			r->folder);
	else if (r->cut_off)
		status = dp_read_file(list, LIST_MAX_BYTES, &text, err);
	if (status == 0 && r->cut_off) {
		status = complete(r, dp_buf_view(&text), err);
		if (status == 0)
			(void)unlink(list);
	}
	dp_buf_done(&text);
	free(list);
	return status;
}

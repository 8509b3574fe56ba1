/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where files come down: the folder of raw files. A name is never taken from
 * another file, files become read-only, and what is there already is found
 * again by its SHA-256. Knows neither servers nor archives.
 */
#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "source/inner.h"

#define NUMBERS_MAX 999

void
dpi_numbered_name(const char *name, unsigned n, struct dp_buf *out)
{
	const char *base = dp_path_base(name);
	const char *dot = strchr(base + (base[0] != '\0'), '.');

	if (n < 2) {
		dp_buf_c(out, name);
		return;
	}
	if (!dot)
		dot = base + strlen(base);
	dp_buf_add(out, name, (size_t)(dot - name));
	dp_buf_format(out, "-%u%s", n, dot);
}

int
dpi_acquired_add(struct dp_acquired *a, const char *path, const char *member,
		 struct dp_err *err)
{
	struct dp_acquired_file *f;

	dp_grow(&a->file, &a->cap, a->n, sizeof *a->file);
	f = &a->file[a->n];
	memset(f, 0, sizeof *f);
	if (dp_sha256_file(path, f->sha256, &f->bytes, err) != 0)
		return -1;
	f->path = dp_strdup(dp_str_c(path));
	f->member = member ? dp_strdup(dp_str_c(member)) : NULL;
	a->n++;
	return 0;
}

/*
 * Looks at the file of one sidecar: 1 when it is the one with HEX or came
 * out of it, and is unchanged; 0 when it is another; -1 when it is one of
 * them but gone or changed.
 */
static int
look_at(const char *sidecar, const char *hex, struct dp_acquired *out)
{
	struct dp_provenance p = { 0 };
	struct dp_err ignored = { 0 };
	bool whole, member;
	char *path, *name;
	int status = 0;

	if (dp_provenance_read(&p, sidecar, &ignored) != 0) {
		dp_provenance_done(&p);
		return 0;
	}
	whole = dp_str_is(p.sha256, hex) && p.n_activities == 0;
	member = dp_str_is(p.archive_sha256, hex) && p.n_activities == 0;
	if (whole || member) {
		path = dp_strdup((dp_str){
			sidecar,
			strlen(sidecar) - strlen(DP_PROVENANCE_SUFFIX) });
		name = dp_strdup(p.member);
		status = dpi_acquired_add(out, path, member ? name : NULL,
					  &ignored) == 0 ?
				 1 :
				 -1;
		if (status == 1 &&
		    !dp_str_is(p.sha256, out->file[out->n - 1].sha256))
			status = -1;
		free(name);
		free(path);
	}
	dp_provenance_done(&p);
	return status;
}

/* The file itself before what came out of it. */
static void
put_whole_first(struct dp_acquired *a)
{
	for (size_t i = 0; i < a->n; i++)
		if (!a->file[i].member) {
			struct dp_acquired_file whole = a->file[i];

			memmove(a->file + 1, a->file, i * sizeof whole);
			a->file[0] = whole;
			return;
		}
}

static int
by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

int
dpi_land_find(const char *folder, const char *hex, struct dp_acquired *out,
	      struct dp_err *err)
{
	size_t n_suffix = strlen(DP_PROVENANCE_SUFFIX);
	char *copy = dp_strdup(dp_str_c(folder));
	char *list[2] = { copy, NULL };
	FTS *tree = fts_open(list, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	bool changed = false, whole = false;
	FTSENT *e;

	free(copy);
	while (tree && !changed && (e = fts_read(tree)) != NULL) {
		if (e->fts_info == FTS_D && e->fts_level > 0 &&
		    e->fts_name[0] == '.')
			(void)fts_set(tree, e, FTS_SKIP);
		if (e->fts_info == FTS_F && e->fts_namelen > n_suffix &&
		    strcmp(e->fts_name + e->fts_namelen - n_suffix,
			   DP_PROVENANCE_SUFFIX) == 0)
			changed = look_at(e->fts_path, hex, out) < 0;
		if (dp_cancelled())
			break;
	}
	if (tree)
		(void)fts_close(tree);
	if (dp_cancelled())
		return dp_fail(err, DP_ECANCEL, _("stopped."));
	for (size_t i = 0; i < out->n; i++)
		whole = whole || !out->file[i].member;
	if (whole && !changed) {
		put_whole_first(out);
		return 1;
	}
	dpi_acquired_forget(out);
	return 0;
}

/* True when both files hold the same bytes. */
static bool
same_bytes(const char *a, const char *b)
{
	char hex_a[DP_SHA256_HEX], hex_b[DP_SHA256_HEX];
	struct dp_err ignored = { 0 };
	struct stat st;

	return lstat(b, &st) == 0 && S_ISREG(st.st_mode) &&
	       dp_sha256_file(a, hex_a, NULL, &ignored) == 0 &&
	       dp_sha256_file(b, hex_b, NULL, &ignored) == 0 &&
	       strcmp(hex_a, hex_b) == 0;
}

/* Gives TEMPORARY the name PATH unless there is one; errno says why not. */
static int
take_name(const char *temporary, const char *path)
{
	if (link(temporary, path) == 0)
		return unlink(temporary);
	/* Some file systems have no second names. */
	if ((errno == EPERM || errno == ENOTSUP || errno == ENOSYS) &&
	    !dp_exists(path))
		return rename(temporary, path);
	return -1;
}

static char *
numbered_path(const char *folder, const char *name, unsigned n)
{
	struct dp_buf text = { 0 };
	char *numbered, *path;

	dpi_numbered_name(name, n, &text);
	numbered = dp_buf_take(&text);
	path = dp_path_join(folder, numbered);
	free(numbered);
	return path;
}

static int
name_taken(const char *path, struct dp_err *err)
{
	return dp_fail(
		err, DP_EUSAGE,
		_("%s is there already and holds something else; raw files "
		  "are never replaced. Give another --name."),
		path);
}

int
dpi_land_file(const char *temporary, const char *folder, const char *name,
	      bool forced, char **path, bool *made, bool *taken,
	      struct dp_err *err)
{
	(void)chmod(temporary, 0444);
	for (unsigned i = 1; i <= NUMBERS_MAX; i++) {
		*path = numbered_path(folder, name, i);
		*made = take_name(temporary, *path) == 0;
		if (*made)
			return 0;
		if (errno != EEXIST && !dp_exists(*path)) {
			dp_fail_errno(err, _("%s cannot be written"), *path);
			break;
		}
		if (same_bytes(temporary, *path)) {
			(void)chmod(*path, 0444);
			return 0;
		}
		if (forced) {
			name_taken(*path, err);
			break;
		}
		*taken = true;
		if (i == NUMBERS_MAX)
			name_taken(*path, err);
		else
			free(*path);
	}
	free(*path);
	*path = NULL;
	return -1;
}

int
dpi_land_folder(const char *temporary, const char *folder, const char *name,
		bool forced, char **path, bool *taken, struct dp_err *err)
{
	for (unsigned i = 1; i <= NUMBERS_MAX; i++) {
		*path = numbered_path(folder, name, i);
		if (!dp_exists(*path) && rename(temporary, *path) == 0)
			return 0;
		if (!dp_exists(*path)) {
			dp_fail_errno(err, _("%s cannot be written"), *path);
			break;
		}
		if (forced || i == NUMBERS_MAX) {
			name_taken(*path, err);
			break;
		}
		*taken = true;
		free(*path);
	}
	free(*path);
	*path = NULL;
	return -1;
}

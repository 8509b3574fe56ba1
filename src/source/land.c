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
#define HEX_SHOWN 12u /* digits of a SHA-256 that people compare */

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

/* A look through the stories of a folder. */
struct search {
	const struct dp_acquire *q;
	const char *hex;
	struct dp_acquired *out;
	struct dpi_missing *missing;
	struct dp_err *err;
	bool known; /* one tells of the file itself */
};

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

void
dpi_missing_done(struct dpi_missing *m)
{
	for (size_t i = 0; i < m->n; i++) {
		free(m->at[i].path);
		free(m->at[i].member);
	}
	free(m->at);
	memset(m, 0, sizeof *m);
}

/*
 * Looks at the file PATH of sidecar P, which tells of HEX or of what came out
 * of it: is it there, gone, altered?
 */
static int
look_at_file(struct search *s, const struct dp_provenance *p, const char *path,
	     bool member)
{
	char *name = member ? dp_strdup(p->member) : NULL;
	int status = 0;

	if (dp_exists(path))
		status = dpi_land_clear(s->q, path, s->out, s->err);
	if (status == 0 && dp_exists(path)) {
		status = dpi_acquired_add(s->out, path, name, s->err);
		free(name);
		return status;
	}
	dp_grow(&s->missing->at, &s->missing->cap, s->missing->n,
		sizeof *s->missing->at);
	s->missing->at[s->missing->n++] = (struct dpi_missing_file){
		.path = dp_strdup(dp_str_c(path)), .member = name
	};
	return status < 0 ? -1 : 0;
}

static int
look_at(struct search *s, const char *sidecar)
{
	struct dp_provenance p = { 0 };
	struct dp_err ignored = { 0 };
	bool whole = false, member = false;
	int status = 0;
	char *path;

	if (dp_provenance_read(&p, sidecar, &ignored) == 0 &&
	    p.n_activities == 0) {
		whole = dp_str_is(p.sha256, s->hex);
		member = dp_str_is(p.archive_sha256, s->hex);
	}
	if (whole || member) {
		s->known = s->known || !member;
		path = dp_strdup((dp_str){
			sidecar,
			strlen(sidecar) - strlen(DP_PROVENANCE_SUFFIX) });
		status = look_at_file(s, &p, path, member);
		free(path);
	}
	dp_provenance_done(&p);
	return status;
}

void
dpi_acquired_sort(struct dp_acquired *a)
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
dpi_land_find(const struct dp_acquire *q, const char *hex,
	      struct dp_acquired *out, struct dpi_missing *missing,
	      struct dp_err *err)
{
	struct search s = {
		.q = q, .hex = hex, .out = out, .missing = missing, .err = err
	};
	size_t n_suffix = strlen(DP_PROVENANCE_SUFFIX);
	char *copy = dp_strdup(dp_str_c(q->into));
	char *list[2] = { copy, NULL };
	FTS *tree = fts_open(list, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	int status = 0;
	FTSENT *e;

	free(copy);
	while (tree && status == 0 && (e = fts_read(tree)) != NULL) {
		if (e->fts_info == FTS_D && e->fts_level > 0 &&
		    e->fts_name[0] == '.')
			(void)fts_set(tree, e, FTS_SKIP);
		if (e->fts_info == FTS_F && e->fts_namelen > n_suffix &&
		    strcmp(e->fts_name + e->fts_namelen - n_suffix,
			   DP_PROVENANCE_SUFFIX) == 0)
			status = look_at(&s, e->fts_path);
		if (status == 0 && dp_cancelled())
			status = dp_fail(err, DP_ECANCEL, _("stopped."));
	}
	if (tree)
		(void)fts_close(tree);
	if (status == 0 && s.known) {
		dpi_acquired_sort(out);
		return 1;
	}
	dpi_acquired_forget(out);
	return status;
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

int
dpi_land_at(const char *temporary, const char *path)
{
	(void)chmod(temporary, 0444);
	return take_name(temporary, path);
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

/* Frees the name of what was altered: a/b.csv goes to a/b-altered.csv. */
static int
put_aside(const char *path, struct dp_acquired *out, struct dp_err *err)
{
	const char *base = dp_path_base(path);
	const char *dot = strchr(base + (base[0] != '\0'), '.');
	char *name, *kept;
	int status = -1;

	if (!dot)
		dot = base + strlen(base);
	name = dp_format("%.*s-altered%s", (int)(dot - path), path, dot);
	for (unsigned i = 1; i <= NUMBERS_MAX; i++) {
		kept = numbered_path(NULL, name, i);
		status = take_name(path, kept);
		if (status == 0 || errno != EEXIST)
			break;
		free(kept);
		kept = NULL;
	}
	free(name);
	if (status != 0) {
		dp_fail_errno(err, _("%s cannot be given another name"), path);
		free(kept);
		return -1;
	}
	dp_grow(&out->aside, &out->cap_aside, out->n_aside, sizeof *out->aside);
	out->aside[out->n_aside++] = (struct dp_put_aside){
		.path = dp_strdup(dp_str_c(path)), .kept = kept
	};
	return 0;
}

int
dpi_land_clear(const struct dp_acquire *q, const char *path,
	       struct dp_acquired *out, struct dp_err *err)
{
	struct dp_provenance p = { 0 };
	struct dp_err ignored = { 0 };
	char now[DP_SHA256_HEX];
	dp_str shown;
	int status;

	status = dp_provenance_read(&p, path, &ignored);
	shown = p.sha256;
	shown.n = shown.n < HEX_SHOWN ? shown.n : HEX_SHOWN;
	if (status != 0 || p.sha256.n == 0 ||
	    dp_sha256_file(path, now, NULL, &ignored) != 0 ||
	    dp_str_is(p.sha256, now))
		status = 0;
	else if (!q->restore)
		status = dp_fail(
			err, DP_EDATA,
			_("%s has been altered since it was got: its SHA-256 "
			  "starts with %.*s, that of the file got with "
			  "%.*s. Nothing was written. --restore keeps the "
			  "altered file beside it and gets the file again "
			  "under its name."),
			path, (int)HEX_SHOWN, now, DP_FMT(shown));
	else
		status = put_aside(path, out, err) == 0 ? 1 : -1;
	dp_provenance_done(&p);
	return status;
}

void
dpi_land_unclear(struct dp_acquired *out)
{
	while (out->n_aside > 0) {
		struct dp_put_aside *a = &out->aside[--out->n_aside];

		(void)take_name(a->kept, a->path);
		free(a->kept);
		free(a->path);
	}
}

int
dpi_land_file(const struct dp_acquire *q, const char *temporary,
	      const char *name, bool forced, char **path, bool *made,
	      struct dp_acquired *out, struct dp_err *err)
{
	struct dp_acquire strict = *q;
	int cleared = 0;

	strict.restore = false;
	for (unsigned i = 1; i <= NUMBERS_MAX; i += cleared > 0 ? 0 : 1) {
		*path = numbered_path(q->into, name, i);
		*made = dpi_land_at(temporary, *path) == 0;
		if (*made)
			return 0;
		if (errno != EEXIST && !dp_exists(*path)) {
			dp_fail_errno(err, _("%s cannot be written"), *path);
			break;
		}
		if (same_bytes(temporary, *path)) {
			/* altered bytes got from themselves prove nothing */
			if (dpi_land_clear(&strict, *path, out, err) != 0)
				break;
			(void)chmod(*path, 0444);
			return 0;
		}
		cleared = dpi_land_clear(q, *path, out, err);
		if (cleared < 0)
			break;
		if (cleared == 0 && (forced || i == NUMBERS_MAX)) {
			name_taken(*path, err);
			break;
		}
		out->taken = out->taken || cleared == 0;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trees of files for runs: what there is and what each file is to the
 * project. Links to folders are never followed.
 */
#include <dpipe/base.h>
#include <dpipe/source.h>

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "step/project.h"

#define FILES_MAX 100000
#define DEPTH_MAX 32
#define PAGE_MAX_BYTES (256u << 20)

static int
compare(const void *a, const void *b)
{
	return strcmp(((const struct dpi_file *)a)->path,
		      ((const struct dpi_file *)b)->path);
}

static int gather(struct dpi_files *f, const char *top, const char *under,
		  int depth, struct dp_err *err);

/* Adds the entry PATH (below TOP), or what is in it. */
static int
gather_one(struct dpi_files *f, const char *top, const char *path, int depth,
	   struct dp_err *err)
{
	char *full = dp_path_join(top, path);
	struct dpi_file *x;
	struct stat st;
	int status = 0;

	if (lstat(full, &st) == 0 && S_ISDIR(st.st_mode)) {
		status = gather(f, top, path, depth + 1, err);
	} else if (stat(full, &st) == 0 && S_ISREG(st.st_mode)) {
		dp_grow(&f->at, &f->cap, f->n, sizeof *f->at);
		x = &f->at[f->n++];
		x->path = dp_strdup(dp_str_c(path));
		x->device = (uint64_t)st.st_dev;
		x->inode = (uint64_t)st.st_ino;
		x->bytes = (uint64_t)st.st_size;
		x->seconds = (int64_t)st.st_mtim.tv_sec;
		x->nanoseconds = st.st_mtim.tv_nsec;
		x->made_by = -1;
		x->rows[0] = x->rows[1] = -1;
		if (f->n > FILES_MAX)
			status = dp_fail(
				err, DP_ELIMIT,
				_("%s holds more than %d files: too many for "
				  "a project."),
				top, FILES_MAX);
	}
	free(full);
	return status;
}

static int
gather(struct dpi_files *f, const char *top, const char *under, int depth,
       struct dp_err *err)
{
	char *full = *under ? dp_path_join(top, under) :
			      dp_strdup(dp_str_c(top));
	DIR *d = depth > DEPTH_MAX ? NULL : opendir(full);
	struct dirent *e;
	int status = 0;

	if (depth > DEPTH_MAX) {
		status = dp_fail(err, DP_ELIMIT,
				 _("%s: folders in folders, more than %d "
				   "deep."),
				 full, DEPTH_MAX);
	} else if (!d && errno != ENOENT) {
		status = dp_fail_errno(err, _("the folder %s cannot be read"),
				       full);
	}
	while (status == 0 && d && (e = readdir(d))) {
		char *path;

		if (e->d_name[0] == '.')
			continue;
		path = *under ? dp_path_join(under, e->d_name) :
				dp_strdup(dp_str_c(e->d_name));
		status = gather_one(f, top, path, depth, err);
		free(path);
	}
	if (d)
		(void)closedir(d);
	free(full);
	return status;
}

int
dpi_files_gather(struct dpi_files *f, const char *top, const char *under,
		 struct dp_err *err)
{
	if (gather(f, top, under, 0, err)) {
		dpi_files_done(f);
		return -1;
	}
	if (f->n > 0)
		qsort(f->at, f->n, sizeof *f->at, compare);
	return 0;
}

struct dpi_file *
dpi_files_find(const struct dpi_files *f, const char *path)
{
	struct dpi_file key = { .path = (char *)(uintptr_t)path };

	if (f->n == 0)
		return NULL;
	return bsearch(&key, f->at, f->n, sizeof *f->at, compare);
}

void
dpi_files_done(struct dpi_files *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		free(f->at[i].path);
	free(f->at);
	memset(f, 0, sizeof *f);
}

bool
dpi_is_sidecar(const char *path)
{
	size_t n = strlen(path), m = strlen(DP_PROVENANCE_SUFFIX);

	return n > m && strcmp(path + n - m, DP_PROVENANCE_SUFFIX) == 0;
}

bool
dpi_is_in(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return strncmp(path, folder, n) == 0 && path[n] == '/';
}

/* True when the file PATH is a page that present made of a report. */
static bool
is_report(const char *path)
{
	struct dp_buf page = { 0 };
	struct dp_err ignored = { 0 };
	size_t n = strlen(path);
	bool is;

	if (n < 5 || strcmp(path + n - 5, ".html") != 0)
		return false;
	is = dp_read_file(path, PAGE_MAX_BYTES, &page, &ignored) == 0 &&
	     dp_str_search(dp_buf_view(&page),
			   DP_S("<template id=\"dpipe-report\"")) >= 0;
	dp_buf_done(&page);
	return is;
}

bool
dpi_is_derived(const char *top, const char *path)
{
	static const char *const made[] = { "clean", "results", "charts" };
	struct dp_provenance p = { 0 };
	struct dp_err ignored = { 0 };
	bool derived = false;
	char *full;
	size_t i;

	for (i = 0; i < sizeof made / sizeof *made; i++)
		if (dpi_is_in(path, made[i]))
			return true;
	if (dpi_is_in(path, DP_PROJECT_RAW))
		return false;
	full = dp_path_join(top, path);
	if (dp_provenance_read(&p, full, &ignored) == 0)
		derived = p.n_activities > 0;
	derived = derived || is_report(full);
	dp_provenance_done(&p);
	free(full);
	return derived;
}

bool
dpi_is_log(const char *path)
{
	return dpi_is_in(path, "verify") && !dpi_is_sidecar(path);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stage of a run: a hidden folder in the project that holds its sources
 * under their names, as links where the disk can link and as copies where it
 * cannot. What steps make there is no part of the project until the end.
 */
#include <dpipe/base.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/i18n.h"
#include "source/inner.h"
#include "step/run.h"

#define COPY_BYTES (128u << 10)

int
dpi_folder_lock(const char *folder, struct dp_err *err)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return dp_fail_errno(err, _("the folder %s cannot be opened"),
				     folder);
	/* A disk that cannot lock is no reason not to run. */
	if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
		(void)close(fd);
		return dp_fail(err, DP_EUSAGE,
			       _("another run is at work in %s; wait for it "
				 "or stop it."),
			       folder);
	}
	return fd;
}

static int
copy_bytes(int fd, struct dp_outfile *out, const char *from, struct dp_err *err)
{
	char *block = dp_alloc(COPY_BYTES);
	int status = 0;
	ssize_t n;

	do {
		n = read(fd, block, COPY_BYTES);
		if (n > 0)
			status = dp_outfile_write(out, block, (size_t)n, err);
		else if (n < 0 && errno != EINTR)
			status = dp_fail_errno(err, _("%s cannot be read"),
					       from);
		if (status == 0 && dp_cancelled())
			status = dp_fail(err, DP_ECANCEL, _("stopped."));
	} while (status == 0 && n != 0);
	free(block);
	return status;
}

static int
copy(const char *from, const char *to, struct dp_err *err)
{
	struct dp_outfile out;
	int fd = dp_open_read(from, err), status = -1;

	if (fd < 0)
		return -1;
	if (dp_outfile_open(&out, to, err) == 0) {
		status = copy_bytes(fd, &out, from, err);
		if (status == 0)
			status = dp_outfile_commit(&out, err);
		dp_outfile_abort(&out);
	}
	(void)close(fd);
	return status;
}

/* Puts the source PATH of FOLDER on the stage. */
static int
place(const char *folder, const char *stage, const char *path,
      struct dp_err *err)
{
	char *from = dp_path_join(folder, path);
	char *to = dp_path_join(stage, path);
	int status = dp_make_folder_of(to, err);

	/*
	 * A link is enough: files are replaced, never written in place. Disks
	 * and systems that refuse it get a copy.
	 */
	if (status == 0 &&
	    linkat(AT_FDCWD, from, AT_FDCWD, to, AT_SYMLINK_FOLLOW) != 0)
		status = copy(from, to, err);
	free(from);
	free(to);
	return status;
}

int
dpi_stage_set(const char *folder, const char *stage, struct dp_err *err)
{
	struct dpi_files files = { 0 };
	int status;
	size_t i;

	/* What a run left that was killed. */
	dp_remove_tree(stage);
	if (dpi_project_make_folders(stage, err))
		return -1;
	status = dpi_files_gather(&files, folder, "", err);
	for (i = 0; status == 0 && i < files.n; i++) {
		const char *path = files.at[i].path;

		if (dpi_is_log(path) || !dpi_is_derived(folder, path))
			status = place(folder, stage, path, err);
	}
	dpi_files_done(&files);
	return status;
}

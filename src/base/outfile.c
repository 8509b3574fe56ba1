/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that appear whole or not at all: written under a temporary name in
 * the same folder, synchronised, renamed. Devices, pipes and standard output
 * are written as they are.
 */
#include <dpipe/base.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

static int
cannot_write(const struct dp_outfile *f, struct dp_err *err)
{
	const char *name = f->path ? f->path : _("standard output");

	if (errno == ENOSPC)
		return dp_fail(err, DP_EIO,
			       _("%s cannot be written: the device is full. "
				 "Make room and run the command again."),
			       name);
	return dp_fail_errno(err, _("%s cannot be written"), name);
}

/*
 * The standard stream that PATH is a name of, or -1. It is written as it is,
 * even when a file stands behind it that others write to as well.
 */
static int
standard_stream(const char *path)
{
	if (strcmp(path, "/dev/stdout") == 0)
		return STDOUT_FILENO;
	return strcmp(path, "/dev/stderr") == 0 ? STDERR_FILENO : -1;
}

/* The file a name leads to in the end, so that a link stays a link. */
static char *
real_target(const char *path)
{
	char *real = realpath(path, NULL);

	return real ? real : dp_strdup(dp_str_c(path));
}

static int
open_temporary(struct dp_outfile *f, const char *target, mode_t mode,
	       struct dp_err *err)
{
	const char *base = dp_path_base(target);

	f->temporary = dp_format("%.*s.%s.dpipe-XXXXXX", (int)(base - target),
				 target, base);
	f->fd = mkostemp(f->temporary, O_CLOEXEC);
	if (f->fd < 0) {
		int status = cannot_write(f, err);

		free(f->temporary);
		f->temporary = NULL;
		return status;
	}
	(void)fchmod(f->fd, mode);
	return 0;
}

static mode_t
new_file_mode(void)
{
	mode_t mask = umask(022);

	(void)umask(mask);
	return 0666 & ~mask;
}

int
dp_outfile_open(struct dp_outfile *f, const char *path, struct dp_err *err)
{
	struct stat st;
	bool known;
	int status, standard;
	char *target;

	memset(f, 0, sizeof *f);
	f->fd = -1;
	if (!path || strcmp(path, "-") == 0) {
		f->fd = STDOUT_FILENO;
		return 0;
	}
	f->path = dp_strdup(dp_str_c(path));
	known = stat(path, &st) == 0;
	standard = standard_stream(path);
	if (known && S_ISDIR(st.st_mode)) {
		status = dp_fail(err, DP_EIO,
				 _("%s is a folder; name a file to write."),
				 path);
	} else if (standard >= 0) {
		f->fd = fcntl(standard, F_DUPFD_CLOEXEC, 3);
		status = f->fd < 0 ? cannot_write(f, err) : 0;
	} else if (known && !S_ISREG(st.st_mode)) {
		f->fd = open(path, O_WRONLY | O_CLOEXEC);
		status = f->fd < 0 ? cannot_write(f, err) : 0;
	} else if (known && access(path, W_OK) != 0) {
		status = cannot_write(f, err);
	} else {
		target = real_target(path);
		status = open_temporary(f, target,
					known ? st.st_mode & 07777 :
						new_file_mode(),
					err);
		free(target);
	}
	if (status != 0)
		dp_outfile_abort(f);
	return status;
}

int
dp_outfile_write(struct dp_outfile *f, const void *p, size_t n_bytes,
		 struct dp_err *err)
{
	const char *at = p;

	while (n_bytes > 0) {
		ssize_t n = write(f->fd, at, n_bytes);

		if (n < 0 && errno == EINTR && !dp_cancelled())
			continue;
		if (n < 0 && errno == EINTR)
			return dp_fail(err, DP_ECANCEL, _("stopped."));
		if (n < 0)
			return cannot_write(f, err);
		at += n;
		n_bytes -= (size_t)n;
		f->bytes += (uint64_t)n;
	}
	return 0;
}

int
dp_outfile_commit(struct dp_outfile *f, struct dp_err *err)
{
	char *target;
	int status = 0;

	if (f->temporary) {
		target = real_target(f->path);
		if (fsync(f->fd) != 0 && errno != EINVAL && errno != ENOTSUP)
			status = cannot_write(f, err);
		else if (rename(f->temporary, target) != 0)
			status = cannot_write(f, err);
		else {
			free(f->temporary);
			f->temporary = NULL;
		}
		free(target);
	}
	if (f->path && f->fd >= 0) {
		if (close(f->fd) != 0 && status == 0)
			status = cannot_write(f, err);
		f->fd = -1;
	}
	dp_outfile_abort(f);
	return status;
}

void
dp_outfile_abort(struct dp_outfile *f)
{
	if (f->temporary)
		(void)unlink(f->temporary);
	if (f->path && f->fd >= 0)
		(void)close(f->fd);
	f->fd = -1;
	free(f->temporary);
	free(f->path);
	f->temporary = NULL;
	f->path = NULL;
}

int
dp_write_file(const char *path, const void *p, size_t n_bytes,
	      struct dp_err *err)
{
	struct dp_outfile f;

	if (dp_outfile_open(&f, path, err) != 0)
		return -1;
	if (dp_outfile_write(&f, p, n_bytes, err) != 0) {
		dp_outfile_abort(&f);
		return -1;
	}
	return dp_outfile_commit(&f, err);
}

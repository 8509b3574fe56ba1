/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that appear whole or not at all: written under a temporary name in
 * the same folder, synchronised, renamed, several of them together. Devices,
 * pipes and standard output are written as they are.
 */
#include <dpipe/base.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

#define LINKS_MAX 40 /* as the system follows */

static int
cannot_write(const struct dp_outfile *f, struct dp_err *err)
{
	const char *name = f->path ? f->path : _("standard output");

	if (errno == ENOSPC)
		return dp_fail(err, DP_EIO,
			       _("%s cannot be written: the device is full. "
				 "Make room and run the command again."),
			       name);
	if (errno == ENOENT)
		return dp_fail(err, DP_EIO,
			       _("%s cannot be written: there is no such "
				 "folder. Make it, or choose another name."),
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

/*
 * The file a name leads to in the end, there or not, so that a link stays a
 * link, also one to a file that is still to be. NULL: links in a circle.
 */
static char *
real_target(const char *path)
{
	char *real = realpath(path, NULL), *at, *next;
	char to[PATH_MAX];
	ssize_t n;

	if (real)
		return real;
	at = dp_strdup(dp_str_c(path));
	for (int i = 0; i < LINKS_MAX; i++) {
		n = readlink(at, to, sizeof to - 1);
		if (n < 0)
			return at;
		to[n] = '\0';
		next = dp_format("%.*s%s",
				 to[0] == '/' ? 0 :
						(int)(dp_path_base(at) - at),
				 at, to);
		free(at);
		at = next;
	}
	free(at);
	errno = ELOOP;
	return NULL;
}

static int
open_temporary(struct dp_outfile *f, const char *target, mode_t mode,
	       struct dp_err *err)
{
	const char *base = dp_path_base(target);

	/* Short: the name itself may be as long as the disk allows. */
	f->temporary = dp_format("%.*s.dpipe-XXXXXX", (int)(base - target),
				 target);
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
	bool known, never;
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
	never = !known && errno != ENOENT && errno != EACCES;
	standard = standard_stream(path);
	if (never) {
		status = cannot_write(f, err);
	} else if (known && S_ISDIR(st.st_mode)) {
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
		status = target ? open_temporary(f, target,
						 known ? st.st_mode & 07777 :
							 new_file_mode(),
						 err) :
				  cannot_write(f, err);
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

/* The bytes of F reach the disk; its descriptor is closed. */
static int
settle(struct dp_outfile *f, struct dp_err *err)
{
	int fd = f->fd, status = 0;

	if (f->temporary && fsync(fd) != 0 && errno != EINVAL &&
	    errno != ENOTSUP)
		return cannot_write(f, err);
	if (f->path && fd >= 0) {
		f->fd = -1;
		if (close(fd) != 0)
			status = cannot_write(f, err);
	}
	return status;
}

int
dp_outfile_commit_all(struct dp_outfile *const *f, size_t n, struct dp_err *err)
{
	struct dp_renaming *r = dp_alloc0((n + 1) * sizeof *r);
	char **text = dp_alloc0((2 * n + 1) * sizeof *text);
	size_t n_moves = 0, i;
	int status = 0;

	for (i = 0; status == 0 && i < n; i++)
		status = settle(f[i], err);
	for (i = 0; status == 0 && i < n; i++) {
		if (!f[i]->temporary)
			continue;
		text[2 * i] = real_target(f[i]->path);
		text[2 * i + 1] = dp_format("%s.old", f[i]->temporary);
		r[n_moves++] = (struct dp_renaming){ .from = f[i]->temporary,
						     .to = text[2 * i],
						     .old = text[2 * i + 1],
						     .account = i > 0 };
		if (!text[2 * i])
			status = cannot_write(f[i], err);
	}
	if (status == 0)
		status = dp_rename_together(r, n_moves, err);
	for (i = 0; i < n; i++) {
		if (status == 0 && f[i]->temporary) {
			free(f[i]->temporary);
			f[i]->temporary = NULL;
		}
		dp_outfile_abort(f[i]);
	}
	for (i = 0; i < 2 * n; i++)
		free(text[i]);
	free(text);
	free(r);
	return status;
}

int
dp_outfile_commit(struct dp_outfile *f, struct dp_err *err)
{
	return dp_outfile_commit_all(&f, 1, err);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files: opened with a sentence when they cannot be, read whole, and written
 * so that they appear under their name complete or not at all.
 */
#include <dpipe/base.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"

#define READ_BYTES (64u << 10)

int
dp_open_read(const char *path, struct dp_err *err)
{
	struct stat st;
	int fd;

	if (strcmp(path, "-") == 0) {
		fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
		return fd >= 0 ?
			       fd :
			       dp_fail_errno(
				       err, _("standard input cannot be read"));
	}
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return dp_fail(err, DP_ENOTFOUND,
			       _("there is no file %s; check the name and the "
				 "folder."),
			       path);
	if (fd < 0 && errno == EACCES)
		return dp_fail(err, DP_EIO,
			       _("%s may not be read: its permissions forbid "
				 "it."),
			       path);
	if (fd < 0)
		return dp_fail_errno(err, _("%s cannot be opened"), path);
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		(void)close(fd);
		return dp_fail(err, DP_EIO,
			       _("%s is a folder; name a file in it."), path);
	}
	return fd;
}

int
dp_read_file(const char *path, size_t limit_bytes, struct dp_buf *out,
	     struct dp_err *err)
{
	int fd = dp_open_read(path, err);
	int status = 0;

	if (fd < 0)
		return -1;
	for (;;) {
		ssize_t n = read(fd, dp_buf_room(out, READ_BYTES), READ_BYTES);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			status = dp_fail_errno(err, _("%s cannot be read"),
					       path);
		if (n <= 0)
			break;
		out->n += (size_t)n;
		if (out->n > limit_bytes) {
			status = dp_fail(err, DP_ELIMIT,
					 _("%s is larger than %zu bytes, the "
					   "most that is read here."),
					 path, limit_bytes);
			break;
		}
	}
	(void)close(fd);
	return status;
}

bool
dp_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

bool
dp_is_file(const char *path)
{
	struct stat st;

	return strcmp(path, "-") != 0 && stat(path, &st) == 0 &&
	       S_ISREG(st.st_mode);
}

bool
dp_same_file(const char *a, const char *b)
{
	struct stat x, y;

	if (!a || !b)
		return false;
	if (strcmp(a, "-") == 0 || strcmp(b, "-") == 0)
		return strcmp(a, b) == 0;
	if (strcmp(a, b) == 0)
		return stat(a, &x) != 0 || S_ISREG(x.st_mode);
	return stat(a, &x) == 0 && stat(b, &y) == 0 && S_ISREG(x.st_mode) &&
	       x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* What stands behind PATH, or behind FD where it is "-". */
static bool
is_regular(const char *path, int fd, struct stat *st)
{
	int status = strcmp(path, "-") == 0 ? fstat(fd, st) : stat(path, st);

	return status == 0 && S_ISREG(st->st_mode);
}

int
dp_check_output(const char *input, const char *output, struct dp_err *err)
{
	struct stat in, out;
	bool same;

	if (!output)
		return 0;
	if (strcmp(input, "-") != 0 && strcmp(output, "-") != 0)
		same = dp_same_file(input, output);
	else
		same = is_regular(input, STDIN_FILENO, &in) &&
		       is_regular(output, STDOUT_FILENO, &out) &&
		       in.st_dev == out.st_dev && in.st_ino == out.st_ino;
	if (!same)
		return 0;
	if (strcmp(output, "-") == 0)
		return dp_fail(err, DP_EUSAGE,
			       _("standard output goes into the file that is "
				 "read, and what is read is never written. "
				 "Choose another name."));
	return dp_fail(err, DP_EUSAGE,
		       _("%s is read, and what is read is never written. "
			 "Choose another name."),
		       output);
}

char *
dp_path_join(const char *a, const char *b)
{
	size_t n = a ? strlen(a) : 0;

	if (n == 0 || b[0] == '/')
		return dp_strdup(dp_str_c(b));
	return dp_format(a[n - 1] == '/' ? "%s%s" : "%s/%s", a, b);
}

const char *
dp_path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

int
dp_make_folders(const char *path, struct dp_err *err)
{
	char *p = dp_strdup(dp_str_c(path));
	int status = 0;

	for (char *at = p + 1; status == 0; at++) {
		char c = *at;

		if (c != '/' && c != '\0')
			continue;
		*at = '\0';
		if (mkdir(p, 0777) != 0 && errno != EEXIST)
			status = dp_fail_errno(
				err, _("the folder %s cannot be made"), p);
		*at = c;
		if (c == '\0')
			break;
	}
	free(p);
	return status;
}

int
dp_make_folder_of(const char *path, struct dp_err *err)
{
	dp_str folder = { path, (size_t)(dp_path_base(path) - path) };
	char *name;
	int status;

	if (folder.n == 0)
		return 0;
	name = dp_strdup(folder);
	status = dp_make_folders(name, err);
	free(name);
	return status;
}

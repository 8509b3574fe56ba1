/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files: read with a sentence when they cannot be, written whole or not at
 * all, whatever goes wrong in the middle.
 */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <dpipe/base.h>

static char folder[64];

static int
make_folder(void **state)
{
	(void)state;
	(void)snprintf(folder, sizeof folder, "%s", "dpipe-test-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int
drop_folder(void **state)
{
	(void)state;
	dp_remove_tree(folder);
	return 0;
}

static char *
in_folder(const char *name)
{
	static char path[400];

	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

/* Files in the folder, hidden ones too. */
static int
count_files(void)
{
	char command[160];
	int n = -1;
	FILE *f;

	(void)snprintf(command, sizeof command, "ls -A %s | wc -l", folder);
	f = popen(command, "r");
	assert_non_null(f);
	assert_int_equal(fscanf(f, "%d", &n), 1);
	(void)pclose(f);
	return n;
}

static void
assert_holds(const char *path, const char *text)
{
	struct dp_buf b = { 0 };
	struct dp_err err = { 0 };

	assert_int_equal(dp_read_file(path, 1 << 20, &b, &err), 0);
	assert_true(dp_str_is(dp_buf_view(&b), text));
	dp_buf_done(&b);
}

static void
test_appears_when_whole(void **state)
{
	char *path = in_folder("out.csv");
	struct dp_outfile f;
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_outfile_open(&f, path, &err), 0);
	assert_int_equal(dp_outfile_write(&f, "a,b\n", 4, &err), 0);
	assert_false(dp_exists(path));
	assert_int_equal(dp_outfile_write(&f, "1,2\n", 4, &err), 0);
	assert_int_equal(f.bytes, 8);
	assert_int_equal(dp_outfile_commit(&f, &err), 0);
	assert_holds(path, "a,b\n1,2\n");
	dp_outfile_abort(&f);
	assert_int_equal(count_files(), 1);
}

static void
test_abort_leaves_the_old(void **state)
{
	char *path = in_folder("old.csv");
	struct dp_outfile f;
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_write_file(path, "old", 3, &err), 0);
	assert_int_equal(dp_outfile_open(&f, path, &err), 0);
	assert_int_equal(dp_outfile_write(&f, "new", 3, &err), 0);
	assert_int_equal(count_files(), 2);
	dp_outfile_abort(&f);
	assert_holds(path, "old");
	assert_int_equal(count_files(), 1);
}

static void
test_keeps_mode_and_links(void **state)
{
	char *target = dp_strdup(dp_str_c(in_folder("target")));
	char *link = dp_strdup(dp_str_c(in_folder("link")));
	struct dp_err err = { 0 };
	struct stat st;

	(void)state;
	assert_int_equal(dp_write_file(target, "1", 1, &err), 0);
	assert_int_equal(chmod(target, 0640), 0);
	assert_int_equal(symlink("target", link), 0);
	assert_int_equal(dp_write_file(link, "22", 2, &err), 0);
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_holds(target, "22");
	assert_int_equal(stat(target, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	free(target);
	free(link);
}

/* A link to a file that is still to be is followed, as a shell does. */
static void
test_link_to_nothing(void **state)
{
	char *link = dp_strdup(dp_str_c(in_folder("link")));
	char *other = dp_strdup(dp_str_c(in_folder("other")));
	struct dp_err err = { 0 };
	struct stat st;

	(void)state;
	assert_int_equal(mkdir(in_folder("deep"), 0777), 0);
	assert_int_equal(symlink("deep/one", link), 0);
	assert_int_equal(symlink("two", in_folder("deep/one")), 0);
	assert_int_equal(dp_write_file(link, "new", 3, &err), 0);
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(lstat(in_folder("deep/one"), &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_holds(in_folder("deep/two"), "new");

	/* a circle, and a folder that is not there */
	assert_int_equal(symlink("other", other), 0);
	assert_int_equal(dp_write_file(other, "new", 3, &err), -1);
	assert_int_equal(err.os_errno, ELOOP);
	assert_non_null(strstr(err.msg, other));
	assert_int_equal(unlink(other), 0);
	assert_int_equal(symlink("no/such", other), 0);
	assert_int_equal(dp_write_file(other, "new", 3, &err), -1);
	assert_int_equal(err.os_errno, ENOENT);
	assert_non_null(strstr(err.msg, "no such folder"));
	assert_int_equal(lstat(other, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	free(link);
	free(other);
}

static void
test_longest_names(void **state)
{
	char name[NAME_MAX + 2], *path;
	struct dp_outfile f;
	struct dp_err err = { 0 };

	(void)state;
	memset(name, 'n', sizeof name);
	name[NAME_MAX] = '\0';
	path = dp_path_join(folder, name);
	assert_int_equal(dp_write_file(path, "new", 3, &err), 0);
	assert_holds(path, "new");
	free(path);
	/* one that is too long is said before anything is written */
	name[NAME_MAX] = 'n';
	name[NAME_MAX + 1] = '\0';
	path = dp_path_join(folder, name);
	assert_int_equal(dp_outfile_open(&f, path, &err), -1);
	assert_int_equal(err.os_errno, ENAMETOOLONG);
	free(path);
	assert_int_equal(count_files(), 1);
}

static void
test_full_device(void **state)
{
	struct dp_outfile f;
	struct dp_err err = { 0 };

	(void)state;
	if (access("/dev/full", W_OK) != 0)
		skip();
	assert_int_equal(dp_outfile_open(&f, "/dev/full", &err), 0);
	assert_int_equal(dp_outfile_write(&f, "x", 1, &err), -1);
	assert_int_equal(err.code, DP_EIO);
	assert_int_equal(err.os_errno, ENOSPC);
	assert_non_null(strstr(err.msg, "/dev/full"));
	assert_non_null(strstr(err.msg, "full. Make room"));
	dp_outfile_abort(&f);
	assert_true(dp_exists("/dev/full"));
}

static void
test_file_too_large(void **state)
{
	char *path = in_folder("large");
	struct rlimit old, low;
	struct dp_err err = { 0 };
	static char block[100000];
	int status;

	(void)state;
	assert_int_equal(dp_write_file(path, "old", 3, &err), 0);
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	low = old;
	low.rlim_cur = 5000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
	status = dp_write_file(path, block, sizeof block, &err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(status, -1);
	assert_int_equal(err.code, DP_EIO);
	assert_int_equal(err.os_errno, EFBIG);
	assert_holds(path, "old");
	assert_int_equal(count_files(), 1);
}

static void
test_cannot_open(void **state)
{
	struct dp_outfile f;
	struct dp_buf b = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_outfile_open(&f, folder, &err), -1);
	assert_non_null(strstr(err.msg, "folder"));
	assert_int_equal(dp_outfile_open(&f, in_folder("no/x"), &err), -1);
	assert_int_equal(err.code, DP_EIO);
	assert_int_equal(err.os_errno, ENOENT);
	assert_int_equal(dp_read_file(in_folder("none"), 10, &b, &err), -1);
	assert_int_equal(err.code, DP_ENOTFOUND);
	assert_non_null(strstr(err.msg, "none"));
	assert_int_equal(dp_read_file(folder, 10, &b, &err), -1);
	assert_int_equal(err.code, DP_EIO);
	assert_non_null(strstr(err.msg, "folder"));
	dp_buf_done(&b);
}

static void
test_read_limit(void **state)
{
	char *path = in_folder("ten");
	struct dp_buf b = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_write_file(path, "0123456789", 10, &err), 0);
	assert_int_equal(dp_read_file(path, 10, &b, &err), 0);
	assert_int_equal(b.n, 10);
	b.n = 0;
	assert_int_equal(dp_read_file(path, 9, &b, &err), -1);
	assert_int_equal(err.code, DP_ELIMIT);
	dp_buf_done(&b);
}

static void
test_folders(void **state)
{
	char *deep = dp_strdup(dp_str_c(in_folder("a/b/c")));
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_make_folders(deep, &err), 0);
	assert_int_equal(dp_make_folders(deep, &err), 0);
	assert_true(dp_exists(deep));
	assert_int_equal(dp_write_file(in_folder("file"), "x", 1, &err), 0);
	assert_int_equal(dp_make_folders(in_folder("file/d"), &err), -1);
	assert_int_equal(err.code, DP_EIO);
	free(deep);
}

static void
test_broken_pipe(void **state)
{
	struct dp_outfile f;
	struct dp_err err = { 0 };
	char name[64];
	int fd[2];

	(void)state;
	(void)signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(fd), 0);
	(void)close(fd[0]);
	(void)snprintf(name, sizeof name, "/proc/self/fd/%d", fd[1]);
	if (dp_outfile_open(&f, name, &err) != 0)
		skip();
	assert_int_equal(dp_outfile_write(&f, "x", 1, &err), -1);
	assert_int_equal(err.os_errno, EPIPE);
	dp_outfile_abort(&f);
	(void)close(fd[1]);
}

int
main(void)
{
#define IN_FOLDER(test) \
	cmocka_unit_test_setup_teardown(test, make_folder, drop_folder)
	const struct CMUnitTest tests[] = {
		IN_FOLDER(test_appears_when_whole),
		IN_FOLDER(test_abort_leaves_the_old),
		IN_FOLDER(test_keeps_mode_and_links),
		IN_FOLDER(test_link_to_nothing),
		IN_FOLDER(test_longest_names),
		IN_FOLDER(test_full_device),
		IN_FOLDER(test_file_too_large),
		IN_FOLDER(test_cannot_open),
		IN_FOLDER(test_read_limit),
		IN_FOLDER(test_folders),
		IN_FOLDER(test_broken_pipe),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

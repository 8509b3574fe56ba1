/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files taking their names, stopped in the middle: rename, link and unlink of
 * the whole test program are those below, which can kill it, or fail, at the
 * Nth of them. Include it in one file, after test.h.
 */
#ifndef DP_NAMING_H
#define DP_NAMING_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Calls left before something happens; below 0: nothing will. */
static int naming_calls = -1;
static enum { NAMING_KILL, NAMING_FAIL } naming_how;

/* True when this call is to fail. */
static bool
naming_looks(void)
{
	if (naming_calls < 0 || naming_calls-- > 0)
		return false;
	if (naming_how == NAMING_KILL)
		(void)kill(getpid(), SIGKILL);
	errno = EIO;
	return true;
}

int
rename(const char *from, const char *to)
{
	return naming_looks() ? -1 : renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int
link(const char *from, const char *to)
{
	return naming_looks() ? -1 : linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
unlink(const char *path)
{
	return naming_looks() ? -1 : unlinkat(AT_FDCWD, path, 0);
}

/*
 * Carries WORK out in a child that is killed at its Nth call (from 0).
 * Returns false when it came to its end before.
 */
static inline bool
naming_killed_at(int n, int (*work)(void))
{
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		naming_calls = n;
		naming_how = NAMING_KILL;
		_exit(work() == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFSIGNALED(status)) {
		assert_int_equal(WTERMSIG(status), SIGKILL);
		return true;
	}
	assert_int_equal(WEXITSTATUS(status), 0);
	return false;
}

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * measure: runs one command and says how long it took and how much memory
 * its largest process had. It repeats nothing and judges nothing: bench/run
 * does.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* In the child: standard output goes to PATH, then the command runs. */
static _Noreturn void
become(const char *path, char **command)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0) {
		fprintf(stderr, "measure: cannot write %s: %s\n", path,
			strerror(errno));
		_exit(126);
	}
	close(fd);
	execvp(command[0], command);
	fprintf(stderr, "measure: cannot run %s: %s\n", command[0],
		strerror(errno));
	_exit(127);
}

int
main(int argc, char **argv)
{
	struct timespec from, to;
	struct rusage use;
	int status;
	pid_t child;

	if (argc < 3) {
		fputs("usage: measure OUTPUT COMMAND [ARGUMENT]...\n"
		      "Prints: wall seconds, user seconds, system seconds, "
		      "peak memory in KiB, exit status.\n",
		      stderr);
		return 2;
	}
	clock_gettime(CLOCK_MONOTONIC, &from);
	child = fork();
	if (child == 0)
		become(argv[1], argv + 2);
	if (child < 0 || wait4(child, &status, 0, &use) < 0) {
		fprintf(stderr, "measure: %s\n", strerror(errno));
		return 3;
	}
	clock_gettime(CLOCK_MONOTONIC, &to);
	printf("%.4f %.3f %.3f %ld %d\n",
	       (double)(to.tv_sec - from.tv_sec) +
		       (double)(to.tv_nsec - from.tv_nsec) / 1e9,
	       seconds(use.ru_utime), seconds(use.ru_stime), use.ru_maxrss,
	       WIFEXITED(status) ? WEXITSTATUS(status) :
				   128 + WTERMSIG(status));
	return 0;
}

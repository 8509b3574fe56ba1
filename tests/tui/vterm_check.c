/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was found, said as TAP; what dpipe costs; a folder for what it
 * remembers.
 */
#include "vterm.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How many were said. */
static int n_tests;
static char state[] = "/tmp/dpipe-test-XXXXXX";

void
vt_check(bool good, const char *fmt, ...)
{
	va_list ap;

	(void)printf("%s %d - ", good ? "ok" : "not ok", ++n_tests);
	va_start(ap, fmt);
	(void)vprintf(fmt, ap);
	va_end(ap);
	(void)putchar('\n');
	(void)fflush(stdout);
}

void
vt_show(bool good, struct vt *v)
{
	const char *line = vt_text(v);

	while (!good && *line) {
		size_t n = strcspn(line, "\n");

		(void)printf("# %.*s\n", (int)n, line);
		line += n + 1;
	}
}

/* ---- what it costs ---------------------------------------------------- */

/* The number behind NAME in FILE of the process's folder in /proc, or -1. */
static long
number_in(const struct vt *v, const char *file, const char *name)
{
	char path[64], line[256];
	long number = -1;
	FILE *f;

	(void)snprintf(path, sizeof path, "/proc/%d/%s", (int)vt_pid(v), file);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (strncmp(line, name, strlen(name)) == 0)
			number = strtol(line + strlen(name), NULL, 10);
	if (f)
		(void)fclose(f);
	return number;
}

long
vt_read_bytes(const struct vt *v)
{
	return number_in(v, "io", "rchar:");
}

long
vt_private_kb(const struct vt *v)
{
	return number_in(v, "status", "RssAnon:");
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void
vt_say_times(const char *what, double *time, size_t n)
{
	qsort(time, n, sizeof time[0], by_size);
	(void)printf("# %s: median %.1f ms, 99%% within %.1f ms, slowest of "
		     "%zu %.1f ms\n",
		     what, time[n / 2] * 1000, time[n * 99 / 100] * 1000, n,
		     time[n - 1] * 1000);
}

/* ---- begin and end ---------------------------------------------------- */

void
vt_begin(void)
{
	char path[128];

	if (!mkdtemp(state) || setenv("XDG_STATE_HOME", state, 1) != 0 ||
	    setenv("XDG_DATA_HOME", state, 1) != 0)
		exit(EXIT_FAILURE);
	/* it is not the first time, when > is at the tour */
	(void)snprintf(path, sizeof path, "%s/dpipe", state);
	if (mkdir(path, 0700) != 0)
		exit(EXIT_FAILURE);
	(void)snprintf(path, sizeof path, "%s/dpipe/recent", state);
	if (close(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600)) != 0)
		exit(EXIT_FAILURE);
}

int
vt_finish(void)
{
	char remove[64];

	(void)snprintf(remove, sizeof remove, "rm -rf %s", state);
	if (system(remove) != 0)
		return EXIT_FAILURE;
	(void)printf("1..%d\n", n_tests);
	return EXIT_SUCCESS;
}

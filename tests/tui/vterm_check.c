/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found, said as TAP; a folder for what dpipe remembers. */
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

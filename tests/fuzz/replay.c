/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs a fuzz target over the files of its corpus, with any compiler, and
 * speaks TAP. A crash or a failed assertion ends the program, which the
 * harness counts as a failure.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dpipe/base.h>

#include "fuzz.h"

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int
main(void)
{
	const char *top = getenv("srcdir");
	char *folder = dp_format("%s/tests/fuzz/corpus/%s", top ? top : ".",
				 CORPUS);
	DIR *d = opendir(folder);
	char **name = NULL;
	size_t n = 0, cap = 0;
	struct dirent *e;

	while (d && (e = readdir(d)))
		if (e->d_name[0] != '.') {
			dp_grow(&name, &cap, n, sizeof *name);
			name[n++] = dp_path_join(folder, e->d_name);
		}
	if (d)
		(void)closedir(d);
	printf("1..%zu\n", n + 1);
	printf("%s 1 - %s has a corpus\n", n ? "ok" : "not ok", CORPUS);
	if (n)
		qsort(name, n, sizeof *name, by_name);
	for (size_t i = 0; i < n; i++) {
		struct dp_buf text = { 0 };
		struct dp_err err = { 0 };
		int read = dp_read_file(name[i], 64u << 20, &text, &err);

		/* A copy of exactly its size: reading past it is seen. */
		if (read == 0) {
			uint8_t *copy = dp_alloc(text.n);

			if (text.n)
				memcpy(copy, text.p, text.n);
			(void)LLVMFuzzerTestOneInput(copy, text.n);
			free(copy);
		}
		printf("%s %zu - %s\n", read == 0 ? "ok" : "not ok", i + 2,
		       dp_path_base(name[i]));
		(void)fflush(stdout);
		dp_buf_done(&text);
		free(name[i]);
	}
	free(name);
	free(folder);
	return 0;
}

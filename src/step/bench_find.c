/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the work on a table is remembered from one time to the next: a
 * journal in the folder of a user's state, named after the file and, where it
 * holds several tables, the one; with a number where another dpipe is at work
 * on it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "step/bench.h"

#define JOURNALS 9 /* of one file, at work side by side */

/* PATH from the root on, which holds in any folder; the caller frees it. */
static char *
whole_path(const char *path)
{
	char *found = realpath(path, NULL);
	char *whole = dp_strdup(dp_str_c(found ? found : path));

	free(found);
	return whole;
}

char *
dpi_journal_path(const char *state, const char *path, dp_str from, int n)
{
	char *whole = whole_path(path), *journal;
	char *which = dp_format("%s%.*s", whole, DP_FMT(from));
	uint64_t hash = dp_hash64(which, strlen(which));
	char number[16] = "";

	if (n > 1)
		(void)snprintf(number, sizeof number, ".%d", n);
	journal = dp_format("%s/work/%.100s-%016" PRIx64 "%s.journal", state,
			    dp_path_base(whole), hash, number);
	free(which);
	free(whole);
	return journal;
}

struct dp_bench *
dp_bench_find(struct dp_pages *pages, const char *state, const char *path,
	      char **journal, struct dp_err *err)
{
	const struct dp_origin *origin = dp_pages_dialect(pages)->origin;
	struct dp_buf from = { 0 };
	struct dp_bench *b = NULL;

	if (dp_origin_of_several(origin))
		dp_recipe_origin(origin, &from);
	*journal = NULL;
	for (int n = 1; n <= JOURNALS && !b; n++) {
		err->code = DP_OK;
		free(*journal);
		*journal = dpi_journal_path(state, path, dp_buf_view(&from), n);
		if (!dp_exists(*journal))
			break;
		b = dp_bench_resume(pages, *journal, err);
		if (!b && err->code != DP_EUSAGE)
			break;
	}
	dp_buf_done(&from);
	if (b)
		dp_bench_set_source(b, path);
	return b;
}

/* Makes the folder that the file PATH is to be in, for the user alone. */
static int
make_folder_of(const char *path, struct dp_err *err)
{
	const char *slash = strrchr(path, '/');
	char *folder = dp_strdup((dp_str){
		path, slash ? (size_t)(slash - path) : strlen(path) });
	int status = slash ? dp_make_folders(folder, err) : 0;

	if (slash && status == 0)
		(void)chmod(folder, S_IRWXU);
	free(folder);
	return status;
}

struct dp_bench *
dp_bench_begin(struct dp_pages *pages, const char *path, const char *journal,
	       struct dp_err *err)
{
	char *whole = whole_path(path);
	struct dp_bench *b = NULL;

	if (make_folder_of(journal, err) == 0)
		b = dp_bench_new(pages, whole, NULL, journal, err);
	free(whole);
	if (b)
		dp_bench_set_source(b, path);
	return b;
}

char *
dp_bench_put_aside(const char *journal, struct dp_err *err)
{
	char *aside = dp_format("%s.old", journal);

	if (rename(journal, aside) == 0)
		return aside;
	(void)dp_fail_errno(err, _("%s cannot be put aside"), journal);
	free(aside);
	return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folders of our own making, removed with all they hold. Links are removed,
 * never followed.
 */
#include <dpipe/base.h>

#include <fts.h>
#include <stdlib.h>
#include <unistd.h>

void
dp_remove_tree(const char *path)
{
	char *copy = dp_strdup(dp_str_c(path));
	char *list[2] = { copy, NULL };
	FTS *tree = fts_open(list, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *e;

	while (tree && (e = fts_read(tree)) != NULL) {
		if (e->fts_info == FTS_D)
			continue;
		if (e->fts_info == FTS_DP || e->fts_info == FTS_DNR)
			(void)rmdir(e->fts_accpath);
		else
			(void)unlink(e->fts_accpath);
	}
	if (tree)
		(void)fts_close(tree);
	free(copy);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder of a test's own, with room for one file that its tests write over
 * and over.
 */
#ifndef DPIPE_TEST_ONE_FILE_H
#define DPIPE_TEST_ONE_FILE_H

#include <stdlib.h>

static char folder[] = "/tmp/dpipe-test-XXXXXX";
static char *file;

static int
one_file_set_up(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	file = dp_path_join(folder, "table.csv");
	return 0;
}

static int
one_file_tear_down(void **state)
{
	(void)state;
	dp_remove_tree(folder);
	free(file);
	return 0;
}

#endif

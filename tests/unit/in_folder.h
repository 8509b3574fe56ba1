/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tests that work in a folder of their own. They take away what they write: it
 * is empty at the end, as operations leave nothing either.
 */
#ifndef DPIPE_TEST_IN_FOLDER_H
#define DPIPE_TEST_IN_FOLDER_H

#include <stdlib.h>
#include <unistd.h>

#include <dpipe/base.h>

static char folder[] = "/tmp/dpipe-test-XXXXXX";

static int
enter_folder(void **state)
{
	(void)state;
	return !mkdtemp(folder) || chdir(folder) != 0;
}

static int
leave_folder(void **state)
{
	(void)state;
	return chdir("/") != 0 || rmdir(folder) != 0;
}

static inline void
write_text(const char *path, const char *text)
{
	struct dp_err err;

	assert_int_equal(dp_write_file(path, text, strlen(text), &err), 0);
}

#endif

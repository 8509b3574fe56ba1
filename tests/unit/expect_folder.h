/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expectations judged in a folder of their own. */
#ifndef TEST_EXPECT_FOLDER_H
#define TEST_EXPECT_FOLDER_H

#include <dpipe/expect.h>

#include <stdlib.h>
#include <unistd.h>

static const char before_csv[] = "id,ville,prix,jour,code\n"
				 "1,Aix,\"1 234,50\",01/02/2024,04112\n"
				 "2,Nice ,\"12,5\",02/02/2024,06088\n"
				 "3,Apt,7,,84003\n"
				 "4,Nice,9,04/02/2024,06088\n";

static char folder[] = "expect-XXXXXX";

static inline void
write_file(const char *name, const char *text)
{
	struct dp_err err = { 0 };
	char *path = dp_path_join(folder, name);

	assert_int_equal(dp_write_file(path, text, strlen(text), &err), 0);
	free(path);
}

static inline int
setup(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	write_file("before.csv", before_csv);
	return 0;
}

static inline int
teardown(void **state)
{
	(void)state;
	dp_remove_tree(folder);
	return 0;
}

/* Judges one predicate on AFTER, a CSV, with a key; V is to be freed. */
static inline struct dp_verdicts
judge(const char *predicate, const char *after, const char *key, bool measure)
{
	struct dp_expect *e = dp_expect_new();
	struct dp_verdicts v = { 0 };
	struct dp_err err = { 0 };
	char *before = dp_path_join(folder, "before.csv");
	struct dp_expect_on on = { .folder = folder,
				   .table = "after.csv",
				   .before = before,
				   .data = folder,
				   .key = dp_str_c(key) };

	write_file("after.csv", after);
	if (dp_expect_add(e, dp_str_c(predicate), "t", 1, measure, &err) != 0 ||
	    dp_expect_judge(e, &on, &v, &err) != 0)
		fail_msg("%s: %s", predicate, err.msg);
	dp_expect_free(e);
	free(before);
	return v;
}

static inline void
holds(const char *predicate, const char *after, const char *key, bool wanted)
{
	struct dp_verdicts v = judge(predicate, after, key, false);

	if (v.at[0].holds != wanted)
		fail_msg("%s %s: measured %.*s", predicate,
			 wanted ? "should hold" : "should not hold",
			 DP_FMT(v.at[0].measured));
	if (!wanted && v.at[0].sentence.n == 0)
		fail_msg("%s says nothing", predicate);
	dp_verdicts_done(&v);
}

#endif

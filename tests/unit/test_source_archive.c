/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Archives: told by their bytes, unpacked, or refused before anything is
 * written.
 */
#include "test.h"

#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <dpipe/source.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/dpipe-test-XXXXXX";
static char *packed, *out;

struct file {
	const char *name, *text, *link;
};

static int
set_up(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	packed = dp_path_join(folder, "packed");
	out = dp_path_join(folder, "out");
	return 0;
}

static int
tear_down(void **state)
{
	char *command = dp_format("rm -rf %s", folder);
	int status = system(command);

	(void)state;
	free(command);
	free(packed);
	free(out);
	return status;
}

/* Writes FILE (ended by name NULL) into packed. */
static void
pack(bool zip, bool gzip, const struct file *file)
{
	struct archive *a = archive_write_new();

	if (zip)
		(void)archive_write_set_format_zip(a);
	else
		(void)archive_write_set_format_pax_restricted(a);
	if (gzip)
		(void)archive_write_add_filter_gzip(a);
	assert_int_equal(archive_write_open_filename(a, packed), ARCHIVE_OK);
	for (; file->name; file++) {
		struct archive_entry *e = archive_entry_new();
		size_t n = file->text ? strlen(file->text) : 0;

		archive_entry_set_pathname(e, file->name);
		archive_entry_set_perm(e, 0644);
		archive_entry_set_filetype(e, file->link ? AE_IFLNK : AE_IFREG);
		if (file->link)
			archive_entry_set_symlink(e, file->link);
		archive_entry_set_size(e, (la_int64_t)n);
		assert_true(archive_write_header(a, e) >= ARCHIVE_WARN);
		if (n)
			assert_int_equal(archive_write_data(a, file->text, n),
					 n);
		archive_entry_free(e);
	}
	assert_int_equal(archive_write_free(a), ARCHIVE_OK);
}

/* Files and folders below out. */
static int
count_out(void)
{
	DIR *d = opendir(out);
	int n = 0;

	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d)) != NULL;)
		n += e->d_name[0] != '.';
	(void)closedir(d);
	return n;
}

static int
unpack(const struct dp_unpack_limits *l, struct dp_members *m,
       struct dp_err *err)
{
	char *command = dp_format("rm -rf %s", out);
	enum dp_archive_kind kind;

	assert_int_equal(system(command), 0);
	free(command);
	memset(m, 0, sizeof *m);
	memset(err, 0, sizeof *err);
	assert_int_equal(dp_make_folders(out, err), 0);
	assert_int_equal(dp_archive_kind(packed, &kind, err), 0);
	assert_int_not_equal(kind, DP_ARCHIVE_NONE);
	return dp_archive_unpack(packed, kind, "inner.csv", out, l, m, err);
}

static void
assert_holds(const char *path, const char *text)
{
	struct dp_buf b = { 0 };
	struct dp_err err = { 0 };
	char *full = dp_path_join(out, path);

	assert_int_equal(dp_read_file(full, 1000000, &b, &err), 0);
	assert_true(dp_str_is(dp_buf_view(&b), text));
	free(full);
	dp_buf_done(&b);
}

static void
test_zip_and_tar(void **state)
{
	static const struct file file[] = { { "a.csv", "a\n1\n", NULL },
					    { "sub/dir/b.csv", "b\n2\n", NULL },
					    { "win\\c.csv", "c\n", NULL },
					    { "__MACOSX/a.csv", "junk", NULL },
					    { "sub/.DS_Store", "junk", NULL },
					    { "empty.csv", "", NULL },
					    { NULL, NULL, NULL } };

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct dp_members m;
		struct dp_err err;

		pack(i == 0, i == 2, file);
		assert_int_equal(unpack(NULL, &m, &err), 0);
		assert_int_equal(m.n, 4);
		assert_int_equal(m.n_skipped, 2);
		assert_holds("a.csv", "a\n1\n");
		assert_holds("sub/dir/b.csv", "b\n2\n");
		assert_holds("win/c.csv", "c\n");
		assert_holds("empty.csv", "");
		dp_members_done(&m);
	}
}

static void
test_gzip_of_one_file(void **state)
{
	struct dp_members m;
	struct dp_err err;
	char *command = dp_format("printf 'a;b\\n1;2\\n' | gzip -n > %s",
				  packed);
	char *nothing = dp_format("printf '' | gzip -n > %s", packed);

	(void)state;
	assert_int_equal(system(command), 0);
	assert_int_equal(unpack(NULL, &m, &err), 0);
	assert_int_equal(m.n, 1);
	assert_string_equal(m.at[0].path, "inner.csv");
	assert_holds("inner.csv", "a;b\n1;2\n");
	dp_members_done(&m);
	assert_int_equal(system(nothing), 0);
	assert_int_equal(unpack(NULL, &m, &err), 0);
	assert_int_equal(m.n, 1);
	assert_holds("inner.csv", "");
	dp_members_done(&m);
	free(command);
	free(nothing);
}

static void
test_names_that_lead_out_are_refused(void **state)
{
	static const struct file evil[][3] = {
		{ { "good.csv", "x", NULL }, { "../out2.csv", "x", NULL } },
		{ { "good.csv", "x", NULL }, { "/tmp/abs.csv", "x", NULL } },
		{ { "good.csv", "x", NULL }, { "a/../../b.csv", "x", NULL } },
		{ { "good.csv", "x", NULL }, { "..\\..\\b.csv", "x", NULL } },
		{ { "good.csv", "x", NULL }, { "C:\\b.csv", "x", NULL } },
		{ { "good.csv", "x", NULL }, { "l", NULL, "/etc/passwd" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof evil / sizeof *evil; i++)
		for (int zip = 0; zip < 2; zip++) {
			struct dp_members m;
			struct dp_err err;

			pack(zip, false, evil[i]);
			assert_int_equal(unpack(NULL, &m, &err), -1);
			assert_int_equal(err.code, DP_EDATA);
			assert_non_null(strstr(err.msg, "refused"));
			assert_int_equal(count_out(), 0);
			dp_members_done(&m);
		}
}

static void
test_limits_hold(void **state)
{
	static const struct file two[] = { { "a", "xxxxxxxxxx", NULL },
					   { "b", "xxxxxxxxxx", NULL },
					   { NULL, NULL, NULL } };
	struct dp_unpack_limits members = { .max_members = 1 };
	struct dp_unpack_limits bytes = { .max_bytes = 15 };
	struct dp_unpack_limits ratio = { .free_bytes = 1000, .max_ratio = 2 };
	struct dp_members m;
	struct dp_err err;
	char *zeros = dp_format("head -c 100000 /dev/zero | gzip -n > %s",
				packed);

	(void)state;
	pack(true, false, two);
	assert_int_equal(unpack(&members, &m, &err), -1);
	assert_int_equal(err.code, DP_ELIMIT);
	dp_members_done(&m);
	assert_int_equal(unpack(&bytes, &m, &err), -1);
	assert_int_equal(err.code, DP_ELIMIT);
	dp_members_done(&m);
	assert_int_equal(system(zeros), 0);
	assert_int_equal(unpack(&ratio, &m, &err), -1);
	assert_int_equal(err.code, DP_ELIMIT);
	assert_non_null(strstr(err.msg, "2 times"));
	assert_int_equal(count_out(), 0);
	dp_members_done(&m);
	free(zeros);
}

static void
test_a_cut_archive_is_an_error(void **state)
{
	static const struct file file[] = {
		{ "a.csv", "some text in it", NULL },
		{ "b.csv", "and more of it here", NULL },
		{ NULL, NULL, NULL }
	};

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct dp_members m;
		struct dp_err err;
		struct stat st;

		pack(i == 0, i == 2, file);
		assert_int_equal(stat(packed, &st), 0);
		assert_int_equal(truncate(packed,
					  i == 1 ? 1030 : st.st_size * 2 / 3),
				 0);
		assert_int_equal(unpack(NULL, &m, &err), -1);
		assert_int_equal(err.code, DP_EDATA);
		dp_members_done(&m);
	}
}

static void
test_files_that_are_no_archive(void **state)
{
	static const struct file xlsx[] = { { "[Content_Types].xml", "<x/>",
					      NULL },
					    { "xl/workbook.xml", "<x/>", NULL },
					    { NULL, NULL, NULL } };
	static const struct file ods[] = { { "mimetype",
					     "application/vnd.oasis", NULL },
					   { "content.xml", "<x/>", NULL },
					   { NULL, NULL, NULL } };
	static const char *const text[] = { "", "P", "a,b\n1,2\n",
					    "PK is a word\n" };
	enum dp_archive_kind kind;
	struct dp_err err = { 0 };

	(void)state;
	pack(true, false, xlsx);
	assert_int_equal(dp_archive_kind(packed, &kind, &err), 0);
	assert_int_equal(kind, DP_ARCHIVE_NONE);
	pack(true, false, ods);
	assert_int_equal(dp_archive_kind(packed, &kind, &err), 0);
	assert_int_equal(kind, DP_ARCHIVE_NONE);
	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		assert_int_equal(dp_write_file(packed, text[i], strlen(text[i]),
					       &err),
				 0);
		assert_int_equal(dp_archive_kind(packed, &kind, &err), 0);
		assert_int_equal(kind, DP_ARCHIVE_NONE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zip_and_tar),
		cmocka_unit_test(test_gzip_of_one_file),
		cmocka_unit_test(test_names_that_lead_out_are_refused),
		cmocka_unit_test(test_limits_hold),
		cmocka_unit_test(test_a_cut_archive_is_an_error),
		cmocka_unit_test(test_files_that_are_no_archive),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Getting files: kept as they came with their story, recognised when they
 * come again, and nothing left behind when they do not come whole.
 */
#include "test.h"

#include <dirent.h>
#include <dpipe/source.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "httpd.h"

#define TABLE \
	"nom;entr\xc3\xa9" \
	"es\nLe Rio;12\n"

static struct httpd *server;
static unsigned port;
static char folder[] = "/tmp/dpipe-test-XXXXXX";
static char *raw;

static void
shell(const char *fmt, ...)
{
	struct dp_buf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	dp_buf_format(&b, "cd %s && ", folder);
	dp_buf_vformat(&b, fmt, ap);
	va_end(ap);
	dp_buf_char(&b, '\0');
	assert_int_equal(system(b.p), 0);
	dp_buf_done(&b);
}

static int
set_up(void **state)
{
	(void)state;
	(void)setenv("no_proxy", "*", 1);
	(void)setenv("SOURCE_DATE_EPOCH", "1709452800", 1);
	if (!mkdtemp(folder))
		return -1;
	raw = dp_path_join(folder, "raw");
	server = httpd_start(folder, &port);
	return server ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	httpd_stop(server);
	shell("cd / && rm -rf %s", folder);
	free(raw);
	return 0;
}

/* A fresh folder with the table a.csv in it, and no raw files. */
static int
start(void **state)
{
	(void)state;
	shell("rm -rf raw *.csv *.gz *.tar *.tgz in");
	shell("printf 'nom;entr\\303\\251es\\nLe Rio;12\\n' > a.csv");
	return 0;
}

static int
get(const struct dp_acquire *with, const char *what, struct dp_acquired *a,
    struct dp_err *err)
{
	struct dp_acquire q = { 0 };
	char *full;
	int status;

	if (with)
		q = *with;
	full = what[0] == '/' ? dp_format("http://127.0.0.1:%u%s", port, what) :
				dp_path_join(folder, what);
	q.what = full;
	q.into = raw;
	q.http.stall_seconds = 1;
	memset(a, 0, sizeof *a);
	memset(err, 0, sizeof *err);
	status = dp_source_acquire(&q, a, err);
	free(full);
	return status;
}

/* Names in raw, hidden ones too, sorted, separated by spaces. */
static const char *
listing(void)
{
	static char text[2000];
	char *command = dp_format("cd %s && find . -type f 2>/dev/null | "
				  "LC_ALL=C sort | sed 's,^\\./,,'",
				  raw);
	FILE *f = popen(command, "r");
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, sizeof text - 1, f);
	text[n] = '\0';
	(void)pclose(f);
	for (size_t i = 0; i < n; i++)
		if (text[i] == '\n')
			text[i] = ' ';
	free(command);
	return text;
}

static void
assert_raw(const char *name, const char *text)
{
	char *path = dp_path_join(raw, name);
	struct dp_buf b = { 0 };
	struct dp_err err = { 0 };
	struct stat st;

	assert_int_equal(dp_read_file(path, 100000, &b, &err), 0);
	assert_true(dp_str_is(dp_buf_view(&b), text));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0444);
	dp_buf_done(&b);
	free(path);
}

static void
read_story(const char *name, struct dp_provenance *p)
{
	char *path = dp_path_join(raw, name);
	struct dp_err err = { 0 };

	assert_int_equal(dp_provenance_read(p, path, &err), 0);
	free(path);
}

static void
test_a_file_of_the_web(void **state)
{
	struct dp_acquire q = { .licence = "odbl", .command = "dpipe get x" };
	struct dp_acquired a;
	struct dp_err err;

	(void)state;
	assert_int_equal(get(&q, "/redirect/2/file/a.csv", &a, &err), 0);
	assert_string_equal(listing(), "a.csv a.csv.provenance ");
	assert_raw("a.csv", TABLE);
	assert_false(a.same || a.html || a.empty || a.taken);
	dp_acquired_done(&a);

	read_story("a.csv", &a.origin);
	assert_true(dp_str_is(a.origin.etag, "\"v1\""));
	assert_true(dp_str_is(a.origin.date, "2024-03-03T08:00:00Z"));
	assert_true(dp_str_is(a.origin.licence, "odbl"));
	assert_true(dp_str_is(a.origin.last_modified,
			      "Sun, 03 Mar 2024 10:00:00 GMT"));
	assert_int_equal(a.origin.n_redirects, 2);
	assert_int_equal(a.origin.bytes, strlen(TABLE));
	dp_provenance_done(&a.origin);
}

static void
test_the_same_again_changes_nothing(void **state)
{
	struct dp_acquired a;
	struct dp_err err;

	(void)state;
	assert_int_equal(get(NULL, "a.csv", &a, &err), 0);
	dp_acquired_done(&a);
	shell("cp a.csv b.csv");
	assert_int_equal(get(NULL, "b.csv", &a, &err), 0);
	assert_true(a.same);
	assert_string_equal(dp_path_base(a.file[0].path), "a.csv");
	dp_acquired_done(&a);
	assert_string_equal(listing(), "a.csv a.csv.provenance ");
}

static void
test_another_content_gets_another_name(void **state)
{
	struct dp_acquire named = { .name = "a.csv" };
	struct dp_acquired a;
	struct dp_err err;

	(void)state;
	assert_int_equal(get(NULL, "a.csv", &a, &err), 0);
	dp_acquired_done(&a);
	shell("printf 'x\\n' > a.csv");
	assert_int_equal(get(&named, "a.csv", &a, &err), -1);
	assert_int_equal(err.code, DP_EUSAGE);
	dp_acquired_done(&a);
	assert_string_equal(listing(), "a.csv a.csv.provenance ");
	assert_int_equal(get(NULL, "a.csv", &a, &err), 0);
	assert_true(a.taken);
	assert_raw("a-2.csv", "x\n");
	assert_raw("a.csv", TABLE);
	dp_acquired_done(&a);
}

/* It is said, and nothing is written beside it; it proves not itself. */
static void
test_an_altered_raw_file_is_told(void **state)
{
	struct dp_acquire again = { .restore = true };
	struct dp_acquire named = { .name = "a.csv" };
	struct dp_acquired a;
	struct dp_err err;

	(void)state;
	assert_int_equal(get(NULL, "a.csv", &a, &err), 0);
	dp_acquired_done(&a);
	shell("chmod 644 raw/a.csv && echo more >> raw/a.csv");
	assert_int_equal(get(NULL, "raw/a.csv", &a, &err), -1);
	dp_acquired_done(&a);
	assert_int_equal(get(&again, "raw/a.csv", &a, &err), -1);
	dp_acquired_done(&a);
	for (int i = 0; i < 2; i++) {
		/* the file that was got, then a newer one in its way */
		assert_int_equal(get(i ? &named : NULL, "a.csv", &a, &err), -1);
		assert_int_equal(err.code, DP_EDATA);
		assert_non_null(strstr(err.msg, "raw/a.csv has been altered"));
		dp_acquired_done(&a);
		assert_string_equal(listing(), "a.csv a.csv.provenance ");
		shell("grep -q more raw/a.csv && echo 1 >> a.csv");
	}
}

static void
test_an_altered_raw_file_is_put_aside(void **state)
{
	struct dp_acquire again = { .restore = true };
	struct dp_acquired a;
	struct dp_err err;

	(void)state;
	assert_int_equal(get(NULL, "a.csv", &a, &err), 0);
	dp_acquired_done(&a);
	shell("cp -p raw/a.csv.provenance story");
	shell("chmod 644 raw/a.csv && echo more >> raw/a.csv");
	assert_int_equal(get(&again, "a.csv", &a, &err), 0);
	assert_false(a.same || a.taken);
	assert_int_equal(a.n_aside, 1);
	dp_acquired_done(&a);
	assert_raw("a.csv", TABLE);
	shell("cmp story raw/a.csv.provenance");
	shell("grep -q more raw/a-altered.csv");
	/* a newer one, and another altered file */
	shell("chmod 644 raw/a.csv && echo more >> raw/a.csv");
	shell("printf 'x\\n' > a.csv");
	assert_int_equal(get(&again, "a.csv", &a, &err), 0);
	dp_acquired_done(&a);
	assert_raw("a.csv", "x\n");
	assert_string_equal(listing(), "a-altered-2.csv a-altered.csv a.csv "
				       "a.csv.provenance ");
	/* nothing is altered: nothing is put aside */
	shell("printf 'y\\n' > a.csv");
	assert_int_equal(get(&again, "a.csv", &a, &err), 0);
	assert_true(a.taken && a.n_aside == 0);
	dp_acquired_done(&a);
	assert_raw("a-2.csv", "y\n");
}

/* What cannot be got leaves the altered file in its place. */
static void
test_putting_aside_is_undone(void **state)
{
	struct dp_acquire again = { .restore = true, .name = "b.csv" };
	struct dp_acquired a;
	struct dp_err err;

	(void)state;
	shell("printf 'x\\n' > b.csv && gzip -nk a.csv");
	assert_int_equal(get(NULL, "a.csv.gz", &a, &err), 0);
	dp_acquired_done(&a);
	assert_int_equal(get(NULL, "b.csv", &a, &err), 0);
	dp_acquired_done(&a);
	/* the archive is put aside, then its member finds its name taken */
	shell("chmod 644 raw/a.csv.gz && echo more >> raw/a.csv.gz && "
	      "rm raw/a.csv.gz.provenance raw/a.csv.provenance");
	shell("printf 'provenance: 1\\nsha256: %%064d\\n' 1 "
	      "> raw/a.csv.gz.provenance");
	assert_int_equal(get(&again, "a.csv.gz", &a, &err), -1);
	assert_int_equal(err.code, DP_EUSAGE);
	dp_acquired_done(&a);
	shell("tail -c 5 raw/a.csv.gz | grep -q more");
	assert_string_equal(listing(), "a.csv a.csv.gz a.csv.gz.provenance "
				       "b.csv b.csv.provenance ");
}

static void
test_a_file_put_there_by_hand_is_adopted(void **state)
{
	struct dp_acquired a;
	struct dp_err err;

	(void)state;
	shell("mkdir raw && cp a.csv raw/");
	assert_int_equal(get(NULL, "raw/a.csv", &a, &err), 0);
	assert_string_equal(listing(), "a.csv a.csv.provenance ");
	assert_raw("a.csv", TABLE);
	dp_acquired_done(&a);
}

static void
test_failures_leave_nothing(void **state)
{
	static const char *const what[] = { "/cut", "/stall", "/status/404",
					    "/loop", "nowhere.csv" };

	(void)state;
	for (size_t i = 0; i < sizeof what / sizeof *what; i++) {
		struct dp_acquired a;
		struct dp_err err;

		assert_int_equal(get(NULL, what[i], &a, &err), -1);
		assert_true(err.msg[0] != '\0');
		dp_acquired_done(&a);
		assert_false(dp_exists(raw));
	}
	/* among other raw files too */
	for (size_t i = 0; i < sizeof what / sizeof *what; i++) {
		struct dp_acquired a;
		struct dp_err err;

		shell("mkdir -p raw && echo 1 > raw/mine.csv");
		assert_int_equal(get(NULL, what[i], &a, &err), -1);
		dp_acquired_done(&a);
		assert_string_equal(listing(), "mine.csv ");
	}
}

static void
test_pages_and_nothing_are_told(void **state)
{
	struct dp_acquired a;
	struct dp_err err;

	(void)state;
	assert_int_equal(get(NULL, "/page.csv", &a, &err), 0);
	assert_true(a.html);
	dp_acquired_done(&a);
	assert_int_equal(get(NULL, "/empty.csv", &a, &err), 0);
	assert_true(a.empty);
	dp_acquired_done(&a);
}

static void
test_names_and_licences_of_servers(void **state)
{
	struct dp_acquired a;
	struct dp_err err;

	(void)state;
	assert_int_equal(get(NULL, "/named", &a, &err), 0);
	assert_true(dp_str_is(a.origin.licence,
			      "https://www.example.org/licence"));
	dp_acquired_done(&a);
	assert_raw("cinémas.csv", "a,b\n1,2\n");
}

static void
test_gzip_keeps_both(void **state)
{
	struct dp_acquired a;
	struct dp_err err;

	(void)state;
	shell("gzip -nk a.csv");
	assert_int_equal(get(NULL, "a.csv.gz", &a, &err), 0);
	assert_int_equal(a.n, 2);
	assert_string_equal(listing(), "a.csv a.csv.gz a.csv.gz.provenance "
				       "a.csv.provenance ");
	assert_raw("a.csv", TABLE);
	dp_acquired_done(&a);
	read_story("a.csv", &a.origin);
	assert_true(dp_str_is(a.origin.archive, "a.csv.gz"));
	assert_int_equal(a.origin.archive_sha256.n, 64);
	dp_provenance_done(&a.origin);

	assert_int_equal(get(NULL, "a.csv.gz", &a, &err), 0);
	assert_true(a.same);
	assert_int_equal(a.n, 2);
	assert_null(a.file[0].member);
	dp_acquired_done(&a);
	/* a member gone: it comes back */
	shell("rm -f raw/a.csv");
	assert_int_equal(get(NULL, "a.csv.gz", &a, &err), 0);
	assert_false(a.same);
	assert_raw("a.csv", TABLE);
	assert_string_equal(listing(), "a.csv a.csv.gz a.csv.gz.provenance "
				       "a.csv.provenance ");
	dp_acquired_done(&a);
}

static void
test_archives_of_one_and_of_several(void **state)
{
	struct dp_acquire named = { .name = "rio.csv" }, again = { 0 };
	struct dp_acquired a;
	struct dp_err err;

	(void)state;
	shell("mkdir in && cp a.csv in/ && tar czf one.tgz in/a.csv");
	assert_int_equal(get(&named, "one.tgz", &a, &err), 0);
	assert_string_equal(listing(), "one.tgz one.tgz.provenance rio.csv "
				       "rio.csv.provenance ");
	assert_string_equal(a.file[1].member, "in/a.csv");
	dp_acquired_done(&a);
	shell("rm -rf raw && echo b > in/b.csv && tar cf two.tar in");
	assert_int_equal(get(NULL, "two.tar", &a, &err), 0);
	assert_string_equal(listing(),
			    "two.tar two.tar.provenance "
			    "two/in/a.csv two/in/a.csv.provenance two/in/b.csv "
			    "two/in/b.csv.provenance ");
	assert_raw("two/in/b.csv", "b\n");
	dp_acquired_done(&a);
	assert_int_equal(get(NULL, "two.tar", &a, &err), 0);
	assert_true(a.same);
	assert_int_equal(a.n, 3);
	dp_acquired_done(&a);
	/* what of it is gone or altered comes back in its place */
	again.restore = true;
	shell("rm -r raw/two/in/a.csv raw/two.tar && "
	      "chmod 644 raw/two/in/b.csv && echo more >> raw/two/in/b.csv");
	assert_int_equal(get(NULL, "two.tar", &a, &err), -1);
	assert_non_null(strstr(err.msg, "raw/two/in/b.csv has been altered"));
	dp_acquired_done(&a);
	assert_int_equal(get(&again, "two.tar", &a, &err), 0);
	assert_false(a.same);
	assert_int_equal(a.n, 3);
	assert_null(a.file[0].member);
	assert_string_equal(listing(),
			    "two.tar two.tar.provenance two/in/a.csv "
			    "two/in/a.csv.provenance two/in/b-altered.csv "
			    "two/in/b.csv two/in/b.csv.provenance ");
	assert_raw("two/in/a.csv", TABLE);
	assert_raw("two/in/b.csv", "b\n");
	dp_acquired_done(&a);
}

static void
test_a_hostile_archive_leaves_nothing(void **state)
{
	struct dp_acquired a;
	struct dp_err err;

	(void)state;
	shell("tar cPf evil.tar ../../etc/hostname 2>/dev/null || "
	      "tar cPf evil.tar %s/a.csv",
	      folder);
	assert_int_equal(get(NULL, "evil.tar", &a, &err), -1);
	assert_int_equal(err.code, DP_EDATA);
	dp_acquired_done(&a);
	assert_false(dp_exists(raw));
}

#define TEST(name) cmocka_unit_test_setup(name, start)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_file_of_the_web),
		TEST(test_the_same_again_changes_nothing),
		TEST(test_another_content_gets_another_name),
		TEST(test_an_altered_raw_file_is_told),
		TEST(test_an_altered_raw_file_is_put_aside),
		TEST(test_putting_aside_is_undone),
		TEST(test_a_file_put_there_by_hand_is_adopted),
		TEST(test_failures_leave_nothing),
		TEST(test_pages_and_nothing_are_told),
		TEST(test_names_and_licences_of_servers),
		TEST(test_gzip_keeps_both),
		TEST(test_archives_of_one_and_of_several),
		TEST(test_a_hostile_archive_leaves_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}

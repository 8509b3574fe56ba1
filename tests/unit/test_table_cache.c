/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The index of a file that is kept: with it the same rows are there without
 * reading the file through; it never speaks for other bytes.
 */
#include "test.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "pages_read.h"

#define ROWS 30000

struct kept {
	char *file, *folder, *index; /* index: the one that was written */
};

static void
write_rows(const char *path, const char *town)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	(void)fputs("n,town\n", f);
	for (int i = 0; i < ROWS; i++)
		(void)fprintf(f, "%05d,%s\n", i, town);
	assert_int_equal(fclose(f), 0);
}

/* Opens it; what its index takes of the counting: bytes read for it. */
static struct dp_pages *
open_kept(const struct kept *k, uint64_t least)
{
	struct dp_err err = { 0 };
	struct dp_read_opts o;
	struct dp_pages *p;

	dp_read_opts_init(&o);
	p = dp_pages_open_cached(k->file, &o, k->folder, least, &err);
	assert_non_null(p);
	return p;
}

/* All rows of it, and what it said of itself. */
static void
read_all(const struct kept *k, uint64_t least, struct dp_buf *out)
{
	struct dp_pages *p = open_kept(k, least);
	struct dp_view *v = dp_view_new(p, NULL, NULL);
	struct dp_pages_state now;

	out->n = 0;
	assert_true(pages_text(p, v, 100, out));
	pages_count(p, &now);
	assert_true(now.counted);
	assert_int_equal(now.n_rows, ROWS);
	assert_int_equal(now.done_bytes, now.total_bytes);
	dp_view_free(v);
	dp_pages_close(p);
}

static char *
only_file(const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	char *path = NULL;

	while (d && (e = readdir(d)))
		if (e->d_name[0] != '.') {
			assert_null(path);
			path = dp_path_join(folder, e->d_name);
		}
	if (d)
		(void)closedir(d);
	return path;
}

static void
start(struct kept *k)
{
	k->file = text_file((dp_str){ "", 0 });
	k->folder = dp_format("%s.index", k->file);
	k->index = NULL;
	write_rows(k->file, "Marseille");
}

static void
stop(struct kept *k)
{
	if (k->index)
		(void)unlink(k->index);
	(void)rmdir(k->folder);
	(void)unlink(k->file);
	free(k->index);
	free(k->folder);
	free(k->file);
}

static time_t
written_at(const struct kept *k)
{
	struct stat st;

	assert_int_equal(stat(k->index, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	return st.st_mtim.tv_nsec;
}

static void
test_kept(void **state)
{
	struct dp_buf first = { 0 }, again = { 0 };
	struct kept k;
	time_t then;

	(void)state;
	start(&k);
	read_all(&k, 0, &first);
	k.index = only_file(k.folder);
	assert_non_null(k.index);
	then = written_at(&k);
	read_all(&k, 0, &again);
	assert_true(dp_str_eq(dp_buf_view(&first), dp_buf_view(&again)));
	/* it was used: nothing wrote it anew */
	assert_int_equal(written_at(&k), then);
	stop(&k);
	dp_buf_done(&first);
	dp_buf_done(&again);
}

/* A small file, or no folder: nothing is kept. */
static void
test_not_kept(void **state)
{
	struct dp_buf b = { 0 };
	struct kept k;

	(void)state;
	start(&k);
	read_all(&k, 1u << 30, &b);
	assert_null(only_file(k.folder));
	stop(&k);
	dp_buf_done(&b);
}

/* Other bytes of the same size: the edges, or the time, tell. */
static void
test_changed(void **state)
{
	struct dp_buf first = { 0 }, again = { 0 };
	struct timespec times[2];
	struct stat st;
	struct kept k;

	(void)state;
	start(&k);
	read_all(&k, 0, &first);
	k.index = only_file(k.folder);
	assert_int_equal(stat(k.file, &st), 0);
	write_rows(k.file, "MARSEILLE");
	times[0] = st.st_atim;
	times[1] = st.st_mtim;
	assert_int_equal(utimensat(AT_FDCWD, k.file, times, 0), 0);
	read_all(&k, 0, &again);
	assert_false(dp_str_eq(dp_buf_view(&first), dp_buf_view(&again)));
	assert_true(dp_str_search(dp_buf_view(&again), DP_S("MARSEILLE")) > 0);
	stop(&k);
	dp_buf_done(&first);
	dp_buf_done(&again);
}

/* An index with a byte changed anywhere, or cut, is passed over. */
static void
test_damaged(void **state)
{
	struct dp_buf first = { 0 }, again = { 0 }, index = { 0 };
	struct dp_err err = { 0 };
	struct kept k;

	(void)state;
	start(&k);
	read_all(&k, 0, &first);
	k.index = only_file(k.folder);
	assert_int_equal(dp_read_file(k.index, 1u << 20, &index, &err), 0);
	for (size_t at = 0; at <= index.n; at += index.n / 12) {
		FILE *f = fopen(k.index, "w");

		assert_non_null(f);
		if (at < index.n)
			index.p[at] ^= 1;
		(void)fwrite(index.p, 1, at % 2 ? at : index.n, f);
		assert_int_equal(fclose(f), 0);
		if (at < index.n)
			index.p[at] ^= 1;
		read_all(&k, 0, &again);
		assert_true(dp_str_eq(dp_buf_view(&first),
				      dp_buf_view(&again)));
	}
	stop(&k);
	dp_buf_done(&first);
	dp_buf_done(&again);
	dp_buf_done(&index);
}

/* The folder does not grow for ever. */
static void
test_room(void **state)
{
	struct dp_buf b = { 0 };
	struct kept k;
	size_t n = 0;

	(void)state;
	start(&k);
	read_all(&k, 0, &b);
	k.index = only_file(k.folder);
	for (int i = 0; i < 40; i++) {
		char *path = dp_format("%s/old-%d", k.folder, i);
		FILE *f = fopen(path, "w");

		if (f)
			(void)fclose(f);
		free(path);
	}
	for (int i = 0; i < 40; i++) {
		(void)unlink(k.index);
		read_all(&k, 0, &b);
	}
	for (int i = 0; i < 40; i++) {
		char *path = dp_format("%s/old-%d", k.folder, i);

		n += unlink(path) == 0;
		free(path);
	}
	assert_true(n < 16);
	stop(&k);
	dp_buf_done(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kept),    cmocka_unit_test(test_not_kept),
		cmocka_unit_test(test_changed), cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_room),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sidecars: what is written is read back, whatever servers and recipes hold.
 */
#include "test.h"

#include <dpipe/source.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_round_trip(void **state)
{
	struct dp_provenance p = { 0 }, back = { 0 };
	struct dp_buf text = { 0 }, again = { 0 };
	struct dp_provenance_step *step;
	struct dp_activity *a;
	struct dp_err err = { 0 };

	(void)state;
	(void)setenv("SOURCE_DATE_EPOCH", "1709452800", 1);
	p.title = dp_keep(&p.text, DP_S("Cinémas: les entrées"));
	p.asked = dp_keep(&p.text, DP_S("https://example.org/a b.csv"));
	p.etag = dp_keep(&p.text, DP_S("W/\"x\r\ninjected: yes\""));
	p.content_type = dp_keep(&p.text, DP_S("text/caf\xe9"));
	p.sha256 = dp_keep(&p.text, DP_S("abc"));
	p.bytes = 18446744073709551615u / 4;
	p.status = 200;
	dp_provenance_redirect(&p, DP_S("http://a.example/1"));
	dp_provenance_redirect(&p, DP_S("http://a.example/2"));
	a = dp_provenance_activity(&p, "clean", "dpipe clean 'x y'");
	dp_activity_input(&p, a, DP_S("raw/my file.csv"), DP_S("abc"));
	dp_activity_input(&p, a, DP_S("other.csv"), (dp_str){ NULL, 0 });
	a->in_rows = 202;
	a->out_rows = 200;
	step = dp_activity_step(&p, a, DP_S("drop isBlank(nom)"));
	step->dropped_rows = 2;
	dp_activity_step(&p, a, DP_S("edit nom:\n# \"a\" -> b\nactivity: no"));
	dp_provenance_render(&p, &text);
	assert_int_equal(dp_str_search(dp_buf_view(&text), DP_S("\ninjected")),
			 -1);

	assert_int_equal(dp_provenance_parse(&back, dp_buf_view(&text), &err),
			 0);
	assert_true(dp_str_eq(back.title, p.title));
	assert_true(dp_str_is(back.content_type, "text/café"));
	assert_int_equal(back.n_redirects, 2);
	assert_int_equal(back.bytes, p.bytes);
	assert_int_equal(back.status, 200);
	assert_int_equal(back.n_activities, 1);
	a = &back.activity[0];
	assert_true(dp_str_is(a->name, "clean"));
	assert_true(dp_str_is(a->date, "2024-03-03T08:00:00Z"));
	assert_int_equal(a->n_inputs, 2);
	assert_true(dp_str_is(a->input[0].path, "raw/my file.csv"));
	assert_null(a->input[1].sha256.p);
	assert_int_equal(a->out_rows, 200);
	assert_int_equal(a->dropped_rows, -1);
	assert_int_equal(a->n_steps, 2);
	assert_int_equal(a->step[0].dropped_rows, 2);
	assert_int_equal(a->step[0].in_rows, -1);
	assert_true(dp_str_is(a->step[1].line,
			      "edit nom:\n# \"a\" -> b\nactivity: no"));

	dp_provenance_render(&back, &again);
	assert_true(dp_str_eq(dp_buf_view(&text), dp_buf_view(&again)));
	dp_buf_done(&text);
	dp_buf_done(&again);
	dp_provenance_done(&p);
	dp_provenance_done(&back);
}

static void
test_written_beside_the_file(void **state)
{
	char folder[] = "/tmp/dpipe-test-XXXXXX";
	struct dp_provenance p = { 0 }, back = { 0 };
	struct dp_err err = { 0 };
	char *file, *sidecar;

	(void)state;
	assert_non_null(mkdtemp(folder));
	file = dp_path_join(folder, "a.csv");
	sidecar = dp_provenance_path(file);
	assert_int_equal(dp_provenance_read(&back, file, &err), -1);
	assert_int_equal(err.code, DP_ENOTFOUND);
	assert_int_equal(dp_write_file(file, "a\n1\n", 4, &err), 0);
	assert_int_equal(dp_provenance_write(&p, file, &err), 0);
	assert_int_equal(dp_provenance_read(&back, sidecar, &err), 0);
	assert_true(dp_str_is(back.file, "a.csv"));
	assert_int_equal(back.bytes, 4);
	assert_int_equal(back.sha256.n, 64);
	dp_provenance_done(&p);
	dp_provenance_done(&back);
	(void)unlink(file);
	(void)unlink(sidecar);
	assert_int_equal(rmdir(folder), 0);
	free(sidecar);
	free(file);
}

static void
test_other_texts_are_refused(void **state)
{
	static const char *const bad[] = { "", "# only a comment\n",
					   "title: x\n",
					   "provenance: 1\nnonsense\n" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct dp_provenance p = { 0 };
		struct dp_err err = { 0 };

		assert_int_equal(dp_provenance_parse(&p, dp_str_c(bad[i]),
						     &err),
				 -1);
		assert_int_equal(err.code, DP_EDATA);
		dp_provenance_done(&p);
	}
}

static void
test_unknown_keys_are_skipped(void **state)
{
	struct dp_provenance p = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(
		dp_provenance_parse(&p,
				    DP_S("provenance: 2\nmood: good\nstatus: "
					 "many\nbytes: -4\n"
					 "file: a\nactivity: x\nmood: "
					 "bad\nstep-rows: in=1\n"),
				    &err),
		0);
	assert_true(dp_str_is(p.file, "a"));
	assert_int_equal(p.status, 0);
	assert_int_equal(p.bytes, 0);
	dp_provenance_done(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_written_beside_the_file),
		cmocka_unit_test(test_other_texts_are_refused),
		cmocka_unit_test(test_unknown_keys_are_skipped),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

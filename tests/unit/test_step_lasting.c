/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of a workbench that work for minutes on what they have read. */
#include "test.h"

#include <dpipe/workbench.h>

#include "jobs.h"

/* Sentences alike enough to be compared, and not near: it takes minutes. */
static void
make_sentences(struct dp_buf *text)
{
	uint32_t x = 3;

	dp_buf_c(text, "objet\n");
	for (unsigned i = 0; i < 6000; i++) {
		dp_buf_c(text, "subvention de fonctionnement de l'association");
		for (unsigned k = 0; k < 28; k++) {
			x = x * 1664525 + 1013904223;
			dp_buf_char(text,
				    k % 7 ? (char)('a' + (x >> 8) % 26) : ' ');
		}
		dp_buf_char(text, '\n');
	}
}

/* What nobody waits for stops: a trial, one behind it, and what is shown. */
static void
test_long_work_stops(void **state)
{
	static const char step[] = "cluster objet method=ppm radius=2";
	struct dp_buf text = { 0 };
	struct dp_trial t = { 0 };
	struct dp_job_state s;
	struct dp_bench *b;
	struct dp_shown *shown;
	struct dp_job *j;
	struct open o;

	(void)state;
	make_sentences(&text);
	open_text(&o, dp_buf_view(&text));
	b = dp_bench_new(o.p, "objets.csv", NULL, NULL, &o.err);
	assert_non_null(b);
	j = dp_trial_start(b, dp_str_c(step), 10, &o.err);
	assert_non_null(j);
	/* until it has read all, and says why it goes on */
	do {
		assert_true(pages_wait(o.p));
		dp_trial_get(j, &t);
		dp_job_look(j, &s);
	} while (s.status < DP_JOB_DONE && !t.lasting.p);
	assert_int_equal(s.status, DP_JOB_RUNNING);
	assert_true(dp_str_search(t.lasting, DP_S("6,000")) > 0);
	dp_job_cancel(j);
	assert_int_equal(wait_for(&o, j), DP_JOB_CANCELLED);
	dp_job_free(j);
	shown = dp_bench_show(b, 0, dp_str_c(step), &o.err);
	assert_non_null(shown);
	dp_shown_free(shown);
	assert_int_equal(dp_bench_apply(b, dp_str_c(step), NULL, &o.err), 0);
	j = dp_trial_start(b, DP_S("trim *"), 10, &o.err);
	dp_job_cancel(j);
	assert_int_equal(wait_for(&o, j), DP_JOB_CANCELLED);
	dp_job_free(j);
	dp_trial_done(&t);
	dp_bench_free(b);
	close_table(&o);
	dp_buf_done(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_long_work_stops),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

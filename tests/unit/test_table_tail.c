/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pipe that says little and waits: what came is shown, nobody waits for the
 * rest, and the rows are those of the whole in the end.
 */
#include "test.h"

#include <fcntl.h>

#include "pages_read.h"

/* A pipe on standard input, and a table over it. */
struct slow {
	int kept, to; /* standard input as it was; where the pipe is filled */
	struct dp_opening *opening;
	struct dp_pages *pages;
	struct dp_view *view;
};

static void
say(const struct slow *s, const char *text)
{
	size_t n = strlen(text);

	assert_int_equal(write(s->to, text, n), n);
}

static void
start(struct slow *s)
{
	struct dp_err err = { 0 };
	struct dp_read_opts o;
	int end[2];

	memset(s, 0, sizeof *s);
	s->kept = dup(STDIN_FILENO);
	assert_int_equal(pipe(end), 0);
	s->to = end[1];
	assert_int_equal(dup2(end[0], STDIN_FILENO), STDIN_FILENO);
	(void)close(end[0]);
	dp_read_opts_init(&o);
	s->opening = dp_opening_start("-", &o, &err);
	assert_non_null(s->opening);
}

/* 1 open, 0 not within MS milliseconds, -1 failed. */
static int
wait_open(struct slow *s, int ms, struct dp_err *err)
{
	struct pollfd fd = { dp_opening_fd(s->opening), POLLIN, 0 };
	int status;

	(void)poll(&fd, 1, ms);
	status = dp_opening_take(s->opening, &s->pages, err);
	if (status == 1)
		s->view = dp_view_new(s->pages, NULL, NULL);
	return status;
}

static void
stop(struct slow *s)
{
	if (s->to >= 0)
		(void)close(s->to);
	dp_opening_free(s->opening);
	if (s->view)
		dp_view_free(s->view);
	dp_pages_close(s->pages);
	(void)dup2(s->kept, STDIN_FILENO);
	(void)close(s->kept);
}

/* Waits for N rows that are there, the last one's first cell being LAST. */
static void
assert_rows(struct slow *s, uint64_t n, const char *last)
{
	uint64_t first = n > 9 ? n - 9 : 0;
	struct dp_window w = { 0 };
	bool exact;

	for (;;) {
		uint64_t rows = dp_view_rows(s->view, &exact);

		dp_view_get(s->view, first, (size_t)(n - first), &w);
		if (rows == n && w.n == n - first && w.n_missing == 0)
			break;
		if (!pages_wait(s->pages))
			fail_msg("%d rows of %d", (int)rows, (int)n);
	}
	assert_int_equal(w.err.code, DP_OK);
	if (!dp_str_is(dp_cell_str(&w.at[w.n - 1].cell[0]), last))
		fail_msg("%.*s, not %s",
			 DP_FMT(dp_cell_str(&w.at[w.n - 1].cell[0])), last);
	dp_window_done(&w);
}

static void
assert_exact(struct slow *s, bool wanted)
{
	bool exact;

	(void)dp_view_rows(s->view, &exact);
	assert_int_equal(exact, wanted);
}

static void
test_rows_while_it_flows(void **state)
{
	struct dp_err err = { 0 };
	struct slow s;

	(void)state;
	start(&s);
	say(&s, "ville;n\n");
	assert_int_equal(wait_open(&s, 50, &err), 0);
	say(&s, "Apt;1\n");
	assert_int_equal(wait_open(&s, 10000, &err), 1);
	assert_rows(&s, 1, "Apt");
	assert_exact(&s, false);
	say(&s, "Gap;2\nNi"); /* a line that has not ended is no row yet */
	assert_rows(&s, 2, "Gap");
	say(&s, "ce;3\n");
	assert_rows(&s, 3, "Nice");
	assert_exact(&s, false);
	say(&s, "Digne;4");
	(void)close(s.to);
	s.to = -1;
	assert_rows(&s, 4, "Digne");
	while (!dp_pages_enough(s.pages) && pages_wait(s.pages)) {
		bool exact;

		(void)dp_view_rows(s.view, &exact);
		if (exact)
			break;
	}
	assert_exact(&s, true);
	stop(&s);
}

/* Many rows, then silence: those of whole pages and those behind them. */
static void
test_pages_and_tail(void **state)
{
	struct dp_err err = { 0 };
	struct dp_buf text = { 0 };
	struct slow s;

	(void)state;
	start(&s);
	(void)fcntl(s.to, F_SETPIPE_SZ, 1 << 20);
	dp_buf_c(&text, "n,town\n");
	for (unsigned i = 1; i <= 20000; i++)
		dp_buf_format(&text, "%u,Marseille\n", i);
	dp_buf_char(&text, '\0');
	say(&s, text.p);
	assert_int_equal(wait_open(&s, 10000, &err), 1);
	assert_rows(&s, 20000, "20000");
	say(&s, "20001,Apt\n");
	assert_rows(&s, 20001, "20001");
	stop(&s);
	dp_buf_done(&text);
}

static void
test_enough(void **state)
{
	struct dp_err err = { 0 };
	struct dp_pages_state now;
	struct slow s;

	(void)state;
	start(&s);
	say(&s, "a,b\n1,2\n3,4\n5");
	assert_int_equal(wait_open(&s, 10000, &err), 1);
	assert_true(dp_pages_enough(s.pages));
	pages_count(s.pages, &now);
	assert_true(now.counted);
	assert_int_equal(now.copy, DP_PAGES_COPY_PIPE);
	assert_rows(&s, 2, "3");
	assert_false(dp_pages_enough(s.pages));
	stop(&s);
}

static void
test_given_up(void **state)
{
	struct dp_err err = { 0 };
	struct slow s;

	(void)state;
	start(&s); /* nothing ever comes */
	assert_int_equal(wait_open(&s, 0, &err), 0);
	stop(&s);
	start(&s); /* a header, and nothing more */
	say(&s, "a,b\n");
	assert_int_equal(wait_open(&s, 20, &err), 0);
	stop(&s);
	start(&s); /* it closes at once: a table of nothing is none */
	(void)close(s.to);
	s.to = -1;
	(void)wait_open(&s, 10000, &err);
	assert_true(!s.pages || dp_pages_schema(s.pages)->n == 0);
	stop(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_while_it_flows),
		cmocka_unit_test(test_pages_and_tail),
		cmocka_unit_test(test_enough),
		cmocka_unit_test(test_given_up),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pages: what a table of any size costs its reader. Opens FILE as a front end
 * does, asks for screens of rows while they are counted, then runs each kind
 * of job, and prints times and private memory.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>

#include <dpipe/pages.h>

#define SCREEN_ROWS 40u

static long peak_kb;

static double
seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Private memory now (RssAnon of proc(5)), in kB; notes the largest. */
static long
private_kb(void)
{
	FILE *f = fopen("/proc/self/status", "r");
	char line[256];
	long kb = 0;

	while (f && fgets(line, sizeof line, f))
		if (strncmp(line, "RssAnon:", 8) == 0)
			kb = strtol(line + 8, NULL, 10);
	if (f)
		(void)fclose(f);
	if (kb > peak_kb)
		peak_kb = kb;
	return kb;
}

static void
wait_for_news(struct dp_pages *p, int most_ms)
{
	struct pollfd fd = { dp_pages_fd(p), POLLIN, 0 };

	while (poll(&fd, 1, most_ms) < 0 && errno == EINTR)
		continue;
	dp_pages_hush(p);
}

/* Waits for a screen of rows from FIRST on; the longest call in *WORST. */
static double
screen(struct dp_pages *p, struct dp_view *v, uint64_t first, double *worst)
{
	struct dp_window w = { 0 };
	double start = seconds(), call = start;

	for (;;) {
		dp_view_get(v, first, SCREEN_ROWS, &w);
		if (seconds() - call > *worst)
			*worst = seconds() - call;
		if (w.n_missing == 0 || w.err.code != DP_OK)
			break;
		wait_for_news(p, -1);
		call = seconds();
	}
	dp_window_done(&w);
	return seconds() - start;
}

static uint64_t
any_row(uint64_t n)
{
	static uint64_t state = 1;

	state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return n > SCREEN_ROWS ? (state >> 20) % (n - SCREEN_ROWS) : 0;
}

/* Counts the rows, and asks for screens of those counted all the while. */
static void
count_rows(struct dp_pages *p, struct dp_view *v, double start)
{
	struct dp_pages_state s;
	double call = 0, wait = 0, sum = 0;
	unsigned n = 0;

	for (dp_pages_look(p, &s); !s.counted && s.err.code == DP_OK;
	     dp_pages_look(p, &s)) {
		double took = screen(p, v, any_row(s.n_rows), &call);

		wait = took > wait ? took : wait;
		sum += took;
		n++;
	}
	printf("%llu rows in %.2f s\n", (unsigned long long)s.n_rows,
	       seconds() - start);
	printf("screens meanwhile: %u, mean %.2f ms, worst %.1f ms; longest "
	       "call %.2f ms\n",
	       n, n ? 1e3 * sum / n : 0, 1e3 * wait, 1e3 * call);
	printf("private memory: %ld kB\n", private_kb());
}

static enum dp_job_status
run_job(struct dp_pages *p, struct dp_job *j, const char *what, size_t column)
{
	struct dp_job_state s;

	peak_kb = 0;
	for (dp_job_look(j, &s); s.status < DP_JOB_DONE; dp_job_look(j, &s)) {
		wait_for_news(p, 20);
		(void)private_kb();
	}
	printf("%-8s %3zu  %.2f s, at most %ld kB%s\n", what, column + 1,
	       s.seconds, peak_kb, s.status == DP_JOB_DONE ? "" : ": failed");
	return s.status;
}

static void
run_jobs(struct dp_pages *p, struct dp_view *v)
{
	struct dp_err err = { 0 };
	struct dp_find find = { .text = DP_S("nulle part"),
				.column = DP_ANY_COLUMN };
	struct dp_job *j;

	for (size_t i = 0; i < dp_view_schema(v)->n; i++) {
		struct dp_facet_opts facet = { .column = i };
		struct dp_sort_opts sort = { .column = i };

		j = dp_facet_start(v, &facet, &err);
		(void)run_job(p, j, "facet", i);
		dp_job_free(j);
		j = dp_sort_start(v, &sort, &err);
		(void)run_job(p, j, "sort", i);
		dp_job_free(j);
	}
	j = dp_find_start(v, &find, &err);
	(void)run_job(p, j, "find all", dp_view_schema(v)->n - 1);
	dp_job_free(j);
}

int
main(int argc, char **argv)
{
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	struct dp_pages *p;
	struct dp_view *v;
	double start = seconds(), call = 0;

	if (argc < 2) {
		(void)fprintf(stderr, "usage: pages FILE [jobs]\n");
		return 2;
	}
	dp_read_opts_init(&o);
	p = dp_pages_open(argv[1], &o, &err);
	if (!p) {
		(void)fprintf(stderr, "pages: %s\n", err.msg);
		return 1;
	}
	v = dp_view_new(p, NULL, NULL);
	(void)screen(p, v, 0, &call);
	printf("first rows after %.1f ms\n", 1e3 * (seconds() - start));
	count_rows(p, v, start);
	if (argc > 2)
		run_jobs(p, v);
	dp_view_free(v);
	dp_pages_close(p);
	return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far reading a table is, on standard error: on a terminal one line that
 * is written over and over and cleared at the end, else, and where plain lines
 * are asked for, a line of its own now and then.
 */
#include "cli/inner.h"

#include <time.h>
#include <unistd.h>

#define WAIT_SECONDS 0.5 /* what is done sooner says nothing */
#define TURN_SECONDS 0.1
#define PLAIN_SECONDS 10.0 /* between two lines that stay */
#define PATIENCE_SECONDS 15.0

struct progress {
	struct dp_read_watch watch;
	struct dp_work_watch work;
	double next; /* when to say something again; 0: reading starts */
	bool at_once, plain;
	bool shown; /* a line stands on the terminal */
};

static struct progress shown;

static double
now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Is it time to say something again? */
static bool
is_due(struct progress *p)
{
	double t = now();

	if (p->next <= 0)
		p->next = p->at_once ? t : t + WAIT_SECONDS;
	if (t < p->next)
		return false;
	p->next = t + (p->plain ? PLAIN_SECONDS : TURN_SECONDS);
	return true;
}

/* Writes LINE, which has its beginning, and frees it. */
static void
write_line(struct progress *p, struct dp_buf *line)
{
	if (p->plain)
		dp_buf_char(line, '\n');
	(void)fwrite(line->p, 1, line->n, stderr);
	(void)fflush(stderr);
	p->shown = !p->plain;
	dp_buf_done(line);
}

static void
put(struct progress *p, uint64_t n_records, double share)
{
	struct dp_buf records = { 0 }, line = { 0 };
	char digits[24];

	(void)snprintf(digits, sizeof digits, "%llu",
		       (unsigned long long)n_records);
	dp_number_show(dp_str_c(digits), &records);
	dp_buf_c(&line, p->plain ? "dpipe: " : "\r\033[K");
	if (share >= 0)
		dp_buf_format(&line,
			      P_("%u %% read, %.*s record",
				 "%u %% read, %.*s records", n_records),
			      (unsigned)(share * 100),
			      DP_FMT(dp_buf_view(&records)));
	else
		dp_buf_format(&line,
			      P_("%.*s record read", "%.*s records read",
				 n_records),
			      DP_FMT(dp_buf_view(&records)));
	write_line(p, &line);
	dp_buf_done(&records);
}

static void
look(void *self, uint64_t n_records, double share)
{
	struct progress *p = self;

	if (is_due(p))
		put(p, n_records, share);
}

static void
end(void *self)
{
	struct progress *p = self;

	if (p->shown)
		(void)fputs("\r\033[K", stderr);
	p->shown = false;
	p->next = 0;
}

static bool
look_work(void *self, double share)
{
	struct progress *p = self;
	struct dp_buf line = { 0 };

	if (!is_due(p))
		return true;
	dp_buf_c(&line, p->plain ? "dpipe: " : "\r\033[K");
	dp_buf_format(&line, _("%u %% compared"), (unsigned)(share * 100));
	write_line(p, &line);
	return true;
}

static void
say_work(void *self, dp_str sentence)
{
	end(self);
	(void)fprintf(stderr, "dpipe: %.*s\n", DP_FMT(sentence));
}

/* Does the command write a table, not a result, on standard output? */
static bool
writes_table(const struct cli_args *a)
{
	const char *output = cli_text(a, "output");

	return a->command && strcmp(a->command->name, "clean") == 0 &&
	       !cli_flag(a, "dry-run") && (!output || strcmp(output, "-") == 0);
}

const struct dp_read_watch *
cli_progress(const struct cli_args *a)
{
	struct progress *p = &shown;
	bool screen = isatty(STDERR_FILENO);

	if (cli_flag(a, "no-progress"))
		return NULL;
	memset(p, 0, sizeof *p);
	p->watch = (struct dp_read_watch){ look, end, p };
	p->work = (struct dp_work_watch){ say_work, look_work, p,
					  PATIENCE_SECONDS };
	p->at_once = cli_flag(a, "progress");
	p->plain = !screen || cli_plain_wanted();
	if (p->at_once)
		return &p->watch;
	/* A table and the line would be written over each other. */
	if (!screen || cli_flag(a, "quiet") ||
	    (writes_table(a) && isatty(STDOUT_FILENO)))
		return NULL;
	/* Reading starts now, though the first batch may take its time. */
	p->next = now() + (p->plain ? PLAIN_SECONDS : WAIT_SECONDS);
	return &p->watch;
}

const struct dp_work_watch *
cli_work_progress(const struct cli_args *a)
{
	return cli_progress(a) ? &shown.work : NULL;
}

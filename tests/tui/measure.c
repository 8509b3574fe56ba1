/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The goals of the interface that only a clock can judge, on the machine it
 * runs on: make tui-measure. make check counts bytes and memory instead.
 * Arguments: a file of 1 GB, one of 10 GB whose end is a hole.
 */
#include "vterm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STARTS 50
#define OPENINGS 5
#define PRESSES 1000
#define HOME_MS 50
#define HOME_95_MS 80
#define ROWS_MS 100
#define COUNT_SECONDS 3
#define KEY_MS 16
#define KEY_LARGE_MS 33
#define STOP_MS 100
#define REOPEN_MS 200
#define FACET_SECONDS 5
#define HOME_KB 16384
#define BIG_KB 32768
#define HUGE_KB 65536

static struct vt *
start(const char *file, int rows, int cols)
{
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8", "LANGUAGE=en" },
			     .file = file,
			     .rows = rows,
			     .cols = cols };

	return vt_start(&o);
}

/* Sorts N times; the one that SHARE of them do not pass, in ms. */
static double
share_ms(const char *what, double *time, size_t n, double share)
{
	size_t at = (size_t)((double)n * share);

	vt_say_times(what, time, n);
	return time[at < n ? at : n - 1] * 1000;
}

static void
within(double found, double most, const char *unit, const char *what)
{
	vt_check(found <= most, "%s: %.1f %s, %.0f at most", what, found, unit,
		 most);
}

static void
home(void)
{
	double time[STARTS];
	long kb = 0;

	for (size_t i = 0; i < STARTS; i++) {
		struct vt *v = start(NULL, 24, 80);

		(void)vt_idle(v);
		time[i] = vt_first(v);
		kb = vt_private_kb(v);
		vt_free(v);
	}
	within(share_ms("home", time, STARTS, 0.5), HOME_MS, "ms",
	       "G1: home, median");
	within(share_ms("home", time, STARTS, 0.95), HOME_95_MS, "ms",
	       "G1: home, 95%");
	within((double)kb, HOME_KB, "kB", "G4: private memory at home");
}

/* Until the first row has its cells: the screen has … before. */
static void
first_rows(const char *file, const char *what)
{
	double time[OPENINGS];

	for (size_t i = 0; i < OPENINGS; i++) {
		double from = vt_now();
		struct vt *v = start(file, 24, 80);

		while (!(vt_has(v, ">     1[") || vt_has(v, "1[")) ||
		       vt_has(v, "…"))
			if (!vt_shows(v, "["))
				break;
		time[i] = vt_now() - from;
		vt_free(v);
	}
	within(share_ms(what, time, OPENINGS, 0.5), ROWS_MS, "ms", what);
}

/* Keys, one after the other, each waited for until its frame is whole. */
static void
keys(struct vt *v, const char *what, double most_ms)
{
	double time[PRESSES];

	for (size_t i = 0; i < PRESSES; i++) {
		double from = vt_now();

		vt_send(v, i % 3 == 2 ? "\033[6~" : "\033[B");
		(void)vt_idle(v);
		time[i] = vt_now() - from;
	}
	within(share_ms(what, time, PRESSES, 0.99), most_ms, "ms", what);
}

/* Keys while rows are counted: the next row comes in focus. */
static void
keys_while_counting(struct vt *v, size_t most)
{
	double time[PRESSES];
	size_t n = 0;
	bool good = true;
	char text[32];

	while (good && n < most && vt_has(v, "so far")) {
		double from = vt_now();

		(void)snprintf(text, sizeof text, "%zu[", n + 2);
		vt_send(v, "\033[B");
		good = vt_shows(v, text);
		time[n++] = vt_now() - from;
	}
	vt_check(good && n > 0, "G3: %zu keys are answered meanwhile", n);
	vt_show(good, v);
	if (n > 0)
		within(share_ms("while it is counted", time, n, 0.99), KEY_MS,
		       "ms", "G5: key to frame while it is counted, 99%");
}

/* What was kept of the file is forgotten. */
static void
forget(void)
{
	char command[256];

	(void)snprintf(command, sizeof command, "rm -rf '%s/dpipe/index'",
		       getenv("XDG_STATE_HOME"));
	if (system(command) != 0)
		exit(EXIT_FAILURE);
}

static void
big(const char *file)
{
	double from;
	struct vt *v;

	forget();
	from = vt_now();
	v = start(file, 24, 80);

	(void)vt_shows(v, "so far");
	keys_while_counting(v, 200);
	while (vt_has(v, "so far") && vt_now() - from < 30)
		(void)vt_shows(v, " rows |");
	within(vt_now() - from, COUNT_SECONDS, "s",
	       "G3: 1 GB counted exactly, with keys between");
	(void)vt_idle(v);
	keys(v, "G5: key to frame at 80x24, 99%", KEY_MS);
	within((double)vt_private_kb(v), BIG_KB, "kB",
	       "G4: private memory with 1 GB open");
	vt_send(v, "\033[C\033[Cs");
	(void)vt_shows(v, "Sorting");
	from = vt_now();
	vt_send(v, "\033");
	(void)vt_shows(v, "Stopped");
	within((vt_now() - from) * 1000, STOP_MS, "ms",
	       "G7: Esc stops a sort of 1 GB");
	from = vt_now();
	vt_send(v, "f");
	while (!vt_has(v, " values") && vt_now() - from < 30)
		(void)vt_idle(v);
	within(vt_now() - from, FACET_SECONDS, "s",
	       "G7: facet of one column of 1 GB");
	vt_free(v);
	from = vt_now();
	v = start(file, 60, 200);
	while ((!vt_has(v, " rows") || vt_has(v, "so far")) &&
	       vt_now() - from < 30)
		(void)vt_idle(v);
	within((vt_now() - from) * 1000, REOPEN_MS, "ms",
	       "T6: 1 GB opened again, all rows known");
	keys(v, "G5: key to frame at 200x60, 99%", KEY_LARGE_MS);
	vt_free(v);
}

static void
huge(const char *file)
{
	struct vt *v = start(file, 24, 80);

	(void)vt_shows(v, "so far");
	keys_while_counting(v, 15);
	within((double)vt_private_kb(v), HUGE_KB, "kB",
	       "G4: private memory with 10 GB open");
	vt_free(v);
}

int
main(int argc, char **argv)
{
	if (argc != 3)
		return EXIT_FAILURE;
	vt_begin();
	home();
	first_rows(argv[1], "G2: first rows of 1 GB, median");
	first_rows(argv[2], "G2: first rows of 10 GB, median");
	big(argv[1]);
	huge(argv[2]);
	return vt_finish();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The goals of the interface that only a clock can judge, on the machine it
 * runs on: make tui-measure. make check counts bytes and memory instead.
 * Arguments: a file of 1 GB, one of 10 GB; then "old" for the limits of an
 * old laptop, which tests/tui/old-laptop makes of this machine.
 */
#include "vterm.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STARTS 50
#define OPENINGS 5
#define PRESSES 1000
#define HOME_MS 50
#define HOME_95_MS 80
#define ROWS_MS 100
#define OLD_HOME_MS 200
#define OLD_ROWS_MS 300
#define COUNT_SECONDS 3
#define HUGE_SECONDS 120
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
home(bool old)
{
	double time[STARTS];
	long kb = 0;
	bool good = true;

	for (size_t i = 0; i < STARTS; i++) {
		struct vt *v = start(NULL, 24, 80);

		good = vt_idle(v) && vt_has(v, "The seven steps") && good;
		time[i] = vt_first(v);
		kb = vt_private_kb(v);
		vt_free(v);
	}
	vt_check(good, "home is on the screen, %d times", STARTS);
	within(share_ms("home", time, STARTS, 0.5), old ? OLD_HOME_MS : HOME_MS,
	       "ms", "G1: home, median");
	if (old)
		return;
	within(share_ms("home", time, STARTS, 0.95), HOME_95_MS, "ms",
	       "G1: home, 95%");
	within((double)kb, HOME_KB, "kB", "G4: private memory at home");
}

/* Until the first row has its cells: the screen has … before. */
static void
first_rows(const char *file, const char *what, bool old)
{
	double time[OPENINGS];
	bool good = true;

	for (size_t i = 0; i < OPENINGS; i++) {
		double from = vt_now();
		struct vt *v = start(file, 24, 80);

		while (good && (!vt_has(v, "1[") || vt_has(v, "…")))
			good = vt_shows(v, "[");
		time[i] = vt_now() - from;
		vt_free(v);
	}
	vt_check(good, "the first rows are on the screen, %d times", OPENINGS);
	within(share_ms(what, time, OPENINGS, 0.5), old ? OLD_ROWS_MS : ROWS_MS,
	       "ms", what);
}

/*
 * Rows, pages, and now and then the other end of the file: each key waited for
 * until its frame is whole.
 */
static void
keys(struct vt *v, const char *what, double most_ms)
{
	static const char *const far[] = { "\033[F", "\033[H" };
	double time[PRESSES];

	for (size_t i = 0; i < PRESSES; i++) {
		double from = vt_now();

		vt_send(v, i % 50 == 49 ? far[i / 50 % 2] :
			   i % 3 == 2   ? "\033[6~" :
					  "\033[B");
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

/* What dpipe kept of the files it saw is forgotten. */
static void
forget(void)
{
	char command[256];

	(void)snprintf(command, sizeof command, "rm -rf '%s/dpipe/index'",
		       getenv("XDG_STATE_HOME"));
	if (system(command) != 0)
		exit(EXIT_FAILURE);
}

/* The page cache lets go of FILE: the next reading is from the disk. */
static void
let_go(const char *file)
{
	int fd = open(file, O_RDONLY);

	if (fd < 0 || posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED) != 0 ||
	    close(fd) != 0)
		exit(EXIT_FAILURE);
}

/* Waits SECONDS at most until all rows of the file are counted. */
static bool
counted(struct vt *v, double seconds)
{
	double from = vt_now();

	while ((!vt_has(v, " rows") || vt_has(v, "so far")) &&
	       vt_now() - from < seconds)
		(void)vt_idle(v);
	return vt_has(v, " rows") && !vt_has(v, "so far");
}

/* Keys while FILE is counted: from the disk, then from memory. */
static void
count(const char *file)
{
	double from;
	struct vt *v;

	forget();
	let_go(file);
	v = start(file, 24, 80);
	(void)vt_shows(v, "so far");
	keys_while_counting(v, PRESSES);
	vt_check(counted(v, HUGE_SECONDS), "1 GB is counted from the disk");
	vt_free(v);
	forget();
	from = vt_now();
	v = start(file, 24, 80);
	(void)vt_shows(v, "so far");
	keys_while_counting(v, 200);
	vt_check(counted(v, 30), "1 GB is counted from memory");
	within(vt_now() - from, COUNT_SECONDS, "s",
	       "G3: 1 GB counted exactly, with keys between");
	vt_free(v);
}

static void
work(const char *file)
{
	struct vt *v = start(file, 24, 80);
	double from;

	(void)counted(v, 30);
	keys(v, "G5: key to frame at 80x24, 99%", KEY_MS);
	within((double)vt_private_kb(v), BIG_KB, "kB",
	       "G4: private memory with 1 GB open");
	vt_send(v, "\033[C\033[Cs");
	vt_check(vt_shows(v, "Sorting"), "a sort of 1 GB shows its progress");
	from = vt_now();
	vt_send(v, "\033");
	vt_check(vt_shows(v, "Stopped"), "Esc stops it");
	within((vt_now() - from) * 1000, STOP_MS, "ms",
	       "G7: Esc stops a sort of 1 GB");
	from = vt_now();
	vt_send(v, "f");
	while (!vt_has(v, " values") && vt_now() - from < 30)
		(void)vt_idle(v);
	within(vt_now() - from, FACET_SECONDS, "s",
	       "G7: facet of one column of 1 GB");
	vt_free(v);
}

static void
again(const char *file)
{
	double from = vt_now();
	struct vt *v = start(file, 60, 200);

	vt_check(counted(v, 30), "1 GB opened again");
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
	keys_while_counting(v, PRESSES);
	vt_check(counted(v, HUGE_SECONDS), "10 GB are counted");
	within((double)vt_private_kb(v), HUGE_KB, "kB",
	       "G4: private memory with 10 GB open");
	vt_free(v);
}

int
main(int argc, char **argv)
{
	bool old = argc == 4 && strcmp(argv[3], "old") == 0;

	if (argc != (old ? 4 : 3))
		return EXIT_FAILURE;
	vt_begin();
	home(old);
	first_rows(argv[1], "G2: first rows of 1 GB, median", old);
	first_rows(argv[2], "G2: first rows of 10 GB, median", old);
	if (!old) {
		count(argv[1]);
		work(argv[1]);
		again(argv[1]);
		huge(argv[2]);
	}
	return vt_finish();
}

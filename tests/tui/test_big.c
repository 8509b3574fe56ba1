/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of 100 MB in a real terminal: keys are served while it is counted,
 * work over all of it tells its progress and stops, memory stays small, a file
 * that changes is read again.
 */
#include "vterm.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROWS 2000000u /* 50 bytes each */
#define PRESSES 500
#define MEMORY_KB 32768
#define HUGE_KB 65536
#define HUGE_BYTES ((off_t)10 << 30)
#define LINE_BYTES 200
#define PAGE_BYTES 2500

static char path[256], state[256]; /* the file; what is remembered */

static void
name_file(const char *what)
{
	const char *folder = getenv("TMPDIR");

	(void)snprintf(state, sizeof state, "%s/dpipe-state-%d",
		       folder ? folder : "/tmp", (int)getpid());
	(void)snprintf(path, sizeof path, "%s/dpipe-%s-%d.csv",
		       folder ? folder : "/tmp", what, (int)getpid());
}

static void
write_file(void)
{
	static const char *const town[] = { "Marseille", "Aix-en-Provence",
					    "AVIGNON", "Nice", "Gap" };
	FILE *f = fopen(path, "w");

	if (!f)
		abort();
	(void)fputs("id,town,remark,n\n", f);
	for (unsigned i = 0; i < ROWS; i++)
		(void)fprintf(f, "%07u,%-15s,%20s,%3u\n", i, town[i % 5],
			      "a remark of no use", i * 7919u % 1000u);
	if (fclose(f) != 0)
		abort();
}

static struct vt *
start(void)
{
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8", "LANGUAGE=en" },
			     .file = path };

	(void)setenv("XDG_STATE_HOME", state, 1);
	return vt_start(&o);
}

/* Sends KEY; the time until TEXT is on the screen. */
static double
press(struct vt *v, const char *key, const char *text, bool *good)
{
	double from = vt_now();

	vt_send(v, key);
	*good = vt_shows(v, text) && *good;
	return vt_now() - from;
}

/* Down, N times, from row 1: each brings the next one in focus. */
static void
walk(struct vt *v, size_t n, const char *what)
{
	double time[PRESSES];
	bool good = true;
	char text[32];

	for (size_t i = 0; i < n && good; i++) {
		(void)snprintf(text, sizeof text, " %zu[", i + 2);
		time[i] = press(v, "\033[B", text, &good);
	}
	vt_check(good, "%s: every key is answered", what);
	vt_show(good, v);
	vt_say_times(what, time, n);
}

static void
counting(struct vt *v, double started)
{
	char count[64];
	bool good = vt_shows(v, "Marseille");

	(void)printf("# first rows after %.1f ms\n",
		     (vt_now() - started) * 1000);
	vt_check(good, "the first rows are there");
	vt_show(good, v);
	walk(v, 20, "while it is counted");
	(void)snprintf(count, sizeof count, "%u,000,000 rows |",
		       ROWS / 1000000);
	good = vt_shows(v, count);
	(void)printf("# counted after %.1f s\n", vt_now() - started);
	vt_check(good, "all rows are counted");
	vt_show(good, v);
}

/* Bytes that the terminal gets for a key, all things done. */
static size_t
bytes_of(struct vt *v, const char *key)
{
	size_t before, after;

	(void)vt_bytes(v, &before);
	vt_send(v, key);
	(void)vt_idle(v);
	(void)vt_bytes(v, &after);
	return after - before;
}

static void
cost(struct vt *v)
{
	size_t line = 0, page = 0;
	long kb;

	(void)bytes_of(v, "\033[B");
	for (int i = 0; i < 20; i++)
		line += bytes_of(v, "\033[B");
	for (int i = 0; i < 20; i++)
		page += bytes_of(v, "\033[6~");
	vt_check(line / 20 <= LINE_BYTES, "a line takes %zu bytes", line / 20);
	vt_check(page / 20 <= PAGE_BYTES, "a page takes %zu bytes", page / 20);
	kb = vt_private_kb(v);
	/* a checker's own memory is not ours */
	vt_check(kb < MEMORY_KB || getenv("DPIPE_MEMORY_KB"),
		 "it takes %ld kB of private memory", kb);
}

static void
work(struct vt *v)
{
	bool good = true;
	double time;

	vt_send(v, "\033[C");
	time = press(v, "s", "Sorting:", &good);
	vt_check(good, "sorting tells its progress");
	vt_show(good, v);
	(void)printf("# progress after %.0f ms\n", time * 1000);
	time = press(v, "\033", "Stopped.", &good);
	vt_check(good, "Esc stops it");
	vt_show(good, v);
	(void)printf("# stopped after %.0f ms\n", time * 1000);
	time = press(v, "f", "400,000", &good);
	good = vt_shows(v, "5 values") && good;
	vt_check(good, "a facet counts all rows");
	vt_show(good, v);
	(void)printf("# facet after %.2f s\n", time);
	vt_send(v, "\033");
	(void)vt_idle(v);
	vt_send(v, "g1999999\r");
	good = vt_shows(v, ">1999999");
	vt_check(good, "any row is at hand");
	vt_show(good, v);
	vt_send(v, "/9e rien\r");
	good = vt_shows(v, "Nothing holds");
	vt_check(good, "a text that is nowhere is looked for everywhere");
	vt_show(good, v);
	vt_send(v, "y");
	good = vt_shows(v, "cell is copied");
	vt_check(good, "a cell is copied");
	vt_show(good, v);
}

/* Its findings: told while it is read, of what was read. */
static void
verifies(struct vt *v)
{
	bool good = true;
	double time;
	long kb;

	(void)press(v, "V", "Verifying:", &good);
	vt_check(good, "verifying tells its progress");
	vt_show(good, v);
	kb = vt_private_kb(v);
	time = press(v, "\033", "Stopped: this is what", &good);
	vt_check(good, "Esc shows what was found so far");
	vt_show(good, v);
	(void)printf("# stopped after %.0f ms\n", time * 1000);
	vt_check(kb < MEMORY_KB || getenv("DPIPE_MEMORY_KB"),
		 "it takes %ld kB of private memory", kb);
	vt_send(v, "q");
	(void)vt_shows(v, "000 rows |");
}

static bool
has_bytes(const struct vt *v, const char *wanted)
{
	size_t n, m = strlen(wanted);
	const char *p = vt_bytes(v, &n);

	for (size_t i = 0; i + m <= n; i++)
		if (memcmp(p + i, wanted, m) == 0)
			return true;
	return false;
}

static void
grow(void)
{
	FILE *f = fopen(path, "a");

	if (!f || fputs("9999999,Apt,new,1\n", f) < 0 || fclose(f) != 0)
		abort();
}

/* The file grows while it is open. */
static void
changes(struct vt *v)
{
	bool good;

	grow();
	vt_send(v, "g1000000\r");
	good = vt_shows(v, "The file has changed");
	vt_check(good, "a file that changes is told");
	vt_show(good, v);
	vt_send(v, "\014");
	good = vt_shows(v, "2,000,001 rows |") && vt_shows(v, ">1000000");
	vt_check(good, "Ctrl-L reads it again, and keeps the place");
	vt_show(good, v);
}

/* What is pasted among keys may become a table. */
static void
pastes(struct vt *v)
{
	char name[300];
	bool good;

	vt_send(v, "\033[200~town;n\nApt;3\nGap;4\n\033[201~");
	good = vt_shows(v, "looks like a table");
	vt_check(good, "pasted lines with cells are offered as a table");
	vt_show(good, v);
	(void)snprintf(name, sizeof name, "\001\013%s.pasted\r", path);
	vt_send(v, name);
	good = vt_shows(v, "2 rows |") && vt_shows(v, "Gap");
	vt_check(good, "and opened");
	vt_show(good, v);
	(void)snprintf(name, sizeof name, "%s.pasted", path);
	(void)unlink(name);
	vt_send(v, "q");
	(void)vt_shows(v, "2,000,001 rows |");
}

/* A step is tried on all rows, stopped, applied, taken back. */
static void
cleans(struct vt *v)
{
	double time;
	bool good = true;
	long kb;

	/* seven times a cell, so that it takes a while anywhere */
	(void)press(v, ":replace remark pattern=[aeiou] with=y\r",
		    "Trying:", &good);
	vt_check(good, "trying a step tells its progress");
	vt_show(good, v);
	time = press(v, "\033", "Stopped:", &good);
	vt_check(good, "Esc stops it");
	vt_show(good, v);
	(void)printf("# stopped after %.0f ms\n", time * 1000);
	vt_send(v, "\r");
	good = vt_shows(v, "after 1 change") && vt_shows(v, "y rymyrk");
	vt_check(good, "it can be applied all the same");
	vt_show(good, v);
	kb = vt_private_kb(v);
	vt_check(kb < MEMORY_KB || getenv("DPIPE_MEMORY_KB"),
		 "it takes %ld kB of private memory", kb);
	grow();
	vt_send(v, "g500000\r");
	good = vt_shows(v, "The file has changed");
	vt_send(v, "H");
	(void)vt_shows(v, "History");
	vt_send(v, "\014");
	good = vt_shows(v, "The file was read again") && good;
	vt_send(v, "\033");
	good = vt_shows(v, "after 1 change | 2,000,002 rows |") && good;
	vt_check(good, "of a file that changes the steps are done anew");
	vt_show(good, v);
	vt_send(v, "u");
	good = vt_shows(v, "Taken back: replace remark");
	vt_check(good, "and taken back");
	vt_show(good, v);
}

/* Nothing is read of it but what is seen, and what there is to count. */
static void
huge(void)
{
	struct vt *v;
	bool good;
	long kb;

	/* another name: what was done to the other one is remembered */
	name_file("huge");
	write_file();
	if (truncate(path, HUGE_BYTES) != 0) {
		vt_check(true, "10 GB # SKIP no such file can be made here");
		return;
	}
	v = start();
	good = vt_shows(v, "Marseille");
	vt_check(good, "the first rows of 10 GB are there");
	vt_show(good, v);
	walk(v, 15, "of 10 GB"); /* why counting ends may cover the last row */
	kb = vt_private_kb(v);
	vt_check(kb < HUGE_KB || getenv("DPIPE_MEMORY_KB"),
		 "10 GB take %ld kB of private memory", kb);
	vt_send(v, "qq");
	vt_check(vt_end(v) == 0, "10 GB are left at once");
	vt_free(v);
}

static int
remove_one(const char *file, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(file);
}

int
main(void)
{
	double started;
	struct vt *v;

	vt_begin();
	name_file("big");
	write_file();
	started = vt_now();
	v = start();
	counting(v, started);
	cost(v);
	work(v);
	verifies(v);
	vt_check(has_bytes(v, "\033]52;c;"), "the terminal is given it too");
	changes(v);
	pastes(v);
	cleans(v);
	vt_send(v, "qq");
	vt_check(vt_end(v) == 0, "it ends well");
	vt_free(v);
	(void)unlink(path);
	huge();
	(void)unlink(path);
	(void)nftw(state, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	return vt_finish();
}

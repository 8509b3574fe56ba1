/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work in the interface, killed at any moment: what the screen has confirmed
 * is there afterwards; the last action alone may be there or not. DPIPE_KILLS
 * says how often, DPIPE_SEED when.
 */
#include "vterm.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define KILLS 8
#define MOST_US 60000 /* an action takes less */

/* Cells that the task counts: before anything is done, and trimmed. */
static const char *const count[2] = { "odd spaces: 243", "odd spaces: 219" };

static unsigned
next_random(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16 & 0x7fff;
}

static struct vt *
start(const char *file)
{
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8", "LANGUAGE=en" },
			     .file = file };

	return vt_start(&o);
}

/* Some moment of what was sent; then it is no more. */
static void
kill_some_time(struct vt *v, unsigned *random)
{
	struct timespec t = { 0, (long)(next_random(random) * 2u % MOST_US) *
					 1000 };

	(void)nanosleep(&t, NULL);
	(void)kill(vt_pid(v), SIGKILL);
	(void)vt_end(v);
	vt_free(v);
}

/* ---- a lesson --------------------------------------------------------- */

/* Begins the task: the second of step 5. */
static void
begin(void)
{
	struct vt *v = start(NULL);
	bool good;

	(void)vt_idle(v);
	vt_send(v, "5");
	(void)vt_idle(v);
	vt_send(v, "g2\r");
	good = vt_until(v, count[0]);
	vt_check(good, "a task to work at");
	vt_show(good, v);
	vt_send(v, "qq");
	(void)vt_end(v);
	vt_free(v);
}

/* Goes from state FROM to the other one. */
static void
act(struct vt *v, int from)
{
	vt_send(v, from == 0 ? "\rtrim *\r" : "u");
}

/*
 * One life: what is found must be KEPT, or LAST, what was on its way. Returns
 * what was confirmed, or -1; *LAST is on its way when it ends.
 */
static int
live(int kept, int *last, unsigned *random)
{
	struct vt *v = start(NULL);
	int found = -1;

	(void)vt_idle(v);
	vt_send(v, "\r");
	(void)vt_until(v, "odd spaces: 2");
	for (int i = 0; i < 2; i++)
		if (vt_has(v, count[i]))
			found = i;
	if (found != kept && found != *last)
		found = -1;
	vt_show(found >= 0, v);
	for (unsigned n = next_random(random) % 3; n > 0 && found >= 0; n--) {
		act(v, found);
		found = vt_until(v, count[!found]) ? !found : -1;
	}
	if (found >= 0) {
		act(v, found);
		*last = !found;
	}
	kill_some_time(v, random);
	return found;
}

/* ---- steps on a table ------------------------------------------------- */

/* How many steps the screen says there are. */
static int
steps(struct vt *v)
{
	const char *at = strstr(vt_text(v), "after ");

	return at ? (int)strtol(at + strlen("after "), NULL, 10) : 0;
}

static bool
shows_steps(struct vt *v, int n)
{
	char text[32];

	(void)snprintf(text, sizeof text, "after %d change", n);
	return n == 0 ? vt_until(v, "Taken back") && steps(v) == 0 :
			vt_until(v, text);
}

/* One step more, or one less: N steps there are, WANTED then. */
static bool
step(struct vt *v, int n, int wanted)
{
	if (wanted < n) {
		vt_send(v, "u");
		return true;
	}
	vt_send(v, n % 2 ? ":case town to=lower\r" : ":case town to=upper\r");
	if (!vt_until(v, "PREVIEW ONLY"))
		return false;
	vt_send(v, "\r");
	return true;
}

/* One life, as above; KEPT steps were confirmed. */
static int
live_on_table(const char *file, int kept, int *last, unsigned *random)
{
	struct vt *v = start(file);
	int found;

	(void)vt_idle(v);
	if (vt_until(v, "w") && vt_has(v, "Continue")) {
		vt_send(v, "\r");
		(void)vt_until(v, "3 rows |");
	}
	found = steps(v);
	if (!vt_has(v, "3 rows |") || (found != kept && found != *last))
		found = -1;
	vt_show(found >= 0, v);
	for (unsigned n = next_random(random) % 3; n > 0 && found >= 0; n--) {
		int wanted = found > 0 && next_random(random) % 2 ? found - 1 :
								    found + 1;
		bool good = step(v, found, wanted) && shows_steps(v, wanted);

		vt_show(good, v);
		found = good ? wanted : -1;
	}
	if (found >= 0) {
		*last = found > 4 ? found - 1 : found + 1;
		if (!step(v, found, *last)) {
			vt_show(false, v);
			found = -1;
		}
	}
	kill_some_time(v, random);
	return found;
}

static void
on_table(long kills, unsigned *random)
{
	char file[128];
	int kept = 0, last = 0;
	long n = 0;
	FILE *f;

	(void)snprintf(file, sizeof file, "%s/towns.csv",
		       getenv("XDG_STATE_HOME"));
	f = fopen(file, "w");
	if (!f || fputs("id,town\n1,Apt\n2,Gap\n3,Nice\n", f) < 0 ||
	    fclose(f) != 0)
		exit(EXIT_FAILURE);
	while (n < kills && kept >= 0) {
		kept = live_on_table(file, kept, &last, random);
		n++;
	}
	vt_check(kept >= 0,
		 "killed %ld times: the steps that counted are there", n);
}

/* ---- all -------------------------------------------------------------- */

int
main(void)
{
	const char *said = getenv("DPIPE_KILLS"), *seed = getenv("DPIPE_SEED");
	unsigned random = seed ? (unsigned)strtoul(seed, NULL, 10) :
				 (unsigned)getpid();
	long kills = said ? strtol(said, NULL, 10) : KILLS;
	int kept = 0, last = 0;
	long n = 0;

	vt_begin();
	(void)printf("# DPIPE_SEED=%u\n", random);
	begin();
	while (n < kills && kept >= 0) {
		kept = live(kept, &last, &random);
		n++;
	}
	vt_check(kept >= 0, "killed %ld times: what was confirmed is there", n);
	on_table(kills, &random);
	return vt_finish();
}

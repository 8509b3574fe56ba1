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
start(void)
{
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8", "LANGUAGE=en" } };

	return vt_start(&o);
}

/* Begins the task: the second of step 5. */
static void
begin(void)
{
	struct vt *v = start();
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
	struct vt *v = start();
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
		struct timespec t = {
			0, (long)(next_random(random) * 2u % MOST_US) * 1000
		};

		act(v, found);
		*last = !found;
		(void)nanosleep(&t, NULL);
	}
	(void)kill(vt_pid(v), SIGKILL);
	(void)vt_end(v);
	vt_free(v);
	return found;
}

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
	return vt_finish();
}

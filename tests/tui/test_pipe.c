/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pipe is a table in a real terminal: rows are there while it flows, keys
 * come from the terminal, it can be stopped, and nothing is left behind.
 */
#include "vterm.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/dpipe-pipe-XXXXXX";
static char tmpdir[64];

static struct vt *
start(const char *word, bool piped)
{
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8", "LANGUAGE=en", tmpdir },
			     .file = word,
			     .piped = piped };

	return vt_start(&o);
}

static void
pour(struct vt *v, const char *text)
{
	(void)!write(vt_pipe(v), text, strlen(text));
}

static void
shows(struct vt *v, const char *text, const char *what)
{
	bool good = vt_shows(v, text);

	vt_check(good, "%s", what);
	vt_show(good, v);
}

/* Whatever ended it, the folder for temporary files is empty. */
static void
leaves_nothing(const char *what)
{
	bool empty = rmdir(folder) == 0 && mkdir(folder, 0700) == 0;

	vt_check(empty, "%s: no temporary file is left", what);
}

static void
ends(struct vt *v, int status, const char *what)
{
	struct vt_state after;

	vt_check(vt_end(v) == status, "%s: it ends so", what);
	vt_state(v, &after);
	vt_check(!after.alternate && !after.mouse && !after.paste &&
			 after.cursor && (after.tty.c_lflag & ICANON) &&
			 (after.tty.c_lflag & ECHO),
		 "%s: the terminal is as it was", what);
	vt_free(v);
	leaves_nothing(what);
}

/* something | dpipe - */
static void
flows(void)
{
	struct vt *v = start("-", true);

	shows(v, "Waiting for the first rows", "a silent pipe is waited for");
	vt_send(v, "l");
	shows(v, "FR | NAV", "keys are served meanwhile");
	vt_send(v, "l");
	pour(v, "ville,n\nApt,1\nGap,2\n");
	shows(v, "2 rows so far", "the first rows are shown while it flows");
	shows(v, "Gap", "with their cells");
	vt_send(v, "\033[B");
	shows(v, ">   2[", "keys come from the terminal");
	pour(v, "Nice,3\nDigne,4\nCut of");
	shows(v, "4 rows so far", "the count grows");
	vt_send(v, "\003");
	shows(v, "Nothing more is taken", "Ctrl-C stops it");
	shows(v, "4 rows |", "what came stays, but for half a line");
	vt_send(v, "f");
	shows(v, "4 values", "and is worked with");
	vt_send(v, "q");
	(void)vt_idle(v);
	vt_send(v, "\033\033\033q");
	ends(v, 0, "a pipe that was stopped");
}

/* something | dpipe, to its end */
static void
to_its_end(void)
{
	struct vt *v = start(NULL, true);

	for (int i = 0; i < 2000; i++)
		pour(v, "0123456789012345678;abcdefghijklmnopqrstuvwxyz\n");
	shows(v, "rows so far", "without a word a pipe is a table, too");
	vt_pipe_end(v);
	shows(v, "2,000 rows |", "at its end all rows are counted");
	vt_send(v, "q");
	shows(v, "The seven steps", "home is below");
	vt_send(v, "q");
	ends(v, 0, "a pipe that ended");
}

static void
given_up(void)
{
	struct vt *v = start(NULL, true);

	(void)vt_shows(v, "Waiting");
	vt_send(v, "\033");
	shows(v, "not waited for", "Esc stops waiting");
	vt_send(v, "q");
	ends(v, 0, "a pipe that never spoke");
	v = start(NULL, true);
	pour(v, "a,b\n1,2\n");
	(void)vt_shows(v, "1 row so far");
	(void)kill(vt_pid(v), SIGTERM);
	ends(v, 128 + SIGTERM, "killed while it flows");
	v = start(NULL, true);
	vt_pipe_end(v);
	shows(v, "no columns in standard input", "an empty pipe is no table");
	vt_send(v, "q");
	ends(v, 0, "an empty pipe");
}

static void
no_pipe(void)
{
	struct vt *v = start("-", false);

	shows(v, "nothing is piped in", "without a pipe, - is explained");
	vt_check(vt_end(v) == 2, "as wrong usage");
	vt_free(v);
}

int
main(void)
{
	vt_begin();
	if (!mkdtemp(folder))
		return EXIT_FAILURE;
	(void)snprintf(tmpdir, sizeof tmpdir, "TMPDIR=%s", folder);
	flows();
	to_its_end();
	given_up();
	no_pipe();
	(void)rmdir(folder);
	return vt_finish();
}

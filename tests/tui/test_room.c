/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The projector view in a real terminal, and the notes that follow it from
 * another one.
 */
#include "vterm.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS 10.0
#define NOTES_BYTES 65536

static char folder[] = "/tmp/dpipe-room-XXXXXX";
static char runtime[64];

/* dpipe notes, and all that it said. */
struct notes {
	pid_t pid;
	int fd;
	char said[NOTES_BYTES];
	size_t n, seen;
};

static void
notes_start(struct notes *o)
{
	int end[2];

	memset(o, 0, sizeof *o);
	if (pipe(end) != 0)
		exit(EXIT_FAILURE);
	o->pid = fork();
	if (o->pid == 0) {
		(void)dup2(end[1], STDOUT_FILENO);
		(void)dup2(end[1], STDERR_FILENO);
		(void)close(end[0]);
		(void)close(end[1]);
		(void)setenv("LC_ALL", "C.UTF-8", 1);
		(void)setenv("LANGUAGE", "en", 1);
		(void)execl(getenv("DPIPE"), "dpipe", "notes", (char *)NULL);
		_exit(127);
	}
	(void)close(end[1]);
	o->fd = end[0];
}

/* Waits until TEXT is in what was said since it was last waited for. */
static bool
notes_say(struct notes *o, const char *text)
{
	double end = vt_now() + SECONDS;

	for (;;) {
		struct pollfd f = { o->fd, POLLIN, 0 };
		char *at = strstr(o->said + o->seen, text);
		ssize_t k;

		if (at) {
			o->seen = (size_t)(at - o->said) + strlen(text);
			return true;
		}
		if (vt_now() > end || poll(&f, 1, 1000) < 0)
			return false;
		k = f.revents ? read(o->fd, o->said + o->n,
				     sizeof o->said - 1 - o->n) :
				0;
		if (k < 0 || (k == 0 && f.revents))
			return false;
		o->n += (size_t)k;
	}
}

static void
notes_check(struct notes *o, const char *text, const char *what)
{
	bool good = notes_say(o, text);

	vt_check(good, "%s", what);
	if (!good)
		(void)printf("# %s\n", o->said + o->seen);
}

static int
notes_end(struct notes *o)
{
	int status = -1;

	if (waitpid(o->pid, &status, 0) != o->pid)
		return -1;
	(void)close(o->fd);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static struct vt *
present(void)
{
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8", "LANGUAGE=en",
				      "DPIPE_TEST_EPOCH=" },
			     .file = "--present" };

	return vt_start(&o);
}

static void
shows(struct vt *v, const char *text, const char *what)
{
	bool good = vt_shows(v, text);

	vt_check(good, "%s", what);
	vt_show(good, v);
}

static mode_t
mode_of(const char *name)
{
	char path[128];
	struct stat st;

	(void)snprintf(path, sizeof path, "%s/%s", folder, name);
	return stat(path, &st) == 0 ? st.st_mode & 0777 : 0;
}

static void
nobody_presents(void)
{
	struct notes o;

	notes_start(&o);
	notes_check(&o, "no projector view is open",
		    "notes without a projector view are explained");
	vt_check(notes_end(&o) == 3, "and could not be had");
}

static void
follow(void)
{
	struct vt *v = present();
	struct notes o;

	shows(v, "The answer is hidden", "--present projects a lesson");
	vt_check(mode_of("dpipe") == 0700 && mode_of("dpipe/room") == 0600,
		 "the socket is for its owner alone");
	notes_start(&o);
	notes_check(&o, "---- 1.1 ", "the notes show the same task");
	notes_check(&o, "(the room does not see it):", "with its answer");
	vt_send(v, "a");
	shows(v, "keys: a", "a is echoed");
	vt_check(!vt_has(v, "The answer is hidden"), "and shows the answer");
	notes_check(&o, "(the room sees it):", "which the notes know");
	vt_send(v, "\033[6~");
	notes_check(&o, "---- 1.2 ", "they follow to the next task");
	shows(v, "The answer is hidden", "whose answer is hidden");
	vt_send(v, "C1\r");
	notes_check(&o, "1 minute left.", "they tell the time that is left");
	shows(v, "0:5", "the clock runs by itself");
	vt_send(v, "vA14 b3\r");
	shows(v, "Room:  A 14  B 3", "votes are shown");
	vt_send(v, "b");
	for (int i = 0; i < 10 && vt_has(v, "Room"); i++)
		(void)vt_idle(v);
	vt_check(!vt_has(v, "Room"), "b shows nothing");
	vt_send(v, "b");
	shows(v, "Room:", "and all of it again");
	vt_send(v, "qq");
	vt_check(vt_end(v) == 0, "q, and q again, leaves");
	notes_check(&o, "is closed", "the notes end with it");
	vt_check(notes_end(&o) == 0, "well");
	vt_check(mode_of("dpipe/room") == 0, "no socket is left");
	vt_free(v);
}

static void
killed(void)
{
	struct vt *v = present();
	struct notes o;

	(void)vt_shows(v, "The answer is hidden");
	(void)kill(vt_pid(v), SIGKILL);
	(void)vt_end(v);
	vt_free(v);
	v = present();
	(void)vt_shows(v, "The answer is hidden");
	notes_start(&o);
	notes_check(&o, "---- 1.1 ", "a socket that was left is replaced");
	(void)kill(o.pid, SIGKILL);
	(void)notes_end(&o);
	vt_send(v, "a");
	vt_check(vt_until(v, "keys: a"), "notes that are gone stop nothing");
	vt_free(v);
}

int
main(void)
{
	vt_begin();
	if (!mkdtemp(folder) || setenv("XDG_RUNTIME_DIR", folder, 1) != 0)
		return EXIT_FAILURE;
	nobody_presents();
	follow();
	killed();
	(void)snprintf(runtime, sizeof runtime, "rm -rf %s", folder);
	if (system(runtime) != 0)
		return EXIT_FAILURE;
	return vt_finish();
}

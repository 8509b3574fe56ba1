/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pseudo-terminal. Between us and dpipe stands a small process, the leader
 * of the session, as a shell does: without one, nobody can be stopped.
 */
#include "vterm_inner.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_SECONDS 10.0
#define QUIET_MS 500
#define IDLE "\033]777;dpipe-idle\007"

double
vt_now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
set_property(VTermProp prop, VTermValue *value, void *user)
{
	struct vt *v = user;

	if (prop == VTERM_PROP_ALTSCREEN)
		v->alternate = value->boolean;
	else if (prop == VTERM_PROP_CURSORVISIBLE)
		v->cursor = value->boolean;
	return 1;
}

/* ---- the leader ------------------------------------------------------- */

static void
tell(int fd, char what, int status)
{
	char message[2] = { what, (char)status };
	ssize_t n = write(fd, message, sizeof message);

	(void)n;
}

static void
run_program(const struct vt_opts *o)
{
	static const char *const gone[] = {
		"NO_COLOR",    "COLORFGBG",   "LC_ALL",    "LC_CTYPE",
		"LANG",        "LC_MESSAGES", "LANGUAGE",  "SSH_CONNECTION",
		"DPIPE_PLAIN", "DPIPE_ASCII", "ACCESSIBLE"
	};
	const char *program = getenv("DPIPE");

	for (size_t i = 0; i < sizeof gone / sizeof gone[0]; i++)
		(void)unsetenv(gone[i]);
	(void)setenv("TERM", "xterm-256color", 1);
	(void)setenv("DPIPE_TEST_IDLE", "1", 1);
	(void)setenv("DPIPE_TEST_EPOCH", "1772611200", 1);
	(void)setenv("INPUTRC", "/dev/null", 1);
	(void)setenv("LINES", "7", 1); /* it must not be taken for the size */
	for (size_t i = 0; i < VT_ENV && o->env[i]; i++)
		(void)putenv((char *)o->env[i]);
	(void)execl(program, "dpipe", o->file, (char *)NULL);
	_exit(127);
}

/* Runs the program in the foreground and reports on it till its end. */
static void
lead(const struct vt_opts *o, int report, const int *input)
{
	int status;
	pid_t pid;

	(void)signal(SIGTTOU, SIG_IGN);
	pid = fork();
	if (pid == 0) {
		(void)setpgid(0, 0);
		(void)tcsetpgrp(STDIN_FILENO, getpid());
		(void)signal(SIGTTOU, SIG_DFL);
		/* what the tests were started with is not what is tested */
		(void)signal(SIGINT, SIG_DFL);
		(void)signal(SIGQUIT, SIG_DFL);
		(void)signal(SIGHUP, SIG_DFL);
		(void)close(report);
		if (o->piped)
			(void)dup2(input[0], STDIN_FILENO);
		run_program(o);
	}
	if (o->piped) {
		(void)close(input[0]);
		(void)close(input[1]);
	}
	(void)setpgid(pid, pid);
	(void)!write(report, &pid, sizeof pid);
	while (waitpid(pid, &status, WUNTRACED) == pid) {
		if (WIFSTOPPED(status)) {
			tell(report, 's', 0);
			continue;
		}
		tell(report, 'e',
		     WIFSIGNALED(status) ? 128 + WTERMSIG(status) :
					   WEXITSTATUS(status));
		break;
	}
	/* the terminal stays until it has been looked at */
	(void)pause();
	_exit(0);
}

/* ---- start and end ---------------------------------------------------- */

static void
make_screen(struct vt *v, bool utf8)
{
	static const VTermScreenCallbacks calls = { .settermprop =
							    set_property };

	v->term = vterm_new(v->rows, v->cols);
	vterm_set_utf8(v->term, utf8);
	v->screen = vterm_obtain_screen(v->term);
	vterm_screen_set_callbacks(v->screen, &calls, v);
	vterm_screen_enable_altscreen(v->screen, 1);
	vterm_screen_reset(v->screen, 1);
}

/* The test cannot go on: says why, in TAP. */
static void
give_up(const char *why)
{
	printf("Bail out! %s: %s\n", why, strerror(errno));
	exit(99);
}

struct vt *
vt_start(const struct vt_opts *o)
{
	struct vt *v = calloc(1, sizeof *v);
	struct winsize size = { 0 };
	int report[2], input[2] = { -1, -1 };
	ssize_t got;

	if (!v || pipe(report) != 0 ||
	    (o->piped && pipe2(input, O_CLOEXEC) != 0))
		give_up("no memory or no pipe");
	v->pipe = input[1];
	v->rows = o->rows ? o->rows : 24;
	v->cols = o->cols ? o->cols : 80;
	v->mute = o->mute;
	v->cursor = true;
	size.ws_row = (unsigned short)v->rows;
	size.ws_col = (unsigned short)v->cols;
	make_screen(v, !o->latin1);
	v->started = vt_now();
	v->leader = forkpty(&v->fd, NULL, NULL, &size);
	if (v->leader < 0)
		give_up("no terminal");
	if (v->leader == 0) {
		(void)close(report[0]);
		lead(o, report[1], input);
	}
	(void)close(report[1]);
	if (o->piped)
		(void)close(input[0]);
	v->report = report[0];
	do
		got = read(v->report, &v->pid, sizeof v->pid);
	while (got < 0 && errno == EINTR);
	if (got != sizeof v->pid)
		give_up("the program was not started");
	return v;
}

int
vt_pipe(const struct vt *v)
{
	return v->pipe;
}

void
vt_pipe_end(struct vt *v)
{
	if (v->pipe >= 0)
		(void)close(v->pipe);
	v->pipe = -1;
}

void
vt_free(struct vt *v)
{
	if (!v->ended)
		(void)kill(v->pid, SIGKILL);
	(void)kill(v->leader, SIGKILL);
	(void)waitpid(v->leader, NULL, 0);
	vt_pipe_end(v);
	(void)close(v->fd);
	(void)close(v->report);
	vterm_free(v->term);
	free(v->bytes);
	free(v);
}

/* ---- reading ---------------------------------------------------------- */

static void
answer(struct vt *v)
{
	char bytes[256];
	size_t n;

	while ((n = vterm_output_read(v->term, bytes, sizeof bytes)) > 0)
		if (!v->mute)
			(void)!write(v->fd, bytes, n);
}

static void
take_bytes(struct vt *v)
{
	ssize_t k;

	if (v->cap - v->n < 4096) {
		v->cap = v->cap * 2 + 16384;
		v->bytes = realloc(v->bytes, v->cap);
		if (!v->bytes)
			give_up("no memory");
	}
	k = read(v->fd, v->bytes + v->n, 4096);
	if (k <= 0)
		return;
	(void)vterm_input_write(v->term, v->bytes + v->n, (size_t)k);
	v->n += (size_t)k;
	answer(v);
}

static void
take_report(struct vt *v)
{
	unsigned char message[2];

	if (read(v->report, message, sizeof message) != sizeof message)
		return;
	if (message[0] == 's') {
		v->stopped = true;
	} else {
		v->ended = true;
		v->status = message[1];
	}
}

/* True when there is an idle mark that was not seen yet: the last one. */
static bool
marked(struct vt *v)
{
	bool found = false;
	char *at;

	while (v->n > v->seen &&
	       (at = memmem(v->bytes + v->seen, v->n - v->seen, IDLE,
			    strlen(IDLE)))) {
		v->seen = (size_t)(at - v->bytes) + strlen(IDLE);
		found = true;
	}
	if (found && v->first <= 0)
		v->first = vt_now() - v->started;
	return found;
}

/* Reads until DONE says so, and what is there besides. */
static bool
pump(struct vt *v, bool (*done)(struct vt *))
{
	double end = vt_now() + MOST_SECONDS;
	bool is_done = false;

	while (vt_now() < end) {
		struct pollfd f[2] = { { v->fd, POLLIN, 0 },
				       { v->report, POLLIN, 0 } };
		int n = poll(f, 2, is_done ? 0 : 100);

		if (n > 0 && (f[0].revents & POLLIN))
			take_bytes(v);
		else if (n > 0 && f[1].revents)
			take_report(v);
		else if (is_done)
			return true;
		is_done = done(v) || is_done;
	}
	return false;
}

static bool
is_idle(struct vt *v)
{
	return marked(v) || v->ended;
}

static bool
has_ended(struct vt *v)
{
	return v->ended;
}

static bool
is_stopped(struct vt *v)
{
	return v->stopped || v->ended;
}

static bool
has_wanted(struct vt *v)
{
	(void)marked(v);
	/* a whole frame: its mark is the last that came */
	return v->ended || (v->seen == v->n && vt_has(v, v->wanted));
}

bool
vt_until(struct vt *v, const char *text)
{
	v->wanted = text;
	return pump(v, has_wanted) && vt_has(v, text);
}

static bool
shows_wanted(struct vt *v)
{
	(void)marked(v);
	return v->ended || vt_has(v, v->wanted);
}

bool
vt_shows(struct vt *v, const char *text)
{
	double end = vt_now() + MOST_SECONDS;

	v->wanted = text;
	/* half a frame may show what the other half takes away */
	while (pump(v, shows_wanted) && !v->ended && vt_now() < end)
		if (vt_has(v, text))
			return true;
	return vt_has(v, text);
}

bool
vt_idle(struct vt *v)
{
	return pump(v, is_idle);
}

void
vt_settle(struct vt *v)
{
	struct pollfd f = { v->fd, POLLIN, 0 };

	while (poll(&f, 1, QUIET_MS) > 0 && (f.revents & POLLIN))
		take_bytes(v);
	(void)marked(v);
}

int
vt_end(struct vt *v)
{
	return pump(v, has_ended) ? v->status : -1;
}

bool
vt_stopped(struct vt *v)
{
	bool stopped = pump(v, is_stopped) && v->stopped;

	v->stopped = false;
	return stopped;
}

/* ---- doing ------------------------------------------------------------ */

void
vt_send(struct vt *v, const char *bytes)
{
	(void)!write(v->fd, bytes, strlen(bytes));
}

pid_t
vt_pid(const struct vt *v)
{
	return v->pid;
}

void
vt_resize(struct vt *v, int rows, int cols)
{
	struct winsize size = { 0 };

	size.ws_row = (unsigned short)rows;
	size.ws_col = (unsigned short)cols;
	v->rows = rows;
	v->cols = cols;
	vterm_set_size(v->term, rows, cols);
	(void)ioctl(v->fd, TIOCSWINSZ, &size);
}

/* ---- looking ----------------------------------------------------------- */

const char *
vt_bytes(const struct vt *v, size_t *n)
{
	*n = v->n;
	return v->bytes;
}

double
vt_first(const struct vt *v)
{
	return v->first;
}

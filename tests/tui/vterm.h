/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe in a terminal of our own: a pseudo-terminal, and libvterm that draws
 * what is written there. Facts are waited for, never time: dpipe marks when
 * it is idle.
 */
#ifndef DP_TEST_VTERM_H
#define DP_TEST_VTERM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

#define VT_ENV 12

struct vt_opts {
	const char *env[VT_ENV]; /* "NAME=VALUE", up to NULL */
	const char *file;        /* to open, or NULL */
	int rows, cols;
	bool latin1; /* the terminal does not know UTF-8 */
	bool mute;   /* it answers no question */
	bool piped;  /* standard input is a pipe: vt_pipe */
};

struct vt;

/* What a terminal can be left with. */
struct vt_state {
	struct termios tty;
	bool alternate, mouse, paste, cursor;
};

/* Starts dpipe, alone, in a terminal. Freed by vt_free, which kills it. */
struct vt *vt_start(const struct vt_opts *o);
void vt_free(struct vt *v);
/*
 * Reads until dpipe has marked itself idle after what was sent last, or has
 * ended. False after ten seconds.
 */
bool vt_idle(struct vt *v);
/*
 * The same after much was sent at once, each with a mark of its own, when the
 * last cannot be told from others: nothing more comes for half a second.
 */
void vt_settle(struct vt *v);
/* Reads until TEXT is on the screen; false after ten seconds. */
bool vt_until(struct vt *v, const char *text);
/* The same in plain lines, and while work goes on: no frame is marked. */
bool vt_shows(struct vt *v, const char *text);
/* Waits for its end; returns its status, 128 + N for signal N, -1: none. */
int vt_end(struct vt *v);
/* Waits until it is stopped; false after ten seconds. */
bool vt_stopped(struct vt *v);
/* Where the pipe is filled; vt_pipe_end closes it, vt_free too. */
int vt_pipe(const struct vt *v);
void vt_pipe_end(struct vt *v);
/* Types bytes. */
void vt_send(struct vt *v, const char *bytes);
/* The process, for signals. */
pid_t vt_pid(const struct vt *v);
void vt_resize(struct vt *v, int rows, int cols);
/* The screen as text, lines ended by LF, blanks at their ends cut; static. */
const char *vt_text(struct vt *v);
/* The same with what each cell looks like, to compare; the caller frees it. */
char *vt_cells(struct vt *v);
bool vt_has(struct vt *v, const char *text);
void vt_state(struct vt *v, struct vt_state *out);
/* All bytes written so far. */
const char *vt_bytes(const struct vt *v, size_t *n);
/* How many sequences so far set a colour. */
size_t vt_colours(const struct vt *v);
/* Seconds, of a clock that only goes forward. */
double vt_now(void);
/* Seconds from the start to the first idle mark. */
double vt_first(const struct vt *v);

/* Bytes that the process has read so far, whatever from; -1: not known. */
long vt_read_bytes(const struct vt *v);
/* Private memory of the process, in kB; -1: not known. */
long vt_private_kb(const struct vt *v);
/* Says the median of N times and how slow the slowest are; sorts them. */
void vt_say_times(const char *what, double *time, size_t n);

/* ---- saying it, as TAP ------------------------------------------------ */

/* Before all others: a folder of its own for what dpipe remembers. */
void vt_begin(void);
/* The plan; returns the status to end with. */
int vt_finish(void);
void vt_check(bool good, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Shows the screen as comments, when GOOD is false. */
void vt_show(bool good, struct vt *v);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe in a real terminal: it starts whatever TERM and locale, gives the
 * terminal back whatever ends it, follows every change of size, and keeps to
 * NO_COLOR.
 */
#include "vterm.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RESIZES 500
#define STARTS 21

static int n_tests;

static void
check(bool good, const char *fmt, ...)
{
	va_list ap;

	(void)printf("%s %d - ", good ? "ok" : "not ok", ++n_tests);
	va_start(ap, fmt);
	(void)vprintf(fmt, ap);
	va_end(ap);
	(void)putchar('\n');
	(void)fflush(stdout);
}

/* Shows the screen as comments, when GOOD is false. */
static void
show(bool good, struct vt *v)
{
	const char *line = vt_text(v);

	while (!good && *line) {
		size_t n = strcspn(line, "\n");

		(void)printf("# %.*s\n", (int)n, line);
		line += n + 1;
	}
}

static bool
ascii_only(const struct vt *v)
{
	size_t n;
	const char *p = vt_bytes(v, &n);

	for (size_t i = 0; i < n; i++)
		if ((p[i] & 0x80) && memcmp(p + i, "\303\251\033[6n", 6) != 0 &&
		    memcmp(p + i - 1, "\303\251\033[6n", 6) != 0)
			return false;
	return true;
}

/* ---- starting --------------------------------------------------------- */

static void
start_with(const char *term, const char *locale)
{
	char term_env[64], locale_env[64];
	struct vt_opts o = { .env = { term_env, locale_env, "LANGUAGE=en" } };
	struct vt *v;
	bool screen, plain, good;
	int status;

	(void)snprintf(term_env, sizeof term_env, "TERM=%s", term);
	(void)snprintf(locale_env, sizeof locale_env, "LC_ALL=%s", locale);
	v = vt_start(&o);
	good = vt_idle(v);
	screen = vt_has(v, "> 1 DEFINE");
	plain = vt_has(v, "1 define");
	show(good && (screen || plain), v);
	vt_send(v, "q");
	status = vt_end(v);
	check(good && (screen || plain) && status == 0,
	      "TERM=%s LC_ALL=%s: %s, left with %d", term, locale,
	      screen ? "screen" :
	      plain  ? "plain" :
		       "nothing",
	      status);
	vt_free(v);
}

static void
starts(void)
{
	static const char *const term[] = { "xterm-256color", "xterm",
					    "tmux-256color",  "screen",
					    "rxvt",           "linux",
					    "vt100",          "dumb",
					    "unknown",        "kitty-new" };
	static const char *const locale[] = { "C",
					      "POSIX",
					      "C.UTF-8",
					      "fr_FR.UTF-8",
					      "fr_FR.ISO-8859-1",
					      "xx_YY.UTF-8" };

	for (size_t i = 0; i < sizeof term / sizeof term[0]; i++)
		for (size_t j = 0; j < sizeof locale / sizeof locale[0]; j++)
			start_with(term[i], locale[j]);
}

static void
doubtful_encoding(void)
{
	struct vt_opts latin = { .env = { "LC_ALL=fr_FR.ISO-8859-1",
					  "LANGUAGE=fr" },
				 .latin1 = true };
	struct vt_opts mute = { .env = { "LC_ALL=C" }, .mute = true };
	struct vt_opts utf8 = { .env = { "LC_ALL=C" } };
	struct vt *v = vt_start(&latin);
	bool good = vt_idle(v) && vt_has(v, "> 1 DEFINIR") && ascii_only(v);

	check(good, "a terminal of another encoding is shown ASCII");
	show(good, v);
	vt_free(v);
	v = vt_start(&mute);
	good = vt_idle(v) && vt_has(v, "+- The seven steps -") && ascii_only(v);
	check(good, "so is one that does not answer");
	show(good, v);
	vt_free(v);
	v = vt_start(&utf8);
	good = vt_idle(v) && vt_has(v, "┌─ The seven steps ─");
	check(good, "a terminal that proves UTF-8 is shown lines");
	show(good, v);
	vt_free(v);
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The time is said; what is counted is what decides. */
static void
first_frame(void)
{
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8" } };
	double time[STARTS];
	size_t bytes = 0;

	for (size_t i = 0; i < STARTS; i++) {
		struct vt *v = vt_start(&o);

		(void)vt_idle(v);
		time[i] = vt_first(v);
		(void)vt_bytes(v, &bytes);
		vt_free(v);
	}
	qsort(time, STARTS, sizeof time[0], by_size);
	(void)printf("# first frame: median %.1f ms, slowest of %d %.1f ms\n",
		     time[STARTS / 2] * 1000, STARTS, time[STARTS - 1] * 1000);
	check(bytes < 6000, "the first frame takes %zu bytes", bytes);
}

/* ---- endings ---------------------------------------------------------- */

static bool
same_state(const struct vt_state *a, const struct vt_state *b)
{
	return a->tty.c_iflag == b->tty.c_iflag &&
	       a->tty.c_oflag == b->tty.c_oflag &&
	       a->tty.c_cflag == b->tty.c_cflag &&
	       a->tty.c_lflag == b->tty.c_lflag &&
	       memcmp(a->tty.c_cc, b->tty.c_cc, sizeof a->tty.c_cc) == 0 &&
	       a->alternate == b->alternate && a->mouse == b->mouse &&
	       a->paste == b->paste && a->cursor == b->cursor;
}

/* A terminal at rest, that nothing has run in. */
static struct vt_state
at_rest(void)
{
	struct vt_opts o = { .env = { "DPIPE_PLAIN=1" } };
	struct vt *v = vt_start(&o);
	struct vt_state rest;

	(void)vt_end(v);
	vt_state(v, &rest);
	vt_free(v);
	return rest;
}

static void
ending(int number, const char *name, const struct vt_state *rest)
{
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8", "LANGUAGE=en" } };
	struct vt *v = vt_start(&o);
	struct vt_state during, after;
	int status, wanted = number ? 128 + number : 0;

	(void)vt_idle(v);
	vt_send(v, ":abc");
	(void)vt_idle(v);
	vt_state(v, &during);
	if (number) {
		(void)kill(vt_pid(v), number);
	} else {
		vt_send(v, "\033");
		(void)vt_idle(v);
		vt_send(v, "q");
	}
	status = vt_end(v);
	vt_state(v, &after);
	check(during.alternate && during.mouse && during.paste,
	      "%s: the screen was in use", name);
	check(status == wanted, "%s: it ends so (%d)", name, status);
	check(same_state(rest, &after), "%s: the terminal is as it was%s%s%s%s",
	      name, after.alternate ? ", alternate" : "",
	      after.mouse ? ", mouse" : "", after.paste ? ", paste" : "",
	      after.cursor ? "" : ", no cursor");
	if (number)
		check(vt_has(v, "the terminal is as it was"),
		      "%s: a sentence says so", name);
	vt_free(v);
}

static void
stop_and_go(const char *how, const struct vt_state *rest)
{
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8" } };
	struct vt *v = vt_start(&o);
	struct vt_state stopped, again;
	bool good;

	(void)vt_idle(v);
	vt_send(v, "\033[B");
	(void)vt_idle(v);
	if (strcmp(how, "Ctrl-Z") == 0)
		vt_send(v, "\032");
	else
		(void)kill(vt_pid(v), SIGTSTP);
	good = vt_stopped(v);
	vt_state(v, &stopped);
	check(good && same_state(rest, &stopped),
	      "%s: while stopped the terminal is as it was%s%s%s%s", how,
	      stopped.alternate ? ", alternate" : "",
	      stopped.mouse ? ", mouse" : "", stopped.paste ? ", paste" : "",
	      stopped.cursor ? "" : ", no cursor");
	vt_resize(v, 30, 100);
	(void)kill(vt_pid(v), SIGCONT);
	good = vt_idle(v);
	vt_send(v, "\033[B");
	good = vt_until(v, "> 3 GET") && good;
	vt_state(v, &again);
	check(good && again.alternate && again.mouse && again.paste,
	      "%s: it goes on, in the size of now", how);
	show(good, v);
	vt_send(v, "q");
	check(vt_end(v) == 0, "%s: and ends well", how);
	vt_state(v, &again);
	check(same_state(rest, &again), "%s: with the terminal as it was", how);
	vt_free(v);
}

static void
endings(void)
{
	static const struct {
		int number;
		const char *name;
	} all[] = {
		{ 0, "q" },
		{ SIGINT, "SIGINT" },
		{ SIGTERM, "SIGTERM" },
		{ SIGHUP, "SIGHUP" },
		{ SIGQUIT, "SIGQUIT" },
		{ SIGSEGV, "SIGSEGV" },
		{ SIGABRT, "SIGABRT" },
		{ SIGBUS, "SIGBUS" },
		{ SIGFPE, "SIGFPE" },
		{ SIGILL, "SIGILL" },
	};
	struct vt_state rest = at_rest();

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		ending(all[i].number, all[i].name, &rest);
	stop_and_go("Ctrl-Z", &rest);
	stop_and_go("SIGTSTP", &rest);
}

/* ---- sizes ------------------------------------------------------------ */

static unsigned
next_random(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16 & 0x7fff;
}

/* Back home, and to a screen that does not depend on what was before. */
static void
go_to_step_7(struct vt *v)
{
	(void)vt_until(v, "q Back");
	vt_send(v, "q");
	(void)vt_until(v, "q Quit");
	vt_send(v, "7");
	(void)vt_until(v, "> 7 PRESENT");
}

static void
resizes(void)
{
	static const char *const key[] = { "\033[B", "\t", "2" };
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8", "LANGUAGE=en" } };
	struct vt *v = vt_start(&o), *fresh;
	unsigned state = 20240315;
	char *a, *b;
	bool good;

	(void)vt_idle(v);
	vt_send(v, "1");
	(void)vt_idle(v);
	for (int i = 0; i < RESIZES; i++) {
		vt_resize(v, 3 + (int)(next_random(&state) % 60),
			  5 + (int)(next_random(&state) % 180));
		if (next_random(&state) % 4 == 0)
			vt_send(v, key[next_random(&state) % 3]);
		if (next_random(&state) % 8 == 0)
			(void)vt_idle(v);
	}
	vt_resize(v, 24, 80);
	(void)vt_idle(v);
	go_to_step_7(v);
	fresh = vt_start(&o);
	(void)vt_idle(fresh);
	vt_send(fresh, "1");
	(void)vt_idle(fresh);
	go_to_step_7(fresh);
	a = vt_cells(v);
	b = vt_cells(fresh);
	good = strcmp(a, b) == 0;
	check(good, "%d changes of size end in the same screen", RESIZES);
	show(good, v);
	show(good, fresh);
	free(a);
	free(b);
	vt_free(v);
	vt_free(fresh);
}

/* ---- colours ---------------------------------------------------------- */

/* Sequences "set graphic rendition" with a colour in them. */
static size_t
colour_sequences(const struct vt *v)
{
	size_t n, found = 0;
	const char *p = vt_bytes(v, &n);

	for (size_t i = 0; i + 2 < n; i++) {
		bool coloured = false;
		int value = 0;

		if (p[i] != '\033' || p[i + 1] != '[')
			continue;
		for (i += 2;
		     i < n && (p[i] == ';' || (p[i] >= '0' && p[i] <= '9'));
		     i++) {
			value = p[i] == ';' ? 0 : value * 10 + p[i] - '0';
			coloured = coloured || (value >= 30 && value <= 49) ||
				   (value >= 90 && value <= 107);
		}
		found += coloured && i < n && p[i] == 'm';
	}
	return found;
}

static size_t
colours_with(const char *env, const char *background)
{
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8", background, env } };
	struct vt *v = vt_start(&o);
	size_t n;

	(void)vt_idle(v);
	vt_send(v, "1?");
	(void)vt_idle(v);
	vt_send(v, "\033[B");
	(void)vt_idle(v);
	n = colour_sequences(v);
	check(vt_has(v, ">"), "%s: what has the focus is marked", env);
	vt_free(v);
	return n;
}

static void
colours(void)
{
	size_t n = colours_with("NO_COLOR=1", "COLORFGBG=15;0");

	check(n == 0, "NO_COLOR: no colour is sent (%zu)", n);
	n = colours_with("NO_COLOR=", "COLORFGBG=15;0");
	check(n > 0, "an empty NO_COLOR does not count (%zu)", n);
	n = colours_with("TERM=xterm", "COLORFGBG=0;15");
	check(n == 0, "8 colours on a light background: none (%zu)", n);
	n = colours_with("TERM=vt100", "COLORFGBG=15;0");
	check(n == 0, "a terminal without colours: none (%zu)", n);
}

/* ---- keys ------------------------------------------------------------- */

static struct vt *
started(void)
{
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8", "LANGUAGE=en" } };
	struct vt *v = vt_start(&o);

	(void)vt_idle(v);
	return v;
}

/* Sends BYTES; then the screen has TEXT. */
static void
sends(struct vt *v, const char *bytes, const char *text, const char *what)
{
	bool good;

	vt_send(v, bytes);
	good = vt_idle(v) && vt_until(v, text);
	check(good, "%s", what);
	show(good, v);
}

static void
keys(void)
{
	struct vt *v = started();
	size_t before, after;

	sends(v, "\033[B", "> 2 FIND", "an arrow as ESC [");
	sends(v, "\033OB", "> 3 GET", "an arrow as ESC O");
	(void)vt_bytes(v, &before);
	sends(v, "\033[B", "> 4 VERIFY", "one line further");
	(void)vt_bytes(v, &after);
	check(after - before <= 400, "one line further takes %zu bytes",
	      after - before);
	sends(v, "\033[1;5C", "> 4 VERIFY", "an unknown key means nothing");
	sends(v, "\033]11;rgb:0/0/0\033\\", "> 4 VERIFY",
	      "nor does a late answer");
	sends(v, "\033[<0;10;4M\033[<0;10;4m", "> 2 FIND", "a click");
	sends(v, "\033[<65;10;4M", "> 5 CLEAN", "the wheel");
	sends(v, "\033[200~q\nq\033[201~", "is not taken for keys",
	      "pasted text is not taken for keys");
	sends(v, ":", "TYPE", "the line");
	sends(v, "\033[200~a\nb\tc\033[201~", ": a b c",
	      "pasted text goes into the line, in one line");
	sends(v, "\003", "line is empty again", "Ctrl-C empties the line");
	sends(v, "\303\251t\303\251", ": \303\251t\303\251",
	      "letters of more than one byte");
	sends(v, "\177\033[D\177", ": t", "deleting them whole");
	sends(v, "\033", "NAV", "Esc leaves the line");
	sends(v, "\003", "Nothing is running", "Ctrl-C does not end it");
	sends(v, "\023", "does nothing", "Ctrl-S does not freeze it");
	sends(v, "\303\251", "2 Find", "the key of step 2 on AZERTY");
	vt_send(v, "qq");
	check(vt_end(v) == 0, "q, and q again, leaves");
	vt_free(v);
}

int
main(void)
{
	char state[] = "/tmp/dpipe-test-XXXXXX", remove[64];

	if (!mkdtemp(state) || setenv("XDG_STATE_HOME", state, 1) != 0)
		return EXIT_FAILURE;
	starts();
	doubtful_encoding();
	first_frame();
	endings();
	resizes();
	colours();
	keys();
	(void)snprintf(remove, sizeof remove, "rm -rf %s", state);
	if (system(remove) != 0)
		return EXIT_FAILURE;
	(void)printf("1..%d\n", n_tests);
	return EXIT_SUCCESS;
}

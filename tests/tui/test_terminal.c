/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe in a real terminal: it starts whatever TERM and locale, gives the
 * terminal back whatever ends it, and follows every change of size.
 */
#include "vterm.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RESIZES 500

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
	/* libraries of terminals lose memory of their own: ncurses, gpm */
	struct vt_opts o = { .env = { term_env, locale_env, "LANGUAGE=en",
				      "ASAN_OPTIONS=detect_leaks=0" } };
	struct vt *v;
	bool screen, plain, good;
	int status;

	(void)snprintf(term_env, sizeof term_env, "TERM=%s", term);
	(void)snprintf(locale_env, sizeof locale_env, "LC_ALL=%s", locale);
	v = vt_start(&o);
	/* plain lines mark nothing: there is a question at their end */
	good = strcmp(term, "dumb") == 0 ? vt_shows(v, "a number, a command") :
					   vt_idle(v);
	screen = vt_has(v, "> 1 DEFINE");
	plain = vt_has(v, " 1  Define");
	vt_show(good && (screen || plain), v);
	vt_send(v, plain ? "stop\r" : "q");
	status = vt_end(v);
	vt_check(good && (screen || plain) && status == 0,
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

	vt_check(good, "a terminal of another encoding is shown ASCII");
	vt_show(good, v);
	vt_free(v);
	v = vt_start(&mute);
	good = vt_idle(v) && vt_has(v, "+- The seven steps -") && ascii_only(v);
	vt_check(good, "so is one that does not answer");
	vt_show(good, v);
	vt_free(v);
	v = vt_start(&utf8);
	good = vt_idle(v) && vt_has(v, "┌─ The seven steps ─");
	vt_check(good, "a terminal that proves UTF-8 is shown lines");
	vt_show(good, v);
	vt_free(v);
}

static void
plain_lines(void)
{
	static const char *const env[] = { "DPIPE_PLAIN=1", "ACCESSIBLE=1",
					   "TERM=dumb" };

	for (size_t i = 0; i < sizeof env / sizeof env[0]; i++) {
		struct vt_opts o = { .env = { "LANGUAGE=en", "LC_ALL=C.UTF-8",
					      env[i] } };
		struct vt *v = vt_start(&o);
		bool asked = vt_shows(v, "a number, a command");
		const char *bytes;
		size_t n;

		/* a letter goes, one of two bytes too */
		vt_send(v, "5x\177\303\251\177\r");
		asked = asked && vt_shows(v, "a bet");
		vt_send(v, "fin\r");
		asked = asked && vt_shows(v, "back at the start");
		vt_send(v, "stop\r");
		asked = asked && vt_end(v) == 0;
		bytes = vt_bytes(v, &n);
		vt_check(asked && memchr(bytes, '\033', n) == NULL,
			 "%s: plain lines, no escape sequence", env[i]);
		vt_free(v);
	}
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

	vt_send(v, "stop\r");
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
	vt_check(during.alternate && during.mouse && during.paste,
		 "%s: the screen was in use", name);
	vt_check(status == wanted, "%s: it ends so (%d)", name, status);
	vt_check(same_state(rest, &after),
		 "%s: the terminal is as it was%s%s%s%s", name,
		 after.alternate ? ", alternate" : "",
		 after.mouse ? ", mouse" : "", after.paste ? ", paste" : "",
		 after.cursor ? "" : ", no cursor");
	if (number)
		vt_check(vt_has(v, "the terminal is as it was"),
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
	vt_check(good && same_state(rest, &stopped),
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
	vt_check(good && again.alternate && again.mouse && again.paste,
		 "%s: it goes on, in the size of now", how);
	vt_show(good, v);
	vt_send(v, "q");
	vt_check(vt_end(v) == 0, "%s: and ends well", how);
	vt_state(v, &again);
	vt_check(same_state(rest, &again), "%s: with the terminal as it was",
		 how);
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

/* Back home, where Esc does nothing more, and to a view that is the same. */
static void
go_to_help(struct vt *v)
{
	for (int i = 0; i < 4; i++) {
		vt_send(v, "\033");
		(void)vt_idle(v);
	}
	vt_send(v, "?");
	(void)vt_until(v, "> Help");
}

/* The first cell of a table of which all was seen. */
static void
go_to_first(struct vt *v)
{
	vt_send(v, "\033[H");
	(void)vt_idle(v);
	for (int i = 0; i < 8; i++) {
		vt_send(v, "\033[D");
		(void)vt_idle(v);
	}
	(void)vt_until(v, ">   1[");
	vt_send(v, "?");
	(void)vt_until(v, "> Help");
	vt_send(v, "\033");
	(void)vt_until(v, ">   1[");
}

/* Changes of size, and KEYS between, in FILE or at home; GO goes back. */
static void
resizes(const char *file, const char *const key[3], void (*go)(struct vt *),
	int resizes)
{
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8", "LANGUAGE=en" },
			     .file = file };
	struct vt *v = vt_start(&o), *fresh;
	unsigned state = 20240315;
	char *a, *b;
	bool good;

	(void)vt_idle(v);
	if (!file)
		vt_send(v, "w");
	(void)vt_idle(v);
	for (int i = 0; i < resizes; i++) {
		vt_resize(v, 3 + (int)(next_random(&state) % 60),
			  5 + (int)(next_random(&state) % 180));
		if (next_random(&state) % 4 == 0)
			vt_send(v, key[next_random(&state) % 3]);
		if (next_random(&state) % 8 == 0)
			(void)vt_idle(v);
	}
	vt_resize(v, 24, 80);
	vt_settle(v);
	go(v);
	fresh = vt_start(&o);
	(void)vt_idle(fresh);
	if (!file)
		vt_send(fresh, "w");
	(void)vt_idle(fresh);
	go(fresh);
	a = vt_cells(v);
	b = vt_cells(fresh);
	good = strcmp(a, b) == 0;
	vt_check(good, "%d changes of size end in the same screen: %s", resizes,
		 file ? "a table" : "home");
	vt_show(good, v);
	vt_show(good, fresh);
	free(a);
	free(b);
	vt_free(v);
	vt_free(fresh);
}

int
main(void)
{
	static const char *const at_home[3] = { "\033[B", "\t", "w" };
	static const char *const in_table[3] = { "\033[B", "\033[C",
						 "\033[6~" };
	char table[1024];

	vt_begin();
	starts();
	doubtful_encoding();
	endings();
	resizes(NULL, at_home, go_to_help, RESIZES);
	(void)snprintf(table, sizeof table,
		       "%s/sample-data/departements-paca.csv",
		       getenv("DPIPE_DATA_DIR"));
	resizes(table, in_table, go_to_first, RESIZES / 2);
	plain_lines(); /* begins a lesson, which home then remembers */
	return vt_finish();
}

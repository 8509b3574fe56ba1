/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe in a real terminal: what keys, clicks and pasted text do, what they
 * cost, and which colours are sent.
 */
#include "vterm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STARTS 21
#define PRESSES 400
#define HOME_KB 16384      /* private memory at home */
#define HOME_READS 1000000 /* bytes: translations, lessons, practice data */
#define MOVE_BYTES 200

/* ---- cost ------------------------------------------------------------- */

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
	vt_say_times("first frame", time, STARTS);
	vt_check(bytes < 6000, "the first frame takes %zu bytes", bytes);
}

/* The time is said; bytes and memory decide. */
static void
cost(void)
{
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8" } };
	struct vt *v = vt_start(&o);
	double time[PRESSES];
	size_t before, after;
	long kb, read;

	(void)vt_idle(v);
	kb = vt_private_kb(v);
	/* a checker's own memory is not ours */
	vt_check(kb < HOME_KB || getenv("DPIPE_MEMORY_KB"),
		 "home takes %ld kB of private memory", kb);
	read = vt_read_bytes(v);
	vt_check(read < HOME_READS || getenv("DPIPE_MEMORY_KB"),
		 "home reads %ld bytes", read);
	(void)vt_bytes(v, &before);
	for (size_t i = 0; i < PRESSES; i++) {
		double start = vt_now();

		vt_send(v, i % 12 < 6 ? "\033[B" : "\033[A");
		(void)vt_idle(v);
		time[i] = vt_now() - start;
	}
	(void)vt_bytes(v, &after);
	vt_say_times("key to frame", time, PRESSES);
	vt_check((after - before) / PRESSES <= MOVE_BYTES,
		 "moving by a line takes %zu bytes",
		 (after - before) / PRESSES);
	vt_free(v);
}

/* ---- colours ---------------------------------------------------------- */

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
	n = vt_colours(v);
	vt_check(vt_has(v, ">"), "%s: what has the focus is marked", env);
	vt_free(v);
	return n;
}

static void
colours(void)
{
	size_t n = colours_with("NO_COLOR=1", "COLORFGBG=15;0");

	vt_check(n == 0, "NO_COLOR: no colour is sent (%zu)", n);
	n = colours_with("NO_COLOR=", "COLORFGBG=15;0");
	vt_check(n > 0, "an empty NO_COLOR does not count (%zu)", n);
	n = colours_with("TERM=xterm", "COLORFGBG=0;15");
	vt_check(n == 0, "8 colours on a light background: none (%zu)", n);
	n = colours_with("TERM=vt100", "COLORFGBG=15;0");
	vt_check(n == 0, "a terminal without colours: none (%zu)", n);
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
	vt_check(good, "%s", what);
	vt_show(good, v);
}

static void
keys(void)
{
	struct vt *v = started();

	sends(v, "\033[B", "> 2 FIND", "an arrow as ESC [");
	sends(v, "\033OB", "> 3 GET", "an arrow as ESC O");
	sends(v, "\033[B", "> 4 VERIFY", "one line further");
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
	sends(v, "\005 xy\033bZ", ": t Zxy", "Alt with a letter is readline's");
	sends(v, "\033", "NAV", "Esc leaves the line");
	sends(v, "\003", "Nothing is running", "Ctrl-C does not end it");
	sends(v, "\023", "does nothing", "Ctrl-S does not freeze it");
	vt_send(v, "\351");
	(void)vt_idle(v);
	sends(v, "3", " 3.1 ", "a byte that is no letter is passed over");
	sends(v, "\303\251", " 2.1 ", "the key of step 2 on AZERTY");
	sends(v, "\0332", " 2.1 ", "elsewhere it is Esc, then the key");
	vt_send(v, "qq");
	vt_check(vt_end(v) == 0, "q, and q again, leaves");
	vt_free(v);
}

/* A name like those of old terminals does not make one. */
static void
old_and_new(void)
{
	static const struct {
		const char *env;
		bool pastes;
	} term[] = { { "TERM=vte-256color", true }, { "TERM=vt220", false } };

	for (size_t i = 0; i < 2; i++) {
		struct vt_opts o = { .env = { "LC_ALL=C.UTF-8", term[i].env } };
		struct vt *v = vt_start(&o);
		struct vt_state state;

		(void)vt_idle(v);
		vt_state(v, &state);
		vt_check(state.paste == term[i].pastes,
			 "%s: pasted text is %sasked for", term[i].env,
			 term[i].pastes ? "" : "not ");
		vt_free(v);
	}
}

/* What is typed before the first screen is there counts. */
static void
typed_ahead(void)
{
	struct vt_opts o = { .env = { "LC_ALL=C", "LANGUAGE=en" } };
	struct vt *v = vt_start(&o);
	bool good;

	vt_send(v, "\303\250\303\251w\033[B");
	good = vt_until(v, "> cluster");
	vt_check(good, "keys typed ahead are not lost");
	vt_show(good, v);
	vt_send(v, "q");
	good = vt_until(v, " 2.1 ");
	vt_check(good, "nor mixed up");
	vt_show(good, v);
	vt_free(v);
}

int
main(void)
{
	vt_begin();
	first_frame();
	cost();
	colours();
	keys();
	typed_ahead();
	old_and_new();
	return vt_finish();
}

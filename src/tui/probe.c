/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions are sent together, and after them one that every terminal
 * answers (DA1): when that answer comes no other will.
 */
#include "tui/probe.h"

#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define MOST_MS 100
#define ANSWER_BYTES 512

/* ---- the environment -------------------------------------------------- */

static bool
is_set(const char *variable)
{
	const char *v = getenv(variable);

	return v && *v && strcmp(v, "0") != 0;
}

bool
tui_term_is(const char *const *word)
{
	const char *term = getenv("TERM");

	for (; term && *word; word++)
		if (strstr(term, *word))
			return true;
	return false;
}

/* What the environment says, and what is left to ask. */
static void
read_environment(struct tui_probe *p)
{
	static const char *const deaf[] = { "linux",  "dumb",        "unknown",
					    "cons25", TUI_OLD_TERMS, NULL };
	static const char *const silent[] = { "dumb", "unknown", NULL };
	const char *no_colour = getenv("NO_COLOR");
	bool ascii = is_set("DPIPE_ASCII");

	p->utf8 = !ascii && dp_locale_utf8() == 1;
	p->ask_utf8 = !ascii && !p->utf8 && !tui_term_is(silent);
	p->background = tui_background_named(getenv("COLORFGBG"));
	p->ask_background = p->background == TUI_BACKGROUND_UNKNOWN &&
			    !(no_colour && *no_colour) && !tui_term_is(deaf);
}

/* ---- answers ---------------------------------------------------------- */

/* Length of the control sequence at S, ESC first; 0: it goes on. */
static size_t
sequence_bytes(dp_str s)
{
	bool string = s.n > 1 && (s.p[1] == ']' || s.p[1] == 'P');

	if (s.n > 1 && !string && s.p[1] != '[')
		return 2;
	for (size_t i = 2; i < s.n; i++) {
		if (!string && s.p[i] >= 0x40 && s.p[i] <= 0x7e)
			return i + 1;
		if (string && s.p[i] == '\a')
			return i + 1;
		if (string && s.p[i] == '\\' && s.p[i - 1] == '\033')
			return i + 1;
	}
	return 0;
}

/* One answer; true when it is the one to DA1. */
static bool
take(struct tui_probe *p, dp_str s)
{
	char last = s.p[s.n - 1];
	int64_t column;

	if (dp_str_starts(s, "\033]11;")) {
		s.n -= last == '\a' ? 1 : 2; /* its end: BEL, or ESC and \ */
		p->background = tui_background_answered(s);
	} else if (dp_str_starts(s, "\033[?") && last == 'c') {
		return true;
	} else if (dp_str_starts(s, "\033[") && last == 'R') {
		dp_str rest = { s.p + 2, s.n - 3 };

		(void)dp_str_cut(&rest, ';');
		if (dp_str_int(rest, &column))
			p->utf8 = column == 2;
	} else {
		/* a key of people */
		dp_buf_str(&p->typed, s);
	}
	return false;
}

bool
tui_probe_read(struct tui_probe *p, dp_str answer)
{
	bool last = false;

	p->typed.n = 0;
	while (answer.n > 0) {
		size_t n = 1;

		if (answer.p[0] != '\033') {
			dp_buf_char(&p->typed, answer.p[0]);
		} else {
			n = sequence_bytes(answer);
			if (n == 0)
				break;
			last = take(p, (dp_str){ answer.p, n }) || last;
		}
		answer = dp_str_from(answer, n);
	}
	return last;
}

/* ---- asking ----------------------------------------------------------- */

static int64_t
now_ms(void)
{
	struct timespec t = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
send(const char *text)
{
	ssize_t n = write(STDOUT_FILENO, text, strlen(text));

	(void)n;
}

void
tui_probe(struct tui_probe *p)
{
	struct pollfd in = { STDIN_FILENO, POLLIN, 0 };
	struct termios was, raw;
	char answer[ANSWER_BYTES];
	size_t n = 0;
	int64_t end = now_ms() + MOST_MS, left;

	read_environment(p);
	if ((!p->ask_utf8 && !p->ask_background) ||
	    tcgetattr(STDIN_FILENO, &was) != 0)
		return;
	raw = was;
	raw.c_lflag &= (tcflag_t) ~(ICANON | ECHO);
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	if (p->ask_utf8)
		send("\r\303\251\033[6n\r\033[K");
	if (p->ask_background)
		send("\033]11;?\033\\");
	send("\033[c");
	while (n < sizeof answer && (left = end - now_ms()) > 0 &&
	       poll(&in, 1, (int)left) > 0) {
		ssize_t k = read(STDIN_FILENO, answer + n, sizeof answer - n);

		if (k <= 0)
			break;
		n += (size_t)k;
		if (tui_probe_read(p, (dp_str){ answer, n }))
			break;
	}
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &was);
}

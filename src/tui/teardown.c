/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signal handlers that give the terminal back. They call nothing but what
 * POSIX lets a handler call: write, tcsetattr, sigaction, raise.
 */
#include "tui/teardown.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/i18n.h"

#define TEXT_BYTES 512
#define STACK_BYTES (64u << 10)

/* Those that ask us to go, and those that say we are broken. */
static const int ending[] = { SIGINT,  SIGTERM, SIGHUP, SIGQUIT, SIGSEGV,
			      SIGABRT, SIGBUS,  SIGFPE, SIGILL };

#define ENDINGS (sizeof ending / sizeof ending[0])
#define ASKED 4u /* the first of them ask */

/* Handlers get no argument of ours. */
static struct {
	struct termios tty;
	bool noted;
	volatile sig_atomic_t armed, continued;
	char undo[TEXT_BYTES], paste_on[16], paste_off[16];
	char asked[TEXT_BYTES], broken[TEXT_BYTES];
	struct sigaction old[ENDINGS], old_stop, old_go;
	char stack[STACK_BYTES];
} teardown;

static void
say(const char *text)
{
	size_t n = strlen(text);

	while (n > 0) {
		ssize_t k = write(STDOUT_FILENO, text, n);

		if (k <= 0)
			return;
		text += k;
		n -= (size_t)k;
	}
}

void
tui_teardown_now(void)
{
	if (!teardown.armed)
		return;
	teardown.armed = 0;
	say(teardown.undo);
	if (teardown.noted)
		(void)tcsetattr(STDIN_FILENO, TCSANOW, &teardown.tty);
}

static void
end_by(int number)
{
	bool asked = false;

	for (size_t i = 0; i < ASKED; i++)
		asked = asked || ending[i] == number;
	if (teardown.armed) {
		tui_teardown_now();
		say(asked ? teardown.asked : teardown.broken);
	}
	(void)raise(number); /* SA_RESETHAND: the standard action now */
}

/* ncurses' own handler stops us and comes back when we go on. */
static void
stop(int number)
{
	int kept = errno;

	say(teardown.paste_off);
	if (teardown.old_stop.sa_handler != SIG_DFL &&
	    teardown.old_stop.sa_handler != SIG_IGN)
		teardown.old_stop.sa_handler(number);
	say(teardown.paste_on);
	teardown.continued = 1;
	errno = kept;
}

static void
go_on(int number)
{
	(void)number;
	teardown.continued = 1;
}

void
tui_teardown_note(void)
{
	teardown.noted = tcgetattr(STDIN_FILENO, &teardown.tty) == 0;
}

void
tui_teardown_words(void)
{
	(void)snprintf(teardown.asked, TEXT_BYTES, "dpipe: %s\r\n",
		       _("stopped by a signal; the terminal is as it was, "
			 "and your files too."));
	(void)snprintf(teardown.broken, TEXT_BYTES, "dpipe: %s\r\n",
		       _("stopped by a fault of its own; the terminal is as "
			 "it was, and your files too."));
}

static void
copy(char *to, size_t bytes, const char *from)
{
	(void)snprintf(to, bytes, "%s", from);
}

void
tui_teardown_arm(const char *undo, const char *paste_on, const char *paste_off)
{
	stack_t stack = { .ss_sp = teardown.stack,
			  .ss_size = sizeof teardown.stack };
	struct sigaction new = { 0 };

	copy(teardown.undo, sizeof teardown.undo, undo);
	copy(teardown.paste_on, sizeof teardown.paste_on, paste_on);
	copy(teardown.paste_off, sizeof teardown.paste_off, paste_off);
	tui_teardown_words();
	(void)sigaltstack(&stack, NULL);
	new.sa_handler = end_by;
	new.sa_flags = (int)(SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
	(void)sigemptyset(&new.sa_mask);
	for (size_t i = 0; i < ENDINGS; i++) {
		(void)sigaction(ending[i], NULL, &teardown.old[i]);
		if (i >= ASKED || teardown.old[i].sa_handler != SIG_IGN)
			(void)sigaction(ending[i], &new, NULL);
	}
	new.sa_flags = SA_RESTART;
	new.sa_handler = go_on;
	(void)sigaction(SIGCONT, &new, &teardown.old_go);
	(void)sigaction(SIGTSTP, NULL, &teardown.old_stop);
	new.sa_handler = stop;
	if (teardown.old_stop.sa_handler != SIG_IGN &&
	    teardown.old_stop.sa_handler != SIG_DFL)
		(void)sigaction(SIGTSTP, &new, NULL);
	teardown.armed = 1;
}

bool
tui_teardown_continued(void)
{
	bool was = teardown.continued != 0;

	teardown.continued = 0;
	return was;
}

void
tui_teardown_disarm(void)
{
	teardown.armed = 0;
	for (size_t i = 0; i < ENDINGS; i++)
		(void)sigaction(ending[i], &teardown.old[i], NULL);
	(void)sigaction(SIGCONT, &teardown.old_go, NULL);
	(void)sigaction(SIGTSTP, &teardown.old_stop, NULL);
}

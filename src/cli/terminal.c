/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands at the other end of standard output, and what it can show.
 */
#include "cli/inner.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define WIDTH_COLS 80
#define NARROWEST_COLS 20

static bool plain_option;

void
cli_terminal_plain(void)
{
	plain_option = true;
}

static bool
is_set(const char *variable)
{
	const char *v = getenv(variable);

	return v && *v && strcmp(v, "0") != 0;
}

static bool
is_terminal_called(const char *name)
{
	const char *term = getenv("TERM");

	return term && strcmp(term, name) == 0;
}

int
cli_width(void)
{
	struct winsize size;

	if (!isatty(STDOUT_FILENO) ||
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return WIDTH_COLS;
	return size.ws_col < NARROWEST_COLS ? NARROWEST_COLS : size.ws_col;
}

bool
cli_plain_wanted(void)
{
	return plain_option || is_set("DPIPE_PLAIN") || is_set("ACCESSIBLE") ||
	       is_terminal_called("dumb");
}

bool
cli_answers(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

bool
cli_piped(void)
{
	struct stat st;
	int fd;

	if (cli_plain_wanted() || !isatty(STDOUT_FILENO) ||
	    fstat(STDIN_FILENO, &st) != 0 ||
	    !(S_ISFIFO(st.st_mode) || S_ISREG(st.st_mode) ||
	      S_ISSOCK(st.st_mode)))
		return false;
	fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
	if (fd >= 0)
		(void)close(fd);
	return fd >= 0;
}

bool
cli_interactive(void)
{
	return !cli_plain_wanted() && cli_answers();
}

bool
cli_plain(void)
{
	return cli_plain_wanted() || !isatty(STDOUT_FILENO);
}

bool
cli_unicode(void)
{
	/* the console of Linux has few signs */
	return !cli_plain() && !is_terminal_called("linux") &&
	       !is_set("DPIPE_ASCII") && dp_locale_utf8() != 0;
}

bool
cli_colour(void)
{
	const char *no = getenv("NO_COLOR");

	return !cli_plain() && !(no && *no);
}

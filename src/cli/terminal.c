/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands at the other end of standard output, and what it can show.
 */
#include "cli/inner.h"

#include <langinfo.h>
#include <stdlib.h>
#include <sys/ioctl.h>
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
	return plain_option || is_set("DPIPE_PLAIN") ||
	       is_terminal_called("dumb");
}

bool
cli_plain(void)
{
	return cli_plain_wanted() || !isatty(STDOUT_FILENO);
}

bool
cli_unicode(void)
{
	/* the console of Linux has few signs; a terminal says its encoding
	 * only through the user's locale */
	return !cli_plain() && !is_terminal_called("linux") &&
	       !is_set("DPIPE_ASCII") &&
	       strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool
cli_colour(void)
{
	const char *no = getenv("NO_COLOR");

	return !cli_plain() && !(no && *no);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the program's own files are: named by the environment, beside the
 * program (it was built here and not installed), or as installed; and where
 * it remembers things.
 */
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"

/*
 * Fills ROOM with the folder of the program's own file, then "/WHAT", when
 * that exists; returns ROOM, or NULL.
 */
static const char *
beside_program(const char *what, char *room, size_t room_bytes)
{
	ssize_t n = readlink("/proc/self/exe", room, room_bytes);
	char *slash;
	size_t left;

	if (n <= 0 || (size_t)n >= room_bytes)
		return NULL;
	room[n] = '\0';
	slash = strrchr(room, '/');
	if (!slash)
		return NULL;
	left = room_bytes - (size_t)(slash - room);
	if ((size_t)snprintf(slash, left, "/%s", what) >= left)
		return NULL;
	return dp_exists(room) ? room : NULL;
}

const char *
cli_data_folder(void)
{
	static char room[PATH_MAX];
	const char *folder = getenv("DPIPE_DATA_DIR");

	if (folder && *folder)
		return folder;
	if (beside_program("sample-data/catalogue", room, sizeof room)) {
		room[strlen(room) - strlen("/sample-data/catalogue")] = '\0';
		return room;
	}
	return PKGDATADIR;
}

const char *
cli_state_folder(void)
{
	static char room[PATH_MAX];
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	int n;

	if (state && *state == '/')
		n = snprintf(room, sizeof room, "%s/dpipe", state);
	else if (home && *home == '/')
		n = snprintf(room, sizeof room, "%s/.local/state/dpipe", home);
	else
		return NULL;
	return n > 0 && (size_t)n < sizeof room ? room : NULL;
}

const char *
cli_locale_folder(void)
{
	static char room[PATH_MAX];
	const char *folder = getenv("DPIPE_LOCALE_DIR");

	if (folder && *folder)
		return folder;
	if (beside_program("locale", room, sizeof room))
		return room;
	return LOCALEDIR;
}

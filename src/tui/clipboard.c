/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copying; see clipboard.h. */
#include "tui/clipboard.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "tui/inner.h"

#define TOOL_WORDS 4

/* Tools that take a text on standard input, and what they need. */
static const struct {
	const char *needs; /* variable of the environment */
	const char *argv[TOOL_WORDS];
} tools[] = {
	{ "WAYLAND_DISPLAY", { "wl-copy", NULL } },
	{ "DISPLAY", { "xclip", "-selection", "clipboard", NULL } },
	{ "DISPLAY", { "xsel", "-ib", NULL } },
};

/* ---- a tool ------------------------------------------------------------ */

/* Starts the tool with INPUT as its standard input, silent; 0: it cannot be. */
static pid_t
start(const char *const *argv, int input)
{
	posix_spawn_file_actions_t actions;
	char *copy[TOOL_WORDS];
	pid_t pid = 0;
	int n = 0;

	do
		copy[n] = dp_strdup(dp_str_c(argv[n]));
	while (argv[++n]);
	copy[n] = NULL;
	(void)posix_spawn_file_actions_init(&actions);
	(void)posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++)
		(void)posix_spawn_file_actions_addopen(&actions, fd,
						       "/dev/null", O_WRONLY,
						       0);
	if (posix_spawnp(&pid, copy[0], &actions, NULL, copy, environ) != 0)
		pid = 0;
	(void)posix_spawn_file_actions_destroy(&actions);
	while (n > 0)
		free(copy[--n]);
	return pid;
}

/*
 * Gives TEXT to the tool, which goes on by itself: a text fits in a pipe, so
 * nothing waits for it.
 */
static bool
give(struct tui_app *app, const char *const *argv, dp_str text)
{
	int ends[2];
	ssize_t n = -1;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	pid = start(argv, ends[0]);
	if (pid) {
		n = write(ends[1], text.p ? text.p : "", text.n);
		if (app->copier)
			(void)waitpid(app->copier, NULL, WNOHANG);
		app->copier = pid;
	}
	(void)close(ends[0]);
	(void)close(ends[1]);
	return n == (ssize_t)text.n;
}

/* The tool that took TEXT, or NULL. */
static const char *
give_to_tool(struct tui_app *app, dp_str text)
{
	const char *ssh = getenv("SSH_CONNECTION");

	if (ssh && *ssh)
		return NULL;
	for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++) {
		const char *needed = getenv(tools[i].needs);

		if (needed && *needed && give(app, tools[i].argv, text))
			return tools[i].argv[0];
	}
	return NULL;
}

/* ---- the terminal ------------------------------------------------------ */

void
tui_copy_sequence(dp_str text, struct dp_buf *out)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkl"
				    "mnopqrstuvwxyz0123456789+/";

	dp_buf_c(out, "\033]52;c;");
	for (size_t i = 0; i < text.n; i += 3) {
		uint32_t v = 0;
		size_t n = text.n - i < 3 ? text.n - i : 3;

		for (size_t k = 0; k < 3; k++)
			v = v << 8 |
			    (k < n ? (unsigned char)text.p[i + k] : 0u);
		for (size_t k = 0; k < 4; k++)
			dp_buf_char(out, k <= n ?
						 digit[v >> (18 - 6 * k) & 63] :
						 '=');
	}
	dp_buf_char(out, '\a');
}

/* ---- the file ---------------------------------------------------------- */

/* Writes TEXT to a file of the user's own; its path, or NULL. */
static char *
keep_in_file(const struct tui_app *app, dp_str text)
{
	const char *folder = tui_world(app)->state_folder;
	struct dp_err err = { 0 };
	char *path;

	if (!folder || dp_make_folders(folder, &err) != 0)
		return NULL;
	path = dp_path_join(folder, "copied.txt");
	if (dp_write_file(path, text.p ? text.p : "", text.n, &err) != 0) {
		free(path);
		return NULL;
	}
	(void)chmod(path, S_IRUSR | S_IWUSR);
	return path;
}

void
tui_copy(struct tui_app *app, const char *what, dp_str text)
{
	dp_str part = { text.p,
			text.n < TUI_COPY_BYTES ? text.n : TUI_COPY_BYTES };
	const char *tool = give_to_tool(app, part);
	char *path = keep_in_file(app, part);
	struct dp_buf b = { 0 };

	dp_buf_c(&b, what);
	if (tool) {
		dp_buf_format(&b, _(": sent to %s"), tool);
	} else {
		app->copied.n = 0;
		dp_buf_str(&app->copied, part);
		dp_buf_c(&b, _(": sent to the terminal, if it takes copies"));
	}
	if (path)
		dp_buf_format(&b, _(", and to the file %s"), path);
	dp_buf_c(&b, ".");
	if (part.n < text.n)
		dp_buf_format(&b, " %s", _("It was long: only its start."));
	tui_say(app, "%.*s", DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
	free(path);
}

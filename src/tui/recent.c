/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files opened last; see recent.h for the format. */
#include "tui/recent.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#define LIMIT_BYTES (1u << 20)
#define SOURCE "source"

static char *
file_of(const char *state)
{
	return dp_path_join(state, "recent");
}

bool
tui_recent_known(const char *state)
{
	char *file = state ? file_of(state) : NULL;
	bool known = file && dp_exists(file);

	free(file);
	return known;
}

void
tui_recent_read(const char *state, struct tui_recent *r)
{
	char *file = state ? file_of(state) : NULL;
	struct dp_err err = { 0 };
	dp_str rest;

	if (file && dp_read_file(file, LIMIT_BYTES, &r->text, &err) != 0)
		r->text.n = 0;
	free(file);
	rest = dp_buf_view(&r->text);
	while (rest.p && rest.n > 0) {
		dp_str line = dp_str_cut(&rest, '\n'), path = line;
		dp_str when = dp_str_cut(&path, ' ');

		if (dp_str_is(when, SOURCE) && r->n > 0)
			r->from[r->n - 1] = dp_str_from(line, strlen(SOURCE));
		if (r->n == TUI_RECENT || path.n == 0 ||
		    !dp_str_int(when, &r->when[r->n]))
			continue;
		r->from[r->n] = DP_S("");
		r->path[r->n++] = path;
	}
}

void
tui_recent_done(struct tui_recent *r)
{
	dp_buf_done(&r->text);
	r->n = 0;
}

/* PATH from the root on, so that it holds in any folder. */
static char *
whole_path(const char *path)
{
	char *whole = realpath(path, NULL);
	char *copy = dp_strdup(dp_str_c(whole ? whole : path));

	free(whole);
	return copy;
}

static void
put(dp_str path, dp_str from, int64_t when, struct dp_buf *out)
{
	dp_buf_format(out, "%" PRId64 " %.*s\n", when, DP_FMT(path));
	if (from.n)
		dp_buf_format(out, SOURCE "%.*s\n", DP_FMT(from));
}

void
tui_recent_note(const char *state, const char *path, dp_str from, int64_t now)
{
	struct tui_recent old = { 0 };
	struct dp_buf b = { 0 };
	struct dp_err err = { 0 };
	char *file, *whole = path ? whole_path(path) : NULL;

	if (state && dp_make_folders(state, &err) == 0) {
		file = file_of(state);
		tui_recent_read(state, &old);
		if (whole && !strchr(whole, '\n'))
			put(dp_str_c(whole), from, now, &b);
		for (size_t i = 0; i < old.n && i < TUI_RECENT - 1; i++)
			if (!whole || !dp_str_is(old.path[i], whole) ||
			    !dp_str_eq(old.from[i], from))
				put(old.path[i], old.from[i], old.when[i], &b);
		if (dp_write_file(file, b.p, b.n, &err) == 0)
			(void)chmod(file, S_IRUSR | S_IWUSR);
		free(file);
	}
	tui_recent_done(&old);
	dp_buf_done(&b);
	free(whole);
}

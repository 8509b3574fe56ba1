/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening a file: a table in a view of its own, the folder of a project too;
 * of a file that holds several tables, one is chosen first.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/name.h"
#include "tui/recent.h"
#include "tui/view_table.h"

static bool
is_project(const char *path)
{
	char *project = dp_path_join(path, "project.dpipe");
	bool is = dp_exists(project);

	free(project);
	return is;
}

static bool
open_project(struct tui_app *app, const char *path)
{
	char *arg = dp_format("1:%s", path);
	bool opened = tui_push(app, &tui_view_project, arg);

	free(arg);
	return opened;
}

/* Does PATH hold several tables, and nobody has said which? */
static bool
is_to_choose(const char *path, dp_str from)
{
	const dp_str none = { NULL, 0 };
	struct dp_tables list = { .book = NULL };
	bool several;

	if (from.n)
		return false;
	dp_tables_list(path, none, &list);
	several = dp_tables_to_choose(&list);
	dp_tables_done(&list);
	return several;
}

static bool
open_table(struct tui_app *app, const char *name)
{
	const struct tui_table *t;

	if (!tui_push(app, &tui_view_table, name))
		return false;
	t = tui_top(app)->state;
	tui_recent_note(app->world.state_folder, t->path,
			tui_name_from(t->name), tui_now(app));
	return true;
}

bool
tui_open_file(struct tui_app *app, const char *name)
{
	char *path;
	bool opened;

	if (app->world.piped && strcmp(name, "-") == 0)
		return tui_push(app, &tui_view_pipe, NULL);
	path = tui_name_path(name);
	if (is_project(path))
		opened = open_project(app, path);
	else if (is_to_choose(path, tui_name_from(name)))
		opened = tui_push(app, &tui_view_tables, path);
	else
		opened = open_table(app, name);
	free(path);
	return opened;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a file: a table in a view of its own, the folder of a project too. */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/recent.h"

bool
tui_open_file(struct tui_app *app, const char *path)
{
	char *project = dp_path_join(path, "project.dpipe");
	bool is_project = dp_exists(project);

	free(project);
	if (app->world.piped && strcmp(path, "-") == 0)
		return tui_push(app, &tui_view_pipe, NULL);
	if (is_project) {
		char *arg = dp_format("1:%s", path);
		bool opened = tui_push(app, &tui_view_project, arg);

		free(arg);
		return opened;
	}
	if (!tui_push(app, &tui_view_table, path))
		return false;
	tui_recent_note(app->world.state_folder, path, tui_now(app));
	return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking work home: the learner's folder, as it is, in a place of their
 * choice. What carries progress to another machine is dp_learn_export.
 */
#include "lesson/session.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/i18n.h"

/* Where the copy goes: NAME from here or from ~, or the track's name here. */
static char *
place_of(const struct dp_learn *l, dp_str name, struct dp_err *err)
{
	const char *home = getenv("HOME");
	char *path, *whole;

	if (name.n > 1 && (name.p[0] == '"' || name.p[0] == '\'') &&
	    name.p[name.n - 1] == name.p[0])
		name = (dp_str){ name.p + 1, name.n - 2 };
	if (dp_str_starts(name, "~/") && home)
		path = dp_format("%s/%.*s", home, DP_FMT(dp_str_from(name, 2)));
	else
		path = dp_strdup(name.n ? name : dp_str_c(l->track));
	whole = dpi_absolute(path, err);
	free(path);
	return whole;
}

/* Makes the folder PATH, which is not there yet. */
static int
make_new(const char *path, struct dp_err *err)
{
	if (dp_make_folder_of(path, err) != 0)
		return -1;
	if (mkdir(path, 0777) == 0)
		return 0;
	if (errno == EEXIST)
		return dp_fail(err, DP_EUSAGE,
			       _("%s is there already, and nothing is written "
				 "over. Give another name: take NAME"),
			       path);
	return dp_fail_errno(err, _("the folder %s cannot be made"), path);
}

void
dpi_take(const struct dp_learn *l, dp_str name, struct dp_says *says)
{
	struct dp_err err = { 0 };
	char *to = place_of(l, name, &err);
	int status = to ? make_new(to, &err) : -1;

	if (status == 0)
		status = dpi_copy_tree(l->folder, to, &err);
	if (status != 0) {
		dpi_say(says, DP_SAY_ERROR, "%s", err.msg);
	} else {
		dpi_say(says, DP_SAY_DONE, _("A copy of your folder is in %s."),
			to);
		dpi_say(says, DP_SAY_TEXT,
			_("Your reflections are in diary.md, if you wrote any: "
			  "take it out before you give the copy away. In that "
			  "folder, on any machine with dpipe, “dpipe run” "
			  "makes everything anew from the raw files, and "
			  "“dpipe run --check” says whether it is the same."));
	}
	free(to);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Projects as folders: found, read, written, begun. What stands in the
 * project file is the parser's business, what changes it the editor's.
 */
#include <dpipe/project.h>

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "op/recipe.h"
#include "step/project.h"

void
dp_project_free(struct dp_project *p)
{
	if (!p)
		return;
	free(p->line);
	free(p->hypothesis);
	free(p->column);
	free(p->wanted);
	free(p->step);
	free(p->name);
	dp_arena_done(&p->arena);
	free(p);
}

struct dp_project *
dp_project_read(const char *folder, struct dp_err *err)
{
	char *path = dp_path_join(folder, DP_PROJECT_FILE);
	struct dp_buf text = { 0 };
	struct dp_project *p = NULL;

	if (!dp_exists(path))
		dp_fail(err, DP_ENOTFOUND,
			_("%s is no project: it has no %s. \"dpipe define "
			  "new %s\" begins one."),
			folder, DP_PROJECT_FILE, folder);
	else if (dp_read_file(path, DP_PROJECT_MAX_BYTES, &text, err) == 0)
		p = dp_project_parse(dp_buf_view(&text), path, err);
	dp_buf_done(&text);
	free(path);
	return p;
}

int
dp_project_write(const struct dp_project *p, const char *folder,
		 struct dp_err *err)
{
	char *path = dp_path_join(folder, DP_PROJECT_FILE);
	int status = dp_write_file(path, p->text.p, p->text.n, err);

	free(path);
	return status;
}

ptrdiff_t
dp_project_column_find(const struct dp_project *p, dp_str name)
{
	size_t i;

	for (i = 0; i < p->n_columns; i++)
		if (dp_str_eq(p->column[i].name, name))
			return (ptrdiff_t)i;
	return -1;
}

ptrdiff_t
dp_project_wanted_find(const struct dp_project *p, dp_str name)
{
	size_t i;

	for (i = 0; i < p->n_wanted; i++)
		if (dp_str_eq(p->wanted[i].name, name))
			return (ptrdiff_t)i;
	return -1;
}

static bool
has_project(const char *folder)
{
	char *path = dp_path_join(folder, DP_PROJECT_FILE);
	bool has = dp_exists(path);

	free(path);
	return has;
}

char *
dp_project_find(const char *from, struct dp_err *err)
{
	char *folder = realpath(from ? from : ".", NULL), *slash;
	struct stat st;

	if (folder && stat(folder, &st) == 0 && !S_ISDIR(st.st_mode)) {
		free(folder);
		return dp_fail_null(err, DP_ENOTFOUND,
				    _("%s is no folder; name the folder of a "
				      "project."),
				    from);
	}
	if (!folder && errno == ENOENT)
		return dp_fail_null(err, DP_ENOTFOUND,
				    _("there is no folder %s; \"dpipe define "
				      "new %s\" begins a project in it."),
				    from ? from : ".", from ? from : ".");
	if (!folder) {
		dp_fail_errno(err, _("%s cannot be opened"), from ? from : ".");
		return NULL;
	}
	while (!has_project(folder)) {
		slash = strrchr(folder, '/');
		if (!slash || strcmp(folder, "/") == 0) {
			free(folder);
			return dp_fail_null(
				err, DP_ENOTFOUND,
				_("neither %s nor a folder above it is a "
				  "project (none has a %s). \"dpipe define "
				  "new FOLDER\" begins one."),
				from ? from : _("the current folder"),
				DP_PROJECT_FILE);
		}
		/* The parent of /a is /. */
		slash[slash == folder] = '\0';
	}
	return folder;
}

int
dpi_project_make_folders(const char *top, struct dp_err *err)
{
	static const char *const inside[] = { DP_PROJECT_RAW, "recipes",
					      "clean",        "results",
					      "charts",       "verify" };
	int status = 0;
	size_t i;

	for (i = 0; status == 0 && i < sizeof inside / sizeof *inside; i++) {
		char *path = dp_path_join(top, inside[i]);

		status = dp_make_folders(path, err);
		free(path);
	}
	return status;
}

/* The first lines of a project file, comments in the user's language. */
static void
first_lines(const struct dp_project_start *s, struct dp_buf *out)
{
	const char *language = s->language ? s->language : dp_language();

	if (strcmp(language, "fr") != 0)
		language = "en";
	dp_buf_c(out, "dpipe-project 1\n");
	dp_buf_format(out, "# %s\n",
		      _("The question, hypotheses that can be proved wrong, "
			"the table one would"));
	dp_buf_format(out, "# %s\n\n",
		      _("need, the data wanted to fill it. \"dpipe define "
			"check\" says what is missing."));
	dp_buf_format(out, "language %s\n", language);
}

int
dp_project_new(const char *folder, const struct dp_project_start *s,
	       struct dp_err *err)
{
	struct dp_buf text = { 0 };
	struct dp_project *p;
	int status = -1;

	if (has_project(folder))
		return dp_fail(err, DP_EUSAGE,
			       _("%s is a project already. \"dpipe define "
				 "show %s\" shows it."),
			       folder, folder);
	first_lines(s, &text);
	p = dp_project_parse(dp_buf_view(&text), DP_PROJECT_FILE, err);
	dp_buf_done(&text);
	if (!p)
		return -1;
	if (s->title &&
	    dp_project_say(p, DP_PROJECT_TITLE, dp_str_c(s->title), err))
		goto out;
	if (s->question &&
	    dp_project_say(p, DP_PROJECT_QUESTION, dp_str_c(s->question), err))
		goto out;
	if (dpi_project_make_folders(folder, err))
		goto out;
	status = dp_project_write(p, folder, err);
out:
	dp_project_free(p);
	return status;
}

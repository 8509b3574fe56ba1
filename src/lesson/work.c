/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The learner's folder: a project like any other, with the raw files of the
 * lesson, its recipe and the table the recipe makes.
 */
#include "lesson/session.h"

#include <dpipe/clean.h>
#include <dpipe/source.h>

#include <stdlib.h>

#include "base/i18n.h"

char *
dpi_work_path(const struct dp_learn *l, dp_str file)
{
	char *name = dp_strdup(file);
	char *path = dp_path_join(l->folder, name);

	free(name);
	return path;
}

/* ---- raw files -------------------------------------------------------- */

/* Brings the file NAME of the sample data among the raw files. */
static int
bring(struct dp_learn *l, dp_str name, struct dp_err *err)
{
	char *from = dp_format("%s/sample-data/%.*s", l->places.data,
			       DP_FMT(name));
	char *raw = dp_path_join(l->folder, DP_PROJECT_RAW);
	char *there = dp_path_join(raw, dp_path_base(from));
	char *address = dp_format("dpipe:%.*s", DP_FMT(name));
	struct dp_acquire q = {
		.what = from, .into = raw, .asked = address, .address = address
	};
	struct dp_acquired got = { 0 };
	int status = 0;

	if (!dp_exists(there)) {
		status = dp_source_acquire(&q, &got, err);
		dp_acquired_done(&got);
	}
	free(from);
	free(raw);
	free(there);
	free(address);
	return status;
}

static int
begin_project(struct dp_learn *l, struct dp_err *err)
{
	char *title = dp_strdup(dp_str_c(l->track));
	struct dp_project_start start = { .title = title };
	char *file = dp_path_join(l->folder, DP_PROJECT_FILE);
	int status = 0;

	if (!dp_exists(file))
		status = dp_project_new(l->folder, &start, err);
	else
		status = dpi_project_make_folders(l->folder, err);
	free(title);
	free(file);
	return status;
}

int
dpi_work_prepare(struct dp_learn *l, struct dp_err *err)
{
	int status = begin_project(l, err);

	for (size_t i = 0; status == 0 && l->lesson && i < l->lesson->data.n;
	     i++)
		status = bring(l, l->lesson->data.at[i], err);
	return status;
}

/* ---- the table -------------------------------------------------------- */

bool
dpi_table_missing(const struct dp_learn *l)
{
	bool missing;
	char *path;

	if (!l->lesson->table.p || l->lesson->data.n == 0)
		return false;
	path = dpi_work_path(l, l->lesson->table);
	missing = !dp_exists(path);
	free(path);
	return missing;
}

int
dpi_recipe_get(const struct dp_learn *l, struct dp_buf *out, struct dp_err *err)
{
	char *path;
	int status = 0;

	if (!l->lesson->recipe.p)
		return dp_fail(err, DP_EUSAGE,
			       _("this lesson has no recipe; type a command, "
				 "such as: analyse count FILE"));
	path = dpi_work_path(l, l->lesson->recipe);
	if (dp_exists(path))
		status = dp_read_file(path, DPI_COPY_MAX_BYTES, out, err);
	else
		dp_buf_c(out, "dpipe-recipe 1\n");
	free(path);
	return status;
}

/* Name of the first data file in the learner's folder, to be freed. */
static char *
first_raw(const struct dp_learn *l)
{
	char *name = dp_strdup(l->lesson->data.at[0]);
	char *path = dp_format(DP_PROJECT_RAW "/%s", dp_path_base(name));

	free(name);
	return path;
}

struct making {
	struct dp_learn *l;
	struct dp_result *r;
};

/* Runs the recipe; the current folder is the learner's. */
static int
make(void *on, struct dp_err *err)
{
	struct making *m = on;
	const struct dp_lesson *lesson = m->l->lesson;
	char *raw = first_raw(m->l), *table = dp_strdup(lesson->table);
	char *path = dp_strdup(lesson->recipe);
	struct dp_recipe *recipe = dp_exists(path) ?
					   dp_recipe_read(path, err) :
					   dp_recipe_parse(DP_S(""), path, err);
	struct dp_clean c = { .input = raw, .output = table };
	int status = -1;

	dp_read_opts_init(&c.read);
	c.recipe = recipe;
	if (recipe)
		status = dp_clean_run(&c, m->r, err);
	dp_recipe_free(recipe);
	free(raw);
	free(table);
	free(path);
	return status;
}

int
dpi_table_make(struct dp_learn *l, struct dp_result *r, struct dp_err *err)
{
	struct making m = { l, r };

	return l->front.inside(l->front.self, l->folder, make, &m, err);
}

/* The do line that makes the table stands in the project. */
static int
note_table(struct dp_learn *l, struct dp_err *err)
{
	char *raw = first_raw(l);
	char *line = dp_format("clean -r %.*s %s -o %.*s",
			       DP_FMT(l->lesson->recipe), raw,
			       DP_FMT(l->lesson->table));
	struct dp_command c = { 0 };
	int status = dp_command_split(dp_str_c(line), &c, err);

	if (status == 0)
		status = dpi_work_step(l, &c, err);
	dp_command_done(&c);
	free(raw);
	free(line);
	return status;
}

int
dpi_recipe_put(struct dp_learn *l, dp_str text, struct dp_result *r,
	       struct dp_err *err)
{
	char *path = dpi_work_path(l, l->lesson->recipe);
	bool there = dp_exists(path);
	struct dp_buf before = { 0 };
	struct dp_err ignored = { 0 };
	int status = dpi_recipe_get(l, &before, err);

	if (status == 0)
		status = dp_write_file(path, text.p, text.n, err);
	if (status == 0 && dpi_table_make(l, r, err) != 0) {
		if (there)
			(void)dp_write_file(path, before.p, before.n, &ignored);
		else
			(void)remove(path);
		dp_buf_done(&before);
		free(path);
		return 0;
	}
	if (status == 0)
		status = note_table(l, err);
	dp_buf_done(&before);
	free(path);
	return status == 0 ? 1 : -1;
}

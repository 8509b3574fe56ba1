/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lessons there are: every file NAME.lesson in a track's folder. Nothing
 * names them.
 */
#include <dpipe/lesson.h>

#include <dirent.h>
#include <stdlib.h>

#include "base/i18n.h"

static int
compare(const void *a, const void *b)
{
	const struct dp_lesson *x = *(struct dp_lesson *const *)a;
	const struct dp_lesson *y = *(struct dp_lesson *const *)b;
	int order = dp_str_cmp(x->track, y->track);

	if (order == 0 && x->step != y->step)
		order = x->step < y->step ? -1 : 1;
	return order ? order : dp_str_cmp(x->name, y->name);
}

static bool
ends(const char *name, const char *end)
{
	size_t n = strlen(name), k = strlen(end);

	return n > k && strcmp(name + n - k, end) == 0;
}

/* The id of a lesson is where it stands: TRACK/NAME.lesson. */
static int
check_place(const struct dp_lesson *l, const char *track, const char *file,
	    struct dp_err *err)
{
	char *place = dp_format("%.*s.lesson", DP_FMT(l->name));
	bool right = dp_str_is(l->track, track) && strcmp(place, file) == 0;

	free(place);
	if (right)
		return 0;
	return dp_fail(err, DP_ERECIPE,
		       _("%s says that it is %.*s: file, folder and id have to "
			 "agree."),
		       l->file, DP_FMT(l->id));
}

static int
read_track(const char *folder, const char *track, struct dp_lessons *out,
	   struct dp_err *err)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	int status = 0;

	while (d && status == 0 && (e = readdir(d)) != NULL) {
		struct dp_lesson *l;
		char *path;

		if (e->d_name[0] == '.' || !ends(e->d_name, ".lesson"))
			continue;
		path = dp_path_join(folder, e->d_name);
		l = dp_lesson_read(path, err);
		free(path);
		if (!l || check_place(l, track, e->d_name, err) != 0) {
			dp_lesson_free(l);
			status = -1;
			break;
		}
		dp_grow(&out->at, &out->cap, out->n, sizeof *out->at);
		out->at[out->n++] = l;
	}
	if (d)
		(void)closedir(d);
	return status;
}

int
dp_lessons_read(const char *data, struct dp_lessons *out, struct dp_err *err)
{
	char *top = dp_path_join(data, "lessons");
	DIR *d = opendir(top);
	struct dirent *e;
	int status = 0;

	while (d && status == 0 && (e = readdir(d)) != NULL) {
		char *folder;

		if (e->d_name[0] == '.')
			continue;
		folder = dp_path_join(top, e->d_name);
		status = read_track(folder, e->d_name, out, err);
		free(folder);
	}
	if (d)
		(void)closedir(d);
	free(top);
	if (out->n)
		qsort(out->at, out->n, sizeof *out->at, compare);
	return status;
}

const struct dp_lesson *
dp_lessons_find(const struct dp_lessons *l, dp_str id)
{
	for (size_t i = 0; i < l->n; i++)
		if (dp_str_eq(l->at[i]->id, id))
			return l->at[i];
	return NULL;
}

void
dp_lessons_done(struct dp_lessons *l)
{
	for (size_t i = 0; i < l->n; i++)
		dp_lesson_free(l->at[i]);
	free(l->at);
	memset(l, 0, sizeof *l);
}

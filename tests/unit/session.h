/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lesson about towns in a folder of its own, and a front end for it. */
#ifndef TEST_SESSION_H
#define TEST_SESSION_H

#include <dpipe/lesson.h>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "towns.h"

static char top[4096];
static struct dp_says says;

/* ---- a front end that shows nothing ----------------------------------- */

static inline int
inside(void *self, const char *folder, int (*work)(void *, struct dp_err *),
       void *on, struct dp_err *err)
{
	int here = open(".", O_RDONLY | O_DIRECTORY), status;

	(void)self;
	assert_int_equal(chdir(folder), 0);
	status = work(on, err);
	assert_int_equal(fchdir(here), 0);
	assert_int_equal(close(here), 0);
	return status;
}

static inline int
command(void *self, const char *folder, const struct dp_command *c,
	struct dp_buf *said, struct dp_err *err)
{
	(void)self;
	(void)folder;
	(void)err;
	dp_buf_format(said, "did %s", c->word[0]);
	return strcmp(c->word[0], "verify") == 0 ? 3 : 0;
}

static const struct dp_learn_front front = { NULL, inside, command };

static inline struct dp_learn *
open_at(const char *track, const char *name)
{
	char *data = dp_path_join(top, "data"), *work = dp_path_join(top, name),
	     *state = dp_path_join(top, name);
	struct dp_learn_places places = { data, work, state };
	struct dp_err err = { 0 };
	struct dp_learn *l = dp_learn_open(&places, track, &front, &err);

	if (!l)
		fail_msg("%s", err.msg);
	free(data);
	free(work);
	free(state);
	return l;
}

static inline struct dp_learn *
open_lesson(void)
{
	return open_at("towns", "w");
}

/* What the session answers to LINE, all of it; STATUS is what it returns. */
static inline const char *
answer(struct dp_learn *l, const char *line, int status)
{
	static char text[4096];
	struct dp_err err = { 0 };
	size_t n = 0;
	int got;

	dp_says_clear(&says);
	got = dp_learn_line(l, dp_str_c(line), &says, &err);
	if (got != status)
		fail_msg("%s: %d: %s", line, got, err.msg);
	text[0] = '\0';
	for (size_t i = 0; i < says.n && n < sizeof text; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "[%d] %.*s\n",
				      (int)says.at[i].kind,
				      DP_FMT(says.at[i].text));
	return text;
}

static inline void
says_that(struct dp_learn *l, const char *line, const char *part)
{
	const char *text = answer(l, line, 1);

	if (!strstr(text, part))
		fail_msg("to \"%s\": no \"%s\" in: %s", line, part, text);
}

static inline size_t
task(const struct dp_learn *l, bool *complete)
{
	struct dp_learn_at at;

	dp_learn_at(l, &at);
	*complete = at.complete;
	return at.task_number;
}

static inline void
put(const char *name, const char *text)
{
	struct dp_err err = { 0 };
	char *path = dp_path_join(top, name), *slash = strrchr(path, '/');

	*slash = '\0';
	assert_int_equal(dp_make_folders(path, &err), 0);
	*slash = '/';
	assert_int_equal(dp_write_file(path, text, strlen(text), &err), 0);
	free(path);
}

static inline int
setup(void **state)
{
	char name[] = "session-XXXXXX";

	(void)state;
	assert_non_null(mkdtemp(name));
	assert_non_null(realpath(name, top));
	put("data/lessons/towns/clean.lesson", lesson);
	put("data/lessons/towns/present.lesson", after);
	put("data/sample-data/towns.csv",
	    "id,town\n1,Aix\n2,Nice \n3,Apt\n4,Nice\n");
	put("data/sample-data/catalogue/a.sheet",
	    "title.fr: A\nlink: https://example.org/a.csv\n");
	return 0;
}

static inline int
teardown(void **state)
{
	(void)state;
	dp_says_done(&says);
	dp_remove_tree(top);
	return 0;
}

#endif

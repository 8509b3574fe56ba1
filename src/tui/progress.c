/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the folder of a project holds; see progress.h. */
#include "tui/progress.h"

#include <dirent.h>
#include <stdlib.h>

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* What people made: no hidden files, no sidecars. */
static int
is_theirs(const struct dirent *e)
{
	size_t n = strlen(e->d_name), k = strlen(".provenance");

	return e->d_name[0] != '.' &&
	       !(n > k && strcmp(e->d_name + n - k, ".provenance") == 0);
}

size_t
tui_progress_files(const struct tui_progress *p, const char *what,
		   const char *mark, struct dp_buf *out)
{
	char *path = dp_path_join(p->folder, what);
	struct dirent **entry;
	int n = scandir(path, &entry, is_theirs, by_name);

	free(path);
	if (n < 0)
		return 0;
	for (int i = 0; i < n; i++) {
		if (out)
			dp_buf_format(out, "%s%s/%s\n", mark, what,
				      entry[i]->d_name);
		free(entry[i]);
	}
	free(entry);
	return (size_t)n;
}

static bool
has_file(const struct tui_progress *p, const char *name)
{
	char *path = dp_path_join(p->folder, name);
	bool there = dp_exists(path);

	free(path);
	return there;
}

static int
wanted_part(const struct dp_project *q)
{
	size_t settled = 0;

	for (size_t i = 0; i < q->n_wanted; i++)
		settled += q->wanted[i].status.n > 0 &&
			   !dp_str_is(q->wanted[i].status, "wanted");
	if (q->n_wanted == 0)
		return 0;
	return settled > 0 ? TUI_PARTS : TUI_PARTS / 2;
}

static void
look(struct tui_progress *p)
{
	const struct dp_project *q = p->project;
	int all = TUI_PARTS;

	p->part[0] = (q->question.n > 0) + (q->n_hypotheses > 0) +
		     (q->row.n > 0) + (q->n_columns > 0);
	p->part[1] = wanted_part(q);
	p->part[2] = tui_progress_files(p, "raw", "", NULL) ? all : 0;
	p->part[3] = tui_progress_files(p, "verify", "", NULL) ? all : 0;
	p->part[4] = tui_progress_files(p, "clean", "", NULL)   ? all :
		     tui_progress_files(p, "recipes", "", NULL) ? all / 2 :
								  0;
	p->part[5] = tui_progress_files(p, "results", "", NULL) ? all : 0;
	p->part[6] = has_file(p, "report.html")                    ? all :
		     tui_progress_files(p, "charts", "", NULL) > 0 ? all / 2 :
								     0;
	p->next = DP_STEPS;
	for (size_t i = DP_STEPS; i-- > 0;) {
		p->n_done += p->part[i] == all;
		if (p->part[i] < all)
			p->next = i;
	}
}

int
tui_progress_read(struct tui_progress *p, const char *folder,
		  struct dp_err *err)
{
	struct dp_err none = { 0 };

	p->next = DP_STEPS;
	/* a short name is what messages should say */
	if (!folder && dp_exists(DP_PROJECT_FILE))
		folder = ".";
	p->folder = folder ? dp_strdup(dp_str_c(folder)) :
			     dp_project_find(NULL, &none);
	if (!p->folder)
		return 0;
	p->project = dp_project_read(p->folder, err);
	if (!p->project)
		return -1;
	look(p);
	return 0;
}

int
tui_progress_part(size_t done, size_t all)
{
	size_t part = all ? done * TUI_PARTS / all : 0;

	if (part == 0 && done > 0)
		part = 1;
	return (int)part;
}

void
tui_progress_done(struct tui_progress *p)
{
	dp_project_free(p->project);
	free(p->folder);
	memset(p, 0, sizeof *p);
}

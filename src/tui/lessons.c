/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the lessons of a track are, and the way into each. */
#include "tui/lessons.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "tui/view.h"

/* The gauges of the steps; all lessons of a step together. */
static void
fill(const struct dp_learn_glance *g, struct tui_progress *p)
{
	size_t done[DP_STEPS] = { 0 }, tasks[DP_STEPS] = { 0 };

	for (size_t i = 0; i < g->lessons.n; i++) {
		const struct dp_lesson *l = g->lessons.at[i];

		done[l->step] += g->n_done[i];
		tasks[l->step] += l->n_tasks;
	}
	p->lessons = true;
	p->n_done = 0;
	p->next = DP_STEPS;
	for (size_t i = DP_STEPS; i-- > 0;) {
		p->part[i] = tui_progress_part(done[i], tasks[i]);
		if (tasks[i] && done[i] == tasks[i])
			p->n_done++;
		else if (tasks[i])
			p->next = i;
	}
	if (g->task < g->lessons.at[g->lesson]->n_tasks) {
		p->next = g->lessons.at[g->lesson]->step;
		p->next_task = g->task + 1;
	}
}

void
tui_lessons_read(const struct tui_world *w, struct dp_learn_glance *g,
		 struct tui_progress *p)
{
	struct dp_learn_places places = { .data = w->data_folder };
	struct dp_err ignored = { 0 };

	dp_learn_glance_done(g);
	if (w->front && dp_learn_glance(&places, TUI_TRACK, g, &ignored) != 0)
		dp_learn_glance_done(g);
	if (g->begun && !p->project)
		fill(g, p);
}

bool
tui_lessons_open(struct tui_app *app, const struct dp_learn_glance *g,
		 size_t step)
{
	size_t i = 0;
	char *id;

	while (i < g->lessons.n && g->lessons.at[i]->step != step)
		i++;
	/* of several lessons, the one in hand */
	if (g->begun && g->lessons.at[g->lesson]->step == step)
		i = g->lesson;
	if (i == g->lessons.n)
		return false;
	id = dp_strdup(g->lessons.at[i]->id);
	(void)tui_push(app, &tui_view_lesson, id);
	free(id);
	return true;
}

void
tui_lessons_next(const struct dp_learn_glance *g, struct dp_buf *out)
{
	const struct dp_lesson *l;

	if (!g->begun)
		return;
	l = g->lessons.at[g->lesson];
	if (g->task < l->n_tasks)
		dp_buf_format(out, _("%zu.%zu “%.*s”"), l->step + 1,
			      g->task + 1, DP_FMT(dp_said(&l->title)));
}

/* ---- which one? ------------------------------------------------------- */

static void
complete(struct tui_app *app, dp_str line, struct tui_choices *list)
{
	struct dp_learn_places places = { .data = tui_world(app)->data_folder };
	struct dp_lessons all = { 0 };
	struct dp_err ignored = { 0 };

	(void)dp_lessons_read(places.data, &all, &ignored);
	for (size_t i = 0; i < all.n; i++) {
		const struct dp_lesson *l = all.at[i];
		char *title = dp_strdup(dp_said(&l->title));

		if (dp_str_search(l->id, dp_str_strip(line)) >= 0)
			tui_choice_add(list, l->id, DP_S(""), title, 0);
		free(title);
	}
	dp_lessons_done(&all);
}

static void
done(struct tui_app *app, dp_str text, dp_str choice)
{
	char *id = dp_strdup(choice.p ? choice : dp_str_strip(text));

	if (*id)
		(void)tui_push(app, &tui_view_lesson, id);
	free(id);
}

static const struct tui_ask ask = { N_("Lesson:"), NULL, complete, done };

void
tui_lessons_ask(struct tui_app *app)
{
	tui_ask(app, &ask, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scene as a container: marks, axes, ticks. Chooses nothing: charts and
 * axes do.
 */
#include "chart/scene.h"

#include <stdlib.h>

void
dpi_scene_done(struct dp_scene *s)
{
	free(s->mark);
	free(s->x.tick);
	free(s->y.tick);
	dp_arena_done(&s->text);
	memset(s, 0, sizeof(*s));
}

struct dpi_mark *
dpi_scene_mark(struct dp_scene *s, enum dpi_mark_kind kind)
{
	struct dpi_mark *m;

	dp_grow(&s->mark, &s->cap, s->n, sizeof(*s->mark));
	m = &s->mark[s->n++];
	memset(m, 0, sizeof(*m));
	m->kind = kind;
	return m;
}

void
dpi_axis_tick(struct dpi_axis *a, double at, dp_str label)
{
	dp_grow(&a->tick, &a->cap, a->n, sizeof(*a->tick));
	a->tick[a->n].at = at;
	a->tick[a->n].label = label;
	a->n++;
}

double
dpi_axis_at(const struct dpi_axis *a, double v)
{
	if (!(a->to > a->from))
		return 0.5;
	return (v - a->from) / (a->to - a->from);
}

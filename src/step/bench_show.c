/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table behind a step of a workbench, or behind one that is only tried:
 * seen through the recipe where each row stays in its place, made apart where
 * not.
 */
#include <stdatomic.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "step/bench.h"

struct dp_shown {
	struct dp_recipe *recipe;
	struct dp_pages *made; /* or NULL */
	struct dp_view *view;
	unsigned threads; /* that a plan may use */
	struct dp_work_watch watch;
	atomic_bool stop; /* nobody wants to see it any more */
};

static int
plan_next(void *plan, struct dp_batch *b, struct dp_err *err)
{
	return dp_next(dp_plan_stream(plan), b, err);
}

static void
plan_close(void *plan)
{
	dp_plan_free(plan);
}

static bool
goes_on(void *self, double share)
{
	struct dp_shown *s = self;

	(void)share;
	return !atomic_load(&s->stop);
}

/* What the recipe makes of INNER, as a stream that owns its plan. */
static struct dp_stream *
wrap(void *self, struct dp_stream *inner, struct dp_err *err)
{
	const struct dp_shown *s = self;
	struct dp_apply_opts o = { .threads = s->threads, .dry = true };
	struct dp_plan *plan = dp_plan_new(s->recipe, inner, &o, err);

	if (!plan)
		return NULL;
	dp_plan_log(plan)->watch = &s->watch;
	return dp_stream_new(plan, &dp_plan_stream(plan)->schema, plan_next,
			     plan_close);
}

struct dp_shown *
dp_bench_show(const struct dp_bench *b, uint32_t number, dp_str step,
	      struct dp_err *err)
{
	struct dp_shown *s = dp_alloc0(sizeof *s);
	struct dp_overlay overlay = { wrap, s };
	struct dp_schema schema = { 0 };
	bool keeps_rows = true;

	s->watch = (struct dp_work_watch){ .look = goes_on, .self = s };
	s->recipe = dpi_bench_steps(b, number, step, err);
	if (!s->recipe ||
	    dpi_bench_bind(b, s->recipe, &schema, &keeps_rows, err) != 0) {
		dp_schema_done(&schema);
		dp_shown_free(s);
		return NULL;
	}
	s->threads = keeps_rows ? 1 : 0;
	if (keeps_rows)
		s->view = dp_view_new(b->pages, &overlay, &schema);
	else if ((s->made = dp_pages_make(b->pages, &overlay, err)))
		s->view = dp_view_new(s->made, NULL, NULL);
	dp_schema_done(&schema);
	if (s->view)
		return s;
	dp_shown_free(s);
	return NULL;
}

struct dp_view *
dp_shown_view(struct dp_shown *s)
{
	return s->view;
}

struct dp_pages *
dp_shown_pages(struct dp_shown *s)
{
	return s->made;
}

void
dp_shown_free(struct dp_shown *s)
{
	if (!s)
		return;
	atomic_store(&s->stop, true);
	dp_view_free(s->view);
	dp_pages_close(s->made);
	dp_recipe_free(s->recipe);
	free(s);
}

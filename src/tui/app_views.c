/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the views lie on each other. */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/inner.h"

bool
tui_push(struct tui_app *app, const struct tui_view_class *class,
	 const char *arg)
{
	struct tui_view v = { class, NULL, 0 };
	struct dp_err err = { 0 };

	if (app->n_views == TUI_VIEWS) {
		tui_say(app, _("Too many screens lie on each other; q goes "
			       "back."));
		return false;
	}
	v.state = dp_alloc0(class->state_bytes ? class->state_bytes : 1);
	if (class->open && class->open(app, &v, arg, &err) != 0) {
		tui_say_err(app, &err);
		if (class->close)
			class->close(&v);
		free(v.state);
		return false;
	}
	app->view[app->n_views++] = v;
	app->status.n = 0;
	app->clicked = 0;
	return true;
}

/* The view on top is another one than before. */
static void
look_at_top(struct tui_app *app)
{
	struct tui_view *v = &app->view[app->n_views - 1];

	app->status.n = 0;
	app->clicked = 0;
	if (v->class->again)
		v->class->again(app, v);
}

void
tui_raise(struct tui_app *app, const struct tui_view_class *class)
{
	size_t n = app->n_views, i = n;
	struct tui_view v;

	while (i > 0 && app->view[i - 1].class != class)
		i--;
	if (i == 0 || i == n)
		return;
	v = app->view[i - 1];
	memmove(&app->view[i - 1], &app->view[i], (n - i) * sizeof v);
	v.raised = n - i;
	app->view[n - 1] = v;
	look_at_top(app);
}

/* The view on top goes back to where it was raised from. */
static void
lower(struct tui_app *app)
{
	struct tui_view v = app->view[app->n_views - 1];
	size_t at = app->n_views - 1 - v.raised;

	memmove(&app->view[at + 1], &app->view[at], v.raised * sizeof v);
	v.raised = 0;
	app->view[at] = v;
	look_at_top(app);
}

void
tui_pop(struct tui_app *app)
{
	struct tui_view *v;

	if (app->n_views == 0)
		return;
	v = &app->view[app->n_views - 1];
	if (v->raised) {
		lower(app);
		return;
	}
	app->n_views--;
	if (v->class->close)
		v->class->close(v);
	free(v->state);
	if (app->n_views == 0)
		app->over = true;
	else
		look_at_top(app);
}

const struct tui_view *
tui_top(const struct tui_app *app)
{
	return app->n_views ? &app->view[app->n_views - 1] : NULL;
}

const struct tui_view *
tui_below(const struct tui_app *app)
{
	return app->n_views > 1 ? &app->view[app->n_views - 2] : NULL;
}

const struct tui_view *
tui_view_of(const struct tui_app *app, const struct tui_view_class *class)
{
	size_t i = app->n_views;

	while (i > 0 && app->view[i - 1].class != class)
		i--;
	return i > 0 ? &app->view[i - 1] : NULL;
}

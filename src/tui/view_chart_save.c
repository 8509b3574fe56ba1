/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart in a file: the picture, the drawing, or the rows that are drawn. */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/view_chart.h"

#define TXT_COLS 80

static bool
ends(const char *path, const char *end)
{
	size_t n = strlen(path), k = strlen(end);

	return n > k && strcmp(path + n - k, end) == 0;
}

static void
write_rows(const struct dp_chart *c, struct dp_buf *out)
{
	const struct dp_frame *f = dp_chart_table(c);
	dp_str *cell = dp_alloc0((f->n_columns + 1) * sizeof *cell);

	for (size_t i = 0; i < f->n_columns; i++)
		cell[i] = f->column[i].title;
	dp_csv_record(out, cell, f->n_columns);
	for (size_t r = 0; r < f->n_rows; r++) {
		for (size_t i = 0; i < f->n_columns; i++)
			cell[i] = dp_frame_at(f, r, i)->text;
		dp_csv_record(out, cell, f->n_columns);
	}
	free(cell);
}

/* The chart as PATH asks for; false, and says why, when it is not for
   others yet, or has no such form. */
static bool
render(struct tui_app *app, const struct tui_chart *s, const char *path,
       struct dp_buf *out)
{
	const struct dp_canvas size = { .width_cols = TXT_COLS };
	const struct dp_svg svg = { 0 };

	if (ends(path, ".csv")) {
		write_rows(s->chart, out);
		return true;
	}
	if (!ends(path, ".svg") && !ends(path, ".txt")) {
		tui_say(app, "%s",
			_("End the name with .svg (a picture), .txt or "
			  ".csv (the numbers)."));
		return false;
	}
	if (!s->words.title || !s->words.source) {
		tui_say(app, "%s",
			_("What others will see needs a sentence of its own "
			  "(e) and its source (N)."));
		return false;
	}
	if (ends(path, ".svg"))
		dp_chart_svg(s->chart, &svg, out);
	else
		dp_chart_canvas(s->chart, &size, out);
	return true;
}

static void
save_as(struct tui_app *app, dp_str text, dp_str choice)
{
	const struct tui_chart *s = tui_chart_top(app);
	char *path = dp_strdup(dp_trim(text));
	struct dp_err err = { 0 };
	struct dp_buf b = { 0 };

	(void)choice;
	if (!s || !s->chart || !*path)
		; /* nothing was named */
	else if (dp_exists(path))
		tui_say(app,
			_("%s is there already: x again, with another "
			  "name."),
			path);
	else if (!render(app, s, path, &b))
		; /* it said why */
	else if (dp_write_file(path, b.p, b.n, &err) != 0)
		tui_say_err(app, &err);
	else
		tui_say(app, _("%s is written: %zu bytes."), path, b.n);
	dp_buf_done(&b);
	free(path);
}

static const struct tui_ask ask = { N_("Save as .svg, .txt or .csv:"), "files",
				    NULL, save_as };

void
tui_chart_save(struct tui_app *app, dp_str arg)
{
	const struct tui_chart *s = tui_chart_top(app);
	char *name;

	if (arg.n > 0) {
		save_as(app, arg, arg);
		return;
	}
	name = dp_format("%s.svg", s->words.x);
	for (char *p = name; *p; p++)
		if (*p == '/' || *p == ' ')
			*p = '-';
	tui_ask(app, &ask, name);
	free(name);
}

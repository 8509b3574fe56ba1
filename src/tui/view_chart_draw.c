/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart on the screen, the sentence below it, and what is beside them. */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/view_chart.h"

#define SIDE_COLS 38
#define WORDS_ROWS 6
#define WORDS_COMPACT_ROWS 4
#define FOOT_ROWS 4
#define ROOMY_ROWS 8 /* less is for the drawing alone */

struct places {
	struct tui_rect chart, words, data, types; /* rows 0: not there */
};

static void
split(const struct tui_app *app, struct tui_rect area, struct places *p)
{
	enum tui_layout layout = tui_layout(app);
	int low = layout == TUI_STANDARD ? WORDS_ROWS :
		  layout == TUI_COMPACT  ? WORDS_COMPACT_ROWS :
		  layout == TUI_WIDE     ? area.rows / 3 :
					   0;

	p->chart = p->words = p->data = p->types = area;
	p->chart.rows -= low;
	p->words.rows = low;
	p->words.row += p->chart.rows;
	p->data.rows = p->types.rows = 0;
	if (layout != TUI_WIDE)
		return;
	p->chart.cols -= SIDE_COLS;
	p->words.cols = p->chart.cols;
	p->data = p->chart;
	p->types = p->words;
	p->data.col = p->types.col = area.col + p->chart.cols;
	p->data.cols = p->types.cols = SIDE_COLS;
}

/* ---- the drawing ------------------------------------------------------- */

static void
draw_lines(struct tui_grid *g, struct tui_rect in, dp_str text)
{
	for (int i = 0; i < in.rows && text.n > 0; i++)
		(void)tui_put(g, in.row + i, in.col, in.cols, TUI_TEXT,
			      dp_str_cut(&text, '\n'));
}

static void
draw_picture(const struct tui_chart *s, struct tui_grid *g, struct tui_rect in)
{
	struct dp_buf foot = { 0 }, b = { 0 };
	struct tui_rect low = in;
	struct dp_canvas size = { .width_cols = in.cols,
				  .ascii = g->ascii,
				  .bare = true };

	tui_chart_foot(s, &foot);
	low.rows = tui_wrap(NULL, in, 0, TUI_QUIET, dp_buf_view(&foot));
	if (low.rows > FOOT_ROWS)
		low.rows = FOOT_ROWS;
	if (low.rows > in.rows / 3)
		low.rows = in.rows < ROOMY_ROWS ? 0 : in.rows / 3;
	in.rows -= low.rows;
	low.row += in.rows;
	size.height_rows = in.rows;
	dp_chart_canvas(s->chart, &size, &b);
	draw_lines(g, in, dp_buf_view(&b));
	(void)tui_wrap(g, low, 0, TUI_QUIET, dp_buf_view(&foot));
	dp_buf_done(&foot);
	dp_buf_done(&b);
}

static void
draw_chart(const struct tui_app *app, const struct tui_chart *s,
	   struct tui_grid *g, struct tui_rect area)
{
	struct tui_rect in = tui_inside(area);
	struct dp_buf title = { 0 }, remark = { 0 };
	char n[TUI_FIGURE_BYTES];

	if (s->chart) {
		tui_chart_subject(s, &title);
		if (tui_layout(app) < TUI_SINGLE)
			dp_buf_format(&remark, "%s, ",
				      _(dp_chart_class(s->chart)->title));
		dp_buf_format(&remark, "n = %s", tui_count(tui_chart_n(s), n));
	} else {
		dp_buf_c(&title, _("Chart"));
	}
	dp_buf_char(&title, '\0');
	dp_buf_char(&remark, '\0');
	tui_box(g, area, title.p, remark.p);
	if (s->chart)
		draw_picture(s, g, in);
	else
		(void)tui_wrap(g, in, 0, TUI_TEXT,
			       dp_str_c(s->trouble ? s->trouble :
						     _("Counting …")));
	if (tui_layout(app) >= TUI_SINGLE || !s->chart)
		tui_cursor(g, in.row, in.col);
	dp_buf_done(&title);
	dp_buf_done(&remark);
}

/* ---- the sentence ------------------------------------------------------ */

static void
draw_words(const struct tui_app *app, const struct tui_chart *s,
	   struct tui_grid *g, struct tui_rect area)
{
	bool wide = tui_layout(app) == TUI_WIDE;
	struct tui_rect in = wide ? tui_inside(area) : area;
	struct dp_buf b = { 0 };

	if (wide) {
		tui_box(g, area, _("Say it in one sentence"), NULL);
	} else {
		tui_rule(g, area.row, area.col, area.cols,
			 _("Say it in one sentence"), NULL);
		in = (struct tui_rect){ area.row + 1, area.col + 2,
					area.rows - 1, area.cols - 4 };
	}
	dp_buf_format(&b, "> %s\n",
		      s->words.title ? s->words.title :
				       _("e: write what a reader should keep "
					 "of it."));
	tui_chart_checks(s, &b);
	if (wide)
		dp_buf_char(&b, '\n');
	dp_chart_sentence(s->chart, &b);
	if (wide) {
		dp_buf_c(&b, "\n\n");
		tui_chart_words_say(s, &b);
	}
	(void)tui_wrap(g, in, 0, TUI_TEXT, dp_buf_view(&b));
	tui_cursor(g, in.row, in.col);
	dp_buf_done(&b);
}

/* ---- beside them ------------------------------------------------------- */

static void
draw_data(const struct tui_chart *s, struct tui_grid *g, struct tui_rect area)
{
	struct dp_buf b = { 0 };

	tui_box(g, area, _("Data"), "d");
	tui_chart_rows(s, &b);
	draw_lines(g, tui_inside(area), dp_buf_view(&b));
	dp_buf_done(&b);
}

static void
say_why(const struct dp_chart_class *k, const char *why, struct dp_buf *out)
{
	dp_buf_c(out, "  ");
	dp_buf_format(out, _("%.*s: %.*s"), DP_FMT(dp_str_c(_(k->title))),
		      DP_FMT(dp_str_c(why)));
	dp_buf_c(out, ".\n");
}

static void
draw_types(const struct tui_chart *s, struct tui_grid *g, struct tui_rect area)
{
	struct dp_buf b = { 0 };

	tui_box(g, area, _("Other charts"), "Tab");
	for (size_t i = 0; i < dp_chart_classes(); i++) {
		const struct dp_chart_class *k = dp_chart_class_at(i);

		if (!tui_chart_why_not(s, k))
			dp_buf_format(&b, "%s %s\n",
				      strcmp(k->name, s->words.type) ? " " :
								       ">",
				      _(k->title));
	}
	dp_buf_format(&b, "\n%s\n", _("Not offered:"));
	for (size_t i = 0; i < dp_chart_classes(); i++) {
		const struct dp_chart_class *k = dp_chart_class_at(i);
		const char *why = tui_chart_why_not(s, k);

		if (why)
			say_why(k, why, &b);
	}
	(void)tui_wrap(g, tui_inside(area), 0, TUI_TEXT, dp_buf_view(&b));
	dp_buf_done(&b);
}

void
tui_chart_draw(const struct tui_app *app, const struct tui_view *v,
	       struct tui_grid *g, struct tui_rect area)
{
	const struct tui_chart *s = v->state;
	struct places p;

	split(app, area, &p);
	if (!s->chart) {
		draw_chart(app, s, g, area);
		return;
	}
	draw_chart(app, s, g, p.chart);
	if (p.words.rows > 0)
		draw_words(app, s, g, p.words);
	if (p.data.rows > 0)
		draw_data(s, g, p.data);
	if (p.types.rows > 0)
		draw_types(s, g, p.types);
}

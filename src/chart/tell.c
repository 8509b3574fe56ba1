/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chart in words, for a screen reader, a letter, a log: the same numbers
 * as the drawing, written the same way.
 */
#include "chart/scene.h"

static void
add_line(struct dp_buf *out, const char *fmt, dp_str s)
{
	if (!s.n)
		return;
	dp_buf_format(out, fmt, DP_FMT(s));
	dp_buf_char(out, '\n');
}

void
dp_chart_text(const struct dp_chart *c, struct dp_buf *out)
{
	struct dp_arena a = { 0 };

	add_line(out, "%.*s", c->desc.title);
	if (c->desc.alt.n)
		add_line(out, "%.*s", c->desc.alt);
	dp_chart_sentence(c, out);
	dp_buf_c(out, "\n\n");
	/* TRANSLATORS: heading of two columns */
	dp_buf_format(out, _("%.*s: %.*s"), DP_FMT(c->x_title),
		      DP_FMT(c->y_title));
	dp_buf_char(out, '\n');
	for (size_t r = 0; r < c->table.n_rows; r++) {
		dp_buf_format(out, _("%.*s: %.*s"),
			      DP_FMT(dpi_chart_name(c, r, &a)),
			      DP_FMT(dpi_chart_shown(c, r, DPI_CHART_Y, &a)));
		dp_buf_char(out, '\n');
	}
	dp_buf_char(out, '\n');
	dp_chart_method(c, out);
	dp_buf_char(out, '\n');
	add_line(out, _("Note: %.*s"), c->desc.note);
	add_line(out, _("Source: %.*s"), c->desc.source);
	dp_arena_done(&a);
}

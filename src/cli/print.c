/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A result shown to people, part by part, or as JSON. How a kind of part
 * looks is in the print_… files.
 */
#include "cli/inner.h"

#include <unistd.h>

static void
print_note(struct cli_printer *p, dp_str text)
{
	struct dp_buf tamed = { 0 };

	cli_tame_text(text, &tamed);
	cli_wrap(&p->out, dp_buf_view(&tamed), p->width_cols, 0, 0);
	dp_buf_done(&tamed);
}

/* A terminal gets no control characters. */
static void
print_text(struct cli_printer *p, dp_str text)
{
	if (p->as_is)
		dp_buf_str(&p->out, text);
	else
		cli_tame_text(text, &p->out);
}

static void
print_chart(struct cli_printer *p, const struct dp_chart *c)
{
	struct dp_canvas size = { 0 };
	struct dp_buf text = { 0 };

	size.width_cols = (int)p->width_cols;
	size.ascii = !cli_unicode();
	if (p->draws) {
		dp_chart_canvas(c, &size, &p->out);
		return;
	}
	dp_chart_text(c, &text);
	print_note(p, dp_buf_view(&text));
	dp_buf_done(&text);
}

static void
print_title(struct cli_printer *p, const char *title)
{
	if (p->colour)
		dp_buf_c(&p->out, "\033[1m");
	cli_tame(dp_str_c(title), &p->out);
	if (p->colour)
		dp_buf_c(&p->out, "\033[0m");
	dp_buf_char(&p->out, '\n');
}

static void
print_part(struct cli_printer *p, const struct dp_part *part)
{
	if (part->title && *part->title)
		print_title(p, part->title);
	switch (part->kind) {
	case DP_PART_NOTE:
		print_note(p, part->text);
		break;
	case DP_PART_TEXT:
		print_text(p, part->text);
		break;
	case DP_PART_FACTS:
		cli_print_facts(p, &part->frame);
		break;
	case DP_PART_FRAME:
		cli_print_frame(p, &part->frame);
		break;
	case DP_PART_FINDINGS:
		cli_print_findings(p, &part->findings);
		break;
	case DP_PART_CHART:
		print_chart(p, part->chart);
		break;
	}
}

static void
print_all(struct cli_printer *p, const struct dp_result *r)
{
	for (size_t i = 0; i < r->n; i++) {
		if (i > 0)
			dp_buf_char(&p->out, '\n');
		print_part(p, &r->part[i]);
	}
	if (!p->rounded)
		return;
	dp_buf_char(&p->out, '\n');
	print_note(p, dp_str_c(_("Some numbers are rounded here; --json gives "
				 "all their digits.")));
}

static void
render(const struct dp_result *r, int width_cols, bool blocks,
       struct dp_buf *out)
{
	struct cli_printer p = { 0 };

	p.width_cols = (size_t)width_cols;
	p.blocks = blocks;
	print_all(&p, r);
	dp_buf_str(out, dp_buf_view(&p.out));
	dp_buf_done(&p.out);
}

void
cli_render_text(const struct dp_result *r, int width_cols, struct dp_buf *out)
{
	render(r, width_cols, false, out);
}

void
cli_render_shown(const struct dp_result *r, int width_cols, struct dp_buf *out)
{
	render(r, width_cols, cli_plain_wanted(), out);
}

int
cli_print(const struct cli_args *a, const struct dp_result *r,
	  struct dp_err *err)
{
	struct cli_printer p = { 0 };

	p.width_cols = (size_t)cli_width();
	p.blocks = cli_plain_wanted();
	p.colour = cli_colour();
	p.draws = !cli_plain();
	p.as_is = !isatty(STDOUT_FILENO);
	if (cli_flag(a, "json"))
		cli_render_json(r, &p.out);
	else
		print_all(&p, r);
	if (cli_write(&p.out, err) != 0)
		return -1;
	return r->doubtful ? 1 : 0;
}

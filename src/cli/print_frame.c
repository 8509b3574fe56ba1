/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small tables and facts. On a screen long cells are cut until a table fits;
 * one that cannot fit, or that a screen reader will read, becomes one block
 * of lines for each row.
 */
#include "cli/inner.h"

#include <stdlib.h>

#define GAP_COLS 2u        /* between two columns */
#define TITLE_MAX_COLS 32u /* of names set under each other */
#define FIRST_MIN_COLS 32u /* the first column is cut to no less: names */
#define OTHER_MIN_COLS 16u /* and the others to no less */

/* A frame as it will be shown. */
struct shown {
	const struct dp_frame *frame;
	dp_str *cell;       /* row by row */
	dp_str *title;      /* one a column, unit included */
	size_t *width_cols; /* one a column */
	struct dp_arena text;
};

static dp_str
title_of(struct shown *s, const struct dp_frame_column *c)
{
	struct dp_buf b = { 0 };
	dp_str kept;

	cli_tame(c->title.n ? c->title : c->key, &b);
	if (c->unit.n)
		dp_buf_format(&b, " (%.*s)", DP_FMT(c->unit));
	kept = dp_keep(&s->text, dp_buf_view(&b));
	dp_buf_done(&b);
	return kept;
}

static void
show_all(struct shown *s, struct cli_printer *p, const struct dp_frame *f)
{
	struct dp_buf b = { 0 };

	memset(s, 0, sizeof *s);
	s->frame = f;
	s->title = dp_alloc0((f->n_columns + 1) * sizeof *s->title);
	s->width_cols = dp_alloc0((f->n_columns + 1) * sizeof *s->width_cols);
	s->cell = dp_realloc_array(NULL, f->n_rows * f->n_columns + 1,
				   sizeof *s->cell);
	for (size_t c = 0; c < f->n_columns; c++) {
		s->title[c] = title_of(s, &f->column[c]);
		s->width_cols[c] = dp_width_cols(s->title[c]);
	}
	for (size_t i = 0; i < f->n_rows * f->n_columns; i++) {
		size_t *width = &s->width_cols[i % f->n_columns], cols;

		b.n = 0;
		cli_show_value(p, &f->value[i], &b);
		s->cell[i] = dp_keep(&s->text, dp_buf_view(&b));
		cols = dp_width_cols(s->cell[i]);
		*width = cols > *width ? cols : *width;
	}
	dp_buf_done(&b);
}

static void
shown_done(struct shown *s)
{
	free(s->cell);
	free(s->title);
	free(s->width_cols);
	dp_arena_done(&s->text);
}

/* ---- blocks and facts ------------------------------------------------- */

/* "title: value" lines of row R, the values under each other. */
static void
print_block(struct cli_printer *p, const struct shown *s, size_t r)
{
	const struct dp_frame *f = s->frame;
	struct dp_buf name = { 0 };
	size_t widest = 0, extra;

	dp_buf_format(&name, _("%.*s:"), 0, "");
	extra = dp_width_cols(dp_buf_view(&name)) + 1;
	for (size_t c = 0; c < f->n_columns; c++) {
		size_t cols = dp_width_cols(s->title[c]);

		if (cols > widest && cols <= TITLE_MAX_COLS)
			widest = cols;
	}
	for (size_t c = 0; c < f->n_columns; c++) {
		size_t used;

		name.n = 0;
		/* TRANSLATORS: a name before its value */
		dp_buf_format(&name, _("%.*s:"), DP_FMT(s->title[c]));
		dp_buf_char(&name, ' ');
		used = dp_width_cols(dp_buf_view(&name));
		cli_left(&p->out, dp_buf_view(&name), widest + extra);
		used = used > widest + extra ? used : widest + extra;
		cli_wrap(&p->out, s->cell[r * f->n_columns + c], p->width_cols,
			 used, used < p->width_cols / 2 ? used : 4);
	}
	dp_buf_done(&name);
}

void
cli_print_facts(struct cli_printer *p, const struct dp_frame *f)
{
	struct shown s;

	if (f->n_rows == 0 || f->n_columns == 0)
		return;
	show_all(&s, p, f);
	print_block(p, &s, 0);
	shown_done(&s);
}

/* ---- cutting ---------------------------------------------------------- */

static size_t
total_cols(const struct shown *s)
{
	size_t total = 0;

	for (size_t c = 0; c < s->frame->n_columns; c++)
		total += s->width_cols[c] + (c > 0 ? GAP_COLS : 0);
	return total;
}

/* Columns of text to spare in column C. */
static size_t
spare_cols(const struct shown *s, size_t c)
{
	size_t min = c == 0 ? FIRST_MIN_COLS : OTHER_MIN_COLS;

	if (s->frame->column[c].number || s->width_cols[c] <= min)
		return 0;
	return s->width_cols[c] - min;
}

/* S cut to WIDTH columns, an ellipsis last. */
static dp_str
cut(struct shown *s, dp_str text, size_t width_cols)
{
	size_t n = 0;

	while (n < text.n) {
		uint32_t c = 0;
		unsigned k = dp_utf8_decode(text.p + n, text.n - n, &c);

		k = k ? k : 1;
		if (dp_width_cols((dp_str){ text.p, n + k }) >= width_cols)
			break;
		n += k;
	}
	return dp_keep_format(&s->text, "%.*s…", (int)n, text.p);
}

/* Cuts the widest texts until S is WIDTH wide; false when it cannot be. */
static bool
make_fit(struct shown *s, size_t width_cols)
{
	const struct dp_frame *f = s->frame;
	size_t n = f->n_columns, widest;

	while (total_cols(s) > width_cols) {
		widest = 0;
		for (size_t c = 1; c < n; c++)
			if (spare_cols(s, c) > spare_cols(s, widest))
				widest = c;
		if (spare_cols(s, widest) == 0)
			return false;
		s->width_cols[widest]--;
	}
	for (size_t c = 0; c < n; c++)
		if (dp_width_cols(s->title[c]) > s->width_cols[c])
			s->title[c] = cut(s, s->title[c], s->width_cols[c]);
	for (size_t i = 0; i < f->n_rows * n; i++)
		if (dp_width_cols(s->cell[i]) > s->width_cols[i % n])
			s->cell[i] = cut(s, s->cell[i], s->width_cols[i % n]);
	return true;
}

/* ---- tables ----------------------------------------------------------- */

static void
print_line(struct cli_printer *p, const struct shown *s, const dp_str *cell)
{
	const struct dp_frame *f = s->frame;

	for (size_t c = 0; c < f->n_columns; c++) {
		bool last = c + 1 == f->n_columns;

		if (c > 0)
			cli_blanks(&p->out, GAP_COLS);
		if (f->column[c].number)
			cli_right(&p->out, cell[c], s->width_cols[c]);
		else
			cli_left(&p->out, cell[c], last ? 0 : s->width_cols[c]);
	}
	dp_buf_char(&p->out, '\n');
}

static void
print_rule(struct cli_printer *p, const struct shown *s)
{
	for (size_t c = 0; c < s->frame->n_columns; c++) {
		if (c > 0)
			cli_blanks(&p->out, GAP_COLS);
		for (size_t i = 0; i < s->width_cols[c]; i++)
			dp_buf_char(&p->out, '-');
	}
	dp_buf_char(&p->out, '\n');
}

/* True when S can stand as a table; it may be cut then. */
static bool
is_table(struct cli_printer *p, struct shown *s)
{
	if (p->blocks)
		return false;
	if (s->frame->n_columns == 1 || total_cols(s) <= p->width_cols)
		return true;
	if (!p->draws || !make_fit(s, p->width_cols))
		return false;
	p->cut = true;
	return true;
}

void
cli_print_frame(struct cli_printer *p, const struct dp_frame *f)
{
	struct shown s;

	if (f->n_rows == 0 || f->n_columns == 0) {
		dp_buf_c(&p->out, _("Nothing."));
		dp_buf_char(&p->out, '\n');
		return;
	}
	show_all(&s, p, f);
	if (is_table(p, &s)) {
		print_line(p, &s, s.title);
		print_rule(p, &s);
		for (size_t r = 0; r < f->n_rows; r++)
			print_line(p, &s, s.cell + r * f->n_columns);
	} else {
		for (size_t r = 0; r < f->n_rows; r++) {
			if (r > 0)
				dp_buf_char(&p->out, '\n');
			print_block(p, &s, r);
		}
	}
	shown_done(&s);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small tables and facts. Cells and titles go on below until a table fits;
 * one that cannot fit, or that a screen reader will read, becomes one block
 * of lines for each row. Nothing is cut.
 */
#include "cli/inner.h"

#include <stdlib.h>

#define GAP_COLS 2u        /* between two columns */
#define TITLE_MAX_COLS 48u /* of names set under each other */
#define TEXT_MIN_COLS 8u   /* a column of texts is made no narrower */
#define HANGING_COLS 2u    /* before the further lines of a cell */

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
show_cell(struct cli_printer *p, const struct dp_frame_column *c,
	  const struct dp_value *v, struct dp_buf *out)
{
	struct dp_buf plain = { 0 };

	if (!c->exact || v->kind == DP_VALUE_NULL || v->text.n == 0) {
		cli_show_value(p, v, out);
		return;
	}
	cli_show_blanks(v->text, &plain);
	cli_tame(dp_buf_view(&plain), out);
	dp_buf_done(&plain);
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
		dp_str text = f->value[i].text, shown;

		b.n = 0;
		show_cell(p, &f->column[i % f->n_columns], &f->value[i], &b);
		shown = dp_buf_view(&b);
		/* A giant that is shown as it is is not kept twice. */
		s->cell[i] = text.n && dp_str_eq(shown, text) ?
				     text :
				     dp_keep(&s->text, shown);
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

/* ---- fitting ---------------------------------------------------------- */

static size_t
total_cols(const struct shown *s)
{
	size_t total = 0;

	for (size_t c = 0; c < s->frame->n_columns; c++)
		total += s->width_cols[c] + (c > 0 ? GAP_COLS : 0);
	return total;
}

/* Columns that TEXT needs when it is broken at every blank. */
static size_t
narrowest_cols(dp_str text, size_t indent_cols)
{
	size_t most = 0, before = 0;

	while (text.p && text.n > 0) {
		dp_str word = dp_str_cut(&text, ' ');
		size_t cols = before + dp_width_cols(word);

		most = cols > most ? cols : most;
		before = indent_cols;
	}
	return most;
}

/* Columns that column C of S cannot do without. */
static size_t
least_cols(const struct shown *s, size_t c)
{
	const struct dp_frame *f = s->frame;
	size_t least = narrowest_cols(s->title[c], 0);
	bool number = f->column[c].number;

	if (!number && least < TEXT_MIN_COLS)
		least = TEXT_MIN_COLS;
	for (size_t r = 0; r < f->n_rows; r++) {
		dp_str cell = s->cell[r * f->n_columns + c];
		size_t cols = number ? dp_width_cols(cell) :
				       narrowest_cols(cell, HANGING_COLS);

		least = cols > least ? cols : least;
	}
	return least < s->width_cols[c] ? least : s->width_cols[c];
}

/* Narrows the columns with most to spare until S is WIDTH wide; false when it
 * cannot be. */
static bool
make_fit(struct shown *s, size_t width_cols)
{
	size_t n = s->frame->n_columns, total = total_cols(s);
	size_t *spare = dp_alloc0((n + 1) * sizeof *spare);
	bool fits;

	for (size_t c = 0; c < n; c++)
		spare[c] = s->width_cols[c] - least_cols(s, c);
	while (total > width_cols) {
		size_t most = 0;

		for (size_t c = 1; c < n; c++)
			if (spare[c] > spare[most])
				most = c;
		if (spare[most] == 0)
			break;
		spare[most]--;
		s->width_cols[most]--;
		total--;
	}
	fits = total <= width_cols;
	free(spare);
	return fits;
}

/* ---- tables ----------------------------------------------------------- */

#define LINE_BYTES 64 /* of a column; no text takes more */

/* What of *TEXT fits into WIDTH columns, which *TEXT then starts behind. */
static dp_str
next_line(dp_str *text, size_t width_cols)
{
	dp_str line = { text->p, 0 }, rest = *text;

	/* What is longer than that is not measured again for each line. */
	if (text->n <= width_cols * LINE_BYTES &&
	    dp_width_cols(*text) <= width_cols) {
		*text = (dp_str){ NULL, 0 };
		return rest;
	}
	while (rest.p && rest.n > 0) {
		dp_str word = dp_str_cut(&rest, ' ');
		size_t n = (size_t)(word.p + word.n - line.p);

		if (line.n > 0 &&
		    dp_width_cols((dp_str){ line.p, n }) > width_cols)
			break;
		line.n = n;
		*text = rest;
	}
	return line;
}

static size_t
height_of(dp_str text, size_t width_cols, size_t hanging_cols)
{
	size_t lines = 1;

	(void)next_line(&text, width_cols);
	while (text.p && text.n > 0) {
		(void)next_line(&text, width_cols - hanging_cols);
		lines++;
	}
	return lines;
}

static void
print_cell(struct cli_printer *p, const struct shown *s, size_t c, dp_str text,
	   size_t before_cols)
{
	bool last = c + 1 == s->frame->n_columns;
	size_t cols = s->width_cols[c] - before_cols;

	if (c > 0)
		cli_blanks(&p->out, GAP_COLS);
	if (s->frame->column[c].number) {
		cli_right(&p->out, text, s->width_cols[c]);
		return;
	}
	if (text.n > 0)
		cli_blanks(&p->out, before_cols);
	else
		cols = s->width_cols[c];
	cli_left(&p->out, text, last ? 0 : cols);
}

/* A row, as high as its highest cell; titles stand on their rule. */
static void
print_row(struct cli_printer *p, const struct shown *s, const dp_str *cell,
	  bool titles)
{
	size_t n = s->frame->n_columns, high = 1;
	size_t hanging = titles ? 0 : HANGING_COLS;
	dp_str *left = dp_alloc0((n + 1) * sizeof *left);
	size_t *height = dp_alloc0((n + 1) * sizeof *height);

	for (size_t c = 0; c < n; c++) {
		left[c] = cell[c];
		height[c] = height_of(cell[c], s->width_cols[c], hanging);
		high = height[c] > high ? height[c] : high;
	}
	for (size_t i = 0; i < high; i++) {
		size_t start = p->out.n;

		for (size_t c = 0; c < n; c++) {
			size_t before = i > 0 ? hanging : 0;
			dp_str line = { NULL, 0 };

			if (!titles || i + height[c] >= high)
				line = next_line(&left[c],
						 s->width_cols[c] - before);
			print_cell(p, s, c, line, before);
		}
		while (p->out.n > start && p->out.p[p->out.n - 1] == ' ')
			p->out.n--;
		dp_buf_char(&p->out, '\n');
	}
	free(left);
	free(height);
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

/* True when S can stand as a table; its columns may be narrower then. */
static bool
is_table(struct cli_printer *p, struct shown *s)
{
	if (p->blocks)
		return false;
	if (s->frame->n_columns == 1 || total_cols(s) <= p->width_cols)
		return true;
	return make_fit(s, p->width_cols);
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
		print_row(p, &s, s.title, true);
		print_rule(p, &s);
		for (size_t r = 0; r < f->n_rows; r++)
			print_row(p, &s, s.cell + r * f->n_columns, false);
	} else {
		for (size_t r = 0; r < f->n_rows; r++) {
			if (r > 0)
				dp_buf_char(&p->out, '\n');
			print_block(p, &s, r);
		}
	}
	shown_done(&s);
}

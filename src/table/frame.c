/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small tables of results: a few columns, a few rows, typed values whose
 * text is kept with all its digits.
 */
#include <dpipe/table.h>

#include <math.h>
#include <stdlib.h>

struct dp_frame_column *
dp_frame_column(struct dp_frame *f, const char *key, const char *title,
		const char *unit, bool number)
{
	struct dp_frame_column *c;

	dp_grow(&f->column, &f->cap_columns, f->n_columns, sizeof *f->column);
	c = &f->column[f->n_columns++];
	memset(c, 0, sizeof *c);
	c->key = dp_keep(&f->text, dp_str_c(key));
	c->title = dp_keep(&f->text, dp_str_c(title));
	c->unit = dp_keep(&f->text, dp_str_c(unit));
	c->number = number;
	return c;
}

struct dp_value *
dp_frame_row(struct dp_frame *f)
{
	size_t used = f->n_rows * f->n_columns;
	struct dp_value *row;

	if (used + f->n_columns > f->cap_values) {
		f->cap_values = (used + f->n_columns) * 2;
		f->value = dp_realloc_array(f->value, f->cap_values,
					    sizeof *f->value);
	}
	row = f->value + used;
	memset(row, 0, f->n_columns * sizeof *row);
	f->n_rows++;
	return row;
}

struct dp_value *
dp_frame_at(const struct dp_frame *f, size_t r, size_t c)
{
	return &f->value[r * f->n_columns + c];
}

void
dp_set_text(struct dp_frame *f, struct dp_value *v, dp_str s)
{
	v->kind = DP_VALUE_TEXT;
	v->text = dp_keep(&f->text, s);
}

void
dp_set_long_text(struct dp_frame *f, struct dp_value *v, dp_str s, dp_str brief)
{
	dp_set_text(f, v, s);
	v->brief = dp_keep(&f->text, brief);
}

void
dp_set_int(struct dp_frame *f, struct dp_value *v, int64_t i)
{
	v->kind = DP_VALUE_NUMBER;
	v->text = dp_keep_format(&f->text, "%lld", (long long)i);
}

void
dp_set_real(struct dp_frame *f, struct dp_value *v, double d)
{
	struct dp_buf text = { 0 };

	if (!isfinite(d)) {
		v->kind = DP_VALUE_NULL;
		return;
	}
	dp_number_double_text(d, 17, &text);
	dp_set_number(f, v, dp_buf_view(&text));
	dp_buf_done(&text);
}

void
dp_set_number(struct dp_frame *f, struct dp_value *v, dp_str canonical)
{
	v->kind = DP_VALUE_NUMBER;
	v->text = dp_keep(&f->text, canonical);
}

void
dp_set_bool(struct dp_frame *f, struct dp_value *v, bool yes)
{
	v->kind = DP_VALUE_BOOL;
	v->text = dp_keep(&f->text, dp_str_c(yes ? "true" : "false"));
}

void
dp_frame_done(struct dp_frame *f)
{
	free(f->column);
	free(f->value);
	dp_arena_done(&f->text);
	memset(f, 0, sizeof *f);
}

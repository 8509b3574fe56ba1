/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The chart as an object: makes one of a description and a table, says what
 * must be known to read it. What kinds there are and how they look is in the
 * files of the charts.
 */
#include "chart/scene.h"

#include <stdlib.h>

ptrdiff_t
dpi_chart_column(const struct dp_frame *data, dp_str key, struct dp_err *err)
{
	struct dp_buf names = { 0 };

	for (size_t i = 0; i < data->n_columns; i++)
		if (dp_str_eq(data->column[i].key, key))
			return (ptrdiff_t)i;
	for (size_t i = 0; i < data->n_columns; i++)
		dp_buf_format(&names, "%s%.*s", i ? ", " : "",
			      DP_FMT(data->column[i].key));
	dp_fail(err, DP_EUSAGE,
		_("there is no column called %.*s; the columns are: %.*s"),
		DP_FMT(key), DP_FMT(dp_buf_view(&names)));
	dp_buf_done(&names);
	return -1;
}

void
dpi_chart_says(struct dp_chart *c, const char *fmt, ...)
{
	va_list ap;

	if (c->method.n)
		dp_buf_char(&c->method, ' ');
	va_start(ap, fmt);
	dp_buf_vformat(&c->method, fmt, ap);
	va_end(ap);
}

/* A column of the user's table, in the shown one. */
static void
data_column(struct dp_chart *c, const struct dp_frame *data, ptrdiff_t i,
	    bool number)
{
	const struct dp_frame_column *from = &data->column[i];
	char *key = dp_keep_c(&c->text, from->key);
	char *title = dp_keep_c(&c->text, from->title);
	char *unit = from->unit.p ? dp_keep_c(&c->text, from->unit) : NULL;

	dp_frame_column(&c->table, key, title, unit, number)->data = true;
}

void
dpi_chart_start(struct dp_chart *c, const struct dp_frame *data, ptrdiff_t x,
		ptrdiff_t y)
{
	data_column(c, data, x, false);
	data_column(c, data, y, true);
	dp_frame_column(&c->table, "rows", _("rows"), NULL, true);
	c->x_title = c->table.column[DPI_CHART_X].title;
	c->y_title = c->table.column[DPI_CHART_Y].title;
}

void
dpi_chart_row(struct dp_chart *c, dp_str label, const struct dp_value *value,
	      double weight)
{
	struct dp_value *v = dp_frame_row(&c->table);

	dp_set_text(&c->table, &v[DPI_CHART_X], label);
	if (value->kind != DP_VALUE_NULL)
		dp_set_number(&c->table, &v[DPI_CHART_Y], value->text);
	if (weight >= 0)
		dp_set_int(&c->table, &v[DPI_CHART_N], (int64_t)weight);
}

static void
copy_desc(struct dp_chart *c, const struct dp_chart_desc *d)
{
	dp_str *text[] = { &c->desc.x,      &c->desc.y,     &c->desc.weight,
			   &c->desc.column, &c->desc.title, &c->desc.source,
			   &c->desc.note,   &c->desc.alt };

	c->desc = *d;
	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		*text[i] = dp_keep(&c->text, *text[i]);
}

struct dp_chart *
dp_chart_new(const struct dp_chart_class *kind, const struct dp_chart_desc *d,
	     const struct dp_frame *data, struct dp_err *err)
{
	struct dp_chart *c = dp_alloc0(sizeof(*c));

	c->class = kind;
	copy_desc(c, d);
	if (kind->prepare(c, data, err) < 0) {
		dp_chart_free(c);
		return NULL;
	}
	dpi_chart_settle(c);
	if (c->rounded && !c->decimals[DPI_CHART_Y])
		dpi_chart_says(c, _("Rounded to whole numbers."));
	else if (c->rounded)
		dpi_chart_says(c,
			       P_("Rounded to %d decimal.",
				  "Rounded to %d decimals.",
				  (unsigned long)c->decimals[DPI_CHART_Y]),
			       c->decimals[DPI_CHART_Y]);
	return c;
}

void
dp_chart_free(struct dp_chart *c)
{
	if (!c)
		return;
	dp_frame_done(&c->table);
	dp_buf_done(&c->method);
	dp_arena_done(&c->text);
	free(c);
}

const struct dp_chart_class *
dp_chart_class(const struct dp_chart *c)
{
	return c->class;
}

const struct dp_chart_desc *
dp_chart_desc(const struct dp_chart *c)
{
	return &c->desc;
}

const struct dp_frame *
dp_chart_table(const struct dp_chart *c)
{
	return &c->table;
}

void
dp_chart_sentence(const struct dp_chart *c, struct dp_buf *out)
{
	c->class->say(c, out);
}

/* A whole number as people read it, in arena A. */
static dp_str
count_text(uint64_t n, struct dp_arena *a)
{
	dp_str plain = dp_keep_format(a, "%llu", (unsigned long long)n);
	struct dp_buf b = { 0 };
	dp_str kept;

	dp_number_show(plain, &b);
	kept = dp_keep(a, dp_buf_view(&b));
	dp_buf_done(&b);
	return kept;
}

/* Rows behind the chart: as the reader counted, or as the weights add up. */
static uint64_t
rows_used(const struct dp_chart *c)
{
	const struct dp_chart_rows *r = &c->desc.rows;
	double sum = 0, n;

	if (r->read)
		return r->read - r->no_label - r->no_value - r->not_number;
	for (size_t i = 0; i < c->table.n_rows; i++)
		sum += dpi_chart_number(c, i, DPI_CHART_N, &n) ? n : 1;
	return (uint64_t)sum;
}

void
dp_chart_method(const struct dp_chart *c, struct dp_buf *out)
{
	const struct dp_chart_rows *r = &c->desc.rows;
	dp_str numbers = c->desc.column.p                   ? c->desc.column :
			 c->class->shape == DP_CHART_VALUES ? c->x_title :
							      c->y_title;
	uint64_t n = rows_used(c);
	struct dp_arena a = { 0 };

	dp_buf_format(out,
		      P_("n = %.*s row.", "n = %.*s rows.", (unsigned long)n),
		      DP_FMT(count_text(n, &a)));
	if (r->no_label)
		dp_buf_format(out,
			      P_(" Left out: %.*s row without %.*s.",
				 " Left out: %.*s rows without %.*s.",
				 (unsigned long)r->no_label),
			      DP_FMT(count_text(r->no_label, &a)),
			      DP_FMT(c->x_title));
	if (r->no_value)
		dp_buf_format(out,
			      P_(" Left out: %.*s row without %.*s.",
				 " Left out: %.*s rows without %.*s.",
				 (unsigned long)r->no_value),
			      DP_FMT(count_text(r->no_value, &a)),
			      DP_FMT(numbers));
	if (r->not_number)
		dp_buf_format(out,
			      P_(" Left out: %.*s row whose %.*s is no "
				 "number.",
				 " Left out: %.*s rows whose %.*s is no "
				 "number.",
				 (unsigned long)r->not_number),
			      DP_FMT(count_text(r->not_number, &a)),
			      DP_FMT(numbers));
	if (c->method.n) {
		dp_buf_char(out, ' ');
		dp_buf_str(out, dp_buf_view(&c->method));
	}
	dp_arena_done(&a);
}

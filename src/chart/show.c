/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the numbers of a chart are written. Terminal, SVG and text all ask
 * here, so that they cannot differ. Rounds what is shown, never the table.
 */
#include "chart/scene.h"

#include <math.h>

/* Digits after the point of canonical text S. */
static int
text_decimals(dp_str s)
{
	ptrdiff_t point = dp_str_find(s, '.');

	return point < 0 ? 0 : (int)(s.n - (size_t)point - 1);
}

bool
dpi_chart_cell(const struct dp_frame *data, size_t r, size_t column,
	       double *out)
{
	const struct dp_value *v = dp_frame_at(data, r, column);

	if (v->kind != DP_VALUE_NUMBER && v->kind != DP_VALUE_TEXT)
		return false;
	return dp_number_double(v->text, out) && isfinite(*out);
}

bool
dpi_chart_number(const struct dp_chart *c, size_t r, size_t column, double *out)
{
	return dpi_chart_cell(&c->table, r, column, out);
}

/* Appends S, canonical, with exactly D decimals. */
static void
with_decimals(dp_str s, int d, struct dp_buf *out)
{
	int have = text_decimals(s);
	double v;

	if (have <= d) {
		/* Text is kept: a double would lose the end of long numbers */
		dp_buf_str(out, s);
		if (have < d && have == 0)
			dp_buf_char(out, '.');
		for (; have < d; have++)
			dp_buf_char(out, '0');
		return;
	}
	if (!dp_number_double(s, &v))
		v = 0;
	if (fabs(v) < 0.5 * pow(10, -d))
		v = 0; /* no "-0" */
	dp_buf_format(out, "%.*f", d, v);
}

void
dp_chart_show(const struct dp_chart *c, size_t column, const struct dp_value *v,
	      struct dp_buf *out)
{
	struct dp_buf plain = { 0 };
	int d = column < DPI_CHART_COLUMNS ? c->decimals[column] : -1;

	if (v->kind == DP_VALUE_NULL) {
		dp_buf_c(out, _("no value"));
		return;
	}
	if (v->kind != DP_VALUE_NUMBER) {
		dp_buf_str(out, v->text);
		return;
	}
	if (d < 0)
		dp_buf_str(&plain, v->text);
	else
		with_decimals(v->text, d, &plain);
	dp_number_show(dp_buf_view(&plain), out);
	dp_buf_done(&plain);
}

dp_str
dpi_chart_shown(const struct dp_chart *c, size_t r, size_t column,
		struct dp_arena *a)
{
	struct dp_buf b = { 0 };
	dp_str kept;

	dp_chart_show(c, column, dp_frame_at(&c->table, r, column), &b);
	kept = dp_keep(a, dp_buf_view(&b));
	dp_buf_done(&b);
	return kept;
}

dp_str
dpi_chart_shown_double(const struct dp_chart *c, size_t column, double v,
		       struct dp_arena *a)
{
	struct dp_buf text = { 0 }, b = { 0 };
	struct dp_value value = { .kind = DP_VALUE_NUMBER };
	dp_str kept;

	dp_number_double_text(v, 15, &text);
	value.text = dp_buf_view(&text);
	dp_chart_show(c, column, &value, &b);
	kept = dp_keep(a, dp_buf_view(&b));
	dp_buf_done(&text);
	dp_buf_done(&b);
	return kept;
}

dp_str
dpi_chart_name(const struct dp_chart *c, size_t r, struct dp_arena *a)
{
	dp_str from = dpi_chart_shown(c, r, DPI_CHART_X, a);

	if (c->table.n_columns <= DPI_CHART_TO)
		return from;
	/* TRANSLATORS: a bin of a histogram, "10 – 20" */
	return dp_keep_format(a, _("%.*s – %.*s"), DP_FMT(from),
			      DP_FMT(dpi_chart_shown(c, r, DPI_CHART_TO, a)));
}

/*
 * Decimals that column COLUMN needs: four significant digits of the largest,
 * three of the range, never more than there are.
 */
static int
needed(const struct dp_chart *c, size_t column, int *have)
{
	double low = INFINITY, high = -INFINITY, largest, v;
	int d;

	*have = 0;
	for (size_t r = 0; r < c->table.n_rows; r++) {
		if (!dpi_chart_number(c, r, column, &v))
			continue;
		d = text_decimals(dp_frame_at(&c->table, r, column)->text);
		*have = d > *have ? d : *have;
		low = v < low ? v : low;
		high = v > high ? v : high;
	}
	largest = fabs(low) > fabs(high) ? fabs(low) : fabs(high);
	if (!isfinite(largest) || largest <= 0)
		return *have;
	d = 3 - (int)floor(log10(largest));
	if (high > low && 2 - (int)floor(log10(high - low)) > d)
		d = 2 - (int)floor(log10(high - low));
	return d < 0 ? 0 : d > *have ? *have : d;
}

void
dpi_chart_settle(struct dp_chart *c)
{
	for (size_t i = 0; i < DPI_CHART_COLUMNS; i++)
		c->decimals[i] = -1;
	if (c->table.n_columns > DPI_CHART_Y) {
		int have, d = needed(c, DPI_CHART_Y, &have);

		c->decimals[DPI_CHART_Y] = d;
		c->rounded = d < have;
	}
}

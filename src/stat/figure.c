/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of statistics, as canonical text: all the digits where nothing
 * was rounded, 17 significant ones elsewhere, fewer where people read them.
 */
#include "stat/class.h"

#include <math.h>

#define DIGITS_KEPT 17

static void
set_text(struct dp_figure *figure, dp_str text)
{
	size_t n = text.n;

	if (n >= sizeof(figure->text))
		n = sizeof(figure->text) - 1;
	memcpy(figure->text, text.p, n);
	figure->text[n] = '\0';
	figure->null = false;
}

/* |W| / 10^SCALE without zeros at the end. */
static void
set_decimal(struct dp_figure *figure, const struct dpi_wide *w, bool minus,
	    unsigned scale)
{
	struct dp_buf b = { 0 };
	char digits[DP_FIGURE_BYTES];
	size_t n = dpi_wide_digits(w, digits, sizeof(digits));

	if (minus)
		dp_buf_char(&b, '-');
	while (scale && n && digits[n - 1] == '0') {
		scale--;
		n--;
	}
	if (!n) {
		dp_buf_char(&b, '0');
	} else if (n <= scale) {
		dp_buf_c(&b, "0.");
		for (size_t i = n; i < scale; i++)
			dp_buf_char(&b, '0');
		dp_buf_add(&b, digits, n);
	} else {
		dp_buf_add(&b, digits, n - scale);
		if (scale)
			dp_buf_char(&b, '.');
		dp_buf_add(&b, digits + n - scale, scale);
	}
	set_text(figure, dp_buf_view(&b));
	figure->exact = true;
	dp_buf_done(&b);
}

void
dpi_figure_int(struct dp_figure *figure, uint64_t i)
{
	struct dpi_wide w;

	dpi_wide_set(&w, i);
	figure->value = dpi_dd_u128(i);
	set_decimal(figure, &w, false, 0);
}

void
dpi_figure_dd(struct dp_figure *figure, struct dp_dd v)
{
	struct dp_buf b = { 0 };

	if (!isfinite(v.hi))
		return;
	figure->value = v;
	figure->exact = false;
	dp_dd_text(v, DIGITS_KEPT, &b);
	set_text(figure, dp_buf_view(&b));
	dp_buf_done(&b);
}

void
dpi_figure_number(struct dp_figure *figure, const struct dp_number *v)
{
	struct dpi_wide w;

	if (!v->exact) {
		dpi_figure_dd(figure, v->real);
		figure->exact = true;
		return;
	}
	figure->value = dp_number_dd(v);
	dpi_wide_set(&w,
		     (dpi_u128)(v->unscaled < 0 ? -v->unscaled : v->unscaled));
	set_decimal(figure, &w, v->unscaled < 0, v->scale);
}

void
dpi_figure_sum(struct dp_figure *figure, const struct dpi_moments *m)
{
	struct dpi_wide w;
	unsigned scale;
	bool minus;

	if (!dpi_moments_exact_sum(m, &w, &minus, &scale)) {
		dpi_figure_dd(figure, dpi_moments_sum(m));
		return;
	}
	figure->value = dpi_moments_sum(m);
	set_decimal(figure, &w, minus, scale);
}

void
dpi_figure_quartile(struct dp_figure *figure, const struct dp_stat_in *in,
		    unsigned p)
{
	if (!in->values || !dpi_values_n(in->values))
		return;
	dpi_figure_dd(figure,
		      dpi_values_quantile(in->values, p, 4,
					  in->qtype ? in->qtype :
						      DP_QTYPE_STANDARD));
}

void
dp_figure_text(const struct dp_figure *f, unsigned digits, struct dp_buf *out)
{
	const char *point;
	size_t whole;

	if (f->null)
		return;
	if (!digits || f->exact) {
		dp_buf_c(out, f->text);
		return;
	}
	point = strchr(f->text, '.');
	whole = point ? (size_t)(point - f->text) : strlen(f->text);
	whole -= f->text[0] == '-';
	if (f->text[f->text[0] == '-'] != '0' && whole > digits &&
	    !strchr(f->text, 'e'))
		digits = (unsigned)whole;
	dp_dd_text(f->value, digits, out);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outliers: numbers far from the others of their column, reported and marked.
 * Nothing is changed: what to do about them is for people to say.
 */
#include "op/gathered.h"
#include "op/mark.h"
#include "op/work.h"

#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "stat/values.h"
#include "text/decimal.h"

/* Fewer numbers have no others to be far from. */
#define LEAST 5u
/* The standard deviation of normal numbers, in median deviations. */
#define NORMAL 1.4826

enum method { IQR, MAD };

struct far {
	struct dpi_values all;
	double low, high; /* beyond which a number is far; infinite: none is */
	dp_str ordinary;  /* "10 - 20", for sentences */
};

struct outliers {
	enum method method;
	double reach;
	struct far *of; /* by column of the step */
	struct dpi_mark mark;
	size_t held;
	bool judged;
};

static const struct dp_param params[] = {
	{ "method", DP_P_CHOICE, "iqr", "iqr|mad",
	  N_("iqr: beyond reach= interquartile ranges from the quartiles "
	     "(Tukey 1977); mad: beyond reach= median deviations from the "
	     "median, which half of the numbers cannot move (Iglewicz and "
	     "Hoaglin 1993)"),
	  false },
	{ "reach", DP_P_TEXT, NULL, NULL,
	  N_("how far is far: by itself 3 for iqr, 3.5 for mad"), false },
	{ "into", DP_P_TEXT, NULL, NULL,
	  N_("a new column that names, in each row, the columns whose number "
	     "is far"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct outliers *x = s->self;

	for (size_t i = 0; i < s->n_columns; i++)
		dpi_values_done(&x->of[i].all);
	dpi_mark_done(&x->mark);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct outliers *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_arg *reach = dp_step_arg(s, "reach");

	memset(x, 0, sizeof *x);
	x->of = dp_arena_alloc(&s->arena, s->n_columns * sizeof *x->of);
	memset(x->of, 0, s->n_columns * sizeof *x->of);
	for (size_t i = 0; i < s->n_columns; i++)
		s->column[i].name = dp_keep(&s->arena, s->column[i].name);
	s->self = x;
	x->method = (enum method)dp_step_choice(s, "method");
	x->reach = x->method == MAD ? 3.5 : 3;
	if (reach &&
	    (!dp_number_double(reach->text, &x->reach) || !(x->reach > 0)))
		return dp_step_fail(s, reach, err,
				    _("reach= is a number above 0, such as "
				      "3."));
	return dpi_mark_bind(&x->mark, s, schema, err);
}

/* The number in CELL, as programs write them; false when it is none. */
static bool
number_of(dp_str cell, struct dp_number *out)
{
	struct dp_datum d;

	dp_datum_read(cell, &d);
	*out = d.number;
	return d.kind == DP_DATUM_NUMBER && !d.zero_led;
}

static int
look(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	uint64_t most = dpi_step_memory(s, DPI_NUMBERS_BYTES);
	struct outliers *x = s->self;
	struct dp_number v;

	if (x->held > most)
		return dpi_too_much(s, most, err);
	for (size_t i = 0; i < s->n_columns; i++)
		if (number_of(dp_cell_str(dp_batch_cell(b, r,
							s->column[i].slot)),
			      &v))
			dpi_values_add(&x->of[i].all, &v, &x->held);
	return 0;
}

/* ---- what is far ------------------------------------------------------ */

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The median of how far the numbers are from MIDDLE. */
static double
median_deviation(const struct dpi_values *v, double middle)
{
	size_t n = dpi_values_n(v);
	double *d = dp_realloc_array(NULL, n, sizeof *d), m;

	for (size_t i = 0; i < n; i++)
		d[i] = fabs(dpi_values_at(v, i).hi - middle);
	qsort(d, n, sizeof *d, by_value);
	m = n % 2 ? d[n / 2] : (d[n / 2 - 1] + d[n / 2]) / 2;
	free(d);
	return m;
}

static void
judge(struct dp_step *s, const struct outliers *x, struct far *f)
{
	double low = 0, high = 0, spread = 0;

	f->low = -INFINITY;
	f->high = INFINITY;
	if (dpi_values_n(&f->all) < LEAST)
		return;
	dpi_values_sort(&f->all);
	if (x->method == IQR) {
		low = dpi_values_quantile(&f->all, 1, 4, DP_QTYPE_STANDARD).hi;
		high = dpi_values_quantile(&f->all, 3, 4, DP_QTYPE_STANDARD).hi;
		spread = high - low;
	} else {
		low = dpi_values_quantile(&f->all, 1, 2, DP_QTYPE_STANDARD).hi;
		high = low;
		spread = NORMAL * median_deviation(&f->all, low);
	}
	/* where most are the same, every other would be far */
	if (!(spread > 0))
		return;
	f->low = low - x->reach * spread;
	f->high = high + x->reach * spread;
	f->ordinary = dpi_number_range(f->low, f->high, &s->arena);
}

static int
fill(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	struct outliers *x = s->self;

	(void)err;
	for (size_t i = 0; i < s->n_columns && !x->judged; i++)
		judge(s, x, &x->of[i]);
	x->judged = true;
	for (size_t i = 0; i < s->n_columns; i++) {
		dp_str cell =
			dp_cell_str(dp_batch_cell(b, r, s->column[i].slot));
		const struct far *f = &x->of[i];
		struct dp_finding *g;
		struct dp_number v;
		double d;

		if (!number_of(cell, &v))
			continue;
		d = dp_number_dd(&v).hi;
		if (d >= f->low && d <= f->high)
			continue;
		g = dp_finding_add(&s->log->findings, DP_F_OUTLIER,
				   s->column[i].name, dp_batch_line(b, r),
				   b->record[r], cell);
		g->expected = f->ordinary;
		dpi_mark_add(&x->mark, s->column[i].name);
	}
	dpi_mark_set(&x->mark, b, r);
	return 0;
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	(void)err;
	return dpi_twice(s, inner, look, fill);
}

static const struct dp_example examples[] = {
	{ "prix into=loin", "prix\n7\n8\n9\n8\n7\n80\n",
	  "prix,loin\n7,\n8,\n9,\n8,\n7,\n80,prix\n" },
	{ "prix method=mad into=loin", "prix\n7\n8\n9\n8\n7\n80\n",
	  "prix,loin\n7,\n8,\n9,\n8,\n7,\n80,prix\n" },
	{ "prix", "prix\n7\n8\n9\n8\n7\n80\n", "prix\n7\n8\n9\n8\n7\n80\n" },
	{ "x, y into=loin reach=1.5", "x,y\n1,5\n2,5.5\n3,6\n2,-40\n1,5\n9,6\n",
	  "x,y,loin\n1,5,\n2,5.5,\n3,6,\n2,-40,y\n1,5,\n9,6,x\n" },
	{ "n into=loin", "n\n0\n0\n0\n0\n0\n7\n",
	  "n,loin\n0,\n0,\n0,\n0,\n0,\n7,\n" },
	{ "n into=loin", "n\n1\n2\nNC\n\n900\n",
	  "n,loin\n1,\n2,\nNC,\n,\n900,\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_outliers = {
	.name = "outliers",
	.scope = DP_TABLE,
	.reports = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [method=iqr|mad] [reach=NUMBER] [into=NAME]"),
	.summary = N_("Report the numbers that are far from the others."),
	.why = N_("A population in thousands among populations in persons, a "
		  "price without its point: one such number moves every mean. "
		  "Far is not wrong, and nothing is changed: look, and then "
		  "correct with set or edit. Numbers have to be canonical: "
		  "number comes first. Below 5 numbers, and where half of "
		  "them are the same, none is far. All rows wait, beyond 64 "
		  "MB in temporary files (TMPDIR), and 8 bytes of each number "
		  "in memory."),
	.param = params,
	.keyed_memory = DP_KEYS_BOUND,
	.bind = bind,
	.unbind = unbind,
	.table = table,
	.example = examples,
};

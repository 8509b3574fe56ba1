/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the rows of a file to the one row for each x that a chart draws:
 * counts, sums, means, or the cell itself where each x has one row. Other
 * statistics are the work of analyse.
 */
#include "step/present_inner.h"

#include <stdlib.h>

#define GROUPS_MAX 1000000u

int
dp_present_reader_row(void *reader, const struct dp_batch *b, size_t r,
		      struct dp_err *err)
{
	struct dp_present_reader *g = reader;
	size_t most = g->q->groups ? g->q->groups : GROUPS_MAX;

	if (g->values)
		dpi_present_add_value(g, b, r);
	else
		dpi_present_add_row(g, b, r);
	if (g->n > most)
		return dp_fail(err, DP_ELIMIT,
			       _("%.*s has more than %zu different values; "
				 "group them first with analyse"),
			       DP_FMT(g->x), most);
	return 0;
}

static int
read_rows(struct dp_present_reader *g, struct dp_stream *s, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	int rc;

	while ((rc = dp_next(s, b, err)) > 0)
		for (size_t r = 0; r < b->n_rows && rc > 0; r++)
			if (b->state[r] == DP_ROW_KEPT &&
			    dp_present_reader_row(g, b, r, err) != 0)
				rc = -1;
	dp_batch_free(b);
	return rc < 0 ? -1 : 0;
}

/* "sum(ecrans)" as a way of counting and a column; false when it is none. */
static bool
read_call(dp_str y, enum dp_chart_of *of, dp_str *column)
{
	dp_str rest = y, name = dp_str_strip(dp_str_cut(&rest, '('));
	static const struct {
		const char *name;
		enum dp_chart_of of;
	} call[] = {
		{ "count", DP_CHART_OF_COUNT },
		{ "n", DP_CHART_OF_COUNT },
		{ "sum", DP_CHART_OF_SUM },
		{ "mean", DP_CHART_OF_MEAN },
	};

	rest = dp_str_strip(rest);
	if (!rest.n || rest.p[rest.n - 1] != ')')
		return false;
	rest.n--;
	for (size_t i = 0; i < sizeof(call) / sizeof(call[0]); i++)
		if (dp_str_is(name, call[i].name)) {
			*of = call[i].of;
			*column = dp_str_strip(rest);
			return true;
		}
	return false;
}

/* Finds out what y is: a column of that name comes before a call. */
static int
choose(struct dp_present_reader *g, const struct dp_schema *schema,
       struct dp_err *err)
{
	const struct dp_present_chart *q = g->q;
	dp_str y = dp_str_c(q->y);
	bool given = false;

	g->x = dp_str_c(q->x);
	g->x_at = dp_schema_need(schema, g->x, err);
	if (g->x_at < 0)
		return -1;
	if (g->values) {
		if (q->y || q->of)
			return dp_fail(err, DP_EUSAGE,
				       _("a %s counts the rows itself: leave "
					 "out -y and --of"),
				       q->type);
		g->out->of = DP_CHART_OF_COUNT;
		return 0;
	}
	if (q->of) {
		char *call = dp_format("%s()", q->of);
		dp_str none;

		given = read_call(dp_str_c(call), &g->out->of, &none);
		free(call);
		if (!given)
			return dp_fail(err, DP_EUSAGE,
				       _("--of takes count, sum or mean, not "
					 "%s; other statistics come from "
					 "dpipe analyse group"),
				       q->of);
	} else if (!y.n) {
		g->out->of = DP_CHART_OF_COUNT;
	} else if (dp_schema_find(schema, y) < 0) {
		read_call(y, &g->out->of, &y);
	}
	if (g->out->of == DP_CHART_OF_COUNT)
		return 0;
	g->y = y;
	if (!y.n)
		return dp_fail(err, DP_EUSAGE,
			       _("--of %s needs a column: -y COLUMN"), q->of);
	g->y_at = dp_schema_need(schema, y, err);
	return g->y_at < 0 ? -1 : 0;
}

/* Refuses what cannot be drawn: codes, nothing, several rows for one x. */
static int
check(const struct dp_present_reader *g, struct dp_err *err)
{
	const struct dp_present_chart *q = g->q;
	struct dp_buf why = { 0 };
	dp_str numbers = g->values ? g->x : g->y;

	if (numbers.p &&
	    dp_profile_refuses(&g->profile,
			       g->out->of == DP_CHART_OF_SUM ||
					       g->out->of == DP_CHART_OF_MEAN ?
				       DP_STAT_AVERAGES :
				       DP_STAT_ORDERS,
			       numbers, q->file, &why)) {
		dp_fail(err, DP_EUSAGE, "%.*s", DP_FMT(dp_buf_view(&why)));
		dp_buf_done(&why);
		return -1;
	}
	if (numbers.p && !g->profile.n_number)
		return dp_fail(err, DP_EDATA,
			       _("no cell of %.*s in %s is a number; dpipe "
				 "clean -e 'number …' makes numbers of "
				 "\"1 234,5\""),
			       DP_FMT(numbers), q->file);
	for (size_t i = 0; g->out->of == DP_CHART_OF_CELL && i < g->n; i++)
		if (g->group[i].rows > 1)
			return dp_fail(err, DP_EUSAGE,
				       _("%.*s stands in %llu rows, and a "
					 "chart needs one number for each "
					 "%.*s. Say how to make one: --of "
					 "sum, --of mean or --of count; or "
					 "group first: dpipe analyse group "
					 "--by %.*s 'sum(%.*s)' %s"),
				       DP_FMT(g->group[i].label),
				       (unsigned long long)g->group[i].rows,
				       DP_FMT(g->x), DP_FMT(g->x), DP_FMT(g->y),
				       q->file);
	return 0;
}

/* The number that stands for group AT; null when there is none. */
static void
set_figure(const struct dp_present_reader *g,
	   const struct dpi_present_group *at, struct dp_frame *f,
	   struct dp_value *v)
{
	struct dp_buf text = { 0 };

	if (g->out->of == DP_CHART_OF_COUNT) {
		dp_set_int(f, v, (int64_t)at->rows);
		return;
	}
	if (!at->numbers)
		return;
	if (g->out->of == DP_CHART_OF_CELL)
		dp_buf_str(&text, at->cell);
	else if (g->out->of == DP_CHART_OF_SUM)
		dp_dd_text(at->sum, 17, &text);
	else
		dp_dd_text(dp_dd_div(at->sum, dp_dd_int((int64_t)at->numbers)),
			   17, &text);
	dp_set_number(f, v, dp_buf_view(&text));
	dp_buf_done(&text);
}

static char *
y_title(const struct dp_present_reader *g)
{
	switch (g->out->of) {
	case DP_CHART_OF_COUNT:
		return dp_format("%s", _("number of rows"));
	case DP_CHART_OF_SUM:
		return dp_format(_("sum of %.*s"), DP_FMT(g->y));
	case DP_CHART_OF_MEAN:
		return dp_format(_("mean of %.*s"), DP_FMT(g->y));
	default:
		return dp_strdup(g->y);
	}
}

static void
fill(struct dp_present_reader *g)
{
	struct dp_frame *f = &g->out->frame;
	char *x = dp_strdup(g->x), *title = y_title(g);
	bool values = g->values;
	bool mean = g->out->of == DP_CHART_OF_MEAN;

	dp_frame_done(f);
	memset(f, 0, sizeof *f);
	g->out->column = dp_keep(&f->text, g->y);
	dp_frame_column(f, "x", x, NULL, values)->data = true;
	dp_frame_column(f, "y", title, NULL, true);
	dp_frame_column(f, "rows", _("rows"), NULL, true);
	for (size_t i = 0; i < g->n; i++) {
		const struct dpi_present_group *at = &g->group[i];
		struct dp_value *v = dp_frame_row(f);

		if (values)
			dp_set_number(f, &v[0], at->cell);
		else
			dp_set_text(f, &v[0], at->label);
		set_figure(g, at, f, &v[1]);
		dp_set_int(f, &v[2], (int64_t)(mean ? at->numbers : at->rows));
	}
	free(x);
	free(title);
}

/* Who reads Q; a type that is not known is the chart's to refuse. */
static void
reader_init(struct dp_present_reader *g, const struct dp_present_chart *q,
	    const struct dp_chart_class *class)
{
	memset(g, 0, sizeof *g);
	g->q = q;
	g->values = class->shape == DP_CHART_VALUES;
	g->out = &g->data;
}

static void
reader_done(struct dp_present_reader *g)
{
	free(g->group);
	free(g->slot);
	dp_arena_done(&g->text);
	dpi_present_data_done(&g->data);
}

int
dp_present_reader_start(void *reader, const struct dp_schema *schema,
			struct dp_err *err)
{
	struct dp_present_reader *g = reader;

	if (choose(g, schema, err) != 0)
		return -1;
	g->x_slot = schema->column[g->x_at].slot;
	if (g->y.p)
		g->y_slot = schema->column[g->y_at].slot;
	dp_profile_init(&g->profile, g->values ? g->x : g->y);
	return 0;
}

static int
need_x(const struct dp_present_chart *q, const struct dp_chart_class *class,
       struct dp_err *err)
{
	if (q->x)
		return 0;
	return dp_fail(err, DP_EUSAGE, _("a %s needs a column: -x COLUMN"),
		       class->name);
}

struct dp_present_reader *
dp_present_reader_new(const struct dp_present_chart *q, struct dp_err *err)
{
	const struct dp_chart_class *class =
		dp_chart_class_need(dp_str_c(q->type), err);
	struct dp_present_reader *g;

	if (!class || need_x(q, class, err) != 0)
		return NULL;
	g = dp_alloc0(sizeof *g);
	reader_init(g, q, class);
	return g;
}

void
dp_present_reader_free(struct dp_present_reader *r)
{
	if (!r)
		return;
	reader_done(r);
	free(r);
}

struct dp_chart *
dp_present_reader_chart(struct dp_present_reader *r, struct dp_err *err)
{
	if (check(r, err) != 0)
		return NULL;
	fill(r);
	return dpi_present_make(r->q, r->out, err);
}

int
dpi_present_read(const struct dp_present_chart *q,
		 const struct dp_chart_class *class,
		 struct dpi_present_data *out, struct dp_err *err)
{
	struct dp_read_opts standard;
	struct dp_present_reader g;
	struct dp_stream *s;
	int rc;

	memset(out, 0, sizeof(*out));
	if (need_x(q, class, err) != 0)
		return -1;
	reader_init(&g, q, class);
	g.out = out;
	dp_read_opts_init(&standard);
	s = dp_table_open(q->file, q->read ? q->read : &standard, err);
	if (!s)
		return -1;
	rc = dp_present_reader_start(&g, &s->schema, err);
	if (rc == 0)
		rc = read_rows(&g, s, err);
	if (rc == 0)
		rc = check(&g, err);
	if (rc == 0)
		fill(&g);
	dp_close(s);
	reader_done(&g);
	return rc;
}

void
dpi_present_data_done(struct dpi_present_data *d)
{
	dp_frame_done(&d->frame);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the rows of a file to the one row for each x that a chart draws:
 * counts, sums, means, or the cell itself where each x has one row. Other
 * statistics are the work of analyse.
 */
#include "step/present_inner.h"

#include <dpipe/stat.h>
#include <stdlib.h>

#define GROUPS_MAX 1000000u

/* The rows of one x. */
struct group {
	dp_str label;
	dp_str cell; /* first number as it stands, canonical */
	struct dp_dd sum;
	uint64_t rows, numbers;
};

struct reader {
	struct dpi_present_data *out;
	dp_str x, y;          /* names of columns; y.p NULL: none is read */
	ptrdiff_t x_at, y_at; /* in the schema */
	struct group *group;
	size_t n, cap;
	uint32_t *slot;            /* index in group + 1, by hash; 0: free */
	size_t n_slots;            /* a power of two */
	struct dp_profile profile; /* of the column of numbers */
	struct dp_arena text;
};

static void
rehash(struct reader *g)
{
	free(g->slot);
	g->n_slots = g->n_slots ? g->n_slots * 2 : 1024;
	g->slot = dp_alloc0(g->n_slots * sizeof(*g->slot));
	for (size_t i = 0; i < g->n; i++) {
		dp_str s = g->group[i].label;
		size_t at = dp_hash64(s.p, s.n) & (g->n_slots - 1);

		while (g->slot[at])
			at = (at + 1) & (g->n_slots - 1);
		g->slot[at] = (uint32_t)i + 1;
	}
}

/* The group of LABEL, made when it is new. */
static struct group *
find(struct reader *g, dp_str label)
{
	size_t at;
	struct group *new;

	if (g->n * 2 >= g->n_slots)
		rehash(g);
	at = dp_hash64(label.p, label.n) & (g->n_slots - 1);
	for (; g->slot[at]; at = (at + 1) & (g->n_slots - 1))
		if (dp_str_eq(g->group[g->slot[at] - 1].label, label))
			return &g->group[g->slot[at] - 1];
	dp_grow(&g->group, &g->cap, g->n, sizeof(*g->group));
	new = &g->group[g->n++];
	memset(new, 0, sizeof(*new));
	new->label = dp_keep(&g->text, label);
	g->slot[at] = (uint32_t)g->n;
	return new;
}

/* The number of D in canonical text, kept. */
static dp_str
canonical(struct reader *g, const struct dp_datum *d)
{
	struct dp_buf text = { 0 };
	bool plain = true;
	dp_str kept;

	for (size_t i = 0; i < d->text.n; i++) {
		char c = d->text.p[i];

		plain = plain && ((c >= '0' && c <= '9') || c == '.' ||
				  (c == '-' && !i));
	}
	if (plain && !d->zero_led && d->text.p[0] != '.' &&
	    d->text.p[d->text.n - 1] != '.')
		return dp_keep(&g->text, d->text);
	dp_dd_text(dp_number_dd(&d->number), 34, &text);
	kept = dp_keep(&g->text, dp_buf_view(&text));
	dp_buf_done(&text);
	return kept;
}

/* Counts the cell CELL, a number or not, into group AT. */
static void
add_number(struct reader *g, struct group *at, const struct dp_datum *d)
{
	if (!at->numbers++)
		at->cell = canonical(g, d);
	at->sum = dp_dd_add(at->sum, dp_number_dd(&d->number));
}

static void
add_row(struct reader *g, const struct dp_batch *b, size_t r, size_t x_slot,
	size_t y_slot)
{
	struct dp_chart_rows *rows = &g->out->rows;
	dp_str label = dp_cell_str(dp_batch_cell(b, r, x_slot));
	enum dp_chart_of of = g->out->of;
	struct dp_datum d = { .kind = DP_DATUM_MISSING };
	struct group *at;

	rows->read++;
	if (!dp_trim(label).n) {
		rows->no_label++;
		return;
	}
	if (g->y.p) {
		dp_datum_read(dp_cell_str(dp_batch_cell(b, r, y_slot)), &d);
		dp_profile_add(&g->profile, &d, b->record[r],
			       dp_batch_line(b, r));
	}
	at = find(g, label);
	at->rows++;
	if (!g->y.p)
		return;
	if (d.kind == DP_DATUM_NUMBER)
		add_number(g, at, &d);
	else if (d.kind == DP_DATUM_OTHER)
		rows->not_number++;
	else if (of != DP_CHART_OF_CELL)
		rows->no_value++; /* a cell is shown as "no value" */
}

/* For a histogram: x itself is the number. */
static void
add_value(struct reader *g, const struct dp_batch *b, size_t r, size_t slot)
{
	struct dp_chart_rows *rows = &g->out->rows;
	struct dp_datum d;
	struct group *at;

	dp_datum_read(dp_cell_str(dp_batch_cell(b, r, slot)), &d);
	dp_profile_add(&g->profile, &d, b->record[r], dp_batch_line(b, r));
	rows->read++;
	rows->no_value += d.kind == DP_DATUM_MISSING;
	rows->not_number += d.kind == DP_DATUM_OTHER;
	if (d.kind != DP_DATUM_NUMBER)
		return;
	at = find(g, d.text);
	at->rows++;
	add_number(g, at, &d);
}

static int
read_rows(struct reader *g, struct dp_stream *s, bool values,
	  struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	size_t x_slot = s->schema.column[g->x_at].slot, y_slot = 0;
	int rc;

	if (g->y.p)
		y_slot = s->schema.column[g->y_at].slot;
	while ((rc = dp_next(s, b, err)) > 0) {
		for (size_t r = 0; r < b->n_rows; r++) {
			if (b->state[r] != DP_ROW_KEPT)
				continue;
			if (values)
				add_value(g, b, r, x_slot);
			else
				add_row(g, b, r, x_slot, y_slot);
		}
		if (g->n > GROUPS_MAX) {
			rc = dp_fail(err, DP_ELIMIT,
				     _("%.*s has more than %u different "
				       "values; group them first with analyse"),
				     DP_FMT(g->x), GROUPS_MAX);
			break;
		}
	}
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
choose(struct reader *g, const struct dp_present_chart *q,
       const struct dp_chart_class *class, const struct dp_schema *schema,
       struct dp_err *err)
{
	dp_str y = dp_str_c(q->y);
	bool given = false;

	g->x = dp_str_c(q->x);
	g->x_at = dp_schema_need(schema, g->x, err);
	if (g->x_at < 0)
		return -1;
	if (class->shape == DP_CHART_VALUES) {
		if (q->y || q->of)
			return dp_fail(err, DP_EUSAGE,
				       _("a %s counts the rows itself: leave "
					 "out -y and --of"),
				       class->name);
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
check(const struct reader *g, const struct dp_present_chart *q,
      const struct dp_chart_class *class, struct dp_err *err)
{
	struct dp_buf why = { 0 };
	dp_str numbers = class->shape == DP_CHART_VALUES ? g->x : g->y;

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
set_figure(const struct reader *g, const struct group *at, struct dp_frame *f,
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
y_title(const struct reader *g)
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
fill(const struct reader *g, bool values)
{
	struct dp_frame *f = &g->out->frame;
	char *x = dp_strdup(g->x), *title = y_title(g);
	bool mean = g->out->of == DP_CHART_OF_MEAN;

	g->out->column = dp_keep(&f->text, g->y);
	dp_frame_column(f, "x", x, NULL, values)->data = true;
	dp_frame_column(f, "y", title, NULL, true);
	dp_frame_column(f, "rows", _("rows"), NULL, true);
	for (size_t i = 0; i < g->n; i++) {
		const struct group *at = &g->group[i];
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

int
dpi_present_read(const struct dp_present_chart *q,
		 const struct dp_chart_class *class,
		 struct dpi_present_data *out, struct dp_err *err)
{
	struct dp_read_opts standard;
	struct reader g = { .out = out };
	bool values = class->shape == DP_CHART_VALUES;
	struct dp_stream *s;
	int rc;

	memset(out, 0, sizeof(*out));
	if (!q->x)
		return dp_fail(err, DP_EUSAGE,
			       _("a %s needs a column: -x COLUMN"),
			       class->name);
	dp_read_opts_init(&standard);
	s = dp_table_open(q->file, q->read ? q->read : &standard, err);
	if (!s)
		return -1;
	rc = choose(&g, q, class, &s->schema, err);
	dp_profile_init(&g.profile, values ? g.x : g.y);
	if (rc == 0)
		rc = read_rows(&g, s, values, err);
	if (rc == 0)
		rc = check(&g, q, class, err);
	if (rc == 0)
		fill(&g, values);
	dp_close(s);
	free(g.group);
	free(g.slot);
	dp_arena_done(&g.text);
	return rc;
}

void
dpi_present_data_done(struct dpi_present_data *d)
{
	dp_frame_done(&d->frame);
}

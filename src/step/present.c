/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step present: charts of files. Reports are in present_report.c.
 */
#include "step/present_inner.h"

static dp_str
text(const char *s)
{
	return dp_str_strip(dp_str_c(s));
}

static int
read_sort(const char *s, enum dp_chart_sort *out, struct dp_err *err)
{
	if (!s || !strcmp(s, "value"))
		*out = DP_CHART_SORT_VALUE;
	else if (!strcmp(s, "label"))
		*out = DP_CHART_SORT_LABEL;
	else if (!strcmp(s, "none"))
		*out = DP_CHART_SORT_NONE;
	else
		return dp_fail(err, DP_EUSAGE,
			       _("sort takes value, label or none, not %s"), s);
	return 0;
}

static void
describe(const struct dp_present_chart *q, struct dp_chart_desc *d)
{
	memset(d, 0, sizeof(*d));
	d->x = DP_S("x");
	d->y = DP_S("y");
	d->weight = DP_S("rows");
	d->title = text(q->title);
	d->source = text(q->source);
	d->note = text(q->note);
	d->alt = text(q->alt);
	d->top = q->top;
}

struct dp_chart *
dpi_present_make(const struct dp_present_chart *q,
		 const struct dpi_present_data *data, struct dp_err *err)
{
	const struct dp_chart_class *class =
		dp_chart_class_need(dp_str_c(q->type), err);
	struct dp_chart_desc d;

	describe(q, &d);
	if (!class || read_sort(q->sort, &d.sort, err) < 0)
		return NULL;
	d.rows = data->rows;
	d.of = data->of;
	d.column = data->column;
	return dp_chart_new(class, &d, &data->frame, err);
}

struct dp_chart *
dp_present_chart_read(const struct dp_present_chart *q, struct dp_err *err)
{
	const struct dp_chart_class *class =
		dp_chart_class_need(dp_str_c(q->type), err);
	struct dpi_present_data data;
	enum dp_chart_sort sort;
	struct dp_chart *c = NULL;

	if (!class || read_sort(q->sort, &sort, err) < 0)
		return NULL;
	if (dpi_present_read(q, class, &data, err) == 0)
		c = dpi_present_make(q, &data, err);
	dpi_present_data_done(&data);
	return c;
}

bool
dp_present_as_find(dp_str name, enum dp_present_as *out)
{
	static const char *const names[] = { "chart", "terminal", "svg", "text",
					     "json" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (dp_str_is(name, names[i])) {
			*out = (enum dp_present_as)i;
			return true;
		}
	return false;
}

static const char *
level_name(enum dp_level level)
{
	return level == DP_ERROR   ? _("error") :
	       level == DP_WARNING ? _("warning") :
				     _("note");
}

/* Adds what is doubtful about C. */
static void
lint(const struct dp_chart *c, struct dp_result *r)
{
	struct dp_chart_doubts d = { 0 };
	struct dp_part *p;

	dp_chart_lint(c, &d);
	if (d.n) {
		p = dp_result_part(r, DP_PART_FRAME, "lint",
				   _("To look at again"));
		dp_frame_column(&p->frame, "rule", _("rule"), NULL, false);
		dp_frame_column(&p->frame, "level", _("level"), NULL, false);
		dp_frame_column(&p->frame, "sentence", _("what and why"), NULL,
				false);
		for (size_t i = 0; i < d.n; i++) {
			struct dp_value *v = dp_frame_row(&p->frame);

			dp_set_text(&p->frame, &v[0], dp_str_c(d.at[i].rule));
			dp_set_text(&p->frame, &v[1],
				    dp_str_c(level_name(d.at[i].level)));
			dp_set_text(&p->frame, &v[2], d.at[i].sentence);
			r->doubtful = r->doubtful || d.at[i].level > DP_NOTE;
		}
	}
	dp_chart_doubts_done(&d);
}

static void
render(const struct dp_chart *c, const struct dp_present_out *o,
       struct dp_buf *out)
{
	struct dp_canvas size = {
		.width_cols = o->width_cols ? o->width_cols : 80,
		.ascii = o->ascii,
	};
	struct dp_svg svg = { 0 };

	switch (o->as) {
	case DP_PRESENT_SVG:
		dp_chart_svg(c, &svg, out);
		break;
	case DP_PRESENT_TEXT:
		dp_chart_text(c, out);
		break;
	case DP_PRESENT_JSON:
		dp_chart_json(c, out);
		dp_buf_char(out, '\n');
		break;
	default:
		dp_chart_canvas(c, &size, out);
		break;
	}
}

static int
deliver(struct dp_chart *c, const struct dp_present_out *o, struct dp_result *r,
	struct dp_err *err)
{
	struct dp_buf b = { 0 };
	int rc = 0;

	if (!o->file && o->as == DP_PRESENT_CHART) {
		/* The part owns the chart from here on. */
		dp_result_part(r, DP_PART_CHART, "chart", NULL)->chart = c;
		return 0;
	}
	render(c, o, &b);
	if (o->file)
		rc = dp_write_file(o->file, b.p, b.n, err);
	else
		dp_result_text(r, "chart", dp_buf_view(&b));
	if (rc == 0 && o->file)
		dp_result_note(r, "written", _("%s is written: %zu bytes."),
			       o->file, b.n);
	dp_buf_done(&b);
	return rc;
}

int
dp_present_chart(const struct dp_present_chart *q,
		 const struct dp_present_out *o, struct dp_result *r,
		 struct dp_err *err)
{
	struct dp_chart_desc d;
	struct dp_chart *c;
	bool kept = !o->file && o->as == DP_PRESENT_CHART;
	int rc;

	describe(q, &d);
	if (o->file && (dp_check_output(q->file, o->file, err) < 0 ||
			dp_chart_publishable(&d, err) < 0))
		return -1;
	c = dp_present_chart_read(q, err);
	if (!c)
		return -1;
	rc = deliver(c, o, r, err);
	/* A look at data is not judged; a document goes out alone. */
	if (rc == 0 && (o->file || (kept && d.title.n)))
		lint(c, r);
	if (!kept)
		dp_chart_free(c);
	return rc;
}

void
dp_present_charts(struct dp_result *r)
{
	struct dp_part *p = dp_result_part(r, DP_PART_FRAME, "charts",
					   _("Charts"));
	struct dp_frame *f = &p->frame;

	dp_frame_column(f, "name", _("name"), NULL, false);
	dp_frame_column(f, "summary", _("what it shows"), NULL, false);
	dp_frame_column(f, "when", _("when"), NULL, false);
	for (size_t i = 0; i < dp_chart_classes(); i++) {
		const struct dp_chart_class *k = dp_chart_class_at(i);
		struct dp_value *v = dp_frame_row(f);

		dp_set_text(f, &v[0], dp_str_c(k->name));
		dp_set_text(f, &v[1], dp_str_c(_(k->summary)));
		dp_set_text(f, &v[2], dp_str_c(_(k->when)));
	}
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step analyse: frequencies and counts, and what all analyses share. It
 * turns what the statistics layer computes into parts of a result, with the
 * sentences that keep a reader from believing too much. Descriptions are in
 * analyse_describe.c, groups and rates in analyse_group.c.
 */
#include "step/analyse.h"

#include <dpipe/op.h>

#include "base/i18n.h"

#include <inttypes.h>
#include <stdlib.h>

/* ---- records that count ----------------------------------------------- */

struct where {
	struct dp_stream stream;
	struct dp_stream *inner;
	struct dp_expr *expr;
};

static void
where_ahead(struct dp_stream *s, struct dp_batch *b, uint64_t n)
{
	struct where *w = (struct where *)s;

	w->inner->ahead(w->inner, b, n);
}

static int
where_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct where *w = (struct where *)s;

	return w->inner->next(w->inner, b, err);
}

/* A figure may not lack the records of which nothing is known. */
static int
check_answers(const struct dp_findings *all, struct dp_err *err)
{
	for (size_t i = 0; i < all->n; i++) {
		if (all->at[i].id != DP_F_ANSWER_LIMIT)
			continue;
		err->at.line = all->at[i].sample[0].line;
		return dp_fail(
			err, DP_ELIMIT,
			_("the condition has no answer for the record on line "
			  "%llu: a pattern in it takes too long. Write it "
			  "without repetitions inside repetitions."),
			(unsigned long long)err->at.line);
	}
	return 0;
}

static int
where_work(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct where *w = (struct where *)s;
	struct dp_expr_local *local;
	dp_str none = { NULL, 0 };

	if (w->inner->work && w->inner->work(w->inner, b, err) != 0)
		return -1;
	local = dp_expr_local_new(w->expr);
	for (size_t r = 0; r < b->n_rows; r++)
		if (b->state[r] == DP_ROW_KEPT &&
		    !dp_expr_true(w->expr, local, b, r, none))
			b->state[r] = DP_ROW_DROPPED;
	dp_expr_local_free(local);
	return check_answers(&b->log->findings, err);
}

static void
where_close(struct dp_stream *s)
{
	struct where *w = (struct where *)s;

	dp_close(w->inner);
	dp_expr_free(w->expr);
	dp_schema_done(&s->schema);
	free(w);
}

struct dp_stream *
dp_analyse_where(struct dp_stream *in, dp_str expression, struct dp_err *err)
{
	struct dp_expr *expr = dp_expr_new(expression, &in->schema, err);
	struct where *w;

	if (!expr) {
		dp_close(in);
		return NULL;
	}
	w = dp_alloc0(sizeof(*w));
	if (in->ahead)
		w->stream.ahead = where_ahead;
	w->stream.next = where_next;
	w->stream.work = where_work;
	w->stream.close = where_close;
	w->stream.dialect = in->dialect;
	dp_schema_copy(&w->stream.schema, &in->schema);
	w->inner = in;
	w->expr = expr;
	return &w->stream;
}

/* ---- shared ----------------------------------------------------------- */

void
dpi_analyse_set(const struct dp_analyse_opts *o, struct dp_frame *f,
		struct dp_value *v, const struct dp_figure *figure)
{
	struct dp_buf b = { 0 };

	if (figure->null)
		return;
	dp_figure_text(figure, o->people ? o->digits : 0, &b);
	dp_set_number(f, v, dp_buf_view(&b));
	dp_buf_done(&b);
}

void
dpi_analyse_set_dd(const struct dp_analyse_opts *o, struct dp_frame *f,
		   struct dp_value *v, struct dp_dd x)
{
	struct dp_figure figure = { .value = x };
	struct dp_buf b = { 0 };

	dp_dd_text(x, 17, &b);
	figure.null = !b.n;
	if (b.n) {
		memcpy(figure.text, b.p, b.n);
		dpi_analyse_set(o, f, v, &figure);
	}
	dp_buf_done(&b);
}

void
dpi_analyse_empty(const struct dp_stream *in, struct dp_result *out)
{
	if (in->schema.n)
		return;
	out->doubtful = true;
	dp_result_note(out, "empty_file", "%s",
		       _(dp_finding_kind(DP_F_EMPTY_FILE)->sentence));
}

void
dpi_analyse_left_out(struct dp_result *out, dp_str column,
		     const struct dp_profile *p)
{
	char *key;

	if (!p->n_other)
		return;
	out->doubtful = true;
	key = dp_format("left_out_%zu", out->n);
	dp_result_note(out, key,
		       P_("%.*s: %" PRIu64
			  " value is not a number and was left out: "
			  "%s (line %" PRIu64 ").",
			  "%.*s: %" PRIu64
			  " values are not numbers and were left out, "
			  "such as %s (line %" PRIu64 ").",
			  p->n_other),
		       DP_FMT(column), p->n_other, p->other, p->other_line);
	free(key);
}

void
dpi_analyse_rounding(const struct dp_analyse_opts *o, struct dp_result *out)
{
	if (o->people && o->digits)
		dp_result_note(
			out, "rounding",
			P_("Means, quartiles and percentages are rounded to %u "
			   "significant digit here; JSON and CSV keep them "
			   "all.",
			   "Means, quartiles and percentages are rounded to %u "
			   "significant digits here; JSON and CSV keep them "
			   "all.",
			   o->digits),
			o->digits);
}

/* One definition: a sentence for people, a row for programs. */
static void
define(const struct dp_analyse_opts *o, const char *name, const char *summary,
       struct dp_result *out)
{
	struct dp_part *p;
	struct dp_value *v;
	char *key;

	if (o->people) {
		key = dp_format("definition_%s", name);
		dp_result_note(out, key, _("%s: %s"), name, _(summary));
		free(key);
		return;
	}
	p = dp_result_find(out, "definitions");
	if (!p) {
		p = dp_result_part(out, DP_PART_FRAME, "definitions",
				   _("Definitions"));
		dp_frame_column(&p->frame, "figure", _("figure"), NULL, false);
		dp_frame_column(&p->frame, "definition", _("definition"), NULL,
				false);
	}
	v = dp_frame_row(&p->frame);
	dp_set_text(&p->frame, &v[0], dp_str_c(name));
	dp_set_text(&p->frame, &v[1], dp_str_c(summary));
}

/* A new C string: the name of S, for people with what it means to them. */
static char *
called(const struct dp_analyse_opts *o, const struct dp_stat_class *s)
{
	const char *title = _(s->title);

	if (!o->people || strcmp(title, s->name) == 0)
		return dp_strdup(dp_str_c(s->name));
	return dp_format(_("%s (%s)"), s->name, title);
}

void
dpi_analyse_definitions(const struct dp_analyse_opts *o,
			const struct dp_stat_class *const *stat, size_t n,
			struct dp_result *out)
{
	bool quantiles = false;
	int qtype = o->qtype ? o->qtype : DP_QTYPE_STANDARD;
	char *name;

	for (size_t i = 0; i < n; i++) {
		bool known = false;

		for (size_t j = 0; j < i; j++)
			known |= stat[j] == stat[i];
		if (known)
			continue;
		name = called(o, stat[i]);
		define(o, name, stat[i]->summary, out);
		free(name);
		quantiles |= (stat[i]->uses & DP_STAT_USES_VALUES) != 0;
	}
	if (!quantiles)
		return;
	name = dp_format(o->people ? _("quantiles of type %d") : "qtype_%d",
			 qtype);
	define(o, name, dp_qtype_summary(qtype), out);
	free(name);
}

void
dpi_analyse_set_percent(const struct dp_analyse_opts *o, struct dp_frame *f,
			struct dp_value *v, uint64_t part, uint64_t whole)
{
	if (whole)
		dpi_analyse_set_dd(o, f, v,
				   dp_dd_div(dp_dd_int((int64_t)part * 100),
					     dp_dd_int((int64_t)whole)));
}

/* ---- freq ------------------------------------------------------------- */

static void
freq_row(const struct dp_analyse_opts *o, struct dp_frame *f,
	 const struct dp_frequencies *q, bool many,
	 const struct dp_frequent *one)
{
	struct dp_value *v = dp_frame_row(f);

	if (many)
		dp_set_text(f, v++, q->name);
	if (one)
		dp_set_text(f, &v[0], one->value);
	else if (o->people)
		dp_set_text(f, &v[0], dp_str_c(_("(missing)")));
	dp_set_int(f, &v[1], (int64_t)(one ? one->n : q->n_missing));
	dpi_analyse_set_percent(o, f, &v[2], one ? one->n : q->n_missing,
				q->n_rows);
	if (one)
		dpi_analyse_set_percent(o, f, &v[3], one->n,
					q->n_rows - q->n_missing);
}

static void
freq_frame(const struct dp_analyse_opts *o, const struct dp_frequencies *q,
	   size_t n, struct dp_result *out)
{
	struct dp_part *p = dp_result_part(out, DP_PART_FRAME, "freq",
					   _("Values"));
	struct dp_frame *f = &p->frame;

	if (n > 1)
		dp_frame_column(f, "column", _("column"), NULL, false);
	dp_frame_column(f, "value", _("value"), NULL, false);
	dp_frame_column(f, "n", _("n"), NULL, true);
	dp_frame_column(f, "percent", _("of all"), "%", true);
	dp_frame_column(f, "percent_non_missing", _("of those not missing"),
			"%", true);
	for (size_t i = 0; i < n; i++) {
		size_t top = q[i].n_values;

		if (o->top && o->top < top)
			top = o->top;
		for (size_t j = 0; j < top; j++)
			freq_row(o, f, &q[i], n > 1, &q[i].value[j]);
		if (q[i].n_missing)
			freq_row(o, f, &q[i], n > 1, NULL);
	}
}

int
dp_analyse_freq(struct dp_stream *in, const dp_str *column, size_t n,
		const struct dp_analyse_opts *o, struct dp_result *out,
		struct dp_err *err)
{
	struct dp_frequencies *q = dp_alloc0((n + 1) * sizeof(*q));
	struct dp_frame *f;
	int r = dp_frequencies(in, column, n, o->threads, q, err);

	if (r == 0) {
		f = &dp_result_part(out, DP_PART_FRAME, "columns", _("Columns"))
			     ->frame;
		dp_frame_column(f, "column", _("column"), NULL, false);
		dp_frame_column(f, "records", _("records"), NULL, true);
		dp_frame_column(f, "missing", _("missing"), NULL, true);
		dp_frame_column(f, "distinct", _("distinct"), NULL, true);
		dp_frame_column(f, "shown", _("shown"), NULL, true);
		for (size_t i = 0; i < n; i++) {
			struct dp_value *v = dp_frame_row(f);
			bool cut = o->top && o->top < q[i].n_values;

			dp_set_text(f, &v[0], q[i].name);
			dp_set_int(f, &v[1], (int64_t)q[i].n_rows);
			dp_set_int(f, &v[2], (int64_t)q[i].n_missing);
			dp_set_int(f, &v[3], (int64_t)q[i].n_values);
			dp_set_int(f, &v[4],
				   (int64_t)(cut ? o->top : q[i].n_values));
		}
		freq_frame(o, q, n, out);
		dpi_analyse_rounding(o, out);
		for (size_t i = 0; i < n; i++)
			dp_frequencies_done(&q[i]);
	}
	free(q);
	return r;
}

/* ---- count ------------------------------------------------------------ */

int
dp_analyse_count(struct dp_stream *in, const struct dp_analyse_opts *o,
		 struct dp_result *out, struct dp_err *err)
{
	uint64_t n;

	dpi_analyse_empty(in, out);
	if (dp_count_records(in, o->threads, &n, err) < 0)
		return -1;
	dp_fact_int(dp_result_part(out, DP_PART_FACTS, "count", NULL),
		    "records", _("records"), (int64_t)n);
	return 0;
}

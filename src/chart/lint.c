/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is doubtful about a chart, by rules that can be decided: rigour (R),
 * readability (L), eloquence (E). What dpipe draws cannot break the others:
 * bars start at 0, one axis, no perspective, no colour alone.
 */
#include "chart/scene.h"

#include <math.h>
#include <stdlib.h>

#define TITLE_MAX_CHARS 90
#define BARS_READABLE 30
#define MEAN_LEAST_ROWS 5

static void
add(struct dp_chart_doubts *d, const char *rule, enum dp_level level,
    dp_str sentence)
{
	dp_grow(&d->at, &d->cap, d->n, sizeof(*d->at));
	d->at[d->n].rule = rule;
	d->at[d->n].level = level;
	d->at[d->n].sentence = sentence;
	d->n++;
}

static dp_str
kept(struct dp_chart_doubts *d, const char *s)
{
	return dp_keep(&d->text, dp_str_c(s));
}

/* R13 and R15: what stands behind each mark. */
static void
judge_rows(const struct dp_chart *c, struct dp_chart_doubts *d)
{
	double all = 0, most = 0, n;
	size_t few = 0, rows = c->table.n_rows, largest = 0;

	if (c->class->shape == DP_CHART_VALUES)
		return;
	for (size_t r = 0; r < rows; r++) {
		if (!dpi_chart_number(c, r, DPI_CHART_N, &n))
			continue;
		all += n;
		few += n < MEAN_LEAST_ROWS;
		if (n > most) {
			most = n;
			largest = r;
		}
	}
	if (c->desc.of == DP_CHART_OF_MEAN && few)
		add(d, "R13", DP_WARNING,
		    dp_keep_format(&d->text,
				   P_("%zu mean stands on fewer than %d rows; "
				      "say so, or leave it out.",
				      "%zu means stand on fewer than %d rows; "
				      "say so, or leave them out.",
				      (unsigned long)few),
				   few, MEAN_LEAST_ROWS));
	if (c->desc.of != DP_CHART_OF_CELL && most * 2 > all && rows > 2 &&
	    !(c->others && largest == rows - 1))
		add(d, "R15", DP_NOTE,
		    dp_keep_format(&d->text,
				   _("More than half of the rows are in "
				     "%.*s; the others are small beside it."),
				   DP_FMT(dpi_chart_name(c, largest,
							 &d->text))));
}

/* R21: what a reader needs to check the chart. */
static void
judge_source(const struct dp_chart *c, struct dp_chart_doubts *d)
{
	if (!c->desc.source.n)
		add(d, "R21", DP_NOTE,
		    kept(d, _("No source is named; a reader cannot check the "
			      "numbers. Add one before you publish.")));
}

/* True when V, as the title writes it, is in the chart. */
static bool
in_chart(const struct dp_chart *c, double v, int decimals)
{
	double half = 0.5000001 * pow(10, -decimals), total = 0, y, n;
	double first = NAN, last = NAN;
	size_t rows = c->table.n_rows;

	for (size_t r = 0; r < rows; r++) {
		if (dpi_chart_number(c, r, DPI_CHART_Y, &y)) {
			total += y;
			first = isnan(first) ? y : first;
			last = y;
		}
	}
	if (v == (double)rows || fabs(v - total) <= half ||
	    fabs(v - last / first) <= half || fabs(v - first / last) <= half ||
	    fabs(fabs(v) - fabs(last - first)) <= half ||
	    fabs(fabs(v) - fabs(100 * (last / first - 1))) <= half)
		return true;
	for (size_t r = 0; r < rows; r++) {
		if (dpi_chart_number(c, r, DPI_CHART_N, &n) && n == v)
			return true;
		if (!dpi_chart_number(c, r, DPI_CHART_Y, &y))
			continue;
		for (double unit = 1; unit < 1e10; unit *= 1000)
			if (fabs(v - y / unit) <= half)
				return true;
		if (fabs(v - 100 * y / total) <= half)
			return true;
		for (size_t q = 0; q < rows && rows <= 100; q++) {
			double other;

			if (dpi_chart_number(c, q, DPI_CHART_Y, &other) &&
			    fabs(v - y / other) <= half)
				return true;
		}
	}
	return false;
}

/* True when the digits S stand in a name of the chart, its source or note. */
static bool
in_names(const struct dp_chart *c, dp_str s)
{
	if (dp_str_search(c->desc.source, s) >= 0 ||
	    dp_str_search(c->desc.note, s) >= 0 ||
	    dp_str_search(c->x_title, s) >= 0 ||
	    dp_str_search(c->y_title, s) >= 0)
		return true;
	for (size_t r = 0; r < c->table.n_rows; r++)
		if (dp_str_search(dp_frame_at(&c->table, r, DPI_CHART_X)->text,
				  s) >= 0)
			return true;
	return false;
}

/* Bytes of the number at the start of S: digits, with what groups them. */
static size_t
number_bytes(dp_str s)
{
	size_t n = 0, end = 0;

	if (s.n == 0 || s.p[0] < '0' || s.p[0] > '9')
		return 0;
	while (n < s.n) {
		unsigned space = dp_space_bytes(dp_str_from(s, n));

		if (s.p[n] >= '0' && s.p[n] <= '9')
			end = ++n;
		else if (n != end)
			break;
		else if (s.p[n] == ',' || s.p[n] == '.')
			n++;
		else if (space && n + space < s.n)
			n += space;
		else
			break;
	}
	return end;
}

/*
 * Decimals of S, a canonical number; below 0 for what is rounded to tens and
 * more, when two digits of four or more are left: -3 for 46000.
 */
static int
decimals(dp_str s)
{
	ptrdiff_t point = dp_str_find(s, '.');
	size_t n_noughts = 0;

	if (point >= 0)
		return (int)s.n - (int)point - 1;
	while (n_noughts < s.n && s.p[s.n - n_noughts - 1] == '0')
		n_noughts++;
	return s.n >= 4 && s.n >= n_noughts + 2 ? -(int)n_noughts : 0;
}

/* R22: a number in the title that the chart does not have. */
static void
judge_numbers(const struct dp_chart *c, struct dp_chart_doubts *d)
{
	struct dp_number_opts o = { .notation = DP_NUMBER_EN };
	dp_str left = c->desc.title;

	if (dp_str_is(dp_str_c(dp_language()), "fr"))
		o.notation = DP_NUMBER_FR;
	while (left.n > 0) {
		dp_str s = { left.p, number_bytes(left) };
		char canonical[DP_NUMBER_BYTES];
		size_t n;
		double v;

		left = dp_str_from(left, s.n ? s.n : 1);
		if (!s.n || dp_number_read(s, &o, canonical, sizeof(canonical),
					   &n) == DP_NUMBER_NO)
			continue;
		if (!dp_number_double((dp_str){ canonical, n }, &v) ||
		    in_names(c, s) ||
		    in_chart(c, v, decimals((dp_str){ canonical, n })))
			continue;
		add(d, "R22", DP_WARNING,
		    dp_keep_format(&d->text,
				   _("The title says %.*s, which the chart "
				     "does not show; is it still right?"),
				   DP_FMT(s)));
	}
}

static void
judge_title(const struct dp_chart *c, struct dp_chart_doubts *d)
{
	dp_str title = c->desc.title;

	if (!title.n || dp_str_eq(title, c->x_title) ||
	    dp_str_eq(title, c->y_title))
		add(d, "E1", DP_NOTE,
		    kept(d, _("The chart has no title of its own: say in one "
			      "sentence what it shows.")));
	if (dp_utf8_chars(title) > TITLE_MAX_CHARS)
		add(d, "E3", DP_NOTE,
		    dp_keep_format(&d->text,
				   _("The title has more than %d characters: "
				     "one sentence is remembered, two are "
				     "not."),
				   TITLE_MAX_CHARS));
	judge_numbers(c, d);
}

void
dp_chart_lint(const struct dp_chart *c, struct dp_chart_doubts *d)
{
	judge_rows(c, d);
	judge_source(c, d);
	judge_title(c, d);
	if (c->class->shape == DP_CHART_CATEGORIES &&
	    c->table.n_rows > BARS_READABLE)
		add(d, "L7", DP_NOTE,
		    dp_keep_format(&d->text,
				   _("%zu bars are many: keep the largest, "
				     "for example with --top 15."),
				   c->table.n_rows));
}

void
dp_chart_doubts_done(struct dp_chart_doubts *d)
{
	dp_arena_done(&d->text);
	free(d->at);
	memset(d, 0, sizeof(*d));
}

int
dp_chart_publishable(const struct dp_chart_desc *d, struct dp_err *err)
{
	struct dp_buf missing = { 0 };
	const struct {
		dp_str text;
		const char *name, *why;
	} need[] = {
		{ d->title, "title", N_("what the chart says, in a sentence") },
		{ d->source, "source",
		  N_("where the data are from, so that "
		     "it can be checked") },
		{ d->alt, "alt", N_("what to tell those who cannot see it") },
	};

	for (size_t i = 0; i < sizeof(need) / sizeof(need[0]); i++)
		if (!dp_str_strip(need[i].text).n)
			dp_buf_format(&missing, _("%s%s (%s)"),
				      missing.n ? ", " : "", need[i].name,
				      _(need[i].why));
	if (!missing.n)
		return 0;
	dp_fail(err, DP_EUSAGE, _("a chart that others will see lacks: %.*s"),
		DP_FMT(dp_buf_view(&missing)));
	dp_buf_done(&missing);
	return -1;
}

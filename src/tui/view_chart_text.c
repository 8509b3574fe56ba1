/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart in words: what it is of, its rows, what to look at again. */
#include <stdio.h>

#include "base/i18n.h"
#include "tui/changes.h"
#include "tui/view_chart.h"

enum { X, Y, N }; /* columns of the rows that are drawn */

uint64_t
tui_chart_n(const struct tui_chart *s)
{
	const struct dp_chart_rows *r = &dp_chart_desc(s->chart)->rows;

	return r->read - r->no_label - r->no_value - r->not_number;
}

void
tui_chart_subject(const struct tui_chart *s, struct dp_buf *out)
{
	const struct dp_frame *f = dp_chart_table(s->chart);

	dp_buf_format(out, _("%.*s, by %.*s"), DP_FMT(f->column[Y].title),
		      DP_FMT(dp_str_c(s->words.x)));
}

void
tui_chart_foot(const struct tui_chart *s, struct dp_buf *out)
{
	dp_chart_method(s->chart, out);
	if (s->partial) {
		dp_buf_char(out, ' ');
		dp_buf_c(out, _("The reading was stopped: these are the first "
				"rows only."));
	}
	if (s->words.note) {
		dp_buf_char(out, '\n');
		dp_buf_format(out, _("Note: %.*s"),
			      DP_FMT(dp_str_c(s->words.note)));
	}
	if (s->words.source) {
		dp_buf_char(out, '\n');
		dp_buf_format(out, _("Source: %.*s"),
			      DP_FMT(dp_str_c(s->ask.source)));
	} else if (s->t) {
		struct dp_buf done = { 0 };

		tui_changes_tell(s->t, &done);
		dp_buf_c(out, done.n ? "\n" : "");
		dp_buf_str(out, dp_buf_view(&done));
		dp_buf_done(&done);
	}
}

/* ---- the rows ---------------------------------------------------------- */

/* Appends PART of ALL as "29.2 %". */
static void
say_share(double part, double all, struct dp_buf *out)
{
	char text[64];
	struct dp_buf b = { 0 };

	(void)snprintf(text, sizeof text, "%.1f", part * 100 / all);
	dp_number_show(dp_str_c(text), &b);
	dp_buf_char(out, ' ');
	/* TRANSLATORS: a share, behind a number */
	dp_buf_format(out, _("(%.*s%%)"), DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
}

/* What the numbers add up to, where that means something; else 0. */
static double
total(const struct tui_chart *s)
{
	const struct dp_frame *f = dp_chart_table(s->chart);
	enum dp_chart_of of = dp_chart_desc(s->chart)->of;
	double all = 0, v;

	if (of != DP_CHART_OF_COUNT && of != DP_CHART_OF_SUM)
		return 0;
	for (size_t r = 0; r < f->n_rows; r++) {
		const struct dp_value *y = dp_frame_at(f, r, Y);

		if (y->kind == DP_VALUE_NUMBER && dp_number_double(y->text, &v))
			all += v;
	}
	return all;
}

/* The name of row R: of a histogram, from and to. */
static void
say_name(const struct tui_chart *s, size_t r, struct dp_buf *out)
{
	const struct dp_frame *f = dp_chart_table(s->chart);

	dp_chart_show(s->chart, X, dp_frame_at(f, r, X), out);
	if (f->n_columns > N + 1) {
		dp_buf_c(out, " – ");
		dp_chart_show(s->chart, N + 1, dp_frame_at(f, r, N + 1), out);
	}
}

static void
say_pair(const struct dp_buf *name, const struct dp_buf *value,
	 struct dp_buf *out)
{
	dp_buf_format(out, _("%.*s: %.*s"), DP_FMT(dp_buf_view(name)),
		      DP_FMT(dp_buf_view(value)));
	dp_buf_char(out, '\n');
}

void
tui_chart_rows(const struct tui_chart *s, struct dp_buf *out)
{
	const struct dp_frame *f = dp_chart_table(s->chart);
	struct dp_buf name = { 0 }, value = { 0 };
	double all = total(s), v;

	for (size_t r = 0; r < f->n_rows; r++) {
		const struct dp_value *y = dp_frame_at(f, r, Y);

		name.n = value.n = 0;
		say_name(s, r, &name);
		dp_chart_show(s->chart, Y, y, &value);
		if (all > 0 && dp_number_double(y->text, &v))
			say_share(v, all, &value);
		say_pair(&name, &value, out);
	}
	if (all > 0) {
		struct dp_buf plain = { 0 };

		name.n = value.n = 0;
		dp_buf_c(&name, _("total"));
		dp_number_double_text(all, 15, &plain);
		dp_number_show(dp_buf_view(&plain), &value);
		say_pair(&name, &value, out);
		dp_buf_done(&plain);
	}
	dp_buf_done(&name);
	dp_buf_done(&value);
}

/* ---- what to look at again --------------------------------------------- */

static bool
has_digit(const char *text)
{
	return text && text[strcspn(text, "0123456789")] != '\0';
}

/* Does the sentence say of how many rows it speaks? */
static bool
says_total(const struct tui_chart *s)
{
	uint64_t n = tui_chart_n(s);
	dp_str title = dp_str_c(s->words.title ? s->words.title : "");
	char shown[TUI_FIGURE_BYTES], plain[32];

	(void)snprintf(plain, sizeof plain, "%llu", (unsigned long long)n);
	return dp_str_search(title, dp_str_c(plain)) >= 0 ||
	       dp_str_search(title, dp_str_c(tui_count(n, shown))) >= 0;
}

static void
check(bool good, const char *text, struct dp_buf *out)
{
	/* one that is no place to break a line */
	dp_buf_c(out, good ? "[x]\u00a0" : "[\u00a0]\u00a0");
	for (; *text; text++) {
		if (*text == ' ')
			dp_buf_c(out, "\u00a0");
		else
			dp_buf_char(out, *text);
	}
	dp_buf_c(out, "   ");
}

void
tui_chart_checks(const struct tui_chart *s, struct dp_buf *out)
{
	enum dp_chart_of of = dp_chart_desc(s->chart)->of;
	bool bars = dp_chart_class(s->chart)->shape == DP_CHART_CATEGORIES;
	bool counts = of == DP_CHART_OF_COUNT;
	struct dp_chart_doubts d = { 0 };

	check(has_digit(s->words.title), _("has a number"), out);
	if (counts)
		check(says_total(s), _("says of how many"), out);
	check(s->words.source != NULL, _("names the source"), out);
	if (dp_chart_class(s->chart)->shape != DP_CHART_ORDERED)
		check(true, _("axis from 0"), out);
	if (bars && (counts || of == DP_CHART_OF_SUM))
		check(false, _("per inhabitant?"), out);
	dp_buf_char(out, '\n');
	dp_chart_lint(s->chart, &d);
	for (size_t i = 0; i < d.n; i++)
		/* the boxes say it: no sentence, no source */
		if (strcmp(d.at[i].rule, "E1") != 0 &&
		    strcmp(d.at[i].rule, "R21") != 0)
			dp_buf_format(out, "! %.*s\n",
				      DP_FMT(d.at[i].sentence));
	dp_chart_doubts_done(&d);
}

void
tui_chart_say(const struct tui_app *app, const struct tui_view *v,
	      struct dp_buf *out)
{
	const struct tui_chart *s = v->state;

	(void)app;
	if (!s->chart) {
		dp_buf_c(out, s->trouble ? s->trouble : _("Counting …"));
		return;
	}
	dp_chart_text(s->chart, out);
	dp_buf_char(out, '\n');
	tui_chart_checks(s, out);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values and rows of a table in plain lines. */
#include <stdlib.h>

#include "cli/dialogue.h"
#include "cli/inner.h"
#include "cli/plain_table.h"

#define VALUES_AT_A_TIME 10

void
cli_table_forget(struct cli_table *t)
{
	free(t->column);
	t->column = NULL;
	dp_facet_done(&t->facet);
	t->n_said = 0;
}

/* The column called NAME of what is shown, or -1, which is said. */
static ptrdiff_t
find_column(struct cli_table *t, dp_str name)
{
	const struct dp_schema *s = dp_view_schema(t->view);
	struct dp_err err = { 0 };
	int64_t n;

	if (dp_schema_find(s, name) < 0 && dp_str_int(name, &n) && n >= 1 &&
	    n <= (int64_t)s->n)
		return (ptrdiff_t)n - 1;
	if (dp_schema_find(s, name) < 0) {
		(void)dp_schema_need(s, name, &err);
		cli_table_err(t, &err);
	}
	return dp_schema_find(s, name);
}

static void
say_value(struct cli_table *t, size_t i)
{
	const struct dp_facet_value *v = &t->facet.value[i];
	struct dp_buf b = { 0 };
	dp_str bare = dp_trim(v->value);
	char n[48];

	dp_buf_format(&b, "%2zu  ", i + 1);
	cli_tame(v->value, &b);
	dp_buf_format(&b, ": %s", cli_table_count(v->n, n));
	if (bare.n > 0 && bare.p > v->value.p)
		dp_buf_format(&b, ", %s", _("starts with a space"));
	if (bare.n > 0 && bare.p + bare.n < v->value.p + v->value.n)
		dp_buf_format(&b, ", %s", _("ends with a space"));
	dp_buf_char(&b, '\n');
	dp_buf_str(&t->out, dp_buf_view(&b));
	dp_buf_done(&b);
}

void
cli_table_more(struct cli_table *t)
{
	size_t end = t->n_said + VALUES_AT_A_TIME;

	if (!t->column || t->n_said >= t->facet.n) {
		cli_table_say(t, _("There is nothing more. facet and a column "
				   "lists values."));
		return;
	}
	for (; t->n_said < t->facet.n && t->n_said < end; t->n_said++)
		say_value(t, t->n_said);
	if (t->n_said < t->facet.n)
		cli_table_say(t, _("more says the next ones."));
}

void
cli_table_facet(struct cli_table *t, dp_str arg)
{
	struct dp_facet_opts o = { .max_values = 0 };
	struct dp_err err = { 0 };
	char n[48], rows[48], empty[48];
	ptrdiff_t i = find_column(t, arg);
	struct dp_job *j;

	if (i < 0)
		return;
	cli_table_forget(t);
	o.column = (size_t)i;
	j = dp_facet_start(t->view, &o, &err);
	if (!j) {
		cli_table_err(t, &err);
		return;
	}
	if (cli_table_wait(t, j, false)) {
		dp_facet_get(j, &t->facet);
		t->column = dp_strdup(dp_view_schema(t->view)->column[i].name);
		cli_table_sayf(t,
			       _("Different values: %s, in %s rows; empty: "
				 "%s."),
			       cli_table_count(t->facet.n_distinct, n),
			       cli_table_count(t->facet.n_rows, rows),
			       cli_table_count(t->facet.n_empty, empty));
		if (t->facet.n > 0)
			cli_table_more(t);
	}
	dp_job_free(j);
}

/* ---- merging ----------------------------------------------------------- */

static bool
is_as(dp_str word)
{
	return dp_str_is(word, "as") || dp_str_is(word, "en");
}

void
cli_table_merge(struct cli_table *t, dp_str arg)
{
	dp_str *from = dp_alloc((arg.n + 1) * sizeof *from), word;
	struct dp_buf step = { 0 };
	size_t n = 0;
	int64_t i;

	while ((word = dp_str_cut(&arg, ' ')).n > 0 && !is_as(word)) {
		if (!t->column || !dp_str_int(word, &i) || i < 1 ||
		    i > (int64_t)t->facet.n) {
			n = 0;
			break;
		}
		from[n++] = t->facet.value[i - 1].value;
	}
	arg = dp_str_strip(arg);
	if (!is_as(word) || n == 0 || arg.n == 0)
		cli_table_say(t, _("facet a column first; then merge, the "
				   "numbers of values, as, and one name: merge "
				   "1 3 as Gap"));
	else
		dp_edit_step(dp_str_c(t->column), from, n, arg, &step);
	if (step.n > 0)
		cli_table_try(t, dp_buf_view(&step));
	dp_buf_done(&step);
	free(from);
}

/* ---- rows, columns ----------------------------------------------------- */

void
cli_table_columns(struct cli_table *t)
{
	const struct dp_schema *s = dp_view_schema(t->view);

	for (size_t i = 0; i < s->n; i++)
		cli_table_sayf(t, "%2zu  %.*s", i + 1,
			       DP_FMT(s->column[i].name));
}

/* The row that W holds, when it is there. */
static void
say_row(struct cli_table *t, const struct dp_window *w)
{
	const struct dp_schema *s = dp_view_schema(t->view);

	for (size_t i = 0; i < s->n; i++) {
		dp_str value = dp_cell_str(&w->at[0].cell[i]);
		struct dp_buf b = { 0 };

		cli_tame(value, &b);
		cli_table_sayf(t, "%.*s: %.*s", DP_FMT(s->column[i].name),
			       DP_FMT(dp_buf_view(&b)));
		dp_buf_done(&b);
	}
}

void
cli_table_row(struct cli_table *t, dp_str arg)
{
	struct dp_window w = { 0 };
	bool exact = false;
	uint64_t rows = 0;
	int64_t n;

	if (!dp_str_int(arg, &n) || n < 1) {
		cli_table_say(t, _("row and its number: row 7"));
		return;
	}
	while (!dp_cancelled()) {
		rows = dp_view_rows(t->view, &exact);
		if ((uint64_t)n <= rows)
			dp_view_row(t->view, (uint64_t)n - 1, &w);
		if (w.err.code != DP_OK || (w.n > 0 && w.at[0].cell) ||
		    ((uint64_t)n > rows && exact))
			break;
		cli_table_await(t);
	}
	if (w.n > 0 && w.at[0].cell)
		say_row(t, &w);
	else if (w.err.code != DP_OK)
		cli_table_err(t, &w.err);
	else
		cli_table_say(t, _("There is no such row."));
	dp_window_done(&w);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The workbench: the tree of steps, what is exported of it, the table behind
 * a step, and what trying a step says.
 */
#include "test.h"

#include <dpipe/workbench.h>

#include "jobs.h"

static const char communes[] = "commune;n\n Gap;1\nNice ;\nAPT;3\n Gap;4\n";

static struct dp_bench *
bench(struct open *o, const char *text)
{
	struct dp_bench *b;

	open_text(o, dp_str_c(text));
	b = dp_bench_new(o->p, "exports/l'export.csv", NULL, NULL, &o->err);
	assert_non_null(b);
	return b;
}

static void
apply(struct open *o, struct dp_bench *b, const char *step)
{
	if (dp_bench_apply(b, dp_str_c(step), NULL, &o->err) != 0)
		fail_msg("%s: %s", step, o->err.msg);
}

static void
assert_recipe(const struct dp_bench *b, uint32_t number, const char *want)
{
	struct dp_buf got = { 0 };

	dp_bench_recipe(b, number, &got);
	dp_buf_char(&got, '\0');
	assert_string_equal(got.p, want);
	dp_buf_done(&got);
}

static void
test_tree(void **state)
{
	struct dp_bench_step s;
	struct dp_bench *b;
	struct open o;

	(void)state;
	b = bench(&o, communes);
	assert_int_equal(dp_bench_undo(b, &o.err), 0);
	assert_int_equal(dp_bench_redo(b, &o.err), 0);
	apply(&o, b, "trim commune");
	apply(&o, b, "case commune to=title");
	assert_int_equal(dp_bench_undo(b, &o.err), 1);
	apply(&o, b, "case commune to=upper");
	assert_int_equal(dp_bench_current(b), 3);
	assert_int_equal(dp_bench_count(b), 4);
	dp_bench_look(b, 2, &s);
	assert_int_equal(s.parent, 1);
	assert_false(s.on_path);
	assert_true(dp_str_is(s.line, "case commune to=title"));
	dp_bench_look(b, 1, &s);
	assert_true(s.on_path);
	/* Redoing follows the branch where one was last. */
	assert_int_equal(dp_bench_undo(b, &o.err), 1);
	assert_int_equal(dp_bench_undo(b, &o.err), 1);
	assert_int_equal(dp_bench_redo(b, &o.err), 1);
	assert_int_equal(dp_bench_redo(b, &o.err), 1);
	assert_int_equal(dp_bench_current(b), 3);
	assert_int_equal(dp_bench_redo(b, &o.err), 0);
	assert_int_equal(dp_bench_go(b, 2, &o.err), 0);
	assert_int_equal(dp_bench_undo(b, &o.err), 1);
	assert_int_equal(dp_bench_redo(b, &o.err), 1);
	assert_int_equal(dp_bench_current(b), 2);
	dp_bench_free(b);
	close_table(&o);
}

static void
test_refuses(void **state)
{
	static const char *const wrong[] = {
		"trim ville", "trimm *",    "trim *\nsqueeze *", "# trim *",
		"",           "off trim *", "title Communes",
	};
	struct dp_bench *b;
	struct open o;

	(void)state;
	b = bench(&o, communes);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		o.err.code = DP_OK;
		assert_int_equal(dp_bench_apply(b, dp_str_c(wrong[i]), NULL,
						&o.err),
				 -1);
		assert_int_equal(o.err.code, DP_ERECIPE);
		assert_null(dp_trial_start(b, dp_str_c(wrong[i]), 3, &o.err));
	}
	assert_int_equal(dp_bench_count(b), 1);
	apply(&o, b, "rename commune -> ville");
	apply(&o, b, "trim ville");
	apply(&o, b, "wider names=ville values=n");
	apply(&o, b, "trim Gap");
	dp_bench_free(b);
	close_table(&o);
}

static void
test_exports(void **state)
{
	struct dp_buf got = { 0 };
	struct dp_bench *b;
	struct open o;

	(void)state;
	b = bench(&o, communes);
	apply(&o, b, "trim commune");
	apply(&o, b, "edit commune \"APT\" -> \"Apt l'ancienne\"");
	assert_int_equal(dp_bench_note(b, 2, DP_S("Vu avec la mairie.\nSûr."),
				       &o.err),
			 0);
	assert_recipe(b, 2,
		      "dpipe-recipe 1\ntrim commune\n"
		      "# Vu avec la mairie.\n# Sûr.\n"
		      "edit commune \"APT\" -> \"Apt l'ancienne\"\n");
	assert_recipe(b, 0, "dpipe-recipe 1\n");
	dp_bench_command(b, 2, &got);
	dp_buf_char(&got, '\0');
	assert_string_equal(
		got.p,
		"dpipe clean -e 'trim commune' -e 'edit commune \"APT\" -> "
		"\"Apt l'\\''ancienne\"' 'exports/l'\\''export.csv'\n");
	assert_int_equal(dp_bench_note(b, 2, (dp_str){ NULL, 0 }, &o.err), 0);
	assert_recipe(b, 1, "dpipe-recipe 1\ntrim commune\n");
	dp_buf_done(&got);
	dp_bench_free(b);
	close_table(&o);
}

/* What was forced when the table was opened is in the recipe. */
static void
test_source_line(void **state)
{
	struct dp_buf recipe = { 0 };
	struct dp_read_opts read, again;
	struct dp_recipe *r;
	struct dp_bench *b;
	struct open o;

	(void)state;
	open_text(&o, dp_str_c(communes));
	dp_read_opts_init(&read);
	read.encoding = DP_S("windows-1252");
	read.delimiter = ';';
	read.delimiter_set = true;
	read.quote = '"';
	read.header = DP_YES;
	read.skip_lines = 0;
	read.as_is = true;
	b = dp_bench_new(o.p, o.path, &read, NULL, &o.err);
	dp_bench_recipe(b, 0, &recipe);
	r = dp_recipe_parse(dp_buf_view(&recipe), "-e", &o.err);
	assert_non_null(r);
	dp_read_opts_init(&again);
	assert_int_equal(dp_recipe_source(r, &again, &o.err), 0);
	assert_true(dp_str_is(again.encoding, "windows-1252"));
	assert_int_equal(again.delimiter, ';');
	assert_true(again.delimiter_set);
	assert_int_equal(again.quote, '"');
	assert_int_equal(again.header, DP_YES);
	assert_int_equal(again.skip_lines, 0);
	assert_true(again.as_is);
	dp_recipe_free(r);
	dp_bench_free(b);
	read.delimiter = 0;
	read.quote = 0;
	read.no_quote = true;
	read.header = DP_NO;
	b = dp_bench_new(o.p, o.path, &read, NULL, &o.err);
	recipe.n = 0;
	dp_bench_command(b, 0, &recipe);
	assert_true(dp_str_starts(dp_buf_view(&recipe),
				  "dpipe clean -e 'source "
				  "encoding=windows-1252 delimiter=none "
				  "quote=none header=no skip=0 as-is=yes' "));
	dp_bench_free(b);
	dp_buf_done(&recipe);
	close_table(&o);
}

/* ---- the table behind a step ------------------------------------------ */

/* The rows of the recipe RECIPE over what is open, as the CLI makes them. */
static void
run_recipe(struct open *o, const char *recipe, struct dp_buf *out)
{
	struct dp_apply_opts how = { .threads = 1, .dry = true };
	struct dp_recipe *r = dp_recipe_parse(dp_str_c(recipe), "-e", &o->err);
	struct dp_read_opts opts;
	struct dp_plan *p;
	struct dp_batch *b = dp_batch_new();

	dp_read_opts_init(&opts);
	opts.header = DP_YES;
	p = dp_plan_new(r, dp_table_open(o->path, &opts, &o->err), &how,
			&o->err);
	assert_non_null(p);
	dp_csv_header(out, &dp_plan_stream(p)->schema);
	while (dp_next(dp_plan_stream(p), b, &o->err) == 1)
		dp_csv_batch(out, b, &dp_plan_stream(p)->schema);
	dp_batch_free(b);
	dp_plan_free(p);
	dp_recipe_free(r);
}

/* All rows of V as CSV. */
static void
view_csv(struct dp_pages *p, struct dp_view *v, struct dp_buf *out)
{
	const struct dp_schema *s = dp_view_schema(v);
	struct dp_window w = { 0 };

	dp_csv_header(out, s);
	for (uint64_t first = 0; pages_get(p, v, first, 100, &w) && w.n;
	     first += w.n)
		for (size_t r = 0; r < w.n; r++) {
			dp_str cell[8];

			for (size_t i = 0; i < s->n; i++)
				cell[i] = dp_cell_str(&w.at[r].cell[i]);
			dp_csv_record(out, cell, s->n);
		}
	assert_int_equal(w.err.code, DP_OK);
	dp_window_done(&w);
}

/* What STEPS (on lines of their own) show is what the recipe gives. */
static void
assert_shows(struct open *o, const char *steps, bool kept)
{
	struct dp_bench *b = dp_bench_new(o->p, o->path, NULL, NULL, &o->err);
	struct dp_buf want = { 0 }, got = { 0 };
	dp_str rest = dp_str_c(steps), last = { NULL, 0 };
	struct dp_shown *s;

	while (rest.p) {
		last = dp_str_cut(&rest, '\n');
		if (rest.p && rest.n &&
		    dp_bench_apply(b, last, NULL, &o->err) != 0)
			fail_msg("%.*s: %s", DP_FMT(last), o->err.msg);
	}
	s = dp_bench_show(b, dp_bench_current(b), last, &o->err);
	if (!s)
		fail_msg("%s: %s", steps, o->err.msg);
	assert_true(kept == !dp_shown_pages(s));
	run_recipe(o, steps, &want);
	view_csv(kept ? o->p : dp_shown_pages(s), dp_shown_view(s), &got);
	if (!dp_str_eq(dp_buf_view(&want), dp_buf_view(&got)))
		fail_msg("%s shows\n%.*snot\n%.*s", steps,
			 DP_FMT(dp_buf_view(&got)), DP_FMT(dp_buf_view(&want)));
	dp_shown_free(s);
	dp_bench_free(b);
	dp_buf_done(&want);
	dp_buf_done(&got);
}

static void
test_shows(void **state)
{
	struct dp_buf text = { 0 };
	struct open o;

	(void)state;
	make_rows(&text);
	dp_buf_c(&text, "\"\";  Zut;\n;\"a\"\"b,\nc\";\n");
	open_text(&o, dp_buf_view(&text));
	assert_shows(&o, "trim *", true);
	assert_shows(&o, "case nom to=upper\ndate date order=dmy", true);
	assert_shows(&o, "case nom to=upper\ndate date", false);
	assert_shows(&o,
		     "rename nom -> \" un nom \"\nremove date\n"
		     "set n=3 \" un nom \" \"Commune 19\" -> \"X\"",
		     true);
	assert_shows(&o, "filter n > 1500", false);
	assert_shows(&o, "trim nom\nsort nom, -n\ndrop n > 2000", false);
	assert_shows(&o, "rename nom -> \" un nom \"\nfilter n > 2000", false);
	assert_shows(&o, "dedupe nom", false);
	assert_shows(&o, "select nom\ndedupe", false);
	close_table(&o);
	dp_buf_done(&text);
}

/* Jobs run over what is shown, too. */
static void
test_jobs_over_shown(void **state)
{
	struct dp_facet_opts want = { .column = 0 };
	struct dp_facet f = { 0 };
	struct dp_bench *b;
	struct dp_shown *s;
	struct dp_job *j;
	struct open o;

	(void)state;
	b = bench(&o, communes);
	s = dp_bench_show(b, 0, DP_S("trim commune"), &o.err);
	j = dp_facet_start(dp_shown_view(s), &want, &o.err);
	assert_int_equal(wait_for(&o, j), DP_JOB_DONE);
	dp_facet_get(j, &f);
	assert_int_equal(f.n_distinct, 3);
	assert_int_equal(f.value[0].n, 2);
	dp_job_free(j);
	dp_facet_done(&f);
	dp_shown_free(s);
	/* Closed while it is being made. */
	s = dp_bench_show(b, 0, DP_S("sort commune"), &o.err);
	dp_shown_free(s);
	dp_bench_free(b);
	close_table(&o);
}

/* ---- trying ----------------------------------------------------------- */

static void
try_step(struct open *o, const struct dp_bench *b, const char *step, size_t max,
	 struct dp_trial *t)
{
	struct dp_job *j = dp_trial_start(b, dp_str_c(step), max, &o->err);

	if (wait_for(o, j) != DP_JOB_DONE)
		fail_msg("%s: %s", step, o->err.msg);
	dp_trial_get(j, t);
	dp_job_free(j);
	assert_true(t->complete);
}

static void
test_trial(void **state)
{
	struct dp_trial t = { 0 };
	struct dp_bench *b;
	struct open o;

	(void)state;
	b = bench(&o, communes);
	try_step(&o, b, "trim commune", 2, &t);
	assert_int_equal(t.n_rows, 4);
	assert_int_equal(t.tally.changed_cells, 3);
	assert_int_equal(t.n, 2);
	assert_int_equal(t.example[1].line, 3);
	assert_int_equal(t.example[1].record, 2);
	assert_true(dp_str_is(t.example[1].column, "commune"));
	assert_true(dp_str_is(t.example[1].before, "Nice "));
	assert_true(dp_str_is(t.example[1].after, "Nice"));
	assert_int_equal(t.example[1].risk, DP_RISK_SPACE);
	assert_false(t.reordered);
	try_step(&o, b, "sort commune", 2, &t);
	assert_int_equal(t.tally.changed_cells, 0);
	assert_true(t.reordered);
	dp_trial_done(&t);
	dp_bench_free(b);
	close_table(&o);
}

/* A step that holds rows until later ones tell it what they mean. */
static void
test_trial_of_a_scout(void **state)
{
	struct dp_trial t = { 0 };
	struct dp_buf text = { 0 };
	struct dp_bench *b;
	struct open o;

	(void)state;
	dp_buf_c(&text, "d,n\n");
	for (unsigned i = 0; i < 9000; i++)
		dp_buf_format(&text, "%u/2/2021,%u\n", i % 10 + 3, i);
	dp_buf_c(&text, "2/13/2021,x\n");
	dp_buf_char(&text, 0);
	b = bench(&o, text.p);
	try_step(&o, b, "date d where=n!=0", 10000, &t);
	assert_int_equal(t.n, 9000);
	for (unsigned i = 0; i < 8999; i++) {
		char after[16];

		(void)snprintf(after, sizeof after, "2021-%02u-02",
			       (i + 1) % 10 + 3);
		assert_int_equal(t.example[i].record, i + 2);
		assert_true(dp_str_is(t.example[i].after, after));
	}
	dp_trial_done(&t);
	dp_bench_free(b);
	close_table(&o);
	dp_buf_done(&text);
}

/* Only what the step itself does is counted and shown. */
static void
test_trial_behind_steps(void **state)
{
	struct dp_trial t = { 0 };
	struct dp_bench *b;
	struct open o;

	(void)state;
	b = bench(&o, communes);
	apply(&o, b, "trim commune");
	try_step(&o, b, "case commune to=title", 10, &t);
	assert_int_equal(t.tally.changed_cells, 1);
	assert_int_equal(t.n, 1);
	assert_true(dp_str_is(t.example[0].after, "Apt"));
	assert_int_equal(t.example[0].line, 4);
	try_step(&o, b, "drop commune = \"Gap\"", 10, &t);
	assert_int_equal(t.tally.dropped_rows, 2);
	assert_int_equal(t.n, 2);
	assert_null(t.example[1].column.p);
	assert_true(dp_str_is(t.example[1].before, "Gap,4"));
	assert_int_equal(t.example[1].record, 4);
	try_step(&o, b, "dedupe commune", 10, &t);
	assert_int_equal(t.tally.dropped_rows, 1);
	try_step(&o, b, "sort commune", 10, &t);
	assert_int_equal(t.n_rows, 4);
	apply(&o, b, "filter n > 1");
	try_step(&o, b, "fill n", 10, &t);
	assert_int_equal(t.n_rows, 2);
	assert_int_equal(t.tally.changed_cells, 0);
	/* Columns that the step adds. */
	try_step(&o, b, "case commune to=upper as=grand", 10, &t);
	assert_int_equal(t.n, 0);
	try_step(&o, b, "rename n -> code", 10, &t);
	assert_int_equal(t.n_rows, 2);
	/* Rows are those of the table that comes to the step. */
	try_step(&o, b, "case commune to=upper", 10, &t);
	assert_int_equal(t.n_columns, 1);
	assert_int_equal(t.example[0].record, 2);
	dp_trial_done(&t);
	dp_bench_free(b);
	close_table(&o);
}

/* What a step of the history has changed, and the columns behind one. */
static void
test_difference(void **state)
{
	struct dp_trial t = { 0 };
	struct dp_bench *b;
	struct dp_job *j;
	struct open o;

	(void)state;
	b = bench(&o, communes);
	dp_bench_set_time(b, 1772611200);
	apply(&o, b, "case commune to=upper");
	apply(&o, b, "filter n > 1");
	j = dp_trial_behind(b, 0, DP_S("case commune to=upper"), 10, &o.err);
	assert_non_null(j);
	assert_int_equal(wait_for(&o, j), DP_JOB_DONE);
	dp_trial_get(j, &t);
	dp_job_free(j);
	assert_int_equal(t.tally.changed_cells, 3);
	assert_int_equal(t.n_rows, 4);
	dp_trial_done(&t);
	j = dp_trial_start(b, DP_S("wider names=commune values=n"), 1, &o.err);
	assert_non_null(j);
	assert_int_equal(wait_for(&o, j), DP_JOB_DONE);
	dp_trial_get(j, &t);
	dp_job_free(j);
	assert_int_equal(t.before.n, 2);
	/* as the rows tell them */
	assert_int_equal(t.after.n, 2);
	assert_true(dp_str_is(t.after.column[1].name, "GAP"));
	dp_trial_done(&t);
	dp_bench_free(b);
	close_table(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_exports),
		cmocka_unit_test(test_source_line),
		cmocka_unit_test(test_shows),
		cmocka_unit_test(test_jobs_over_shown),
		cmocka_unit_test(test_trial),
		cmocka_unit_test(test_trial_of_a_scout),
		cmocka_unit_test(test_trial_behind_steps),
		cmocka_unit_test(test_difference),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

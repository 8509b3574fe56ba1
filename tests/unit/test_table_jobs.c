/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Jobs over a whole table: facet, sort and filter, alone and one on the
 * other, and what is said while they run.
 */
#include "test.h"

#include "jobs.h"

/* ---- facets ----------------------------------------------------------- */

static void
get_facet(struct open *o, struct dp_view *v, const struct dp_facet_opts *want,
	  struct dp_facet *f)
{
	struct dp_job *j = dp_facet_start(v, want, &o->err);

	assert_int_equal(wait_for(o, j), DP_JOB_DONE);
	dp_facet_get(j, f);
	dp_job_free(j);
}

static void
test_facet(void **state)
{
	struct dp_facet_opts want = { .column = 0 };
	struct dp_facet f = { 0 };
	struct open o;

	(void)state;
	open_text(&o, DP_S("nom;n\nGap;1\nNice;2\n;3\nGap;4\n\"\";5\nApt;6\n"
			   "gap;7\n"));
	get_facet(&o, o.v, &want, &f);
	assert_true(f.complete);
	assert_int_equal(f.n_rows, 7);
	assert_int_equal(f.n_empty, 2);
	assert_int_equal(f.n_distinct, 4);
	assert_int_equal(f.n_others, 0);
	assert_int_equal(f.n, 4);
	assert_true(dp_str_is(f.value[0].value, "Gap"));
	assert_int_equal(f.value[0].n, 2);
	assert_int_equal(f.value[0].first_row, 0);
	assert_true(dp_str_is(f.value[1].value, "Apt"));
	assert_true(dp_str_is(f.value[2].value, "Nice"));
	assert_true(dp_str_is(f.value[3].value, "gap"));
	want.max_values = 2;
	get_facet(&o, o.v, &want, &f);
	assert_int_equal(f.n, 2);
	assert_int_equal(f.n_distinct, 4);
	assert_true(dp_str_is(f.value[1].value, "Apt"));
	dp_facet_done(&f);
	close_table(&o);
}

/* The spellings of one name, in NFC and NFD. */
static void
test_spellings(void **state)
{
	struct dp_facet_opts want = { .column = 0, .like = DP_S("dedougou") };
	struct dp_facet f = { 0 };
	struct open o;

	(void)state;
	open_text(&o, DP_S("nom;n\nD\xC3\xA9"
			   "dougou;1\nDe\xCC\x81"
			   "dougou;2\nDEDOUGOU;3\n Dedougou\xC2\xA0;4\nGap;5\n"
			   "Dedougou 2;6\nDEDOUGOU;7\n"));
	get_facet(&o, o.v, &want, &f);
	assert_int_equal(f.n, 4);
	assert_true(dp_str_is(f.value[0].value, "DEDOUGOU"));
	assert_int_equal(f.value[0].n, 2);
	assert_int_equal(f.n_unlike, 2);
	dp_facet_done(&f);
	close_table(&o);
}

/* Signs and spaces in a name make no difference; in a number they do. */
static void
test_signs(void **state)
{
	struct dp_facet_opts want = { .column = 0, .like = DP_S("AIX EN PCE") };
	struct dp_facet f = { 0 };
	struct open o;

	(void)state;
	open_text(&o, DP_S("nom;n\nAix-en-Pce;12,5\nAIX  EN PCE;125\n"
			   "Aix;12,5\n"));
	get_facet(&o, o.v, &want, &f);
	assert_int_equal(f.n, 2);
	assert_int_equal(f.n_unlike, 1);
	want.column = 1;
	want.like = DP_S("12,5");
	get_facet(&o, o.v, &want, &f);
	assert_int_equal(f.n, 1);
	assert_int_equal(f.n_unlike, 1);
	dp_facet_done(&f);
	close_table(&o);
}

/* Too many values for the memory there is: rows of the others are counted. */
static void
test_facet_is_bounded(void **state)
{
	struct dp_facet_opts want = { .column = 0 };
	struct dp_buf text = { 0 };
	struct dp_facet f = { 0 };
	struct open o;
	uint64_t told = 0;

	(void)state;
	dp_buf_c(&text, "code;n\n");
	for (unsigned i = 0; i < 120000; i++)
		dp_buf_format(&text, "%0150u;x\n", i);
	for (unsigned i = 0; i < 500; i++)
		dp_buf_format(&text, "%0150u;x\n", 7);
	open_text(&o, dp_buf_view(&text));
	want.max_values = 1000000;
	get_facet(&o, o.v, &want, &f);
	assert_true(f.complete);
	assert_in_range(f.n_distinct, 40000, 100000);
	assert_int_equal(f.n, f.n_distinct);
	for (size_t i = 0; i < f.n; i++)
		told += f.value[i].n;
	assert_int_equal(told + f.n_others, 120500);
	assert_int_equal(f.value[0].n, 501);
	dp_facet_done(&f);
	close_table(&o);
	dp_buf_done(&text);
}

/* ---- sorting ---------------------------------------------------------- */

static void
assert_order(struct open *o, size_t column, bool descending,
	     enum dp_sort_kind kind, const char *const *want)
{
	struct dp_view *s = sort(o, o->v, column, descending, kind);
	bool exact;
	uint64_t n = dp_view_rows(s, &exact);

	assert_true(exact);
	for (uint64_t i = 0; i < n; i++)
		assert_cell(o, s, i, column, want[i]);
	dp_view_free(s);
}

static void
test_sort(void **state)
{
	static const char *const numbers[] = { "-2,5",  "0",    "9",
					       "1 000", "n.c.", "" };
	static const char *const downwards[] = { "1 000", "9",    "0",
						 "-2,5",  "n.c.", "" };
	static const char *const texts[] = { "Apt",           "\xC3\xA9toile",
					     "\xC3\x89toile", "Gap",
					     "gap b",         "Zut" };
	static const char *const days[] = { "2019",         "03/02/2020",
					    "12 mars 2020", "T4 2020",
					    "01/01/2021",   "jamais" };
	struct open o;

	(void)state;
	open_text(&o, DP_S("n;nom;jour\n"
			   "9;Gap;01/01/2021\n"
			   ";gap b;12 mars 2020\n"
			   "1 000;Zut;jamais\n"
			   "n.c.;\xC3\xA9toile;2019\n"
			   "-2,5;Apt;T4 2020\n"
			   "0;\xC3\x89toile;03/02/2020\n"));
	assert_order(&o, 0, false, DP_SORT_NUMBER, numbers);
	assert_order(&o, 0, true, DP_SORT_NUMBER, downwards);
	assert_order(&o, 1, false, DP_SORT_TEXT, texts);
	assert_order(&o, 2, false, DP_SORT_DATE, days);
	close_table(&o);
}

static void
test_sort_many(void **state)
{
	struct dp_buf text = { 0 };
	struct dp_view *s;
	struct open o;

	(void)state;
	make_rows(&text);
	open_text(&o, dp_buf_view(&text));
	s = sort(&o, o.v, 0, true, DP_SORT_NUMBER);
	for (unsigned i = 0; i < 3000; i += 211) {
		char want[16];

		(void)snprintf(want, sizeof want, "%u", 2999 - i);
		assert_cell(&o, s, i, 0, want);
	}
	dp_view_free(s);
	close_table(&o);
	dp_buf_done(&text);
}

/* ---- filters ---------------------------------------------------------- */

static void
assert_rows(struct dp_view *v, uint64_t want)
{
	bool exact;

	assert_int_equal(dp_view_rows(v, &exact), want);
	assert_true(exact);
}

static void
test_filter(void **state)
{
	dp_str two[] = { DP_S("Commune 05"), DP_S("Commune 04") };
	struct dp_filter f = { .column = 1, .value = two, .n_values = 2 };
	struct dp_facet_opts by_name = { .column = 1 };
	struct dp_facet facet = { 0 };
	struct dp_buf text = { 0 };
	struct dp_view *kept, *less, *sorted;
	struct open o;

	(void)state;
	make_rows(&text);
	open_text(&o, dp_buf_view(&text));
	kept = filter(&o, o.v, &f);
	assert_rows(kept, 60);
	get_facet(&o, kept, &by_name, &facet);
	assert_int_equal(facet.n, 2);
	assert_int_equal(facet.value[0].n, 30);
	f.others = true;
	f.n_values = 1;
	less = filter(&o, kept, &f);
	assert_rows(less, 30);
	assert_cell(&o, less, 7, 1, "Commune 04");
	sorted = sort(&o, less, 0, false, DP_SORT_NUMBER);
	assert_rows(sorted, 30);
	assert_cell(&o, sorted, 0, 1, "Commune 04");
	/* What is sorted is still what was kept. */
	get_facet(&o, sorted, &by_name, &facet);
	assert_int_equal(facet.n_rows, 30);
	dp_view_free(sorted);
	dp_view_free(less);
	dp_view_free(kept);
	f = (struct dp_filter){ .column = 1, .holds = DP_S("COMMUNE 0") };
	kept = filter(&o, o.v, &f);
	assert_rows(kept, 300);
	dp_view_free(kept);
	dp_facet_done(&facet);
	close_table(&o);
	dp_buf_done(&text);
}

static void
test_filter_empty(void **state)
{
	dp_str none = { NULL, 0 };
	struct dp_filter f = { .column = 0, .value = &none, .n_values = 1 };
	struct dp_view *kept;
	struct open o;

	(void)state;
	open_text(&o, DP_S("nom;n\nGap;1\n;2\n\"\";3\n"));
	kept = filter(&o, o.v, &f);
	assert_rows(kept, 2);
	dp_view_free(kept);
	f.n_values = 0;
	kept = filter(&o, o.v, &f);
	assert_rows(kept, 0);
	dp_view_free(kept);
	close_table(&o);
}

/* ---- all jobs --------------------------------------------------------- */

static void
test_cancel(void **state)
{
	struct dp_facet_opts want = { .column = 1 };
	struct dp_buf text = { 0 };
	struct dp_job *j[3];
	struct dp_job_state s;
	struct open o;

	(void)state;
	dp_buf_c(&text, "n;nom\n");
	for (unsigned i = 0; i < 400000; i++)
		dp_buf_format(&text, "%u;Commune %u\n", i, i % 1000);
	open_text(&o, dp_buf_view(&text));
	for (size_t i = 0; i < 3; i++)
		j[i] = dp_facet_start(o.v, &want, &o.err);
	dp_job_cancel(j[1]);
	dp_job_look(j[1], &s);
	assert_int_equal(s.status, DP_JOB_CANCELLED);
	dp_job_cancel(j[0]);
	assert_int_equal(wait_for(&o, j[0]), DP_JOB_CANCELLED);
	assert_int_equal(wait_for(&o, j[2]), DP_JOB_DONE);
	dp_job_look(j[2], &s);
	assert_int_equal(s.n_rows, 400000);
	assert_true(s.share == 1);
	dp_job_look(j[0], &s);
	assert_true(s.n_rows < 400000);
	for (size_t i = 0; i < 3; i++)
		dp_job_free(j[i]);
	/* Freed while it runs or waits. */
	for (size_t i = 0; i < 3; i++)
		j[i] = dp_facet_start(o.v, &want, &o.err);
	for (size_t i = 0; i < 3; i++)
		dp_job_free(j[i]);
	close_table(&o);
	dp_buf_done(&text);
}

static void
test_wrong_column(void **state)
{
	struct dp_facet_opts facet = { .column = 2 };
	struct dp_sort_opts order = { .column = DP_ANY_COLUMN };
	struct open o;

	(void)state;
	open_text(&o, DP_S("nom;n\nGap;1\n"));
	assert_null(dp_facet_start(o.v, &facet, &o.err));
	assert_int_equal(o.err.code, DP_EUSAGE);
	assert_null(dp_sort_start(o.v, &order, &o.err));
	close_table(&o);
}

/* ---- overlays --------------------------------------------------------- */

/* Changes each cell of column 0 to X and what it was. */
static int
mark_cells(void *self, struct dp_batch *b, struct dp_err *err)
{
	(void)self;
	(void)err;
	for (size_t r = 0; r < b->n_rows; r++) {
		struct dp_cell *c = dp_batch_cell(b, r, 0);
		dp_str made = dp_keep_format(&b->text, "X%.*s",
					     DP_FMT(dp_cell_str(c)));

		c->p = made.p;
		c->n = (uint32_t)made.n;
	}
	return 0;
}

static struct dp_stream *
wrap(void *self, struct dp_stream *inner, struct dp_err *err)
{
	struct dp_stage stage = { .work = mark_cells };

	(void)self;
	return dp_pipeline_new(inner, &stage, 1, &inner->schema, 1, err);
}

static void
test_overlay(void **state)
{
	struct dp_overlay overlay = { wrap, NULL };
	struct dp_find f = { .text = DP_S("x29"), .column = 0 };
	struct dp_buf text = { 0 };
	struct dp_view *v, *sorted;
	struct open o;

	(void)state;
	make_rows(&text);
	open_text(&o, dp_buf_view(&text));
	v = dp_view_new(o.p, &overlay, NULL);
	assert_cell(&o, v, 0, 0, "X0");
	assert_cell(&o, v, 1000, 0, "X1000");
	assert_cell(&o, o.v, 1000, 0, "1000");
	sorted = sort(&o, v, 0, false, DP_SORT_TEXT);
	assert_cell(&o, sorted, 1, 0, "X1");
	assert_cell(&o, sorted, 2, 0, "X10");
	f.backward = true;
	f.from_row = 2999;
	assert_cell(&o, sorted, (uint64_t)find(&o, sorted, &f), 0, "X2999");
	dp_view_free(sorted);
	dp_view_free(v);
	close_table(&o);
	dp_buf_done(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_facet),
		cmocka_unit_test(test_spellings),
		cmocka_unit_test(test_signs),
		cmocka_unit_test(test_facet_is_bounded),
		cmocka_unit_test(test_sort),
		cmocka_unit_test(test_sort_many),
		cmocka_unit_test(test_filter),
		cmocka_unit_test(test_filter_empty),
		cmocka_unit_test(test_cancel),
		cmocka_unit_test(test_wrong_column),
		cmocka_unit_test(test_overlay),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

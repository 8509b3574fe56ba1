/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures by groups: how they are asked for, and what comes out. */
#include "test.h"

#include <dpipe/stat.h>

#include <stdio.h>

static struct dp_stream *
table(const char *text, unsigned threads, size_t block_bytes)
{
	struct dp_err err = { 0 };
	struct dp_read_opts o;
	struct dp_stream *s;

	dp_read_opts_init(&o);
	o.header = DP_YES;
	o.delimiter = ',';
	o.delimiter_set = true;
	o.threads = threads;
	o.block_bytes = block_bytes;
	s = dp_table_open_memory(text, strlen(text), &o, &err);
	if (!s)
		fail_msg("%s", err.msg);
	return s;
}

/* Appends what came out, a line a group: keys, records, figures. */
static void
show(const struct dp_grouping *g, size_t n_by, size_t n_figures,
     struct dp_buf *out)
{
	for (size_t k = 0; k < g->n_groups; k++) {
		const struct dp_group *x = &g->group[k];

		for (size_t i = 0; i < n_by; i++)
			dp_buf_format(out, "%.*s ",
				      x->key[i].p ? (int)x->key[i].n : 7,
				      x->key[i].p ? x->key[i].p : "missing");
		dp_buf_format(out, "%d", (int)x->n_rows);
		for (size_t i = 0; i < n_figures; i++)
			dp_buf_format(out, " %s",
				      x->figure[i].null ? "-" :
							  x->figure[i].text);
		dp_buf_char(out, '\n');
	}
	dp_buf_char(out, '\0');
}

/* Groups TEXT by the first N_BY columns named in BY. */
static struct dp_grouping *
grouped(const char *text, const dp_str *by, size_t n_by, const char *what,
	unsigned threads, bool complete, struct dp_err *err, size_t *n)
{
	struct dp_measures m = { 0 };
	struct dp_group_opts o = { .by = by,
				   .n_by = n_by,
				   .complete = complete,
				   .threads = threads,
				   .file = "t.csv" };
	struct dp_grouping *g = NULL;

	if (dp_measures_read(dp_str_c(what), &m, err) == 0) {
		o.measure = m.at;
		o.n_measures = *n = m.n;
		g = dp_group(table(text, threads, 0), &o, err);
	}
	dp_measures_done(&m);
	return g;
}

static void
gives(const char *text, const char *by, const char *what, const char *want)
{
	struct dp_err err = { 0 };
	struct dp_buf out = { 0 };
	dp_str names[4], rest = dp_str_c(by);
	struct dp_grouping *g;
	size_t n_by = 0, n;

	while (rest.p)
		names[n_by++] = dp_str_cut(&rest, ',');
	g = grouped(text, names, n_by, what, 1, false, &err, &n);
	if (!g)
		fail_msg("%s", err.msg);
	show(g, n_by, n, &out);
	assert_string_equal(out.p, want);
	dp_buf_done(&out);
	dp_grouping_free(g);
}

static void
fails(const char *text, const char *what, enum dp_code code, const char *with)
{
	struct dp_err err = { 0 };
	size_t n;

	assert_null(grouped(text, NULL, 0, what, 1, false, &err, &n));
	assert_int_equal(err.code, code);
	if (!strstr(err.msg, with))
		fail_msg("\"%s\" is not in: %s", with, err.msg);
}

static const char shops[] = "town,kind,price,code\n"
			    "Lyon,a,10,01\n"
			    "Lyon,b,20.5,02\n"
			    "Nice,a,,03\n"
			    ",a,5,04\n"
			    "Lyon,a,NC,05\n"
			    "  ,b,1,06\n";

static void
groups_by_one_and_two_columns(void **state)
{
	(void)state;
	gives(shops, "town",
	      "n(), mean(price), sum(price), count(price), "
	      "missing(price)",
	      "Lyon 3 3 15.25 30.5 3 0\n"
	      "Nice 1 1 - - 0 1\n"
	      "missing 2 2 3 6 2 0\n");
	gives(shops, "kind,town", "n(), max(price)",
	      "a Lyon 2 2 10\n"
	      "a Nice 1 1 -\n"
	      "a missing 1 1 5\n"
	      "b Lyon 1 1 20.5\n"
	      "b missing 1 1 1\n");
}

static void
keys_are_in_order_of_their_numbers(void **state)
{
	(void)state;
	gives("k,x\n10,1\n9,1\n,1\nb,1\n1.5,1\n09,1\na,1\n", "k", "n()",
	      "1.5 1 1\n09 1 1\n9 1 1\n10 1 1\na 1 1\nb 1 1\nmissing 1 1\n");
}

static void
shares_add_up(void **state)
{
	(void)state;
	gives("k,x\na,1\na,2\nb,1\n", "k", "share(), share(x)",
	      "a 2 66.666666666666667 75\nb 1 33.333333333333333 25\n");
}

static void
counts_what_was_used(void **state)
{
	struct dp_err err = { 0 };
	dp_str by = DP_S("town");
	struct dp_grouping *g;
	size_t n;

	(void)state;
	g = grouped(shops, &by, 1, "mean(price)", 1, false, &err, &n);
	assert_non_null(g);
	assert_int_equal(g->n_columns, 1);
	assert_int_equal(g->group[0].used[0].n_used, 2);
	assert_int_equal(g->group[0].used[0].n_other, 1);
	assert_int_equal(g->whole.used[0].n_missing, 1);
	assert_string_equal(g->profile[0].other, "NC");
	assert_int_equal(g->profile[0].other_line, 6);
	dp_grouping_free(g);
}

static void
complete_records_only(void **state)
{
	static const char text[] = "x,y\n1,2\n,4\n3,NC\n5,6\n";
	struct dp_err err = { 0 };
	struct dp_grouping *g;
	size_t n;

	(void)state;
	g = grouped(text, NULL, 0, "sum(x), sum(y)", 1, true, &err, &n);
	assert_non_null(g);
	assert_string_equal(g->whole.figure[0].text, "6");
	assert_string_equal(g->whole.figure[1].text, "8");
	assert_int_equal(g->whole.used[0].n_used, 2);
	assert_int_equal(g->whole.used[0].n_missing, 1);
	assert_int_equal(g->whole.used[0].n_other, 1);
	dp_grouping_free(g);
}

static void
refuses_to_average_codes(void **state)
{
	dp_str code = DP_S("code");
	struct dp_group_opts o = { .as_number = &code, .n_as_number = 1 };
	struct dp_measures m = { 0 };
	struct dp_err err = { 0 };
	struct dp_grouping *g;

	(void)state;
	fails(shops, "mean(code)", DP_EUSAGE, "code holds codes");
	fails(shops, "mean(town)", DP_EUSAGE, "holds no numbers");
	fails(shops, "min(code)", DP_EUSAGE, "code holds codes");
	gives(shops, "kind", "count(code), distinct(code)",
	      "a 4 4 4\nb 2 2 2\n");
	assert_int_equal(dp_measures_read(DP_S("mean(code)"), &m, &err), 0);
	o.measure = m.at;
	o.n_measures = m.n;
	g = dp_group(table(shops, 1, 0), &o, &err);
	assert_non_null(g);
	assert_string_equal(g->whole.figure[0].text, "3.5");
	dp_grouping_free(g);
	dp_measures_done(&m);
}

static void
says_what_is_wrong_with_a_request(void **state)
{
	(void)state;
	fails(shops, "meen(price)", DP_EUSAGE, "did you mean mean");
	fails(shops, "mean(prize)", DP_EUSAGE, "price");
	fails(shops, "mean()", DP_EUSAGE, "needs a column");
	fails(shops, "n(price)", DP_EUSAGE, "count(price)");
	fails(shops, "mean", DP_EUSAGE, "bracket");
	fails(shops, "mean(price", DP_EUSAGE, "closing bracket");
	fails(shops, "mean(price) sum(price)", DP_EUSAGE, "comma");
	fails(shops, "mean(price),", DP_EUSAGE, "figure is expected");
	fails(shops, "", DP_EUSAGE, "figure is expected");
	fails(shops, "mean(\"price)", DP_EUSAGE, "not closed");
	fails("p\n\"12,5\"\n\"7,25\"\n", "mean(p)", DP_EUSAGE,
	      "number p locale=fr");
}

static void
measures_have_names_and_quoted_columns(void **state)
{
	struct dp_measures m = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_measures_read(DP_S(" total = sum( prix au m2 ),n() "
					       ", max(\"a, \"\"b\"\"\")"),
					  &m, &err),
			 0);
	assert_int_equal(m.n, 3);
	assert_true(dp_str_is(m.at[0].name, "total"));
	assert_true(dp_str_is(m.at[0].column, "prix au m2"));
	assert_null(m.at[1].column.p);
	assert_true(dp_str_is(m.at[2].column, "a, \"b\""));
	dp_measures_done(&m);
	assert_int_equal(dp_measures_read(DP_S("sum(seats (all)), n()"), &m,
					  &err),
			 0);
	assert_int_equal(m.n, 2);
	assert_true(dp_str_is(m.at[0].column, "seats (all)"));
	dp_measures_done(&m);
	assert_int_equal(dp_measures_read(DP_S("n(), \xc3\xa9t\xc3\xa9"), &m,
					  &err),
			 -1);
	assert_int_equal(err.at.column, 9);
	dp_measures_done(&m);
}

/* Many small blocks on many threads give what one gives. */
static void
threads_do_not_change_the_answer(void **state)
{
	static const unsigned threads[] = { 1, 2, 7 };
	struct dp_buf text = { 0 }, out[3] = { { 0 }, { 0 }, { 0 } };
	struct dp_measures m = { 0 };
	struct dp_err err = { 0 };
	dp_str by = DP_S("k");

	(void)state;
	dp_buf_c(&text, "k,x,y\n");
	for (int i = 0; i < 20000; i++)
		dp_buf_format(&text, "%d,%d.%d,%s\n", i * 7919 % 97, i % 1000,
			      i % 13, i % 11 ? "1e-3" : "");
	dp_buf_char(&text, '\0');
	assert_int_equal(
		dp_measures_read(DP_S("n(), mean(x), sd(x), "
				      "median(x), q3(x), min(x), distinct(x), "
				      "mean(y), missing(y), "
				      "share(x)"),
				 &m, &err),
		0);
	for (int i = 0; i < 3; i++) {
		struct dp_group_opts o = { .by = &by,
					   .n_by = 1,
					   .measure = m.at,
					   .n_measures = m.n,
					   .threads = threads[i] };
		struct dp_grouping *g;

		g = dp_group(table(text.p, threads[i], 4096), &o, &err);
		if (!g)
			fail_msg("%s", err.msg);
		assert_int_equal(g->n_rows, 20000);
		assert_int_equal(g->n_groups, 97);
		show(g, 1, m.n, &out[i]);
		dp_grouping_free(g);
	}
	assert_string_equal(out[0].p, out[1].p);
	assert_string_equal(out[0].p, out[2].p);
	for (int i = 0; i < 3; i++)
		dp_buf_done(&out[i]);
	dp_buf_done(&text);
	dp_measures_done(&m);
}

static void
an_empty_table_has_no_groups(void **state)
{
	struct dp_err err = { 0 };
	dp_str by = DP_S("k");
	struct dp_grouping *g;
	uint64_t count;
	size_t n;

	(void)state;
	g = grouped("k,x\n", &by, 1, "n(), mean(x)", 1, false, &err, &n);
	assert_non_null(g);
	assert_int_equal(g->n_groups, 0);
	assert_string_equal(g->whole.figure[0].text, "0");
	assert_true(g->whole.figure[1].null);
	dp_grouping_free(g);
	assert_int_equal(dp_count_records(table("k,x\n", 1, 0), 1, &count,
					  &err),
			 0);
	assert_int_equal(count, 0);
	assert_int_equal(dp_count_records(table(shops, 2, 0), 2, &count, &err),
			 0);
	assert_int_equal(count, 6);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups_by_one_and_two_columns),
		cmocka_unit_test(keys_are_in_order_of_their_numbers),
		cmocka_unit_test(shares_add_up),
		cmocka_unit_test(counts_what_was_used),
		cmocka_unit_test(complete_records_only),
		cmocka_unit_test(refuses_to_average_codes),
		cmocka_unit_test(says_what_is_wrong_with_a_request),
		cmocka_unit_test(measures_have_names_and_quoted_columns),
		cmocka_unit_test(threads_do_not_change_the_answer),
		cmocka_unit_test(an_empty_table_has_no_groups),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

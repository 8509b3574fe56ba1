/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of columns and frequencies, from files in memory. */
#include "test.h"

#include <dpipe/stat.h>

#include <stdlib.h>

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

static struct dp_description *
described(const char *text, const struct dp_describe_opts *o,
	  size_t block_bytes)
{
	struct dp_err err = { 0 };
	struct dp_description *d;

	d = dp_describe(table(text, o->threads, block_bytes), o, &err);
	if (!d)
		fail_msg("%s", err.msg);
	return d;
}

static const char villes[] = "ville,cp,prix,annee\n"
			     "Lyon,69001,10,2019\n"
			     "Bourg,01000,20,2020\n"
			     "Lyon,69001,NC,2021\n"
			     "lyon,69002,,2021\n"
			     "Nice,06000,5.5,2022\n";

static void
each_column_is_told_apart(void **state)
{
	struct dp_describe_opts o = { .top = 2, .threads = 1 };
	struct dp_description *d = described(villes, &o, 0);
	const struct dp_description_column *c = d->column;

	(void)state;
	assert_int_equal(d->n_rows, 5);
	assert_int_equal(d->n_columns, 4);
	assert_int_equal(c[0].content, DP_CONTENT_TEXT);
	assert_int_equal(c[0].distinct, 4);
	assert_int_equal(c[0].n_frequent, 2);
	assert_true(dp_str_is(c[0].frequent[0].value, "Lyon"));
	assert_int_equal(c[0].frequent[0].n, 2);
	assert_true(c[0].figure[DP_D_MEAN].null);
	assert_int_equal(c[1].content, DP_CONTENT_CODE);
	assert_int_equal(c[1].distinct, 4);
	assert_true(c[1].figure[DP_D_MEAN].null);
	assert_true(c[1].figure[DP_D_MIN].null);
	assert_true(dp_str_is(c[1].frequent[0].value, "69001"));
	assert_int_equal(c[2].content, DP_CONTENT_NUMBER);
	assert_int_equal(c[2].profile.n_number, 3);
	assert_int_equal(c[2].profile.n_missing, 1);
	assert_int_equal(c[2].profile.n_other, 1);
	assert_string_equal(c[2].figure[DP_D_MEDIAN].text, "10");
	assert_string_equal(c[2].figure[DP_D_Q1].text, "7.75");
	assert_string_equal(c[2].figure[DP_D_MAX].text, "20");
	assert_int_equal(c[3].content, DP_CONTENT_YEAR);
	assert_string_equal(c[3].figure[DP_D_MIN].text, "2019");
	assert_true(c[3].figure[DP_D_MEAN].null);
	dp_description_free(d);
}

static void
some_columns_and_codes_as_numbers(void **state)
{
	dp_str cp = DP_S("cp"), none = DP_S("pris");
	struct dp_describe_opts o = { .column = &cp,
				      .n_columns = 1,
				      .as_number = &cp,
				      .n_as_number = 1,
				      .threads = 1 };
	struct dp_description *d = described(villes, &o, 0);
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(d->n_columns, 1);
	assert_string_equal(d->column[0].figure[DP_D_MAX].text, "69002");
	assert_string_equal(d->column[0].figure[DP_D_MEDIAN].text, "69001");
	dp_description_free(d);
	o.column = &none;
	assert_null(dp_describe(table(villes, 1, 0), &o, &err));
	assert_int_equal(err.code, DP_EUSAGE);
	assert_non_null(strstr(err.msg, "prix"));
}

static void
quartiles_follow_the_type_asked(void **state)
{
	static const char text[] = "x\n2\n4\n4\n5\n7\n9\n10\n12\n20\n35\n";
	struct dp_describe_opts o = { .qtype = 6, .threads = 1 };
	struct dp_description *d = described(text, &o, 0);

	(void)state;
	assert_string_equal(d->column[0].figure[DP_D_Q3].text, "14");
	dp_description_free(d);
	o.no_quantiles = true;
	d = described(text, &o, 0);
	assert_true(d->column[0].figure[DP_D_Q3].null);
	assert_string_equal(d->column[0].figure[DP_D_MEAN].text, "10.8");
	dp_description_free(d);
}

/* More different values than are counted one by one, on some threads. */
static void
many_values_are_counted_exactly(void **state)
{
	static const unsigned threads[] = { 1, 3 };
	struct dp_buf text = { 0 };

	(void)state;
	dp_buf_c(&text, "name,code,x\n");
	for (int i = 0; i < 150000; i++)
		dp_buf_format(&text, "n%d,%06d,%d.0\n", i % 100000, i % 70000,
			      i % 90000);
	dp_buf_char(&text, '\0');
	for (size_t i = 0; i < 2; i++) {
		struct dp_describe_opts o = { .top = 3, .threads = threads[i] };
		struct dp_description *d = described(text.p, &o, 16384);

		assert_int_equal(d->column[0].distinct, 100000);
		assert_int_equal(d->column[0].n_frequent, 0);
		assert_int_equal(d->column[1].distinct, 70000);
		assert_int_equal(d->column[1].content, DP_CONTENT_CODE);
		assert_int_equal(d->column[2].distinct, 90000);
		assert_string_equal(d->column[2].figure[DP_D_MAX].text,
				    "89999");
		dp_description_free(d);
		o.no_quantiles = true;
		d = described(text.p, &o, 16384);
		assert_false(d->column[0].distinct_known);
		assert_false(d->column[2].distinct_known);
		dp_description_free(d);
	}
	dp_buf_done(&text);
}

static void
frequencies_fold_nothing(void **state)
{
	dp_str name[] = { DP_STR("v"), DP_STR("w") };
	struct dp_frequencies f[2];
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(
		dp_frequencies(table("v,w\nb,1\na,1\nA,\n b,1\nb,2\n,  \n", 1,
				     0),
			       name, 2, 1, f, &err),
		0);
	assert_int_equal(f[0].n_rows, 6);
	assert_int_equal(f[0].n_missing, 1);
	assert_int_equal(f[0].n_values, 4);
	assert_true(dp_str_is(f[0].value[0].value, "b"));
	assert_int_equal(f[0].value[0].n, 2);
	assert_true(dp_str_is(f[0].value[1].value, " b"));
	assert_true(dp_str_is(f[0].value[2].value, "A"));
	assert_int_equal(f[1].n_missing, 2);
	dp_frequencies_done(&f[0]);
	dp_frequencies_done(&f[1]);
	name[1] = DP_S("x");
	assert_int_equal(dp_frequencies(table(villes, 1, 0), name, 2, 1, f,
					&err),
			 -1);
	assert_int_equal(err.code, DP_EUSAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_column_is_told_apart),
		cmocka_unit_test(some_columns_and_codes_as_numbers),
		cmocka_unit_test(quartiles_follow_the_type_asked),
		cmocka_unit_test(many_values_are_counted_exactly),
		cmocka_unit_test(frequencies_fold_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Schemas, findings and frames: what tables are told with.
 */
#include "test.h"

#include <math.h>
#include <stdlib.h>

#include <dpipe/table.h>

#define S(lit) DP_S(lit)

/* ---- schemas ---------------------------------------------------------- */

static void
test_columns_keep_their_slots(void **state)
{
	struct dp_schema s = { 0 }, copy;

	(void)state;
	assert_int_equal(dp_schema_add(&s, 0, S("b")), 0);
	assert_int_equal(dp_schema_add(&s, 0, S("a")), 1);
	assert_int_equal(dp_schema_add(&s, 99, S("c")), 2);
	assert_int_equal(dp_schema_find(&s, S("a")), 0);
	assert_int_equal(dp_schema_find(&s, S("b")), 1);
	assert_int_equal(dp_schema_find(&s, S("C")), -1);
	assert_int_equal(s.column[0].slot, 1);
	dp_schema_copy(&copy, &s);
	dp_schema_done(&s);
	assert_int_equal(copy.n, 3);
	assert_int_equal(copy.n_slots, 3);
	assert_true(dp_str_is(copy.column[0].name, "a"));
	assert_int_equal(copy.column[0].slot, 1);
	dp_schema_done(&copy);
}

static void
test_missing_column_is_named(void **state)
{
	struct dp_schema s = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	(void)dp_schema_add(&s, 9, S("code_postal"));
	(void)dp_schema_add(&s, 9, S("Commune"));
	assert_int_equal(dp_schema_need(&s, S("Commune"), &err), 1);
	assert_int_equal(dp_schema_need(&s, S("comune"), &err), -1);
	assert_int_equal(err.code, DP_EUSAGE);
	assert_non_null(strstr(err.msg, "comune"));
	assert_non_null(strstr(err.msg, "Commune"));
	assert_string_equal(err.at.field, "comune");
	dp_schema_done(&s);
}

/* ---- findings --------------------------------------------------------- */

static void
test_findings_are_counted(void **state)
{
	struct dp_findings f = { 0 };
	struct dp_finding *g = NULL;

	(void)state;
	for (uint64_t i = 1; i <= 100; i++)
		g = dp_finding_add(&f, DP_F_NOT_A_NUMBER, S("prix"), i, i - 1,
				   S("n.c."));
	(void)dp_finding_add(&f, DP_F_NOT_A_NUMBER, S("total"), 3, 2, S("x"));
	g = &f.at[0];
	assert_int_equal(f.n, 2);
	assert_int_equal(g->count, 100);
	assert_int_equal(g->n_samples, DP_SAMPLES);
	assert_int_equal(g->sample[DP_SAMPLES - 1].line, DP_SAMPLES);
	assert_int_equal(dp_findings_worst(&f), DP_WARNING);
	dp_findings_done(&f);
	assert_int_equal(dp_findings_worst(&f), -1);
}

static void
test_findings_merge_in_order(void **state)
{
	struct dp_findings all = { 0 }, part = { 0 };

	(void)state;
	for (uint64_t batch = 0; batch < 4; batch++) {
		for (uint64_t i = 0; i < 2; i++) {
			struct dp_finding *g =
				dp_finding_add(&part, DP_F_MISSING_CELL,
					       (dp_str){ NULL, 0 },
					       10 * batch + i, 0, S("raw"));

			g->found = dp_keep_format(&part.text, "%d", (int)batch);
		}
		dp_findings_merge(&all, &part);
		dp_findings_done(&part);
	}
	assert_int_equal(all.n, 1);
	assert_int_equal(all.at[0].count, 8);
	assert_int_equal(all.at[0].n_samples, DP_SAMPLES);
	assert_int_equal(all.at[0].sample[0].line, 0);
	assert_int_equal(all.at[0].sample[4].line, 20);
	assert_true(dp_str_is(all.at[0].sample[4].value, "raw"));
	/* What was found first is what the sentence says. */
	assert_true(dp_str_is(all.at[0].found, "0"));
	dp_findings_done(&all);
}

static void
test_worst_first(void **state)
{
	struct dp_findings f = { 0 };
	struct dp_schema s = { 0 };

	(void)state;
	(void)dp_schema_add(&s, 9, S("a"));
	(void)dp_schema_add(&s, 9, S("b"));
	(void)dp_finding_add(&f, DP_F_BLANK_ROW, (dp_str){ NULL, 0 }, 1, 0,
			     S(""));
	(void)dp_finding_add(&f, DP_F_NOT_A_DATE, S("b"), 1, 0, S("x"));
	(void)dp_finding_add(&f, DP_F_NOT_A_DATE, S("a"), 1, 0, S("x"));
	(void)dp_finding_add(&f, DP_F_EXTRA_CELL, (dp_str){ NULL, 0 }, 1, 0,
			     S(""));
	dp_findings_sort(&f, &s);
	assert_int_equal(f.at[0].id, DP_F_EXTRA_CELL);
	assert_true(dp_str_is(f.at[1].column, "a"));
	assert_true(dp_str_is(f.at[2].column, "b"));
	assert_int_equal(f.at[3].id, DP_F_BLANK_ROW);
	assert_int_equal(dp_findings_worst(&f), DP_ERROR);
	dp_findings_done(&f);
	dp_schema_done(&s);
}

static void
test_sentences(void **state)
{
	struct dp_findings f = { 0 };
	struct dp_buf b = { 0 };
	struct dp_finding *g = dp_finding_add(&f, DP_F_NOT_A_NUMBER, S("prix"),
					      1234, 9, S("a\nb\xFF"));

	(void)state;
	dp_finding_fill(g,
			"{count} {column} {value} {line} {record} "
			"{nothing} { } end }{",
			&b);
	assert_true(dp_str_is(dp_buf_view(&b),
			      "1 prix \xE2\x80\x9C"
			      "a\xC2"
			      "\xB7"
			      "b\xC2\xB7\xE2\x80\x9D 1,234 9 ? ? end "
			      "}{"));
	b.n = 0;
	/* Every sentence of the catalogue has all it needs. */
	for (int id = 1; id < DP_F_COUNT; id++) {
		const struct dp_finding_kind *k =
			dp_finding_kind((enum dp_finding_id)id);

		assert_true(k->code && k->sentence && k->why && k->how);
		g = dp_finding_add(&f, (enum dp_finding_id)id, S("c"), 1, 1,
				   S("v"));
		g->expected = S("e");
		g->found = S("f");
		dp_finding_fill(g, k->sentence, &b);
		dp_finding_fill(g, k->why, &b);
		dp_finding_fill(g, k->how, &b);
		assert_int_equal(dp_str_search(dp_buf_view(&b), S("{")), -1);
	}
	b.n = 0;
	dp_finding_sentence(&f.at[0], &b);
	assert_true(dp_str_search(dp_buf_view(&b), S("prix")) >= 0);
	dp_buf_done(&b);
	dp_findings_done(&f);
}

/* A long value is cut between characters. */
static void
test_long_values_are_cut(void **state)
{
	struct dp_findings f = { 0 };
	struct dp_buf value = { 0 }, b = { 0 };

	(void)state;
	for (int i = 0; i < 200; i++)
		dp_buf_c(&value, "\xC3\xA9");
	dp_finding_fill(dp_finding_add(&f, DP_F_STRAY_QUOTE, S("a"), 1, 1,
				       dp_buf_view(&value)),
			"{value}", &b);
	assert_int_equal(dp_utf8_valid(dp_buf_view(&b)), b.n);
	assert_int_equal(dp_utf8_chars(dp_buf_view(&b)), 60 + 3);
	dp_buf_done(&b);
	dp_buf_done(&value);
	dp_findings_done(&f);
}

/* ---- frames ----------------------------------------------------------- */

static void
test_frame(void **state)
{
	struct dp_frame f = { 0 };

	(void)state;
	(void)dp_frame_column(&f, "name", "Name", NULL, false);
	(void)dp_frame_column(&f, "value", "Value", "km", true);
	for (int i = 0; i < 500; i++) {
		struct dp_value *row = dp_frame_row(&f);

		assert_int_equal(row[1].kind, DP_VALUE_NULL);
		dp_set_text(&f, &row[0], S("x"));
		dp_set_int(&f, &row[1], i);
	}
	assert_int_equal(f.n_rows, 500);
	assert_true(dp_str_is(dp_frame_at(&f, 499, 1)->text, "499"));
	assert_true(dp_str_is(f.column[1].unit, "km"));
	assert_null(f.column[0].unit.p);
	dp_set_int(&f, dp_frame_at(&f, 0, 1), INT64_MIN);
	assert_true(dp_str_is(dp_frame_at(&f, 0, 1)->text,
			      "-9223372036854775808"));
	dp_set_real(&f, dp_frame_at(&f, 1, 1), 0.5);
	assert_true(dp_str_is(dp_frame_at(&f, 1, 1)->text, "0.5"));
	dp_set_real(&f, dp_frame_at(&f, 1, 1), (double)NAN);
	assert_int_equal(dp_frame_at(&f, 1, 1)->kind, DP_VALUE_NULL);
	dp_set_real(&f, dp_frame_at(&f, 2, 1), (double)INFINITY);
	assert_int_equal(dp_frame_at(&f, 2, 1)->kind, DP_VALUE_NULL);
	dp_set_bool(&f, dp_frame_at(&f, 2, 1), true);
	assert_int_equal(dp_frame_at(&f, 2, 1)->kind, DP_VALUE_BOOL);
	dp_set_number(&f, dp_frame_at(&f, 2, 1), S("1.50"));
	assert_true(dp_str_is(dp_frame_at(&f, 2, 1)->text, "1.50"));
	dp_frame_done(&f);
	assert_int_equal(f.n_rows, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns_keep_their_slots),
		cmocka_unit_test(test_missing_column_is_named),
		cmocka_unit_test(test_findings_are_counted),
		cmocka_unit_test(test_findings_merge_in_order),
		cmocka_unit_test(test_worst_first),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_long_values_are_cut),
		cmocka_unit_test(test_frame),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results of steps, and the table of the seven steps. */
#include "test.h"

#include <dpipe/step.h>

static void
parts_are_found_by_key(void **state)
{
	struct dp_result r = { 0 };

	(void)state;
	dp_result_note(&r, "first", "%d of %s", 2, "three");
	dp_result_text(&r, "recipe", DP_S("trim *\n"));
	for (int i = 0; i < 40; i++)
		dp_result_part(&r, DP_PART_FRAME, "frame", "Title");
	assert_int_equal(r.n, 42);
	assert_true(dp_str_is(dp_result_find(&r, "first")->text, "2 of three"));
	assert_true(dp_str_is(dp_result_find(&r, "recipe")->text, "trim *\n"));
	assert_string_equal(dp_result_find(&r, "frame")->title, "Title");
	assert_null(dp_result_find(&r, "first")->title);
	assert_null(dp_result_find(&r, "nothing"));
	dp_result_done(&r);
	assert_int_equal(r.n, 0);
}

static void
facts_stand_in_one_row(void **state)
{
	struct dp_result r = { 0 };
	struct dp_part *p = dp_result_part(&r, DP_PART_FACTS, "file", NULL);
	const struct dp_frame *f = &p->frame;

	(void)state;
	dp_fact_text(p, "name", "Name", DP_S("towns.csv"));
	dp_fact_int(p, "rows", "Rows", INT64_C(9007199254740993));
	dp_fact_real(p, "share", "Share", 0.5);
	dp_fact_bool(p, "whole", "Whole", true);
	dp_fact_text(p, "note", "Note", (dp_str){ NULL, 0 });
	assert_int_equal(f->n_rows, 1);
	assert_int_equal(f->n_columns, 5);
	assert_true(dp_str_is(f->column[1].key, "rows"));
	assert_true(dp_str_is(dp_frame_at(f, 0, 0)->text, "towns.csv"));
	assert_true(dp_str_is(dp_frame_at(f, 0, 1)->text, "9007199254740993"));
	assert_true(dp_str_is(dp_frame_at(f, 0, 2)->text, "0.5"));
	assert_int_equal(dp_frame_at(f, 0, 3)->kind, DP_VALUE_BOOL);
	dp_result_done(&r);
}

static void
there_are_seven_steps(void **state)
{
	static const char *const name[DP_STEPS] = {
		"define", "find", "get", "verify", "clean", "analyse", "present"
	};

	(void)state;
	for (size_t i = 0; i < DP_STEPS; i++) {
		const struct dp_step_info *s = dp_step_info(i);

		assert_string_equal(s->name, name[i]);
		assert_true(*s->title && *s->purpose && *s->gives);
		assert_memory_equal(s->first, "dpipe ", 6);
		assert_memory_equal(s->first + 6, name[i], strlen(name[i]));
	}
	assert_null(dp_step_info(DP_STEPS));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_found_by_key),
		cmocka_unit_test(facts_stand_in_one_row),
		cmocka_unit_test(there_are_seven_steps),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

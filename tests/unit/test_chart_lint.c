/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is doubtful about a chart is found, and a clean one is left alone. */
#include "chart.h"

static const char towns[] = "Marseille;600\nNice;300\nToulon;100";

static bool
found(const char *type, const struct dp_chart_desc *d, const char *lines,
      const char *rule)
{
	struct dp_chart *c = chart(type, d, lines);
	struct dp_chart_doubts doubts = { 0 };
	bool yes = false;

	dp_chart_lint(c, &doubts);
	for (size_t i = 0; i < doubts.n; i++)
		yes = yes || !rule || !strcmp(doubts.at[i].rule, rule);
	dp_chart_doubts_done(&doubts);
	dp_chart_free(c);
	return yes;
}

static struct dp_chart_desc
titled(const char *title)
{
	struct dp_chart_desc d = { .title = dp_str_c(title),
				   .source = DP_STR("CNC, 2019") };

	return d;
}

static void
numbers_of_the_title_are_looked_up(void **state)
{
	static const char *const right[] = {
		"Marseille has 600 screens",
		"Marseille has 60 % of screens",
		"1,000 screens in 3 towns",
		"Twice as many: 2 times Nice",
		"6 times more in Marseille than in Toulon",
		"Marseille leads",
		"In 2019, Nice has 300",
	};
	static const char *const wrong[] = {
		"Marseille has 601 screens",
		"Marseille has 61 % of screens",
		"1,001 screens",
		"In 2018, Nice has 300",
		"In all, 87 screens",
	};

	(void)state;
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		struct dp_chart_desc d = titled(right[i]);

		if (found("bar", &d, towns, NULL))
			fail_msg("doubted: %s", right[i]);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct dp_chart_desc d = titled(wrong[i]);

		if (!found("bar", &d, towns, "R22"))
			fail_msg("believed: %s", wrong[i]);
	}
}

/* 46 000 for 46 168 is rounded, 47 000 is not true. */
static void
numbers_may_be_rounded(void **state)
{
	static const char people[] = "Var;46168\nVaucluse;34988\nAlpes;9876";
	struct dp_chart_desc right = titled("46,000 people in the Var"),
			     wrong = titled("47,000 people in the Var"),
			     coarse = titled("50,000 people in the Var");

	(void)state;
	assert_false(found("bar", &right, people, NULL));
	assert_true(found("bar", &wrong, people, "R22"));
	assert_true(found("bar", &coarse, people, "R22"));
}

/* What stands along the chart is in it, too. */
static void
numbers_of_names_are_looked_up(void **state)
{
	static const char years[] = "1990;28\n2000;35\n2010;25";
	struct dp_chart_desc right = titled("In 2000: 35"),
			     wrong = titled("In 2001: 35");

	(void)state;
	assert_false(found("bar", &right, years, NULL));
	assert_true(found("bar", &wrong, years, "R22"));
}

static void
titles(void **state)
{
	struct dp_chart_desc none = titled(""), column = titled("screens");
	struct dp_chart_desc tiring = titled(
		"Marseille leads, and Nice comes after it, and then Toulon, "
		"which has fewer than both of the others");

	(void)state;
	assert_true(found("bar", &none, towns, "E1"));
	assert_true(found("bar", &column, towns, "E1"));
	assert_true(found("bar", &tiring, towns, "E3"));
}

static void
source_and_crowds(void **state)
{
	struct dp_chart_desc d = titled("Marseille leads");
	struct dp_buf b = { 0 };

	(void)state;
	for (int i = 0; i < 40; i++)
		dp_buf_format(&b, "%c%d;%d\n", 'a' + i % 26, i, i);
	dp_buf_char(&b, '\0');
	assert_true(found("bar", &d, b.p, "L7"));
	d.source.n = 0;
	assert_true(found("bar", &d, towns, "R21"));
	dp_buf_done(&b);
}

static void
what_others_see_needs_three_things(void **state)
{
	struct dp_chart_desc d = { .title = DP_STR("A"), .alt = DP_STR(" ") };
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_chart_publishable(&d, &err), -1);
	assert_int_equal(err.code, DP_EUSAGE);
	assert_has(err.msg, "source (");
	assert_has(err.msg, "alt (");
	assert_lacks(err.msg, "title (");
	d.source = DP_S("B");
	d.alt = DP_S("C");
	assert_int_equal(dp_chart_publishable(&d, &err), 0);
}

static void
every_chart_says_what_it_is_for(void **state)
{
	(void)state;
	assert_true(dp_chart_classes() >= 3);
	for (size_t i = 0; i < dp_chart_classes(); i++) {
		const struct dp_chart_class *k = dp_chart_class_at(i);

		assert_ptr_equal(dp_chart_class_find(dp_str_c(k->name)), k);
		assert_true(*k->title && *k->summary && *k->when);
		assert_true(k->prepare && k->layout && k->say);
	}
	assert_null(dp_chart_class_at(dp_chart_classes()));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_of_the_title_are_looked_up),
		cmocka_unit_test(numbers_may_be_rounded),
		cmocka_unit_test(numbers_of_names_are_looked_up),
		cmocka_unit_test(titles),
		cmocka_unit_test(source_and_crowds),
		cmocka_unit_test(what_others_see_needs_three_things),
		cmocka_unit_test(every_chart_says_what_it_is_for),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

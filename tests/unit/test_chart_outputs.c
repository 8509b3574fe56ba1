/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The outputs of a chart: never wider than asked, the same bytes twice,
 * nothing from outside, hostile names made harmless, and the same numbers in
 * all of them.
 */
#include "chart.h"

static const char bars[] =
	"Marseille;2087658\nNice;1128418\n"
	"Alpes-de-Haute-Provence;-168054\nGap;\n東京;500000\nÉé;12";
static const char months[] = "2020-01;1.5\n2020-02;2\n2020-03;7.25\n"
			     "2020-05;5\n2020-06;\n2020-07;6\n2020-08;3";
static const char numbers[] = "1;1\n2;1\n2.5;1\n7;1\n8;1\n8;1\n100;1\n-3;1";

static const struct {
	const char *type, *lines;
} all[] = { { "bar", bars }, { "line", months }, { "histogram", numbers } };

#define ALL (sizeof all / sizeof *all)

static const struct dp_chart_desc described = {
	.title = DP_STR("Marseille is the largest, with 2087658"),
	.source = DP_STR("Insee, 2021"),
	.note = DP_STR("One name is in Japanese"),
	.alt = DP_STR("Marseille, then Nice; the others are far below"),
};

static void
check_lines(const char *text, int width, int height)
{
	dp_str left = dp_str_c(text);
	int n = 0;

	while (left.n) {
		dp_str line = dp_str_cut(&left, '\n');

		if ((int)dp_width_cols(line) > width)
			fail_msg("wider than %d: %.*s", width, DP_FMT(line));
		n++;
	}
	if (height && n > height)
		fail_msg("higher than %d at width %d: %d", height, width, n);
}

static void
never_larger_than_asked(void **state)
{
	static const int height[] = { 0, 1, 2, 5, 10, 24 };

	(void)state;
	for (size_t i = 0; i < ALL; i++) {
		struct dp_chart *c = chart(all[i].type, &described,
					   all[i].lines);

		for (int width = 1; width <= 200; width++)
			for (size_t h = 0; h < 12; h++) {
				char *text = canvas(c, width, height[h % 6],
						    h > 5);

				check_lines(text, width, height[h % 6]);
				free(text);
			}
		dp_chart_free(c);
	}
}

/* At usual widths every number of a bar chart and every name is there. */
static void
everything_is_drawn(void **state)
{
	struct dp_chart *c = chart("bar", &described, bars);

	(void)state;
	for (int width = 40; width <= 200; width++) {
		char *text = canvas(c, width, 0, width % 2);

		assert_has(text, "2,087,658");
		assert_has(text, "-168,054");
		assert_has(text, "Alpes-de-Haute-Provence");
		assert_has(text, "東京");
		assert_has(text, "Source: Insee, 2021");
		free(text);
	}
	dp_chart_free(c);
}

static void
what_has_no_room_is_counted(void **state)
{
	struct dp_chart *c = chart("bar", NULL, bars);
	char *text = canvas(c, 60, 8, true);

	(void)state;
	assert_has(text, "more bars, for which there is no room");
	free(text);
	dp_chart_free(c);
}

static void
ascii_is_ascii(void **state)
{
	struct dp_chart *c = chart("histogram", NULL, numbers);
	char *text = canvas(c, 80, 0, true);

	(void)state;
	for (const char *p = text; *p; p++)
		assert_true((unsigned char)*p < 0x80);
	free(text);
	dp_chart_free(c);
}

static void
svg_is_complete_and_stable(void **state)
{
	(void)state;
	for (size_t i = 0; i < ALL; i++) {
		struct dp_chart *c = chart(all[i].type, &described,
					   all[i].lines);
		struct dp_chart *again = chart(all[i].type, &described,
					       all[i].lines);
		char *one = svg(c), *two = svg(again);

		assert_string_equal(one, two);
		assert_has(one, "role=\"img\" aria-labelledby="
				"\"dpipe-title dpipe-desc\"");
		assert_has(one, "<title id=\"dpipe-title\">Marseille is");
		assert_has(one, "<desc id=\"dpipe-desc\">Marseille, then");
		assert_has(one, "Source: Insee, 2021</text>");
		assert_has(one, "Note: One name is in Japanese</text>");
		/* Its name space is the only address, and nothing is
		   fetched. */
		assert_lacks(one, "href");
		assert_lacks(one, "url(");
		assert_lacks(one, "<script");
		assert_null(strstr(strstr(one, "http://") + 1, "http"));
		free(one);
		free(two);
		dp_chart_free(c);
		dp_chart_free(again);
	}
}

static void
names_are_made_harmless(void **state)
{
	struct dp_chart_desc d = { .title = DP_STR("<script>&\"") };
	struct dp_chart *c = chart("bar", &d,
				   "<b onload='x'>&;1\n"
				   "\033[31mred\xff;2\n\xe2\x80\xaeltr;3");
	char *drawn = svg(c), *text = canvas(c, 60, 0, false);

	(void)state;
	assert_lacks(drawn, "<script>");
	assert_lacks(drawn, "<b ");
	assert_has(drawn, "&lt;b onload=&#39;x&#39;&gt;&amp;");
	assert_lacks(drawn, "\033");
	assert_lacks(drawn, "\xff");
	assert_lacks(text, "\033");
	assert_lacks(text, "\xe2\x80\xae");
	assert_has(text, "[31mred?");
	free(drawn);
	free(text);
	dp_chart_free(c);
}

/* Every row of the table: its number is in the text and in the SVG. */
static void
the_same_numbers_everywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < ALL; i++) {
		struct dp_chart *c = chart(all[i].type, &described,
					   all[i].lines);
		const struct dp_frame *f = dp_chart_table(c);
		char *words = told(c), *drawn = svg(c);
		char *cells = canvas(c, 100, 0, false);

		for (size_t r = 0; r < f->n_rows; r++) {
			struct dp_buf b = { 0 };
			char *shown;

			dp_chart_show(c, 1, dp_frame_at(f, r, 1), &b);
			shown = dp_buf_take(&b);
			assert_has(words, shown);
			/* A line has numbers at its ends and extremes, */
			if (strcmp(all[i].type, "line") != 0) {
				assert_has(drawn, shown);
				assert_has(cells, shown);
			}
			free(shown);
		}
		if (!strcmp(all[i].type, "line")) {
			/* which are 1.5, 3 and 7.25 here. */
			assert_has(drawn, ">1.50<");
			assert_has(cells, "1.50");
			assert_has(drawn, ">7.25<");
			assert_has(cells, "7.25");
			assert_has(drawn, ">3.00<");
			assert_has(cells, "3.00");
		}
		free(words);
		free(drawn);
		free(cells);
		dp_chart_free(c);
	}
}

static void
json_keeps_all_digits(void **state)
{
	struct dp_chart *c = chart("bar", &described,
				   "a \"quoted\"\t;12.3456789\nb;");
	struct dp_buf b = { 0 };

	(void)state;
	dp_chart_json(c, &b);
	dp_buf_char(&b, '\0');
	assert_has(b.p, "{\"x\":\"a \\\"quoted\\\"\\u0009\",\"y\":12.3456789,");
	assert_has(b.p, "{\"x\":\"b\",\"y\":null,");
	assert_has(b.p, "{\"chart\":\"bar\",\"title\":\"Marseille");
	dp_buf_done(&b);
	dp_chart_free(c);
}

static void
rows_are_stated(void **state)
{
	struct dp_chart_desc d = { .rows = { 1234, 4, 20, 10 } };
	struct dp_chart *c = chart("bar", &d, bars);
	char *text = told(c);

	(void)state;
	assert_has(text, "n = 1,200 rows.");
	assert_has(text, "Left out: 4 rows without town.");
	assert_has(text, "Left out: 20 rows without screens.");
	assert_has(text, "Left out: 10 rows whose screens is no number.");
	free(text);
	dp_chart_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(never_larger_than_asked),
		cmocka_unit_test(everything_is_drawn),
		cmocka_unit_test(what_has_no_room_is_counted),
		cmocka_unit_test(ascii_is_ascii),
		cmocka_unit_test(svg_is_complete_and_stable),
		cmocka_unit_test(names_are_made_harmless),
		cmocka_unit_test(the_same_numbers_everywhere),
		cmocka_unit_test(json_keeps_all_digits),
		cmocka_unit_test(rows_are_stated),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

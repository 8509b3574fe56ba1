/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results as people and as programs get them from the command line. */
#include "test.h"

#include "cli/cli.h"

#include <stdlib.h>

static void
is_text(struct dp_result *r, int width_cols, const char *wanted)
{
	struct dp_buf b = { 0 };
	char *got;

	cli_render_text(r, width_cols, &b);
	got = dp_buf_take(&b);
	assert_string_equal(got, wanted);
	free(got);
	dp_result_done(r);
}

static void
is_json(struct dp_result *r, const char *wanted)
{
	struct dp_buf b = { 0 };
	char *got;

	cli_render_json(r, &b);
	got = dp_buf_take(&b);
	assert_string_equal(got, wanted);
	free(got);
	dp_result_done(r);
}

/* Two towns with a share. */
static void
add_towns(struct dp_result *r)
{
	struct dp_part *p = dp_result_part(r, DP_PART_FRAME, "towns", NULL);
	struct dp_frame *f = &p->frame;
	struct dp_value *v;

	dp_frame_column(f, "town", "Town", NULL, false);
	dp_frame_column(f, "people", "People", NULL, true);
	dp_frame_column(f, "share", "Share", "%", true);
	v = dp_frame_row(f);
	dp_set_text(f, &v[0], DP_S("Nîmes"));
	dp_set_int(f, &v[1], 148104);
	dp_set_number(f, &v[2], DP_S("12.5"));
	v = dp_frame_row(f);
	dp_set_text(f, &v[0], DP_S("Gap"));
	dp_set_number(f, &v[2], DP_S("0.123456"));
}

static void
a_table_is_aligned(void **state)
{
	struct dp_result r = { 0 };

	(void)state;
	add_towns(&r);
	is_text(&r, 80,
		"Town    People  Share (%)\n"
		"-----  -------  ---------\n"
		"Nîmes  148,104       12.5\n"
		"Gap          —     0.1235\n"
		"\n"
		"Some numbers are rounded here; --json gives all their "
		"digits.\n");
}

static void
a_wide_table_becomes_blocks(void **state)
{
	struct dp_result r = { 0 };

	(void)state;
	add_towns(&r);
	is_text(&r, 20,
		"Town:      Nîmes\n"
		"People:    148,104\n"
		"Share (%): 12.5\n"
		"\n"
		"Town:      Gap\n"
		"People:    —\n"
		"Share (%): 0.1235\n"
		"\n"
		"Some numbers are\n"
		"rounded here; --json\n"
		"gives all their\n"
		"digits.\n");
}

/* A place with what is told of it, and how much. */
static void
add_places(struct dp_result *r, const char *text)
{
	struct dp_part *p = dp_result_part(r, DP_PART_FRAME, "places", NULL);
	struct dp_frame *f = &p->frame;
	struct dp_value *v;

	dp_frame_column(f, "place", "Place", NULL, false);
	dp_frame_column(f, "much", "How much of it all", NULL, true);
	dp_frame_column(f, "text", "Text", NULL, false);
	for (int i = 0; i < 2; i++) {
		v = dp_frame_row(f);
		dp_set_text(f, &v[0], DP_S("Gap"));
		dp_set_int(f, &v[1], 12345 + i);
		dp_set_text(f, &v[2], dp_str_c(i ? "one" : text));
	}
}

static void
a_wide_table_goes_on_below(void **state)
{
	struct dp_result r = { 0 };

	(void)state;
	add_places(&r, "three words in here");
	is_text(&r, 32,
		"         How much\n"
		"Place   of it all  Text\n"
		"-----  ----------  -------------\n"
		"Gap        12,345  three words\n"
		"                     in here\n"
		"Gap        12,346  one\n");
}

static void
a_word_too_long_is_never_cut(void **state)
{
	struct dp_result r = { 0 };
	struct dp_buf b = { 0 };
	char *got;

	(void)state;
	add_places(&r, "0123456789abcdef0123456789abcdef");
	cli_render_text(&r, 32, &b);
	got = dp_buf_take(&b);
	assert_non_null(strstr(got, "0123456789abcdef0123456789abcdef"));
	free(got);
	dp_result_done(&r);
}

static void
blanks_that_count_are_seen(void **state)
{
	struct dp_result r = { 0 };
	struct dp_part *p = dp_result_part(&r, DP_PART_FRAME, "f", NULL);
	static const char *const value[] = { " a",  "a ",         "a  b",
					     "a b", "1\u00a0234", "é" };

	(void)state;
	dp_frame_column(&p->frame, "v", "v", NULL, false)->exact = true;
	for (size_t i = 0; i < 6; i++)
		dp_set_text(&p->frame, dp_frame_row(&p->frame),
			    dp_str_c(value[i]));
	is_text(&r, 80, "v\n-----\n␣a\na␣\na␣␣b\na b\n1␣234\né\n");
}

static void
json_keeps_all_digits(void **state)
{
	struct dp_result r = { 0 };

	(void)state;
	add_towns(&r);
	r.doubtful = true;
	is_json(&r, "{\"towns\":[{\"town\":\"Nîmes\",\"people\":148104,"
		    "\"share\":12.5},{\"town\":\"Gap\",\"people\":null,"
		    "\"share\":0.123456}],\"doubtful\":true}\n");
}

/* One number shown, alone in a table. */
static void
shows(const char *canonical, const char *wanted)
{
	struct dp_result r = { 0 };
	struct dp_part *p = dp_result_part(&r, DP_PART_FRAME, "n", NULL);
	struct dp_buf b = { 0 };
	char *got, *line;

	dp_frame_column(&p->frame, "n", "n", NULL, false);
	dp_set_number(&p->frame, dp_frame_row(&p->frame), dp_str_c(canonical));
	cli_render_text(&r, 80, &b);
	got = dp_buf_take(&b);
	line = strrchr(got, '-') && strstr(got, "-\n") ?
		       strstr(got, "-\n") + 2 :
		       got;
	line[strcspn(line, "\n")] = '\0';
	assert_string_equal(line, wanted);
	free(got);
	dp_result_done(&r);
}

static void
numbers_are_rounded_for_people(void **state)
{
	(void)state;
	shows("0", "0");
	shows("2023", "2023");
	shows("12345", "12,345");
	shows("123456789012345678", "123,456,789,012,345,678");
	shows("3.14159265358979", "3.142");
	shows("12345.678", "12,346");
	shows("9999.5", "10,000");
	shows("99.999", "100");
	shows("9.9996", "10");
	shows("0.00012344", "0.0001234");
	shows("0.99996", "1");
	shows("-2.50", "-2.5");
	shows("-0.000099996", "-0.0001");
	shows("5.0000", "5");
	shows("1234.4", "1234");
}

static void
nothing_reaches_the_terminal_unseen(void **state)
{
	struct dp_result r = { 0 };
	struct dp_part *p = dp_result_part(&r, DP_PART_FACTS, "f", NULL);

	(void)state;
	dp_fact_text(p, "a", "Cell",
		     DP_S("\033[2J\a|\n|\t|\x7f|\xc2\x9b|\xff|\u202e"));
	is_text(&r, 80, "Cell: ^[[2J^G|\\n|\\t|^?|\ufffd|\ufffd|\ufffd\n");
}

static void
json_is_valid_whatever_comes(void **state)
{
	struct dp_result r = { 0 };

	(void)state;
	dp_result_text(&r, "text", DP_S("\"\\\n\t\001\x7f\xff\xc3\xa9"));
	dp_result_note(&r, "note", "%s", "a\rb");
	is_json(&r, "{\"text\":\"\\\"\\\\\\n\\t\\u0001\\u007f\ufffdé\","
		    "\"note\":\"a\\rb\"}\n");
}

static void
a_number_that_is_none_is_a_string(void **state)
{
	struct dp_result r = { 0 };
	struct dp_part *p = dp_result_part(&r, DP_PART_FRAME, "n", NULL);
	static const char *const value[] = { "007", "1.", "-", "1e5", "-0.5" };

	(void)state;
	dp_frame_column(&p->frame, "v", "v", NULL, true);
	for (size_t i = 0; i < 5; i++)
		dp_set_number(&p->frame, dp_frame_row(&p->frame),
			      dp_str_c(value[i]));
	is_json(&r, "{\"n\":[{\"v\":\"007\"},{\"v\":\"1.\"},{\"v\":\"-\"},"
		    "{\"v\":\"1e5\"},{\"v\":-0.5}]}\n");
}

static void
notes_are_wrapped(void **state)
{
	struct dp_result r = { 0 };

	(void)state;
	dp_result_note(&r, "n", "%s", "un été à Nîmes, 1\u00a0234 entrées");
	is_text(&r, 16, "un été à Nîmes,\n1\u00a0234 entrées\n");
}

static void
findings_come_worst_first(void **state)
{
	struct dp_result r = { 0 };
	struct dp_part *p = dp_result_part(&r, DP_PART_FINDINGS, "f", NULL);
	struct dp_finding *f;
	struct dp_buf b = { 0 };
	char *got;

	(void)state;
	dp_finding_add(&p->findings, DP_F_BLANK_ROW, (dp_str){ NULL, 0 }, 7, 0,
		       (dp_str){ NULL, 0 });
	for (uint64_t i = 0; i < 8; i++) {
		f = dp_finding_add(&p->findings, DP_F_NOT_A_NUMBER,
				   DP_S("montant"), 10 + i, 9 + i,
				   DP_S("n.d."));
		f->repair = DP_S("na montant");
	}
	dp_finding_add(&p->findings, DP_F_UNCLOSED_QUOTE, (dp_str){ NULL, 0 },
		       3, 2, (dp_str){ NULL, 0 });
	cli_render_text(&r, 80, &b);
	got = dp_buf_take(&b);
	assert_memory_equal(got, "1 error, 1 warning, 1 note.\n\nerror: ", 36);
	assert_true(strstr(got, "\nwarning: ") < strstr(got, "\nnote: "));
	assert_non_null(strstr(got, "lines 10 “n.d.”, 11 “n.d.”, 12 “n.d.”, "
				    "13 “n.d.”, 14 “n.d.” and 3 more\n"));
	assert_non_null(strstr(got, "\n        na montant\n"));
	free(got);
	dp_result_done(&r);
}

static void
findings_as_json(void **state)
{
	struct dp_result r = { 0 };
	struct dp_part *p = dp_result_part(&r, DP_PART_FINDINGS, "f", NULL);
	struct dp_buf b = { 0 };
	char *got;

	(void)state;
	dp_finding_add(&p->findings, DP_F_UNCLOSED_QUOTE, (dp_str){ NULL, 0 },
		       3, 2, DP_S("x"));
	cli_render_json(&r, &b);
	got = dp_buf_take(&b);
	assert_memory_equal(got,
			    "{\"f\":[{\"code\":\"unclosed-quote\","
			    "\"level\":\"error\",\"column\":null,\"count\":1,"
			    "\"sentence\":\"",
			    79);
	assert_non_null(strstr(got, "\"repair\":null,\"samples\":[{\"line\":3,"
				    "\"record\":2,\"value\":\"x\"}]}]}\n"));
	free(got);
	dp_result_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_is_aligned),
		cmocka_unit_test(a_wide_table_becomes_blocks),
		cmocka_unit_test(a_wide_table_goes_on_below),
		cmocka_unit_test(a_word_too_long_is_never_cut),
		cmocka_unit_test(blanks_that_count_are_seen),
		cmocka_unit_test(json_keeps_all_digits),
		cmocka_unit_test(numbers_are_rounded_for_people),
		cmocka_unit_test(nothing_reaches_the_terminal_unseen),
		cmocka_unit_test(json_is_valid_whatever_comes),
		cmocka_unit_test(a_number_that_is_none_is_a_string),
		cmocka_unit_test(notes_are_wrapped),
		cmocka_unit_test(findings_come_worst_first),
		cmocka_unit_test(findings_as_json),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

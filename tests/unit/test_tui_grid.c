/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells, clipped text, boxes and paragraphs. */
#include "test.h"

#include <stdlib.h>

#include "tui/grid.h"

static void
shows(const struct tui_grid *g, const char *wanted)
{
	struct dp_buf b = { 0 };

	tui_dump_text(g, &b);
	dp_buf_char(&b, '\0');
	assert_string_equal(b.p, wanted);
	dp_buf_done(&b);
}

static void
text_is_clipped(void **state)
{
	struct tui_grid *g = tui_grid_new(3, 8, false);

	(void)state;
	assert_int_equal(tui_put_c(g, 0, 0, 8, TUI_TEXT, "Dédougou"), 8);
	assert_int_equal(tui_put_c(g, 1, 0, 7, TUI_TEXT, "Dédougou"), 7);
	assert_int_equal(tui_put_c(g, 2, 5, 9, TUI_TEXT, "abcdef"), 6);
	(void)tui_put_c(g, 2, -2, 4, TUI_TEXT, "xyz!");
	(void)tui_put_c(g, -1, 0, 4, TUI_TEXT, "no");
	(void)tui_put_c(g, 3, 0, 4, TUI_TEXT, "no");
	shows(g, "Dédougou\nDédoug~\nz!   abc\n");
	tui_grid_free(g);
}

static void
wide_signs_stay_whole(void **state)
{
	struct tui_grid *g = tui_grid_new(3, 5, false);

	(void)state;
	(void)tui_put_c(g, 0, 0, 5, TUI_TEXT, "漢字漢字");
	(void)tui_put_c(g, 1, 0, 5, TUI_TEXT, "漢字x");
	(void)tui_put_c(g, 1, 1, 2, TUI_TEXT, "ab");
	(void)tui_put_c(g, 2, 4, 2, TUI_TEXT, "漢");
	shows(g, "漢字~\n ab x\n\n");
	tui_grid_free(g);
}

static void
controls_are_marks(void **state)
{
	struct tui_grid *g = tui_grid_new(1, 9, false);

	(void)state;
	(void)tui_put_c(g, 0, 0, 9, TUI_TEXT, "\x1b[1m\t");
	shows(g, "^[[1m^I\n");
	(void)tui_put_c(g, 0, 0, 3, TUI_TEXT, "ab\x1b");
	shows(g, "ab~1m^I\n");
	tui_grid_free(g);
}

static void
boxes(void **state)
{
	struct tui_grid *g = tui_grid_new(3, 20, true);
	struct tui_rect all = { 0, 0, 3, 20 };

	(void)state;
	tui_box(g, all, "Étapes", "2/7");
	(void)tui_put_c(g, 1, 2, 10, TUI_TEXT, "œuf");
	shows(g, "+- Etapes --- 2/7 -+\n"
		 "| oeuf             |\n"
		 "+------------------+\n");
	tui_grid_free(g);
}

static void
paragraphs(void **state)
{
	struct tui_grid *g = tui_grid_new(3, 10, false);
	struct tui_rect all = { 0, 0, 3, 10 };
	dp_str text = DP_S("one two three\n\nsupercalifragil five");

	(void)state;
	assert_int_equal(tui_wrap(NULL, all, 0, TUI_TEXT, text), 5);
	assert_int_equal(tui_wrap(g, all, 1, TUI_TEXT, text), 5);
	shows(g, "three\n\nsupercali~\n");
	tui_grid_free(g);
}

static void
roles(void **state)
{
	struct tui_grid *g = tui_grid_new(1, 6, false);
	struct dp_buf b = { 0 };

	(void)state;
	(void)tui_put_c(g, 0, 1, 2, TUI_KEY, "ab");
	tui_gauge(g, 0, 3, 3, 1, 1);
	tui_cursor(g, 0, 1);
	tui_target(g, (struct tui_rect){ 0, 4, 9, 9 }, 7);
	tui_dump_roles(g, &b);
	dp_buf_char(&b, '\0');
	assert_string_equal(b.p, ".kk.g\ncursor 1,2\n");
	assert_int_equal(tui_grid_at(g, 0, 5)->target, 7);
	assert_int_equal(tui_grid_at(g, 0, 3)->target, 0);
	dp_buf_done(&b);
	tui_grid_free(g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_clipped),
		cmocka_unit_test(wide_signs_stay_whole),
		cmocka_unit_test(controls_are_marks),
		cmocka_unit_test(boxes),
		cmocka_unit_test(paragraphs),
		cmocka_unit_test(roles),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

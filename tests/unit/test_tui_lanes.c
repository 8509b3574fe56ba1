/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a table on a screen: places, frozen ones, what comes in sight. */
#include "test.h"

#include "tui/figures.h"
#include "tui/lanes.h"

static void
widths(void **state)
{
	struct tui_column c = { .seen_cols = 1 };

	(void)state;
	assert_int_equal(tui_column_cols(&c, 80), TUI_COLUMN_LEAST);
	c.seen_cols = 20;
	assert_int_equal(tui_column_cols(&c, 80), 20);
	c.seen_cols = 200;
	assert_int_equal(tui_column_cols(&c, 80), 32);
	assert_int_equal(tui_column_cols(&c, 20), 12);
	assert_int_equal(tui_column_cols(&c, 300), 40);
	c.set_cols = 60;
	assert_int_equal(tui_column_cols(&c, 80), 60);
	assert_int_equal(tui_column_cols(&c, 40), 38);
	assert_int_equal(tui_column_cols(&c, 4), TUI_COLUMN_LEAST);
}

/* Five columns of ten. */
static struct tui_column five[5];

static struct tui_lanes_ask
ask(size_t frozen, size_t left, int cols)
{
	memset(five, 0, sizeof five);
	for (size_t i = 0; i < 5; i++)
		five[i] = (struct tui_column){ .index = i, .seen_cols = 10 };
	return (struct tui_lanes_ask){ five, 5, frozen, left, cols };
}

static void
places(void **state)
{
	struct tui_lanes_ask a = ask(0, 0, 34);
	struct tui_lanes l;

	(void)state;
	tui_lanes_place(&a, &l);
	assert_int_equal(l.n, 3);
	assert_int_equal(l.lane[0].col, 1);
	assert_int_equal(l.lane[1].col, 12);
	assert_int_equal(l.lane[2].col, 23);
	assert_int_equal(l.lane[2].cols, 10);
	assert_true(l.more_right);
	assert_false(l.more_left);

	a = ask(0, 3, 34);
	tui_lanes_place(&a, &l);
	assert_int_equal(l.n, 2);
	assert_int_equal(l.lane[0].at, 3);
	assert_true(l.more_left);
	assert_false(l.more_right);
}

/* What is left over at the right shows a part, unless that says nothing. */
static void
parts(void **state)
{
	struct tui_lanes_ask a = ask(0, 0, 30);
	struct tui_lanes l;

	(void)state;
	tui_lanes_place(&a, &l);
	assert_int_equal(l.n, 3);
	assert_int_equal(l.lane[2].cols, 6);
	assert_true(l.more_right);
	a = ask(0, 0, 27);
	tui_lanes_place(&a, &l);
	assert_int_equal(l.n, 2);
	assert_true(l.more_right);
	a = ask(0, 0, 4);
	tui_lanes_place(&a, &l);
	assert_int_equal(l.n, 1);
	assert_int_equal(l.lane[0].cols, 2);
}

static void
frozen(void **state)
{
	struct tui_lanes_ask a = ask(1, 3, 34);
	struct tui_lanes l;

	(void)state;
	tui_lanes_place(&a, &l);
	assert_int_equal(l.n, 3);
	assert_int_equal(l.lane[0].at, 0);
	assert_int_equal(l.lane[1].at, 3);
	assert_true(l.more_left);
	/* half of the screen is for one column of ten, not for two */
	a = ask(2, 0, 34);
	tui_lanes_place(&a, &l);
	assert_int_equal(l.n, 3);
	assert_int_equal(l.lane[1].at, 1);
	assert_false(l.more_left);
	a = ask(4, 4, 34);
	tui_lanes_place(&a, &l);
	assert_int_equal(l.lane[0].at, 0);
	assert_int_equal(l.lane[1].at, 4);
}

static void
scrolling(void **state)
{
	struct tui_lanes_ask a = ask(0, 0, 34);

	(void)state;
	assert_int_equal(tui_lanes_left(&a, 2), 0);
	assert_int_equal(tui_lanes_left(&a, 3), 1);
	assert_int_equal(tui_lanes_left(&a, 4), 2);
	a = ask(0, 2, 34);
	assert_int_equal(tui_lanes_left(&a, 4), 2);
	assert_int_equal(tui_lanes_left(&a, 1), 1);
	a = ask(1, 1, 34);
	assert_int_equal(tui_lanes_left(&a, 0), 1);
	assert_int_equal(tui_lanes_left(&a, 3), 2);
	/* wider than the screen: it comes first */
	a = ask(0, 0, 6);
	assert_int_equal(tui_lanes_left(&a, 4), 4);
}

static void
hidden(void **state)
{
	struct tui_lanes_ask a = ask(0, 0, 34);
	struct tui_lanes l;

	(void)state;
	five[1].hidden = five[4].hidden = true;
	tui_lanes_place(&a, &l);
	assert_int_equal(l.n, 3);
	assert_int_equal(l.lane[1].at, 2);
	assert_false(l.more_right);
	assert_int_equal(tui_lanes_beside(five, 5, 0, 1), 2);
	assert_int_equal(tui_lanes_beside(five, 5, 2, -1), 0);
	assert_int_equal(tui_lanes_beside(five, 5, 3, 1), 3);
	assert_int_equal(tui_lanes_beside(five, 5, 0, -1), 0);
}

static void
figures(void **state)
{
	char b[TUI_FIGURE_BYTES];

	(void)state;
	assert_string_equal(tui_count(0, b), "0");
	assert_string_equal(tui_count(6858110, b), "6,858,110");
	assert_string_equal(tui_size(999, b), "999\302\240B");
	assert_string_equal(tui_size(1000, b), "1.0\302\240kB");
	assert_string_equal(tui_size(22950, b), "22.9\302\240kB");
	assert_string_equal(tui_size(1000000122, b), "1.0\302\240GB");
	assert_string_equal(tui_size(UINT64_MAX, b), "18.4\302\240EB");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths),    cmocka_unit_test(places),
		cmocka_unit_test(parts),     cmocka_unit_test(frozen),
		cmocka_unit_test(scrolling), cmocka_unit_test(hidden),
		cmocka_unit_test(figures),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

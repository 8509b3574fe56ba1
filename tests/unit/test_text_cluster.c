/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen is shown of a text. */
#include "test.h"
#include <dpipe/text.h>

/* S as shown, clusters apart: "a|e" */
static void
shows(const char *in, const char *wanted, size_t cols)
{
	struct dp_buf b = { 0 };
	struct dp_cluster c;
	dp_str rest = dp_str_c(in);

	assert_int_equal(dp_shown_cols(rest), cols);
	while (dp_cluster_next(&rest, &c)) {
		if (b.n > 0)
			dp_buf_char(&b, '|');
		dp_buf_add(&b, c.text, c.n);
	}
	dp_buf_char(&b, '\0');
	assert_string_equal(b.p, wanted);
	dp_buf_done(&b);
}

static void
letters(void **state)
{
	(void)state;
	shows("", "", 0);
	shows("ab", "a|b", 2);
	shows("é", "é", 1);
	shows("e\u0301a", "e\u0301|a", 2);        /* decomposed é */
	shows("\u025b\u0303", "\u025b\u0303", 1); /* Mooré, Dioula */
	shows("漢字", "漢|字", 4);
	shows("a\u00a0b\u202fc", "a| |b| |c", 5);
	shows("\u0301", " \u0301", 1);
}

static void
nothing_is_obeyed(void **state)
{
	(void)state;
	shows("\x1b[31m", "^[|[|3|1|m", 6);
	shows("\t\n\x7f", "^I|^J|^?", 6);
	shows("\xc2\x9b", "\ufffd", 1);
	shows("a\u202eb", "a|b", 2); /* right-to-left override */
	shows("\xe9t\xe9", "\ufffd|t|\ufffd", 3);
	shows("\ue000", "\ufffd", 1);
}

static void
agreed_widths(void **state)
{
	(void)state;
	shows("\u2764\ufe0f!", "\u2764|!", 2);
	shows("\U0001F469\u200d\U0001F4BB!", "\U0001F469|!", 3);
	shows("\U0001F1EB\U0001F1F7", "F|R", 2);
	shows("a\u200bb\ufeff", "a|b", 2);
}

static void
ascii(void **state)
{
	struct dp_buf b = { 0 };

	(void)state;
	dp_shown_ascii(dp_str_c("« Œuvre d’été » n° 7 … 漢字 ß\x1b"), &b);
	dp_buf_char(&b, '\0');
	assert_string_equal(b.p, "\" Oeuvre d'ete \" no 7 ... ?? ss^[");
	dp_buf_done(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters),
		cmocka_unit_test(nothing_is_obeyed),
		cmocka_unit_test(agreed_widths),
		cmocka_unit_test(ascii),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

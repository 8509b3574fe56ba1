/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell as it really is: what is shown of what cannot be seen, and said. */
#include "test.h"

#include <stdlib.h>

#include "tui/reveal.h"

static void
shows(const char *value, size_t n, const char *wanted)
{
	struct dp_buf b = { 0 };

	tui_reveal((dp_str){ value, n }, &b);
	dp_buf_char(&b, '\0');
	assert_string_equal(b.p, wanted);
	assert_int_equal(tui_reveals((dp_str){ value, n }),
			 strcmp(value, wanted) != 0);
	dp_buf_done(&b);
}

#define SHOWS(value, wanted) shows(value, sizeof(value) - 1, wanted)

static void
shown(void **state)
{
	(void)state;
	SHOWS("", "");
	SHOWS("Apt", "Apt");
	SHOWS("  a b ", "__a b_");
	SHOWS("   ", "___");
	SHOWS("1\302\240250", "1%250");
	SHOWS("\302\240a\342\200\257", "%a%");
	SHOWS("Fada\342\200\213", "Fada<U+200B>");
	SHOWS("a\302\255b", "a<U+00AD>b");
	/* controls are for the grid, which shows them as ^[ */
	SHOWS("a\033b\n", "a\033b\n");
	SHOWS("a\377", "a\377");
	SHOWS("D\303\251", "D\303\251");
}

static void
cut(void **state)
{
	char *big = dp_alloc(TUI_REVEAL_BYTES * 2);
	struct dp_buf b = { 0 };

	(void)state;
	memset(big, 'a', TUI_REVEAL_BYTES * 2);
	tui_reveal((dp_str){ big, TUI_REVEAL_BYTES * 2 }, &b);
	assert_int_equal(b.n, TUI_REVEAL_BYTES + 4);
	dp_buf_done(&b);
	free(big);
}

static void
says(const char *value, enum dp_encoding encoding, bool bad, const char *wanted)
{
	struct dp_buf b = { 0 };

	tui_describe(dp_str_c(value), encoding, bad, &b);
	dp_buf_char(&b, '\0');
	assert_string_equal(b.p, wanted);
	dp_buf_done(&b);
}

static void
said(void **state)
{
	(void)state;
	says("", DP_UTF8, false, "The cell is empty.");
	says("OUAGADOUGOU", DP_UTF8, false,
	     "11 letters, ALL CAPITALS. No space before or behind. "
	     "11 bytes, valid UTF-8.");
	says(" apt", DP_UTF8, false,
	     "3 letters, no capital. 1 space before the text (_). "
	     "4 bytes, valid UTF-8.");
	says("1\302\240250 ", DP_UTF8, false,
	     "4 digits. 1 space behind the text (_). "
	     "1 no-break space (%). 7 bytes, valid UTF-8.");
	says("A", DP_CP1252, false,
	     "1 letter. No space before or behind. "
	     "File in windows-1252.");
	says("\303\251", DP_UTF8, true,
	     "1 letter. No space before or behind. "
	     "In the file its bytes are not UTF-8.");
	says("a\342\200\213b", DP_UTF8, false,
	     "2 letters, no capital. No space before or behind. "
	     "1 hidden character (the first is U+200B). "
	     "5 bytes, valid UTF-8.");
	says("De\314\201", DP_UTF8, false,
	     "2 letters. No space before or behind. "
	     "Accents are written apart from their letters. "
	     "4 bytes, valid UTF-8.");
	says("n.d.", DP_UTF8, false,
	     "2 letters, no capital. No space before or behind. "
	     "4 bytes, valid UTF-8. It says that there is no value.");
	says("--\n", DP_UTF8, false,
	     "1 line break. 1 space behind the text (_). "
	     "3 bytes, valid UTF-8. It says that there is no value.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shown),
		cmocka_unit_test(cut),
		cmocka_unit_test(said),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of keys: none has two meanings, all keyboards have them. */
#include "test.h"

#include <dpipe/text.h>

#include "tui/key.h"

static void
one_meaning(void **state)
{
	(void)state;
	for (int a = 1; a < TUI_COMMANDS; a++) {
		const struct tui_command_info *x =
			tui_command_info((enum tui_command)a);

		assert_true(x->key != TUI_K_NONE);
		assert_int_equal(tui_command_of_key(x->key), a);
		if (x->also)
			assert_int_equal(tui_command_of_key(x->also), a);
		assert_int_equal(tui_command_named(dp_str_c(x->word)), a);
	}
	assert_int_equal(tui_command_of_key(TUI_K_NONE), TUI_NOTHING);
	assert_int_equal(tui_command_of_key('Z'), TUI_NOTHING);
}

/*
 * Signs besides letters and digits that keyboards give with Shift at most, no
 * dead key among them: the national layouts of X.Org's xkeyboard-config.
 */
static const struct {
	const char *name, *signs;
} layouts[] = {
	{ "US", "`~!@#$%^&*()-_=+[]{}\\|;:'\",.<>/?" },
	{ "French", "&\"'(-_)=+$*%<>,?;.:/!" },
	{ "German", "!\"$%&/()=?*+'#-_<>,;.:" },
	{ "British", "!\"$%^&*()-_=+[]{}#~;:'@,.<>/?\\|" },
};

/* True when K can be pressed there without AltGr, Alt or a function key. */
static bool
is_easy(tui_key k, const char *signs)
{
	if (k >= TUI_K_ENTER)
		return k < TUI_K_ALT && k != TUI_K_F1;
	return k == ' ' || (k >= 'a' && k <= 'z') || (k >= 'A' && k <= 'Z') ||
	       (k >= '0' && k <= '9') || (k < 0x7f && strchr(signs, (int)k));
}

static void
no_altgr(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++)
		for (int a = 1; a < TUI_COMMANDS; a++) {
			const struct tui_command_info *c =
				tui_command_info((enum tui_command)a);

			if (!is_easy(c->key, layouts[i].signs))
				fail_msg("%s: %s", layouts[i].name, c->word);
		}
}

/* The row of digits of an AZERTY keyboard, without Shift. */
static void
azerty(void **state)
{
	static const tui_key row[] = { '&', 0xe9, '"', '\'', '(', '-', 0xe8 };

	(void)state;
	for (int i = 0; i < 7; i++) {
		assert_int_equal(tui_command_of_key(row[i]), TUI_STEP_1 + i);
		assert_int_equal(tui_command_of_key((tui_key)('1' + i)),
				 TUI_STEP_1 + i);
	}
}

static void
names(void **state)
{
	struct dp_buf b = { 0 };

	(void)state;
	assert_int_equal(tui_key_named(DP_S("Down")), TUI_K_DOWN);
	assert_int_equal(tui_key_named(DP_S("Ctrl-L")), TUI_CTRL('L'));
	assert_int_equal(tui_key_named(DP_S("é")), 0xe9);
	assert_int_equal(tui_key_named(DP_S("Space")), ' ');
	assert_int_equal(tui_key_named(DP_S("Alt-b")), TUI_ALT('b'));
	assert_int_equal(tui_key_named(DP_S("Alt-é")), TUI_ALT(0xe9));
	assert_int_equal(tui_key_named(DP_S("Alt-")), TUI_K_NONE);
	assert_int_equal(tui_key_named(DP_S("down")), TUI_K_NONE);
	assert_int_equal(tui_key_named(DP_S("")), TUI_K_NONE);
	tui_key_name(TUI_CTRL('C'), &b);
	tui_key_name('?', &b);
	tui_key_name(TUI_K_PAGE_DOWN, &b);
	dp_buf_char(&b, '\0');
	assert_string_equal(b.p, "Ctrl-C?PgDn");
	dp_buf_done(&b);
}

static void
finding(void **state)
{
	(void)state;
	assert_int_equal(tui_command_named(DP_S(" Sort ")), TUI_SORT);
	assert_int_equal(tui_command_named(DP_S("FRANCAIS")), TUI_LANGUAGE);
	assert_int_equal(tui_command_named(DP_S("nothing")), TUI_NOTHING);
	assert_true(tui_command_fits(TUI_SORT, DP_S("so")) >
		    tui_command_fits(TUI_SORT, DP_S("rt")));
	assert_true(tui_command_fits(TUI_SORT, DP_S("st")) > 0);
	assert_true(tui_command_fits(TUI_SORT, DP_S("column")) > 0);
	assert_int_equal(tui_command_fits(TUI_SORT, DP_S("xyz")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_meaning), cmocka_unit_test(no_altgr),
		cmocka_unit_test(azerty),      cmocka_unit_test(names),
		cmocka_unit_test(finding),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

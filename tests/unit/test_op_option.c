/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arguments of functions that say how: those that stand in the expression are
 * known when it is read, or refused with their place.
 */
#include "test.h"

#include <dpipe/op.h>

#include "one_row.h"

/* Told once, with the place, and not for each row. */
static void
options_are_known(void **state)
{
	struct table *t = *state;

	refused(t, "datePart(date, \"century\")", 16,
		"datePart expects \"year\", \"quarter\", \"month\", "
		"\"week\", \"day\", \"weekday\", \"hour\", \"minute\" or "
		"\"second\" here, found \"century\"");
	refused(t, "date.datePart('Years')", 15,
		"the nearest are \"years\", \"year\"");
	refused(t, "datePart(date, 3)", 16, "found \"3\"");
	refused(t, "datePart(date, null)", 16, "found \"null\"");
	refused(t, "toDate(nom, 'dd/MM/yyyy')", 13,
		"toDate expects \"dmy\", \"mdy\" or \"ymd\" here, found "
		"\"dd/MM/yyyy\"");
	refused(t, "round(taux, 99)", 13, "from -18 to 18");
	refused(t, "round(taux, -19)", 13, "from -18 to 18");
	refused(t, "round(taux, 'two')", 13, "found \"two\"");
	refused(t, "split(nom, ',', 'yes')", 17, "\"true\" or \"false\"");
	gives(t, "split('a,,b', ',', 'true').length()", "3");
	gives(t, "round(1234, -2) + round(2.46, '1')", "1202.5");
}

/* The same of OpenRefine's, whose words are others. */
static void
options_of_grel_are_known(void **state)
{
	struct table *t = *state;

	refused(t, "grel:datePart(now(), \"Week\")", 22,
		"the nearest are \"week\", \"weeks\"");
	refused(t, "grel:now().inc(1, 'quarter')", 19, "found \"quarter\"");
	refused(t, "grel:diff(now(), now(), 'day')", 25,
		"the nearest is \"days\"");
	refused(t, "grel:toDate('x', 'dd/mm/jj')", 18,
		"a format of dates here, such as \"dd/MM/yyyy\"");
	refused(t, "grel:toDate('x', true, 'fr', 'jj')", 30, "found \"jj\"");
	refused(t, "grel:toDate('x', 3)", 18, "found \"3\"");
	refused(t, "grel:escape('x', 'htm')", 18, "the nearest is \"html\"");
	refused(t, "grel:reinterpret('x', 'utf-8', 'utf-99')", 32,
		"an encoding here, such as \"utf-8\", found \"utf-99\"");
	refused(t, "grel:encode('x', 'BASE64')", 18, "\"base64\"");
	refused(t, "grel:timeSinceUnixEpochToDate(1, 'days')", 34,
		"\"microsecond\"");
	refused(t, "grel:match('x', 'a(')", 17, "a ) is missing");
	refused(t, "grel:match('x', /a(/i)", 20, "a ) is missing");
	gives(t, "grel:diff(now(), now(), 'DAYS') + ''", "'0'");
	gives(t,
	      "grel:toDate('3 mai 2020', 'fr', 'd MMM yyyy').datePart('w')"
	      " + ''",
	      "'2'");
}

/* Each word that is said to be known is: no row hears that it is not. */
static void
words_of_grel_are_known(void **state)
{
	static const char *const unit[] = {
		"years", "year",         "months", "month", "weeks",   "week",
		"w",     "days",         "day",    "d",     "hours",   "hour",
		"h",     "minutes",      "minute", "min",   "seconds", "sec",
		"s",     "milliseconds", "ms",     "S"
	};

	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		char *text = dp_format("grel:isError(datePart(now(), '%s')) "
				       "|| isError(inc(now(), 1, '%s'))",
				       unit[i], unit[i]);

		gives(*state, text, "false");
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_are_known),
		cmocka_unit_test(options_of_grel_are_known),
		cmocka_unit_test(words_of_grel_are_known),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("op_option", tests, setup, teardown);
}

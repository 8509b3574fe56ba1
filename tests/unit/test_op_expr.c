/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions: what they give for a row, what is compared with what, and
 * what their errors say and where.
 */
#include "test.h"

#include <dpipe/op.h>

#include "one_row.h"

/* The line that is shown and the ^ below it. */
static void
points(struct table *t, const char *text, const char *shown)
{
	struct dp_err err = { 0 };

	if (dp_expr_new(dp_str_c(text), &t->schema, &err))
		fail_msg("%s is accepted", text);
	assert_string_equal(err.shown, shown);
	dp_fail(&err, DP_EDATA, "another");
	assert_string_equal(err.shown, "");
}

static void
the_place_is_shown(void **state)
{
	points(*state, "1 + * 2", "1 + * 2\n    ^");
	points(*state, "nom +", "nom +\n     ^");
	points(*state, "'\u00e9t\u00e9' + * 2",
	       "'\u00e9t\u00e9' + * 2\n        ^");
	points(*state, "'e\u0301' + * 2", "'e\u0301' + * 2\n      ^");
	points(*state, "'\u65e5\u672c' + * 2",
	       "'\u65e5\u672c' + * 2\n         ^");
	points(*state, "\tnom\t+ * 2", " nom + * 2\n       ^");
	points(*state, "nom\n + * 2 +\n 5", " + * 2 +\n   ^");
	points(*state, "a'\x1b[31m", "a'^[[31m\n^");
	points(*state,
	       "1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + "
	       "1 + * + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1",
	       "\u20261 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + "
	       "* + 1 + 1 + 1 + 1 + 1 + 1 +\u2026\n"
	       "                                             ^");
}

static void
operands(void **state)
{
	gives(*state, "nom", "'Aix-en-Provence'");
	gives(*state, "été", "'oui'");
	gives(*state, "vide", "null");
	gives(*state, "rien", "''");
	gives(*state, "cells[\"Code INSEE\"].value", "'13001'");
	gives(*state, "cells['Code INSEE']", "'13001'");
	gives(*state, "cells.nom.value", "'Aix-en-Provence'");
	gives(*state, "cells.nom.value.length()", "15");
	gives(*state, "cells", "'c'");
	gives(*state, "value", "'cell'");
	gives(*state, "\"a\\\"b\\\\c\\td\\e\"", "'a\"b\\c\td\\e'");
	gives(*state, "'l\\'été'", "'l'été'");
	gives(*state, "true", "true");
	gives(*state, "null", "null");
	gives(*state, "(((1.5)))", "1.5");
	gives(*state, "007", "7");
}

static void
precedence(void **state)
{
	gives(*state, "1 + 2 * 3", "7");
	gives(*state, "(1 + 2) * 3", "9");
	gives(*state, "10 - 2 - 3", "5");
	gives(*state, "-2 * -3", "6");
	gives(*state, "7 / 2", "3.5");
	gives(*state, "7 % 4", "3");
	gives(*state, "1 + 1 == 2 and 2 < 3", "true");
	gives(*state, "true or false and false", "true");
	gives(*state, "not 1 == 2", "true");
	gives(*state, "not(1 == 1) or true", "true");
	gives(*state, "not not true", "true");
	gives(*state, "!true || 1 == 1 && 2 != 3", "true");
	gives(*state, "1 < 2 == true", "true");
}

static void
comparing(void **state)
{
	gives(*state, "montant > 100", "true");
	gives(*state, "montant > '100'", "true");
	gives(*state, "montant = 250.0", "true");
	gives(*state, "taux == 2.5", "true");
	gives(*state, "montant < taux", "false");
	gives(*state, "code == '4112'", "false");
	gives(*state, "code == 4112", "false");
	gives(*state, "code == '04112'", "true");
	gives(*state, "siret == '12345678901234568'", "false");
	gives(*state, "siret < 12345678901234568", "true");
	gives(*state, "'-1.5' < '-1.25'", "true");
	gives(*state, "'-0' == '0.00'", "true");
	gives(*state, "'10' > '9'", "true");
	gives(*state, "date >= '2023-01-01'", "true");
	gives(*state, "nom == 'aix-en-provence'", "false");
	gives(*state, "NC > 100", "null");
	gives(*state, "NC == 100", "false");
	gives(*state, "NC != 100", "true");
}

static void
blanks(void **state)
{
	gives(*state, "vide == null", "true");
	gives(*state, "vide == ''", "true");
	gives(*state, "rien == null", "true");
	gives(*state, "vide != 'Gap'", "true");
	gives(*state, "vide < 1", "null");
	gives(*state, "not (vide < 1)", "true");
	gives(*state, "isBlank(vide) and isBlank(rien)", "true");
	gives(*state, "isBlank(' ')", "false");
	gives(*state, "isNull(rien)", "false");
	gives(*state, "vide.isNotBlank()", "false");
	gives(*state, "vide + 'x'", "null");
	gives(*state, "vide.contains('x')", "false");
	gives(*state, "vide.trim()", "null");
	gives(*state, "coalesce(vide, rien, nom)", "'Aix-en-Provence'");
	gives(*state, "actif and not isBlank(nom)", "true");
}

static void
errors_are_values(void **state)
{
	gives(*state, "1 / 0", "error");
	gives(*state, "nom - 1", "error");
	gives(*state, "1 / 0 == 1", "error");
	gives(*state, "isError(toNumber(nom))", "true");
	gives(*state, "1 / 0 == 1 or true", "true");
	gives(*state, "not (1 / 0 == 1)", "true");
	gives(*state, "isBlank(1 / 0)", "true");
}

static void
adding(void **state)
{
	gives(*state, "montant + 1", "251");
	gives(*state, "montant + taux", "'2502.50'");
	gives(*state, "toNumber(montant) + taux", "252.5");
	gives(*state, "nom + ' (' + code + ')'", "'Aix-en-Provence (04112)'");
	gives(*state, "0.1 + 0.2 + ''", "'0.3'");
	/* more digits than a double holds */
	gives(*state, "9999999999999999 - 1 + ''", "'9999999999999998'");
	gives(*state, "toNumber('12345678901234567890') + 1 + ''",
	      "'12345678901234567891'");
	gives(*state, "123456789 * 987654321 + ''", "'121932631112635269'");
	gives(*state, "1000000000000 + 0.0001 + ''", "'1000000000000.0001'");
	gives(*state, "-12345678901234567890 % 97 + ''", "'-3'");
	gives(*state, "abs(-12345678901234567890) + ''",
	      "'12345678901234567890'");
	gives(*state, "floor(-12345678901234567.5) + ''",
	      "'-12345678901234568'");
	gives(*state, "ceil(-12345678901234567.5) + ''",
	      "'-12345678901234567'");
	gives(*state, "1234567890.50 + 1234567890.50 + ''", "'2469135781'");
	/* and which nobody can write out */
	gives(*state, "12345678901234567890 / 7", "error");
	gives(*state, "12345678901234567890 % 0.5", "error");
	gives(*state, "true + 'x'", "'truex'");
}

static void
functions(void **state)
{
	gives(*state, "length(été)", "3");
	gives(*state, "contains(nom, 'en-P')", "true");
	gives(*state, "contains(nom, /^aix\\b/)", "false");
	gives(*state, "contains(nom, /^aix\\b/i)", "true");
	gives(*state, "nom.contains(/[\\/]|x-/)", "true");
	gives(*state, "match(nom, /Aix/)", "null");
	gives(*state, "match(nom, /Aix.*/)", "true");
	gives(*state, "match(nom, /a|Aix-en-Provence/)", "true");
	gives(*state, "nom.startsWith('Aix') and nom.endsWith('ence')", "true");
	gives(*state, "startsWith('a', 'ab')", "false");
	gives(*state, "'ÉTÉ'.toLowercase() + 'é'.toUppercase()", "'étéÉ'");
	gives(*state, "trim('\u00a0 a b \t')", "'a b'");
	gives(*state, "replace('a.b.c', '.', '')", "'abc'");
	gives(*state, "replace(nom, /(\\w+)-en-(\\w+)/, '$2, $1')",
	      "'Provence, Aix'");
	gives(*state, "replace(nom, /z/, 'y')", "'Aix-en-Provence'");
	gives(*state, "substring('été', 1)", "'té'");
	gives(*state, "substring('été', -2, 2)", "'t'");
	gives(*state, "substring('été', 5)", "''");
	gives(*state, "toNumber(' 007 ')", "7");
	gives(*state, "toNumber('1,5')", "error");
	gives(*state, "isNumeric(montant) and not isNumeric(nom)", "true");
	gives(*state, "toString(1.50)", "'1.50'");
	gives(*state, "in(montant, 'a', 250)", "true");
	gives(*state, "montant.in('a', 251)", "false");
	gives(*state, "if(montant > 1, 'plus', 'moins')", "'plus'");
	gives(*state, "or(false, and(true, true))", "true");
}

static void
refusals(void **state)
{
	refused(*state, "", 1, "expected a value, found the end");
	refused(*state, "montant >", 10, "found the end of the expression");
	refused(*state, "montnat > 1", 1, "montant");
	refused(*state, "été == montnat", 8, "montnat");
	refused(*state, "cells['Code INSE'].value", 7, "Code INSEE");
	refused(*state, "nom == \"a", 8, "closing quotation mark");
	refused(*state, "nom nom", 5, "expected an operator");
	refused(*state, "montant > 1,5", 12, "1.5");
	refused(*state, "1 < montant < 5", 13, "one comparison");
	refused(*state, "1 == 1 == 1", 8, "one comparison");
	refused(*state, "(1 == 1", 8, "closing bracket");
	refused(*state, "lenght(nom)", 1, "length");
	refused(*state, "length()", 1, "expects 1 argument, found 0");
	refused(*state, "if(true, 1)", 1, "expects 3 arguments, found 2");
	refused(*state, "in(nom)", 1, "at least 2");
	refused(*state, "nom.2", 5, "expected a function");
	refused(*state, "nom == /a/", 8, "a pattern may stand only");
	refused(*state, "match(nom, 'a')", 12, "expected a /pattern/");
	refused(*state, "contains(nom, /a(/)", 18, "");
	refused(*state, "replace(nom, /a/, nom)", 19, "in quotes");
	refused(*state, "replace(nom, /(a)/, \"$2\")", 21, "");
	refused(*state, "12abc", 3, "quotes");
	refused(*state, "nom == and", 8, "expected a value");
	refused(*state, "nom ? 1 : 2", 5, "found \"?\"");
	refused(*state, "montant =! 3", 10, "written !=");
	refused(*state, "not 'nom'", 1, "a condition");
	refused(*state, "montant > 3 and 5", 1, "on both sides");
	refused(*state, "length(nom) || montant == 3", 1, "on both sides");
}

static void
depth_is_bounded(void **state)
{
	struct table *t = *state;
	struct dp_buf b = { 0 };

	for (int i = 0; i < 5000; i++)
		dp_buf_char(&b, '(');
	dp_buf_char(&b, '\0');
	refused(t, b.p, 201, "too deep");
	b.n = 0;
	dp_buf_c(&b, "montant == 250");
	for (int i = 0; i < 5000; i++)
		dp_buf_format(&b, " or montant == %d", i);
	dp_buf_char(&b, '\0');
	gives(t, b.p, "true");
	b.n = 0;
	dp_buf_c(&b, "1");
	for (int i = 0; i < 5000; i++)
		dp_buf_c(&b, "+1");
	dp_buf_char(&b, '\0');
	refused(t, b.p, 1, "too deep");
	dp_buf_done(&b);
}

static void
functions_of_numbers_and_dates(void **state)
{
	struct table *t = *state;

	gives(t, "round(2.5)", "3");
	gives(t, "round(taux * 1.07, 2)", "2.68");
	gives(t, "round(-0.4)", "0");
	gives(t, "round(1234, -2)", "1200");
	gives(t, "round(vide)", "null");
	gives(t, "round(nom)", "error");
	gives(t, "round(1, 90 + 9)", "error");
	gives(t, "floor(-2.5) + ceil(2.1) + abs(-3)", "3");
	gives(t, "floor(code)", "error");
	gives(t, "abs(vide)", "null");
	gives(t, "min(montant, taux, vide)", "2.5");
	gives(t, "max(montant, 9, 30)", "250");
	gives(t, "max(siret, 12345678901234566) == siret", "true");
	gives(t, "min(vide, rien)", "null");
	gives(t, "min(montant, nom)", "error");
	gives(t, "value(date).datePart(\"year\")", "2023");
	gives(t, "date.datePart('weekday')", "1");
	gives(t, "date.datePart('quarter')", "2");
	gives(t, "date.datePart('hour')", "null");
	gives(t, "date.datePart('days')", "1");
	gives(t, "date.datePart('week')", "18");
	gives(t, "datePart('2021-01-03', 'week')", "53");
	gives(t, "datePart('2021-01-04', 'weeks')", "1");
	gives(t, "datePart('2018-12-31', 'w')", "1");
	gives(t, "datePart('2019-12', 'week')", "null");
	gives(t, "datePart(date, nom)", "error");
	gives(t, "datePart('T3 2021', 'quarter')", "3");
	gives(t, "datePart('d\u00e9c. 2019', 'month')", "12");
	gives(t, "datePart(nom, 'year')", "error");
	gives(t, "datePart(vide, 'year')", "null");
	gives(t, "toDate('25/03/2019')", "'2019-03-25'");
	gives(t, "toDate('03/04/2019')", "error");
	gives(t, "toDate('03/04/2019', 'dmy')", "'2019-04-03'");
	gives(t, "toDate('03/04/2019', 'mdy')", "'2019-03-04'");
	gives(t, "toDate('03/04/2019', nom)", "error");
	gives(t, "indexOf('\u00e9t\u00e9', 't')", "1");
	gives(t, "lastIndexOf(nom, 'en')", "11");
	gives(t, "lastIndexOf('aaa', 'aa')", "1");
	gives(t, "lastIndexOf('aaa', '')", "3");
	gives(t, "indexOf(nom, 'x-y')", "-1");
	gives(t, "indexOf(vide, 'x')", "null");
	gives(t, "chomp('Gap cedex', ' cedex')", "'Gap'");
	gives(t, "chomp('Gap', ' cedex')", "'Gap'");
}

static void
lists(void **state)
{
	struct table *t = *state;

	gives(t, "nom.split('-')", "list of 3");
	gives(t, "split('a;;b;', ';')", "list of 2");
	gives(t, "split('a;;b;', ';', true)", "list of 4");
	gives(t, "split('a1b22c', /[0-9]+/).join('|')", "'a|b|c'");
	gives(t, "split('a,,b,,', /,/).join('|')", "'a||b'");
	gives(t, "split('abc', /x*/)", "list of 1");
	gives(t, "split('', ',')", "list of 0");
	gives(t, "split(vide, ',')", "null");
	gives(t, "length(split(nom, '-'))", "3");
	gives(t, "nom.split('-')[0]", "'Aix'");
	gives(t, "nom.split('-')[-1].toUppercase()", "'PROVENCE'");
	gives(t, "nom.split('-')[5]", "null");
	gives(t, "nom.split('-')[-5]", "null");
	gives(t, "nom.split('-')[1, 9].join(' ')", "'en Provence'");
	gives(t, "nom.split('-')[2, 1]", "list of 0");
	gives(t, "nom[0]", "'A'");
	gives(t, "'\u00e9t\u00e9'[1, 3]", "'t\u00e9'");
	gives(t, "'\u00e9t\u00e9'[-1]", "'\u00e9'");
	gives(t, "'a'[4]", "null");
	gives(t, "nom[code]", "error");
	gives(t, "split(nom, '-')['x']", "error");
	gives(t, "vide[0]", "null");
	gives(t, "split('b a b', ' ').uniques().sort().join('')", "'ab'");
	gives(t, "split('10 9 x', ' ').sort().reverse()[0]", "'x'");
	gives(t, "split('10 9 100', ' ').sort()[0]", "'9'");
	gives(t, "partition(nom, '-en-')[2]", "'Provence'");
	gives(t, "partition(nom, '+')[0]", "'Aix-en-Provence'");
	gives(t, "partition(nom, '+')[2]", "''");
	gives(t, "join(nom, '-')", "error");
	gives(t, "split(nom, '-') + 'x'", "error");
	gives(t, "split(nom, '-') == 'Aix'", "false");
	gives(t, "isBlank(split(nom, '-'))", "false");
	gives(t, "cells['Code INSEE'].value[0, 2]", "'13'");
	refused(t, "nom[0", 6, "expected ]");
	refused(t, "nom[]", 5, "expected a value");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_place_is_shown),
		cmocka_unit_test(operands),
		cmocka_unit_test(precedence),
		cmocka_unit_test(comparing),
		cmocka_unit_test(blanks),
		cmocka_unit_test(errors_are_values),
		cmocka_unit_test(adding),
		cmocka_unit_test(functions),
		cmocka_unit_test(functions_of_numbers_and_dates),
		cmocka_unit_test(lists),
		cmocka_unit_test(refusals),
		cmocka_unit_test(depth_is_bounded),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("op_expr", tests, setup, teardown);
}

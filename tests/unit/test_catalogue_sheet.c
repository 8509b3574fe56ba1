/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sheets: what is read, what is refused, and what a licence allows.
 */
#include "test.h"

#include <dpipe/catalogue.h>
#include <stdlib.h>

static int
read_text(struct dp_dataset *d, struct dp_arena *a, const char *text,
	  struct dp_err *err)
{
	memset(d, 0, sizeof *d);
	return dp_sheet_read(d, a, "velos.sheet", dp_str_c(text), err);
}

static void
test_everything_is_read(void **state)
{
	struct dp_dataset d;
	struct dp_arena a = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(
		read_text(
			&d, &a,
			"title.fr: Vélos comptés\ntitle.en: Bikes counted\n"
			"description.fr: Une ligne\n  et sa suite.\n\n  Un "
			"paragraphe.\n"
			"licence: odbl-1.0\ndownloads: 42\nperiod: 2019/2021\n"
			"unknown: skipped\n"
			"columns:\n"
			"  Jour | date | | le jour | the day\n"
			"  Passages | integer | vélos | nombre | count\n",
			&err),
		0);
	assert_true(dp_str_is(d.id, "velos"));
	assert_true(dp_str_is(d.title.fr, "Vélos comptés"));
	assert_true(dp_str_is(d.title.en, "Bikes counted"));
	assert_true(dp_str_is(d.description.fr,
			      "Une ligne et sa suite.\n\nUn paragraphe."));
	assert_int_equal(d.downloads, 42);
	assert_int_equal(d.n_columns, 2);
	assert_true(dp_str_is(d.column[1].name, "Passages"));
	assert_true(dp_str_is(d.column[1].unit, "vélos"));
	assert_null(d.column[0].unit.p);
	assert_true(dp_str_is(d.column[0].meaning.en, "the day"));
	/* Said once, it is said in both languages. */
	assert_true(dp_str_is(d.licence.en, "odbl-1.0"));
	free(d.column);
	dp_arena_done(&a);
}

static void
test_one_language_is_enough(void **state)
{
	struct dp_said only = { .fr = DP_STR("cinéma") };

	(void)state;
	assert_true(dp_str_is(dp_said(&only), "cinéma"));
}

static void
test_bad_sheets_are_refused(void **state)
{
	static const char *const bad[] = { "", "licence: odbl\n",
					   "title: x\nid: ../etc\n",
					   "title: x\nid: A b\n",
					   "title: x\nnonsense\n" };
	struct dp_arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct dp_dataset d;
		struct dp_err err = { 0 };

		assert_int_equal(read_text(&d, &a, bad[i], &err), -1);
		assert_int_equal(err.code, DP_EDATA);
		assert_non_null(strstr(err.msg, "velos.sheet"));
		free(d.column);
	}
	dp_arena_done(&a);
}

static void
test_windows_bytes_are_read(void **state)
{
	struct dp_dataset d;
	struct dp_arena a = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(read_text(&d, &a, "title: Caf\xe9s\n", &err), 0);
	assert_true(dp_str_is(d.title.fr, "Cafés"));
	dp_arena_done(&a);
}

static void
test_licences(void **state)
{
	static const struct {
		const char *name;
		enum dp_licence kind;
	} known[] = {
		{ "licence-ouverte-2.0", DP_LICENCE_OPEN },
		{ "Licence Ouverte / Open Licence version 2.0",
		  DP_LICENCE_OPEN },
		{ "cc-by-4.0", DP_LICENCE_OPEN },
		{ "CC BY-SA 4.0", DP_LICENCE_SHARE },
		{ "odbl-1.0", DP_LICENCE_SHARE },
		{ "cc-by-nc-4.0", DP_LICENCE_CLOSED },
		{ "https://creativecommons.org/licenses/by-nd/4.0/",
		  DP_LICENCE_CLOSED },
		{ "https://creativecommons.org/publicdomain/zero/1.0/",
		  DP_LICENCE_OPEN },
		{ "Tous droits réservés", DP_LICENCE_CLOSED },
		{ "Licence du vendeur", DP_LICENCE_UNKNOWN },
		{ "", DP_LICENCE_NONE },
		{ "  ", DP_LICENCE_NONE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		assert_int_equal(dp_licence_kind(dp_str_c(known[i].name)),
				 known[i].kind);
	assert_non_null(strstr(dp_licence_sentence(DP_LICENCE_NONE),
			       "No licence"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_everything_is_read),
		cmocka_unit_test(test_one_language_is_enough),
		cmocka_unit_test(test_bad_sheets_are_refused),
		cmocka_unit_test(test_windows_bytes_are_read),
		cmocka_unit_test(test_licences),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

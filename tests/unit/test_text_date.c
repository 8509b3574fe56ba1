/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates in the forms people write them, and what is no date. */
#include "test.h"

#include <dpipe/text.h>

#include <stdio.h>

static const struct dp_date_opts both = { DP_DATE_AUTO, true, true, 0 };

/* The date in ISO 8601, with a ? when ambiguous, or "no". */
static void
check(const struct dp_date_opts *o, const char *in, const char *want)
{
	struct dp_buf b = { 0 };
	struct dp_date d;

	if (dp_date_read(dp_str_c(in), o, &d)) {
		dp_date_iso(&d, &b);
		if (d.ambiguous)
			dp_buf_char(&b, '?');
	} else {
		dp_buf_c(&b, "no");
	}
	dp_buf_char(&b, '\0');
	if (strcmp(b.p, want) != 0)
		print_error("%s: ", in);
	assert_string_equal(b.p, want);
	dp_buf_done(&b);
}

static void
forms(void **state)
{
	static const char *const t[][2] = {
		{ "25/03/2021", "2021-03-25" },
		{ "12/03/2021", "2021-03-12?" },
		{ "03/03/2021", "2021-03-03" },
		{ "03/25/2021", "2021-03-25" },
		{ "12.3.21", "2021-03-12?" },
		{ "12-03-2021", "2021-03-12?" },
		{ "1/2/2021", "2021-02-01?" },
		{ "25/12/49", "2049-12-25" },
		{ "25/12/50", "1950-12-25" },
		{ "2021-03-12", "2021-03-12" },
		{ "2021/3/2", "2021-03-02" },
		{ "2021-03-12T08:00", "2021-03-12T08:00" },
		{ "2021-03-12T08:00:59", "2021-03-12T08:00:59" },
		{ "2021-03-12T08:00:00Z", "2021-03-12T08:00:00Z" },
		{ "2021-03-12t08:00z", "2021-03-12T08:00Z" },
		{ "2021-03-12 08:00:00.000", "2021-03-12T08:00:00" },
		{ "2021-03-12 08:00:00.250", "2021-03-12T08:00:00.25" },
		{ "2021-03-12T08:00:00+01:00", "2021-03-12T08:00:00+01:00" },
		{ "2021-03-12T08:00:00-0330", "2021-03-12T08:00:00-03:30" },
		{ "20210312T080000Z", "2021-03-12T08:00:00Z" },
		{ "25/03/2021 8:05", "2021-03-25T08:05" },
		{ "25/03/2021 \xc3\xa0 14h30", "2021-03-25T14:30" },
		{ "25/03/2021 8h", "2021-03-25T08:00" },
		{ "3/25/2021 2:05 PM", "2021-03-25T14:05" },
		{ "3/25/2021 12:05 AM", "2021-03-25T00:05" },
		{ "20210312", "2021-03-12" },
		{ "12 mars 2021", "2021-03-12" },
		{ "12 MARS 2021", "2021-03-12" },
		{ "12 mars 21", "2021-03-12" },
		{ "lundi 3 mai 2021", "2021-05-03" },
		{ "mar. 4 mai 2021", "2021-05-04" },
		{ "Lun. 3 mai 2021", "2021-05-03" },
		{ "le 3 mai 2021", "2021-05-03" },
		{ "1er ao\xc3\xbbt 2020", "2020-08-01" },
		{ "1ER AOUT 2020", "2020-08-01" },
		{ "d\xc3\xa9"
		  "c. 2019",
		  "2019-12" },
		{ "de\xcc\x81"
		  "c. 2019",
		  "2019-12" },
		{ "DECEMBRE-19", "2019-12" },
		{ "mars-02", "2002-03" },
		{ "12-Mar-21", "2021-03-12" },
		{ "janv. 2020", "2020-01" },
		{ "f\xc3\xa9vr. 2020", "2020-02" },
		{ "f\xc3\xa9v 2020", "2020-02" },
		{ "avr. 2020", "2020-04" },
		{ "juil. 2020", "2020-07" },
		{ "sept. 2020", "2020-09" },
		{ "Sept 5, 2020", "2020-09-05" },
		{ "oct. 2020", "2020-10" },
		{ "nov. 2020", "2020-11" },
		{ "March 12, 2021", "2021-03-12" },
		{ "March 2nd, 2021", "2021-03-02" },
		{ "the 12th of March 2021", "2021-03-12" },
		{ "12th March 2021", "2021-03-12" },
		{ "Mon, 3 May 2021", "2021-05-03" },
		{ "Jan 2021", "2021-01" },
		{ "2021", "2021" },
		{ "03/2021", "2021-03" },
		{ "2021-03", "2021-03" },
		{ "T2 2021", "2021-Q2" },
		{ "2T2021", "2021-Q2" },
		{ "4T 2021", "2021-Q4" },
		{ "1S 2021", "2021-S1" },
		{ "2021-T2", "2021-Q2" },
		{ "2021-Q2", "2021-Q2" },
		{ "Q4 2021", "2021-Q4" },
		{ "2021-S1", "2021-S1" },
		{ "S2 2021", "2021-S2" },
		{ "2e trimestre 2021", "2021-Q2" },
		{ "1er semestre 2021", "2021-S1" },
		{ "29/02/2020", "2020-02-29" },
		{ "29/02/2000", "2000-02-29" },
		{ "12\xc2\xa0mars\xc2\xa0"
		  "2021",
		  "2021-03-12" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++)
		check(&both, t[i][0], t[i][1]);
}

static void
refused(void **state)
{
	static const char *const t[] = {
		"",
		"x",
		"31/02/2021",
		"29/02/2021",
		"29/02/1900",
		"00/01/2021",
		"32/01/2021",
		"13/13/2021",
		"2021-13-01",
		"2021-00",
		"13/2021",
		"12/03",
		"2-mars",
		"31 juin 2021",
		"12 mars",
		"mars 5",
		"2021.03",
		"12345",
		"20211301",
		"T5 2021",
		"S3 2021",
		"2021-W05",
		"2021-2022",
		"12/03-2021",
		"12/03/2021 25:00",
		"12/03/2021 8:60",
		"12/03/2021 8",
		"12 foo 2021",
		"3.14",
		"1.2.3",
		"NC",
		"12/03/2021/",
		"2021-03-12T",
		"192.168.1.10",
		"1234-12-34",
		"12 12 2021 2021",
		"0000-01-01",
		"06 12 34 56 78 90 12 34 56 78 90 12 34 56 78 90 12"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++)
		check(&both, t[i], "no");
}

static void
orders(void **state)
{
	struct dp_date_opts o = both;

	(void)state;
	o.order = DP_DATE_DMY;
	check(&o, "12/03/2021", "2021-03-12");
	check(&o, "03/25/2021", "no");
	check(&o, "2021-03-12", "2021-03-12");
	o.order = DP_DATE_MDY;
	check(&o, "12/03/2021", "2021-12-03");
	check(&o, "25/03/2021", "no");
	o.order = DP_DATE_YMD;
	check(&o, "21-03-12", "2021-03-12");
	check(&o, "12/03/2021", "no");
	o.century_pivot = 10;
	check(&o, "21-03-12", "1921-03-12");
}

static void
languages(void **state)
{
	struct dp_date_opts o = both;

	(void)state;
	o.english = false;
	check(&o, "March 12, 2021", "no");
	check(&o, "12 mars 2021", "2021-03-12");
	o.french = false;
	o.english = true;
	check(&o, "12 mars 2021", "no");
	check(&o, "March 12, 2021", "2021-03-12");
}

static void
days(void **state)
{
	struct dp_date d = { .year = 1970, .month = 1, .day = 1 };

	(void)state;
	assert_int_equal(dp_date_days(&d), 0);
	d = (struct dp_date){ .year = 2000, .month = 3, .day = 1 };
	assert_int_equal(dp_date_days(&d), 11017);
	d = (struct dp_date){ .year = 1, .month = 1, .day = 1 };
	assert_int_equal(dp_date_days(&d), -719162);
	d = (struct dp_date){ .year = 1969, .month = 12, .day = 31 };
	assert_int_equal(dp_date_days(&d), -1);
}

static void
flawed(const char *text, enum dp_date_flaw want)
{
	enum dp_date_flaw got = dp_date_flaw_of(dp_str_c(text), false);

	if (got != want)
		print_error("%s: ", text);
	assert_int_equal(got, want);
}

static void
flaws(void **state)
{
	(void)state;
	flawed("31/02/2024", DP_DATE_FLAW_SLIP);
	flawed(" 29/02/2023 ", DP_DATE_FLAW_SLIP);
	flawed("2024-13-01", DP_DATE_FLAW_SLIP);
	flawed("13.13.2024", DP_DATE_FLAW_SLIP);
	flawed("00/00/2024", DP_DATE_FLAW_SLIP);
	flawed("2024-02-30T08:00", DP_DATE_FLAW_SLIP);
	flawed("30 février 2024", DP_DATE_FLAW_SLIP);
	flawed("samedi 31 avril 2021", DP_DATE_FLAW_SLIP);
	flawed("77/45/2024", DP_DATE_FLAW_WILD);
	flawed("2021-04-50", DP_DATE_FLAW_WILD);
	flawed("0000-00-00", DP_DATE_FLAW_ZERO);
	flawed("0000-00-00 00:00:00", DP_DATE_FLAW_ZERO);
	flawed("29/02/2024", DP_DATE_FLAW_NONE);
	flawed("01/13/2024", DP_DATE_FLAW_NONE);
	flawed("31/02", DP_DATE_FLAW_NONE);
	flawed("13/2024", DP_DATE_FLAW_NONE);
	flawed("31/02/24", DP_DATE_FLAW_NONE);
	flawed("31/02-2024", DP_DATE_FLAW_NONE);
	flawed("31 / 02 / 2024", DP_DATE_FLAW_NONE);
	flawed("1.31.02.2024", DP_DATE_FLAW_NONE);
	flawed("31/02/2024 environ", DP_DATE_FLAW_NONE);
	flawed("04.91.31.02.56", DP_DATE_FLAW_NONE);
	flawed("31/02/9024", DP_DATE_FLAW_NONE);
	flawed("", DP_DATE_FLAW_NONE);
	assert_int_equal(dp_date_flaw_of(DP_S("31/02/24"), true),
			 DP_DATE_FLAW_SLIP);
	assert_int_equal(dp_date_flaw_of(DP_S("99-12-31"), true),
			 DP_DATE_FLAW_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),  cmocka_unit_test(refused),
		cmocka_unit_test(orders), cmocka_unit_test(languages),
		cmocka_unit_test(days),   cmocka_unit_test(flaws),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("text_date", tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Operations on values beyond their examples: what is hard to read, what is
 * left alone and reported, and that a second run has nothing to do.
 */
#include "test.h"

#include "recipe_run.h"

struct value {
	const char *recipe, *in, *out;
	enum dp_finding_id found;
};

static const struct value values[] = {
	/* points */
	{ "address-key x", "12 d'Artagnan", "12 ARTAGNAN", DP_F_NONE },
	{ "address-key x", "12 5e avenue", "12 5E AV", DP_F_NONE },
	{ "address-key x", "5 rue", "5 RUE", DP_F_NONE },
	{ "address-key x", "2 ter", "2TER", DP_F_NONE },
	{ "address-key x", "33", "33", DP_F_NONE },
	{ "address-key x", "1er mai", "1ER MAI", DP_F_NONE },
	{ "code x kind=uai checksum=no", "0750655A", "0750655A", DP_F_NONE },
	{ "code x kind=siret checksum=no", "3560000000004", "3560000000004",
	  DP_F_NOT_A_CODE },
	{ "code x kind=iban checksum=no", "FR76 3000 1007 941",
	  "FR7630001007941", DP_F_NONE },
	{ "unit x from=m to=km", "1 200", "1 200", DP_F_NOT_A_NUMBER },
	{ "coords x", "44,56;6,08", "44.56,6.08", DP_F_NONE },
	{ "coords x", "44,56, 6,08", "44.56,6.08", DP_F_NONE },
	{ "coords x", "44.56 6.08", "44.56,6.08", DP_F_NONE },
	{ "coords x", "[6.08,44.56]", "44.56,6.08", DP_F_NONE },
	{ "coords x", "POINT (6.08 44.56)", "44.56,6.08", DP_F_NONE },
	{ "coords x", "48\u00b051'24\"N 2\u00b021'07\"E", "48.856667,2.351944",
	  DP_F_NONE },
	{ "coords x", "5,3 O ; 47 N", "47,-5.3", DP_F_NONE },
	{ "coords x", "-53.12;4.93", "4.93,-53.12", DP_F_NONE },
	{ "coords x", "\u221221,1 / 55,5", "-21.1,55.5", DP_F_NONE },
	{ "coords x", "120.5;10", "10,120.5", DP_F_NONE },
	{ "coords x", "44,5594", "44,5594", DP_F_NOT_A_POINT },
	{ "coords x", "653000;6862000", "653000;6862000", DP_F_NOT_A_POINT },
	{ "coords x", "48\u00b075' N 2\u00b0 E", "48\u00b075' N 2\u00b0 E",
	  DP_F_NOT_A_POINT },
	{ "coords x", "47 N 48 N", "47 N 48 N", DP_F_NOT_A_POINT },
	{ "coords x", "-47 S ; 2 E", "-47 S ; 2 E", DP_F_NOT_A_POINT },
	{ "coords x", "10.5;20.5", "10.5;20.5", DP_F_AMBIGUOUS_POINT },
	/* addresses */
	{ "email x", "A.B+c@X-Y.Example", "a.b+c@x-y.example", DP_F_NONE },
	{ "email x", "a..b@gap.fr", "a..b@gap.fr", DP_F_NOT_AN_EMAIL },
	{ "email x", "a@b@gap.fr", "a@b@gap.fr", DP_F_NOT_AN_EMAIL },
	{ "email x", "a@gap.fr, b@gap.fr", "a@gap.fr, b@gap.fr",
	  DP_F_NOT_AN_EMAIL },
	{ "email x", "a@-gap.fr", "a@-gap.fr", DP_F_NOT_AN_EMAIL },
	{ "email x", "a@192.168.0.1", "a@192.168.0.1", DP_F_NOT_AN_EMAIL },
	{ "email x", "MAILTO:A@gap.fr", "a@gap.fr", DP_F_NONE },
	{ "url x", "HTTP://Gap.FR:8080/A?b=C#D", "http://gap.fr:8080/A?b=C#D",
	  DP_F_NONE },
	{ "url x", "gap.fr:443/x", "https://gap.fr/x", DP_F_NONE },
	{ "url x", "mailto:a@gap.fr", "mailto:a@gap.fr", DP_F_NOT_A_URL },
	{ "url x", "https://gap fr", "https://gap fr", DP_F_NOT_A_URL },
	{ "url x", "http://.gap.fr", "http://.gap.fr", DP_F_NOT_A_URL },
	{ "url x", "file:///tmp/x", "file:///tmp/x", DP_F_NOT_A_URL },
	/* yes and no */
	{ "boolean x", "\u2714", "true", DP_F_NONE },
	{ "boolean x", "o/n", "o/n", DP_F_NOT_AN_ANSWER },
	{ "boolean x profile=en", "O", "O", DP_F_NOT_AN_ANSWER },
	{ "boolean x true=\"A|B\"", "b", "true", DP_F_NONE },
	{ "boolean x true=\"A|B\"", "oui", "oui", DP_F_NOT_AN_ANSWER },
	/* numbers */
	{ "number x percent=divide", "7 %", "0.07", DP_F_NONE },
	{ "number x percent=divide", "7", "7", DP_F_NONE },
	{ "number x precision=1", "2.25", "2.3", DP_F_NONE },
	{ "number x precision=0", "NC", "NC", DP_F_NOT_A_NUMBER },
	{ "number x accounting=yes", "\u2013 \u20ac", "0", DP_F_NONE },
	{ "number x", "-", "-", DP_F_NOT_A_NUMBER },
	{ "round x digits=2", "1.005", "1.01", DP_F_NONE },
	{ "round x", "1,5", "1,5", DP_F_NOT_A_NUMBER },
	{ "clamp x min=0", "-0.1", "0", DP_F_BEYOND_LIMIT },
	/* dates */
	{ "date x excel=1900", "61.5", "61.5", DP_F_NOT_A_DATE },
	{ "date x excel=1900", "44197,25", "2021-01-01T06:00:00", DP_F_NONE },
	{ "date x excel=1900", "73050", "2099-12-31", DP_F_NONE },
	{ "date x precision=year", "T2 2021", "2021", DP_F_NONE },
	{ "date x precision=month", "2021", "2021", DP_F_NONE },
	{ "date x precision=day", "2021-03-12T08:30:00Z", "2021-03-12",
	  DP_F_NONE },
	/* texts */
	{ "punct x", "\u00ab Le Club \u00bb", "\"Le Club\"", DP_F_NONE },
	{ "punct x quotes=curly", "(\"a\") 'b' l'\u00e9t\u00e9",
	  "(\u201ca\u201d) \u2018b\u2019 l\u2019\u00e9t\u00e9", DP_F_NONE },
	{ "controls x", "\U0001f468\u200d\U0001f469 a\u200db",
	  "\U0001f468\u200d\U0001f469 ab", DP_F_NONE },
	/* a line break that becomes a space leaves a joiner no letter */
	{ "controls x", "a\u2028\u200db", "a b", DP_F_NONE },
	{ "controls x", "a\u2029\u200cb", "a b", DP_F_NONE },
	{ "controls x keep=\"U+2028\"", "a\u2028\u200db", "a\u2028\u200db",
	  DP_F_NONE },
	/* articles are not there, whatever is said of the words beside them */
	{ "address-key x", "1 B'", "1BIS", DP_F_NONE },
	{ "address-key x", "12 l'O", "12O", DP_F_NONE },
	{ "address-key x", "12 d'A rue Foch", "12A RUE FOCH", DP_F_NONE },
	{ "address-key x", "12 A rue Foch", "12A RUE FOCH", DP_F_NONE },
	{ "address-key x", "la R", "RUE", DP_F_NONE },
	{ "address-key x", "la 12 b rue", "12BIS RUE", DP_F_NONE },
	{ "address-key x", "3 l'r. Foch", "3 RUE FOCH", DP_F_NONE },
	{ "address-key x", "3 bis la r. Foch", "3BIS RUE FOCH", DP_F_NONE },
	{ "address-key x", "12 r. l'avenue", "12 RUE AV", DP_F_NONE },
	{ "substring x from=-3 to=-2", "abcd", "bc", DP_F_NONE },
	{ "substring x from=3 to=2", "abcd", "", DP_F_NONE },
	{ "mask x first=2 last=2", "06.12.34.56.78", "06.**.**.**.78",
	  DP_F_NONE },
	{ "generalise x to=band", "-3", "-3", DP_F_NOT_A_NUMBER },
	{ "generalise x to=band width=5", "9.9", "5-9", DP_F_NONE },
	{ "generalise x to=departement", "20090", "2A", DP_F_NONE },
	{ "generalise x to=departement", "97133", "971", DP_F_NONE },
	{ "generalise x to=departement", "Gap", "Gap", DP_F_NOT_A_CODE },
};

/* Runs RECIPE on the one cell TEXT; the cell it gives is appended to OUT. */
static void
one(const char *recipe, dp_str text, struct run *x, struct dp_buf *out)
{
	struct dp_buf in = { 0 };

	dp_buf_c(&in, "x,y\n");
	dp_csv_cell(&in, text);
	dp_buf_c(&in, ",end\n");
	if (run_recipe(x, recipe, dp_buf_view(&in)) != 0)
		fail_msg("%s: %s", recipe, x->err.msg);
	dp_buf_str(out, dp_buf_view(&x->out));
	dp_buf_done(&in);
}

static void
hard_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		const struct value *v = &values[i];
		struct dp_buf got = { 0 }, want = { 0 }, again = { 0 };
		struct run x = { 0 }, y = { 0 };
		dp_str cell = dp_str_c(v->out);

		dp_buf_c(&want, "x,y\n");
		dp_csv_cell(&want, cell.n ? cell : (dp_str){ NULL, 0 });
		dp_buf_c(&want, ",end\n");
		one(v->recipe, dp_str_c(v->in), &x, &got);
		if (!dp_str_eq(dp_buf_view(&got), dp_buf_view(&want)))
			fail_msg("%s of %s gives %.*s", v->recipe, v->in,
				 DP_FMT(dp_buf_view(&got)));
		if (v->found == DP_F_NONE ? x.log.findings.n > 0 :
					    run_count(&x, v->found) != 1)
			fail_msg("%s of %s reports %zu things", v->recipe,
				 v->in, x.log.findings.n);
		if (v->recipe[0] != 's') {
			one(v->recipe, cell, &y, &again);
			if (!dp_str_eq(dp_buf_view(&again), dp_buf_view(&want)))
				fail_msg("%s of %s gives %.*s", v->recipe,
					 v->out, DP_FMT(dp_buf_view(&again)));
			run_done(&y);
		}
		run_done(&x);
		dp_buf_done(&got);
		dp_buf_done(&want);
		dp_buf_done(&again);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hard_values),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

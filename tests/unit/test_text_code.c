/* SPDX-License-Identifier: GPL-3.0-or-later */
/* French codes: their form, their key, what becomes of a broken one. */
#include "test.h"

#include <dpipe/text.h>

static void
check(const char *kind, const char *in, const char *want, int answer)
{
	const struct dp_code_kind *k = dp_code_kind_find(dp_str_c(kind));
	struct dp_buf b = { 0 };
	int got;

	assert_non_null(k);
	got = dp_code_normalise(k, dp_str_c(in), true, &b);
	dp_buf_char(&b, '\0');
	if (got != answer)
		print_error("%s %s: ", kind, in);
	assert_int_equal(got, answer);
	if (want)
		assert_string_equal(b.p, want);
	dp_buf_done(&b);
}

static void
places(void **state)
{
	(void)state;
	check("insee", "2A004", "2A004", 0);
	check("insee", "2a004", "2A004", 0);
	check("insee", "13055", "13055", 0);
	check("insee", "1001", "01001", 0);
	check("insee", "20004", NULL, -1);
	check("insee", "2C004", NULL, -1);
	check("insee", "41 055", "41055", 0);
	check("insee", "1305", "01305", 0);
	check("insee", "130", NULL, -1);
	check("postal", "6000", "06000", 0);
	check("postal", "6000.0", "06000", 0);
	check("postal", "=\"05000\"", "05000", 0);
	check("postal", "'05000", "05000", 0);
	check("postal", "=\"05000", NULL, -1);
	check("postal", "'", NULL, -1);
	check("postal", "75 001", "75001", 0);
	check("postal", "00123", NULL, -1);
	check("postal", "99123", NULL, -1);
	check("departement", "9", "09", 0);
	check("departement", "2A", "2A", 0);
	check("departement", "20", NULL, -1);
	check("departement", "95", "95", 0);
	check("departement", "96", NULL, -1);
	check("departement", "974", "974", 0);
	check("departement", "979", NULL, -1);
	check("departement", "0", NULL, -1);
}

static void
companies(void **state)
{
	(void)state;
	check("siren", "356000000", "356000000", 1);
	check("siren", "356 000 000", "356000000", 1);
	check("siren", "443121975", "443121975", 1);
	check("siren", "443121976", NULL, -1);
	check("siren", "000000000", NULL, -1);
	check("siret", "356 000 000 00048", "35600000000048", 1);
	check("siret", "35600000000048.0", "35600000000048", 1);
	/* La Poste: fails Luhn, is valid */
	check("siret", "35600000049837", "35600000049837", 1);
	check("siret", "35600000049838", NULL, -1);
	check("siret", "3,56E+13", NULL, -1);
	check("tva", "FR46 443121975", "FR46443121975", 1);
	check("tva", "FR47 443121975", NULL, -1);
	check("iban", "FR14 2004 1010 0505 0001 3M02 606",
	      "FR1420041010050500013M02606", 1);
	check("iban", "FR14 2004 1010 0505 0001 3M02 607", NULL, -1);
	check("rna", "w751234567", "W751234567", 0);
	check("rna", "W75123456", NULL, -1);
}

/* No digit of a proved code can change unseen. */
static void
every_digit_counts(void **state)
{
	static const char *const t[][2] = { { "siren", "443121975" },
					    { "siret", "44312197500012" },
					    { "uai", "0422170F" },
					    { "nir", "295109912611193" } };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		const struct dp_code_kind *k =
			dp_code_kind_find(dp_str_c(t[i][0]));
		char s[16] = "";
		size_t n = strlen(t[i][1]);

		memcpy(s, t[i][1], n);
		if (i == 1) /* find the last digit */
			while (k->check((dp_str){ s, n }) < 0)
				s[n - 1]++;
		assert_int_equal(k->check((dp_str){ s, n }), 1);
		for (size_t p = 0; p < n; p++) {
			char was = s[p];

			for (char c = '0'; c <= '9'; c++) {
				s[p] = c;
				assert_int_equal(k->check((dp_str){ s, n }),
						 c == was ? 1 : -1);
			}
			s[p] = was;
		}
	}
}

static void
people_and_schools(void **state)
{
	(void)state;
	check("uai", "0422170F", "0422170F", 1);
	check("uai", "0750655e", "0750655E", 1);
	check("uai", "0130001F", "0130001F", 1);
	check("uai", "422170F", "0422170F", 1);
	check("uai", "0422170G", NULL, -1);
	check("nir", "2 95 10 99 126 111 93", "295109912611193", 1);
	check("nir", "253072A07300443", "253072A07300443", 1);
	check("nir", "253072B07300470", "253072B07300470", 1);
	check("nir", "2951099126111", "2951099126111", 0);
	check("nir", "5951099126111", NULL, -1);
	check("nir", "2951399126111", NULL, -1);
	check("tel", "+33 6 12 34 56 78", "0612345678", 0);
	check("tel", "0033612345678", "0612345678", 0);
	check("tel", "+33 (0)6 12 34 56 78", "0612345678", 0);
	check("tel", "612345678", "0612345678", 0);
	check("tel", "06.12.34.56.78", "0612345678", 0);
	check("tel", "0012345678", NULL, -1);
}

static void
table(void **state)
{
	struct dp_buf b = { 0 };
	unsigned n = 0;

	(void)state;
	for (const struct dp_code_kind *k = dp_code_kinds(); k->name; k++) {
		assert_non_null(k->summary);
		assert_int_equal(k->check((dp_str){ NULL, 0 }), -1);
		assert_int_equal(dp_code_normalise(k, (dp_str){ NULL, 0 }, true,
						   &b),
				 -1);
		assert_int_equal(dp_code_normalise(k, DP_S("x"), true, &b), -1);
		n++;
	}
	assert_int_equal(n, 12);
	assert_null(dp_code_kind_find(DP_S("nothing")));
	dp_buf_done(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places),
		cmocka_unit_test(companies),
		cmocka_unit_test(every_digit_counts),
		cmocka_unit_test(people_and_schools),
		cmocka_unit_test(table),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("text_code", tests, NULL, NULL);
}

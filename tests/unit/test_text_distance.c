/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distances between words, and the nearest names. */
#include "test.h"
#include <dpipe/text.h>

static void
distances(void **state)
{
	(void)state;
	assert_int_equal(dp_edit_distance(DP_S(""), DP_S(""), 3), 0);
	assert_int_equal(dp_edit_distance(DP_S("abc"), DP_S(""), 3), 3);
	assert_int_equal(dp_edit_distance(DP_S("kitten"), DP_S("sitting"), 9),
			 3);
	assert_int_equal(dp_edit_distance(DP_S("kitten"), DP_S("sitting"), 3),
			 3);
	assert_int_equal(dp_edit_distance(DP_S("kitten"), DP_S("sitting"), 2),
			 3);
	assert_int_equal(dp_edit_distance(DP_S("ab"), DP_S("ba"), 5), 1);
	assert_int_equal(dp_edit_distance(DP_S("ca"), DP_S("abc"), 5), 3);
	assert_int_equal(dp_edit_distance(DP_S("\xc3\xa9t\xc3\xa9"),
					  DP_S("ete"), 5),
			 2);
	assert_int_equal(dp_edit_distance(DP_S("abc"), DP_S("xyz"), 0), 1);
	assert_int_equal(dp_edit_distance(DP_S("abc"), DP_S("abd"), SIZE_MAX),
			 1);
}

/* The plain definition, to hold the banded one to. */
static size_t
plain_distance(const char *a, size_t n, const char *b, size_t m)
{
	size_t d[12][12];

	for (size_t i = 0; i <= n; i++) {
		for (size_t j = 0; j <= m; j++) {
			size_t best = i + j;

			if (i > 0 && d[i - 1][j] + 1 < best)
				best = d[i - 1][j] + 1;
			if (j > 0 && i > 0) {
				size_t c = d[i - 1][j - 1] +
					   (a[i - 1] != b[j - 1]);

				best = c < best ? c : best;
				c = d[i][j - 1] + 1;
				best = c < best ? c : best;
			}
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
				best = d[i - 2][j - 2] + 1;
			d[i][j] = best;
		}
	}
	return d[n][m];
}

static void
distances_agree(void **state)
{
	uint32_t x = 7;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char a[10], b[10];
		size_t n, m, want, limit, got;

		x = x * 1664525 + 1013904223;
		n = (x >> 24) % 9;
		m = (x >> 20) % 9;
		limit = (x >> 16) % 6;
		for (size_t k = 0; k < 9; k++) {
			x = x * 1664525 + 1013904223;
			a[k] = (char)('a' + (x >> 30));
			b[k] = (char)('a' + (x >> 28) % 4);
		}
		want = plain_distance(a, n, b, m);
		got = dp_edit_distance((dp_str){ a, n }, (dp_str){ b, m },
				       limit);
		assert_int_equal(got, want > limit ? limit + 1 : want);
	}
}

static void
nearest(void **state)
{
	static const dp_str names[] = {
		DP_STR("trim"),   DP_STR("squeeze"),
		DP_STR("filter"), DP_STR("rename"),
		DP_STR("remove"), DP_STR("d\xc3\xa9partement")
	};
	size_t found[3];

	(void)state;
	assert_int_equal(dp_nearest(DP_S("tirm"), names, 6, 3, found), 1);
	assert_int_equal(found[0], 0);
	assert_int_equal(dp_nearest(DP_S("RENOVE"), names, 6, 3, found), 2);
	assert_int_equal(found[0], 4);
	assert_int_equal(found[1], 3);
	assert_int_equal(dp_nearest(DP_S("RENOVE"), names, 6, 1, found), 1);
	assert_int_equal(found[0], 4);
	assert_int_equal(dp_nearest(DP_S("departemnt"), names, 6, 3, found), 1);
	assert_int_equal(found[0], 5);
	assert_int_equal(dp_nearest(DP_S("squ"), names, 6, 3, found), 1);
	assert_int_equal(dp_nearest(DP_S("zzzzzz"), names, 6, 3, found), 0);
	assert_int_equal(dp_nearest(DP_S("trim"), names, 6, 0, found), 0);
}

static void
nearest_of_long_names(void **state)
{
	static const dp_str names[] = {
		DP_STR("identifiant"), DP_STR("nom_du_cinema"),
		DP_STR("departement"), DP_STR("entrees_annuelles_2023"),
		DP_STR("code_insee"),  DP_STR("code_postal")
	};
	static const struct {
		const char *word;
		size_t n, first;
	} asked[] = {
		{ "entres", 1, 3 },
		{ "Entr\xc3\xa9"
		  "e",
		  1, 3 },
		{ "dept", 1, 2 },
		{ "annuelles", 1, 3 },
		{ "insee", 1, 4 },
		{ "code", 2, 4 },
		{ "ville", 0, 0 },
		{ "xid", 0, 0 },
	};
	size_t found[3];

	(void)state;
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		size_t n = dp_nearest(dp_str_c(asked[i].word), names, 6, 3,
				      found);

		if (n != asked[i].n || (n && found[0] != asked[i].first))
			fail_msg("%s: %zu", asked[i].word, n);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distances),
		cmocka_unit_test(distances_agree),
		cmocka_unit_test(nearest),
		cmocka_unit_test(nearest_of_long_names),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

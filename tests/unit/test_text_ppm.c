/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distances by PPM by hand, and near texts beside comparing them all. */
#include "test.h"
#include <dpipe/text.h>

#include "text/near.h"
#include "text/ppm.h"

#define TEXTS 240

static const char *const trade[] = { "maire",      "macon",    "directeur",
				     "agent",      "plombier", "boucher",
				     "secretaire", "coiffeur" };

static uint32_t
next_random(uint32_t *x)
{
	*x = *x * 1664525 + 1013904223;
	return *x >> 8;
}

/*
 * Lengths by hand, in bits: "aa" 8 + 1, "ab" 8 + 1 + 8; "abab" 8 + 9 + 2 + 1,
 * "abba" 8 + 9 + 2 + 1 + log2(5), each the same from the other end.
 */
static void
ppm_by_hand(void **state)
{
	static char many[DP_PPM_MAX_BYTES + 1];
	const dp_str long_one = { many, sizeof many };
	double d;

	(void)state;
	d = dp_ppm_distance(DP_S("a"), DP_S("b"));
	assert_true(d > 8.8888 && d < 8.8889);
	d = dp_ppm_distance(DP_S("ab"), DP_S("ba"));
	assert_true(d > 1.1609 && d < 1.1611);
	assert_true(dp_ppm_distance(DP_S("ba"), DP_S("ab")) == d);
	assert_true(dp_ppm_distance(DP_S(""), DP_S("")) == 0);
	/* nothing foretells nothing */
	assert_true(dp_ppm_distance(DP_S(""), DP_S("abc")) > 5);
	/* more than a word of bits, and the most that is compared */
	memset(many, 'x', sizeof many);
	assert_true(dp_ppm_distance((dp_str){ many, 300 },
				    (dp_str){ many, 299 }) < 0.1);
	assert_true(dp_ppm_distance((dp_str){ many, DP_PPM_MAX_BYTES },
				    DP_S("y")) < 1e9);
	assert_true(dp_ppm_distance(long_one, DP_S("y")) > 1e9);
	/* what foretells is near */
	assert_true(dp_ppm_distance(DP_S("union sportive de roquefort"),
				    DP_S("union sportve de roquefort")) < 1);
	assert_true(dp_ppm_distance(DP_S("union sportive de roquefort"),
				    DP_S("tennis club de miramas")) > 4);
}

/* How far apart by PPM: dp_ppm_distance, the same model used again. */
static double
predicted(struct dpi_ppm *p, dp_str a, dp_str b)
{
	uint64_t a_alone = dpi_ppm_read(p, a);
	uint64_t a_twice = a_alone + dpi_ppm_behind(p, a, UINT64_MAX);
	uint64_t a_b = a_alone + dpi_ppm_behind(p, b, UINT64_MAX);
	uint64_t b_alone = dpi_ppm_read(p, b);
	uint64_t b_twice = b_alone + dpi_ppm_behind(p, b, UINT64_MAX);
	uint64_t b_a = b_alone + dpi_ppm_behind(p, a, UINT64_MAX);

	return dpi_ppm_distance_of(a_b + b_a, a_twice + b_twice);
}

/* Does PPM find the near ones of N texts and no others? How many pairs. */
static size_t
check_predicted(const dp_str *text, size_t n, double radius)
{
	struct dpi_near *x = dpi_near_new(text, NULL, n, DPI_NEAR_PPM, radius);
	struct dpi_ppm *p = dpi_ppm_new();
	size_t n_pairs = 0;

	for (uint32_t i = 0; i < n; i++) {
		const struct dpi_hit *hit;
		size_t m = dpi_near_find(x, i, &hit);
		unsigned times[TEXTS] = { 0 };

		for (size_t k = 0; k < m; k++)
			times[hit[k].i]++;
		for (uint32_t k = 0; k < i; k++) {
			double d = predicted(p, text[i], text[k]);

			n_pairs += times[k];
			if (times[k] != (d <= radius + 1e-9))
				fail_msg("%g: \"%.*s\" \"%.*s\": %g", radius,
					 DP_FMT(text[i]), DP_FMT(text[k]), d);
		}
	}
	dpi_ppm_free(p);
	dpi_near_free(x);
	return n_pairs;
}

/* N texts of EACH words, with up to three letters wrong or exchanged. */
static void
misspell(struct dp_arena *arena, dp_str *text, size_t n,
	 const char *const *word, size_t n_words, size_t each)
{
	struct dp_buf b = { 0 };
	uint32_t x = 21;

	for (size_t i = 0; i < n; i++) {
		b.n = 0;
		for (size_t k = 0; k < each; k++)
			dp_buf_c(&b, word[next_random(&x) % n_words]);
		for (size_t k = next_random(&x) % 4; k > 0 && b.n > 1; k--) {
			size_t at = next_random(&x) % (b.n - 1);
			char c = b.p[at];

			b.p[at] = b.p[at + 1];
			b.p[at + 1] = k % 2 ? c : 'r';
		}
		text[i] = dp_keep(arena, dp_buf_view(&b));
	}
	dp_buf_done(&b);
}

/*
 * Words, names, and sentences from one template: whatever is near is found,
 * though not all texts are compared.
 */
static void
all_predicted_are_found(void **state)
{
	static const char *const name[] = { "association ",  "sportive ", "de ",
					    "saint martin ", "amicale ",  "du ",
					    "tennis club ",  "roquefort " };
	static const char *const clause[] = { "promouvoir la culture a ",
					      "defendre le patrimoine de ",
					      "animer la commune de ",
					      "soutenir les eleves de " };
	struct dp_arena arena = { 0 };
	dp_str text[TEXTS];

	(void)state;
	misspell(&arena, text, 240, trade, 8, 1);
	assert_true(check_predicted(text, 240, 1) > 240);
	assert_true(check_predicted(text, 240, 2) > 1000);
	assert_true(check_predicted(text, 240, 3) > 1000);
	misspell(&arena, text, 160, name, 8, 4);
	assert_true(check_predicted(text, 160, 1) > 0);
	assert_true(check_predicted(text, 160, 3) > 160);
	misspell(&arena, text, 120, clause, 4, 3);
	assert_true(check_predicted(text, 120, 1) > 60);
	assert_true(check_predicted(text, 120, 2) > 120);
	dp_arena_done(&arena);
}

/* What PPM finds is near, found once, and not dropped. */
static void
predicted_are_near(void **state)
{
	struct dp_arena arena = { 0 };
	const struct dpi_hit *hit;
	dp_str text[TEXTS];
	size_t n = TEXTS, n_hits = 0;
	struct dpi_near *x;

	(void)state;
	misspell(&arena, text, n, trade, 8, 2);
	x = dpi_near_new(text, NULL, n, DPI_NEAR_PPM, 2);
	for (uint32_t i = 0; i < n; i += 5) {
		size_t m = dpi_near_find(x, i, &hit);
		bool seen[TEXTS] = { false };

		n_hits += m;
		for (size_t k = 0; k < m; k++) {
			double d = dp_ppm_distance(text[i], text[hit[k].i]);

			assert_true(hit[k].i != i && !seen[hit[k].i]);
			assert_true(hit[k].i % 5 != 0 || hit[k].i > i);
			assert_true(d <= 2 + 1e-9 && d == hit[k].distance);
			seen[hit[k].i] = true;
		}
		dpi_near_drop(x, i);
	}
	assert_true(n_hits > TEXTS / 10);
	dpi_near_free(x);
	dp_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ppm_by_hand),
		cmocka_unit_test(predicted_are_near),
		cmocka_unit_test(all_predicted_are_found),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

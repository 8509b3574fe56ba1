/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Similarities by hand, and near texts among many beside comparing them all. */
#include "test.h"
#include <dpipe/text.h>

#include "text/near.h"

static void
levenshtein_by_hand(void **state)
{
	(void)state;
	/* Wagner and Fischer's table of the usual example */
	assert_int_equal(dp_levenshtein(DP_S("kitten"), DP_S("sitting"), 9), 3);
	assert_int_equal(dp_levenshtein(DP_S("Saturday"), DP_S("Sunday"), 9),
			 3);
	/* an exchange is two changes here, one by Damerau */
	assert_int_equal(dp_levenshtein(DP_S("ab"), DP_S("ba"), 9), 2);
	assert_int_equal(dp_edit_distance(DP_S("ab"), DP_S("ba"), 9), 1);
	/* optimal string alignment: no change inside an exchange (Hyyrö) */
	assert_int_equal(dp_edit_distance(DP_S("ca"), DP_S("abc"), 9), 3);
	assert_int_equal(dp_levenshtein(DP_S("abc"), DP_S("xyz"), 1), 2);
}

/* Winkler 1990, table of the paper's own names; and what its rules give. */
static void
jaro_winkler_by_hand(void **state)
{
	static const struct {
		const char *a, *b;
		double want;
	} t[] = {
		{ "MARTHA", "MARHTA", 0.9611 },
		{ "DIXON", "DICKSONX", 0.8133 },
		{ "DWAYNE", "DUANE", 0.8400 },
		{ "JONES", "JOHNSON", 0.8324 },
		{ "SHACKLEFORD", "SHACKELFORD", 0.9818 },
		{ "DUNNINGHAM", "CUNNIGHAM", 0.8963 },
		{ "abc", "xyz", 0 },
		{ "", "abc", 0 },
		{ "", "", 1 },
		{ "a", "a", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		double got = dp_jaro_winkler(dp_str_c(t[i].a),
					     dp_str_c(t[i].b));

		if (got < t[i].want - 5e-5 || got > t[i].want + 5e-5)
			fail_msg("%s, %s: %f", t[i].a, t[i].b, got);
	}
}

/* ---- many ------------------------------------------------------------- */

#define TEXTS 700

static uint32_t
next_random(uint32_t *x)
{
	*x = *x * 1664525 + 1013904223;
	return *x >> 8;
}

/* Words of few letters, copies with a few changes, short ones, long ones. */
static size_t
make_texts(struct dp_arena *arena, dp_str *text, uint32_t seed)
{
	static const char *const letter[] = { "a", "b", "c", "d", "\xc3\xa9" };
	struct dp_buf b = { 0 };
	uint32_t x = seed;

	for (size_t i = 0; i < TEXTS; i++) {
		size_t n = next_random(&x) % (i % 50 ? 14 : 90);

		b.n = 0;
		if (i > 1 && next_random(&x) % 2) {
			dp_str old = text[next_random(&x) % i];
			size_t at = next_random(&x) % (old.n + 1);

			dp_buf_add(&b, old.p, at);
			dp_buf_c(&b, letter[next_random(&x) % 4]);
			at += next_random(&x) % 3;
			if (at < old.n)
				dp_buf_str(&b, dp_str_from(old, at));
		} else {
			while (n--)
				dp_buf_c(&b, letter[next_random(&x) % 5]);
		}
		text[i] = dp_keep(arena, dp_buf_view(&b));
	}
	dp_buf_done(&b);
	return TEXTS;
}

static bool
is_near(dp_str a, dp_str b, enum dpi_near_how how, double radius)
{
	size_t r = (size_t)radius;

	if (how == DPI_NEAR_LEVENSHTEIN)
		return dp_levenshtein(a, b, r) <= r;
	if (how == DPI_NEAR_DAMERAU)
		return dp_edit_distance(a, b, r) <= r;
	return 1 - dp_jaro_winkler(a, b) <= radius + 1e-9;
}

/* How often text K is among the hits of text I; KIND may be NULL. */
static void
check_row(struct dpi_near *x, const dp_str *text, const uint64_t *kind,
	  size_t n_texts, uint32_t i, bool dropped, enum dpi_near_how how,
	  double radius)
{
	static unsigned times[TEXTS];
	const struct dpi_hit *hit;
	size_t n = dpi_near_find(x, i, &hit);

	memset(times, 0, sizeof times);
	for (size_t k = 0; k < n; k++)
		times[hit[k].i]++;
	for (uint32_t k = 0; k < n_texts; k++) {
		bool want = k != i && !(dropped && k % 3 == 0) &&
			    (!kind || kind[i] == kind[k]) &&
			    is_near(text[i], text[k], how, radius);

		if (times[k] != want)
			fail_msg("%d %g: \"%.*s\" \"%.*s\": %u", how, radius,
				 DP_FMT(text[i]), DP_FMT(text[k]), times[k]);
	}
}

static void
check_kinds(const dp_str *text, const uint64_t *kind, size_t n,
	    enum dpi_near_how how, double radius)
{
	struct dpi_near *x = dpi_near_new(text, kind, n, how, radius);

	for (uint32_t i = 0; i < n; i += 2)
		check_row(x, text, kind, n, i, false, how, radius);
	for (uint32_t i = 0; i < n; i += 3)
		dpi_near_drop(x, i);
	for (uint32_t i = 1; i < n; i += 40)
		check_row(x, text, kind, n, i, true, how, radius);
	dpi_near_free(x);
}

static void
check_these(const dp_str *text, size_t n, enum dpi_near_how how, double radius)
{
	check_kinds(text, NULL, n, how, radius);
}

static void
check_all(enum dpi_near_how how, double radius)
{
	struct dp_arena arena = { 0 };
	dp_str text[TEXTS];
	size_t n = make_texts(&arena, text, (uint32_t)(radius * 100));

	check_these(text, n, how, radius);
	dp_arena_done(&arena);
}

/* Sentences of a few words and their copies with more and more changes. */
static size_t
make_sentences(struct dp_arena *arena, dp_str *text)
{
	static const char *const word[] = { "promouvoir ", "le ",
					    "tir ",        "\xc3\xa0 l'arc ",
					    "culture ",    "des ",
					    "enfants " };
	struct dp_buf b = { 0 };
	uint32_t x = 11;

	for (size_t i = 0; i < TEXTS / 2; i++) {
		b.n = 0;
		if (i % 8) {
			dp_buf_str(&b, text[i - 1]);
			for (size_t k = 0; k < i % 3; k++) {
				size_t at = next_random(&x) % (b.n - 1);
				char c = b.p[at];

				b.p[at] = b.p[at + 1];
				b.p[at + 1] = i % 2 ? c : 'z';
			}
			b.n -= i % 5 == 0;
		} else {
			while (b.n < 60 + i / 4)
				dp_buf_c(&b, word[next_random(&x) % 7]);
		}
		text[i] = dp_keep(arena, dp_buf_view(&b));
	}
	dp_buf_done(&b);
	return TEXTS / 2;
}

/* Longer than a word of bits, and as far apart as may be asked for. */
static void
no_long_pair_is_missed(void **state)
{
	struct dp_arena arena = { 0 };
	dp_str text[TEXTS];
	size_t n = make_sentences(&arena, text);

	(void)state;
	check_these(text, n, DPI_NEAR_LEVENSHTEIN, DPI_NEAR_RADIUS_MAX);
	check_these(text, n, DPI_NEAR_DAMERAU, DPI_NEAR_RADIUS_MAX);
	check_these(text, n, DPI_NEAR_DAMERAU, 2);
	check_these(text, n, DPI_NEAR_JARO, 0.05);
	dp_arena_done(&arena);
}

static void
no_pair_is_missed(void **state)
{
	(void)state;
	for (unsigned r = 0; r <= 3; r++) {
		check_all(DPI_NEAR_LEVENSHTEIN, r);
		check_all(DPI_NEAR_DAMERAU, r);
	}
	check_all(DPI_NEAR_JARO, 0.08);
	check_all(DPI_NEAR_JARO, 0.25);
}

/* Texts of two kinds are not near; those of one are all found. */
static void
kinds_stay_apart(void **state)
{
	struct dp_arena arena = { 0 };
	dp_str text[TEXTS];
	uint64_t kind[TEXTS];
	size_t n = make_texts(&arena, text, 12);

	(void)state;
	for (size_t i = 0; i < n; i++)
		kind[i] = i % 5 * UINT64_C(0xc000000000000001);
	check_kinds(text, kind, n, DPI_NEAR_LEVENSHTEIN, 2);
	check_kinds(text, kind, n, DPI_NEAR_DAMERAU, 1);
	check_kinds(text, kind, n, DPI_NEAR_JARO, 0.2);
	dp_arena_done(&arena);
}

#define PAIRS 1500

/*
 * Letters anyhow, and each text once more with another letter: few share a
 * piece, so that what shares one is looked up, lengths beside each other.
 */
static void
no_pair_of_many_is_missed(void **state)
{
	struct dp_arena arena = { 0 };
	static dp_str text[PAIRS];
	struct dp_buf b = { 0 };
	struct dpi_near *x;
	uint32_t r = 6;

	(void)state;
	for (size_t i = 0; i < PAIRS; i++) {
		size_t n = i % 2 ? 0 : 20 + next_random(&r) % 6;

		b.n = 0;
		while (n--)
			dp_buf_char(&b, (char)('a' + next_random(&r) % 26));
		if (i % 2) {
			dp_buf_str(&b, text[i - 1]);
			b.p[next_random(&r) % b.n] = '-';
		}
		text[i] = dp_keep(&arena, dp_buf_view(&b));
	}
	x = dpi_near_new(text, NULL, PAIRS, DPI_NEAR_LEVENSHTEIN, 3);
	for (uint32_t i = 0; i < PAIRS; i++) {
		const struct dpi_hit *hit;

		assert_int_equal(dpi_near_find(x, i, &hit), 1);
		assert_int_equal(hit->i, i ^ 1);
	}
	dpi_near_free(x);
	dp_buf_done(&b);
	dp_arena_done(&arena);
}

/* The same whoever comes first; and a text is at no distance from itself. */
static void
distances_are_symmetric(void **state)
{
	struct dp_arena arena = { 0 };
	dp_str text[TEXTS];

	(void)state;
	(void)make_texts(&arena, text, 5);
	for (size_t i = 0; i + 7 < TEXTS; i++) {
		dp_str a = text[i], b = text[i + 7];

		assert_int_equal(dp_levenshtein(a, b, 99),
				 dp_levenshtein(b, a, 99));
		assert_int_equal(dp_edit_distance(a, b, 99),
				 dp_edit_distance(b, a, 99));
		assert_true(dp_levenshtein(a, b, 99) >=
			    dp_edit_distance(a, b, 99));
		assert_true(dp_jaro_winkler(a, b) == dp_jaro_winkler(b, a));
		assert_int_equal(dp_levenshtein(a, a, 3), 0);
		assert_true(dp_jaro_winkler(a, a) == 1);
	}
	dp_arena_done(&arena);
}

/* ---- work ------------------------------------------------------------- */

#define NAMES 6000

/* Names of schools and firms, every third with a letter wrong. */
static void
make_names(struct dp_arena *arena, dp_str *text)
{
	static const char *const what[] = { "ecole ", "lycee ", "sarl ",
					    "club de ", "garage " };
	static const char *const part[] = { "mar", "tin",  "du",   "pont",
					    "vil", "le",   "sau",  "ron",
					    "ga",  "bel",  "mon",  "te",
					    "li",  "beau", "fort", "che" };
	struct dp_buf b = { 0 };
	uint32_t x = 7;

	for (size_t i = 0; i < NAMES; i++) {
		b.n = 0;
		if (i % 3 == 2) {
			dp_buf_str(&b, text[i - 1]);
			b.p[next_random(&x) % b.n] = 'z';
		} else {
			dp_buf_c(&b, what[next_random(&x) % 5]);
			for (int k = 0; k < 4; k++)
				dp_buf_c(&b, part[next_random(&x) % 16]);
			dp_buf_c(&b, " de ");
			for (int k = 0; k < 2; k++)
				dp_buf_c(&b, part[next_random(&x) % 16]);
		}
		text[i] = dp_keep(arena, dp_buf_view(&b));
	}
	dp_buf_done(&b);
}

/*
 * Of the 18 million pairs, no more than ALLOWED are compared and LOOKS_ALLOWED
 * looked at, which are twice what was counted when this was written.
 */
static void
check_work(const dp_str *text, enum dpi_near_how how, double radius,
	   uint64_t allowed, uint64_t looks_allowed)
{
	struct dpi_near *x = dpi_near_new(text, NULL, NAMES, how, radius);
	uint64_t n_looked, n_compared;
	const struct dpi_hit *hit;
	size_t n_hits = 0;

	for (uint32_t i = 0; i < NAMES; i++) {
		dpi_near_drop(x, i);
		n_hits += dpi_near_find(x, i, &hit);
	}
	n_compared = dpi_near_work(x, &n_looked);
	assert_true(n_hits >= NAMES / 4);
	if (n_compared > allowed || n_looked > looks_allowed)
		fail_msg("%d %g: %llu compared, %llu looked at", how, radius,
			 (unsigned long long)n_compared,
			 (unsigned long long)n_looked);
	dpi_near_free(x);
}

static void
little_is_compared(void **state)
{
	struct dp_arena arena = { 0 };
	static dp_str text[NAMES];

	(void)state;
	make_names(&arena, text);
	check_work(text, DPI_NEAR_LEVENSHTEIN, 2, 6000, 2300000);
	check_work(text, DPI_NEAR_DAMERAU, 2, 7000, 6500000);
	check_work(text, DPI_NEAR_LEVENSHTEIN, 6, 1700000, 18000000);
	check_work(text, DPI_NEAR_JARO, 0.05, 10000, 18000000);
	check_work(text, DPI_NEAR_PPM, 1, 100000, 18000000);
	dp_arena_done(&arena);
}

/* Numbered titles: of other kinds, no text is even looked at. */
static void
other_kinds_cost_nothing(void **state)
{
	struct dp_arena arena = { 0 };
	static dp_str text[NAMES];
	static uint64_t kind[NAMES];
	struct dp_buf b = { 0 };
	const struct dpi_hit *hit;

	(void)state;
	for (uint32_t i = 0; i < NAMES; i++) {
		b.n = 0;
		dp_buf_format(&b, "subvention de fonctionnement, dossier %u",
			      i / 2);
		text[i] = dp_keep(&arena, dp_buf_view(&b));
		kind[i] = i / 2;
	}
	for (int how = DPI_NEAR_LEVENSHTEIN; how <= DPI_NEAR_PPM; how++) {
		struct dpi_near *x =
			dpi_near_new(text, kind, NAMES, (enum dpi_near_how)how,
				     how == DPI_NEAR_JARO ? 0.05 : 1);
		uint64_t n_looked;

		for (uint32_t i = 0; i < NAMES; i++) {
			assert_int_equal(dpi_near_find(x, i, &hit), 1);
			assert_int_equal(hit->i, i ^ 1);
		}
		(void)dpi_near_work(x, &n_looked);
		assert_true(n_looked <= UINT64_C(20) * NAMES);
		dpi_near_free(x);
	}
	dp_buf_done(&b);
	dp_arena_done(&arena);
}

/* No text at all, and one. */
static void
few_texts(void **state)
{
	const dp_str one = DP_S("Gap");
	const struct dpi_hit *hit;
	struct dpi_near *x;

	(void)state;
	x = dpi_near_new(NULL, NULL, 0, DPI_NEAR_DAMERAU, 2);
	dpi_near_free(x);
	for (int how = DPI_NEAR_LEVENSHTEIN; how <= DPI_NEAR_PPM; how++) {
		x = dpi_near_new(&one, NULL, 1, (enum dpi_near_how)how, 0);
		assert_int_equal(dpi_near_find(x, 0, &hit), 0);
		dpi_near_drop(x, 0);
		dpi_near_free(x);
	}
	dpi_near_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(levenshtein_by_hand),
		cmocka_unit_test(jaro_winkler_by_hand),
		cmocka_unit_test(no_pair_is_missed),
		cmocka_unit_test(no_long_pair_is_missed),
		cmocka_unit_test(no_pair_of_many_is_missed),
		cmocka_unit_test(kinds_stay_apart),
		cmocka_unit_test(distances_are_symmetric),
		cmocka_unit_test(few_texts),
		cmocka_unit_test(little_is_compared),
		cmocka_unit_test(other_kinds_cost_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

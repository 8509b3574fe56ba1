/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts alike by Jaro and Winkler among many, beside comparing them all. */
#include "test.h"
#include <dpipe/text.h>

#include "text/near_jaro.h"

#define TEXTS 240
#define START "association sportive et culturelle de la commune de "

static uint32_t
next_random(uint32_t *x)
{
	*x = *x * 1664525 + 1013904223;
	return *x >> 8;
}

static void
add_letters(struct dp_buf *b, const char *of, size_t n, uint32_t *x)
{
	size_t n_letters = strlen(of);

	while (n--)
		dp_buf_char(b, of[next_random(x) % n_letters]);
}

/* Two letters of B exchanged, and sometimes one of them another. */
static void
misspell(struct dp_buf *b, size_t from, uint32_t *x)
{
	size_t at = from + next_random(x) % (b->n - from - 1);
	char c = b->p[at];

	b->p[at] = b->p[at + 1];
	b->p[at + 1] = next_random(x) % 3 ? c : 'z';
}

/* Shapes of texts: what makes them hard to tell apart is said in each. */
enum shape {
	LONG_START, /* the same for all, and behind it anything */
	LONG_END,
	FEW_LETTERS,
	SAME_LETTERS, /* in another order */
	ANY_LENGTH,   /* up to longer than a word of bits, and none */
	MANY_SCRIPTS, /* more characters than there are bytes */
	N_SHAPES
};

static void
make_text(struct dp_buf *b, enum shape shape, uint32_t *x)
{
	switch (shape) {
	case LONG_START:
		dp_buf_c(b, START);
		add_letters(b, "eeeesssaaaiitnrulod", 8 + next_random(x) % 30,
			    x);
		break;
	case LONG_END:
		add_letters(b, "eeeesssaaaiitnrulod", 8 + next_random(x) % 30,
			    x);
		dp_buf_c(b, " " START);
		break;
	case FEW_LETTERS:
		add_letters(b, "abcd", 12 + next_random(x) % 4, x);
		break;
	case SAME_LETTERS:
		dp_buf_c(b, "abcdefghijklmnop");
		for (int k = 0; k < 6; k++)
			misspell(b, 0, x);
		break;
	case ANY_LENGTH:
		add_letters(b, "abc", next_random(x) % 150, x);
		break;
	default:
		for (size_t n = 3 + next_random(x) % 6; n--;) {
			uint32_t c = next_random(x) % 2 ? 4 : 600;
			char utf8[4];

			c = 0x4e00 + next_random(x) % c;
			dp_buf_add(b, utf8, dp_utf8_encode(c, utf8));
		}
		break;
	}
}

/* Half of them misspelt copies of one before. */
static void
make_texts(struct dp_arena *arena, dp_str *text, enum shape shape)
{
	struct dp_buf b = { 0 };
	uint32_t x = 7 + (uint32_t)shape;

	for (size_t i = 0; i < TEXTS; i++) {
		b.n = 0;
		if (i > 1 && shape != MANY_SCRIPTS && next_random(&x) % 2)
			dp_buf_str(&b, text[next_random(&x) % i]);
		if (b.n > 1)
			misspell(&b, 0, &x);
		else
			make_text(&b, shape, &x);
		text[i] = dp_keep(arena, dp_buf_view(&b));
	}
	dp_buf_done(&b);
}

/* Are the hits of text I those that comparing it with all of them gives? */
static size_t
check_row(struct dpi_jaro *x, const dp_str *text, const uint64_t *kind,
	  uint32_t i, bool dropped, double radius)
{
	static double distance[TEXTS];
	const struct dpi_hit *hit;
	size_t n = dpi_jaro_find(x, i, &hit);

	for (size_t k = 0; k < TEXTS; k++)
		distance[k] = -1;
	for (size_t k = 0; k < n; k++) {
		assert_true(distance[hit[k].i] < 0);
		distance[hit[k].i] = hit[k].distance;
	}
	for (uint32_t k = 0; k < TEXTS; k++) {
		double d = 1 - dp_jaro_winkler(text[i], text[k]);
		bool want = k != i && !(dropped && k % 3 == 0) &&
			    (!kind || kind[i] == kind[k]) && d <= radius + 1e-9;

		if (want ? distance[k] != d : distance[k] >= 0)
			fail_msg("%g: \"%.*s\" \"%.*s\": %g, not %g", radius,
				 DP_FMT(text[i]), DP_FMT(text[k]), distance[k],
				 d);
	}
	return n;
}

static size_t
check_all(const dp_str *text, const uint64_t *kind, double radius)
{
	struct dpi_jaro *x = dpi_jaro_new(text, kind, TEXTS, radius);
	size_t n = 0;

	for (uint32_t i = 0; i < TEXTS; i++)
		n += check_row(x, text, kind, i, false, radius);
	for (uint32_t i = 0; i < TEXTS; i += 3) {
		dpi_jaro_drop(x, i);
		dpi_jaro_drop(x, i);
	}
	for (uint32_t i = 0; i < TEXTS; i += 10)
		(void)check_row(x, text, kind, i, true, radius);
	dpi_jaro_free(x);
	return n;
}

static void
no_pair_is_missed(void **state)
{
	static const double radius[] = { 0, 0.01, 0.05, 0.1, 0.25, 0.6, 0.99 };
	dp_str text[TEXTS];

	(void)state;
	for (int shape = 0; shape < N_SHAPES; shape++) {
		struct dp_arena arena = { 0 };
		size_t n = 0;

		make_texts(&arena, text, (enum shape)shape);
		for (size_t r = 0; r < sizeof radius / sizeof *radius; r++)
			n += check_all(text, NULL, radius[r]);
		assert_true(n > TEXTS);
		dp_arena_done(&arena);
	}
}

static void
kinds_stay_apart(void **state)
{
	struct dp_arena arena = { 0 };
	dp_str text[TEXTS];
	uint64_t kind[TEXTS];

	(void)state;
	make_texts(&arena, text, LONG_START);
	for (size_t i = 0; i < TEXTS; i++)
		kind[i] = i % 5 * UINT64_C(0xc000000000000001);
	(void)check_all(text, kind, 0.05);
	dp_arena_done(&arena);
}

static void
few_texts(void **state)
{
	const dp_str one = DP_S("Gap");
	const struct dpi_hit *hit;
	struct dpi_jaro *x;

	(void)state;
	dpi_jaro_free(dpi_jaro_new(NULL, NULL, 0, 0.05));
	x = dpi_jaro_new(&one, NULL, 1, 0.05);
	assert_int_equal(dpi_jaro_find(x, 0, &hit), 0);
	dpi_jaro_drop(x, 0);
	assert_int_equal(dpi_jaro_find(x, 0, &hit), 0);
	dpi_jaro_free(x);
	dpi_jaro_free(NULL);
}

#define TITLES 4000
#define PASSED 1725000
#define ORDERED 1160000
#define COMPARED 70000

/*
 * Behind a long start, few of the 8 million pairs are looked at closely: no
 * more than twice what was counted when this was written.
 */
static void
a_long_start_costs_little(void **state)
{
	static dp_str text[TITLES];
	struct dp_arena arena = { 0 };
	struct dp_buf b = { 0 };
	struct dpi_jaro_work work;
	const struct dpi_hit *hit;
	struct dpi_jaro *x;
	uint32_t r = 5;

	(void)state;
	for (size_t i = 0; i < TITLES; i++) {
		b.n = 0;
		dp_buf_c(&b, START);
		add_letters(&b, "eeeeesssaaaiiitttnnnrrruulloodcpmvqfbghjxyzk",
			    20 + next_random(&r) % 20, &r);
		text[i] = dp_keep(&arena, dp_buf_view(&b));
	}
	x = dpi_jaro_new(text, NULL, TITLES, 0.05);
	for (uint32_t i = 0; i < TITLES; i++) {
		dpi_jaro_drop(x, i);
		(void)dpi_jaro_find(x, i, &hit);
	}
	work = dpi_jaro_work(x);
	if (work.n_passed > PASSED || work.n_ordered > ORDERED ||
	    work.n_compared > COMPARED)
		fail_msg("%llu passed, %llu ordered, %llu compared",
			 (unsigned long long)work.n_passed,
			 (unsigned long long)work.n_ordered,
			 (unsigned long long)work.n_compared);
	dpi_jaro_free(x);
	dp_buf_done(&b);
	dp_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_pair_is_missed),
		cmocka_unit_test(kinds_stay_apart),
		cmocka_unit_test(few_texts),
		cmocka_unit_test(a_long_start_costs_little),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

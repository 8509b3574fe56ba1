/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts like one that is asked about, beside comparing it with all. */
#include "test.h"
#include <dpipe/text.h>

#include "text/similar.h"

#define N_TEXTS 300u
#define MOST_BYTES 64u

static uint32_t seed = 7;

static uint32_t
below(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* A text of a few letters, two bytes long each or one; or one of before. */
static dp_str
make_text(char (*room)[MOST_BYTES], const dp_str *before, size_t n)
{
	static const char *const letter[] = { "a", "b", "c", "\u00e9" };
	dp_str s = { *room, 0 };

	if (n && below(2)) {
		dp_str old = before[below((uint32_t)n)];

		memcpy(*room, old.p, old.n);
		s.n = old.n;
		/* neighbours exchanged, or an end lost */
		for (size_t i = below(8); i + 2 < s.n; i += 5)
			if (!((*room)[i] & 0x80) && !((*room)[i + 1] & 0x80)) {
				char c = (*room)[i];

				(*room)[i] = (*room)[i + 1];
				(*room)[i + 1] = c;
			}
		return s;
	}
	for (size_t left = below(20); left-- > 0;) {
		const char *c = letter[below(4)];

		memcpy(*room + s.n, c, strlen(c));
		s.n += strlen(c);
	}
	return s;
}

static size_t
count_alike(const dp_str *text, size_t n, dp_str s, double least)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		size_t a = dp_utf8_chars(text[i]), b = dp_utf8_chars(s);
		size_t longer = a > b ? a : b;
		double d = (double)dp_edit_distance(text[i], s, longer);

		if (a && b && 1 - d / (double)longer >= least - 1e-9)
			found++;
	}
	return found;
}

static void
none_is_missed(void **state)
{
	static char room[N_TEXTS][MOST_BYTES];
	static const double least[] = { 0.7, 0.75, 0.85, 1 };
	struct dpi_similar_room *r = dpi_similar_room_new();
	dp_str text[N_TEXTS];
	size_t total = 0;

	(void)state;
	for (size_t i = 0; i < N_TEXTS; i++)
		text[i] = make_text(&room[i], text, i);
	for (size_t k = 0; k < sizeof least / sizeof *least; k++) {
		/* the last hundred are asked about and not in the list */
		size_t n = N_TEXTS - 100;
		struct dpi_similar *x = dpi_similar_new(text, n);
		const struct dpi_alike *hit;

		for (size_t i = 0; i < N_TEXTS; i++) {
			size_t found = dpi_similar_find(x, r, text[i], least[k],
							&hit);

			assert_int_equal(found, count_alike(text, n, text[i],
							    least[k]));
			for (size_t h = 0; h < found; h++)
				assert_true(hit[h].score >= least[k] - 1e-9);
			total += found;
		}
		dpi_similar_free(x);
	}
	assert_true(total > N_TEXTS);
	dpi_similar_room_free(r);
}

static void
long_and_empty_are_like_nothing(void **state)
{
	char at[DPI_SIMILAR_CHARS + 1];
	dp_str text[] = { { at, sizeof at }, { at, sizeof at - 1 }, { "", 0 } };
	struct dpi_similar *x;
	struct dpi_similar_room *r = dpi_similar_room_new();
	const struct dpi_alike *hit;

	(void)state;
	memset(at, 'x', sizeof at);
	x = dpi_similar_new(text, 3);
	assert_int_equal(dpi_similar_find(x, r, text[0], 0.9, &hit), 0);
	assert_int_equal(dpi_similar_find(x, r, text[2], 0.9, &hit), 0);
	assert_int_equal(dpi_similar_find(x, r, text[1], 0.9, &hit), 1);
	assert_int_equal(hit[0].i, 1);
	assert_true(hit[0].score == 1);
	dpi_similar_free(x);
	dpi_similar_room_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(none_is_missed),
		cmocka_unit_test(long_and_empty_are_like_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of any bytes: every clustering key is made, of valid UTF-8 all keys
 * but that of n-grams are such, and near lines are those that comparing all of
 * them finds.
 */
#include <dpipe/text.h>

#include "fuzz.h"
#include "text/near.h"

#define LINES 40

static void
make_keys(dp_str s)
{
	bool valid = dp_utf8_valid(s) == s.n;
	struct dp_buf key = { 0 };

	for (int how = DP_KEY_FINGERPRINT; how <= DP_KEY_FOLDED; how++) {
		key.n = 0;
		dp_cluster_key(s, (enum dp_key)how, &key);
		must(!valid || how == DP_KEY_NGRAM ||
		     dp_utf8_valid(dp_buf_view(&key)) == key.n);
	}
	dp_ngram_key(s, 1 + (unsigned)(s.n % 5), &key);
	dp_buf_done(&key);
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

static void
check_near(const dp_str *line, size_t n, enum dpi_near_how how, double radius)
{
	struct dpi_near *x = dpi_near_new(line, NULL, n, how, radius);

	for (uint32_t i = 0; i < n; i++) {
		const struct dpi_hit *hit;
		size_t n_hits = dpi_near_find(x, i, &hit), want = 0;

		for (uint32_t k = 0; k < n; k++)
			want += k != i &&
				is_near(line[i], line[k], how, radius);
		must(n_hits == want);
		for (size_t k = 0; k < n_hits; k++) {
			dp_str other = line[hit[k].i];

			must(is_near(line[i], other, how, radius));
			must(how != DPI_NEAR_JARO ||
			     hit[k].distance ==
				     1 - dp_jaro_winkler(line[i], other));
		}
	}
	dpi_near_free(x);
}

/* What PPM finds is as near as it says. */
static void
check_predicted(const dp_str *line, size_t n)
{
	struct dpi_near *x = dpi_near_new(line, NULL, n, DPI_NEAR_PPM, 2);

	for (uint32_t i = 0; i < n; i++) {
		const struct dpi_hit *hit;
		size_t n_hits = dpi_near_find(x, i, &hit);

		for (size_t k = 0; k < n_hits; k++)
			must(hit[k].i != i && hit[k].distance <= 2 + 1e-9);
		for (size_t k = 0; k < n_hits && k < 2; k++)
			must(dp_ppm_distance(line[i], line[hit[k].i]) ==
			     hit[k].distance);
	}
	dpi_near_free(x);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	dp_str rest = { (const char *)data, size }, line[LINES];
	size_t n = 0;

	while (rest.n && n < LINES) {
		line[n] = dp_str_cut(&rest, '\n');
		make_keys(line[n++]);
	}
	for (unsigned r = 0; r < 3; r++) {
		check_near(line, n, DPI_NEAR_LEVENSHTEIN, r);
		check_near(line, n, DPI_NEAR_DAMERAU, r);
	}
	check_near(line, n, DPI_NEAR_LEVENSHTEIN, DPI_NEAR_RADIUS_MAX);
	check_near(line, n, DPI_NEAR_DAMERAU, DPI_NEAR_RADIUS_MAX);
	check_near(line, n, DPI_NEAR_JARO, 0.05);
	check_near(line, n, DPI_NEAR_JARO, 0.15);
	check_near(line, n, DPI_NEAR_JARO, 0.3);
	check_predicted(line, n);
	return 0;
}

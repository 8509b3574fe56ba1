/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets of hashes: a key is new once, is counted, and takes little memory,
 * with few keys, with many, and where one becomes the other.
 */
#include "test.h"

#include "base/keyset.h"

static struct dp_hash128
key(uint64_t i)
{
	return dp_hash128(&i, sizeof i);
}

static void
keys_stay_small(void **state)
{
	struct dpi_keyset s = { 0 };
	double worst = 0;

	(void)state;
	for (uint64_t i = 0; i < 300000; i++) {
		double each;

		assert_true(dpi_keyset_add(&s, key(i)));
		assert_int_equal(s.n, i + 1);
		if (i < 30000)
			continue;
		each = (double)s.bytes / (double)s.n;
		worst = each > worst ? each : worst;
	}
	assert_true(worst > 16);
	assert_true(worst <= 24);
	for (uint64_t i = 0; i < 300000; i += 7)
		assert_false(dpi_keyset_add(&s, key(i)));
	assert_int_equal(s.n, 300000);
	dpi_keyset_done(&s);
	assert_int_equal(s.n + s.bytes, 0);
}

/* A set of a few keys, of which a table of groups has one each, is small. */
static void
few_keys_take_little(void **state)
{
	struct dpi_keyset s = { 0 };

	(void)state;
	for (uint64_t i = 0; i < 10; i++) {
		/* the first is expected where there is no room yet */
		dpi_keyset_announce(&s, key(i));
		dpi_keyset_expect(&s, key(i));
		assert_true(dpi_keyset_add(&s, key(i)));
	}
	assert_true(s.bytes <= 512);
	dpi_keyset_done(&s);
}

static void
keys_are_counted(void **state)
{
	static const uint64_t sizes[] = { 1, 10, 3276, 3277, 3278, 20000 };

	(void)state;
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		struct dpi_keyset s = { .counted = true };

		for (uint64_t i = 0; i < 3 * sizes[k]; i++) {
			struct dp_hash128 h = key(i % sizes[k]);

			if (!dpi_keyset_add(&s, h))
				++*dpi_keyset_count(&s, h);
		}
		assert_int_equal(s.n, sizes[k]);
		for (uint64_t i = 0; i < sizes[k]; i++)
			assert_int_equal(*dpi_keyset_count(&s, key(i)), 3);
		dpi_keyset_done(&s);
	}
}

/* Hashes at both ends, one of which looks like a free place, are keys. */
static void
ends_are_keys(void **state)
{
	static const struct dp_hash128 keys[] = {
		{ 0, 0 },          { 1, 0 },
		{ 0, 1 },          { UINT64_MAX, UINT64_MAX },
		{ 0, UINT64_MAX },
	};
	struct dpi_keyset s = { .counted = true };

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		assert_true(dpi_keyset_add(&s, keys[i]));
		assert_false(dpi_keyset_add(&s, keys[i]));
		assert_int_equal(*dpi_keyset_count(&s, keys[i]), 1);
	}
	dpi_keyset_done(&s);
}

/* Sets of any two sizes, a third of the smaller in both. */
static void
sets_are_merged(void **state)
{
	static const uint64_t sizes[] = { 0, 3, 3000, 5000, 40000 };

	(void)state;
	for (size_t x = 0; x < 5; x++)
		for (size_t y = 0; y < 5; y++) {
			uint64_t less = sizes[x < y ? x : y] / 3, n;
			struct dpi_keyset a = { 0 }, b = { 0 };

			for (uint64_t i = 0; i < sizes[x]; i++)
				(void)dpi_keyset_add(&a, key(i));
			for (uint64_t i = 0; i < sizes[y]; i++)
				(void)dpi_keyset_add(&b,
						     key(sizes[x] - less + i));
			dpi_keyset_merge(&a, &b);
			n = sizes[x] + sizes[y] - less;
			assert_int_equal(b.n, sizes[y]);
			assert_int_equal(a.n, n);
			for (uint64_t i = 0; i < n; i++)
				assert_false(dpi_keyset_add(&a, key(i)));
			dpi_keyset_done(&a);
			dpi_keyset_done(&b);
		}
}

/* One part has nearly all keys, and others few. */
static void
parts_may_differ(void **state)
{
	struct dpi_keyset s = { 0 };

	(void)state;
	for (unsigned again = 0; again < 2; again++)
		for (uint64_t i = 0; i < 200000; i++) {
			struct dp_hash128 k = key(i);

			if (i > 20000 && i < 190000)
				k.lo |= 0xff;
			assert_int_equal(dpi_keyset_add(&s, k), again == 0);
		}
	assert_int_equal(s.n, 200000);
	dpi_keyset_done(&s);
}

/*
 * What takes in another set grows at once, and stays a table of whole groups;
 * each merge finds what the ones before have left in memory.
 */
static void
few_take_in_more(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < 40 * 60; i++) {
		uint64_t n = 1 + i % 40, more = 1 + i / 40;
		struct dpi_keyset a = { 0 }, b = { 0 };

		for (uint64_t k = 0; k < n; k++)
			(void)dpi_keyset_add(&a, key(k));
		for (uint64_t k = 0; k < more; k++)
			(void)dpi_keyset_add(&b, key(n + k));
		dpi_keyset_merge(&a, &b);
		/* tags that were never written would be the first of these */
		for (uint64_t k = 0; k < n + more; k++)
			assert_false(dpi_keyset_add(&a, key(k)));
		assert_int_equal(a.n, n + more);
		dpi_keyset_done(&a);
		dpi_keyset_done(&b);
	}
}

static uint64_t seed = 20261129;

static unsigned
pick(unsigned n)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

/* Keys in any order, and merges: three sets know what three lists know. */
static void
sets_are_as_lists(void **state)
{
	static unsigned char in[3][4000];

	(void)state;
	for (unsigned round = 0; round < 600; round++) {
		unsigned n = 1 + pick(round % 30 ? 100 : 4000);
		struct dpi_keyset s[3];

		memset(s, 0, sizeof s);
		memset(in, 0, sizeof in);
		for (unsigned turn = pick(4 * n); turn > 0; turn--) {
			unsigned x = pick(3), y = (x + 1) % 3, i = pick(n);

			dpi_keyset_announce(&s[x], key(i));
			dpi_keyset_expect(&s[x], key(i));
			assert_int_equal(dpi_keyset_add(&s[x], key(i)),
					 !in[x][i]);
			in[x][i] = 1;
			if (pick(n / 2 + 8) > 0)
				continue;
			dpi_keyset_merge(&s[x], &s[y]);
			for (unsigned k = 0; k < n; k++)
				in[x][k] |= in[y][k];
		}
		for (unsigned x = 0; x < 3; x++) {
			for (unsigned k = 0; k < n; k++)
				s[x].n -= in[x][k];
			assert_int_equal(s[x].n, 0);
			dpi_keyset_done(&s[x]);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_stay_small),
		cmocka_unit_test(few_keys_take_little),
		cmocka_unit_test(keys_are_counted),
		cmocka_unit_test(ends_are_keys),
		cmocka_unit_test(sets_are_merged),
		cmocka_unit_test(few_take_in_more),
		cmocka_unit_test(parts_may_differ),
		cmocka_unit_test(sets_are_as_lists),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

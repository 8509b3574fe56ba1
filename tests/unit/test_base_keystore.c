/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets of hashes beyond their memory: each key is new once, is counted, and is
 * never taken for another one, as long as a single bit tells them apart.
 */
#include "test.h"

#include "base/keystore.h"

#define SMALL ((uint64_t)256 << 10)

static struct dp_hash128
key(uint64_t i)
{
	return dp_hash128(&i, sizeof i);
}

/* Ten times what the memory holds, and each seen again at once and later. */
static void
keys_are_new_once(void **state)
{
	const uint64_t n = 10 * SMALL / 16;
	struct dpi_keystore s;
	struct dp_err err;

	(void)state;
	dpi_keystore_init(&s, false, SMALL);
	for (uint64_t i = 0; i < n; i++) {
		assert_int_equal(dpi_keystore_add(&s, key(i), &err), 1);
		assert_int_equal(dpi_keystore_add(&s, key(i / 2), &err), 0);
		assert_true(s.young.bytes <= SMALL);
	}
	assert_true(dpi_keystore_on_disk(&s) > n / 2);
	assert_true(dpi_keystore_on_disk(&s) + s.young.n == n);
	for (uint64_t i = 0; i < n; i++)
		assert_int_equal(dpi_keystore_add(&s, key(i), &err), 0);
	dpi_keystore_done(&s);
}

/*
 * A weak hash: all of them have 127 bits of 128 in common with one. In memory
 * and on disk, whatever was put between them.
 */
static void
one_bit_is_enough(void **state)
{
	static const uint64_t memory[] = { SMALL, SMALL << 10 };

	(void)state;
	for (size_t m = 0; m < 2; m++)
		for (unsigned between = 0; between < 2000; between += 1999) {
			struct dpi_keystore s;
			struct dp_err err;

			dpi_keystore_init(&s, false, memory[m]);
			for (unsigned bit = 0; bit <= 128; bit++) {
				struct dp_hash128 k = key(1);

				if (bit < 64)
					k.lo ^= UINT64_C(1) << bit;
				else if (bit < 128)
					k.hi ^= UINT64_C(1) << (bit - 64);
				assert_int_equal(dpi_keystore_add(&s, k, &err),
						 1);
				assert_int_equal(dpi_keystore_add(&s, k, &err),
						 0);
				for (unsigned i = 0; i < between; i++)
					(void)dpi_keystore_add(
						&s, key(2 + bit * 2000 + i),
						&err);
			}
			assert_int_equal(dpi_keystore_add(&s, key(1), &err), 0);
			assert_true((dpi_keystore_on_disk(&s) > 0) ==
				    (m == 0 && between > 0));
			dpi_keystore_done(&s);
		}
}

static void
keys_are_counted(void **state)
{
	static const uint64_t sizes[] = { 1, 1000, 30000 };

	(void)state;
	for (size_t k = 0; k < 3; k++) {
		struct dpi_keystore s;
		struct dp_err err;
		uint64_t n;

		dpi_keystore_init(&s, true, SMALL);
		for (uint64_t i = 0; i < 3 * sizes[k]; i++)
			assert_int_equal(dpi_keystore_count(&s,
							    key(i % sizes[k]),
							    &err),
					 0);
		for (uint64_t i = 0; i < sizes[k]; i++) {
			assert_int_equal(dpi_keystore_counted(&s, key(i), &n,
							      &err),
					 0);
			assert_int_equal(n, 3);
		}
		assert_true((dpi_keystore_on_disk(&s) > 0) == (k == 2));
		dpi_keystore_done(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_new_once),
		cmocka_unit_test(one_bit_is_enough),
		cmocka_unit_test(keys_are_counted),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hashes: the published examples of FIPS 180-4, files as memory.
 */
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#include <dpipe/base.h>

static void
test_published_examples(void **state)
{
	char hex[DP_SHA256_HEX];

	(void)state;
	dp_sha256(NULL, 0, hex);
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb924"
				 "27ae41e4649b934ca495991b7852b855");
	dp_sha256("abc", 3, hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
				 "b00361a396177a9cb410ff61f20015ad");
}

static void
test_file_as_memory(void **state)
{
	size_t n = 300001;
	char *text = dp_alloc(n);
	char name[] = "dpipe-hash-XXXXXX";
	char a[DP_SHA256_HEX], b[DP_SHA256_HEX];
	struct dp_err err = { 0 };
	uint64_t bytes = 0;
	int fd = mkstemp(name);

	(void)state;
	assert_true(fd >= 0);
	(void)close(fd);
	for (size_t i = 0; i < n; i++)
		text[i] = (char)(i * 7 % 251);
	assert_int_equal(dp_write_file(name, text, n, &err), 0);
	dp_sha256(text, n, a);
	assert_int_equal(dp_sha256_file(name, b, &bytes, &err), 0);
	assert_string_equal(a, b);
	assert_int_equal(bytes, n);
	(void)unlink(name);
	assert_int_equal(dp_sha256_file(name, b, NULL, &err), -1);
	assert_int_equal(err.code, DP_ENOTFOUND);
	free(text);
}

static void
test_keys(void **state)
{
	struct dp_hash128 a = dp_hash128("Gap", 3), b = dp_hash128("Gap", 3);

	(void)state;
	assert_true(a.lo == b.lo && a.hi == b.hi);
	assert_true(a.lo != dp_hash128("gap", 3).lo);
	assert_true(dp_hash64("Gap", 3) == dp_hash64("Gap", 3));
	assert_true(dp_hash64("Gap", 3) != dp_hash64("Gap", 2));
	assert_true(dp_hash64("", 0) == dp_hash64(NULL, 0));
}

/* RFC 4231, test cases 2 and 6. */
static void
keyed(void **state)
{
	char hex[DP_SHA256_HEX], key[131];

	(void)state;
	dp_hmac_sha256(DP_S("Jefe"), DP_S("what do ya want for nothing?"), hex);
	assert_string_equal(hex, "5bdcc146bf60754e6a042426089575c7"
				 "5a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof key);
	dp_hmac_sha256((dp_str){ key, sizeof key },
		       DP_S("Test Using Larger Than Block-Size Key - Hash Key "
			    "First"),
		       hex);
	assert_string_equal(hex, "60e431591ee0b67f0d8a26aacbf5b77f"
				 "8e0bc6213728c5140546040f0ee37f54");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keyed),
		cmocka_unit_test(test_published_examples),
		cmocka_unit_test(test_file_as_memory),
		cmocka_unit_test(test_keys),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Libraries opened when they are needed, and what is said without them. */
#include "test.h"

#include "base/lazy.h"

struct api {
	int (*first)(void);
	int (*second)(void);
};

static const struct dpi_lazy wanted[] = {
	{ "archive_read_new", offsetof(struct api, first) },
	{ "archive_of_nothing", offsetof(struct api, second) },
};

static void
test_a_library_that_is_not_there_is_named(void **state)
{
	static const struct dpi_library nowhere = { "nowhere-to-be-found",
						    "0.30.2", "libnowhere-0",
						    wanted, 1 };
	struct dp_err err = { 0 };
	struct api api;

	(void)state;
	assert_int_equal(dpi_lazy_open(&nowhere, &api, &err), -1);
	assert_int_equal(err.code, DP_EIO);
	assert_non_null(strstr(err.msg, "libnowhere-to-be-found"));
	assert_non_null(strstr(err.msg, "0.30.2"));
	assert_non_null(strstr(err.msg, "Install"));
	assert_non_null(strstr(err.msg, "libnowhere-0"));
}

static void
test_a_library_without_the_function_is_refused(void **state)
{
	struct dpi_library archive = { "archive", "13", "libarchive13", wanted,
				       1 };
	struct dp_err err = { 0 };
	struct api api;

	(void)state;
	assert_int_equal(dpi_lazy_open(&archive, &api, &err), 0);
	assert_non_null(api.first);
	archive.n = 2;
	assert_int_equal(dpi_lazy_open(&archive, &api, &err), -1);
	assert_non_null(strstr(err.msg, "libarchive"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_library_that_is_not_there_is_named),
		cmocka_unit_test(
			test_a_library_without_the_function_is_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

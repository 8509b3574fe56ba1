/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fixtures with random damage: whatever comes out is UTF-8, rectangular
 * and, read again with nothing said, the same, and nothing is lost.
 */
#include "test.h"

#include <glob.h>

#include "account.h"
#include "damage.h"
#include "table_read.h"

/* What is wrong with ONCE, read from TEXT; NULL: nothing. */
static const char *
wrong_with(dp_str text, const struct table *once, struct table *twice)
{
	dp_str csv = dp_buf_view(&once->csv);

	if (dp_utf8_valid(csv) != csv.n)
		return "no UTF-8";
	if (!account_is_rectangular(csv))
		return "not rectangular";
	if (account_lost(text, &once->dialect,
			 table_count(once, DP_F_OTHER_DELIMITER) > 0, csv,
			 dp_buf_view(&once->log.rejects)) >= 0)
		return "something is lost";
	if (table_read(twice, csv) != 0)
		return twice->err.msg;
	return dp_str_eq(csv, dp_buf_view(&twice->csv)) ? NULL : "not the same";
}

static bool
is_right(dp_str text)
{
	struct table once, twice;
	const char *wrong;

	table_init(&once);
	table_init(&twice);
	/* What is no text at all is refused, and that is said. */
	if (table_read(&once, text) != 0)
		wrong = once.err.msg[0] ? NULL : "no word of why not";
	else
		wrong = wrong_with(text, &once, &twice);
	if (wrong && getenv("MUTATED_SHOW"))
		print_message("---- %s: in\n%.*s\n---- once\n%.*s\n---- twice\n"
			      "%.*s\n",
			      wrong, DP_FMT(text),
			      DP_FMT(dp_buf_view(&once.csv)),
			      DP_FMT(dp_buf_view(&twice.csv)));
	table_done(&once);
	table_done(&twice);
	return !wrong;
}

static void
test_mutated(void **state)
{
	const char *top = getenv("srcdir"), *much = getenv("MUTATED_TURNS");
	const char *from = getenv("MUTATED_SEED");
	size_t turns = much ? (size_t)atoi(much) : 12, wrong = 0, tried = 0;
	char *pattern = dp_format("%s/tests/data/table/*.in.csv",
				  top ? top : ".");
	struct dp_buf whole = { 0 }, text = { 0 };
	uint64_t seed = 88172645463325252u +
			(from ? strtoull(from, NULL, 10) : 0);
	glob_t found;

	(void)state;
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct dp_err err = { 0 };

		whole.n = 0;
		assert_int_equal(dp_read_file(found.gl_pathv[i], 1u << 20,
					      &whole, &err),
				 0);
		for (size_t k = 0; k < turns; k++) {
			text.n = 0;
			dp_buf_str(&text, dp_buf_view(&whole));
			for (size_t n = damage_some(&seed, 4) + (k > 0); n > 0;
			     n--)
				damage(&text, &seed);
			tried++;
			wrong += !is_right(dp_buf_view(&text));
		}
	}
	print_message("# %zu files, %zu wrong\n", tried, wrong);
	assert_int_equal(wrong, 0);
	globfree(&found);
	free(pattern);
	dp_buf_done(&whole);
	dp_buf_done(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mutated),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

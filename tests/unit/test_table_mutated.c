/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fixtures with random damage: whatever comes out is UTF-8, rectangular
 * and, read again with nothing said, the same.
 */
#include "test.h"

#include <glob.h>

#include "table_read.h"

static uint64_t seed = 88172645463325252u;

/* Xorshift: G. Marsaglia, Journal of Statistical Software 8(14), 2003. */
static size_t
some(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed % n);
}

static void
insert(struct dp_buf *b, size_t at, const char *p, size_t n)
{
	(void)dp_buf_room(b, n);
	memmove(b->p + at + n, b->p + at, b->n - at);
	memcpy(b->p + at, p, n);
	b->n += n;
}

static void
mutate(struct dp_buf *b)
{
	static const char *const bit[] = {
		"\"",       ";",    ",",    "\t",      "\n",    "\r\n",
		"\r",       "'",    "|",    "\xE9",    " ",     ":",
		"0",        "\\\"", "\n\n", ",,",      ";;;",   "\"\"",
		"\xC3\xA9", "\x1A", "#",    "sep=;\n", "Total", "\xEF\xBB\xBF"
	};
	size_t at = some(b->n + 1), n = some(9) + 1;
	const char *what = bit[some(sizeof bit / sizeof *bit)];

	switch (some(5)) {
	case 0:
		if (at < b->n)
			b->p[at] = (char)some(256);
		break;
	case 1:
		n = n < b->n - at ? n : b->n - at;
		memmove(b->p + at, b->p + at + n, b->n - at - n);
		b->n -= n;
		break;
	case 2:
		n = n < b->n ? n : b->n;
		if (n) {
			char copy[16];

			memcpy(copy, b->p + some(b->n - n + 1), n);
			insert(b, at, copy, n);
		}
		break;
	default:
		insert(b, at, what, strlen(what));
		break;
	}
}

/* Every record of CSV, which has no quotes in it that are not its own, has
 * as many cells as the first. */
static bool
is_rectangular(dp_str csv)
{
	size_t cells = 1, first = 0;
	bool open = false;

	for (size_t i = 0; i < csv.n; i++) {
		open ^= csv.p[i] == '"';
		if (open)
			continue;
		cells += csv.p[i] == ',';
		if (csv.p[i] != '\n')
			continue;
		if (first && cells != first)
			return false;
		first = cells;
		cells = 1;
	}
	return !open;
}

static bool
is_right(dp_str text)
{
	struct table once, twice;
	bool ok;

	table_init(&once);
	table_init(&twice);
	/* What is no text at all is refused, and that is said. */
	if (table_read(&once, text) != 0) {
		ok = once.err.msg[0] != '\0';
		table_done(&once);
		return ok;
	}
	ok = dp_utf8_valid(dp_buf_view(&once.csv)) == once.csv.n &&
	     is_rectangular(dp_buf_view(&once.csv)) &&
	     table_read(&twice, dp_buf_view(&once.csv)) == 0 &&
	     dp_str_eq(dp_buf_view(&once.csv), dp_buf_view(&twice.csv));
	if (!ok && getenv("MUTATED_SHOW"))
		print_message("---- in\n%.*s\n---- once\n%.*s\n---- twice\n"
			      "%.*s\n",
			      DP_FMT(text), DP_FMT(dp_buf_view(&once.csv)),
			      DP_FMT(dp_buf_view(&twice.csv)));
	table_done(&once);
	table_done(&twice);
	return ok;
}

static void
test_mutated(void **state)
{
	const char *top = getenv("srcdir"), *much = getenv("MUTATED_TURNS");
	size_t turns = much ? (size_t)atoi(much) : 12, wrong = 0, tried = 0;
	char *pattern = dp_format("%s/tests/data/table/*.in.csv",
				  top ? top : ".");
	struct dp_buf whole = { 0 }, text = { 0 };
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
			for (size_t n = some(4) + (k > 0); n > 0; n--)
				mutate(&text);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Regular RFC 4180 files of every shape and content: what is written of them
 * is what they were.
 */
#include "test.h"

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

static const char *
word(void)
{
	static const char *const words[] = {
		"Apt",           "Gap",    "Digne", "l'eau",
		"Saint-Rémy",    "note",   "a",     "m2",
		"Éguilles",      "source", "x y",   "de la",
		"le pays d'Aix", "n° 5",   "rue 12"
	};

	return words[some(sizeof words / sizeof *words)];
}

/* A cell of some kind: each column has its own. */
static void
put_cell(struct dp_buf *b, size_t kind)
{
	static const char odd[] = ",;\t|:\"' \n\r#=%-.0aé";

	switch (kind) {
	case 0:
		dp_buf_format(b, "%zu", some(100000));
		break;
	case 1:
		dp_buf_format(b, "%zu,%zu", some(1000), some(100));
		break;
	case 2:
		dp_buf_format(b, "%04zu-%02zu-%02zu", 1990 + some(40),
			      1 + some(12), 1 + some(28));
		break;
	case 3:
		dp_buf_c(b, word());
		break;
	case 4:
		for (size_t n = 1 + some(6); n > 0; n--)
			dp_buf_format(b, "%s%s", word(), n > 1 ? ", " : ".");
		break;
	case 5:
		for (size_t n = some(8); n > 0; n--)
			dp_buf_char(b, odd[some(sizeof odd - 3)]);
		break;
	case 6:
		dp_buf_format(b, "%s %zu:%02zu", word(), some(24), some(60));
		break;
	default:
		break;
	}
}

static void
make_table(struct dp_buf *out, size_t *n_cols)
{
	size_t w = 1 + some(some(3) ? 6 : 2), rows = some(some(4) ? 30 : 4);
	size_t kind[8], empty = some(3) ? 8 : 2;
	bool header = some(4) > 0;
	size_t n_empty = 0;

	*n_cols = w;
	/* One column of signs may be any table. */
	for (size_t i = 0; i < w; i++)
		do
			kind[i] = some(8);
		while (w == 1 && kind[i] == 5);
	for (size_t r = 0; r <= rows; r++) {
		struct dp_buf text[8];
		dp_str cell[8];
		size_t filled = 0;

		memset(text, 0, sizeof text);
		for (size_t i = 0; i < w; i++) {
			if (r == 0 && header)
				dp_buf_format(&text[i], "%s%zu", word(), i);
			else if (some(empty))
				put_cell(&text[i], kind[i]);
			cell[i] = dp_buf_view(&text[i]);
			if (cell[i].n == 0)
				cell[i].p = some(9) ? NULL : "";
			filled += cell[i].n > 0;
		}
		/* Several rows of delimiters at the end are none of the
		 * table's: a spreadsheet leaves them. */
		n_empty = filled ? 0 : n_empty + 1;
		if (n_empty < 2 || w == 1)
			dp_csv_record(out, cell, w);
		for (size_t i = 0; i < w; i++)
			dp_buf_done(&text[i]);
	}
	dp_csv_guard(out);
}

static void
test_regular(void **state)
{
	const char *much = getenv("REGULAR_TURNS");
	size_t turns = much ? (size_t)atoi(much) : 3000, wrong = 0;

	(void)state;
	for (size_t k = 0; k < turns; k++) {
		struct dp_buf text = { 0 };
		struct table t;
		size_t n_cols;

		make_table(&text, &n_cols);
		table_init(&t);
		if (table_read(&t, dp_buf_view(&text)) != 0 ||
		    !dp_str_eq(dp_buf_view(&t.csv), dp_buf_view(&text))) {
			wrong++;
			if (getenv("REGULAR_SHOW"))
				print_message(
					"---- %d\n%.*s----\n%.*s%.*s",
					t.dialect.delimiter,
					DP_FMT(dp_buf_view(&text)),
					DP_FMT(dp_buf_view(&t.csv)),
					DP_FMT(dp_buf_view(&t.log.rejects)));
		}
		table_done(&t);
		dp_buf_done(&text);
	}
	print_message("# %zu of %zu are not what they were\n", wrong, turns);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_regular),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files whose lines end with CR at first, further than is looked at to find
 * that out, and otherwise behind: read cell for cell, and said, wherever
 * blocks are cut.
 */
#include "test.h"

#include "account.h"
#include "table_read.h"

/* More than is looked at for what ends lines. */
#define START_BYTES (70u << 10)

/* A text, the table in it, and the line of its first record behind CR. */
struct made {
	struct dp_buf text, want;
	uint64_t line;
};

static void
made_done(struct made *m)
{
	dp_buf_done(&m->text);
	dp_buf_done(&m->want);
}

/* Appends record N, which ends with END, and the LINES it takes. */
static void
add_record(struct made *m, unsigned n, const char *end, uint64_t *lines)
{
	static const struct {
		const char *cell;
		unsigned lines; /* as they count that end with CR at first */
	} note[] = {
		{ "x", 1 },
		{ "\"a;b\"", 1 },
		{ "\"l'un\nl'autre\"", 1 },
		{ "\"l'un\rl'autre\"", 2 },
		{ "\"l'un\r\nl'autre\"", 2 },
		{ "\"dit \"\"non\"\"\"", 1 },
		{ "", 1 },
		{ "\xC3\xA9t\xC3\xA9", 1 },
	};
	unsigned k = n % 8, plain = k == 1;

	dp_buf_format(&m->text, "Commune %u;%05u;%s%s", n, n, note[k].cell,
		      end);
	dp_buf_format(&m->want, "Commune %u,%05u,%s\n", n, n,
		      plain ? "a;b" : note[k].cell);
	*lines += note[k].lines;
}

/* Lines of CR, then N records whose lines end with END. */
static void
make(struct made *m, const char *end, unsigned n)
{
	unsigned i = 0;

	memset(m, 0, sizeof *m);
	dp_buf_c(&m->text, "commune;code;note\r");
	dp_buf_c(&m->want, "commune,code,note\n");
	m->line = 2;
	while (m->text.n < START_BYTES)
		add_record(m, i++, "\r", &m->line);
	for (uint64_t lines = 0; n > 0; n--)
		add_record(m, i++, end, &lines);
}

/* M is read as it should, cut and shared so, with N records told. */
static void
reads_well(const struct made *m, size_t block_bytes, unsigned threads,
	   bool as_is, unsigned n)
{
	dp_str text = dp_buf_view(&m->text);
	struct table t;

	table_init(&t);
	t.opts.block_bytes = block_bytes;
	t.opts.as_is = as_is;
	t.threads = threads;
	assert_int_equal(table_read(&t, text), 0);
	assert_true(dp_str_eq(dp_buf_view(&t.csv), dp_buf_view(&m->want)));
	assert_int_equal(table_count(&t, DP_F_MIXED_ENDS), n);
	assert_int_equal(table_line(&t, DP_F_MIXED_ENDS), n ? m->line : 0);
	assert_int_equal(t.log.findings.n, n > 0);
	assert_int_equal(account_lost(text, &t.dialect, false,
				      dp_buf_view(&t.csv),
				      dp_buf_view(&t.log.rejects)),
			 -1);
	assert_int_equal(t.dialect.newline, DP_CR);
	table_done(&t);
}

static void
test_other_ends_behind_cr(void **state)
{
	static const char *const end[] = { "\n", "\r\n", "\r\r\n" };
	static const size_t size[] = { 0, 64, 1000, 4096, 50000 };

	(void)state;
	for (size_t i = 0; i < sizeof end / sizeof *end; i++) {
		struct made m;

		make(&m, end[i], 900);
		for (size_t k = 0; k < sizeof size / sizeof *size; k++)
			reads_well(&m, size[k], k % 4 + 1, k % 2, 900);
		made_done(&m);
	}
}

/* A block may end at any byte of the line ends where they change. */
static void
test_blocks_cut_where_ends_change(void **state)
{
	static const char *const end[] = { "\n", "\r\n", "\r\r\n" };

	(void)state;
	for (size_t i = 0; i < sizeof end / sizeof *end; i++) {
		struct made m;
		size_t start;

		make(&m, "\r", 0);
		start = m.text.n;
		made_done(&m);
		make(&m, end[i], 40);
		for (size_t at = start; at < start + 60; at++)
			reads_well(&m, at - strlen("commune;code;note\r"),
				   at % 2 + 1, at % 3, 40);
		made_done(&m);
	}
}

static void
test_cr_alone(void **state)
{
	struct made m;

	(void)state;
	make(&m, "\r", 300);
	/* The last line has no end. */
	m.text.n--;
	for (unsigned k = 0; k < 4; k++)
		reads_well(&m, k ? 1000 * k : 0, k + 1, k % 2, 0);
	made_done(&m);
}

/* Lines below the table are counted as they end. */
static void
test_footer_asked_for(void **state)
{
	struct made m;
	struct table t;

	(void)state;
	make(&m, "\n", 20);
	dp_buf_c(&m.text, "Total\rSource : moi\r\nfin\n");
	table_init(&t);
	t.opts.footer_lines = 3;
	t.opts.block_bytes = 4096;
	assert_int_equal(table_read(&t, dp_buf_view(&m.text)), 0);
	assert_true(dp_str_eq(dp_buf_view(&t.csv), dp_buf_view(&m.want)));
	table_done(&t);
	made_done(&m);
}

/* Lines that stand in quotes, or in a drawing, are taken out of them. */
static void
test_framed_lines(void **state)
{
	static const struct {
		const char *head, *line;
	} shape[] = {
		{ "\"nom,\"\"code\"\",note\"\r",
		  "\"Commune %u,\"\"%05u\"\",x\"" },
		{ "| nom | code | note |\r|---|---|---|\r",
		  "| Commune %u | %05u | x |" },
	};

	(void)state;
	for (size_t k = 0; k < 4; k++) {
		const char *end = k < 2 ? "\n" : "\r\n";
		struct made m = { 0 };
		struct table t;
		unsigned n = 0;

		dp_buf_c(&m.text, shape[k % 2].head);
		dp_buf_c(&m.want, "nom,code,note\n");
		for (unsigned more = 100; more > 0; n++) {
			bool first = m.text.n < START_BYTES;

			dp_buf_format(&m.text, shape[k % 2].line, n, n);
			dp_buf_c(&m.text, first ? "\r" : end);
			dp_buf_format(&m.want, "Commune %u,%05u,x\n", n, n);
			more -= !first;
		}
		table_init(&t);
		assert_int_equal(table_read(&t, dp_buf_view(&m.text)), 0);
		assert_true(dp_str_eq(dp_buf_view(&t.csv),
				      dp_buf_view(&m.want)));
		assert_int_equal(table_count(&t, DP_F_MIXED_ENDS), 100);
		table_done(&t);
		made_done(&m);
	}
}

/* Asked to, nothing but CR ends a record. */
static void
test_cr_asked_for(void **state)
{
	struct made m;
	struct table t;

	(void)state;
	make(&m, "\r", 0);
	dp_buf_c(&m.text, "Apt;1;un\ndeux\r");
	dp_buf_c(&m.want, "Apt,1,\"un\ndeux\"\n");
	table_init(&t);
	t.opts.newline_set = true;
	t.opts.newline = DP_CR;
	assert_int_equal(table_read(&t, dp_buf_view(&m.text)), 0);
	assert_true(dp_str_eq(dp_buf_view(&t.csv), dp_buf_view(&m.want)));
	assert_int_equal(t.log.findings.n, 0);
	table_done(&t);
	made_done(&m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_other_ends_behind_cr),
		cmocka_unit_test(test_blocks_cut_where_ends_change),
		cmocka_unit_test(test_cr_alone),
		cmocka_unit_test(test_footer_asked_for),
		cmocka_unit_test(test_framed_lines),
		cmocka_unit_test(test_cr_asked_for),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

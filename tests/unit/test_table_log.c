/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log: the audit and the rejects are tables themselves, tallies add up,
 * and the riskiest changes are the examples.
 */
#include "test.h"

#include "table_read.h"

#define S(lit) DP_S(lit)

static struct dp_batch *
some_batch(void)
{
	struct dp_batch *b = dp_batch_new();

	dp_batch_clear(b, 2, 2);
	b->has_raw = true;
	dp_buf_c(&b->block, "a,\"x\ny\"\r\nb,\"c\"\n");
	for (uint32_t r = 0; r < 2; r++) {
		memset(dp_batch_cell(b, r, 0), 0, 2 * sizeof *b->cell);
		b->state[r] = DP_ROW_KEPT;
		b->record[r] = 7 + r;
	}
	b->start[0] = 0;
	b->start[1] = 9;
	b->start[2] = 15;
	b->n_rows = 2;
	b->first_line = 10;
	return b;
}

static void
test_audit_is_a_table(void **state)
{
	struct dp_batch *b = some_batch();
	struct dp_log *l = b->log;
	struct dp_buf text = { 0 };
	struct table t;

	(void)state;
	dp_log_init(l, 2, true, true);
	dp_log_change(l, b, 0, 0, S("1"), "trim",
		      &(struct dp_column){ .name = S("nom, usuel") },
		      S(" Ada \"X\""), S("Ada \"X\""));
	dp_log_change(l, b, 1, 1, S("2"), "na",
		      &(struct dp_column){ .name = S("b"), .slot = 1 },
		      S("n.d."), (dp_str){ NULL, 0 });
	assert_int_equal(l->step[0].changed_cells, 1);
	assert_int_equal(l->step[1].changed_cells, 1);
	dp_buf_c(&text, dp_audit_header);
	dp_buf_str(&text, dp_buf_view(&l->audit));
	assert_true(dp_str_is(dp_buf_view(&text),
			      "line,record,column,step,operation,before,after\n"
			      "10,7,\"nom, usuel\",1,trim,\" Ada \"\"X\"\"\","
			      "\"Ada \"\"X\"\"\"\n"
			      "12,8,b,2,na,n.d.,\n"));
	table_init(&t);
	assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
	assert_true(dp_str_eq(dp_buf_view(&t.csv), dp_buf_view(&text)));
	table_done(&t);
	dp_buf_done(&text);
	dp_batch_free(b);
}

/* Notes that step 0 changed row 0 of B in SLOT, and writes it to WANT too. */
static void
change_and_expect(struct dp_batch *b, uint32_t slot, dp_str before,
		  dp_str after, struct dp_buf *want)
{
	struct dp_buf name = { 0 };

	/* one that is longer than what is copied at once, among short ones */
	dp_buf_format(&name, "n%0*u", slot % 5 == 0 ? 40 : 1, (unsigned)slot);
	dp_log_change(b->log, b, 0, 0, S("1a"), "edit",
		      &(struct dp_column){ .name = dp_buf_view(&name),
					   .slot = slot },
		      before, after);
	dp_buf_format(want, "%llu,%llu,%.*s,1a,edit,",
		      (unsigned long long)b->line[0],
		      (unsigned long long)b->record[0],
		      DP_FMT(dp_buf_view(&name)));
	dp_csv_cell(want, before);
	dp_buf_char(want, ',');
	dp_csv_cell(want, after);
	dp_buf_char(want, '\n');
	dp_buf_done(&name);
}

static void
test_audit_of_many_columns(void **state)
{
	static const uint64_t number[] = { 1,         9,         10,
					   99999999,  100000000, 12345678901,
					   UINT64_MAX };
	struct dp_batch *b = some_batch();
	struct dp_buf want = { 0 };
	dp_str text = dp_keep(&b->text, S("a text of more than thirty-two "
					  "bytes, with \"quotes\"\nand more"));

	(void)state;
	dp_log_init(b->log, 1, true, false);
	b->has_lines = true;
	for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
		b->line[0] = number[i];
		b->record[0] = number[i] - i % 2;
		if (!b->record[0])
			b->record[0] = 1;
		/* more than are kept, and each again, from texts with and
		 * without room behind them */
		for (uint32_t k = 0; k < 300; k++)
			change_and_expect(b, k % 150,
					  (dp_str){ text.p, k % text.n },
					  dp_str_c(&"x, 'y'"[k % 7]), &want);
		change_and_expect(b, 3, S(""), (dp_str){ NULL, 0 }, &want);
	}
	assert_true(dp_str_eq(dp_buf_view(&b->log->audit), dp_buf_view(&want)));
	dp_buf_done(&want);
	dp_batch_free(b);
}

static void
test_rejects_hold_the_raw_record(void **state)
{
	struct dp_batch *b = some_batch();
	struct dp_log *l = b->log;

	(void)state;
	dp_log_init(l, 0, false, true);
	dp_log_reject(l, b, 0, S("3"), "drop");
	dp_log_reject_line(l, 4, 0, S("Titre, long"), "preamble");
	assert_true(dp_str_is(dp_buf_view(&l->rejects),
			      "10,7,3,drop,\"a,\"\"x\ny\"\"\"\n"
			      "4,,,preamble,\"Titre, long\"\n"));
	/* A record put aside has its cells only. */
	l->rejects.n = 0;
	b->has_raw = b->has_lines = false;
	dp_batch_cell(b, 1, 0)->p = "u,v";
	dp_batch_cell(b, 1, 0)->n = 3;
	dp_log_reject(l, b, 1, S("3"), "dedupe");
	assert_true(dp_str_is(dp_buf_view(&l->rejects),
			      ",8,3,dedupe,\"\"\"u,v\"\",\"\n"));
	/* Nothing is kept that nobody asked for. */
	dp_log_init(l, 0, false, false);
	dp_log_reject(l, b, 1, S("3"), "dedupe");
	dp_log_change(l, b, 1, 0, S("3"), "x",
		      &(struct dp_column){ .name = S("a") }, S("b"), S("c"));
	assert_int_equal(l->rejects.n + l->audit.n, 0);
	dp_batch_free(b);
}

static void
test_tallies_add_up(void **state)
{
	struct dp_log all = { 0 }, part = { 0 };

	(void)state;
	dp_log_init(&all, 2, true, true);
	dp_log_init(&part, 2, true, true);
	for (int i = 0; i < 3; i++) {
		part.step[1] = (struct dp_tally){ 1, 2, 3, 4 };
		part.rows_in = 10;
		part.rows_out = 8;
		(void)dp_finding_add(&part.findings, DP_F_BLANK_ROW,
				     (dp_str){ NULL, 0 }, 1, 1, S(""));
		dp_buf_c(&part.rejects, "x\n");
		dp_log_merge(&all, &part);
		dp_log_clear(&part);
		assert_int_equal(part.step[1].bad_cells, 0);
		assert_int_equal(part.findings.n, 0);
		assert_int_equal(part.rejects.n, 0);
		assert_true(part.want_audit && part.want_rejects);
	}
	assert_int_equal(all.step[0].changed_cells, 0);
	assert_int_equal(all.step[1].changed_cells, 3);
	assert_int_equal(all.step[1].dropped_rows, 6);
	assert_int_equal(all.step[1].bad_cells, 9);
	assert_int_equal(all.step[1].added_rows, 12);
	assert_int_equal(all.rows_in, 30);
	assert_int_equal(all.rows_out, 24);
	assert_int_equal(all.findings.at[0].count, 3);
	dp_log_done(&all);
	dp_log_done(&part);
}

static void
test_riskiest_are_the_examples(void **state)
{
	static const char *const change[][2] = {
		{ " a", "a" },  { " b", "b" },    { "Gap", "GAP" },
		{ " c", "c" },  { "12", "13" },   { "12", "13" },
		{ "n.d.", "" }, { "abc", "abd" }, { " d", "d" },
	};
	struct dp_batch *b = some_batch();
	struct dp_log all = { 0 };
	struct dp_log *l = b->log;

	(void)state;
	dp_log_init(&all, 1, false, false);
	dp_log_want_examples(&all);
	dp_log_init(l, 1, false, false);
	dp_log_want_examples(l);
	for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
		dp_log_change(l, b, i % 2, 0, S("1"), "edit",
			      &(struct dp_column){ .name = S("a") },
			      dp_str_c(change[i][0]), dp_str_c(change[i][1]));
		/* As if each were in a batch of its own. */
		if (i % 3 == 2) {
			dp_log_merge(&all, l);
			dp_log_clear(l);
		}
	}
	assert_int_equal(all.n_examples[0], DP_EXAMPLES);
	assert_true(dp_str_is(all.example[0].before, "n.d."));
	assert_int_equal(all.example[0].risk, DP_RISK_LOST);
	assert_true(dp_str_is(all.example[1].before, "12"));
	assert_int_equal(all.example[1].line, 10);
	assert_int_equal(all.example[1].record, 7);
	assert_true(dp_str_is(all.example[2].before, "abc"));
	assert_int_equal(all.step[0].changed_cells, 9);
	dp_log_done(&all);
	dp_batch_free(b);
}

static void
test_risks(void **state)
{
	static const struct {
		const char *before, *after;
		enum dp_risk risk;
	} row[] = {
		{ " Apt ", "Apt", DP_RISK_SPACE },
		{ "a\xC2\xA0"
		  "b",
		  "a b", DP_RISK_SPACE },
		{ "St. Jean", "St Jean", DP_RISK_SPACE },
		{ "Apt", "APT", DP_RISK_CASE },
		{ "Ch\xC3\xA2teau", "Chateau", DP_RISK_CASE },
		{ "Apt", "Gap", DP_RISK_LETTER },
		{ "1 234,5", "1234.5", DP_RISK_SPACE },
		{ "\xE2\x88\x92 5", "-5", DP_RISK_SPACE },
		{ "1,5", "1.50", DP_RISK_DIGIT },
		{ "4112", "04112", DP_RISK_DIGIT },
		{ "n.d.", "", DP_RISK_LOST },
		{ " ", "", DP_RISK_SPACE },
		{ "", "x", DP_RISK_LETTER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		if (dp_change_risk(dp_str_c(row[i].before),
				   dp_str_c(row[i].after)) != row[i].risk)
			fail_msg("%s -> %s", row[i].before, row[i].after);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_audit_is_a_table),
		cmocka_unit_test(test_audit_of_many_columns),
		cmocka_unit_test(test_rejects_hold_the_raw_record),
		cmocka_unit_test(test_tallies_add_up),
		cmocka_unit_test(test_riskiest_are_the_examples),
		cmocka_unit_test(test_risks),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

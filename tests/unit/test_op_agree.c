/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Operations on cells: their fast ways, and the cells that they pass over,
 * agree with the slow way on any text.
 */
#include "test.h"

#include "recipe_run.h"

static uint64_t seed = 20260302;

static unsigned
pick(unsigned n)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

/* Appends a text of up to 40 pieces, blanks of all kinds among them. */
static void
random_text(struct dp_buf *out)
{
	static const char *const piece[] = {
		"a",      "Z",      "m",      " ",      " ",      "\t",
		"\n",     "\u00a0", "\u202f", "\u200b", "\ufeff", "\u00e9",
		"\u00c9", "\u2019", "\u0159", "\u4e2d", "1",      ".",
		"\r\n",   "Rue",    "\u3000", "\u00c5", "\u00df", "\u00ff",
		"\u00d7", "\u00f7", "\u00e7",
	};
	unsigned n = pick(40);

	while (n-- > 0)
		dp_buf_c(out, piece[pick(sizeof piece / sizeof *piece)]);
}

/* The plain way to squeeze, character by character. */
static void
squeeze_plainly(dp_str s, struct dp_buf *out)
{
	bool run = false, seen = false;

	while (s.n) {
		unsigned len = dp_space_bytes(s);
		dp_str zero = { s.p, len };

		if (len) {
			run = true;
			seen |= !dp_str_is(zero, "\u200b") &&
				!dp_str_is(zero, "\u2060") &&
				!dp_str_is(zero, "\ufeff");
			s = dp_str_from(s, len);
			continue;
		}
		if (run && seen)
			dp_buf_char(out, ' ');
		run = seen = false;
		dp_buf_char(out, s.p[0]);
		s = dp_str_from(s, 1);
	}
	if (run && seen)
		dp_buf_char(out, ' ');
}

/* Calls the operation OP NAME with ARGS on TEXT and asserts it gives WANT. */
static void
assert_cell(const char *name, const char *args, dp_str text, dp_str want)
{
	char *recipe = dp_format("%s x %s", name, args);
	struct dp_buf in = { 0 }, out = { 0 };
	struct run x = { 0 };
	dp_str cell = want.n ? want : (dp_str){ NULL, 0 };

	dp_buf_c(&in, "x,y\n");
	dp_csv_cell(&in, text);
	dp_buf_c(&in, ",end\n");
	dp_buf_c(&out, "x,y\n");
	dp_csv_cell(&out, cell);
	dp_buf_c(&out, ",end\n");
	if (run_recipe(&x, recipe, dp_buf_view(&in)) != 0)
		fail_msg("%s", x.err.msg);
	if (!dp_str_eq(dp_buf_view(&x.out), dp_buf_view(&out)))
		fail_msg("%s of [%.*s] is [%.*s] not [%.*s]", recipe,
			 DP_FMT(text), DP_FMT(dp_buf_view(&x.out)),
			 DP_FMT(dp_buf_view(&out)));
	run_done(&x);
	dp_buf_done(&in);
	dp_buf_done(&out);
	free(recipe);
}

static void
random_texts_agree(void **state)
{
	struct dp_buf text = { 0 }, want = { 0 };

	(void)state;
	for (int i = 0; i < 2000; i++) {
		dp_str s;

		text.n = want.n = 0;
		random_text(&text);
		if (text.n == 0)
			continue;
		s = dp_buf_view(&text);
		assert_cell("trim", "", s, dp_trim(s));
		squeeze_plainly(s, &want);
		assert_cell("squeeze", "", s, dp_buf_view(&want));
		want.n = 0;
		dp_case_change(s, DP_CASE_LOWER, &want);
		assert_cell("case", "to=lower", s, dp_buf_view(&want));
		want.n = 0;
		dp_case_change(s, DP_CASE_UPPER, &want);
		assert_cell("case", "to=upper", s, dp_buf_view(&want));
	}
	dp_buf_done(&text);
	dp_buf_done(&want);
}

/* Every character, alone, before a word and inside one. */
static void
case_twice(void **state)
{
	static const char *const before[] = { "", "", "a", "a " };
	static const char *const after[] = { "", "n a", "n", "" };
	struct dp_buf in = { 0 }, once = { 0 }, again = { 0 };

	(void)state;
	for (uint32_t c = 1; c < 0x1f000; c++)
		for (size_t i = 0; i < sizeof before / sizeof *before; i++)
			for (int how = DP_CASE_UPPER; how <= DP_CASE_NAME_FR;
			     how++) {
				in.n = once.n = again.n = 0;
				dp_buf_c(&in, before[i]);
				in.n += dp_utf8_encode(c, dp_buf_room(&in, 4));
				dp_buf_c(&in, after[i]);
				dp_case_change(dp_buf_view(&in),
					       (enum dp_case)how, &once);
				dp_case_change(dp_buf_view(&once),
					       (enum dp_case)how, &again);
				if (!dp_str_eq(dp_buf_view(&again),
					       dp_buf_view(&once)))
					fail_msg("U+%04X, %d: [%.*s] [%.*s]",
						 (unsigned)c, how,
						 DP_FMT(dp_buf_view(&once)),
						 DP_FMT(dp_buf_view(&again)));
			}
	dp_buf_done(&in);
	dp_buf_done(&once);
	dp_buf_done(&again);
}

/* Plain ASCII takes other ways than the texts above. */
static void
ascii_agrees(void **state)
{
	struct dp_buf text = { 0 }, want = { 0 };

	(void)state;
	for (unsigned c = 1; c < 128; c++)
		for (unsigned at = 0; at < 20; at++) {
			text.n = want.n = 0;
			dp_buf_c(&text, "abcdefghijklmnopqrst");
			text.p[at] = (char)c;
			if (c == '\r')
				continue;
			dp_case_change(dp_buf_view(&text), DP_CASE_UPPER,
				       &want);
			assert_cell("case", "to=upper", dp_buf_view(&text),
				    dp_buf_view(&want));
			want.n = 0;
			dp_buf_str(&want, dp_buf_view(&text));
			if (c == '\t' || c == '\n' || c == '\v' || c == '\f')
				want.p[at] = ' ';
			assert_cell("squeeze", "", dp_buf_view(&text),
				    dp_buf_view(&want));
		}
	dp_buf_done(&text);
	dp_buf_done(&want);
}

/* Every calendar day, in the writing that has a way of its own. */
static void
dates_agree(void **state)
{
	static const struct dp_date_opts o = { DP_DATE_DMY, true, true, 30 };
	struct dp_buf in = { 0 }, want = { 0 };
	struct run x = { 0 };

	(void)state;
	dp_buf_c(&in, "x\n");
	dp_buf_c(&want, "x\n");
	for (unsigned year = 1899; year < 1905; year++)
		for (unsigned month = 0; month < 14; month++)
			for (unsigned day = 0; day < 33; day++) {
				char text[16];
				struct dp_date d;
				int n = snprintf(text, sizeof text,
						 "%02u/%02u/%04u", day, month,
						 year);
				dp_str s = { text, (size_t)n };

				dp_buf_str(&in, s);
				dp_buf_char(&in, '\n');
				if (dp_date_read(s, &o, &d))
					dp_date_iso(&d, &want);
				else
					dp_buf_str(&want, s);
				dp_buf_char(&want, '\n');
			}
	assert_int_equal(run_recipe(&x, "date x order=dmy", dp_buf_view(&in)),
			 0);
	assert_true(dp_str_eq(dp_buf_view(&x.out), dp_buf_view(&want)));
	run_done(&x);
	dp_buf_done(&in);
	dp_buf_done(&want);
}

/*
 * Cells that are passed over and cells that are looked at give the same, and
 * so do one thread and several.
 */
static void
passing_over_changes_nothing(void **state)
{
	static const char *const piece[] = {
		"0",      "1",          "12",         "345",        ".",
		",",      "-",          " ",          "\u00a0",     "\u202f",
		"\u20ac", "%",          "e3",         "(",          ")",
		"00",     "1.234",      "2021-03-12", "/",          "x",
		"\u00e9", "A",          "\u2212",     "25/03/2019", "'",
		"+",      "2021-02-30", "\u200b",     "\u2019",     "\"",
		"`",      "\u2013",     "\u0153",     "e\u0301",    "\u00ad",
		"Ã©",     "â€™",        "&eacute;",   "&amp;",      "\u2026",
		"\u00b2", "\u00ab",     "\u00bb",     "\v",
	};
	static const char *const recipe[] = {
		"number x, y",
		"number x, y locale=en zeros=drop",
		"number x currency=strip percent=strip",
		"date x, y",
		"date y order=mdy",
		"case x, y to=upper",
		"case x to=lower",
		"case x, y to=title",
		"number x, y on-error=reject",
		"date x, y on-error=blank",
		"na x, y tokens=\"x|-\"",
		"trim",
		"squeeze x, y",
		"unicode",
		"unicode x form=NFKC",
		"controls",
		"controls y keep=\"U+00AD\"",
		"punct",
		"punct x, y quotes=curly dashes=keep",
		"punct x quotes=keep nbsp=keep dots=keep",
		"mojibake",
		"mojibake x layers=1",
		"entities",
		"number x, y percent=divide accounting=yes precision=1",
		"date x, y excel=1900 precision=month",
		"boolean x, y blank=false",
		"coords x, y",
		"email x",
		"url y",
		"round x, y digits=-1",
		"clamp x min=0 max=100",
		"scale x by=0.01",
		"accents x, y keep=\"\u00e9\"",
	};
	struct dp_buf in = { 0 };

	(void)state;
	dp_buf_c(&in, "x,y\n");
	for (unsigned i = 0; i < 3000; i++)
		for (unsigned k = 0; k < 2; k++) {
			struct dp_buf cell = { 0 };

			for (unsigned n = pick(5); n > 0; n--)
				dp_buf_c(&cell, piece[pick(sizeof piece /
							   sizeof *piece)]);
			dp_csv_cell(&in, dp_buf_view(&cell));
			dp_buf_char(&in, k ? '\n' : ',');
			dp_buf_done(&cell);
		}
	for (size_t i = 0; i < sizeof recipe / sizeof *recipe; i++) {
		/* where= looks at every cell */
		char *slow = dp_format("%s where=true", recipe[i]);
		struct run x = { .audit = true, .rejects = true };
		struct run y = { .threads = 3,
				 .block_bytes = 4096,
				 .audit = true,
				 .rejects = true };

		assert_int_equal(run_recipe(&x, recipe[i], dp_buf_view(&in)),
				 0);
		assert_int_equal(run_recipe(&y, slow, dp_buf_view(&in)), 0);
		if (!dp_str_eq(dp_buf_view(&x.out), dp_buf_view(&y.out)) ||
		    !dp_str_eq(dp_buf_view(&x.log.audit),
			       dp_buf_view(&y.log.audit)) ||
		    !dp_str_eq(dp_buf_view(&x.log.rejects),
			       dp_buf_view(&y.log.rejects)))
			fail_msg("%s differs", recipe[i]);
		assert_int_equal(x.log.step[0].changed_cells,
				 y.log.step[0].changed_cells);
		assert_int_equal(x.log.step[0].bad_cells,
				 y.log.step[0].bad_cells);
		assert_int_equal(x.log.findings.n, y.log.findings.n);
		for (size_t k = 0; k < x.log.findings.n; k++) {
			const struct dp_finding *f = &x.log.findings.at[k];
			const struct dp_finding *g = &y.log.findings.at[k];

			assert_int_equal(f->id, g->id);
			assert_true(dp_str_eq(f->column, g->column));
			assert_int_equal(f->count, g->count);
			assert_int_equal(f->sample[0].line, g->sample[0].line);
		}
		run_done(&x);
		run_done(&y);
		free(slow);
	}
	dp_buf_done(&in);
}

/* What is canonical stays, and means what it says: the plain way agrees. */
static void
plain_numbers_agree(void **state)
{
	static const char digit[] = "0012345.-,";
	static const struct dp_number_opts fr = { DP_NUMBER_FR, false, false };
	static const struct dp_number_opts en = { DP_NUMBER_EN, false, false };

	(void)state;
	for (unsigned i = 0; i < 4000; i++) {
		const struct dp_number_opts *o = i % 2 ? &fr : &en;
		char text[12], made[DP_NUMBER_BYTES];
		dp_str s = { text, 1 + pick(9) }, want = s, out = { made, 0 };

		for (size_t k = 0; k < s.n; k++)
			text[k] = digit[pick(10)];
		if (dp_number_read(s, o, made, sizeof made, &out.n) ==
			    DP_NUMBER_OK &&
		    !dp_number_zero_led(s))
			want = out;
		assert_cell("number", i % 2 ? "locale=fr" : "locale=en", s,
			    want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_texts_agree),
		cmocka_unit_test(ascii_agrees),
		cmocka_unit_test(case_twice),
		cmocka_unit_test(dates_agree),
		cmocka_unit_test(passing_over_changes_nothing),
		cmocka_unit_test(plain_numbers_agree),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

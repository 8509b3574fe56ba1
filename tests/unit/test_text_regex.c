/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patterns: what matches, what is replaced, what is refused. */
#include "test.h"

#include <dpipe/text.h>

#include <stdlib.h>

/* Replaces all matches; NULL as WANT: nothing is found. */
static void
replaces(const char *pattern, unsigned flags, const char *in, const char *with,
	 const char *want)
{
	struct dp_err err = { 0 };
	struct dp_regex *re = dp_regex_new(dp_str_c(pattern), flags, &err);
	struct dp_template *t;
	struct dp_match *m;
	struct dp_buf out = { 0 };
	int n;

	if (!re)
		fail_msg("%s: %s", pattern, err.msg);
	t = dp_template_new(re, dp_str_c(with), false, &err);
	if (!t)
		fail_msg("%s: %s", with, err.msg);
	m = dp_match_new(re);
	n = dp_regex_replace(re, t, dp_str_c(in), true, m, &out);
	if (want) {
		assert_true(n > 0);
		dp_buf_char(&out, '\0');
		assert_string_equal(out.p, want);
	} else {
		assert_int_equal(n, 0);
		assert_int_equal(out.n, 0);
	}
	dp_buf_done(&out);
	dp_match_free(m);
	dp_template_free(t);
	dp_regex_free(re);
}

static void
replacing(void **state)
{
	(void)state;
	replaces("b", 0, "abcb", "X", "aXcX");
	replaces("z", 0, "abcb", "X", NULL);
	replaces("x*", 0, "axb", "-", "-a--b-"); /* as Java does */
	replaces("x*", 0, "\xc3\xa9", "-", "-\xc3\xa9-");
	replaces("^", 0, "abc", ">", ">abc");
	replaces("(\\d\\d)/(\\d\\d)/(\\d{4})", 0, "le 12/03/2021", "$3-$2-$1",
		 "le 2021-03-12");
	replaces("(?<y>\\d{4})", 0, "an 2021", "[${y}]", "an [2021]");
	replaces("(a)(b)?", 0, "a", "<$1$2>", "<a>");
	replaces("(a)", 0, "a", "$12 \\1 $$ \\$ \\\\ \\n${1}",
		 "a2 a $ $ \\ \na");
	replaces("a", 0, "a", "$0$0", "aa");
	replaces("\xc3\x89T\xc3\x89", DP_REGEX_ICASE, "\xc3\xa9t\xc3\xa9", "x",
		 "x");
	replaces("(?i)ABC", 0, "xabc", "-", "x-");
	replaces("a(?i)b", 0, "aB", "-", "-");
	replaces("a.c", DP_REGEX_LITERAL, "abc a.c", "-", "abc -");
	/* both cases of a letter in brackets, which PCRE2 takes for one */
	replaces("[Cc][Aa]", 0, "Cab", "-", "-b");
	replaces("[Aa]x[Bb]", 0, "axB", "-", "-");
	replaces("a.c", DP_REGEX_LITERAL | DP_REGEX_ICASE, "A.C", "-", "-");
	replaces("a|ab", DP_REGEX_WHOLE, "ab", "-", "-");
	replaces("a", DP_REGEX_WHOLE, "ab", "-", NULL);
	replaces("\\w+", 0, "\xc3\xa9t\xc3\xa9!", "x", "x!");
	replaces("\\s", 0,
		 "a\xc2\xa0"
		 "b",
		 "_", "a_b");
	replaces("a", 0, "", "x", NULL);
	replaces("$", 0, "", "x", "x");
}

static void
first_only(void **state)
{
	struct dp_err err = { 0 };
	struct dp_regex *re = dp_regex_new(DP_S("a"), 0, &err);
	struct dp_template *t = dp_template_new(re, DP_S("$1"), true, &err);
	struct dp_match *m = dp_match_new(re);
	struct dp_buf out = { 0 };

	(void)state;
	assert_int_equal(dp_regex_replace(re, t, DP_S("aaa"), false, m, &out),
			 1);
	assert_true(dp_str_is(dp_buf_view(&out), "$1aa"));
	dp_buf_done(&out);
	dp_match_free(m);
	dp_template_free(t);
	dp_regex_free(re);
}

static void
groups(void **state)
{
	struct dp_err err = { 0 };
	struct dp_regex *re = dp_regex_new(DP_S("(a)|(b)()"), 0, &err);
	struct dp_match *m = dp_match_new(re);
	dp_str s = DP_STR("xxb");
	size_t from, to;

	(void)state;
	assert_int_equal(dp_regex_groups(re), 3);
	assert_int_equal(dp_regex_find(re, s, 0, m), 1);
	dp_match_span(m, &from, &to);
	assert_int_equal(from, 2);
	assert_int_equal(to, 3);
	assert_null(dp_match_group(m, s, 1).p);
	assert_true(dp_str_is(dp_match_group(m, s, 2), "b"));
	assert_non_null(dp_match_group(m, s, 3).p);
	assert_int_equal(dp_match_group(m, s, 3).n, 0);
	assert_null(dp_match_group(m, s, 4).p);
	assert_int_equal(dp_regex_find(re, s, 3, m), 0);
	assert_int_equal(dp_regex_find(re, s, 99, m), 0);
	dp_match_free(m);
	dp_regex_free(re);
}

static void
nothing_matches_nothing(void **state)
{
	struct dp_err err = { 0 };
	struct dp_regex *re = dp_regex_new((dp_str){ NULL, 0 }, 0, &err);
	struct dp_match *m = dp_match_new(re);

	(void)state;
	assert_int_equal(dp_regex_find(re, (dp_str){ NULL, 0 }, 0, m), 1);
	assert_non_null(dp_match_group(m, (dp_str){ NULL, 0 }, 0).p);
	dp_match_free(m);
	dp_regex_free(re);
	dp_match_free(NULL);
	dp_regex_free(NULL);
	dp_template_free(NULL);
}

static void
bad_pattern(const char *pattern, uint64_t column)
{
	struct dp_err err = { 0 };

	assert_null(dp_regex_new(dp_str_c(pattern), 0, &err));
	assert_int_equal(err.code, DP_ERECIPE);
	assert_int_equal(err.at.column, column);
	assert_true(strlen(err.msg) > 20);
}

static void
bad_patterns(void **state)
{
	(void)state;
	bad_pattern("\xc3\xa9(a", 4);
	bad_pattern("*a", 1);
	bad_pattern("[a", 3);
	bad_pattern("a)", 2);
	bad_pattern("a\\", 3);
	bad_pattern("\\Ca", 3);
	bad_pattern("a\xff", 2);
}

static void
bad_template(const struct dp_regex *re, const char *text, uint64_t column)
{
	struct dp_err err = { 0 };

	assert_null(dp_template_new(re, dp_str_c(text), false, &err));
	assert_int_equal(err.code, DP_ERECIPE);
	assert_int_equal(err.at.column, column);
}

static void
bad_templates(void **state)
{
	struct dp_err err = { 0 };
	struct dp_regex *re = dp_regex_new(DP_S("(a)"), 0, &err);

	(void)state;
	bad_template(re, "\xc3\xa9$2", 2);
	bad_template(re, "${x}", 1);
	bad_template(re, "${", 1);
	bad_template(re, "${}", 1);
	bad_template(re, "5 $", 3);
	bad_template(re, "a\\", 2);
	bad_template(re, "\\2", 1);
	bad_template(re, "${-1}", 1);
	dp_regex_free(re);
}

/* A pattern that would run for years ends, and says so. */
static void
limits(void **state)
{
	static const char *const hostile[] = { "(a+)+$", "(a|aa)+$",
					       "^(a?){60}a{60}$",
					       "(.*)*b|(.*)*c", "(?:a*)*$x" };
	struct dp_err err = { 0 };
	char *s = dp_alloc(100000);
	bool reached = false;

	(void)state;
	memset(s, 'a', 100000);
	s[99999] = '!';
	for (size_t i = 0; i < sizeof(hostile) / sizeof(*hostile); i++) {
		struct dp_regex *re = dp_regex_new(dp_str_c(hostile[i]), 0,
						   &err);
		struct dp_match *m = dp_match_new(re);
		struct dp_template *t = dp_template_new(re, DP_S("x"), true,
							&err);
		struct dp_buf out = { 0 };

		dp_buf_c(&out, "before");
		if (dp_regex_replace(re, t, (dp_str){ s, 100000 }, true, m,
				     &out) < 0) {
			reached = true;
			assert_int_equal(out.n, 6);
		}
		dp_regex_find(re, (dp_str){ s + 99900, 100 }, 0, m);
		dp_buf_done(&out);
		dp_template_free(t);
		dp_match_free(m);
		dp_regex_free(re);
	}
	assert_true(reached);
	free(s);
}

static uint64_t seed = 20261128;

static unsigned
pick(unsigned n)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

/* Fills AT, room for 80 bytes, with pieces of what the patterns look for. */
static dp_str
random_text(char *at)
{
	static const char *const piece[] = {
		"J",    "Jean", "Jea",    "M",       "Marie", "Mar",      " ",
		"A",    "a",    "b",      "ab",      "aba",   "1",        "12/",
		"12",   "St",   "St ",    "st-",     ".",     ",",        "\n",
		"rue ", "RUE",  "\u00e9", "\u00c9t", "x",     "K",        "k",
		"--",   "(",    "\u212a", "\u017f",  "t-",    "M\u00e9r", "r",
	};
	unsigned n = pick(14);
	dp_str s = { at, 0 };

	while (n-- > 0) {
		const char *p = piece[pick(sizeof piece / sizeof *piece)];

		memcpy(at + s.n, p, strlen(p));
		s.n += strlen(p);
	}
	return s;
}

/* The first match in S, a found one; FROM and TO say where. */
static int
first_match(const struct dp_regex *re, struct dp_match *m, dp_str s,
	    size_t *from, size_t *to)
{
	int found = dp_regex_find(re, s, 0, m);

	*from = *to = 0;
	if (found > 0)
		dp_match_span(m, from, to);
	return found;
}

/*
 * PATTERN finds what it finds when PCRE2 is told to look everywhere, whatever
 * is known of how its matches begin.
 */
static void
finds_the_same(const char *pattern, unsigned flags)
{
	struct dp_err err = { 0 };
	char *slowly = dp_format("(*NO_START_OPT)%s", pattern);
	struct dp_regex *re = dp_regex_new(dp_str_c(pattern), flags, &err);
	struct dp_regex *all = dp_regex_new(dp_str_c(slowly), flags, &err);
	struct dp_match *m = dp_match_new(re), *k = dp_match_new(all);
	/* 32 bytes may be read behind a text */
	char room[80 + 32] = { 0 };

	for (unsigned i = 0; i < 1500; i++) {
		dp_str s = random_text(room);
		size_t from, to, all_from, all_to;
		int found = first_match(re, m, s, &from, &to);

		if (first_match(all, k, s, &all_from, &all_to) != found ||
		    from != all_from || to != all_to)
			fail_msg("%s in %.*s", pattern, DP_FMT(s));
		if (found)
			assert_true(dp_regex_may_match_near(re, s));
	}
	dp_match_free(m);
	dp_match_free(k);
	dp_regex_free(re);
	dp_regex_free(all);
	free(slowly);
}

static void
beginnings(void **state)
{
	static const char *const pattern[] = {
		"(Jean|Marie|St) ([A-Z][^ ]*)",
		"Jea",
		"J(?!e)",
		"a(?=b)",
		"(?<=a)b",
		"\\bJean",
		"^Mar",
		"(?m)^St$",
		"M(ar)?",
		"a$",
		"(ab)+a",
		"[Jj]ean",
		"[JM].",
		"(?i)rue",
		"(?i)k",
		"(?i)st-",
		"\u00e9",
		"(\u00c9t|Jean)",
		"a?b",
		"a\\Kb",
		"1(?|2|/)",
		"12/?1",
		"a(*SKIP)b|ab",
		"x*+K",
		"\\d{2}/",
		"\\.|,",
		"(?:J|M)\\w+",
		"a\\z",
		"(J)(?:e)(?1)?a",
		"a(?>b|ba)a",
		"M(a|\u00e9)r",
	};

	(void)state;
	for (size_t i = 0; i < sizeof pattern / sizeof *pattern; i++) {
		finds_the_same(pattern[i], 0);
		finds_the_same(pattern[i], DP_REGEX_ICASE);
		finds_the_same(pattern[i], DP_REGEX_WHOLE);
		finds_the_same(pattern[i], DP_REGEX_ASCII);
	}
}

/* What is not made fast finds the same. */
static void
once(void **state)
{
	static const char *const text[] = { "", "Marie Curie", "a;b",
					    "xx caf\xC3\xA9 12", "Jean" };
	static const char *const pattern[] = { "(Jean|Marie) ([A-Z]\\w+)",
					       "\\d+$", "^", "[\xC3\xA9;]" };

	(void)state;
	for (size_t k = 0; k < sizeof pattern / sizeof *pattern; k++) {
		struct dp_err err = { 0 };
		dp_str p = dp_str_c(pattern[k]);
		struct dp_regex *fast = dp_regex_new(p, 0, &err);
		struct dp_regex *slow = dp_regex_new(p, DP_REGEX_ONCE, &err);
		struct dp_match *a = dp_match_new(fast);
		struct dp_match *b = dp_match_new(slow);

		assert_int_equal(dp_regex_groups(slow), dp_regex_groups(fast));
		for (size_t i = 0; i < sizeof text / sizeof *text; i++)
			assert_int_equal(dp_regex_find(slow, dp_str_c(text[i]),
						       0, b),
					 dp_regex_find(fast, dp_str_c(text[i]),
						       0, a));
		dp_match_free(a);
		dp_match_free(b);
		dp_regex_free(fast);
		dp_regex_free(slow);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replacing),
		cmocka_unit_test(first_only),
		cmocka_unit_test(groups),
		cmocka_unit_test(nothing_matches_nothing),
		cmocka_unit_test(bad_patterns),
		cmocka_unit_test(bad_templates),
		cmocka_unit_test(limits),
		cmocka_unit_test(beginnings),
		cmocka_unit_test(once),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("text_regex", tests, NULL, NULL);
}

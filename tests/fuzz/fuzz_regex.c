/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three lines: pattern, replacement, subject. No pattern crashes or runs for
 * ever, and the quick test for required bytes never changes an answer.
 */
#include <dpipe/text.h>

#include "fuzz.h"

/* Matches of RE in S, or -1 when a limit was reached. */
static long
count(const struct dp_regex *re, dp_str s)
{
	struct dp_match *m = dp_match_new(re);
	size_t from, to, at = 0;
	long n = 0;
	int rc = 0;

	while (at <= s.n && (rc = dp_regex_find(re, s, at, m)) == 1) {
		dp_match_span(m, &from, &to);
		must(from <= to && to <= s.n);
		for (unsigned i = 0; i <= dp_regex_groups(re); i++)
			must(dp_match_group(m, s, i).n <= s.n);
		at = to > from ? to : to + 1;
		while (at < s.n && ((unsigned char)s.p[at] & 0xc0) == 0x80)
			at++;
		n++;
	}
	dp_match_free(m);
	return rc < 0 ? -1 : n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dp_err err = { 0 };
	dp_str rest, pattern, with;
	struct dp_regex *re;
	struct dp_template *t;
	struct dp_buf out = { 0 };
	struct dp_match *m;
	unsigned flags;
	int n;

	if (size < 2 || size > 512)
		return 0;
	flags = data[0] & 7;
	rest = (dp_str){ (const char *)data + 1, size - 1 };
	pattern = dp_str_cut(&rest, '\n');
	with = dp_str_cut(&rest, '\n');
	if (dp_utf8_valid(rest) < rest.n)
		return 0;
	re = dp_regex_new(pattern, flags, &err);
	must(re || (err.code == DP_ERECIPE && err.at.column > 0));
	t = re ? dp_template_new(re, with, false, &err) : NULL;
	if (t) {
		m = dp_match_new(re);
		n = dp_regex_replace(re, t, rest, true, m, &out);
		must(n > 0 || out.n == 0);
		if (n >= 0)
			must(count(re, rest) >= (n > 0));
		dp_match_free(m);
	}
	dp_template_free(t);
	dp_regex_free(re);
	dp_buf_done(&out);
	return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The finding that a title or a text has to say, computed from a table, and
 * whether the text says it.
 */
#include "step/expect.h"

#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"

struct looking {
	const struct dpi_predicate *p;
	size_t column, label; /* of value: the cell's and the key's */
	struct dp_dd best;
	bool found;
	dp_str out;
	struct dp_arena *text;
};

static int
look(void *self, const struct dpi_row *row, struct dp_err *err)
{
	struct looking *l = self;
	dp_str cell = dpi_row_cell(row, l->column);
	dp_str label = dpi_row_cell(row, l->label);
	struct dp_dd v;
	int order;

	(void)err;
	if (l->p->finding == DPI_VALUE) {
		if (!l->found && dp_str_eq(dp_trim(label), l->p->of[3])) {
			l->found = true;
			l->out = dp_keep(l->text, cell);
		}
		return 0;
	}
	if (!dpi_cell_number(cell, &v))
		return 0;
	order = l->found ? dp_dd_cmp(v, l->best) : 0;
	if (l->p->finding == DPI_MIN)
		order = -order;
	if (l->found && order <= 0)
		return 0;
	l->found = true;
	l->best = v;
	l->out = dp_keep(l->text, label);
	return 0;
}

int
dpi_finding_value(struct dpi_judging *j, const struct dpi_predicate *p,
		  dp_str *out, struct dp_err *err)
{
	struct looking l = { .p = p, .text = j->text };
	ptrdiff_t column, label;
	struct dp_stream *s;
	int status = -1;

	*out = p->item[0];
	if (p->finding == DPI_NO_FINDING)
		return 0;
	s = dpi_expect_open(j, p->of[0], err);
	column = s ? dp_schema_need(&s->schema, p->of[1], err) : -1;
	label = column < 0 ? -1 : dp_schema_need(&s->schema, p->of[2], err);
	if (label >= 0) {
		l.column = (size_t)column;
		l.label = (size_t)label;
		status = dpi_each_row(s, &l, look, err);
	}
	dp_close(s);
	if (status == 0 && !l.found)
		status = dp_fail(err, DP_ENOTFOUND,
				 _("%.*s holds nothing that could be said."),
				 DP_FMT(p->of[0]));
	*out = l.out;
	return status;
}

/* ---- saying it -------------------------------------------------------- */

/* S folded, and spaces of all kinds as one. */
static void
fold(dp_str s, struct dp_buf *out)
{
	struct dp_buf b = { 0 };

	for (size_t i = 0; i < s.n;) {
		unsigned n = dp_space_bytes(dp_str_from(s, i));

		if (n == 0)
			dp_buf_char(&b, s.p[i]);
		else if (b.n && b.p[b.n - 1] != ' ')
			dp_buf_char(&b, ' ');
		i += n ? n : 1;
	}
	dp_fold(dp_buf_view(&b), out);
	dp_buf_done(&b);
}

/* Decimals of S, a number as a text holds it. */
static unsigned
decimals(dp_str s)
{
	unsigned n = 0;

	for (size_t i = s.n; i > 0 && s.p[i - 1] >= '0' && s.p[i - 1] <= '9';
	     i--)
		n++;
	return n < s.n && memchr(".,", s.p[s.n - n - 1], 2) ? n : 0;
}

/*
 * What the last digit of S that counts is worth: 0.1 in 20.0, and 1000 in
 * 46 000, of which two digits are left at least.
 */
static double
last_digit(dp_str s)
{
	unsigned n_decimals = decimals(s), n_digits = 0, n_noughts = 0;

	if (n_decimals)
		return pow(10, -(double)n_decimals);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9') {
			n_digits++;
			n_noughts = s.p[i] == '0' ? n_noughts + 1 : 0;
		}
	return n_digits >= 4 && n_digits >= n_noughts + 2 ? pow(10, n_noughts) :
							    1;
}

/* True when S is V, perhaps rounded. */
static bool
is_rounded(dp_str s, double v)
{
	double unit = last_digit(s);
	struct dp_dd said;

	return dpi_cell_number(s, &said) &&
	       fabs(said.hi - v) <= unit / 2 * (1 + 1e-9);
}

/* True when S is V as English groups it: 46,168 or 1,234.5. */
static bool
is_grouped(dp_str s, double v)
{
	struct dp_buf b = { 0 };
	size_t run = 0;
	bool grouped = false, is = true;

	for (size_t i = 0; is && i <= s.n; i++) {
		bool end = i == s.n || memchr(",.", s.p[i], 2);

		if (!end) {
			dp_buf_char(&b, s.p[i]);
			run++;
			continue;
		}
		is = grouped ? run == 3 : run >= 1 && run <= 3;
		grouped = grouped || (i < s.n && s.p[i] == ',');
		run = 0;
		if (i < s.n && s.p[i] == '.') {
			dp_buf_str(&b, dp_str_from(s, i));
			break;
		}
	}
	is = is && grouped && is_rounded(dp_buf_view(&b), v);
	dp_buf_done(&b);
	return is;
}

static bool
is_digit(dp_str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/*
 * Bytes of the number that S starts with: digits, points and commas, and
 * spaces that a group of three digits follows.
 */
static size_t
number_bytes(dp_str s)
{
	size_t n = 0;

	while (n < s.n) {
		unsigned space = dp_space_bytes(dp_str_from(s, n));
		size_t k = n + space;

		if (space && is_digit(s, k) && is_digit(s, k + 1) &&
		    is_digit(s, k + 2) && !is_digit(s, k + 3))
			n = k + 3;
		else if (!space && memchr("0123456789.,", s.p[n], 12))
			n++;
		else
			break;
	}
	while (n > 0 && memchr(".,", s.p[n - 1], 2))
		n--;
	return n;
}

/* True when a number of TEXT is V, or WHAT as it is written. */
static bool
says_number(dp_str text, dp_str what, double v)
{
	for (size_t i = 0; i < text.n; i++) {
		dp_str rest = dp_str_from(text, i);
		size_t n;

		if (!is_digit(rest, 0))
			continue;
		n = number_bytes(rest);
		if (dp_str_eq(what, (dp_str){ rest.p, n }) ||
		    is_rounded((dp_str){ rest.p, n }, v) ||
		    is_grouped((dp_str){ rest.p, n }, v))
			return true;
		i += n;
	}
	return false;
}

bool
dpi_text_says(dp_str text, dp_str what)
{
	struct dp_buf a = { 0 }, b = { 0 };
	struct dp_dd v;
	bool says;

	if (dpi_cell_number(what, &v))
		return says_number(text, dp_trim(what), v.hi);
	fold(text, &a);
	fold(what, &b);
	says = dp_str_search(dp_buf_view(&a), dp_buf_view(&b)) >= 0;
	dp_buf_done(&a);
	dp_buf_done(&b);
	return says;
}

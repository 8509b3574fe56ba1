/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What cells and the values of predicates mean, whatever way they are
 * written.
 */
#include "op/predicate.h"

#include <math.h>
#include <stdlib.h>

/* Digits with a 0 in front are a code: 04112 is not 4112. */
static bool
is_code(dp_str s)
{
	return s.n > 1 && s.p[0] == '0' && s.p[1] >= '0' && s.p[1] <= '9';
}

/* Canonical number of CELL at OUT; false when it is none. */
static bool
read_number(dp_str cell, char *out, size_t out_bytes, size_t *n)
{
	struct dp_number_opts o = { .notation = DP_NUMBER_FR };
	dp_str s = dp_trim(cell);

	if (is_code(s))
		return false;
	if (dp_number_read(s, &o, out, out_bytes, n) != DP_NUMBER_NO)
		return true;
	o.notation = DP_NUMBER_EN;
	return dp_number_read(s, &o, out, out_bytes, n) != DP_NUMBER_NO;
}

bool
dpi_cell_number(dp_str cell, struct dp_dd *out)
{
	char text[DP_NUMBER_BYTES];
	size_t n;

	return read_number(cell, text, sizeof text, &n) &&
	       dp_dd_read((dp_str){ text, n }, out);
}

/* Appends S with every run of white space as one space, none at the ends. */
static void
plain_spaces(dp_str s, struct dp_buf *out)
{
	s = dp_trim(s);
	for (size_t i = 0; i < s.n;) {
		unsigned space = dp_space_bytes(dp_str_from(s, i));

		if (!space) {
			dp_buf_char(out, s.p[i++]);
			continue;
		}
		while (i < s.n &&
		       (space = dp_space_bytes(dp_str_from(s, i))) > 0)
			i += space;
		dp_buf_char(out, ' ');
	}
}

void
dpi_canonical_cell(dp_str cell, struct dp_buf *out)
{
	const struct dp_date_opts o = { .french = true, .english = true };
	char text[DP_NUMBER_BYTES];
	struct dp_date d;
	size_t n;

	if (cell.n == 0)
		return;
	if (read_number(cell, text, sizeof text, &n)) {
		if (memchr(text, '.', n)) {
			while (text[n - 1] == '0')
				n--;
			n -= text[n - 1] == '.';
		}
		dp_buf_add(out, text, n);
	} else if (dp_date_read(dp_trim(cell), &o, &d)) {
		dp_date_iso(&d, out);
	} else {
		plain_spaces(cell, out);
	}
}

/* ---- values of predicates --------------------------------------------- */

bool
dpi_predicate_number(dp_str w, double *out)
{
	const struct dp_number_opts o = { .notation = DP_NUMBER_CANONICAL };
	char text[DP_NUMBER_BYTES];
	size_t n;

	return dp_number_read(w, &o, text, sizeof text, &n) == DP_NUMBER_OK &&
	       dp_number_double((dp_str){ text, n }, out);
}

bool
dpi_predicate_range(struct dpi_predicate *p, dp_str w)
{
	ptrdiff_t dots = dp_str_search(w, DP_S(".."));
	dp_str low = { w.p, (size_t)dots }, high;

	if (dots < 0 || w.n == 2)
		return false;
	high = dp_str_from(w, (size_t)dots + 2);
	p->low = -INFINITY;
	p->high = INFINITY;
	return (low.n == 0 || dpi_predicate_number(low, &p->low)) &&
	       (high.n == 0 || dpi_predicate_number(high, &p->high)) &&
	       p->low <= p->high;
}

void
dpi_predicate_item(struct dpi_predicate *p, dp_str w)
{
	dp_grow(&p->item, &p->cap_items, p->n_items, sizeof *p->item);
	p->item[p->n_items++] = w;
}

void
dpi_predicate_done(struct dpi_predicate *p)
{
	free(p->item);
	dp_regex_free(p->pattern);
}

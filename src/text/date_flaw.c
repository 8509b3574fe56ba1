/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts that have the shape of a date and are none, because no calendar has
 * that day. Reading dates is date.c's.
 */
#include <dpipe/text.h>

#include "text/date_pieces.h"

#define DAYS_MAX 31

static bool
is_number(const struct dpi_piece *p, unsigned least, unsigned most)
{
	return p->kind == DPI_NUMBER && p->digits >= least && p->digits <= most;
}

static bool
is_year(const struct dpi_piece *p)
{
	return is_number(p, 4, 4) &&
	       (p->value == 0 || (p->value >= 1000 && p->value < 3000));
}

static bool
is_sign(const struct dpi_piece *p, char sign)
{
	return p->kind == DPI_SIGN && p->attached && p->sign == sign;
}

/*
 * 31/02/2024, 2024-02-31; with TWO_DIGITS 31/02/24 too. Returns the pieces
 * used, 0: no such shape, and in A and B the numbers beside the year.
 */
static unsigned
three_numbers(const struct dpi_piece *p, bool two_digits, int *a, int *b)
{
	char sign = p[1].sign;

	if ((sign != '/' && sign != '-' && sign != '.') ||
	    !is_sign(&p[1], sign) || !is_sign(&p[3], sign) ||
	    !is_number(&p[2], 1, 2) || !p[2].attached || !p[4].attached)
		return 0;
	*a = p[2].value;
	*b = p[4].value;
	if (is_year(&p[0]) && is_number(&p[4], 1, 2))
		return 5;
	*b = p[0].value;
	if (is_number(&p[0], 1, 2) &&
	    (is_year(&p[4]) || (two_digits && is_number(&p[4], 2, 2))))
		return 5;
	return 0;
}

/* "31 février 2023". */
static unsigned
day_in_words(const struct dpi_piece *p, int *a, int *b)
{
	unsigned n = 1;

	if (!is_number(&p[0], 1, 2))
		return 0;
	n += p[n].kind == DPI_WORD && p[n].word == DPI_W_ORDINAL;
	if (p[n].kind != DPI_WORD || p[n].word != DPI_W_MONTH ||
	    !is_year(&p[n + 1]) || p[n + 1].value == 0)
		return 0;
	*a = p[n].value;
	*b = p[0].value;
	return n + 2;
}

static bool
is_all_zero(dp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '1' && s.p[i] <= '9')
			return false;
	return true;
}

enum dp_date_flaw
dp_date_flaw_of(dp_str s, bool two_digits)
{
	static const struct dp_date_opts any = { DP_DATE_AUTO, true, true, 50 };
	static const struct dp_date_opts ymd = { DP_DATE_YMD, true, true, 50 };
	struct dpi_pieces list;
	struct dp_date d = { 0 };
	unsigned n = 0, used;
	int a = 0, b = 0;

	s = dp_trim(s);
	if (s.n < 6 || s.n > DPI_DATE_BYTES || dp_date_read(s, &any, &d) ||
	    (dp_str_find(s, '-') >= 0 && dp_date_read(s, &ymd, &d)) ||
	    !dpi_date_pieces(s, &any, &list))
		return DP_DATE_FLAW_NONE;
	while (list.piece[n].kind == DPI_WORD &&
	       (list.piece[n].word == DPI_W_DAY ||
		list.piece[n].word == DPI_W_FILLER))
		n++;
	used = three_numbers(&list.piece[n], two_digits, &a, &b);
	used = used ? used : day_in_words(&list.piece[n], &a, &b);
	n += used;
	if (used && list.piece[n].kind != DPI_END)
		n += dpi_date_time(&list.piece[n], &d);
	if (!used || list.piece[n].kind != DPI_END)
		return DP_DATE_FLAW_NONE;
	if (is_all_zero(s))
		return DP_DATE_FLAW_ZERO;
	return a > DAYS_MAX || b > DAYS_MAX ? DP_DATE_FLAW_WILD :
					      DP_DATE_FLAW_SLIP;
}

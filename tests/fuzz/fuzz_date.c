/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is read as a date exists, and its ISO form is read as the same; also by
 * a format, which stands before a bar.
 */
#include <dpipe/text.h>

#include "fuzz.h"
#include "op/date_format.h"

static void
by_format(dp_str s, const struct dp_date_opts *o)
{
	dp_str format = dp_str_cut(&s, '|');
	struct dp_date d, same;

	if (!s.p || !dpi_date_is_format(format) ||
	    !dpi_date_by_format(s, format, o, &d))
		return;
	dp_date_of_days(dp_date_days(&d), &same);
	must(d.year == same.year && d.month == same.month && d.day == same.day);
	must(d.hour < 24 && d.minute < 60 && d.second < 60);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dp_date_opts o;
	enum dp_date_flaw flaw;
	struct dp_date d, e;
	dp_str s;
	struct dp_buf a = { 0 }, b = { 0 };

	if (size < 2 || size > 512)
		return 0;
	o = (struct dp_date_opts){ (enum dp_date_order)(data[0] & 3),
				   data[0] & 4, data[0] & 8, data[1] % 101 };
	s = (dp_str){ (const char *)data + 2, size - 2 };
	by_format(s, &o);
	flaw = dp_date_flaw_of(s, data[0] & 16);
	if (!dp_date_read(s, &o, &d))
		return 0;
	/* 31/02/24 could be the year 31, but nobody writes that so */
	must(flaw == DP_DATE_FLAW_NONE || o.order == DP_DATE_YMD);
	must(d.year >= 1 && d.year <= 9999);
	must(d.precision < DP_DATE_MONTH || (d.month >= 1 && d.month <= 12));
	must(d.precision < DP_DATE_DAY || (d.day >= 1 && d.day <= 31));
	must(d.hour >= 0 && d.hour < 24 && d.minute >= 0 && d.minute < 60);
	must(d.second >= 0 && d.second < 60 && d.nanosecond >= 0);
	if (d.precision >= DP_DATE_DAY)
		(void)dp_date_days(&d);
	dp_date_iso(&d, &a);
	/* a year alone is read from 1000 on only */
	if (d.year >= 1000 && d.year < 3000) {
		must(dp_date_read(dp_buf_view(&a), &o, &e));
		dp_date_iso(&e, &b);
		must(dp_str_eq(dp_buf_view(&a), dp_buf_view(&b)));
	}
	dp_buf_done(&a);
	dp_buf_done(&b);
	return 0;
}

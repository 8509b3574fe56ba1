/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days of the proleptic Gregorian calendar as numbers, and back, by eras of
 * 400 years: H. Hinnant, "chrono-compatible low-level date algorithms".
 */
#include <dpipe/text.h>

int64_t
dp_date_days(const struct dp_date *d)
{
	int64_t y = d->year - (d->month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (d->month + (d->month > 2 ? -3 : 9)) + 2) / 5 +
		      d->day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void
dp_date_of_days(int64_t days, struct dp_date *out)
{
	int64_t z = days + 719468; /* since 0000-03-01 */
	int64_t era = z / 146097 - (z % 146097 < 0), of_era = z - era * 146097;
	int64_t year =
		(of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
		365;
	int64_t day = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * day + 2) / 153;

	memset(out, 0, sizeof *out);
	out->day = (int)(day - (153 * month + 2) / 5 + 1);
	out->month = (int)(month < 10 ? month + 3 : month - 9);
	out->year = (int)(year + era * 400 + (out->month <= 2));
	out->precision = DP_DATE_DAY;
}

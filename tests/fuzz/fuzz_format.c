/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Formats of GREL: a line with a format, then texts. Whatever they are, a text
 * is read as one moment or not at all, what is written is UTF-8 and the same
 * each time, and a moment survives ISO 8601.
 */
#include <dpipe/op.h>

#include "fuzz.h"
#include "op/grel.h"

/* From the year 0 to 9999: there ISO 8601 has four digits. */
#define FIRST_MS INT64_C(-62167219200000)
#define LAST_MS INT64_C(253402300799999)

/* The date X as ISO 8601, read again, is X. */
static void
check_iso(struct dp_expr_value x)
{
	struct dp_expr_value again = dpi_grel_date(0, 0);
	int64_t clock = dpi_grel_clock(x);
	struct dp_buf out = { 0 };
	int ahead;

	dpi_grel_put_date(x.whole, (int)x.number, false, &out);
	if (dpi_grel_read_iso(dp_buf_view(&out), &again.whole, &ahead))
		again.number = ahead;
	must(clock < FIRST_MS || clock > LAST_MS || dpi_grel_same(x, again));
	dp_buf_done(&out);
}

static void
check_writing(struct dp_expr_value x, dp_str format)
{
	struct dp_buf one = { 0 }, two = { 0 };
	bool made = dpi_grel_put_by(x, format, &one);

	must(dpi_grel_put_by(x, format, &two) == made);
	must(!made || dp_str_eq(dp_buf_view(&one), dp_buf_view(&two)));
	must(!made || dp_utf8_valid(format) < format.n ||
	     dp_utf8_valid(dp_buf_view(&one)) == one.n);
	dp_buf_done(&one);
	dp_buf_done(&two);
}

static void
check_dates(dp_str format, dp_str text)
{
	static const char *const language[] = { "en", "fr" };
	int64_t ms = 0, again = 0;
	int ahead;
	bool bad = false, worse = false;

	for (size_t i = 0; i < 2; i++) {
		dp_str l = dp_str_c(language[i]);
		bool read = dpi_grel_read_by(text, format, l, &ms, &bad);

		must(dpi_grel_read_by(text, format, l, &again, &worse) == read);
		must(bad == worse && (!read || (!bad && ms == again)));
		if (!read)
			continue;
		check_iso(dpi_grel_date(ms, 0));
		check_writing(dpi_grel_date(ms, 0), format);
	}
	for (int month_first = 0; month_first < 2; month_first++)
		if (dpi_grel_read_calendar(text, month_first, &ms))
			check_iso(dpi_grel_date(ms, 0));
	if (dpi_grel_read_iso(text, &ms, &ahead)) {
		check_iso(dpi_grel_date(ms, ahead));
		check_writing(dpi_grel_date(ms, ahead), format);
	}
	check_writing(dpi_grel_date(INT64_C(1699012345678), -570), format);
}

static void
check_numbers(dp_str format, dp_str text)
{
	struct dp_expr_value x = dpi_x_text(text), number;
	struct dp_buf out = { 0 };

	must(!dpi_grel_put_format(x, format, &out) ||
	     dp_utf8_valid(format) < format.n || dp_utf8_valid(text) < text.n ||
	     dp_utf8_valid(dp_buf_view(&out)) == out.n);
	if (dpi_grel_read_number(text, &number)) {
		out.n = 0;
		(void)dpi_grel_put_format(number, format, &out);
	}
	dp_buf_done(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	dp_str rest = { (const char *)data, size };
	dp_str format = dp_str_cut(&rest, '\n');

	if (size > 2000)
		return 0;
	for (unsigned n = 0; rest.p && n < 8; n++) {
		dp_str text = dp_str_cut(&rest, '\n');

		check_dates(format, text);
		check_numbers(format, text);
	}
	return 0;
}

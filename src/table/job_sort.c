/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The job that sorts a view by a column: what its values are, and the key
 * that puts each in its place.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "table/job.h"
#include "table/sample.h"
#include "table/sorter.h"

#define KIND_ROWS 1000u /* looked at to tell the kind */

struct sort_job {
	struct dp_job job;
	struct dp_sort_opts want;
	enum dp_notation notation;
	struct dp_buf text;
	/* guarded */
	enum dp_sort_kind kind;
};

static const struct dp_date_opts dates = { DP_DATE_AUTO, true, true, 50 };

static bool
read_number(dp_str cell, enum dp_notation notation, bool *sure, double *out)
{
	struct dp_number_opts o = { notation, true, true };
	char text[DP_NUMBER_BYTES];
	enum dp_number_read how;
	size_t n;

	if (cell.n > sizeof text)
		return false;
	how = dp_number_read(cell, &o, text, sizeof text, &n);
	*sure = how == DP_NUMBER_OK;
	return how != DP_NUMBER_NO &&
	       dp_number_double((dp_str){ text, n }, out);
}

/* Seconds since 1970 of the start of what CELL says. */
static bool
read_date(dp_str cell, double *out)
{
	struct dp_date d;

	if (cell.n > 2 * DP_NUMBER_BYTES || !dp_date_read(cell, &dates, &d))
		return false;
	if (d.precision == DP_DATE_QUARTER)
		d.month = 3 * d.part - 2;
	else if (d.precision == DP_DATE_HALF)
		d.month = 6 * d.part - 5;
	else if (d.precision == DP_DATE_YEAR)
		d.month = 1;
	if (d.precision < DP_DATE_DAY)
		d.day = 1;
	*out = 86400.0 * (double)dp_date_days(&d);
	if (d.precision >= DP_DATE_MINUTE)
		*out += 3600.0 * d.hour + 60.0 * d.minute;
	if (d.precision == DP_DATE_SECOND)
		*out += d.second + 1e-9 * d.nanosecond;
	if (d.zoned)
		*out -= 60.0 * d.zone_minutes;
	return true;
}

/* Eight bytes that are in bytewise order as the numbers are. */
static void
put_double(double v, struct dp_buf *out)
{
	uint64_t bits;

	v = v == 0 ? 0 : v;
	memcpy(&bits, &v, sizeof bits);
	bits ^= bits >> 63 ? UINT64_MAX : (uint64_t)1 << 63;
	for (int i = 56; i >= 0; i -= 8)
		dp_buf_char(out, (char)(bits >> i & 0xFF));
}

/* The key of CELL in s->text. */
static enum dpi_key_class
make_key(struct sort_job *s, dp_str cell)
{
	double v;
	bool sure;

	s->text.n = 0;
	cell = dp_trim(cell);
	if (cell.n == 0)
		return DPI_KEY_EMPTY;
	if (s->kind == DP_SORT_NUMBER ?
		    read_number(cell, s->notation, &sure, &v) :
		    s->kind == DP_SORT_DATE && read_date(cell, &v)) {
		put_double(v, &s->text);
		return DPI_KEY_KIND;
	}
	dp_fold(cell, &s->text);
	return s->kind == DP_SORT_TEXT ? DPI_KEY_KIND : DPI_KEY_OTHER;
}

/* Finds what the first values are, where that is not said. */
static int
find_kind(struct sort_job *s, struct dp_err *err)
{
	size_t number = 0, date = 0, filled = 0, fr = 0, en = 0;
	struct dpi_pass a;
	int status;

	if (dpi_pass_open(&a, &s->job, 0, false, err) != 0)
		return -1;
	while (filled < KIND_ROWS && (status = dpi_pass_next(&a, err)) == 1) {
		dp_str cell = dp_trim(dpi_pass_cell(&a, s->want.column));
		enum dpi_look what = dpi_sample_look(cell);
		bool sure = false;
		double v;

		filled += what != DPI_LOOK_EMPTY;
		number += what == DPI_LOOK_NUMBER;
		date += what == DPI_LOOK_DATE;
		fr += read_number(cell, DP_NUMBER_FR, &sure, &v) && sure;
		en += read_number(cell, DP_NUMBER_EN, &sure, &v) && sure;
	}
	dpi_pass_close(&a);
	if (status < 0)
		return -1;
	s->notation = en > fr ? DP_NUMBER_EN : DP_NUMBER_FR;
	dpi_lock(&s->job.pages->lock);
	s->kind = s->want.kind;
	if (s->kind == DP_SORT_AUTO)
		s->kind = 2 * number > filled ? DP_SORT_NUMBER :
			  2 * date > filled   ? DP_SORT_DATE :
						DP_SORT_TEXT;
	dpi_unlock(&s->job.pages->lock);
	return 0;
}

static int
sort_rows(struct sort_job *s, struct dpi_row_sorter *sorter, struct dp_err *err)
{
	struct dp_job *j = &s->job;
	struct dpi_pass a;
	int status;

	if (dpi_pass_open(&a, j, 0, false, err) != 0)
		return -1;
	while ((status = dpi_pass_next(&a, err)) == 1) {
		enum dpi_key_class class =
			make_key(s, dpi_pass_cell(&a, s->want.column));

		status = dpi_row_sorter_add(sorter, class,
					    dp_buf_view(&s->text), a.row, err);
		if (status != 0)
			break;
	}
	dpi_pass_close(&a);
	if (status != 0)
		return -1;
	j->made = dpi_rows_new(DPI_ROWS_MEMORY);
	j->made_sorted = true;
	if (dpi_row_sorter_finish(sorter, j->made, err) != 0)
		return -1;
	return dpi_rows_finish(j->made, err) == 0 ?
		       dpi_job_await(j, UINT64_MAX, err) :
		       -1;
}

static int
run(struct dp_job *j, struct dp_err *err)
{
	struct sort_job *s = (struct sort_job *)j;
	struct dpi_row_sorter *sorter;
	int status;

	if (find_kind(s, err) != 0)
		return -1;
	sorter = dpi_row_sorter_new(s->want.descending, 0, &j->stop);
	status = sort_rows(s, sorter, err);
	dpi_row_sorter_free(sorter);
	return status;
}

static void
done(struct dp_job *j)
{
	dp_buf_done(&((struct sort_job *)j)->text);
}

static const struct dpi_job_class sort_class = { run, done };

struct dp_job *
dp_sort_start(struct dp_view *v, const struct dp_sort_opts *o,
	      struct dp_err *err)
{
	struct sort_job *s;

	if (dpi_job_column(v, o->column, false, err) != 0)
		return NULL;
	s = dp_alloc0(sizeof *s);
	s->want = *o;
	if (dpi_job_init(&s->job, &sort_class, v, err) != 0)
		return NULL;
	return dpi_job_start(&s->job, err);
}

enum dp_sort_kind
dp_sort_kind(struct dp_job *j)
{
	enum dp_sort_kind kind;

	dpi_lock(&j->pages->lock);
	kind = ((struct sort_job *)j)->kind;
	dpi_unlock(&j->pages->lock);
	return kind;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The job that finds text: forward and backward page by page from where one
 * is, so that a match that is near is found at once. In a sorted view the
 * matches of the whole table are marked first, then looked up in its order.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "table/job.h"

/* Rows that matches can be marked for, a bit each: 64 MB of them. */
#define MARKED_ROWS ((uint64_t)1 << 29)

struct find_job {
	struct dp_job job;
	struct dp_find want;
	struct dpi_needle needle;
	/* guarded */
	struct dp_found found;
};

/* Column of the row where A is that matches, of columns FROM to TO; or -1. */
static ptrdiff_t
match(struct find_job *f, const struct dpi_pass *a, size_t from, size_t to)
{
	bool back = f->want.backward;

	for (size_t k = from; k < to; k++) {
		size_t i = back ? from + to - 1 - k : k;

		if (f->want.column != DP_ANY_COLUMN && i != f->want.column)
			continue;
		if (dpi_needle_in(&f->needle, dpi_pass_cell(a, i)))
			return (ptrdiff_t)i;
	}
	return -1;
}

/* The same where the search starts at row FROM of the table. */
static ptrdiff_t
match_from(struct find_job *f, const struct dpi_pass *a, uint64_t from)
{
	size_t n = f->job.schema.n, column = f->want.from_column;

	if (a->row != from)
		return match(f, a, 0, n);
	if (!f->want.backward)
		return match(f, a, column < n ? column : n, n);
	return match(f, a, 0, column + 1 < n ? column + 1 : n);
}

/* Place of ROW in the view, which is not sorted. */
static int
place_of(const struct find_job *f, uint64_t row, uint64_t *place,
	 struct dp_err *err)
{
	uint64_t low = 0, high, at;

	*place = row;
	if (!f->job.rows)
		return 0;
	high = dpi_rows_count(f->job.rows);
	while (low < high) {
		uint64_t middle = low + (high - low) / 2;

		if (dpi_rows_read(f->job.rows, middle, 1, &at, err) != 0)
			return -1;
		if (at < row)
			low = middle + 1;
		else
			high = middle;
	}
	*place = low;
	return 0;
}

static void
set_found(struct find_job *f, uint64_t place, ptrdiff_t column)
{
	dpi_lock(&f->job.pages->lock);
	f->found.found = true;
	f->found.row = place;
	f->found.column = (size_t)column;
	dpi_unlock(&f->job.pages->lock);
}

static int
found_at(struct find_job *f, uint64_t row, ptrdiff_t column, struct dp_err *err)
{
	uint64_t place;

	if (place_of(f, row, &place, err) != 0)
		return -1;
	set_found(f, place, column);
	return 0;
}

static int
forward(struct find_job *f, uint64_t from, struct dp_err *err)
{
	struct dpi_pass a;
	ptrdiff_t column = -1;
	int status;

	if (dpi_pass_open(&a, &f->job, from, false, err) != 0)
		return -1;
	while ((status = dpi_pass_next(&a, err)) == 1)
		if (a.row >= from && (column = match_from(f, &a, from)) >= 0)
			break;
	if (status == 1)
		status = found_at(f, a.row, column, err);
	dpi_pass_close(&a);
	return status;
}

/* First row of the page that holds ROW. */
static uint64_t
page_start(const struct find_job *f, uint64_t row)
{
	struct dp_pages *p = f->job.pages;
	uint64_t start = 0;

	dpi_lock(&p->lock);
	if (p->n_marks)
		start = p->mark[dpi_pages_find(p, row)].row;
	dpi_unlock(&p->lock);
	return start;
}

static int
backward(struct find_job *f, uint64_t from, struct dp_err *err)
{
	uint64_t seen = 0;

	if (dpi_job_await(&f->job, from, err) != 0)
		return -1;
	for (uint64_t row = from;; row--) {
		uint64_t start = page_start(f, row), last = 0;
		ptrdiff_t column = -1, c;
		struct dpi_pass a;
		int status;

		if (dpi_pass_open(&a, &f->job, row, true, err) != 0)
			return -1;
		while ((status = dpi_pass_next(&a, err)) == 1 && a.row <= from)
			if ((c = match_from(f, &a, from)) >= 0) {
				column = c;
				last = a.row;
			}
		seen += a.n_rows;
		dpi_pass_close(&a);
		if (status < 0)
			return -1;
		if (column >= 0)
			return found_at(f, last, column, err);
		dpi_job_tell(&f->job, seen,
			     1 - (double)start / ((double)from + 1));
		if (start == 0)
			return 0;
		row = start;
	}
}

/* ---- sorted views ----------------------------------------------------- */

/* A bit for each row of the table that matches, from columns FROM on. */
static int
mark_matches(struct find_job *f, uint8_t **bits, uint64_t *n_rows,
	     struct dp_err *err)
{
	struct dpi_pass a;
	size_t cap = 0;
	int status;

	if (dpi_pass_open(&a, &f->job, 0, false, err) != 0)
		return -1;
	while ((status = dpi_pass_next(&a, err)) == 1) {
		size_t byte = (size_t)(a.row / 8);

		if (a.row >= MARKED_ROWS) {
			status = dp_fail(err, DP_ELIMIT,
					 _("the table has too many rows to "
					   "be searched in another order; "
					   "search it in that of the file."));
			break;
		}
		if (byte >= cap) {
			size_t more = byte + byte / 2 + 4096;

			*bits = dp_realloc(*bits, more);
			memset(*bits + cap, 0, more - cap);
			cap = more;
		}
		if (match(f, &a, 0, f->job.schema.n) >= 0)
			(*bits)[byte] |= (uint8_t)(1u << a.row % 8);
		*n_rows = a.row + 1;
	}
	dpi_pass_close(&a);
	return status;
}

/* Looks at row ROW of the table, which is place PLACE of the view. */
static int
look_at(struct find_job *f, uint64_t row, uint64_t place, struct dp_err *err)
{
	struct dpi_pass a;
	ptrdiff_t column = -1;
	int status;

	if (dpi_pass_open(&a, &f->job, row, true, err) != 0)
		return -1;
	while ((status = dpi_pass_next(&a, err)) == 1 && a.row < row)
		continue;
	if (status == 1 && a.row == row)
		column = match_from(f, &a,
				    place == f->want.from_row ? row :
								UINT64_MAX);
	dpi_pass_close(&a);
	if (column >= 0)
		set_found(f, place, column);
	return status < 0 ? -1 : column >= 0;
}

/* Some of the order's rows around a place. */
struct stretch {
	uint64_t row[512];
	uint64_t first;
	size_t n;
};

/* Row at PLACE, of N, of the view; reads some that come next, too. */
static int
row_at(struct find_job *f, struct stretch *s, uint64_t place, uint64_t n,
       uint64_t *row, struct dp_err *err)
{
	size_t most = sizeof s->row / sizeof *s->row;

	if (place < s->first || place >= s->first + s->n) {
		if (atomic_load(&f->job.stop))
			return dp_fail(err, DP_ECANCEL, _("stopped."));
		s->first = place;
		if (f->want.backward)
			s->first = place < most ? 0 : place + 1 - most;
		s->n = n - s->first < most ? (size_t)(n - s->first) : most;
		if (dpi_rows_read(f->job.rows, s->first, s->n, s->row, err) !=
		    0)
			return -1;
	}
	*row = s->row[place - s->first];
	return 0;
}

static int
in_order(struct find_job *f, struct dp_err *err)
{
	uint64_t n = dpi_rows_count(f->job.rows), n_marked = 0, row = 0;
	uint64_t place = f->want.from_row;
	struct stretch s = { .n = 0 };
	uint8_t *bits = NULL;
	int status = mark_matches(f, &bits, &n_marked, err);

	if (status == 0)
		status = dpi_job_await(&f->job, UINT64_MAX, err);
	if (f->want.backward && place >= n)
		place = n - 1;
	while (status == 0 && place < n) {
		status = row_at(f, &s, place, n, &row, err);
		if (status == 0 && row < n_marked &&
		    bits[row / 8] & 1u << row % 8)
			status = look_at(f, row, place, err);
		/* Below 0 it is past the end too. */
		place += f->want.backward ? UINT64_MAX : 1;
	}
	free(bits);
	return status < 0 ? -1 : 0;
}

/* ---- the job ---------------------------------------------------------- */

static int
run(struct dp_job *j, struct dp_err *err)
{
	struct find_job *f = (struct find_job *)j;
	uint64_t from = f->want.from_row;

	if (j->sorted)
		return in_order(f, err);
	if (j->rows && from >= dpi_rows_count(j->rows)) {
		if (!f->want.backward || dpi_rows_count(j->rows) == 0)
			return 0;
		from = dpi_rows_count(j->rows) - 1;
	}
	if (j->rows && dpi_rows_read(j->rows, from, 1, &from, err) != 0)
		return -1;
	return f->want.backward ? backward(f, from, err) :
				  forward(f, from, err);
}

static void
done(struct dp_job *j)
{
	dpi_needle_done(&((struct find_job *)j)->needle);
}

static const struct dpi_job_class find_class = { run, done };

struct dp_job *
dp_find_start(struct dp_view *v, const struct dp_find *want, struct dp_err *err)
{
	struct find_job *f;

	if (dpi_job_column(v, want->column, true, err) != 0)
		return NULL;
	f = dp_alloc0(sizeof *f);
	f->want = *want;
	dpi_needle_init(&f->needle, want->text);
	f->want.text = dp_buf_view(&f->needle.text);
	if (f->needle.text.n == 0) {
		(void)dp_fail(err, DP_EUSAGE,
			      _("there is nothing to look for."));
		done(&f->job);
		free(f);
		return NULL;
	}
	if (dpi_job_init(&f->job, &find_class, v, err) != 0)
		return NULL;
	return dpi_job_start(&f->job, err);
}

void
dp_find_get(struct dp_job *j, struct dp_found *out)
{
	struct find_job *f = (struct find_job *)j;

	dpi_lock(&j->pages->lock);
	*out = f->found;
	if (j->status != DP_JOB_DONE)
		memset(out, 0, sizeof *out);
	dpi_unlock(&j->pages->lock);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands between the names of the columns and the first record: facts as
 * servers of series write them, a code, the day of the last change, what the
 * first column holds; or the names go on.
 */
#include "table/header_body.h"

/* So many are no odd record, and so many records show what a label is not. */
#define FACTS_LEAST 2
#define RECORDS_LEAST 3

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
has_digit(dp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_digit(s.p[i]))
			return true;
	return false;
}

/*
 * Is row R a label without any digit and, behind it, nothing that can be a
 * value of its column? *TOLD: something stands there, and not only that a
 * value is missing.
 */
static bool
is_fact(const struct dpi_body *b, size_t r, bool *told)
{
	dp_str label = dp_trim(dpi_body_cell(b->s, r, 0));
	struct dp_buf scratch = { 0 };
	bool yes = label.n && !has_digit(label) && b->s->row[r].n <= b->width;

	for (size_t i = 1; yes && i < b->s->row[r].n; i++) {
		dp_str cell = dp_trim(dpi_body_cell(b->s, r, i));
		bool code = cell.n > 1 && cell.p[0] == '0' &&
			    is_digit(cell.p[1]);

		if (!cell.n)
			continue;
		yes = b->look[i] != DPI_LOOK_TEXT &&
		      (code || dpi_sample_look(cell) != b->look[i]);
		*told = *told || !dp_missing_word(cell, &scratch);
	}
	dp_buf_done(&scratch);
	return yes;
}

size_t
dpi_body_facts(const struct dpi_body *b, size_t head)
{
	const struct dpi_sample *s = b->s;
	size_t r = head + 1, records = 0, end;
	bool told = false;

	while (r < s->n_rows && r - head < DPI_HEADER_ROWS_MAX &&
	       is_fact(b, r, &told))
		r++;
	if (r - head - 1 < FACTS_LEAST || !told)
		return 0;
	/* Each record begins with a digit: a year, a day, a quarter. */
	end = r + DPI_BODY_ROWS < s->n_rows ? r + DPI_BODY_ROWS : s->n_rows;
	for (size_t k = r; k < end; k++) {
		dp_str cell = dp_trim(dpi_body_cell(s, k, 0));

		if (!dpi_body_filled(s, k))
			continue;
		if (!cell.n || !is_digit(cell.p[0]))
			return 0;
		records++;
	}
	return records >= RECORDS_LEAST ? r - head - 1 : 0;
}

bool
dpi_body_names_on(const struct dpi_body *b, size_t head, size_t r)
{
	const struct dpi_sample *s = b->s;
	struct dp_buf scratch = { 0 };
	size_t words = 0;
	bool yes = r + 1 < s->n_rows && s->row[r].n == b->width &&
		   b->look[0] != DPI_LOOK_TEXT &&
		   !dp_trim(dpi_body_cell(s, r, 0)).n;

	for (size_t i = 1; yes && i < b->width; i++) {
		dp_str cell = dp_trim(dpi_body_cell(s, r, i));

		if (!cell.n)
			continue;
		yes = b->look[i] != DPI_LOOK_TEXT &&
		      dpi_sample_look(cell) == DPI_LOOK_TEXT &&
		      !dp_missing_word(cell, &scratch) &&
		      dp_trim(dpi_body_cell(s, head, i)).n;
		words++;
	}
	dp_buf_done(&scratch);
	return yes && words >= FACTS_LEAST;
}

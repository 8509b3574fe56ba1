/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sheet put into the index: its words as they stand and in the singular,
 * side by side, so that a word in the same number ranks first; and the values
 * that results can be narrowed by.
 */
#include "catalogue/inner.h"

#define YEARS_MAX 300 /* of one period */

/* Appends the words of TEXT and counts them. */
static int
add_words(struct dp_catalogue *c, dp_str text, struct dp_buf *out,
	  struct dp_err *err)
{
	struct dpi_word_reader r = { 0 };
	struct dp_buf lower = { 0 };
	struct dpi_word w;
	int status = 0;

	dpi_word_lower(text, &lower);
	r.words.rest = dp_buf_view(&lower);
	while (status == 0 && dpi_query_word_next(&r, &w)) {
		dp_buf_str(out, w.folded);
		dp_buf_char(out, ' ');
		if (!dp_str_eq(w.folded, w.singular)) {
			dp_buf_str(out, w.singular);
			dp_buf_char(out, ' ');
		}
		if (!w.stop)
			status = dpi_store_word(c->store, &w, err);
	}
	dpi_word_done(&r);
	dp_buf_done(&lower);
	return status;
}

/* Both languages, once when they are the same. */
static int
add_said(struct dp_catalogue *c, const struct dp_said *s, struct dp_buf *out,
	 struct dp_err *err)
{
	if (add_words(c, s->fr, out, err) != 0)
		return -1;
	return dp_str_eq(s->fr, s->en) ? 0 : add_words(c, s->en, out, err);
}

static int
add_other(struct dp_catalogue *c, const struct dp_dataset *d,
	  struct dp_buf *out, struct dp_err *err)
{
	if (add_said(c, &d->area, out, err) != 0 ||
	    add_said(c, &d->grain, out, err) != 0 ||
	    add_words(c, d->format, out, err) != 0 ||
	    add_words(c, d->period, out, err) != 0)
		return -1;
	for (size_t i = 0; i < d->n_columns; i++)
		if (add_words(c, d->column[i].name, out, err) != 0 ||
		    add_said(c, &d->column[i].meaning, out, err) != 0)
			return -1;
	return 0;
}

/* The values of TEXT, which commas separate when CUT. */
static int
add_facets(struct dp_catalogue *c, size_t row, const char *kind, dp_str text,
	   bool cut, struct dp_err *err)
{
	struct dp_buf folded = { 0 };
	int status = 0;

	while (status == 0 && text.n > 0) {
		dp_str value = text;

		if (cut)
			value = dp_str_strip(dp_str_cut(&text, ','));
		else
			text = (dp_str){ NULL, 0 };
		folded.n = 0;
		dpi_word_fold(value, &folded);
		if (value.n)
			status = dpi_store_facet(c->store, row, kind, value,
						 dp_buf_view(&folded), err);
	}
	dp_buf_done(&folded);
	return status;
}

/* The four digits at the start of TEXT, or 0. */
static int64_t
year_of(dp_str text)
{
	int64_t year;

	if (text.n >= 4 && dp_str_int((dp_str){ text.p, 4 }, &year) && year > 0)
		return year;
	return 0;
}

/* Every year from the start to the end of PERIOD ("2012/2020", "2024"). */
static int
add_years(struct dp_catalogue *c, size_t row, dp_str period, struct dp_err *err)
{
	int64_t from = year_of(dp_str_strip(dp_str_cut(&period, '/'))), to;

	to = period.p ? year_of(dp_str_strip(period)) : from;
	if (from && to > from + YEARS_MAX)
		to = from + YEARS_MAX;
	for (int64_t year = from; year && year <= to; year++) {
		struct dp_arena *a = &c->text;
		dp_str text = dp_keep_format(a, "%lld", (long long)year);

		if (dpi_store_facet(c->store, row, "year", text, text, err) !=
		    0)
			return -1;
	}
	return 0;
}

static int
index_facets(struct dp_catalogue *c, size_t row, const struct dp_dataset *d,
	     struct dp_err *err)
{
	enum dp_licence l = dp_licence_kind(dp_said(&d->licence));

	if (add_facets(c, row, "producer", dp_said(&d->producer), false, err) !=
		    0 ||
	    add_facets(c, row, "licence", dp_said(&d->licence), false, err) !=
		    0 ||
	    add_facets(c, row, "format", d->format, true, err) != 0 ||
	    add_facets(c, row, "area", dp_said(&d->area), true, err) != 0)
		return -1;
	if ((l == DP_LICENCE_OPEN || l == DP_LICENCE_SHARE) &&
	    dpi_store_facet(c->store, row, "open", DP_S("open"), DP_S("open"),
			    err) != 0)
		return -1;
	return add_years(c, row, d->period.n ? d->period : d->updated, err);
}

int
dpi_index_dataset(struct dp_catalogue *c, size_t row, struct dp_err *err)
{
	const struct dp_dataset *d = &c->dataset[row];
	struct dp_buf text[DPI_TEXTS] = { 0 };
	dp_str view[DPI_TEXTS];
	int status;

	status = add_said(c, &d->title, &text[DPI_TITLE], err);
	if (status == 0)
		status = add_words(c, d->id, &text[DPI_TITLE], err);
	if (status == 0)
		status = add_said(c, &d->keywords, &text[DPI_KEYWORDS], err);
	if (status == 0)
		status = add_said(c, &d->producer, &text[DPI_PRODUCER], err);
	if (status == 0)
		status = add_said(c, &d->description, &text[DPI_DESCRIPTION],
				  err);
	if (status == 0)
		status = add_other(c, d, &text[DPI_OTHER], err);
	for (size_t i = 0; i < DPI_TEXTS; i++)
		view[i] = dp_buf_view(&text[i]);
	if (status == 0)
		status = dpi_store_add(c->store, row, d, view, err);
	if (status == 0)
		status = index_facets(c, row, d, err);
	for (size_t i = 0; i < DPI_TEXTS; i++)
		dp_buf_done(&text[i]);
	return status;
}

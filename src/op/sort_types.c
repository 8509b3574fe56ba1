/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting as OpenRefine does: each column by what its cells hold, empty cells
 * and what does not fit where it is said. A column makes two keys, where it
 * belongs and what it is.
 */
#include "op/grel.h"
#include "op/sort.h"
#include "op/words.h"

#include <math.h>

#include "base/i18n.h"

/* Reads "number 1 2" for key K, which is there already, and its rank. */
static int
read_one(const struct dp_step *s, dp_str text, size_t k, struct dp_err *err)
{
	static const char *const name[] = { "text", "number", "date",
					    "boolean" };
	static const enum dpi_sort_type type[] = { DPI_SORT_OF_TEXT,
						   DPI_SORT_OF_NUMBER,
						   DPI_SORT_OF_DATE,
						   DPI_SORT_OF_BOOL };
	struct dpi_order *o = s->self;
	dp_str rest = dp_trim(text), word = dp_str_cut(&rest, ' ');
	int *place[] = { &o->blank[2 * k], &o->error[2 * k] };

	o->slot[2 * k + 1] = o->slot[2 * k];
	o->descending[2 * k + 1] = o->descending[2 * k];
	o->descending[2 * k] = false;
	o->type[2 * k] = DPI_SORT_OF_RANK;
	for (size_t i = 0; i < 4; i++)
		if (dp_str_is(word, name[i]))
			o->type[2 * k + 1] = type[i];
	*place[0] = 1;
	*place[1] = 2;
	for (size_t i = 0; i < 2 && rest.n; i++) {
		struct dp_expr_value x;

		if (!dpi_grel_read_number(dp_trim(dp_str_cut(&rest, ' ')),
					  &x) ||
		    x.kind != DP_X_WHOLE || x.whole < -9 || x.whole > 9)
			o->type[2 * k + 1] = DPI_SORT_USUAL;
		*place[i] = (int)x.whole;
	}
	/* what counts for the column of a rank, and nothing else */
	o->of[2 * k] = o->type[2 * k + 1];
	if (o->type[2 * k + 1] == DPI_SORT_USUAL || rest.n)
		return dp_step_fail(s, dp_step_arg(s, "types"), err,
				    _("types= says of each column text, "
				      "number, date or boolean and two places "
				      "from -9 to 9: \"number 1 2, text\"."));
	return 0;
}

int
dpi_sort_types(const struct dp_step *s, struct dp_err *err)
{
	dp_str rest = dp_step_param(s, "types");
	struct dpi_order *o = s->self;
	size_t n = o->n;

	if (n * 2 > DPI_SORT_KEYS)
		return dp_step_fail(s, dp_step_arg(s, "types"), err,
				    _("with types= sort takes at most %u "
				      "columns."),
				    DPI_SORT_KEYS / 2);
	for (size_t k = n; k-- > 1;) {
		o->slot[2 * k] = o->slot[k];
		o->descending[2 * k] = o->descending[k];
	}
	for (size_t k = 0; k < n; k++)
		if (read_one(s, dp_str_cut(&rest, ','), k, err) != 0)
			return -1;
	if (rest.n)
		return dp_step_fail(s, dp_step_arg(s, "types"), err,
				    _("types= names more types than there are "
				      "columns."));
	o->n = 2 * n;
	o->numeric = DPI_NUMERIC_YES;
	return 0;
}

/* ---- keys ------------------------------------------------------------- */

/* The number that X is among others of TYPE; false: it is none. */
static bool
number_of(enum dpi_sort_type type, struct dp_expr_value x, double *out)
{
	if (type == DPI_SORT_OF_DATE) {
		*out = (double)x.whole;
		return x.kind == DP_X_DATE;
	}
	if (type == DPI_SORT_OF_BOOL) {
		*out = dpi_grel_yes(x);
		return x.kind == DP_X_BOOL || x.kind == DP_X_TEXT;
	}
	if (x.kind == DP_X_TEXT && dpi_grel_read_double(x.text, out) &&
	    !isnan(*out))
		return true;
	if (x.kind == DP_X_BOOL || x.kind == DP_X_DATE) {
		*out = x.kind == DP_X_BOOL ? x.yes : (double)x.whole;
		return true;
	}
	return dpi_grel_double(x, out);
}

void
dpi_sort_read_type(const struct dpi_order *o, size_t k, const struct dp_cell *c,
		   struct dpi_sort_value *v, struct dp_arena *a,
		   uint64_t *bytes)
{
	bool rank = o->type[k] == DPI_SORT_OF_RANK;
	enum dpi_sort_type type = rank ? o->of[k] : o->type[k];
	struct dp_expr_value x = dpi_grel_of_cell(c);
	/* an empty text is one, but no number and no date; nor is an error,
	   other than a text that does not fit */
	bool blank = x.kind == DP_X_NULL ||
		     (type != DPI_SORT_OF_TEXT &&
		      (x.kind == DP_X_ERROR || dpi_x_blank(x)));
	bool good = x.kind != DP_X_ERROR && !blank;
	struct dp_buf key = { 0 };
	dp_str text;

	*v = (struct dpi_sort_value){ .class = DPI_SORT_NUMBER };
	if (good && type != DPI_SORT_OF_TEXT)
		good = number_of(type, x, &v->number);
	if (rank || !good) {
		v->number = !rank ? 0 :
			    good  ? 0 :
			    blank ? o->blank[k] :
				    o->error[k];
		return;
	}
	if (type != DPI_SORT_OF_TEXT)
		return;
	if (x.kind == DP_X_DATE) {
		struct dp_buf date = { 0 };

		dpi_grel_put_date(x.whole, (int)x.number, true, &date);
		dpi_sort_collate(dp_buf_view(&date), &key);
		dp_buf_done(&date);
	} else {
		dpi_sort_collate(dp_cell_str(c), &key);
	}
	text = dp_buf_view(&key);
	v->class = DPI_SORT_TEXT;
	v->folded = v->raw = memcpy(dp_arena_text(a, text.n), text.p, text.n);
	v->n_folded = v->n_raw = (uint32_t)text.n;
	v->has_nul = true;
	*bytes += text.n;
	dp_buf_done(&key);
}

bool
dpi_sort_order(dp_str type, struct dp_expr_value a, struct dp_expr_value b,
	       int *order)
{
	enum dpi_sort_type t = dp_str_is(type, "date")    ? DPI_SORT_OF_DATE :
			       dp_str_is(type, "boolean") ? DPI_SORT_OF_BOOL :
							    DPI_SORT_OF_NUMBER;
	struct dp_buf key[2] = { { 0 }, { 0 } };
	double x, y;

	if (!dp_str_is(type, "string")) {
		if (!number_of(t, a, &x) || !number_of(t, b, &y))
			return false;
		*order = (x > y) - (x < y);
		return true;
	}
	for (size_t i = 0; i < 2; i++) {
		struct dp_buf text = { 0 };

		dpi_grel_put_string(i ? b : a, &text);
		dpi_sort_collate(dp_buf_view(&text), &key[i]);
		dp_buf_done(&text);
	}
	*order = dp_str_cmp(dp_buf_view(&key[0]), dp_buf_view(&key[1]));
	dp_buf_done(&key[0]);
	dp_buf_done(&key[1]);
	return true;
}

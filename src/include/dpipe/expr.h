/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * expr: expressions over the cells of a row, which filter, derive and where=
 * take.
 */
#ifndef DPIPE_EXPR_H
#define DPIPE_EXPR_H

#include <dpipe/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * GREL, the part of it that filter, derive and where= need. In order of
 * binding, tightest first:
 *
 *   operands  name   cells["a name"].value   cells.name.value
 *             value (the cell, in cell steps)
 *             "text" 'text' 12 1.5 true false null /pattern/ /pattern/i
 *             ( … )   f(x, …)   x.f(…)   x[i]   x[from, to]
 *   - x  ! x
 *   * / %
 *   + -
 *   < <= > >=
 *   == !=     (= is read as ==)
 *   not x     (as a word)
 *   and &&
 *   or ||
 *
 * A name is letters of any script, digits and _, not starting with a digit.
 *
 * Values. An empty cell is null. A text that reads as a canonical number
 * (-12, 0.5; not 007, not 1,5) compares as that number, in decimal, nothing
 * rounded. == and !=: null and "" are equal; a number and a text that is no
 * number differ. < <= > >=: numbers with numbers by value, texts with texts
 * by code point; anything else, null and "" included, gives null. - * / %
 * take numbers and texts that read as numbers, else give an error; division
 * is exact (7 / 2 is 3.5) and by zero an error. + adds when both are numbers,
 * or one is and the other reads as one; otherwise it joins texts; with a null
 * it gives null. and, or, not, if see yes (true, or the text "true") and
 * everything else, null and errors included, as not yes.
 *
 * Functions. x is a text unless said otherwise; a null x gives null, or false
 * where the answer is yes or no.
 *
 *   isBlank isNotBlank isNonBlank   null or "" (an error is blank too)
 *   isNull isNotNull isError        of any value
 *   isNumeric(x)             a number, or reads as a canonical one
 *   length(x)                in characters; of a list, its items
 *   contains(x, t)           t a text, or a pattern to search for
 *   startsWith(x, t) endsWith(x, t)
 *   match(x, /p/)            true when the whole of x matches, else null
 *   in(x, a, b, …)           true when x == a or x == b …
 *   toLowercase toUppercase toTitlecase trim
 *   replace(x, t, new)       every t, a text, or a pattern and then $1 in
 *                            new, a text in quotes
 *   substring(x, from[, to]) characters from 0; below 0 from the end
 *   toNumber(x) toString(x)  toNumber reads 007 too, spaces around it, and
 *                            gives an error for what is none
 *   round(x[, digits])       in decimal, the half away from 0
 *   floor(x) ceil(x) abs(x) min(a, b, …) max(a, b, …)   of numbers; blank
 *                            arguments of min and max are passed over
 *   toDate(x[, "dmy"])       ISO 8601; an error when day and month could be
 *                            exchanged and no order is said
 *   datePart(x, "year")      quarter month week (ISO 8601) day weekday (1 to
 *                            7, from Monday) hour minute second, also in the
 *                            plural; null when the date has none
 *   indexOf(x, t) lastIndexOf(x, t)   in characters from 0, -1 when not there
 *   chomp(x, t)              x without t at its end
 *   value(x)                 x
 *   split(x, t[, true])      a list of the parts between t, a text or a
 *                            pattern; empty parts only with true
 *   partition(x, t)          before the first t, t, behind it
 *   x[i] x[from, to] get(x, i[, to])   of a list or of the characters of a
 *                            text, from 0; below 0 from the end
 *   join(list, t) uniques(list) reverse(list) sort(list)
 *   coalesce(a, b, …)        the first that is not blank
 *   if(c, a, b)   and(…) or(…) not(x)
 *
 * An argument that says how (the part of a date, "dmy", digits) and is none
 * that the function knows is refused with the expression when it is written
 * there; when a row gives it, the value is an error.
 *
 * An expression that starts with grel: is OpenRefine's own, and means what it
 * means there (version 3.6): values have types (5 / 2 is 2, "5" + 1 is "51"),
 * columns are cells["name"].value, what fails is an error. An imported
 * history is made of these. Beyond the functions above, with the arguments
 * that they have there: type find rpartition splitByLengths replaceChars
 * slice md5 sha1 fingerprint ngramFingerprint escape unescape mod pow exp ln
 * log inc diff sum inArray with forEach forEachIndex forRange forNonBlank
 * filter. Not in OpenRefine: typed(x), the text of a cell as the number, date,
 * yes or no that it was; facet(x, a, …), is x, or an item of it, one of these;
 * inRange(x, from, to); columnNames("a", …), all columns but these, as
 * row.columnNames has them.
 */
struct dp_expr;

/* Value of an expression. */
enum dp_expr_kind {
	DP_X_NULL,
	DP_X_TEXT,
	DP_X_NUMBER,
	DP_X_BOOL,
	DP_X_ERROR, /* text may say why */
	DP_X_LIST,  /* only on the way: no cell holds one */
	/* Of GREL, only on the way as well. */
	DP_X_WHOLE, /* a number of 64 bits */
	DP_X_DATE   /* in milliseconds since 1970 */
};
struct dp_expr_value {
	enum dp_expr_kind kind;
	dp_str text;
	double number;
	int64_t whole;
	bool yes;                         /* of a list: it was read as JSON */
	const struct dp_expr_value *item; /* of a list, as long as the batch */
	size_t n_items;
	const dp_str *key; /* of a list that has names: one for each item */
	enum dp_kind cell; /* of GREL: what a cell keeps it as */
};

/*
 * Reads TEXT as an expression over the columns of SCHEMA. On failure the
 * place's column counts characters of TEXT from 1 and the message says it.
 * Read-only once made: any number of threads may evaluate it.
 */
struct dp_expr *dp_expr_new(dp_str text, const struct dp_schema *schema,
			    struct dp_err *err);
void dp_expr_free(struct dp_expr *e);
/*
 * What one thread needs to evaluate E again and again: places for matches,
 * room for text. NULL when E needs none.
 */
struct dp_expr_local;
struct dp_expr_local *dp_expr_local_new(const struct dp_expr *e);
void dp_expr_local_free(struct dp_expr_local *l);
/*
 * Value of E for row R of B. VALUE is what `value` means (p may be NULL).
 * L is this thread's, or NULL: then it is made for this one call, which is
 * slow when E has patterns. Text made on the way lives in the batch's arena.
 */
struct dp_expr_value dp_expr_eval(const struct dp_expr *e,
				  struct dp_expr_local *l, struct dp_batch *b,
				  size_t r, dp_str value);
/* True when the value is yes: true, or the text "true". */
bool dp_expr_true(const struct dp_expr *e, struct dp_expr_local *l,
		  struct dp_batch *b, size_t r, dp_str value);

#ifdef __cplusplus
}
#endif

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The notation of a column's numbers, from the first of them. What becomes of
 * a cell is op_number.c's.
 */
#include "op/number_notation.h"

#include "base/i18n.h"

/* A whole number of so many digits may have had two signs between them. */
#define LONG_DIGITS 7

/* S as it is in NOTATION, made in ROOM; *HOW: was it read? */
static dp_str
in_notation(dp_str s, const struct dp_number_opts *o, enum dp_notation notation,
	    char *room, enum dp_number_read *how)
{
	struct dp_number_opts only = *o;
	dp_str out = { room, 0 };

	only.notation = notation;
	*how = dp_number_read(s, &only, room, DP_NUMBER_BYTES, &out.n);
	return out;
}

static inline bool
is_digit(char c)
{
	return (unsigned char)c - (unsigned)'0' <= 9;
}

bool
dpi_number_has_sign(dp_str s)
{
	for (size_t i = 0; i + 1 < s.n; i++)
		if ((s.p[i] == ',' || s.p[i] == '.') && is_digit(s.p[i + 1]))
			return true;
	return false;
}

/* Is S, which no sign stands in, as a run may have written a number? */
static bool
is_written(dp_str s, bool whole)
{
	size_t first = s.p[0] == '-', i = first;

	while (i < s.n && is_digit(s.p[i]))
		i++;
	return i == s.n && i > first && (whole || i - first >= LONG_DIGITS);
}

void
dpi_number_notation_look(struct dpi_number_notation *x, dp_str s,
			 const struct dp_number_opts *o, bool whole,
			 uint64_t line, uint64_t record)
{
	char room[2][DP_NUMBER_BYTES];
	enum dp_number_read fr, en;
	dp_str french, english;

	if (!dpi_number_has_sign(s)) {
		x->n_written += is_written(s, whole);
		return;
	}
	french = in_notation(s, o, DP_NUMBER_FR, room[0], &fr);
	english = in_notation(s, o, DP_NUMBER_EN, room[1], &en);
	if (fr == DP_NUMBER_NO && en == DP_NUMBER_NO)
		return;
	if (fr == DP_NUMBER_NO) {
		dpi_seen_note(&x->english, &x->text, s, line, record);
	} else if (en == DP_NUMBER_NO) {
		dpi_seen_note(&x->french, &x->text, s, line, record);
		x->n_parted += dp_str_find(s, '.') >= 0;
	} else if (fr == DP_NUMBER_AMBIGUOUS) {
		x->n_points++;
		x->n_signed_points += !dp_str_eq(s, english);
		x->n_written++;
	} else if (!dp_str_eq(french, english)) {
		x->n_commas++;
	} else if (dp_str_find(french, '.') >= 0) {
		dpi_seen_note(&x->pointed, &x->text, s, line, record);
		x->n_written++;
	} else {
		x->n_powers++;
	}
}

/*
 * Where numbers of both notations stand, none is the column's. Neither is one
 * where all but the doubtful ones are written as a run writes them: they come
 * from somewhere else, or are what an earlier run could not read.
 */
void
dpi_number_notation_decide(struct dpi_number_notation *x,
			   enum dp_notation doubt)
{
	bool french = x->french.n > 0, english = x->english.n > 0;

	x->notation = doubt;
	if (french != english) {
		x->from = DPI_NOTATION_PROVED;
		x->notation = french ? DP_NUMBER_FR : DP_NUMBER_EN;
	} else if (french || (x->n_commas && x->n_written)) {
		x->from = DPI_NOTATION_DISPUTED;
		x->notation = DP_NUMBER_FR;
	} else {
		x->from = DPI_NOTATION_GUESSED;
	}
}

bool
dpi_number_notation_parts(const struct dpi_number_notation *x)
{
	return x->from == DPI_NOTATION_PROVED && x->notation == DP_NUMBER_FR &&
	       x->n_parted > 0 && x->pointed.n == 0 && x->n_powers == 0;
}

bool
dpi_number_notation_points(const struct dpi_number_notation *x)
{
	return x->french.n == 0 && x->pointed.n > 0;
}

void
dpi_number_notation_say(const struct dpi_number_notation *x, dp_str column,
			struct dp_findings *f)
{
	bool proved = x->from == DPI_NOTATION_PROVED;
	bool french = proved && x->notation == DP_NUMBER_FR;
	const struct dpi_seen *told = french ? &x->french :
				      proved ? &x->english :
					       &x->pointed;
	struct dp_finding *g;

	if (french && !x->n_commas &&
	    !(x->n_points && dpi_number_notation_parts(x)))
		return;
	if (!french && !x->n_points && !(proved && x->n_commas))
		return;
	if (!proved && (x->from != DPI_NOTATION_GUESSED || told->n == 0))
		return;
	g = dp_finding_add(f,
			   french ? DP_F_COMMA_DECIMALS : DP_F_POINT_DECIMALS,
			   column, told->line, told->record, told->value);
	g->count = told->n;
}

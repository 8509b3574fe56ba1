/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is the first row one of names, or a record? Words above numbers are names.
 * A row of words may be a record all the same: it is written as the values
 * below it are, and no name is. Codes have their letters and digits in the
 * same places, addresses and keys begin alike, and of some values there are
 * only few.
 */
#include "table/header_body.h"

#include "base/i18n.h"

/* So many values tell how they are written; a code has so many characters. */
#define VALUES_LEAST 5
#define CODE_LEAST 4
/* A name may be a value, too, but hardly two of them. */
#define AGAIN_LEAST 2
/* No name is an address or an hour; so many values show that it is theirs. */
#define ADDRESSES_LEAST 2
#define YEARS_LEAST 3

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * Bytes of what CELL begins with if it is a key with its value or an address,
 * up to the sign behind it: "level=", "https:". 0: it is none.
 */
static size_t
key(dp_str cell)
{
	size_t n = 0;
	bool letter = false;

	while (n < cell.n && (is_letter(cell.p[n]) || is_digit(cell.p[n]) ||
			      cell.p[n] == '_')) {
		letter = letter || is_letter(cell.p[n]);
		n++;
	}
	return letter && n + 1 < cell.n && cell.p[n + 1] != ' ' &&
			       (cell.p[n] == '=' || cell.p[n] == ':') ?
		       n + 1 :
		       0;
}

/* Is CELL a code: some characters of ASCII, digits and others, no space? */
static bool
is_code(dp_str cell)
{
	size_t digits = 0;

	for (size_t i = 0; i < cell.n; i++) {
		if ((unsigned char)cell.p[i] <= ' ' ||
		    (unsigned char)cell.p[i] > '~')
			return false;
		digits += is_digit(cell.p[i]);
	}
	return cell.n >= CODE_LEAST && digits > 0 && digits < cell.n;
}

/* A person's address: signs, one @, and a point in what is behind it. */
static bool
is_mail(dp_str cell)
{
	ptrdiff_t at = dp_str_find(cell, '@');
	dp_str host;

	if (at <= 0 || dp_str_find(cell, ' ') >= 0)
		return false;
	host = dp_str_from(cell, (size_t)at + 1);
	return dp_str_find(host, '@') < 0 && dp_str_find(host, '.') > 0;
}

/* A machine's: four numbers of one to three digits, parted by points. */
static bool
is_ipv4(dp_str cell)
{
	size_t parts = 1, digits = 0;

	for (size_t i = 0; i < cell.n; i++) {
		if (cell.p[i] == '.' && digits) {
			parts++;
			digits = 0;
		} else if (!is_digit(cell.p[i]) || ++digits > 3) {
			return false;
		}
	}
	return parts == 4 && digits;
}

/* An hour: one or two digits, then twice two at most, behind colons. */
static bool
is_hour(dp_str cell)
{
	size_t parts = 1, digits = 0;

	for (size_t i = 0; i < cell.n; i++) {
		if (cell.p[i] == ':' && digits == (parts == 1 ? i : 2)) {
			parts++;
			digits = 0;
		} else if (!is_digit(cell.p[i]) || ++digits > 2) {
			return false;
		}
	}
	return (parts == 2 || parts == 3) && digits == 2 && cell.p[0] != ':';
}

/* Of what kind CELL is, if no name of a column is such; 0: of none. */
static char
address(dp_str cell)
{
	dp_str rest = dp_str_from(cell, key(cell));

	if (rest.n < cell.n && dp_str_starts(rest, "//"))
		return 'u';
	return is_mail(cell) ? 'm' :
	       is_ipv4(cell) ? 'i' :
	       is_hour(cell) ? 'h' :
			       0;
}

/*
 * Does row HEAD hold an address or an hour where all the rows below do, and
 * none where they do not?
 */
static bool
holds_addresses(const struct dpi_body *b, size_t head)
{
	size_t end = head + 1 + DPI_BODY_ROWS, columns = 0;

	for (size_t i = 0; i < b->width; i++) {
		char kind = address(dp_trim(dpi_body_cell(b->s, head, i)));
		size_t values = 0;

		for (size_t r = head + 1; kind && r < b->s->n_rows && r < end;
		     r++) {
			dp_str value = dp_trim(dpi_body_cell(b->s, r, i));

			if (value.n && address(value) != kind)
				return false;
			values += value.n > 0;
		}
		if (kind && values < ADDRESSES_LEAST)
			return false;
		columns += kind != 0;
	}
	return columns > 0;
}

/* Is B written as A is, which is a code, a key or an address? */
static bool
are_alike(dp_str a, dp_str b)
{
	size_t n = key(a);

	if (n)
		return b.n > n &&
		       dp_str_eq((dp_str){ a.p, n }, (dp_str){ b.p, n });
	if (a.n != b.n || !is_code(a))
		return false;
	for (size_t i = 0; i < a.n; i++) {
		bool letters = is_letter(a.p[i]) && is_letter(b.p[i]);
		bool digits = is_digit(a.p[i]) && is_digit(b.p[i]);

		if (!letters && !digits && a.p[i] != b.p[i])
			return false;
	}
	return true;
}

/* Cells of row R that hold what row HEAD does where they stand. */
static size_t
equal_cells(const struct dpi_body *b, size_t head, size_t r)
{
	size_t n = 0;

	for (size_t i = 0; i < b->width; i++) {
		dp_str cell = dp_trim(dpi_body_cell(b->s, head, i));

		n += cell.n &&
		     dp_str_eq(cell, dp_trim(dpi_body_cell(b->s, r, i)));
	}
	return n;
}

/*
 * Is row HEAD, of words like those below it, a record and no names? It is if
 * most values of a column are codes, addresses or keys written as it is, or if
 * it holds values of two columns.
 */
static bool
is_like(const struct dpi_body *b, size_t head)
{
	size_t names = dpi_body_filled(b->s, head), again = 0;
	size_t end = head + 1 + DPI_BODY_ROWS;

	if (holds_addresses(b, head))
		return true;
	for (size_t i = 0; i < b->width; i++) {
		dp_str cell = dp_trim(dpi_body_cell(b->s, head, i));
		size_t values = 0, like = 0, same = 0;
		dp_str one = { NULL, 0 };
		bool several = false;

		for (size_t r = head + 1; r < b->s->n_rows && r < end; r++) {
			dp_str value = dp_trim(dpi_body_cell(b->s, r, i));
			size_t equal = equal_cells(b, head, r);

			/* The same names again are no values. */
			if (!value.n || equal == names)
				continue;
			several = several || (one.n && !dp_str_eq(one, value));
			one = value;
			values++;
			like += are_alike(cell, value);
			same += equal * 2 <= names && dp_str_eq(cell, value);
		}
		/* One value, again and again, tells of itself alone. */
		if (like >= VALUES_LEAST && like * 2 >= values &&
		    (several || dp_str_eq(one, cell)))
			return true;
		again += same > 0 && values >= VALUES_LEAST;
	}
	return again >= AGAIN_LEAST;
}

/* Does column I hold words, and nothing else, below row FIRST, two at least?
 * A number above them is no value of theirs. */
static bool
only_words(const struct dpi_body *b, size_t first, size_t i)
{
	size_t words = 0, end = first + 1 + DPI_BODY_ROWS;

	for (size_t r = first + 1; r < b->s->n_rows && r < end; r++) {
		enum dpi_look look = dpi_body_look_at(b->s, b->width, r, i);

		if (look == DPI_LOOK_NUMBER || look == DPI_LOOK_DATE)
			return false;
		words += look == DPI_LOOK_TEXT;
	}
	return words > 1;
}

/* Does column I hold years, and nothing else, in so many rows below FIRST? */
static bool
only_years(const struct dpi_body *b, size_t first, size_t i)
{
	size_t years = 0, end = first + 1 + DPI_BODY_ROWS;

	for (size_t r = first + 1; r < b->s->n_rows && r < end; r++) {
		dp_str cell = dp_trim(dpi_body_cell(b->s, r, i));

		if (cell.n && !dpi_is_year(cell))
			return false;
		years += cell.n > 0;
	}
	return years >= YEARS_LEAST;
}

/*
 * What the cell of row FIRST in column I says: 1 it is a name, above values
 * that are none, -1 it is a value, 0 nothing. The row holds N_YEARS.
 */
static int
says(const struct dpi_body *b, size_t first, size_t i, size_t n_years,
     struct dp_buf *scratch)
{
	dp_str cell = dp_trim(dpi_body_cell(b->s, first, i));
	enum dpi_look head = dpi_sample_look(cell);

	if (head == DPI_LOOK_EMPTY)
		return 0;
	/* Years are names of columns; one may be a value among others. */
	if (dpi_is_year(cell))
		return n_years == 1 && only_years(b, first, i) ? -1 : 0;
	/* So are quarters and months above numbers. */
	if (head == DPI_LOOK_DATE && b->look[i] == DPI_LOOK_NUMBER)
		return 0;
	if (head != DPI_LOOK_TEXT)
		return only_words(b, first, i) ? 0 : -1;
	/* That a value is missing is no name. */
	return b->look[i] != DPI_LOOK_TEXT && !dp_missing_word(cell, scratch);
}

bool
dpi_body_is_header(const struct dpi_body *b, size_t first, struct dp_dialect *d)
{
	size_t for_it = 0, against = 0, n_years = 0;
	struct dp_buf scratch = { 0 };
	const char *why;

	for (size_t i = 0; i < b->width; i++)
		n_years += dpi_is_year(dpi_body_cell(b->s, first, i));
	for (size_t i = 0; i < b->width; i++) {
		int say = says(b, first, i, n_years, &scratch);

		for_it += say > 0;
		against += say < 0;
	}
	dp_buf_done(&scratch);
	/* A row of nothing above numbers names none of them. */
	against += b->n_typed && !dpi_body_filled(b->s, first);
	if (for_it == 0 && against == 0 && is_like(b, first)) {
		against++;
		why = _("the first row is written as the others are");
	} else if (for_it == 0 && against == 0)
		why = _("the first row is text like the others; most tables "
			"have a header");
	else if (for_it >= against)
		why = _("the first row holds words where the others hold "
			"numbers or dates");
	else
		why = _("the first row holds numbers or dates like the "
			"others");
	(void)snprintf(d->why_header, sizeof d->why_header, "%s", why);
	return for_it >= against;
}

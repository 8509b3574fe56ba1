/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A first row of words that is a record all the same: it is written as the
 * values below it are, and no name is. Codes have their letters and digits in
 * the same places, addresses and keys begin alike, and of some values there
 * are only few.
 */
#include "table/header_body.h"

/* So many values tell how they are written; a code has so many characters. */
#define VALUES_LEAST 5
#define CODE_LEAST 4
/* A name may be a value, too, but hardly two of them. */
#define AGAIN_LEAST 2

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

/* Is B written as A is, which is a code, a key or an address? */
static bool
is_like(dp_str a, dp_str b)
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

bool
dpi_body_is_like(const struct dpi_body *b, size_t head)
{
	size_t names = dpi_body_filled(b->s, head), again = 0;
	size_t end = head + 1 + DPI_BODY_ROWS;

	for (size_t i = 0; i < b->width; i++) {
		dp_str cell = dp_trim(dpi_body_cell(b->s, head, i));
		size_t values = 0, like = 0, same = 0;

		for (size_t r = head + 1; r < b->s->n_rows && r < end; r++) {
			dp_str value = dp_trim(dpi_body_cell(b->s, r, i));
			size_t equal = equal_cells(b, head, r);

			/* The same names again are no values. */
			if (!value.n || equal == names)
				continue;
			values++;
			like += is_like(cell, value);
			same += equal * 2 <= names && dp_str_eq(cell, value);
		}
		if (like >= VALUES_LEAST && like * 2 >= values)
			return true;
		again += same > 0 && values >= VALUES_LEAST;
	}
	return again >= AGAIN_LEAST;
}

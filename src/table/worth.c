/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a delimiter is worth that makes rows alike: letters, numbers, hours and
 * sentences hold it too. Which one is taken is for guess.c.
 */
#include "table/worth.h"

#include "text/number.h"

/*
 * Groups of digits as telephone and registration numbers have them: nine to
 * fifteen digits, no group longer than three, one space between two.
 */
static bool
is_digit_groups(dp_str cell)
{
	size_t digits = 0, group = 0;

	for (size_t i = 0; i < cell.n; i++) {
		if (cell.p[i] >= '0' && cell.p[i] <= '9') {
			digits++;
			if (++group > 3)
				return false;
		} else if (cell.p[i] == ' ' && group) {
			group = 0;
		} else if (cell.p[i] != '+' || i > 0) {
			return false;
		}
	}
	return digits >= 9 && digits <= 15;
}

/* A day with a time behind it: 2021-03-12T08:30:00, 12/03/2021 08:30. */
static bool
is_moment(dp_str cell)
{
	size_t colons = 0, day = 0;

	for (size_t i = 0; i < cell.n; i++) {
		char c = cell.p[i];

		if (c == ' ' || c == 'T')
			day = day ? day : i;
		else if (c == ':' && day)
			colons++;
		else if ((c < '0' || c > '9') && !strchr("-/.+Z", c))
			return false;
	}
	return day && colons &&
	       dpi_sample_look((dp_str){ cell.p, day }) == DPI_LOOK_DATE;
}

static bool
is_time(dp_str cell)
{
	size_t colons = 0;

	for (size_t i = 0; i < cell.n; i++) {
		colons += cell.p[i] == ':';
		if (cell.p[i] != ':' && (cell.p[i] < '0' || cell.p[i] > '9'))
			return false;
	}
	return cell.n >= 4 && cell.n <= 8 && colons > 0 && colons < 3;
}

static bool
is_typed(dp_str cell)
{
	enum dpi_look look = dpi_sample_look(cell);

	cell = dp_trim(cell);
	if (look != DPI_LOOK_TEXT)
		return true;
	return cell.n < 40 &&
	       (is_time(cell) || is_digit_groups(cell) || is_moment(cell));
}

double
dpi_typed_share(const struct dpi_sample *s, size_t width)
{
	size_t typed = 0, all = 0, rows = 0;

	for (size_t r = 0; r < s->n_rows && rows < DPI_TYPED_ROWS; r++) {
		if (s->row[r].n != width)
			continue;
		rows++;
		for (size_t i = 0; i < width && i < 64; i++) {
			dp_str cell = s->cell[s->row[r].first + i];

			if (!dp_trim(cell).n)
				continue;
			typed += is_typed(cell);
			all++;
		}
	}
	return all ? (double)typed / (double)all : 0;
}

size_t
dpi_kept_columns(const struct dpi_sample *s, size_t width)
{
	size_t kept = 0;

	for (size_t i = 0; i < width && i < 64; i++) {
		size_t typed = 0, all = 0;

		for (size_t r = 1; r < s->n_rows && all < DPI_TYPED_ROWS; r++) {
			if (s->row[r].n != width)
				continue;
			typed += is_typed(s->cell[s->row[r].first + i]);
			all++;
		}
		kept += all > 1 && typed == all;
	}
	return kept;
}

/* Where the delimiters C of a text stand. */
struct places {
	size_t n;
	size_t between_digits; /* as a decimal comma does */
	size_t in_prose;       /* before a space, or as in https:// */
	size_t in_address;     /* as in that */
};

/* QUOTE: those between two of these part nothing; or 0. */
static struct places
find_places(dp_str text, char c, char quote)
{
	struct places k = { 0, 0, 0, 0 };
	bool open = false;
	ptrdiff_t i;

	for (size_t from = 0; from < text.n; from += (size_t)i + 1) {
		const char *at;

		i = dp_str_find(dp_str_from(text, from), c);
		if (i < 0)
			break;
		at = text.p + from + i;
		for (const char *p = text.p + from; quote && p < at; p++)
			open ^= *p == quote;
		if (open)
			continue;
		k.n++;
		if (at + 1 == text.p + text.n)
			break;
		k.in_prose += at[1] == ' ' || at[1] == '/';
		k.in_address += at[1] == '/' && at + 2 < text.p + text.n &&
				at[2] == '/';
		k.between_digits += at > text.p && dpi_is_digit(at[-1]) &&
				    dpi_is_digit(at[1]);
	}
	return k;
}

bool
dpi_in_text(dp_str text, char c)
{
	struct places k = find_places(text, c, 0);

	return k.between_digits + k.in_prose == k.n;
}

bool
dpi_is_tight(dp_str text, char c)
{
	struct places k = find_places(text, c, 0);

	return k.in_prose == 0 && k.between_digits * 2 < k.n;
}

/* All rows, or all but a header that names no rows, have the same width. */
static bool
all_alike(const struct dpi_score *s)
{
	if (s->n_rows < 3)
		return false;
	return s->alike > 0.95 || (s->first > 1 && s->first + 1 == s->width &&
				   (1 - s->alike) * (double)s->n_rows < 1.5);
}

/*
 * A sign that nearly no text holds: a program took it to part cells, if all
 * records have as many.
 */
static double
rare_worth(const struct dpi_score *s)
{
	if (s->width < 3)
		return all_alike(s) ? DPI_ELSE_WORTH : 0;
	return s->alike > 0.6 && s->n_rows > 1 ? 0.9 : 0;
}

/*
 * Spaces part words: only tables of numbers, or quotes, show more, or columns
 * of which most are of numbers or dates.
 */
static double
space_worth(const struct dpi_trial *t, const struct dpi_score *s)
{
	if (t->line_typed >= 0.5)
		return 0;
	if (s->n_rows == 2 && s->width > 2 && s->alike == 1 &&
	    s->typed > (s->width > 3 ? 0.6 : 0.99))
		return DPI_ELSE_WORTH;
	if (s->width > 2 && s->first == s->width && s->n_kept * 2 > s->width &&
	    s->alike > 0.8)
		return DPI_ELSE_WORTH;
	return all_alike(s) && (s->typed > 0.6 || s->n_quoted >= s->n_rows) ?
		       DPI_ELSE_WORTH :
		       0;
}

double
dpi_worth(const struct dpi_trial *t, const struct dpi_score *s)
{
	const char c = s->form.delimiter;
	struct places k;
	bool quoted;

	if (c == ' ')
		return space_worth(t, s);
	if (c == '^' || c == '~' || (c > 0 && c < '\t'))
		return rare_worth(s);
	if (c > '\r' && c < ' ')
		return rare_worth(s);
	if (c != ',' && c != ':')
		return 1;
	/* In quotes they may, where every row has some and all are right. */
	quoted = c == ':' && s->n_stray == 0 && s->n_quoted >= s->n_rows;
	k = find_places(t->text, c, quoted ? s->form.quote : 0);
	/* No sentence has a quote behind every space. */
	if (s->form.skip_space && s->n_quoted > s->n_rows)
		k.in_prose = 0;
	if (c == ':') /* hours and addresses hold it */
		return (k.between_digits + k.in_prose) * 10 > k.n * 9 ||
				       k.in_address * 2 > s->n_rows ?
			       0.1 :
			       DPI_ELSE_WORTH;
	/* Two parts, and some lines have one: numbers or sentences. */
	if (s->width == 2 && s->alike < 1) {
		if (k.between_digits == k.n)
			return 0.1;
		if (k.in_prose * 10 > k.n * 9)
			return 0.2;
	}
	return k.between_digits * 10 > k.n * 9 ? 0.4 : 1;
}

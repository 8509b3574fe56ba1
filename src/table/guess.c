/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The marks of a table, found by trying: each hypothesis (delimiter, quote,
 * how a quote is escaped, spaces before cells) cuts the start of the text,
 * and one score says how much that looks like records of typed cells. After
 * G. van den Burg, A. Nazábal and C. Sutton, Wrangling messy CSV files by
 * detecting row and type patterns, Data Mining and Knowledge Discovery 33
 * (2019): a good dialect makes rows alike and cells typed.
 */
#include "table/guess.h"

#include "base/i18n.h"
#include "table/header.h"
#include "text/number.h"

/* In the order in which ties are won. */
static const char candidate[] = { ',', ';', '\t', '|', ':', ' ' };

/* Enough to tell dialects apart; the header is looked for in all of it. */
#define JUDGED_BYTES (64u << 10)
/* A delimiter worth less than this is none: the table has one column. */
#define LEAST_WORTH 0.12
/* And one that has other uses, as spaces and colons have, at most this. */
#define ELSE_WORTH 0.6
/* So few rows prove nothing unless most are alike, or the first is cut. */
#define FEW_ROWS 10
/* Rows whose cells are looked at. */
#define TYPED_ROWS 100

struct score {
	struct dpi_form form;
	double total, alike, typed;
	size_t width, first; /* of most rows, of the first */
	size_t n_rows, n_cells, n_quoted, n_stray;
	bool apart; /* such a row stands below a blank line */
};

/* The text judged and what is known of it before it is cut. */
struct trial {
	dp_str text;
	bool whole;
	char newline;
	size_t count[256]; /* how often each byte occurs */
	double line_typed; /* share of lines that are one typed cell */
	const struct dp_read_opts *o;
};

struct dpi_form
dpi_form_of(const struct dp_dialect *d)
{
	return (struct dpi_form){
		.delimiter = d->delimiter,
		.quote = d->quote,
		.escape = d->escape,
		.newline = d->newline == DP_CR ? '\r' : '\n',
		.skip_space = d->skip_space,
		.width = d->n_columns,
	};
}

/*
 * Groups of digits as telephone and registration numbers have them: nine to
 * fifteen digits, no group longer than three.
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
		} else if (cell.p[i] == ' ') {
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

/* Share of the cells of rows of that width, of those that hold something,
 * that are typed. */
static double
typed_share(const struct dpi_sample *s, size_t width)
{
	size_t typed = 0, all = 0, rows = 0;

	for (size_t r = 0; r < s->n_rows && rows < TYPED_ROWS; r++) {
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

/* Where the delimiters C of a text stand. */
struct places {
	size_t n;
	size_t between_digits; /* as a decimal comma does */
	size_t in_prose;       /* before a space, or as in https:// */
};

static struct places
find_places(dp_str text, char c)
{
	struct places k = { 0, 0, 0 };
	ptrdiff_t i;

	for (size_t from = 0; from < text.n; from += (size_t)i + 1) {
		const char *at;

		i = dp_str_find(dp_str_from(text, from), c);
		if (i < 0)
			break;
		at = text.p + from + i;
		k.n++;
		if (at + 1 == text.p + text.n)
			break;
		k.in_prose += at[1] == ' ' || at[1] == '/';
		k.between_digits += at > text.p && dpi_is_digit(at[-1]) &&
				    dpi_is_digit(at[1]);
	}
	return k;
}

/* All rows, or all but a header that names no rows, have the same width. */
static bool
all_alike(const struct score *s)
{
	if (s->n_rows < 3)
		return false;
	return s->alike > 0.95 || (s->first > 1 && s->first + 1 == s->width &&
				   (1 - s->alike) * (double)s->n_rows < 1.5);
}

/* What the score S is worth, since its delimiter has other uses. */
static double
worth(const struct trial *t, const struct score *s)
{
	const char c = s->form.delimiter;
	struct places k;

	/* Spaces part words: only tables of numbers, or quotes, show more. */
	if (c == ' ')
		return all_alike(s) && t->line_typed < 0.5 &&
				       (s->typed > 0.6 ||
					s->n_quoted > s->n_rows) ?
			       ELSE_WORTH :
			       0;
	if (c != ',' && c != ':')
		return 1;
	k = find_places(t->text, c);
	/* No sentence has a quote behind every space. */
	if (s->form.skip_space && s->n_quoted > s->n_rows)
		k.in_prose = 0;
	if (c == ':') /* hours and addresses hold it */
		return (k.between_digits + k.in_prose) * 10 > k.n * 9 ?
			       0.1 :
			       ELSE_WORTH;
	/* Two parts, and some lines have one: numbers or sentences. */
	if (s->width == 2 && s->alike < 1) {
		if (k.between_digits == k.n)
			return 0.1;
		if (k.in_prose * 10 > k.n * 9)
			return 0.2;
	}
	return k.between_digits * 10 > k.n * 9 ? 0.4 : 1;
}

/* Does a row of that width stand below a blank line, as under a title? */
static bool
stands_apart(const struct dpi_sample *s, size_t width)
{
	for (size_t r = 1; r < s->n_rows; r++)
		if (s->row[r].n == width && s->row[r - 1].n == 1 &&
		    !s->cell[s->row[r - 1].first].p)
			return true;
	return false;
}

static void
judge(const struct trial *t, struct score *r)
{
	struct dpi_sample s;
	size_t cells;

	dpi_sample_cut(&s, t->text, &r->form, DPI_SAMPLE_ROWS, t->whole);
	r->width = dpi_sample_width(&s, &r->alike);
	r->first = s.n_rows ? s.row[0].n : 0;
	r->n_rows = s.n_rows;
	r->n_cells = s.n_cells;
	r->n_quoted = s.n_quoted;
	r->n_stray = s.n_stray;
	r->apart = r->width > 1 && stands_apart(&s, r->width);
	r->total = r->typed = 0;
	cells = s.n_cells ? s.n_cells : 1;
	if (r->width > 1) {
		r->typed = typed_share(&s, r->width);
		r->total = r->alike * r->alike * (0.7 + 0.3 * r->typed);
		/* More columns are weak evidence, ever weaker. */
		r->total *= 1.0 - 0.25 / (double)r->width;
		r->total *= (double)cells / (double)(cells + s.n_stray);
	}
	dpi_sample_done(&s);
}

/* Replaces BEST by the hypothesis F if that makes it clearly better. */
static void
challenge(const struct trial *t, struct score *best, const struct dpi_form *f,
	  double clearly)
{
	struct score s = { .form = *f };

	judge(t, &s);
	/* With one column there is no width to go by, but quotes show. */
	if (s.width < 2 && best->width < 2 ? s.n_stray < best->n_stray :
					     s.total > best->total * clearly)
		*best = s;
}

/* The same for single quotes: an apostrophe is a letter of French until it
 * makes the table better, or holds half its cells and is never stray. */
static void
challenge_single(const struct trial *t, struct score *best)
{
	struct score s = { .form = best->form }, none = s;

	s.form.quote = '\'';
	judge(t, &s);
	if (s.n_rows < 2 || s.n_quoted == 0)
		return;
	/* That other quotes are stray is no merit of these. */
	none.form.quote = 0;
	judge(t, &none);
	if (s.total > (none.total > best->total ? none.total : best->total) *
			      1.1 ||
	    (s.n_quoted >= 4 && s.n_quoted * 2 >= s.n_cells && s.n_stray == 0 &&
	     best->n_quoted == 0 && s.total >= best->total * 0.999))
		*best = s;
}

/* Does QUOTE stand where it can open a cell? */
static bool
can_open(const struct trial *t, char quote, char delimiter)
{
	dp_str rest = t->text;
	ptrdiff_t i = 0;

	if (!t->count[(unsigned char)quote])
		return false;
	for (; rest.n && (i = dp_str_find(rest, quote)) >= 0;
	     rest = dp_str_from(rest, (size_t)i + 1)) {
		const char *at = rest.p + i;

		if (at == t->text.p || at[-1] == delimiter || at[-1] == '\n' ||
		    at[-1] == '\r')
			return true;
	}
	return false;
}

/* Does QUOTE stand behind C, and behind B before that if B is not 0? */
static bool
stands_behind(const struct trial *t, char quote, char b, char c)
{
	dp_str rest = t->text;
	ptrdiff_t i = 0;

	if (!quote || !t->count[(unsigned char)quote] ||
	    !t->count[(unsigned char)c])
		return false;
	for (; rest.n && (i = dp_str_find(rest, quote)) >= 0;
	     rest = dp_str_from(rest, (size_t)i + 1)) {
		const char *at = rest.p + i;

		if (at - t->text.p > 1 && at[-1] == c && (!b || at[-2] == b))
			return true;
	}
	return false;
}

/* The best reading of quotes and spaces for one delimiter. */
static struct score
judge_delimiter(const struct trial *t, char delimiter)
{
	const struct dp_read_opts *o = t->o;
	struct score s = { .form = { .delimiter = delimiter,
				     .newline = t->newline } };
	struct dpi_form f;

	s.form.quote = o->no_quote ? 0 : o->quote ? o->quote : '"';
	s.form.escape = o->escape_set ? o->escape : 0;
	s.form.skip_space = delimiter == ' ';
	judge(t, &s);
	if (!o->quote && !o->no_quote && can_open(t, '\'', delimiter))
		challenge_single(t, &s);
	f = s.form;
	f.escape = '\\';
	/* Quotes that are right as they stand leave nothing to escape. */
	if (!o->escape_set && s.n_stray > 0 &&
	    stands_behind(t, f.quote, 0, '\\'))
		challenge(t, &s, &f, 1.001);
	f = s.form;
	f.skip_space = true;
	/* Spaces are text, unless quotes that stand behind them say no. */
	if (delimiter && stands_behind(t, f.quote, delimiter, ' '))
		challenge(t, &s, &f, 1.001);
	return s;
}

static double
typed_lines(const struct trial *t)
{
	struct dpi_form f = { .newline = t->newline };
	struct dpi_sample s;
	double share;

	dpi_sample_cut(&s, t->text, &f, TYPED_ROWS, t->whole);
	share = typed_share(&s, 1);
	dpi_sample_done(&s);
	return share;
}

static void
say(const struct trial *t, const struct score *s, struct dp_dialect *d)
{
	if (t->o->delimiter_set)
		(void)snprintf(d->why_delimiter, sizeof d->why_delimiter, "%s",
			       _("asked for"));
	else if (s->form.delimiter)
		(void)snprintf(d->why_delimiter, sizeof d->why_delimiter,
			       _("%.0f %% of the records have %zu cells"),
			       s->alike * 100, s->width);
	else
		(void)snprintf(d->why_delimiter, sizeof d->why_delimiter, "%s",
			       _("no delimiter makes records alike: one "
				 "column"));
	if (t->o->quote || t->o->no_quote)
		(void)snprintf(d->why_quote, sizeof d->why_quote, "%s",
			       _("asked for"));
	else if (s->n_quoted)
		(void)snprintf(d->why_quote, sizeof d->why_quote,
			       _("cells in these quotes at the start of the "
				 "file: %zu"),
			       s->n_quoted);
	else
		(void)snprintf(d->why_quote, sizeof d->why_quote, "%s",
			       _("no cell is in quotes; these are usual"));
}

/* Line ends of TEXT outside quotes: the others part no records. */
static size_t
lines_apart(dp_str text, char newline)
{
	bool open = false;
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		open ^= text.p[i] == '"';
		n += text.p[i] == newline && !open;
	}
	return n;
}

void
dpi_guess_marks(dp_str text, char newline, bool whole,
		const struct dp_read_opts *o, struct dp_dialect *d)
{
	struct trial t = { text, whole, newline, { 0 }, 0, o };
	struct score best = { .total = 0 };
	size_t lines;

	if (t.text.n > JUDGED_BYTES) {
		t.text.n = JUDGED_BYTES;
		t.whole = false;
	}
	for (size_t i = 0; i < t.text.n; i++)
		t.count[(unsigned char)t.text.p[i]]++;
	lines = lines_apart(t.text, newline);
	if (o->delimiter_set)
		best = judge_delimiter(&t, o->delimiter);
	for (size_t i = 0; !o->delimiter_set && i < sizeof candidate; i++) {
		struct score s;

		/* One that most lines lack makes no records alike. */
		if (t.count[(unsigned char)candidate[i]] * 4 < lines ||
		    !t.count[(unsigned char)candidate[i]])
			continue;
		/* What has other uses is worth no more. */
		if (strchr(": ", candidate[i]) && best.total >= ELSE_WORTH)
			continue;
		if (candidate[i] == ' ')
			t.line_typed = typed_lines(&t);
		s = judge_delimiter(&t, candidate[i]);
		s.total *= worth(&t, &s);
		/* A line with it below one without makes no table. */
		if (s.alike <= 0.5 && s.n_rows < FEW_ROWS && s.first < 2 &&
		    !s.apart)
			continue;
		/* Of so few records types prove little: the first wins. */
		if (s.total > best.total * (s.n_rows < 3 ? 1.15 : 1.001))
			best = s;
	}
	if (!o->delimiter_set && (best.width < 2 || best.total < LEAST_WORTH)) {
		best = judge_delimiter(&t, 0);
		best.width = 1;
	}
	d->delimiter = best.form.delimiter;
	d->quote = best.form.quote;
	d->escape = best.form.escape;
	d->skip_space = best.form.skip_space;
	d->n_columns = best.width ? best.width : 1;
	d->confidence = o->delimiter_set ? 1 : d->delimiter ? best.alike : 0.5;
	say(&t, &best, d);
}

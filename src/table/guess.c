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
#include "table/trial.h"

/* In the order in which ties are won. */
static const char candidate[] = { ',',    ';',    '\t',   '|',    '^', '~', 1,
				  '\x1c', '\x1d', '\x1e', '\x1f', ':', ' ' };

/* Enough to tell dialects apart, unless its lines are fewer than these; the
 * header is looked for in all of it. */
#define JUDGED_BYTES (64u << 10)
#define JUDGED_LINES 20
/* A delimiter worth less than this is none: the table has one column. */
#define LEAST_WORTH 0.12
/* So few rows prove nothing unless most are alike, or the first is cut. */
#define FEW_ROWS 10
#define VERY_FEW_ROWS 4
/* Without comments so many lines are left, at least. */
#define LINES_LEFT 3

struct dpi_form
dpi_form_of(const struct dp_dialect *d)
{
	return (struct dpi_form){
		.delimiter = d->delimiter,
		.quote = d->quote,
		.escape = d->escape,
		.newline = d->by_cr ? '\r' : '\n',
		.skip_space = d->skip_space,
		.has_rules = d->has_rules,
		.width = d->n_columns,
	};
}

static double
typed_lines(const struct dpi_trial *t)
{
	struct dpi_form f = { .newline = t->newline };
	struct dpi_sample s;
	double share;

	dpi_sample_cut(&s, t->text, &f, DPI_TYPED_ROWS, t->whole);
	share = dpi_typed_share(&s, 1);
	dpi_sample_done(&s);
	return share;
}

static void
say(const struct dpi_trial *t, const struct dpi_score *s, struct dp_dialect *d)
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

/* Line ends of TEXT outside quotes, of lines that hold something: the others
 * part no records. */
static size_t
lines_apart(dp_str text, char newline)
{
	bool open = false, blank = true;
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		/* most bytes end no line and open nothing */
		if (c > '"') {
			blank = false;
			continue;
		}
		open ^= c == '"';
		n += c == newline && !open && !blank;
		blank = c == newline || (blank && strchr("\r\n", c));
	}
	return n;
}

static size_t
judged_bytes(dp_str text)
{
	size_t lines = 0, i = 0;

	if (text.n <= JUDGED_BYTES)
		return text.n;
	for (; i < text.n && lines < JUDGED_LINES; i++)
		lines += text.p[i] == '\n' || text.p[i] == '\r';
	return i < JUDGED_BYTES ? JUDGED_BYTES : i;
}

/* Does LINE end inside a cell in quotes that stands behind a delimiter? */
static bool
ends_open(dp_str line)
{
	size_t n_quotes = 0;
	bool cell = false;

	for (size_t i = 0; i < line.n; i++) {
		n_quotes += line.p[i] == '"';
		cell |= i && line.p[i] == '"' &&
			memchr(",;\t|", line.p[i - 1], 4);
	}
	return cell && n_quotes % 2;
}

/*
 * TEXT without the comments at its start, lines that begin with #, as long as
 * a table stands below them. A line that goes on is a record's.
 */
static dp_str
below_comments(dp_str text)
{
	dp_str rest = text;
	size_t comments = 0, lines = 0;

	while (rest.n && (rest.p[0] == '#' || dpi_line_end_bytes(rest))) {
		bool comment = rest.p[0] == '#';

		if (ends_open(dpi_next_line(&rest)) && comment)
			return text;
		comments += comment;
	}
	for (dp_str below = rest; below.n && lines < 3; lines++)
		(void)dpi_next_line(&below);
	return comments && lines > 1 ? rest : text;
}

/* Does S cut the first row, with quotes enough around cells, all right? */
static bool
has_quoted(const struct dpi_score *s)
{
	return s->first > 1 && s->n_stray == 0 && s->n_quoted >= s->first;
}

/*
 * Quotes inside the cells of NONE, which is not cut: where they stand around
 * cells that a delimiter parts in the first row, and are then right, it is cut
 * by that, though nothing else is.
 */
static void
cut_at_quotes(const struct dpi_trial *t, struct dpi_score *none)
{
	for (const char *c = ",;\t|"; *c; c++) {
		struct dpi_score s;

		if (!dpi_trial_can_open(t, none->form.quote, *c))
			continue;
		s = dpi_trial_judge(t, *c);
		if (!has_quoted(&s))
			continue;
		*none = s;
		none->width = s.first;
		return;
	}
}

/*
 * No delimiter makes the rows alike: of the N that were TRIED one that cuts
 * them all, the header saying into how many cells; else what O says, which
 * BEST is, or none.
 */
static struct dpi_score
least_evil(const struct dpi_trial *t, const struct dpi_score *tried, size_t n,
	   const struct dpi_score *best)
{
	struct dpi_score least = *best;

	for (size_t i = 0; i < n; i++)
		if (dpi_cuts_all(t, &tried[i])) {
			least = tried[i];
			least.width = least.first;
			return least;
		}
	if (t->o->delimiter_set) {
		if (has_quoted(&least) && least.width < 2)
			least.width = least.first;
		return least;
	}
	least = dpi_trial_judge(t, 0);
	least.width = 1;
	if (least.n_stray > 0)
		cut_at_quotes(t, &least);
	return least;
}

/*
 * TEXT without the lines that begin with #, into OUT. False: none does, or
 * there is too little left to tell how it is cut.
 */
static bool
without_comments(dp_str text, struct dp_buf *out)
{
	size_t comments = 0, lines = 0;

	while (text.n) {
		const char *from = text.p;
		bool comment = text.p[0] == '#';

		lines += !comment && dp_trim(dpi_next_line(&text)).n;
		if (comment)
			(void)dpi_next_line(&text);
		else
			dp_buf_add(out, from, (size_t)(text.p - from));
		comments += comment;
	}
	return comments && lines >= LINES_LEFT;
}

/* The best hypothesis for T, whose score may be worth nothing. */
static struct dpi_score
best_of(struct dpi_trial *t)
{
	const struct dp_read_opts *o = t->o;
	struct dpi_score best = { .total = 0 }, tried[sizeof candidate];
	size_t lines, n_tried = 0;

	memset(t->count, 0, sizeof t->count);
	for (size_t i = 0; i < t->text.n; i++)
		t->count[(unsigned char)t->text.p[i]]++;
	lines = lines_apart(t->text, t->newline);
	if (o->delimiter_set) {
		best = dpi_trial_judge(t, o->delimiter);
		best.total *= dpi_worth(t, &best);
		tried[n_tried++] = best;
	}
	for (size_t i = 0; !o->delimiter_set && i < sizeof candidate; i++) {
		struct dpi_score s;

		/* One that most lines lack makes no records alike. */
		if (t->count[(unsigned char)candidate[i]] * 4 < lines ||
		    !t->count[(unsigned char)candidate[i]])
			continue;
		/* What has other uses is worth no more. */
		if (strchr(": ", candidate[i]) && best.total >= DPI_ELSE_WORTH)
			continue;
		if (candidate[i] == ' ')
			t->line_typed = typed_lines(t);
		s = dpi_trial_judge(t, candidate[i]);
		s.total *= dpi_worth(t, &s);
		tried[n_tried++] = s;
		/* Colons stand in times, addresses and names below a name. */
		if (candidate[i] == ':' && s.first < 2 && !s.named)
			continue;
		/* Of few rows, a line without makes it no table. */
		if (strchr(": ", candidate[i]) && s.alike < 1 &&
		    s.n_rows < VERY_FEW_ROWS)
			continue;
		/* A line with it below one without makes no table. */
		if (s.alike <= 0.5 && s.n_rows < FEW_ROWS && s.first < 2 &&
		    !s.apart && !dpi_ends_in_table(t, &s))
			continue;
		/* Of so few records types prove little: the first wins. */
		if (s.total > best.total * (s.n_rows < 3 ? 1.15 : 1.001))
			best = s;
	}
	for (size_t i = 0; i < n_tried; i++)
		if (best.width > 1 && dpi_rival_wins(t, &tried[i], &best))
			best = tried[i];
	if (best.width < 2 || best.total < LEAST_WORTH)
		best = least_evil(t, tried, n_tried, &best);
	return best;
}

/*
 * The same where one column was found, in which comments may stand between
 * records that have several, all of them as many.
 */
static void
look_between(const struct dpi_trial *t, struct dpi_score *best)
{
	struct dpi_trial other = *t;
	struct dp_buf rest = { 0 };
	struct dpi_score s;

	if (without_comments(t->text, &rest)) {
		other.text = dp_buf_view(&rest);
		s = best_of(&other);
		if (s.width > 1 && s.alike >= 1 &&
		    strchr(",;\t|", s.form.delimiter))
			*best = s;
	}
	dp_buf_done(&rest);
}

void
dpi_guess_marks(dp_str text, char newline, bool whole,
		const struct dp_read_opts *o, struct dp_dialect *d)
{
	struct dpi_trial t = {
		below_comments(text), whole, newline, { 0 }, 0, o
	};
	struct dpi_score best;

	if (judged_bytes(t.text) < t.text.n) {
		t.text.n = judged_bytes(t.text);
		t.whole = false;
	}
	best = best_of(&t);
	dpi_below_labels(&t, &best);
	if (best.width < 2 && !o->delimiter_set)
		look_between(&t, &best);
	d->delimiter = best.form.delimiter;
	d->quote = best.form.quote;
	d->escape = best.form.escape;
	d->skip_space = best.form.skip_space;
	d->n_columns = best.width ? best.width : 1;
	d->confidence = o->delimiter_set ? 1 : d->delimiter ? best.alike : 0.5;
	say(&t, &best, d);
}

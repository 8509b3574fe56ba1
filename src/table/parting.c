/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells parted by several characters, made cells parted by one: another that
 * stands in them puts them in quotes. Finds such a delimiter only where it
 * stands as often in every line, and what it is made of never alone, so that
 * an empty cell is not taken for one.
 */
#include "table/framing.h"

#include "base/i18n.h"
#include "table/csv_line.h"
#include "table/csv_read.h"
#include "table/sample.h"

/* Three characters first, which may hold two. */
static const char *const candidate[] = {
	"~|~", "|~|", "^|^", "|^|", "|;|", "|,|", "|#|", "|@|", "||",
	"::",  ";;",  "~~",  "^^",  "@@",  "##",  "$$",  "&&",
};

/* A quote that is open for more lines than these is none. */
#define OPEN_LINES_MAX 8u
/* Lines that are enough, where they are short of evidence. */
#define LEAST_LINES 3

/* ---- taking off ------------------------------------------------------- */

/* The cell held ends before its last N bytes. */
static void
put_cell(struct dpi_parting *p, size_t n, struct dp_buf *out)
{
	dp_str cell = { p->held.p, p->held.n - n };
	bool whole = cell.n > 1 && cell.p[0] == p->quote &&
		     cell.p[cell.n - 1] == p->quote;

	if (whole || !cell.n || !memchr(cell.p, p->stand_in, cell.n)) {
		dp_buf_str(out, cell);
		return;
	}
	dp_buf_char(out, p->quote);
	for (size_t i = 0; i < cell.n; i++) {
		if (cell.p[i] == p->quote)
			dp_buf_char(out, p->quote);
		dp_buf_char(out, cell.p[i]);
	}
	dp_buf_char(out, p->quote);
}

/* Bytes of the line end at the end of what is held. */
static size_t
end_bytes(const struct dpi_parting *p)
{
	size_t n = 0;

	while (n < p->held.n && memchr("\r\n", p->held.p[p->held.n - 1 - n], 2))
		n++;
	return n;
}

/* C was added to what is held: a quote opens and closes a cell. */
static bool
is_quoted(struct dpi_parting *p, char c)
{
	size_t n = p->held.n;

	if (p->literal || c != p->quote)
		return p->open;
	/* Behind one that closes, it is one that was doubled. */
	p->open = !p->open &&
		  (n == 1 || (p->held.p[0] == c && p->held.p[n - 2] == c));
	return true;
}

static bool
ends_with(const struct dp_buf *b, const char *text, size_t n)
{
	return b->n >= n && memcmp(b->p + b->n - n, text, n) == 0;
}

/* The quote of the cell held is never closed: its line is read without. */
static void
give_up(struct dpi_parting *p, bool last, struct dp_buf *out)
{
	struct dp_buf again = p->held;

	memset(&p->held, 0, sizeof p->held);
	p->open = false;
	p->literal = true;
	p->n_open = 0;
	dpi_part_cells(p, dp_buf_view(&again), last, out);
	dp_buf_done(&again);
}

void
dpi_part_cells(struct dpi_parting *p, dp_str text, bool last,
	       struct dp_buf *out)
{
	size_t n = strlen(p->delimiter);

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		dp_buf_char(&p->held, c);
		if (is_quoted(p, c)) {
			p->n_open += c == p->newline || c == p->also;
			if (p->n_open > OPEN_LINES_MAX ||
			    p->held.n > DPI_OPEN_QUOTE_MAX_BYTES)
				give_up(p, false, out);
		} else if (c == '\r' || c == p->newline || c == p->also) {
			size_t end = end_bytes(p);

			put_cell(p, end, out);
			dp_buf_add(out, p->held.p + p->held.n - end, end);
			p->held.n = 0;
			p->n_open = 0;
			p->literal = false;
		} else if (ends_with(&p->held, p->delimiter, n)) {
			put_cell(p, n, out);
			dp_buf_char(out, p->stand_in);
			p->held.n = 0;
			p->n_open = 0;
		} else if (p->held.n > DP_RECORD_MAX_BYTES) {
			/* It is told of, and nothing made of it. */
			put_cell(p, 0, out);
			p->held.n = 0;
		}
	}
	if (last && p->open)
		give_up(p, true, out);
	else if (last)
		put_cell(p, 0, out);
	if (last)
		p->held.n = 0;
}

char
dpi_stand_in(const char *text)
{
	return text[2] ? text[1] : text[0];
}

/* ---- finding ---------------------------------------------------------- */

/* What the lines of a text say of one candidate. */
struct parted {
	const char *delimiter;
	size_t n;     /* of its characters */
	bool lax;     /* one of them may stand alone: a time, a title */
	size_t usual; /* how often it stands in the first line that has it */
	size_t lines, alike, none, typed;
	/* Of one such as |,| the sign inside: how often it stands in the first
	 * line, and the lines where it does so with one outside alone. */
	size_t inner, inner_alike;
	bool broken; /* it stands in part, where it may not */
};

/* How often X's stands in LINE, outside quotes. */
static size_t
count_in(struct parted *x, dp_str line)
{
	bool open = false;
	size_t count = 0, run;

	for (size_t i = 0; i < line.n; i++) {
		open ^= line.p[i] == '"';
		if (open || line.p[i] != x->delimiter[0])
			continue;
		if (x->n > 2) {
			run = line.n - i >= x->n &&
			      memcmp(line.p + i, x->delimiter, x->n) == 0;
			count += run;
			i += run ? x->n - 1 : 0;
			continue;
		}
		for (run = 1; i + run < line.n && line.p[i + run] == line.p[i];)
			run++;
		count += run / 2;
		x->broken = x->broken || (run % 2 && !x->lax);
		i += run - 1;
	}
	return count;
}

static bool
is_typed(dp_str cell)
{
	enum dpi_look look;

	if (cell.n > 1 && cell.p[0] == '"' && cell.p[cell.n - 1] == '"')
		cell = (dp_str){ cell.p + 1, cell.n - 2 };
	look = dpi_sample_look(cell);

	return look == DPI_LOOK_NUMBER || look == DPI_LOOK_DATE;
}

/* Is the first cell of LINE, or the last, a number or a date? */
static bool
has_typed(const struct parted *x, dp_str line)
{
	dp_str d = { x->delimiter, x->n };
	ptrdiff_t at = dp_str_search(line, d);

	if (at < 0)
		return false;
	if (is_typed((dp_str){ line.p, (size_t)at }))
		return true;
	for (; at >= 0; at = dp_str_search(line, d))
		line = dp_str_from(line, (size_t)at + x->n);
	return is_typed(line);
}

/*
 * Counts the sign inside X's in LINE, where those around it also stand without
 * it, as quotes do: X's stands there COUNT times.
 */
static void
look_inside(struct parted *x, dp_str line, size_t count)
{
	size_t inner = 0, outer = 0;
	bool open = false;

	for (size_t i = 0; i < line.n; i++) {
		open ^= line.p[i] == '"';
		inner += !open && line.p[i] == x->delimiter[1];
		outer += !open && line.p[i] == x->delimiter[0];
	}
	if (x->lines == 0)
		x->inner = inner;
	x->inner_alike += inner == x->inner && inner > count &&
			  outer > count * 2;
}

static void
look_at(struct parted *x, dp_str line)
{
	size_t n = count_in(x, line);

	if (x->n > 2)
		look_inside(x, line, n);
	if (!x->usual)
		x->usual = n;
	x->lines++;
	x->none += n == 0;
	x->alike += n && n == x->usual;
	x->typed += n && has_typed(x, line);
}

/* Has S an odd number of quotes? */
static bool
ends_open(dp_str s)
{
	bool open = false;

	for (size_t i = 0; i < s.n; i++)
		open ^= s.p[i] == '"';
	return open;
}

/*
 * The first line of *TEXT, which is left out of it, with those behind it that
 * begin inside quotes, if these are closed in time.
 */
static dp_str
next_record(dp_str *text)
{
	dp_str line = dpi_next_line(text), rest = *text;
	bool open = ends_open(line);

	for (unsigned i = 0; open && rest.n && i < OPEN_LINES_MAX; i++) {
		open ^= ends_open(dpi_next_line(&rest));
		if (!open) {
			line.n = (size_t)(rest.p - line.p);
			*text = rest;
		}
	}
	line.n = dpi_line_text(line.p, line.n);
	return line;
}

static bool
parts(struct parted *x, dp_str text, bool whole)
{
	x->n = strlen(x->delimiter);
	x->lax = x->delimiter[0] == ':';
	/* most texts do not even have its first character: the faster look */
	if (dp_str_find(text, x->delimiter[0]) < 0 ||
	    dp_str_search(text, (dp_str){ x->delimiter, x->n }) < 0)
		return false;
	while (text.n && !x->broken) {
		dp_str line = next_record(&text);

		/* It may be cut. */
		if (dp_trim(line).n && (text.n || whole))
			look_at(x, line);
	}
	/* Quotes around some of the cells that the sign inside parts. */
	if (x->inner_alike && x->inner_alike == x->lines)
		return false;
	if (x->broken || !x->usual || x->alike < LEAST_LINES - (x->n > 2) ||
	    x->none * 4 > x->lines ||
	    (x->lines - x->none - x->alike) * 20 > x->lines)
		return false;
	/*
	 * Once in a line it is little evidence: an IPv6 address has two colons
	 * once. Twice there are numbers beside.
	 */
	return x->n > 2 ||
	       (x->usual > 1 && (!x->lax || x->typed + 1 >= x->alike));
}

bool
dpi_parting_find(dp_str text, bool whole, struct dpi_parting *p)
{
	for (size_t i = 0; i < sizeof candidate / sizeof *candidate; i++) {
		struct parted x = { .delimiter = candidate[i] };

		if (!parts(&x, text, whole))
			continue;
		(void)snprintf(p->delimiter, sizeof p->delimiter, "%s",
			       x.delimiter);
		(void)snprintf(p->why, sizeof p->why,
			       _("of the first %zu lines, %zu have it %zu "
				 "times, and none in part"),
			       x.lines, x.alike, x.usual);
		return true;
	}
	return false;
}

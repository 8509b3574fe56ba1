/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the cells of a line end when one of its quotes is too many, missing
 * or not doubled. Every delimiter may end a cell or be part of one; what a
 * cell costs says how irregular its quotes are and whether it suits its
 * column. The cheapest way to get as many cells as there are columns is found
 * by dynamic programming; two that cost the same prove nothing.
 */
#include "table/recut.h"

#include <stdlib.h>

/* So many delimiters may be part of cells, and so many columns there be. */
#define SLACK_MAX 16u
#define COLUMNS_MAX 256u

/* What is odd about a cell costs; regular ones cost nothing. */
enum {
	COST_INNER = 1, /* quotes in a cell that is not in quotes */
	COST_ODD = 2,   /* inside quotes one is not doubled, or one is alone */
	COST_MISSING = 3, /* delimiters behind one quote without the other */
	COST_BARE = 4,    /* delimiters without quotes */
	COST_MISFIT = 3,
	COST_SURPLUS = 1, /* an empty cell at the end that has no column */
};

#define COST_NONE UINT16_MAX

struct way {
	uint16_t cost;
	uint8_t joined; /* delimiters in the last cell of it */
	bool unclear;   /* another way costs the same */
};

struct recut {
	const struct dpi_split *s;
	dp_str line;
	uint16_t end[COLUMNS_MAX + SLACK_MAX]; /* of each piece */
	size_t n, slack;
	bool several; /* lines */
	/* Of the first k cells that use up k + j pieces: way[k][j]. */
	struct way way[COLUMNS_MAX + 1][SLACK_MAX + 1];
};

bool
dpi_mistyped(const struct dpi_split *s, size_t i, dp_str text)
{
	enum dpi_look look;

	if (s->look[i] == DPI_LOOK_TEXT || !text.n)
		return false;
	look = dpi_sample_look(text);
	return look != DPI_LOOK_EMPTY && look != s->look[i];
}

bool
dpi_misfits(const struct dpi_split *s, size_t i, dp_str text)
{
	return text.n ? dpi_mistyped(s, i, text) : s->full && s->full[i];
}

/* The line from piece I to piece J. */
static dp_str
text_of(const struct recut *c, size_t i, size_t j)
{
	size_t from = i ? (size_t)c->end[i - 1] + 1 : 0;

	return (dp_str){ c->line.p + from, c->end[j] - from };
}

/* Cuts the line at every delimiter. */
static bool
find_pieces(struct recut *c)
{
	const struct dpi_marks *m = &c->s->marks;

	for (size_t i = 0; i <= c->line.n; i++) {
		if (i < c->line.n && c->line.p[i] != m->delimiter)
			continue;
		if (c->n == c->s->n_columns + SLACK_MAX)
			return false;
		c->end[c->n++] = (uint16_t)i;
	}
	if (c->n < c->s->n_columns)
		return false;
	c->slack = c->n - c->s->n_columns;
	return true;
}

/* Does every quote of S stand with another? */
static bool
is_doubled(dp_str s, char quote)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != quote)
			continue;
		if (i + 1 == s.n || s.p[i + 1] != quote)
			return false;
		i++;
	}
	return true;
}

static bool
is_in_quotes(dp_str s, char quote)
{
	return s.n > 1 && s.p[0] == quote && s.p[s.n - 1] == quote;
}

static uint16_t
cost_of(const struct recut *c, size_t column, dp_str s, bool joined)
{
	const char quote = c->s->marks.quote;
	bool starts = s.n && s.p[0] == quote;
	bool ends = s.n && s.p[s.n - 1] == quote;
	dp_str inside = s;
	unsigned cost = 0;
	bool lines;

	if (starts)
		inside = dp_str_from(inside, 1);
	if (ends && inside.n)
		inside.n--;
	lines = c->several && dp_str_find(s, c->s->marks.newline) >= 0;
	/* Only what is in quotes goes on behind its line. */
	if (lines && !is_in_quotes(s, quote))
		return COST_NONE;
	/* With more delimiters and lines it may rather be several. */
	if (is_in_quotes(s, quote))
		cost = is_doubled(inside, quote) ? 0u :
		       joined                    ? COST_ODD + 1u + lines :
						   COST_ODD;
	else if (dp_str_find(s, quote) < 0)
		cost = joined ? COST_BARE : 0;
	else if (!starts && !ends)
		cost = joined ? COST_BARE : COST_INNER;
	else if (!joined)
		cost = COST_ODD;
	else
		cost = COST_MISSING +
		       (is_doubled(inside, quote) ? 0 : COST_ODD);
	if (dpi_misfits(c->s, column, inside))
		cost += COST_MISFIT;
	return (uint16_t)cost;
}

/* One more cell behind the first K, which used up J pieces more than cells. */
static void
go_on(struct recut *c, size_t k, size_t j)
{
	const struct way *from = &c->way[k][j];

	for (unsigned more = 0; j + more <= c->slack; more++) {
		struct way *to = &c->way[k + 1][j + more];
		dp_str s = text_of(c, k + j, k + j + more);
		unsigned cost = from->cost + cost_of(c, k, s, more > 0);

		/* Only what is in quotes may hold any number. */
		if (!is_in_quotes(s, c->s->marks.quote))
			cost += more;
		if (cost > to->cost || cost >= COST_NONE)
			continue;
		to->unclear = cost == to->cost || from->unclear;
		to->joined = (uint8_t)more;
		to->cost = (uint16_t)cost;
	}
}

/*
 * The best of the ways to all cells: how many pieces it uses more than cells,
 * empty ones behind them left out; SIZE_MAX: none is best.
 */
static size_t
best_way(const struct recut *c, unsigned *least_cost)
{
	const struct way *last = c->way[c->s->n_columns];
	size_t best = SIZE_MAX;
	unsigned least = COST_NONE, cost = 0;

	for (size_t j = c->slack + 1; j-- > 0; cost += COST_SURPLUS) {
		if (last[j].cost + cost < least) {
			least = last[j].cost + cost;
			best = last[j].unclear ? SIZE_MAX : j;
		} else if (last[j].cost + cost == least) {
			best = SIZE_MAX;
		}
		if (text_of(c, c->n - 1 - (c->slack - j),
			    c->n - 1 - (c->slack - j))
			    .n)
			break;
	}
	*least_cost = least;
	return best;
}

/*
 * The text of a cell of which one quote, first or last, is missing, and whose
 * others are doubled.
 */
static struct dp_cell
half_quoted(dp_str s, char quote, struct dp_arena *a)
{
	size_t from = s.p[0] == quote, end = s.n - !from, n = 0;
	char *to = dp_arena_text(a, s.n);

	for (size_t i = from; i < end; i++) {
		to[n++] = s.p[i];
		i += s.p[i] == quote;
	}
	return (struct dp_cell){ to, (uint32_t)n, 0 };
}

/* The cell of text S, JOINED if it holds delimiters. */
static struct dp_cell
cell_of(dp_str s, bool joined, char quote, struct dp_arena *a)
{
	bool starts = s.n && s.p[0] == quote;

	if (is_in_quotes(s, quote))
		return dpi_unquote(s.p, s.n, quote, a);
	if (joined && (starts || s.p[s.n - 1] == quote) &&
	    is_doubled((dp_str){ s.p + starts, s.n - 1 }, quote))
		return half_quoted(s, quote, a);
	return (struct dp_cell){ s.n ? s.p : NULL, (uint32_t)s.n, 0 };
}

/* Takes the way that uses J pieces more than there are cells. */
static void
take(const struct recut *c, size_t j, struct dp_cell *row, struct dp_arena *a)
{
	const char quote = c->s->marks.quote;

	for (size_t k = c->s->n_columns; k > 0; k--) {
		const struct way *w = &c->way[k][j];
		dp_str s = text_of(c, k - 1 + j - w->joined, k - 1 + j);

		row[k - 1] = cell_of(s, w->joined > 0, quote, a);
		j -= w->joined;
	}
}

bool
dpi_recut(const struct dpi_split *s, dp_str line, struct dp_cell *row,
	  unsigned *cost, struct dp_arena *a)
{
	const struct way none = { .cost = COST_NONE };
	struct recut *c;
	size_t best = SIZE_MAX;

	*cost = COST_NONE;
	if (s->as_is || !s->look || !s->marks.quote || !s->marks.delimiter ||
	    s->n_columns < 2 || s->n_columns > COLUMNS_MAX ||
	    line.n > DPI_RECUT_MAX_BYTES)
		return false;
	c = dp_alloc(sizeof *c); /* large: a short line fills little of it */
	c->s = s;
	c->line = line;
	c->n = c->slack = 0;
	c->several = dp_str_find(line, s->marks.newline) >= 0;
	if (find_pieces(c)) {
		for (size_t k = 0; k <= s->n_columns; k++)
			for (size_t j = 0; j <= c->slack; j++)
				c->way[k][j] = none;
		c->way[0][0].cost = 0;
		for (size_t k = 0; k < s->n_columns; k++)
			for (size_t j = 0; j <= c->slack; j++)
				if (c->way[k][j].cost < COST_NONE)
					go_on(c, k, j);
		best = best_way(c, cost);
	}
	if (best != SIZE_MAX)
		take(c, best, row, a);
	free(c);
	return best != SIZE_MAX;
}

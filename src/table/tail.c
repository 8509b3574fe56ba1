/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The end of a table: totals, notes, sources and empty rows below the last
 * record. A second table is extent.c's.
 */
#include "table/fit.h"

/* Rows that tell how full one usually is. */
#define SAMPLE_ROWS 64
#define SENTENCE_WORDS 8
#define REMARK_BYTES 32u

/* Words that a line of totals, or of remarks, starts with, folded. */
static const char *const total_word[] = { "total", "totaux", "ensemble",
					  "somme", "sous",   "totals",
					  "sum",   NULL };
static const char *const remark_word[] = { "source",  "sources", "note",
					   "notes",   "nb",      "champ",
					   "lecture", NULL };
/* And one of other figures of the table: a record may be called so. */
static const char *const figure_word[] = {
	"moyenne", "moyennes", "moy",  "mediane", "minimum", "min", "maximum",
	"max",     "ecart",    "mean", "average", "median",  NULL
};

/* "Total", "TOTAL GÉNÉRAL", "Ensemble": nothing but that. */
static bool
only_says_total(dp_str cell)
{
	static const char *const says[] = { "total",    "totaux", "general",
					    "ensemble", "somme",  "grand",
					    "totals" };
	struct dp_buf folded = { 0 };
	struct dp_words words = { { NULL, 0 } };
	dp_str word = { NULL, 0 };
	bool yes = true;
	size_t n = 0;

	dp_fold(cell, &folded);
	words.rest = dp_buf_view(&folded);
	for (; yes && dp_words_next(&words, &word); n++) {
		yes = false;
		for (size_t i = 0; i < sizeof says / sizeof *says; i++)
			yes = yes || dp_str_is(word, says[i]);
	}
	dp_buf_done(&folded);
	return yes && n > 0;
}

static bool
starts_with(dp_str cell, const char *const *list)
{
	struct dp_buf folded = { 0 };
	struct dp_words words = { { NULL, 0 } };
	dp_str word = { NULL, 0 };
	bool yes = false;

	dp_fold(cell, &folded);
	words.rest = dp_buf_view(&folded);
	if (dp_words_next(&words, &word))
		for (; !yes && *list; list++)
			yes = dp_str_is(word, *list);
	dp_buf_done(&folded);
	return yes;
}

static bool
says_total(dp_str cell)
{
	return starts_with(cell, total_word);
}

static bool
says_figure(dp_str cell)
{
	return starts_with(cell, figure_word);
}

static bool
starts_as_footer(dp_str cell)
{
	return starts_with(cell, remark_word);
}

/* "(1) …", "* …", "1) …", "[a] …": the mark of a note before its text. */
static bool
has_note_mark(dp_str cell)
{
	size_t i = 0;

	if (cell.n && cell.p[0] == '*')
		return cell.n > 1;
	if (cell.n && (cell.p[0] == '(' || cell.p[0] == '['))
		i = 1;
	while (i < cell.n && i < 3 && cell.p[i] != ')' && cell.p[i] != ']' &&
	       cell.p[i] != ' ')
		i++;
	return i > 0 && i + 1 < cell.n &&
	       (cell.p[i] == ')' || cell.p[i] == ']') && cell.p[i + 1] == ' ';
}

bool
dpi_is_remark(dp_str text)
{
	/* Its first word says so. */
	if (text.n > REMARK_BYTES)
		text.n = REMARK_BYTES;
	return has_note_mark(text) || starts_as_footer(text);
}

/* Words up to a full stop, too many for a name. */
static bool
is_sentence(dp_str cell)
{
	size_t spaces = 0;

	for (size_t i = 0; i < cell.n; i++)
		spaces += cell.p[i] == ' ';
	return spaces + 1 >= SENTENCE_WORDS && cell.p[cell.n - 1] == '.';
}

/* Where the cells of a row that hold something are. */
struct filling {
	size_t n, first; /* how many, and the first of them */
	bool numbers;    /* all but the first are numbers */
};

static struct filling
filling_of(const struct dpi_split *s, const struct dp_cell *row)
{
	struct filling f = { 0, s->n_columns, true };

	for (size_t i = 0; i < s->n_columns; i++) {
		dp_str cell = dp_trim(dp_cell_str(&row[i]));

		if (cell.n == 0)
			continue;
		if (f.n++ == 0)
			f.first = i;
		else
			f.numbers = f.numbers &&
				    dpi_sample_look(cell) == DPI_LOOK_NUMBER;
	}
	return f;
}

/*
 * A line of totals, or of text, is no record: its first cell says so, or it
 * is NARROW, without the table's delimiters. A row with all delimiters may be
 * a record: it needs more, the mark of a note, a colon behind "source", a
 * whole sentence, unless the column is PROSE, or text alone where the column
 * has numbers or dates.
 */
static bool
is_footer(const struct dpi_split *s, const struct dp_cell *row, size_t usual,
	  bool prose, bool narrow)
{
	struct filling f = filling_of(s, row);
	dp_str cell;

	if (f.n == 0)
		return false;
	cell = dp_trim(dp_cell_str(&row[f.first]));
	if (f.n > 1 && f.numbers && only_says_total(cell) &&
	    (f.first == 0 || f.n < usual))
		return true;
	/* Words where the column has numbers or dates. */
	if (f.n > 1 && f.numbers && s->look &&
	    s->look[f.first] != DPI_LOOK_TEXT &&
	    (says_total(cell) || says_figure(cell)))
		return true;
	/* A row that is drawn has all its cells. */
	if (narrow && s->has_rules && f.first == 0 && f.n == 1)
		return true;
	if (f.n >= usual)
		return false;
	if (narrow && (says_total(cell) || starts_as_footer(cell)))
		return true;
	if (f.n > 1)
		return f.numbers && f.first == 0 && says_total(cell);
	if (says_total(cell))
		return true;
	if (f.first > 0)
		return false;
	if (starts_as_footer(cell))
		return dp_str_search(cell, DP_S(": ")) > 0;
	if (usual < 3)
		return false;
	/* All that is left of a record, rather. */
	if (narrow && s->look && s->look[0] != DPI_LOOK_TEXT &&
	    dpi_sample_look(cell) == s->look[0])
		return false;
	return narrow || has_note_mark(cell) || (!prose && is_sentence(cell)) ||
	       (s->look && s->look[0] != DPI_LOOK_TEXT &&
		dpi_sample_look(cell) == DPI_LOOK_TEXT);
}

/* Does row R of B hold a mean or the like, and the one above it totals? */
static bool
is_below_total(const struct dpi_split *s, const struct dp_batch *b, size_t r)
{
	struct filling f = filling_of(s, dp_batch_cell(b, r, 0)), above;

	if (r == 0 || f.n < 2 || f.first > 0 || !f.numbers ||
	    !says_figure(dp_cell_str(dp_batch_cell(b, r, 0))))
		return false;
	above = filling_of(s, dp_batch_cell(b, r - 1, 0));
	return above.n > 1 && above.first == 0 && above.numbers &&
	       only_says_total(dp_trim(dp_cell_str(dp_batch_cell(b, r - 1,
								 0))));
}

/*
 * First row of B near enough to the end to be a footer or tell one: the same
 * whatever the size of blocks.
 */
static size_t
tail_from(const struct dp_batch *b)
{
	size_t r = b->n_rows;

	while (r > 0 && b->block.n - b->start[r - 1] <= DPI_FOOTER_BYTES)
		r--;
	return r;
}

static bool
is_empty(const struct dpi_split *s, const struct dp_batch *b, size_t r)
{
	for (size_t i = 0; i < s->n_columns; i++)
		if (dp_batch_cell(b, r, i)->n)
			return false;
	return true;
}

/*
 * How many cells the records of B from row FROM on usually fill: the median
 * of some.
 */
static size_t
usual_filled(const struct dpi_split *s, const struct dp_batch *b, size_t from)
{
	size_t count[SAMPLE_ROWS] = { 0 }, n = 0;

	for (size_t r = from; r < b->n_rows && n < SAMPLE_ROWS; r++) {
		size_t filled = 0, at = n;

		if (b->state[r] == DPI_ROW_RULE || is_empty(s, b, r))
			continue;
		for (size_t i = 0; i < s->n_columns; i++)
			filled += dp_batch_cell(b, r, i)->n > 0;
		for (; at > 0 && count[at - 1] > filled; at--)
			count[at] = count[at - 1];
		count[at] = filled;
		n++;
	}
	return n ? count[n / 2] : 0;
}

/* Do records of B from row FROM on begin with sentences, as remarks do? */
static bool
begins_with_prose(const struct dpi_split *s, const struct dp_batch *b,
		  size_t from)
{
	for (size_t r = from; r < b->n_rows && r < from + SAMPLE_ROWS; r++) {
		const struct dp_cell *row = dp_batch_cell(b, r, 0);

		if (filling_of(s, row).n > 1 &&
		    is_sentence(dp_trim(dp_cell_str(row))))
			return true;
	}
	return false;
}

/* The last lines of the file, as many as were asked for. */
static void
mark_asked(const struct dpi_split *s, struct dp_batch *b)
{
	uint64_t lines = 0;

	for (size_t r = b->n_rows; r-- > 0;) {
		dp_str raw = { b->block.p + b->start[r],
			       b->start[r + 1] - b->start[r] };

		for (; s->by_cr && raw.n; lines++)
			(void)dpi_next_line(&raw);
		for (size_t i = 0; i < raw.n; i++)
			lines += raw.p[i] == s->marks.newline;
		if (lines > (uint64_t)s->footer_lines)
			return;
		if (b->state[r] == DPI_ROW_RULE)
			continue;
		b->state[r] = DPI_ROW_FOOTER;
	}
}

/* Does row R of B start what is below the table? As it stands, or its first
 * cell without the quotes around it. */
static bool
starts_footer(const struct dpi_split *s, const struct dp_batch *b, size_t r,
	      struct dp_match *m)
{
	return dp_regex_find(s->footer, dp_trim(dp_batch_raw(b, r)), 0, m) >
		       0 ||
	       dp_regex_find(s->footer, dp_cell_str(dp_batch_cell(b, r, 0)), 0,
			     m) > 0;
}

/* What the pattern asked for matches first, and all below. */
static void
mark_matched(const struct dpi_split *s, struct dp_batch *b)
{
	struct dp_match *m = dp_match_new(s->footer);
	bool below = false;

	for (size_t r = tail_from(b); r < b->n_rows; r++) {
		uint8_t state = b->state[r] & DPI_STATE_BITS;

		if (state == DPI_ROW_RULE || state == DPI_ROW_BLANK)
			continue;
		below = below || starts_footer(s, b, r, m);
		if (below)
			b->state[r] = DPI_ROW_FOOTER;
	}
	dp_match_free(m);
}

/* Rows of nothing but delimiters that a spreadsheet leaves, at least: one may
 * be a record of which cleaning left nothing. */
#define LEFT_ROWS 2

/*
 * Rows of nothing but delimiters at the end are blank where a note goes with
 * them; or where there are some of them and none among the records, which
 * fill most of their cells. Else they may be records.
 */
static void
mark_empty(const struct dpi_split *s, struct dp_batch *b, size_t from,
	   size_t end, size_t usual, bool noted)
{
	if (!noted && (end - from < LEFT_ROWS || usual * 2 <= s->n_columns))
		return;
	for (size_t r = tail_from(b); !noted && r < from; r++)
		if ((b->state[r] & DPI_STATE_BITS) == DP_ROW_KEPT &&
		    is_empty(s, b, r))
			return;
	for (size_t r = from; r < end; r++)
		if (b->state[r] != DPI_ROW_RULE)
			b->state[r] = DPI_ROW_BLANK;
}

/*
 * Do words stand in all columns of ROW that hold numbers or dates, two at
 * least, as where commas part a sentence? That a value is missing is none.
 */
static bool
is_prose(const struct dpi_split *s, const struct dp_cell *row)
{
	struct dp_buf scratch = { 0 };
	size_t typed = 0;
	bool yes = s->look != NULL;

	for (size_t i = 0; yes && i < s->n_columns; i++) {
		dp_str cell = dp_trim(dp_cell_str(&row[i]));

		if (s->look[i] == DPI_LOOK_TEXT)
			continue;
		typed++;
		yes = dpi_sample_look(cell) == DPI_LOOK_TEXT &&
		      !dp_missing_word(cell, &scratch);
	}
	dp_buf_done(&scratch);
	return yes && typed > 1;
}

/*
 * Has row R of B cells too few, or only the first where the USUAL are more,
 * and none that is a number or a date where its column has those? Or is it
 * prose?
 */
static bool
is_loose(const struct dpi_split *s, const struct dp_batch *b, size_t r,
	 size_t usual)
{
	struct filling f = filling_of(s, dp_batch_cell(b, r, 0));

	if ((b->state[r] & DPI_STATE_BITS) != DPI_ROW_SHORT &&
	    (f.n != 1 || f.first > 0 || usual < 3))
		return is_prose(s, dp_batch_cell(b, r, 0));
	for (size_t i = 0; i < s->n_columns; i++) {
		dp_str cell = dp_cell_str(dp_batch_cell(b, r, i));
		enum dpi_look look = dpi_sample_look(cell);

		if (look != DPI_LOOK_EMPTY && s->look &&
		    s->look[i] != DPI_LOOK_TEXT && look == s->look[i])
			return false;
	}
	return true;
}

/*
 * The blank row below which, from row FROM on, B holds nothing but loose rows
 * to its end: notes under a table, in so many words; else the end.
 */
static size_t
find_gap(const struct dpi_split *s, const struct dp_batch *b, size_t from,
	 size_t usual)
{
	size_t gap = b->n_rows;
	bool notes = false;

	for (size_t r = b->n_rows; r-- > from;) {
		if (b->state[r] == DPI_ROW_RULE)
			continue;
		if ((b->state[r] & DPI_STATE_BITS) == DPI_ROW_BLANK ||
		    is_empty(s, b, r)) {
			gap = notes ? r : gap;
			continue;
		}
		if (!is_loose(s, b, r, usual))
			return gap;
		notes = true;
	}
	return b->n_rows;
}

void
dpi_tail_mark(const struct dpi_split *s, struct dp_batch *b)
{
	size_t from, usual, gap, last = b->n_rows;
	bool noted = false, prose;

	if (s->footer_lines >= 0)
		mark_asked(s, b);
	if (s->footer)
		mark_matched(s, b);
	if (s->as_is || s->footer_lines >= 0 || s->footer || s->n_columns < 2)
		return;
	from = tail_from(b);
	usual = usual_filled(s, b, from);
	prose = begins_with_prose(s, b, from);
	gap = s->n_typed ? find_gap(s, b, from, usual) : b->n_rows;
	for (size_t r = b->n_rows; r-- > from;) {
		uint8_t state = b->state[r] & DPI_STATE_BITS;

		if (state == DPI_ROW_BLANK || state == DPI_ROW_RULE ||
		    is_empty(s, b, r))
			continue;
		if (r <= gap && !is_below_total(s, b, r) &&
		    !is_footer(s, dp_batch_cell(b, r, 0), usual, prose,
			       state == DPI_ROW_SHORT)) {
			mark_empty(s, b, r + 1, last, usual, noted);
			return;
		}
		mark_empty(s, b, r + 1, last, usual, true);
		b->state[r] = DPI_ROW_FOOTER;
		last = r;
		noted = true;
	}
}

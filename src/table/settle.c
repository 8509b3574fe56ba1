/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading again what would be written. Records are repaired as they come,
 * after their dialect and their header were found: cells joined, rows made
 * as wide as the others. What is written may therefore show what was hidden,
 * a header of two rows, a table below, and would be read otherwise the next
 * time. So the start of a text, or all of a small one, is read twice here,
 * and the second reading counts.
 */
#include "table/settle.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "table/drawn.h"
#include "table/reader.h"

/* Each time less is left to find: more are of no use. */
#define TURNS_MAX 6

/* Of a text that goes on, enough to see how the table begins. */
#define START_BYTES (32u << 10)

/* Lines that may be any table. */
#define FEW_LINES 3

/* A table as it was read, and where its records come from and go to. */
struct reading {
	struct dp_dialect dialect;
	struct dp_buf csv;
	uint64_t *from; /* line of each record in the text */
	uint64_t *to;   /* and in csv */
	size_t n, cap_from, cap_to;
	uint64_t n_repeated; /* headers among the records, left out */
	uint64_t n_framed;   /* lines that stood in quotes whole */
};

static void
reading_done(struct reading *r)
{
	dp_buf_done(&r->csv);
	free(r->from);
	free(r->to);
	memset(r, 0, sizeof *r);
}

static uint64_t
lines_of(dp_str text)
{
	uint64_t n = 0;

	for (; text.n; n++)
		(void)dpi_next_line(&text);
	return n;
}

/* The records of B were written as out says, its first line being *LINE. */
static void
add_rows(struct reading *r, const struct dp_batch *b,
	 const struct dp_schema *schema, uint64_t *line)
{
	for (size_t k = 0; k < b->n_rows; k++) {
		if (b->state[k] != DP_ROW_KEPT)
			continue;
		dp_grow(&r->from, &r->cap_from, r->n, sizeof *r->from);
		dp_grow(&r->to, &r->cap_to, r->n, sizeof *r->to);
		r->from[r->n] = dp_batch_line(b, k);
		r->to[r->n++] = (*line)++;
		for (size_t i = 0; i < schema->n; i++) {
			uint32_t slot = schema->column[i].slot;
			dp_str cell = dp_cell_str(dp_batch_cell(b, k, slot));

			for (size_t at = 0; at < cell.n; at++)
				*line += cell.p[at] == '\n';
		}
	}
}

static uint64_t
count_of(const struct dp_findings *f, enum dp_finding_id id)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->at[i].id == id)
			return f->at[i].count;
	return 0;
}

/*
 * Reads TEXT the way O says into R; RULES: lines that only draw are none of
 * it. False: it cannot be read, ERR.
 */
static bool
read_once(struct reading *r, dp_str text, bool rules,
	  const struct dp_read_opts *o, struct dp_err *err)
{
	struct dp_stream *s, *in = dpi_table_open_once(text, rules, o, err);
	struct dp_batch *b;
	struct dp_stage writer;
	uint64_t line;
	int status;

	if (!in)
		return false;
	r->dialect = *in->dialect;
	dp_csv_header(&r->csv, &in->schema);
	line = lines_of(dp_buf_view(&r->csv)) + 1;
	writer = dp_csv_stage(&in->schema);
	s = dp_pipeline_new(in, &writer, 1, &in->schema, 1, err);
	b = dp_batch_new();
	while ((status = dp_next(s, b, err)) > 0) {
		if (r->csv.n == 0)
			dp_csv_guard(&b->out);
		dp_buf_str(&r->csv, dp_buf_view(&b->out));
		add_rows(r, b, &s->schema, &line);
		r->n_repeated += count_of(&b->log->findings,
					  DP_F_REPEATED_HEADER);
		r->n_framed += count_of(&b->log->findings, DP_F_QUOTED_LINE);
	}
	dp_batch_free(b);
	dp_close(s);
	return status == 0;
}

/* O says how R was read, as far as that was found out. */
static void
pin(struct dp_read_opts *o, const struct dp_dialect *d)
{
	o->delimiter = d->delimiter;
	o->delimiter_set = true;
	o->quote = d->quote;
	o->no_quote = d->quote == 0;
	o->escape = d->escape;
	o->escape_set = true;
	o->skip_lines = (int64_t)d->preamble_lines;
	o->header = d->header_rows ? DP_YES : DP_NO;
	o->header_rows = d->header_rows;
	o->units = d->units_rows ? DP_YES : DP_NO;
}

/* The record of R that line LINE of what was written is; r->n: none. */
static size_t
record_at(const struct reading *r, uint64_t line)
{
	size_t k = 0;

	while (k < r->n && r->to[k] < line)
		k++;
	return k;
}

/* Rows of U's text from line FROM on, before line END. */
static unsigned
rows_of(const struct dpi_unsettled *u, uint64_t from, uint64_t end)
{
	dp_str rest = u->text;
	unsigned n = 0;

	for (uint64_t line = 1; line < end && rest.n; line++) {
		dp_str text = dpi_next_line(&rest);

		n += line >= from && !(u->has_rules && dpi_only_draws(text));
	}
	return n;
}

/* Tells O where the header is, by what TWICE found in what ONCE wrote of U. */
static void
take_header(struct dp_read_opts *o, const struct dpi_unsettled *u,
	    const struct reading *once, const struct reading *twice)
{
	const struct dp_dialect *a = &once->dialect, *d = &twice->dialect;
	size_t k;

	pin(o, a);
	o->units = d->units_rows || (a->units_rows && !d->preamble_lines) ?
			   DP_YES :
			   DP_NO;
	if (d->preamble_lines) {
		k = record_at(once, d->preamble_lines + 1);
		if (k < once->n)
			o->skip_lines = (int64_t)once->from[k] - 1;
		o->header = d->header_rows ? DP_YES : DP_NO;
		o->header_rows = d->header_rows;
	} else if (d->header_rows > 1 || d->units_rows) {
		/* Records of ONCE that are none; blank lines count as rows. */
		k = d->header_rows - (a->header_rows > 0);
		if (k < once->n && d->units_rows)
			o->header_rows = rows_of(u, a->preamble_lines + 1,
						 once->from[k]);
		else if (k > 0 && k <= once->n)
			o->header_rows = rows_of(u, a->preamble_lines + 1,
						 once->from[k - 1] + 1);
		o->header = DP_YES;
	} else if (d->header_rows != (a->header_rows > 0)) {
		o->header = d->header_rows ? DP_YES : DP_NO;
		o->header_rows = d->header_rows;
	}
}

/* Rows that ONCE wrote and that stand above the records of TWICE. */
static size_t
above(const struct reading *once, const struct reading *twice)
{
	return twice->n ? record_at(once, twice->from[0]) : once->n;
}

/*
 * Tells O what ONCE must know to be read as TWICE is, which was read from
 * what ONCE wrote. False: nothing that O can say.
 */
static bool
take(struct dp_read_opts *o, const struct dpi_unsettled *u,
     const struct reading *once, const struct reading *twice,
     struct dp_dialect *told)
{
	const struct dp_dialect *a = &once->dialect, *d = &twice->dialect;
	size_t first = above(once, twice);
	bool header = d->preamble_lines || d->units_rows ||
		      d->header_rows != (a->header_rows > 0);

	if (!o->delimiter_set && d->delimiter && d->delimiter != ',' &&
	    d->delimiter != a->delimiter) {
		o->delimiter = d->delimiter;
		o->delimiter_set = true;
		memcpy(told->why_delimiter, d->why_delimiter,
		       sizeof told->why_delimiter);
		return true;
	}
	if (!o->quote && !o->no_quote && d->quote && d->quote != '"' &&
	    d->quote != a->quote) {
		o->quote = d->quote;
		memcpy(told->why_quote, d->why_quote, sizeof told->why_quote);
		return true;
	}
	/* Once records are as wide as the header, it may be proven. */
	if (o->repeats == DP_AUTO && twice->n_repeated)
		o->repeats = DP_YES;
	else if (!header && !(u->whole && first + twice->n < once->n))
		return false;
	if (header) {
		memcpy(told->why_header, d->why_header,
		       sizeof told->why_header);
		take_header(o, u, once, twice);
	} else if (!twice->n_repeated) {
		pin(o, a);
	}
	/* Which records are left out, headers among them do not tell. */
	if (u->whole && twice->n && !twice->n_repeated &&
	    first + twice->n < once->n)
		o->footer_lines = (int64_t)(lines_of(u->text) + 1 -
					    once->from[first + twice->n]);
	return true;
}

/*
 * What TWICE was taken out of may show only once records are repaired. Where
 * it is not what U's lines stand in, ONCE took each for one cell, and what
 * parts those cells parts U's.
 */
static bool
take_framing(struct dp_read_opts *o, const struct reading *once,
	     const struct reading *twice, struct dp_dialect *told)
{
	const struct dp_dialect *d = &twice->dialect;

	if (d->framing != DP_FRAMING_QUOTED)
		return false;
	if (o->framing) {
		if (o->delimiter_set || !d->delimiter)
			return false;
		o->delimiter = d->delimiter;
		o->delimiter_set = true;
		memcpy(told->why_delimiter, d->why_delimiter,
		       sizeof told->why_delimiter);
		if (!once->n_framed)
			o->framing = DP_FRAMING_NONE;
		return true;
	}
	o->framing = d->framing;
	memcpy(told->why_framing, d->why_framing, sizeof told->why_framing);
	return true;
}

static bool
says_something(const struct dp_read_opts *o)
{
	return o->as_is || o->header != DP_AUTO || o->header_rows ||
	       o->units != DP_AUTO || o->skip_lines >= 0 ||
	       o->footer_lines >= 0 || o->footer.p;
}

bool
dpi_is_plain(const struct dp_dialect *d, const struct dp_read_opts *o)
{
	return o->header == DP_AUTO && d->preamble_lines == 0 &&
	       d->header_rows < 2 && d->units_rows == 0 &&
	       d->header_kind == DP_HEADER_FITS && d->confidence >= 1;
}

/* The lines at the start of TEXT that are looked at. */
static dp_str
start_of(dp_str text)
{
	if (text.n > START_BYTES)
		text.n = START_BYTES;
	while (text.n && !memchr("\r\n", text.p[text.n - 1], 2))
		text.n--;
	return text;
}

/* Are the tables alike, as far as the text is known? */
static bool
are_alike(const struct reading *once, const struct reading *twice, bool whole)
{
	dp_str a = dp_buf_view(&once->csv), b = dp_buf_view(&twice->csv);

	/* What ends where it was cut may look like the end of a table. */
	return dp_str_eq(a, b) ||
	       (!whole && b.n && b.n < a.n && memcmp(a.p, b.p, b.n) == 0);
}

/*
 * Makes OWN say what makes two readings of U agree; in *TAKEN whether that
 * took anything. False: they do not; with ERR, there is no second one.
 */
static bool
agree(const struct dpi_unsettled *u, struct dp_read_opts *own,
      struct dp_dialect *told, bool *taken, struct dp_err *err)
{
	struct reading once = { 0 }, twice = { 0 };
	struct dp_read_opts open, first;
	bool same = false;

	dp_read_opts_init(&open);
	*taken = false;
	for (unsigned turn = 0; !same && turn < TURNS_MAX; turn++) {
		reading_done(&once);
		reading_done(&twice);
		first = *own;
		if (!first.framing)
			first.framing = DP_FRAMING_NONE;
		if (!read_once(&once, u->text, u->has_rules, &first, err))
			break;
		if (turn == 0)
			*told = once.dialect;
		same = u->whole ? dp_str_eq(dp_buf_view(&once.csv), u->text) :
				  dpi_is_plain(&once.dialect, own);
		if (same || !read_once(&twice, dp_buf_view(&once.csv), false,
				       &open, err))
			break;
		if (twice.dialect.encoding != DP_UTF8) {
			err->code = DP_EDATA;
			break;
		}
		same = are_alike(&once, &twice, u->whole);
		if (!same && !take_framing(own, &once, &twice, told) &&
		    !take(own, u, &once, &twice, told))
			break;
		*taken = *taken || !same;
	}
	reading_done(&once);
	reading_done(&twice);
	return same;
}

/* Moves the most frequent in TEXT of the N characters at C to the front. */
static void
frequent_first(dp_str text, char *c, size_t n)
{
	size_t most = 0, best = 0;
	char first;

	for (size_t k = 0; k < n; k++) {
		size_t count = 0;

		for (size_t i = 0; i < text.n; i++)
			count += text.p[i] == c[k];
		if (count > most) {
			most = count;
			best = k;
		}
	}
	first = c[best];
	memmove(c + 1, c, best);
	c[0] = first;
}

/*
 * Nothing that U's text says makes its readings agree. Where it is parted by
 * what it has most of, or not at all, or has no quotes, they may: OWN is the
 * first of those where they do. False: none.
 */
static bool
agree_otherwise(const struct dpi_unsettled *u, const struct dp_read_opts *asked,
		struct dp_read_opts *own, struct dp_dialect *told)
{
	/* Of so few lines no delimiter is sure: not at all comes first. */
	bool few = lines_of(u->text) <= FEW_LINES, same = false, taken;
	char cut[5] = ",;\t|";
	size_t n = sizeof cut;
	const struct dp_read_opts was = *own;

	for (size_t k = 0; k + 1 < n; k++)
		frequent_first(u->text, cut + k, n - 1 - k);
	if (few) {
		memmove(cut + 1, cut, n - 1);
		cut[0] = 0;
	}
	for (size_t k = 0; k < n * 2 && !same; k++) {
		struct dp_err err = { 0 };

		*own = was;
		own->framing = DP_FRAMING_NONE;
		own->delimiter = cut[k % n];
		own->delimiter_set = true;
		if (k >= n) {
			own->no_quote = true;
			own->quote = 0;
		}
		if (k < n || !(asked->quote || asked->no_quote))
			same = agree(u, own, told, &taken, &err);
	}
	if (!same)
		return false;
	told->confidence = 0.5;
	(void)snprintf(told->why_delimiter, sizeof told->why_delimiter, "%s",
		       _("so cut, what is written is read again as the same "
			 "table"));
	if (own->no_quote && !asked->no_quote)
		memcpy(told->why_quote, told->why_delimiter,
		       sizeof told->why_quote);
	return true;
}

int
dpi_settle(const struct dpi_unsettled *unsettled,
	   const struct dp_read_opts *asked, struct dp_read_opts *o,
	   struct dp_dialect *told, struct dp_err *err)
{
	struct dpi_unsettled u = *unsettled;
	struct dp_read_opts own = *o;
	bool taken = false, same;

	if (says_something(asked))
		return 0;
	if (!u.whole)
		u.text = start_of(u.text);
	own.encoding = DP_S("utf-8");
	same = agree(&u, &own, told, &taken, err);
	if (!same && u.whole && err->code == DP_EDATA)
		return -1;
	if (!same && u.whole && !asked->delimiter_set && !asked->framing &&
	    err->code != DP_ELIMIT) {
		own = *o;
		own.encoding = DP_S("utf-8");
		same = taken = agree_otherwise(&u, asked, &own, told);
	}
	if (!taken || !same)
		return 0;
	own.encoding = o->encoding;
	*o = own;
	return 1;
}

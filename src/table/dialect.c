/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a table is written: each delimiter is tried on the start of the file
 * and scored by how alike the records come out and how typed their cells
 * are. The place of the header is in header.c.
 */
#include "table/dialect.h"

#include <ctype.h>

#include "base/i18n.h"
#include "table/header.h"

/* In the order in which ties are won. */
static const char candidate[] = { ',', ';', '\t', '|', ':' };

/* Enough to tell dialects apart; the header is looked for in all of it. */
#define JUDGED_BYTES (64u << 10)

struct score {
	double total, alike, typed;
	size_t width;
	char quote;
};

void
dp_read_opts_init(struct dp_read_opts *o)
{
	memset(o, 0, sizeof *o);
	o->skip_lines = -1;
}

bool
dpi_encoding_is_ascii_like(enum dp_encoding e)
{
	return e == DP_UTF8 || e == DP_CP1252;
}

size_t
dpi_sample_width(const struct dpi_sample *s, double *share)
{
	size_t count[257] = { 0 }, rows = 0, best = 0;

	for (size_t r = 0; r < s->n_rows; r++) {
		size_t n = s->row[r].n;

		if (n == 1 && s->cell[s->row[r].first].n == 0)
			continue;
		rows++;
		count[n < 256 ? n : 256]++;
	}
	/* The wider of two equally frequent: a title is narrow. */
	for (size_t w = 1; w <= 256; w++)
		if (count[w] && count[w] >= count[best])
			best = w;
	*share = rows ? (double)count[best] / (double)rows : 0;
	if (best < 256)
		return best;
	for (size_t r = 0; r < s->n_rows; r++)
		if (s->row[r].n >= 256)
			return s->row[r].n;
	return best;
}

static double
typed_share(const struct dpi_sample *s, size_t width)
{
	size_t typed = 0, all = 0, rows = 0;

	for (size_t r = 0; r < s->n_rows && rows < 100; r++) {
		if (s->row[r].n != width)
			continue;
		rows++;
		for (size_t i = 0; i < width; i++) {
			enum dpi_look look =
				dpi_sample_look(s->cell[s->row[r].first + i]);

			typed += look != DPI_LOOK_TEXT;
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

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != c)
			continue;
		k.n++;
		if (i + 1 == text.n)
			break;
		k.in_prose += text.p[i + 1] == ' ' || text.p[i + 1] == '/';
		k.between_digits += i > 0 &&
				    isdigit((unsigned char)text.p[i - 1]) &&
				    isdigit((unsigned char)text.p[i + 1]);
	}
	return k;
}

/* What the score S of the delimiter C is worth, since C has other uses. */
static double
worth(dp_str text, char c, const struct score *s)
{
	struct places k;

	if (c != ',' && c != ':')
		return 1;
	k = find_places(text, c);
	if (c == ':') /* hours and addresses hold it */
		return k.between_digits == k.n || k.in_prose * 10 > k.n * 9 ?
			       0.1 :
			       0.6;
	/* Two parts, and some lines have one: numbers or sentences. */
	if (s->width == 2 && s->alike < 1) {
		if (k.between_digits == k.n)
			return 0.1;
		if (k.in_prose * 10 > k.n * 9)
			return 0.3;
	}
	return k.between_digits * 10 > k.n * 9 ? 0.4 : 1;
}

static struct score
judge(dp_str text, char delimiter, char quote, char newline, bool whole)
{
	struct dpi_sample s;
	struct score r = { 0 };
	size_t cells;

	dpi_sample_cut(&s, text, delimiter, quote, newline, DPI_SAMPLE_ROWS,
		       whole);
	r.width = dpi_sample_width(&s, &r.alike);
	r.quote = quote;
	cells = s.n_cells ? s.n_cells : 1;
	if (r.width > 1) {
		r.typed = typed_share(&s, r.width);
		r.total = r.alike * r.alike * (0.7 + 0.3 * r.typed);
		/* More columns are weak evidence, ever weaker. */
		r.total *= 1.0 - 0.25 / (double)r.width;
		r.total *= (double)cells / (double)(cells + s.n_stray);
	}
	dpi_sample_done(&s);
	return r;
}

/* The better reading of quotes for one delimiter. */
static struct score
judge_quotes(dp_str text, char delimiter, char newline, bool whole,
	     const struct dp_read_opts *o)
{
	struct score a, b;

	if (o->no_quote)
		return judge(text, delimiter, 0, newline, whole);
	if (o->quote)
		return judge(text, delimiter, o->quote, newline, whole);
	a = judge(text, delimiter, '"', newline, whole);
	if (dp_str_find(text, '\'') < 0)
		return a;
	b = judge(text, delimiter, '\'', newline, whole);
	/* An apostrophe is a letter of French until proved a quote. */
	return b.total > a.total * 1.1 ? b : a;
}

static void
find_newline(dp_str text, struct dp_dialect *d)
{
	size_t lf = 0, crlf = 0, cr = 0;

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\n') {
			lf++;
		} else if (text.p[i] == '\r') {
			size_t k = dpi_line_end_bytes(dp_str_from(text, i));

			crlf += k > 1;
			cr += k == 1;
			i += k - 1;
		}
	}
	if (lf + crlf == 0 && cr > 0)
		d->newline = DP_CR;
	else if (crlf > 0 && lf == 0 && cr == 0)
		d->newline = DP_CRLF;
	else if (lf > 0 && crlf == 0 && cr == 0)
		d->newline = DP_LF;
	else
		d->newline = lf + crlf + cr ? DP_NEWLINE_MIXED : DP_LF;
}

static void
say_delimiter(struct dp_dialect *d, const struct score *s, const char *how)
{
	(void)snprintf(d->why_delimiter, sizeof d->why_delimiter, how,
		       s->alike * 100, s->width);
}

static void
find_delimiter(dp_str text, bool whole, const struct dp_read_opts *o,
	       struct dp_dialect *d)
{
	char newline = d->newline == DP_CR ? '\r' : '\n';
	struct score best = { 0 };
	char at = 0;

	if (text.n > JUDGED_BYTES) {
		text.n = JUDGED_BYTES;
		whole = false;
	}
	if (o->delimiter_set) {
		best = judge_quotes(text, o->delimiter, newline, whole, o);
		at = o->delimiter;
		d->confidence = 1;
		(void)snprintf(d->why_delimiter, sizeof d->why_delimiter, "%s",
			       _("asked for"));
	}
	for (size_t i = 0; !o->delimiter_set && i < sizeof candidate; i++) {
		struct score s = judge_quotes(text, candidate[i], newline,
					      whole, o);

		s.total *= worth(text, candidate[i], &s);
		if (s.total > best.total * 1.001) {
			best = s;
			at = candidate[i];
		}
	}
	/* A delimiter that leaves half the records unlike is none. */
	if (!o->delimiter_set && (best.width < 2 || best.total < 0.12)) {
		at = 0;
		best.quote = o->no_quote ? 0 : o->quote ? o->quote : '"';
		best.width = 1;
		best.alike = 1;
	}
	d->delimiter = at;
	d->quote = best.quote;
	d->n_columns = best.width ? best.width : 1;
	if (o->delimiter_set)
		return;
	d->confidence = at ? best.alike : 0.5;
	if (at)
		say_delimiter(d, &best,
			      _("%.0f %% of the records have %zu cells"));
	else
		(void)snprintf(d->why_delimiter, sizeof d->why_delimiter, "%s",
			       _("no delimiter makes records alike: one "
				 "column"));
}

/* A first line "sep=;" declares the delimiter and is no data. */
static size_t
sep_line(dp_str text, struct dp_read_opts *o, struct dp_dialect *d)
{
	size_t n = 6;

	if (!dp_str_starts(text, "sep=") || text.n < 6)
		return 0;
	if (text.p[5] == '\r' && text.n > 6 && text.p[6] == '\n')
		n = 7;
	else if (text.p[5] != '\n' && text.p[5] != '\r')
		return 0;
	if (!o->delimiter_set) {
		o->delimiter = text.p[4];
		o->delimiter_set = true;
	}
	d->sep_line = 1;
	return n;
}

/* Bytes of the first *LINES lines of TEXT; *LINES: how many there are. */
static size_t
skip_lines(dp_str text, uint64_t *lines)
{
	size_t i = 0;
	uint64_t n = 0;

	for (; n < *lines && i < text.n; n++) {
		while (i < text.n && text.p[i] != '\n' && text.p[i] != '\r')
			i++;
		i += dpi_line_end_bytes(dp_str_from(text, i));
	}
	*lines = n;
	return i;
}

void
dpi_dialect_text(dp_str text, bool whole, const struct dp_read_opts *opts,
		 struct dp_dialect *d)
{
	struct dp_read_opts o = *opts;
	struct dpi_sample s;
	uint64_t asked = o.skip_lines > 0 ? (uint64_t)o.skip_lines : 0;
	size_t skip;

	d->preamble_bytes = d->preamble_lines = d->sep_line = 0;
	find_newline(text, d);
	skip = sep_line(text, &o, d);
	skip += skip_lines(dp_str_from(text, skip), &asked);
	find_delimiter(dp_str_from(text, skip), whole, &o, d);
	if (d->sep_line)
		(void)snprintf(d->why_delimiter, sizeof d->why_delimiter, "%s",
			       _("the first line declares it"));
	dpi_sample_cut(&s, dp_str_from(text, skip), d->delimiter, d->quote,
		       d->newline == DP_CR ? '\r' : '\n', DPI_SAMPLE_ROWS,
		       whole);
	dpi_header_find(&s, &o, d);
	dpi_sample_done(&s);
	d->preamble_bytes += skip;
	d->preamble_lines += d->sep_line + asked;
}

int
dpi_dialect_encoding(const char *name, const void *p, size_t n_bytes,
		     bool whole, const struct dp_read_opts *o,
		     struct dp_dialect *d, struct dp_err *err)
{
	struct dp_encoding_guess g;

	dp_encoding_guess(p, n_bytes, whole, &g);
	if (o->encoding.p && dp_encoding_find(o->encoding, &d->encoding) != 0)
		return dp_fail(err, DP_EUSAGE,
			       _("the encoding %.*s is not known; try utf-8, "
				 "windows-1252 or utf-16le."),
			       DP_FMT(o->encoding));
	if (!o->encoding.p && g.binary)
		return dp_fail(err, DP_EDATA,
			       _("%s is no table of text but a binary (%s). "
				 "Unpack it or export it as CSV; dpipe get "
				 "unpacks zip and gz."),
			       name, g.evidence);
	if (!o->encoding.p)
		d->encoding = g.encoding;
	d->bom_bytes = d->encoding == g.encoding ? g.bom_bytes : 0;
	(void)snprintf(d->why_encoding, sizeof d->why_encoding, "%s",
		       o->encoding.p ? _("asked for") : g.evidence);
	d->confidence = g.confidence;
	return 0;
}

int
dp_dialect_detect(const void *p, size_t n_bytes, bool whole,
		  const struct dp_read_opts *o, struct dp_dialect *out,
		  struct dp_err *err)
{
	struct dp_decoder decoder = { 0 };
	struct dp_buf text = { 0 };
	double encoding;

	memset(out, 0, sizeof *out);
	if (dpi_dialect_encoding(_("the text"), p, n_bytes, whole, o, out,
				 err) != 0)
		return -1;
	encoding = out->confidence;
	decoder.encoding = out->encoding;
	dp_decode(&decoder, (const char *)p + out->bom_bytes,
		  n_bytes - out->bom_bytes, whole, &text);
	dpi_dialect_text(dp_buf_view(&text), whole, o, out);
	if (encoding < out->confidence)
		out->confidence = encoding;
	dp_buf_done(&text);
	return 0;
}

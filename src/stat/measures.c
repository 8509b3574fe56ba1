/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a list of figures as people type it:
 *
 *   measures = measure { "," measure }
 *   measure  = [ name "=" ] statistic "(" [ column ] ")"
 *   column   = text whose brackets are closed, or between double quotes
 */
#include <dpipe/stat.h>

#include "base/i18n.h"

#include <stdlib.h>

struct reader {
	dp_str all;
	size_t at; /* bytes */
	struct dp_measures *out;
	struct dp_err *err;
};

#define WRONG(r, ...) \
	((r)->err->at.column = \
		 dp_utf8_chars((dp_str){ (r)->all.p, (r)->at }) + 1, \
	 dp_fail((r)->err, DP_EUSAGE, __VA_ARGS__))

static void
skip_blanks(struct reader *r)
{
	while (r->at < r->all.n &&
	       (r->all.p[r->at] == ' ' || r->all.p[r->at] == '\t' ||
		r->all.p[r->at] == '\n'))
		r->at++;
}

static bool
next_is(struct reader *r, char c)
{
	skip_blanks(r);
	return r->at < r->all.n && r->all.p[r->at] == c;
}

/* A text between double quotes, kept; a quote inside is doubled. */
static int
read_quoted(struct reader *r, dp_str *out)
{
	struct dp_buf b = { 0 };

	for (r->at++; r->at < r->all.n; r->at++) {
		char c = r->all.p[r->at];

		if (c == '"' &&
		    (r->at + 1 == r->all.n || r->all.p[r->at + 1] != '"'))
			break;
		r->at += c == '"';
		dp_buf_char(&b, c);
	}
	*out = dp_keep(&r->out->text, dp_buf_view(&b));
	dp_buf_done(&b);
	if (r->at == r->all.n)
		return WRONG(r, _("a quotation mark is not closed."));
	r->at++;
	return 0;
}

/*
 * Text up to one of the bytes STOP, kept, without blanks at its ends. Where
 * "(" does not stop it, brackets inside it are closed before it ends.
 */
static int
read_text(struct reader *r, const char *stop, dp_str *out)
{
	size_t from, depth = 0;
	dp_str s;

	if (next_is(r, '"'))
		return read_quoted(r, out);
	from = r->at;
	for (; r->at < r->all.n; r->at++) {
		char c = r->all.p[r->at];

		if (!depth && c && strchr(stop, c))
			break;
		depth += c == '(';
		depth -= c == ')' && depth;
	}
	s.p = r->all.p + from;
	s.n = r->at - from;
	*out = dp_keep(&r->out->text, dp_str_strip(s));
	return 0;
}

static int
unknown(struct reader *r, dp_str name)
{
	size_t n = dp_stat_count(), found;
	dp_str *names = dp_realloc_array(NULL, n, sizeof(*names));
	struct dp_buf all = { 0 };

	for (size_t i = 0; i < n; i++) {
		names[i] = dp_str_c(dp_stat_at(i)->name);
		dp_buf_format(&all, "%s%s", i ? ", " : "", names[i].p);
	}
	if (dp_nearest(name, names, n, 1, &found))
		WRONG(r,
		      _("there is no figure called %.*s; did you mean %s? "
			"There are: %.*s."),
		      DP_FMT(name), names[found].p, (int)all.n, all.p);
	else
		WRONG(r, _("there is no figure called %.*s. There are: %.*s."),
		      DP_FMT(name), (int)all.n, all.p);
	dp_buf_done(&all);
	free(names);
	return -1;
}

/* "mean" is read; the bracket is next. */
static int
read_call(struct reader *r, dp_str name, struct dp_measure *m)
{
	size_t from = r->at;

	m->stat = dp_stat_find(name);
	if (!m->stat)
		return unknown(r, name);
	r->at++;
	if (read_text(r, ")", &m->column) < 0)
		return -1;
	if (!next_is(r, ')')) {
		return WRONG(r,
			     _("a closing bracket is missing after "
			       "%s(%.*s."),
			     m->stat->name, DP_FMT(m->column));
	}
	r->at++;
	if (!m->column.n)
		m->column.p = NULL;
	if (m->column.n && m->stat->takes == DP_STAT_RECORDS) {
		r->at = from;
		return WRONG(r,
			     _("%s() counts records and takes no column; "
			       "count(%.*s) counts its cells."),
			     m->stat->name, DP_FMT(m->column));
	}
	if (!m->column.n && m->stat->takes != DP_STAT_RECORDS &&
	    m->stat->takes != DP_STAT_EITHER) {
		r->at = from;
		return WRONG(r, _("%s() needs a column, as in %s(price)."),
			     m->stat->name, m->stat->name);
	}
	return 0;
}

static int
read_measure(struct reader *r)
{
	struct dp_measure m = { NULL, { NULL, 0 }, { NULL, 0 } };
	dp_str word;

	if (read_text(r, "=(),", &word) < 0)
		return -1;
	if (word.n && next_is(r, '=')) {
		r->at++;
		m.name = word;
		if (read_text(r, "(),", &word) < 0)
			return -1;
	}
	if (!next_is(r, '(')) {
		if (!word.n)
			return WRONG(r, _("a figure is expected here, such as "
					  "n() or mean(price)."));
		return WRONG(r,
			     _("a bracket is expected after %.*s, as in "
			       "n() or mean(price)."),
			     DP_FMT(word));
	}
	if (read_call(r, word, &m) < 0)
		return -1;
	dp_grow(&r->out->at, &r->out->cap, r->out->n, sizeof(*r->out->at));
	r->out->at[r->out->n++] = m;
	return 0;
}

int
dp_measures_read(dp_str text, struct dp_measures *out, struct dp_err *err)
{
	struct reader r = { text, 0, out, err };

	for (;;) {
		if (read_measure(&r) < 0)
			return -1;
		skip_blanks(&r);
		if (r.at == text.n)
			return 0;
		if (!next_is(&r, ','))
			return WRONG(&r, _("a comma is expected between two "
					   "figures."));
		r.at++;
	}
}

void
dp_measures_done(struct dp_measures *m)
{
	free(m->at);
	dp_arena_done(&m->text);
	memset(m, 0, sizeof(*m));
}

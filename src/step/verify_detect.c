/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a file is written, for a program or for people, each with what it was
 * concluded from. Judges nothing.
 */
#include <dpipe/op.h>
#include "step/verify_inner.h"

#include "base/i18n.h"

/* What is known once all was read. */
struct detected {
	const struct dp_dialect *d;
	size_t n_columns;
	uint64_t n_rows, footer_lines;
	struct dp_findings findings;
};

/* ---- reading ---------------------------------------------------------- */

static bool
is_blank(const struct dp_batch *b, size_t r)
{
	return dp_trim(dp_batch_raw(b, r)).n == 0;
}

/*
 * Lines of B behind its last record, if any of them says something; *ALL:
 * there is no record in B.
 */
static uint64_t
lines_below(const struct dp_batch *b, bool *all)
{
	uint64_t lines = 0, noted = 0;
	size_t r = b->n_rows;

	for (; r > 0 && b->state[r - 1] == DP_ROW_DROPPED; r--) {
		dp_str text = { b->block.p + b->start[r - 1],
				b->start[r] - b->start[r - 1] };
		uint64_t n = 0;

		for (size_t i = 0; i < text.n; i++)
			n += text.p[i] == '\n' ||
			     (text.p[i] == '\r' &&
			      !(i + 1 < text.n && (text.p[i + 1] == '\n' ||
						   text.p[i + 1] == '\r')));
		lines += n ? n : 1;
		noted += !is_blank(b, r - 1);
	}
	*all = r == 0;
	return noted ? lines : 0;
}

void
dpi_footer_lines(const struct dp_batch *b, uint64_t *lines)
{
	bool all = false;
	uint64_t below = b->n_rows ? lines_below(b, &all) : 0;

	if (b->n_rows)
		*lines = all ? *lines + below : below;
}

static int
read_all(struct dp_stream *s, struct detected *x, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	int status;

	while ((status = dp_next(s, b, err)) == 1) {
		dpi_footer_lines(b, &x->footer_lines);
		x->n_rows += b->log->rows_in;
		dp_findings_merge(&x->findings, &b->log->findings);
	}
	dp_batch_free(b);
	x->footer_lines += s->dialect->below_lines;
	return status;
}

static bool
is_sheet(const struct dp_dialect *d)
{
	return d->origin && d->origin->book;
}

/* ---- words ------------------------------------------------------------ */

static const char *
newline_name(enum dp_newline n)
{
	switch (n) {
	case DP_LF:
		return "lf";
	case DP_CRLF:
		return "crlf";
	case DP_CR:
		return "cr";
	case DP_CRCRLF:
		return "crcrlf";
	case DP_NEWLINE_MIXED:
		break;
	}
	return "mixed";
}

static const char *
newline_evidence(enum dp_newline n)
{
	switch (n) {
	case DP_LF:
		return _("records end with a line feed, as on Unix");
	case DP_CRLF:
		return _("records end with carriage return and line feed, as "
			 "on Windows");
	case DP_CR:
		return _("records end with a carriage return, as on the old "
			 "Macintosh");
	case DP_CRCRLF:
		return _("records end with two carriage returns and a line "
			 "feed: the file was written as text twice");
	case DP_NEWLINE_MIXED:
		break;
	}
	return _("records end in different ways");
}

/* Over all that was read. */
static enum dp_newline
newline_of(const struct detected *x)
{
	for (size_t i = 0; i < x->findings.n; i++)
		if (x->findings.at[i].id == DP_F_MIXED_ENDS)
			return DP_NEWLINE_MIXED;
	return x->d->newline;
}

static const char *
space_evidence(const struct dp_dialect *d)
{
	if (d->delimiter == ' ')
		return _("spaces part the cells");
	return d->skip_space ? _("quotes stand behind spaces, or it was asked "
				 "for") :
			       _("spaces are text like any other");
}

static dp_str
framing_evidence(const struct dp_dialect *d)
{
	return dp_str_c(d->why_framing[0] ? d->why_framing :
					    _("records are lines as they "
					      "stand"));
}

static const char *
escape_evidence(const struct dp_dialect *d)
{
	if (!d->quote)
		return _("without quotes there is nothing to escape");
	return d->escape ? _("backslashes stand before quotes in cells") :
			   _("a quote inside quotes is written twice");
}

/* TEXT says why, unless it is a sheet, which has marks of its own. */
static dp_str
why(const struct dp_dialect *d, const char *text)
{
	return dp_str_c(is_sheet(d) ? _("a spreadsheet says where its cells "
					"are, and its text is Unicode") :
				      text);
}

static const char *
confidence_evidence(void)
{
	return _("the lower one of how sure the encoding is and of the share "
		 "of records that are alike");
}

/* N lines of what CODE says were found. */
static dp_str
lines_evidence(uint64_t n, struct dp_arena *a)
{
	if (n == 0)
		return dp_str_c(_("nothing stands there"));
	return dp_keep_format(a,
			      P_("%llu line is no part of the table",
				 "%llu lines are no part of the table",
				 (unsigned long)n),
			      (unsigned long long)n);
}

static dp_str
header_evidence(const struct dp_dialect *d, struct dp_arena *a)
{
	if (d->header_rows > 1)
		return dp_keep_format(a,
				      _("%s; %u rows name the columns "
					"together"),
				      d->why_header, d->header_rows);
	return dp_str_c(d->why_header);
}

/* C, from 0 to 1, with the two digits it is worth: 1, 0.5, 0.67. */
static dp_str
hundredths(double c, struct dp_arena *a)
{
	unsigned n = (unsigned)(c * 100 + 0.5);

	if (n % 100 == 0)
		return dp_keep_format(a, "%u", n / 100);
	return n % 10 == 0 ? dp_keep_format(a, "%u.%u", n / 100, n / 10 % 10) :
			     dp_keep_format(a, "%u.%02u", n / 100, n % 100);
}

/* The character C, or null where there is none. */
static void
fact_sign(struct dp_part *p, const char *key, const char *c)
{
	dp_fact_text(p, key, NULL, (dp_str){ c, 1 });
	if (!*c)
		dp_frame_at(&p->frame, 0, p->frame.n_columns - 1)->kind =
			DP_VALUE_NULL;
}

/* ---- for programs ----------------------------------------------------- */

static void
add_facts(const struct detected *x, struct dp_result *result)
{
	struct dp_part *p = dp_result_part(result, DP_PART_FACTS, "", NULL);
	const struct dp_dialect *d = x->d;
	struct dp_arena a = { 0 };

	dpi_origin_facts(d->origin, p);
	dp_fact_text(p, "encoding", NULL,
		     dp_str_c(dp_encoding_name(d->encoding)));
	if (!is_sheet(d))
		dp_fact_text(p, "framing", NULL,
			     dp_str_c(dp_framing_name(d->framing)));
	if (d->delimiter_text[0])
		dp_fact_text(p, "delimiter", NULL, dp_dialect_delimiter(d));
	else
		fact_sign(p, "delimiter", is_sheet(d) ? "" : &d->delimiter);
	fact_sign(p, "quote", is_sheet(d) ? "" : &d->quote);
	fact_sign(p, "escape", &d->escape);
	if (!is_sheet(d))
		dp_fact_bool(p, "skip_space", NULL, d->skip_space);
	dpi_fact_or_null(p, "newline",
			 is_sheet(d) || !x->n_columns ?
				 NULL :
				 newline_name(newline_of(x)));
	dp_fact_int(p, "header_rows", NULL, d->header_rows);
	dp_fact_int(p, "preamble_lines", NULL, (int64_t)d->preamble_lines);
	dp_fact_int(p, "footer_lines", NULL, (int64_t)x->footer_lines);
	dp_fact_int(p, "columns", NULL, (int64_t)x->n_columns);
	dp_fact_int(p, "rows", NULL, (int64_t)x->n_rows);
	dp_fact_int(p, "confidence", NULL, 0);
	/* Nothing can be read in one way only. */
	dp_set_number(&p->frame,
		      dp_frame_at(&p->frame, 0, p->frame.n_columns - 1),
		      hundredths(x->n_columns ? d->confidence : 1, &a));
	dp_arena_done(&a);
}

static void
add_no_evidence(const struct detected *x, const struct dp_read_opts *asked,
		struct dp_result *result)
{
	static const char *const keys[] = {
		"framing",      "delimiter", "quote",       "escape",
		"skip_space",   "newline",   "header_rows", "preamble_lines",
		"footer_lines", "columns",   "rows",        "confidence"
	};
	struct dp_part *p = dp_result_part(result, DP_PART_FACTS, "evidence",
					   NULL);

	dpi_origin_evidence(x->d->origin, asked, p);
	dp_fact_text(p, "encoding", NULL, dp_str_c(x->d->why_encoding));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		dp_fact_text(p, keys[i], NULL,
			     dp_str_c(_("there is nothing to read")));
}

static void
add_evidence(const struct detected *x, const struct dp_read_opts *asked,
	     struct dp_result *result)
{
	struct dp_part *p = dp_result_part(result, DP_PART_FACTS, "evidence",
					   NULL);
	const struct dp_dialect *d = x->d;
	struct dp_arena a = { 0 };

	dpi_origin_evidence(d->origin, asked, p);
	dp_fact_text(p, "encoding", NULL, why(d, d->why_encoding));
	if (!is_sheet(d))
		dp_fact_text(p, "framing", NULL, framing_evidence(d));
	dp_fact_text(p, "delimiter", NULL, why(d, d->why_delimiter));
	dp_fact_text(p, "quote", NULL, why(d, d->why_quote));
	dp_fact_text(p, "escape", NULL, why(d, escape_evidence(d)));
	if (!is_sheet(d))
		dp_fact_text(p, "skip_space", NULL,
			     dp_str_c(space_evidence(d)));
	dp_fact_text(p, "newline", NULL,
		     why(d, newline_evidence(newline_of(x))));
	dp_fact_text(p, "header_rows", NULL, header_evidence(d, &a));
	dp_fact_text(p, "preamble_lines", NULL,
		     lines_evidence(d->preamble_lines, &a));
	dp_fact_text(p, "footer_lines", NULL,
		     lines_evidence(x->footer_lines, &a));
	dp_fact_text(p, "columns", NULL, why(d, d->why_delimiter));
	dp_fact_text(p, "rows", NULL,
		     dp_str_c(_("the file was read to its "
				"end")));
	dp_fact_text(p, "confidence", NULL, dp_str_c(confidence_evidence()));
	dp_arena_done(&a);
}

/* ---- for people ------------------------------------------------------- */

static void
note_marks(const struct detected *x, struct dp_result *result)
{
	const struct dp_dialect *d = x->d;
	enum dp_newline newline = newline_of(x);

	dp_result_note(result, "encoding", _("The encoding is %s: %s."),
		       dp_encoding_name(d->encoding), d->why_encoding);
	if (d->framing == DP_FRAMING_QUOTED)
		dp_result_note(result, "framing",
			       _("Whole lines are in quotes: %s."),
			       d->why_framing);
	if (d->framing == DP_FRAMING_DRAWN)
		dp_result_note(result, "framing", _("The table is drawn: %s."),
			       d->why_framing);
	if (!d->delimiter)
		dp_result_note(result, "delimiter",
			       _("Nothing separates cells: %s."),
			       d->why_delimiter);
	else if (d->delimiter == '\t')
		dp_result_note(result, "delimiter",
			       _("Cells are separated by tabulations: %s."),
			       d->why_delimiter);
	else
		dp_result_note(result, "delimiter",
			       _("Cells are separated by “%.*s”: %s."),
			       DP_FMT(dp_dialect_delimiter(d)),
			       d->why_delimiter);
	/* Those of a drawing are text. */
	if (d->quote && d->framing != DP_FRAMING_DRAWN)
		dp_result_note(result, "quote",
			       _("Cells are quoted by %c where they must be: "
				 "%s; %s."),
			       d->quote, d->why_quote, escape_evidence(d));
	else
		dp_result_note(result, "quote", _("No quotes: %s."),
			       d->why_quote);
	if (d->skip_space && d->delimiter != ' ')
		dp_result_note(result, "skip_space", "%s",
			       _("Spaces behind a delimiter are no part of the "
				 "cell."));
	dp_result_note(result, "newline", _("Line ends (%s): %s."),
		       newline_name(newline), newline_evidence(newline));
}

static void
note_extent(const struct detected *x, struct dp_result *result)
{
	const struct dp_dialect *d = x->d;
	struct dp_arena a = { 0 };
	dp_str why = header_evidence(d, &a);

	if (d->header_rows)
		dp_result_note(result, "header",
			       _("The header is on line %llu: %.*s."),
			       (unsigned long long)d->preamble_lines + 1,
			       DP_FMT(why));
	else if (x->n_columns)
		dp_result_note(result, "header", _("There is no header: %.*s."),
			       DP_FMT(why));
	if (d->preamble_lines)
		dp_result_note(result, "preamble",
			       _("Lines above the header: %llu."),
			       (unsigned long long)d->preamble_lines);
	if (d->units_rows)
		dp_result_note(result, "units", "%s",
			       _("A row of units stands below the header."));
	if (x->footer_lines)
		dp_result_note(result, "footer",
			       _("Lines below the table: %llu."),
			       (unsigned long long)x->footer_lines);
	dp_result_note(result, "size", _("Columns: %zu; records: %llu."),
		       x->n_columns, (unsigned long long)x->n_rows);
	dp_arena_done(&a);
}

/* What was found, and how sure that is. */
static void
add_findings(const struct detected *x, struct dp_result *result)
{
	struct dp_buf number = { 0 };
	struct dp_arena a = { 0 };

	if (!is_sheet(x->d))
		note_marks(x, result);
	note_extent(x, result);
	dp_number_show(hundredths(x->d->confidence, &a), &number);
	dp_result_note(result, "confidence",
		       _("Confidence, from 0 to 1: %.*s (%s)."),
		       DP_FMT(dp_buf_view(&number)), confidence_evidence());
	dp_buf_done(&number);
	dp_arena_done(&a);
}

static void
add_notes(const struct detected *x, bool as_is, struct dp_result *result)
{
	struct dp_buf line = { 0 };

	dpi_origin_note(x->d->origin, result);
	if (!x->n_columns)
		dp_result_note(result, "empty", "%s",
			       _("The file holds nothing."));
	else
		add_findings(x, result);
	dp_recipe_source_line(x->d, x->footer_lines, as_is, &line);
	dp_result_note(result, "replay", "%s",
		       _("In a recipe, this line reads it the same way "
			 "again:"));
	dp_result_text(result, "source", dp_buf_view(&line));
	dp_buf_done(&line);
}

int
dp_verify_detect(const struct dp_verify *what, struct dp_result *result,
		 struct dp_err *err)
{
	struct dp_stream *s = dp_table_open(what->input, &what->read, err);
	struct detected x = { 0 };
	int status;

	if (!s)
		return -1;
	x.d = s->dialect;
	x.n_columns = s->schema.n;
	status = read_all(s, &x, err);
	if (status == 0 && what->people) {
		add_notes(&x, what->read.as_is, result);
	} else if (status == 0) {
		add_facts(&x, result);
		dpi_origin_sheets(x.d->origin, result);
		if (x.n_columns || is_sheet(x.d))
			add_evidence(&x, &what->read, result);
		else
			add_no_evidence(&x, &what->read, result);
	}
	dp_findings_done(&x.findings);
	dp_close(s);
	return status;
}

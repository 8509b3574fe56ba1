/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Live figures in the sentences of a report: one cell, a number of rows, a
 * sum. They are computed from the file each time, so that a sentence cannot
 * go on saying what the data no longer do.
 */
#include "step/present_inner.h"

#include <dpipe/stat.h>

enum verb { VALUE, COUNT, SUM };

/* {dpipe VERB FILE [COLUMN] [where KEY = WANTED]} */
struct ask {
	enum verb verb;
	dp_str file, column, key, wanted; /* p == NULL: not given */
	ptrdiff_t column_at, key_at;
	size_t column_slot, key_slot;
	uint64_t rows;    /* that match */
	uint64_t numbers; /* cells of theirs that are numbers */
	uint64_t others;  /* and that are something else */
	dp_str cell;      /* first of them */
	struct dp_dd sum;
	struct dp_profile profile;
	struct dp_arena text;
};

/*
 * Next word of *S: up to a blank or "=", or all between quotes. "=" is a
 * word. p == NULL at the end.
 */
static dp_str
word(dp_str *s)
{
	dp_str w;
	size_t n = 0;

	*s = dp_trim(*s);
	if (!s->n)
		return (dp_str){ NULL, 0 };
	if (*s->p == '"') {
		*s = dp_str_from(*s, 1);
		w = dp_str_cut(s, '"');
		return w;
	}
	while (n < s->n && !dp_space_bytes(dp_str_from(*s, n)) &&
	       s->p[n] != '=')
		n++;
	n = n ? n : 1;
	w = (dp_str){ s->p, n };
	*s = dp_str_from(*s, n);
	return w;
}

static int
read_where(struct ask *a, dp_str *left, struct dp_err *err)
{
	dp_str equals;

	a->key = word(left);
	equals = word(left);
	/* What follows is the text, with its blanks, unless it is quoted. */
	*left = dp_trim(*left);
	a->wanted = *left;
	if (left->n && *left->p == '"')
		a->wanted = word(left);
	if (!a->key.p || !dp_str_is(equals, "=") || !a->wanted.n)
		return dp_fail(err, DP_EUSAGE,
			       _("after where comes a condition: COLUMN = "
				 "TEXT"));
	return 0;
}

static int
read_ask(struct ask *a, dp_str text, struct dp_err *err)
{
	static const char *const verbs[] = { "value", "count", "sum" };
	dp_str left = text, verb = word(&left), next;
	int found = -1;

	for (int i = 0; i < 3; i++)
		if (dp_str_is(verb, verbs[i]))
			found = i;
	a->file = word(&left);
	if (found < 0 || !a->file.p)
		return dp_fail(err, DP_EUSAGE,
			       _("a figure in a sentence is {dpipe value FILE "
				 "COLUMN where KEY = TEXT}, {dpipe count "
				 "FILE} or {dpipe sum FILE COLUMN}, not "
				 "{dpipe %.*s}"),
			       DP_FMT(text));
	a->verb = (enum verb)found;
	next = word(&left);
	if (a->verb != COUNT && next.p && !dp_str_is(next, "where")) {
		a->column = next;
		next = word(&left);
	}
	if (a->verb != COUNT && !a->column.p)
		return dp_fail(err, DP_EUSAGE,
			       _("{dpipe %.*s} names no column"), DP_FMT(text));
	if (!next.p)
		return 0;
	if (!dp_str_is(next, "where"))
		return dp_fail(err, DP_EUSAGE,
			       _("\"where\" was expected instead of "
				 "\"%.*s\"; names with spaces stand in "
				 "\"quotes\""),
			       DP_FMT(next));
	return read_where(a, &left, err);
}

static int
start(void *self, const struct dp_schema *schema, struct dp_err *err)
{
	struct ask *a = self;
	ptrdiff_t i;

	if (a->column.p) {
		if ((i = dp_schema_need(schema, a->column, err)) < 0)
			return -1;
		a->column_slot = schema->column[i].slot;
		dp_profile_init(&a->profile, a->column);
	}
	if (a->key.p) {
		if ((i = dp_schema_need(schema, a->key, err)) < 0)
			return -1;
		a->key_slot = schema->column[i].slot;
	}
	return 0;
}

static void
row(void *self, const struct dp_batch *b, size_t r)
{
	struct ask *a = self;
	dp_str cell = { NULL, 0 };
	struct dp_datum d = { .kind = DP_DATUM_MISSING };

	if (a->column.p) {
		cell = dp_cell_str(dp_batch_cell(b, r, a->column_slot));
		dp_datum_read(cell, &d);
		dp_profile_add(&a->profile, &d, b->record[r], 0);
	}
	if (a->key.p &&
	    !dp_str_eq(dp_trim(dp_cell_str(dp_batch_cell(b, r, a->key_slot))),
		       a->wanted))
		return;
	if (!a->rows++)
		a->cell = dp_keep(&a->text, cell);
	if (d.kind == DP_DATUM_NUMBER) {
		a->numbers++;
		a->sum = dp_dd_add(a->sum, dp_number_dd(&d.number));
	} else if (d.kind == DP_DATUM_OTHER) {
		a->others++;
	}
}

/* Refuses a cell that is not one, a sum of what cannot be added. */
static int
check(const struct ask *a, struct dp_err *err)
{
	struct dp_buf why = { 0 };

	if (a->verb == VALUE && a->rows != 1)
		return dp_fail(err, DP_EUSAGE,
			       P_("{dpipe value} takes its cell from one row "
				  "of %.*s, and %llu row fits; say which with "
				  "where KEY = TEXT",
				  "{dpipe value} takes its cell from one row "
				  "of %.*s, and %llu rows fit; say which with "
				  "where KEY = TEXT",
				  (unsigned long)a->rows),
			       DP_FMT(a->file), (unsigned long long)a->rows);
	if (a->verb != SUM)
		return 0;
	if (a->others || !a->numbers)
		return dp_fail(err, DP_EUSAGE,
			       P_("%.*s cannot be added up: %llu cell is no "
				  "number",
				  "%.*s cannot be added up: %llu "
				  "cells are no numbers",
				  (unsigned long)a->others),
			       DP_FMT(a->column),
			       (unsigned long long)a->others);
	if (dp_profile_refuses(&a->profile, DP_STAT_AVERAGES, a->column, NULL,
			       &why)) {
		dp_fail(err, DP_EUSAGE, "%.*s", DP_FMT(dp_buf_view(&why)));
		dp_buf_done(&why);
		return -1;
	}
	return 0;
}

static void
answer(const struct ask *a, dp_str text, struct dpi_report *r,
       struct dp_buf *out)
{
	struct dp_buf plain = { 0 };
	bool number = true;
	const struct dpi_report_file *file;
	struct dp_err none = { 0 };

	if (a->verb == VALUE) {
		dp_buf_str(&plain, a->cell);
		number = dp_profile_content(&a->profile) == DP_CONTENT_NUMBER;
	} else if (a->verb == COUNT) {
		dp_buf_format(&plain, "%llu", (unsigned long long)a->rows);
	} else {
		dp_dd_text(a->sum, 17, &plain);
	}
	r->n_inline++;
	dp_buf_format(out, "<data id=\"number-%zu\" value=\"", r->n_inline);
	dp_xml_escape(dp_buf_view(&plain), out);
	dp_buf_c(out, "\">");
	dpi_html_cell(out, dp_buf_view(&plain), number);
	dp_buf_c(out, "</data>");

	file = dpi_report_file(r, a->file, &none);
	dp_buf_format(&r->inline_list, "<li><a href=\"#number-%zu\">",
		      r->n_inline);
	dpi_html_cell(&r->inline_list, dp_buf_view(&plain), number);
	dp_buf_c(&r->inline_list, "</a>: <code>{dpipe ");
	dp_xml_escape(text, &r->inline_list);
	dp_buf_c(&r->inline_list, "}</code> ");
	if (file) {
		struct dp_buf from = { 0 };

		dp_buf_format(&from,
			      P_("from %llu row of %s, SHA-256 %s",
				 "from %llu rows of %s, SHA-256 %s",
				 (unsigned long)file->rows),
			      (unsigned long long)file->rows, file->name,
			      file->sha256);
		dp_xml_escape(dp_buf_view(&from), &r->inline_list);
		dp_buf_done(&from);
	}
	dp_buf_c(&r->inline_list, "</li>\n");
	dp_buf_done(&plain);
}

int
dpi_report_inline(struct dpi_report *r, dp_str text, int line,
		  struct dp_buf *out, struct dp_err *err)
{
	struct ask a = { 0 };
	struct dpi_scan scan = { &a, start, row };
	const struct dpi_report_file *file;
	int rc = read_ask(&a, text, err);

	if (rc == 0) {
		file = dpi_report_file(r, a.file, err);
		rc = file ? dpi_report_scan(file, &scan, err) : -1;
	}
	if (rc == 0)
		rc = check(&a, err);
	if (rc == 0)
		answer(&a, text, r, out);
	else
		dpi_report_fail_at(r, line, err);
	dp_arena_done(&a.text);
	return rc;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said of a predicate that does not hold: what was measured, what was
 * wanted, where the first offender is.
 */
#include "step/expect.h"

#include <stdlib.h>

#include "base/i18n.h"

/* Longest value quoted. */
#define SHOWN_CHARS 60

static void
list(const dp_str *item, size_t n, struct dp_buf *out)
{
	for (size_t i = 0; i < n; i++) {
		dp_buf_c(out, i ? ", " : "");
		dp_buf_str(out, item[i]);
	}
}

static void
number(double v, int digits, struct dp_buf *out)
{
	struct dp_buf b = { 0 };

	dp_number_double_text(v, digits, &b);
	dp_number_show(dp_buf_view(&b), out);
	dp_buf_done(&b);
}

/* A number, and of a share of empty cells its %. */
static void
figure(const struct dpi_predicate *p, double v, struct dp_buf *out)
{
	bool share = p->percent && p->class->row == dpi_row_blank;
	struct dp_buf b = { 0 };

	number(v, share ? 3 : 15, &b);
	if (share)
		dp_buf_format(out, _("%.*s %%"), DP_FMT(dp_buf_view(&b)));
	else
		dp_buf_str(out, dp_buf_view(&b));
	dp_buf_done(&b);
}

static const char *
words(const struct dpi_predicate *p)
{
	if (p->class->takes == DPI_TAKES_LIST && p->n_items == 0 &&
	    p->comparison == DPI_EQUAL)
		return "%.*s";
	if (p->class->takes == DPI_TAKES_LIST)
		return p->comparison == (DPI_BELOW | DPI_EQUAL) ?
			       _("none but %.*s") :
		       p->comparison == (DPI_ABOVE | DPI_EQUAL) ?
			       _("at least %.*s") :
			       _("exactly %.*s");
	switch (p->comparison) {
	case DPI_BELOW:
		return _("less than %.*s");
	case DPI_BELOW | DPI_EQUAL:
		return _("at most %.*s");
	case DPI_ABOVE:
		return _("more than %.*s");
	case DPI_ABOVE | DPI_EQUAL:
		return _("at least %.*s");
	case DPI_UNEQUAL:
	case DPI_DIFFERS:
		return _("anything but %.*s");
	case DPI_HAS:
		/* what a title says, or a file, is a sentence of its own */
		return p->class->takes == DPI_TAKES_WORD ?
			       _("a text with %.*s") :
			       "%.*s";
	case DPI_LACKS:
		return _("without %.*s");
	default:
		return "%.*s";
	}
}

/* The value itself, without the comparison. */
static void
value(const struct dpi_predicate *p, dp_str same, struct dp_buf *out)
{
	static const char *const finding[] = { "", "max", "min", "value" };

	if (p->same) {
		dp_number_show(same, out);
		dp_buf_c(out, _(" as before"));
	} else if (p->class->takes == DPI_TAKES_NUMBER) {
		figure(p, p->number, out);
	} else if (p->finding) {
		dp_buf_format(out, "%s(", finding[p->finding]);
		list(p->of, p->n_of, out);
		dp_buf_char(out, ')');
	} else if (p->n_items == 0) {
		dp_buf_c(out, _("none"));
	} else if (p->n_items == 1 && p->item[0].n == 0) {
		dp_buf_c(out, _("nothing"));
	} else if (p->class->takes == DPI_TAKES_WORD) {
		for (size_t i = 0; i < p->n_items; i++) {
			dp_buf_c(out, i ? _(" or ") : "");
			dp_buf_str(out, dpi_project_word(p, p->item[i]));
		}
	} else {
		list(p->item, p->n_items, out);
	}
}

void
dpi_expect_wanted(const struct dpi_predicate *p, dp_str same,
		  struct dp_buf *out)
{
	struct dp_buf b = { 0 };
	char *text;

	if (!p->comparison)
		return;
	if (p->comparison == DPI_DIFFERS && p->n_items == 1 &&
	    p->item[0].n == 0) {
		dp_buf_c(out, _("something"));
		return;
	}
	if (p->class->takes == DPI_TAKES_LIST && p->n_items == 0 &&
	    p->comparison & DPI_EQUAL && !(p->comparison & DPI_ABOVE)) {
		dp_buf_c(out, _("none"));
		return;
	}
	value(p, same, &b);
	text = dp_buf_take(&b);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	dp_buf_format(out, words(p), (int)strlen(text), text);
#pragma GCC diagnostic pop
	free(text);
}

/* ---- the sentence ----------------------------------------------------- */

/* A value as a sentence quotes it: short, no control characters. */
static void
quote(dp_str v, struct dp_buf *out)
{
	size_t chars = 0, i = 0;

	dp_buf_c(out, _("“"));
	while (i < v.n && chars++ < SHOWN_CHARS) {
		uint32_t c;
		unsigned n = dp_utf8_decode(v.p + i, v.n - i, &c);

		if (!n || c < 0x20 || (c >= 0x7F && c < 0xA0))
			dp_buf_c(out, "·");
		else
			dp_buf_add(out, v.p + i, n);
		i += n ? n : 1;
	}
	dp_buf_c(out, i < v.n ? "…" : "");
	dp_buf_c(out, _("”"));
}

static void
args(const struct dpi_predicate *p, struct dp_buf *out)
{
	struct dp_buf b = { 0 };

	if (dpi_project_args(p, &b))
		dp_buf_str(out, dp_buf_view(&b));
	else
		list(p->arg, p->n_args, out);
	dp_buf_done(&b);
}

static void
fill_in(const struct dpi_measure *m, const struct dp_verdict *v, dp_str key,
	struct dp_buf *out)
{
	const struct dpi_predicate *p = m->p;

	if (dp_str_is(key, "measured") && m->is_text &&
	    (p->class->takes == DPI_TAKES_FINDING ||
	     p->class->row == dpi_row_value)) {
		if (v->measured.n)
			quote(v->measured, out);
		else
			dp_buf_c(out, _("nothing"));
	} else if (dp_str_is(key, "measured") && m->is_text)
		dp_buf_str(out, v->measured);
	else if (dp_str_is(key, "measured"))
		figure(p, m->number, out);
	else if (dp_str_is(key, "wanted") && m->value.p && p->finding)
		quote(m->value, out);
	else if (dp_str_is(key, "wanted") && p->comparison == DPI_HAS &&
		 p->n_items == 1)
		quote(p->item[0], out);
	else if (dp_str_is(key, "wanted"))
		dp_buf_str(out, v->wanted);
	else if (dp_str_is(key, "cell"))
		dp_buf_format(out, _("%.*s where %.*s is %.*s"),
			      DP_FMT(p->arg[0]), DP_FMT(p->arg[1]),
			      DP_FMT(p->arg[2]));
	else if (dp_str_is(key, "columns") && p->n_args == 1 &&
		 dp_str_is(p->arg[0], "*"))
		dp_buf_c(out, _("all columns"));
	else if (dp_str_is(key, "columns") && p->class->column_args == 1)
		dp_buf_str(out, p->arg[0]);
	else if (dp_str_is(key, "columns") || dp_str_is(key, "args"))
		args(p, out);
	else if (dp_str_is(key, "file") && p->file.p)
		dp_buf_str(out, p->file);
	else if (dp_str_is(key, "file"))
		dp_buf_c(out, _("the table"));
	else if (dp_str_is(key, "value"))
		quote(m->value, out);
	else if (dp_str_is(key, "item") && p->n_items)
		quote(p->item[0], out);
	else if (dp_str_is(key, "column"))
		dp_buf_str(out, m->offender);
}

/* "record 7 (line 8 of the file)", or the one that is known. */
static void
place(const struct dp_verdict *v, struct dp_buf *out)
{
	if (v->record && v->line)
		dp_buf_format(out, _("record %llu (line %llu of the file)"),
			      (unsigned long long)v->record,
			      (unsigned long long)v->line);
	else
		dp_buf_format(out, _("line %llu of the file"),
			      (unsigned long long)v->line);
}

/* Where the first offender is: a sentence of its own, or nothing. */
static void
say_where(const struct dp_verdict *v, struct dp_buf *out)
{
	struct dp_buf cell = { 0 }, at = { 0 };

	if (v->value.n)
		quote(v->value, &cell);
	place(v, &at);
	dp_buf_c(out, v->line || v->column.n ? " " : "");
	if (v->line && v->column.n && cell.n)
		dp_buf_format(out, _("The first: %.*s, column %.*s: %.*s."),
			      DP_FMT(dp_buf_view(&at)), DP_FMT(v->column),
			      DP_FMT(dp_buf_view(&cell)));
	else if (v->line && v->column.n)
		dp_buf_format(out, _("The first: %.*s, column %.*s."),
			      DP_FMT(dp_buf_view(&at)), DP_FMT(v->column));
	else if (v->line && cell.n)
		dp_buf_format(out, _("The first was %.*s: %.*s."),
			      DP_FMT(dp_buf_view(&at)),
			      DP_FMT(dp_buf_view(&cell)));
	else if (v->line)
		dp_buf_format(out, _("The first was %.*s."),
			      DP_FMT(dp_buf_view(&at)));
	else if (v->column.n)
		dp_buf_format(out, _("Look at the column %.*s."),
			      DP_FMT(v->column));
	dp_buf_done(&cell);
	dp_buf_done(&at);
}

/* Of those whose sentence tells a failure, what is said when they hold. */
static const struct {
	const char *name, *sentence;
} held[] = {
	{ "hash", N_("The table is {wanted}.") },
	{ "exists", N_("The file {file} is there.") },
	{ "text", N_("{wanted} stands in {file}.") },
	{ "title", N_("The title of {file} says {wanted}.") },
	{ "raw", N_("The raw files are untouched.") },
	{ "project", N_("In project.dpipe, {args}: {measured}.") },
	{ "wanted", N_("For {args} the project says: {measured}.") },
	{ "horizon", N_("In the horizon table, {args}: {measured}.") },
	{ "says", N_("In project.dpipe, {args} says: {measured}.") },
	{ "provenance", N_("The provenance of {file} is there, and true.") },
};

/* A column that the header has to have is not there. */
static bool
is_missing(const struct dpi_measure *m)
{
	return !m->holds && strcmp(m->p->class->kind.name, "header") == 0 &&
	       m->p->comparison == (DPI_ABOVE | DPI_EQUAL) && m->offender.n;
}

static const char *
sentence(const struct dpi_measure *m)
{
	const struct dpi_expect_class *c = m->p->class;

	if (m->holds && c->takes == DPI_TAKES_FINDING &&
	    m->p->comparison == DPI_LACKS)
		return _("{file} does not say {item}.");
	for (size_t i = 0; m->holds && i < sizeof held / sizeof held[0]; i++)
		if (strcmp(held[i].name, c->kind.name) == 0)
			return _(held[i].sentence);
	if (!m->holds && c->takes == DPI_TAKES_FINDING &&
	    m->p->comparison == DPI_LACKS)
		return _("{file} says {value}, and must not.");
	if (is_missing(m))
		return _("There is no column {column}. The columns are: "
			 "{measured}.");
	return _(c->sentence);
}

void
dpi_expect_say(const struct dpi_measure *m, struct dp_verdict *v,
	       struct dp_arena *text)
{
	dp_str rest = dp_str_c(sentence(m));
	struct dp_buf b = { 0 };
	ptrdiff_t open;

	while ((open = dp_str_find(rest, '{')) >= 0) {
		dp_str key = dp_str_from(rest, (size_t)open + 1);

		dp_buf_add(&b, rest.p, (size_t)open);
		rest = key;
		key = dp_str_cut(&rest, '}');
		fill_in(m, v, key, &b);
	}
	dp_buf_str(&b, rest);
	if (!m->holds && !is_missing(m) &&
	    m->p->class->takes != DPI_TAKES_FINDING &&
	    m->p->class->row != dpi_row_value)
		say_where(v, &b);
	v->sentence = dp_keep(text, dp_buf_view(&b));
	dp_buf_done(&b);
}

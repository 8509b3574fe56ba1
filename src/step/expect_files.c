/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Predicates about changes of a table and about single files: how they are
 * written, what stands in them, what a chart's title says.
 */
#include "step/expect.h"

#include <dpipe/source.h>

#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"

/* Longest text that is looked into. */
#define TEXT_MAX_BYTES (16u << 20)

/* ---- changes ---------------------------------------------------------- */

static const struct dpi_change *
change(struct dpi_judging *j, const struct dpi_measure *m, struct dp_err *err)
{
	struct dpi_change *c = &j->change[m->p->exact];

	if (!c->known && dpi_change_find(j, m->p->exact, err) != 0)
		return NULL;
	return c;
}

static void
offend_column(struct dpi_measure *m, const struct dpi_changed_column *c)
{
	if (m->offended)
		return;
	m->offended = true;
	m->offender = c->name;
	m->line = c->line;
	m->record = c->record;
	m->value = c->value;
}

static bool
changed(const struct dpi_change *c, dp_str name)
{
	for (size_t i = 0; i < c->n_columns; i++)
		if (dp_str_eq(c->column[i].name, name))
			return true;
	return false;
}

int
dpi_finish_changed_columns(struct dpi_judging *j, struct dpi_measure *m,
			   struct dp_err *err)
{
	const struct dpi_change *c = change(j, m, err);
	const struct dpi_predicate *p = m->p;
	struct dp_buf b = { 0 };
	bool all = true;

	if (!c)
		return -1;
	for (size_t i = 0; i < c->n_columns; i++) {
		bool named = false;

		dp_buf_c(&b, i ? ", " : "");
		dp_buf_str(&b, c->column[i].name);
		for (size_t k = 0; k < p->n_items; k++)
			named = named ||
				dp_str_eq(p->item[k], c->column[i].name);
		if (!named && !(p->comparison & DPI_ABOVE))
			offend_column(m, &c->column[i]);
	}
	for (size_t k = 0; k < p->n_items; k++)
		all = all && changed(c, p->item[k]);
	m->holds = !m->offended && (all || (p->comparison & DPI_BELOW));
	m->is_text = true;
	m->measured = b.n ? dp_keep(m->text, dp_buf_view(&b)) :
			    dp_str_c(_("none"));
	dp_buf_done(&b);
	return 0;
}

int
dpi_finish_changed_cells(struct dpi_judging *j, struct dpi_measure *m,
			 struct dp_err *err)
{
	const struct dpi_change *c = change(j, m, err);

	if (!c)
		return -1;
	if (!c->keyed)
		return dp_fail(err, DP_EUSAGE,
			       _("changed cells are counted where a key names "
				 "records: key COLUMN."));
	for (size_t i = 0; i < c->n_columns; i++) {
		if (m->p->n_args && !dp_str_eq(m->p->arg[0], c->column[i].name))
			continue;
		m->number += (double)c->column[i].cells;
		if (c->column[i].cells)
			offend_column(m, &c->column[i]);
	}
	return 0;
}

int
dpi_finish_lost(struct dpi_judging *j, struct dpi_measure *m,
		struct dp_err *err)
{
	const struct dpi_change *c = change(j, m, err);

	if (!c)
		return -1;
	m->number = (double)c->lost;
	m->line = c->gone.line;
	m->record = c->gone.record;
	m->value = c->gone.value;
	return 0;
}

int
dpi_finish_hash(struct dpi_judging *j, struct dpi_measure *m,
		struct dp_err *err)
{
	struct dp_stream *s = dpi_expect_open(j, m->p->file, err), *other;
	char hex[DP_SHA256_HEX], wanted[DP_SHA256_HEX];
	dp_str word = m->p->item[0];

	if (!s || dpi_table_hash(s, m->p->exact, hex, err) != 0)
		return -1;
	m->is_text = true;
	m->measured = dp_keep(m->text, dp_str_c(hex));
	m->holds = dp_str_is(word, hex);
	if (word.n == DP_SHA256_HEX - 1)
		return 0;
	other = dpi_expect_open(j, word, err);
	if (!other || dpi_table_hash(other, m->p->exact, wanted, err) != 0)
		return -1;
	m->holds = strcmp(hex, wanted) == 0;
	return 0;
}

/* ---- how a file is written -------------------------------------------- */

int
dpi_finish_encoding(struct dpi_judging *j, struct dpi_measure *m,
		    struct dp_err *err)
{
	struct dp_stream *s = dpi_expect_open(j, m->p->file, err);
	enum dp_encoding wanted;

	if (!s)
		return -1;
	m->is_text = true;
	m->measured = dp_str_c(dp_encoding_name(s->dialect->encoding));
	m->holds = dp_encoding_find(m->p->item[0], &wanted) == 0 &&
		   wanted == s->dialect->encoding;
	dp_close(s);
	return 0;
}

int
dpi_finish_delimiter(struct dpi_judging *j, struct dpi_measure *m,
		     struct dp_err *err)
{
	struct dp_stream *s = dpi_expect_open(j, m->p->file, err);
	char c;

	if (!s)
		return -1;
	c = s->dialect->delimiter;
	m->is_text = true;
	m->measured = c == '\t' ? DP_S("tab") :
		      c         ? dp_keep(m->text, (dp_str){ &c, 1 }) :
				  DP_S("none");
	m->holds = dp_str_eq(m->measured, m->p->item[0]);
	dp_close(s);
	return 0;
}

/* The file of M; that of the table where none is named. */
static char *
file_of(const struct dpi_judging *j, const struct dpi_measure *m)
{
	dp_str file = m->p->file;

	if (!file.p && j->on->table)
		file = dp_str_c(j->on->table);
	return dpi_expect_path(j, file.p ? file : DP_S(""));
}

int
dpi_finish_exists(struct dpi_judging *j, struct dpi_measure *m,
		  struct dp_err *err)
{
	char *path = file_of(j, m);

	(void)err;
	m->holds = dp_exists(path);
	m->is_text = true;
	free(path);
	return 0;
}

/* ---- what it says ----------------------------------------------------- */

/* Text of the file of M; one that is not there is empty. */
static int
read_text(const struct dpi_judging *j, const struct dpi_measure *m,
	  struct dp_buf *out, struct dp_err *err)
{
	char *path = file_of(j, m);
	int status = 0;

	if (dp_exists(path))
		status = dp_read_file(path, TEXT_MAX_BYTES, out, err);
	free(path);
	return status;
}

int
dpi_finish_text(struct dpi_judging *j, struct dpi_measure *m,
		struct dp_err *err)
{
	struct dp_buf text = { 0 };
	dp_str what;
	int status = read_text(j, m, &text, err);

	if (status == 0)
		status = dpi_finding_value(j, m->p, &what, err);
	if (status == 0) {
		m->holds = dpi_text_says(dp_buf_view(&text), what) ==
			   (m->p->comparison == DPI_HAS);
		m->is_text = true;
		m->value = what;
	}
	dp_buf_done(&text);
	return status;
}

/* Bytes of the entity that S starts with, 0: none; *C is what it means. */
static size_t
entity(dp_str s, char *c)
{
	static const struct {
		const char *name;
		char c;
	} list[] = { { "&amp;", '&' },  { "&lt;", '<' },    { "&gt;", '>' },
		     { "&quot;", '"' }, { "&apos;", '\'' }, { "&#39;", '\'' } };

	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (dp_str_starts(s, list[i].name)) {
			*c = list[i].c;
			return strlen(list[i].name);
		}
	return 0;
}

/* Appends S, a text of XML, with its entities resolved. */
static void
plain_xml(dp_str s, struct dp_buf *out)
{
	while (s.n > 0) {
		char c = *s.p;
		size_t n = entity(s, &c);

		dp_buf_char(out, c);
		s = dp_str_from(s, n ? n : 1);
	}
}

/* The content of the first title element of TEXT; of a page, its heading. */
static dp_str
title_of(dp_str text, struct dp_buf *room)
{
	ptrdiff_t open = dp_str_search(text, DP_S("<title"));
	dp_str rest;
	ptrdiff_t end;

	if (open < 0) {
		rest = dp_str_cut(&text, '\n');
		return dp_str_starts(rest, "# ") ? dp_str_from(rest, 2) :
						   DP_S("");
	}
	rest = dp_str_from(text, (size_t)open);
	rest = dp_str_from(rest, (size_t)dp_str_find(rest, '>') + 1);
	end = dp_str_search(rest, DP_S("</title>"));
	plain_xml((dp_str){ rest.p, end < 0 ? 0 : (size_t)end }, room);
	return dp_buf_view(room);
}

int
dpi_finish_title(struct dpi_judging *j, struct dpi_measure *m,
		 struct dp_err *err)
{
	struct dp_buf text = { 0 }, room = { 0 };
	dp_str what, title;
	int status = read_text(j, m, &text, err);

	if (status == 0)
		status = dpi_finding_value(j, m->p, &what, err);
	if (status == 0) {
		title = title_of(dp_buf_view(&text), &room);
		m->holds = title.n > 0 && dpi_text_says(title, what) ==
						  (m->p->comparison == DPI_HAS);
		m->is_text = true;
		m->measured = dp_keep(m->text, title);
		m->value = what;
	}
	dp_buf_done(&text);
	dp_buf_done(&room);
	return status;
}

int
dpi_finish_provenance(struct dpi_judging *j, struct dpi_measure *m,
		      struct dp_err *err)
{
	struct dp_provenance p = { 0 };
	char *path = file_of(j, m), hex[DP_SHA256_HEX];
	struct dp_err why = { 0 };
	uint64_t bytes;

	(void)err;
	m->is_text = true;
	if (dp_sha256_file(path, hex, &bytes, &why) != 0 ||
	    dp_provenance_read(&p, path, &why) != 0) {
		m->measured = dp_keep(m->text, dp_str_c(why.msg));
	} else if (p.sha256.n && !dp_str_is(p.sha256, hex)) {
		m->measured = dp_str_c(_("The file is not the one that its "
					 "provenance tells of."));
	} else {
		m->holds = true;
		m->measured = DP_S("present");
	}
	dp_provenance_done(&p);
	free(path);
	return 0;
}

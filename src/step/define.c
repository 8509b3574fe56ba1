/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step define: shows what a project says and makes the empty horizon
 * table of it. What is missing is in define_check.c.
 */
#include <dpipe/define.h>
#include <dpipe/text.h>

#include <stdlib.h>

#include "base/i18n.h"

/* The title of WORD in LIST, translated; WORD itself when it is none. */
static dp_str
shown(const struct dp_project_term *list, dp_str word)
{
	size_t i;

	for (i = 0; list[i].word; i++)
		if (dp_str_is(word, list[i].word))
			return dp_str_c(_(list[i].title));
	return word;
}

static void
set_given(struct dp_frame *f, struct dp_value *v, dp_str s)
{
	if (s.p)
		dp_set_text(f, v, s);
}

static void
add_facts(const struct dp_project *p, struct dp_result *r)
{
	struct dp_part *f = dp_result_part(r, DP_PART_FACTS, "project", NULL);

	dp_fact_text(f, "title", _("Title"), p->title);
	dp_fact_text(f, "question", _("Question"), p->question);
	dp_fact_text(f, "row", _("One row is"), p->row);
	dp_fact_text(f, "language", _("Language of outputs"), p->language);
}

static void
add_hypotheses(const struct dp_project *p, struct dp_result *r)
{
	struct dp_frame *f;
	size_t i;

	if (p->n_hypotheses == 0)
		return;
	f = &dp_result_part(r, DP_PART_FRAME, "hypotheses", _("Hypotheses"))
		     ->frame;
	(void)dp_frame_column(f, "hypothesis", _("hypothesis"), NULL, false);
	(void)dp_frame_column(f, "columns", _("columns it cites"), NULL, false);
	for (i = 0; i < p->n_hypotheses; i++) {
		struct dp_value *v = dp_frame_row(f);
		struct dp_buf names = { 0 };

		(void)dp_define_cites(p, p->hypothesis[i].text, &names);
		dp_set_text(f, &v[0], p->hypothesis[i].text);
		if (names.n > 0)
			dp_set_text(f, &v[1], dp_buf_view(&names));
		dp_buf_done(&names);
	}
}

static void
add_columns(const struct dp_project *p, struct dp_result *r)
{
	struct dp_frame *f;
	size_t i;

	if (p->n_columns == 0)
		return;
	f = &dp_result_part(r, DP_PART_FRAME, "columns",
			    _("Horizon table: the columns wanted"))
		     ->frame;
	(void)dp_frame_column(f, "column", _("column"), NULL, false);
	(void)dp_frame_column(f, "type", _("type"), NULL, false);
	(void)dp_frame_column(f, "unit", _("unit"), NULL, false);
	(void)dp_frame_column(f, "from", _("from"), NULL, false);
	(void)dp_frame_column(f, "why", _("why"), NULL, false);
	for (i = 0; i < p->n_columns; i++) {
		const struct dp_project_column *c = &p->column[i];
		struct dp_value *v = dp_frame_row(f);

		dp_set_text(f, &v[0], c->name);
		set_given(f, &v[1], shown(dp_project_types(), c->type));
		set_given(f, &v[2], c->unit);
		set_given(f, &v[3], c->from);
		set_given(f, &v[4], c->why);
	}
}

static void
add_one_wanted(struct dp_frame *f, const struct dp_project_wanted *w)
{
	struct dp_value *v = dp_frame_row(f);

	dp_set_text(f, &v[0], w->name);
	if (w->priority > 0)
		dp_set_int(f, &v[1], w->priority);
	set_given(f, &v[2], shown(dp_project_statuses(), w->status));
	set_given(f, &v[3], w->date);
	set_given(f, &v[4], w->from);
	set_given(f, &v[5], w->why);
}

static void
add_wanted(const struct dp_project *p, struct dp_result *r)
{
	static const int order[] = { 1, 2, 3, 0 };
	struct dp_frame *f;
	size_t i, k;

	if (p->n_wanted == 0)
		return;
	f = &dp_result_part(r, DP_PART_FRAME, "wanted", _("Wanted data"))
		     ->frame;
	(void)dp_frame_column(f, "wanted", _("wanted"), NULL, false);
	(void)dp_frame_column(f, "priority", _("priority"), NULL, true);
	(void)dp_frame_column(f, "status", _("status"), NULL, false);
	(void)dp_frame_column(f, "date", _("date"), NULL, false);
	(void)dp_frame_column(f, "from", _("from"), NULL, false);
	(void)dp_frame_column(f, "why", _("what for"), NULL, false);
	for (k = 0; k < sizeof order / sizeof *order; k++)
		for (i = 0; i < p->n_wanted; i++)
			if (p->wanted[i].priority == order[k])
				add_one_wanted(f, &p->wanted[i]);
}

static void
add_steps(const struct dp_project *p, struct dp_result *r)
{
	struct dp_frame *f;
	size_t i;

	if (p->n_steps == 0)
		return;
	f = &dp_result_part(r, DP_PART_FRAME, "steps",
			    _("Steps that \"dpipe run\" replays"))
		     ->frame;
	(void)dp_frame_column(f, "step", _("step"), NULL, true);
	(void)dp_frame_column(f, "command", _("command"), NULL, false);
	for (i = 0; i < p->n_steps; i++) {
		struct dp_value *v = dp_frame_row(f);

		dp_set_int(f, &v[0], (int64_t)i + 1);
		dp_set_text(f, &v[1], p->step[i].text);
	}
}

void
dp_define_show(const struct dp_project *p, struct dp_result *r)
{
	add_facts(p, r);
	add_hypotheses(p, r);
	add_columns(p, r);
	add_wanted(p, r);
	add_steps(p, r);
}

int
dp_define_table(const struct dp_project *p, struct dp_buf *out,
		struct dp_err *err)
{
	dp_str *name;
	size_t i;

	if (p->n_columns == 0)
		return dp_fail(err, DP_EDATA,
			       _("the horizon table has no column yet. "
				 "\"dpipe define column NAME --type TYPE\" "
				 "adds one."));
	name = dp_alloc(p->n_columns * sizeof *name);
	for (i = 0; i < p->n_columns; i++)
		name[i] = p->column[i].name;
	dp_csv_record(out, name, p->n_columns);
	free(name);
	return 0;
}

/* ---- columns cited in a text ------------------------------------------ */

/* Appends the words of TEXT, folded and without plurals, between blanks. */
static void
plain_words(dp_str text, struct dp_buf *out)
{
	struct dp_buf folded = { 0 };
	struct dp_words w = { { NULL, 0 } };
	dp_str word;

	dp_fold(text, &folded);
	w.rest = dp_buf_view(&folded);
	dp_buf_char(out, ' ');
	while (dp_words_next(&w, &word)) {
		dp_singular_fr(word, out);
		dp_buf_char(out, ' ');
	}
	dp_buf_done(&folded);
}

/* Takes NAME, with its blanks, out of WORDS wherever it stands. */
static bool
take_out(struct dp_buf *words, dp_str name)
{
	size_t from = 0;
	ptrdiff_t at;

	while ((at = dp_str_search(dp_str_from(dp_buf_view(words), from),
				   name)) >= 0) {
		from += (size_t)at;
		memset(words->p + from + 1, '.', name.n - 2);
		from += name.n - 1;
	}
	return from > 0;
}

size_t
dp_define_cites(const struct dp_project *p, dp_str text, struct dp_buf *out)
{
	struct dp_buf words = { 0 },
		      *name = dp_alloc0((p->n_columns + 1) * sizeof *name);
	bool *cited = dp_alloc0(p->n_columns + 1);
	size_t i, longest, n = 0;

	plain_words(text, &words);
	for (i = 0; i < p->n_columns; i++)
		plain_words(p->column[i].name, &name[i]);
	/* the longest first: who cites ecrans_100000 does not cite ecrans */
	do {
		longest = p->n_columns;
		for (i = 0; i < p->n_columns; i++)
			if (name[i].n > 2 && name[i].n > name[longest].n)
				longest = i;
		if (longest < p->n_columns) {
			cited[longest] = take_out(&words,
						  dp_buf_view(&name[longest]));
			dp_buf_done(&name[longest]);
		}
	} while (longest < p->n_columns);
	for (i = 0; i < p->n_columns; i++) {
		if (cited[i] && out) {
			dp_buf_c(out, n > 0 ? ", " : "");
			dp_buf_str(out, p->column[i].name);
		}
		n += cited[i];
		dp_buf_done(&name[i]);
	}
	free(name);
	free(cited);
	dp_buf_done(&words);
	return n;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps that a table asks for: the repairs of verify's findings, tried on the
 * table so that each is shown with what it changes. Changes nothing.
 */
#include <dpipe/clean.h>
#include <dpipe/verify.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"

/* A cell longer than this is shown from where it changes, */
#define LONG_BYTES 40u
/* with so much before that place. */
#define CONTEXT_BYTES 12u

/* One proposed step. */
struct proposal {
	dp_str evidence; /* comments before it */
	const struct dp_line *line;
	const struct dp_finding *finding; /* or NULL */
	ptrdiff_t row;                    /* among what was tried, or -1 */
	int64_t cells, records;           /* that it changes, leaves out */
};

struct suggesting {
	struct dp_result verified, tried;
	struct dp_recipe *recipe;
	struct proposal *list;
	size_t n, cap;
	struct dp_buf head; /* lines before the first step */
	dp_str tail;        /* comments behind the last */
	struct dp_arena text;
};

/*
 * Findings whose repair takes away nothing that says anything: white space
 * too much, characters that nobody sees, columns without a name and a value.
 */
static bool
is_lossless(const struct proposal *p)
{
	if (!p->finding || p->finding->loses || p->line->off || p->records > 0)
		return false;
	switch (p->finding->id) {
	case DP_F_OUTER_SPACE:
	case DP_F_INNER_SPACE:
	case DP_F_INVISIBLE:
	case DP_F_BLANK_HEADER:
	case DP_F_EMPTY_COLUMN:
		return true;
	default:
		return false;
	}
}

/* The finding that asks for LINE, without its off and its line end. */
static const struct dp_finding *
asks_for(const struct dp_findings *f, const struct dp_line *line)
{
	dp_str step = dp_trim(line->raw);

	if (line->off)
		step = dp_trim(dp_str_from(step, strlen("off")));
	for (size_t i = 0; i < f->n; i++)
		if (f->at[i].repair.p && dp_str_eq(f->at[i].repair, step))
			return &f->at[i];
	return NULL;
}

/* Reads the steps off the recipe, each with the comments before it. */
static void
list_steps(struct suggesting *s)
{
	const struct dp_findings *f =
		&dp_result_find(&s->verified, "findings")->findings;
	struct dp_buf before = { 0 };
	ptrdiff_t row = 0;

	for (size_t i = 0; i < s->recipe->n; i++) {
		const struct dp_line *line = &s->recipe->line[i];
		struct proposal *p;

		if (!line->op && !line->off) {
			dp_buf_str(&before, line->raw);
			if (line->verb.p) { /* a directive */
				dp_buf_str(&s->head, dp_buf_view(&before));
				before.n = 0;
			}
			continue;
		}
		dp_grow(&s->list, &s->cap, s->n, sizeof *s->list);
		p = &s->list[s->n++];
		memset(p, 0, sizeof *p);
		p->evidence = dp_keep(&s->text, dp_buf_view(&before));
		p->line = line;
		p->finding = asks_for(f, line);
		p->row = line->off ? -1 : row++;
		before.n = 0;
	}
	s->tail = dp_keep(&s->text, dp_buf_view(&before));
	dp_buf_done(&before);
}

static int64_t
number_at(const struct dp_frame *f, size_t r, size_t c)
{
	int64_t n = 0;

	(void)dp_str_int(dp_frame_at(f, r, c)->text, &n);
	return n;
}

/* Did P, which was tried, do nothing? Others do it, or it cannot be done. */
static bool
is_idle(const struct proposal *p)
{
	return p->row >= 0 && p->cells == 0 && p->records == 0 &&
	       !dp_str_is(p->line->verb, "rename") &&
	       !dp_str_is(p->line->verb, "headers") &&
	       !dp_str_is(p->line->verb, "remove");
}

/* What each step did; then the ones of a kind, most cells first. */
static void
rank(struct suggesting *s)
{
	const struct dp_part *steps = dp_result_find(&s->tried, "steps");
	size_t n = s->n;

	s->n = 0;
	for (size_t i = 0; i < n; i++) {
		struct proposal p = s->list[i];
		size_t k = s->n;

		if (p.row >= 0 && steps) {
			p.cells = number_at(&steps->frame, (size_t)p.row, 3);
			p.records = number_at(&steps->frame, (size_t)p.row, 4);
		}
		if (is_idle(&p))
			continue;
		s->n++;
		while (k > 0 && s->list[k - 1].cells < p.cells &&
		       dp_str_eq(s->list[k - 1].line->verb, p.line->verb)) {
			s->list[k] = s->list[k - 1];
			k--;
		}
		s->list[k] = p;
	}
}

/* ---- what is written -------------------------------------------------- */

/* Where BEFORE and AFTER, too long to be shown whole, first differ. */
static size_t
differ_at(dp_str before, dp_str after)
{
	size_t i = 0;

	while (i < before.n && i < after.n && before.p[i] == after.p[i])
		i++;
	return dp_utf8_start(before, i > CONTEXT_BYTES ? i - CONTEXT_BYTES : 0);
}

/* A control, a mark of direction or of width zero, a soft hyphen. */
static bool
is_unseen(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD ||
	       (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

/*
 * CELL from byte FROM on, as it stands in a comment: blanks that are doubled,
 * odd or at an end, line breaks and what nobody sees are shown.
 */
static void
put_cell(dp_str cell, size_t from, struct dp_buf *out)
{
	struct dp_buf text = { 0 };
	dp_str s = dp_str_from(cell, from);
	char shown[DPI_SHOWN_BYTES];
	bool blank = from == 0;

	if (from)
		dp_buf_c(&text, "\u2026");
	while (s.n > 0) {
		uint32_t c = 0;
		unsigned len = dp_utf8_decode(s.p, s.n, &c);
		dp_str rest = dp_str_from(s, len ? len : 1);
		bool space = len && dp_space_bytes(s) > 0 && c != 0x200B;

		if (c == '\n')
			dp_buf_c(&text, "\u21b5");
		else if (space && (blank || len > 1 || rest.n == 0 ||
				   dp_space_bytes(rest)))
			dp_buf_c(&text, "\u2423");
		else if (!len || is_unseen(c))
			dp_buf_c(&text, "\u00b7");
		else
			dp_buf_add(&text, s.p, len);
		blank = space;
		s = rest;
	}
	dp_buf_c(out, dpi_show(dp_buf_view(&text), shown));
	dp_buf_done(&text);
}

/* A change of a cell, or a record that is left out: V is a row of examples. */
static void
put_example(const struct dp_value *v, struct dp_buf *out)
{
	struct dp_buf before = { 0 }, after = { 0 };
	bool record = v[2].kind == DP_VALUE_NULL;
	size_t from = 0;

	if (!record && v[3].text.n > LONG_BYTES && v[4].text.n > LONG_BYTES)
		from = differ_at(v[3].text, v[4].text);
	put_cell(v[3].text, from, &before);
	put_cell(v[4].text, from, &after);
	dp_buf_c(out, "#     ");
	if (record)
		dp_buf_format(out, _("line %.*s: %.*s is left out"),
			      DP_FMT(v[1].text), DP_FMT(dp_buf_view(&before)));
	else
		dp_buf_format(out, _("line %.*s: %.*s becomes %.*s (%.*s)"),
			      DP_FMT(v[1].text), DP_FMT(dp_buf_view(&before)),
			      DP_FMT(dp_buf_view(&after)), DP_FMT(v[5].text));
	dp_buf_char(out, '\n');
	dp_buf_done(&before);
	dp_buf_done(&after);
}

/*
 * The examples of the step tried as ROW, the riskiest first. Columns that it
 * removes, which have no line, its own words name.
 */
static void
put_examples(const struct suggesting *s, ptrdiff_t row, struct dp_buf *out)
{
	const struct dp_part *all =
		dp_result_find(&((struct suggesting *)s)->tried, "examples");
	const struct dp_part *steps =
		dp_result_find(&((struct suggesting *)s)->tried, "steps");
	dp_str label = dp_frame_at(&steps->frame, (size_t)row, 0)->text;

	for (size_t r = 0; all && r < all->frame.n_rows; r++) {
		const struct dp_value *v = dp_frame_at(&all->frame, r, 0);

		if (dp_str_eq(v[0].text, label) && v[1].kind != DP_VALUE_NULL)
			put_example(v, out);
	}
}

static void
put_effect(const struct suggesting *s, const struct proposal *p,
	   struct dp_buf *out)
{
	if (p->row < 0)
		return;
	dp_buf_c(out, "#   ");
	dp_buf_format(out, _("cells that change: %lld"), (long long)p->cells);
	if (p->records)
		dp_buf_format(out, _("; records left out: %lld"),
			      (long long)p->records);
	if (is_lossless(p))
		dp_buf_c(out, _("; nothing can be lost: --auto does it"));
	else if (p->finding && p->finding->loses)
		dp_buf_c(out, _("; line breaks and no-break spaces that belong "
				"there go too: look first"));
	dp_buf_char(out, '\n');
	if (p->cells || p->records)
		put_examples(s, p->row, out);
}

static void
put_recipes(const struct suggesting *s, struct dp_result *result)
{
	struct dp_buf all = { 0 }, safe = { 0 };

	dp_buf_str(&all, dp_buf_view(&s->head));
	dp_buf_str(&safe, dp_buf_view(&s->head));
	for (size_t i = 0; i < s->n; i++) {
		const struct proposal *p = &s->list[i];

		dp_buf_str(&all, p->evidence);
		put_effect(s, p, &all);
		dp_buf_str(&all, p->line->raw);
		if (is_lossless(p))
			dp_buf_str(&safe, p->line->raw);
	}
	dp_buf_str(&all, s->tail);
	dp_result_text(result, "recipe", dp_buf_view(&all));
	dp_result_text(result, "lossless", dp_buf_view(&safe));
	dp_buf_done(&all);
	dp_buf_done(&safe);
}

static void
put_frame(const struct suggesting *s, struct dp_result *result)
{
	struct dp_frame *f = &dp_result_part(result, DP_PART_FRAME,
					     "suggestions", NULL)
				      ->frame;

	(void)dp_frame_column(f, "step", _("step"), NULL, false);
	(void)dp_frame_column(f, "finding", _("finding"), NULL, false);
	(void)dp_frame_column(f, "cells_changed", _("changed"), NULL, true);
	(void)dp_frame_column(f, "records_left_out", _("left out"), NULL, true);
	(void)dp_frame_column(f, "off", _("off"), NULL, false);
	(void)dp_frame_column(f, "lossless", _("lossless"), NULL, false);
	for (size_t i = 0; i < s->n; i++) {
		const struct proposal *p = &s->list[i];
		struct dp_value *v = dp_frame_row(f);

		dp_set_text(f, &v[0], dp_trim(p->line->raw));
		if (p->finding)
			dp_set_text(f, &v[1],
				    dp_str_c(dp_finding_kind(p->finding->id)
						     ->code));
		if (p->row >= 0) {
			dp_set_int(f, &v[2], p->cells);
			dp_set_int(f, &v[3], p->records);
		}
		dp_set_bool(f, &v[4], p->line->off);
		dp_set_bool(f, &v[5], is_lossless(p));
	}
}

/*
 * Tries the steps that are on, all of them one behind the other, and of the
 * whole table: all parts of it get the same ones.
 */
static int
try_steps(struct suggesting *s, const struct dp_clean *c, struct dp_err *err)
{
	struct dp_clean trial = *c;

	trial.output = trial.audit = trial.rejects = trial.report = NULL;
	trial.part = trial.parts = 0;
	trial.dry_run = true;
	trial.recipe = s->recipe;
	return dp_clean_run(&trial, &s->tried, err);
}

int
dp_clean_suggest(const struct dp_clean *c, struct dp_result *result,
		 struct dp_err *err)
{
	struct dp_verify v = { .input = c->input, .read = c->read };
	struct suggesting s = { 0 };
	int status;

	status = dp_verify_run(&v, &s.verified, err);
	if (status == 0) {
		s.recipe = dp_recipe_parse(
			dp_result_find(&s.verified, "repairs")->text,
			"--suggest", err);
		status = s.recipe ? try_steps(&s, c, err) : -1;
	}
	if (status == 0) {
		list_steps(&s);
		rank(&s);
		put_recipes(&s, result);
		put_frame(&s, result);
	}
	dp_recipe_free(s.recipe);
	dp_result_done(&s.verified);
	dp_result_done(&s.tried);
	dp_buf_done(&s.head);
	dp_arena_done(&s.text);
	free(s.list);
	return status;
}

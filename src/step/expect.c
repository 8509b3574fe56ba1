/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expectations judged: predicates are gathered by the table they are about,
 * each table is read once, and every predicate gets its verdict.
 */
#include "step/expect.h"

#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"

struct dp_expect *
dp_expect_new(void)
{
	return dp_alloc0(sizeof(struct dp_expect));
}

void
dp_expect_free(struct dp_expect *e)
{
	if (!e)
		return;
	for (size_t i = 0; i < e->n; i++)
		dpi_predicate_done(&e->at[i]);
	free(e->at);
	dp_arena_done(&e->text);
	free(e);
}

size_t
dp_expect_n(const struct dp_expect *e)
{
	return e->n;
}

dp_str
dp_expect_text(const struct dp_expect *e, size_t i)
{
	return e->at[i].text;
}

uint32_t
dp_expect_line(const struct dp_expect *e, size_t i)
{
	return e->at[i].line;
}

const struct dp_expect_kind *
dp_expect_kind(size_t i)
{
	const struct dpi_expect_class *c = dpi_expect_class_at(i);

	return c ? &c->kind : NULL;
}

const struct dpi_expect_class *
dpi_expect_class_at(size_t i)
{
	const struct dpi_expect_class *c = dpi_table_class;

	while (i > 0 && c->kind.name) {
		c++;
		i--;
	}
	if (c->kind.name)
		return c;
	for (c = dpi_other_class; i > 0 && c->kind.name; i--)
		c++;
	return c->kind.name ? c : NULL;
}

/* P holds before anything is done, and has to go on doing so. */
static bool
is_guard(const struct dpi_predicate *p)
{
	const char *name = p->class->kind.name;
	unsigned no_more = p->comparison & ~(unsigned)DPI_BELOW;

	return (p->same && p->comparison == DPI_EQUAL) ||
	       p->comparison == DPI_LACKS || strcmp(name, "raw") == 0 ||
	       (strcmp(name, "changed-columns") == 0 && no_more == DPI_EQUAL &&
		(p->comparison != DPI_EQUAL || p->n_items == 0)) ||
	       (strcmp(name, "lost") == 0 && no_more == DPI_EQUAL &&
		p->number == 0);
}

void
dpi_expect_decide(struct dpi_measure *m, const struct dpi_measure *before,
		  struct dp_verdict *v, struct dp_arena *text)
{
	const struct dpi_predicate *p = m->p;
	double wanted = before ? before->number : p->number;
	struct dp_buf b = { 0 }, same = { 0 };

	v->guards = is_guard(p);
	v->broken = m->broken;
	if (m->broken) {
		v->sentence = v->measured = m->measured;
		return;
	}
	if (!m->is_text) {
		dp_number_double_text(m->number, 15, &b);
		m->measured = dp_keep(text, dp_buf_view(&b));
	}
	if (p->class->takes == DPI_TAKES_NUMBER && p->comparison) {
		m->holds = dpi_predicate_compares(p, m->number, wanted);
		v->gap = fabs(m->number - wanted);
	}
	if (before) {
		dp_number_double_text(before->number, 15, &same);
		if (!m->offended && before->offended && m->holds) {
			m->line = before->line;
			m->record = before->record;
		}
	}
	v->holds = m->holds;
	v->measured = m->measured;
	b.n = 0;
	dpi_expect_wanted(p, dp_buf_view(&same), &b);
	v->wanted = dp_keep(text, dp_buf_view(&b));
	v->line = m->line;
	v->record = m->record;
	v->column = m->offender;
	v->value = m->value;
	dpi_expect_say(m, v, text);
	dp_buf_done(&b);
	dp_buf_done(&same);
}

/* Why P could not be measured, as a sentence that may follow another. */
static dp_str
why_broken(const struct dpi_judging *j, const struct dpi_predicate *p,
	   const char *msg)
{
	char *path = p->file.p ? dpi_expect_path(j, p->file) : NULL;
	char *sentence;
	dp_str kept;

	if (path && !dp_exists(path))
		sentence = dp_format(_("The file %.*s is not there."),
				     DP_FMT(p->file));
	else
		sentence = dp_strdup(dp_str_c(msg));
	if (sentence[0] >= 'a' && sentence[0] <= 'z')
		sentence[0] = (char)(sentence[0] - 'a' + 'A');
	kept = dp_keep(j->text, dp_str_c(sentence));
	free(sentence);
	free(path);
	return kept;
}

void
dpi_expect_broken(struct dpi_judging *j, struct dpi_measure *m,
		  struct dp_err *err)
{
	const struct dpi_predicate *p = m->p;

	m->broken = true;
	m->is_text = true;
	m->measured = why_broken(j, p, err->msg);
	if (j->first.code == DP_OK) {
		dp_fail(&j->first, err->code, "“%.*s”: %s", DP_FMT(p->text),
			err->msg);
		j->first.at.line = p->line;
	}
	memset(err, 0, sizeof *err);
}

/* ---- all of them ------------------------------------------------------ */

/* Predicates that no table is read for, and those about changes. */
static void
judge_other(struct dpi_judging *j, size_t i, struct dp_verdicts *out)
{
	const struct dpi_predicate *p = &j->e->at[i];
	struct dpi_measure m = { .p = p, .text = j->text };
	struct dp_err err = { 0 };

	if (p->class->finish(j, &m, &err) != 0)
		dpi_expect_broken(j, &m, &err);
	dpi_expect_decide(&m, NULL, &out->at[i], j->text);
	dp_buf_done(&m.room);
}

/* True when predicate I is the first that is about its table. */
static bool
is_first(const struct dp_expect *e, size_t i)
{
	if (e->at[i].class->about != DPI_TABLE)
		return false;
	for (size_t k = 0; k < i; k++)
		if (e->at[k].class->about == DPI_TABLE &&
		    dp_str_eq(e->at[k].file, e->at[i].file))
			return false;
	return true;
}

static char *
path_before(const struct dpi_judging *j)
{
	if (j->on->before)
		return dp_strdup(dp_str_c(j->on->before));
	return j->e->before.p ? dpi_expect_path(j, j->e->before) : NULL;
}

int
dp_expect_judge(const struct dp_expect *e, const struct dp_expect_on *on,
		struct dp_verdicts *out, struct dp_err *err)
{
	struct dpi_judging j = { .e = e, .on = on, .text = &out->text };

	out->n = e->n;
	out->n_failed = 0;
	out->at = dp_alloc0((e->n + 1) * sizeof *out->at);
	j.key = e->key.p ? e->key : on->key;
	j.before = path_before(&j);
	for (size_t i = 0; i < e->n; i++) {
		if (is_first(e, i))
			dpi_expect_table(&j, e->at[i].file, out);
		else if (e->at[i].class->about != DPI_TABLE)
			judge_other(&j, i, out);
	}
	for (size_t i = 0; i < out->n; i++)
		out->n_failed += !out->at[i].holds;
	dpi_change_done(&j.change[0]);
	dpi_change_done(&j.change[1]);
	free(j.before);
	if (dp_cancelled())
		return dp_fail(err, DP_ECANCEL, _("stopped."));
	if (on->tolerant || j.first.code == DP_OK)
		return 0;
	*err = j.first;
	return -1;
}

void
dp_verdicts_done(struct dp_verdicts *v)
{
	free(v->at);
	dp_arena_done(&v->text);
	memset(v, 0, sizeof *v);
}

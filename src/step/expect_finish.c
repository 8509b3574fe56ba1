/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What predicates about one table come to when its last record was seen.
 */
#include "step/expect.h"

#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"

/* Fails when not all keys were kept: a count would be too low. */
static int
check_full(const struct dpi_measure *m, struct dp_err *err)
{
	if (!m->full)
		return 0;
	return dp_fail(err, DP_ELIMIT,
		       _("there are more than %u different values; they are "
			 "not all kept, so this cannot be judged."),
		       DP_VERIFY_KEYS);
}

int
dpi_finish_count(struct dpi_judging *j, struct dpi_measure *m,
		 struct dp_err *err)
{
	(void)j;
	m->number = (double)m->count;
	return check_full(m, err);
}

int
dpi_finish_columns(struct dpi_judging *j, struct dpi_measure *m,
		   struct dp_err *err)
{
	(void)err;
	m->number = (double)j->schema->n;
	return 0;
}

/* Nothing offended. */
int
dpi_finish_clean(struct dpi_judging *j, struct dpi_measure *m,
		 struct dp_err *err)
{
	(void)j;
	m->holds = m->count == 0;
	m->number = (double)m->count;
	return check_full(m, err);
}

int
dpi_finish_sum(struct dpi_judging *j, struct dpi_measure *m, struct dp_err *err)
{
	struct dp_buf b = { 0 };

	(void)j;
	if (m->offended) {
		char *value = dp_strdup(m->value);

		dp_fail(err, DP_EDATA,
			_("%.*s holds “%s” on line %llu, which is no number: "
			  "nothing can be summed."),
			DP_FMT(m->offender), value,
			(unsigned long long)m->line);
		free(value);
		return -1;
	}
	dp_dd_text(m->sum, 17, &b);
	(void)dp_number_double(dp_buf_view(&b), &m->number);
	dp_buf_done(&b);
	return 0;
}

int
dpi_finish_share(struct dpi_judging *j, struct dpi_measure *m,
		 struct dp_err *err)
{
	(void)j;
	(void)err;
	m->number = m->of ? 100 * (double)m->count / (double)m->of : 0;
	return 0;
}

/* ---- names ------------------------------------------------------------ */

static bool
among(dp_str name, const dp_str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (dp_str_eq(name, list[i]))
			return true;
	return false;
}

static void
list_names(const struct dp_schema *s, struct dpi_measure *m)
{
	struct dp_buf b = { 0 };

	for (size_t i = 0; i < s->n; i++) {
		dp_buf_c(&b, i ? ", " : "");
		dp_buf_str(&b, s->column[i].name);
	}
	m->is_text = true;
	m->measured = dp_keep(m->text, dp_buf_view(&b));
	dp_buf_done(&b);
}

/* True when the columns that are wanted stand in the order wanted. */
static bool
in_order(const struct dp_schema *s, const struct dpi_predicate *p)
{
	size_t at = 0;

	for (size_t i = 0; i < s->n && at < p->n_items; i++)
		at += dp_str_eq(s->column[i].name, p->item[at]);
	return at == p->n_items;
}

int
dpi_finish_header(struct dpi_judging *j, struct dpi_measure *m,
		  struct dp_err *err)
{
	const struct dpi_predicate *p = m->p;
	bool all = true, only = true;

	(void)err;
	for (size_t i = 0; i < p->n_items; i++)
		if (dp_schema_find(j->schema, p->item[i]) < 0) {
			m->offender = all ? p->item[i] : m->offender;
			all = false;
		}
	for (size_t i = 0; i < j->schema->n; i++) {
		dp_str name = j->schema->column[i].name;

		if (among(name, p->item, p->n_items))
			continue;
		m->offender = all && only ? dp_keep(m->text, name) :
					    m->offender;
		only = false;
	}
	m->holds = (all || (p->comparison & DPI_BELOW)) &&
		   (only || (p->comparison & DPI_ABOVE)) &&
		   (!p->in_order || in_order(j->schema, p));
	list_names(j->schema, m);
	return 0;
}

int
dpi_finish_domain(struct dpi_judging *j, struct dpi_measure *m,
		  struct dp_err *err)
{
	const struct dpi_predicate *p = m->p;

	(void)j;
	(void)err;
	m->number = (double)m->count;
	m->holds = m->count == 0;
	if (p->comparison == DPI_EQUAL && m->holds)
		for (size_t i = 0; i < p->n_items; i++)
			if (dpi_strtab_find(&m->set, p->item[i]) < 0) {
				m->holds = false;
				m->value = p->item[i];
			}
	return 0;
}

/* ---- one cell --------------------------------------------------------- */

int
dpi_finish_value(struct dpi_judging *j, struct dpi_measure *m,
		 struct dp_err *err)
{
	const struct dpi_predicate *p = m->p;
	struct dp_dd a, b;

	(void)j;
	if (m->count == 0)
		return dp_fail(err, DP_ENOTFOUND,
			       _("no record has %.*s = %.*s."),
			       DP_FMT(p->arg[1]), DP_FMT(p->arg[2]));
	m->measured = m->value;
	m->is_text = true;
	if (!p->comparison) {
		m->is_text = !dpi_cell_number(m->value, &a);
		m->number = m->is_text ? 0 : a.hi;
		return 0;
	}
	if (dpi_cell_number(m->value, &a) && dpi_cell_number(p->item[0], &b)) {
		double d = a.hi - b.hi, tolerance = p->within;
		unsigned is;

		if (p->within_percent)
			tolerance = fabs(b.hi) * p->within / 100;
		is = fabs(d) <= tolerance ? DPI_EQUAL :
		     d < 0                ? DPI_BELOW :
					    DPI_ABOVE;
		m->holds = (p->comparison & is) != 0;
		return 0;
	}
	m->room.n = 0;
	dpi_canonical_cell(m->value, &m->room);
	m->holds = dp_str_eq(dp_buf_view(&m->room), p->item[0]) ==
		   ((p->comparison & DPI_EQUAL) != 0);
	return 0;
}

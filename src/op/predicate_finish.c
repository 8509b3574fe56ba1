/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What predicates about one table come to when its last record was seen.
 */
#include "op/predicate.h"

#include <math.h>
#include <stdlib.h>

#include "base/i18n.h"

void
dpi_measure_done(struct dpi_measure *m)
{
	free(m->column);
	dpi_strtab_done(&m->set);
	dpi_strtab_done(&m->reference);
	dpi_keystore_done(&m->seen);
	dp_match_free(m->match);
	dp_buf_done(&m->room);
}

static unsigned
compare(const struct dpi_predicate *p, double measured, double wanted)
{
	double larger = fmax(fabs(measured), fabs(wanted));
	double tolerance = p->within_percent ? fabs(wanted) * p->within / 100 :
					       p->within;

	/* sums of decimals are exact to fewer digits than doubles have */
	if (fabs(measured - wanted) <= tolerance + larger * 1e-13)
		return DPI_EQUAL;
	return measured < wanted ? DPI_BELOW : DPI_ABOVE;
}

bool
dpi_predicate_compares(const struct dpi_predicate *p, double measured,
		       double wanted)
{
	return (p->comparison & compare(p, measured, wanted)) != 0;
}

/* What was seen of the values is all there was. */
static int
check_seen(const struct dpi_measure *m, struct dp_err *err)
{
	if (m->lost.code == DP_OK)
		return 0;
	*err = m->lost;
	return -1;
}

int
dpi_finish_count(struct dpi_judging *j, struct dpi_measure *m,
		 struct dp_err *err)
{
	(void)j;
	m->number = (double)m->count;
	return check_seen(m, err);
}

/* How many cells are empty, or with % which share of them. */
int
dpi_finish_blank(struct dpi_judging *j, struct dpi_measure *m,
		 struct dp_err *err)
{
	return m->p->percent ? dpi_finish_share(j, m, err) :
			       dpi_finish_count(j, m, err);
}

int
dpi_finish_columns(struct dpi_judging *j, struct dpi_measure *m,
		   struct dp_err *err)
{
	(void)j;
	(void)err;
	m->number = (double)m->schema->n;
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
	if (m->limited)
		return dp_fail(err, DP_ELIMIT,
			       _("the pattern %.*s takes too long on a cell: "
				 "write it without repetitions inside "
				 "repetitions."),
			       DP_FMT(m->p->item[0]));
	return check_seen(m, err);
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

	(void)j;
	(void)err;
	for (size_t i = 0; i < p->n_items; i++)
		if (dp_schema_find(m->schema, p->item[i]) < 0) {
			m->offender = all ? p->item[i] : m->offender;
			all = false;
		}
	for (size_t i = 0; i < m->schema->n; i++) {
		dp_str name = m->schema->column[i].name;

		if (among(name, p->item, p->n_items))
			continue;
		m->offender = all && only ? dp_keep(m->text, name) :
					    m->offender;
		only = false;
	}
	m->holds = (all || (p->comparison & DPI_BELOW)) &&
		   (only || (p->comparison & DPI_ABOVE)) &&
		   (!p->in_order || in_order(m->schema, p));
	list_names(m->schema, m);
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

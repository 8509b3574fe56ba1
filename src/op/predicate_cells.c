/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What predicates about one table see in each record. Cells are taken as
 * they are written, but for sums.
 */
#include "op/predicate.h"

#include "base/i18n.h"
#include "op/recipe.h"
#include "op/work.h"

dp_str
dpi_row_cell(const struct dpi_row *row, size_t i)
{
	return dp_cell_str(dp_batch_cell(row->batch, row->r,
					 row->schema->column[i].slot));
}

void
dpi_offend(struct dpi_measure *m, const struct dpi_row *row, ptrdiff_t i,
	   dp_str value)
{
	if (m->tell) {
		m->tell(m, row, i, value);
		return;
	}
	if (m->offended)
		return;
	m->offended = true;
	m->line = dp_batch_line(row->batch, row->r);
	m->record = row->batch->record[row->r];
	if (i >= 0)
		m->offender = dp_keep(m->text, row->schema->column[i].name);
	m->value = dp_keep(m->text, value);
}

void
dpi_row_count(struct dpi_measure *m, const struct dpi_row *row)
{
	(void)row;
	m->count++;
}

/* ---- types ------------------------------------------------------------ */

static bool
is_number(dp_str cell, bool whole)
{
	const struct dp_number_opts o = { .notation = DP_NUMBER_CANONICAL };
	char text[DP_NUMBER_BYTES];
	size_t n;

	return dp_number_read(cell, &o, text, sizeof text, &n) ==
		       DP_NUMBER_OK &&
	       dp_str_eq(cell, (dp_str){ text, n }) &&
	       (!whole || dp_str_find(cell, '.') < 0);
}

/* ISO 8601, as dpipe writes it. */
static bool
is_date(dp_str cell, struct dp_buf *room)
{
	const struct dp_date_opts o = { .order = DP_DATE_YMD };
	struct dp_date d;

	if (!dp_date_read(cell, &o, &d))
		return false;
	room->n = 0;
	dp_date_iso(&d, room);
	return dp_str_eq(cell, dp_buf_view(room));
}

static bool
is_yes_no(dp_str cell)
{
	static const char *const word[] = { "true", "false", "Oui", "Non",
					    "oui",  "non",   "Yes", "No",
					    "yes",  "no",    "1",   "0" };

	for (size_t i = 0; i < sizeof word / sizeof *word; i++)
		if (dp_str_is(cell, word[i]))
			return true;
	return false;
}

static bool
is_code(dp_str cell, dp_str name, struct dp_buf *room)
{
	const struct dp_code_kind *kind = dp_code_kind_find(name);
	int good;

	room->n = 0;
	good = kind ? dp_code_normalise(kind, cell, false, room) : -1;
	return good >= 0 && dp_str_eq(cell, dp_buf_view(room));
}

static bool
is_text(dp_str cell)
{
	return dp_utf8_valid(cell) == cell.n;
}

static bool
is_any_number(dp_str cell)
{
	return is_number(cell, false);
}

static bool
is_integer(dp_str cell)
{
	return is_number(cell, true);
}

/* The types that are no codes. */
static const struct {
	const char *name;
	bool (*is)(dp_str cell);
} types[] = {
	{ "text", is_text },       { "number", is_any_number },
	{ "integer", is_integer }, { "date", NULL },
	{ "yes-no", is_yes_no },
};

#define N_TYPES (sizeof types / sizeof types[0])

static bool
is_type(dp_str cell, dp_str type, struct dp_buf *room)
{
	for (size_t i = 0; i < N_TYPES; i++)
		if (dp_str_is(type, types[i].name))
			return types[i].is ? types[i].is(cell) :
					     is_date(cell, room);
	return is_code(cell, type, room);
}

int
dpi_predicate_type(dp_str name, struct dp_err *err)
{
	const struct dp_code_kind *kind = dp_code_kinds();
	dp_str known[64];
	struct dp_buf b = { 0 };
	size_t n = 0;

	for (; n < N_TYPES; n++)
		known[n] = dp_str_c(types[n].name);
	for (; kind->name; kind++)
		known[n++] = dp_str_c(kind->name);
	for (size_t i = 0; i < n; i++)
		if (dp_str_eq(name, known[i]))
			return 0;
	dpi_did_you_mean(name, known, n, &b);
	if (b.n == 0) {
		dp_buf_c(&b, _("; the types are "));
		for (size_t i = 0; i < n; i++)
			dp_buf_format(&b, i ? ", %.*s" : "%.*s",
				      DP_FMT(known[i]));
	}
	dp_fail(err, DP_ERECIPE, _("there is no type %.*s%.*s"), DP_FMT(name),
		DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
	return -1;
}

void
dpi_row_type(struct dpi_measure *m, const struct dpi_row *row)
{
	for (size_t i = 0; i < m->n_columns; i++) {
		dp_str cell = dpi_row_cell(row, m->column[i]);

		if (cell.n == 0 || is_type(cell, m->p->item[0], &m->room))
			continue;
		m->count++;
		dpi_offend(m, row, (ptrdiff_t)m->column[i], cell);
	}
}

/* ---- values ----------------------------------------------------------- */

/* Has M not seen KEY before? When that can no longer be told, it has not. */
static bool
is_new(struct dpi_measure *m, dp_str key)
{
	if (m->lost.code != DP_OK)
		return true;
	if (!m->seen.young_bytes)
		dpi_keystore_init(&m->seen, false,
				  m->memory_bytes ? m->memory_bytes :
						    DPI_KEYS_BYTES);
	return dpi_keystore_add(&m->seen,
				dpi_keystore_key(&m->seen, key.p, key.n),
				&m->lost) != 0;
}

void
dpi_row_distinct(struct dpi_measure *m, const struct dpi_row *row)
{
	dp_str cell = dpi_row_cell(row, m->column[0]);

	if (cell.n > 0)
		m->count += is_new(m, cell);
}

void
dpi_row_blank(struct dpi_measure *m, const struct dpi_row *row)
{
	for (size_t i = 0; i < m->n_columns; i++) {
		dp_str cell = dpi_row_cell(row, m->column[i]);

		m->of++;
		if (cell.n > 0)
			continue;
		m->count++;
		dpi_offend(m, row, (ptrdiff_t)m->column[i], cell);
	}
}

void
dpi_row_unique(struct dpi_measure *m, const struct dpi_row *row)
{
	bool empty = false;
	dp_str cell = { NULL, 0 };

	m->room.n = 0;
	for (size_t i = 0; i < m->n_columns; i++) {
		uint32_t n;

		cell = dpi_row_cell(row, m->column[i]);
		n = (uint32_t)cell.n;
		empty = empty || n == 0;
		dp_buf_add(&m->room, &n, sizeof n);
		dp_buf_str(&m->room, cell);
	}
	if (empty && m->p->blank_too)
		return;
	if (is_new(m, dp_buf_view(&m->room)) && !empty)
		return;
	m->count++;
	dpi_offend(m, row, (ptrdiff_t)m->column[m->n_columns - 1], cell);
}

void
dpi_row_domain(struct dpi_measure *m, const struct dpi_row *row)
{
	dp_str cell = dpi_row_cell(row, m->column[0]);
	bool added;

	if (cell.n == 0)
		return;
	for (size_t i = 0; i < m->p->n_items; i++)
		if (dp_str_eq(cell, m->p->item[i])) {
			(void)dpi_strtab_add(&m->set, cell, &added);
			return;
		}
	m->count++;
	dpi_offend(m, row, (ptrdiff_t)m->column[0], cell);
}

void
dpi_row_range(struct dpi_measure *m, const struct dpi_row *row)
{
	for (size_t i = 0; i < m->n_columns; i++) {
		dp_str cell = dpi_row_cell(row, m->column[i]);
		double v = 0;

		if (cell.n == 0 ||
		    (is_number(cell, false) && dp_number_double(cell, &v) &&
		     v >= m->p->low && v <= m->p->high))
			continue;
		m->count++;
		dpi_offend(m, row, (ptrdiff_t)m->column[i], cell);
	}
}

void
dpi_row_pattern(struct dpi_measure *m, const struct dpi_row *row)
{
	for (size_t i = 0; i < m->n_columns; i++) {
		dp_str cell = dpi_row_cell(row, m->column[i]);
		int found = 1;

		if (cell.n > 0 && dp_utf8_valid(cell) < cell.n)
			found = 0;
		else if (cell.n > 0)
			found = dp_regex_find(m->p->pattern, cell, 0, m->match);
		m->limited = m->limited || found < 0;
		if (found > 0)
			continue;
		m->count++;
		dpi_offend(m, row, (ptrdiff_t)m->column[i], cell);
	}
}

void
dpi_row_sum(struct dpi_measure *m, const struct dpi_row *row)
{
	dp_str cell = dpi_row_cell(row, m->column[0]);
	struct dp_dd v;

	if (dp_trim(cell).n == 0)
		return;
	if (dpi_cell_number(cell, &v))
		m->sum = dp_dd_add(m->sum, v);
	else
		dpi_offend(m, row, (ptrdiff_t)m->column[0], cell);
}

void
dpi_row_join(struct dpi_measure *m, const struct dpi_row *row)
{
	dp_str cell = dpi_row_cell(row, m->column[0]);

	if (cell.n == 0)
		return;
	m->of++;
	if (dpi_strtab_find(&m->reference, cell) >= 0)
		m->count++;
	else
		dpi_offend(m, row, (ptrdiff_t)m->column[0], cell);
}

/* A space at an end, two in a row, or one that is no ordinary one. */
static bool
odd_spaces(dp_str cell)
{
	bool before = true;

	for (size_t i = 0; i < cell.n;) {
		dp_str rest = dp_str_from(cell, i);
		unsigned space = dp_space_bytes(rest);

		if (space && (before || *rest.p != ' '))
			return true;
		before = space > 0;
		i += space ? space : 1;
	}
	return cell.n > 0 && before;
}

void
dpi_row_spaces(struct dpi_measure *m, const struct dpi_row *row)
{
	for (size_t i = 0; i < m->n_columns; i++) {
		dp_str cell = dpi_row_cell(row, m->column[i]);

		if (!odd_spaces(cell))
			continue;
		m->count++;
		dpi_offend(m, row, (ptrdiff_t)m->column[i], cell);
	}
}

/* The first record whose key is the one named. */
void
dpi_row_value(struct dpi_measure *m, const struct dpi_row *row)
{
	dp_str cell = dpi_row_cell(row, m->column[0]);

	if (m->offended ||
	    !dp_str_eq(dp_trim(dpi_row_cell(row, m->column[1])), m->p->arg[2]))
		return;
	m->count++;
	dpi_offend(m, row, (ptrdiff_t)m->column[0], cell);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gathers figures by group: one reading of the table, a table of groups for
 * each thread, merged afterwards. Keys are the cells themselves, nothing
 * folded; cells of white space only are missing, and missing is a group.
 */
#include "stat/group.h"

#include "base/i18n.h"

#include <stdlib.h>

#define ROWS_BYTES 16

char *
dpi_block_new(const struct dpi_grouping *g, struct dp_arena *a)
{
	char *block = dp_arena_alloc(a, g->block_bytes);

	memset(block, 0, g->block_bytes);
	return block;
}

void *
dpi_groups_make(void *self)
{
	const struct dpi_grouping *g = self;
	struct dpi_groups *s = dp_alloc0(sizeof(*s));

	s->profile = dp_alloc0((g->n_columns + 1) * sizeof(*s->profile));
	s->datum = dp_alloc0((g->n_columns + 1) * sizeof(*s->datum));
	for (size_t i = 0; i < g->n_columns; i++)
		dp_profile_init(&s->profile[i], g->column[i].name);
	return s;
}

void
dpi_groups_free(const struct dpi_grouping *g, struct dpi_groups *s)
{
	for (size_t k = 0; k < s->keys.n; k++)
		for (size_t i = 0; i < g->n_columns; i++)
			dpi_acc_done(&g->layout[i],
				     dpi_block_acc(g, s->block[k], i));
	dpi_strtab_done(&s->keys);
	dp_arena_done(&s->blocks);
	dp_buf_done(&s->key);
	free(s->block);
	free(s->profile);
	free(s->datum);
	free(s);
}

/* ---- keys ------------------------------------------------------------- */

static dp_str
key_cell(const struct dp_batch *b, size_t r, uint32_t slot)
{
	dp_str s = dp_cell_str(dp_batch_cell(b, r, slot));

	/* Few cells start with a blank, and only those may be missing. */
	if (s.n && ((unsigned char)s.p[0] <= ' ' || (s.p[0] & 0x80)) &&
	    !dp_trim(s).n)
		s.n = 0;
	return s;
}

/* The key of row R: the cell, or each cell after its length. */
static dp_str
make_key(const struct dpi_grouping *g, struct dpi_groups *s,
	 const struct dp_batch *b, size_t r)
{
	size_t n_by = g->o->n_by;

	if (n_by == 1)
		return key_cell(b, r, g->by[0]);
	s->key.n = 0;
	for (size_t i = 0; i < n_by; i++) {
		dp_str cell = key_cell(b, r, g->by[i]);
		uint32_t n = (uint32_t)cell.n;

		dp_buf_add(&s->key, &n, sizeof(n));
		dp_buf_str(&s->key, cell);
	}
	return dp_buf_view(&s->key);
}

void
dpi_group_key(dp_str key, dp_str *cell, size_t n)
{
	if (n == 1)
		cell[0] = key;
	for (size_t i = 0; n > 1 && i < n; i++) {
		uint32_t n_bytes;

		memcpy(&n_bytes, key.p, sizeof(n_bytes));
		key = dp_str_from(key, sizeof(n_bytes));
		cell[i].p = key.p;
		cell[i].n = n_bytes;
		key = dp_str_from(key, n_bytes);
	}
	for (size_t i = 0; i < n; i++)
		if (!cell[i].n)
			cell[i].p = NULL;
}

/* ---- records ---------------------------------------------------------- */

/* Block of KEY, made when it is new. */
static char *
block_of(const struct dpi_grouping *g, struct dpi_groups *s, dp_str key,
	 size_t *held)
{
	size_t i = dpi_strtab_number(&s->keys, key, held);

	if (i >= s->cap_blocks) {
		size_t was = s->cap_blocks;

		dp_grow(&s->block, &s->cap_blocks, i, sizeof(*s->block));
		memset(s->block + was, 0,
		       (s->cap_blocks - was) * sizeof(*s->block));
	}
	if (!s->block[i]) {
		s->block[i] = dpi_block_new(g, &s->blocks);
		*held += g->block_bytes + sizeof(char *);
	}
	return s->block[i];
}

/* Where one column has no number, none is used: they come in pairs. */
static void
make_complete(struct dp_datum *d, size_t n)
{
	enum dp_datum_kind worst = DP_DATUM_NUMBER;

	for (size_t i = 0; i < n; i++)
		if (d[i].kind == DP_DATUM_OTHER)
			worst = DP_DATUM_OTHER;
		else if (d[i].kind == DP_DATUM_MISSING &&
			 worst == DP_DATUM_NUMBER)
			worst = DP_DATUM_MISSING;
	for (size_t i = 0; worst != DP_DATUM_NUMBER && i < n; i++)
		d[i].kind = worst;
}

static size_t
take_row(const struct dpi_grouping *g, struct dpi_groups *s,
	 const struct dp_batch *b, size_t r, size_t *held)
{
	char *block = block_of(g, s, make_key(g, s, b, r), held);
	struct dp_datum *d = s->datum;
	size_t n_values = 0;

	++*dpi_block_rows(block);
	for (size_t i = 0; i < g->n_columns; i++) {
		dp_datum_read(dp_cell_str(dp_batch_cell(b, r,
							g->column[i].slot)),
			      &d[i]);
		dpi_gather_profile(&s->profile[i], &d[i], b, r);
	}
	if (g->o->complete)
		make_complete(d, g->n_columns);
	for (size_t i = 0; i < g->n_columns; i++) {
		dpi_acc_add(&g->layout[i], dpi_block_acc(g, block, i), &d[i],
			    held);
		n_values += d[i].kind == DP_DATUM_NUMBER &&
			    g->layout[i].values_at;
	}
	return n_values;
}

int
dpi_groups_take(void *self, void *state, const struct dp_batch *b,
		struct dp_err *err)
{
	struct dpi_grouping *g = self;
	struct dpi_groups *s = state;
	size_t held = 0, n_values = 0;

	for (size_t r = 0; r < b->n_rows; r++) {
		if (b->state[r] != DP_ROW_KEPT)
			continue;
		s->n_rows++;
		n_values += take_row(g, s, b, r, &held);
	}
	held += atomic_fetch_add(&g->held, held);
	n_values += atomic_fetch_add(&g->n_values, n_values);
	if (n_values > DP_STAT_VALUES_MAX)
		return dp_fail(
			err, DP_ELIMIT,
			_("medians and quartiles keep every number in memory, "
			  "%u at most, and here there are more; leave out "
			  "median, q1 and q3, or keep fewer records with "
			  "--where."),
			DP_STAT_VALUES_MAX);
	if (held > DP_STAT_GROUPS_BYTES)
		return dp_fail(
			err, DP_ELIMIT,
			_("the groups and their figures take more than %zu MiB "
			  "of memory; group by fewer columns, or ask for fewer "
			  "figures."),
			DP_STAT_GROUPS_BYTES >> 20);
	return 0;
}

void
dpi_groups_merge(const struct dpi_grouping *g, struct dpi_groups *to,
		 struct dpi_groups *from)
{
	size_t held = 0;

	to->n_rows += from->n_rows;
	for (size_t i = 0; i < g->n_columns; i++)
		dp_profile_merge(&to->profile[i], &from->profile[i]);
	for (size_t k = 0; k < from->keys.n; k++) {
		char *a = block_of(g, to, from->keys.text[k], &held);
		char *b = from->block[k];

		*dpi_block_rows(a) += *dpi_block_rows(b);
		for (size_t i = 0; i < g->n_columns; i++) {
			struct dpi_acc *x = dpi_block_acc(g, a, i);
			struct dpi_acc *y = dpi_block_acc(g, b, i);

			dpi_acc_merge_sums(&g->layout[i], x, y, &held);
			dpi_acc_merge_rest(&g->layout[i], x, y, &held);
		}
	}
	dpi_groups_free(g, from);
}

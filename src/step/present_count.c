/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Counting the rows of a chart: a group for each x, with how many rows it has
 * and what their numbers add up to. What is asked of them is present_read.c's.
 */
#include <stdlib.h>

#include "step/present_inner.h"

static void
rehash(struct dp_present_reader *g)
{
	free(g->slot);
	g->n_slots = g->n_slots ? g->n_slots * 2 : 1024;
	g->slot = dp_alloc0(g->n_slots * sizeof(*g->slot));
	for (size_t i = 0; i < g->n; i++) {
		dp_str s = g->group[i].label;
		size_t at = dp_hash64(s.p, s.n) & (g->n_slots - 1);

		while (g->slot[at])
			at = (at + 1) & (g->n_slots - 1);
		g->slot[at] = (uint32_t)i + 1;
	}
}

/* The group of LABEL, made when it is new. */
static struct dpi_present_group *
find(struct dp_present_reader *g, dp_str label)
{
	size_t at;
	struct dpi_present_group *new;

	if (g->n * 2 >= g->n_slots)
		rehash(g);
	at = dp_hash64(label.p, label.n) & (g->n_slots - 1);
	for (; g->slot[at]; at = (at + 1) & (g->n_slots - 1))
		if (dp_str_eq(g->group[g->slot[at] - 1].label, label))
			return &g->group[g->slot[at] - 1];
	dp_grow(&g->group, &g->cap, g->n, sizeof(*g->group));
	new = &g->group[g->n++];
	memset(new, 0, sizeof(*new));
	new->label = dp_keep(&g->text, label);
	g->slot[at] = (uint32_t)g->n;
	return new;
}

/* The number of D in canonical text, kept. */
static dp_str
canonical(struct dp_present_reader *g, const struct dp_datum *d)
{
	struct dp_buf text = { 0 };
	bool plain = true;
	dp_str kept;

	for (size_t i = 0; i < d->text.n; i++) {
		char c = d->text.p[i];

		plain = plain && ((c >= '0' && c <= '9') || c == '.' ||
				  (c == '-' && !i));
	}
	if (plain && !d->zero_led && d->text.p[0] != '.' &&
	    d->text.p[d->text.n - 1] != '.')
		return dp_keep(&g->text, d->text);
	dp_dd_text(dp_number_dd(&d->number), 34, &text);
	kept = dp_keep(&g->text, dp_buf_view(&text));
	dp_buf_done(&text);
	return kept;
}

/* Counts the cell CELL, a number or not, into group AT. */
static void
add_number(struct dp_present_reader *g, struct dpi_present_group *at,
	   const struct dp_datum *d)
{
	if (!at->numbers++)
		at->cell = canonical(g, d);
	at->sum = dp_dd_add(at->sum, dp_number_dd(&d->number));
}

void
dpi_present_add_row(struct dp_present_reader *g, const struct dp_batch *b,
		    size_t r)
{
	struct dp_chart_rows *rows = &g->out->rows;
	dp_str label = dp_cell_str(dp_batch_cell(b, r, g->x_slot));
	enum dp_chart_of of = g->out->of;
	struct dp_datum d = { .kind = DP_DATUM_MISSING };
	struct dpi_present_group *at;

	rows->read++;
	if (!dp_trim(label).n) {
		rows->no_label++;
		return;
	}
	if (g->y.p) {
		dp_datum_read(dp_cell_str(dp_batch_cell(b, r, g->y_slot)), &d);
		dp_profile_add(&g->profile, &d, b->record[r],
			       dp_batch_line(b, r));
	}
	at = find(g, label);
	at->rows++;
	if (!g->y.p)
		return;
	if (d.kind == DP_DATUM_NUMBER)
		add_number(g, at, &d);
	else if (d.kind == DP_DATUM_OTHER)
		rows->not_number++;
	else if (of != DP_CHART_OF_CELL)
		rows->no_value++; /* a cell is shown as "no value" */
}

/* For a histogram: x itself is the number. */
void
dpi_present_add_value(struct dp_present_reader *g, const struct dp_batch *b,
		      size_t r)
{
	struct dp_chart_rows *rows = &g->out->rows;
	struct dp_datum d;
	struct dpi_present_group *at;

	dp_datum_read(dp_cell_str(dp_batch_cell(b, r, g->x_slot)), &d);
	dp_profile_add(&g->profile, &d, b->record[r], dp_batch_line(b, r));
	rows->read++;
	rows->no_value += d.kind == DP_DATUM_MISSING;
	rows->not_number += d.kind == DP_DATUM_OTHER;
	if (d.kind != DP_DATUM_NUMBER)
		return;
	at = find(g, d.text);
	at->rows++;
	add_number(g, at, &d);
}

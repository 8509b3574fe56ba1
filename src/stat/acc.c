/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gathers what a list of statistics needs of one column: see acc.h. Nothing
 * here knows which statistics there are.
 */
#include "stat/acc.h"

#include <stdlib.h>

struct range {
	bool any;
	struct dp_number min, max;
};

static void *
part(const struct dpi_acc *acc, size_t at)
{
	return (char *)(uintptr_t)acc + at;
}

static size_t
take(struct dpi_layout *l, size_t bytes)
{
	size_t at = l->bytes;

	l->bytes += (bytes + 15) & ~(size_t)15;
	return at;
}

void
dpi_layout_add(struct dpi_layout *l, const struct dp_stat_class *stat)
{
	unsigned fresh = stat->uses & ~l->uses;

	if (!l->bytes)
		take(l, sizeof(struct dpi_acc));
	for (size_t i = 0; i < l->n; i++)
		if (l->stat[i] == stat)
			return;
	if (l->n == l->cap) {
		l->cap = l->cap ? 2 * l->cap : 8;
		l->stat = dp_realloc_array(l->stat, l->cap, sizeof(*l->stat));
		l->state_at = dp_realloc_array(l->state_at, l->cap,
					       sizeof(*l->state_at));
	}
	if (fresh & DP_STAT_USES_MOMENTS)
		l->moments_at = take(l, sizeof(struct dpi_moments));
	if (fresh & DP_STAT_USES_RANGE)
		l->range_at = take(l, sizeof(struct range));
	if (fresh & DP_STAT_USES_VALUES)
		l->values_at = take(l, sizeof(struct dpi_values));
	l->uses |= stat->uses;
	l->state_at[l->n] = stat->state_bytes ? take(l, stat->state_bytes) : 0;
	l->stat[l->n++] = stat;
}

void
dpi_layout_done(struct dpi_layout *l)
{
	free(l->stat);
	free(l->state_at);
	memset(l, 0, sizeof(*l));
}

static void
add_range(struct range *r, const struct dp_number *min,
	  const struct dp_number *max)
{
	if (!r->any || dp_number_cmp(min, &r->min) < 0)
		r->min = *min;
	if (!r->any || dp_number_cmp(max, &r->max) > 0)
		r->max = *max;
	r->any = true;
}

void
dpi_acc_add(const struct dpi_layout *l, struct dpi_acc *acc,
	    const struct dp_datum *d, size_t *held)
{
	if (d->kind == DP_DATUM_MISSING) {
		acc->n_missing++;
		return;
	}
	for (size_t i = 0; i < l->n; i++)
		if (l->state_at[i])
			l->stat[i]->add(part(acc, l->state_at[i]), d, held);
	if (d->kind == DP_DATUM_OTHER) {
		acc->n_other++;
		return;
	}
	acc->n_used++;
	if (l->moments_at)
		dpi_moments_add(part(acc, l->moments_at), &d->number, held);
	if (l->range_at)
		add_range(part(acc, l->range_at), &d->number, &d->number);
	if (l->values_at)
		dpi_values_add(part(acc, l->values_at), &d->number, held);
}

void
dpi_acc_merge_sums(const struct dpi_layout *l, struct dpi_acc *to,
		   const struct dpi_acc *from, size_t *held)
{
	to->n_used += from->n_used;
	to->n_missing += from->n_missing;
	to->n_other += from->n_other;
	if (l->moments_at)
		dpi_moments_merge(part(to, l->moments_at),
				  part(from, l->moments_at), held);
	if (l->range_at) {
		const struct range *r = part(from, l->range_at);

		if (r->any)
			add_range(part(to, l->range_at), &r->min, &r->max);
	}
}

void
dpi_acc_merge_rest(const struct dpi_layout *l, struct dpi_acc *to,
		   struct dpi_acc *from, size_t *held)
{
	if (l->values_at)
		dpi_values_merge(part(to, l->values_at),
				 part(from, l->values_at), held);
	for (size_t i = 0; i < l->n; i++)
		if (l->state_at[i])
			l->stat[i]->merge(part(to, l->state_at[i]),
					  part(from, l->state_at[i]), held);
}

void
dpi_acc_done(const struct dpi_layout *l, struct dpi_acc *acc)
{
	if (l->moments_at)
		dpi_moments_done(part(acc, l->moments_at));
	if (l->values_at)
		dpi_values_done(part(acc, l->values_at));
	for (size_t i = 0; i < l->n; i++)
		if (l->state_at[i] && l->stat[i]->done)
			l->stat[i]->done(part(acc, l->state_at[i]));
}

void
dpi_acc_sort(const struct dpi_layout *l, struct dpi_acc *acc)
{
	if (l->values_at)
		dpi_values_sort(part(acc, l->values_at));
}

void
dpi_acc_in(const struct dpi_layout *l, const struct dpi_acc *acc,
	   struct dp_stat_in *in)
{
	memset(in, 0, sizeof(*in));
	in->column = true;
	in->n_used = acc->n_used;
	in->n_missing = acc->n_missing;
	in->n_other = acc->n_other;
	if (l->moments_at)
		in->moments = part(acc, l->moments_at);
	if (l->values_at)
		in->values = part(acc, l->values_at);
	if (l->range_at) {
		const struct range *r = part(acc, l->range_at);

		in->min = r->any ? &r->min : NULL;
		in->max = r->any ? &r->max : NULL;
	}
}

const void *
dpi_acc_state(const struct dpi_layout *l, const struct dpi_acc *acc,
	      const struct dp_stat_class *stat)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->stat[i] == stat && l->state_at[i])
			return part(acc, l->state_at[i]);
	return NULL;
}

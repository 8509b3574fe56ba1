/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often each text comes, exactly: memory grows with different texts. */
#include "stat/counter.h"

#include <stdlib.h>

void
dpi_counter_add(struct dpi_counter *c, dp_str text, uint64_t n, size_t *held)
{
	size_t i = dpi_strtab_number(&c->map, text, held);

	if (i >= c->cap) {
		size_t was = c->cap;

		dp_grow(&c->n, &c->cap, i, sizeof(*c->n));
		memset(c->n + was, 0, (c->cap - was) * sizeof(*c->n));
		*held += (c->cap - was) * sizeof(*c->n);
	}
	c->n[i] += n;
}

void
dpi_counter_merge(struct dpi_counter *to, const struct dpi_counter *from,
		  size_t *held)
{
	for (size_t i = 0; i < from->map.n; i++)
		dpi_counter_add(to, from->map.text[i], from->n[i], held);
}

void
dpi_counter_done(struct dpi_counter *c)
{
	dpi_strtab_done(&c->map);
	free(c->n);
	memset(c, 0, sizeof(*c));
}

static int
by_frequency(const void *a, const void *b)
{
	const struct dp_frequent *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return dp_str_cmp(x->value, y->value);
}

struct dp_frequent *
dpi_counter_top(const struct dpi_counter *c, size_t top, struct dp_arena *a,
		size_t *n)
{
	struct dp_frequent *f;

	f = dp_realloc_array(NULL, c->map.n + 1, sizeof(*f));
	for (size_t i = 0; i < c->map.n; i++) {
		f[i].value = c->map.text[i];
		f[i].n = c->n[i];
	}
	qsort(f, c->map.n, sizeof(*f), by_frequency);
	*n = top && top < c->map.n ? top : c->map.n;
	for (size_t i = 0; i < *n; i++)
		f[i].value = dp_keep(a, f[i].value);
	return f;
}

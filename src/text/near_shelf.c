/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts in the order of their lengths and summaries: what cannot be near is
 * passed over by an AND and a count of bits. What else is known of a text is
 * not here.
 */
#include "text/near_inner.h"

#include <stdlib.h>

/* ---- counting bits ---------------------------------------------------- */

#define SCAN_BODY(count) \
	do { \
		size_t found = 0; \
		for (size_t e = 0; e < n; e++) { \
			out[found] = (uint32_t)e; \
			found += (unsigned)count(a & ~summary[e]) <= lacks; \
		} \
		return found; \
	} while (0)

static size_t
scan(const uint64_t *summary, size_t n, uint64_t a, unsigned lacks,
     uint32_t *out)
{
	SCAN_BODY(dpi_count_bits);
}

#if defined(__x86_64__)
__attribute__((target("popcnt"))) static size_t
scan_popcnt(const uint64_t *summary, size_t n, uint64_t a, unsigned lacks,
	    uint32_t *out)
{
	SCAN_BODY(__builtin_popcountll);
}
#endif

static dpi_scan *
choose_scan(void)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("popcnt"))
		return scan_popcnt;
#endif
	return scan;
}

/* ---- the shelf -------------------------------------------------------- */

static int
by_length(const void *a, const void *b)
{
	const struct dpi_shelved *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	if (x->bits != y->bits)
		return x->bits < y->bits ? -1 : 1;
	return x->text < y->text ? -1 : x->text > y->text;
}

static void
start_run(struct dpi_shelf *s, size_t *cap, const struct dpi_shelved *first,
	  uint32_t at)
{
	dp_grow(&s->run, cap, s->n_runs, sizeof *s->run);
	s->run[s->n_runs++] = (struct dpi_run){ .kind = first->kind,
						.start = at,
						.end = at,
						.n = first->n,
						.bits = first->bits };
}

void
dpi_shelf_fill(struct dpi_shelf *s, struct dpi_shelved *order, size_t n,
	       const uint64_t *summary)
{
	size_t cap = 0;

	s->summary = dp_realloc_array(NULL, n + 1, sizeof *s->summary);
	s->text = dp_realloc_array(NULL, n + 1, sizeof *s->text);
	s->place = dp_realloc_array(NULL, n + 1, sizeof *s->place);
	s->run_of = dp_realloc_array(NULL, n + 1, sizeof *s->run_of);
	s->passed = dp_realloc_array(NULL, n + 1, sizeof *s->passed);
	qsort(order, n, sizeof *order, by_length);
	for (uint32_t at = 0; at < n; at++) {
		const struct dpi_shelved *o = &order[at];

		if (at == 0 || o->kind != o[-1].kind || o->n != o[-1].n ||
		    o->bits != o[-1].bits)
			start_run(s, &cap, o, at);
		s->run[s->n_runs - 1].end++;
		s->run_of[o->text] = (uint32_t)(s->n_runs - 1);
		s->place[o->text] = at;
		s->text[at] = o->text;
		s->summary[at] = summary[o->text];
	}
	s->scan = choose_scan();
}

size_t
dpi_shelf_first(const struct dpi_shelf *s, uint64_t kind, size_t n)
{
	size_t low = 0, high = s->n_runs;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->run[middle].kind < kind ||
		    (s->run[middle].kind == kind && s->run[middle].n < n))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t
dpi_shelf_drop(struct dpi_shelf *s, uint32_t i)
{
	struct dpi_run *run = &s->run[s->run_of[i]];
	uint32_t at = s->place[i], last = --run->end;
	uint64_t summary = s->summary[at];

	s->summary[at] = s->summary[last];
	s->summary[last] = summary;
	s->text[at] = s->text[last];
	s->place[s->text[at]] = at;
	s->text[last] = i;
	s->place[i] = last;
	return last;
}

size_t
dpi_shelf_pass(const struct dpi_shelf *s, const struct dpi_run *run, uint64_t a,
	       size_t lacks, size_t more)
{
	size_t bits = dpi_count_bits(a);

	/* a run's texts have as many bits: what one lacks, it has in others */
	if (more + bits < run->bits || lacks + run->bits < bits)
		return 0;
	if (lacks > more + bits - run->bits)
		lacks = more + bits - run->bits;
	return s->scan(s->summary + run->start, run->end - run->start, a,
		       (unsigned)(lacks < 64 ? lacks : 64), s->passed);
}

void
dpi_shelf_done(struct dpi_shelf *s)
{
	free(s->summary);
	free(s->text);
	free(s->place);
	free(s->run_of);
	free(s->run);
	free(s->passed);
}

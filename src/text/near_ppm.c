/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Near by prediction by partial matching. No bound on that distance is cheap,
 * so only texts are compared that have few pairs of neighbouring characters of
 * their own, as far as a hash of 256 bits can tell. Of all pairs of 3,000
 * texts, from misspelt words to sentences from one template, more is allowed
 * than any within the radius had. tests/unit/test_text_ppm.c compares all.
 */
#include "text/near_inner.h"
#include "text/ppm.h"

#include <math.h>
#include <stdlib.h>

/*
 * How many bits two texts with cards of M and N bits must share, when they are
 * not to have more of their own than is allowed.
 */
static size_t
asked(double radius, unsigned m, unsigned n)
{
	double own = 3 + radius + (0.05 + 0.15 * radius) * (m + n);
	double shared = (m + n - own) / 2;

	return shared > 0 ? (size_t)ceil(shared) : 0;
}

struct dpi_near_ppm {
	struct dpi_ppm *pattern, *other;
	uint64_t *alone, *twice; /* by text: its length, and behind itself */
};

static bool
is_too_long(const struct dpi_near *x, uint32_t i)
{
	return x->text[i].n > DP_PPM_MAX_BYTES;
}

/* Notes the pairs of neighbours of text I. */
static void
set_pairs(struct dpi_near *x, uint32_t i)
{
	uint64_t *pairs = x->card[i].pairs;

	for (size_t k = x->from[i]; k + 1 < x->from[i + 1]; k++) {
		uint64_t pair = (uint64_t)x->chars[k] << 32 | x->chars[k + 1];
		uint64_t h = pair * UINT64_C(0x9e3779b97f4a7c15) >> 56;

		pairs[h / 64] |= UINT64_C(1) << h % 64;
	}
}

void
dpi_near_pair(struct dpi_near *x)
{
	struct dpi_near_ppm *p = dp_alloc0(sizeof *p);

	x->ppm = p;
	p->pattern = dpi_ppm_new();
	p->other = dpi_ppm_new();
	p->alone = dp_alloc0((x->n + 1) * sizeof *p->alone);
	p->twice = dp_alloc0((x->n + 1) * sizeof *p->twice);
	x->card = dp_alloc0((x->n + 1) * sizeof *x->card);
	x->summary = dp_alloc0((x->n + 1) * sizeof *x->summary);
	for (uint32_t i = 0; i < x->n; i++) {
		if (is_too_long(x, i))
			continue;
		set_pairs(x, i);
		p->alone[i] = dpi_ppm_read(p->other, x->text[i]);
		p->twice[i] = p->alone[i] +
			      dpi_ppm_behind(p->other, x->text[i], UINT64_MAX);
	}
}

void
dpi_near_unpair(struct dpi_near *x)
{
	if (!x->ppm)
		return;
	dpi_ppm_free(x->ppm->pattern);
	dpi_ppm_free(x->ppm->other);
	free(x->ppm->alone);
	free(x->ppm->twice);
	free(x->ppm);
}

/* Compares text I, which the pattern has read, with K. */
static void
compare(struct dpi_near *x, uint32_t i, uint32_t k)
{
	struct dpi_near_ppm *p = x->ppm;
	uint64_t alone = p->twice[i] + p->twice[k];
	uint64_t apart = p->alone[i] + p->alone[k], behind, most;
	double distance;

	x->n_compared++;
	/* one part more than is allowed, so that rounding takes nobody away */
	most = (uint64_t)((10 + x->apart) * (double)alone / 10) + 1;
	if (apart > most)
		return;
	behind = dpi_ppm_behind(p->pattern, x->text[k], most - apart);
	apart += behind;
	if (apart > most)
		return;
	(void)dpi_ppm_read(p->other, x->text[k]);
	apart += dpi_ppm_behind(p->other, x->text[i], most - apart);
	distance = dpi_ppm_distance_of(apart, alone);
	if (distance <= x->apart + 1e-9)
		dpi_near_hit(x, k, distance);
}

void
dpi_near_predicted(struct dpi_near *x, uint32_t i)
{
	const struct dpi_shelf *s = &x->shelf;
	const union dpi_card *card = dpi_card_of(x, i);
	uint32_t bits = s->run[s->run_of[i]].bits;
	uint64_t kind = dpi_kind_of(x, i);

	if (is_too_long(x, i))
		return;
	(void)dpi_ppm_read(x->ppm->pattern, x->text[i]);
	for (size_t r = dpi_shelf_first(s, kind, 0);
	     dpi_shelf_holds(s, r, kind); r++) {
		const struct dpi_run *run = &s->run[r];
		size_t n, least = asked(x->apart, bits, run->bits);

		if (least > bits || least > run->bits)
			continue;
		n = dpi_near_pass_pairs(x, run, card, least);
		x->n_looked += run->end - run->start;
		for (size_t e = 0; e < n; e++) {
			uint32_t k = s->text[run->start + s->passed[e]];

			if (k != i && !is_too_long(x, k))
				compare(x, i, k);
		}
	}
}

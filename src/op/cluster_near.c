/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Groups of near keys. One key is the centre of each, and all others are
 * within the radius of it: chains (Ain, Aisne, Aisey) join nothing.
 */
#include "op/cluster.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "table/job.h"
#include "text/key.h"
#include "text/near.h"
#include "text/spelling.h"

#define NO_GROUP UINT32_MAX

/* Why one key is asked before another. */
struct candidate {
	/* the greater the earlier */
	uint64_t major, minor, usual, spelling;
	dp_str text;
	uint32_t key;
};

struct joining {
	struct dpi_clusters *g;
	const struct dpi_grouping *how;
	struct dpi_near *near;
	uint32_t *centre; /* of each key, or NO_GROUP */
	double *distance; /* to it, for references */
};

static int
by_rank(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->major != y->major)
		return x->major > y->major ? -1 : 1;
	if (x->minor != y->minor)
		return x->minor > y->minor ? -1 : 1;
	if (x->usual != y->usual)
		return x->usual > y->usual ? -1 : 1;
	if (x->spelling != y->spelling)
		return x->spelling > y->spelling ? -1 : 1;
	return dp_str_cmp(x->text, y->text);
}

/*
 * In how many keys the rarest word of each key is: of two that are as frequent,
 * "restaurant" is right and "restauranh" is not.
 */
static void
count_words(const struct dpi_clusters *g, struct candidate *list)
{
	struct dpi_strtab words = { 0 };
	uint64_t *n = NULL;
	size_t cap = 0;
	dp_str word;

	for (int counted = 0; counted < 2; counted++)
		for (size_t k = 0; k < g->keys.n; k++) {
			struct dp_words w = { .rest = g->keys.text[k] };

			list[k].usual = UINT64_MAX;
			while (dp_words_next(&w, &word)) {
				bool added;
				uint32_t i = dpi_strtab_add(&words, word,
							    &added);

				if (added) {
					dp_grow(&n, &cap, i, sizeof *n);
					n[i] = 0;
				}
				if (!n)
					continue;
				n[i] += !counted;
				if (list[k].usual > n[i])
					list[k].usual = n[i];
			}
		}
	dpi_strtab_done(&words);
	free(n);
}

/* The keys in the order in which they become centres; to be freed. */
static struct candidate *
rank_keys(const struct dpi_clusters *g, enum dpi_pick pick)
{
	size_t n = g->keys.n;
	struct candidate *list = dp_alloc0((n + 1) * sizeof *list);

	count_words(g, list);
	for (uint32_t i = 0; i < g->values.n; i++)
		if (g->group[i] != NO_GROUP)
			list[g->group[i]].minor += g->count[i];
	for (uint32_t k = 0; k < n; k++) {
		struct candidate *c = &list[k];

		c->key = k;
		c->text = g->values.text[g->best[k]];
		/* the first came first: spelling has no say */
		if (pick == DPI_PICK_FIRST) {
			c->major = UINT32_MAX - k;
			continue;
		}
		c->spelling = dpi_spelling_rank(c->text);
		if (pick == DPI_PICK_LONGEST)
			c->major = dp_utf8_chars(c->text);
	}
	qsort(list, n, sizeof *list, by_rank);
	return list;
}

/* Do A and B have N characters in a row in common? */
static bool
share_block(dp_str a, dp_str b, unsigned n)
{
	size_t end = 0, i = 0;
	unsigned chars = 0;

	while (end < a.n) {
		uint32_t c;
		unsigned len = dp_utf8_decode(a.p + end, a.n - end, &c);

		end += len ? len : 1;
		if (++chars < n)
			continue;
		if (dp_str_search(b, (dp_str){ a.p + i, end - i }) >= 0)
			return true;
		len = dp_utf8_decode(a.p + i, a.n - i, &c);
		i += len ? len : 1;
	}
	return false;
}

static bool
is_blocked(const struct joining *j, uint32_t a, uint32_t b)
{
	const dp_str *text = j->g->keys.text;

	return j->how->block && !share_block(text[a], text[b], j->how->block);
}

/* Key K takes those that are near it and have no centre yet. */
static void
take_near(struct joining *j, uint32_t k)
{
	const struct dpi_hit *hit;
	size_t n;

	j->centre[k] = k;
	dpi_near_drop(j->near, k);
	n = dpi_near_find(j->near, k, &hit);
	for (size_t i = 0; i < n; i++)
		if (!is_blocked(j, k, hit[i].i)) {
			j->centre[hit[i].i] = k;
			dpi_near_drop(j->near, hit[i].i);
		}
}

/* Key K, of the reference, takes those that are nearer to it than to others. */
static void
offer_reference(struct joining *j, uint32_t k)
{
	const struct dpi_clusters *g = j->g;
	const struct dpi_hit *hit;
	size_t n = dpi_near_find(j->near, k, &hit);

	j->centre[k] = k;
	for (size_t i = 0; i < n; i++) {
		uint32_t o = hit[i].i;

		if (g->reference[g->best[o]] || is_blocked(j, k, o) ||
		    (j->centre[o] != NO_GROUP &&
		     j->distance[o] <= hit[i].distance))
			continue;
		j->centre[o] = k;
		j->distance[o] = hit[i].distance;
	}
}

/* ---- how long it takes ------------------------------------------------ */

#define SAMPLE 64u
#define SAMPLE_SECONDS 0.5

/* Keys that are asked for those near them, if nobody takes any away. */
static bool
is_asked(const struct joining *j, uint32_t k)
{
	return j->how->pick != DPI_PICK_REFERENCE ||
	       j->g->reference[j->g->best[k]];
}

/*
 * The share of its time that key K, which has the N near keys at HIT, is
 * expected to take: one of a group is asked about and takes the others away,
 * so that on average half of them all are left. References take nothing away.
 */
static double
share_of(const struct joining *j, uint32_t k, const struct dpi_hit *hit,
	 size_t n)
{
	size_t group = 1;

	if (j->how->pick == DPI_PICK_REFERENCE)
		return 1;
	for (size_t i = 0; i < n; i++)
		group += !is_blocked(j, k, hit[i].i);
	return 0.5 / (double)group;
}

/* How many seconds the keys in ORDER take, by some of them. */
static double
foretell(struct joining *j, const struct candidate *order)
{
	size_t n = j->g->keys.n, n_asked = 0, n_tried = 0;
	double start = dpi_seconds(), before = start, took = 0;

	for (size_t i = 0; i < n; i++)
		n_asked += is_asked(j, order[i].key);
	for (size_t i = n / SAMPLE / 2;
	     i < n && before - start < SAMPLE_SECONDS; i += n / SAMPLE + 1) {
		const struct dpi_hit *hit;
		uint32_t k = order[i].key;
		size_t n_hits;
		double after;

		if (!is_asked(j, k))
			continue;
		n_hits = dpi_near_find(j->near, k, &hit);
		after = dpi_seconds();
		took += (after - before) * share_of(j, k, hit, n_hits);
		before = after;
		n_tried++;
	}
	return n_tried ? took * (double)n_asked / (double)n_tried : 0;
}

/* Appends SECONDS as people say them. */
static void
add_time(double seconds, struct dp_buf *out)
{
	unsigned n = seconds < 1e9 ? (unsigned)(seconds + 0.5) : 1000000000u;

	if (n < 90)
		dp_buf_format(out, P_("%u second", "%u seconds", n), n);
	else if (n < 90 * 60)
		dp_buf_format(out, P_("%u minute", "%u minutes", (n + 30) / 60),
			      (n + 30) / 60);
	else
		dp_buf_format(out, P_("%u hour", "%u hours", (n + 1800) / 3600),
			      (n + 1800) / 3600);
}

/* Tells who watches, where the keys in ORDER will take long. */
static void
warn(struct joining *j, const struct candidate *order)
{
	const struct dp_work_watch *w = j->how->watch;
	struct dp_buf number = { 0 }, time = { 0 }, sentence = { 0 };
	char digits[24];
	double seconds = w && w->say ? foretell(j, order) : 0;

	if (!w || !w->say || seconds < w->patience_seconds)
		return;
	(void)snprintf(digits, sizeof digits, "%zu", j->g->keys.n);
	dp_number_show(dp_str_c(digits), &number);
	add_time(seconds, &time);
	dp_buf_format(&sentence,
		      _("comparing the %.*s different values of %.*s will take "
			"about %.*s. A smaller radius= takes less; "
			"method=fingerprint-fr, or levenshtein with its usual "
			"radius, takes seconds."),
		      DP_FMT(number), DP_FMT(j->how->column), DP_FMT(time));
	w->say(w->self, dp_buf_view(&sentence));
	dp_buf_done(&number);
	dp_buf_done(&time);
	dp_buf_done(&sentence);
}

/* Does nobody want it to stop, with the first I of N keys done? */
static bool
goes_on(const struct joining *j, size_t i, size_t n)
{
	const struct dp_work_watch *w = j->how->watch;
	double left = 1 - (double)i / (double)n;

	if (dp_cancelled())
		return false;
	/* each key is compared with those that are left */
	return !w || w->look(w->self, j->how->pick == DPI_PICK_REFERENCE ?
					      1 - left :
					      1 - left * left);
}

static int
choose_centres(struct joining *j, struct dp_err *err)
{
	const struct dpi_clusters *g = j->g;
	enum dpi_pick pick = j->how->pick;
	bool referred = pick == DPI_PICK_REFERENCE;
	struct candidate *order = rank_keys(g,
					    referred ? DPI_PICK_FIRST : pick);
	int status = 0;

	warn(j, order);
	for (size_t i = 0; i < g->keys.n && status == 0; i++) {
		uint32_t k = order[i].key;

		if (!goes_on(j, i, g->keys.n))
			status = dp_fail(err, DP_ECANCEL, _("stopped."));
		else if (!referred && j->centre[k] == NO_GROUP)
			take_near(j, k);
		else if (referred && is_asked(j, k))
			offer_reference(j, k);
	}
	free(order);
	return status;
}

static enum dpi_near_how
near_how(enum dpi_method method)
{
	switch (method) {
	case DPI_BY_DAMERAU:
		return DPI_NEAR_DAMERAU;
	case DPI_BY_JARO:
		return DPI_NEAR_JARO;
	case DPI_BY_PPM:
		return DPI_NEAR_PPM;
	default:
		return DPI_NEAR_LEVENSHTEIN;
	}
}

uint64_t
dpi_clusters_near_bytes(size_t n, uint64_t n_bytes,
			const struct dpi_grouping *how)
{
	const struct joining *j = NULL;

	return dpi_near_bytes(n, n_bytes, near_how(how->method), how->radius) +
	       n * (sizeof(struct candidate) + sizeof *j->centre +
		    sizeof *j->distance + sizeof(uint64_t));
}

int
dpi_clusters_near(struct dpi_clusters *g, const struct dpi_grouping *how,
		  struct dp_err *err)
{
	struct joining j = { .g = g, .how = how };
	size_t n = g->keys.n;
	uint64_t *numbers = NULL; /* of each key */
	int status;

	j.centre = dp_alloc((n + 1) * sizeof *j.centre);
	j.distance = dp_alloc0((n + 1) * sizeof *j.distance);
	for (size_t k = 0; k < n; k++)
		j.centre[k] = NO_GROUP;
	if (!how->any_numbers) {
		numbers = dp_alloc((n + 1) * sizeof *numbers);
		for (size_t k = 0; k < n; k++)
			numbers[k] = dpi_key_numbers(g->keys.text[k]);
	}
	j.near = dpi_near_new(g->keys.text, numbers, n, near_how(how->method),
			      how->radius);
	status = choose_centres(&j, err);
	for (size_t i = 0; i < g->values.n; i++)
		if (g->group[i] != NO_GROUP)
			g->group[i] = j.centre[g->group[i]];
	dpi_near_free(j.near);
	free(j.centre);
	free(j.distance);
	free(numbers);
	return status;
}

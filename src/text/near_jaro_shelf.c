/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts on a shelf in the order of their lengths and summaries. A summary has a
 * bit for a character and how often it came before; which of these have bits is
 * chosen by these very texts, so that a start which all of them have takes
 * none.
 */
#include "text/near_jaro_inner.h"

#include <stdlib.h>

/* ---- summaries -------------------------------------------------------- */

#define TIMES_MAX 256u /* a character so often and oftener is one thing */

/* What becomes of the characters of texts. */
struct features {
	size_t *start;   /* by character: its first feature; and an end */
	uint32_t *count; /* by character, 0 between texts */
	uint64_t *bit;   /* by feature */
};

static void
forget_counts(const struct dpi_jaro *x, struct features *f, uint32_t i)
{
	for (size_t k = x->from[i]; k < x->from[i + 1]; k++)
		f->count[x->chars[k]] = 0;
}

/* As many features for each character as a text has of it at most. */
static void
number_features(const struct dpi_jaro *x, struct features *f)
{
	size_t n = x->n_numbers, sum = 0;

	f->start = dp_alloc0((n + 1) * sizeof *f->start);
	f->count = dp_alloc0((n + 1) * sizeof *f->count);
	for (uint32_t i = 0; i < x->n; i++) {
		for (size_t k = x->from[i]; k < x->from[i + 1]; k++) {
			uint32_t c = x->chars[k];

			if (f->start[c] < ++f->count[c] &&
			    f->count[c] <= TIMES_MAX)
				f->start[c] = f->count[c];
		}
		forget_counts(x, f, i);
	}
	for (size_t c = 0; c <= n; c++) {
		size_t own = f->start[c];

		f->start[c] = sum;
		sum += own;
	}
}

/* The next feature of a text: its next character is number C. */
static size_t
next_feature(struct features *f, uint32_t c)
{
	size_t at = f->start[c] + f->count[c]++;

	return at < f->start[c + 1] ? at : f->start[c + 1] - 1;
}

/* A bit for each feature. */
static void
choose_bits(const struct dpi_jaro *x, struct features *f)
{
	size_t n = f->start[x->n_numbers];
	uint32_t *n_texts = dp_alloc0((n + 1) * sizeof *n_texts);

	for (uint32_t i = 0; i < x->n; i++) {
		for (size_t k = x->from[i]; k < x->from[i + 1]; k++)
			n_texts[next_feature(f, x->chars[k])]++;
		forget_counts(x, f, i);
	}
	f->bit = dpi_share_bits(n_texts, n, x->n);
	free(n_texts);
}

/* ---- the shelf -------------------------------------------------------- */

/* A text, and where it goes. */
struct shelved {
	uint64_t kind, summary;
	uint32_t n, bits, text;
};

static int
by_length(const void *a, const void *b)
{
	const struct shelved *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	if (x->bits != y->bits)
		return x->bits < y->bits ? -1 : 1;
	return x->text < y->text ? -1 : x->text > y->text;
}

/* All texts in the order of the shelf; to be freed. */
static struct shelved *
order_texts(const struct dpi_jaro *x)
{
	struct shelved *order = dp_alloc0((x->n + 1) * sizeof *order);
	struct features f;

	number_features(x, &f);
	choose_bits(x, &f);
	for (uint32_t i = 0; i < x->n; i++) {
		struct shelved *o = &order[i];

		for (size_t k = x->from[i]; k < x->from[i + 1]; k++)
			o->summary |= f.bit[next_feature(&f, x->chars[k])];
		forget_counts(x, &f, i);
		o->kind = dpi_jaro_kind(x, i);
		o->n = (uint32_t)dpi_jaro_chars(x, i);
		o->bits = dpi_count_bits(o->summary);
		o->text = i;
	}
	free(f.start);
	free(f.count);
	free(f.bit);
	qsort(order, x->n, sizeof *order, by_length);
	return order;
}

/* The first characters of text I; what is beyond its end is no character. */
static uint64_t
head_of(const struct dpi_jaro *x, uint32_t i)
{
	uint64_t head = 0;

	for (unsigned k = 0; k < DPI_JARO_PREFIX && k < dpi_jaro_chars(x, i);
	     k++) {
		uint64_t c = x->chars[x->from[i] + k] + UINT64_C(1);

		head |= (c < 0xffff ? c : 0xffff) << 16 * k;
	}
	return head;
}

static void
start_run(struct dpi_jaro *x, size_t *cap, const struct shelved *first,
	  uint32_t at)
{
	dp_grow(&x->run, cap, x->n_runs, sizeof *x->run);
	x->run[x->n_runs++] = (struct dpi_run){ .kind = first->kind,
						.start = at,
						.end = at,
						.n = first->n,
						.bits = first->bits };
}

/* Writes the letters of text I to AT and returns where they end. */
static size_t
spell(struct dpi_jaro *x, uint32_t i, size_t at)
{
	for (size_t k = x->from[i]; k < x->from[i + 1]; k++)
		x->letters[at++] =
			(unsigned char)(x->chars[k] % DPI_JARO_LETTERS);
	return at;
}

static void
make_room(struct dpi_jaro *x)
{
	size_t n = x->n + 1, behind = x->longest + DPI_LANE_BYTES;
	size_t n_letters = x->from[x->n] + behind;

	x->letters = dp_realloc_array(NULL, n_letters, sizeof *x->letters);
	x->spelt = dp_realloc_array(NULL, n, sizeof *x->spelt);
	/* what is read behind the end, as a lane is, or beside a longer one */
	memset(x->letters + x->from[x->n], 0, behind);

	x->summary = dp_realloc_array(NULL, n, sizeof *x->summary);
	x->head = dp_realloc_array(NULL, n, sizeof *x->head);
	x->bag = dp_alloc0(n * sizeof *x->bag);
	x->on_shelf = dp_realloc_array(NULL, n, sizeof *x->on_shelf);
	x->place = dp_realloc_array(NULL, n, sizeof *x->place);
	x->run_of = dp_realloc_array(NULL, n, sizeof *x->run_of);
	x->passed = dp_realloc_array(NULL, n, sizeof *x->passed);
}

void
dpi_jaro_shelve(struct dpi_jaro *x)
{
	struct shelved *order = order_texts(x);
	size_t cap = 0, end = 0;

	make_room(x);
	for (uint32_t at = 0; at < x->n; at++) {
		const struct shelved *o = &order[at];

		if (at == 0 || o->kind != o[-1].kind || o->n != o[-1].n ||
		    o->bits != o[-1].bits)
			start_run(x, &cap, o, at);
		x->run[x->n_runs - 1].end++;
		x->run_of[o->text] = (uint32_t)(x->n_runs - 1);
		x->place[o->text] = at;
		x->on_shelf[at] = o->text;
		x->summary[at] = o->summary;
		x->head[at] = head_of(x, o->text);
		dpi_fill_bag(x->bag[at].n, x->chars + x->from[o->text], o->n);
		x->spelt[at] = end;
		end = spell(x, o->text, end);
	}
	free(order);
	x->scan = dpi_choose_scan();
}

void
dpi_jaro_unshelve(struct dpi_jaro *x)
{
	free(x->letters);
	free(x->spelt);
	free(x->summary);
	free(x->head);
	free(x->bag);
	free(x->on_shelf);
	free(x->place);
	free(x->run_of);
	free(x->run);
	free(x->passed);
}

static void
swap_numbers(uint64_t *a, uint64_t *b)
{
	uint64_t c = *a;

	*a = *b;
	*b = c;
}

void
dpi_jaro_drop(struct dpi_jaro *x, uint32_t i)
{
	struct dpi_run *run = &x->run[x->run_of[i]];
	uint32_t at = x->place[i], last;
	struct dpi_jaro_bag bag = x->bag[at];
	size_t spelt = x->spelt[at];

	if (x->dropped[i])
		return;
	x->dropped[i] = true;
	/* the last of its run takes its place, and gives it its own */
	last = --run->end;
	swap_numbers(&x->summary[at], &x->summary[last]);
	swap_numbers(&x->head[at], &x->head[last]);
	x->bag[at] = x->bag[last];
	x->bag[last] = bag;
	x->spelt[at] = x->spelt[last];
	x->spelt[last] = spelt;
	x->on_shelf[at] = x->on_shelf[last];
	x->place[x->on_shelf[at]] = at;
	x->on_shelf[last] = i;
	x->place[i] = last;
}

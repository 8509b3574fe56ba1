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

/* Puts all texts on the shelf. */
static void
shelve(struct dpi_jaro *x)
{
	struct dpi_shelved *order = dp_alloc((x->n + 1) * sizeof *order);
	uint64_t *summary = dp_alloc0((x->n + 1) * sizeof *summary);
	struct features f;

	number_features(x, &f);
	choose_bits(x, &f);
	for (uint32_t i = 0; i < x->n; i++) {
		for (size_t k = x->from[i]; k < x->from[i + 1]; k++)
			summary[i] |= f.bit[next_feature(&f, x->chars[k])];
		forget_counts(x, &f, i);
		order[i] = (struct dpi_shelved){
			.kind = dpi_jaro_kind(x, i),
			.n = (uint32_t)dpi_jaro_chars(x, i),
			.bits = dpi_count_bits(summary[i]),
			.text = i,
		};
	}
	free(f.start);
	free(f.count);
	free(f.bit);
	dpi_shelf_fill(&x->shelf, order, x->n, summary);
	free(summary);
	free(order);
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

	x->head = dp_realloc_array(NULL, n, sizeof *x->head);
	x->bag = dp_alloc0(n * sizeof *x->bag);
}

void
dpi_jaro_shelve(struct dpi_jaro *x)
{
	size_t end = 0;

	shelve(x);
	make_room(x);
	for (uint32_t at = 0; at < x->n; at++) {
		uint32_t i = x->shelf.text[at];

		x->head[at] = head_of(x, i);
		dpi_fill_bag(x->bag[at].n, x->chars + x->from[i],
			     dpi_jaro_chars(x, i));
		x->spelt[at] = end;
		end = spell(x, i, end);
	}
}

void
dpi_jaro_unshelve(struct dpi_jaro *x)
{
	dpi_shelf_done(&x->shelf);
	free(x->letters);
	free(x->spelt);
	free(x->head);
	free(x->bag);
}

void
dpi_jaro_drop(struct dpi_jaro *x, uint32_t i)
{
	uint32_t at = x->shelf.place[i], last;
	struct dpi_jaro_bag bag = x->bag[at];
	size_t spelt = x->spelt[at];
	uint64_t head = x->head[at];

	if (x->dropped[i])
		return;
	x->dropped[i] = true;
	last = dpi_shelf_drop(&x->shelf, i);
	x->head[at] = x->head[last];
	x->head[last] = head;
	x->bag[at] = x->bag[last];
	x->bag[last] = bag;
	x->spelt[at] = x->spelt[last];
	x->spelt[last] = spelt;
}

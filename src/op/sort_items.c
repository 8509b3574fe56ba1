/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting items: radix sort by 8 bytes of a key at a time, so that what is
 * compared stands in the items and not far away in memory; few items by
 * comparing them. Sorting strings by cached pieces of them: J. Bentley and
 * R. Sedgewick, Fast Algorithms for Sorting and Searching Strings, 1997.
 */
#include "op/sort.h"

#define FEW 32u
#define HEAD_BYTES 8u
#define DIGITS 256u

struct sort {
	const struct dpi_order *order;
	struct dpi_sort_item *spare;
};

/* What the items at hand are compared by; they are equal up to there. */
struct place {
	size_t key, at; /* byte of the text */
	enum { BY_CLASS, BY_VALUE, BY_RAW } what;
};

static void sort_from(const struct sort *x, struct dpi_sort_item *item,
		      size_t n, struct place here);

static void
insertion(const struct sort *x, struct dpi_sort_item *item, size_t n,
	  size_t key)
{
	for (size_t i = 1; i < n; i++) {
		struct dpi_sort_item t = item[i];
		size_t k = i;

		for (;
		     k > 0 && dpi_sort_compare(x->order, key, item[k - 1].value,
					       t.value) > 0;
		     k--)
			item[k] = item[k - 1];
		item[k] = t;
	}
}

/* For texts with NUL bytes, which heads do not tell from shorter ones. */
static void
merge_sort(const struct sort *x, struct dpi_sort_item *item, size_t n,
	   size_t key)
{
	size_t half = n / 2, left = 0, right = half, at = 0;

	if (n <= FEW) {
		insertion(x, item, n, key);
		return;
	}
	merge_sort(x, item, half, key);
	merge_sort(x, item + half, n - half, key);
	memcpy(x->spare, item, half * sizeof *item);
	while (left < half && right < n)
		item[at++] = dpi_sort_compare(x->order, key,
					      x->spare[left].value,
					      item[right].value) <= 0 ?
				     x->spare[left++] :
				     item[right++];
	memcpy(item + at, x->spare + left, (half - left) * sizeof *item);
}

/* Sorts by heads, stable: one pass for each byte that is not one for all. */
static void
radix(const struct sort *x, struct dpi_sort_item *item, size_t n)
{
	uint32_t count[HEAD_BYTES][DIGITS] = { 0 };
	struct dpi_sort_item *from = item, *to = x->spare, *t;

	for (size_t i = 0; i < n; i++)
		for (unsigned d = 0; d < HEAD_BYTES; d++)
			count[d][item[i].head >> 8 * d & 0xff]++;
	for (unsigned d = 0; d < HEAD_BYTES; d++) {
		uint32_t at = 0;

		if (count[d][item[0].head >> 8 * d & 0xff] == n)
			continue;
		for (unsigned c = 0; c < DIGITS; c++) {
			uint32_t k = count[d][c];

			count[d][c] = at;
			at += k;
		}
		for (size_t i = 0; i < n; i++)
			to[count[d][from[i].head >> 8 * d & 0xff]++] = from[i];
		t = from;
		from = to;
		to = t;
	}
	if (from != item)
		memcpy(item, from, n * sizeof *item);
}

/* Puts numbers before texts before blanks, and sorts each. */
static void
sort_classes(const struct sort *x, struct dpi_sort_item *item, size_t n,
	     size_t key)
{
	size_t count[DPI_SORT_BLANK + 1] = { 0 }, at = 0;

	for (size_t i = 0; i < n; i++) {
		item[i].head = dpi_sort_class(x->order, key,
					      &item[i].value[key]);
		count[item[i].head]++;
	}
	if (count[item[0].head] < n)
		radix(x, item, n);
	for (size_t c = 0; c <= DPI_SORT_BLANK; at += count[c++])
		sort_from(x, item + at, count[c],
			  c == DPI_SORT_BLANK ?
				  (struct place){ key + 1, 0, BY_CLASS } :
				  (struct place){ key, 0, BY_VALUE });
}

/* The text of V that is compared, from where it is. */
static dp_str
text_at(const struct dpi_sort_value *v, struct place here)
{
	dp_str s = { v->folded, v->n_folded };

	if (here.what == BY_RAW)
		s = (dp_str){ v->raw, v->n_raw };
	return dp_str_from(s, here.at < s.n ? here.at : s.n);
}

static uint64_t
head(const struct sort *x, const struct dpi_sort_value *v, struct place here)
{
	uint64_t u;

	if (dpi_sort_class(x->order, here.key, v) == DPI_SORT_NUMBER)
		u = dpi_sort_number(v->number);
	else if (here.what == BY_RAW)
		u = dpi_sort_raw_bytes((dp_str){ v->raw, v->n_raw }, here.at);
	else
		u = dpi_sort_bytes(text_at(v, here));
	return x->order->descending[here.key] ? ~u : u;
}

static void
set_heads(const struct sort *x, struct dpi_sort_item *item, size_t n,
	  struct place here)
{
	const size_t ahead = DPI_SORT_AHEAD;

	for (size_t i = 0; i < n; i++) {
		if (i + 2 * ahead < n)
			dpi_sort_ask(&item[i + 2 * ahead].value[here.key], 1);
		if (i + ahead < n)
			dpi_sort_ask(text_at(&item[i + ahead].value[here.key],
					     here)
					     .p,
				     1);
		item[i].head = head(x, &item[i].value[here.key], here);
	}
}

/*
 * What items are compared by next that have the same heads HERE; false when
 * their texts have NUL bytes.
 */
static bool
go_on(const struct sort *x, const struct dpi_sort_item *item, size_t n,
      struct place *here)
{
	bool more = false, other = false, nul = false;

	if (dpi_sort_class(x->order, here->key, &item->value[here->key]) ==
	    DPI_SORT_TEXT)
		for (size_t i = 0; i < n; i++) {
			const struct dpi_sort_value *v =
				&item[i].value[here->key];

			more |= (here->what == BY_RAW ?
					 v->n_raw :
					 v->n_folded) > here->at + HEAD_BYTES;
			other |= v->raw != v->folded;
			nul |= v->has_nul;
		}
	if (nul)
		return false;
	if (more)
		here->at += HEAD_BYTES;
	else if (here->what == BY_VALUE && other)
		*here = (struct place){ here->key, 0, BY_RAW };
	else
		*here = (struct place){ here->key + 1, 0, BY_CLASS };
	return true;
}

static void
sort_from(const struct sort *x, struct dpi_sort_item *item, size_t n,
	  struct place here)
{
	size_t from, to;

	while (n > FEW) {
		if (here.key == x->order->n)
			return;
		if (here.what == BY_CLASS) {
			sort_classes(x, item, n, here.key);
			return;
		}
		set_heads(x, item, n, here);
		radix(x, item, n);
		if (item[0].head != item[n - 1].head)
			break;
		if (!go_on(x, item, n, &here)) {
			merge_sort(x, item, n, here.key);
			return;
		}
	}
	if (n <= FEW) {
		insertion(x, item, n, here.key);
		return;
	}
	for (from = 0; from < n; from = to) {
		struct place next = here;

		for (to = from + 1; to < n && item[to].head == item[from].head;)
			to++;
		if (to - from == 1)
			continue;
		if (go_on(x, item + from, to - from, &next))
			sort_from(x, item + from, to - from, next);
		else
			merge_sort(x, item + from, to - from, here.key);
	}
}

void
dpi_sort_items(const struct dpi_order *o, struct dpi_sort_item *item,
	       struct dpi_sort_item *spare, size_t n)
{
	struct sort x = { o, spare };

	sort_from(&x, item, n, (struct place){ 0, 0, BY_CLASS });
}

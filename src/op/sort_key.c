/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order of records: numbers by value, texts folded, empty cells last.
 * Where records are meanwhile is sort_run.c's.
 */
#include "op/sort.h"

#include "op/work.h"

enum kind { NUMBER, TEXT, BLANK };

#define HEAD_BYTES 8u

/* Prefixes of what is no number, behind all numbers and texts. */
#define BLANK_PREFIX UINT64_MAX
#define TEXT_PREFIX (UINT64_MAX - 1)
#define TOP_PREFIX (UINT64_MAX - 2)

bool
dpi_order_numeric(const struct dpi_order *o, size_t k)
{
	return o->numeric == DPI_NUMERIC_YES ||
	       (o->numeric == DPI_NUMERIC_AUTO && !o->has_text[k]);
}

/* True for a canonical number; a code with zeros in front is none. */
static bool
is_number(dp_str s, double *out)
{
	size_t i = s.p[0] == '-';

	if (i >= s.n || (unsigned char)s.p[i] - (unsigned)'0' > 9)
		return false;
	if (s.p[i] == '0' && i + 1 < s.n && s.p[i + 1] != '.')
		return false;
	return dp_number_double(s, out);
}

/* True when folding changes nothing: ASCII without capitals. */
static bool
is_folded(dp_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x80 || (c >= 'A' && c <= 'Z'))
			return false;
	}
	return true;
}

void
dpi_sort_read(struct dpi_order *o, const struct dp_batch *b, size_t r,
	      struct dpi_sort_value *value, struct dp_arena *a, uint64_t *bytes)
{
	for (size_t k = 0; k < o->n; k++) {
		dp_str cell = dp_cell_str(dp_batch_cell(b, r, o->slot[k]));
		struct dpi_sort_value *v = &value[k];
		struct dp_buf folded = { 0 };

		v->p = cell.p;
		v->n = (uint32_t)cell.n;
		v->number = 0;
		v->is_folded = true;
		if (dpi_is_blank(cell)) {
			v->kind = BLANK;
			continue;
		}
		if (o->numeric != DPI_NUMERIC_NO &&
		    is_number(cell, &v->number)) {
			v->kind = NUMBER;
			continue;
		}
		v->kind = TEXT;
		o->has_text[k] = true;
		v->is_folded = is_folded(cell);
		if (v->is_folded)
			continue;
		dp_fold(cell, &folded);
		v->n = (uint32_t)folded.n;
		v->p = dp_keep(a, dp_buf_view(&folded)).p;
		*bytes += folded.n;
		dp_buf_done(&folded);
	}
}

/* The bits of D in an order that unsigned numbers have. */
static uint64_t
order_of(double d)
{
	uint64_t u;

	if (d == 0)
		d = 0; /* -0 and 0 are one */
	memcpy(&u, &d, sizeof u);
	return u >> 63 ? ~u : u | UINT64_C(1) << 63;
}

/* The first bytes of V as a number, the first byte highest. */
static uint64_t
head_of(const struct dpi_sort_value *v)
{
	uint64_t u = 0;

	for (uint32_t i = 0; i < HEAD_BYTES; i++)
		u = u << 8 | (i < v->n ? (unsigned char)v->p[i] : 0u);
	return u;
}

void
dpi_sort_prepare(const struct dpi_order *o, struct dpi_sort_item *i)
{
	const struct dpi_sort_value *v = &i->value[0];
	uint64_t u;

	for (size_t k = 0; k < o->n; k++)
		i->value[k].head = head_of(&i->value[k]);
	if (v->kind == BLANK) {
		i->prefix = BLANK_PREFIX;
		return;
	}
	if (dpi_order_numeric(o, 0)) {
		if (v->kind == TEXT) {
			i->prefix = TEXT_PREFIX;
			return;
		}
		u = order_of(v->number);
	} else {
		u = v->head;
	}
	if (o->descending[0])
		u = ~u;
	i->prefix = u < TOP_PREFIX ? u : TOP_PREFIX;
}

static int
compare_text(const struct dpi_sort_value *a, const struct dpi_sort_value *b)
{
	uint32_t n = a->n < b->n ? a->n : b->n;
	int d = 0;

	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	if (n > HEAD_BYTES)
		d = memcmp(a->p + HEAD_BYTES, b->p + HEAD_BYTES,
			   n - HEAD_BYTES);
	return d ? d : (a->n > b->n) - (a->n < b->n);
}

/*
 * Texts that are the same once folded: by code point, but a small letter
 * before its capital.
 */
static int
compare_alike(dp_str a, dp_str b)
{
	size_t i = 0;
	unsigned char x, y;

	while (i < a.n && i < b.n && a.p[i] == b.p[i])
		i++;
	if (i == a.n || i == b.n)
		return (a.n > b.n) - (a.n < b.n);
	x = (unsigned char)a.p[i];
	y = (unsigned char)b.p[i];
	/* ASCII, or the second byte of the Latin letters with accents */
	if ((x ^ y) == 0x20 && (x < 0x80 || (i && a.p[i - 1] == '\xC3')))
		return x > y ? -1 : 1;
	return x < y ? -1 : 1;
}

int
dpi_sort_compare(const struct dpi_order *o, const struct dpi_sort_item *a,
		 const struct dpi_sort_item *b)
{
	if (a->prefix != b->prefix)
		return a->prefix < b->prefix ? -1 : 1;
	for (size_t k = 0; k < o->n; k++) {
		const struct dpi_sort_value *x = &a->value[k];
		const struct dpi_sort_value *y = &b->value[k];
		bool numeric = dpi_order_numeric(o, k);
		uint32_t x_kind = numeric || x->kind == BLANK ? x->kind : TEXT;
		uint32_t y_kind = numeric || y->kind == BLANK ? y->kind : TEXT;
		int d;

		if (x_kind != y_kind)
			return x_kind < y_kind ? -1 : 1;
		if (x_kind == BLANK)
			continue;
		if (x_kind == NUMBER)
			d = (x->number > y->number) - (x->number < y->number);
		else
			d = compare_text(x, y);
		if (d == 0 && x_kind == TEXT && !(x->is_folded && y->is_folded))
			d = compare_alike(
				dp_cell_str(dp_batch_cell(a->batch, a->row,
							  o->slot[k])),
				dp_cell_str(dp_batch_cell(b->batch, b->row,
							  o->slot[k])));
		if (d)
			return o->descending[k] ? -d : d;
	}
	return 0;
}

static void
insertion(const struct dpi_order *o, struct dpi_sort_item *item, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct dpi_sort_item x = item[i];
		size_t k = i;

		for (; k > 0 && dpi_sort_compare(o, &item[k - 1], &x) > 0; k--)
			item[k] = item[k - 1];
		item[k] = x;
	}
}

void
dpi_sort_items(const struct dpi_order *o, struct dpi_sort_item *item,
	       struct dpi_sort_item *spare, size_t n)
{
	size_t half = n / 2, left = 0, right = half, at = 0;

	if (n <= 12) {
		insertion(o, item, n);
		return;
	}
	dpi_sort_items(o, item, spare, half);
	dpi_sort_items(o, item + half, spare, n - half);
	if (dpi_sort_compare(o, &item[half - 1], &item[half]) <= 0)
		return;
	/* only the left half has to make room */
	memcpy(spare, item, half * sizeof *item);
	while (left < half && right < n)
		item[at++] = dpi_sort_compare(o, &spare[left], &item[right]) <=
					     0 ?
				     spare[left++] :
				     item[right++];
	memcpy(item + at, spare + left, (half - left) * sizeof *item);
}

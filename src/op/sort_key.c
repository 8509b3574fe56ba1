/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order of records: numbers by value, texts folded, empty cells last.
 * Where records are meanwhile is sort_run.c's.
 */
#include "op/sort.h"

#include "op/work.h"

#define HEAD_BYTES 8u

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

/* Lowers ASCII from S into OUT; false at a byte that is not ASCII. */
static bool
lower(dp_str s, char *out, bool *has_nul)
{
	unsigned char all = 0;
	bool nul = false;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		all |= c;
		nul |= c == 0;
		out[i] = (char)(c | (c - (unsigned)'A' < 26 ? 0x20 : 0));
	}
	*has_nul = nul;
	return all < 0x80;
}

/* Sets the texts of V to RAW and to what it is folded. */
static void
fold(dp_str raw, struct dpi_sort_value *v, struct dp_arena *a,
     struct dp_buf *spare, uint64_t *bytes)
{
	dp_str s;

	v->raw = v->folded = raw.p;
	v->n_raw = v->n_folded = (uint32_t)raw.n;
	spare->n = 0;
	s = (dp_str){ dp_buf_room(spare, raw.n), raw.n };
	if (!lower(raw, spare->p, &v->has_nul)) {
		dp_fold(raw, spare);
		s = dp_buf_view(spare);
	}
	if (s.n == raw.n && memcmp(s.p, raw.p, s.n) == 0)
		return;
	v->folded = memcpy(dp_arena_text(a, s.n), s.p, s.n);
	v->n_folded = (uint32_t)s.n;
	*bytes += s.n;
}

void
dpi_sort_read(struct dpi_order *o, const struct dpi_packed *p,
	      struct dpi_sort_value *value, struct dp_arena *a,
	      struct dp_buf *spare, uint64_t *bytes)
{
	for (size_t k = 0; k < o->n; k++) {
		dp_str cell = dpi_packed_cell(p, o->slot[k]);
		struct dpi_sort_value *v = &value[k];

		if (o->type[k] != DPI_SORT_USUAL) {
			struct dp_cell c = { cell.p, (uint32_t)cell.n, 0 };

			dp_cell_set_kind(&c, dpi_packed_kind(p, o->slot[k]));
			dpi_sort_read_type(o, k, &c, v, a, bytes);
			continue;
		}
		*v = (struct dpi_sort_value){ .class = DPI_SORT_BLANK };
		if (dpi_is_blank(cell))
			continue;
		v->class = DPI_SORT_TEXT;
		if (dpi_order_numeric(o, k) && is_number(cell, &v->number))
			v->class = DPI_SORT_NUMBER;
		else
			o->has_text[k] = true;
		fold(cell, v, a, spare, bytes);
	}
}

enum dpi_sort_class
dpi_sort_class(const struct dpi_order *o, size_t k,
	       const struct dpi_sort_value *v)
{
	return v->class == DPI_SORT_NUMBER && !dpi_order_numeric(o, k) ?
		       DPI_SORT_TEXT :
		       (enum dpi_sort_class)v->class;
}

uint64_t
dpi_sort_number(double d)
{
	uint64_t u;

	if (d == 0)
		d = 0; /* -0 and 0 are one */
	memcpy(&u, &d, sizeof u);
	return u >> 63 ? ~u : u | UINT64_C(1) << 63;
}

uint64_t
dpi_sort_bytes(dp_str s)
{
	unsigned char byte[HEAD_BYTES] = { 0 };
	uint64_t u = 0;

	if (s.n >= HEAD_BYTES)
		memcpy(byte, s.p, HEAD_BYTES);
	else
		for (size_t i = 0; i < s.n; i++)
			byte[i] = (unsigned char)s.p[i];
	for (size_t i = 0; i < HEAD_BYTES; i++)
		u = u << 8 | byte[i];
	return u;
}

/*
 * Byte I of P, for an order in which a small letter comes before its capital:
 * in ASCII, and in the second byte of U+00C0 to U+00FF, bit 5 tells them
 * apart.
 */
static unsigned char
small_first(const char *p, size_t i)
{
	unsigned char c = (unsigned char)p[i];
	bool letter = (c | 0x20u) - (unsigned)'a' < 26 ||
		      (c >= 0x80 && i > 0 && p[i - 1] == '\xC3');

	return letter ? c ^ 0x20 : c;
}

uint64_t
dpi_sort_raw_bytes(dp_str s, size_t at)
{
	uint64_t u = 0;

	for (size_t i = at; i < at + HEAD_BYTES; i++)
		u = u << 8 | (i < s.n ? small_first(s.p, i) : 0u);
	return u;
}

static int
compare_texts(const char *a, uint32_t n_a, const char *b, uint32_t n_b)
{
	uint32_t n = n_a < n_b ? n_a : n_b;
	int d = n ? memcmp(a, b, n) : 0;

	return d ? d : (n_a > n_b) - (n_a < n_b);
}

/* Texts that are the same once folded. */
static int
compare_raw(const struct dpi_sort_value *a, const struct dpi_sort_value *b)
{
	uint32_t n = a->n_raw < b->n_raw ? a->n_raw : b->n_raw, i = 0;

	while (i < n && a->raw[i] == b->raw[i])
		i++;
	if (i == n)
		return (a->n_raw > b->n_raw) - (a->n_raw < b->n_raw);
	return small_first(a->raw, i) < small_first(b->raw, i) ? -1 : 1;
}

int
dpi_sort_compare(const struct dpi_order *o, size_t from,
		 const struct dpi_sort_value *a, const struct dpi_sort_value *b)
{
	for (size_t k = from; k < o->n; k++) {
		const struct dpi_sort_value *x = &a[k], *y = &b[k];
		enum dpi_sort_class class = dpi_sort_class(o, k, x);
		int d;

		if (class != dpi_sort_class(o, k, y))
			return class < dpi_sort_class(o, k, y) ? -1 : 1;
		if (class == DPI_SORT_BLANK)
			continue;
		if (class == DPI_SORT_NUMBER) {
			d = (x->number > y->number) - (x->number < y->number);
		} else {
			d = compare_texts(x->folded, x->n_folded, y->folded,
					  y->n_folded);
			if (d == 0)
				d = compare_raw(x, y);
		}
		if (d)
			return o->descending[k] ? -d : d;
	}
	return 0;
}

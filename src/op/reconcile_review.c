/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The review of reconcile: each value, what it was taken for, and how. */
#include "op/reconcile.h"

#include <stdlib.h>

/* Memory of a value besides its text. */
#define VALUE_BYTES 96u

/* The words in the file, by enum dpi_matched: programs read them too. */
static const char *const how_words[] = { "exact", "folded", "fingerprint",
					 "near",  "none",   "ambiguous" };

/* First what nobody may leave unread. */
static const enum dpi_matched order[] = {
	DPI_MATCH_AMBIGUOUS,   DPI_MATCH_NONE,   DPI_MATCH_NEAR,
	DPI_MATCH_FINGERPRINT, DPI_MATCH_FOLDED, DPI_MATCH_EXACT
};

uint64_t
dpi_review_add(struct dpi_review *v, const dp_str *cell, size_t n,
	       const struct dpi_found *found)
{
	bool added;
	uint32_t k;

	v->scratch.n = 0;
	for (size_t i = 0; i < n; i++) {
		/* the length keeps "a","bc" and "ab","c" apart */
		dp_buf_add(&v->scratch, &cell[i].n, sizeof cell[i].n);
		dp_buf_str(&v->scratch, cell[i]);
	}
	k = dpi_strtab_add(&v->value, dp_buf_view(&v->scratch), &added);
	dp_grow(&v->found, &v->cap_found, k, sizeof *v->found);
	dp_grow(&v->count, &v->cap_count, k, sizeof *v->count);
	if (added)
		v->count[k] = 0;
	v->found[k] = *found;
	v->count[k]++;
	return v->value.bytes + v->value.n * VALUE_BYTES;
}

/* Appends CELL as one field, after a comma where it is not the first. */
static void
field(struct dp_buf *out, dp_str cell, bool first)
{
	struct dp_buf b = { 0 };

	if (!first)
		dp_buf_char(out, ',');
	if (cell.n) {
		dp_csv_record(&b, &cell, 1);
		dp_buf_str(out, (dp_str){ b.p, b.n - 1 });
	}
	dp_buf_done(&b);
}

static void
entry_fields(const struct dpi_list *l, uint32_t i, struct dp_buf *out)
{
	dp_str none = { NULL, 0 };
	bool is = i != DPI_NO_ENTRY;

	field(out, is ? l->value[i * l->n_taken] : none, false);
	field(out, is ? l->name[i] : none, false);
}

/* Appends the record of value K, of N cells. */
static void
write_value(const struct dpi_review *v, const struct dpi_list *l, uint32_t k,
	    size_t n, struct dp_buf *out)
{
	const struct dpi_found *f = &v->found[k];
	dp_str rest = v->value.text[k];

	for (size_t i = 0; i < n; i++) {
		size_t length;

		memcpy(&length, rest.p, sizeof length);
		rest = dp_str_from(rest, sizeof length);
		field(out, (dp_str){ rest.p, length }, i == 0);
		rest = dp_str_from(rest, length);
	}
	dp_buf_format(out, ",%llu,%s,", (unsigned long long)v->count[k],
		      how_words[f->how]);
	if (f->best != DPI_NO_ENTRY)
		dp_number_double_text(f->score, 3, out);
	entry_fields(l, f->best, out);
	dp_buf_char(out, ',');
	if (f->other != DPI_NO_ENTRY)
		dp_number_double_text(f->other_score, 3, out);
	entry_fields(l, f->other, out);
	dp_buf_char(out, '\n');
}

void
dpi_review_write(const struct dpi_review *v, const struct dpi_list *l,
		 const dp_str *name, size_t n, struct dp_buf *out)
{
	for (size_t i = 0; i < n; i++)
		field(out, name[i], i == 0);
	dp_buf_c(out, ",count,how,score,key,name,other_score,other_key,"
		      "other_name\n");
	for (size_t o = 0; o < sizeof order / sizeof *order; o++)
		for (uint32_t k = 0; k < v->value.n; k++)
			if (v->found[k].how == order[o])
				write_value(v, l, k, n, out);
}

void
dpi_review_done(struct dpi_review *v)
{
	dpi_strtab_done(&v->value);
	free(v->found);
	free(v->count);
	dp_buf_done(&v->scratch);
}

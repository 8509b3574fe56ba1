/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names of columns, out of the rows of a header: rows above one another
 * are joined, equal names told apart, and what stood in the file is kept as
 * the label that is written again.
 */
#include "table/header.h"

#include <stdlib.h>

#include "base/i18n.h"

/* The names given so far; of each, the number to try next behind it. */
struct names {
	struct name {
		dp_str text;
		unsigned next; /* 0: the place is free */
	} * at;
	size_t mask;
};

/* Where NAME is among N, or would be. */
static struct name *
place(const struct names *n, dp_str name)
{
	size_t i = (size_t)dp_hash64(name.p, name.n) & n->mask;

	while (n->at[i].next && !dp_str_eq(n->at[i].text, name))
		i = (i + 1) & n->mask;
	return &n->at[i];
}

/* NAME, with _2, _3 … behind it where it is taken; N takes note of it. */
static dp_str
told_apart(struct names *n, dp_str name, struct dp_arena *a)
{
	struct name *first = place(n, name), *at = first;
	struct dp_buf with = { 0 };

	while (at->next) {
		with.n = 0;
		dp_buf_str(&with, first->text);
		dp_buf_format(&with, "_%u", first->next++);
		name = dp_keep(a, dp_buf_view(&with));
		at = place(n, name);
	}
	dp_buf_done(&with);
	at->text = name;
	at->next = 2;
	return name;
}

/* Column I, whose header is LABEL in the file, is called NAME. */
static void
say_name(dp_str label, dp_str name, size_t i, uint64_t line,
	 struct dp_findings *f)
{
	dp_str given = dp_trim(label);
	struct dp_finding *g;

	if (given.n == 0) {
		g = dp_finding_add(f, DP_F_BLANK_HEADER, name, line, 0, given);
		g->found = dp_keep_format(&f->text, "%zu", i + 1);
	} else if (!dp_str_eq(name, given)) {
		(void)dp_finding_add(f, DP_F_DUPLICATE_HEADER, name, line, 0,
				     given);
	}
}

void
dpi_header_names(const dp_str *cell, size_t n, uint64_t line,
		 struct dp_schema *schema, struct dp_findings *f)
{
	struct names taken = { NULL, 1 };

	while (taken.mask < 2 * n)
		taken.mask = 2 * taken.mask + 1;
	taken.at = dp_alloc0((taken.mask + 1) * sizeof *taken.at);
	for (size_t i = 0; i < n; i++) {
		dp_str name = cell ? dp_trim(cell[i]) : (dp_str){ NULL, 0 };

		if (name.n == 0)
			name = dp_keep_format(&schema->names, "c%zu", i + 1);
		name = told_apart(&taken, name, &schema->names);
		(void)dp_schema_put(schema, i, name);
		if (!cell)
			continue;
		schema->column[i].labelled = !dp_str_eq(name, cell[i]);
		if (schema->column[i].labelled)
			schema->column[i].label = cell[i];
		say_name(cell[i], name, i, line, f);
	}
	free(taken.at);
	schema->unnamed = !cell;
	if (!cell)
		(void)dp_finding_add(f, DP_F_NO_HEADER, (dp_str){ NULL, 0 },
				     line, 0, (dp_str){ NULL, 0 });
}

/*
 * Column I of the upper row R of a header: its cell, or, merged with it, the
 * one on its left.
 */
static dp_str
group_name(const struct dpi_sample *s, size_t r, size_t i)
{
	for (size_t k = i + 1; k-- > 0;) {
		dp_str cell = k < s->row[r].n ? s->cell[s->row[r].first + k] :
						(dp_str){ NULL, 0 };

		if (dp_trim(cell).n)
			return dp_trim(cell);
	}
	return (dp_str){ NULL, 0 };
}

bool
dp_header_join_fits(dp_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '\n' || text.p[i] == '\r')
			return false;
	return true;
}

dp_str
dpi_header_join(const struct dpi_sample *s, size_t first, size_t rows, size_t i,
		dp_str sep, struct dp_arena *a)
{
	const struct dpi_sample_row *leaf = &s->row[first + rows - 1];
	dp_str last = i < leaf->n ? s->cell[leaf->first + i] :
				    (dp_str){ NULL, 0 };
	struct dp_buf all = { 0 };
	dp_str before = { NULL, 0 }, joined;

	if (rows == 1)
		return last.p ? dp_keep(a, last) : last;
	for (size_t r = first; r < first + rows; r++) {
		bool is_leaf = r + 1 == first + rows;
		dp_str part = is_leaf ? dp_trim(last) : group_name(s, r, i);

		/* A group ends where nothing stands below it. */
		if (!is_leaf && !dp_trim(last).n && i < s->row[r].n)
			part = dp_trim(s->cell[s->row[r].first + i]);
		if (!part.n || dp_str_eq(part, before))
			continue;
		if (all.n)
			dp_buf_str(&all, sep);
		dp_buf_str(&all, part);
		before = part;
	}
	joined = all.n ? dp_keep(a, dp_buf_view(&all)) : (dp_str){ NULL, 0 };
	dp_buf_done(&all);
	return joined;
}

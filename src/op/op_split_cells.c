/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * split-cells: a cell that holds several values becomes a row for each. One
 * column into several is split's.
 */
#include "op/expand.h"
#include "op/record_rows.h"
#include "op/split_list.h"
#include "op/work.h"

#include "base/i18n.h"

struct split {
	struct dp_expr *e; /* gives the values; or NULL */
	struct dp_expr_local *local;
	dp_str by;           /* plain text */
	struct dp_regex *re; /* or NULL */
	struct dp_match *match;
	bool limited; /* it took too long on the cell at hand */
	bool records;
	uint32_t key; /* slot, with records= */
};

static const struct dp_param params[] = {
	{ "by", DP_P_TEXT, NULL, NULL,
	  N_("what separates the values: by=\";\""), false },
	{ "pattern", DP_P_PATTERN, NULL, NULL,
	  N_("the same as a pattern: pattern=/ *[;,] */"), false },
	{ "parts", DP_P_TEXT, NULL, NULL,
	  N_("with records=, instead of by=: an expression of GREL that gives "
	     "the values as a list"),
	  false },
	{ "records", DP_P_TEXT, NULL, NULL,
	  N_("the other cells stay empty in the new rows, which belong to the "
	     "row above because this column is empty too; values stay to the "
	     "letter"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct split *x = s->self;

	dp_match_free(x->match);
	dp_regex_free(x->re);
	dp_expr_local_free(x->local);
	dp_expr_free(x->e);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_arg *key = dp_step_arg(s, "records");
	const struct dp_arg *by = dp_step_arg(s, "by");
	const struct dp_arg *pattern = dp_step_arg(s, "pattern");
	struct split *x = dp_arena_alloc(&s->arena, sizeof *x);

	memset(x, 0, sizeof *x);
	s->self = x;
	s->apart = !key;
	if (dp_step_arg(s, "parts") && key && !by && !pattern) {
		x->e = dpi_parts_expr(s, schema, err);
		if (!x->e)
			return -1;
		x->local = dp_expr_local_new(x->e);
	} else if (!by == !pattern)
		return dp_step_fail(s, pattern, err,
				    _("write what separates the values, such "
				      "as by=\";\", or a pattern=/ *; */."));
	if (by)
		x->by = by->text;
	if (s->n_columns != 1)
		return dp_step_fail(s, NULL, err,
				    _("split-cells takes one column at a "
				      "time."));
	if (by && x->by.n == 0)
		return dp_step_fail(s, by, err,
				    _("by= is empty: write what separates "
				      "the values, such as by=\";\"."));
	if (pattern) {
		x->re = dp_step_regex(s, pattern, 0, err);
		if (!x->re)
			return -1;
		x->match = dp_match_new(x->re);
	}
	if (key) {
		ptrdiff_t k = dpi_record_key(s, schema, err);

		if (k < 0)
			return -1;
		x->records = true;
		x->key = schema->column[k].slot;
	}
	return 0;
}

/* Where the separator stands in REST, *LEN bytes long; -1: nowhere. */
static ptrdiff_t
separator(struct split *x, dp_str rest, size_t *len)
{
	size_t from, to, look = 0;
	int found = 0;

	*len = x->by.n;
	if (!x->re)
		return dp_str_search(rest, x->by);
	while (look <= rest.n &&
	       (found = dp_regex_find(x->re, rest, look, x->match)) > 0) {
		dp_match_span(x->match, &from, &to);
		*len = to - from;
		if (to > from)
			return (ptrdiff_t)from;
		look = to + 1;
	}
	x->limited = x->limited || found < 0;
	return -1;
}

/* Files that the pattern took too long on CELL, if it did. */
static void
tell_limit(const struct dp_step *s, struct dp_log *log, dp_str cell,
	   uint64_t line, uint64_t record)
{
	struct split *x = s->self;
	struct dp_finding *g;

	if (!x->limited)
		return;
	x->limited = false;
	if (s->index < log->n_steps)
		log->step[s->index].bad_cells++;
	g = dp_finding_add(&log->findings, DP_F_PATTERN_LIMIT,
			   s->column[0].name, line, record, cell);
	dpi_say_outcome(s, &log->findings, g);
}

/* Takes what is before the next separator off *REST. */
static dp_str
cut(struct split *x, dp_str *rest)
{
	dp_str value = *rest;
	size_t len;
	ptrdiff_t at = separator(x, *rest, &len);

	if (at < 0) {
		*rest = (dp_str){ NULL, 0 };
		return value;
	}
	value.n = (size_t)at;
	*rest = dp_str_from(*rest, (size_t)at + len);
	return value;
}

/* The next value of *REST, blanks around it and empty ones left out. */
static bool
next_value(struct split *x, dp_str *rest, dp_str *value)
{
	while (rest->p) {
		*value = dp_trim(cut(x, rest));
		if (rest->n == 0)
			rest->p = NULL;
		if (value->n)
			return true;
	}
	return false;
}

static size_t
count(const struct dp_step *s, const struct dp_batch *b, size_t r)
{
	struct split *x = s->self;
	dp_str rest = dp_cell_str(dp_batch_cell(b, r, s->column[0].slot));
	dp_str value;
	size_t n = 0, len;

	if (separator(x, rest, &len) >= 0)
		while (next_value(x, &rest, &value))
			n++;
	return n ? n : 1;
}

/*
 * Row R, whose cell is ALL, stays the only one of its record: then that cell
 * changes. False when there is more than one value.
 */
static bool
change_only(const struct dp_step *s, struct dp_batch *b, size_t r, dp_str all)
{
	struct split *x = s->self;
	struct dp_work w = { .batch = b };
	dp_str only = { NULL, 0 }, more;

	if (next_value(x, &all, &only) && next_value(x, &all, &more))
		return false;
	if (only.n == 0)
		only.p = NULL;
	dp_step_set(s, &w, r, &s->column[0], only);
	return true;
}

static void
put_values(const struct dp_step *s, struct dp_batch *b, size_t first, size_t n,
	   size_t *at)
{
	struct split *x = s->self;
	uint32_t slot = s->column[0].slot;
	dp_str all = dp_cell_str(dp_batch_cell(b, first, slot)), value;
	dp_str rest = dp_str_from(all, *at);
	size_t len;

	/* what has no separator stays to the letter */
	if (separator(x, all, &len) < 0 ||
	    (n == 1 && *at == 0 && change_only(s, b, first, all)))
		return;
	for (size_t k = 0; k < n; k++) {
		struct dp_cell *c = dp_batch_cell(b, first + k, slot);

		memset(c, 0, sizeof *c);
		if (!next_value(x, &rest, &value))
			continue;
		c->p = value.p;
		c->n = (uint32_t)value.n;
	}
	*at = rest.p ? (size_t)(rest.p - all.p) : all.n;
}

/* What the count has met is told once, with the first rows. */
static void
fill(const struct dp_step *s, struct dp_batch *b, size_t first, size_t n,
     size_t *at)
{
	dp_str all = dp_cell_str(dp_batch_cell(b, first, s->column[0].slot));
	struct split *x = s->self;

	if (*at == 0)
		tell_limit(s, b->log, all, b->line[first], b->record[first]);
	put_values(s, b, first, n, at);
	x->limited = false;
}

static bool
all_empty(struct split *x, dp_str rest)
{
	while (rest.p)
		if (cut(x, &rest).n)
			return false;
	return true;
}

/* A value of no characters is one as well. */
static uint8_t
kind_of(dp_str value)
{
	return value.n ? DP_KIND_TEXT : DP_KIND_EMPTY;
}

/*
 * The values of row I of a record, the first in the row itself, the others in
 * the rows below that have room, or in new ones. Returns the next row.
 */
static size_t
split_row(struct split *x, struct dpi_record *k, size_t i,
	  const struct dp_column *column)
{
	uint32_t slot = column->slot;
	struct dpi_record_row *row = &k->row[i];
	dp_str all = row->cell[slot], rest = all, value;
	uint64_t line = row->line, record = row->record;

	if (dpi_record_blank(row, slot)) {
		dpi_record_put(k, row, column);
		return i + 1;
	}
	value = cut(x, &rest);
	if (!dp_str_eq(row->cell[slot], value))
		row->kind[slot] = kind_of(value);
	row->cell[slot] = value;
	dpi_record_put(k, row, column);
	/* as in Java, a pattern leaves nothing empty at the end */
	for (i++; rest.p && !(x->re && all_empty(x, rest));) {
		struct dpi_record_row made;

		value = cut(x, &rest);
		if (i < k->n && dpi_record_blank(&k->row[i], slot) &&
		    dpi_record_blank(&k->row[i], x->key))
			made = k->row[i++];
		else
			made = dpi_record_new_row(k, row);
		made.cell[slot] = value;
		made.kind[slot] = kind_of(value);
		dpi_record_put(k, &made, column);
	}
	tell_limit(k->step, k->out->log, all, line, record);
	return i;
}

/* The same of the values that an expression gives; one alone stays. */
static size_t
split_parts(struct split *x, struct dpi_record *k, size_t i,
	    const struct dp_column *column)
{
	struct dpi_record_row *row = &k->row[i];
	struct dp_batch *b = k->out;
	struct dp_expr_value all;

	dpi_record_look(k, row);
	all = dpi_parts_of(x->e, x->local, k->look, 0);
	for (size_t n = 0; n < all.n_items || n == 0; n++) {
		struct dpi_record_row made = *row;
		enum dp_kind kind;
		dp_str value;

		if (n && i < k->n &&
		    dpi_record_blank(&k->row[i], column->slot) &&
		    dpi_record_blank(&k->row[i], x->key))
			made = k->row[i];
		else if (n)
			made = dpi_record_new_row(k, row);
		if (!n || made.was)
			i++;
		if (all.n_items > 1) {
			value = dpi_parts_text(x->e, b, all.item[n], &kind);
			made.cell[column->slot] = value;
			made.kind[column->slot] = (uint8_t)kind;
		}
		dpi_record_put(k, &made, column);
	}
	return i;
}

static void
split_record(struct dp_step *s, struct dpi_record *k)
{
	struct split *x = s->self;

	for (size_t i = 0; i < k->n;)
		i = (x->e ? split_parts : split_row)(x, k, i, &s->column[0]);
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	static const struct dpi_expansion how = { count, fill };
	static const struct dpi_record_how records = { .values = true,
						       .put = split_record };
	const struct split *x = s->self;

	(void)err;
	return x->records ? dpi_record_rows(s, inner, x->key, &records) :
			    dpi_expand(s, inner, &how);
}

static const struct dp_example examples[] = {
	{ "langues by=\",\"", "film,langues\nA,\"fr, en\"\nB,it\n",
	  "film,langues\nA,fr\nA,en\nB,it\n" },
	{ "tags by=\" | \"", "id,tags\n1,a | b | a\n2,\n",
	  "id,tags\n1,a\n1,b\n1,a\n2,\n" },
	{ "mail by=/", "nom,mail\nRex,a@x.fr/b@x.fr/\n",
	  "nom,mail\nRex,a@x.fr\nRex,b@x.fr\n" },
	{ "tel pattern=/ *[;,] */", "nom,tel\nRex,\"01 ; 02,03\"\n",
	  "nom,tel\nRex,01\nRex,02\nRex,03\n" },
	{ "langues by=\",\" records=film",
	  "film,langues,pays\nA,\"fr,en\",CH\nB,it,IT\n",
	  "film,langues,pays\nA,fr,CH\n,en,\nB,it,IT\n" },
	{ "a by=\"|\" records=k", "k,a,b\n1,x|y,p\n,,q\n",
	  "k,a,b\n1,x,p\n,y,q\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_split_cells = {
	.name = "split-cells",
	.scope = DP_TABLE,
	.mixes = true,
	.rewrites = true,
	.parts = true,
	.flows = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMN by=TEXT|pattern=/PATTERN/ [records=COLUMN]"),
	.summary = N_("Make a row for each of several values in a cell."),
	.why = N_("\"fr, en\" is one value to a program: whoever counts films "
		  "in French misses it. After this step there is a row for "
		  "each language, the other cells repeated: what was counted "
		  "by row (films, seats) is then counted twice, so count it "
		  "before. join-cells does the reverse."),
	.param = params,
	.bind = bind,
	.unbind = unbind,
	.table = table,
	.example = examples,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * split: one column into several, side by side: as many as are named, or as
 * the rows have parts. One row into several rows is split-cells's.
 */
#include "op/gathered.h"
#include "op/split_list.h"
#include "op/unite.h"
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

#define PARTS_MAX 1000u

struct split {
	struct dp_column from;
	struct dp_column *part;
	size_t n;
	dp_str by;
	struct dp_regex *re; /* or NULL: by is plain text */
	bool report;         /* parts beyond the last column are a finding */
	size_t *length;      /* or NULL: characters of each part */
	size_t most;         /* without into=: parts at most; 0: any number */
	size_t found;        /* in the row that has most */
	struct dp_spool *rows;
	struct dp_match *match;
};

static const struct dp_op_class split_found;

static const struct dp_param params[] = {
	{ "by", DP_P_PATTERN, NULL, NULL,
	  N_("what separates the parts: a text, or a /pattern/"), false },
	{ "lengths", DP_P_TEXT, NULL, NULL,
	  N_("instead of by=: the length of each part in characters; what is "
	     "behind the last is left out"),
	  false },
	{ "into", DP_P_TEXT, NULL, NULL,
	  N_("names of the new columns: into=nom,prenom; else they are "
	     "numbered, and without max= there are as many as the rows need, "
	     "which are read first"),
	  false },
	{ "max", DP_P_INT, NULL, NULL,
	  N_("at most so many parts; the last one keeps the rest"), false },
	{ "fit", DP_P_YES, "no", NULL,
	  N_("yes: no more columns than the rows need: fewer than max=, and "
	     "none where all are empty"),
	  false },
	{ "joint", DP_P_TEXT, "_", NULL,
	  N_("what stands between the old name and the number of a new "
	     "column"),
	  false },
	{ "keep", DP_P_YES, "no", NULL,
	  N_("yes: the column that was split stays"), false },
	{ "parts", DP_P_TEXT, NULL, NULL,
	  N_("instead of by=: an expression of GREL that gives the parts as a "
	     "list"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct split *x = s->self;

	dp_match_free(x->match);
	dp_spool_free(x->rows);
	dp_regex_free(x->re);
}

/* N names made from the column's. */
static void
number_names(struct dp_step *s, dp_str **name, size_t n)
{
	const struct split *x = s->self;
	dp_str joint = dp_step_param(s, "joint");

	*name = dp_arena_alloc(&s->arena, (n + 1) * sizeof **name);
	for (size_t i = 0; i < n; i++)
		(*name)[i] = dp_keep_format(&s->arena, "%.*s%.*s%zu",
					    DP_FMT(x->from.name), DP_FMT(joint),
					    i + 1);
}

/* Names of the parts, given or made from the column's. */
static int
read_names(struct dp_step *s, dp_str **name, size_t *n, struct dp_err *err)
{
	const struct dp_arg *max_arg = dp_step_arg(s, "max");
	int64_t max = dp_step_int(s, "max");
	struct split *x = s->self;

	dpi_param_list(s, "into", name, n);
	if (max_arg && (max < 2 || max > PARTS_MAX))
		return dp_step_fail(s, max_arg, err,
				    _("max= goes from 2 to %u parts."),
				    PARTS_MAX);
	if (*n > 0) {
		if (max_arg && (size_t)max != *n)
			return dp_step_fail(s, max_arg, err,
					    _("into= has %zu names and max= "
					      "says %d; leave max= out."),
					    *n, (int)max);
		x->report = !max_arg;
		return 0;
	}
	if (x->length) {
		number_names(s, name, *n = x->n);
		return 0;
	}
	s->gathers = !max_arg || dp_step_yes(s, "fit");
	x->most = (size_t)max;
	*n = (size_t)max;
	if (!s->gathers)
		number_names(s, name, *n);
	return 0;
}

/* lengths=2,3 */
static int
read_lengths(struct dp_step *s, const struct dp_arg *a, struct dp_err *err)
{
	struct split *x = s->self;
	dp_str *item;

	dpi_param_list(s, "lengths", &item, &x->n);
	x->length = dp_arena_alloc(&s->arena, (x->n + 1) * sizeof *x->length);
	for (size_t i = 0; i < x->n; i++) {
		double d;

		if (!dp_number_double(item[i], &d) || d < 0 || d > 1e6)
			return dp_step_fail(s, a, err,
					    _("lengths= expects numbers, such "
					      "as lengths=2,3."));
		x->length[i] = (size_t)d;
	}
	if (x->n == 0 || x->n > PARTS_MAX)
		return dp_step_fail(s, a, err,
				    _("lengths= expects numbers, such as "
				      "lengths=2,3."));
	return 0;
}

/* Puts the new columns into SCHEMA behind the old one. */
static int
add_columns(struct dp_step *s, struct dp_schema *schema, const dp_str *name,
	    struct dp_err *err)
{
	bool keep = dp_step_yes(s, "keep");
	struct split *x = s->self;
	size_t at = (size_t)dpi_schema_slot(schema, x->from.slot);

	if (!keep)
		dpi_schema_remove(schema, at);
	else
		at++;
	x->part = dp_arena_alloc(&s->arena, (x->n + 1) * sizeof *x->part);
	for (size_t i = 0; i < x->n; i++) {
		if (dpi_name_is_free(s, dp_step_arg(s, "into"), schema, name[i],
				     err) != 0)
			return -1;
		x->part[i].slot = dp_schema_add(schema, at + i, name[i]);
		x->part[i].name = dp_keep(&s->arena, name[i]);
	}
	return 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_arg *by = dp_step_arg(s, "by");
	const struct dp_arg *lengths = dp_step_arg(s, "lengths");
	struct split *x = dp_arena_alloc(&s->arena, sizeof *x);
	dp_str *name;
	size_t n;

	memset(x, 0, sizeof *x);
	s->self = x;
	if (s->n_columns != 1)
		return dp_step_fail(s, NULL, err,
				    _("split takes one column at a time."));
	if (dp_step_arg(s, "parts") && !by && !lengths)
		return dpi_split_list_bind(s, schema, err);
	x->from = s->column[0];
	if (dpi_where_needs(s, dp_step_yes(s, "keep"), err) != 0)
		return -1;
	if (!by == !lengths)
		return dp_step_fail(s, lengths, err,
				    _("split expects what separates the parts "
				      "(by=\", \") or their lengths "
				      "(lengths=2,3)."));
	if (lengths && read_lengths(s, lengths, err) != 0)
		return -1;
	if (by && by->text.n == 0)
		return dp_step_fail(s, by, err,
				    _("by= is empty: write what separates "
				      "the parts, such as by=\", \"."));
	if (by)
		x->by = by->text;
	if (by && by->pattern) {
		x->re = dp_step_regex(s, by, 0, err);
		if (!x->re)
			return -1;
	}
	if (read_names(s, &name, &n, err) != 0)
		return -1;
	if (x->length && n != x->n)
		return dp_step_fail(s, dp_step_arg(s, "into"), err,
				    _("lengths= and into= have not the same "
				      "number of parts."));
	x->n = n;
	if (!s->gathers)
		return add_columns(s, schema, name, err);
	s->op = &split_found;
	x->match = x->re ? dp_match_new(x->re) : NULL;
	return 0;
}

static void *
local_new(const struct dp_step *s)
{
	const struct split *x = s->self;

	return x->re ? dp_match_new(x->re) : NULL;
}

static void
local_free(void *local)
{
	dp_match_free(local);
}

/*
 * Finds the next separator in S from byte FROM: *START to *END. Returns 1, 0
 * when there is none, -1 when the pattern took too long.
 */
static int
find(const struct split *x, struct dp_match *m, dp_str s, size_t from,
     size_t *start, size_t *end)
{
	ptrdiff_t at;
	int found;

	if (!x->re) {
		at = dp_str_search(dp_str_from(s, from), x->by);
		if (at < 0)
			return 0;
		*start = from + (size_t)at;
		*end = *start + x->by.n;
		return 1;
	}
	for (size_t look = from; look < s.n; look = dp_utf8_next(s, look)) {
		found = dp_regex_find(x->re, s, look, m);
		if (found <= 0)
			return found;
		dp_match_span(m, start, end);
		/* a separator of no length cuts between two characters */
		if (*end > *start || (*start > from && *start < s.n))
			return 1;
	}
	return 0;
}

/* The parts of row R by their lengths. */
static enum dp_row_state
split_lengths(const struct dp_step *s, struct dp_work *w, size_t r)
{
	const struct split *x = s->self;
	dp_str rest = dp_cell_str(dp_batch_cell(w->batch, r, x->from.slot));

	for (size_t i = 0; i < x->n; i++) {
		dp_str part = rest;

		part.n = dp_utf8_offset(rest, x->length[i]);
		rest = dp_str_from(rest, part.n);
		if (part.n == 0)
			part.p = NULL;
		dp_step_set(s, w, r, &x->part[i], part);
	}
	return DP_ROW_KEPT;
}

static enum dp_row_state
split(const struct dp_step *s, struct dp_work *w, size_t r)
{
	const struct split *x = s->self;
	dp_str in = dp_cell_str(dp_batch_cell(w->batch, r, x->from.slot));
	size_t from = 0, start = 0, end = 0;
	enum dp_finding_id bad = DP_F_NONE;

	if (x->length)
		return split_lengths(s, w, r);
	for (size_t i = 0; i < x->n; i++) {
		dp_str part = { NULL, 0 };
		int found = 0;

		if (in.n && from <= in.n) {
			part = dp_str_from(in, from);
			found = find(x, w->local, in, from, &start, &end);
		}
		if (found < 0)
			bad = DP_F_PATTERN_LIMIT;
		else if (found && i + 1 == x->n && x->report)
			bad = DP_F_TOO_MANY_PARTS;
		if (found > 0 && i + 1 < x->n)
			part.n = start - from;
		if (part.n == 0)
			part.p = NULL;
		dp_step_set(s, w, r, &x->part[i], part);
		from = found > 0 ? end : in.n + 1;
	}
	if (bad == DP_F_NONE)
		return DP_ROW_KEPT;
	(void)dpi_row_finding(s, w, r, x->from.name, bad, in);
	return dpi_row_after_finding(s);
}

/* ---- as many columns as there are parts ------------------------------- */

/* Counts the parts of row R. */
static int
look(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	struct split *x = s->self;
	dp_str in = dp_cell_str(dp_batch_cell(b, r, x->from.slot));
	size_t n = in.n > 0, from = 0, start, end;
	size_t most = x->most ? x->most : PARTS_MAX;

	(void)err;
	while (n < most && from <= in.n &&
	       find(x, x->match, in, from, &start, &end) > 0) {
		n++;
		from = end;
	}
	x->found = n > x->found ? n : x->found;
	return 0;
}

static int
gather(struct dp_step *s, struct dp_stream *inner, struct dp_schema *schema,
       struct dp_err *err)
{
	struct split *x = s->self;
	size_t number = 0;
	dp_str *name;

	x->rows = dpi_gather_rows(s, inner, look, err);
	if (!x->rows)
		return -1;
	x->n = x->found || dp_step_yes(s, "fit") ? x->found : 1;
	name = dp_arena_alloc(&s->arena, (x->n + 1) * sizeof *name);
	for (size_t i = 0; i < x->n; i++)
		name[i] = dpi_number_name(s, schema, x->from.name,
					  dp_step_param(s, "joint"), &number);
	return add_columns(s, schema, name, err);
}

static int
fill(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	static const dp_str nothing = { NULL, 0 };
	const struct split *x = s->self;
	struct dp_work w = { .batch = b, .local = x->match };

	(void)err;
	if (!s->where || dp_expr_true(s->where, NULL, b, r, nothing))
		(void)split(s, &w, r);
	return 0;
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	const struct split *x = s->self;

	(void)err;
	return dpi_gathered(s, inner, x->rows, fill);
}

static const struct dp_example examples[] = {
	{ "adresse by=\", \" into=rue,ville",
	  "adresse\n\"1 rue Carnot, Gap\"\n", "rue,ville\n1 rue Carnot,Gap\n" },
	{ "position by=\";\" into=lat,lon keep=yes",
	  "nom,position\nGap,44.56;6.08\n",
	  "nom,position,lat,lon\nGap,44.56;6.08,44.56,6.08\n" },
	{ "nom by=/ +/ max=2", "nom,age\nMarie  Curie Sklodowska,66\n",
	  "nom_1,nom_2,age\nMarie,Curie Sklodowska,66\n" },
	{ "code by=/(?<=^..)/ into=departement,commune", "code\n05061\n2A004\n",
	  "departement,commune\n05,061\n2A,004\n" },
	{ "a by=\"-\" into=x,y,z", "a\n1-2\n3\n1--2\n",
	  "x,y,z\n1,2,\n3,,\n1,,2\n" },
	{ "tags by=\";\"", "id,tags\n1,a;b\n2,\n3,c;d;e\n",
	  "id,tags_1,tags_2,tags_3\n1,a,b,\n2,,,\n3,c,d,e\n" },
	{ "tags by=\";\" max=4 fit=yes joint=\" \"", "tags\na;b\nc\n",
	  "tags 1,tags 2\na,b\nc,\n" },
	{ "tags by=\";\" fit=yes", "id,tags\n1,\n2,\n", "id\n1\n2\n" },
	{ "code lengths=2,3 into=dep,com", "code,n\n05061,1\n2A004,2\n",
	  "dep,com,n\n05,061,1\n2A,004,2\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_split = {
	.name = "split",
	.scope = DP_ROW,
	.takes = DP_TAKES_COLUMNS,
	.synopsis =
		N_("COLUMN by=TEXT|/PATTERN/ [into=NAME,NAME\u2026|max=NUMBER] "
		   "[keep=yes] | COLUMN lengths=NUMBER,NUMBER\u2026"),
	.summary = N_("Cut a column into several."),
	.why = N_("One cell, one fact: \"44.56;6.08\" can be neither drawn "
		  "nor checked, a latitude and a longitude can. The new "
		  "columns take the place of the old one. A cell with more "
		  "parts than columns keeps the rest in the last and is "
		  "reported."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.unbind = unbind,
	.local_new = local_new,
	.local_free = local_free,
	.row = split,
	.example = examples,
};

/* What bind makes of the step when the rows tell how many columns. */
static const struct dp_op_class split_found = {
	.name = "split",
	.scope = DP_TABLE,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMN by=TEXT|/PATTERN/"),
	.param = params,
	.keeps_cells = true,
	.unbind = unbind,
	.gather = gather,
	.table = table,
};

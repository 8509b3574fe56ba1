/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * impute: empty cells get a value that was not observed, and say so. Cells
 * whose value is known from the row above are fill's.
 */
#include "op/gathered.h"
#include "op/mark.h"
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/strtab.h"
#include "stat/values.h"

/* Significant digits of a median. */
#define DIGITS 15u

enum method { CONSTANT, MEDIAN, MODE };

/* What is known of one column in one group. */
struct known {
	struct dpi_values numbers; /* of median */
	uint64_t most;             /* rows that have value, of mode */
	dp_str value;              /* p == NULL: there is none */
	bool judged;
};

struct impute {
	enum method method;
	struct dp_column *by;
	size_t n_by;
	struct dpi_strtab groups;
	struct known **of; /* by group: one a column */
	size_t cap;
	struct dpi_strtab values; /* of mode: group, column, text */
	uint64_t *count;
	size_t cap_count, held;
	struct dp_buf scratch;
	struct dpi_mark mark;
};

static const struct dp_param params[] = {
	{ "method", DP_P_CHOICE, NULL, "constant|median|mode",
	  N_("median: the middle number of the column; mode: its most "
	     "frequent value, the first of several; constant: value="),
	  true },
	{ "value", DP_P_TEXT, NULL, NULL, N_("what constant puts there"),
	  false },
	{ "by", DP_P_COLUMNS, NULL, NULL,
	  N_("median or mode of the rows that are equal in these columns"),
	  false },
	{ "into", DP_P_TEXT, NULL, NULL,
	  N_("a new column that names, in each row, the columns whose value "
	     "was put there"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct impute *x = s->self;

	for (size_t g = 0; g < x->groups.n; g++) {
		for (size_t i = 0; i < s->n_columns; i++)
			dpi_values_done(&x->of[g][i].numbers);
		free(x->of[g]);
	}
	free(x->of);
	free(x->count);
	dpi_strtab_done(&x->groups);
	dpi_strtab_done(&x->values);
	dp_buf_done(&x->scratch);
	dpi_mark_done(&x->mark);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct impute *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_arg *value = dp_step_arg(s, "value");

	memset(x, 0, sizeof *x);
	for (size_t i = 0; i < s->n_columns; i++)
		s->column[i].name = dp_keep(&s->arena, s->column[i].name);
	s->self = x;
	x->method = (enum method)dp_step_choice(s, "method");
	s->apart = x->method == CONSTANT;
	if ((x->method == CONSTANT) != (value && value->text.n > 0))
		return dp_step_fail(s, value, err,
				    _("value= goes with method=constant, and "
				      "with no other."));
	if (dp_step_param_columns(s, schema, "by", &x->by, &x->n_by, err) != 0)
		return -1;
	return dpi_mark_bind(&x->mark, s, schema, err);
}

static dp_str
cell_of(const struct dp_batch *b, size_t r, const struct dp_column *c)
{
	return dp_cell_str(dp_batch_cell(b, r, c->slot));
}

/* What is known in the group of row R. */
static struct known *
group_of(struct dp_step *s, const struct dp_batch *b, size_t r)
{
	struct impute *x = s->self;
	bool added;
	uint32_t g;

	x->scratch.n = 0;
	for (size_t i = 0; i < x->n_by; i++) {
		dp_str cell = cell_of(b, r, &x->by[i]);
		uint32_t n = (uint32_t)cell.n;

		/* the length keeps "a","bc" and "ab","c" apart */
		dp_buf_add(&x->scratch, &n, sizeof n);
		dp_buf_str(&x->scratch, cell);
	}
	g = dpi_strtab_add(&x->groups, dp_buf_view(&x->scratch), &added);
	if (added) {
		dp_grow(&x->of, &x->cap, g, sizeof *x->of);
		x->of[g] = dp_alloc0((s->n_columns + 1) * sizeof *x->of[g]);
	}
	return x->of[g];
}

/* One more CELL of column I among those of K. */
static void
count(struct impute *x, struct known *k, size_t i, dp_str cell)
{
	bool added;
	uint32_t v;

	x->scratch.n = 0;
	dp_buf_add(&x->scratch, &k, sizeof k);
	dp_buf_add(&x->scratch, &i, sizeof i);
	dp_buf_str(&x->scratch, cell);
	v = dpi_strtab_add(&x->values, dp_buf_view(&x->scratch), &added);
	if (added) {
		dp_grow(&x->count, &x->cap_count, v, sizeof *x->count);
		x->count[v] = 0;
	}
	if (++x->count[v] > k[i].most) {
		k[i].most = x->count[v];
		k[i].value = dp_str_from(x->values.text[v],
					 sizeof k + sizeof i);
	}
}

static int
look(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	uint64_t most = dpi_step_memory(s, DPI_KEYS_BYTES);
	struct impute *x = s->self;
	struct known *k = group_of(s, b, r);

	if (x->held + x->groups.bytes + x->values.bytes +
		    x->groups.n * s->n_columns * sizeof *k >
	    most)
		return dpi_too_much(s, most, err);
	for (size_t i = 0; i < s->n_columns; i++) {
		dp_str cell = cell_of(b, r, &s->column[i]);
		struct dp_datum d;

		if (dpi_is_blank(cell))
			continue;
		if (x->method == MODE)
			count(x, k, i, cell);
		dp_datum_read(cell, &d);
		if (x->method == MEDIAN && d.kind == DP_DATUM_NUMBER)
			dpi_values_add(&k[i].numbers, &d.number, &x->held);
	}
	return 0;
}

/* The value that the empty cells of K get; p == NULL: none. */
static dp_str
value_of(struct dp_step *s, struct known *k)
{
	struct impute *x = s->self;

	if (x->method == CONSTANT)
		return dp_step_param(s, "value");
	if (x->method == MEDIAN && !k->judged &&
	    dpi_values_n(&k->numbers) > 0) {
		dpi_values_sort(&k->numbers);
		x->scratch.n = 0;
		dp_dd_text(dpi_values_quantile(&k->numbers, 1, 2,
					       DP_QTYPE_STANDARD),
			   DIGITS, &x->scratch);
		k->value = dp_keep(&s->arena, dp_buf_view(&x->scratch));
	}
	k->judged = true;
	return k->value;
}

static int
fill(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	struct impute *x = s->self;
	struct known *k = group_of(s, b, r);
	struct dp_work w = { .batch = b };

	(void)err;
	for (size_t i = 0; i < s->n_columns; i++) {
		dp_str value = { NULL, 0 };

		if (!dpi_is_blank(cell_of(b, r, &s->column[i])))
			continue;
		value = value_of(s, &k[i]);
		if (value.n == 0)
			continue;
		dp_step_set(s, &w, r, &s->column[i], dp_keep(&b->text, value));
		(void)dp_finding_add(&s->log->findings, DP_F_IMPUTED,
				     s->column[i].name, dp_batch_line(b, r),
				     b->record[r], value);
		dpi_mark_add(&x->mark, s->column[i].name);
	}
	dpi_mark_set(&x->mark, b, r);
	return 0;
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	(void)err;
	return dpi_twice(s, inner, look, fill);
}

static const struct dp_example examples[] = {
	{ "prix method=median into=estime", "prix\n7\n\n9\n20\n",
	  "prix,estime\n7,\n9,prix\n9,\n20,\n" },
	{ "prix method=median", "prix,x\n7,a\n,b\n8,c\n",
	  "prix,x\n7,a\n7.5,b\n8,c\n" },
	{ "prix method=median by=ville into=estime",
	  "ville,prix\nGap,7\nGap,\nNice,12\nNice,\nUz\u00e8s,\n",
	  "ville,prix,estime\nGap,7,\nGap,7,prix\nNice,12,\nNice,12,prix\n"
	  "Uz\u00e8s,,\n" },
	{ "statut method=mode",
	  "nom,statut\na,public\nb,\nc,public\nd,priv\u00e9\n",
	  "nom,statut\na,public\nb,public\nc,public\nd,priv\u00e9\n" },
	{ "statut method=mode by=ville",
	  "ville,statut\nGap,public\nGap,\nNice,priv\u00e9\nNice,\n",
	  "ville,statut\nGap,public\nGap,public\nNice,priv\u00e9\n"
	  "Nice,priv\u00e9\n" },
	{ "a, b method=constant value=0 into=suppose", "a,b\n1,\n,2\n3,4\n",
	  "a,b,suppose\n1,0,b\n0,2,a\n3,4,\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_impute = {
	.name = "impute",
	.scope = DP_TABLE,
	.rewrites = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS method=constant|median|mode [value=TEXT] "
		       "[by=COLUMNS] [into=NAME]"),
	.summary = N_("Put a likely value into the empty cells, and say so."),
	.why = N_("Some methods take no table with holes in it. What is put "
		  "there was not observed: means and spreads come out too "
		  "sure of themselves, so the cells are reported, and into= "
		  "names them in each row for whoever counts later. Never "
		  "publish such values as data. A group without any value "
		  "stays empty. All rows wait, beyond 64 MB in temporary "
		  "files (TMPDIR)."),
	.param = params,
	.keyed_memory = DP_KEYS_BOUND,
	.changes_again = true,
	.bind = bind,
	.unbind = unbind,
	.table = table,
	.example = examples,
};

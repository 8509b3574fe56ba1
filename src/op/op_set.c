/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * set: one cell of one record, known by its key. It refuses when the old
 * value is no longer there. Values of a whole column are edit's.
 */
#include "op/words.h"
#include "op/work.h"

#include <stdatomic.h>

#include "base/i18n.h"

struct set {
	struct dp_column key, column;
	dp_str row, old, new;
	atomic_bool found;
	atomic_ulong n_changed;
};

static const struct dp_param params[] = {
	{ "*", DP_P_TEXT, NULL, NULL,
	  N_("the column that says which record it is, and its value there"),
	  false },
	{ "key", DP_P_COLUMN, NULL, NULL,
	  N_("another way of saying it: set VALUE COLUMN \u2026 key=COLUMN"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* The parameter that is none of the common ones: identifiant=CIN-0147. */
static const struct dp_arg *
key_param(const struct dp_step *s)
{
	static const char *const common[] = { "key", "where", "on-error",
					      "as" };

	for (size_t i = 0; i < s->line->n_args; i++) {
		const struct dp_arg *a = &s->line->arg[i];
		bool known = a->kind != DP_ARG_PARAM;

		for (size_t k = 0; k < sizeof common / sizeof *common; k++)
			known = known || dp_str_is(a->key, common[k]);
		if (!known)
			return a;
	}
	return NULL;
}

/* Reads which record is meant; *I is the first word not yet read. */
static int
read_key(struct dp_step *s, const struct dp_schema *schema, size_t *i,
	 struct dp_err *err)
{
	const struct dp_arg *param = key_param(s), *key, *row;
	struct set *x = s->self;
	struct dp_arg name;
	ptrdiff_t k;

	key = dp_step_arg(s, "key");
	if (param && key)
		return dp_step_fail(s, param, err,
				    _("the record is said twice: keep either "
				      "%.*s= or key=."),
				    DP_FMT(param->key));
	if (param) {
		name = *param;
		name.text = param->key;
		key = &name;
		x->row = param->text;
	} else if (key) {
		row = dpi_word_need(s, i, _("the record's key"), err);
		if (!row)
			return -1;
		x->row = row->text;
	} else {
		return dp_step_fail(s, NULL, err,
				    _("set expects to be told which record, "
				      "such as: set id=12 ville \"Gpa\" -> "
				      "\"Gap\""));
	}
	k = dpi_column_need(s, key, schema, err);
	if (k < 0)
		return -1;
	x->key = schema->column[k];
	return 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct set *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_arg *column;
	struct dp_mapping m;
	size_t i = 0;
	ptrdiff_t k;
	int more;

	memset(x, 0, sizeof *x);
	s->self = x;
	atomic_init(&x->found, false);
	atomic_init(&x->n_changed, 0);
	if (read_key(s, schema, &i, err) != 0)
		return -1;
	column = dpi_word_need(s, &i, _("the column to change"), err);
	if (!column)
		return -1;
	k = dpi_column_need(s, column, schema, err);
	if (k < 0)
		return -1;
	x->column = schema->column[k];
	more = dp_step_mapping(s, &i, &m, err);
	if (more < 0)
		return -1;
	if (more == 0 || m.n_from != 1)
		return dp_step_fail(s, more ? m.from[1] : NULL, err,
				    _("set expects one old value and one new "
				      "value: \"old\" -> \"new\""));
	x->old = m.from[0]->text;
	x->new = m.to->text;
	return dpi_words_end(s, i, err);
}

static enum dp_row_state
set(const struct dp_step *s, struct dp_work *w, size_t r)
{
	static const dp_str nothing = { NULL, 0 };
	struct set *x = s->self;
	struct dp_batch *b = w->batch;
	struct dp_finding *f;
	dp_str now;

	if (!dp_str_eq(dp_cell_str(dp_batch_cell(b, r, x->key.slot)), x->row))
		return DP_ROW_KEPT;
	atomic_store_explicit(&x->found, true, memory_order_relaxed);
	now = dp_cell_str(dp_batch_cell(b, r, x->column.slot));
	if (dp_str_eq(now, x->old)) {
		atomic_fetch_add_explicit(&x->n_changed, 1,
					  memory_order_relaxed);
		dp_step_set(s, w, r, &x->column, x->new.n ? x->new : nothing);
		return DP_ROW_KEPT;
	}
	if (dp_str_eq(now, x->new))
		return DP_ROW_KEPT;
	f = dpi_row_finding(s, w, r, x->column.name, DP_F_SET_MISMATCH, now);
	if (f && f->count == 1) {
		f->expected = dp_keep(&b->log->findings.text, x->old);
		f->found = dp_keep(&b->log->findings.text, now);
	}
	return dpi_row_after_finding(s);
}

static void
needs(const struct dp_step *s, bool *cell)
{
	const struct set *x = s->self;

	cell[x->key.slot] = cell[x->column.slot] = true;
}

static int
finish(struct dp_step *s, struct dp_findings *f, struct dp_err *err)
{
	struct set *x = s->self;
	unsigned long n = atomic_load(&x->n_changed);

	(void)err;
	if (n > 1)
		dp_finding_add(f, DP_F_SET_SEVERAL, x->key.name, 0, 0, x->row)
			->count = n;
	if (!atomic_load(&x->found))
		(void)dp_finding_add(f, DP_F_SET_NO_RECORD, x->key.name, 0, 0,
				     x->row);
	return 0;
}

static const struct dp_example examples[] = {
	{ "id=CIN-12 ville \"Gpa\" -> \"Gap\"",
	  "id,ville\nCIN-11,Gpa\nCIN-12,Gpa\n",
	  "id,ville\nCIN-11,Gpa\nCIN-12,Gap\n" },
	{ "CIN-12 ville \"Gpa\" -> \"Gap\" key=id",
	  "id,ville\nCIN-11,Gpa\nCIN-12,Gpa\n",
	  "id,ville\nCIN-11,Gpa\nCIN-12,Gap\n" },
	{ "id=2 places \"99999\" -> \"\"", "id,places\n1,120\n2,99999\n",
	  "id,places\n1,120\n2,\n" },
	{ "id=2 places \"0\" -> \"120\"", "id,places\n1,300\n2,150\n",
	  "id,places\n1,300\n2,150\n" },
	{ "id=2 ville \"\" -> \"Gap\"", "id,ville\n1,Nice\n2,\n",
	  "id,ville\n1,Nice\n2,Gap\n" },
	{ "id=1 nom \"Rex\" -> \"Le Rex\"", "id,nom\n1,Rex\n2,Rex\n",
	  "id,nom\n1,Le Rex\n2,Rex\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_set = {
	.name = "set",
	.scope = DP_ROW,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("KEYCOLUMN=VALUE COLUMN \"old\" -> \"new\""),
	.summary = N_("Correct one cell of one record."),
	.why = N_("Somebody has checked at the source: this cinema has 120 "
		  "seats, not 0. The correction is written down with what "
		  "stood there before. Should the data change one day, the "
		  "step does nothing and says so, instead of spoiling a "
		  "value that was right."),
	.param = params,
	.bind = bind,
	.row = set,
	.needs = needs,
	.finish = finish,
	.example = examples,
};

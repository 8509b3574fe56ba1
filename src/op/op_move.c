/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * move: columns to another place. All of them in an order is select's.
 */
#include "op/words.h"

#include "base/i18n.h"

static const struct dp_op_class move_by_one;

static const struct dp_param params[] = {
	{ "before", DP_P_COLUMN, NULL, NULL,
	  N_("the column they are put before"), false },
	{ "after", DP_P_COLUMN, NULL, NULL, N_("the column they are put after"),
	  false },
	{ "at", DP_P_INT, NULL, NULL,
	  N_("the place that the first of them gets, from 1"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static bool
is_moved(const struct dp_step *s, uint32_t slot)
{
	for (size_t i = 0; i < s->n_columns; i++)
		if (s->column[i].slot == slot)
			return true;
	return false;
}

/* left and right: one place among the others. */
static int
read_step(const struct dp_step *s, const struct dp_schema *schema,
	  const struct dp_arg *word, size_t *index, struct dp_err *err)
{
	bool left = dp_str_is(word->text, "left");
	size_t k;

	if (s->n_columns != 1)
		return dp_step_fail(s, word, err,
				    _("left and right take one column."));
	k = (size_t)dpi_schema_slot(schema, s->column[0].slot);
	*index = left ? (k > 0 ? k - 1 : 0) :
			(k + 2 < schema->n ? k + 2 : schema->n);
	return 0;
}

/* Puts into *INDEX what stands before the place number AT= of the others. */
static int
read_at(const struct dp_step *s, const struct dp_schema *schema, size_t *index,
	struct dp_err *err)
{
	int64_t at = dp_step_int(s, "at");
	size_t others = 0;

	if (at < 1)
		return dp_step_fail(s, dp_step_arg(s, "at"), err,
				    _("at= counts columns from 1."));
	for (*index = 0; *index < schema->n; ++*index) {
		if (is_moved(s, schema->column[*index].slot))
			continue;
		if (others == (size_t)at - 1)
			break;
		others++;
	}
	return 0;
}

/*
 * Reads where to: *INDEX is the column of SCHEMA that comes right after the
 * moved ones, schema->n for none.
 */
static int
read_place(struct dp_step *s, const struct dp_schema *schema, size_t i,
	   size_t *index, struct dp_err *err)
{
	const struct dp_arg *before = dp_step_arg(s, "before");
	const struct dp_arg *after = dp_step_arg(s, "after");
	const struct dp_arg *word = dpi_word_next(s, &i);
	const struct dp_arg *column = before ? before : after;
	ptrdiff_t k;

	if (!!before + !!after + !!word + !!dp_step_arg(s, "at") != 1 ||
	    (word && !dp_str_is(word->text, "first") &&
	     !dp_str_is(word->text, "last") && !dp_str_is(word->text, "left") &&
	     !dp_str_is(word->text, "right")))
		return dp_step_fail(s, word, err,
				    _("say one place to move to: first, last, "
				      "left, right, at=NUMBER, before=COLUMN "
				      "or after=COLUMN."));
	if (!word && !column)
		return read_at(s, schema, index, err);
	if (word &&
	    (dp_str_is(word->text, "left") || dp_str_is(word->text, "right"))) {
		s->op = &move_by_one;
		return read_step(s, schema, word, index, err) != 0 ?
			       -1 :
			       dpi_words_end(s, i, err);
	}
	if (word) {
		*index = dp_str_is(word->text, "first") ? 0 : schema->n;
		return dpi_words_end(s, i, err);
	}
	k = dpi_column_need(s, column, schema, err);
	if (k < 0)
		return -1;
	if (is_moved(s, schema->column[k].slot))
		return dp_step_fail(s, column, err,
				    _("%.*s is itself to be moved; name "
				      "another column here."),
				    DP_FMT(column->text));
	*index = (size_t)k + (after ? 1 : 0);
	return 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct dp_column *order;
	size_t i = 0, index = 0, n = 0;

	if (dp_step_columns(s, schema, &i, &s->column, &s->n_columns, err) ||
	    read_place(s, schema, i, &index, err))
		return -1;
	order = dp_arena_alloc(&s->arena, schema->n * sizeof *order);
	for (i = 0; i <= schema->n; i++) {
		if (i == index)
			for (size_t k = 0; k < s->n_columns; k++)
				order[n++] = schema->column[dpi_schema_slot(
					schema, s->column[k].slot)];
		if (i < schema->n && !is_moved(s, schema->column[i].slot))
			order[n++] = schema->column[i];
	}
	memcpy(schema->column, order, schema->n * sizeof *order);
	return 0;
}

static const struct dp_example examples[] = {
	{ "code first", "commune,code\nGap,05061\n",
	  "code,commune\n05061,Gap\n" },
	{ "note last", "note,a,b\nx,1,2\n", "a,b,note\n1,2,x\n" },
	{ "total after=b", "total,a,b,c\n3,1,2,0\n", "a,b,total,c\n1,2,3,0\n" },
	{ "y, x before=a", "a,x,y\n1,2,3\n", "y,x,a\n3,2,1\n" },
	{ "c left", "a,b,c\n1,2,3\n", "a,c,b\n1,3,2\n" },
	{ "a right", "a,b,c\n1,2,3\n", "b,a,c\n2,1,3\n" },
	{ "a at=3", "a,b,c,d\n1,2,3,4\n", "b,c,a,d\n2,3,1,4\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_move = {
	.name = "move",
	.scope = DP_SCHEMA,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("COLUMNS first|last|left|right|at=NUMBER|before=COLUMN|"
		       "after=COLUMN"),
	.summary = N_("Put columns in another place."),
	.why = N_("What belongs together reads best side by side, and the "
		  "code or name by which records are known reads best first."),
	.param = params,
	.changes_again = true, /* by one place; else not, as plan_look.c says */
	.bind = bind,
	.example = examples,
};

/* What bind makes of left and right: a second time they move on. */
static const struct dp_op_class move_by_one = {
	.name = "move",
	.scope = DP_SCHEMA,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("COLUMNS first|last|left|right|at=NUMBER|before=COLUMN|"
		       "after=COLUMN"),
	.param = params,
	.changes_again = true,
	.shifts = true,
};

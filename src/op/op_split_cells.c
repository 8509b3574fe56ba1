/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * split-cells: a cell that holds several values becomes a row for each. One
 * column into several is split's.
 */
#include "op/expand.h"
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_param params[] = {
	{ "by", DP_P_TEXT, NULL, NULL,
	  N_("what separates the values: by=\";\""), true },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	dp_str *by = dp_arena_alloc(&s->arena, sizeof *by);

	(void)schema;
	*by = dp_step_param(s, "by");
	s->self = by;
	if (s->n_columns != 1)
		return dp_step_fail(s, NULL, err,
				    _("split-cells takes one column at a "
				      "time."));
	if (by->n == 0)
		return dp_step_fail(s, dp_step_arg(s, "by"), err,
				    _("by= is empty: write what separates "
				      "the values, such as by=\";\"."));
	return 0;
}

/* The next value of *REST, blanks around it and empty ones left out. */
static bool
next_value(dp_str *rest, dp_str by, dp_str *value)
{
	while (rest->p) {
		ptrdiff_t at = dp_str_search(*rest, by);

		*value = *rest;
		if (at < 0) {
			*rest = (dp_str){ NULL, 0 };
		} else {
			value->n = (size_t)at;
			*rest = dp_str_from(*rest, (size_t)at + by.n);
			if (rest->n == 0)
				rest->p = NULL;
		}
		*value = dp_trim(*value);
		if (value->n)
			return true;
	}
	return false;
}

static size_t
count(const struct dp_step *s, const struct dp_batch *b, size_t r)
{
	const dp_str *by = s->self;
	dp_str rest = dp_cell_str(dp_batch_cell(b, r, s->column[0].slot));
	dp_str value;
	size_t n = 0;

	if (dp_str_search(rest, *by) < 0)
		return 1;
	while (next_value(&rest, *by, &value))
		n++;
	return n ? n : 1;
}

static void
fill(const struct dp_step *s, struct dp_batch *b, size_t first, size_t n,
     size_t *at)
{
	const dp_str *by = s->self;
	uint32_t slot = s->column[0].slot;
	dp_str all = dp_cell_str(dp_batch_cell(b, first, slot)), value;
	dp_str rest = dp_str_from(all, *at);

	/* what has no separator stays to the letter */
	if (dp_str_search(all, *by) < 0)
		return;
	for (size_t k = 0; k < n; k++) {
		struct dp_cell *c = dp_batch_cell(b, first + k, slot);

		memset(c, 0, sizeof *c);
		if (!next_value(&rest, *by, &value))
			continue;
		c->p = value.p;
		c->n = (uint32_t)value.n;
	}
	*at = rest.p ? (size_t)(rest.p - all.p) : all.n;
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	static const struct dpi_expansion how = { count, fill };

	(void)err;
	return dpi_expand(s, inner, &how);
}

static const struct dp_example examples[] = {
	{ "langues by=\",\"", "film,langues\nA,\"fr, en\"\nB,it\n",
	  "film,langues\nA,fr\nA,en\nB,it\n" },
	{ "tags by=\" | \"", "id,tags\n1,a | b | a\n2,\n",
	  "id,tags\n1,a\n1,b\n1,a\n2,\n" },
	{ "mail by=/", "nom,mail\nRex,a@x.fr/b@x.fr/\n",
	  "nom,mail\nRex,a@x.fr\nRex,b@x.fr\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_split_cells = {
	.name = "split-cells",
	.scope = DP_TABLE,
	.flows = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMN by=TEXT"),
	.summary = N_("Make a row for each of several values in a cell."),
	.why = N_("\"fr, en\" is one value to a program: whoever counts films "
		  "in French misses it. After this step there is a row for "
		  "each language, the other cells repeated: what was counted "
		  "by row (films, seats) is then counted twice, so count it "
		  "before. join-cells does the reverse."),
	.param = params,
	.bind = bind,
	.table = table,
	.example = examples,
};

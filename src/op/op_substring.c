/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * substring: the characters of a cell between two places. Where the place
 * differs from cell to cell, extract finds it.
 */
#include "op/work.h"

#include "base/i18n.h"

struct range {
	int64_t from, to; /* from 1; below 0 from the end; to 0: the end */
};

static const struct dp_param params[] = {
	{ "from", DP_P_INT, "1", NULL,
	  N_("first character to keep, counted from 1; below 0 from the end"),
	  false },
	{ "to", DP_P_INT, "-1", NULL,
	  N_("last character to keep, counted the same way"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct range *x = dp_arena_alloc(&s->arena, sizeof *x);

	(void)schema;
	x->from = dp_step_int(s, "from");
	x->to = dp_step_int(s, "to");
	s->self = x;
	if (!dp_step_arg(s, "from") && !dp_step_arg(s, "to"))
		return dp_step_fail(s, NULL, err,
				    _("substring expects from=, to= or both, "
				      "such as from=1 to=2."));
	if (x->from == 0 || x->to == 0)
		return dp_step_fail(s, dp_step_arg(s, x->from ? "to" : "from"),
				    err,
				    _("characters are counted from 1, and "
				      "from -1 at the end; there is no 0."));
	return 0;
}

static dp_str
substring(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct range *x = s->self;
	int64_t n, from, to;
	size_t start, end;
	dp_str out;

	(void)w;
	if (in.n == 0)
		return in;
	n = (int64_t)dp_utf8_chars(in);
	from = x->from > 0 ? x->from - 1 : x->from < -n ? 0 : n + x->from;
	to = x->to > 0 ? x->to : x->to < -n ? 0 : n + x->to + 1;
	if (from <= 0 && to >= n)
		return in;
	start = dp_utf8_offset(in, from > 0 ? (size_t)from : 0);
	end = dp_utf8_offset(in, to > 0 ? (size_t)to : 0);
	out = (dp_str){ NULL, end > start ? end - start : 0 };
	if (out.n)
		out.p = in.p + start;
	return out;
}

static const struct dp_example examples[] = {
	{ "x to=2", "13055", "13" },
	{ "x from=3", "13055", "055" },
	{ "x from=-2", "2023-24", "24" },
	{ "x from=7 to=10", "25/03/2019", "2019" },
	{ "x to=5", "\u00c9vian-les-Bains", "\u00c9vian" },
	{ "x to=-2", "2023*", "2023" },
	{ "x from=6", "05000", "" },
	{ "x to=20", "Gap", "Gap" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_substring = {
	.name = "substring",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [from=CHARACTER] [to=CHARACTER]"),
	.summary = N_("Keep the characters between two places."),
	.why = N_("The first two signs of a commune's code are its "
		  "d\u00e9partement, the last four of a date its year: where "
		  "every cell has the same plan, counting is enough. Put the "
		  "result beside the cell with as=; what is cut off in place "
		  "is gone."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.cell = substring,
	.needs = dpi_needs_columns,
	.example = examples,
};

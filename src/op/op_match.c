/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * match: whether a pattern is found in a cell, or what its groups hold, in
 * columns of their own. Replacing the cell is extract's and replace's.
 */
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

struct match {
	struct dp_regex *re; /* first, for dpi_matcher_new */
	struct dp_column from, *to;
	size_t n;
	bool groups; /* to each column its group; else yes or no to one */
	dp_str yes, no;
};

static const struct dp_param params[] = {
	{ "pattern", DP_P_PATTERN, NULL, NULL,
	  N_("what to look for: a regular expression (PCRE2)"), true },
	{ "into", DP_P_TEXT, NULL, NULL,
	  N_("new columns: one for each group in brackets, or one for yes and "
	     "no where there are none"),
	  true },
	{ "whole", DP_P_YES, "no", NULL,
	  N_("yes: the pattern has to fit the whole cell, not a part of it"),
	  false },
	{ "yes", DP_P_TEXT, "true", NULL, N_("how a match is written"), false },
	{ "no", DP_P_TEXT, "false", NULL, N_("how none is written"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct match *x = s->self;

	if (x)
		dp_regex_free(x->re);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct match *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_arg *into = dp_step_arg(s, "into");
	unsigned groups;
	dp_str *name;
	size_t at;

	memset(x, 0, sizeof *x);
	s->self = x;
	if (s->n_columns != 1)
		return dp_step_fail(s, NULL, err,
				    _("match takes one column at a time."));
	x->from = s->column[0];
	x->yes = dp_step_param(s, "yes");
	x->no = dp_step_param(s, "no");
	x->re = dp_step_regex(s, dp_step_arg(s, "pattern"),
			      dp_step_yes(s, "whole") ? DP_REGEX_WHOLE : 0,
			      err);
	if (!x->re)
		return -1;
	groups = dp_regex_groups(x->re);
	x->groups = groups > 0;
	dpi_param_list(s, "into", &name, &x->n);
	if (x->n != (groups ? groups : 1))
		return dp_step_fail(s, into, err,
				    P_("into= expects %u name, as the pattern "
				       "has it.",
				       "into= expects %u names, one for each "
				       "group in brackets.",
				       groups ? groups : 1),
				    groups ? groups : 1);
	at = (size_t)dpi_schema_slot(schema, x->from.slot) + 1;
	x->to = dp_arena_alloc(&s->arena, x->n * sizeof *x->to);
	for (size_t i = 0; i < x->n; i++) {
		if (dpi_name_is_free(s, into, schema, name[i], err) != 0)
			return -1;
		x->to[i].slot = dp_schema_add(schema, at + i, name[i]);
		x->to[i].name = dp_keep(&s->arena, name[i]);
	}
	return 0;
}

static enum dp_row_state
match(const struct dp_step *s, struct dp_work *w, size_t r)
{
	const struct match *x = s->self;
	struct dpi_matcher *l = w->local;
	dp_str cell = dp_cell_str(dp_batch_cell(w->batch, r, x->from.slot));
	int found;

	/* of an empty cell nothing is known */
	if (cell.n == 0)
		return DP_ROW_KEPT;
	found = dp_regex_find(x->re, cell, 0, l->match);
	if (found < 0) {
		(void)dpi_row_finding(s, w, r, x->from.name, DP_F_PATTERN_LIMIT,
				      cell);
		return dpi_row_after_finding(s);
	}
	if (!x->groups)
		dp_step_set(s, w, r, &x->to[0], found ? x->yes : x->no);
	for (size_t i = 0; x->groups && found && i < x->n; i++)
		dp_step_set(s, w, r, &x->to[i],
			    dp_match_group(l->match, cell, (unsigned)i + 1));
	return DP_ROW_KEPT;
}

static const struct dp_example examples[] = {
	{ "adresse pattern=/\\bbis\\b/ into=bis",
	  "adresse\n12 bis rue Carnot\n3 place Grenette\n",
	  "adresse,bis\n12 bis rue Carnot,true\n3 place Grenette,false\n" },
	{ "adresse pattern=/^([0-9]+) (.+)$/ into=numero,voie",
	  "adresse\n12 rue Carnot\nLe Bourg\n",
	  "adresse,numero,voie\n12 rue Carnot,12,rue Carnot\nLe Bourg,,\n" },
	{ "cp pattern=/[0-9]{5}/ into=complet whole=yes",
	  "cp\n05000\n5000\nF-05000\n",
	  "cp,complet\n05000,true\n5000,false\nF-05000,false\n" },
	{ "nom pattern=/mairie/ into=public yes=oui no=non",
	  "nom,n\nmairie de Gap,1\nLe Rex,2\n",
	  "nom,public,n\nmairie de Gap,oui,1\nLe Rex,non,2\n" },
	{ "x pattern=/a/ into=y", "x,n\n,1\nba,2\n",
	  "x,y,n\n,,1\nba,true,2\n" },
	{ "x pattern=/a/ into=y where=n>1", "x,n\na,1\na,2\n",
	  "x,y,n\na,,1\na,true,2\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_match = {
	.name = "match",
	.scope = DP_ROW,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMN pattern=/PATTERN/ into=NAME,NAME\u2026 "
		       "[whole=yes] [yes=TEXT] [no=TEXT]"),
	.summary = N_("Say in a new column whether a pattern is found."),
	.why = N_("Which addresses have a number, which names speak of a "
		  "school? The answer is counted and filtered like any "
		  "column. With groups in brackets their texts go to as many "
		  "columns, empty where the pattern is not found. The cell "
		  "stays as it is, and of an empty one nothing is said."),
	.param = params,
	.bind = bind,
	.unbind = unbind,
	.local_new = dpi_matcher_new,
	.local_free = dpi_matcher_free,
	.row = match,
	.example = examples,
};

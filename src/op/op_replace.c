/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replace: a pattern, or a plain text, by another text. Whole values are
 * edit's, which is faster and says more.
 */
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

struct replace {
	struct dp_regex *re; /* first, for dpi_matcher_new */
	struct dp_template *with;
	bool all;
};

static const struct dp_param params[] = {
	{ "pattern", DP_P_PATTERN, NULL, NULL,
	  N_("what to look for: a regular expression (PCRE2)"), true },
	{ "with", DP_P_TEXT, "", NULL,
	  N_("what to put there; $1 is the first group, $0 all that was "
	     "found"),
	  false },
	{ "literal", DP_P_YES, "no", NULL,
	  N_("yes: pattern and with are plain text, no sign is special"),
	  false },
	{ "all", DP_P_YES, "yes", NULL,
	  N_("no: only the first place in each cell"), false },
	{ "icase", DP_P_YES, "no", NULL,
	  N_("yes: capitals and small letters are equal"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct replace *x = s->self;

	dp_template_free(x->with);
	dp_regex_free(x->re);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct replace *x = dp_arena_alloc(&s->arena, sizeof *x);
	bool literal = dp_step_yes(s, "literal");
	unsigned flags = 0;

	(void)schema;
	if (literal)
		flags |= DP_REGEX_LITERAL;
	if (dp_step_yes(s, "icase"))
		flags |= DP_REGEX_ICASE;
	memset(x, 0, sizeof *x);
	x->all = dp_step_yes(s, "all");
	s->self = x;
	x->re = dp_step_regex(s, dp_step_arg(s, "pattern"), flags, err);
	if (!x->re)
		return -1;
	x->with = dp_template_new(x->re, dp_step_param(s, "with"), literal,
				  err);
	if (!x->with)
		return dpi_fail_at(s, dp_step_arg(s, "with"), err);
	return 0;
}

static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	const struct replace *x = s->self;
	size_t k = 0;

	for (size_t i = 0; i < n; i++, c += stride) {
		hit[k] = (uint32_t)i;
		k += c->flags & DP_CELL_ROOM ?
			     dp_regex_may_match_near(x->re, dp_cell_str(c)) :
			     dp_regex_may_match(x->re, dp_cell_str(c));
	}
	return k;
}

static dp_str
replace(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct replace *x = s->self;
	struct dpi_matcher *l = w->local;
	dp_str subject = in.p ? in : DP_S("");
	int n;

	l->made.n = 0;
	n = dp_regex_replace(x->re, x->with, subject, x->all, l->match,
			     &l->made);
	if (n < 0)
		return dp_bad(w, DP_F_PATTERN_LIMIT, in);
	if (n == 0)
		return in;
	return dpi_made(w, in, dp_buf_view(&l->made));
}

static const struct dp_example examples[] = {
	{ "x pattern=\",\" with=\".\"", "48,8566", "48.8566" },
	{ "x pattern=\"^([0-9])$\" with=\"0$1\"", "4", "04" },
	{ "x pattern=\"^St[ -]\" with=\"Saint-\"", "St Tropez",
	  "Saint-Tropez" },
	{ "x pattern=\"(.+), (.+)\" with=\"$2 $1\"", "Curie, Marie",
	  "Marie Curie" },
	{ "x pattern=\" *\\([^)]*\\)$\"", "Gap (Hautes-Alpes)", "Gap" },
	{ "x pattern=\"(h.t.)\" with=\"\" literal=yes", "1200 (h.t.)",
	  "1200 " },
	{ "x pattern=rue with=avenue icase=yes all=no", "Rue de la Rue",
	  "avenue de la Rue" },
	{ "x pattern=\"^$\" with=\"inconnu\"", "", "inconnu" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_replace = {
	.name = "replace",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS pattern=PATTERN [with=TEXT] [literal=yes] "
		       "[all=no] [icase=yes]"),
	.summary = N_("Replace what a pattern finds by another text."),
	.why = N_("A part of each cell is to be put otherwise: a comma, a "
		  "unit, a remark in brackets, two words in the wrong order. "
		  "Try the pattern on a few cells first. To replace whole "
		  "values, edit is safer."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.unbind = unbind,
	.local_new = dpi_matcher_new,
	.local_free = dpi_matcher_free,
	.cell = replace,
	.suspects = suspects,
	.needs = dpi_needs_columns,
	.example = examples,
};

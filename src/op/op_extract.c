/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * extract: the part of a cell that a pattern finds. Cutting a cell into
 * columns is split's.
 */
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

struct extract {
	struct dp_regex *re; /* first, for dpi_matcher_new */
	unsigned group;
	dp_str joined; /* between all places; p NULL: the first place only */
	bool beside;   /* to a column of its own: nothing found is nothing */
};

static const struct dp_param params[] = {
	{ "pattern", DP_P_PATTERN, NULL, NULL,
	  N_("what to look for: a regular expression (PCRE2)"), true },
	{ "group", DP_P_INT, NULL, NULL,
	  N_("which group in brackets to take; 0: all that was found; by "
	     "itself the first, if there is one"),
	  false },
	{ "join", DP_P_TEXT, NULL, NULL,
	  N_("take every place instead of the first, with this between them"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct extract *x = s->self;

	dp_regex_free(x->re);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct extract *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_arg *group = dp_step_arg(s, "group");
	int64_t wanted = dp_step_int(s, "group");
	unsigned groups;

	(void)schema;
	memset(x, 0, sizeof *x);
	s->self = x;
	x->re = dp_step_regex(s, dp_step_arg(s, "pattern"), 0, err);
	if (!x->re)
		return -1;
	groups = dp_regex_groups(x->re);
	if (wanted < 0 || wanted > groups)
		return dp_step_fail(s, group, err,
				    P_("the pattern has %u group in brackets.",
				       "the pattern has %u groups in brackets.",
				       groups),
				    groups);
	x->group = group ? (unsigned)wanted : groups > 0;
	x->joined = dp_step_param(s, "join");
	x->beside = dp_step_arg(s, "as") != NULL;
	return 0;
}

/* Byte of S from which to look on behind a match from FROM to TO. */
static size_t
go_on(dp_str s, size_t from, size_t to)
{
	return to > from ? to : dp_utf8_next(s, to);
}

/* Puts all places of S into L; how many there were, -1 at a limit. */
static int
find_all(const struct extract *x, struct dpi_matcher *l, dp_str s)
{
	size_t at = 0, from, to;
	int n = 0, found;

	l->made.n = 0;
	while (at <= s.n &&
	       (found = dp_regex_find(x->re, s, at, l->match)) != 0) {
		dp_str one;

		if (found < 0)
			return -1;
		one = dp_match_group(l->match, s, x->group);
		if (one.n && n++ > 0)
			dp_buf_str(&l->made, x->joined);
		dp_buf_str(&l->made, one);
		dp_match_span(l->match, &from, &to);
		at = go_on(s, from, to);
	}
	return n;
}

static dp_str
extract(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	static const dp_str nothing = { NULL, 0 };
	const struct extract *x = s->self;
	struct dpi_matcher *l = w->local;
	dp_str found = nothing;
	int n;

	if (in.n == 0)
		return in;
	if (x->joined.p) {
		n = find_all(x, l, in);
		found = dp_buf_view(&l->made);
	} else {
		n = dp_regex_find(x->re, in, 0, l->match);
		if (n > 0)
			found = dp_match_group(l->match, in, x->group);
	}
	if (n < 0)
		return dp_bad(w, DP_F_PATTERN_LIMIT, in);
	if (found.n == 0 && x->beside)
		return nothing;
	if (found.n == 0)
		return dp_bad(w, DP_F_NOTHING_FOUND, in);
	return dpi_made(w, in, found);
}

static const struct dp_example examples[] = {
	{ "x pattern=/[0-9]{5}/", "1 rue Carnot, 05000 Gap", "05000" },
	{ "x pattern=/\\((.+)\\)/", "Gap (Hautes-Alpes)", "Hautes-Alpes" },
	{ "x pattern=/([0-9]+) x ([0-9]+)/ group=2", "210 x 297 mm", "297" },
	{ "x pattern=/[0-9]+/ join=\" \"", "lots 3, 5 et 12", "3 5 12" },
	{ "x pattern=/[0-9]{5}/", "Gap", "Gap" },
	{ "x pattern=/[0-9]{5}/ on-error=blank", "Gap", "" },
	{ "x pattern=/[^@ ]+@[^@ ]+/", "M. Roux a.roux@gap.fr",
	  "a.roux@gap.fr" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_extract = {
	.name = "extract",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS pattern=/PATTERN/ [group=NUMBER] [join=TEXT]"),
	.summary = N_("Keep the part of each cell that a pattern finds."),
	.why = N_("A postcode stands in an address, a year in a title, a "
		  "d\u00e9partement in brackets. as=NAME leaves the cell alone "
		  "and puts the part beside it, empty where nothing was "
		  "found; without as= such a cell stays and is reported."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.unbind = unbind,
	.local_new = dpi_matcher_new,
	.local_free = dpi_matcher_free,
	.cell = extract,
	.needs = dpi_needs_columns,
	.example = examples,
};

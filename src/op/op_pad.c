/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pad: cells filled up to a width. Codes that dpipe knows are code's, which
 * checks them too.
 */
#include "op/work.h"

#include "base/i18n.h"

#define WIDTH_MAX 1000

struct pad {
	size_t width_chars;
	dp_str with;
	bool right;
};

static const struct dp_param params[] = {
	{ "width", DP_P_INT, NULL, NULL,
	  N_("how many characters a cell is to have at least"), true },
	{ "with", DP_P_TEXT, "0", NULL, N_("one character to fill up with"),
	  false },
	{ "side", DP_P_CHOICE, "left", "left|right",
	  N_("where the characters are added"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct pad *x = dp_arena_alloc(&s->arena, sizeof *x);
	int64_t width = dp_step_int(s, "width");

	(void)schema;
	s->self = x;
	if (width < 1 || width > WIDTH_MAX)
		return dp_step_fail(s, dp_step_arg(s, "width"), err,
				    _("width= goes from 1 to %d characters."),
				    WIDTH_MAX);
	x->width_chars = (size_t)width;
	x->with = dp_step_param(s, "with");
	x->right = dp_step_choice(s, "side") == 1;
	if (dp_utf8_chars(x->with) != 1)
		return dp_step_fail(s, dp_step_arg(s, "with"), err,
				    _("with= expects one character, such as "
				      "with=0."));
	return 0;
}

static dp_str
pad(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct pad *x = s->self;
	struct dp_buf *made = w->local;
	size_t chars;

	if (in.n == 0 || (chars = dp_utf8_chars(in)) >= x->width_chars)
		return in;
	made->n = 0;
	if (x->right)
		dp_buf_str(made, in);
	for (; chars < x->width_chars; chars++)
		dp_buf_str(made, x->with);
	if (!x->right)
		dp_buf_str(made, in);
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x width=3", "7", "007" },
	{ "x width=5", "4112", "04112" },
	{ "x width=5", "13055", "13055" },
	{ "x width=2", "2A", "2A" },
	{ "x width=2", "123", "123" },
	{ "x width=4 with=\".\" side=right", "\u00e9t\u00e9",
	  "\u00e9t\u00e9." },
	{ "x width=5", "", "" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_pad = {
	.name = "pad",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS width=CHARS [with=CHARACTER] "
		       "[side=left|right]"),
	.summary = N_("Fill short cells up to a width."),
	.why = N_("A spreadsheet took 007 for a number and made it 7: with "
		  "its zeros put back it joins again, and sorts in order. "
		  "Longer and empty cells stay. For codes of communes, "
		  "companies and the like, code knows the width and checks "
		  "the result."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = pad,
	.needs = dpi_needs_columns,
	.example = examples,
};

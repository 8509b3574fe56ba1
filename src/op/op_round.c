/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * round: numbers with fewer digits. Done in decimal, so that 2.675 is what it
 * says (text/decimal.h); numbers written in other ways are number's.
 */
#include "op/work.h"

#include "base/i18n.h"
#include "text/decimal.h"

struct rounding {
	int digits;
	enum dpi_rounding how;
};

static const struct dp_param params[] = {
	{ "digits", DP_P_INT, "0", NULL,
	  N_("digits to keep behind the point; -3: whole thousands"), false },
	{ "how", DP_P_CHOICE, "half-up", "half-up|half-even|down|up",
	  N_("half-up: 2.5 becomes 3; half-even: 2; down: towards 0; up: away "
	     "from 0"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct rounding *x = dp_arena_alloc(&s->arena, sizeof *x);
	int64_t digits = dp_step_int(s, "digits");

	(void)schema;
	if (digits < -18 || digits > 18)
		return dp_step_fail(s, dp_step_arg(s, "digits"), err,
				    _("digits= goes from -18 to 18."));
	x->digits = (int)digits;
	x->how = (enum dpi_rounding)dp_step_choice(s, "how");
	s->self = x;
	return 0;
}

/* Cells with something else than digits, or digits that may have to go. */
static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	const struct rounding *x = s->self;
	size_t k = 0;

	for (size_t i = 0; i < n; i++, c += stride) {
		bool whole = x->digits >= 0 && c->n > 0 && c->p[0] != '0';

		for (uint32_t j = 0; whole && j < c->n; j++)
			whole = (unsigned char)c->p[j] - (unsigned)'0' <= 9;
		hit[k] = (uint32_t)i;
		k += c->n > 0 && !whole;
	}
	return k;
}

static dp_str
shorten(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct rounding *x = s->self;
	struct dp_buf *made = w->local;

	if (dpi_is_blank(in))
		return in;
	made->n = 0;
	if (!dpi_decimal_round(in, x->digits, x->how, made))
		return dp_bad(w, DP_F_NOT_A_NUMBER, in);
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x", "12.5", "13" },
	{ "x digits=2", "2.675", "2.68" },
	{ "x digits=2", "12.5", "12.5" },
	{ "x digits=-3", "873076", "873000" },
	{ "x how=half-even", "12.5", "12" },
	{ "x how=down", "-12.9", "-12" },
	{ "x digits=1", "NC", "NC" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_round = {
	.name = "round",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [digits=NUMBER] "
		       "[how=half-up|half-even|down|up]"),
	.summary = N_("Round numbers."),
	.why = N_("12.5333333 says more than was measured, and a rounded "
		  "figure is easier to read and harder to trace to a person. "
		  "Round last: sums of rounded numbers drift. Numbers have to "
		  "be canonical: number comes first."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = shorten,
	.suspects = suspects,
	.needs = dpi_needs_columns,
	.example = examples,
};

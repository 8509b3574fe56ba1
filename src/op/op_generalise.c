/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * generalise: a value by a coarser one that more people share. Dates are made
 * coarser by date precision=.
 */
#include "op/work.h"

#include "base/i18n.h"
#include "text/decimal.h"

enum target { BAND, DEPARTEMENT };

struct generalise {
	enum target to;
	int64_t width, top;
};

static const struct dp_param params[] = {
	{ "to", DP_P_CHOICE, NULL, "band|departement",
	  N_("band: 37 becomes 30-39; departement: 05061 and 05000 become 05"),
	  true },
	{ "width", DP_P_INT, "10", NULL, N_("how wide a band is"), false },
	{ "top", DP_P_INT, NULL, NULL,
	  N_("from there on one band: with top=80, 91 becomes 80+"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct generalise *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_arg *top = dp_step_arg(s, "top");

	(void)schema;
	s->self = x;
	x->to = (enum target)dp_step_choice(s, "to");
	x->width = dp_step_int(s, "width");
	x->top = top ? dp_step_int(s, "top") : INT64_MAX;
	if (x->width < 2 || x->width > 1000000)
		return dp_step_fail(s, dp_step_arg(s, "width"), err,
				    _("width= goes from 2 to 1000000."));
	if (top && (x->top < x->width || x->top % x->width != 0))
		return dp_step_fail(s, top, err,
				    _("top= has to be a multiple of width=, "
				      "where a band begins."));
	return 0;
}

/* True for 30-39 and 85+, as this operation writes them. */
static bool
is_band(dp_str s)
{
	dp_str rest = s, low = dp_str_cut(&rest, '-');
	int64_t a, b;

	if (rest.p)
		return dp_str_int(low, &a) && dp_str_int(rest, &b) && a < b;
	return s.n > 1 && s.p[s.n - 1] == '+' &&
	       dp_str_int((dp_str){ s.p, s.n - 1 }, &a);
}

static dp_str
band(const struct generalise *x, struct dp_work *w, dp_str in)
{
	struct dp_buf *made = w->local;
	struct dp_buf whole = { 0 };
	int64_t v = 0, low;
	bool ok = dpi_decimal_round(in, 0, DPI_ROUND_DOWN, &whole) &&
		  in.p[0] != '-' && dp_str_int(dp_buf_view(&whole), &v) &&
		  v < INT64_MAX - x->width;

	dp_buf_done(&whole);
	if (!ok)
		return is_band(in) ? in : dp_bad(w, DP_F_NOT_A_NUMBER, in);
	made->n = 0;
	low = v - v % x->width;
	if (v >= x->top)
		dp_buf_format(made, "%lld+", (long long)x->top);
	else
		dp_buf_format(made, "%lld-%lld", (long long)low,
			      (long long)(low + x->width - 1));
	return dpi_made(w, in, dp_buf_view(made));
}

/* The département of a commune or a postcode. */
static dp_str
departement(struct dp_work *w, dp_str in)
{
	const struct dp_code_kind *commune = dp_code_kind_find(DP_S("insee"));
	const struct dp_code_kind *postal = dp_code_kind_find(DP_S("postal"));
	const struct dp_code_kind *whole =
		dp_code_kind_find(DP_S("departement"));
	dp_str out = in;

	if (whole->check(in) >= 0)
		return in;
	if (commune->check(in) < 0 && postal->check(in) < 0)
		return dp_bad(w, DP_F_NOT_A_CODE, in);
	/* postcodes of Corsica: 200 and 201 in the south, 202 to 206 */
	if (dp_str_starts(in, "20"))
		return in.p[2] <= '1' ? DP_S("2A") : DP_S("2B");
	out.n = dp_str_starts(in, "97") || dp_str_starts(in, "98") ? 3 : 2;
	return whole->check(out) < 0 ? dp_bad(w, DP_F_NOT_A_CODE, in) : out;
}

static dp_str
generalise(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct generalise *x = s->self;

	if (dpi_is_blank(in))
		return in;
	return x->to == BAND ? band(x, w, in) : departement(w, in);
}

static const struct dp_example examples[] = {
	{ "x to=band", "37", "30-39" },
	{ "x to=band width=5", "37", "35-39" },
	{ "x to=band top=80", "91", "80+" },
	{ "x to=band", "NC", "NC" },
	{ "x to=departement", "05061", "05" },
	{ "x to=departement", "2A004", "2A" },
	{ "x to=departement", "97411", "974" },
	{ "x to=departement", "20200", "2B" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_generalise = {
	.name = "generalise",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS to=band|departement [width=NUMBER] "
		       "[top=NUMBER]"),
	.summary = N_("Replace values by coarser ones that more people share."),
	.why = N_("An age, a commune and a date together are often one person. "
		  "Bands of age, the d\u00e9partement for the commune and the "
		  "month for the day (date precision=month) leave less to "
		  "find her by. It is no proof: count how many rows share "
		  "each combination of what is left, and look at those of "
		  "few. Dates go through date."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = generalise,
	.needs = dpi_needs_columns,
	.example = examples,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cast: cells held to a named type, written as that type has them. How people
 * write numbers, dates and answers is number's, date's and boolean's.
 */
#include "op/work.h"

#include "base/i18n.h"

/* In the order of the choices. */
enum type { INTEGER, NUMBER, BOOLEAN, DATE, YEAR };

static const struct dp_param params[] = {
	{ "to", DP_P_CHOICE, NULL, "integer|number|boolean|date|year",
	  N_("the type, as schemas name it: integer 12, number 12.5, boolean "
	     "true or false, date 2021-03-12, year 2021"),
	  true },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	enum type *to = dp_arena_alloc(&s->arena, sizeof *to);

	(void)schema;
	(void)err;
	*to = (enum type)dp_step_choice(s, "to");
	s->self = to;
	return 0;
}

/* A canonical number; of INTEGER, one whose decimals are noughts. */
static dp_str
to_number(struct dp_work *w, enum type to, dp_str in, dp_str t)
{
	struct dp_number_opts o = { .notation = DP_NUMBER_CANONICAL };
	char made[DP_NUMBER_BYTES];
	dp_str out = { made, 0 };
	ptrdiff_t point;

	if (dp_number_read(t, &o, made, sizeof made, &out.n) != DP_NUMBER_OK)
		return dp_bad(w, DP_F_NOT_A_NUMBER, in);
	if (dp_number_zero_led(t))
		return dp_bad(w, DP_F_LEADING_ZERO, in);
	point = to == INTEGER ? dp_str_find(out, '.') : -1;
	for (size_t i = (size_t)(point + 1); point >= 0 && i < out.n; i++)
		if (out.p[i] != '0')
			return dp_bad(w, DP_F_NOT_WHOLE, in);
	if (point >= 0)
		out.n = (size_t)point;
	return dpi_made(w, in, out);
}

static dp_str
to_boolean(struct dp_work *w, dp_str in, dp_str t)
{
	struct dp_buf *folded = w->local;

	folded->n = 0;
	dp_fold(t, folded);
	t = dp_buf_view(folded);
	if (dp_str_is(t, "true") || dp_str_is(t, "1"))
		return dpi_made(w, in, DP_S("true"));
	if (dp_str_is(t, "false") || dp_str_is(t, "0"))
		return dpi_made(w, in, DP_S("false"));
	return dp_bad(w, DP_F_NOT_AN_ANSWER, in);
}

/* A day of ISO 8601, or of YEAR its year or a year alone. */
static dp_str
to_date(struct dp_work *w, enum type to, dp_str in, dp_str t)
{
	struct dp_date_opts o = { .order = DP_DATE_YMD };
	dp_str year = { t.p, 4 };
	struct dp_date d;
	size_t dashes = 0;

	for (size_t i = 0; i < t.n && i < 10; i++)
		dashes += t.p[i] == '-' && (i == 4 || i == 7);
	if (((dashes != 2 || t.n < 10) && !(to == YEAR && t.n == 4)) ||
	    !dp_date_read(t, &o, &d) || d.year < 0)
		return dp_bad(w, DP_F_NOT_A_DATE, in);
	if (to == YEAR)
		return dpi_made(w, in, year);
	return dpi_made(w, in, (dp_str){ t.p, 10 });
}

/* Does S hold what its type is written as, so that it stays? */
static bool
is_cast(enum type to, dp_str s)
{
	if (to == BOOLEAN)
		return dp_str_is(s, "true") || dp_str_is(s, "false");
	if (to == DATE || s.p[0] < '1' || s.p[0] > '9' ||
	    (to == YEAR ? s.n != 4 : s.n > 15))
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

static size_t
suspects(const struct dp_step *s, const struct dp_cell *c, size_t stride,
	 size_t n, uint32_t *hit)
{
	const enum type *to = s->self;
	size_t k = 0;

	for (size_t i = 0; i < n; i++, c += stride) {
		hit[k] = (uint32_t)i;
		k += c->n > 0 && !is_cast(*to, dp_cell_str(c));
	}
	return k;
}

static dp_str
cast(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const enum type *to = s->self;
	dp_str t = dp_trim(in);

	if (t.n == 0)
		return in;
	switch (*to) {
	case INTEGER:
	case NUMBER:
		return to_number(w, *to, in, t);
	case BOOLEAN:
		return to_boolean(w, in, t);
	case DATE:
	case YEAR:
		break;
	}
	return to_date(w, *to, in, t);
}

static const struct dp_example examples[] = {
	{ "x to=integer", "12.0", "12" },
	{ "x to=integer on-error=blank", "12.5", "" },
	{ "x to=integer", "1.2e3", "1200" },
	{ "x to=number", "+12.50", "12.50" },
	{ "x to=number", "1 234,5", "1 234,5" },
	{ "x to=boolean", "TRUE", "true" },
	{ "x to=boolean", "0", "false" },
	{ "x to=date", "2021-03-12T08:00:00", "2021-03-12" },
	{ "x to=date on-error=blank", "2021-02-31", "" },
	{ "x to=year", "2021-03-12", "2021" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_cast = {
	.name = "cast",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS to=integer|number|boolean|date|year"),
	.summary = N_("Hold cells to a type, and write them as it has them."),
	.why = N_("A schema says that a column holds whole numbers and a "
		  "program wrote 12.0, or a moment where a day was asked. "
		  "What has no value of that type stays and is reported, so "
		  "that on-error=blank or reject leaves nothing else. Nothing "
		  "is guessed: what people write goes through number, date "
		  "or boolean first."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = cast,
	.suspects = suspects,
	.needs = dpi_needs_columns,
	.example = examples,
};

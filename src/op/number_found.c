/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * number with locale=auto: cells read in the notation that the first numbers
 * of their column tell. The rest of the operation is op_number.c's.
 */
#include "op/number.h"

static void
scout(struct dp_step *s, size_t i, const struct dp_batch *b, size_t r)
{
	const struct dpi_number *x = s->self;
	dp_str t = dp_trim(dp_cell_str(dp_batch_cell(b, r, s->column[i].slot)));

	if (t.n == 0)
		return;
	/* such a one stays, in both notations: it may be an earlier run's */
	if (!x->drop_zeros && dp_number_zero_led(t))
		x->of[i].n_written++;
	else
		dpi_number_notation_look(&x->of[i], t, &x->opts,
					 x->divide || x->digits == 0,
					 dp_batch_line(b, r), b->record[r]);
}

/* AS reads the column that OF tells of. */
static void
tell(struct dpi_number *as, const struct dpi_number_notation *of)
{
	bool french = of->notation == DP_NUMBER_FR;
	bool proved = of->from == DPI_NOTATION_PROVED;

	as->opts.notation = of->notation;
	as->commas = proved ? DPI_COMMAS_TOLD :
		     of->from == DPI_NOTATION_DISPUTED || of->n_written ?
			      DPI_COMMAS_STAY :
			      DPI_COMMAS_TAKEN;
	as->points = dpi_number_notation_parts(of)  ? DPI_POINTS_PART :
		     dpi_number_notation_points(of) ? DPI_POINTS_DECIMAL :
						      DPI_POINTS_STAY;
	/* among points alone nothing is unlike the others */
	as->other = !french                        ? DP_F_OTHER_COMMA :
		    of->french.n || !of->n_written ? DP_F_OTHER_POINT :
						     DP_F_NONE;
}

static void
decide(struct dp_step *s, struct dp_findings *f)
{
	const struct dpi_number *x = s->self;
	bool english = s->recipe &&
		       dp_str_is(dp_recipe_locale(s->recipe), "en");

	for (size_t i = 0; i < s->n_columns; i++) {
		dpi_number_notation_decide(&x->of[i], english ? DP_NUMBER_EN :
								DP_NUMBER_FR);
		dpi_number_notation_say(&x->of[i], s->column[i].name, f);
		tell(&x->as[i], &x->of[i]);
	}
}

static void
unbind(struct dp_step *s)
{
	const struct dpi_number *x = s->self;

	for (size_t i = 0; x->of && i < s->n_columns; i++)
		dp_arena_done(&x->of[i].text);
}

static dp_str
found(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct dpi_number *x = s->self;

	return dpi_number_cell(&x->as[w->column], w, in);
}

/* What is written in a recipe for files to come, for the column I of S. */
static const char *
frozen_as(const struct dp_step *s, size_t i)
{
	const struct dpi_number *x = s->self;
	const struct dpi_number_notation *of = &x->of[i];
	bool proved = of->from == DPI_NOTATION_PROVED;
	bool pointed = dpi_number_notation_points(of);

	if (of->from == DPI_NOTATION_DISPUTED)
		return "locale=auto";
	if (of->n_points && dpi_number_notation_parts(of))
		return "decimal=comma";
	/* among points 1.234 stays as it is, which locale=en may change */
	if (!proved && pointed && of->n_points &&
	    (of->n_signed_points || x->digits >= 0))
		return "locale=auto";
	return of->notation == DP_NUMBER_EN || (!proved && pointed) ?
		       "locale=en" :
		       "locale=fr";
}

static void
frozen(const struct dp_step *s, struct dp_buf *out)
{
	dpi_scouted_freeze(s, "locale=fr", frozen_as, out);
	dpi_scouted_freeze(s, "locale=en", frozen_as, out);
	dpi_scouted_freeze(s, "decimal=comma", frozen_as, out);
	/* what no notation fits */
	dpi_scouted_freeze(s, "locale=auto", frozen_as, out);
}

/* What bind makes of the step when the rows tell the notation. */
static const struct dp_op_class number_found = {
	.name = "number",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.param = dpi_number_params,
	.unbind = unbind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = found,
	.suspects = dpi_number_suspects,
	.needs = dpi_needs_columns,
	.scout = scout,
	.decide = decide,
	.frozen = frozen,
};

void
dpi_number_bind_found(struct dp_step *s)
{
	struct dpi_number *x = s->self;

	s->op = &number_found;
	s->scouts = "locale";
	x->found = true;
	x->of = dp_arena_alloc(&s->arena, s->n_columns * sizeof *x->of);
	x->as = dp_arena_alloc(&s->arena, s->n_columns * sizeof *x->as);
	memset(x->of, 0, s->n_columns * sizeof *x->of);
	for (size_t i = 0; i < s->n_columns; i++)
		x->as[i] = *x;
}

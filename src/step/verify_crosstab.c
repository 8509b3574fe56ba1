/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table with a column for each year, or month: easy to read for people, and
 * no column says when.
 */
#include "step/verify_inner.h"

#include <ctype.h>

#include "base/i18n.h"

/* So many columns one behind the other are no chance. */
#define COLUMNS_LEAST 3u
/* A number between them is a year. */
#define YEAR_LEAST 1900
#define YEAR_MOST 2100

/* What the name of a column says of time. */
enum period { NOTHING, YEAR, QUARTER, HALF, MONTH, MONTH_NAME };

static const struct dp_date_opts all = { DP_DATE_DMY, true, true, 50 };

/* janvier, Févr., March */
static bool
is_month_name(dp_str name)
{
	struct dp_buf text = { 0 };
	struct dp_date d;
	bool yes = name.n > 0 && !isdigit((unsigned char)name.p[0]);

	dp_buf_format(&text, "1 %.*s 2000", DP_FMT(name));
	yes = yes && dp_date_read(dp_buf_view(&text), &all, &d) &&
	      d.precision == DP_DATE_DAY && d.day == 1;
	dp_buf_done(&text);
	return yes;
}

static enum period
period_of(dp_str name)
{
	struct dp_date d;

	if (!dp_date_read(name, &all, &d))
		return is_month_name(name) ? MONTH_NAME : NOTHING;
	if (d.year < YEAR_LEAST || d.year > YEAR_MOST)
		return NOTHING;
	switch (d.precision) {
	case DP_DATE_YEAR:
		return YEAR;
	case DP_DATE_QUARTER:
		return QUARTER;
	case DP_DATE_HALF:
		return HALF;
	case DP_DATE_MONTH:
		return MONTH;
	default:
		return NOTHING;
	}
}

/* A word of a recipe for what NAME says in the user's language, not taken. */
static void
put_new_name(const struct dp_schema *schema, const char *name,
	     struct dp_buf *out)
{
	struct dp_buf folded = { 0 };

	dp_fold_heading(dp_str_c(name), &folded);
	while (dp_schema_find(schema, dp_buf_view(&folded)) >= 0)
		dp_buf_char(&folded, '_');
	dp_recipe_word(dp_buf_view(&folded), out);
	dp_buf_done(&folded);
}

/* Files the columns FROM to UP_TO, not with it, of KIND. */
static void
file(const struct dp_schema *schema, size_t from, size_t up_to,
     enum period kind, struct dp_findings *out)
{
	dp_str first = schema->column[from].name,
	       last = schema->column[up_to - 1].name, none = { NULL, 0 };
	struct dp_finding *g = dp_finding_add(out, DP_F_CROSSTAB, none, 0, 0,
					      first);
	struct dp_buf repair = { 0 };

	g->count = up_to - from;
	g->found = dp_keep(&out->text, last);
	dp_buf_c(&repair, "longer ");
	dp_recipe_quote(first, &repair);
	dp_buf_c(&repair, "..");
	dp_recipe_quote(last, &repair);
	dp_buf_c(&repair, " names=");
	put_new_name(schema,
		     kind == YEAR                        ? _("year") :
		     kind == MONTH || kind == MONTH_NAME ? _("month") :
							   _("period"),
		     &repair);
	dp_buf_c(&repair, " values=");
	put_new_name(schema, _("value"), &repair);
	g->repair = dp_keep(&out->text, dp_buf_view(&repair));
	dp_buf_done(&repair);
}

void
dpi_judge_crosstab(const struct dp_schema *schema, const bool *is_number,
		   struct dp_findings *out)
{
	enum period of = NOTHING;
	size_t from = 0;

	for (size_t i = 0; i <= schema->n; i++) {
		enum period k = i < schema->n && is_number[i] ?
					period_of(schema->column[i].name) :
					NOTHING;

		if (k == of && k != NOTHING)
			continue;
		if (of != NOTHING && i - from >= COLUMNS_LEAST) {
			file(schema, from, i, of, out);
			return;
		}
		of = k;
		from = i;
	}
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns that a recipe names, or the rows.
 */
#include "op/gathered.h"
#include "op/into.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/words.h"

void
dpi_into_unbind(struct dp_step *s)
{
	struct dpi_into *x = s->self;

	dpi_strtab_done(&x->name);
	dp_arena_done(&x->text);
	dp_spool_free(x->rows);
	free(x->cell);
}

/* Row R of B names a column. */
static int
look(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	struct dpi_into *x = s->self;
	dp_str name = dp_trim(dp_cell_str(dp_batch_cell(b, r, x->from.slot)));
	bool added;

	(void)err;
	/* one more, so that too many are noticed */
	if (name.n && (x->name.n <= DPI_GATHERED_MAX ||
		       dpi_strtab_find(&x->name, name) >= 0))
		(void)dpi_strtab_add(&x->name, name, &added);
	return 0;
}

int
dpi_into_gather(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	struct dpi_into *x = s->self;

	x->rows = dpi_gather_rows(s, inner, look, err);
	if (!x->rows)
		return -1;
	if (x->name.n <= DPI_GATHERED_MAX)
		return 0;
	return dp_step_fail(s, NULL, err,
			    _("%.*s holds more than %u different names, and "
			      "each would be a column. Name those you need "
			      "with into=."),
			    DP_FMT(x->from.name), DPI_GATHERED_MAX);
}

struct dp_stream *
dpi_into_rows(struct dp_step *s, struct dp_stream *inner)
{
	struct dpi_into *x = s->self;

	return x->rows ? dpi_gathered(s, inner, x->rows, NULL) : inner;
}

/*
 * Is NAME free beside the columns of SCHEMA, of which N from AT on are new?
 * Those are many, and differ from it.
 */
static int
is_free(const struct dp_step *s, const struct dp_arg *a,
	const struct dp_schema *schema, size_t at, size_t n, dp_str name,
	struct dp_err *err)
{
	struct dp_schema before = { .column = schema->column, .n = at };
	struct dp_schema behind = { .column = schema->column + at + n,
				    .n = schema->n - at - n };

	return dpi_name_is_free(s, a, &before, name, err) != 0 ||
			       dpi_name_is_free(s, a, &behind, name, err) != 0 ?
		       -1 :
		       0;
}

int
dpi_into_add(struct dp_step *s, struct dp_schema *schema, size_t at,
	     struct dp_err *err)
{
	const struct dp_arg *into = dp_step_arg(s, "into");
	struct dpi_into *x = s->self;
	dp_str *item;
	size_t n;

	dpi_param_list(s, "into", &item, &n);
	if (!s->gathers && n == 0)
		return dp_step_fail(s, into, err,
				    _("into= expects names, such as "
				      "into=2019,2020."));
	if (s->gathers) {
		item = x->name.text;
		n = x->name.n;
	}
	x->slot = dp_arena_alloc(&s->arena, (n + 1) * sizeof *x->slot);
	for (size_t i = 0; i < n; i++) {
		bool added = true;

		if (!s->gathers)
			(void)dpi_strtab_add(&x->name, item[i], &added);
		if (is_free(s, into, schema, at, i, item[i], err) != 0 ||
		    (!added &&
		     dpi_name_is_free(s, into, schema, item[i], err) != 0))
			return -1;
		x->slot[i] = dp_schema_add(schema, at + i, item[i]);
	}
	return 0;
}

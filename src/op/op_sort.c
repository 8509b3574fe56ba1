/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sort: records in the order of their keys. The sorting itself is
 * sort_key.c and sort_run.c.
 */
#include "op/sort.h"
#include "op/words.h"
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"

struct sorting {
	struct dpi_sorter *sorter;
	struct dp_stream *inner;
	bool drained;
};

static const struct dp_param params[] = {
	{ "numeric", DP_P_CHOICE, "auto", "auto|yes|no",
	  N_("auto: a column that holds numbers only is sorted by value; yes: "
	     "numbers by value, then the rest; no: everything as text"),
	  false },
	{ "types", DP_P_TEXT, NULL, NULL,
	  N_("as OpenRefine sorts: for each column text, number, date or "
	     "boolean, and the places of empty cells and of what does not "
	     "fit, below 0 before the others: \"number 1 2, text -1 2\""),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/*
 * Reads one key from *I on: a column, or -column for the largest first. The
 * minus may stand before quotes.
 */
static int
read_key(const struct dp_step *s, const struct dp_schema *schema, size_t *i,
	 struct dp_err *err)
{
	struct dpi_order *o = s->self;
	const struct dp_arg *a = dpi_word_need(s, i, _("a column"), err);
	struct dp_arg name;
	bool down;
	ptrdiff_t k;

	if (!a)
		return -1;
	if (o->n == DPI_SORT_KEYS)
		return dp_step_fail(s, a, err,
				    _("sort takes at most %u columns."),
				    DPI_SORT_KEYS);
	name = *a;
	down = a->kind == DP_ARG_WORD && dp_str_starts(a->text, "-") &&
	       dp_schema_find(schema, a->text) < 0;
	if (down) {
		name.text = dp_str_from(a->text, 1);
		if (name.text.n == 0) {
			a = dpi_word_need(s, i, _("a column"), err);
			if (!a)
				return -1;
			name = *a;
		}
	}
	k = dpi_column_need(s, &name, schema, err);
	if (k < 0)
		return -1;
	o->slot[o->n] = schema->column[k].slot;
	o->descending[o->n++] = down;
	return 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct dpi_order *o = dp_arena_alloc(&s->arena, sizeof *o);
	const struct dp_arg *a;
	size_t i = 0;

	memset(o, 0, sizeof *o);
	s->self = o;
	o->numeric = (enum dpi_numeric)dp_step_choice(s, "numeric");
	do {
		size_t next;

		if (read_key(s, schema, &i, err) != 0)
			return -1;
		next = i;
		a = dpi_word_next(s, &next);
		if (a && a->kind != DP_ARG_COMMA)
			return dp_step_fail(s, a, err,
					    _("sort expects a comma between "
					      "columns: sort region, "
					      "-population"));
		i = next;
	} while (a);
	return dp_step_arg(s, "types") ? dpi_sort_types(s, err) : 0;
}

static int
next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct sorting *x = self;
	int status;

	if (!x->drained) {
		while ((status = dp_next(x->inner, b, err)) > 0)
			if (dpi_sorter_add(x->sorter, b, err) != 0)
				return -1;
		if (status < 0 || dpi_sorter_finish(x->sorter, err) != 0)
			return -1;
		x->drained = true;
	}
	return dpi_sorter_next(x->sorter, b, err);
}

static void
close_sorting(void *self)
{
	struct sorting *x = self;

	dp_close(x->inner);
	dpi_sorter_free(x->sorter);
	free(x);
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	struct sorting *x = dp_alloc0(sizeof *x);

	(void)err;
	x->inner = inner;
	x->sorter = dpi_sorter_new(s->self, inner->schema.n_slots,
				   dpi_step_memory(s, DPI_SORT_BYTES));
	return dp_stream_new(x, &inner->schema, next, close_sorting);
}

static const struct dp_example examples[] = {
	{ "commune", "commune\nNice\n\u00c9vian\nAlbi\nEvry\n",
	  "commune\nAlbi\n\u00c9vian\nEvry\nNice\n" },
	{ "-population, commune",
	  "commune,population\nGap,40000\nNice,340000\nDigne,16000\n",
	  "commune,population\nNice,340000\nGap,40000\nDigne,16000\n" },
	{ "places", "nom,places\na,1200\nb,90\nc,\nd,300\n",
	  "nom,places\nb,90\nd,300\na,1200\nc,\n" },
	{ "code", "code\n13055\n2A004\n01004\n",
	  "code\n01004\n13055\n2A004\n" },
	{ "-date", "date,nom\n2021-03-12,a\n2019-12,b\n2021-03-12,c\n",
	  "date,nom\n2021-03-12,a\n2021-03-12,c\n2019-12,b\n" },
	{ "n numeric=no", "n\n10\n9\n1\n", "n\n1\n10\n9\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_sort = {
	.name = "sort",
	.scope = DP_TABLE,
	.reorders = true,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("COLUMN[, -COLUMN \u2026] [numeric=auto|yes|no]"),
	.summary = N_("Put the rows in the order of these columns."),
	.why = N_("The largest first, or all of one place together; and two "
		  "versions of a table can be compared line by line. A minus "
		  "before a column turns its order round. Case and accents "
		  "do not matter, empty cells come last, equal rows keep "
		  "their order. Large tables go through temporary files "
		  "(TMPDIR)."),
	.param = params,
	.bind = bind,
	.table = table,
	.example = examples,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fill: empty cells by the value above, or by one value for all. Guessing
 * values (medians and the like) is impute's.
 */
#include "op/fill.h"
#include "op/record_rows.h"
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_op_class fill_limited;
static const struct dp_op_class fill_up;
static const struct dp_op_class fill_value;

static const struct dp_param params[] = {
	{ "direction", DP_P_CHOICE, "down", "down|up",
	  N_("down: the value above goes down into the empty cells below it; "
	     "up: the value below goes up, and all rows are held first"),
	  false },
	{ "by", DP_P_COLUMNS, NULL, NULL,
	  N_("begin afresh where one of these columns changes"), false },
	{ "limit", DP_P_INT, NULL, NULL,
	  N_("fill down at most so many cells below one value"), false },
	{ "value", DP_P_TEXT, NULL, NULL,
	  N_("one value for all empty cells, instead of the one above or "
	     "below"),
	  false },
	{ "records", DP_P_TEXT, NULL, NULL,
	  N_("begin afresh where this column is not empty: there a record "
	     "begins"),
	  false },
	{ "spaces", DP_P_CHOICE, "empty", "empty|keep",
	  N_("keep: a cell that holds spaces is not empty"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

void
dpi_fill_unbind(struct dp_step *s)
{
	struct dpi_fill *f = s->self;

	for (size_t i = 0; f->last && i < s->n_columns; i++)
		dp_buf_done(&f->last[i]);
	dp_buf_done(&f->group);
	dp_buf_done(&f->now);
}

int
dpi_fill_records(struct dp_step *s, const struct dp_schema *schema,
		 struct dp_err *err)
{
	struct dpi_fill *f = s->self;
	ptrdiff_t k;

	if (!dp_step_arg(s, "records"))
		return 0;
	k = dpi_record_key(s, schema, err);
	if (k < 0)
		return -1;
	f->records = true;
	f->record = schema->column[k].slot;
	return 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_arg *value = dp_step_arg(s, "value");
	const struct dp_arg *by = dp_step_arg(s, "by");
	struct dpi_fill *f = dp_arena_alloc(&s->arena, sizeof *f);

	memset(f, 0, sizeof *f);
	s->self = f;
	f->keep_spaces = dp_step_choice(s, "spaces") == 1;
	if (value) {
		if (by || dp_step_arg(s, "records") ||
		    dp_step_arg(s, "limit") || dp_step_arg(s, "direction"))
			return dp_step_fail(s, value, err,
					    _("value= fills all empty cells "
					      "with one value: leave by=, "
					      "records=, limit= and "
					      "direction= out."));
		f->value = value->text;
		s->op = &fill_value;
		return 0;
	}
	if (dp_step_param_columns(s, schema, "by", &f->by, &f->n_by, err) ||
	    dpi_fill_records(s, schema, err) != 0)
		return -1;
	f->limit = dp_step_arg(s, "limit") ? dp_step_int(s, "limit") :
					     INT64_MAX;
	if (f->limit < 1 ||
	    (f->limit < INT64_MAX && dp_step_choice(s, "direction") == 1))
		return dp_step_fail(s, dp_step_arg(s, "limit"), err,
				    _("limit= expects 1 cell or more, and "
				      "goes downwards."));
	if (dp_step_choice(s, "direction") == 1) {
		s->op = &fill_up;
		return 0;
	}
	f->last = dp_arena_alloc(&s->arena, s->n_columns * sizeof *f->last);
	memset(f->last, 0, s->n_columns * sizeof *f->last);
	f->kind = dp_arena_alloc(&s->arena, s->n_columns * sizeof *f->kind);
	f->run = dp_arena_alloc(&s->arena, s->n_columns * sizeof *f->run);
	memset(f->run, 0, s->n_columns * sizeof *f->run);
	if (f->limit < INT64_MAX)
		s->op = &fill_limited;
	return 0;
}

bool
dpi_fill_group_changes(struct dpi_fill *f, const struct dp_batch *b, size_t r)
{
	bool same;
	struct dp_buf old;

	f->now.n = 0;
	for (size_t i = 0; i < f->n_by; i++) {
		const struct dp_cell *c = dp_batch_cell(b, r, f->by[i].slot);
		uint32_t n = c->n;

		dp_buf_add(&f->now, &n, sizeof n);
		dp_buf_str(&f->now, dp_cell_str(c));
	}
	same = f->started &&
	       dp_str_eq(dp_buf_view(&f->now), dp_buf_view(&f->group));
	f->started = true;
	old = f->group;
	f->group = f->now;
	f->now = old;
	return !same;
}

bool
dpi_fill_begins(struct dpi_fill *f, const struct dp_batch *b, size_t r)
{
	const struct dp_cell *key = dp_batch_cell(b, r, f->record);

	/* as with all records, an error is no key */
	if (f->records && key->n > 0 && dp_cell_kind(key) != DP_KIND_ERROR)
		return true;
	return f->n_by > 0 && dpi_fill_group_changes(f, b, r);
}

bool
dpi_fill_is_empty(const struct dpi_fill *f, dp_str cell)
{
	return f->keep_spaces ? cell.n == 0 : dpi_is_blank(cell);
}

/* Is cell C to be filled? To OpenRefine an error is nothing. */
static bool
has_room(const struct dpi_fill *f, const struct dp_cell *c)
{
	return dpi_fill_is_empty(f, dp_cell_str(c)) ||
	       (f->keep_spaces && dp_cell_kind(c) == DP_KIND_ERROR);
}

static enum dp_row_state
fill_down(struct dp_step *s, struct dp_work *w, size_t r)
{
	struct dpi_fill *f = s->self;

	if (dpi_fill_begins(f, w->batch, r))
		for (size_t i = 0; i < s->n_columns; i++)
			f->last[i].n = 0;
	for (size_t i = 0; i < s->n_columns; i++) {
		struct dp_cell *c = dp_batch_cell(w->batch, r,
						  s->column[i].slot);

		if (!has_room(f, c)) {
			f->last[i].n = 0;
			f->run[i] = 0;
			dp_buf_str(&f->last[i], dp_cell_str(c));
			f->kind[i] = dp_cell_kind(c);
		} else if (f->last[i].n && f->run[i]++ < f->limit) {
			dp_step_set(s, w, r, &s->column[i],
				    dp_keep(&w->batch->text,
					    dp_buf_view(&f->last[i])));
			dp_cell_set_kind(c, f->kind[i]);
		}
	}
	return DP_ROW_KEPT;
}

static dp_str
fill_cell(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct dpi_fill *f = s->self;

	(void)w;
	return dpi_fill_is_empty(f, in) && f->value.n ? f->value : in;
}

static const struct dp_example examples[] = {
	{ "region", "region,ville\nPACA,Gap\n,Nice\nCorse,Ajaccio\n,Bastia\n",
	  "region,ville\nPACA,Gap\nPACA,Nice\nCorse,Ajaccio\nCorse,Bastia\n" },
	{ "prix by=cine", "cine,prix\nA,8\nA,\nB,\nB,7\n",
	  "cine,prix\nA,8\nA,8\nB,\nB,7\n" },
	{ "region direction=up",
	  "region,ville\n,Gap\nPACA,Nice\n,Bastia\nCorse,Ajaccio\n",
	  "region,ville\nPACA,Gap\nPACA,Nice\nCorse,Bastia\n"
	  "Corse,Ajaccio\n" },
	{ "statut value=\"inconnu\"", "nom,statut\na,\nb,public\n",
	  "nom,statut\na,inconnu\nb,public\n" },
	{ "a, b", "a,b\n1,x\n,\n2,\n", "a,b\n1,x\n1,x\n2,x\n" },
	{ "a limit=1", "a,b\nx,1\n,2\n,3\n", "a,b\nx,1\nx,2\n,3\n" },
	{ "film records=cine", "cine,film\nRex,A\n,\nEden,\n,B\n",
	  "cine,film\nRex,A\n,A\nEden,\n,B\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_fill = {
	.name = "fill",
	.scope = DP_SEQUENCE,
	.rewrites = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [direction=down|up] [by=COLUMNS] "
		       "[limit=NUMBER] [records=COLUMN] | COLUMNS value=TEXT"),
	.summary = N_("Fill empty cells with the value above or below, or with "
		      "one value."),
	.why = N_("A table made for reading says the region once and leaves "
		  "the cells below it empty. A program reads each row alone: "
		  "it needs the region in every row. Fill only where empty "
		  "means \"as above\"; a missing figure must stay missing. "
		  "Upwards, more than 64 MB of rows and 16 MB of values wait "
		  "in temporary files (TMPDIR)."),
	.param = params,
	.bind = bind,
	.unbind = dpi_fill_unbind,
	.sequence = fill_down,
	.example = examples,
};

/* What bind makes of the step when value= is given. */
static const struct dp_op_class fill_value = {
	.name = "fill",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS value=TEXT"),
	.param = params,
	.unbind = dpi_fill_unbind,
	.cell = fill_cell,
};

/* The same when limit= is given: a second run goes further down. */
static const struct dp_op_class fill_limited = {
	.name = "fill",
	.scope = DP_SEQUENCE,
	.rewrites = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS limit=NUMBER [by=COLUMNS]"),
	.param = params,
	.changes_again = true,
	.unbind = dpi_fill_unbind,
	.sequence = fill_down,
};

/* The same when direction=up is given. */
static const struct dp_op_class fill_up = {
	.name = "fill",
	.scope = DP_TABLE,
	.rewrites = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS direction=up [by=COLUMNS]"),
	.param = params,
	.unbind = dpi_fill_unbind,
	.table = dpi_fill_up,
};

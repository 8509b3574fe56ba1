/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * index: the number of each row, or what a record of several rows holds, in a
 * column of its own.
 */
#include "op/grel.h"
#include "op/record_rows.h"
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_op_class index_records;

/* What is told, in the order of the choices of of=. */
enum told { ROW, RECORD, SIZE, FIRST, LAST, VALUES };

struct index {
	struct dp_column to;
	enum told told;
	int64_t from, next;
	int64_t next_row; /* with records= */
	uint32_t key;
	struct dpi_record_how how;
	struct dp_column *values;
	size_t n_values;
	bool gaps;           /* gap=above, and there may be gaps */
	struct dp_buf above; /* what was told of the last record with a key */
};

static const struct dp_param params[] = {
	{ "from", DP_P_INT, "1", NULL, N_("the first number"), false },
	{ "records", DP_P_TEXT, NULL, NULL,
	  N_("a row whose cell is empty in this column belongs to the row "
	     "above"),
	  false },
	{ "of", DP_P_CHOICE, "row", "row|record|size|first|last|values",
	  N_("what is told: the number of the row, of its record, how many "
	     "rows that has, its first row, its last one, or what stands in "
	     "values= of all of them, as a list of JSON; of several columns, "
	     "as an object of such lists"),
	  false },
	{ "values", DP_P_COLUMNS, NULL, NULL, N_("the columns of of=values"),
	  false },
	{ "aside", DP_P_COLUMNS, NULL, NULL, DPI_RECORD_ASIDE, false },
	{ "gap", DP_P_CHOICE, "above", "above|own",
	  N_("with records=first, what is told where no key stands behind a "
	     "row without anything: of the record above, or of those rows"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void number_record(struct dp_step *s, struct dpi_record *k);

static int
bind_records(struct dp_step *s, const struct dp_schema *schema,
	     struct dp_err *err)
{
	ptrdiff_t k = dpi_record_key(s, schema, err);
	struct index *x = s->self;

	if (k < 0)
		return -1;
	x->key = schema->column[k].slot;
	s->op = &index_records;
	x->how.put = number_record;
	x->gaps = dpi_record_by_first(s) && x->told != ROW &&
		  dp_step_choice(s, "gap") == 0;
	if (dpi_record_alone(s, schema, &x->how, err) != 0)
		return -1;
	if (x->told != VALUES)
		return 0;
	return dp_step_param_columns(s, schema, "values", &x->values,
				     &x->n_values, err);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_arg *name, *records = dp_step_arg(s, "records");
	struct index *x = dp_arena_alloc(&s->arena, sizeof *x);
	size_t i = 0;

	memset(x, 0, sizeof *x);
	s->self = x;
	x->told = (enum told)dp_step_choice(s, "of");
	x->from = x->next = dp_step_int(s, "from");
	x->next_row = x->from;
	name = dpi_word_need(s, &i, _("the name of a column"), err);
	if (!name || dpi_words_end(s, i, err) != 0)
		return -1;
	if (x->told != ROW && !records)
		return dp_step_fail(s, dp_step_arg(s, "of"), err,
				    _("of= asks about records: say with "
				      "records= by which column they begin."));
	if (x->told == VALUES && !dp_step_arg(s, "values"))
		return dp_step_fail(s, dp_step_arg(s, "of"), err,
				    _("of=values needs values=, a column."));
	if (records && bind_records(s, schema, err) != 0)
		return -1;
	return dpi_add_column(s, name, schema, name->text, &x->to, err);
}

static dp_str
number_text(struct dp_arena *a, int64_t n)
{
	return dp_keep_format(a, "%lld", (long long)n);
}

static enum dp_row_state
number_row(struct dp_step *s, struct dp_work *w, size_t r)
{
	struct index *x = s->self;

	dp_step_set(s, w, r, &x->to, number_text(&w->batch->text, x->next++));
	return DP_ROW_KEPT;
}

/* Appends what stands in SLOT of K, as JSON: a date is an object. */
static void
put_values(const struct dpi_record *k, uint32_t slot, struct dp_buf *b)
{
	bool more = false;

	dp_buf_char(b, '[');
	for (size_t i = 0; i < k->n; i++) {
		dp_str s = k->row[i].was[slot];
		enum dp_kind kind = (enum dp_kind)k->row[i].kind[slot];
		struct dp_cell c = { s.p, (uint32_t)s.n, 0 };
		struct dp_expr_value v;

		if (s.n == 0 || kind == DP_KIND_ERROR)
			continue;
		dp_cell_set_kind(&c, kind);
		v = dpi_grel_of_cell(&c);
		dp_buf_c(b, more ? "," : "");
		dp_buf_c(b, kind == DP_KIND_DATE ? "{\"date\":" : "");
		dpi_grel_put_json(v, false, b);
		dp_buf_c(b, kind == DP_KIND_DATE ? "}" : "");
		more = true;
	}
	dp_buf_char(b, ']');
}

/* A list of one column, or an object of several. */
static dp_str
values_of(const struct index *x, struct dpi_record *k)
{
	struct dp_buf b = { 0 };
	dp_str out;

	dp_buf_c(&b, x->n_values > 1 ? "{" : "");
	for (size_t i = 0; i < x->n_values; i++) {
		if (x->n_values > 1) {
			dp_buf_c(&b, i ? "," : "");
			dpi_grel_put_json(dpi_x_text(x->values[i].name), false,
					  &b);
			dp_buf_char(&b, ':');
		}
		put_values(k, x->values[i].slot, &b);
	}
	dp_buf_c(&b, x->n_values > 1 ? "}" : "");
	out = dp_keep(&k->text, dp_buf_view(&b));
	dp_buf_done(&b);
	return out;
}

static void
unbind(struct dp_step *s)
{
	struct index *x = s->self;

	dp_buf_done(&x->above);
}

/*
 * To OpenRefine the rows behind one without anything stand in its record, and
 * yet they belong to that of the last key. Does K begin with such a row? If
 * not, TEXT, what K tells, is kept for those.
 */
static bool
is_gap(struct index *x, const struct dpi_record *k, dp_str text)
{
	const struct dpi_record_row *first = k->row;

	if (!x->gaps)
		return false;
	if (first->was[x->key].n == 0 || first->kind[x->key] == DP_KIND_ERROR)
		return true;
	x->above.n = 0;
	dp_buf_str(&x->above, text);
	return false;
}

static void
number_record(struct dp_step *s, struct dpi_record *k)
{
	struct index *x = s->self;
	int64_t n = (int64_t)k->n;
	dp_str text = { NULL, 0 };
	bool gap;

	if (x->told == VALUES)
		text = values_of(x, k);
	else if (x->told != ROW)
		text = number_text(&k->text,
				   x->told == RECORD ? x->next :
				   x->told == SIZE   ? n :
				   x->told == FIRST  ? x->next_row :
						       x->next_row + n - 1);
	gap = is_gap(x, k, text);
	for (size_t i = 0; i < k->n; i++) {
		if (x->told == ROW)
			text = number_text(&k->text, x->next_row + (int64_t)i);
		else if (gap && i == 1)
			text = dp_buf_view(&x->above);
		k->row[i].cell[x->to.slot] = text;
		dpi_record_put(k, &k->row[i], &x->to);
	}
	x->next++;
	x->next_row += n;
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	const struct index *x = s->self;

	(void)err;
	return dpi_record_rows(s, inner, x->key, &x->how);
}

static const struct dp_example examples[] = {
	{ "n", "nom\nRex\nEden\n", "nom,n\nRex,1\nEden,2\n" },
	{ "ligne from=0", "nom\nRex\nEden\n", "nom,ligne\nRex,0\nEden,1\n" },
	{ "rang where=ville=='Gap'", "nom,ville\na,Gap\nb,Nice\nc,Gap\n",
	  "nom,ville,rang\na,Gap,1\nb,Nice,\nc,Gap,2\n" },
	{ "no of=record records=cine", "cine,film\nRex,A\n,B\nEden,C\n",
	  "cine,film,no\nRex,A,1\n,B,1\nEden,C,2\n" },
	{ "films of=size records=cine", "cine,film\nRex,A\n,B\nEden,C\n",
	  "cine,film,films\nRex,A,2\n,B,2\nEden,C,1\n" },
	{ "tous of=values values=film records=cine",
	  "cine,film\nRex,A\n,B\nEden,\n",
	  "cine,film,tous\nRex,A,\"[\"\"A\"\",\"\"B\"\"]\"\n"
	  ",B,\"[\"\"A\"\",\"\"B\"\"]\"\nEden,,[]\n" },
	{ "tous of=values values=* records=cine", "cine,film\nRex,A\n,B\n",
	  "cine,film,tous\n"
	  "Rex,A,\"{\"\"cine\"\":[\"\"Rex\"\"],\"\"film\"\":"
	  "[\"\"A\"\",\"\"B\"\"]}\"\n"
	  ",B,\"{\"\"cine\"\":[\"\"Rex\"\"],\"\"film\"\":"
	  "[\"\"A\"\",\"\"B\"\"]}\"\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_index = {
	.name = "index",
	.scope = DP_SEQUENCE,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("NAME [from=NUMBER] [records=COLUMN] [of=row|record|"
		       "size|first|last|values] [values=COLUMNS] "
		       "[aside=COLUMNS]"),
	.summary = N_("Number the rows, in a column of their own."),
	.why = N_("Sorted, a table has lost its first order: with the number "
		  "of each row it can be had again. A record that goes on in "
		  "several rows has a number as well, so many rows, and "
		  "values in all of them."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.sequence = number_row,
	.example = examples,
};

/* What bind makes of the step when records= is given. */
static const struct dp_op_class index_records = {
	.name = "index",
	.scope = DP_TABLE,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("NAME [from=NUMBER] [records=COLUMN] [of=row|record|"
		       "size|first|last|values] [values=COLUMNS] "
		       "[aside=COLUMNS]"),
	.param = params,
	.unbind = unbind,
	.table = table,
};

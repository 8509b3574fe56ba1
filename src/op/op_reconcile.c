/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reconcile: the entries of a reference list that the values of a column mean,
 * however they are written. Nothing is asked of a network, and nothing guessed:
 * what may be two things stays empty. Joining by codes is lookup's.
 */
#include "op/beside.h"
#include "op/cluster.h"
#include "op/reconcile.h"
#include "op/words.h"
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"

#define SCORE_DIGITS 3
#define ROUNDING 1e-9

struct reconcile {
	struct dp_column from;
	struct dp_column *by; /* columns that must agree */
	size_t n_by;
	struct dpi_list list;
	struct dp_column *taken; /* what the list gives, the key first */
	struct dp_column score;  /* name.p NULL: none */
	struct dpi_review review;
};

/* What a thread needs. */
struct local {
	struct dpi_asker *asker;
	uint32_t *context;
	struct dp_buf scratch;
};

static const struct dp_param params[] = {
	{ "file", DP_P_FILE, NULL, NULL,
	  N_("the reference: a table of names and their keys. A thing with "
	     "several names has a line for each, with the same key"),
	  true },
	{ "key", DP_P_TEXT, NULL, NULL,
	  N_("the column of the reference that is written beside the value, "
	     "such as a code"),
	  true },
	{ "names", DP_P_TEXT, NULL, NULL,
	  N_("the column of the reference that holds the names; if left out, "
	     "the one called as the column"),
	  false },
	{ "into", DP_P_TEXT, NULL, NULL,
	  N_("the new column with the key; if left out, it is called as in the "
	     "reference"),
	  false },
	{ "by", DP_P_COLUMNS, NULL, NULL,
	  N_("columns in which the entry must agree with the row, such as the "
	     "d\u00e9partement; case and accents weigh nothing there. Where "
	     "such a cell is empty, it narrows nothing"),
	  false },
	{ "with", DP_P_TEXT, NULL, NULL,
	  N_("what the columns of by= are called in the reference, in the same "
	     "order; if left out, the same"),
	  false },
	{ "take", DP_P_TEXT, NULL, NULL,
	  N_("other columns of the reference to add"), false },
	{ "score", DP_P_TEXT, NULL, NULL,
	  N_("a new column with how alike the value and the name are: 1 for "
	     "the same text or fingerprint, less for a near one"),
	  false },
	{ "fuzzy", DP_P_YES, "yes", NULL,
	  N_("whether near names are looked for. no: only the same text, the "
	     "same but for case, accents and doubled spaces, and the same "
	     "French fingerprint (see cluster)"),
	  false },
	{ "min-score", DP_P_TEXT, "0.85", NULL,
	  N_("how alike a near name must be: 1 less the changes for each "
	     "letter of the longer text (optimal string alignment: "
	     "neighbours exchanged are one change). 0.85 is a change in "
	     "seven letters. Numbers must be the same; texts of more than "
	     "256 characters are near nothing"),
	  false },
	{ "margin", DP_P_TEXT, "0.1", NULL,
	  N_("by how much the nearest must be nearer than any entry with "
	     "another key; otherwise the cell stays empty. min-score less "
	     "margin is 0.7 at least"),
	  false },
	{ "review", DP_P_OUTPUT, NULL, NULL,
	  N_("a CSV file of all values: what each was taken for, how, with "
	     "what score, and what came next; what is ambiguous or was not "
	     "found comes first"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* ---- what the step says ----------------------------------------------- */

static void
unbind(struct dp_step *s)
{
	struct reconcile *x = s->self;

	dpi_list_done(&x->list);
	dpi_review_done(&x->review);
}

/* Parameter NAME, a number from LEAST to MOST. */
static int
read_number(struct dp_step *s, const char *name, double least, double most,
	    double *out, struct dp_err *err)
{
	if (dp_number_double(dp_step_param(s, name), out) && *out >= least &&
	    *out <= most)
		return 0;
	return dp_step_fail(s, dp_step_arg(s, name), err,
			    _("expected for %s a number from %g to %g, such as "
			      "%g."),
			    name, least, most, most - (most - least) / 2);
}

static int
read_nearness(struct dp_step *s, struct dpi_list *l, struct dp_err *err)
{
	const struct dp_arg *a = dp_step_arg(s, "min-score");

	if (!a)
		a = dp_step_arg(s, "margin");
	if (read_number(s, "min-score", DPI_SIMILAR_LEAST, 1, &l->least, err) ||
	    read_number(s, "margin", 0, 1 - DPI_SIMILAR_LEAST, &l->margin, err))
		return -1;
	if (a && !dp_step_yes(s, "fuzzy"))
		return dp_step_fail(s, a, err,
				    _("min-score= and margin= are about near "
				      "names: they do not go with fuzzy=no."));
	if (l->least - l->margin < DPI_SIMILAR_LEAST - ROUNDING)
		return dp_step_fail(s, a, err,
				    _("min-score less margin is below 0.7: "
				      "names so far apart are different "
				      "names."));
	return 0;
}

/* The columns that must agree, and what the reference calls them. */
static int
read_contexts(struct dp_step *s, const struct dp_schema *schema, dp_str **names,
	      struct dp_err *err)
{
	struct reconcile *x = s->self;
	size_t n;

	if (dp_step_param_columns(s, schema, "by", &x->by, &x->n_by, err) != 0)
		return -1;
	for (size_t i = 0; i < x->n_by; i++)
		x->by[i].name = dp_keep(&s->arena, x->by[i].name);
	dpi_param_list(s, "with", names, &n);
	if (dp_step_arg(s, "with")) {
		if (n == x->n_by)
			return 0;
		return dp_step_fail(s, dp_step_arg(s, "with"), err,
				    _("with= needs a name for each column of "
				      "by=."));
	}
	*names = dp_arena_alloc(&s->arena, (x->n_by + 1) * sizeof **names);
	for (size_t i = 0; i < x->n_by; i++)
		(*names)[i] = x->by[i].name;
	return 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct reconcile *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_arg *names = dp_step_arg(s, "names");
	const struct dp_arg *into = dp_step_arg(s, "into");
	const struct dp_arg *score = dp_step_arg(s, "score");
	dp_str *by;

	memset(x, 0, sizeof *x);
	s->self = x;
	s->apart = !dp_step_arg(s, "review");
	if (s->n_columns != 1)
		return dp_step_fail(s, NULL, err,
				    _("reconcile takes one column of names."));
	x->from = s->column[0];
	x->from.name = dp_keep(&s->arena, x->from.name);
	if (read_nearness(s, &x->list, err) != 0 ||
	    read_contexts(s, schema, &by, err) != 0 ||
	    dpi_list_read(s, &x->list, names ? names->text : x->from.name, by,
			  x->n_by, &x->taken, err) != 0)
		return -1;
	if (into)
		x->taken[0].name = into->text;
	for (size_t i = 0; i < x->list.n_taken; i++) {
		const struct dp_arg *a = into ? into : dp_step_arg(s, "key");

		if (dpi_add_column(s, i ? dp_step_arg(s, "take") : a, schema,
				   x->taken[i].name, &x->taken[i], err) != 0)
			return -1;
	}
	return score ? dpi_add_column(s, score, schema, score->text, &x->score,
				      err) :
		       0;
}

static void
needs(const struct dp_step *s, bool *cell)
{
	const struct reconcile *x = s->self;

	cell[x->from.slot] = true;
	for (size_t i = 0; i < x->n_by; i++)
		cell[x->by[i].slot] = true;
}

static void *
local_new(const struct dp_step *s)
{
	const struct reconcile *x = s->self;
	struct local *l = dp_alloc0(sizeof *l);

	l->asker = dpi_asker_new();
	l->context = dp_alloc0((x->n_by + 1) * sizeof *l->context);
	return l;
}

static void
local_free(void *local)
{
	struct local *l = local;

	if (!l)
		return;
	dpi_asker_free(l->asker);
	free(l->context);
	dp_buf_done(&l->scratch);
	free(l);
}

/* ---- rows ------------------------------------------------------------- */

static dp_str
cell_of(const struct dp_batch *b, size_t r, const struct dp_column *c)
{
	return dp_trim(dp_cell_str(dp_batch_cell(b, r, c->slot)));
}

/* Writes what F found beside the value of row R. */
static void
fill(const struct dp_step *s, struct dp_work *w, size_t r,
     const struct dpi_found *f)
{
	const struct reconcile *x = s->self;
	const dp_str *value = x->list.value + f->best * x->list.n_taken;
	struct local *l = w->local;

	for (size_t i = 0; i < x->list.n_taken; i++)
		dp_step_set(s, w, r, &x->taken[i], value[i]);
	if (!x->score.name.p)
		return;
	l->scratch.n = 0;
	dp_number_double_text(f->score, SCORE_DIGITS, &l->scratch);
	dp_step_set(s, w, r, &x->score,
		    dp_keep(&w->batch->text, dp_buf_view(&l->scratch)));
}

/* Is VALUE so far from what F took it for that it may be another thing? */
static bool
is_bold(const struct reconcile *x, struct local *l, dp_str value,
	const struct dpi_found *f)
{
	size_t n;

	if (f->how != DPI_MATCH_NEAR)
		return false;
	l->scratch.n = 0;
	dp_cluster_key(value, DP_KEY_FOLDED, &l->scratch);
	n = l->scratch.n;
	dp_cluster_key(x->list.name[f->best], DP_KEY_FOLDED, &l->scratch);
	return n == 0 || l->scratch.n == n ||
	       dpi_are_bold((dp_str){ l->scratch.p, n },
			    dp_str_from(dp_buf_view(&l->scratch), n));
}

/* What row R's value means, for the review. */
static void
leave_note(const struct dp_step *s, struct dp_work *w, size_t r,
	   const struct dpi_found *f)
{
	struct dpi_found *note = *w->note;

	if (s->apart)
		return;
	if (!note)
		*w->note = note =
			dp_arena_alloc(&w->batch->text,
				       w->batch->n_rows * sizeof *note);
	note[r] = *f;
}

static enum dp_row_state
row(const struct dp_step *s, struct dp_work *w, size_t r)
{
	const struct reconcile *x = s->self;
	struct local *l = w->local;
	dp_str value = cell_of(w->batch, r, &x->from);
	struct dpi_found f = { .best = DPI_NO_ENTRY };

	if (value.n == 0) {
		leave_note(s, w, r, &f);
		return DP_ROW_KEPT;
	}
	for (size_t i = 0; i < x->n_by; i++)
		l->context[i] =
			dpi_list_context(&x->list, i,
					 cell_of(w->batch, r, &x->by[i]),
					 &l->scratch);
	dpi_list_find(&x->list, l->asker, value, l->context, &f);
	leave_note(s, w, r, &f);
	if (f.how <= DPI_MATCH_NEAR) {
		fill(s, w, r, &f);
		if (is_bold(x, l, value, &f))
			(void)dpi_row_finding(s, w, r, x->from.name,
					      DP_F_DOUBTFUL_MATCH, value);
		return DP_ROW_KEPT;
	}
	(void)dpi_row_finding(s, w, r, x->from.name,
			      f.how == DPI_MATCH_NONE ? DP_F_NOT_LISTED :
							DP_F_AMBIGUOUS_MATCH,
			      value);
	return dpi_row_after_finding(s);
}

/* ---- the review ------------------------------------------------------- */

static enum dp_row_state
sequence(struct dp_step *s, struct dp_work *w, size_t r)
{
	uint64_t most = dpi_step_memory(s, DPI_KEYS_BYTES), held;
	const struct dpi_found *note = *w->note;
	struct reconcile *x = s->self;
	dp_str *cell = dp_alloc((x->n_by + 1) * sizeof *cell);

	cell[0] = cell_of(w->batch, r, &x->from);
	for (size_t i = 0; i < x->n_by; i++)
		cell[i + 1] = cell_of(w->batch, r, &x->by[i]);
	held = cell[0].n ?
		       dpi_review_add(&x->review, cell, x->n_by + 1, &note[r]) :
		       0;
	free(cell);
	if (held <= most)
		return DP_ROW_KEPT;
	w->failed = true;
	(void)dp_fail(w->err, DP_ELIMIT,
		      _("the different values of %.*s take more than %llu MB "
			"of memory. Is it the right column? --memory lets a "
			"step have more."),
		      DP_FMT(x->from.name), (unsigned long long)most >> 20);
	return DP_ROW_KEPT;
}

static int
finish(struct dp_step *s, struct dp_findings *findings, struct dp_err *err)
{
	struct reconcile *x = s->self;
	struct dp_buf out = { 0 };
	dp_str *name;
	int status;

	if (s->apart || s->dry)
		return 0;
	name = dp_arena_alloc(&s->arena, (x->n_by + 1) * sizeof *name);
	name[0] = x->from.name;
	for (size_t i = 0; i < x->n_by; i++)
		name[i + 1] = x->by[i].name;
	dpi_review_write(&x->review, &x->list, name, x->n_by + 1, &out);
	status = dpi_beside_write(s, "review", dp_buf_view(&out), findings,
				  err);
	dp_buf_done(&out);
	return status;
}

static const struct dp_example examples[] = {
	{ "ville file=communes.csv names=commune key=code",
	  "ville\nGap\nMARSEILLE\n",
	  "ville,code\nGap,05061\nMARSEILLE,13055\n" },
	{ "commune file=liste.csv key=code into=insee",
	  "commune\nST DENIS DE LA REUNION\nSt-Rapha\u00ebl\n",
	  "commune,insee\nST DENIS DE LA REUNION,97411\n"
	  "St-Rapha\u00ebl,83118\n" },
	{ "commune file=liste.csv key=code score=score",
	  "commune\nSaint-Raphael\nSaint-Rapahel\n",
	  "commune,code,score\nSaint-Raphael,83118,1\n"
	  "Saint-Rapahel,83118,0.923\n" },
	{ "commune file=liste.csv key=code", "commune,n\nRochefort,1\nOz,2\n",
	  "commune,n,code\nRochefort,1,\nOz,2,\n" },
	{ "commune file=liste.csv key=code by=dep",
	  "commune,dep\nRochefort,17\nROCHEFORT,73\nRochefort,\n",
	  "commune,dep,code\nRochefort,17,17299\nROCHEFORT,73,73215\n"
	  "Rochefort,,\n" },
	{ "commune file=liste.csv key=code by=departement with=dep take=dep",
	  "commune,departement\nRochefort,17\n",
	  "commune,departement,code,dep\nRochefort,17,17299,17\n" },
	{ "commune file=liste.csv key=code fuzzy=no",
	  "commune\nSaint-Rapahel\nst raphael\n",
	  "commune,code\nSaint-Rapahel,\nst raphael,83118\n" },
	{ "commune file=liste.csv key=code on-error=reject",
	  "commune\nSaint-Rapha\u00ebl\nRochefort\n",
	  "commune,code\nSaint-Rapha\u00ebl,83118\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_reconcile = {
	.name = "reconcile",
	.scope = DP_SEQUENCE,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMN file=FILE key=COLUMN [names=COLUMN] "
		       "[into=COLUMN] [by=COLUMNS] [fuzzy=no] "
		       "[min-score=NUMBER] [review=FILE]"),
	.summary = N_("Find the entries of a reference list that names mean, "
		      "and add their keys."),
	.why = N_("A table names its communes and has no codes: nothing joins "
		  "it with another. Each name is looked for in your list as it "
		  "is, then but for case and accents, then by the French "
		  "fingerprint (St, Saint), then among near ones. What may be "
		  "two entries stays empty and is reported, as is what has "
		  "none: nothing is guessed, and by= tells homonyms apart. "
		  "Read the review; a spelling that you know goes into the "
		  "list as a line of its own, with the same key. The list is "
		  "held in memory (256 MB, or what --memory says). Here "
		  "communes.csv has the columns code, commune and population; "
		  "liste.csv has code, commune and dep, and Rochefort "
		  "twice. Files are looked for from the current folder."),
	.param = params,
	.keyed_memory = DP_KEYS_BOUND,
	.bind = bind,
	.unbind = unbind,
	.local_new = local_new,
	.local_free = local_free,
	.needs = needs,
	.row = row,
	.sequence = sequence,
	.finish = finish,
	.example = examples,
};

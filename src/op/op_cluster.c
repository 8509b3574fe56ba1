/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cluster: spellings of one thing found by their key and made one. The rule
 * is applied anew each time; a list frozen for good is edit's.
 */
#include "op/cluster.h"
#include "op/words.h"
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"

struct cluster {
	struct dp_step *step;
	struct dp_stream *inner;
	struct dp_spool *spool;
	struct dpi_clusters *groups; /* one a column */
	size_t n_slots;
	bool drained;
	enum dp_key how;
	enum dpi_pick pick;
	dp_str *except;
	size_t n_except;
};

static const struct dp_param params[] = {
	{ "method", DP_P_CHOICE, "fingerprint", "fingerprint|fingerprint-fr",
	  N_("what makes two values alike. fingerprint: the same words, "
	     "whatever their order, case, accents and punctuation; "
	     "fingerprint-fr: also St and Saint, en Pce and en Provence, s/ "
	     "and sur, without articles and legal forms"),
	  false },
	{ "pick", DP_P_CHOICE, "most-frequent", "most-frequent|longest|first",
	  N_("which of the spellings stays. Among equals it is the one with "
	     "more accents, then with capitals and small letters, without "
	     "abbreviations, without odd spaces, and last the first in "
	     "text order"),
	  false },
	{ "except", DP_P_TEXT, NULL, NULL,
	  N_("values that are left as they are, between bars: \"A|B\""),
	  false },
	{ "review", DP_P_OUTPUT, NULL, NULL,
	  N_("a CSV file to write the groups to, for somebody to read"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
count_row(struct cluster *c, struct dp_batch *b, size_t r, struct dp_err *err)
{
	const struct dp_step *s = c->step;

	for (size_t i = 0; i < s->n_columns; i++) {
		dp_str v = dp_cell_str(dp_batch_cell(b, r, s->column[i].slot));

		if (v.n)
			dpi_clusters_count(&c->groups[i], v);
	}
	return dp_spool_add(c->spool, b, r, c->n_slots, err);
}

static int
write_review(struct cluster *c, struct dp_err *err)
{
	const struct dp_step *s = c->step;
	struct dp_buf out = { 0 };
	int status;

	if (s->dry || !dp_step_arg(s, "review"))
		return 0;
	dp_buf_c(&out, "column,group,value,count,becomes\n");
	for (size_t i = 0; i < s->n_columns; i++)
		dpi_clusters_review(&c->groups[i], s->column[i].name, &out);
	status = dp_write_file(dp_keep_c(&c->step->arena,
					 dp_step_param(s, "review")),
			       out.p, out.n, err);
	dp_buf_done(&out);
	return status;
}

/* First time through: all rows put aside, values counted, then grouped. */
static int
drain(struct cluster *c, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	int status;

	while ((status = dp_next(c->inner, b, err)) > 0) {
		for (size_t r = 0; status > 0 && r < b->n_rows; r++)
			if (b->state[r] == DP_ROW_KEPT &&
			    count_row(c, b, r, err) != 0)
				status = -1;
		if (status < 0)
			break;
	}
	dp_batch_free(b);
	if (status < 0)
		return -1;
	for (size_t i = 0; i < c->step->n_columns; i++)
		dpi_clusters_make(&c->groups[i], c->how, c->pick, c->except,
				  c->n_except);
	if (write_review(c, err) != 0)
		return -1;
	c->drained = true;
	return dp_spool_rewind(c->spool, err);
}

/* Gives the cell of row R in the step's column I its group's value. */
static void
replace(struct cluster *c, struct dp_work *w, size_t r, size_t i)
{
	const struct dp_column *column = &c->step->column[i];
	dp_str v = dp_cell_str(dp_batch_cell(w->batch, r, column->slot));

	if (v.n)
		dp_step_set(c->step, w, r, column,
			    dpi_clusters_find(&c->groups[i], v));
}

static int
next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct cluster *c = self;
	const struct dp_step *s = c->step;
	struct dp_work w = { .batch = b };
	int status;

	if (!c->drained && drain(c, err) != 0)
		return -1;
	b->stride = c->n_slots;
	status = dp_spool_next(c->spool, b, err);
	for (size_t r = 0; status > 0 && r < b->n_rows; r++)
		for (size_t i = 0; i < s->n_columns; i++)
			replace(c, &w, r, i);
	return status;
}

static void
close_cluster(void *self)
{
	struct cluster *c = self;

	dp_close(c->inner);
	dp_spool_free(c->spool);
	for (size_t i = 0; i < c->step->n_columns; i++)
		dpi_clusters_done(&c->groups[i]);
	free(c->groups);
	free(c);
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	struct cluster *c = dp_alloc0(sizeof *c);

	(void)err;
	c->step = s;
	c->inner = inner;
	c->spool = dp_spool_new(DPI_SPOOL_BYTES);
	c->groups = dp_alloc0(s->n_columns * sizeof *c->groups);
	c->n_slots = inner->schema.n_slots;
	c->how = dp_step_choice(s, "method") == 0 ? DP_KEY_FINGERPRINT :
						    DP_KEY_FINGERPRINT_FR;
	c->pick = (enum dpi_pick)dp_step_choice(s, "pick");
	dpi_text_list(&s->arena, dp_step_param(s, "except"), '|', &c->except,
		      &c->n_except);
	return dp_stream_new(c, &inner->schema, next, close_cluster);
}

static const struct dp_example examples[] = {
	{ "ville", "ville\nMarseille\nMARSEILLE\nMarseille\nGap\n",
	  "ville\nMarseille\nMarseille\nMarseille\nGap\n" },
	{ "commune method=fingerprint-fr",
	  "commune\nSaint-\u00c9tienne\nST ETIENNE\nSaint-\u00c9tienne\n",
	  "commune\nSaint-\u00c9tienne\nSaint-\u00c9tienne\n"
	  "Saint-\u00c9tienne\n" },
	{ "commune method=fingerprint-fr",
	  "commune\nAIX EN PCE\nAix-en-Pce\nAix-en-Provence\n",
	  "commune\nAix-en-Provence\nAix-en-Provence\n"
	  "Aix-en-Provence\n" },
	{ "nom",
	  "nom,age\n\"Curie, Marie\",66\nMarie Curie,66\n"
	  "Marie Curie,66\n",
	  "nom,age\nMarie Curie,66\nMarie Curie,66\nMarie Curie,66\n" },
	{ "nom pick=longest", "nom\nMJC GAP\nM.J.C. Gap\n",
	  "nom\nM.J.C. Gap\nM.J.C. Gap\n" },
	{ "club except=\"Nice US\"",
	  "club\nUS Nice\nNice US\nUS NICE\n"
	  "US Nice\n",
	  "club\nUS Nice\nNice US\nUS Nice\nUS Nice\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_cluster = {
	.name = "cluster",
	.scope = DP_TABLE,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [method=fingerprint|fingerprint-fr] "
		       "[pick=most-frequent|longest|first] [except=\"A|B\"] "
		       "[review=FILE]"),
	.summary = N_("Make the spellings of one thing the same."),
	.why = N_("Marseille, MARSEILLE and \"marseille \" are one town. "
		  "Values with the same key are a group, and all of them "
		  "take the spelling that is most frequent. Read the groups "
		  "first (review=): two different things may look alike. It "
		  "takes memory for each different value; the file is "
		  "written from the current folder."),
	.param = params,
	.keyed_memory = true,
	.table = table,
	.example = examples,
};

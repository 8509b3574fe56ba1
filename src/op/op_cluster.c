/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cluster: spellings of one thing found by their key and made one. The rule
 * is applied anew each time; a list frozen for good is edit's.
 */
#include "op/beside.h"
#include "op/cluster.h"
#include "op/cluster_reference.h"
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
};

/* What the step says, read once. */
struct setup {
	struct dpi_grouping how;
	struct dpi_reference *reference; /* of each column; NULL: none */
	struct cluster *running;         /* its groups, while it has them */
};

static const struct dp_param params[] = {
	{ "method", DP_P_CHOICE, "fingerprint",
	  "fingerprint|fingerprint-fr|ngram|phonetic-fr|metaphone|levenshtein|"
	  "damerau|jaro|ppm",
	  N_("what makes two values alike. fingerprint: the same words, "
	     "whatever their order, case, accents and punctuation; "
	     "fingerprint-fr: also St and Saint, en Pce and en Provence, s/ "
	     "and sur, without articles and legal forms; ngram: the same "
	     "runs of letters, whatever the spaces (both as in OpenRefine); "
	     "phonetic-fr: the same French sound (FONEM), metaphone: the "
	     "same English one, word by word; levenshtein: few letters more, "
	     "less or other; damerau: neighbours exchanged are one change "
	     "(optimal string alignment); jaro: the similarity of Jaro and "
	     "Winkler, for names, not for sentences; ppm: how well one "
	     "predicts the other (prediction by partial matching of order "
	     "4), for long names. For the last four, case, accents and "
	     "doubled spaces weigh nothing. Of values that all begin alike, "
	     "ppm takes minutes for 20,000 and about an hour for 100,000; of "
	     "values of 1,000 characters, jaro takes minutes for 20,000"),
	  false },
	{ "radius", DP_P_TEXT, NULL, NULL,
	  N_("how far from the value that stays another may be: for "
	     "levenshtein and damerau the number of changes, up to 9 (by "
	     "itself 1), for jaro what the similarity lacks to 1 (by itself "
	     "0.05; 0.1 is for single words), for ppm up to 3 (by itself 1, "
	     "about a letter in thirty). "
	     "No pair that near is missed, but for ppm pairs that share few "
	     "pairs of neighbouring letters; its numbers are near those of "
	     "OpenRefine, not the same"),
	  false },
	{ "block", DP_P_INT, "0", NULL,
	  N_("near values must have this many characters in a row in common, "
	     "as OpenRefine asks of 6: short words then stay apart. Of pairs "
	     "R changes apart, none is lost whose longer value has N times "
	     "R + 1 characters"),
	  false },
	{ "numbers", DP_P_CHOICE, "same", "same|any",
	  N_("whether near values must have the same numbers in them: "
	     "Groupe scolaire 1 is not Groupe scolaire 2. Roman ones and a "
	     "letter at the end (B\u00e2timent A) count. any: a digit may be "
	     "wrong as a letter may"),
	  false },
	{ "size", DP_P_INT, "2", NULL, N_("letters in a run of ngram"), false },
	{ "pick", DP_P_CHOICE, "most-frequent",
	  "most-frequent|longest|first|reference",
	  N_("which of the spellings stays. Among equals it is, by a "
	     "distance, the one whose rarest word is in more values, then "
	     "the one with more accents, then with capitals and small letters, "
	     "without words in capitals that are no initials, without "
	     "abbreviations, without odd spaces, and last the first in "
	     "text order. reference: the one that stands in the reference; a "
	     "group without one stays as it is"),
	  false },
	{ "reference", DP_P_FILE, NULL, NULL,
	  N_("a table of the right spellings, in a column called the same, "
	     "or in its first"),
	  false },
	{ "except", DP_P_TEXT, NULL, NULL,
	  N_("values that are left as they are, between bars: \"A|B\""),
	  false },
	{ "review", DP_P_OUTPUT, NULL, NULL,
	  N_("a CSV file to write the groups to, for somebody to read; "
	     "corrected, edit file= takes it instead of this step"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* ---- what the step says ----------------------------------------------- */

/* The radius as written, or the usual one. */
static int
read_radius(struct dp_step *s, struct dpi_grouping *how, struct dp_err *err)
{
	const struct dp_arg *a = dp_step_arg(s, "radius");
	bool jaro = how->method == DPI_BY_JARO;
	int64_t changes;

	how->radius = dpi_usual_radius(how->method);
	if (!a)
		return 0;
	if (how->method < DPI_BY_LEVENSHTEIN)
		return dp_step_fail(s, a, err,
				    _("radius= goes with the methods "
				      "levenshtein, damerau, jaro and ppm."));
	if (jaro) {
		if (dp_number_double(a->text, &how->radius) &&
		    how->radius >= 0 && how->radius < 1)
			return 0;
		return dp_step_fail(s, a, err,
				    _("expected for radius a number from 0 "
				      "to below 1, such as 0.1."));
	}
	if (how->method == DPI_BY_PPM) {
		if (dp_number_double(a->text, &how->radius) &&
		    how->radius >= 0 && how->radius <= 3)
			return 0;
		return dp_step_fail(s, a, err,
				    _("expected for radius a number from 0 "
				      "to 3, such as 1.5."));
	}
	if (!dp_str_int(a->text, &changes) || changes < 0 || changes > 9)
		return dp_step_fail(s, a, err,
				    _("expected for radius a whole number "
				      "from 0 to 9."));
	how->radius = (double)changes;
	return 0;
}

/* A whole number from LEAST to 99 as parameter NAME. */
static int
read_count(struct dp_step *s, const char *name, int least, unsigned *out,
	   struct dp_err *err)
{
	int64_t n = dp_step_int(s, name);

	if (n < least || n > 99)
		return dp_step_fail(s, dp_step_arg(s, name), err,
				    _("expected for %s a whole number from "
				      "%d to 99."),
				    name, least);
	*out = (unsigned)n;
	return 0;
}

static void
unbind(struct dp_step *s)
{
	struct setup *x = s->self;

	for (size_t i = 0; x->reference && i < s->n_columns; i++)
		free(x->reference[i].value);
	free(x->reference);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct setup *x = dp_arena_alloc(&s->arena, sizeof *x);
	struct dpi_grouping *how = &x->how;
	dp_str *except;

	(void)schema;
	memset(x, 0, sizeof *x);
	s->self = x;
	how->method = (enum dpi_method)dp_step_choice(s, "method");
	how->pick = (enum dpi_pick)dp_step_choice(s, "pick");
	dpi_text_list(&s->arena, dp_step_param(s, "except"), '|', &except,
		      &how->n_except);
	how->except = except;
	if (read_radius(s, how, err) != 0 ||
	    read_count(s, "block", 0, &how->block, err) != 0 ||
	    read_count(s, "size", 1, &how->ngram, err) != 0)
		return -1;
	how->any_numbers = dp_step_choice(s, "numbers") == 1;
	if (how->method < DPI_BY_LEVENSHTEIN && dp_step_arg(s, "block"))
		return dp_step_fail(s, dp_step_arg(s, "block"), err,
				    _("block= goes with the methods "
				      "levenshtein, damerau, jaro and ppm."));
	if (how->method < DPI_BY_LEVENSHTEIN && dp_step_arg(s, "numbers"))
		return dp_step_fail(s, dp_step_arg(s, "numbers"), err,
				    _("numbers= goes with the methods "
				      "levenshtein, damerau, jaro and ppm."));
	if ((how->pick == DPI_PICK_REFERENCE) != !!dp_step_arg(s, "reference"))
		return dp_step_fail(s, dp_step_arg(s, "reference"), err,
				    _("pick=reference and reference=FILE go "
				      "together."));
	return dpi_reference_read(s, &x->reference, err);
}

/* ---- the table -------------------------------------------------------- */

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
	status = dpi_beside_write(c->step, "review", dp_buf_view(&out),
				  &s->log->findings, err);
	dp_buf_done(&out);
	return status;
}

static int
make_groups(struct cluster *c, struct dp_err *err)
{
	const struct setup *x = c->step->self;
	struct dpi_grouping how = x->how;

	how.watch = c->step->log->watch;
	for (size_t i = 0; i < c->step->n_columns; i++) {
		how.column = c->step->column[i].name;
		for (size_t k = 0; x->reference && k < x->reference[i].n; k++)
			dpi_clusters_reference(&c->groups[i],
					       x->reference[i].value[k]);
		if (dpi_clusters_make(&c->groups[i], &how, err) != 0)
			return -1;
		dpi_clusters_doubt(&c->groups[i], &how, how.column,
				   &c->step->log->findings);
	}
	return 0;
}

static int
check_room(const struct cluster *c, struct dp_err *err)
{
	const struct dp_step *s = c->step;
	const struct setup *x = s->self;
	uint64_t most = dpi_step_memory(s, DPI_KEYS_BYTES), held = 0;

	for (size_t i = 0; i < s->n_columns; i++) {
		held += dpi_clusters_bytes(&c->groups[i], &x->how);
		if (held > most)
			return dp_fail(err, DP_ELIMIT,
				       _("the different values of %.*s take "
					 "more than %llu MB of memory. Is it "
					 "the right column? --memory lets a "
					 "step have more."),
				       DP_FMT(s->column[i].name),
				       (unsigned long long)most >> 20);
	}
	return 0;
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
		if (status < 0 || (status = check_room(c, err)) != 0)
			break;
	}
	dp_batch_free(b);
	if (status < 0)
		return -1;
	if (make_groups(c, err) != 0 || write_review(c, err) != 0)
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

	((struct setup *)c->step->self)->running = NULL;
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
	c->spool = dpi_step_spool(s);
	c->groups = dp_alloc0(s->n_columns * sizeof *c->groups);
	c->n_slots = inner->schema.n_slots;
	((struct setup *)s->self)->running = c;
	return dp_stream_new(c, &inner->schema, next, close_cluster);
}

/* The groups as edit steps, one a column that changes. */
static void
frozen(const struct dp_step *s, struct dp_buf *out)
{
	const struct setup *x = s->self;
	struct dp_buf list = { 0 };

	for (size_t i = 0; x->running && i < s->n_columns; i++) {
		list.n = 0;
		if (dpi_clusters_list(&x->running->groups[i], &list) == 0)
			continue;
		dp_buf_c(out, "edit ");
		dp_recipe_word(s->column[i].name, out);
		dp_buf_char(out, '\n');
		dp_buf_str(out, dp_buf_view(&list));
	}
	dp_buf_done(&list);
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
	{ "ville method=damerau",
	  "ville\nMarseille\nMarsielle\nMARSEILE\nMarseille\nGap\n",
	  "ville\nMarseille\nMarseille\nMarseille\nMarseille\nGap\n" },
	{ "nom method=phonetic-fr", "nom\nGauthier\nGAUTIER\nGauthier\n",
	  "nom\nGauthier\nGauthier\nGauthier\n" },
	{ "club except=\"Nice US\"",
	  "club\nUS Nice\nNice US\nUS NICE\n"
	  "US Nice\n",
	  "club\nUS Nice\nNice US\nUS Nice\nUS Nice\n" },
	{ "ecole method=levenshtein",
	  "ecole\nGroupe scolaire 1\nGroupe scolare 1\nGroupe scolaire 2\n"
	  "Groupe scolaire 1\n",
	  "ecole\nGroupe scolaire 1\nGroupe scolaire 1\nGroupe scolaire 2\n"
	  "Groupe scolaire 1\n" },
	{ "nom method=ppm",
	  "nom\nUnion sportive de Roquefort\nUnion sportve de Roquefort\n"
	  "Union sportive de Roquevaire\nUnion sportive de Roquefort\n",
	  "nom\nUnion sportive de Roquefort\nUnion sportive de Roquefort\n"
	  "Union sportive de Roquevaire\nUnion sportive de Roquefort\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_cluster = {
	.name = "cluster",
	.scope = DP_TABLE,
	.rewrites = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [method=METHOD] [radius=R] [pick=most-frequent|"
		       "longest|first|reference] [except=\"A|B\"] "
		       "[review=FILE]"),
	.summary = N_("Make the spellings of one thing the same."),
	.why = N_("Marseille, MARSEILLE and \"marseille \" are one town. "
		  "Values with the same key, or near one another, are a "
		  "group, and all of them take the spelling that is most "
		  "frequent. Near ones are near the value that stays, not "
		  "only near one that is near it. Read the groups first "
		  "(review=): two different things may look alike; what "
		  "may be two things is told. dpipe "
		  "clean --freeze makes a list of them that stays. It "
		  "takes memory for each different value; the file is "
		  "written from the current folder."),
	.param = params,
	.keyed_memory = DP_KEYS_BOUND,
	.bind = bind,
	.unbind = unbind,
	.table = table,
	.frozen = frozen,
	.example = examples,
};

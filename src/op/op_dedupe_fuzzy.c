/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dedupe-fuzzy: records that may be of one thing though nothing in them is the
 * same. They are told and grouped; what a person has decided, and only that,
 * makes them one. Records that are the same are dedupe's.
 */
#include "op/beside.h"
#include "op/gathered.h"
#include "op/linkage.h"
#include "op/words.h"
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"

/* Pairs that are compared at most: about a minute of work. */
#define COMPARISONS_MAX UINT64_C(20000000)

struct fuzzy {
	struct dp_column *block;
	size_t n_block;
	struct dp_column into;
	double threshold;
	struct dpi_links links;
	uint32_t *number; /* by row: of its group, from 1; 0: it is alone */
	dp_str *cell;     /* room for the cells of one row */
	size_t row;       /* that is given next */
};

static const struct dp_param params[] = {
	{ "block", DP_P_COLUMNS, NULL, NULL,
	  N_("only records that agree in one of these columns are compared, "
	     "such as the postal code; case, accents and usual abbreviations "
	     "weigh nothing, and an empty cell agrees with nothing"),
	  true },
	{ "exact", DP_P_COLUMNS, NULL, NULL,
	  N_("those of the columns that are the same or not, such as a code or "
	     "a date; the others are as alike as their texts"),
	  false },
	{ "weights", DP_P_TEXT, NULL, NULL,
	  N_("what each column weighs, in their order: \"3,1\"; by itself all "
	     "weigh the same"),
	  false },
	{ "threshold", DP_P_TEXT, "0.85", NULL,
	  N_("from which score two records are told, between 0.5 and 1. The "
	     "score is the mean, by weight, of how alike the columns are (1 "
	     "less the changes for each letter, of the text or of its French "
	     "fingerprint; 0 where numbers differ); columns in which one is "
	     "empty are left out"),
	  false },
	{ "into", DP_P_TEXT, "cluster", NULL,
	  N_("a new column with a number for records of one group; empty for "
	     "one that is alone"),
	  false },
	{ "review", DP_P_OUTPUT, NULL, NULL,
	  N_("a CSV file of the pairs with their scores, the highest first, "
	     "and an empty column: decision"),
	  false },
	{ "decisions", DP_P_FILE, NULL, NULL,
	  N_("the same file, once somebody has written yes or no into it: what "
	     "has a yes makes the groups, and nothing is compared"),
	  false },
	{ "keep", DP_P_CHOICE, "all", "all|first",
	  N_("first: of each group that was decided on, only the first record "
	     "stays; it needs decisions="),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* ---- what the step says ----------------------------------------------- */

static void
unbind(struct dp_step *s)
{
	struct fuzzy *x = s->self;

	dpi_links_done(&x->links);
	free(x->number);
}

static int
read_weights(struct dp_step *s, struct dp_err *err)
{
	const struct dp_arg *a = dp_step_arg(s, "weights");
	struct fuzzy *x = s->self;
	dp_str *item;
	size_t n;

	for (size_t i = 0; i < s->n_columns; i++)
		x->links.column[i].weight = 1;
	if (!a)
		return 0;
	dpi_text_list(&s->arena, a->text, ',', &item, &n);
	for (size_t i = 0; i < n && n == s->n_columns; i++) {
		double *w = &x->links.column[i].weight;

		if (!dp_number_double(item[i], w) || !(*w > 0) || *w > 1000)
			n = 0;
	}
	if (n == s->n_columns)
		return 0;
	return dp_step_fail(s, a, err,
			    _("weights= needs a number above 0, and 1000 at "
			      "most, for each column, such as \"3,1\"."));
}

static int
read_exact(struct dp_step *s, const struct dp_schema *schema,
	   struct dp_err *err)
{
	struct fuzzy *x = s->self;
	struct dp_column *exact = NULL;
	size_t n = 0, k;

	if (dp_step_param_columns(s, schema, "exact", &exact, &n, err) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		for (k = 0; k < s->n_columns; k++)
			if (s->column[k].slot == exact[i].slot)
				break;
		if (k == s->n_columns)
			return dp_step_fail(s, dp_step_arg(s, "exact"), err,
					    _("%.*s is none of the columns "
					      "that are compared."),
					    DP_FMT(exact[i].name));
		x->links.column[k].exact = true;
	}
	return 0;
}

static int
read_threshold(struct dp_step *s, double *out, struct dp_err *err)
{
	if (dp_number_double(dp_step_param(s, "threshold"), out) &&
	    *out >= 0.5 && *out <= 1)
		return 0;
	return dp_step_fail(s, dp_step_arg(s, "threshold"), err,
			    _("expected for threshold a number from 0.5 to 1, "
			      "such as 0.9."));
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct fuzzy *x = dp_arena_alloc(&s->arena, sizeof *x);
	size_t n;

	memset(x, 0, sizeof *x);
	s->self = x;
	for (size_t i = 0; i < s->n_columns; i++)
		s->column[i].name = dp_keep(&s->arena, s->column[i].name);
	if (dp_step_param_columns(s, schema, "block", &x->block, &x->n_block,
				  err) != 0)
		return -1;
	dpi_links_init(&x->links, s->n_columns, x->n_block);
	n = s->n_columns + x->n_block + 1;
	x->cell = dp_arena_alloc(&s->arena, n * sizeof *x->cell);
	if (read_weights(s, err) != 0 || read_exact(s, schema, err) != 0 ||
	    read_threshold(s, &x->threshold, err) != 0)
		return -1;
	if (dp_step_choice(s, "keep") == 1 && !dp_step_arg(s, "decisions"))
		return dp_step_fail(s, dp_step_arg(s, "keep"), err,
				    _("keep=first needs decisions=, a review "
				      "that somebody has read: records that "
				      "look alike may be of two things."));
	if (dp_step_arg(s, "review") && dp_step_arg(s, "decisions"))
		return dp_step_fail(s, dp_step_arg(s, "review"), err,
				    _("review= writes the pairs that "
				      "decisions= tells of: take one of the "
				      "two."));
	return dpi_add_column(s, dp_step_arg(s, "into"), schema,
			      dp_step_param(s, "into"), &x->into, err);
}

/* ---- the table -------------------------------------------------------- */

static int
look(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	uint64_t most = dpi_step_memory(s, DPI_KEYS_BYTES);
	struct fuzzy *x = s->self;
	dp_str *block = x->cell + s->n_columns;

	for (size_t i = 0; i < s->n_columns; i++)
		x->cell[i] = dp_trim(
			dp_cell_str(dp_batch_cell(b, r, s->column[i].slot)));
	for (size_t i = 0; i < x->n_block; i++)
		block[i] = dp_cell_str(dp_batch_cell(b, r, x->block[i].slot));
	dpi_links_add(&x->links, x->cell, block);
	if (x->links.bytes <= most && x->links.n < DPI_NO_BLOCK)
		return 0;
	return dp_fail(err, DP_ELIMIT,
		       _("the columns that are compared take more than %llu MB "
			 "of memory. Compare fewer, or let the step have more "
			 "with --memory."),
		       (unsigned long long)most >> 20);
}

static int
write_review(struct dp_step *s, struct dp_err *err)
{
	struct fuzzy *x = s->self;
	struct dp_buf out = { 0 };
	int status;

	if (s->dry || !dp_step_arg(s, "review"))
		return 0;
	dpi_links_review(&x->links, s->column, &out);
	status = dpi_beside_write(s, "review", dp_buf_view(&out),
				  &s->log->findings, err);
	dp_buf_done(&out);
	return status;
}

/* Finds the pairs, and says how many there are. */
static int
compare(struct dp_step *s, struct dp_err *err)
{
	uint64_t most = dpi_step_memory(s, DPI_KEYS_BYTES);
	struct fuzzy *x = s->self;
	uint64_t work = dpi_links_work(&x->links);
	dp_str none = { NULL, 0 };

	if (work > COMPARISONS_MAX)
		return dp_fail(err, DP_ELIMIT,
			       _("%llu pairs of records agree in what block= "
				 "names; %llu can be compared. Name a column "
				 "with more different values."),
			       (unsigned long long)work,
			       (unsigned long long)COMPARISONS_MAX);
	if (dpi_links_compare(&x->links, x->threshold, most, err) != 0 ||
	    write_review(s, err) != 0)
		return -1;
	if (x->links.n_pairs)
		dp_finding_add(&s->log->findings, DP_F_LIKE_RECORDS,
			       s->column[0].name, 0, 0, none)
			->count = x->links.n_pairs;
	return 0;
}

/* Numbers the groups, in the order of their second rows. */
static void
number_groups(struct fuzzy *x)
{
	const struct dpi_links *l = &x->links;
	uint32_t n = 0;

	x->number = dp_alloc0((l->n + 1) * sizeof *x->number);
	for (uint32_t i = 0; i < l->n; i++) {
		uint32_t first = l->group[i];

		if (first == i)
			continue;
		if (!x->number[first])
			x->number[first] = ++n;
		x->number[i] = x->number[first];
	}
}

static int
make_groups(struct dp_step *s, struct dp_err *err)
{
	const struct dp_arg *decisions = dp_step_arg(s, "decisions");
	struct fuzzy *x = s->self;
	dp_str none = { NULL, 0 };
	size_t chained;

	if (decisions ? dpi_links_decide(s, &x->links, decisions, err) != 0 :
			compare(s, err) != 0)
		return -1;
	chained = dpi_links_group(&x->links);
	if (chained && !decisions)
		dp_finding_add(&s->log->findings, DP_F_CHAINED_RECORDS,
			       s->column[0].name, 0, 0, none)
			->count = chained;
	number_groups(x);
	return 0;
}

static int
fill(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	bool first_only = dp_step_choice(s, "keep") == 1;
	struct dp_work w = { .batch = b };
	struct fuzzy *x = s->self;
	size_t i = x->row++;
	dp_str number;

	if (!x->number && make_groups(s, err) != 0)
		return -1;
	if (!x->number || !x->number[i])
		return 0;
	number = dp_keep_format(&b->text, "%lu", (unsigned long)x->number[i]);
	dp_step_set(s, &w, r, &x->into, number);
	if (first_only && x->links.group[i] != i)
		dpi_row_drop(s, b, r);
	return 0;
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	(void)err;
	return dpi_twice(s, inner, look, fill);
}

static const struct dp_example examples[] = {
	{ "nom block=cp",
	  "nom,cp\nCin\u00e9ma Le Palace,05000\nCinema le Pallace,05000\n"
	  "Cin\u00e9ma Le Royal,05000\n",
	  "nom,cp,cluster\nCin\u00e9ma Le Palace,05000,1\n"
	  "Cinema le Pallace,05000,1\nCin\u00e9ma Le Royal,05000,\n" },
	{ "nom block=cp", "nom,cp\nLe Palace,05000\nLe Palace,06000\n",
	  "nom,cp,cluster\nLe Palace,05000,\nLe Palace,06000,\n" },
	{ "nom, rue block=cp into=groupe",
	  "nom,rue,cp\nMartin Paul,12 rue Haute,05000\n"
	  "MARTIN Paul,12 r Haute,05000\nMartin Paul,14 rue Haute,05000\n",
	  "nom,rue,cp,groupe\nMartin Paul,12 rue Haute,05000,1\n"
	  "MARTIN Paul,12 r Haute,05000,1\nMartin Paul,14 rue Haute,05000,\n" },
	{ "nom, ne block=ville exact=ne weights=\"1,2\"",
	  "nom,ne,ville\nDupont,1990-05-01,Gap\nDupond,1990-05-01,GAP\n"
	  "Dupont,1991-05-01,Gap\n",
	  "nom,ne,ville,cluster\nDupont,1990-05-01,Gap,1\n"
	  "Dupond,1990-05-01,GAP,1\nDupont,1991-05-01,Gap,\n" },
	{ "nom block=cp,tel",
	  "nom,cp,tel\nMJC de Gap,05000,0492000000\n"
	  "M.J.C. Gap,,0492000000\nMJC de Gap,,\n",
	  "nom,cp,tel,cluster\nMJC de Gap,05000,0492000000,1\n"
	  "M.J.C. Gap,,0492000000,1\nMJC de Gap,,,\n" },
	{ "nom block=cp threshold=1",
	  "nom,cp\nLe Palace,05000\nLe Pallace,05000\nLE PALACE,05000\n",
	  "nom,cp,cluster\nLe Palace,05000,1\nLe Pallace,05000,\n"
	  "LE PALACE,05000,1\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_dedupe_fuzzy = {
	.name = "dedupe-fuzzy",
	.scope = DP_TABLE,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS block=COLUMNS [exact=COLUMNS] "
		       "[weights=\"N,N\"] [threshold=NUMBER] [into=NAME] "
		       "[review=FILE | decisions=FILE [keep=first]]"),
	.summary = N_("Find records that may be of one thing, and make one of "
		      "those that you decide on."),
	.why = N_("One person is there twice, with a letter more and an "
		  "address less: dedupe sees two. Records that agree in block= "
		  "are compared column by column, and those that are alike get "
		  "the number of their group. Alike is not the same: no record "
		  "is left out unless you have read the pairs (review=), "
		  "written yes or no beside each, and run the step again with "
		  "decisions= and keep=first. 20 million pairs are compared at "
		  "most; the columns compared are held in memory (256 MB, or "
		  "what --memory says). Files are looked for from the current "
		  "folder."),
	.param = params,
	.keyed_memory = DP_KEYS_BOUND,
	.bind = bind,
	.unbind = unbind,
	.table = table,
	.example = examples,
};

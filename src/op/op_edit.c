/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * edit: whole values by other values, from a list in the recipe or in a file.
 * Patterns are replace's; one cell of one record is set's.
 */
#include "base/strtab.h"
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/beside.h"

struct edit {
	struct dpi_strtab from;
	dp_str *to;     /* by number in from */
	uint64_t *line; /* of the file; 0: it stands in the recipe */
	size_t cap, cap_line;
	uint64_t lengths; /* of the old values; bit 63: 63 and more */
	bool starts[256]; /* first bytes of the old values */
	bool blank;       /* an empty cell is an old value */
	dp_str blank_to;
	uint64_t bytes;          /* that the file's values take */
	bool review;             /* the file is a review of cluster's */
	struct dpi_strtab known; /* new values: they are what was wanted */
	dp_str fallback;         /* of all others; p == NULL: they stay */
};

static const struct dp_param params[] = {
	{ "file", DP_P_FILE, NULL, NULL,
	  N_("a table of two columns, the old value and the new, instead of "
	     "a list or besides it; a first line \"from,to\" is its header. "
	     "Or the groups that cluster wrote (review=), corrected by hand: "
	     "of the lines for the step's columns, value becomes becomes"),
	  false },
	{ "fallback", DP_P_TEXT, NULL, NULL,
	  N_("what all other values become that are in no list, neither old "
	     "nor new; empty cells stay"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct edit *e = s->self;

	dpi_strtab_done(&e->from);
	dpi_strtab_done(&e->known);
	free(e->to);
	free(e->line);
}

/*
 * Notes that FROM becomes TO, which must live as long as the step, as LINE of
 * the file says (0: the recipe). Returns the number of FROM.
 */
static uint32_t
add(struct edit *e, dp_str from, dp_str to, uint64_t line, bool *added)
{
	uint32_t k = dpi_strtab_add(&e->from, from, added);

	if (!*added)
		return k;
	dp_grow(&e->to, &e->cap, k, sizeof *e->to);
	dp_grow(&e->line, &e->cap_line, k, sizeof *e->line);
	e->to[k] = to;
	e->line[k] = line;
	if (from.n == 0) {
		e->blank = true;
		e->blank_to = to;
		return k;
	}
	e->lengths |= UINT64_C(1) << (from.n < 63 ? from.n : 63);
	e->starts[(unsigned char)from.p[0]] = true;
	return k;
}

/* ---- the list in the recipe ------------------------------------------- */

static int
add_listed(struct dp_step *s, const struct dp_arg *from, dp_str to,
	   struct dp_err *err)
{
	struct edit *e = s->self;
	bool added;
	uint32_t k = add(e, from->text, to, 0, &added);

	if (added || dp_str_eq(e->to[k], to))
		return 0;
	return dp_step_fail(s, from, err,
			    _("the value \"%.*s\" already becomes \"%.*s\" "
			      "above; it can become one thing only."),
			    DP_FMT(from->text), DP_FMT(e->to[k]));
}

static int
read_list(struct dp_step *s, struct dp_err *err)
{
	size_t i = s->next_arg;
	struct dp_mapping m;
	int more;

	while ((more = dp_step_mapping(s, &i, &m, err)) > 0)
		for (size_t k = 0; k < m.n_from; k++)
			if (add_listed(s, m.from[k], m.to->text, err) != 0)
				return -1;
	return more;
}

/* ---- the list in a file ----------------------------------------------- */

/* Memory of a value besides its texts. */
#define VALUE_BYTES 64u

/* What cluster's review= writes: its header, and where the values stand. */
static const char *const review[] = { "column", "group", "value", "count",
				      "becomes" };
#define REVIEW_COLUMNS (sizeof review / sizeof *review)
enum { REVIEW_COLUMN = 0, REVIEW_VALUE = 2, REVIEW_BECOMES = 4 };

/* Is row R the header of a review? */
static bool
is_review_header(const struct dp_batch *b, size_t r)
{
	for (uint32_t i = 0; i < REVIEW_COLUMNS; i++)
		if (!dp_str_is(dp_cell_str(dp_batch_cell(b, r, i)), review[i]))
			return false;
	return true;
}

/* Does row R of a review tell of a column of the step? */
static bool
is_about(const struct dp_step *s, const struct dp_batch *b, size_t r)
{
	dp_str name = dp_cell_str(dp_batch_cell(b, r, REVIEW_COLUMN));

	for (size_t i = 0; i < s->n_columns; i++)
		if (dp_str_eq(s->column[i].name, name))
			return true;
	return false;
}

static int
add_row(struct dp_step *s, const struct dp_batch *b, size_t r,
	struct dp_err *err)
{
	uint64_t most = dpi_step_memory(s, DPI_REFERENCE_BYTES);
	struct edit *e = s->self;
	dp_str file = dp_step_param(s, "file");
	dp_str from =
		dp_cell_str(dp_batch_cell(b, r, e->review ? REVIEW_VALUE : 0));
	dp_str to = dp_cell_str(dp_batch_cell(b, r,
					      e->review ? REVIEW_BECOMES : 1));
	unsigned long long line = dp_batch_line(b, r);
	bool added;
	uint32_t k;

	if (e->review && (b->record[r] == 1 || !is_about(s, b, r)))
		return 0;
	if ((!from.p && !to.p) ||
	    (b->record[r] == 1 && dp_str_is(from, "from") &&
	     dp_str_is(to, "to")))
		return 0;
	k = add(e, from, dp_keep(&s->arena, to), line, &added);
	if (!added && !dp_str_eq(e->to[k], to)) {
		err->at.line = line;
		if (e->line[k] == 0)
			return dp_fail(err, DP_EDATA,
				       _("%.*s, line %llu: the value \"%.*s\" "
					 "becomes \"%.*s\" in the recipe "
					 "already; it can become one thing "
					 "only."),
				       DP_FMT(file), line, DP_FMT(from),
				       DP_FMT(e->to[k]));
		return dp_fail(err, DP_EDATA,
			       _("%.*s, line %llu: the value \"%.*s\" becomes "
				 "\"%.*s\" on line %llu already; it can become "
				 "one thing only."),
			       DP_FMT(file), line, DP_FMT(from),
			       DP_FMT(e->to[k]),
			       (unsigned long long)e->line[k]);
	}
	e->bytes += from.n + to.n + sizeof to + VALUE_BYTES;
	if (e->bytes > most)
		return dp_fail(
			err, DP_ELIMIT,
			_("%.*s is over %llu MB in memory: too large for "
			  "a list of values. --memory lets a step have "
			  "more."),
			DP_FMT(file), (unsigned long long)most >> 20);
	return 0;
}

/* Fails when the reader of FILE found a record that is not two cells wide. */
static int
check_width(const struct dp_batch *b, dp_str file, struct dp_err *err)
{
	const struct dp_findings *f = &b->log->findings;

	for (size_t i = 0; i < f->n; i++) {
		const struct dp_finding *g = &f->at[i];
		unsigned long long line;

		if (g->id != DP_F_MISSING_CELL && g->id != DP_F_EXTRA_CELL)
			continue;
		line = g->n_samples ? g->sample[0].line : 0;
		err->at.line = line;
		return dp_fail(err, DP_EDATA,
			       _("%.*s, line %llu: expected two cells, the old "
				 "value and the new, found %.*s. A value with "
				 "the delimiter in it goes in quotes."),
			       DP_FMT(file), line, DP_FMT(g->found));
	}
	return 0;
}

static int
wrong_width(const struct dp_step *s, size_t found, struct dp_err *err)
{
	dp_str file = dp_step_param(s, "file");

	return dp_fail(err, DP_EDATA,
		       _("%.*s, line 1: expected two columns, the old value "
			 "and the new, found %zu."),
		       DP_FMT(file), found);
}

static int
read_rows(struct dp_step *s, struct dp_stream *in, struct dp_err *err)
{
	dp_str file = dp_step_param(s, "file");
	struct dp_batch *b = dp_batch_new();
	struct edit *e = s->self;
	int status;

	while ((status = dp_next(in, b, err)) > 0) {
		if (in->schema.n == REVIEW_COLUMNS && b->n_rows &&
		    b->record[0] == 1)
			e->review = is_review_header(b, 0);
		if (in->schema.n != 2 && !e->review)
			status = wrong_width(s, in->schema.n, err);
		else
			status = check_width(b, file, err);
		for (size_t r = 0; status == 0 && r < b->n_rows; r++)
			if (b->state[r] == DP_ROW_KEPT)
				status = add_row(s, b, r, err);
		if (status != 0)
			break;
	}
	dp_batch_free(b);
	return status;
}

static int
read_file(struct dp_step *s, struct dp_err *err)
{
	dp_str file = dp_step_param(s, "file");
	struct dp_read_opts o;
	struct dp_stream *in;
	int status;

	if (!file.p)
		return 0;
	dp_read_opts_init(&o);
	o.threads = 1;
	/* Every line counts: none is taken for a title, header or footer. */
	o.header = DP_NO;
	o.skip_lines = 0;
	o.as_is = true;
	in = dp_table_open(dp_keep_c(&s->arena, file), &o, err);
	if (!in)
		return dpi_beside_fail(s, dp_step_arg(s, "file"), err);
	if (in->schema.n != 2 && in->schema.n != REVIEW_COLUMNS)
		status = wrong_width(s, in->schema.n, err);
	else
		status = read_rows(s, in, err);
	dp_close(in);
	return status;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct edit *e = dp_arena_alloc(&s->arena, sizeof *e);
	bool added;

	(void)schema;
	memset(e, 0, sizeof *e);
	s->self = e;
	if (read_list(s, err) != 0 || read_file(s, err) != 0)
		return -1;
	if (e->from.n == 0 && !dp_step_arg(s, "file"))
		return dp_step_fail(s, NULL, err,
				    _("edit expects values and what becomes "
				      "of them: edit %s"),
				    _(s->op->synopsis));
	e->fallback = dp_step_param(s, "fallback");
	for (size_t i = 0; e->fallback.p && i < e->from.n; i++)
		(void)dpi_strtab_add(&e->known, e->to[i], &added);
	return 0;
}

/* What IN, which is in no list as an old value, becomes. */
static dp_str
other(const struct edit *e, dp_str in)
{
	if (!e->fallback.p || dpi_strtab_find(&e->known, in) >= 0 ||
	    dp_str_eq(in, e->fallback))
		return in;
	return e->fallback.n ? e->fallback : (dp_str){ NULL, 0 };
}

static dp_str
edit(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct edit *e = s->self;
	dp_str out;
	ptrdiff_t k;

	(void)w;
	if (in.n == 0)
		return e->blank && e->blank_to.n ? e->blank_to : in;
	if (!e->starts[(unsigned char)in.p[0]] ||
	    !(e->lengths >> (in.n < 63 ? in.n : 63) & 1))
		return other(e, in);
	k = dpi_strtab_find(&e->from, in);
	if (k < 0)
		return other(e, in);
	out = e->to[k];
	if (dp_str_eq(out, in))
		return in;
	if (out.n == 0)
		out.p = NULL;
	return out;
}

static const struct dp_example examples[] = {
	{ "x \"O\" -> \"Oui\"", "O", "Oui" },
	{ "x \"AIX EN PCE\" | \"Aix-en-Pce\" -> \"Aix-en-Provence\"",
	  "AIX EN PCE", "Aix-en-Provence" },
	{ "x \"ST TROPEZ\" -> \"Saint-Tropez\"", "ST TROPEZ ", "ST TROPEZ " },
	{ "x \"O\" -> \"Oui\", \"N\" -> \"Non\"", "N", "Non" },
	{ "x \"\" -> \"sans objet\"", "", "sans objet" },
	{ "x \"99999\" -> \"\"", "99999", "" },
	{ "x \"13\" -> \"Bouches-du-Rh\u00f4ne\"", "130", "130" },
	{ "x file=villes.csv", "AIX EN PCE", "Aix-en-Provence" },
	{ "x fallback=autre \"O\" -> \"Oui\", \"N\" -> \"Non\"", "nsp",
	  "autre" },
	{ "x fallback=autre \"O\" -> \"Oui\", \"N\" -> \"Non\"", "Oui", "Oui" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_edit = {
	.name = "edit",
	.scope = DP_CELL,
	.takes = DP_TAKES_MAPPING,
	.synopsis = N_("COLUMNS \"old\" [| \"old\" \u2026] -> \"new\" \u2026 "
		       "[fallback=TEXT] | COLUMNS file=FILE"),
	.summary = N_("Replace whole values by others, from a list."),
	.why = N_("No rule guesses that \"AIX EN PCE\" is Aix-en-Provence: "
		  "somebody has to say so, once, where all can read it. Each "
		  "line of the list holds old values and their new value; "
		  "\"\" is an empty cell. Values must be equal to the letter: "
		  "trim first. A long list goes into a file, which is looked "
		  "for from the current folder; here villes.csv has the line "
		  "AIX EN PCE,Aix-en-Provence."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.unbind = unbind,
	.cell = edit,
	.example = examples,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step verify: reads a table, gathers facts of each column and reports
 * what they mean. Changes nothing.
 */
#include "step/verify_inner.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/keyset.h"

/* Records by their width: what stands in a column is sure in FIT only. */
enum { FIT, SHORT, LONG, WIDTHS };

struct verifying {
	struct dp_stream *s;
	const struct dp_dialect *dialect; /* of the file */
	struct dp_plan *plan;             /* that s belongs to, or NULL */
	bool by_row;
	/* of the columns; none of LONG; NULL: no record is of that width */
	struct dpi_facts *facts[LONG];
	struct dpi_facts_store store;
	uint64_t n_of[WIDTHS];
	unsigned judged; /* FIT or SHORT: whose facts are judged */
	bool hollow;     /* no cell, no name holds anything */
	bool stopped;    /* who watches had enough */
	size_t keys;
	size_t n_kept; /* different values kept, of all columns */
	struct dpi_keyset rows;
	struct dpi_tally twice;
	struct dpi_places places;
	struct dp_log log;
	uint64_t n_records, footer_lines;
	struct dp_arena text;
	struct dp_buf key;
};

/* The record's cells, told apart, as one key. */
static struct dp_hash128
record_key(struct verifying *v, const struct dp_batch *b, size_t r)
{
	const struct dp_schema *schema = &v->s->schema;

	v->key.n = 0;
	for (size_t i = 0; i < schema->n; i++) {
		const struct dp_cell *c = dp_batch_cell(b, r,
							schema->column[i].slot);

		dp_buf_add(&v->key, &c->n, sizeof c->n);
		dp_buf_add(&v->key, c->p, c->n);
	}
	return dp_hash128(v->key.p, v->key.n);
}

static unsigned
width_of(const struct dp_batch *b, size_t r)
{
	uint32_t flags = dp_batch_cell(b, r, 0)->flags;

	if (flags & DP_CELL_LONG)
		return LONG;
	return flags & DP_CELL_SHORT ? SHORT : FIT;
}

static void
init_facts(struct verifying *v, unsigned width)
{
	const struct dp_schema *schema = &v->s->schema;
	struct dpi_facts *f = dp_alloc0((schema->n + 1) * sizeof *f);

	for (size_t i = 0; i < schema->n; i++)
		dpi_facts_init(&f[i], &schema->column[i], &v->store);
	v->facts[width] = f;
}

static void
add_record(struct verifying *v, const struct dp_batch *b, size_t r)
{
	const struct dp_schema *schema = &v->s->schema;
	uint64_t line = dp_batch_line(b, r), record;
	unsigned width = schema->n ? width_of(b, r) : FIT;

	v->n_records++;
	record = v->by_row ? v->n_records : b->record[r];
	v->n_of[width]++;
	if (v->rows.n < v->keys &&
	    !dpi_keyset_add(&v->rows, record_key(v, b, r)))
		dpi_tally_add(&v->twice, &v->text, record, line,
			      dp_batch_raw(b, r));
	if (width == LONG)
		return;
	if (!v->facts[width])
		init_facts(v, width);
	for (size_t i = 0; i < schema->n; i++) {
		struct dpi_facts *f = &v->facts[width][i];
		size_t before = f->value.n;

		dpi_facts_add(f,
			      dp_cell_str(dp_batch_cell(
				      b, r, schema->column[i].slot)),
			      record, line, v->n_kept < v->keys);
		v->n_kept += f->value.n - before;
	}
	if (width == FIT)
		dpi_places_add(&v->places, schema, b, r, record, line);
}

/* Size of the file INPUT; 0: not known. */
static double
size_of(const char *input)
{
	struct stat st;

	return stat(input, &st) == 0 && S_ISREG(st.st_mode) ?
		       (double)st.st_size :
		       0;
}

/* What was found on the way; where rows are numbered anew, a place in the
   file is none in the table. */
static void
take_plan_findings(struct verifying *v)
{
	struct dp_findings *f = &v->log.findings;

	dp_findings_take(f, &dp_plan_log(v->plan)->findings);
	for (size_t i = 0; i < f->n && v->by_row; i++)
		for (unsigned k = 0; k < f->at[i].n_samples; k++)
			f->at[i].sample[k].record = 0;
}

static int
read_all(struct verifying *v, const struct dp_verify *what, struct dp_err *err)
{
	const struct dp_watch *w = what->watch;
	double all = w ? size_of(what->input) : 0, done = 0;
	struct dp_batch *b = dp_batch_new();
	enum dp_go go = DP_GO_ON;
	int status = 0;

	while (go == DP_GO_ON && (status = dp_next(v->s, b, err)) == 1) {
		if (v->plan)
			dp_plan_account(v->plan, b);
		else
			dp_findings_take(&v->log.findings, &b->log->findings);
		dpi_footer_lines(b, &v->footer_lines);
		for (size_t r = 0; r < b->n_rows; r++)
			if (b->state[r] == DP_ROW_KEPT)
				add_record(v, b, r);
		done += (double)b->block.n;
		if (w)
			go = w->look(w->self, v->n_records,
				     all <= 0   ? -1 :
				     done < all ? done / all :
						  1);
	}
	dp_batch_free(b);
	if (v->plan)
		take_plan_findings(v);
	if (go == DP_GO_AWAY)
		return dp_fail(err, DP_ECANCEL, _("stopped."));
	v->stopped = go == DP_GO_ENOUGH;
	return v->stopped ? 0 : status;
}

/* Names nobody gave, cells without a character: is that all? */
static bool
is_hollow(const struct verifying *v)
{
	const struct dp_findings *f = &v->log.findings;
	size_t unnamed = 0;

	for (size_t i = 0; i < f->n; i++)
		unnamed += f->at[i].id == DP_F_BLANK_HEADER;
	if (unnamed < v->s->schema.n || v->n_of[LONG])
		return false;
	for (unsigned w = FIT; w <= SHORT; w++)
		for (size_t i = 0; v->facts[w] && i < v->s->schema.n; i++)
			if (v->facts[w][i].n_missing < v->n_of[w])
				return false;
	return true;
}

/*
 * Trailing delimiters that the header alone has make every record short:
 * then the short ones are the table.
 */
static void
choose_records(struct verifying *v)
{
	v->judged = v->n_of[SHORT] > v->n_of[FIT] ? SHORT : FIT;
	v->hollow = is_hollow(v);
	if (v->hollow)
		v->n_records = v->n_of[FIT] = v->n_of[SHORT] = 0;
}

/* ---- results ---------------------------------------------------------- */

static void
add_table(const struct verifying *v, const struct dp_verify *what,
	  struct dp_result *result)
{
	const struct dp_dialect *d = v->dialect;
	struct dp_part *p = dp_result_part(result, DP_PART_FACTS, "table",
					   NULL);

	dp_fact_text(p, "file", _("File"), dp_str_c(what->input));
	dp_fact_int(p, "records", _("Records"), (int64_t)v->n_records);
	dp_fact_int(p, "columns", _("Columns"),
		    v->hollow ? 0 : (int64_t)v->s->schema.n);
	if (d->origin && d->origin->book) {
		dp_fact_text(p, "sheet", _("Sheet"), d->origin->sheet);
		return;
	}
	dp_fact_text(p, "encoding", _("Encoding"),
		     dp_str_c(dp_encoding_name(d->encoding)));
	dp_fact_text(p, "delimiter", _("Delimiter"),
		     d->delimiter == '\t' ? DP_S("tab") :
					    dp_dialect_delimiter(d));
}

static void
add_columns(const struct verifying *v, bool people, struct dp_result *result)
{
	struct dp_frame *f = &dp_result_part(result, DP_PART_FRAME, "columns",
					     _("Columns"))
				      ->frame;
	uint64_t n = v->n_of[v->judged], others = v->n_records - n;
	struct dp_buf text = { 0 };
	bool full = false;

	(void)dp_frame_column(f, "column", _("column"), NULL, false);
	(void)dp_frame_column(f, "type", _("holds"), NULL, false);
	(void)dp_frame_column(f, "of_type", _("values"), NULL, true);
	(void)dp_frame_column(f, "others", _("others"), NULL, true);
	(void)dp_frame_column(f, "missing", _("missing"), NULL, true);
	(void)dp_frame_column(f, "distinct", _("different"), NULL, true);
	for (size_t i = 0; !v->hollow && i < v->s->schema.n; i++) {
		const struct dpi_facts *a = &v->facts[v->judged][i];
		uint64_t present = dpi_facts_present(a, n);
		uint64_t of_type = dpi_judge_of_type(a, n);
		struct dp_value *row = dp_frame_row(f);

		text.n = 0;
		if (people)
			dpi_judge_type(a, n, &text);
		else
			dp_buf_c(&text,
				 dp_content_key(dpi_judge_content(a, n)));
		dp_set_text(f, &row[0], a->column->name);
		dp_set_text(f, &row[1], dp_buf_view(&text));
		dp_set_int(f, &row[2], (int64_t)of_type);
		dp_set_int(f, &row[3], (int64_t)(present - of_type));
		dp_set_int(f, &row[4], (int64_t)(n - present));
		dp_set_int(f, &row[5], (int64_t)a->value.n);
		full = full || a->full;
	}
	dp_buf_done(&text);
	if (full)
		dp_result_note(result, "partial",
			       _("There are more different values than the "
				 "%u that are kept: where they are counted, "
				 "read \"at least\"."),
			       (unsigned)v->keys);
	if (others)
		dp_result_note(result, "misfits",
			       P_("%llu record is not as wide as the others: "
				  "nothing is said of its cells, which may "
				  "stand in the wrong column.",
				  "%llu records are not as wide as the "
				  "others: nothing is said of their cells, "
				  "which may stand in the wrong column.",
				  others),
			       (unsigned long long)others);
}

/* Exactly as many rows or columns as a spreadsheet holds. */
static void
judge_dimensions(const struct verifying *v, struct dp_findings *out)
{
	static const uint64_t rows[] = { 65535, 65536, 1048575, 1048576 };
	static const uint64_t columns[] = { 255, 256, 16384 };
	dp_str none = { NULL, 0 };

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (v->n_records == rows[i])
			dp_finding_add(out, DP_F_TABLE_DIMENSIONS, none, 0, 0,
				       none)
				->found =
				dp_keep_format(&out->text, _("%llu records"),
					       (unsigned long long)rows[i]);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (v->s->schema.n == columns[i])
			dp_finding_add(out, DP_F_TABLE_DIMENSIONS, none, 0, 0,
				       none)
				->found =
				dp_keep_format(&out->text, _("%llu columns"),
					       (unsigned long long)columns[i]);
}

/* What the columns say, of the records that are of one width. */
static void
judge_columns(const struct verifying *v, struct dp_findings *out)
{
	const struct dp_schema *schema = &v->s->schema;
	const struct dpi_facts *facts = v->facts[v->judged];
	uint64_t n = v->n_of[v->judged];
	bool *is_number = dp_alloc0((schema->n + 1) * sizeof *is_number);
	struct dpi_judging all = { .schema = schema,
				   .n_records = n,
				   .out = out,
				   .is_whole = n == v->n_records };

	for (size_t i = 0; i < schema->n; i++) {
		enum dp_content c = dpi_judge_content(&facts[i], n);

		is_number[i] = c == DP_CONTENT_NUMBER ||
			       c == DP_CONTENT_COMMA || c == DP_CONTENT_GROUPED;
	}
	if (v->dialect->header_rows) {
		dpi_judge_headers(schema, is_number, out);
		dpi_judge_crosstab(schema, is_number, out);
	}
	free(is_number);
	dpi_judge_date_order(facts, schema->n, &all);
	for (size_t i = 0; i < schema->n; i++) {
		struct dpi_judging j = all;

		j.f = &facts[i];
		j.is_first = i == 0;
		dpi_judge_column(&j);
	}
	if (all.is_whole)
		dpi_judge_equal(facts, schema->n, n, out);
	dpi_places_judge(&v->places, schema, out);
}

static void
judge(struct verifying *v, struct dp_findings *out)
{
	dp_str none = { NULL, 0 };
	struct dp_finding *g;

	if (v->hollow) {
		(void)dp_finding_add(out, DP_F_EMPTY_FILE, none, 0, 0, none);
		return;
	}
	dp_findings_take(out, &v->log.findings);
	if (v->n_records == 0)
		(void)dp_finding_add(out, DP_F_NO_RECORDS, none, 0, 0, none);
	if (!v->stopped)
		judge_dimensions(v, out);
	g = dpi_tally_file(&v->twice, DP_F_DUPLICATE_ROW, none, out);
	if (g)
		dpi_judge_twice(v->facts[v->judged], v->s->schema.n,
				v->n_records, g, out);
	judge_columns(v, out);
	dpi_repair_surplus_columns(out);
}

/* The line of a recipe that reads the table as it was read. */
static void
source_line(const struct verifying *v, bool as_is, struct dp_buf *out)
{
	const struct dp_dialect *d = v->dialect;

	if (v->s->schema.n && !v->hollow)
		dp_recipe_source_line(d, v->footer_lines + d->below_lines,
				      as_is, out);
}

static void
add_findings(struct verifying *v, const struct dp_verify *what,
	     struct dp_result *result)
{
	struct dp_part *p = dp_result_part(result, DP_PART_FINDINGS, "findings",
					   _("What was found"));
	struct dp_findings *out = &p->findings;
	struct dp_buf recipe = { 0 }, source = { 0 };
	bool people = what->people, steps;

	judge(v, out);
	dp_findings_sort(out, &v->s->schema);
	if (dp_findings_worst(out) >= DP_WARNING)
		result->doubtful = true;
	source_line(v, what->read.as_is, &source);
	steps = dpi_verify_recipe(out, dp_buf_view(&source), &recipe);
	if (out->n == 0)
		dp_result_note(result, "verdict",
			       _("No finding is no proof: ask who counted "
				 "this, and how."));
	if (people && steps)
		dp_result_note(result, "suggest",
			       _("--suggest prints the repairs as a recipe, to "
				 "be read, changed and run."));
	else if (!people)
		dp_result_text(result, "repairs", dp_buf_view(&recipe));
	dp_buf_done(&recipe);
	dp_buf_done(&source);
}

static void
add_stopped(const struct verifying *v, struct dp_result *result)
{
	dp_result_note(result, "stopped",
		       P_("Only the first record was read.",
			  "Only the first %llu records were read.",
			  v->n_records),
		       (unsigned long long)v->n_records);
}

static void
done_facts(struct verifying *v)
{
	for (unsigned w = FIT; w <= SHORT; w++) {
		for (size_t i = 0; v->facts[w] && i < v->s->schema.n; i++)
			dpi_facts_done(&v->facts[w][i]);
		free(v->facts[w]);
	}
	dpi_facts_store_done(&v->store);
}

static int
open_table(struct verifying *v, const struct dp_verify *what,
	   struct dp_err *err)
{
	const struct dp_apply_opts o = { .threads = 1, .dry = true };

	v->keys = what->keys ? what->keys : DP_VERIFY_KEYS;
	v->by_row = what->by_row;
	v->s = dp_table_open(what->input, &what->read, err);
	if (!v->s)
		return -1;
	v->dialect = v->s->dialect;
	if (!what->recipe)
		return 0;
	v->plan = dp_plan_new(what->recipe, v->s, &o, err);
	v->s = v->plan ? dp_plan_stream(v->plan) : NULL;
	return v->s ? 0 : -1;
}

int
dp_verify_run(const struct dp_verify *what, struct dp_result *result,
	      struct dp_err *err)
{
	struct verifying v = { 0 };
	int status;

	if (dp_check_output(what->input, what->log, err) != 0 ||
	    open_table(&v, what, err) != 0)
		return -1;
	init_facts(&v, FIT);
	dpi_places_init(&v.places, &v.s->schema);
	status = read_all(&v, what, err);
	if (status == 0) {
		dpi_judge_origin(what->input, &v.log.findings);
		choose_records(&v);
		status = dpi_tell_apart(what, &v.s->schema, v.facts[v.judged],
					v.n_of[v.judged], v.judged == SHORT,
					err);
	}
	if (status == 0) {
		add_table(&v, what, result);
		add_columns(&v, what->people, result);
		add_findings(&v, what, result);
		if (v.stopped)
			add_stopped(&v, result);
		else if (what->log)
			status = dpi_verify_log(
				what,
				&dp_result_find(result, "findings")->findings,
				err);
	}
	done_facts(&v);
	dpi_places_done(&v.places);
	dpi_keyset_done(&v.rows);
	dp_log_done(&v.log);
	dp_arena_done(&v.text);
	dp_buf_done(&v.key);
	if (v.plan)
		dp_plan_free(v.plan);
	else
		dp_close(v.s);
	return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step verify: reads a table once, gathers facts of each column and
 * reports what they mean. Changes nothing.
 */
#include "step/verify_inner.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "op/keyset.h"

struct verifying {
	struct dp_stream *s;
	struct dpi_facts *facts;
	size_t n_kept; /* different values kept, of all columns */
	struct dpi_keyset *rows;
	struct dpi_tally twice;
	struct dpi_places places;
	struct dp_log log;
	uint64_t n_records;
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

static void
add_record(struct verifying *v, const struct dp_batch *b, size_t r)
{
	const struct dp_schema *schema = &v->s->schema;
	uint64_t line = dp_batch_line(b, r);

	v->n_records++;
	if (dpi_keyset_n(v->rows) < DP_VERIFY_KEYS &&
	    !dpi_keyset_add(v->rows, record_key(v, b, r)))
		dpi_tally_add(&v->twice, &v->text, b->record[r], line,
			      dp_batch_raw(b, r));
	for (size_t i = 0; i < schema->n; i++) {
		struct dpi_facts *f = &v->facts[i];
		size_t before = f->value.n;

		dpi_facts_add(f,
			      dp_cell_str(dp_batch_cell(
				      b, r, schema->column[i].slot)),
			      b->record[r], line, v->n_kept < DP_VERIFY_KEYS);
		v->n_kept += f->value.n - before;
	}
	dpi_places_add(&v->places, schema, b, r, line);
}

static int
read_all(struct verifying *v, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	int status;

	while ((status = dp_next(v->s, b, err)) == 1) {
		dp_log_merge(&v->log, b->log);
		for (size_t r = 0; r < b->n_rows; r++)
			if (b->state[r] == DP_ROW_KEPT)
				add_record(v, b, r);
	}
	dp_batch_free(b);
	return status;
}

/* ---- results ---------------------------------------------------------- */

static void
add_table(const struct verifying *v, const struct dp_verify *what,
	  struct dp_result *result)
{
	const struct dp_dialect *d = v->s->dialect;
	struct dp_part *p = dp_result_part(result, DP_PART_FACTS, "table",
					   NULL);

	dp_fact_text(p, "file", _("File"), dp_str_c(what->input));
	dp_fact_int(p, "records", _("Records"), (int64_t)v->n_records);
	dp_fact_int(p, "columns", _("Columns"), (int64_t)v->s->schema.n);
	dp_fact_text(p, "encoding", _("Encoding"),
		     dp_str_c(dp_encoding_name(d->encoding)));
	dp_fact_text(p, "delimiter", _("Delimiter"),
		     d->delimiter == '\t' ?
			     DP_S("tab") :
			     (dp_str){ &d->delimiter, d->delimiter ? 1 : 0 });
}

static void
add_columns(const struct verifying *v, bool people, struct dp_result *result)
{
	struct dp_frame *f = &dp_result_part(result, DP_PART_FRAME, "columns",
					     _("Columns"))
				      ->frame;
	struct dp_buf text = { 0 };
	bool full = false;

	(void)dp_frame_column(f, "column", _("column"), NULL, false);
	(void)dp_frame_column(f, "type", _("holds"), NULL, false);
	(void)dp_frame_column(f, "of_type", _("values"), NULL, true);
	(void)dp_frame_column(f, "others", _("others"), NULL, true);
	(void)dp_frame_column(f, "missing", _("missing"), NULL, true);
	(void)dp_frame_column(f, "distinct", _("different"), NULL, true);
	for (size_t i = 0; i < v->s->schema.n; i++) {
		const struct dpi_facts *a = &v->facts[i];
		uint64_t present = dpi_facts_present(a, v->n_records);
		uint64_t of_type = dpi_judge_of_type(a, v->n_records);
		struct dp_value *row = dp_frame_row(f);

		text.n = 0;
		if (people)
			dpi_judge_type(a, v->n_records, &text);
		else
			dp_buf_c(&text, dp_content_key(dpi_judge_content(
						a, v->n_records)));
		dp_set_text(f, &row[0], a->column->name);
		dp_set_text(f, &row[1], dp_buf_view(&text));
		dp_set_int(f, &row[2], (int64_t)of_type);
		dp_set_int(f, &row[3], (int64_t)(present - of_type));
		dp_set_int(f, &row[4], (int64_t)(v->n_records - present));
		dp_set_int(f, &row[5], (int64_t)a->value.n);
		full = full || a->full;
	}
	dp_buf_done(&text);
	if (full)
		dp_result_note(result, "partial",
			       _("There are more different values than the "
				 "%u that are kept: where they are counted, "
				 "read \"at least\"."),
			       DP_VERIFY_KEYS);
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

static void
judge_headers(const struct verifying *v, struct dp_findings *out)
{
	struct dp_finding *g = NULL;

	for (size_t i = 0; i < v->s->schema.n; i++) {
		dp_str name = v->s->schema.column[i].name;
		bool plain = true;

		for (size_t k = 0; k < name.n; k++)
			plain = plain && (isalnum((unsigned char)name.p[k]) ||
					  name.p[k] == '_');
		if (!plain)
			g = dp_finding_add(out, DP_F_AWKWARD_HEADER,
					   (dp_str){ NULL, 0 }, 0, 0, name);
	}
	if (g)
		g->repair = dp_keep(&out->text, DP_S("headers"));
}

static void
add_findings(const struct verifying *v, bool people, struct dp_result *result)
{
	struct dp_part *p = dp_result_part(result, DP_PART_FINDINGS, "findings",
					   _("What was found"));
	struct dp_findings *out = &p->findings;
	struct dp_finding *g;
	struct dp_buf recipe = { 0 };

	dp_findings_merge(out, &v->log.findings);
	judge_dimensions(v, out);
	judge_headers(v, out);
	g = dpi_tally_file(&v->twice, DP_F_DUPLICATE_ROW, (dp_str){ NULL, 0 },
			   out);
	if (g)
		g->repair = dp_keep(&out->text, DP_S("dedupe"));
	for (size_t i = 0; i < v->s->schema.n; i++)
		dpi_judge_column(&v->facts[i], v->n_records, out);
	dpi_places_judge(&v->places, &v->s->schema, out);
	dp_findings_sort(out, &v->s->schema);
	if (dp_findings_worst(out) >= DP_WARNING)
		result->doubtful = true;
	if (out->n == 0)
		dp_result_note(result, "verdict",
			       _("No finding is no proof: ask who counted "
				 "this, and how."));
	dpi_verify_recipe(&dp_result_find(result, "findings")->findings,
			  &recipe);
	if (recipe.n && people)
		dp_result_note(result, "suggest",
			       _("--suggest prints the repairs as a recipe, to "
				 "be read, changed and run."));
	else if (recipe.n)
		dp_result_text(result, "repairs", dp_buf_view(&recipe));
	dp_buf_done(&recipe);
}

int
dp_verify_run(const struct dp_verify *what, struct dp_result *result,
	      struct dp_err *err)
{
	struct verifying v = { 0 };
	int status;

	if (dp_check_output(what->input, what->log, err) != 0)
		return -1;
	v.s = dp_table_open(what->input, &what->read, err);
	if (!v.s)
		return -1;
	v.rows = dpi_keyset_new(false);
	v.facts = dp_alloc0((v.s->schema.n + 1) * sizeof *v.facts);
	for (size_t i = 0; i < v.s->schema.n; i++)
		dpi_facts_init(&v.facts[i], &v.s->schema.column[i]);
	dpi_places_init(&v.places, &v.s->schema);
	status = read_all(&v, err);
	if (status == 0) {
		add_table(&v, what, result);
		add_columns(&v, what->people, result);
		add_findings(&v, what->people, result);
		if (what->log)
			status = dpi_verify_log(
				what->log,
				&dp_result_find(result, "findings")->findings,
				what->input, err);
	}
	for (size_t i = 0; i < v.s->schema.n; i++)
		dpi_facts_done(&v.facts[i]);
	free(v.facts);
	dpi_places_done(&v.places);
	dpi_keyset_free(v.rows);
	dp_log_done(&v.log);
	dp_arena_done(&v.text);
	dp_buf_done(&v.key);
	dp_close(v.s);
	return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The verification log: a CSV in which people write what they decided.
 */
#include "step/verify_inner.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/i18n.h"

static const char header[] = "file,finding,level,column,count,line,value,"
			     "sentence,repair,decision,remark";
/* one more, where the findings are of the table behind some steps */
static const char header_steps[] = ",steps";

enum {
	LOG_FINDING = 1,
	LOG_LEVEL,
	LOG_COLUMN,
	LOG_DECISION = 9,
	LOG_REMARK,
	LOG_COLUMNS,
	LOG_STEPS = LOG_COLUMNS,
	LOG_COLUMNS_MOST
};

/* Decisions and remarks of the log as it was, by finding, level, column. */
struct earlier {
	struct dpi_strtab key;
	dp_str *decision, *remark;
	size_t cap_decision, cap_remark;
	struct dp_arena text;
};

static dp_str
log_key(struct dp_arena *a, dp_str finding, dp_str level, dp_str column)
{
	return dp_keep_format(a, "%.*s\n%.*s\n%.*s", DP_FMT(finding),
			      DP_FMT(level), DP_FMT(column));
}

static void
remember(struct earlier *e, const struct dp_batch *b, size_t r)
{
	const struct dp_cell *c = dp_batch_cell(b, r, 0);
	bool added;
	uint32_t k = dpi_strtab_add(&e->key,
				    log_key(&e->text,
					    dp_cell_str(&c[LOG_FINDING]),
					    dp_cell_str(&c[LOG_LEVEL]),
					    dp_cell_str(&c[LOG_COLUMN])),
				    &added);

	if (!added)
		return;
	dp_grow(&e->decision, &e->cap_decision, k, sizeof *e->decision);
	dp_grow(&e->remark, &e->cap_remark, k, sizeof *e->remark);
	e->decision[k] = dp_keep(&e->text, dp_cell_str(&c[LOG_DECISION]));
	e->remark[k] = dp_keep(&e->text, dp_cell_str(&c[LOG_REMARK]));
}

/* Opens the log at PATH. */
static struct dp_stream *
open_log(const char *path, struct dp_err *err)
{
	struct dp_read_opts o;
	struct dp_stream *s;

	dp_read_opts_written(&o);
	s = dp_table_open(path, &o, err);
	if (!s || s->schema.n == LOG_COLUMNS || s->schema.n == LOG_COLUMNS_MOST)
		return s;
	dp_close(s);
	return dp_fail_null(err, DP_EDATA,
			    _("%s is no verification log, and would be "
			      "overwritten; choose another name."),
			    path);
}

static int
read_earlier(const char *path, struct earlier *e, struct dp_err *err)
{
	struct dp_stream *s;
	struct dp_batch *b;
	struct stat st;
	int status;

	/* A device or a pipe is written, and holds no decisions. */
	if (stat(path, &st) != 0 ||
	    (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)))
		return 0;
	s = open_log(path, err);
	if (!s)
		return -1;
	b = dp_batch_new();
	while ((status = dp_next(s, b, err)) == 1)
		for (size_t r = 0; r < b->n_rows; r++)
			remember(e, b, r);
	dp_batch_free(b);
	dp_close(s);
	return status;
}

static const char *
level_name(enum dp_level l)
{
	switch (l) {
	case DP_NOTE:
		return "note";
	case DP_WARNING:
		return "warning";
	case DP_ERROR:
		break;
	}
	return "error";
}

/* What is decided of F: what was, but where one of DECISION means it. */
static void
decide(const struct dp_finding *f, const struct dp_verify *what,
       const struct dpi_decision *decision, struct earlier *e, dp_str *cell)
{
	ptrdiff_t k = dpi_strtab_find(&e->key,
				      log_key(&e->text, cell[LOG_FINDING],
					      cell[LOG_LEVEL],
					      cell[LOG_COLUMN]));

	if (k >= 0) {
		cell[LOG_DECISION] = e->decision[k];
		cell[LOG_REMARK] = e->remark[k];
	}
	for (size_t i = 0; i < what->n_decide; i++)
		if (dpi_decision_means(&decision[i], f)) {
			cell[LOG_DECISION] = decision[i].decision;
			cell[LOG_REMARK] = decision[i].remark;
		}
}

/* The steps of R, one behind the other; p NULL: there is no R. */
static dp_str
steps_of(const struct dp_recipe *r, struct dp_arena *a)
{
	struct dp_buf b = { 0 };
	dp_str kept = { NULL, 0 };

	for (size_t i = 0; r && i < r->n; i++) {
		dp_str raw = dp_str_strip(r->line[i].raw);

		if (!r->line[i].op || r->line[i].off)
			continue;
		dp_buf_c(&b, b.n ? "; " : "");
		for (size_t k = 0; k < raw.n; k++)
			dp_buf_char(&b, raw.p[k] == '\n' ? ' ' : raw.p[k]);
	}
	if (r)
		kept = dp_keep(a, dp_buf_view(&b));
	dp_buf_done(&b);
	return kept;
}

static void
add_line(struct dp_buf *out, const struct dp_finding *f,
	 const struct dp_verify *what, const struct dpi_decision *decision,
	 struct earlier *e)
{
	const struct dp_finding_kind *kind = dp_finding_kind(f->id);
	const struct dp_sample *s = f->n_samples ? &f->sample[0] : NULL;
	struct dp_buf sentence = { 0 };
	dp_str cell[LOG_COLUMNS_MOST] = {
		dp_str_c(dp_path_base(what->input)),
		dp_str_c(kind->code),
		dp_str_c(level_name(kind->level)),
		f->column,
		dp_keep_format(&e->text, "%llu", (unsigned long long)f->count),
	};

	dp_finding_sentence(f, &sentence);
	if (s && s->line)
		cell[5] = dp_keep_format(&e->text, "%llu",
					 (unsigned long long)s->line);
	if (s)
		cell[6] = s->value;
	cell[7] = dp_buf_view(&sentence);
	cell[8] = f->repair;
	decide(f, what, decision, e, cell);
	cell[LOG_STEPS] = steps_of(what->recipe, &e->text);
	dp_csv_record(out, cell, what->recipe ? LOG_COLUMNS_MOST : LOG_COLUMNS);
	dp_buf_done(&sentence);
}

int
dpi_verify_log(const struct dp_verify *what, const struct dp_findings *f,
	       struct dp_err *err)
{
	struct dpi_decision *decision =
		dp_alloc0((what->n_decide + 1) * sizeof *decision);
	struct earlier e = { 0 };
	struct dp_buf out = { 0 };
	int status = read_earlier(what->log, &e, err);

	for (size_t i = 0; status == 0 && i < what->n_decide; i++) {
		status = dpi_decision_read(what->decide[i], &decision[i], err);
		if (status == 0)
			status = dpi_decision_check(&decision[i], f, err);
	}
	if (status == 0) {
		dp_buf_c(&out, header);
		dp_buf_c(&out, what->recipe ? header_steps : "");
		dp_buf_char(&out, '\n');
		for (size_t i = 0; i < f->n; i++)
			add_line(&out, &f->at[i], what, decision, &e);
		status = dp_write_file(what->log, out.p, out.n, err);
	}
	dp_buf_done(&out);
	free(decision);
	dpi_strtab_done(&e.key);
	free(e.decision);
	free(e.remark);
	dp_arena_done(&e.text);
	return status;
}

/* ---- what was decided ------------------------------------------------- */

/* Adds the lines of B that have a decision; counts the others. */
static uint64_t
tell(const struct dp_batch *b, struct dp_frame *f)
{
	static const int shown[] = { LOG_FINDING, LOG_COLUMN, LOG_DECISION,
				     LOG_REMARK };
	uint64_t undecided = 0;

	for (size_t r = 0; r < b->n_rows; r++) {
		const struct dp_cell *c = dp_batch_cell(b, r, 0);
		struct dp_value *v;

		if (dp_trim(dp_cell_str(&c[LOG_DECISION])).n == 0) {
			undecided++;
			continue;
		}
		v = dp_frame_row(f);
		for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
			dp_set_text(f, &v[i], dp_cell_str(&c[shown[i]]));
	}
	return undecided;
}

int
dpi_verify_log_tell(const char *path, struct dp_result *result,
		    struct dp_err *err)
{
	struct dp_stream *s = open_log(path, err);
	struct dp_batch *b;
	struct dp_frame *f;
	uint64_t undecided = 0;
	int status;

	if (!s)
		return -1;
	f = &dp_result_part(result, DP_PART_FRAME, "decided", _("Decided"))
		     ->frame;
	(void)dp_frame_column(f, "finding", _("finding"), NULL, false);
	(void)dp_frame_column(f, "column", _("column"), NULL, false);
	(void)dp_frame_column(f, "decision", _("decision"), NULL, false);
	(void)dp_frame_column(f, "remark", _("remark"), NULL, false);
	b = dp_batch_new();
	while ((status = dp_next(s, b, err)) == 1)
		undecided += tell(b, f);
	if (status == 0)
		dp_result_note(result, "undecided",
			       P_("%llu finding is without a decision yet.",
				  "%llu findings are without a decision yet.",
				  undecided),
			       (unsigned long long)undecided);
	dp_batch_free(b);
	dp_close(s);
	return status;
}

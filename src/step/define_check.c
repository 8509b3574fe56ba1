/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step define: what a project does not say yet, and which columns of its
 * horizon table have come true in the tables that steps made. It judges
 * whether something is said, never whether it is well said.
 */
#include <dpipe/define.h>
#include <dpipe/text.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"
#include "step/project.h"

/* What is missing, gathered; the frame begins with the first of it. */
struct missing {
	struct dp_result *r;
	ptrdiff_t part; /* index of the frame's part; -1: not begun */
};

/* Adds one; LINE 0: it stands nowhere. */
static void
add(struct missing *m, uint32_t line, dp_str about, const char *what)
{
	struct dp_frame *f;
	struct dp_value *v;

	if (m->part < 0) {
		f = &dp_result_part(m->r, DP_PART_FRAME, "missing",
				    _("What is missing"))
			     ->frame;
		m->part = (ptrdiff_t)m->r->n - 1;
		(void)dp_frame_column(f, "line", _("line"), NULL, true);
		(void)dp_frame_column(f, "about", _("about"), NULL, false);
		(void)dp_frame_column(f, "missing", _("missing"), NULL, false);
	}
	f = &m->r->part[m->part].frame;
	v = dp_frame_row(f);
	if (line > 0)
		dp_set_int(f, &v[0], line);
	dp_set_text(f, &v[1], about);
	dp_set_text(f, &v[2], dp_str_c(what));
	m->r->doubtful = true;
}

static void
check_question(const struct dp_project *p, struct missing *m)
{
	size_t i;

	if (!p->question.p)
		add(m, 0, dp_str_c(_("question")),
		    _("There is none: what do you want to know, where and "
		      "when? dpipe define question TEXT"));
	if (p->n_hypotheses == 0)
		add(m, 0, dp_str_c(_("hypothesis")),
		    _("There is none: what answer do you expect? Say it so "
		      "that data could prove it wrong. dpipe define "
		      "hypothesis TEXT"));
	for (i = 0; i < p->n_hypotheses; i++)
		if (dp_define_cites(p, p->hypothesis[i].text, NULL) < 2)
			add(m, p->hypothesis[i].line, p->hypothesis[i].text,
			    _("It cites fewer than two columns of the horizon "
			      "table: what would be compared with what?"));
}

static void
check_columns(const struct dp_project *p, struct missing *m)
{
	size_t i;

	if (!p->row.p)
		add(m, 0, dp_str_c(_("row")),
		    _("Nothing says what one row of the table is: a person, "
		      "a commune, a year …? dpipe define row TEXT"));
	if (p->n_columns == 0)
		add(m, 0, dp_str_c(_("column")),
		    _("The horizon table has no column. dpipe define column "
		      "NAME --type TYPE"));
	for (i = 0; i < p->n_columns; i++) {
		const struct dp_project_column *c = &p->column[i];

		if (!c->type.n)
			add(m, c->line, c->name, _("It has no type."));
		if (dp_str_is(c->type, "number") && !c->unit.n)
			add(m, c->line, c->name,
			    _("It is a number without a unit: of what, per "
			      "what?"));
		if (!c->from.n)
			add(m, c->line, c->name,
			    _("Nothing says where it would come from."));
	}
}

static void
check_wanted(const struct dp_project *p, struct missing *m)
{
	size_t i;

	for (i = 0; i < p->n_wanted; i++) {
		const struct dp_project_wanted *w = &p->wanted[i];

		if (!w->status.n)
			add(m, w->line, w->name,
			    _("It has no status: wanted, found, got …?"));
		if (!w->why.n)
			add(m, w->line, w->name,
			    _("Nothing says what it is wanted for."));
	}
}

/* Lines whose first word is none of a project file: mostly typing errors. */
static void
check_lines(const struct dp_project *p, struct missing *m)
{
	dp_str known[DP_PROJECT_UNKNOWN];
	struct dp_buf b = { 0 };
	size_t i, n = 0;
	int w;

	for (w = DP_PROJECT_VERSION; w < DP_PROJECT_UNKNOWN; w++)
		known[n++] =
			dp_str_c(dpi_project_verb((enum dp_project_word)w));
	for (i = 0; i < p->n; i++) {
		if (p->line[i].word != DP_PROJECT_UNKNOWN)
			continue;
		b.n = 0;
		dp_buf_c(&b, _("This word means nothing here"));
		dpi_did_you_mean(p->line[i].verb, known, n, &b);
		dp_buf_char(&b, '.');
		dp_buf_char(&b, '\0');
		add(m, p->line[i].line, p->line[i].verb, b.p);
	}
	dp_buf_done(&b);
}

/* ---- columns come true ------------------------------------------------ */

/* Where a column of the horizon table was found. */
struct filled {
	char *table; /* or NULL */
	uint64_t rows, filled;
};

static bool
is_table(const char *path)
{
	size_t n = strlen(path);

	return n > 4 && strcmp(path + n - 4, ".csv") == 0 &&
	       (dpi_is_in(path, "clean") || dpi_is_in(path, "results"));
}

/* A table that may hold columns of the horizon table. */
struct table {
	char *path; /* to open it */
	const char *name;
	size_t known; /* columns of the horizon table it has */
};

/* The table nearest to the horizon table first. */
static int
compare(const void *a, const void *b)
{
	const struct table *x = a, *y = b;

	if (x->known != y->known)
		return x->known < y->known ? 1 : -1;
	return strcmp(x->name, y->name);
}

static int
count_known(const struct dp_project *p, struct table *t, struct dp_err *err)
{
	struct dp_read_opts plain;
	struct dp_stream *s;
	size_t i;

	dp_read_opts_init(&plain);
	s = dp_table_open(t->path, &plain, err);
	if (!s)
		return -1;
	for (i = 0; i < p->n_columns; i++)
		t->known += dp_schema_find(&s->schema, p->column[i].name) >= 0;
	dp_close(s);
	return 0;
}

/* Looks in the table T for columns not found yet. */
static int
look_in(const struct dp_project *p, const struct table *t, struct filled *found,
	struct dp_err *err)
{
	ptrdiff_t *slot = dp_alloc(p->n_columns * sizeof *slot);
	struct dp_batch *b = dp_batch_new();
	struct dp_read_opts plain;
	struct dp_stream *s;
	size_t i, r;
	int status = -1;

	dp_read_opts_init(&plain);
	s = dp_table_open(t->path, &plain, err);
	for (i = 0; s && i < p->n_columns; i++) {
		ptrdiff_t at = found[i].table ?
				       -1 :
				       dp_schema_find(&s->schema,
						      p->column[i].name);

		slot[i] = at < 0 ? -1 : (ptrdiff_t)s->schema.column[at].slot;
		if (at >= 0)
			found[i].table = dp_strdup(dp_str_c(t->name));
	}
	while (s && (status = dp_next(s, b, err)) == 1)
		for (r = 0; r < b->n_rows; r++)
			for (i = 0; i < p->n_columns; i++) {
				if (slot[i] < 0 || b->state[r] != DP_ROW_KEPT)
					continue;
				found[i].rows++;
				found[i].filled +=
					dp_cell_str(
						dp_batch_cell(b, r,
							      (size_t)slot[i]))
						.n > 0;
			}
	free(slot);
	dp_batch_free(b);
	dp_close(s);
	return status;
}

/* Looks through the tables of FOLDER. Returns how many there are, or -1. */
static int
look_around(const struct dp_project *p, const char *folder,
	    struct filled *found, struct dp_err *err)
{
	struct dpi_files files = { 0 };
	struct table *t;
	int status = 0;
	size_t n = 0, i;

	if (dpi_files_gather(&files, folder, "", err))
		return -1;
	t = dp_alloc0((files.n + 1) * sizeof *t);
	for (i = 0; status == 0 && i < files.n; i++) {
		if (!is_table(files.at[i].path))
			continue;
		t[n].name = files.at[i].path;
		t[n].path = dp_path_join(folder, t[n].name);
		status = count_known(p, &t[n++], err);
	}
	qsort(t, n, sizeof *t, compare);
	for (i = 0; status == 0 && i < n; i++)
		if (t[i].known > 0)
			status = look_in(p, &t[i], found, err);
	for (i = 0; i < n; i++)
		free(t[i].path);
	free(t);
	dpi_files_done(&files);
	return status < 0 ? -1 : (int)n;
}

static void
add_filled(const struct dp_project *p, const struct filled *found,
	   struct dp_result *r)
{
	struct dp_frame *f;
	size_t i;

	f = &dp_result_part(r, DP_PART_FRAME, "filled", _("What has come true"))
		     ->frame;
	(void)dp_frame_column(f, "column", _("column"), NULL, false);
	(void)dp_frame_column(f, "table", _("table"), NULL, false);
	(void)dp_frame_column(f, "rows", _("rows"), NULL, true);
	(void)dp_frame_column(f, "filled", _("filled"), NULL, true);
	for (i = 0; i < p->n_columns; i++) {
		struct dp_value *v = dp_frame_row(f);

		dp_set_text(f, &v[0], p->column[i].name);
		if (!found[i].table)
			continue;
		dp_set_text(f, &v[1], dp_str_c(found[i].table));
		dp_set_int(f, &v[2], (int64_t)found[i].rows);
		dp_set_int(f, &v[3], (int64_t)found[i].filled);
	}
}

static void
missing_columns(const struct dp_project *p, const struct filled *found,
		struct missing *m)
{
	size_t i;

	for (i = 0; i < p->n_columns; i++)
		if (!found[i].table || found[i].filled == 0)
			add(m, p->column[i].line, p->column[i].name,
			    _("It was wished for and never filled: no table "
			      "in clean/ or results/ holds it."));
}

int
dp_define_check(const struct dp_project *p, const char *folder,
		struct dp_result *r, struct dp_err *err)
{
	struct filled *found = dp_alloc0((p->n_columns + 1) * sizeof *found);
	struct missing m = { .r = r, .part = -1 };
	int tables = 0;
	size_t i;

	check_question(p, &m);
	check_columns(p, &m);
	check_wanted(p, &m);
	check_lines(p, &m);
	if (folder && p->n_columns > 0)
		tables = look_around(p, folder, found, err);
	if (tables > 0) {
		missing_columns(p, found, &m);
		add_filled(p, found, r);
	}
	if (tables >= 0 && m.part < 0)
		dp_result_note(r, "complete",
			       _("Nothing is missing: question, hypotheses, "
				 "horizon table and wanted data say what they "
				 "have to. Whether the question is a good one "
				 "is for people to say."));
	for (i = 0; i < p->n_columns; i++)
		free(found[i].table);
	free(found);
	return tables < 0 ? -1 : 0;
}

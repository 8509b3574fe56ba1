/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The live blocks of a report: lines of "key: value" that become a chart with
 * its data, or a table. Both say where they come from.
 */
#include "step/present_inner.h"
#include "step/shell.h"

#include <dpipe/stat.h>
#include <stdlib.h>

#define TABLE_ROWS 20 /* shown when top is not given */
#define TABLE_MAX_ROWS 1000

enum key {
	CHART,
	TABLE,
	FILE_NAME,
	X,
	Y,
	OF,
	SORT,
	TOP,
	TITLE,
	SOURCE,
	ALT,
	NOTE,
	COLUMNS,
	KEYS
};

static const char *const key_name[] = {
	"chart", "table", "file",   "x",   "y",    "of",      "sort",
	"top",   "title", "source", "alt", "note", "columns",
};

/* A block as read. */
struct block {
	char *value[KEYS]; /* in text; NULL: not given */
	size_t top;
	struct dp_arena text;
};

static int
read_line(struct block *b, dp_str line, struct dp_err *err)
{
	dp_str value = line, key, names[KEYS];
	size_t near[1];

	key = dp_str_strip(dp_str_cut(&value, ':'));
	value = dp_str_strip(value);
	for (size_t i = 0; i < KEYS; i++) {
		names[i] = dp_str_c(key_name[i]);
		if (!dp_str_eq(key, names[i]))
			continue;
		if (b->value[i])
			return dp_fail(err, DP_EUSAGE, _("%s is given twice"),
				       key_name[i]);
		b->value[i] = dp_keep_c(&b->text, value);
		return 0;
	}
	if (dp_nearest(key, names, KEYS, 1, near))
		return dp_fail(err, DP_EUSAGE,
			       _("a block has no key \"%.*s\"; did you mean "
				 "%s?"),
			       DP_FMT(key), key_name[near[0]]);
	return dp_fail(err, DP_EUSAGE,
		       _("a block is made of lines \"key: value\", and this "
			 "is none: %.*s"),
		       DP_FMT(line));
}

static int
read_block(struct block *b, dp_str text, struct dp_err *err)
{
	while (text.n > 0) {
		dp_str line = dp_str_strip(dp_str_cut(&text, '\n'));

		if (line.n && read_line(b, line, err) < 0)
			return -1;
	}
	if (!b->value[CHART] == !b->value[TABLE])
		return dp_fail(err, DP_EUSAGE,
			       _("a block starts with \"chart: bar\" (or "
				 "another chart) or \"table: FILE\""));
	if (b->value[CHART] && !b->value[FILE_NAME])
		return dp_fail(err, DP_EUSAGE,
			       _("the block lacks \"file: …\", the data of "
				 "the chart"));
	if (b->value[TOP]) {
		int64_t top;

		if (!dp_str_int(dp_str_c(b->value[TOP]), &top) || top < 1 ||
		    top > TABLE_MAX_ROWS)
			return dp_fail(err, DP_EUSAGE,
				       _("top is a whole number from 1 to "
					 "%d"),
				       TABLE_MAX_ROWS);
		b->top = (size_t)top;
	}
	return 0;
}

/* ---- charts ----------------------------------------------------------- */

/* The rows of C as an HTML table, numbers as the drawing shows them. */
static void
chart_table(const struct dp_chart *c, struct dp_buf *out)
{
	const struct dp_frame *f = dp_chart_table(c);

	dp_buf_c(out, "<table>\n<thead><tr>");
	for (size_t i = 0; i < f->n_columns; i++) {
		dp_buf_format(out, "<th scope=\"col\"%s>",
			      f->column[i].number ? " class=\"n\"" : "");
		dp_xml_escape(f->column[i].title, out);
		dp_buf_c(out, "</th>");
	}
	dp_buf_c(out, "</tr></thead>\n<tbody>\n");
	for (size_t r = 0; r < f->n_rows; r++) {
		dp_buf_c(out, "<tr>");
		for (size_t i = 0; i < f->n_columns; i++) {
			struct dp_buf cell = { 0 };

			dp_chart_show(c, i, dp_frame_at(f, r, i), &cell);
			dp_buf_c(out, i == 0 ? "<th scope=\"row\"" : "<td");
			dp_buf_c(out,
				 f->column[i].number ? " class=\"n\">" : ">");
			dp_xml_escape(dp_buf_view(&cell), out);
			dp_buf_c(out, i == 0 ? "</th>" : "</td>");
			dp_buf_done(&cell);
		}
		dp_buf_c(out, "</tr>\n");
	}
	dp_buf_c(out, "</tbody>\n</table>\n");
}

/* The command that draws the same chart. */
static char *
chart_command(const struct block *b)
{
	static const struct {
		enum key key;
		const char *option;
	} given[] = { { X, "-x" },
		      { Y, "-y" },
		      { OF, "--of" },
		      { SORT, "--sort" },
		      { TOP, "--top" } };
	struct dp_buf out = { 0 };

	dp_buf_c(&out, "dpipe present chart ");
	dpi_shell_word(&out, b->value[CHART]);
	dp_buf_char(&out, ' ');
	dpi_shell_word(&out, b->value[FILE_NAME]);
	for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++)
		if (b->value[given[i].key]) {
			dp_buf_format(&out, " %s ", given[i].option);
			dpi_shell_word(&out, b->value[given[i].key]);
		}
	return dp_buf_take(&out);
}

static void
chart_figure(struct dpi_report *r, const struct block *b,
	     const struct dp_chart *c, const struct dpi_report_file *file,
	     struct dp_buf *out)
{
	char id[32];
	struct dp_svg svg = { 0, id, true };
	struct dp_buf text = { 0 };
	char *command = chart_command(b);
	unsigned long n = ++r->n_figures;

	(void)snprintf(id, sizeof(id), "figure-%lu", n);
	dp_buf_format(out, "<figure id=\"%s\">\n", id);
	dp_chart_svg(c, &svg, out);
	dp_buf_format(&text, _("Figure %lu. "), n);
	dp_chart_sentence(c, &text);
	dpi_html(out, "figcaption", dp_buf_view(&text));
	text.n = 0;
	dp_buf_format(&text, _("Data of figure %lu"), n);
	dp_buf_c(out, "\n<details>\n");
	dpi_html(out, "summary", dp_buf_view(&text));
	dp_buf_char(out, '\n');
	chart_table(c, out);
	dp_buf_c(out, "</details>\n");
	dpi_report_origin(r, file, command, out);
	dp_buf_c(out, "</figure>\n");
	dp_buf_done(&text);
	free(command);
}

static int
make_chart(struct dpi_report *r, const struct block *b, struct dp_buf *out,
	   struct dp_err *err)
{
	const struct dpi_report_file *file;
	struct dp_present_chart q = {
		.type = b->value[CHART],
		.x = b->value[X],
		.y = b->value[Y],
		.of = b->value[OF],
		.sort = b->value[SORT],
		.top = b->top,
		.title = b->value[TITLE],
		.source = b->value[SOURCE],
		.note = b->value[NOTE],
		.alt = b->value[ALT],
	};
	struct dp_chart_desc d = {
		.title = dp_str_c(q.title),
		.source = dp_str_c(q.source),
		.alt = dp_str_c(q.alt),
	};
	struct dp_chart *c;

	if (b->value[COLUMNS])
		return dp_fail(err, DP_EUSAGE,
			       _("columns belongs to a table; a chart has x "
				 "and y"));
	if (dp_chart_publishable(&d, err) < 0)
		return -1;
	file = dpi_report_file(r, dp_str_c(b->value[FILE_NAME]), err);
	if (!file)
		return -1;
	q.file = file->path;
	c = dp_present_chart_read(&q, err);
	if (!c)
		return -1;
	chart_figure(r, b, c, file, out);
	dp_chart_free(c);
	return 0;
}

/* ---- tables ----------------------------------------------------------- */

struct table {
	const struct block *block;
	struct dp_column *column; /* shown, names in text */
	struct dp_profile *profile;
	size_t n;
	dp_str *cell; /* kept, row by row */
	size_t n_rows, cap_cells, most;
	uint64_t seen;
	struct dp_arena text;
};

static int
table_column(struct table *t, const struct dp_schema *schema, dp_str name,
	     struct dp_err *err)
{
	ptrdiff_t i = dp_schema_need(schema, name, err);

	if (i < 0)
		return -1;
	t->column[t->n] = schema->column[i];
	t->column[t->n].name = dp_keep(&t->text, schema->column[i].name);
	dp_profile_init(&t->profile[t->n], t->column[t->n].name);
	t->n++;
	return 0;
}

static int
table_start(void *self, const struct dp_schema *schema, struct dp_err *err)
{
	struct table *t = self;
	dp_str left = dp_str_c(t->block->value[COLUMNS]);
	size_t most = schema->n;

	for (size_t i = 0; i < left.n; i++)
		most += left.p[i] == ',';
	t->column = dp_alloc0((most + 1) * sizeof(*t->column));
	t->profile = dp_alloc0((most + 1) * sizeof(*t->profile));
	for (size_t i = 0; !left.p && i < schema->n; i++)
		if (table_column(t, schema, schema->column[i].name, err) < 0)
			return -1;
	while (left.p)
		if (table_column(t, schema,
				 dp_str_strip(dp_str_cut(&left, ',')), err) < 0)
			return -1;
	return 0;
}

static void
table_row(void *self, const struct dp_batch *b, size_t r)
{
	struct table *t = self;
	bool keep = t->n_rows < t->most;

	t->seen++;
	for (size_t i = 0; i < t->n; i++) {
		dp_str s = dp_cell_str(dp_batch_cell(b, r, t->column[i].slot));
		struct dp_datum d;

		dp_datum_read(s, &d);
		dp_profile_add(&t->profile[i], &d, b->record[r], 0);
		if (!keep)
			continue;
		dp_grow(&t->cell, &t->cap_cells, t->n_rows * t->n + i,
			sizeof(*t->cell));
		t->cell[t->n_rows * t->n + i] = dp_keep(&t->text, s);
	}
	t->n_rows += keep;
}

static void
table_rows(const struct table *t, struct dp_buf *out)
{
	dp_buf_c(out, "<thead><tr>");
	for (size_t i = 0; i < t->n; i++)
		dpi_html(out, "th", t->column[i].name);
	dp_buf_c(out, "</tr></thead>\n<tbody>\n");
	for (size_t r = 0; r < t->n_rows; r++) {
		dp_buf_c(out, "<tr>");
		for (size_t i = 0; i < t->n; i++) {
			bool number = dp_profile_content(&t->profile[i]) ==
				      DP_CONTENT_NUMBER;

			dp_buf_c(out, number ? "<td class=\"n\">" : "<td>");
			dpi_html_cell(out, t->cell[r * t->n + i], number);
			dp_buf_c(out, "</td>");
		}
		dp_buf_c(out, "</tr>\n");
	}
	dp_buf_c(out, "</tbody>\n");
}

static void
table_figure(struct dpi_report *r, const struct table *t,
	     const struct dpi_report_file *file, struct dp_buf *out)
{
	const struct block *b = t->block;
	unsigned long n = ++r->n_figures;
	struct dp_buf text = { 0 };

	dp_buf_format(out, "<figure id=\"figure-%lu\">\n<table>\n", n);
	dp_buf_format(&text, _("Table %lu. %s"), n, b->value[TITLE]);
	dpi_html(out, "caption", dp_buf_view(&text));
	dp_buf_char(out, '\n');
	table_rows(t, out);
	dp_buf_c(out, "</table>\n<figcaption>");
	text.n = 0;
	dp_buf_format(&text,
		      P_("%zu of %llu row shown.", "%zu of %llu rows shown.",
			 (unsigned long)t->seen),
		      t->n_rows, (unsigned long long)t->seen);
	if (b->value[NOTE]) {
		dp_buf_char(&text, ' ');
		dp_buf_format(&text, _("Note: %.*s"),
			      DP_FMT(dp_str_c(b->value[NOTE])));
	}
	dp_buf_char(&text, ' ');
	dp_buf_format(&text, _("Source: %.*s"),
		      DP_FMT(dp_str_c(b->value[SOURCE])));
	dp_xml_escape(dp_buf_view(&text), out);
	dp_buf_c(out, "</figcaption>\n");
	dpi_report_origin(r, file, NULL, out);
	dp_buf_c(out, "</figure>\n");
	dp_buf_done(&text);
}

static int
make_table(struct dpi_report *r, const struct block *b, struct dp_buf *out,
	   struct dp_err *err)
{
	struct table t = { .block = b, .most = b->top ? b->top : TABLE_ROWS };
	struct dpi_scan scan = { &t, table_start, table_row };
	const struct dpi_report_file *file;
	int rc;

	if (!b->value[TITLE] || !b->value[SOURCE])
		return dp_fail(err, DP_EUSAGE,
			       _("a table that others will see lacks its %s"),
			       b->value[TITLE] ? "source" : "title");
	file = dpi_report_file(r, dp_str_c(b->value[TABLE]), err);
	if (!file)
		return -1;
	rc = dpi_report_scan(file, &scan, err);
	if (rc == 0)
		table_figure(r, &t, file, out);
	free(t.column);
	free(t.profile);
	free(t.cell);
	dp_arena_done(&t.text);
	return rc;
}

int
dpi_report_block(struct dpi_report *r, dp_str text, int line,
		 struct dp_buf *out, struct dp_err *err)
{
	struct block b = { 0 };
	int rc = read_block(&b, text, err);

	if (rc == 0)
		rc = b.value[CHART] ? make_chart(r, &b, out, err) :
				      make_table(r, &b, out, err);
	if (rc < 0)
		dpi_report_fail_at(r, line, err);
	dp_arena_done(&b.text);
	return rc;
}

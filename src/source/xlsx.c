/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Workbooks of Office Open XML, ECMA-376 part 1 (SpreadsheetML, chapter 18),
 * transitional and strict: what they hold, but for the cells, which are
 * xlsx_sheet.c. Which file is what, relations tell (part 2, 9.3), not names.
 */
#include <stdlib.h>

#include "source/xlsx.h"

const char *const dpi_xlsx_namespaces[] = {
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
	"http://purl.oclc.org/ooxml/spreadsheetml/main",
	NULL,
};
static const char *const relation_namespaces[] = {
	"http://schemas.openxmlformats.org/package/2006/relationships",
	NULL,
};

#define STYLES_MAX (1u << 20)

/* ---- relations -------------------------------------------------------- */

struct relation {
	dp_str id, type; /* the last word of its type: "worksheet" */
	const char *target;
};

struct relations {
	struct relation *at;
	size_t n, cap;
	dp_str folder; /* targets are relative to it */
	struct dp_arena text;
};

/* TARGET as a path from the top: "../" goes up, "/" starts there. */
static const char *
resolve(struct relations *r, dp_str target)
{
	struct dp_buf path = { 0 };
	const char *kept;

	if (!dp_str_starts(target, "/"))
		dp_buf_str(&path, r->folder);
	while (target.p) {
		dp_str part = dp_str_cut(&target, '/');

		if (dp_str_is(part, "..")) {
			while (path.n && path.p[path.n - 1] != '/')
				path.n--;
			path.n -= path.n > 0;
		} else if (part.n && !dp_str_is(part, ".")) {
			if (path.n)
				dp_buf_char(&path, '/');
			dp_buf_str(&path, part);
		}
	}
	kept = dp_keep_c(&r->text, dp_buf_view(&path));
	dp_buf_done(&path);
	return kept;
}

static int
start_relation(void *self, const struct dpi_xml *x, dp_str name,
	       struct dp_err *err)
{
	struct relations *r = self;
	struct relation *k;
	dp_str type;

	(void)err;
	if (!dp_str_is(name, "Relationship") ||
	    dp_str_is(dpi_xml_attribute(x, NULL, "TargetMode"), "External"))
		return 0;
	dp_grow(&r->at, &r->cap, r->n, sizeof *r->at);
	k = &r->at[r->n++];
	k->id = dp_keep(&r->text, dpi_xml_attribute(x, NULL, "Id"));
	k->target = resolve(r, dpi_xml_attribute(x, NULL, "Target"));
	type = dpi_xml_attribute(x, NULL, "Type");
	for (ptrdiff_t i; (i = dp_str_find(type, '/')) >= 0;)
		type = dp_str_from(type, (size_t)i + 1);
	k->type = dp_keep(&r->text, type);
	return 0;
}

static void
relations_done(struct relations *r)
{
	free(r->at);
	dp_arena_done(&r->text);
}

/* The relations of the file PATH ("": of the whole) into R. */
static int
read_relations(struct dpi_book *b, const char *path, struct relations *r,
	       struct dp_err *err)
{
	static const struct dpi_xml_handler handler = {
		.start = start_relation,
		.namespaces = relation_namespaces,
	};
	const char *base = dp_path_base(path);
	char *name;
	ptrdiff_t i;

	r->folder = (dp_str){ path,
			      base > path ? (size_t)(base - path) - 1 : 0 };
	name = dp_format("%.*s%s_rels/%s.rels", DP_FMT(r->folder),
			 r->folder.n ? "/" : "", base);
	i = dpi_book_part(b, name);
	free(name);
	if (i < 0)
		return dpi_book_damaged(b, err);
	return dpi_book_read(b, (size_t)i, &handler, r, err);
}

/* The first relation of TYPE, or NULL. */
static const struct relation *
of_type(const struct relations *r, const char *type)
{
	for (size_t i = 0; i < r->n; i++)
		if (dp_str_is(r->at[i].type, type))
			return &r->at[i];
	return NULL;
}

/* ---- the workbook ----------------------------------------------------- */

struct workbook {
	struct dpi_book *b;
	struct relations relations;
};

/* 18.2.19 sheet, 18.2.28 workbookPr */
static int
start_workbook(void *self, const struct dpi_xml *x, dp_str name,
	       struct dp_err *err)
{
	struct workbook *w = self;
	dp_str id;

	if (dp_str_is(name, "workbookPr"))
		w->b->from_1904 = dpi_xml_is(x, NULL, "date1904");
	if (!dp_str_is(name, "sheet"))
		return 0;
	id = dpi_xml_attribute(x, "/relationships", "id");
	for (size_t i = 0; i < w->relations.n; i++) {
		const struct relation *k = &w->relations.at[i];
		ptrdiff_t part;
		dp_str state;

		/* a sheet of one chart has no cells */
		if (!dp_str_eq(k->id, id) || !dp_str_is(k->type, "worksheet"))
			continue;
		part = dpi_book_part(w->b, k->target);
		if (part < 0)
			return dpi_book_damaged(w->b, err);
		state = dpi_xml_attribute(x, NULL, "state");
		return dpi_book_sheet(w->b, dpi_xml_attribute(x, NULL, "name"),
				      dp_str_is(state, "hidden") ||
					      dp_str_is(state, "veryHidden"),
				      (size_t)part, err);
	}
	return 0;
}

static int read_styles(struct dpi_book *b, size_t part, struct dp_err *err);

/* The workbook at PATH: its sheets, its styles, its strings. */
static int
read_workbook(struct dpi_book *b, const char *path, struct dp_err *err)
{
	static const struct dpi_xml_handler handler = {
		.start = start_workbook,
		.namespaces = dpi_xlsx_namespaces,
	};
	struct workbook w = { .b = b };
	const struct relation *k;
	ptrdiff_t part = dpi_book_part(b, path);
	int status = part < 0 ? dpi_book_damaged(b, err) : 0;

	if (status == 0)
		status = read_relations(b, path, &w.relations, err);
	if (status == 0)
		status = dpi_book_read(b, (size_t)part, &handler, &w, err);
	k = of_type(&w.relations, "styles");
	part = k ? dpi_book_part(b, k->target) : -1;
	if (status == 0 && part >= 0)
		status = read_styles(b, (size_t)part, err);
	k = of_type(&w.relations, "sharedStrings");
	part = k ? dpi_book_part(b, k->target) : -1;
	if (status == 0 && part >= 0)
		status = dpi_xlsx_strings(b, (size_t)part, err);
	relations_done(&w.relations);
	return status;
}

static int
list(struct dpi_book *b, struct dp_err *err)
{
	struct relations r = { 0 };
	const struct relation *k;
	int status = read_relations(b, "", &r, err);

	if (status == 0) {
		k = of_type(&r, "officeDocument");
		status = k ? read_workbook(b, k->target, err) :
			     dpi_book_damaged(b, err);
	}
	relations_done(&r);
	return status;
}

/* ---- styles ----------------------------------------------------------- */

struct styles {
	struct dpi_book *b;
	bool in_formats, in_cells; /* in numFmts, in cellXfs */
	size_t cap;
	struct own_format {
		uint64_t id;
		enum dpi_serial kind;
	} * format;
	size_t n_formats, cap_formats;
};

static enum dpi_serial
kind_of_format(const struct styles *s, uint64_t id)
{
	for (size_t i = s->n_formats; i > 0; i--)
		if (s->format[i - 1].id == id)
			return s->format[i - 1].kind;
	return dpi_serial_builtin(id);
}

/* 18.8.30 numFmt, 18.8.10 cellXfs, 18.8.45 xf */
static int
start_style(void *self, const struct dpi_xml *x, dp_str name,
	    struct dp_err *err)
{
	struct styles *s = self;
	struct dpi_book *b = s->b;

	if (dp_str_is(name, "numFmts")) {
		s->in_formats = true;
	} else if (s->in_formats && dp_str_is(name, "numFmt") &&
		   s->n_formats < STYLES_MAX) {
		dp_grow(&s->format, &s->cap_formats, s->n_formats,
			sizeof *s->format);
		s->format[s->n_formats++] = (struct own_format){
			dpi_xml_count(x, NULL, "numFmtId", 0),
			dpi_serial_code(dpi_xml_attribute(x, NULL,
							  "formatCode"))
		};
	} else if (dp_str_is(name, "cellXfs")) {
		s->in_cells = true;
	} else if (s->in_cells && dp_str_is(name, "xf")) {
		if (b->n_styles >= STYLES_MAX)
			return dpi_book_damaged(b, err);
		dp_grow(&b->style, &s->cap, b->n_styles, 1);
		b->style[b->n_styles++] = (uint8_t)kind_of_format(
			s, dpi_xml_count(x, NULL, "numFmtId", 0));
	}
	return 0;
}

static int
end_style(void *self, dp_str name, struct dp_err *err)
{
	struct styles *s = self;

	(void)err;
	if (dp_str_is(name, "numFmts"))
		s->in_formats = false;
	if (dp_str_is(name, "cellXfs"))
		s->in_cells = false;
	return 0;
}

static int
read_styles(struct dpi_book *b, size_t part, struct dp_err *err)
{
	static const struct dpi_xml_handler handler = {
		.start = start_style,
		.end = end_style,
		.namespaces = dpi_xlsx_namespaces,
	};
	struct styles s = { .b = b };
	int status = dpi_book_read(b, part, &handler, &s, err);

	free(s.format);
	return status;
}

const struct dpi_book_class dpi_book_xlsx = {
	.name = "xlsx",
	.list = list,
	.handler = {
		.start = dpi_xlsx_start,
		.end = dpi_xlsx_end,
		.text = dpi_xlsx_text,
		.namespaces = dpi_xlsx_namespaces,
	},
};

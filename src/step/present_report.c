/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A report: Markdown in, one HTML page out. Finds the live blocks and figures
 * in what cmark has parsed and has them made; the only user of cmark. What
 * they look like is in present_block.c, present_inline.c, present_page.c.
 */
#include "step/present_inner.h"

#include <cmark.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/lazy.h"

#define REPORT_MAX_BYTES (16u << 20)

#define CMARK_FUNCTIONS(X) \
	X(cmark_consolidate_text_nodes) \
	X(cmark_iter_free) \
	X(cmark_iter_get_node) \
	X(cmark_iter_new) \
	X(cmark_iter_next) \
	X(cmark_node_free) \
	X(cmark_node_get_fence_info) \
	X(cmark_node_get_literal) \
	X(cmark_node_get_start_line) \
	X(cmark_node_get_type) \
	X(cmark_node_get_url) \
	X(cmark_node_insert_before) \
	X(cmark_node_new) \
	X(cmark_node_parent) \
	X(cmark_node_set_literal) \
	X(cmark_node_set_on_enter) \
	X(cmark_node_unlink) \
	X(cmark_parse_document) \
	X(cmark_render_html)

struct dpi_cmark {
	CMARK_FUNCTIONS(DPI_LAZY_MEMBER)
};

#define DPI_LAZY_API struct dpi_cmark
static const struct dpi_lazy wanted[] = { CMARK_FUNCTIONS(DPI_LAZY_ROW) };
/* Each of its versions is an interface of its own. */
static const struct dpi_library library = {
	.name = "cmark",
	.abi = CMARK_VERSION_STRING,
	.package = "libcmark" CMARK_VERSION_STRING,
	.wanted = wanted,
	.n = sizeof wanted / sizeof *wanted,
};

void
dpi_report_done(struct dpi_report *r)
{
	for (size_t i = 0; i < r->n_files; i++) {
		free(r->file[i].name);
		free(r->file[i].path);
	}
	free(r->file);
	dp_buf_done(&r->inline_list);
}

int
dpi_report_fail_at(const struct dpi_report *r, int line, struct dp_err *err)
{
	char *msg = dp_format("%s", err->msg);
	enum dp_code code = err->code;

	dp_fail(err, code, _("%s, line %d: %s"), r->name, line, msg);
	dp_err_file(err, r->name);
	err->at.line = (uint64_t)line;
	free(msg);
	return -1;
}

static void
count(void *self, const struct dp_batch *b, size_t r)
{
	(void)b;
	(void)r;
	++*(uint64_t *)self;
}

const struct dpi_report_file *
dpi_report_file(struct dpi_report *r, dp_str name, struct dp_err *err)
{
	struct dpi_report_file f;

	for (size_t i = 0; i < r->n_files; i++)
		if (dp_str_is(name, r->file[i].name))
			return &r->file[i];
	f.name = dp_strdup(name);
	f.path = dp_path_join(r->folder, f.name);
	f.rows = 0;
	if (dp_sha256_file(f.path, f.sha256, NULL, err) < 0 ||
	    dpi_report_scan(&f, &(struct dpi_scan){ &f.rows, NULL, count },
			    err) < 0) {
		free(f.name);
		free(f.path);
		return NULL;
	}
	dp_grow(&r->file, &r->cap_files, r->n_files, sizeof(*r->file));
	r->file[r->n_files] = f;
	return &r->file[r->n_files++];
}

/* Puts a node that renders as the HTML in B before NODE; empties B. */
static void
put_html(const struct dpi_cmark *c, cmark_node *node, cmark_node_type type,
	 struct dp_buf *b)
{
	cmark_node *new = c->cmark_node_new(type);
	char *html = dp_buf_take(b);

	c->cmark_node_set_on_enter(new, html);
	c->cmark_node_insert_before(node, new);
	free(html);
}

static void
put_text(const struct dpi_cmark *c, cmark_node *node, dp_str s)
{
	cmark_node *new = c->cmark_node_new(CMARK_NODE_TEXT);
	char *text = dp_strdup(s);

	c->cmark_node_set_literal(new, text);
	c->cmark_node_insert_before(node, new);
	free(text);
}

static void
remove_node(const struct dpi_cmark *c, cmark_node *node)
{
	c->cmark_node_unlink(node);
	c->cmark_node_free(node);
}

/* Line of the report that NODE or the block around it is on. */
static int
line_of(const struct dpi_cmark *c, cmark_node *node)
{
	while (node && c->cmark_node_get_start_line(node) == 0)
		node = c->cmark_node_parent(node);
	return node ? c->cmark_node_get_start_line(node) : 0;
}

static int
do_block(struct dpi_report *r, cmark_node *node, struct dp_err *err)
{
	const struct dpi_cmark *c = r->cmark;
	dp_str info = dp_str_c(c->cmark_node_get_fence_info(node));
	struct dp_buf html = { 0 };
	int line = line_of(c, node);

	if (!dp_str_is(dp_str_strip(info), "dpipe"))
		return 0;
	if (dpi_report_block(r, dp_str_c(c->cmark_node_get_literal(node)), line,
			     &html, err) < 0) {
		dp_buf_done(&html);
		return -1;
	}
	put_html(c, node, CMARK_NODE_CUSTOM_BLOCK, &html);
	remove_node(c, node);
	return 0;
}

/* `{dpipe …}` in backquotes: the whole of it is the figure. */
static int
do_code(struct dpi_report *r, cmark_node *node, struct dp_err *err)
{
	const struct dpi_cmark *c = r->cmark;
	dp_str s = dp_str_strip(dp_str_c(c->cmark_node_get_literal(node)));
	struct dp_buf html = { 0 };

	if (!dp_str_starts(s, "{dpipe ") || s.p[s.n - 1] != '}')
		return 0;
	s.n--;
	if (dpi_report_inline(r, dp_str_from(s, strlen("{dpipe ")),
			      line_of(c, node), &html, err) < 0) {
		dp_buf_done(&html);
		return -1;
	}
	put_html(c, node, CMARK_NODE_CUSTOM_INLINE, &html);
	remove_node(c, node);
	return 0;
}

static int
do_text(struct dpi_report *r, cmark_node *node, struct dp_err *err)
{
	const struct dpi_cmark *c = r->cmark;
	dp_str s = dp_str_c(c->cmark_node_get_literal(node));
	struct dp_buf html = { 0 };
	ptrdiff_t from, to;
	bool found = false;

	while ((from = dp_str_search(s, DP_S("{dpipe "))) >= 0) {
		dp_str before = { s.p, (size_t)from };
		dp_str inside = dp_str_from(s,
					    (size_t)from + strlen("{dpipe "));

		to = dp_str_find(inside, '}');
		if (to < 0) {
			dp_fail(err, DP_EUSAGE,
				_("\"{dpipe\" has no \"}\"; if there are * or "
				  "_ in it, put it between `backquotes`"));
			return dpi_report_fail_at(r, line_of(c, node), err);
		}
		s = dp_str_from(inside, (size_t)to + 1);
		inside.n = (size_t)to;
		if (dpi_report_inline(r, inside, line_of(c, node), &html, err) <
		    0) {
			dp_buf_done(&html);
			return -1;
		}
		put_text(c, node, before);
		put_html(c, node, CMARK_NODE_CUSTOM_INLINE, &html);
		found = true;
	}
	if (found) {
		put_text(c, node, s);
		remove_node(c, node);
	}
	return 0;
}

static int
do_node(struct dpi_report *r, cmark_node *node, struct dp_err *err)
{
	switch (r->cmark->cmark_node_get_type(node)) {
	case CMARK_NODE_CODE_BLOCK:
		return do_block(r, node, err);
	case CMARK_NODE_CODE:
		return do_code(r, node, err);
	case CMARK_NODE_TEXT:
		return do_text(r, node, err);
	case CMARK_NODE_IMAGE:
		dp_fail(err, DP_EUSAGE,
			_("a report is one file and refers to no picture "
			  "outside it: %s"),
			r->cmark->cmark_node_get_url(node));
		return dpi_report_fail_at(r, line_of(r->cmark, node), err);
	default:
		return 0;
	}
}

/* Has all that is live in DOC made. */
static int
make_live(struct dpi_report *r, cmark_node *doc, struct dp_err *err)
{
	const struct dpi_cmark *c = r->cmark;
	cmark_iter *it = c->cmark_iter_new(doc);
	cmark_event_type event;
	int rc = 0;

	/* A leaf may be replaced: the iterator has passed it already. */
	while (rc == 0 && (event = c->cmark_iter_next(it)) != CMARK_EVENT_DONE)
		if (event == CMARK_EVENT_ENTER)
			rc = do_node(r, c->cmark_iter_get_node(it), err);
	c->cmark_iter_free(it);
	return rc;
}

/* Appends the words of the first heading; the name of the report failing. */
static void
find_title(const struct dpi_report *r, cmark_node *doc, struct dp_buf *out)
{
	const struct dpi_cmark *c = r->cmark;
	cmark_iter *it = c->cmark_iter_new(doc);
	cmark_event_type event;
	bool inside = false;

	while ((event = c->cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *node = c->cmark_iter_get_node(it);
		const char *s = c->cmark_node_get_literal(node);

		if (c->cmark_node_get_type(node) == CMARK_NODE_HEADING) {
			if (event == CMARK_EVENT_EXIT && out->n)
				break;
			inside = event == CMARK_EVENT_ENTER;
		} else if (inside && s) {
			dp_buf_c(out, s);
		}
	}
	c->cmark_iter_free(it);
	if (!out->n)
		dp_buf_c(out, dp_path_base(r->name));
}

/* Renders TEXT and leaves what was computed in R. */
static int
render(struct dpi_report *r, dp_str text, struct dp_buf *out,
       struct dp_err *err)
{
	struct dpi_cmark c;
	struct dp_buf title = { 0 };
	cmark_node *doc;
	char *body;
	int rc;

	if (dpi_lazy_open(&library, &c, err) != 0)
		return -1;
	r->cmark = &c;
	doc = c.cmark_parse_document(text.p ? text.p : "", text.n,
				     CMARK_OPT_VALIDATE_UTF8);
	c.cmark_consolidate_text_nodes(doc);
	find_title(r, doc, &title);
	rc = make_live(r, doc, err);
	if (rc == 0) {
		body = c.cmark_render_html(doc, CMARK_OPT_DEFAULT);
		dpi_report_page(r, dp_buf_view(&title), dp_str_c(body), text,
				out);
		free(body);
	}
	c.cmark_node_free(doc);
	r->cmark = NULL;
	dp_buf_done(&title);
	return rc;
}

int
dp_present_page(dp_str text, const char *name, const char *folder,
		struct dp_buf *out, struct dp_err *err)
{
	struct dpi_report r = { .name = name, .folder = folder };
	int rc = render(&r, text, out, err);

	dpi_report_done(&r);
	return rc;
}

/* Adds what the report read: file, rows, SHA-256. */
static void
add_files(const struct dpi_report *r, struct dp_result *out)
{
	struct dp_part *p;

	if (!r->n_files)
		return;
	p = dp_result_part(out, DP_PART_FRAME, "files", _("Files read"));
	dp_frame_column(&p->frame, "file", _("file"), NULL, false);
	dp_frame_column(&p->frame, "rows", _("rows"), NULL, true);
	dp_frame_column(&p->frame, "sha256", "SHA-256", NULL, false);
	for (size_t i = 0; i < r->n_files; i++) {
		struct dp_value *v = dp_frame_row(&p->frame);

		dp_set_text(&p->frame, &v[0], dp_str_c(r->file[i].name));
		dp_set_int(&p->frame, &v[1], (int64_t)r->file[i].rows);
		dp_set_text(&p->frame, &v[2], dp_str_c(r->file[i].sha256));
	}
}

char *
dpi_folder_of(const char *path)
{
	const char *base = dp_path_base(path);
	dp_str folder = { path, (size_t)(base - path) };

	return folder.n ? dp_strdup(folder) : NULL;
}

/* The text of a report is UTF-8, and says something. */
static int
check_text(const char *name, dp_str text, struct dp_err *err)
{
	size_t n = dp_utf8_valid(text), line = 1, i;

	if (dp_str_strip(text).n == 0)
		return dp_fail(err, DP_EDATA,
			       _("%s is empty; write the report into it, in "
				 "Markdown."),
			       name);
	if (dp_str_find(text, '\0') >= 0)
		return dp_fail(err, DP_EDATA,
			       _("%s is no text; a report is written in "
				 "Markdown, in UTF-8."),
			       name);
	for (i = 0; i < n; i++)
		line += text.p[i] == '\n';
	if (n < text.n)
		return dp_fail(err, DP_EDATA,
			       _("%s, line %zu: this is not UTF-8; save the "
				 "report in that encoding."),
			       name, line);
	return 0;
}

int
dp_present_report(const char *markdown, const char *out, struct dp_result *r,
		  struct dp_err *err)
{
	char *folder = strcmp(markdown, "-") ? dpi_folder_of(markdown) : NULL;
	struct dpi_report report = { .name = markdown, .folder = folder };
	struct dp_buf text = { 0 }, html = { 0 };
	int rc = dp_check_output(markdown, out, err);

	if (rc == 0)
		rc = dp_read_file(markdown, REPORT_MAX_BYTES, &text, err);
	if (rc == 0)
		rc = check_text(markdown, dp_buf_view(&text), err);
	if (rc == 0)
		rc = render(&report, dp_buf_view(&text), &html, err);
	for (size_t i = 0; rc == 0 && i < report.n_files; i++)
		rc = dp_check_output(report.file[i].path, out, err);
	if (rc == 0 && out && strcmp(out, "-") != 0) {
		rc = dp_write_file(out, html.p, html.n, err);
		if (rc == 0)
			dp_result_note(r, "written",
				       _("%s is written: %zu figures, %zu "
					 "numbers in the text, %zu bytes, all "
					 "in one file."),
				       out, report.n_figures, report.n_inline,
				       html.n);
		if (rc == 0)
			add_files(&report, r);
	} else if (rc == 0) {
		dp_result_text(r, "page", dp_buf_view(&html));
	}
	dpi_report_done(&report);
	dp_buf_done(&text);
	dp_buf_done(&html);
	free(folder);
	return rc;
}

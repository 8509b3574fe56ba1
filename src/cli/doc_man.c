/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * man(7), not mdoc(7): mdoc wants the names of its sections in English. The
 * date of a page is that of SOURCE_DATE_EPOCH, or today's.
 */
#include "cli/doc_man.h"

#include <stdlib.h>
#include <time.h>

#include "cli/inner.h"

#define LINE_COLS 68u

/* Appends S with what roff takes for its own made plain. */
static void
escape(struct dp_buf *out, dp_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\')
			dp_buf_c(out, "\\e");
		else if (s.p[i] == '-')
			dp_buf_c(out, "\\-");
		else if (s.p[i] == '\'')
			dp_buf_c(out, "\\(aq");
		else if (s.p[i] == '"')
			dp_buf_c(out, "\\(dq");
		else if (s.p[i] == '`')
			dp_buf_c(out, "\\(ga");
		else if (s.p[i] == '^')
			dp_buf_c(out, "\\(ha");
		else if (s.p[i] == '~')
			dp_buf_c(out, "\\(ti");
		else
			dp_buf_char(out, s.p[i]);
	}
}

/* One line of text; a point in front would be a request. */
static void
put_line(struct dp_buf *out, dp_str line)
{
	if (line.n > 0 && line.p[0] == '.')
		dp_buf_c(out, "\\&");
	escape(out, line);
	dp_buf_char(out, '\n');
}

/* TEXT as lines of source, its paragraphs parted by REQUEST. */
static void
put_text(struct dp_buf *out, const char *text, const char *request)
{
	dp_str rest = dp_str_c(text);
	bool first = true;

	while (rest.p && rest.n > 0) {
		struct dp_buf wrapped = { 0 };
		dp_str lines, line = dp_str_cut(&rest, '\n');

		if (line.n == 0)
			continue;
		if (!first)
			dp_buf_c(out, request);
		first = false;
		cli_wrap(&wrapped, line, LINE_COLS, 0, 0);
		lines = dp_buf_view(&wrapped);
		while (lines.p && lines.n > 0)
			put_line(out, dp_str_cut(&lines, '\n'));
		dp_buf_done(&wrapped);
	}
}

static void
put_date(struct dp_buf *out)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int64_t seconds = (int64_t)time(NULL);
	char text[32];
	struct tm day;
	time_t t;

	if (epoch)
		(void)dp_str_int(dp_str_c(epoch), &seconds);
	t = (time_t)seconds;
	if (gmtime_r(&t, &day) && strftime(text, sizeof text, "%Y-%m-%d", &day))
		dp_buf_c(out, text);
}

void
cli_man_page(struct dp_buf *out, const char *name, int section,
	     const char *summary)
{
	dp_str s = dp_str_c(summary);

	dp_buf_c(out, ".\\\" Made from dpipe's own tables: dpipe man.\n");
	dp_buf_c(out, ".TH ");
	for (const char *p = name; *p; p++)
		dp_buf_char(out, *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p);
	dp_buf_format(out, " %d ", section);
	put_date(out);
	dp_buf_format(out, " \"dpipe %s\" \"%s\"\n", PACKAGE_VERSION,
		      _("dpipe manual"));
	cli_man_section(out, _("Name"));
	escape(out, dp_str_c(name));
	dp_buf_c(out, " \\- ");
	if (s.n > 0 && s.p[s.n - 1] == '.')
		s.n--;
	escape(out, s);
	dp_buf_char(out, '\n');
}

static void
heading(struct dp_buf *out, const char *request, const char *text)
{
	dp_buf_format(out, "%s \"", request);
	escape(out, dp_str_c(text));
	dp_buf_c(out, "\"\n");
}

void
cli_man_section(struct dp_buf *out, const char *text)
{
	struct dp_buf upper = { 0 };
	char *shown;

	dp_case_change(dp_str_c(text), DP_CASE_UPPER, &upper);
	shown = dp_buf_take(&upper);
	heading(out, ".SH", shown);
	free(shown);
}

void
cli_man_subsection(struct dp_buf *out, const char *text)
{
	heading(out, ".SS", text);
}

/* A paragraph's request, which must not stand right below a heading. */
static void
put_paragraph(struct dp_buf *out)
{
	size_t i = out->n ? out->n - 1 : 0;

	while (i > 0 && out->p[i - 1] != '\n')
		i--;
	if (out->n - i < 3 || memcmp(out->p + i, ".S", 2) != 0)
		dp_buf_c(out, ".PP\n");
}

void
cli_man_text(struct dp_buf *out, const char *text)
{
	put_paragraph(out);
	put_text(out, text, ".PP\n");
}

void
cli_man_item(struct dp_buf *out, const char *term, const char *text)
{
	dp_buf_c(out, ".TP\n\\fB");
	escape(out, dp_str_c(term));
	dp_buf_c(out, "\\fR\n");
	put_text(out, text, ".IP\n");
}

void
cli_man_code(struct dp_buf *out, dp_str lines, const char *text)
{
	put_paragraph(out);
	dp_buf_c(out, ".RS 4\n.nf\n");
	while (lines.p && lines.n > 0) {
		dp_str line = dp_str_cut(&lines, '\n');

		if (line.n == 0)
			dp_buf_c(out, ".sp\n");
		else
			put_line(out, line);
	}
	dp_buf_c(out, ".fi\n");
	if (text && *text) {
		dp_buf_c(out, ".RS 4\n");
		put_text(out, text, ".sp\n");
		dp_buf_c(out, ".RE\n");
	}
	dp_buf_c(out, ".RE\n");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page around a report: one HTML file with its style inside, no script,
 * nothing fetched. It carries the Markdown it is made of and what it read, so
 * that it can be made again and compared.
 */
#include "step/present_inner.h"

#include <dpipe/source.h>
#include <dpipe/stat.h>
#include <stdlib.h>

static const char style[] =
	"body{max-width:46rem;margin:0 auto;padding:1.5rem 1rem;"
	"font:1.05rem/1.55 Helvetica,Arial,\"Liberation Sans\","
	"\"DejaVu Sans\",sans-serif;color:#1a1a1a;background:#fff}\n"
	"h1,h2,h3{line-height:1.2}\n"
	"a{color:#005faf}\n"
	"svg{max-width:100%;height:auto}\n"
	"figure{margin:2rem 0;padding-top:1rem;border-top:1px solid #767676}\n"
	"figcaption,caption{text-align:left;color:#4d4d4d;font-size:.95rem}\n"
	"table{border-collapse:collapse;font-size:.95rem}\n"
	"th,td{padding:.2rem .8rem .2rem 0;text-align:left;"
	"vertical-align:top;border-bottom:1px solid #d0d0d0}\n"
	".n{text-align:right;font-variant-numeric:tabular-nums}\n"
	"details{margin:.5rem 0;font-size:.95rem}\n"
	"summary{cursor:pointer}\n"
	".origin dl{margin:.5rem 0;padding:.6rem .8rem;"
	"border:1px solid #767676}\n"
	"dt{font-weight:bold}\n"
	"dd{margin:0 0 .4rem 0;overflow-wrap:anywhere}\n"
	"code,small{overflow-wrap:anywhere}\n"
	"data{border-bottom:1px dotted #4d4d4d}\n"
	"footer{margin-top:3rem;border-top:1px solid #767676;"
	"font-size:.9rem;color:#4d4d4d}\n"
	"@media print{body{max-width:none}}\n";

void
dpi_html(struct dp_buf *out, const char *tag, dp_str s)
{
	dp_buf_format(out, "<%s>", tag);
	dp_xml_escape(s, out);
	dp_buf_format(out, "</%s>", tag);
}

void
dpi_html_cell(struct dp_buf *out, dp_str cell, bool numbers)
{
	struct dp_buf shown = { 0 };
	struct dp_datum d;
	double v;

	dp_datum_read(cell, &d);
	if (numbers && d.kind == DP_DATUM_NUMBER &&
	    dp_number_double(d.text, &v))
		dp_number_show(d.text, &shown);
	else
		dp_buf_str(&shown, cell);
	dp_xml_escape(dp_buf_view(&shown), out);
	dp_buf_done(&shown);
}

static void
head(dp_str title, struct dp_buf *out)
{
	dp_buf_format(out,
		      "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
		      "<meta charset=\"utf-8\">\n"
		      "<meta http-equiv=\"Content-Security-Policy\" content="
		      "\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		      "<meta name=\"viewport\" content="
		      "\"width=device-width, initial-scale=1\">\n"
		      "<meta name=\"generator\" content=\"dpipe %s\">\n",
		      dp_language(), PACKAGE_VERSION);
	dpi_html(out, "title", title);
	dp_buf_format(out, "\n<style>\n%s</style>\n</head>\n<body>\n<main>\n",
		      style);
}

/* The numbers that stand in sentences, and what each is computed from. */
static void
numbers(const struct dpi_report *r, struct dp_buf *out)
{
	if (!r->n_inline)
		return;
	dp_buf_c(out, "<details class=\"origin\">\n");
	dpi_html(out, "summary",
		 dp_str_c(_("Numbers in the text and what "
			    "they are computed from")));
	dp_buf_c(out, "\n<ol>\n");
	dp_buf_str(out, dp_buf_view(&r->inline_list));
	dp_buf_c(out, "</ol>\n</details>\n");
}

static void
foot(struct dp_buf *out)
{
	char date[DP_PROVENANCE_DATE_BYTES];
	struct dp_buf line = { 0 };

	dp_buf_format(&line, _("Made with dpipe %s."), PACKAGE_VERSION);
	if (getenv("SOURCE_DATE_EPOCH")) {
		dp_provenance_date(date);
		dp_buf_char(&line, ' ');
		dp_buf_format(&line, _("Date: %s."), date);
	}
	dp_buf_c(out, "</main>\n<footer>");
	dpi_html(out, "p", dp_buf_view(&line));
	dp_buf_c(out, "</footer>\n");
	dp_buf_done(&line);
}

void
dpi_report_page(const struct dpi_report *r, dp_str title, dp_str body,
		dp_str source, struct dp_buf *out)
{
	head(title, out);
	dp_buf_str(out, body);
	dp_buf_c(out, "\n");
	numbers(r, out);
	foot(out);
	dp_buf_format(out,
		      "<template id=\"dpipe-report\" "
		      "data-language=\"%s\" data-version=\"%s\">\n<ul>\n",
		      dp_language(), PACKAGE_VERSION);
	for (size_t i = 0; i < r->n_files; i++) {
		dp_buf_format(out, "<li data-sha256=\"%s\" data-rows=\"%llu\">",
			      r->file[i].sha256,
			      (unsigned long long)r->file[i].rows);
		dp_xml_escape(dp_str_c(r->file[i].name), out);
		dp_buf_c(out, "</li>\n");
	}
	dp_buf_c(out, "</ul>\n<pre>");
	dp_xml_escape(source, out);
	dp_buf_c(out, "</pre>\n</template>\n</body>\n</html>\n");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The box under a figure that tells where its data come from, from the raw
 * file to the drawing, out of the story kept beside the file. Says so when
 * there is no story, and when the file is no longer the one it tells of.
 */
#include "step/present_inner.h"

#include <dpipe/source.h>
#include <stdlib.h>

static void
term(struct dp_buf *out, const char *name, dp_str value)
{
	if (!value.n)
		return;
	dpi_html(out, "dt", dp_str_c(name));
	dpi_html(out, "dd", value);
	dp_buf_char(out, '\n');
}

/* "202 rows in, 200 out, 2 left out", what is known of it. */
static void
counts(struct dp_buf *out, int64_t in, int64_t kept, int64_t dropped)
{
	struct dp_buf b = { 0 };

	if (in >= 0)
		dp_buf_format(&b,
			      P_("%lld row in", "%lld rows in",
				 (unsigned long)in),
			      (long long)in);
	if (kept >= 0)
		dp_buf_format(&b, _("%s%lld out"), b.n ? ", " : "",
			      (long long)kept);
	if (dropped >= 0)
		dp_buf_format(&b, _("%s%lld left out"), b.n ? ", " : "",
			      (long long)dropped);
	if (b.n) {
		dp_buf_c(out, " <span>(");
		dp_xml_escape(dp_buf_view(&b), out);
		dp_buf_c(out, ")</span>");
	}
	dp_buf_done(&b);
}

static void
activity(const struct dp_activity *a, struct dp_buf *out)
{
	dp_buf_c(out, "<li>");
	if (a->command.n)
		dpi_html(out, "code", a->command);
	else
		dp_xml_escape(a->name, out);
	counts(out, a->in_rows, a->out_rows, a->dropped_rows);
	if (a->version.n) {
		char *by = dp_format("dpipe %.*s", DP_FMT(a->version));

		dp_buf_char(out, ' ');
		dpi_html(out, "small", dp_str_c(by));
		free(by);
	}
	for (size_t i = 0; i < a->n_inputs; i++) {
		dp_buf_c(out, "<br>");
		dp_xml_escape(a->input[i].path, out);
		if (a->input[i].sha256.n) {
			dp_buf_c(out, " <small>SHA-256 ");
			dp_xml_escape(a->input[i].sha256, out);
			dp_buf_c(out, "</small>");
		}
	}
	for (size_t i = 0; i < a->n_steps; i++) {
		const struct dp_provenance_step *s = &a->step[i];

		dp_buf_c(out, i ? "\n<li>" : "\n<ol>\n<li>");
		dpi_html(out, "code", s->line);
		counts(out, s->in_rows, -1, s->dropped_rows);
		dp_buf_c(out, "</li>");
	}
	dp_buf_c(out, a->n_steps ? "\n</ol></li>\n" : "</li>\n");
}

/* What the sidecar tells, raw file first. */
static void
story(const struct dp_provenance *p, struct dp_buf *out)
{
	term(out, _("Title"), p->title);
	term(out, _("Producer"), p->producer);
	term(out, _("Licence"), p->licence);
	term(out, _("Address"), p->address);
	term(out, _("Retrieved"), p->date);
	term(out, _("Archive"), p->archive);
	term(out, _("SHA-256 of the archive"), p->archive_sha256);
	term(out, _("File in the archive"), p->member);
}

static void
steps(const struct dp_provenance *p, const char *command, struct dp_buf *out)
{
	if (!p->command.n && !p->n_activities && !command)
		return;
	dpi_html(out, "dt", dp_str_c(_("Commands")));
	dp_buf_c(out, "<dd><ol>\n");
	if (p->command.n) {
		dp_buf_c(out, "<li>");
		dpi_html(out, "code", p->command);
		dp_buf_c(out, "</li>\n");
	}
	for (size_t i = 0; i < p->n_activities; i++)
		activity(&p->activity[i], out);
	if (command) {
		dp_buf_c(out, "<li>");
		dpi_html(out, "code", dp_str_c(command));
		dp_buf_c(out, "</li>\n");
	}
	dp_buf_c(out, "</ol></dd>\n");
}

/*
 * Reads the story of FILE into P. Returns NULL, or a sentence for the reader
 * when there is none to tell or it does not fit.
 */
static const char *
read_story(const struct dpi_report_file *file, struct dp_provenance *p)
{
	struct dp_err err = { 0 };

	if (dp_provenance_read(p, file->path, &err) < 0) {
		dp_provenance_done(p);
		memset(p, 0, sizeof(*p));
		return err.code == DP_ENOTFOUND ? _("No record of where this "
						    "file is from was found "
						    "beside it.") :
						  _("The record of where this "
						    "file is from cannot be "
						    "read.");
	}
	if (p->sha256.n && !dp_str_is(p->sha256, file->sha256))
		return _("The file has changed since its record was "
			 "written: what the record tells may not be true of "
			 "it.");
	return NULL;
}

void
dpi_report_origin(const struct dpi_report *r,
		  const struct dpi_report_file *file, const char *command,
		  struct dp_buf *out)
{
	struct dp_provenance p = { 0 };
	const char *doubt = read_story(file, &p);
	char *rows = dp_format("%llu", (unsigned long long)file->rows);
	struct dp_buf shown = { 0 };

	(void)r;
	dp_number_show(dp_str_c(rows), &shown);
	dp_buf_c(out, "<details class=\"origin\">\n");
	dpi_html(out, "summary", dp_str_c(_("Where this comes from")));
	dp_buf_c(out, "\n<dl>\n");
	term(out, _("File"), dp_str_c(file->name));
	term(out, _("Rows"), dp_buf_view(&shown));
	term(out, "SHA-256", dp_str_c(file->sha256));
	story(&p, out);
	steps(&p, command, out);
	term(out, _("Made with"), DP_S("dpipe " PACKAGE_VERSION));
	dp_buf_c(out, "</dl>\n");
	if (doubt)
		dpi_html(out, "p", dp_str_c(doubt));
	dp_buf_c(out, "</details>\n");
	dp_provenance_done(&p);
	dp_buf_done(&shown);
	free(rows);
}

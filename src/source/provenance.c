/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The story of a file, kept beside it: gathered and written. Reading it back
 * is in provenance_read.c. Knows neither transfers nor recipes.
 */
#include <dpipe/source.h>

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "base/i18n.h"
#include "source/inner.h"

char *
dp_provenance_path(const char *file)
{
	return dp_format("%s" DP_PROVENANCE_SUFFIX, file);
}

void
dp_provenance_date(char out[DP_PROVENANCE_DATE_BYTES])
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int64_t seconds;
	struct tm tm;
	time_t now;

	if (epoch && dp_str_int(dp_str_c(epoch), &seconds))
		now = (time_t)seconds;
	else
		now = time(NULL);
	if (!gmtime_r(&now, &tm) || strftime(out, DP_PROVENANCE_DATE_BYTES,
					     "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		out[0] = '\0';
}

struct dp_activity *
dp_provenance_activity(struct dp_provenance *p, const char *name,
		       const char *command)
{
	char date[DP_PROVENANCE_DATE_BYTES];
	struct dp_activity *a;

	dp_grow(&p->activity, &p->cap_activities, p->n_activities,
		sizeof *p->activity);
	a = &p->activity[p->n_activities++];
	memset(a, 0, sizeof *a);
	dp_provenance_date(date);
	a->name = dp_keep(&p->text, dp_str_c(name));
	a->date = dp_keep(&p->text, dp_str_c(date));
	a->command = dp_keep(&p->text, dp_str_c(command));
	a->version = dp_keep(&p->text, dp_str_c(dpi_version()));
	a->in_rows = a->out_rows = a->dropped_rows = -1;
	return a;
}

void
dp_provenance_redirect(struct dp_provenance *p, dp_str address)
{
	dp_grow(&p->redirect, &p->cap_redirects, p->n_redirects,
		sizeof *p->redirect);
	p->redirect[p->n_redirects++] = dp_keep(&p->text, address);
}

void
dp_activity_input(struct dp_provenance *p, struct dp_activity *a, dp_str path,
		  dp_str sha256)
{
	dp_grow(&a->input, &a->cap_inputs, a->n_inputs, sizeof *a->input);
	a->input[a->n_inputs].path = dp_keep(&p->text, path);
	a->input[a->n_inputs].sha256 = dp_keep(&p->text, sha256);
	a->n_inputs++;
}

struct dp_provenance_step *
dp_activity_step(struct dp_provenance *p, struct dp_activity *a, dp_str line)
{
	struct dp_provenance_step *s;

	dp_grow(&a->step, &a->cap_steps, a->n_steps, sizeof *a->step);
	s = &a->step[a->n_steps++];
	s->line = dp_keep(&p->text, line);
	s->in_rows = s->out_rows = s->dropped_rows = s->changed_cells = -1;
	return s;
}

void
dpi_clean_text(dp_str text, struct dp_buf *out)
{
	struct dp_decoder d = { .encoding = DP_UTF8 };

	dp_decode(&d, text.p, text.n, true, out);
	for (size_t i = 0; i < out->n; i++) {
		unsigned char c = (unsigned char)out->p[i];

		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
			out->p[i] = ' ';
	}
}

/*
 * KEY and VALUE, its further lines indented so that they cannot pass for
 * keys: servers say what they like in their headers.
 */
static void
add_field(struct dp_buf *out, const char *key, dp_str value)
{
	struct dp_buf text = { 0 };
	dp_str rest;

	dpi_clean_text(value, &text);
	rest = dp_str_strip(dp_buf_view(&text));
	if (rest.n > 0) {
		dp_buf_format(out, "%s: ", key);
		while (rest.p) {
			dp_buf_str(out, dp_str_strip(dp_str_cut(&rest, '\n')));
			dp_buf_c(out, rest.p ? "\n\t" : "\n");
		}
	}
	dp_buf_done(&text);
}

static void
add_count(struct dp_buf *out, const char *name, int64_t n)
{
	if (n >= 0)
		dp_buf_format(out, " %s=%" PRId64, name, n);
}

/* What must be there for the lines behind it to make sense. */
static dp_str
or_dash(dp_str s)
{
	return dp_str_strip(s).n ? s : DP_S("-");
}

static void
add_activity(struct dp_buf *out, const struct dp_activity *a)
{
	dp_buf_char(out, '\n');
	add_field(out, "activity", or_dash(a->name));
	add_field(out, "date", a->date);
	add_field(out, "command", a->command);
	add_field(out, "version", a->version);
	for (size_t i = 0; i < a->n_inputs; i++) {
		const struct dp_provenance_input *in = &a->input[i];
		struct dp_buf line = { 0 };

		dp_buf_str(&line, or_dash(in->sha256));
		dp_buf_char(&line, ' ');
		dp_buf_str(&line, in->path);
		add_field(out, "input", dp_buf_view(&line));
		dp_buf_done(&line);
	}
	if (a->in_rows >= 0 || a->out_rows >= 0 || a->dropped_rows >= 0) {
		dp_buf_c(out, "rows:");
		add_count(out, "in", a->in_rows);
		add_count(out, "out", a->out_rows);
		add_count(out, "dropped", a->dropped_rows);
		dp_buf_char(out, '\n');
	}
	for (size_t i = 0; i < a->n_steps; i++) {
		const struct dp_provenance_step *s = &a->step[i];
		struct dp_buf counts = { 0 };

		add_field(out, "step", or_dash(s->line));
		add_count(&counts, "in", s->in_rows);
		add_count(&counts, "out", s->out_rows);
		add_count(&counts, "dropped", s->dropped_rows);
		add_count(&counts, "changed", s->changed_cells);
		add_field(out, "step-rows", dp_buf_view(&counts));
		dp_buf_done(&counts);
	}
}

void
dp_provenance_render(const struct dp_provenance *p, struct dp_buf *out)
{
	dp_buf_c(out, "# Where this file comes from. Keep this text beside "
		      "it.\nprovenance: 1\n");
	add_field(out, "file", p->file);
	add_field(out, "title", p->title);
	add_field(out, "producer", p->producer);
	add_field(out, "licence", p->licence);
	add_field(out, "asked", p->asked);
	for (size_t i = 0; i < p->n_redirects; i++)
		add_field(out, "redirect", p->redirect[i]);
	add_field(out, "address", p->address);
	add_field(out, "date", p->date);
	if (p->status > 0)
		dp_buf_format(out, "status: %" PRId64 "\n", p->status);
	add_field(out, "etag", p->etag);
	add_field(out, "last-modified", p->last_modified);
	add_field(out, "content-type", p->content_type);
	add_field(out, "archive", p->archive);
	add_field(out, "archive-sha256", p->archive_sha256);
	add_field(out, "member", p->member);
	if (p->sha256.n) {
		dp_buf_format(out, "bytes: %" PRIu64 "\n", p->bytes);
		add_field(out, "sha256", p->sha256);
	}
	add_field(out, "command", p->command);
	add_field(out, "version", p->version);
	for (size_t i = 0; i < p->n_activities; i++)
		add_activity(out, &p->activity[i]);
}

int
dp_provenance_write(struct dp_provenance *p, const char *file,
		    struct dp_err *err)
{
	struct dp_buf out = { 0 };
	char hex[DP_SHA256_HEX], *path;
	int status;

	if (dp_sha256_file(file, hex, &p->bytes, err) != 0)
		return -1;
	p->sha256 = dp_keep(&p->text, dp_str_c(hex));
	p->file = dp_keep(&p->text, dp_str_c(dp_path_base(file)));
	dp_provenance_render(p, &out);
	path = dp_provenance_path(file);
	status = dp_write_file(path, out.p, out.n, err);
	free(path);
	dp_buf_done(&out);
	return status;
}

void
dp_provenance_done(struct dp_provenance *p)
{
	for (size_t i = 0; i < p->n_activities; i++) {
		free(p->activity[i].input);
		free(p->activity[i].step);
	}
	free(p->activity);
	free(p->redirect);
	dp_arena_done(&p->text);
	memset(p, 0, sizeof *p);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The story of a file, told from its sidecar: where it came from, what was
 * done since, and whether it is still what it was.
 */
#include <dpipe/get.h>

#include <stdlib.h>

#include "base/i18n.h"

static void
add_origin(const struct dp_provenance *p, struct dp_result *r)
{
	struct dp_part *f = dp_result_part(r, DP_PART_FACTS, "origin", NULL);

	dp_fact_told(f, "file", _("file"), p->file);
	dp_fact_told(f, "title", _("title"), p->title);
	dp_fact_told(f, "producer", _("producer"), p->producer);
	dp_fact_told(f, "licence", _("licence"), p->licence);
	dp_fact_told(f, "asked", _("asked for"), p->asked);
	dp_fact_told(f, "address", _("came from"), p->address);
	dp_fact_told(f, "date", _("date"), p->date);
	if (p->status > 0)
		dp_fact_int(f, "status", _("HTTP status"), p->status);
	dp_fact_told(f, "last_modified", _("last modified"), p->last_modified);
	dp_fact_told(f, "etag", _("version mark (ETag)"), p->etag);
	dp_fact_told(f, "content_type", _("said to be"), p->content_type);
	dp_fact_told(f, "archive", _("archive"), p->archive);
	dp_fact_told(f, "member", _("name in the archive"), p->member);
	if (p->sha256.n)
		dp_fact_int(f, "bytes", _("bytes"), (int64_t)p->bytes);
	dp_fact_told(f, "sha256", _("SHA-256"), p->sha256);
	dp_fact_told(f, "command", _("command"), p->command);
	dp_fact_told(f, "version", _("dpipe version"), p->version);
}

/* The day of an ISO date. */
static dp_str
day(dp_str date)
{
	return dp_str_cut(&date, 'T');
}

static void
add_story(const struct dp_provenance *p, struct dp_result *r)
{
	if (p->address.n && p->n_redirects > 0)
		dp_result_note(
			r, "story",
			P_("Got on %.*s from %.*s, after %zu redirection.",
			   "Got on %.*s from %.*s, after %zu redirections.",
			   p->n_redirects),
			DP_FMT(day(p->date)), DP_FMT(p->address),
			p->n_redirects);
	else if (p->address.n)
		dp_result_note(r, "story", _("Got on %.*s from %.*s."),
			       DP_FMT(day(p->date)), DP_FMT(p->address));
	if (p->member.n)
		dp_result_note(
			r, "unpacked",
			_("Unpacked from %.*s, where it is called %.*s."),
			DP_FMT(p->archive), DP_FMT(p->member));
	if (!p->licence.n)
		dp_result_note(
			r, "no_licence",
			_("No licence is recorded: ask before you publish "
			  "anything made from it."));
}

static void
set_count(struct dp_frame *f, struct dp_value *v, int64_t n)
{
	if (n >= 0)
		dp_set_int(f, v, n);
}

static void
add_steps(const struct dp_activity *a, const char *key, struct dp_result *r)
{
	struct dp_part *part;
	struct dp_frame *f;

	if (a->n_steps == 0)
		return;
	part = dp_result_part(r, DP_PART_FRAME, key, NULL);
	f = &part->frame;
	dp_frame_column(f, "step", _("step"), NULL, false);
	dp_frame_column(f, "in_rows", _("rows in"), NULL, true);
	dp_frame_column(f, "out_rows", _("rows out"), NULL, true);
	dp_frame_column(f, "dropped_rows", _("rows dropped"), NULL, true);
	dp_frame_column(f, "changed_cells", _("cells changed"), NULL, true);
	for (size_t i = 0; i < a->n_steps; i++) {
		const struct dp_provenance_step *s = &a->step[i];
		struct dp_value *v = dp_frame_row(f);

		dp_set_text(f, v++, s->line);
		set_count(f, v++, s->in_rows);
		set_count(f, v++, s->out_rows);
		set_count(f, v++, s->dropped_rows);
		set_count(f, v, s->changed_cells);
	}
}

static void
add_activity(const struct dp_activity *a, size_t number, struct dp_result *r)
{
	struct dp_buf inputs = { 0 };
	char key[48];

	for (size_t i = 0; i < a->n_inputs; i++) {
		dp_buf_c(&inputs, i ? ", " : "");
		dp_buf_str(&inputs, a->input[i].path);
	}
	(void)snprintf(key, sizeof key, "activity_%zu", number);
	if (a->in_rows >= 0 && a->out_rows >= 0)
		dp_result_note(
			r, key,
			_("Then %.*s, on %.*s, from %.*s: %lld rows in, %lld "
			  "out."),
			DP_FMT(a->name), DP_FMT(day(a->date)),
			DP_FMT(dp_buf_view(&inputs)), (long long)a->in_rows,
			(long long)a->out_rows);
	else
		dp_result_note(r, key, _("Then %.*s, on %.*s, from %.*s."),
			       DP_FMT(a->name), DP_FMT(day(a->date)),
			       DP_FMT(dp_buf_view(&inputs)));
	(void)snprintf(key, sizeof key, "activity_%zu_steps", number);
	add_steps(a, key, r);
	dp_buf_done(&inputs);
}

/* Is the file still what the sidecar tells of? */
static void
add_check(const struct dp_provenance *p, const char *path, struct dp_result *r)
{
	struct dp_err why = { 0 };
	char hex[DP_SHA256_HEX];

	if (!p->sha256.n)
		return;
	if (dp_sha256_file(path, hex, NULL, &why) != 0) {
		dp_result_note(r, "gone",
			       _("The file itself cannot be read "
				 "now: %s"),
			       why.msg);
		r->doubtful = true;
	} else if (!dp_str_is(p->sha256, hex)) {
		dp_result_note(
			r, "changed",
			_("Careful: the file has been changed since (its "
			  "SHA-256 is now %s). This story is no longer the "
			  "story of these bytes."),
			hex);
		r->doubtful = true;
	} else {
		dp_result_note(
			r, "unchanged",
			_("The file is unchanged since: its SHA-256 is the "
			  "same."));
	}
}

int
dp_get_why(const char *file, struct dp_result *r, struct dp_err *err)
{
	size_t n = strlen(file), n_suffix = strlen(DP_PROVENANCE_SUFFIX);
	struct dp_provenance p = { 0 };
	char *path;
	int status = dp_provenance_read(&p, file, err);

	if (n > n_suffix &&
	    strcmp(file + n - n_suffix, DP_PROVENANCE_SUFFIX) == 0)
		n -= n_suffix;
	path = dp_strdup((dp_str){ file, n });
	if (status == 0) {
		add_origin(&p, r);
		add_story(&p, r);
		for (size_t i = 0; i < p.n_activities; i++)
			add_activity(&p.activity[i], i + 1, r);
		add_check(&p, path, r);
	}
	free(path);
	dp_provenance_done(&p);
	return status;
}

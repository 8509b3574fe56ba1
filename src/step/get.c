/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * get: bring data here, with the proof of where they came from. Finds out
 * what is meant (a file, an address, an id of the catalogue), has it brought
 * by the source layer, and says what came of it. The story of a file already
 * here is told by why.c.
 */
#include <dpipe/get.h>

#include <stdlib.h>
#include <sys/stat.h>

#include "base/i18n.h"

static bool
is_file(const char *path)
{
	struct stat st;

	return strcmp(path, "-") == 0 ||
	       (stat(path, &st) == 0 && !S_ISDIR(st.st_mode));
}

/* The address of a link: what stands behind it is a remark. */
static dp_str
address_of(dp_str link)
{
	return dp_str_cut(&link, ' ');
}

/*
 * Points Q at the data of the catalogue's dataset. Texts are kept in A.
 * Returns 1 when G->what is an id, 0 when it is not, -1.
 */
static int
from_catalogue(const struct dp_get *g, struct dp_acquire *q, struct dp_arena *a,
	       struct dp_err *err)
{
	const struct dp_dataset *d;
	char *path;

	d = dp_catalogue_get(g->catalogue, dp_str_c(g->what));
	if (!d)
		return 0;
	if (!q->title)
		q->title = dp_keep_c(a, dp_said(&d->title));
	if (!q->licence && dp_said(&d->licence).n)
		q->licence = dp_keep_c(a, dp_said(&d->licence));
	q->producer = dp_keep_c(a, dp_said(&d->producer));
	q->asked = g->what;
	if (d->file.n && g->data_folder) {
		path = dp_path_join(g->data_folder, dp_keep_c(a, d->file));
		q->what = dp_keep_c(a, dp_str_c(path));
		free(path);
		path = dp_format("dpipe:%.*s", DP_FMT(d->file));
		q->address = dp_keep_c(a, dp_str_c(path));
		free(path);
		return 1;
	}
	if (d->link.n) {
		q->what = dp_keep_c(a, address_of(d->link));
		return 1;
	}
	return dp_fail(
		err, DP_ENOTFOUND,
		_("the sheet %s tells of no file and no address: read it with "
		  "dpipe find show %s, and ask the producer for the data."),
		g->what, g->what);
}

static int
find_out(const struct dp_get *g, struct dp_acquire *q, struct dp_arena *a,
	 struct dp_err *err)
{
	struct dp_err unknown = { 0 };
	int status = 0;

	if (strcmp(g->what, "-") == 0 && !g->name)
		return dp_fail(err, DP_EUSAGE,
			       _("standard input has no name; say under which "
				 "one to keep it: --name=FILE.csv"));
	if (dp_source_is_url(g->what) || is_file(g->what))
		return 0;
	if (g->catalogue)
		status = from_catalogue(g, q, a, err);
	if (status != 0)
		return status < 0 ? -1 : 0;
	if (dp_exists(g->what) || !g->catalogue || strchr(g->what, '/') ||
	    strchr(g->what, '.'))
		return 0; /* the source layer says what is wrong with it */
	(void)dp_catalogue_need(g->catalogue, dp_str_c(g->what), &unknown);
	return dp_fail(err, DP_ENOTFOUND, _("there is no file %s, and %s"),
		       g->what, unknown.msg);
}

/* ---- what came of it -------------------------------------------------- */

static void
add_files(const struct dp_acquired *a, struct dp_result *r)
{
	struct dp_part *part = dp_result_part(r, DP_PART_FRAME, "files", NULL);
	struct dp_frame *f = &part->frame;

	dp_frame_column(f, "file", _("file"), NULL, false);
	dp_frame_column(f, "bytes", _("bytes"), NULL, true);
	dp_frame_column(f, "sha256", _("SHA-256"), NULL, false);
	if (a->n > 1)
		dp_frame_column(f, "member", _("name in the archive"), NULL,
				false);
	for (size_t i = 0; i < a->n; i++) {
		const struct dp_acquired_file *file = &a->file[i];
		struct dp_value *v = dp_frame_row(f);

		dp_set_text(f, v++, dp_str_c(file->path));
		dp_set_int(f, v++, (int64_t)file->bytes);
		dp_set_text(f, v++, dp_str_c(file->sha256));
		if (file->member)
			dp_set_text(f, v, dp_str_c(file->member));
	}
}

static void
add_source(const struct dp_provenance *p, struct dp_result *r)
{
	struct dp_part *f = dp_result_part(r, DP_PART_FACTS, "source", NULL);

	dp_fact_told(f, "asked", _("asked for"), p->asked);
	dp_fact_told(f, "address", _("came from"), p->address);
	dp_fact_told(f, "date", _("date"), p->date);
	if (p->status > 0)
		dp_fact_int(f, "status", _("HTTP status"), p->status);
	dp_fact_told(f, "last_modified", _("last modified"), p->last_modified);
	dp_fact_told(f, "content_type", _("said to be"), p->content_type);
	dp_fact_told(f, "title", _("title"), p->title);
	dp_fact_told(f, "producer", _("producer"), p->producer);
	dp_fact_told(f, "licence", _("licence"), p->licence);
}

static void
add_doubts(const struct dp_acquired *a, struct dp_result *r)
{
	dp_str type = a->origin.content_type;

	if (a->empty)
		dp_result_note(
			r, "empty",
			_("Careful: the file is empty. Check the address, or "
			  "try again later."));
	if (a->html)
		dp_result_note(
			r, "html",
			_("Careful: this is a web page, not a table. Servers "
			  "give one in place of the file when it has moved "
			  "or asks for a visit first. Open the address in a "
			  "browser and look for the address of the file."));
	else if (dp_str_starts(type, "text/html"))
		dp_result_note(
			r, "type",
			_("The server calls this a web page, but its content "
			  "does not look like one."));
	if (a->downgraded)
		dp_result_note(
			r, "downgraded",
			_("Careful: the address was redirected from https to "
			  "http; anyone on the way could have changed the "
			  "file. Compare its SHA-256 with the producer's."));
	r->doubtful = r->doubtful || a->empty || a->html || a->downgraded;
}

static void
add_put_aside(const struct dp_acquired *a, struct dp_result *r)
{
	for (size_t i = 0; i < a->n_aside; i++) {
		char *key = dp_format("aside_%zu", i + 1);

		dp_result_note(
			r, key,
			_("%s had been altered: those bytes are in %s now. "
			  "Look at what was changed; then give them a story of "
			  "their own (dpipe get on that file), or take them "
			  "out of the raw files."),
			a->aside[i].path, a->aside[i].kept);
		free(key);
	}
}

/* Sets *OLD to NEW, kept in P; true when that is something else. */
static bool
tell(struct dp_provenance *p, dp_str *old, const char *new)
{
	if (!new || dp_str_is(*old, new))
		return false;
	*old = dp_keep(&p->text, dp_str_c(new));
	return true;
}

/*
 * What somebody says of files that were here already goes into their
 * stories. Returns whether there was anything, or -1.
 */
static int
complete_stories(const struct dp_get *g, struct dp_acquired *a,
		 struct dp_err *err)
{
	int told = 0;

	for (size_t i = 0; i < a->n; i++) {
		struct dp_provenance p = { 0 };
		int status = dp_provenance_read(&p, a->file[i].path, err);
		bool new = status == 0 && tell(&p, &p.licence, g->licence);

		new = (status == 0 && tell(&p, &p.title, g->title)) || new;
		if (new)
			status = dp_provenance_write(&p, a->file[i].path, err);
		dp_provenance_done(&p);
		if (status != 0)
			return -1;
		told = told || new;
	}
	(void)tell(&a->origin, &a->origin.licence, g->licence);
	(void)tell(&a->origin, &a->origin.title, g->title);
	return told;
}

/* What became of the file, or the first of the files. */
static void
add_kept(const struct dp_acquired *a, bool told, struct dp_result *r)
{
	const char *path = a->file[0].path;

	if (a->same && told)
		dp_result_note(
			r, "told",
			_("%s is here already, byte for byte (same SHA-256); "
			  "what you say of it stands in its provenance now."),
			path);
	else if (a->same)
		dp_result_note(
			r, "same",
			_("%s is here already, byte for byte (same SHA-256): "
			  "nothing was changed."),
			path);
	else
		dp_result_note(
			r, "kept",
			_("%s is kept as it came, read-only; its story is in "
			  "%s%s."),
			path, path, DP_PROVENANCE_SUFFIX);
}

static void
add_notes(const struct dp_acquired *a, bool told, struct dp_result *r)
{
	const struct dp_provenance *p = &a->origin;

	add_kept(a, told, r);
	add_put_aside(a, r);
	if (a->taken)
		dp_result_note(
			r, "taken",
			_("The name was taken by a file with another content, "
			  "perhaps an older version; both are kept."));
	if (p->n_redirects > 0)
		dp_result_note(r, "redirected",
			       P_("The server redirected %zu time, to %.*s.",
				  "The server redirected %zu times, to %.*s.",
				  p->n_redirects),
			       p->n_redirects, DP_FMT(p->address));
	if (a->n > 1)
		dp_result_note(
			r, "unpacked",
			P_("%zu file was unpacked; the archive is kept as "
			   "proof.",
			   "%zu files were unpacked; the archive is "
			   "kept as proof.",
			   a->n - 1),
			a->n - 1);
	if (a->n_skipped > 0)
		dp_result_note(
			r, "skipped",
			P_("%zu member was left in the archive: macOS put it "
			   "there.",
			   "%zu members were left in the archive: "
			   "macOS put them there.",
			   a->n_skipped),
			a->n_skipped);
	add_doubts(a, r);
	if (!p->licence.n)
		dp_result_note(
			r, "no_licence",
			_("No licence was seen. Look for it at the source and "
			  "get the file again with --licence, or ask the "
			  "producer, before you publish anything made from "
			  "it."));
	if (!r->doubtful && a->n <= 2 && a->kind != DP_ARCHIVE_TAR)
		dp_result_note(r, "next", _("Next: dpipe verify %s"),
			       a->file[a->n - 1].path);
}

int
dp_get(const struct dp_get *g, struct dp_result *r, struct dp_err *err)
{
	struct dp_acquire q = { .what = g->what,
				.name = g->name,
				.into = g->into ? g->into : "raw",
				.title = g->title,
				.licence = g->licence,
				.restore = g->restore,
				.command = g->command,
				.http = g->http };
	struct dp_acquired a = { 0 };
	struct dp_arena text = { 0 };
	int status = find_out(g, &q, &text, err), told = 0;

	if (status == 0)
		status = dp_source_acquire(&q, &a, err);
	if (status == 0 && (told = complete_stories(g, &a, err)) < 0)
		status = -1;
	if (status == 0) {
		add_files(&a, r);
		add_source(&a.origin, r);
		add_notes(&a, told > 0, r);
	}
	dp_acquired_done(&a);
	dp_arena_done(&text);
	return status;
}

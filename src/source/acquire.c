/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Getting one file: fetched or copied into a hidden working folder, hashed,
 * unpacked, and only then brought down among the raw files with its story.
 * Whatever goes wrong, the working folder goes away and nothing else is left.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "source/inner.h"

#define COPY_BYTES (128u << 10)
#define HEAD_BYTES 1024

/* One acquisition under way. */
struct job {
	const struct dp_acquire *q;
	struct dp_acquired *out;
	char *work;     /* the working folder */
	char *fetched;  /* the bytes as they came, in it */
	char *unpacked; /* folder of members, in it */
	char *name;     /* to keep them under */
	char hex[DP_SHA256_HEX];
	struct dp_outfile file;
	unsigned char head[HEAD_BYTES];
	size_t n_head;
	struct dp_http_answer answer;
	struct dp_members members;
	char **made; /* what to take away after a failure */
	size_t n_made, cap_made;
};

static int
on_bytes(void *self, const void *p, size_t n_bytes, struct dp_err *err)
{
	struct job *j = self;
	size_t n = HEAD_BYTES - j->n_head;

	if (n > n_bytes)
		n = n_bytes;
	memcpy(j->head + j->n_head, p, n);
	j->n_head += n;
	return dp_outfile_write(&j->file, p, n_bytes, err);
}

static int
copy_file(struct job *j, struct dp_err *err)
{
	int fd = dp_open_read(j->q->what, err);
	char *block, date[32];
	struct stat st;
	struct tm tm;
	int status = 0;
	ssize_t n;

	if (fd < 0)
		return -1;
	if (!j->q->address && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    gmtime_r(&st.st_mtime, &tm) &&
	    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &tm) > 0)
		j->answer.last_modified = dp_keep(&j->answer.text,
						  dp_str_c(date));
	block = dp_alloc(COPY_BYTES);
	while (status == 0 && (n = read(fd, block, COPY_BYTES)) != 0) {
		if (dp_cancelled())
			status = dp_fail(err, DP_ECANCEL, _("stopped."));
		else if (n < 0)
			status = dp_fail_errno(err, _("%s cannot be read"),
					       j->q->what);
		else
			status = on_bytes(j, block, (size_t)n, err);
	}
	free(block);
	(void)close(fd);
	return status;
}

static int
fetch(struct job *j, struct dp_err *err)
{
	int status;

	if (dp_outfile_open(&j->file, j->fetched, err) != 0)
		return -1;
	if (dp_source_is_url(j->q->what))
		status = dp_http_get(j->q->what, &j->q->http, on_bytes, j,
				     &j->answer, err);
	else
		status = copy_file(j, err);
	if (status != 0) {
		dp_outfile_abort(&j->file);
		return -1;
	}
	j->out->empty = j->file.bytes == 0;
	return dp_outfile_commit(&j->file, err);
}

/* The name to keep the file under. */
static void
choose_name(struct job *j)
{
	const struct dp_acquire *q = j->q;
	bool gzip = j->out->kind == DP_ARCHIVE_GZIP;
	struct dp_buf name = { 0 };
	bool url = dp_source_is_url(q->what);
	dp_str type = j->answer.content_type;

	if (q->name && j->out->kind == DP_ARCHIVE_NONE)
		dp_source_name(dp_str_c(q->name), false, type, &name);
	else if (j->answer.file_name.n)
		dp_source_name(j->answer.file_name, false, type, &name);
	else if (url)
		dp_source_name(j->answer.address, true, type, &name);
	else
		dp_source_name(dp_str_c(q->what), false, type, &name);
	if (gzip && (name.n < 3 || memcmp(name.p + name.n - 3, ".gz", 3) != 0))
		dp_buf_c(&name, ".gz");
	j->name = dp_buf_take(&name);
}

/* NAME without .gz, .zip, .tar, .tgz at its end. A new C string. */
static char *
without_ending(const char *name)
{
	static const char *const ending[] = { ".gz", ".tgz", ".zip", ".tar",
					      NULL };
	dp_str s = dp_str_c(name);

	for (int twice = 0; twice < 2; twice++)
		for (const char *const *e = ending; *e; e++) {
			size_t n = strlen(*e);

			if (s.n > n && memcmp(s.p + s.n - n, *e, n) == 0)
				s.n -= n;
		}
	return dp_strdup(s);
}

static int
unpack(struct job *j, struct dp_err *err)
{
	char *inner;
	int status;

	if (j->out->kind == DP_ARCHIVE_NONE)
		return 0;
	j->unpacked = dp_path_join(j->work, "members");
	inner = without_ending(j->name);
	status = dp_make_folders(j->unpacked, err);
	if (status == 0)
		status = dp_archive_unpack(j->fetched, j->out->kind, inner,
					   j->unpacked, &j->q->limits,
					   &j->members, err);
	j->out->n_skipped = j->members.n_skipped;
	free(inner);
	return status;
}

/* What was asked for, and what was answered. */
static void
tell_request(struct job *j)
{
	const struct dp_acquire *q = j->q;
	const struct dp_http_answer *a = &j->answer;
	struct dp_provenance *p = &j->out->origin;
	char date[DP_PROVENANCE_DATE_BYTES];
	const char *address = q->address ? q->address : q->what;

	dp_provenance_date(date);
	p->asked = dp_keep(&p->text, dp_str_c(q->asked ? q->asked : q->what));
	p->address = dp_keep(&p->text, q->address || !a->address.n ?
					       dp_str_c(address) :
					       a->address);
	p->date = dp_keep(&p->text, dp_str_c(date));
	p->status = a->status;
	p->etag = dp_keep(&p->text, a->etag);
	p->last_modified = dp_keep(&p->text, a->last_modified);
	p->content_type = dp_keep(&p->text, a->content_type);
	p->n_redirects = 0;
	for (size_t i = 0; i < a->n_redirects; i++)
		dp_provenance_redirect(p, a->redirect[i]);
	j->out->downgraded = a->downgraded;
}

/* What is known of the bytes as they came. */
static void
tell_origin(struct job *j)
{
	const struct dp_acquire *q = j->q;
	struct dp_provenance *p = &j->out->origin;

	tell_request(j);
	p->title = dp_keep(&p->text, dp_str_c(q->title));
	p->producer = dp_keep(&p->text, dp_str_c(q->producer));
	p->licence = dp_keep(&p->text, q->licence ? dp_str_c(q->licence) :
						    j->answer.licence);
	p->command = dp_keep(&p->text, dp_str_c(q->command));
	p->version = dp_keep(&p->text, dp_str_c(dpi_version()));
}

/*
 * The story of what is known already is that of the first time; what is told
 * of it is the request of now, where that was another.
 */
static int
tell_known(struct job *j, struct dp_err *err)
{
	const char *asked = j->q->asked ? j->q->asked : j->q->what;
	struct dp_acquired *out = j->out;

	if (dp_provenance_read(&out->origin, out->file[0].path, err) != 0)
		return -1;
	if (!dp_str_is(out->origin.asked, asked))
		tell_request(j);
	return 0;
}

static void
remember_made(struct job *j, const char *path)
{
	dp_grow(&j->made, &j->cap_made, j->n_made, sizeof *j->made);
	j->made[j->n_made++] = dp_strdup(dp_str_c(path));
}

/* The sidecar of PATH, which MEMBER of the archive became (or NULL). */
static int
tell(struct job *j, const char *path, const char *member, struct dp_err *err)
{
	struct dp_provenance *p = &j->out->origin;
	dp_str archive = { NULL, 0 }, hex = archive, name = archive;
	char *sidecar = dp_provenance_path(path);

	if (!dp_exists(sidecar))
		remember_made(j, sidecar);
	free(sidecar);
	if (member) {
		archive = dp_str_c(dp_path_base(j->out->file[0].path));
		hex = dp_str_c(j->hex);
		name = dp_str_c(member);
	}
	p->archive = dp_keep(&p->text, archive);
	p->archive_sha256 = dp_keep(&p->text, hex);
	p->member = dp_keep(&p->text, name);
	if (dp_provenance_write(p, path, err) != 0)
		return -1;
	return dpi_acquired_add(j->out, path, member, err);
}

/* Brings one file down under NAME. */
static int
land(struct job *j, const char *temporary, const char *name, bool forced,
     const char *member, struct dp_err *err)
{
	bool made = false;
	char *path = NULL;
	int status = dpi_land_file(j->q, temporary, name, forced, &path, &made,
				   j->out, err);

	if (status == 0 && made)
		remember_made(j, path);
	if (status == 0)
		status = tell(j, path, member, err);
	free(path);
	return status;
}

static int
land_one_member(struct job *j, struct dp_err *err)
{
	const struct dp_member *m = &j->members.at[0];
	char *temporary = dp_path_join(j->unpacked, m->path);
	struct dp_buf name = { 0 };
	char *chosen;
	int status;

	dp_source_name(dp_str_c(j->q->name ? j->q->name : m->path), false,
		       (dp_str){ NULL, 0 }, &name);
	chosen = dp_buf_take(&name);
	status = land(j, temporary, chosen, j->q->name != NULL, m->name, err);
	free(chosen);
	free(temporary);
	return status;
}

static int
land_many_members(struct job *j, struct dp_err *err)
{
	char *name = without_ending(j->q->name ? j->q->name : j->name);
	char *folder = NULL;
	int status = dpi_land_folder(j->unpacked, j->q->into,
				     dp_path_base(name), j->q->name != NULL,
				     &folder, &j->out->taken, err);

	if (status == 0)
		remember_made(j, folder);
	for (size_t i = 0; status == 0 && i < j->members.n; i++) {
		const struct dp_member *m = &j->members.at[i];
		char *path = dp_path_join(folder, m->path);

		(void)chmod(path, 0444);
		status = tell(j, path, m->name, err);
		free(path);
	}
	free(folder);
	free(name);
	return status;
}

static int
land_all(struct job *j, struct dp_err *err)
{
	bool whole = j->out->kind == DP_ARCHIVE_NONE;

	if (land(j, j->fetched, j->name, whole && j->q->name, NULL, err) != 0)
		return -1;
	if (j->members.n == 1)
		return land_one_member(j, err);
	return j->members.n > 1 ? land_many_members(j, err) : 0;
}

/* The file of the working folder that M was. */
static char *
source_of(const struct job *j, const struct dpi_missing_file *m)
{
	size_t i = 0;

	if (!m->member)
		return dp_strdup(dp_str_c(j->fetched));
	/* The one of a gzip is called after the archive, whatever it was. */
	while (j->members.n > 1 && i + 1 < j->members.n &&
	       strcmp(j->members.at[i].name, m->member) != 0)
		i++;
	return j->members.n > 0 ?
		       dp_path_join(j->unpacked, j->members.at[i].path) :
		       dp_strdup(DP_S(""));
}

/* What is gone of a known file comes back in its place; its story is there. */
static int
bring_back(struct job *j, const struct dpi_missing *missing, struct dp_err *err)
{
	int status;

	choose_name(j);
	status = unpack(j, err);
	for (size_t i = 0; status == 0 && i < missing->n; i++) {
		const struct dpi_missing_file *m = &missing->at[i];
		char *from = source_of(j, m);

		status = dp_make_folder_of(m->path, err);
		if (status == 0 && dpi_land_at(from, m->path) != 0)
			status = dp_fail_errno(err, _("%s cannot be written"),
					       m->path);
		if (status == 0) {
			remember_made(j, m->path);
			status = dpi_acquired_add(j->out, m->path, m->member,
						  err);
		}
		free(from);
	}
	dpi_acquired_sort(j->out);
	return status;
}

/* What is in the working folder becomes raw files, or is known already. */
static int
settle_files(struct job *j, struct dp_err *err)
{
	struct dp_acquired *out = j->out;
	struct dpi_missing missing = { 0 };
	int status;

	if (dp_sha256_file(j->fetched, j->hex, NULL, err) != 0 ||
	    dp_archive_kind(j->fetched, &out->kind, err) != 0)
		return -1;
	out->html = dp_source_is_html(j->head, j->n_head);
	status = dpi_land_find(j->q, j->hex, out, &missing, err);
	if (status > 0) {
		out->same = missing.n == 0;
		status = out->same ? 0 : bring_back(j, &missing, err);
		if (status == 0)
			status = tell_known(j, err);
	} else if (status == 0) {
		choose_name(j);
		status = unpack(j, err);
		if (status == 0) {
			tell_origin(j);
			status = land_all(j, err);
		}
	}
	dpi_missing_done(&missing);
	return status;
}

/* The same; after a failure all is as it was. */
static int
settle(struct job *j, struct dp_err *err)
{
	int status = settle_files(j, err);

	while (status != 0 && j->n_made > 0) {
		dp_remove_tree(j->made[--j->n_made]);
		free(j->made[j->n_made]);
	}
	if (status != 0)
		dpi_land_unclear(j->out);
	return status;
}

int
dp_source_acquire(const struct dp_acquire *q, struct dp_acquired *out,
		  struct dp_err *err)
{
	bool new_folder = !dp_exists(q->into);
	struct job j = { .q = q, .out = out };
	int status;

	if (dp_make_folders(q->into, err) != 0)
		return -1;
	j.work = dp_path_join(q->into, ".dpipe-XXXXXX");
	if (!mkdtemp(j.work)) {
		status = dp_fail_errno(err,
				       _("the folder %s cannot be "
					 "written to"),
				       q->into);
	} else {
		j.fetched = dp_path_join(j.work, "fetched");
		status = fetch(&j, err);
		if (status == 0)
			status = settle(&j, err);
		dp_remove_tree(j.work);
	}
	if (status != 0 && new_folder)
		(void)rmdir(q->into);
	dp_http_answer_done(&j.answer);
	dp_members_done(&j.members);
	while (j.n_made > 0)
		free(j.made[--j.n_made]);
	free(j.made);
	free(j.name);
	free(j.unpacked);
	free(j.fetched);
	free(j.work);
	return status;
}

void
dpi_acquired_forget(struct dp_acquired *a)
{
	for (size_t i = 0; i < a->n; i++) {
		free(a->file[i].path);
		free(a->file[i].member);
	}
	free(a->file);
	a->file = NULL;
	a->n = a->cap = 0;
}

void
dp_acquired_done(struct dp_acquired *a)
{
	dpi_acquired_forget(a);
	for (size_t i = 0; i < a->n_aside; i++) {
		free(a->aside[i].path);
		free(a->aside[i].kept);
	}
	free(a->aside);
	dp_provenance_done(&a->origin);
	memset(a, 0, sizeof *a);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Archives, by libarchive, unpacked into a folder: zip, tar and a single
 * gzipped file. Other formats are left out on purpose: asked for all
 * of them, libarchive takes a gzipped table for a list of files. Every name
 * is checked before the first byte is written. Where files end up is land.c.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "source/archive_api.h"
#include "source/inner.h"

#define DPI_LAZY_API struct archive_api
static const struct dpi_lazy wanted[] = { ARCHIVE_FUNCTIONS(DPI_LAZY_ROW) };
static const struct dpi_library library = {
	.name = "archive",
	.abi = "13",
	.package = "libarchive13",
	.wanted = wanted,
	.n = sizeof wanted / sizeof *wanted,
};

#define HEAD_BYTES 512
#define DEPTH_MAX 32

struct unpacker {
	struct archive_api api;
	const char *path, *folder, *name;
	enum dp_archive_kind kind;
	struct dp_unpack_limits limit;
	struct archive *a;
	uint64_t packed_bytes, done_bytes;
	bool empty; /* a gzip of nothing: there is no entry to read */
	struct dp_members *out;
};

int
dpi_archive_api(struct archive_api *api, struct dp_err *err)
{
	return dpi_lazy_open(&library, api, err);
}

static struct archive *
open_archive(const struct archive_api *api, const char *path,
	     enum dp_archive_kind kind)
{
	struct archive *a = api->archive_read_new();

	if (!a)
		return NULL;
	/* By its directory, at its end: without, a cut zip would look whole. */
	if (kind == DP_ARCHIVE_ZIP)
		(void)api->archive_read_support_format_zip_seekable(a);
	if (kind == DP_ARCHIVE_TAR)
		(void)api->archive_read_support_format_tar(a);
	if (kind == DP_ARCHIVE_GZIP) {
		(void)api->archive_read_support_format_raw(a);
		(void)api->archive_read_support_format_empty(a);
	}
	if (kind != DP_ARCHIVE_ZIP)
		(void)api->archive_read_support_filter_gzip(a);
	if (api->archive_read_open_filename(a, path, 64 << 10) != ARCHIVE_OK) {
		(void)api->archive_read_free(a);
		return NULL;
	}
	return a;
}

/* A zip that people take for one file: its first entries tell. */
static bool
is_office(const struct archive_api *api, const char *path)
{
	struct archive *a = open_archive(api, path, DP_ARCHIVE_ZIP);
	struct archive_entry *e;
	bool found = false;

	for (int i = 0; a && i < 4 && !found; i++) {
		const char *name;

		if (api->archive_read_next_header(a, &e) < ARCHIVE_WARN)
			break;
		name = api->archive_entry_pathname(e);
		found = name && (strcmp(name, "mimetype") == 0 ||
				 strcmp(name, "[Content_Types].xml") == 0 ||
				 strcmp(name, "_rels/.rels") == 0);
	}
	(void)api->archive_read_free(a);
	return found;
}

/* True when the bytes, unpacked if need be, start as a tar does. */
static bool
is_tar(const struct archive_api *api, const char *path)
{
	struct archive *a = open_archive(api, path, DP_ARCHIVE_TAR);
	struct archive_entry *e;
	int got = a ? api->archive_read_next_header(a, &e) : ARCHIVE_FATAL;

	(void)api->archive_read_free(a);
	/* ARCHIVE_EOF: nothing but zeros, which is no tar either. */
	return got == ARCHIVE_OK || got == ARCHIVE_WARN;
}

int
dp_archive_kind(const char *path, enum dp_archive_kind *out, struct dp_err *err)
{
	unsigned char head[HEAD_BYTES] = { 0 };
	struct archive_api api;
	int fd = dp_open_read(path, err);
	bool zip, gzip;
	ssize_t n;

	if (fd < 0)
		return -1;
	n = read(fd, head, sizeof head);
	if (n < 0)
		dp_fail_errno(err, _("%s cannot be read"), path);
	(void)close(fd);
	if (n < 0)
		return -1;
	*out = DP_ARCHIVE_NONE;
	zip = memcmp(head, "PK\003\004", 4) == 0 ||
	      memcmp(head, "PK\005\006", 4) == 0;
	gzip = memcmp(head, "\x1f\x8b", 2) == 0;
	if ((zip || gzip) && dpi_archive_api(&api, err) != 0)
		return -1;
	if (zip)
		*out = is_office(&api, path) ? DP_ARCHIVE_NONE : DP_ARCHIVE_ZIP;
	else if (gzip)
		*out = is_tar(&api, path) ? DP_ARCHIVE_TAR : DP_ARCHIVE_GZIP;
	else if (memcmp(head + 257, "ustar", 5) == 0)
		*out = DP_ARCHIVE_TAR;
	return 0;
}

static int
damaged(const struct unpacker *u, struct dp_err *err)
{
	return dp_fail(err, DP_EDATA,
		       _("%s is damaged or cut: it cannot be unpacked. Get it "
			 "again."),
		       dp_path_base(u->path));
}

static int
refused(const struct unpacker *u, const char *name, struct dp_err *err)
{
	return dp_fail(
		err, DP_EDATA,
		_("%s is refused: its member %s would be written outside the "
		  "folder. Nothing was kept."),
		dp_path_base(u->path), name);
}

char *
dpi_archive_name(const struct archive_api *api, struct archive_entry *e)
{
	const char *raw = api->archive_entry_pathname_utf8(e);
	char *name;

	if (!raw)
		raw = api->archive_entry_pathname(e);
	name = dp_strdup(dp_str_c(raw ? raw : ""));
	for (char *p = name; *p; p++)
		if (*p == '\\')
			*p = '/';
	return name;
}

bool
dpi_archive_is_clutter(const char *name)
{
	return strncmp(name, "__MACOSX/", 9) == 0 ||
	       strcmp(dp_path_base(name), ".DS_Store") == 0;
}

/* What the member E is called. The caller frees it. */
static char *
member_name(const struct unpacker *u, struct archive_entry *e)
{
	if (u->kind == DP_ARCHIVE_GZIP)
		return dp_strdup(dp_str_c(u->name));
	return dpi_archive_name(&u->api, e);
}

/*
 * Appends the path NAME may be written under, its parts made safe. Fails for
 * a name that leads out of the folder.
 */
static int
safe_path(const struct unpacker *u, const char *name, struct dp_buf *out,
	  struct dp_err *err)
{
	dp_str rest = dp_str_c(name);
	unsigned depth = 0;

	if (name[0] == '/' || (name[0] && name[1] == ':'))
		return refused(u, name, err);
	while (rest.p) {
		dp_str part = dp_str_cut(&rest, '/');

		if (dp_str_is(part, ".."))
			return refused(u, name, err);
		if (part.n == 0 || dp_str_is(part, "."))
			continue;
		if (++depth > DEPTH_MAX)
			return refused(u, name, err);
		if (out->n)
			dp_buf_char(out, '/');
		dp_source_name(part, false, (dp_str){ NULL, 0 }, out);
	}
	return out->n ? 0 : refused(u, name, err);
}

static int
check_entry(struct unpacker *u, struct archive_entry *e, const char *name,
	    struct dp_err *err)
{
	const struct archive_api *api = &u->api;
	struct dp_buf path = { 0 };
	int status;

	if (api->archive_entry_is_encrypted(e))
		return dp_fail(
			err, DP_EDATA,
			_("%s is locked by a password. Unpack it yourself, "
			  "then get what was inside."),
			dp_path_base(u->path));
	if (api->archive_entry_symlink(e) || api->archive_entry_hardlink(e) ||
	    (api->archive_entry_filetype(e) != AE_IFREG &&
	     api->archive_entry_filetype(e) != AE_IFDIR))
		return dp_fail(err, DP_EDATA,
			       _("%s is refused: its member %s is a link or a "
				 "device, not a file. Nothing was kept."),
			       dp_path_base(u->path), name);
	status = safe_path(u, name, &path, err);
	dp_buf_done(&path);
	return status;
}

static int
check_size(const struct unpacker *u, uint64_t bytes, struct dp_err *err)
{
	const struct dp_unpack_limits *l = &u->limit;

	if (bytes > l->max_bytes)
		return dp_fail(
			err, DP_ELIMIT,
			_("%s holds more than %llu MB unpacked, the most that "
			  "is unpacked here. Nothing was kept."),
			dp_path_base(u->path),
			(unsigned long long)(l->max_bytes >> 20));
	if (bytes > l->free_bytes && bytes / l->max_ratio > u->packed_bytes)
		return dp_fail(
			err, DP_ELIMIT,
			_("%s unpacks to more than %u times its size: it was "
			  "probably made to fill the disk. Nothing was "
			  "kept."),
			dp_path_base(u->path), l->max_ratio);
	return 0;
}

static int
write_member(struct unpacker *u, const char *path, struct dp_err *err)
{
	const struct archive_api *api = &u->api;
	struct dp_outfile f;
	const void *p;
	size_t n;
	la_int64_t at;
	int64_t wrote = 0;
	int got, status = 0;

	if (dp_outfile_open(&f, path, err) != 0)
		return -1;
	while (status == 0 && !u->empty &&
	       (got = api->archive_read_data_block(u->a, &p, &n, &at)) !=
		       ARCHIVE_EOF) {
		if (got < ARCHIVE_WARN || at != wrote)
			status = damaged(u, err);
		else if (dp_cancelled())
			status = dp_fail(err, DP_ECANCEL, _("stopped."));
		else
			status = check_size(u, u->done_bytes += n, err);
		if (status == 0)
			status = dp_outfile_write(&f, p, n, err);
		wrote += (int64_t)n;
	}
	if (status == 0)
		return dp_outfile_commit(&f, err);
	dp_outfile_abort(&f);
	return -1;
}

/* RELATIVE with -2, -3 … before its extension until it is free. */
static int
free_name(const struct unpacker *u, struct dp_buf *relative, struct dp_err *err)
{
	char *base = dp_buf_take(relative);
	int status = 0;

	for (unsigned i = 1;; i++) {
		char *path;
		bool taken;

		relative->n = 0;
		dpi_numbered_name(base, i, relative);
		dp_buf_char(relative, '\0');
		relative->n--;
		path = dp_path_join(u->folder, relative->p);
		taken = dp_exists(path);
		free(path);
		if (!taken)
			break;
		if (i > 99) {
			status = damaged(u, err);
			break;
		}
	}
	free(base);
	return status;
}

static int
take_entry(struct unpacker *u, const char *name, struct dp_err *err)
{
	struct dp_buf relative = { 0 };
	struct dp_member *m;
	char *path, *folder;
	int status;

	if (safe_path(u, name, &relative, err) != 0 ||
	    free_name(u, &relative, err) != 0) {
		dp_buf_done(&relative);
		return -1;
	}
	path = dp_path_join(u->folder, relative.p);
	folder = dp_strdup((dp_str){ path,
				     (size_t)(dp_path_base(path) - path - 1) });
	status = dp_make_folders(folder, err);
	if (status == 0)
		status = write_member(u, path, err);
	if (status == 0) {
		dp_grow(&u->out->at, &u->out->cap, u->out->n,
			sizeof *u->out->at);
		m = &u->out->at[u->out->n++];
		m->name = dp_strdup(dp_str_c(name));
		m->path = dp_buf_take(&relative);
	}
	free(folder);
	free(path);
	dp_buf_done(&relative);
	return status;
}

/* Goes through the archive once: looking only, then writing. */
static int
go_through(struct unpacker *u, bool write, struct dp_err *err)
{
	const struct archive_api *api = &u->api;
	struct archive_entry *e;
	unsigned n_members = 0;
	uint64_t said_bytes = 0;
	int got, status = 0;

	u->a = open_archive(api, u->path, u->kind);
	if (!u->a)
		return damaged(u, err);
	while (status == 0 &&
	       (got = api->archive_read_next_header(u->a, &e)) != ARCHIVE_EOF) {
		char *name = NULL;

		if (dp_cancelled())
			status = dp_fail(err, DP_ECANCEL, _("stopped."));
		else if (got < ARCHIVE_WARN)
			status = damaged(u, err);
		else if (++n_members > u->limit.max_members)
			status = dp_fail(
				err, DP_ELIMIT,
				_("%s has more than %u members, the most that "
				  "are unpacked here. Nothing was kept."),
				dp_path_base(u->path), u->limit.max_members);
		if (status != 0)
			break;
		name = member_name(u, e);
		if (dpi_archive_is_clutter(name))
			u->out->n_skipped += !write;
		else if (!write)
			status = check_entry(u, e, name, err);
		else if (api->archive_entry_filetype(e) != AE_IFDIR)
			status = take_entry(u, name, err);
		if (status == 0 && !write && api->archive_entry_size_is_set(e))
			status =
				check_size(u,
					   said_bytes +=
					   (uint64_t)api->archive_entry_size(e),
					   err);
		free(name);
	}
	u->empty = u->kind == DP_ARCHIVE_GZIP && n_members == 0;
	if (status == 0 && write && u->empty)
		status = take_entry(u, u->name, err);
	(void)api->archive_read_free(u->a);
	return status;
}

static void
set_limits(struct unpacker *u, const struct dp_unpack_limits *l)
{
	if (l)
		u->limit = *l;
	if (!u->limit.max_bytes)
		u->limit.max_bytes = DP_UNPACK_MAX_BYTES;
	if (!u->limit.free_bytes)
		u->limit.free_bytes = DP_UNPACK_FREE_BYTES;
	if (!u->limit.max_members)
		u->limit.max_members = DP_UNPACK_MAX_MEMBERS;
	if (!u->limit.max_ratio)
		u->limit.max_ratio = DP_UNPACK_MAX_RATIO;
}

int
dp_archive_unpack(const char *path, enum dp_archive_kind kind, const char *name,
		  const char *folder, const struct dp_unpack_limits *l,
		  struct dp_members *out, struct dp_err *err)
{
	struct unpacker u = { .path = path,
			      .folder = folder,
			      .name = name,
			      .kind = kind,
			      .out = out };
	struct stat st;

	set_limits(&u, l);
	if (dpi_archive_api(&u.api, err) != 0)
		return -1;
	if (stat(path, &st) != 0)
		return dp_fail_errno(err, _("%s cannot be read"), path);
	u.packed_bytes = (uint64_t)st.st_size;
	if (kind != DP_ARCHIVE_GZIP && go_through(&u, false, err) != 0)
		return -1;
	return go_through(&u, true, err);
}

void
dp_members_done(struct dp_members *m)
{
	for (size_t i = 0; i < m->n; i++) {
		free(m->at[i].name);
		free(m->at[i].path);
	}
	free(m->at);
	memset(m, 0, sizeof *m);
}

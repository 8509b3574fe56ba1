/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Packed files read in place, by libarchive. Of a zip, the directory at its
 * end is what counts: a cut zip must not look whole.
 */
#include "source/archive_read.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "source/archive_api.h"
#include "source/gunzip.h"
#include "source/inner.h"

#define BLOCK_BYTES (64u << 10)

/* An archive being read, and where its bytes come from: one of two. */
struct packed {
	struct dpi_bytes bytes;
	struct archive_api api;
	struct archive *a;
	const char *name;
	struct dpi_bytes *inner;     /* owned, read in order */
	const struct dpi_file *file; /* borrowed, read anywhere */
	uint64_t at_bytes;           /* in file */
	uint64_t file_bytes;         /* size of file */
	uint64_t got_bytes;          /* unpacked so far */
	bool none;                   /* nothing was packed */
	struct dp_err err;           /* why reading below failed */
	char block[BLOCK_BYTES];
};

const char *
dpi_filter_name(enum dpi_filter f)
{
	static const char *const name[] = { "gzip", "bzip2", "xz", "zstd" };

	return name[f];
}

/* ---- what libarchive asks for ----------------------------------------- */

static la_ssize_t
on_read(struct archive *a, void *self, const void **p)
{
	struct packed *k = self;
	ptrdiff_t got;

	(void)a;
	if (k->inner)
		got = dpi_bytes_read(k->inner, k->block, sizeof k->block,
				     &k->err);
	else
		got = dpi_file_at(k->file, k->block, sizeof k->block,
				  k->at_bytes, &k->err);
	k->at_bytes += got > 0 ? (uint64_t)got : 0;
	*p = k->block;
	return got < 0 ? ARCHIVE_FATAL : got;
}

static la_int64_t
on_seek(struct archive *a, void *self, la_int64_t offset, int whence)
{
	struct packed *k = self;
	int64_t base = whence == SEEK_END ? (int64_t)k->file_bytes :
		       whence == SEEK_CUR ? (int64_t)k->at_bytes :
					    0;

	(void)a;
	if (offset < -base || base > INT64_MAX - (offset > 0 ? offset : 0))
		return ARCHIVE_FATAL;
	k->at_bytes = (uint64_t)(base + offset);
	return base + offset;
}

static la_int64_t
on_skip(struct archive *a, void *self, la_int64_t n)
{
	struct packed *k = self;

	(void)a;
	if (n < 0 || k->at_bytes + (uint64_t)n > k->file_bytes)
		return 0;
	k->at_bytes += (uint64_t)n;
	return n;
}

/* ---- reading ---------------------------------------------------------- */

static int
damaged(const struct packed *k, struct dp_err *err)
{
	if (k->err.code != DP_OK) {
		*err = k->err;
		return -1;
	}
	return dp_fail(err, DP_EDATA,
		       _("%s is damaged or cut, or packed in a way that is not "
			 "read here. Get it again, or unpack it first."),
		       k->name);
}

static ptrdiff_t
read_packed(struct dpi_bytes *b, char *p, size_t n, struct dp_err *err)
{
	struct packed *k = (struct packed *)b;
	la_ssize_t got;

	if (k->none || n == 0)
		return 0;
	if (dp_cancelled())
		return dp_fail(err, DP_ECANCEL, _("stopped."));
	got = k->api.archive_read_data(k->a, p, n);
	if (got < 0)
		return damaged(k, err);
	k->got_bytes += (uint64_t)got;
	return dpi_check_growth(k->name, k->inner ? k->at_bytes : k->file_bytes,
				k->got_bytes, err) == 0 ?
		       (ptrdiff_t)got :
		       -1;
}

static void
close_packed(struct dpi_bytes *b)
{
	struct packed *k = (struct packed *)b;

	if (k->a)
		(void)k->api.archive_read_free(k->a);
	dpi_bytes_close(k->inner);
	free(k);
}

/* Reads from INNER, or else from FILE; nothing is opened yet. */
static struct packed *
packed_new(struct dpi_bytes *inner, const struct dpi_file *file,
	   const char *name, struct dp_err *err)
{
	struct packed *k = dp_alloc0(sizeof *k);
	struct stat st;

	k->bytes.read = read_packed;
	k->bytes.close = close_packed;
	k->inner = inner;
	k->file = file;
	k->name = name;
	if (file && fstat(file->fd, &st) == 0 &&
	    (uint64_t)st.st_size > file->from_bytes)
		k->file_bytes = (uint64_t)st.st_size - file->from_bytes;
	if (dpi_archive_api(&k->api, err) == 0) {
		k->a = k->api.archive_read_new();
		if (k->a)
			return k;
		(void)damaged(k, err);
	}
	close_packed(&k->bytes);
	return NULL;
}

static int
start(struct packed *k)
{
	(void)k->api.archive_read_set_read_callback(k->a, on_read);
	if (k->file) {
		(void)k->api.archive_read_set_seek_callback(k->a, on_seek);
		(void)k->api.archive_read_set_skip_callback(k->a, on_skip);
	}
	(void)k->api.archive_read_set_callback_data(k->a, k);
	return k->api.archive_read_open1(k->a) == ARCHIVE_OK ? 0 : -1;
}

static int
support(const struct packed *k, enum dpi_filter f)
{
	if (f == DPI_BZIP2)
		return k->api.archive_read_support_filter_bzip2(k->a);
	if (f == DPI_XZ)
		return k->api.archive_read_support_filter_xz(k->a);
	return k->api.archive_read_support_filter_zstd(k->a);
}

struct dpi_bytes *
dpi_unpack(struct dpi_bytes *b, enum dpi_filter f, const char *name,
	   struct dp_err *err)
{
	struct packed *k;
	struct archive_entry *e;
	int got;

	if (f == DPI_GZIP)
		return dpi_gunzip(b, name, err);
	k = packed_new(b, NULL, name, err);
	if (!k)
		return NULL;
	/* Else libarchive would start a program it finds in the PATH. */
	if (support(k, f) != ARCHIVE_OK) {
		(void)dp_fail(err, DP_EDATA,
			      _("%s is packed with %s, which the libarchive "
				"of this computer cannot read. Unpack it "
				"first, then read what comes out."),
			      name, dpi_filter_name(f));
		close_packed(&k->bytes);
		return NULL;
	}
	(void)k->api.archive_read_support_format_raw(k->a);
	(void)k->api.archive_read_support_format_empty(k->a);
	got = start(k) == 0 ? k->api.archive_read_next_header(k->a, &e) :
			      ARCHIVE_FATAL;
	k->none = got == ARCHIVE_EOF;
	if (got >= ARCHIVE_WARN)
		return &k->bytes;
	(void)damaged(k, err);
	close_packed(&k->bytes);
	return NULL;
}

/* ---- zip -------------------------------------------------------------- */

static struct packed *
open_zip(const struct dpi_file *f, const char *name, struct dp_err *err)
{
	struct packed *k = packed_new(NULL, f, name, err);

	if (!k)
		return NULL;
	(void)k->api.archive_read_support_format_zip_seekable(k->a);
	if (start(k) == 0)
		return k;
	(void)damaged(k, err);
	close_packed(&k->bytes);
	return NULL;
}

static void
add_member(struct dpi_zip *z, const struct packed *k, struct archive_entry *e,
	   size_t number)
{
	char *name = dpi_archive_name(&k->api, e);
	struct dp_buf clean = { 0 };

	if (k->api.archive_entry_filetype(e) == AE_IFREG &&
	    !dpi_archive_is_clutter(name)) {
		dpi_clean_text(dp_str_c(name), &clean);
		for (size_t i = 0; i < clean.n; i++)
			if (clean.p[i] == '\n' || clean.p[i] == '\t')
				clean.p[i] = ' ';
		dp_grow(&z->at, &z->cap, z->n, sizeof *z->at);
		z->at[z->n++] = (struct dpi_zip_member){
			dp_buf_take(&clean), number,
			k->api.archive_entry_is_encrypted(e) != 0
		};
	}
	free(name);
}

int
dpi_zip_list(struct dpi_zip *z, const struct dpi_file *f, struct dp_err *err)
{
	struct archive_entry *e;
	int got = ARCHIVE_OK, status = 0;
	struct packed *k;
	char head[4] = "";

	z->file = f;
	/* An empty zip is its end only: libarchive takes that for damage. */
	if (dpi_file_at(f, head, sizeof head, 0, err) == sizeof head &&
	    memcmp(head, "PK\005\006", sizeof head) == 0)
		return 0;
	k = open_zip(f, f->name, err);
	if (!k)
		return -1;
	for (size_t i = 0; status == 0; i++) {
		got = k->api.archive_read_next_header(k->a, &e);
		if (got == ARCHIVE_EOF)
			break;
		if (got < ARCHIVE_WARN)
			status = damaged(k, err);
		else if (i >= DP_UNPACK_MAX_MEMBERS)
			status = dp_fail(err, DP_ELIMIT,
					 _("%s has more than %u members, the "
					   "most that are looked through."),
					 f->name, DP_UNPACK_MAX_MEMBERS);
		else
			add_member(z, k, e, i);
	}
	close_packed(&k->bytes);
	return status;
}

void
dpi_zip_done(struct dpi_zip *z)
{
	for (size_t i = 0; i < z->n; i++)
		free(z->at[i].name);
	free(z->at);
	memset(z, 0, sizeof *z);
}

ptrdiff_t
dpi_zip_find(const struct dpi_zip *z, const char *name)
{
	for (size_t i = 0; i < z->n; i++)
		if (strcmp(z->at[i].name, name) == 0)
			return (ptrdiff_t)i;
	return -1;
}

struct dpi_bytes *
dpi_zip_open(const struct dpi_zip *z, size_t i, const char *name,
	     struct dp_err *err)
{
	struct packed *k = open_zip(z->file, name, err);
	struct archive_entry *e;
	int got = ARCHIVE_OK;

	if (!k)
		return NULL;
	if (z->at[i].locked) {
		(void)dp_fail(err, DP_EDATA,
			      _("%s is locked by a password. Unpack it "
				"yourself, then read what was inside."),
			      name);
		close_packed(&k->bytes);
		return NULL;
	}
	for (size_t n = 0; got >= ARCHIVE_WARN && n <= z->at[i].number; n++)
		got = k->api.archive_read_next_header(k->a, &e);
	if (got >= ARCHIVE_WARN && got != ARCHIVE_EOF)
		return &k->bytes;
	(void)damaged(k, err);
	close_packed(&k->bytes);
	return NULL;
}

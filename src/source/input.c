/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a file to the text of one table, layer by layer: at most one
 * compression, one zip and one spreadsheet, in whatever order they come.
 */
#include "source/input.h"

#include <fcntl.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "base/i18n.h"
#include "source/kind.h"
#include "source/office.h"

struct dpi_input {
	struct dpi_file *file;      /* what was opened */
	struct dpi_bytes *top;      /* what is read */
	struct dpi_bytes *below[2]; /* what top borrows, to close after it */
	size_t n_below;
	int kept_fd;       /* the file where its bytes are done with, or -1 */
	const char *name;  /* of the file */
	const char *shown; /* of what is looked at, for messages */
	struct dp_arena names;
	struct dp_origin origin;
	bool is_origin;
	struct dpi_notes notes;
};

/* ---- zip -------------------------------------------------------------- */

bool
dpi_is_table_name(const char *name)
{
	static const char *const ends[] = { ".csv", ".tsv", ".tab", ".xlsx",
					    ".ods" };
	static const char *const packed[] = { ".gz", ".bz2", ".xz", ".zst" };
	size_t n = strlen(name);

	for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
		size_t k = strlen(packed[i]);

		if (n > k && strcasecmp(name + n - k, packed[i]) == 0)
			n -= k;
	}
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t k = strlen(ends[i]);

		if (n > k && strncasecmp(name + n - k, ends[i], k) == 0)
			return true;
	}
	return false;
}

/* Fails with PROBLEM and the names of Z's members. */
static int
say_members(const struct dpi_input *in, const struct dpi_zip *z,
	    enum dp_code code, const char *problem, struct dp_err *err)
{
	struct dp_buf list = { 0 };
	size_t n = z->n < DP_MEMBERS_SHOWN ? z->n : DP_MEMBERS_SHOWN;

	for (size_t i = 0; i < n && list.n < 400; i++)
		dp_buf_format(&list, "%s%s", i ? ", " : "", z->at[i].name);
	if (n < z->n)
		dp_buf_c(&list, " …");
	/* As in "data.zip holds 3 files: a.csv, b.csv, c.csv. Choose …" */
	(void)dp_fail(err, code,
		      P_("%s holds %zu file: %.*s. %s",
			 "%s holds %zu files: %.*s. %s", (unsigned long)z->n),
		      in->shown, z->n, DP_FMT(dp_buf_view(&list)), problem);
	dp_buf_done(&list);
	return -1;
}

/* The member of Z called NAME, with its folder or, if only one is, without. */
static ptrdiff_t
named_member(const struct dpi_zip *z, dp_str name)
{
	ptrdiff_t found = -1;

	for (size_t i = 0; i < z->n; i++)
		if (dp_str_is(name, z->at[i].name))
			return (ptrdiff_t)i;
	for (size_t i = 0; i < z->n; i++)
		if (dp_str_is(name, dp_path_base(z->at[i].name))) {
			if (found >= 0)
				return -1;
			found = (ptrdiff_t)i;
		}
	return found;
}

/* Which member of Z is to be read, or -1. */
static ptrdiff_t
choose_member(const struct dpi_input *in, const struct dpi_zip *z,
	      const struct dpi_want *want, struct dp_err *err)
{
	ptrdiff_t chosen = -1;
	size_t tables = 0;

	if (z->n == 0)
		return dp_fail(err, DP_EDATA,
			       _("%s is a zip with no file in it."), in->shown);
	if (want->member.p) {
		chosen = named_member(z, want->member);
		return chosen >= 0 ?
			       chosen :
			       say_members(in, z, DP_EUSAGE,
					   _("None of them alone has the name "
					     "asked for."),
					   err);
	}
	if (z->n == 1)
		return 0;
	for (size_t i = 0; i < z->n; i++)
		if (dpi_is_table_name(z->at[i].name)) {
			chosen = (ptrdiff_t)i;
			tables++;
		}
	if (tables == 1)
		return chosen;
	return say_members(in, z, DP_EDATA,
			   _("Choose one with --member=NAME (in a recipe: "
			     "source member=\"NAME\")."),
			   err);
}

/* Is what is read the file itself? */
static bool
is_file(const struct dpi_input *in)
{
	return in->file && in->top == &in->file->bytes;
}

/* The top becomes a file that seeks, if it is none; it stays open below. */
static struct dpi_file *
make_seekable(struct dpi_input *in, struct dp_err *err)
{
	struct dpi_file *f = (struct dpi_file *)in->top;

	if (!is_file(in) || !f->seeks) {
		if (in->file)
			in->kept_fd = fcntl(in->file->fd, F_DUPFD_CLOEXEC, 0);
		in->file = NULL;
		f = dpi_bytes_spool(in->top, in->shown, DP_SPOOL_MAX_BYTES,
				    err);
		in->top = NULL;
	}
	if (f)
		in->below[in->n_below++] = &f->bytes;
	return f;
}

static int
nested(const struct dpi_input *in, struct dp_err *err)
{
	return dp_fail(err, DP_EDATA,
		       _("%s is packed, and what is in it is packed once more. "
			 "Unpack it first, then read what comes out."),
		       in->shown);
}

/* What WHAT, in what was looked at so far, is called in messages. */
static const char *
shown_in(struct dpi_input *in, const char *what)
{
	char *text = dp_format(_("%s in %s"), what, in->shown);
	const char *kept = dp_keep_c(&in->names, dp_str_c(text));

	free(text);
	return kept;
}

/* The member I of Z, which is not a document, becomes the top. */
static int
enter_member(struct dpi_input *in, const struct dpi_zip *z, size_t i,
	     bool asked, struct dp_err *err)
{
	in->origin.member = dp_keep(&in->names, dp_str_c(z->at[i].name));
	in->origin.n_members = z->n;
	if (!asked)
		dpi_notes_add(&in->notes, DPI_NOTE_MEMBERS, z->n - 1, 0,
			      in->origin.member);
	in->shown = shown_in(in, z->at[i].name);
	in->top = dpi_zip_open(z, i, in->shown, err);
	return in->top ? 0 : -1;
}

static int
enter_zip(struct dpi_input *in, const struct dpi_want *want, struct dp_err *err)
{
	const struct dpi_book_class *class = NULL;
	struct dpi_file *f = make_seekable(in, err);
	struct dpi_zip z = { 0 };
	int is_book = -1, status = -1;
	ptrdiff_t i;

	in->top = NULL;
	in->is_origin = true;
	if (f && dpi_zip_list(&z, f, err) == 0)
		is_book = dpi_office_kind(&z, in->shown, &class, err);
	if (is_book > 0) {
		in->top = dpi_book_open(&z, class, in->shown, want->sheet,
					&in->origin, &in->notes, err);
		status = in->top ? 0 : -1;
	} else if (is_book == 0 && in->origin.member.p) {
		status = nested(in, err);
	} else if (is_book == 0) {
		i = choose_member(in, &z, want, err);
		if (i >= 0)
			status = enter_member(in, &z, (size_t)i,
					      want->member.p != NULL, err);
	}
	dpi_zip_done(&z);
	return status;
}

/* ---- layers ----------------------------------------------------------- */

static int
enter_packed(struct dpi_input *in, enum dpi_filter filter, struct dp_err *err)
{
	if (in->origin.packed)
		return nested(in, err);
	in->origin.packed = dpi_filter_name(filter);
	in->is_origin = true;
	in->top = dpi_unpack(in->top, filter, in->shown, err);
	return in->top ? 0 : -1;
}

/* Goes down to a text: 0 or -1. */
static int
descend(struct dpi_input *in, const struct dpi_want *want, struct dp_err *err)
{
	enum dpi_filter filter = DPI_GZIP;
	enum dpi_kind kind;
	dp_str head;

	for (;;) {
		int status = 0;

		if (dpi_bytes_look(in->top, DPI_KIND_BYTES, &head, err) != 0)
			return -1;
		kind = dpi_kind_of(head, &filter);
		switch (kind) {
		case DPI_KIND_TEXT:
			return 0;
		case DPI_KIND_PACKED:
			status = enter_packed(in, filter, err);
			break;
		case DPI_KIND_ZIP:
			status = enter_zip(in, want, err);
			break;
		case DPI_KIND_HTML:
		case DPI_KIND_XML:
		case DPI_KIND_JSON:
			return want->any_text ? 0 :
						dpi_kind_refuse(kind, in->shown,
								head, err);
		case DPI_KIND_OLE:
			return dpi_kind_refuse_ole(
				is_file(in) && in->file->seeks ? in->file :
								 NULL,
				in->shown, err);
		case DPI_KIND_OTHER:
			return dpi_kind_refuse(kind, in->shown, head, err);
		}
		if (status != 0 || in->origin.book)
			return status;
	}
}

/* What was asked for and cannot be, since there is nothing to choose from. */
static int
check_want(const struct dpi_input *in, const struct dpi_want *want,
	   struct dp_err *err)
{
	if (want->member.p && !in->origin.member.p)
		return dp_fail(err, DP_EUSAGE,
			       _("%s is no zip: there is no member to choose."),
			       in->name);
	if (want->sheet.p && !in->origin.book)
		return dp_fail(err, DP_EUSAGE,
			       _("%s is no spreadsheet: there is no sheet to "
				 "choose."),
			       in->shown);
	return 0;
}

/* Nothing was read of a file that is its own text. */
static int
rewind_plain(struct dpi_input *in, struct dp_err *err)
{
	struct dpi_file *f = in->file;

	if (!dpi_input_is_plain(in))
		return 0;
	dp_buf_done(&f->bytes.head);
	memset(&f->bytes.head, 0, sizeof f->bytes.head);
	f->bytes.head_at = 0;
	if (lseek(f->fd, (off_t)f->from_bytes, SEEK_SET) < 0)
		return dp_fail_errno(err, _("%s cannot be read"), in->name);
	return 0;
}

struct dpi_input *
dpi_input_open_fd(int fd, const char *path, const struct dpi_want *want,
		  bool (*wait)(void *self, int fd), void *self,
		  struct dp_err *err)
{
	struct dpi_input *in = dp_alloc0(sizeof *in);

	in->kept_fd = -1;
	in->name = dp_keep_c(&in->names, dp_str_c(strcmp(path, "-") == 0 ?
							  _("standard input") :
							  path));
	in->shown = in->name;
	in->file = dpi_file_bytes(fd, in->name);
	in->top = &in->file->bytes;
	dpi_input_wait(in, wait, self);
	if (descend(in, want, err) == 0 && check_want(in, want, err) == 0 &&
	    rewind_plain(in, err) == 0)
		return in;
	dpi_input_close(in);
	return NULL;
}

struct dpi_input *
dpi_input_open(const char *path, const struct dpi_want *want,
	       struct dp_err *err)
{
	int fd = dp_open_read(path, err);

	return fd < 0 ? NULL :
			dpi_input_open_fd(fd, path, want, NULL, NULL, err);
}

void
dpi_input_close(struct dpi_input *in)
{
	if (!in)
		return;
	dpi_bytes_close(in->top);
	for (size_t i = 0; i < in->n_below; i++)
		dpi_bytes_close(in->below[i]);
	if (in->kept_fd >= 0)
		(void)close(in->kept_fd);
	dp_arena_done(&in->names);
	free(in);
}

ptrdiff_t
dpi_input_read(struct dpi_input *in, char *p, size_t n_bytes,
	       struct dp_err *err)
{
	return dpi_bytes_read(in->top, p, n_bytes, err);
}

const char *
dpi_input_name(const struct dpi_input *in)
{
	return in->name;
}

int
dpi_input_fd(const struct dpi_input *in)
{
	return in->file ? in->file->fd : in->kept_fd;
}

bool
dpi_input_is_plain(const struct dpi_input *in)
{
	return is_file(in) && in->file->seeks;
}

ptrdiff_t
dpi_input_read_at(const struct dpi_input *in, char *p, size_t n_bytes,
		  uint64_t at, struct dp_err *err)
{
	return dpi_file_at(in->file, p, n_bytes, at, err);
}

void
dpi_input_go_to(struct dpi_input *in, uint64_t at)
{
	struct dpi_bytes *b = in->top;

	b->head_at = b->head.n;
	(void)lseek(in->file->fd, (off_t)(in->file->from_bytes + at), SEEK_SET);
}

const struct dpi_note *
dpi_input_notes(const struct dpi_input *in, size_t *n)
{
	*n = in->notes.n;
	return in->notes.at;
}

const struct dp_origin *
dpi_input_origin(const struct dpi_input *in)
{
	return in->is_origin ? &in->origin : NULL;
}

void
dpi_input_wait(struct dpi_input *in, bool (*wait)(void *self, int fd),
	       void *self)
{
	if (!in->file || in->file->seeks)
		return;
	in->file->wait = wait;
	in->file->self = self;
}

bool
dpi_input_idle(struct dpi_input *in)
{
	return dpi_bytes_idle(in->top);
}

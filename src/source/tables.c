/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables that a file holds, by their names: for who has to choose one.
 * Nothing of them is read.
 */
#include <stdlib.h>
#include <unistd.h>

#include "source/book.h"
#include "source/input.h"
#include "source/kind.h"
#include "source/office.h"

static void
add(struct dp_tables *t, dp_str name, bool hidden, bool likely)
{
	struct dp_table_name *one;

	dp_grow(&t->at, &t->cap, t->n, sizeof *t->at);
	one = &t->at[t->n++];
	one->name = dp_strdup(name);
	one->hidden = hidden;
	one->likely = likely;
}

static int
list_sheets(struct dpi_zip *z, const struct dpi_book_class *class,
	    const char *name, struct dp_tables *out, struct dp_err *err)
{
	struct dpi_book *b = dpi_book_list(z, class, name, err);

	if (!b)
		return -1;
	out->book = class->name;
	for (size_t i = 0; i < b->n_sheets; i++)
		add(out, b->sheet[i].name, b->sheet[i].hidden, true);
	dpi_bytes_close(&b->bytes);
	return 0;
}

static int list(struct dpi_file *f, const char *name, dp_str member,
		struct dp_tables *out, struct dp_err *err);

/* What is in the member called MEMBER of Z. */
static int
list_member(const struct dpi_zip *z, const char *name, dp_str member,
	    struct dp_tables *out, struct dp_err *err)
{
	const dp_str none = { NULL, 0 };
	struct dpi_bytes *b = NULL;
	struct dpi_file *f = NULL;
	dp_str head;
	enum dpi_filter filter;
	int status = -1;

	for (size_t i = 0; i < z->n && !b; i++)
		if (dp_str_is(member, z->at[i].name))
			b = dpi_zip_open(z, i, name, err);
	/* only a zip in a zip is worth putting aside */
	if (b && dpi_bytes_look(b, DPI_KIND_BYTES, &head, err) == 0 &&
	    dpi_kind_of(head, &filter) == DPI_KIND_ZIP) {
		f = dpi_bytes_spool(b, name, DP_SPOOL_MAX_BYTES, err);
		b = NULL;
	}
	dpi_bytes_close(b);
	if (f)
		status = list(f, name, none, out, err);
	dpi_bytes_close(f ? &f->bytes : NULL);
	return status;
}

/* Lists F, called NAME, which is a zip. */
static int
list(struct dpi_file *f, const char *name, dp_str member, struct dp_tables *out,
     struct dp_err *err)
{
	const struct dpi_book_class *class = NULL;
	struct dpi_zip z = { 0 };
	int is_book = -1, status = -1;

	if (dpi_zip_list(&z, f, err) == 0)
		is_book = dpi_office_kind(&z, name, &class, err);
	if (is_book > 0) {
		status = list_sheets(&z, class, name, out, err);
	} else if (is_book == 0 && member.p) {
		status = list_member(&z, name, member, out, err);
	} else if (is_book == 0) {
		for (size_t i = 0; i < z.n; i++)
			add(out, dp_str_c(z.at[i].name), false,
			    dpi_is_table_name(z.at[i].name));
		status = 0;
	}
	dpi_zip_done(&z);
	return status;
}

void
dp_tables_list(const char *path, dp_str member, struct dp_tables *out)
{
	struct dp_err ignored = { 0 };
	struct dpi_file *f;
	enum dpi_filter filter;
	dp_str head;
	/* a pipe is read once only, and not here */
	int fd = dp_is_file(path) ? dp_open_read(path, &ignored) : -1;

	if (fd < 0)
		return;
	f = dpi_file_bytes(fd, path);
	if (dpi_bytes_look(&f->bytes, DPI_KIND_BYTES, &head, &ignored) == 0 &&
	    dpi_kind_of(head, &filter) == DPI_KIND_ZIP && f->seeks &&
	    list(f, path, member, out, &ignored) != 0)
		dp_tables_done(out);
	dpi_bytes_close(&f->bytes);
}

void
dp_tables_done(struct dp_tables *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->at[i].name);
	free(t->at);
	memset(t, 0, sizeof *t);
}

bool
dp_tables_to_choose(const struct dp_tables *t)
{
	size_t likely = 0;

	for (size_t i = 0; i < t->n; i++)
		likely += t->at[i].likely;
	return t->n > 1 && likely != 1;
}

bool
dp_origin_of_several(const struct dp_origin *o)
{
	return o && (o->n_members > 1 || o->n_sheets > 1);
}

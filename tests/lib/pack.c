/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packed files made from text. What they are for, pack.h says. */
#include "pack.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

/* Others libarchive may give up at, and then it loses its memory. */
static bool
is_plain(const char *name)
{
	for (; *name; name++)
		if (*name < ' ' || *name > '~')
			return false;
	return true;
}

static bool
add(struct archive *a, const char *name, const char *p, size_t n)
{
	struct archive_entry *e = archive_entry_new();
	bool ok;

	archive_entry_set_pathname(e, name);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_size(e, (la_int64_t)n);
	ok = archive_write_header(a, e) >= ARCHIVE_WARN &&
	     archive_write_data(a, p, n) == (la_ssize_t)n;
	archive_entry_free(e);
	return ok;
}

/* Where the next file behind P starts, or END. */
static const char *
next_file(const char *p, const char *end)
{
	while (p < end && !(end - p > 4 && memcmp(p, "=== ", 4) == 0)) {
		const char *line = memchr(p, '\n', (size_t)(end - p));

		p = line ? line + 1 : end;
	}
	return p;
}

static bool
add_files(struct archive *a, const char *p, size_t n)
{
	const char *end = p + n;
	bool ok = true;

	for (p = next_file(p, end); ok && p < end;) {
		const char *line = memchr(p, '\n', (size_t)(end - p));
		const char *text = line ? line + 1 : end;
		const char *next = next_file(text, end);
		size_t size = (size_t)(next - text);
		char name[256] = "";
		size_t length = (size_t)((line ? line : end) - p) - 4;

		if (length < sizeof name)
			memcpy(name, p + 4, length);
		if (size && next[-1] == '\n')
			size--;
		ok = name[0] && is_plain(name) && add(a, name, text, size);
		p = next;
	}
	return ok;
}

bool
pack(const char *format, const char *out, const char *p, size_t n_bytes)
{
	struct archive *a = archive_write_new();
	bool zip = strcmp(format, "zip") == 0, ok;

	if (zip)
		ok = archive_write_set_format_zip(a) == ARCHIVE_OK;
	else
		ok = archive_write_set_format_raw(a) == ARCHIVE_OK &&
		     archive_write_add_filter_by_name(a, format) == ARCHIVE_OK;
	ok = ok && archive_write_open_filename(a, out) == ARCHIVE_OK;
	ok = ok &&
	     (zip ? add_files(a, p, n_bytes) : add(a, "data", p, n_bytes));
	return archive_write_free(a) == ARCHIVE_OK && ok;
}
